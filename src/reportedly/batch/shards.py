"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..errors import ReportedlyError
from ..model import Reading
from ..model.codec import dumps

FORMS = ("json", "parquet")


def write_whole(path: Path, data: bytes) -> None:
    """Write to a name of this process's own, force it to disk, then rename: a kill at any point leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as f:
        f.write(data)
        f.flush()
        os.fsync(f.fileno())
    os.replace(draft, path)


def write_lines(path: Path, lines: Sequence[str]) -> None:
    """A file of lines; no file where there are none."""
    if lines:
        write_whole(path, "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass"))


def write_shard(folder: Path, name: str, found: Iterable[Reading], form: str) -> Path:
    """A shard of readings as JSON lines or Parquet."""
    path = folder / f"{name}.{'jsonl' if form == 'json' else form}"
    if form == "json":
        write_whole(path, "".join(dumps(r) + "\n" for r in found).encode("utf-8", "surrogatepass"))
    else:
        write_whole(path, _parquet([row(r) for r in found]))
    return path


COLUMNS = ("id", "title", "outlet", "agency", "url", "published", "language", "claims", "reading")
"""Columns of a table of readings: the report's metadata, the number of claims, and the reading's JSON."""


def row(reading: Reading) -> dict[str, Any]:
    r = reading.report
    return {"id": r.id, "title": r.title, "outlet": r.outlet, "agency": r.agency, "url": r.url, "published": r.published, "language": r.language,
            "claims": len(reading.claims), "reading": dumps(reading)}  # fmt: skip


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    pa, pq = parquet()
    schema = pa.schema([(c, pa.int32() if c == "claims" else pa.string()) for c in COLUMNS])
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), sink, compression="zstd")
    return bytes(sink.getvalue())


def parquet() -> Any:
    """pyarrow and its Parquet module."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as e:
        raise ReportedlyError("Parquet needs pyarrow, which is not installed. Install it: pip install 'reportedly[parquet]'") from e
    return pyarrow, pyarrow.parquet
