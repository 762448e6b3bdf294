"""Files, folders, standard input and strings to `Report`s, whatever their format."""

from __future__ import annotations

import glob
import gzip
import io
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from ..errors import EmptyReport, InputError, TooLarge
from ..model import Report
from .agencyxml import read_agency_xml
from .detect import READABLE, detect
from .encoding import decode
from .feeds import read_feed
from .html import read_html
from .items import DOCUMENT, Item, Options, Read, ReportError, Source, Sourced
from .mail import read_mail, read_mbox
from .markdown import read_markdown
from .records import read_csv, read_json, read_parquet
from .save import SIDECAR
from .warc import read_warc

_SPOOL = 32 * 2**20


def read_text(source: Source) -> Iterator[Item]:
    try:
        data = source.data()
        if not data.strip():
            raise EmptyReport(f"{source.place}: empty. Needed: at least one sentence.")
        yield read_markdown(decode(data, source.place), source.options)
    except InputError as e:
        yield ReportError(source.place, e)


def _refuse_opml(source: Source) -> Iterator[Item]:
    text = f"{source.place}: a list of feeds, without reports. Fetch them with: reportedly watch {source.place} -o DIR"
    yield ReportError(source.place, InputError(text))


def _refuse_xml(source: Source) -> Iterator[Item]:
    yield ReportError(source.place, InputError(f"{source.place}: an XML format that is not known. Allowed: RSS, Atom, NewsML-G2, NITF, XHTML."))


def _read_gzip(source: Source) -> Iterator[Item]:
    """What is packed, if it is no larger than one document should be."""
    try:
        with gzip.GzipFile(fileobj=source.stream, mode="rb") as file:
            data = file.read(DOCUMENT + 1)
        if len(data) > DOCUMENT:
            raise TooLarge(f"{source.place}: more than {DOCUMENT >> 20} MiB when unpacked. Unpack it first, or use WARC.")
    except InputError as e:
        yield ReportError(source.place, e)
    except (OSError, EOFError, zlib.error) as e:
        yield ReportError(source.place, InputError(f"{source.place}: broken gzip ({e})."))
    else:
        inner = source.place.removesuffix(".gz")
        if data.startswith(b"\x1f\x8b"):
            yield ReportError(source.place, InputError(f"{source.place}: packed twice. Unpack it first."))
        else:
            yield from read_source(replace(source, stream=io.BytesIO(data)), inner)


READERS: dict[str, Read] = {
    "text": read_text, "html": read_html, "feed": read_feed, "newsml": read_agency_xml, "nitf": read_agency_xml, "warc": read_warc, "json": read_json,
    "csv": read_csv, "parquet": read_parquet, "mail": read_mail, "mbox": read_mbox, "opml": _refuse_opml, "xml": _refuse_xml, "gzip": _read_gzip,
}  # fmt: skip


def read_source(source: Source, name: str | None = None) -> Iterator[Item]:
    """Every report in a stream of bytes; `name` (default: the place) helps to tell the format. Raises nothing."""
    yield from READERS[detect(name or source.place, source.head())](source)


def sourced(paths: Iterable[str | Path], options: Options | None = None) -> Iterator[Item]:
    """Reports with the way back to their source, and errors, of files, folders (with all below), and patterns such as `news/**/*.html`."""
    options = options or Options()
    for path in paths:
        try:
            files = list(expand(path))
        except InputError as e:
            yield ReportError(str(path), e)
            continue
        for file in files:
            yield from _file(file, options)


def reports(paths: Iterable[str | Path], options: Options | None = None) -> Iterator[Report | ReportError]:
    """The same without the way back."""
    for found in sourced(paths, options):
        yield found.report if isinstance(found, Sourced) else found


def from_stream(stream: BinaryIO, place: str, options: Options | None = None) -> Iterator[Item]:
    """Every report of a stream that cannot seek, such as standard input."""
    with SpooledTemporaryFile(max_size=_SPOOL) as kept:
        while chunk := stream.read(2**20):
            kept.write(chunk)
        kept.seek(0)
        yield from read_source(Source(place, cast(BinaryIO, kept), options or Options()))


def expand(path: str | Path) -> Iterator[Path]:
    """The files that a name stands for, sorted. Raises InputError where there is none."""
    text = str(path)
    if text.lower().startswith(("http://", "https://")):
        raise InputError(f"{text}: an address. `read` uses no network. Fetch it first: reportedly fetch {text} -o DIR")
    if os.path.isdir(text):
        files = [Path(root, f) for root, folders, names in os.walk(text) if _sort(folders) for f in sorted(names) if _is_readable(f)]
        if not files:
            raise InputError(f"{text}: no file that can be read. Allowed: {' '.join(READABLE)}")
        yield from files
    elif not os.path.lexists(text) and glob.has_magic(text):
        names = sorted(n for n in glob.glob(text, recursive=True) if os.path.isfile(n))
        if not names:
            raise InputError(f"{text}: no file fits the pattern.")
        yield from map(Path, names)
    else:
        yield Path(path)


def _sort(folders: list[str]) -> bool:
    """Walk folders in order, hidden ones not at all."""
    folders[:] = sorted(f for f in folders if not f.startswith("."))
    return True


def _is_readable(name: str) -> bool:
    lower = name.lower()
    return not lower.startswith(".") and not lower.endswith(SIDECAR) and (lower.endswith(READABLE) or "." not in lower)


def _file(path: Path, options: Options) -> Iterator[Item]:
    try:
        with path.open("rb") as stream:
            yield from read_source(Source(str(path), stream, _with_sidecar(path, options)))
    except FileNotFoundError:
        yield ReportError(str(path), InputError(f"{path}: no such file."))
    except OSError as e:
        yield ReportError(str(path), InputError(f"{path}: {e.strerror or e}."))


def _with_sidecar(path: Path, options: Options) -> Options:
    """What was known when a file was fetched serves where the page is silent."""
    try:
        known = json.loads(Path(f"{path}{SIDECAR}").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return options
    if not isinstance(known, dict):
        return options
    said = {k: known[k] for k in ("url", "published", "outlet") if isinstance(known.get(k), str)}
    charset = known.get("charset")
    return replace(options, fallback={**options.fallback, **said}, charset=charset if isinstance(charset, str) else None)


def from_text(text: str, **given: str | None) -> Report:
    """A report from a string of plain text or Markdown. Raises EmptyReport where there is nothing to read."""
    return read_markdown(text, Options(given)).report


def from_bytes(data: bytes, place: str = "input", **given: str | None) -> Report:
    """The one report in bytes of any format. `place` is named in errors. Raises InputError where there is none, or more than one."""
    if not data.strip():
        raise EmptyReport(f"{place}: empty. Needed: at least one sentence.")
    return _one(read_source(Source(place, io.BytesIO(data), Options(given))), place)


def from_path(path: str | Path, **given: str | None) -> Report:
    """The one report in a file. Raises InputError with the reason where it cannot be read, or holds more than one."""
    if Path(path).is_dir():
        raise InputError(f"{path}: a folder, not a file. Name its files: {path}/*.md")
    return _one(sourced([path], Options(given)), str(path))


def _one(items: Iterator[Item], place: str) -> Report:
    first = next(items, None)
    if isinstance(first, ReportError):
        raise first.error
    if first is None:
        raise EmptyReport(f"{place}: no report in it.")
    if isinstance(next(items, None), Sourced):
        raise InputError(f"{place}: more than one report. Read them all with: reportedly read {place}")
    return first.report


