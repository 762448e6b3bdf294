"""Rows with types, for DuckDB, pandas or Spark: one row an event as one voice puts it. Needs pyarrow (extra `parquet`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

from ..errors import ExtraMissing
from ..model import Actor, Reading
from ..model.codec import plain
from .coded import EXTRA, Coded, Keep, coded, extra, goldstein

_ROWS = 5_000
_WHOLE = frozenset({"span_start", "span_end"})


def write(readings: Iterable[Reading], stream: BinaryIO, keep: Keep = "all") -> None:
    """A Parquet file; rows go out in groups of 5,000, so memory does not grow. Raises ExtraMissing without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as e:
        raise ExtraMissing("pyarrow is not installed, which writes Parquet. Install it (pip install 'reportedly[parquet]') or take --format csv.") from e
    form = schema(pa)
    rows = coded(readings, keep)
    with pq.ParquetWriter(stream, form, compression="zstd", store_schema=True) as out:
        while batch := [record(row) for row in islice(rows, _ROWS)]:
            out.write_table(pa.Table.from_pylist(batch, schema=form))


def schema(pa: Any) -> Any:
    """The columns and their types."""
    text, texts = pa.string(), pa.list_(pa.string())
    actor = pa.struct([("id", text), ("name", text), ("kind", text), ("country", text), ("sectors", texts), ("wikidata", text), ("role", text), ("listed", texts)])
    item = pa.struct([("text", text), ("start", pa.int64()), ("end", pa.int64()), ("quantity", pa.float64()), ("designation", text), ("category", text)])
    own = [
        ("id", text), ("type", text), ("mode", text), ("cameo", text), ("extension", text), ("goldstein", pa.float64()), ("contexts", texts), ("actor", pa.list_(actor)),
        ("recipient", pa.list_(actor)), ("frame", text), ("status", text), ("items", pa.list_(item)), ("start", pa.date32()), ("end", pa.date32()), ("dated", text), ("place", text),
        ("place_country", text), ("lat", pa.float64()), ("lon", pa.float64()), ("geonames", pa.int64()), ("published", pa.date32()), ("outlet", text), ("title", text), ("url", text),
    ]  # fmt: skip
    added = [(name, pa.int64() if name in _WHOLE else text) for name in EXTRA]
    return pa.schema([*own, *added, ("lexicon", text), ("version", text)])


def record(row: Coded) -> dict[str, Any]:
    """One row by column."""
    e, r, denial = row.event, row.reading.report, row.is_denial
    frame, place = (None, None) if denial else (e.frame, e.place)
    items = [{**plain(i), "start": i.span.start, "end": i.span.end} for i in frame.items] if frame else []
    return {
        "id": row.id, "type": row.type, "mode": row.mode, "cameo": row.cameo, "extension": row.extension or None, "goldstein": goldstein(row.cameo),
        "contexts": [] if denial else list(e.contexts), "actor": _actors(row.actor), "recipient": _actors(row.recipient), "frame": frame.name if frame else None,
        "status": frame.status if frame else None, "items": items, "start": _date(row.start), "end": _date(row.end), "dated": row.dated, "place": place.name if place else None,
        "place_country": place.country if place else None, "lat": place.lat if place else None, "lon": place.lon if place else None, "geonames": place.geonames if place else None,
        "published": _date(r.published), "outlet": r.outlet or r.agency or r.byline, "title": r.title, "url": r.url, **dict(zip(EXTRA, extra(row), strict=True)),
        "lexicon": row.reading.made_by.lexicon, "version": row.reading.made_by.reportedly,
    }  # fmt: skip


def _actors(actors: tuple[Actor, ...]) -> list[dict[str, Any]]:
    return [plain(a) for a in actors]


def _date(day: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(day[:10]) if day else None
    except ValueError:
        return None
