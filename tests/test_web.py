"""The desk's pages, API and feed over the example reports."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
from starlette.testclient import TestClient

from reportedly.ledger.registers import KINDS, Register, Row
from reportedly.ledger.store import Wanted
from reportedly.model import Reading
from reportedly.model.codec import from_dict, to_dict
from reportedly.stores import open_ledger
from reportedly.web.app import create_app
from reportedly.web.registers import ordered

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def place(examples: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("desk") / "examples.ledger"
    with open_ledger(made, new=True) as store:
        store.add(examples)
    return made


@pytest.fixture(scope="module")
def desk(place: Path) -> Iterator[TestClient]:
    with TestClient(create_app(str(place)), base_url="http://127.0.0.1") as client:
        yield client


class Page(HTMLParser):
    """What a test asks of a page: its elements, and the text outside of tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [a for t, a in self.elements if t == tag and all(a.get(k) == v for k, v in wanted.items())]

    def links(self) -> list[str]:
        return [a["href"] for a in self.all("a") if "href" in a]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page(desk: TestClient, address: str) -> Page:
    answer = desk.get(address)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def items(desk: TestClient, address: str, **query: Any) -> list[dict[str, Any]]:
    answer = desk.get(f"/api/v1/{address}", params=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def contested(desk: TestClient) -> dict[str, Any]:
    """The arms transfer that has the most claims."""
    return max(items(desk, "disputes", frame="arms_transfer", state="contested"), key=lambda d: d["claims"])


def addresses(desk: TestClient) -> list[str]:
    dispute, claim = contested(desk), items(desk, "claims", limit=1)[0]
    fixed = ["/disputes", "/disputes?state=all&limit=3&offset=3", "/registers", "/search", "/search?q=rockets", "/add"]
    return [*fixed, *(f"/registers/{k}" for k in KINDS), f"/disputes/{dispute['proposition'][2:]}", f"/reports/{claim['report'][7:]}"]


# -- every page ------------------------------------------------------------------------------------------------------


def test_every_page_needs_no_script_and_no_other_host(desk: TestClient) -> None:
    for address in addresses(desk):
        found = page(desk, address)
        assert not found.all("script") and not found.all("style"), address
        assert not [a for _, a in found.elements if any(k.startswith("on") or k == "style" for k in a)], address
        loaded = [a.get("href", "") + a.get("src", "") for t, a in found.elements if t in ("link", "img", "source", "iframe")]
        assert all(x.startswith("/") and not x.startswith("//") for x in loaded), address


def test_every_page_can_be_used_by_keyboard_and_screen_reader(desk: TestClient) -> None:
    for address in addresses(desk):
        found = page(desk, address)
        assert found.links()[0] == "#main" and len(found.all("main", id="main")) == 1, address
        assert found.all("html", lang="en") and len(found.all("h1")) == 1, address
        labelled = {a["for"] for a in found.all("label")}
        fields = [a for t, a in found.elements if t in ("input", "select", "textarea") and a.get("type") != "hidden" and "hidden" not in a]
        assert all(a["id"] in labelled for a in fields), address
        ids = [a["id"] for _, a in found.elements if "id" in a]
        assert len(ids) == len(set(ids)), address


def test_every_link_within_the_desk_leads_somewhere(desk: TestClient) -> None:
    within = {urlsplit(x)._replace(fragment="").geturl() for address in addresses(desk) for x in page(desk, address).links() if x.startswith("/")}
    styles = {a["href"] for address in addresses(desk) for a in page(desk, address).all("link") if a["href"].startswith("/")}
    assert len(within) > 60
    broken = [x for x in sorted(within | styles) if desk.get(x).status_code != 200]
    assert not broken


# -- disputes --------------------------------------------------------------------------------------------------------


def test_the_list_shows_what_is_disputed_and_all_on_request(desk: TestClient, place: Path) -> None:
    with open_ledger(place) as store:
        disputed, everything = store.summaries(Wanted(denied=True)), store.summaries(Wanted())
    assert f"{len(disputed)} disputes" in page(desk, "/disputes").text
    assert f"{len(everything)} disputes" in page(desk, "/disputes?state=all").text
    assert len(disputed) < len(everything)


def test_filters_narrow_the_list_and_the_api_alike(desk: TestClient) -> None:
    every = items(desk, "disputes", state="all", limit=200)
    for name, value, holds in (
        ("frame", "arms_transfer", lambda d: d["kind"] == "arms_transfer"),
        ("state", "contested", lambda d: d["state"] == "contested"),
        ("state", "denied", lambda d: d["state"] == "uncontested denial"),
        ("until", "2024-03", lambda d: d["first_day"] <= "2024-03-31"),
        ("since", "2024-10", lambda d: d["last_change"] >= "2024-10"),
        ("families", "2", lambda d: d["sources"] >= 2),
    ):  # fmt: skip
        found = items(desk, "disputes", **{"state": "all", name: value, "limit": 200})
        assert found and all(map(holds, found)), name
        assert f"{len(found)} dispute" in page(desk, f"/disputes?state=all&{name}={value}" if name != "state" else f"/disputes?state={value}").text
    belarus = items(desk, "disputes", state="all", actor="BLR", limit=200)
    assert 0 < len(belarus) < len(every)


def test_pages_of_the_list_follow_each_other_without_gap(desk: TestClient) -> None:
    whole = [d["proposition"] for d in items(desk, "disputes", state="all", limit=200)]
    address, got = "/disputes?state=all&limit=40", []
    while address:
        found = page(desk, address)
        got += [f"p:{x.removeprefix('/disputes/')}" for x in found.links() if x.startswith("/disputes/")]
        address = next((a["href"] for a in found.all("a", rel="next")), "")
    assert got[: len(whole)] == whole and len(got) > 200


def test_a_dispute_shows_both_sides_with_their_sentences(desk: TestClient) -> None:
    d = contested(desk)
    found = page(desk, f"/disputes/{d['proposition'][2:]}")
    assert "Belarus supplied arms to" in found.text and "contested" in found.text
    full = desk.get(f"/api/v1/disputes/{d['proposition'][2:]}").json()
    assert full["asserted_by"] and full["denied_by"]
    for statement in full["statements"]:
        report, claim = statement["ref"] if isinstance(statement["ref"], list) else statement["ref"].values()
        assert f"/reports/{report[7:]}#{claim}" in found.links()
    text = found.text
    headings = ["Asserted by", "Denied by", *(["Silent"] if full["silent"] else []), "What changed", "Who said what when"]
    assert [text.index(h) for h in headings] == sorted(text.index(h) for h in headings)
    assert found.all("input", id="permalink")[0]["value"] == f"http://127.0.0.1/disputes/{d['proposition'][2:]}"


def test_a_dispute_has_any_unique_beginning_of_its_name(desk: TestClient) -> None:
    name = contested(desk)["proposition"][2:]
    assert desk.get(f"/disputes/{name[:12]}").status_code == 200
    missing = desk.get("/disputes/ffffffffffffffffffff")
    assert missing.status_code == 404 and "none begins so" in missing.text


# -- reports ---------------------------------------------------------------------------------------------------------


def test_a_report_shows_its_whole_text_marked(desk: TestClient, examples: list[Reading]) -> None:
    for reading in examples[:3]:
        found = page(desk, f"/reports/{reading.report.id[7:]}")
        shown = "".join("".join(found.words).split())
        assert all("".join(b.span.of(reading.report.text).split()) in shown for b in reading.report.blocks)
        marks = {c for a in found.all("mark") for c in a["class"].split()}
        assert marks >= {"source", "cue", "content", "event", "actor"}


def test_each_claim_has_an_anchor_its_reasons_and_a_citation(desk: TestClient, examples: list[Reading]) -> None:
    reading = max(examples, key=lambda r: len(r.claims))
    found = page(desk, f"/reports/{reading.report.id[7:]}")
    pointed = {c for a in found.all("mark") for c in a.get("data-claims", "").split()}
    style = desk.get(next(a["href"] for a in found.all("link") if "/targets/" in a["href"]))
    assert style.headers["content-type"].startswith("text/css")
    for c in reading.claims:
        assert found.all("li", id=c.id) and f"#{c.id}" in found.links() and c.id in pointed
        assert f"#{c.id}:target" in style.text and f"{reading.report.id}#{c.id}" in found.text
        assert all(why in found.text for why in c.why)


# -- registers -------------------------------------------------------------------------------------------------------


def rows(found: Page, column: str) -> int:
    return sum(1 for a in found.all("td") if a["data-label"] == column)


@pytest.mark.parametrize("kind", KINDS)
def test_a_register_links_each_cell_to_a_sentence(desk: TestClient, place: Path, kind: str) -> None:
    with open_ledger(place) as store:
        made = store.register(kind)
    found = page(desk, f"/registers/{kind}?limit=200")
    assert rows(found, "Dispute") == len(made.rows) > 0
    sentences = {f"/reports/{s.report[7:]}#{s.claim}" for row in made.rows for s in row.sources}
    cells = [x for x in found.links() if x.startswith("/reports/")]
    assert cells and set(cells) <= sentences


def test_registers_sort_by_figures_and_leave_empty_cells_last(desk: TestClient) -> None:
    name = "Independent families"
    up, down = (items(desk, "registers/casualties", sort=name, order=o, limit=200) for o in ("asc", "desc"))
    assert [r[name] for r in up] == sorted(r[name] for r in up) and [r[name] for r in down] == sorted((r[name] for r in down), reverse=True)
    for order in ("asc", "desc"):
        filled = [bool(r["Killed"]) for r in items(desk, "registers/casualties", sort="Killed", order=order, limit=200)]
        assert filled == sorted(filled, reverse=True) and not all(filled)
    assert 'aria-sort="descending"' in desk.get("/registers/casualties?sort=Killed&order=desc").text
    assert desk.get("/registers/casualties?sort=Nothing").status_code == 404
    odd = [Row((text,), ()) for text in ("5²", "10 km²", "", "5")]
    assert [r.cells[0] for r in ordered(Register("casualties", ("Killed",), tuple(odd)), "Killed", False)][-2:] == ["10 km²", ""]


def test_registers_come_as_files(desk: TestClient) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    shown = desk.get("/api/v1/registers/designations", params={"limit": 200}).json()
    table = desk.get("/registers/designations.csv")
    assert table.headers["content-disposition"] == 'attachment; filename="designations.csv"'
    lines = list(csv.DictReader(io.StringIO(table.text)))
    assert len(lines) == len(shown["items"]) and list(lines[0]) == shown["columns"]
    assert len(desk.get("/registers/designations.json").json()["rows"]) == len(lines)
    book = openpyxl.load_workbook(io.BytesIO(desk.get("/registers/designations.xlsx").content))
    assert book["designations"].max_row == len(lines) + 1
    assert desk.get("/registers/designations.exe").status_code in (404, 422)


# -- API, search, feed -----------------------------------------------------------------------------------------------


def test_the_api_gives_readings_as_they_are_kept(desk: TestClient, examples: list[Reading]) -> None:
    for reading in examples[:4]:
        for name in (reading.report.id, reading.report.id[7:]):
            assert from_dict(desk.get(f"/api/v1/reports/{name}").json()) == reading


def test_the_api_reads_a_text_and_keeps_nothing(desk: TestClient, reader: Any) -> None:
    text = "Chad on Monday denied having sent any drones to Libya."
    answer = desk.post("/api/v1/read", json={"text": text, "published": "2024-05-06"})
    assert answer.json() == to_dict(reader.read(text, published="2024-05-06")) and answer.json()["claims"]
    assert desk.get(f"/api/v1/reports/{answer.json()['report']['id']}").status_code == 404


def test_claims_are_filtered_and_paged(desk: TestClient, place: Path) -> None:
    with open_ledger(place) as store:
        denials = store.claims(Wanted(stance="denies"))
    assert items(desk, "claims", stance="denies", limit=200) == [{k: line[k] for k in items(desk, "claims", limit=1)[0]} for line in denials]
    first = desk.get("/api/v1/claims", params={"limit": 5}).json()
    second = desk.get("/api/v1/claims", params={"limit": 5, "offset": 5}).json()
    assert first["more"] and len(first["items"]) == 5 and first["items"] != second["items"]
    assert len({(c["report"], c["claim"]) for c in first["items"] + second["items"]}) == 10


def test_search_finds_sentences_by_their_words(desk: TestClient) -> None:
    found = items(desk, "search", q='"rocket launchers"')
    assert found and all("rocket launchers" in s["quote"].lower() for s in found)
    shown = page(desk, "/search?q=%22rocket+launchers%22")
    assert f"/reports/{found[0]['report'][7:]}#{found[0]['claims'].split()[0]}" in shown.links()
    for address in ("/api/v1/search", "/search"):
        nothing = desk.get(address, params={"q": "?! -rockets"})
        assert nothing.status_code == 422 and "at least one word" in nothing.text
    assert "No sentence" in page(desk, "/search?q=xylophones").text


def test_limits_and_values_are_checked_with_words(desk: TestClient) -> None:
    for query in ("limit=0", "limit=201", "offset=-1", "offset=100001", "since=soon", "state=true", "families=x"):
        answer = desk.get(f"/api/v1/disputes?{query}")
        assert answer.status_code == 422 and query.partition("=")[0] in answer.json()["error"]["message"], query
        assert desk.get(f"/disputes?{query}").status_code == 422
    assert desk.get("/disputes?limit=&offset=&families=&since=&actor=").status_code == 200
    assert desk.post("/api/v1/read", json={"text": "  "}).json()["error"]["code"] == "input.empty"
    assert desk.post("/api/v1/read", json={"text": "x", "published": "May"}).status_code == 422


def test_the_api_describes_itself(desk: TestClient) -> None:
    paths = desk.get("/api/v1/openapi.json").json()["paths"]
    judged = "reports/{name}/claims/{claim}/judgements"
    wanted = ("disputes", "disputes/{name}", "claims", "reports/{name}", "registers", "registers/{kind}", "search", "read", "judgements", judged, "actors", "actors/{name}", "relations", "events")
    assert set(paths) == {f"/api/v1/{w}" for w in wanted}
    assert {m for ops in paths.values() for m in ops} == {"get", "post"} and list(paths["/api/v1/read"]) == ["post"] and set(paths[f"/api/v1/{judged}"]) == {"get", "post"}


def test_the_feed_tells_of_new_and_changed_disputes(desk: TestClient) -> None:
    listed = items(desk, "disputes", frame="arms_transfer")
    root = ET.fromstring(desk.get("/feed.atom?frame=arms_transfer").content)
    ids = [e.findtext("a:id", namespaces=ATOM) for e in root.findall("a:entry", ATOM)]
    assert ids == [f"urn:reportedly:{d['proposition']}" for d in listed]
    times = [e.findtext("a:updated", namespaces=ATOM) or "" for e in root.findall("a:entry", ATOM)]
    assert times == sorted(times, reverse=True) and all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", t) for t in times)
    for tag in ("title", "id", "updated", "author"):
        assert root.find(f"a:{tag}", ATOM) is not None
    links = [e.find("a:link", ATOM).attrib["href"] for e in root.findall("a:entry", ATOM)]  # type: ignore[union-attr]
    assert all(desk.get(x).status_code == 200 for x in links[:3])


def test_head_is_answered_as_get_without_a_body(desk: TestClient) -> None:
    answer = desk.head("/disputes")
    assert answer.status_code == 200 and not answer.content and int(answer.headers["content-length"]) > 1000


def test_works_over_both_databases(places: Any, examples: list[Reading]) -> None:
    where = places()
    with open_ledger(where, new=True) as store:
        store.add(examples[:6])
    with TestClient(create_app(where), base_url="http://127.0.0.1") as client:
        assert items(client, "disputes", state="all") and items(client, "search", q="rockets")
        assert page(client, f"/disputes/{items(client, 'disputes')[0]['proposition'][2:]}")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("story.md", b"# Chad denies\n\nChad denied on Monday that it had sold boats to Libya."),
        ("page.html", b"<html><head><title>Chad denies</title></head><body><article><h1>Chad denies</h1><p>Chad denied on Monday that it had sold boats to Libya.</p></article></body></html>"),
    ],
)
def test_a_file_is_shown_and_kept_as_a_text_is(tmp_path: Path, name: str, data: bytes) -> None:
    with open_ledger(tmp_path / "new.ledger", new=True):
        pass
    desk = TestClient(create_app(str(tmp_path / "new.ledger")), base_url="http://127.0.0.1")
    csrf = re.search(r'name="csrf" value="(\w+)"', desk.get("/add").text)[1]  # type: ignore[index]
    shown = desk.post("/add/file", data={"csrf": csrf}, files={"file": (name, data)})
    assert shown.status_code == 200 and "Not kept yet" in shown.text and "sold boats to Libya" in shown.text
    hidden = dict(re.findall(r'name="(title|csrf)" value="([^"]*)"', shown.text))
    text = html.unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", shown.text, re.S)[1])  # type: ignore[index]
    kept = desk.post("/add/keep", data={**hidden, "text": text})
    assert kept.status_code == 200 and "Chad denies" in kept.text


@pytest.mark.parametrize(("name", "data"), [("many.warc.gz", b"x"), ("none", b"x"), ("empty.txt", b" "), ("a.exe", b"MZ")])
def test_files_that_hold_no_one_report_are_told_so(place: Path, name: str, data: bytes) -> None:
    desk = TestClient(create_app(str(place)), base_url="http://127.0.0.1")
    csrf = re.search(r'name="csrf" value="(\w+)"', desk.get("/add").text)[1]  # type: ignore[index]
    found = desk.post("/add/file", data={"csrf": csrf}, files={"file": (name, data)})
    assert found.status_code == 422 and ("Allowed:" in found.text or "empty" in found.text)
    assert desk.post("/add/file", files={"file": ("a.txt", b"Chad denied it.")}).status_code == 403
