"""Actors, relations, events and the map: pages and API over the example reports."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
from starlette.testclient import TestClient
from test_web import Page, items, page

from reportedly.ledger.store import Wanted
from reportedly.model import Actor, Reading
from reportedly.stores import open_ledger
from reportedly.web.app import create_app
from reportedly.web.drawing import SIZE, around, bars, network
from reportedly.web.mapping import REGIONS, WIDTH, chart

PAGES = (
    "/actors", "/actors?kind=person&sort=denied&limit=5", "/actors/state:BLR", "/actors/state:SYR?stand=denies", "/relations", "/relations?relation=denies&by=month",
    "/relations/sentences?relation=accuses&source=state:FRA&target=state:SYR", "/events", "/events?standing=contested", "/map", "/map?region=africa", "/map?place=damascus",
)  # fmt: skip


@pytest.fixture(scope="module")
def place(examples: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("views") / "examples.ledger"
    with open_ledger(made, new=True) as store:
        store.add(examples)
    return made


@pytest.fixture(scope="module")
def desk(place: Path) -> Iterator[TestClient]:
    with TestClient(create_app(str(place)), base_url="http://127.0.0.1") as client:
        yield client


# -- every page ------------------------------------------------------------------------------------------------------


def test_pages_need_no_script_and_no_other_host(desk: TestClient) -> None:
    for address in PAGES:
        found = page(desk, address)
        assert not found.all("script") and not found.all("style") and not found.all("image") and not found.all("use"), address
        assert not [a for _, a in found.elements if any(k.startswith("on") or k == "style" for k in a)], address
        loaded = [a.get("href", "") + a.get("src", "") for t, a in found.elements if t in ("link", "img")]
        assert all(x.startswith("/") and not x.startswith("//") for x in loaded), address


def test_pages_can_be_used_by_keyboard_and_screen_reader(desk: TestClient) -> None:
    for address in PAGES:
        found = page(desk, address)
        assert found.links()[0] == "#main" and len(found.all("h1")) == 1, address
        labelled = {a["for"] for a in found.all("label")}
        assert all(a["id"] in labelled for t, a in found.elements if t in ("input", "select")), address
        ids = [a["id"] for _, a in found.elements if "id" in a]
        assert len(ids) == len(set(ids)), address
        assert len(found.all("caption")) == len(found.all("table")), address
        assert all("scope" in a for t, a in found.elements if t == "th"), address
        assert all(a.get("role") and a.get("aria-label") for t, a in found.elements if t == "svg"), address


def test_links_lead_somewhere_and_answers_stay_the_same(desk: TestClient) -> None:
    within = {urlsplit(x)._replace(fragment="").geturl() for a in PAGES for x in page(desk, a).links() if x.startswith("/")}
    assert len(within) > 250
    sample = sorted(within)[::3] + [x for x in within if x.startswith(("/actors/role:", "/relations/sentences"))]
    assert [x for x in sample if desk.get(x).status_code != 200] == []
    assert all(desk.get(a).content == desk.get(a).content for a in PAGES)


def test_values_that_are_not_allowed_are_refused_with_words(desk: TestClient) -> None:
    for address in ("relations?relation=loves", "relations?by=week", "actors?sort=age", "actors?kind=ghost", "events?standing=true", "events?country=syria", "events?since=soon"):
        for answer in (desk.get(f"/{address}"), desk.get(f"/api/v1/{address}")):
            assert answer.status_code == 422 and re.split("[?=]", address)[1] in answer.text, address
    assert desk.get("/map?region=atlantis").status_code == 422
    assert "both are needed" in desk.get("/relations/sentences?source=state:SYR").text
    for address in ("/actors/state:XYZ", "/api/v1/actors/state:XYZ"):
        missing = desk.get(address)
        assert missing.status_code == 404 and "Find it by its name" in missing.text


# -- actors ----------------------------------------------------------------------------------------------------------


def row(found: Page, address: str) -> list[str]:
    """The words of the table's row whose link leads there."""
    text = found.raw[found.raw.index(f'href="{address}"') :]
    return [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", text[: text.index("</tr>")])]


class Raw(Page):
    def __init__(self, text: str) -> None:
        self.raw = text
        super().__init__(text)


def raw(desk: TestClient, address: str) -> Any:
    return Raw(desk.get(address).text)


def test_actors_stand_with_their_counts(desk: TestClient) -> None:
    found = raw(desk, "/actors")
    assert row(found, "/actors/state:BLR") == ["BLR", "state", "9", "1", "8", "1", "0", "4"]
    assert re.search(r"\b1\d\d actors\b", found.text)
    line = next(a for a in items(desk, "actors", name="BLR") if a["actor"] == "state:BLR")
    assert (line["statements"], line["denied"], line["accused"], line["disputes"]) == (9, 8, 1, 4)
    assert {a["kind"] for a in items(desk, "actors", kind="person", limit=200)} == {"person"}
    whole = [a["actor"] for a in items(desk, "actors", limit=200)]
    assert whole == [a["actor"] for k in range(0, 160, 40) for a in items(desk, "actors", limit=40, offset=k)]


def test_an_actors_page_tells_what_it_says_and_with_whom(desk: TestClient) -> None:
    found = page(desk, "/actors/state:BLR")
    for words in ("Wikidata Q184", "Named here: Belarus, Minsk, Belarusian", "Statements by month", "Counted apart", "9 statements"):
        assert words in found.text, words
    accuses = found.text.index("Accuses", found.text.index("With others"))
    assert found.text.index("Ukraine", accuses) < found.text.index("Denies what they say")
    assert "intelligence official (POL)" in found.text and "It maintained that no Belarusian weapons had been delivered to the RSF." in found.text
    assert "/relations/sentences?relation=accuses&source=state%3ABLR&target=state%3AUKR" in found.links()
    assert "8 statements" in page(desk, "/actors/state:BLR?stand=denies").text
    assert "Part of" in page(desk, "/actors/role:BLR:foreign-ministry").text
    whole = desk.get("/api/v1/actors/state:BLR").json()
    assert whole["wikidata"] == "Q184" and {p["actor"] for p in whole["parts"]} >= {"role:BLR:foreign-ministry", "org:state-military-industrial-committee"}


# -- relations -------------------------------------------------------------------------------------------------------


def test_every_cell_of_the_matrix_leads_to_as_many_sentences(desk: TestClient) -> None:
    for relation in ("accuses", "denies"):
        found = raw(desk, f"/relations?relation={relation}")
        cells = re.findall(r'<a href="(/relations/sentences[^"]+)" aria-label="[^"]*: (\d+)">\2</a>', found.raw)
        assert len(cells) > 10
        for address, n in cells:
            assert len(page(desk, address.replace("&amp;", "&")).all("blockquote")) == int(n), address


def test_relations_are_counted_by_period_and_in_a_range(desk: TestClient) -> None:
    found = items(desk, "relations", relation="accuses", limit=200)
    france = next(p for p in found if (p["source"], p["target"]) == ("state:FRA", "state:SYR"))
    assert (france["count"], france["periods"], france["source_name"]) == (2, {"2019": 2}, "France")
    assert sum(p["count"] for p in found) == 28 and [p["count"] for p in found] == sorted((p["count"] for p in found), reverse=True)
    days = items(desk, "relations", relation="accuses", by="day", since="2019-02-18", until="2019-02-18", source="state:FRA")
    assert [(p["target"], p["periods"]) for p in days] == [("state:SYR", {"2019-02-18": 1})]
    answer = desk.get("/api/v1/relations?limit=5&offset=5").json()
    assert (len(answer["items"]), answer["more"], answer["total"], answer["by"]) == (5, True, 23, "year")
    text = page(desk, "/relations").text
    assert "28 sentences in 23 pairs" in text and re.search(r"Left out: \d+ of 28, in \d+ pairs", text)


def test_the_network_is_drawn_the_same_each_time_and_inside_its_frame() -> None:
    cells = {("a", "b"): 3, ("b", "a"): 1, ("c", "a"): 2, ("d", "e"): 1}
    drawn = network(cells, {"a": "Alpha", "b": "B" * 40})
    assert drawn == network(dict(reversed(cells.items())), {"a": "Alpha", "b": "B" * 40})
    assert {n.id for n in drawn.nodes} == set("abcde") and len(drawn.edges) == 4
    assert all(0 < n.x < SIZE and 0 < n.y < SIZE for n in drawn.nodes)
    order = around(cells, {"a": 6, "b": 4, "c": 2, "d": 1, "e": 1})
    assert order[:2] == ["a", "b"] and abs(order.index("d") - order.index("e")) == 1
    assert next(n.label for n in drawn.nodes if n.id == "b").endswith("…")
    assert max(drawn.edges, key=lambda e: e.width).count == 3


def test_bars_are_as_high_as_their_counts() -> None:
    drawn = bars({"2024-01": {"asserts": 3, "denies": 1}, "2024-03": {"denies": 2}}, ["2024-01", "2024-02", "2024-03"], ("asserts", "denies"), 300, 100)
    assert [b.count for b in drawn] == [4, 0, 2]
    assert drawn[0].parts == (("asserts", 25.0, 75.0), ("denies", 0.0, 25.0)) and drawn[2].parts == (("denies", 50.0, 50.0),)


# -- events and the map ----------------------------------------------------------------------------------------------


def test_nothing_on_the_timeline_looks_like_a_fact(desk: TestClient) -> None:
    """Who says it, or that nobody does, stands before every event."""
    found = raw(desk, "/events?limit=200")
    told = re.findall(r'<a href="/disputes/[0-9a-f]+">(.*?)</a>', found.raw)
    assert len(told) == 200 and all(re.match(r"(According to|Denied by|Taken back|Mentioned, nobody stands for it)", t) for t in told)
    contested = [re.sub("<[^>]+>", "", t) for t in re.findall(r'<a href="/disputes/[0-9a-f]+">(.*?)</a>', raw(desk, "/events?standing=contested").raw)]
    assert len(contested) == 24 and all(re.match("According to .+, denied by .+: ", t) for t in contested)
    assert found.text.count("uncontested denial") and f"{len(items(desk, 'events', limit=200)) + len(items(desk, 'events', limit=200, offset=200))} events" in found.text


def test_events_are_filtered_alike_on_pages_and_in_the_api(desk: TestClient) -> None:
    for query, holds in (
        ({"standing": "denied"}, lambda e: e["state"] in ("uncontested denial", "retracted")),
        ({"frame": "arms_transfer"}, lambda e: e["kind"] == "arms_transfer"),
        ({"country": "SYR"}, lambda e: e["country"] == "SYR"),
        ({"place": "damascus"}, lambda e: e["place"] == "damascus"),
        ({"since": "2024-10-14"}, lambda e: e["until"] >= "2024-10-14"),
        ({"until": "2019-12", "actor": "SYR"}, lambda e: e["day"] <= "2019-12-31"),
    ):  # fmt: skip
        found = items(desk, "events", limit=200, **query)
        assert found and all(map(holds, found)), query
        tail = "&".join(f"{k}={v}" for k, v in query.items())
        assert f"{len(found)} event" in page(desk, f"/events?{tail}").text, query
    damascus = items(desk, "events", place="damascus")
    assert [e["geometry"] for e in damascus] == [{"type": "Point", "coordinates": [36.2913, 33.5102]}] * 2
    assert all(e["geometry"] is None for e in items(desk, "events", place="united states"))
    assert all(e["stated"] or e["day"] == e["until"] for e in items(desk, "events", limit=200))


def test_the_map_shows_places_and_counts_what_it_cannot_show(desk: TestClient) -> None:
    found = raw(desk, "/map")
    assert "30 events at 14 places" in found.text and re.search(r"1\d\d events without a place, 20 whose place has no coordinates", found.text)
    assert len(found.all("circle")) + len(found.all("polygon")) == 14 and 'class="point s-mixed"' in found.raw
    assert "Hargeisa (SOM) 2 ⬢ 1 asserted, 1 denied 9.56, 44.06" in found.text
    listed = [x for x in found.links() if x.startswith("/events?place=")]
    assert len(listed) == 28  # each from its symbol and from the list
    assert all(page(desk, x).all("li", **{"class": "s-asserted"}) or page(desk, x).all("li", **{"class": "s-denied"}) for x in listed[::4])
    africa = page(desk, "/map?region=africa")
    assert "outside of this view" in africa.text and len(africa.all("path")) == 2
    assert "2 events at 1 place" in page(desk, "/map?place=damascus").text


def spot(name: str, lat: float, lon: float) -> dict[str, Any]:
    return {"place": name, "country": "AAA", "lat": lat, "lon": lon}


def test_symbols_stand_where_the_place_is_and_grow_by_area() -> None:
    drawn = chart([(spot("one", 0, 0), {"asserted": 100}), (spot("two", 10, 90), {"contested": 25}), (spot("far", -80, 0), {"denied": 1})], "world")
    one, two = drawn.symbols
    assert drawn.outside == 1 and (one.x, two.x) == (WIDTH / 2, WIDTH * 0.75) and two.y < one.y
    assert one.r / two.r == pytest.approx(2, abs=0.05) and (one.shape, two.shape.count(",")) == ("", 4)
    assert (one.standing, two.standing) == ("asserted", "contested") and (one.label, two.label) == ("One", "Two")
    near = chart([(spot("one", 15, 30), {"asserted": 1, "contested": 1})], "")
    assert near.symbols[0].standing == "mixed" and abs(near.symbols[0].x - WIDTH / 2) < 1 and len(near.land) < len(drawn.land)
    for name in REGIONS:
        made = chart([], name)  # type: ignore[arg-type]
        assert made.land.startswith("M") and 300 < made.height < 1500, name


def test_labels_lie_over_nothing() -> None:
    crowd = [(spot(f"place {n}", 10 + n * 0.3, 20), {"asserted": 10 - n}) for n in range(9)]
    drawn = chart(crowd, "africa")
    named = [s for s in drawn.symbols if s.label]
    assert 0 < len(named) < len(crowd) and named[0] == drawn.symbols[0]


# -- hostile readings ------------------------------------------------------------------------------------------------


def test_names_that_a_reading_brings_become_no_markup(tmp_path: Path, examples: list[Reading]) -> None:
    """Ids, names, lists and places come from anywhere."""
    evil = '"><script>alert(1)</script>/../x?&#'
    reading = next(r for r in examples if any(e.place and e.place.lat for e in r.events))

    def dirty(i: str) -> str:
        return i if i in ("author", "unknown") else f"{i}{evil}"

    actors = tuple(Actor(dirty(a.id), evil + a.name, a.kind, a.country, (evil,), evil, evil, (evil,)) for a in reading.actors)
    events = tuple(
        replace(e, actor=tuple(map(dirty, e.actor)), recipient=tuple(map(dirty, e.recipient)), place=replace(e.place, name=evil + e.place.name) if e.place else None) for e in reading.events
    )
    claims = tuple(replace(c, voices=tuple(replace(v, actor=dirty(v.actor)) for v in c.voices)) for c in reading.claims)
    report = replace(reading.report, outlet=evil, agency=evil)
    bad = replace(reading, report=report, actors=actors, events=events, claims=claims, mentions=tuple(replace(m, actor=dirty(m.actor)) for m in reading.mentions))
    made = tmp_path / "evil.ledger"
    with open_ledger(made, new=True) as store:
        store.add([bad])
        voice = store.actors(Wanted(limit=1))[0][0]["actor"]
    with TestClient(create_app(str(made)), base_url="http://127.0.0.1") as desk:
        listed = next(x for x in page(desk, "/actors").links() if x.startswith("/actors/"))
        assert desk.get(listed).status_code == 200 and evil in voice
        for address in ("/actors", listed, "/relations", "/relations?relation=denies", "/events?limit=200", "/map"):
            answer = desk.get(address)
            assert answer.status_code == 200 and "<script" not in answer.text and evil not in answer.text, address


def test_dates_that_are_none_break_no_page(tmp_path: Path, examples: list[Reading]) -> None:
    made = tmp_path / "dates.ledger"
    with open_ledger(made, new=True) as store:
        store.add([replace(r, report=replace(r.report, published=day)) for r, day in zip(examples, ["yesterday", "2024-99", "0001-01-01", "9999", "2024-05", None] * 6, strict=True)])
        voices = [a["actor"] for a in store.actors(Wanted(limit=30))[0]]
    with TestClient(create_app(str(made)), base_url="http://127.0.0.1") as desk:
        fixed = ["/relations?by=day", "/relations?relation=denies", "/events", "/map", "/api/v1/relations?by=day", "/api/v1/events"]
        assert [x for x in (*fixed, *(f"/actors/{v}" for v in voices)) if desk.get(x).status_code != 200] == []


# -- the outlines ----------------------------------------------------------------------------------------------------


def test_the_outlines_are_those_that_the_notice_names() -> None:
    folder = Path(__file__).parent.parent / "src" / "reportedly" / "web" / "static"
    digest = hashlib.sha256((folder / "land.txt").read_bytes()).hexdigest()
    assert digest in (folder / "LICENSE").read_text(encoding="utf-8")
