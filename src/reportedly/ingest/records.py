"""Reports as records with named columns: JSON, JSON lines, CSV, Parquet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..errors import InputError, TooLarge
from . import dates
from .extras import need
from .fragment import line_of, paragraphs
from .items import DOCUMENT, Item, ReportError, Source
from .paragraphs import from_paragraphs

Record = Mapping[str, Any]
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article_text", "maintext", "full_text", "fulltext", "story", "bodyText", "description", "summary"),
    "title": ("title", "headline", "head", "webTitle"),
    "published": ("published", "date", "published_at", "publishedAt", "date_publish", "pub_date", "pubDate", "published_date", "datePublished", "datetime", "timestamp", "webPublicationDate", "dct"),
    "outlet": ("outlet", "source", "publication", "publisher", "source_domain", "sitename", "site_name", "domain", "newspaper"),
    "url": ("url", "link", "uri", "webUrl", "address"),
    "byline": ("byline", "author", "authors", "creator"),
    "agency": ("agency", "wire", "provider"),
    "language": ("language", "lang"),
}  # fmt: skip
"""Where each part of a report is sought, the first that is there; names agree in any case."""
_LANGUAGES = {"english": "en", "eng": "en"}
_BATCH = 64


def read_json(source: Source) -> Iterator[Item]:
    """JSON lines; or one JSON document that is a record, a list of records, or an object that holds such a list."""
    if source.head(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
        yield from _document(source)
        return
    at = source.stream.tell()
    first = source.stream.readline(DOCUMENT + 1)
    while first and not first.strip():
        first = source.stream.readline(DOCUMENT + 1)
    source.stream.seek(at)
    if _loaded(first) is None and source.stream.readable() and not _is_line(source, first):
        yield from _document(source)
    else:
        yield from _lines(source)


def _is_line(source: Source, first: bytes) -> bool:
    """A broken first line among lines, rather than the beginning of one document: another line is a whole object."""
    at = source.stream.tell()
    some = [source.stream.readline(DOCUMENT + 1) for _ in range(20)]
    source.stream.seek(at)
    return any(isinstance(_loaded(x), dict) for x in some if x.strip() and x != first)


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _lines(source: Source) -> Iterator[Item]:
    n = 0
    while line := source.stream.readline(DOCUMENT + 1):
        n += 1
        place = f"{source.place}:{n}"
        if len(line) > DOCUMENT:
            yield ReportError(place, TooLarge(f"{place}: a line of more than {DOCUMENT >> 20} MiB. One line is one report."))
            while line and not line.endswith(b"\n"):
                line = source.stream.readline(DOCUMENT)
        elif line.strip():
            value = _loaded(line)
            if isinstance(value, dict):
                yield item(value, place, source)
            else:
                yield ReportError(place, InputError(f"{place}: no JSON object. Expected one report a line, such as {{\"text\": \"…\"}}."))


def _document(source: Source) -> Iterator[Item]:
    try:
        value = json.loads(source.data().decode("utf-8-sig"))
    except InputError as e:
        yield ReportError(source.place, e)
        return
    except (ValueError, RecursionError) as e:
        yield ReportError(source.place, InputError(f"{source.place}: no JSON ({type(e).__name__}: {e}). Allowed: JSON lines, a list of objects, one object."))
        return
    for n, record in enumerate(_listed(value, source), 1):
        place = f"{source.place}: record {n}"
        if isinstance(record, dict):
            yield item(record, place, source)
        else:
            yield ReportError(place, InputError(f"{place}: {type(record).__name__}, expected an object with a text."))


def _listed(value: Any, source: Source) -> list[Any]:
    """The records of a document: itself, or the one list of objects in it where it has no text of its own."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and column(value, "text", source.options.columns) is None:
        lists = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        if len(lists) == 1:
            return lists[0]
    return [value]


def read_csv(source: Source) -> Iterator[Item]:
    """Comma, semicolon, tab or bar between the cells: what the first line has most of."""
    csv.field_size_limit(DOCUMENT)
    head = source.head(65_536)
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    mark = max(",;\t|", key=first.count)
    text = io.TextIOWrapper(source.stream, _codec(head), errors="replace", newline="")
    rows = csv.reader(text, delimiter=mark)
    try:
        yield from _rows(rows, source)
    finally:
        text.detach()


