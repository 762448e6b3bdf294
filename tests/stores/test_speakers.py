"""Who speaks, who accuses or denies whom, what happened where: the store's answers against a count by hand and one over all readings."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from generated import readings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import NotFound
from reportedly.ledger.corrections import Judgement, target
from reportedly.ledger.happenings import STANDINGS
from reportedly.ledger.relations import RELATIONS, STOOD_FOR, Pair, fitting, matrix, named, periods, totals
from reportedly.ledger.speakers import NAMELESS, accusations
from reportedly.ledger.statements import STANDING_FOR, statements
from reportedly.ledger.store import Wanted
from reportedly.model import Claim, Event, Frame, MadeBy, Reading, Report, Span, Voice
from reportedly.stores import Store, open_ledger
from reportedly.stores.migrations import migrate


def counts(store: Store, name: str) -> dict[str, int]:
    line = store.actor(name)
    return {k: line[k] for k in ("statements", "asserted", "denied", "accused", "accused_by", "disputes")}


def counted(found: list[Pair]) -> dict[tuple[str, str], int]:
    return dict(totals(found))


# -- actors ----------------------------------------------------------------------------------------------------------


def test_counts_that_were_checked_by_hand(store: Store, examples: list[Reading]) -> None:
    """Belarus: eight denials in six reports, one admission (20 March); it accuses Ukraine once."""
    store.add(examples)
    assert counts(store, "state:BLR") == {"statements": 9, "asserted": 1, "denied": 8, "accused": 1, "accused_by": 0, "disputes": 4}
    assert counts(store, "state:FRA")["accused"] == 2
    assert counts(store, "state:SYR")["accused_by"] == 6
    belarus = store.actor("state:BLR")
    assert (belarus["country"], belarus["kind"], belarus["wikidata"], belarus["reports"]) == ("BLR", "state", "Q184", 6)
    assert belarus["names"] == ["Belarus", "Minsk", "Belarusian"]
    assert {p["actor"]: p["statements"] for p in belarus["parts"]}["role:BLR:foreign-ministry"] == 3
    assert [p["actor"] for p in store.actor("role:BLR:foreign-ministry")["part_of"]] == ["state:BLR"]


def test_counts_are_those_of_all_readings(store: Store, examples: list[Reading]) -> None:
    store.add(examples, batch=5)
    stands = Counter((s.voice.id, s.stand) for r in examples for s in statements(r).values())
    charges = [a for r in examples for a in accusations(r, statements(r))]
    lines, total = store.actors(Wanted())
    assert total == len(lines) == len({v for v, _ in stands} | {x for a in charges for x in (a.accuser, a.accused)} - NAMELESS) - len(NAMELESS & {v for v, _ in stands})
    for line in lines:
        who = line["actor"]
        assert line["asserted"] == sum(stands[who, s] for s in STANDING_FOR) and line["denied"] == stands[who, "denies"]
        assert line["accused"] == sum(a.accuser == who for a in charges) and line["accused_by"] == sum(a.accused == who for a in charges)
        assert line["statements"] == sum(n for (v, _), n in stands.items() if v == who)
        assert line["disputes"] == sum(
            d.state in ("contested", "denied", "admitted", "retracted") and any(who == s.voice for s in (*d.asserted_by, *d.denied_by, *d.doubted_by)) for d in store.disputes()
        )


def test_the_list_of_actors_is_filtered_sorted_and_cut(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    every, total = store.actors(Wanted())
    assert [line["statements"] for line in every] == sorted((line["statements"] for line in every), reverse=True)
    parts = [line for k in range(0, total, 20) for line in store.actors(Wanted(limit=20), offset=k)[0]]
    assert parts == every
    assert {line["country"] for line in store.actors(Wanted(party="SDN"))[0]} == {"SDN"}
    assert [line["actor"] for line in store.actors(Wanted(party="damascus"))[0]] == ["state:SYR"]
    assert {line["kind"] for line in store.actors(Wanted(), kind="person")[0]} == {"person"}
    assert next(iter(store.actors(Wanted(), sort="denied")[0]))["denied"] == max(line["denied"] for line in every)
    states = [line["name"] for line in store.actors(Wanted(), kind="state", sort="name")[0]]
    assert states == sorted(states) and "Belarus" in states
    assert store.actors(Wanted(limit=20), offset=total + 5) == ([], total)


def test_what_an_actor_says_is_cut_by_day(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    whole, total = store.said("state:BLR")
    assert total == 9 and [s["day"] for s in whole] == sorted((s["day"] for s in whole), reverse=True)
    parts = [s for k in range(0, 10, 4) for s in store.said("state:BLR", limit=4, offset=k)[0]]
    assert {(s["report"], s["claim"]) for s in parts} == {(s["report"], s["claim"]) for s in whole} and len(parts) == 9
    denied, n = store.said("state:BLR", "denies")
    assert n == 8 and {s["stand"] for s in denied} == {"denies"}
    assert [s["stand"] for s in store.said("state:BLR", "asserts")[0]] == ["admits"]
    assert Counter({m: n for m, s, n in store.months("state:BLR") if s == "denies"}) == {"2024-03": 8}
    with pytest.raises(NotFound, match="Find it by its name"):
        store.actor("state:XYZ")


# -- relations -------------------------------------------------------------------------------------------------------


def test_who_accuses_whom_with_the_sentences(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    found = counted(store.pairs("accuses", Wanted()))
    assert found[("state:FRA", "state:SYR")] == 2 and found[("state:BLR", "state:UKR")] == 1 and sum(found.values()) == 28
    for (source, accused), n in found.items():
        behind, total = store.behind("accuses", Wanted(source=source, recipient=accused))
        assert len(behind) == total == n
    ukraine = store.behind("accuses", Wanted(source="state:BLR", recipient="state:UKR"))[0][0]
    assert "accused Ukraine of supplying" in ukraine["quote"] and ukraine["day"] == "2024-03-13"
    assert {p.target for p in store.pairs("accuses", Wanted(source="state:FRA"))} == {"state:SYR"}
    assert sum(p.count for p in store.pairs("accuses", Wanted(since="2019-02-18", until="2019-02"), "day") if p.source == "state:FRA") == 1
    assert store.days("accuses", Wanted(source="state:FRA")) == ("2019-02-17", "2019-02-18")
    assert store.days("accuses", Wanted(source="nobody")) == ("", "")


def by_hand(store: Store, changes: frozenset[str]) -> Counter[tuple[str, str]]:
    """Pairs from the disputes themselves."""
    out: Counter[tuple[str, str]] = Counter()
    for d in store.disputes():
        taking = {s.voice for s in d.steps if s.change in changes}
        standing = {s.voice for s in d.steps if s.change in STOOD_FOR}
        out.update((a, b) for a in taking for b in standing if a != b and not any(x.startswith("author:") or x == "unknown" for x in (a, b)))
    return out


def test_who_denies_what_who_says(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    for name, relation in RELATIONS.items():
        if relation.changes:
            found = counted(store.pairs(name, Wanted(), "month"))
            assert found == by_hand(store, relation.changes), name
            for (source, accused), n in found.items():
                behind, total = store.behind(name, Wanted(source=source, recipient=accused))
                assert len({b["proposition"] for b in behind}) == total == n
    assert counted(store.pairs("denies", Wanted()))[("state:BLR", "role:POL:intelligence-official")] == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(readings(), min_size=1, max_size=7))
def test_relations_of_generated_readings(places: Any, found: list[Reading]) -> None:
    with open_ledger(places(), new=True) as store:
        for r in found:
            store.add([r])
        for name, relation in RELATIONS.items():
            if relation.changes:
                assert counted(store.pairs(name, Wanted())) == by_hand(store, relation.changes)
        assert store.happenings(Wanted())[1] == len(store.disputes())


def test_an_accusation_counts_once_a_sentence_and_not_against_oneself() -> None:
    text = "Mali accused Chad of arming rebels. Mali denied it."
    events = (
        Event("e1", "ACCUSE", Span(5, 12), actor=("state:MLI",), recipient=("state:TCD",), frame=Frame("accusation")),
        Event("e2", "AID", Span(21, 27), actor=("state:TCD", "state:MLI"), recipient=("role:x:rebel",), frame=Frame("arms_transfer")),
    )
    claims = (
        Claim("c1", "e1", (Voice("author"),), "asserts", "CT+"), Claim("c2", "e2", (Voice("state:MLI"),), "accuses", "CT+"), Claim("c3", "e1", (Voice("state:TCD"),), "denies", "CT-"),
    )  # fmt: skip
    reading = Reading(Report(text, "sha256:x", published="2024-05-01"), MadeBy("0", "0", "0"), (), events=events, claims=claims)
    found = accusations(reading, statements(reading))
    assert [(a.accuser, a.accused, a.ref.claim) for a in found] == [("state:MLI", "state:TCD", "c1")]  # c2 has its own voice among the accused: it lost its accuser


def test_a_matrix_tells_what_it_leaves_out() -> None:
    found = [Pair("a", "x", "2024", 3), Pair("a", "x", "2025", 2), Pair("b", "y", "2024", 4), Pair("c", "z", "", 1)]
    m = matrix(found, 2, 2)
    assert (m.sources, m.targets, m.cells) == (("a", "b"), ("x", "y"), {("a", "x"): 5, ("b", "y"): 4})
    assert (m.count, m.left_out, m.pairs_left_out, m.row("a"), m.column("y")) == (10, 1, 1, 5, 4)


def test_periods() -> None:
    assert [named(n, "month") for n in periods("2023-11-30", "2024-02", "month")] == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert [named(n, "day") for n in periods("2024-02-28", "2024-03-01", "day")] == ["2024-02-28", "2024-02-29", "2024-03-01"]
    assert [named(n, "year") for n in periods("2023-11-30", "2024-02", "year")] == ["2023", "2024"]
    assert not periods("soon", "2024-02", "year") and not periods("2024", "2023", "day")
    ranges = (("2024-01-01", "2024-01-20"), ("2024", "2025-11"), ("2019-01-01", "2024-01-01"), ("", ""))
    assert [fitting(*x) for x in ranges] == ["day", "month", "year", "year"]


# -- what happened ---------------------------------------------------------------------------------------------------


def test_what_happened_is_one_line_a_dispute(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    lines, total = store.happenings(Wanted())
    assert {x["proposition"]: x["state"] for x in lines} == {x["proposition"]: x["state"] for x in store.summaries(Wanted())} and total == len(lines)
    assert [x["day"] for x in lines] == sorted((x["day"] for x in lines), reverse=True)
    for name, states in STANDINGS.items():
        found, n = store.happenings(Wanted(state=name))
        assert n == len(found) == sum(x["state"] in states for x in lines)
    assert {x["kind"] for x in store.happenings(Wanted(about="arms_transfer"))[0]} == {"arms_transfer"}
    april, n = store.happenings(Wanted(since="2024-03-13", until="2024-03"))
    assert n == len(april) > 0 and all(x["until"] >= "2024-03-13" and x["day"] <= "2024-03-31" for x in april)
    assert [x for k in range(0, total, 100) for x in store.happenings(Wanted(limit=100), k)[0]] == lines
    belarus = {x["proposition"] for x in store.happenings(Wanted(party="BLR"))[0]}
    assert belarus == {x["proposition"] for x in store.summaries(Wanted(party="BLR"))} and belarus


def test_places_carry_their_own_coordinates_or_none(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    located, named, nowhere = store.places(Wanted())
    found = {p["place"]: (p["country"], round(p["lat"], 2), round(p["lon"], 2), dict(states)) for p, states in located}
    assert found["damascus"] == ("SYR", 33.51, 36.29, {"asserted": 2})
    assert found["hargeisa"][3] == {"asserted": 1, "uncontested denial": 1}
    assert named == 20 and sum(sum(x[3].values()) for x in found.values()) + named + nowhere == len(store.summaries(Wanted()))
    assert "united states" not in found  # a country has no coordinates, and gets none
    assert [x["place"] for x in store.happenings(Wanted(place='"el fasher"', country="SDN"))[0]] == ["el fasher"] * 3
    assert store.happenings(Wanted(place="fash"))[1] == 3 and store.happenings(Wanted(place='"fash"'))[1] == 0


# -- keeping ---------------------------------------------------------------------------------------------------------


def test_a_ledger_of_an_older_version_is_filled_when_it_is_opened(places: Any, examples: list[Reading]) -> None:
    place = places()
    with open_ledger(place, new=True) as store:
        store.add(examples[:12])
        want = store.actors(Wanted()), store.happenings(Wanted()), store.pairs("accuses", Wanted())
        assert migrate(store.db, "0008-changes") == ("0010-registers", "0009-speakers")
    with open_ledger(place) as store:
        assert (store.actors(Wanted()), store.happenings(Wanted()), store.pairs("accuses", Wanted())) == want


def test_a_rejected_claim_is_no_statement_any_longer(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    line = store.behind("accuses", Wanted(source="state:BLR", recipient="state:UKR"))[0][0]
    reading = next(r for r in examples if r.report.id == line["report"])
    claims = [c for c in reading.claims if reading.event(c.event).actor == ("state:BLR",) and reading.event(c.event).type == "ACCUSE"]
    store.judge([Judgement(reading.report.id, "reject", target(reading, c), by="ana", at="2024-04-01") for c in claims])
    assert store.behind("accuses", Wanted(source="state:BLR", recipient="state:UKR")) == ([], 0)
