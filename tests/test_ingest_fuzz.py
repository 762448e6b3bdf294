"""No reader crashes, whatever the bytes: each gives reports and errors, and ends."""

from __future__ import annotations

import gzip
import io
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.ingest import ReportError, Sourced
from reportedly.ingest.items import Source
from reportedly.ingest.load import READERS, read_source

DATA = Path(__file__).parent / "data" / "ingest"
SEEDS = {
    "text": b"# Port is shut\n\nBy Ana Rowe\n\nMarch 3, 2024\n\nVEL (AFP) - Ships **wait**. (Reporting by A. Rowe)\n",
    "html": (DATA / "news-site.html").read_bytes(),
    "feed": (DATA / "feed.rss").read_bytes(),
    "newsml": (DATA / "newsml.xml").read_bytes(),
    "nitf": (DATA / "story.nitf").read_bytes(),
    "json": json.dumps({"text": "Ships wait.", "title": "Port is shut", "date": "2024-03-03"}).encode() + b"\n",
    "csv": b"text,title,date\n\"Ships wait, he said.\",Port is shut,2024-03-03\n",
    "mail": (DATA / "mail.eml").read_bytes(),
    "mbox": b"From a@b Tue Feb  6 10:00:00 2024\n" + (DATA / "mail.eml").read_bytes(),
    "opml": (DATA / "feeds.opml").read_bytes(),
    "xml": b"<invoice/>",
    "gzip": gzip.compress(b"Ships wait outside the port."),
}
PARTS = [b"<", b">", b"</p>", b"<div>" * 50, b"<![CDATA[", b"]]>", b"&#0;", b"&#xFFFFFFFF;", b"&lt;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r\n\r\n", b"{\"text\":", b"[" * 500, b'"', b",", b"\x1f\x8b\x08\x00", b"WARC/1.0\r\n", b"PAR1", b"From \n\n", b"=?x?q?=FF?=", b"Content-Type: text/plain; charset=nope\n", b"1e999", b"-" * 300, b"*" * 300, b"\\ud800"]  # fmt: skip


def parquet() -> bytes:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    pq.write_table(pa.table({"text": ["Ships wait."] * 5, "title": ["Port is shut"] * 5}), out)
    return out.getvalue()


def warc() -> bytes:
    pytest.importorskip("fastwarc")
    pytest.importorskip("warcio")
    from test_ingest_warc import archive, pages

    return archive(pages(2))[0]


@cache
def seed(kind: str) -> bytes:
    return parquet() if kind == "parquet" else warc() if kind == "warc" else SEEDS[kind]


def check(kind: str, data: bytes) -> None:
    for found in READERS[kind](Source("x", io.BytesIO(data))):
        look(found)


def look(found: object) -> None:
    assert isinstance(found, (Sourced, ReportError))
    if isinstance(found, Sourced):
        r = found.report
        assert r.text and r.blocks
        assert all(0 <= b.span.start < b.span.end <= len(r.text) for b in r.blocks)
        assert 0 <= found.trace((0, len(r.text))).end <= len(found.source)
        assert r.published is None or len(r.published) == 10
    else:
        assert str(found).startswith("x")


@st.composite
def damaged(draw: st.DrawFn, kind: str) -> bytes:
    """A good file cut off, with pieces put in, taken out and doubled."""
    data = seed(kind)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        size = draw(st.integers(0, 40))
        what = draw(st.sampled_from(("cut", "put", "drop", "double")))
        new = draw(st.sampled_from(PARTS) | st.binary(max_size=12))
        data = {"cut": data[:at], "put": data[:at] + new + data[at:], "drop": data[:at] + data[at + size :], "double": data[:at] + data[max(0, at - size) :]}[what]
    return data


@pytest.mark.parametrize("kind", READERS)
def test_random_bytes(kind: str) -> None:
    seed(kind) if kind in ("warc", "parquet") else None

    @settings(max_examples=60, deadline=None)
    @given(st.binary(max_size=400) | st.lists(st.sampled_from(PARTS), max_size=12).map(b"".join))
    def run(data: bytes) -> None:
        check(kind, data)

    run()


@pytest.mark.parametrize("kind", READERS)
def test_damaged_files(kind: str) -> None:
    seed(kind)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(damaged(kind))
    def run(data: bytes) -> None:
        check(kind, data)

    run()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SEEDS)).map(lambda k: SEEDS[k]) | st.binary(max_size=300), st.sampled_from(["x", "x.html", "x.xml", "x.json", "x.gz", "x.warc.gz", "x.csv", "x.eml"]))
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    for found in read_source(Source("x", io.BytesIO(data)), name):
        look(found)


@pytest.mark.parametrize("kind", READERS)
def test_every_truncation(kind: str) -> None:
    data = seed(kind)
    for end in range(0, len(data), max(1, len(data) // 25)):
        check(kind, data[:end])


@pytest.mark.parametrize(
    "kind,data",
    [
        ("json", b"[" * 200_000),
        ("json", b'{"a":' * 100_000),
        ("csv", b"text\n\"" + b"a" * 300_000),
        ("html", b"<table>" * 30_000),
        ("html", b"<b>" * 300_000 + b"x"),
        ("html", b"<p " + b"a=b " * 100_000 + b">x</p>"),
        ("html", b"<!--" * 100_000),
        ("feed", b"<rss><channel><item><description>" + b"&lt;div&gt;" * 50_000 + b"x</description></item></channel></rss>"),
        ("nitf", b"<nitf>" + b"<p>" * 100_000),
        ("text", b"*" * 50_000),
        ("text", b"[" * 20_000),
        ("text", b"[a](" * 5_000),
        ("text", b"Reporting by " * 5_000),
        ("text", b"By " + b"A, " * 30_000),
        ("text", b"# T\n\n" + b"VEL, " * 20_000),
        ("text", (b"(Reporting by A" * 20 + b"\n\n") * 2_000),
        ("mail", b"Subject: " + b"=?utf-8?q?a?= " * 10_000 + b"\n\nText."),
        ("mail", b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 2_000),
        ("mbox", b"From x\n" * 20_000),
    ],
)  # fmt: skip
def test_hostile_files_end(kind: str, data: bytes) -> None:
    check(kind, data)