def _codec(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        head[:-4].decode("utf-8-sig")
    except UnicodeDecodeError as e:
        return "utf-8-sig" if e.start >= len(head) - 8 else "cp1252"
    return "utf-8-sig"


def _rows(rows: Any, source: Source) -> Iterator[Item]:
    header: list[str] | None = None
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as e:
            place = f"{source.place}:{rows.line_num}"
            yield ReportError(place, InputError(f"{place}: {e}."))
            continue
        if header is None:
            header = [c.strip() for c in cells]
            trouble = _missing(header, source)
            if trouble:
                yield trouble
                return
        elif cells:
            yield item(dict(zip(header, cells, strict=False)), f"{source.place}:{rows.line_num}", source)


def _missing(names: list[str], source: Source) -> ReportError | None:
    if column(dict.fromkeys(names, ""), "text", source.options.columns) is not None:
        return None
    return ReportError(source.place, InputError(f"{source.place}: {_no_text(names, source)}"))


def _no_text(names: Iterable[str], source: Source) -> str:
    wanted = source.options.columns.get("text")
    sought = repr(wanted) if wanted else ", ".join(COLUMNS["text"])
    return f"no text: the columns are {', '.join(map(repr, list(names)[:20])) or 'none'}; sought was {sought}. Name the column: --columns text=NAME"


def read_parquet(source: Source) -> Iterator[Item]:
    """A row a report; only the columns that are used are read."""
    try:
        parquet = need("pyarrow.parquet", "pyarrow", "parquet")
        file = parquet.ParquetFile(source.stream)
        names = list(file.schema_arrow.names)
        trouble = _missing(names, source)
        if trouble:
            yield trouble
            return
        used = [n for n in (column(dict.fromkeys(names, ""), key, source.options.columns) for key in COLUMNS) if n]
        n = 0
        for batch in file.iter_batches(batch_size=_BATCH, columns=sorted(set(used))):
            for record in batch.to_pylist():
                n += 1
                yield item(record, f"{source.place}: row {n}", source)
    except InputError as e:
        yield ReportError(source.place, e)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, MemoryError) as e:  # pyarrow's own errors derive from these
        yield ReportError(source.place, InputError(f"{source.place}: no Parquet, or broken ({str(e)[:200]})."))


def item(record: Record, place: str, source: Source) -> Item:
    """The report of one record."""
    name = column(record, "text", source.options.columns)
    if name is None and column(record, "title", source.options.columns) is None:
        return ReportError(place, InputError(f"{place}: {_no_text(record, source)}"))
    try:
        meta = {key: _cell(record, key, source.options.columns) for key in COLUMNS if key != "text"}
        return from_paragraphs(paragraphs(_text(_value(record, name)) or "") if name else [], meta, source.options)
    except InputError as e:
        return ReportError(place, e)


def column(record: Record, key: str, named: Mapping[str, str]) -> str | None:
    """The column of a record that holds a part of a report."""
    if key in named:
        return named[key] if _has(record, named[key]) else None
    lower = {str(k).lower(): k for k in record}
    return next((lower[n.lower()] for n in COLUMNS[key] if n.lower() in lower and record[lower[n.lower()]] is not None), None)


def _has(record: Record, name: str) -> bool:
    return name in record or ("." in name and isinstance(record.get(name.split(".", 1)[0]), dict))


def _value(record: Record, name: str) -> Any:
    """A cell; a dotted name reaches into objects."""
    if name in record:
        return record[name]
    value: Any = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _cell(record: Record, key: str, named: Mapping[str, str]) -> str | None:
    name = column(record, key, named)
    value = _value(record, name) if name else None
    if key == "published":
        return dates.day(value)
    text = line_of(_text(value))
    return _language(text) if key == "language" else text


def _text(value: Any) -> str | None:
    """A cell as text: lists are joined, of objects the name is taken."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value[:50]))) or None
    if isinstance(value, dict):
        return next((_text(value[k]) for k in ("name", "title", "text", "value") if value.get(k)), None)
    return str(value) or None


def _language(value: str | None) -> str | None:
    """An ISO 639-1 code; nothing where there is none."""
    found = _LANGUAGES.get((value or "").lower(), (value or "").lower())
    m = re.match(r"([a-z]{2})(?:[-_].*)?$", found)
    return m[1] if m else None
