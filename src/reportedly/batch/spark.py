"""Readings on Apache Spark: of a DataFrame with a column of texts, of Parquet folders, of files by path (`pip install reportedly[spark]`).

    from reportedly.batch.spark import read_frame, read_parquet, read_paths
    read_frame(spark.table("news")).write.parquet("readings")

The result has a row for each report: its metadata, the number of claims, the reading as JSON (`reportedly/reading/1`), or the error.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from ..errors import ReportedlyError
from ..ingest import Options, sourced
from ..ingest.items import Item, Source
from ..ingest.load import expand
from ..ingest.records import item
from .run import THREADS
from .shards import COLUMNS, row
from .worker import Failure, Job, results

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame, SparkSession

    from ..read.reader import Reader

ANY = Job(folder="", form="json")
"""The settings of `reportedly read` without options."""

SCHEMA = ", ".join(f"{c} {'int' if c == 'claims' else 'string'}" for c in (*COLUMNS, "error"))
"""Columns of the result, as Spark writes types."""

_AT_ONCE = 100
"""Reports that a worker holds."""


def read_frame(frame: DataFrame, job: Job = ANY) -> DataFrame:
    """Readings of a DataFrame's rows: columns by the names that `reportedly read` knows, or as `job.columns` says.

    Folders of tables in `job.lexicon` must be seen by every worker.
    """

    def read(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for batch in batches:
            records = batch.astype(object).where(batch.notna(), None).to_dict("records")
            yield _frame(list(_rows(_of_records(records, _state(job)[0]), job)))

    return frame.mapInPandas(cast(Any, read), SCHEMA)


def read_parquet(spark: SparkSession, folder: str, job: Job = ANY) -> DataFrame:
    """Readings of a Parquet folder."""
    return read_frame(spark.read.parquet(folder), job)


def read_paths(spark: SparkSession, paths: Iterable[str], job: Job = ANY) -> DataFrame:
    """Readings of files (WARC and all else that `reportedly read` takes) which every worker can see, one task a file; of folders, all below."""
    files = [str(f) for p in paths for f in expand(p)]

    def read(names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        for found in _rows(sourced(names, _state(job)[0]), job):
            yield tuple(found.get(c) for c in (*COLUMNS, "error"))

    tasks = spark.sparkContext.parallelize(files, max(1, len(files)))
    return spark.createDataFrame(tasks.mapPartitions(read), SCHEMA)


@lru_cache(maxsize=1)
def _state(job: Job) -> tuple[Options, Reader]:
    """What a worker process loads once: Spark keeps workers for many tasks."""
    for name in THREADS:
        os.environ.setdefault(name, "1")
    from ..read.reader import Reader

    return job.options(), Reader.make(job.model, job.lexicon)


def _of_records(records: list[dict[str, Any]], options: Options) -> Iterator[Item]:
    for n, record in enumerate(records, 1):
        place = f"row {n}"
        yield item(record, place, Source(place, io.BytesIO(), options))


def _rows(items: Iterable[Item], job: Job) -> Iterator[dict[str, Any]]:
    for found in results(_state(job)[1], items):
        yield {"error": f"{found.code}: {found.place}: {found.message}"} if isinstance(found, Failure) else row(found)


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=[*COLUMNS, "error"], dtype=object)
    return frame.assign(claims=pd.to_numeric(frame["claims"]).astype("Int32"))


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
