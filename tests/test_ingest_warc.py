"""Web archives, made here by warcio."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from pathlib import Path

import pytest

from reportedly.ingest import ReportError, Sourced, from_stream, sourced

warcio = pytest.importorskip("warcio")
pytest.importorskip("fastwarc")

PAGE = (Path(__file__).parent / "data" / "ingest" / "news-site.html").read_bytes()
TITLE = "Norway denies selling patrol boats to Togo"
Page = tuple[str, bytes, list[tuple[str, str]]]


def archive(pages: list[Page], packed: bool = True, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> tuple[bytes, list[int]]:
    """The bytes of an archive and where its responses begin."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
    starts = []
    for url, body, headers in pages:
        starts.append(out.tell())
        http = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))
    return out.getvalue(), starts


def pages(n: int) -> list[Page]:
    return [(f"https://h.example/{k}", PAGE, []) for k in range(n)]


def read(data: bytes, name: str = "x.warc.gz") -> tuple[list[str | None], list[str]]:
    found = list(from_stream(io.BytesIO(data), name))
    return [x.report.title for x in found if isinstance(x, Sourced)], [str(x) for x in found if isinstance(x, ReportError)]


@pytest.mark.parametrize("packed", [True, False])
def test_articles_of_an_archive(packed: bool) -> None:
    data, _ = archive([*pages(2), ("https://h.example/gz", gzip.compress(PAGE), [("Content-Encoding", "gzip")])], packed)
    assert read(data, "x.warc") == ([TITLE] * 3, [])


def test_an_archive_packed_as_a_whole() -> None:
    assert read(gzip.compress(archive(pages(2), packed=False)[0])) == ([TITLE] * 2, [])


def test_chunks() -> None:
    body = b"".join(b"%x\r\n%s\r\n" % (len(PAGE[k : k + 500]), PAGE[k : k + 500]) for k in range(0, len(PAGE), 500)) + b"0\r\n\r\n"
    assert read(archive([("https://h.example/c", body, [("Transfer-Encoding", "chunked")])])[0]) == ([TITLE], [])


def test_the_address_serves_where_the_page_names_none(tmp_path: Path) -> None:
    page = b"<html><head><title>Port shut</title></head><body><article><p>Ships wait outside the port of Vel, the harbour master said on Monday.</p><p>The crews have had no pay since May, and the owner denies that he owes them any.</p></article></body></html>"
    file = tmp_path / "x.warc.gz"
    file.write_bytes(archive([("https://h.example/port", page, [])])[0])
    (found,) = sourced([file])
    assert isinstance(found, Sourced) and found.report.url == "https://h.example/port"


@pytest.mark.parametrize("kind,status", [("image/png", "200 OK"), ("text/html", "301 Moved"), ("text/plain", "200 OK")])
def test_what_is_no_page_is_passed_over(kind: str, status: str) -> None:
    assert read(archive(pages(1), kind=kind, status=status)[0]) == ([], [])


@pytest.mark.parametrize("packed", [True, False])
def test_a_broken_record_costs_itself_alone(packed: bool) -> None:
    data, starts = archive(pages(4), packed)
    broken = bytearray(data)
    broken[starts[1] + (60 if packed else 0) : starts[1] + 90] = b"\0" * (30 if packed else 90)
    titles, errors = read(bytes(broken), "x.warc")
    assert titles == [TITLE] * 3 and len(errors) == 1 and "broken record" in errors[0]


@pytest.mark.parametrize("packed", [True, False])
def test_garbage_between_records(packed: bool) -> None:
    data, starts = archive(pages(3), packed)
    titles, errors = read(data[: starts[1]] + b"\xff garbage \x1f\x8b\x08 \r\nWARC/1 more" * 9 + b"\r\n\r\n" + data[starts[1] :], "x.warc")
    assert titles == [TITLE] * 3 and len(errors) >= 1


@pytest.mark.parametrize("cut", range(20, 900, 110))
def test_an_archive_that_breaks_off(cut: int) -> None:
    data, starts = archive(pages(3))
    titles, errors = read(data[: starts[2] + cut])
    assert titles == [TITLE] * 2 and len(errors) == 1


@pytest.mark.parametrize("coded", [True, False])
def test_bombs_are_errors_in_little_memory(coded: bool) -> None:
    big = b"<html><body><p>" + b"a " * (60 * 2**20) + b"</p></body></html>"
    bomb: Page = ("https://h.example/bomb", gzip.compress(big), [("Content-Encoding", "gzip")]) if coded else ("https://h.example/bomb", big, [])
    data, _ = archive([bomb, *pages(1)])
    del big
    tracemalloc.start()
    titles, errors = read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert titles == [TITLE] and "when unpacked" in errors[0]
    assert peak < 80 * 2**20


def test_text_of_a_conversion() -> None:
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(
        writer.create_warc_record("https://h.example/t", "conversion", payload=io.BytesIO(b"Port is shut\n\nShips wait outside."), warc_content_type="text/plain")
    )
    assert read(out.getvalue()) == (["Port is shut"], [])
