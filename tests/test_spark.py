"""Readings on Apache Spark in local mode. Skipped where pyspark or Java is absent."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES

from reportedly.errors import InputError
from reportedly.ingest import from_path
from reportedly.model.codec import dumps
from reportedly.read.reader import Reader

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'reportedly[spark]'")
if shutil.which("java") is None:
    pytest.skip("no Java on the path; Spark needs Java 17", allow_module_level=True)

from reportedly.batch.spark import read_frame, read_parquet, read_paths, session  # noqa: E402

TEXTS = ["Peru denied on Monday that it had sent rifles to Chad.", "", "Ghana said it would buy six tanks from Poland."]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as env:
        env.setenv("PYSPARK_PYTHON", sys.executable)
        found = session(2)
        found.sparkContext.setLogLevel("ERROR")
        yield found
        found.stop()


def test_rows_become_readings_and_a_bad_one_an_error(spark: Any, reader: Reader) -> None:
    rows = [(f"r{n}", t, "2024-03-10") for n, t in enumerate(TEXTS)]
    found = {r["id"]: r for r in read_frame(spark.createDataFrame(rows, "id string, body string, published string"), text="body").collect()}
    assert found["r1"]["reading"] is None and found["r1"]["error"].startswith("input.empty")
    reading = reader.read(TEXTS[0], published="2024-03-10")
    assert json.loads(found["r0"]["reading"])["claims"] == json.loads(dumps(reading))["claims"]
    assert found["r0"]["claims"] == len(reading.claims) and found["r0"]["error"] is None


def test_a_parquet_folder(spark: Any, tmp_path: Path) -> None:
    spark.createDataFrame([(t,) for t in TEXTS[::2]], "text string").write.parquet(str(tmp_path / "in"))
    assert read_parquet(spark, str(tmp_path / "in"), published="2024-03-10").filter("error is null").count() == 2


def test_files_by_path_are_read_as_elsewhere(spark: Any, reader: Reader) -> None:
    paths = sorted(str(p) for p in EXAMPLES.glob("a-*.md"))
    found = sorted(r["reading"] for r in read_paths(spark, [*paths]).collect())
    assert found == sorted(dumps(r) for r in reader.pipe(map(from_path, paths)))
    assert read_paths(spark, ["/none.md"]).collect()[0]["error"].startswith("input.unreadable")


def test_a_missing_column_is_named(spark: Any) -> None:
    with pytest.raises(InputError, match="column 'text'"):
        read_frame(spark.createDataFrame([("x",)], "body string"))
