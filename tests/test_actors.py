"""A user's own actors: what is matched, what is not, and what becomes of bad lines."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportedly.errors import InputError
from reportedly.model import Reading
from reportedly.read import actors_file, own_actors
from reportedly.read.own_actors import OwnActors
from reportedly.read.own_names import fold, joined, unordered, words
from reportedly.read.reader import Reader


def entity(id_: str, schema: str, **properties: Any) -> str:
    return json.dumps({"id": id_, "schema": schema, "properties": {k: v if isinstance(v, list) else [v] for k, v in properties.items()}}, ensure_ascii=False)


ENTITIES = [
    entity("NK-1", "Person", name="Maksim Dorofeyev", alias="Максим Дорофеев", topics=["sanction", "role.oligarch"], country="ru"),
    entity("NK-2", "Company", name="OOO Baltic Turbine Works", weakAlias="BTW", topics="sanction", country="ru"),
    entity("Q99", "Organization", name="Rapid Support Forces", topics="sanction", country="sd"),
    entity("NK-4", "PublicBody", name="Islamic Republic of Iran", alias="Iran", country="ir"),
    entity("NK-5", "Organization", name="Committee of National Salvage", alias="KNS", topics="crime.terror", country="ye"),
    entity("NK-6", "Company", name="Orion", country="cy"),
    entity("NK-7", "Person", name="Li Wei"), entity("NK-8", "Person", name="Li Wei"), entity("NK-9", "Person", name="Li Wei"), entity("NK-10", "Person", name="Li Wei"),
    entity("s-1", "Sanction", entity="NK-1", program="Some regulation", programId="EU-RUS"),
    entity("s-2", "Sanction", entity="NK-1", programId="US-RUSHAR"),
]  # fmt: skip


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> OwnActors:
    path = tmp_path_factory.mktemp("actors") / "entities.ftm.json"
    path.write_text("\n".join(ENTITIES), encoding="utf-8")
    return actors_file.load([path])


def read(reader: Reader, own: OwnActors, text: str) -> Reading:
    return replace(reader, own=own).read(text, published="2024-03-10")


def found(reading: Reading, words_: str) -> tuple[str, float, tuple[str, ...]]:
    at = reading.report.text.index(words_)
    return next((m.actor, m.score, m.why) for m in reading.mentions if m.span.start <= at < m.span.end)


@pytest.mark.parametrize(
    ("sentence", "name", "id_", "score", "reason"),
    [
        ("Maksim Dorofeyev told reporters that the yard was idle.", "Maksim", "ftm:NK-1", 1.0, "actors:name"),
        ("Maksim Dorofeyen told reporters that the yard was idle.", "Maksim", "ftm:NK-1", None, "near spelling"),
        ("Maxim Dorofeev told reporters that the yard was idle.", "Maxim", "ftm:NK-1", 0.85, "other spelling"),
        ("Dorofeyev Maksim signed the order on Friday.", "Dorofeyev", "ftm:NK-1", 0.85, "other order"),
        ("The Baltic Turbine-Works Ltd denied sending rockets to Sudan.", "Baltic", "ftm:NK-2", 1.0, "actors:name"),
        ("KNS claimed the attack on the port.", "KNS", "ftm:NK-5", 0.95, "actors:alias"),
    ],
)
def test_names_and_their_spellings(reader: Reader, own: OwnActors, sentence: str, name: str, id_: str, score: float | None, reason: str) -> None:
    if reason == "near spelling":
        pytest.importorskip("rapidfuzz", reason="rapidfuzz is not installed")
    actor, sure, why = found(read(reader, own, sentence), name)
    assert actor == id_ and any(reason in w for w in why)
    assert sure == score if score else sure < 0.9


@pytest.mark.parametrize(
    "sentence",
    [
        "Iran denied sending drones to Sudan.",  # a state's name stays a state's
        "Orion bought two tankers from Greece.",  # one word, not marked
        "The btw remark angered Syria.",  # an acronym in other letters, and a weak alias
        "Li Wei visited Iran on Friday.",  # four people of that name
        "Baltic Works shipped engines to Syria.",  # half a name
    ],
)
def test_what_is_not_matched(reader: Reader, own: OwnActors, sentence: str) -> None:
    assert not [a.id for a in read(reader, own, sentence).actors if a.id.startswith("ftm:")]


def test_programmes_mark_the_actor(reader: Reader, own: OwnActors) -> None:
    reading = read(reader, own, "Maksim Dorofeyev visited Iran. The Rapid Support Forces denied shelling the town. Baltic Turbine Works shipped engines to Syria.")
    listed = {a.id: a.listed for a in reading.actors if a.listed}
    assert listed == {"ftm:NK-1": ("EU-RUS", "US-RUSHAR"), "org:rapid-support-forces": ("sanction",), "ftm:NK-2": ("sanction",)}
    person = reading.actor("ftm:NK-1")
    assert person is not None and (person.kind, person.country, person.sectors) == ("person", "RUS", ("ELI",))


def test_an_own_actor_speaks_and_acts(reader: Reader, own: OwnActors) -> None:
    reading = read(reader, own, "Baltic Turbine Works denied sending rockets to Sudan.")
    assert reading.claims[0].voices[0].actor == "ftm:NK-2" and reading.claims[0].stance == "denies"


def test_own_actors_are_part_of_what_made_a_reading(reader: Reader, own: OwnActors) -> None:
    plain, with_own = (r.read("Iran denied it.").made_by.lexicon for r in (reader, replace(reader, own=own)))
    assert plain != with_own


def test_a_bad_line_does_not_lose_the_others(tmp_path: Path) -> None:
    path = tmp_path / "entities.ftm.json"
    lines = [ENTITIES[0], "{broken", '{"id": "x", "schema": "Person"}', '{"id": "y", "schema": "Person", "properties": {}}', "[]", ENTITIES[1]]
    path.write_text("\n".join(lines), encoding="utf-8")
    own = actors_file.load([path])
    assert len(own) == 2
    assert [t.partition(": ")[0] for t in own.troubles] == [f"{path}:{n}" for n in (2, 3, 4, 5)]
    assert "properties missing" in own.troubles[1] and "without a name" in own.troubles[2]


TABLE = """id,name,aliases,country,kind,sectors,wikidata
my.orion,Orion!,Orion Shipping,CYP,organisation,BUS,Q1
my.front,Northern Hill Front,NHF,YEM,armed_group,REB,
my.bad,Bad Company,,CYP,firm,BUS,
my.worse,Worse Company,,XYZ,organisation,BUZ,
,No Name,,,organisation,,
my.short,Short
"""


def test_table_of_own_actors(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(TABLE, encoding="utf-8")
    own = actors_file.load([path])
    assert [a.id for a in (own[n] for n in range(len(own)))] == ["my.orion", "my.front"]
    assert any(":4: kind 'firm'" in t and "'organisation'" in t for t in own.troubles)
    assert any(":5: sector 'BUZ'" in t and "Did you mean 'BUS'" in t for t in own.troubles) and any(":5: country 'XYZ'" in t for t in own.troubles)
    assert any(":6: id ''" in t for t in own.troubles) and any(":7: 2 cells: expected 7" in t for t in own.troubles)
    reading = read(reader, own, "Orion bought two tankers from Greece. Yemen accused the Northern Hill Front of shelling Aden.")
    assert {"my.orion", "my.front"} <= {a.id for a in reading.actors}


def test_a_table_wins_over_a_built_in_actor_but_not_over_a_state(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,name,aliases,country,kind,sectors,wikidata\nmy.rsf,Rapid Support Forces,,SDN,armed_group,REB,\nmy.nk,North Korea,,PRK,organisation,,\n", encoding="utf-8")
    reading = read(reader, actors_file.load([path]), "North Korea denied arming the Rapid Support Forces.")
    assert {"my.rsf", "state:PRK"} <= {a.id for a in reading.actors} and not {"my.nk", "org:rapid-support-forces"} & {a.id for a in reading.actors}


@pytest.mark.parametrize("name", ["none.json", "actors.xml"])
def test_wrong_files_say_what_is_allowed(tmp_path: Path, name: str) -> None:
    if name == "actors.xml":
        (tmp_path / name).write_text("<x/>")
    with pytest.raises(InputError, match=r"actor file"):
        actors_file.load([tmp_path / name])


def test_the_later_entry_of_one_id_counts(tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    path.write_text("\n".join([entity("a", "Company", name="Old Harbour Works"), entity("a", "Company", name="New Harbour Works")]), encoding="utf-8")
    own = actors_file.load([path])
    assert not list(own._owners(own._names, "=old harbour works")) and [a.name for a in own._owners(own._names, "=new harbour works")] == ["New Harbour Works"]


def test_without_the_extra_names_and_spellings_are_still_found(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_actors, "fuzz", None)
    path = tmp_path / "e.json"
    path.write_text(ENTITIES[0], encoding="utf-8")
    own = actors_file.load([path])
    ids = [{a.id for a in read(reader, own, f"{name} visited Iran.").actors} for name in ("Maksim Dorofeyev", "Maxim Dorofeev", "Maksim Dorofeyen")]
    assert ["ftm:NK-1" in i for i in ids] == [True, True, False]


def test_folding() -> None:
    assert fold("Al-Watan’s Cô., Ltd.") == ("al", "watans", "co", "ltd")
    assert words("The Harbour Works (Cyprus) Co., Ltd.") == ("harbour", "works")
    assert joined(("al", "qaeda")) == joined(("alqaeda",)) and joined(("yusuf",)) == joined(("youssuf",))
    assert unordered(("kim", "jong", "un")) == unordered(("jong", "un", "kim"))


def test_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "actors.csv").write_text(TABLE, encoding="utf-8")
    entities = tmp_path / "entities.ftm.json"
    entities.write_text(ENTITIES[1], encoding="utf-8")
    args = [sys.executable, "-m", "reportedly", "read", "-", "-f", "json", "--lexicon", str(folder), "--actors", str(entities)]
    done = subprocess.run(args, input="Baltic Turbine Works sold Orion two tankers.", capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "actors.csv:4" in done.stderr
    assert "actors.csv:4" in subprocess.run([sys.executable, "-m", "reportedly", "lexicon", "check", "--lexicon", str(folder)], capture_output=True, text=True, check=False).stderr
    assert {"ftm:NK-2", "my.orion"} <= {a["id"] for a in json.loads(done.stdout)["actors"]}
