"""Judgements: what counts is the machine's record with the latest of them; nothing of either is lost."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from generated import readings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import NotAllowed, NotFound, StoreError
from reportedly.ledger.cases import cases
from reportedly.ledger.corrections import Judgement, corrected, detail, find, judgement, placed, target
from reportedly.ledger.disputes import Dispute, Sheaf, dispute_all, disputes
from reportedly.ledger.fields import checked
from reportedly.ledger.judging import Record, Wish, judge, standing, take_back
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


def test_one_judgement_is_taken_back_and_so_is_that(store: Store, pair: list[Reading]) -> None:
    store.add(pair)
    before = store.disputes()
    first, second = judged(pair[1], set=(("stance", "admits"),)), judged(pair[1], at="2024-04-02", set=(("recipient", "state:SDN"),))
    store.judge([first, second])
    both = store.disputes()
    undo = take_back(Wish("undo", "eve", "heard it again", "2024-04-03"), second)
    store.judge([undo])
    (claim,) = store.claims(Wanted(source="BLR", about="arms_transfer"))
    assert (claim["stance"], claim["recipient"]) == ("admits", "Mali")
    again = take_back(Wish("undo", "ana", "no", "2024-04-01"), undo)  # the clock of her machine is slow: an undo that names what it takes back holds all the same
    store.judge([again])
    assert store.disputes() == both
    store.judge([take_back(Wish("undo", "ana", "", "2024-04-04"), j) for j in (first, second)])
    assert store.disputes() == before and store.check() == []
    assert {j.judgement.id for j in store.judged() if not j.holds} == {undo.id, first.id, second.id}
    store.judge([judged(pair[1], action="undo", at="2024-04-05"), judged(pair[1], at="2024-04-06", set=(("stance", "doubts"),))])
    assert [c["stance"] for c in store.claims(Wanted(source="BLR", about="arms_transfer"))] == ["doubts"]


def test_a_confirmed_claim_counts_as_before_and_is_marked(store: Store, pair: list[Reading]) -> None:
    store.add(pair)
    before = store.disputes()
    ref = next(s.ref for d in before for s in d.statements if s.ref.report == pair[1].report.id)
    wish = Wish("confirm", "ana", "read it", "2024-04-01")
    store.judge(judge(wish, [store.record(ref)]))
    assert store.disputes() == before and store.record(ref).standing == ("confirmed",)
    assert standing(store.standing([ref.report])[ref.report, ref.claim]) == ("confirmed",)
    line = list(cases(pair[1], store.judgements()))[1]
    assert "stance=denies" in line and "fact=CT-" in line and "polarity=positive" in line and "start=" not in line
    otherwise = replace(pair[1], claims=(replace(pair[1].claims[0], stance="admits"), *pair[1].claims[1:]))
    assert "# confirmed before it was read otherwise: stance=denies" in list(cases(otherwise, store.judgements()))[1]
    store.judge(judge(Wish("set", "eve", "no", "2024-04-02", {"stance": "doubts"}), [store.record(ref)]))
    assert store.record(ref).standing == ("corrected",)
    store.judge(judge(Wish("reject", "eve", "no", "2024-04-03"), [store.record(ref)]))
    with pytest.raises(NotAllowed, match="Take that back first"):
        judge(wish, [store.record(ref)])


def test_of_two_claims_about_one_event_the_latest_value_holds(pair: list[Reading]) -> None:
    """Whichever of them comes first in the report."""
    r = replace(pair[0], claims=(pair[0].claims[0], replace(pair[0].claims[0], id="c9")))
    r = replace(r, claims=(r.claims[0], replace(r.claims[1], voices=(replace(r.claims[1].voices[0], actor="author", attribution=None),))))
    own = [judged(r, n, at=at, set=(("polarity", value),)) for n, at, value in ((1, "2024-04-01", "negative"), (0, "2024-04-02", "positive"))]
    assert corrected(r, own).event(r.claims[0].event).polarity == "positive"
    assert corrected(r, [replace(j, at=at) for j, at in zip(own, ("2024-04-03", "2024-04-02"), strict=True)]).event(r.claims[0].event).polarity == "negative"


def test_a_new_type_brings_its_code(pair: list[Reading]) -> None:
    e = corrected(pair[0], [judged(pair[0], set=(("type", "ASSAULT"),))]).events[0]
    assert (e.type, e.mode, e.cameo) == ("ASSAULT", None, "190")
    e = corrected(pair[0], [judged(pair[0], set=(("type", "ASSAULT"), ("cameo", "195")))]).events[0]
    assert (e.type, e.cameo) == ("ASSAULT", "195")
    earlier = judged(pair[0], set=(("cameo", "071"), ("factuality", "PS+")), at="2024-03-01")
    later = corrected(pair[0], [earlier, judged(pair[0], set=(("type", "ASSAULT"), ("stance", "denies")))])
    assert (later.events[0].cameo, later.claims[0].factuality) == ("190", "CT-")


def test_of_two_acts_in_one_word_one_is_judged(store: Store, reader: Reader) -> None:
    listed = reader.read("Canada sanctioned Orsa Lines and Kestrel Bank on Monday.", published="2024-03-04")
    acts = [n for n, c in enumerate(listed.claims) if listed.event(c.event).frame]
    assert len(acts) == 2 and len({target(listed, listed.claims[n]) for n in acts}) == 2
    assert all(find(listed, target(listed, listed.claims[n])) == listed.claims[n] for n in acts)
    assert judged(listed, acts[0]).id != judged(listed, acts[1]).id
    store.add([listed])
    store.judge([judged(listed, acts[1], "reject")])
    assert [d["recipient"] for d in store.summaries(Wanted(about="designation"))] == ["Orsa Lines"]


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
        action = order.choice(["set", "reject", "merge", "split", "confirm", "undo"])
        values = order.choice([(("stance", "admits"),), (("actor", "state:SDN"), ("polarity", "negative")), (("voice", "author"),)]) if action == "set" else ()
        merged = action == "merge"
        judged_.append(Judgement(r.report.id, action, t, values, (), u if merged else None, other.report.id if merged else "", "g" if action == "split" else "", at=f"{n}"))  # type: ignore[arg-type]
        if order.random() < 0.3:
            judged_.append(take_back(Wish("undo", "eve", "", f"{n}"), order.choice(judged_)))
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


def test_values_are_checked(pair: list[Reading]) -> None:
    assert checked("stance", "denies") == "denies"
    record = Record.of(pair[1], (), pair[1].claims[0].id)
    for field, value, message in (
        ("stance", "denied", "Allowed: asserts"), ("colour", "red", "no such field. Allowed: stance"), ("type", "WAR", "Allowed: AGREE"), ("cameo", "999", "codes of CAMEO"),
        ("start", "May", "Allowed: YYYY-MM-DD"), ("end", "2024-02-30", "Allowed: YYYY-MM-DD"), ("voice", "", "one nearest voice"), ("voice", "PRK RUS", "one nearest voice"),
        ("actor", "org:nobody", "Allowed: a country's code"), ("mode", "visit", "not allowed for AID"),
    ):  # fmt: skip
        with pytest.raises(StoreError, match=message):
            judge(Wish("set", "ana", "", "2024", {field: value}), [record])
    with pytest.raises(NotAllowed, match="before the start 2024-05-02"):
        judge(Wish("set", "ana", "", "2024", {"start": "2024-05-02", "end": "2024-05-01"}), [record])
    with pytest.raises(NotAllowed, match="no field has a new value"):
        judge(Wish("set", "ana", "", "2024"), [record])


def test_actors_are_named_by_code_id_or_name(pair: list[Reading]) -> None:
    record = Record.of(pair[1], (), pair[1].claims[0].id)
    for text, want in (("PRK", "state:PRK"), ("north korea, Belarus", "state:PRK state:BLR"), ("PRK BLR", "state:PRK state:BLR"), ("org:hamas", "org:hamas"), ("Britain", "state:GBR"), ("", "")):
        (j,) = judge(Wish("set", "ana", "", "2024", {"recipient": text}), [record])
        assert dict(j.set)["recipient"] == want
        assert {a.id for a in j.actors} == set(want.split())
    with pytest.raises(NotAllowed, match="Did you mean North Korea"):
        judge(Wish("set", "ana", "", "2024", {"recipient": "North Koera"}), [record])
    twice = replace(record.machine, actors=(*record.machine.actors, replace(record.machine.actors[0], id="org:x")))
    with pytest.raises(NotAllowed, match="2 actors of the report have this name"):
        judge(Wish("set", "ana", "", "2024", {"recipient": record.machine.actors[0].name}), [replace(record, machine=twice)])


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
