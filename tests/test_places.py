"""The gazetteer and the places of events. What sentences give stands in `cases/places.txt`."""

from __future__ import annotations

import csv
import random

import pytest
from cases import lines

from reportedly import dumps, loads
from reportedly.lexicon import DATA, PlaceRow, collect, fold, load
from reportedly.lexicon.gazetteer import Gazetteer, read
from reportedly.model import Place, Reading
from reportedly.read.reader import Reader

FOLDER = DATA / "places"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load().places


def place(reader: Reader, text: str, kind: str) -> Place | None:
    return next(e.place for e in reader.read(text, published="2024-03-10").events if e.type == kind)


# -- the tables --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "key"), [("Sana’a", "sanaa"), ("Port-au-Prince", "port au prince"), ("Şırnak", "sirnak"), ("Łódź", "lodz"), ("St. Petersburg", "st petersburg")])
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


@pytest.mark.parametrize("file", ["cities.csv", "admin1.csv"])
def test_files_are_sorted_and_every_line_is_found(file: str) -> None:
    data = (FOLDER / file).read_bytes()
    rows = data.splitlines()
    assert rows == sorted(rows) and data.endswith(b"\n")
    found = read(FOLDER)
    for line in [rows[0], rows[-1], *random.Random(7).sample(rows, 400)]:
        key, ident, *_ = line.decode().split(",")
        assert int(ident) in {r.geonames for r in found.find(key)}, line


def test_aliases_lead_to_the_same_place(gazetteer: Gazetteer) -> None:
    for one, other in (("kyiv", "kiev"), ("raqqa", "ar raqqah"), ("hodeidah", "al hudaydah"), ("el fasher", "al fashir"), ("sievierodonetsk", "severodonetsk")):
        assert {r.geonames for r in gazetteer.find(one) if r.kind == "city"} & {r.geonames for r in gazetteer.find(other) if r.kind == "city"}, (one, other)


def test_nothing_is_found_outside_the_files(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("") == gazetteer.find("zzzzzz") == gazetteer.find("\U0010ffff") == gazetteer.find("kharki") == []


def test_rows_of_the_analyst_stand_for_those_of_geonames(gazetteer: Gazetteer) -> None:
    rows = [r for r in gazetteer.find("donetsk") if r.geonames == 709716]
    assert [r.name for r in rows] == ["Donetsk oblast"]
    assert gazetteer.region("UKR", "05") == "Donetsk oblast"


def test_rows_have_what_they_need() -> None:
    rows: list[PlaceRow] = load().rows["places"]
    assert sum(r.kind == "region" for r in rows) >= 500 and sum(r.kind != "region" for r in rows) >= 300
    known = {line.split(",")[0] for line in (FOLDER / "countries.csv").read_text(encoding="utf-8").splitlines()}
    for r in rows:
        assert set(r.countries) <= known, r
        assert r.kind != "country" or r.lat is None, r


def test_coordinates_of_regions_lie_near_their_towns(gazetteer: Gazetteer) -> None:
    """A slip of the pen (a sign, two digits exchanged) puts a province far from every town of its country."""
    towns: dict[str, list[tuple[float, float]]] = {}
    for row in csv.reader((FOLDER / "cities.csv").open(encoding="utf-8")):
        if len(row) == 8:
            towns.setdefault(row[3], []).append((float(row[5]), float(row[6])))
    far = []
    for r in load().rows["places"]:
        near = towns.get(r.countries[0], []) if len(r.countries) == 1 else []
        if r.lat is None or r.lon is None or len(near) < 20 or r.kind in ("island", "gulf"):
            continue
        distance = min(abs(r.lat - a) + abs(r.lon - b) for a, b in near)
        if distance > (6 if r.kind == "region" else 3):
            far.append(r.id)
    assert far == ["pl.rus.chukotka", "pl.can.nunavut"]  # wide and empty


def test_a_wrong_row_is_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "places.csv").write_text("id,name,aliases,kind,country,lat,lon,geonames\nmy.x,Xville,,town,UKR,95,30,\nmy.y,Yville,,city,UKR,50,,x\n", encoding="utf-8")
    troubles = "\n".join(collect((tmp_path,))[2])
    for part in ("kind 'town'", "lat '95'", "lat, lon", "geonames 'x'"):
        assert part in troubles


# -- events --------------------------------------------------------------------------------------------------------------------


def test_cases_are_enough() -> None:
    options = [o for name, o, _ in lines() if name.startswith("places")]
    assert len(options) >= 100 and sum("place=null" in o for o in options) >= 30


def test_a_country_has_a_code_and_no_coordinates(reader: Reader) -> None:
    found = place(reader, "Israel carried out air strikes in Syria on Monday.", "ASSAULT")
    assert found is not None
    assert (found.kind, found.country, found.lat, found.lon) == ("country", "SYR", None, None)


def test_a_city_has_everything(reader: Reader) -> None:
    text = "Russian forces shelled Kharkiv overnight, the governor said."
    found = place(reader, text, "ASSAULT")
    assert found is not None and found.span is not None
    assert (found.name, found.kind, found.country, found.region, found.geonames) == ("Kharkiv", "city", "UKR", "Kharkiv oblast", 706483)
    assert found.span.of(text) == "Kharkiv" and found.lat == pytest.approx(49.98, abs=0.1) and found.lon == pytest.approx(36.25, abs=0.1)
    assert 0.45 <= found.score <= 1 and found.why[0] == "place:object"


def test_the_report_tells_which_town(reader: Reader) -> None:
    for country, people in (("LBN", "Lebanese"), ("LBY", "Libyan")):
        found = place(reader, f"Gunmen killed two {people} soldiers in Tripoli.", "ASSAULT")
        assert found is not None and found.country == country


def test_unlisted_village_keeps_its_name_and_no_more(reader: Reader) -> None:
    found = place(reader, "Rebels attacked the village of Qwarbesh.", "ASSAULT")
    assert found is not None
    assert (found.name, found.kind, found.country, found.geonames, found.lat) == ("Qwarbesh", "village", None, None, None)


def test_the_dateline_is_no_place(reader: Reader) -> None:
    assert place(reader, "NAIROBI, March 9 (Savanna) - Gunmen killed two soldiers, the army said.", "ASSAULT") is None


def test_a_border_has_two_countries(reader: Reader) -> None:
    found = place(reader, "Two guards were shot on the border between Iraq and Syria.", "ASSAULT")
    assert found is not None
    assert (found.name, found.kind, found.country, found.countries) == ("Iraq-Syria border", "border", None, ("IRQ", "SYR"))


def test_places_survive_the_codec(reader: Reader) -> None:
    reading: Reading = reader.read("Gunmen killed two soldiers near Goma.", published="2024-03-10")
    assert reading.events[0].place is not None
    assert loads(dumps(reading)) == reading


def test_a_users_place_is_found(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "places.csv").write_text("id,name,aliases,kind,country,lat,lon,geonames\nmy.site,Blue Ridge Depot,,military_base,POL,50.1,20.2,\n", encoding="utf-8")
    found = place(Reader.make(lexicon=[tmp_path]), "Russian soldiers attacked the Blue Ridge Depot on Sunday.", "ASSAULT")
    assert found is not None and found.name == "Blue Ridge Depot" and found.country == "POL"
