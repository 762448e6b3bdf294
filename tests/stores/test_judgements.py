"""Judgements: what counts is the machine's record with the latest of them; nothing of either is lost."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from generated import readings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import NotFound, StoreError
from reportedly.ledger.cases import cases
from reportedly.ledger.corrections import Judgement, checked, corrected, detail, find, judgement, placed, target
from reportedly.ledger.disputes import Dispute, Sheaf, dispute_all, disputes
from reportedly.ledger.leaves import desks, leaf
from reportedly.ledger.store import Wanted
from reportedly.model import Reading, Span
from reportedly.read.reader import Reader
from reportedly.stores import Store, open_ledger

ALLEGED = "Ukraine said on Monday that Belarus had delivered 18 rocket launchers to Mali."
DENIED = "Belarus on Wednesday denied delivering rocket launchers to Mali."
OTHER = "Kenya said on Tuesday that Rwanda had delivered drones to Burundi."


def effective(found: list[Reading], judged: list[Judgement]) -> tuple[Dispute, ...]:
    """Disputes with judgements, computed from scratch."""
    sheaf = Sheaf.of(found)
    on: dict[str, tuple[Judgement, ...]] = {r: tuple(j for j in judged if j.report == r) for r in sheaf.readings}
    leaves = [placed(leaf(corrected(r, on[i])), lambda i: (sheaf.readings[i], on[i])) for i, r in sheaf.readings.items()]
    family_of = sheaf.families()
    return dispute_all(leaves, family_of, desks(leaves, family_of))


@pytest.fixture
def pair(reader: Reader) -> list[Reading]:
    return [reader.read(text, published=day) for text, day in ((ALLEGED, "2024-03-04"), (DENIED, "2024-03-06"), (OTHER, "2024-03-05"))]


def judged(reading: Reading, claim: int = 0, action: str = "set", at: str = "2024-04-01", **more: object) -> Judgement:
    return Judgement(reading.report.id, action, target(reading, reading.claims[claim]), by="ana", why="heard the tape", at=at, **more)  # type: ignore[arg-type]


def transfers(store: Store) -> list[tuple[str, str, str]]:
    return sorted((d["state"], d["asserted_by"], d["denied_by"]) for d in store.summaries(Wanted(about="arms_transfer")))


def test_set_changes_what_counts_and_keeps_the_machines_record(store: Store, pair: list[Reading]) -> None:
    store.add(pair)
    machine = list(store.db.all("SELECT claim, stance FROM claims ORDER BY id"))
    assert ("contested", "Ukraine", "Belarus") in transfers(store)
    assert store.judge([judged(pair[1], set=(("stance", "admits"),))]) == 1
    assert ("contested", "Ukraine", "Belarus") not in transfers(store)
    (claim,) = list(store.claims(Wanted(source="BLR", about="arms_transfer")))
    assert (claim["stance"], claim["factuality"], claim["judged"]) == ("admits", "CT+", 1)
    assert store.db.all("SELECT claim, stance FROM claims ORDER BY id")[: len(machine)] == machine
    assert store.machine(pair[1].report.id) == pair[1]
    assert store.check() == []


def test_the_latest_holds_and_undo_takes_all_back(store: Store, pair: list[Reading]) -> None:
    store.add(pair)
    before = store.disputes()
    late = judged(pair[1], at="2024-04-03", set=(("stance", "doubts"),))
    store.judge([late])
    store.judge([judged(pair[1], at="2024-04-02", set=(("stance", "admits"),))])
    assert [c["stance"] for c in store.claims(Wanted(source="BLR", about="arms_transfer"))] == ["doubts"]
    assert store.judge([late]) == 0
    store.judge([judged(pair[1], action="undo", at="2024-04-04")])
    assert store.disputes() == before
    assert len(store.judgements()) == 3


def test_a_rejected_claim_counts_no_longer(store: Store, pair: list[Reading]) -> None:
    store.add(pair)
    store.judge([judged(pair[0], action="reject")])
    assert ("contested", "Ukraine", "Belarus") not in transfers(store)
    assert all("Ukraine" not in d[1] for d in transfers(store))
    assert store.check() == []


def test_merge_and_split(store: Store, pair: list[Reading]) -> None:
    store.add(pair)
    count = len(store.disputes())
    store.judge([judged(pair[2], action="merge", other=target(pair[0], pair[0].claims[0]), other_report=pair[0].report.id)])
    assert len(store.disputes()) == count - 1
    assert ("contested", "Kenya, Ukraine", "Belarus") in transfers(store) or ("contested", "Ukraine, Kenya", "Belarus") in transfers(store)
    store.judge([judged(pair[1], action="split", group="split:1")])
    assert ("uncontested denial", "", "Belarus") in transfers(store)
    assert store.disputes() == effective(pair, list(store.judgements()))
    assert store.check() == []


def test_judgements_survive_a_newer_reading(store: Store, pair: list[Reading]) -> None:
    """The newer version finds one event more before it, so that the claim has another number."""
    store.add(pair)
    store.judge([judged(pair[1], set=(("stance", "admits"),))])
    r = pair[1]
    first = replace(r.events[0], id="e0", anchor=Span(0, 7), type="CONSULT", frame=None)
    newer = replace(
        r,
        events=(first, *r.events),
        claims=(replace(r.claims[0], id="c1", event="e0", stance="asserts"), *(replace(c, id=f"c{n}") for n, c in enumerate(r.claims, 2))),
        links=(),
        made_by=replace(r.made_by, reportedly="9.0.0"),
    )
    store.add([newer])
    found = {c["claim"]: c["stance"] for c in store.claims(Wanted(source="BLR"))}
    assert found["c1"] == "asserts" and found["c2"] == "admits"
    assert store.disputes() == effective([pair[0], newer, pair[2]], list(store.judgements()))
    store.rebuild()
    assert store.disputes() == effective([pair[0], newer, pair[2]], list(store.judgements()))


def test_a_judgement_that_fits_no_claim_waits(store: Store, pair: list[Reading]) -> None:
    store.add(pair)
    before = store.disputes()
    lost = replace(judged(pair[1], set=(("stance", "admits"),)), target=replace(target(pair[1], pair[1].claims[0]), anchor=Span(0, 1)))
    store.judge([lost])
    assert store.disputes() == before and len(store.judgements()) == 1
    assert store.db.all("SELECT claim FROM attached") == [(None,)]
    with pytest.raises(NotFound, match="Add its reading first"):
        store.judge([replace(lost, report="sha256:0")])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(readings(), min_size=2, max_size=5, unique_by=lambda r: r.report.id), st.data())
def test_the_law_with_judgements(places: object, found: list[Reading], data: st.DataObject) -> None:
    """Readings and judgements in any order, judgements after their report: as computed from scratch, and as rebuilt."""
    order = data.draw(st.randoms(use_true_random=False))
    judged_: list[Judgement] = []
    for n in range(data.draw(st.integers(1, 5))):
        r, other = order.choice(found), order.choice(found)
        t, u = target(r, order.choice(r.claims)), target(other, order.choice(other.claims))
        action = order.choice(["set", "reject", "merge", "split", "undo"])
        values = order.choice([(("stance", "admits"),), (("actor", "state:SDN"), ("polarity", "negative")), (("voice", "author"),)]) if action == "set" else ()
        merged = action == "merge"
        judged_.append(Judgement(r.report.id, action, t, values, (), u if merged else None, other.report.id if merged else "", "g" if action == "split" else "", at=f"{n}"))  # type: ignore[arg-type]
    random.Random(order.random()).shuffle(judged_)
    with open_ledger(places(), new=True) as store:  # type: ignore[operator]
        store.add(found[:1])
        store.judge([j for j in judged_ if j.report == found[0].report.id and j.other_report in ("", found[0].report.id)])
        store.add(found)
        for j in judged_:
            store.judge([j])
        assert store.disputes() == effective(found, judged_)
        assert [e for e in store.check() if "hash of its text" not in e] == []
        store.rebuild()
        assert store.disputes() == effective(found, judged_)


def test_a_judgement_is_written_and_read() -> None:
    from reportedly.model import Actor

    j = Judgement("sha256:1", "set", judgement_target(), (("voice", "state:PRK"),), (Actor("state:PRK", "North Korea", "state", "PRK", ("GOV",)),), by="ana", why="“so”", at="2024")
    assert judgement(detail(j)) == j and judgement(detail(j)).id == j.id


def judgement_target() -> object:
    from reportedly.ledger.corrections import Target

    return Target(Span(3, 9), "author", "AID", Span(1, 2))


def test_values_are_checked() -> None:
    assert checked("stance", "denies") == "denies"
    for field, value, message in (("stance", "denied", "Allowed: asserts"), ("colour", "red", "no such field. Allowed: stance")):
        with pytest.raises(StoreError, match=message):
            checked(field, value)


def test_corrections_become_cases(pair: list[Reading]) -> None:
    from marked import parse

    lines = list(cases(pair[1], [judged(pair[1], set=(("stance", "admits"),))]))
    assert lines == ["# ana: heard the tape", f"@frame=arms_transfer stance=admits voice=BLR actor=BLR recipient=MLI :: {DENIED}"]
    assert parse(lines[1].partition(" :: ")[2]).text == DENIED
    assert list(cases(pair[1], [judged(pair[1], action="reject")]))[1] == f"@none=AID :: {DENIED}"
    assert list(cases(pair[1], [judged(pair[1], action="reject"), judged(pair[1], action="undo", at="2025")])) == []


def test_no_claim_is_found_where_none_stands(examples: list[Reading]) -> None:
    for r in examples[:12]:
        for c in r.claims:
            t = target(r, c)
            assert find(r, t) is not None
            assert r.event(find(r, t).event).anchor.touches(t.anchor)  # type: ignore[union-attr]


def test_from_scratch_without_judgements_is_the_plain_computation(examples: list[Reading]) -> None:
    assert effective(examples[:12], []) == disputes(examples[:12])
