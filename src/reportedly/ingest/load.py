"""Files, standard input and strings to `Report`s."""

from __future__ import annotations

from pathlib import Path

from ..errors import EmptyReport, InputError, NotText
from ..model import Report
from .markdown import from_markdown


def from_text(text: str, **given: str | None) -> Report:
    """A report from a string. Raises EmptyReport where there is nothing to read."""
    if not text.strip("\ufeff \t\r\n\0"):
        raise EmptyReport("empty: no text in the report. Needed: at least one sentence.")
    return from_markdown(text, **given)


def from_bytes(data: bytes, place: str = "input", **given: str | None) -> Report:
    """A report from bytes: UTF-8, or what the bytes show themselves to be. `place` is named in errors."""
    if not data.strip():
        raise EmptyReport(f"{place}: empty. Needed: at least one sentence.")
    try:
        return from_text(decode(data, place), **given)
    except EmptyReport as e:
        raise EmptyReport(f"{place}: {e}") from e


def decode(data: bytes, place: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF")) or data[:4096].count(0) > 0.05 * len(
        data[:4096]
    ):
        raise NotText(f"{place}: binary data. Allowed: plain text or Markdown. Convert the file to text first.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if sum(b < 128 for b in data) >= 0.85 * len(data):  # English with a few accents: the Western code page
            return data.decode("cp1252", "replace")
        from charset_normalizer import from_bytes as detect

        best = detect(data).best()
        if best is None:
            raise NotText(f"{place}: neither UTF-8 nor any known encoding. Save it as UTF-8.") from None
        return str(best)


def from_path(path: str | Path, **given: str | None) -> Report:
    """A report from a file. Raises InputError with the reason where it cannot be read."""
    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path}: a folder, not a file. Name its files: {path}/*.md")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file.") from None
    except OSError as e:
        raise InputError(f"{path}: {e.strerror}.") from e
    return from_bytes(data, str(path), **given)
