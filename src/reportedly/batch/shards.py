"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from ..errors import ReportedlyError
from ..model import Reading
from ..model.codec import dumps

FORMS = ("json", "parquet")
ENDING = {"json": ".jsonl", "parquet": ".parquet"}


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write: under a name of this process's own, forced to disk, then renamed. A kill leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as f:
            yield f
            f.flush()
            os.fsync(f.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


class Lines:
    """Lines that become a file where there are any. A unit has few errors, so that they are held."""

    def __init__(self) -> None:
        self.held: list[str] = []

    def write(self, line: str) -> None:
        self.held.append(line)


@contextmanager
def lines(path: Path) -> Iterator[Lines]:
    out = Lines()
    yield out
    if out.held:
        with whole(path) as f:
            f.write("".join(line + "\n" for line in out.held).encode("utf-8", "surrogatepass"))


class Shard(Protocol):
    """Readings being written."""

    path: Path
    count: int

    def write(self, reading: Reading) -> None: ...


class JsonShard:
    """One reading a line."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path, self.file, self.count = path, file, 0

    def write(self, reading: Reading) -> None:
        self.file.write((dumps(reading) + "\n").encode("utf-8", "surrogatepass"))
        self.count += 1

    def close(self) -> None:
        pass


COLUMNS = ("id", "title", "outlet", "agency", "url", "published", "language", "claims", "reading")
"""Columns of a table of readings: the report's metadata, the number of claims, and the reading's JSON."""

_GROUP = 1000
"""Rows of a Parquet row group."""


class ParquetShard:
    """A table with a row for each reading."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path, self.count = path, 0
        self.arrow, pq = parquet()
        self.schema = self.arrow.schema([(c, self.arrow.int32() if c == "claims" else self.arrow.string()) for c in COLUMNS])
        self.writer, self.held = pq.ParquetWriter(file, self.schema, compression="zstd"), list[dict[str, Any]]()

    def write(self, reading: Reading) -> None:
        self.held.append(row(reading))
        self.count += 1
        if len(self.held) == _GROUP:
            self._group()

    def _group(self) -> None:
        self.writer.write_table(self.arrow.Table.from_pylist(self.held, schema=self.schema))
        self.held = []

    def close(self) -> None:
        if self.held or not self.count:
            self._group()
        self.writer.close()


@contextmanager
def shard(folder: Path, name: str, form: str) -> Iterator[Shard]:
    """A shard of readings to write."""
    path = folder / (name + ENDING[form])
    with whole(path) as f:
        out = (JsonShard if form == "json" else ParquetShard)(path, f)
        yield out
        out.close()


def row(reading: Reading) -> dict[str, Any]:
    r = reading.report
    return {"id": r.id, "title": r.title, "outlet": r.outlet, "agency": r.agency, "url": r.url, "published": r.published, "language": r.language,
            "claims": len(reading.claims), "reading": dumps(reading)}  # fmt: skip


def parquet() -> Any:
    """pyarrow and its Parquet module."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as e:
        raise ReportedlyError("Parquet needs pyarrow, which is not installed. Install it: pip install 'reportedly[parquet]'") from e
    return pyarrow, pyarrow.parquet
