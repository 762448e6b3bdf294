"""Feeds, agency XML, tables, mail: what each reader makes of a good file, and that a bad item costs itself alone."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from reportedly.errors import InputError
from reportedly.ingest import Options, ReportError, Sourced, from_bytes, from_path, from_stream, reports, sourced
from reportedly.ingest.dates import day
from reportedly.ingest.detect import detect
from reportedly.ingest.load import read_source
from reportedly.ingest.records import COLUMNS
from reportedly.model import Report

DATA = Path(__file__).parent / "data" / "ingest"


def good(data: bytes, name: str, options: Options | None = None) -> list[Report]:
    return [x.report for x in from_stream(io.BytesIO(data), name, options) if isinstance(x, Sourced)]


def bad(data: bytes, name: str, options: Options | None = None) -> list[str]:
    return [str(x) for x in from_stream(io.BytesIO(data), name, options) if isinstance(x, ReportError)]


def blocks(r: Report) -> list[tuple[str, str]]:
    return [(b.kind, b.span.of(r.text)) for b in r.blocks]


# -- detection -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name,head,kind",
    [
        ("a.md", b"<html>", "text"),
        ("a", b"  <!DOCTYPE html><p>", "html"),
        ("a", b"<!-- x --><html>", "html"),
        ("a", b"# A <b>title</b>", "text"),
        ("a", b"<p>One.", "text"),
        ("a.html", b"plain words", "html"),
        ("a.xml", b'<?xml version="1.0"?>\n<!-- c -->\n<rss version="2.0">', "feed"),
        ("a", b"<feed xmlns='x'>", "feed"),
        ("a.xml", b'<rdf:RDF xmlns="x">', "feed"),
        ("a.xml", b"<opml>", "opml"),
        ("a.xml", b"<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>", "nitf"),
        ("a.xml", b"<n:newsItem>", "newsml"),
        ("a.xml", b"<invoice>", "xml"),
        ("a", b'{"text": "x"}', "json"),
        ("a", b'[{"text": "x"}]', "json"),
        ("a.csv", b"text\nx", "csv"),
        ("a", b"PAR1\0\0", "parquet"),
        ("a", b"WARC/1.0\r\n", "warc"),
        ("a.warc.gz", gzip.compress(b"x", mtime=0), "warc"),
        ("a.gz", gzip.compress(b"WARC/1.1\r\n", mtime=0), "warc"),
        ("a.gz", gzip.compress(b"x", mtime=0), "gzip"),
        ("a", b"Received: x\nFrom: a@b.c\nSubject: x\n\nText", "mail"),
        ("a", b"From: the mountain\n\nText", "text"),
        ("a", b"From a@b Tue Feb  6 10:00:00 2024\nSubject: x\n", "mbox"),
        ("a", "<html>".encode("utf-16"), "html"),
        ("a.xml", b"<!-->" * 800, "xml"),
        ("a.xml", b"<!---->" * 580 + b"?", "xml"),
    ],
)
def test_detection(name: str, head: bytes, kind: str) -> None:
    assert detect(name, head) == kind


@pytest.mark.parametrize(
    "value,want",
    [
        ("2023-01-29T10:00:00Z", "2023-01-29"), ("20230129", "2023-01-29"), ("20230129T060000Z", "2023-01-29"), ("Sun, 29 Jan 2023 10:00:00 GMT", "2023-01-29"),
        ("January 29, 2023", "2023-01-29"), ("29 Jan 2023", "2023-01-29"), (1674950400, "2023-01-29"), (1674950400000.0, "2023-01-29"), ("2023-02-30", None),
        ("soon", None), ("", None), (None, None), (True, None), ("9" * 13 + "9" * 20, None),
    ],
)  # fmt: skip
def test_days(value: object, want: str | None) -> None:
    assert day(value) == want


# -- feeds ---------------------------------------------------------------------------------------------------------------


def test_rss() -> None:
    pytest.importorskip("feedparser")
    first, second = (r for r in reports([DATA / "feed.rss"]) if isinstance(r, Report))
    assert (first.title, first.byline, first.agency, first.outlet) == ("Peru & Chile sign port deal", "Ana Rowe", "AFP", "The Harbour Post: World")
    assert (first.url, first.published) == ("https://harbourpost.example/1", "2024-03-12")
    assert blocks(first) == [
        ("title", "Peru & Chile sign port deal"),
        ("dateline", "LIMA (AFP) -"),
        ("paragraph", "Peru and Chile signed a deal on a port on Tuesday."),
        ("caption", "The port in May."),
        ("paragraph", "Bolivia said it had not been asked."),
    ]
    assert second.text.endswith("Malta seized a yacht on Wednesday. Its owner denied that it was his.")


def test_atom_keeps_the_first_date() -> None:
    pytest.importorskip("feedparser")
    r = from_path(DATA / "feed.atom")
    assert (r.title, r.byline, r.outlet, r.published) == ("Chile freezes assets", "Rosa Ibarra", "Andes Press", "2022-06-21")
    assert [t for k, t in blocks(r) if k == "paragraph"] == ["Chile froze the assets of a mine.", "The firm denied a spill."]


def test_a_feed_that_breaks_off_gives_what_stands_before() -> None:
    pytest.importorskip("feedparser")
    data = (DATA / "feed.rss").read_bytes()
    cut = data[: data.index(b"Malta") + 3]
    assert good(cut, "x.rss")[0].title == "Peru & Chile sign port deal"
    assert any("breaks off" in e for e in bad(cut, "x.rss"))


def test_a_feed_is_never_taken_for_an_address() -> None:
    pytest.importorskip("feedparser")
    assert "no feed" in bad(b"http://127.0.0.1:1/feed", "x.rss")[0]


def test_a_list_of_feeds_names_the_command() -> None:
    assert "reportedly watch" in bad((DATA / "feeds.opml").read_bytes(), "feeds.opml")[0]


# -- agency XML ----------------------------------------------------------------------------------------------------------


def test_newsml() -> None:
    first, second = (r for r in reports([DATA / "newsml.xml"]) if isinstance(r, Report))
    assert (first.title, first.byline, first.agency, first.published, first.language) == ("Iceland denies hosting radar", "Ana Rowe", "AFP", "2024-02-06", "en")
    assert [k for k, _ in blocks(first)] == ["title", "dateline", "paragraph", "paragraph", "caption"]
    assert (second.title, second.agency) == ("Malta seizes yacht", "Gull News")
    assert [t for k, t in blocks(second) if k == "paragraph"] == ["Malta seized a yacht on Monday.", "The owner said that the yacht was not his."]


def test_nitf() -> None:
    r = from_path(DATA / "story.nitf")
    assert (r.title, r.byline, r.agency, r.outlet, r.published) == (
        "Turkey says three grain ships may sail", "Emre Tan", "Reuters", "The Quay", "2023-07-18",
    )  # fmt: skip
    assert blocks(r)[1] == ("dateline", "ISTANBUL, July 18") and blocks(r)[-1] == ("boilerplate", "Reporting by Emre Tan; Editing by Tom Falk")
    assert ("caption", "A ship at anchor.") in blocks(r)


def test_no_entity_is_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2", encoding="utf-8")
    head = f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = head + "<nitf><body><body.head><hedline><hl1>Port is shut</hl1></hedline></body.head><body.content><p>The port &x; is &b; shut.</p></body.content></body></nitf>"
    found = good(data.encode(), "x.nitf")
    assert found and "hunter2" not in found[0].text and "haha" not in found[0].text


def test_broken_agency_xml_gives_what_stands_before() -> None:
    data = (DATA / "newsml.xml").read_bytes()
    cut = data[: data.index(b"Malta seized") + 5]
    assert good(cut, "x.xml")[0].title == "Iceland denies hosting radar"
    assert any("broken in line" in e for e in bad(cut, "x.xml"))


def test_other_xml_is_refused() -> None:
    assert "not known" in bad(b"<?xml version='1.0'?><invoice/>", "x.xml")[0]


# -- records -------------------------------------------------------------------------------------------------------------

ROW = {"headline": "Malta seizes yacht", "body": "<p>Malta seized a yacht.</p><p>Its owner denied it.</p>", "date": "2024-03-13", "authors": ["Ana Rowe", "Tom Falk"], "source": {"name": "The Quay"}}  # fmt: skip


def test_json_lines_and_their_errors() -> None:
    lines = [json.dumps(ROW), "{broken", "[1]", json.dumps({"n": 1}), json.dumps({"text": " "}), "", json.dumps({"text": "Ships wait."})]
    data = "\n".join(lines).encode()
    first, last = good(data, "x.jsonl")
    assert (first.title, first.byline, first.outlet, first.published) == ("Malta seizes yacht", "Ana Rowe, Tom Falk", "The Quay", "2024-03-13")
    assert [t for k, t in blocks(first) if k == "paragraph"] == ["Malta seized a yacht.", "Its owner denied it."]
    assert last.text == "Ships wait."
    errors = bad(data, "x.jsonl")
    assert [e.split(": ")[0] for e in errors] == [f"x.jsonl:{n}" for n in (2, 3, 4, 5)] and "--columns text=NAME" in errors[2]


@pytest.mark.parametrize("value", [[ROW, ROW], {"status": "ok", "articles": [ROW, ROW]}])
def test_json_documents(value: object) -> None:
    assert len(good(json.dumps(value, indent=2).encode(), "x.json")) == 2


def test_one_json_object_over_many_lines() -> None:
    assert [r.title for r in good(json.dumps(ROW, indent=2).encode(), "x.json")] == ["Malta seizes yacht"]


def test_broken_first_line_among_lines() -> None:
    data = b'{"text": \n' + json.dumps(ROW).encode() + b"\n"
    assert len(good(data, "x.jsonl")) == 1 and len(bad(data, "x.jsonl")) == 1


def test_named_columns_and_dotted_names() -> None:
    data = json.dumps({"a": {"b": "Ships wait."}, "h": "Port shut", "text": "not this"}).encode()
    (r,) = good(data, "x.jsonl", Options(columns={"text": "a.b", "title": "h"}))
    assert r.text == "Port shut\n\nShips wait."


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv(mark: str) -> None:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=mark, lineterminator="\r\n")
    rows.writerows([["Title", "Text", "Date"], ["Port shut", "Ships wait, he said; in line.\nNobody knows.", "2024-03-13"], ["", "", ""], ["Only a title", "", ""]])
    first, last = good(out.getvalue().encode("cp1252"), "x.csv")
    assert (first.title, first.published, first.text) == ("Port shut", "2024-03-13", "Port shut\n\nShips wait, he said; in line.\n\nNobody knows.")
    assert last.text == "Only a title" and len(bad(out.getvalue().encode(), "x.csv")) == 1


def test_csv_without_a_text_column_is_one_error() -> None:
    (error,) = bad(b"a,b\n1,2\n3,4\n", "x.csv")
    assert "the columns are 'a', 'b'" in error and "--columns text=NAME" in error
    assert good(b"a,b\nOne ship waits.,2\n", "x.csv", Options(columns={"text": "a"}))[0].text == "One ship waits."


def test_parquet(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "x.parquet"
    pq.write_table(pa.table({"body": ["Ships wait.", None, "Crews wait."], "headline": ["A title here", None, "B"], "date": ["2024-03-13"] * 3, "n": [1, 2, 3]}), file)
    found = list(reports([file]))
    assert [type(x).__name__ for x in found] == ["Report", "ReportError", "Report"]
    assert isinstance(found[0], Report) and found[0].published == "2024-03-13"
    file.write_bytes(file.read_bytes()[:-20])
    assert "no Parquet" in str(next(reports([file])))


def test_missing_package_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("feedparser", "fastwarc.warc", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    for name, head, extra in (("x.rss", b"<rss/>", "feeds"), ("x.warc", b"WARC/1.0\r\n", "warc"), ("x.parquet", b"PAR1", "parquet")):
        assert f"pip install 'reportedly[{extra}]'" in bad(head, name)[0]


def test_every_part_of_a_report_can_be_a_column() -> None:
    assert set(COLUMNS) == {"text", "title", "published", "outlet", "url", "byline", "agency", "language"}


def test_the_documented_columns_are_the_real_ones() -> None:
    text = (Path(__file__).parent.parent / "docs" / "ingest.md").read_text(encoding="utf-8")
    for part, names in COLUMNS.items():
        assert f"| {part} | `{' '.join(names)}` |" in text


# -- mail ----------------------------------------------------------------------------------------------------------------


def test_mail() -> None:
    r = from_path(DATA / "mail.eml")
    assert (r.title, r.byline, r.agency, r.published) == ("Iceland denies hosting radar", "Gull News Desk", "AFP", "2024-02-06")
    assert "Quay Road" not in r.text and "Not this part" not in r.text and "“site plan”" in r.text


def test_mbox() -> None:
    mail = (DATA / "mail.eml").read_bytes()
    post = b"From x@y Tue Feb  6 10:00:00 2024\n"
    data = post + mail + b"\n" + post + b"Subject: empty\n\n\n\n" + post + mail
    assert len(good(data, "x.mbox")) == 2 and bad(data, "x.mbox")[0].startswith("x.mbox: message 2")


# -- files ---------------------------------------------------------------------------------------------------------------


def test_gzip_of_one_document_and_a_bomb(tmp_path: Path) -> None:
    assert good(gzip.compress(b"Ships wait outside the port."), "x.txt.gz")[0].text == "Ships wait outside the port."
    bomb = gzip.compress(b"a " * (40 * 2**20))
    assert "when unpacked" in bad(bomb, "x.txt.gz")[0]
    assert "packed twice" in bad(gzip.compress(gzip.compress(b"x")), "x.gz")[0]
    assert "broken gzip" in bad(gzip.compress(b"Ships wait." * 99)[:-9], "x.txt.gz")[0]


def test_folders_and_patterns(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/two.md", "one.txt", ".hidden/three.md", "b/photo.jpg", "b/two.md.meta.json", "noend"):
        (tmp_path / name).write_text(f"Ships wait in {name}.", encoding="utf-8")
    assert [x.text for x in reports([tmp_path]) if isinstance(x, Report)] == ["Ships wait in noend.", "Ships wait in one.txt.", "Ships wait in b/two.md."]
    assert len(list(reports([f"{tmp_path}/**/*.md"]))) == 1
    assert "no file fits" in str(next(reports([f"{tmp_path}/*.rss"])))
    (tmp_path / "c").mkdir()
    assert "no file that can be read" in str(next(reports([tmp_path / "c"])))


def test_addresses_are_not_read() -> None:
    (error,) = reports(["https://harbourpost.example/1"])
    assert "reportedly fetch https://harbourpost.example/1 -o DIR" in str(error)


def test_what_was_known_when_fetched_serves_where_the_page_is_silent(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Ships wait outside.", encoding="utf-8")
    (tmp_path / "x.txt.meta.json").write_text('{"url": "https://h.example/1", "published": "2024-03-13", "charset": null}', encoding="utf-8")
    r = from_path(tmp_path / "x.txt")
    assert (r.url, r.published) == ("https://h.example/1", "2024-03-13")
    assert from_path(tmp_path / "x.txt", published="2020-01-01").published == "2020-01-01"


def test_ranks_of_metadata() -> None:
    data = b"# Port is shut\n\nMarch 3, 2024\n\nShips wait outside."
    assert good(data, "x.md", Options(fallback={"published": "2020-01-01"}))[0].published == "2024-03-03"
    assert good(data, "x.md", Options(given={"published": "2020-01-01"}))[0].published == "2020-01-01"


def test_one_report_is_asked_for_and_there_are_two() -> None:
    with pytest.raises(InputError, match="more than one report"):
        from_bytes(b'{"text": "One."}\n{"text": "Two."}\n', "x.jsonl")


def test_sources_lead_back() -> None:
    for found in sourced([DATA]):
        if isinstance(found, Sourced):
            for b in found.report.blocks:
                assert found.trace(b.span).of(found.source).split()[0][:3] == b.span.of(found.report.text).split()[0][:3]


def test_read_source_is_lazy() -> None:
    from reportedly.ingest.items import Source

    lines = io.BytesIO(b'{"text": "One ship."}\n' * 1000)
    found = read_source(Source("x.jsonl", lines))
    assert isinstance(next(found), Sourced) and lines.tell() < 1000
