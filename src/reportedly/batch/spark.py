"""Readings on Apache Spark: of a DataFrame with a column of texts, of Parquet folders, of files by path (`pip install reportedly[spark]`).

    from reportedly.batch.spark import read_frame, read_parquet, read_paths
    read_frame(spark.table("news"), text="body").write.parquet("readings")

The result has a row for each report: its metadata, the number of claims, the reading as JSON (`reportedly/reading/1`), or the error.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import InputError, ReportedlyError
from .plan import Unit, expand
from .run import THREADS
from .shards import COLUMNS, row
from .worker import META, Failure, Place, of_fields, readings, reports_of

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame, SparkSession

    from ..model import Report
    from ..read.reader import Reader

SCHEMA = ", ".join(f"{c} {'int' if c == 'claims' else 'string'}" for c in (*COLUMNS, "error"))
"""Columns of the result, as Spark writes types."""

_AT_ONCE = 100
"""Reports that a worker holds."""


def read_frame(frame: DataFrame, text: str = "text", published: str | None = None, model: str | None = None, lexicon: Sequence[str] = ()) -> DataFrame:
    """Readings of a DataFrame's rows. `text` names the column of texts; columns named like a report's metadata are taken along.

    `published` is the date of rows that have none; `lexicon` names folders that every worker can see.
    """
    if text not in frame.columns:
        raise InputError(f"column {text!r}: not in the DataFrame, which has {', '.join(frame.columns)}. Name the column of texts with text=.")
    kept = [c for c in ("id", *META) if c in frame.columns and c != text]
    settings = (published, model, tuple(lexicon))

    def read(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for batch in batches:
            records = batch.astype(object).where(batch.notna(), None).to_dict("records")
            yield _frame(_of_records(records, text, settings))

    return frame.select(text, *kept).mapInPandas(read, SCHEMA)


def read_parquet(spark: SparkSession, folder: str, **options: Any) -> DataFrame:
    """Readings of a Parquet folder; options as for `read_frame`."""
    return read_frame(spark.read.parquet(folder), **options)


def read_paths(
    spark: SparkSession, paths: Iterable[str], published: str | None = None, model: str | None = None, lexicon: Sequence[str] = ()
) -> DataFrame:
    """Readings of files that every worker can see (a shared or distributed file system), one task a file; of folders all that is readable below."""
    files = [f for p in paths for f in expand(p)]
    settings = (published, model, tuple(lexicon))

    def read(names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        for name in names:
            for found in _of_file(name, settings):
                yield tuple(found.get(c) for c in (*COLUMNS, "error"))

    tasks = spark.sparkContext.parallelize(files, max(1, len(files)))
    return spark.createDataFrame(tasks.mapPartitions(read), SCHEMA)


Settings = tuple[str | None, str | None, tuple[str, ...]]


@lru_cache(maxsize=1)
def _reader(model: str | None, lexicon: tuple[str, ...]) -> Reader:
    """The reader of this worker process: Spark keeps workers for many tasks, so that the model is loaded once."""
    for name in THREADS:
        os.environ.setdefault(name, "1")
    from ..read.reader import Reader

    return Reader.make(model, lexicon)


def _of_records(records: list[dict[str, Any]], text: str, settings: Settings) -> list[dict[str, Any]]:
    failures: list[Failure] = []
    reports: list[tuple[Place, Report]] = []
    for n, record in enumerate(records, 1):
        fields = {**{k: v for k, v in record.items() if k != text}, "text": record.get(text)}
        place = str(fields.get("id") or f"row {n}")
        try:
            reports.append(((place, n), of_fields(fields, place, settings[0])))
        except InputError as e:
            failures.append(Failure(place, n, e.code, str(e)))
    return _read(reports, failures, settings)


def _of_file(name: str, settings: Settings) -> Iterator[dict[str, Any]]:
    failures: list[Failure] = []
    held: list[tuple[Place, Report]] = []
    for item in reports_of(Unit(0, (name,)), settings[0], failures.append):
        held.append(item)
        if len(held) == _AT_ONCE:
            yield from _read(held, failures, settings)
            held, failures = [], _cleared(failures)
    yield from _read(held, failures, settings)


def _cleared(failures: list[Failure]) -> list[Failure]:
    """The same list, emptied: `reports_of` goes on filling it."""
    failures.clear()
    return failures


def _read(reports: list[tuple[Place, Report]], failures: list[Failure], settings: Settings) -> list[dict[str, Any]]:
    found = [row(r) for r in readings(_reader(settings[1], settings[2]), reports, failures.append)] if reports else []
    return found + [{"id": f.input, "error": f"{f.code}: {f.message}"} for f in failures]


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=[*COLUMNS, "error"])
    return frame.assign(claims=frame["claims"].astype("Int32"))


def session(cores: int = 2, name: str = "reportedly") -> SparkSession:
    """A Spark session on this machine, for trying things out."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as e:
        raise ReportedlyError("Spark needs pyspark, which is not installed. Install it, and Java 17: pip install 'reportedly[spark]'") from e
    for variable in THREADS:
        os.environ.setdefault(variable, "1")
    builder = SparkSession.builder.master(f"local[{cores}]").appName(name)
    return builder.config("spark.ui.enabled", "false").config("spark.sql.execution.arrow.maxRecordsPerBatch", str(_AT_ONCE)).getOrCreate()
