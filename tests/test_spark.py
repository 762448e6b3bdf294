"""Readings on Apache Spark in local mode. Skipped where pyspark or Java is absent."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES

from reportedly.ingest import from_path
from reportedly.model.codec import dumps
from reportedly.read.reader import Reader

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'reportedly[spark]'")
if shutil.which("java") is None:
    pytest.skip("no Java on the path; Spark needs Java 17", allow_module_level=True)

from reportedly.batch.spark import ANY, read_frame, read_parquet, read_paths, session

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
    rows = [(t, "2024-03-10") for t in TEXTS]
    found = read_frame(spark.createDataFrame(rows, "body string, date string")).collect()
    errors = [r["error"] for r in found if r["error"]]
    readings = {json.loads(r["reading"])["report"]["text"]: r for r in found if r["reading"]}
    assert len(errors) == 1 and errors[0].startswith("input.empty")
    want = reader.read(TEXTS[0], published="2024-03-10")
    assert json.loads(readings[TEXTS[0]]["reading"])["claims"] == json.loads(dumps(want))["claims"]
    assert readings[TEXTS[0]]["claims"] == len(want.claims) and readings[TEXTS[0]]["published"] == "2024-03-10"


def test_a_parquet_folder(spark: Any, tmp_path: Path) -> None:
    spark.createDataFrame([(t,) for t in TEXTS[::2]], "story_text string").write.parquet(str(tmp_path / "in"))
    job = replace(ANY, published="2024-03-10", columns=(("text", "story_text"),))
    assert [r["published"] for r in read_parquet(spark, str(tmp_path / "in"), job).filter("error is null").collect()] == ["2024-03-10"] * 2


def test_files_by_path_are_read_as_elsewhere(spark: Any, reader: Reader) -> None:
    paths = sorted(str(p) for p in EXAMPLES.glob("a-*.md"))
    found = sorted(r["reading"] for r in read_paths(spark, paths).collect())
    assert found == sorted(dumps(r) for r in reader.pipe(map(from_path, paths)))
    assert read_paths(spark, ["/none.md"]).collect()[0]["error"].startswith("input.unreadable")


def test_archives_by_path(spark: Any, tmp_path: Path) -> None:
    warcio = pytest.importorskip("warcio.warcwriter", reason="warcio is not installed")
    pytest.importorskip("fastwarc", reason="fastwarc is not installed")
    from warcio.statusandheaders import StatusAndHeaders

    body = "".join(f"<p>{t} A spokesman for the ministry said so to reporters in the capital.</p>" for t in TEXTS if t)
    page = f"<html><head><title>Rifles and tanks</title></head><body><article><h1>Rifles and tanks</h1>{body}</article></body></html>".encode()
    with (tmp_path / "a.warc").open("wb") as f:
        writer = warcio.WARCWriter(f, gzip=False)
        for n in range(2):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(f"https://example.org/{n}", "response", payload=io.BytesIO(page), http_headers=headers))
    found = read_paths(spark, [str(tmp_path / "a.warc")]).collect()
    assert sorted(r["url"] for r in found) == ["https://example.org/0", "https://example.org/1"] and all(r["claims"] for r in found)
