"""Web archives (WARC, CC-NEWS, the text of WET files), read as a stream; a broken record costs itself and no other."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..errors import InputError, TooLarge
from .encoding import decode
from .extras import need
from .html import page
from .items import Item, ReportError, Source, Sourced
from .markdown import read_markdown

PAGE = 16 * 2**20
"""The most bytes that one archived page may have when it is unpacked."""
_PAGES = ("text/html", "application/xhtml+xml")
_MARKS = {True: b"\x1f\x8b\x08", False: b"\r\nWARC/1"}
_CHUNK = 2**20


def read_warc(source: Source) -> Iterator[Item]:
    """The articles of archived pages: successful responses that are HTML. Where the archive is broken, reading goes on at the next record."""
    try:
        fastwarc = need("fastwarc.warc", "fastwarc", "warc")
    except InputError as e:
        yield ReportError(source.place, e)
        return
    start, broken = source.stream.tell(), False
    packed = source.head(2) == b"\x1f\x8b"
    while start >= 0:
        source.stream.seek(start)
        last, fine = start, True
        try:
            for record in fastwarc.ArchiveIterator(source.stream, record_types=_kinds(fastwarc), parse_http=False):
                last, broken, fine = record.stream_pos, False, True
                for item in _item(record, source):
                    fine = isinstance(item, Sourced)
                    yield item
            if packed and fine and _cut_off(source, last):
                yield ReportError(source.place, InputError(f"{source.place}: the archive breaks off after the record at byte {last}."))
            return
        except (OSError, ValueError, RuntimeError, EOFError) as e:
            if not broken:
                place = f"{source.place}: after byte {last}"
                yield ReportError(place, InputError(f"{place}: broken record ({e}); reading goes on at the next one."))
            broken = True
        start = _next(source, max(last, start) + 1, _MARKS[packed])


def _kinds(fastwarc: Any) -> Any:
    kinds = fastwarc.WarcRecordType
    return kinds.response | kinds.resource | kinds.conversion


def _cut_off(source: Source, start: int) -> bool:
    """Does the packed data from here on end in the middle of a member?"""
    source.stream.seek(start)
    if source.head(2) != b"\x1f\x8b":  # the whole archive is one member, and the place one of the unpacked bytes
        return False
    data, unpack = b"", zlib.decompressobj(31)
    try:
        while data := unpack.unused_data or source.stream.read(_CHUNK):
            if unpack.eof:
                unpack = zlib.decompressobj(31)
            while data and not unpack.eof:
                unpack.decompress(data, _CHUNK)
                data = unpack.unconsumed_tail
    except zlib.error:
        return True
    return not unpack.eof


def _next(source: Source, start: int, mark: bytes) -> int:
    """Where the next record may begin; -1 where there is none."""
    source.stream.seek(start)
    at, kept = start, b""
    while chunk := source.stream.read(_CHUNK):
        data = kept + chunk
        found = data.find(mark)
        if found >= 0:
            return at - len(kept) + found + (2 if mark.startswith(b"\r\n") else 0)
        kept = data[-len(mark) + 1 :]
        at += len(chunk)
    return -1


def _item(record: Any, source: Source) -> Iterator[Item]:
    url = record.headers.get("WARC-Target-URI") or f"byte {record.stream_pos}"
    place = f"{source.place}: {url}"
    try:
        found = _report(record, place, url, source)
    except InputError as e:
        yield ReportError(place, e)
        return
    except (OSError, ValueError, RuntimeError, EOFError) as e:
        yield ReportError(place, InputError(f"{place}: broken record ({e})."))
        return
    if found:
        yield found


def _report(record: Any, place: str, url: str, source: Source) -> Sourced | None:
    """The report of one record; none where it is no page (an image, a redirect, a robots.txt)."""
    options = replace(source.options, fallback={**source.options.fallback, **({"url": url} if url.startswith("http") else {})})
    if record.headers.get("Content-Length") is None:
        raise InputError(f"{place}: the record breaks off in its header.")
    if record.headers.get("WARC-Type") == "conversion":
        return read_markdown(decode(_payload(record, place), place), options)
    if record.is_http:
        record.parse_http(auto_decode="all")
        headers = record.http_headers
        if headers is None:
            raise InputError(f"{place}: the record breaks off in its HTTP header.")
        if headers.status_code != 200 or (record.http_content_type or "text/html").lower() not in _PAGES:
            return None
    elif (record.headers.get("Content-Type") or "").split(";")[0].strip().lower() not in _PAGES:
        return None
    return page(_payload(record, place), place, options, record.http_charset)


def _payload(record: Any, place: str) -> bytes:
    """The record's body. Raises TooLarge for pages, and for packed pages that swell, beyond what a page has."""
    data: bytes = record.reader.read(PAGE + 1)
    if len(data) > PAGE:
        raise TooLarge(f"{place}: more than {PAGE >> 20} MiB when unpacked. Pages of news sites are smaller.")
    if len(data) < record.content_length and not _coded(record):
        raise InputError(f"{place}: the record breaks off after {len(data)} of {record.content_length} bytes.")
    return data


def _coded(record: Any) -> bool:
    """Packed or in chunks, so that its length says nothing about the page's."""
    headers = record.http_headers
    return headers is not None and any(headers.get(k) for k in ("Content-Encoding", "Transfer-Encoding"))
