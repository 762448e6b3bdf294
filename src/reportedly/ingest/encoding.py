"""Bytes to text: UTF-8, or what the bytes show themselves to be."""

from __future__ import annotations

from ..errors import NotText

_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF")
_HEAD = 4096


def is_binary(data: bytes) -> bool:
    head = data[:_HEAD]
    return head.startswith(_BINARY) or (not head.startswith((b"\xff\xfe", b"\xfe\xff")) and head.count(0) > 0.05 * len(head))


def decode(data: bytes, place: str) -> str:
    """The text. Raises NotText for binary data and unknown encodings."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if is_binary(data):
        raise NotText(f"{place}: binary data. Allowed: text, Markdown, HTML, feeds, WARC, JSONL, CSV, Parquet, NewsML, mail. Convert the file to one of them.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if sum(b < 128 for b in data) >= 0.85 * len(data):  # English with a few accents: the Western code page
            return data.decode("cp1252", "replace")
        from charset_normalizer import from_bytes as detect

        best = detect(data[: 2**20]).best()
        if best is None:
            raise NotText(f"{place}: neither UTF-8 nor any known encoding. Save it as UTF-8.") from None
        return data.decode(best.encoding, "replace")
