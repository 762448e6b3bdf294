"""Twelve pages of different makes: the text is the extractor's own, the metadata are right, captions and boilerplate stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.errors import InputError
from reportedly.ingest import Options, ReportError, Sourced, from_path, sourced
from reportedly.ingest.clean import clean
from reportedly.ingest.html import page, text_of
from reportedly.model import Report

PAGES = Path(__file__).parent / "data" / "ingest"
# title, byline, agency, outlet, url, published, paragraphs, captions, boilerplate
WANTED = {
    "agency-page": ("Belarus says two drones crossed border", None, "TASS", "TASS", "https://agency.example/world/1770001", "2024-09-05", 3, 0, 0),
    "amp": ("Chile freezes assets of mine operator", "Rosa Ibarra", "AP", "Andes Press", "https://andespress.example/economy/chile-freezes-assets", "2022-06-21", 3, 1, 0),
    "blog": ("Notes from the border", "Nour Haddad", None, "Dust Road", "https://dustroad.example/2019/08/notes-from-the-border/", "2019-08-23", 4, 0, 0),
    "div-soup": ("Philippines rejects claim of reef landing", "Carla Reyes", None, "Bay Journal", "https://bayjournal.example/reef", "2023-05-30", 4, 0, 0),
    "gallery": ("In pictures: a truce holds in Vel", "Mika Aro", None, "Northern Eye", "https://northerneye.example/pictures/vel", "2020-10-11", 3, 2, 0),
    "live-blog": ("Live: envoys meet over Lake Varda dam", "Tessa Quill", None, "Meridian", "https://meridian.example/live/2023/nov/07/varda-dam", "2023-11-07", 6, 0, 0),
    "news-site": ("Norway denies selling patrol boats to Togo", "Ingrid Solem", "Reuters", "The Harbour Post", "https://harbourpost.example/world/norway-denies-patrol-boats", "2024-03-12", 6, 1, 1),
    "old-site": ("Dispute over islet flares up", "José Leite", None, None, None, "2001-03-03", 3, 0, 0),
    "paywall": ("Kenya weighs grain deal with Russia", "Amos Kiprop; Lena Roth", None, "Ledger Daily", "https://ledgerdaily.example/a/4411", "2023-08-02", 2, 0, 0),
    "related-links": ("Peru recalls envoy over remarks", "AFP", "AFP", "Capital Post", "https://capitalpost.example/world/peru-envoy", "2022-12-15", 3, 0, 3),
    "table": ("Who sent what: deliveries to Chad", "Data desk", None, "The Register of Arms", "https://registerofarms.example/chad-2021", "2021-04-19", 3, 5, 0),
    "xhtml-portal": ("Georgia protests at train through Abkhazia", "Interfax", "Interfax", "Caucasus Portal", "https://caucasusportal.example/n/881", "2012-02-08", 3, 0, 0),
}  # fmt: skip


def of_kind(report: Report, kind: str) -> list[str]:
    return [b.span.of(report.text) for b in report.blocks if b.kind == kind]


def test_every_page_is_expected() -> None:
    assert sorted(WANTED) == sorted(p.stem for p in PAGES.glob("*.html"))


@pytest.mark.parametrize("name", WANTED)
def test_metadata_and_blocks(name: str) -> None:
    r = from_path(PAGES / f"{name}.html")
    kinds = [len(of_kind(r, k)) for k in ("paragraph", "caption", "boilerplate")]
    assert (r.title, r.byline, r.agency, r.outlet, r.url, r.published, *kinds) == WANTED[name]
    assert of_kind(r, "title") == [r.title]


@pytest.mark.parametrize("name", sorted(set(WANTED) - {"old-site"}))
def test_text_is_the_extractors_own(name: str) -> None:
    trafilatura = pytest.importorskip("trafilatura")
    path = PAGES / f"{name}.html"
    r = from_path(path)
    own = trafilatura.extract(text_of(path.read_bytes(), name).removeprefix('<?xml version="1.0" encoding="UTF-8"?>'), fast=True, include_comments=False)
    lines = [" ".join(clean(line).text.split()) for line in own.split("\n")]
    got = r.text.split("\n\n")
    captions = [c for c in of_kind(r, "caption") if not c.startswith("|")]
    assert [x for x in got if x not in captions and x != r.title] == [x for x in lines if x != r.title]


@pytest.mark.parametrize("name", WANTED)
def test_what_stands_around_is_left_out(name: str) -> None:
    text = from_path(PAGES / f"{name}.html").text
    for noise in ("Most read", "Comments", "nils77", "Great post", "Subscribe", "Home", "Rice up", "Copper price", "Terms"):
        assert noise not in text


def test_a_layout_of_tables_is_no_table() -> None:
    r = from_path(PAGES / "old-site.html")
    assert of_kind(r, "paragraph")[0].startswith("The government protested on Friday") and "“a prank with a keel”" in r.text
    assert of_kind(r, "dateline") == ["LISBON —"]


def test_a_dateline_of_the_second_kind() -> None:
    r = from_path(PAGES / "xhtml-portal.html")
    assert of_kind(r, "dateline") == ["TBILISI. Feb 8. INTERFAX."]
    assert of_kind(r, "paragraph")[0].startswith("Georgia protested")


def test_spans_lead_back_to_the_extracted_text() -> None:
    (found,) = sourced([PAGES / "div-soup.html"])
    assert isinstance(found, Sourced)
    for b in found.report.blocks:
        assert clean(found.trace(b.span).of(found.source)).text.strip() == b.span.of(found.report.text)


def test_charset_of_the_server_wins() -> None:
    html = "<html><head><meta charset='utf-8'><title>Café</title></head><body><article><p>Дания отрицает продажу. It is denied.</p></article></body></html>"
    assert "Дания" in text_of(html.encode("cp1251", "replace"), "x", "windows-1251")
    assert "Дания" in text_of(html.encode(), "x", "no-such-charset")


@pytest.mark.parametrize(
    "html", [b"<html></html>", b"<html><body><script>var a = 1;</script></body></html>", b"<html><head><title>Only a title</title></head><body></body></html>"]
)
def test_page_without_an_article(html: bytes) -> None:
    with pytest.raises(InputError, match=r"x: no "):
        page(html, "x", Options())


def test_deep_nesting_is_an_error_not_a_crash(tmp_path: Path) -> None:
    file = tmp_path / "deep.html"
    file.write_bytes(b"<html><body>" + b"<div>" * 100_000 + b"<p>The ministry denied it.</p>")
    (found,) = sourced([file])
    assert isinstance(found, (ReportError, Sourced))


def test_a_page_of_ten_megabytes(tmp_path: Path) -> None:
    file = tmp_path / "big.html"
    paragraph = b"<p>The ministry said on Monday that it had sold no boats to anybody, and that the contract was a fake." + b" Nobody in the port had seen them." * 60 + b"</p>\n"
    file.write_bytes(b"<html><head><title>Big</title></head><body><article>" + paragraph * (10 * 2**20 // len(paragraph)) + b"</article></body></html>")
    found = list(sourced([file]))
    assert len(found) == 1
