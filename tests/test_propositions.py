"""What is joined and what is not; and the ledger's law: the same reports in any order, in any batches, twice, give the same disputes."""

from __future__ import annotations

import random

import pytest
from conftest import EXAMPLES
from generated import readings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.ledger.compare import join
from reportedly.ledger.disputes import Dispute, Sheaf, disputes
from reportedly.ledger.parties import Party, same
from reportedly.ledger.propositions import keys, pairs, propositions
from reportedly.ledger.subjects import Subject, Thing, Where, Window, entries
from reportedly.model import Reading
from reportedly.read.reader import Reader

RUSSIA = Party("state:RUS", "Russia", "state", "RUS", ("GOV",))
MINISTRY = Party("org:rus-mod", "Russian Defence Ministry", "organisation", "RUS", ("MIL", "GOV"))
WAGNER = Party("org:wagner-group", "Wagner Group", "armed_group", "RUS", ("UAF", "BUS"))
SUDAN = Party("state:SDN", "Sudan", "state", "SDN", ("GOV",))
RSF = Party("org:rapid-support-forces", "Rapid Support Forces", "armed_group", "SDN", ("UAF", "REB"))
IRAN = Party("state:IRN", "Iran", "state", "IRN", ("GOV",))
ROCKETS, DRONES, WEAPONS = Thing("rocket"), Thing("drone", category="IV"), Thing("weapon")
RECENT = Window(738_850, 738_960, False)
FEBRUARY, MARCH = Window(738_917, 738_945, True), Window(738_946, 738_976, True)


def transfer(*things: Thing, by: Party = RUSSIA, to: Party | None = RSF, window: Window = RECENT, **more: object) -> Subject:
    return Subject("arms_transfer", (by,), (to,) if to else (), things, window=window, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (transfer(ROCKETS), transfer(Thing("launcher", ("rocket",))), "items: launcher / rocket"),
        (transfer(ROCKETS), transfer(WEAPONS, by=WAGNER), "actors: Wagner Group is an armed group of Russia"),
        (transfer(ROCKETS), transfer(ROCKETS, by=MINISTRY), "actors: Russian Defence Ministry is part of Russia"),
        (transfer(ROCKETS), transfer(ROCKETS, to=None), "actors: Russia"),
        (transfer(Thing("rocket", quantity=2000)), transfer(Thing("rocket", quantity=1500)), "items: rocket (figures differ: 1500 and 2000)"),
        (transfer(ROCKETS, window=FEBRUARY), transfer(ROCKETS, window=Window(738_930, 738_932, True)), "time: 2024-02-14 to 2024-02-16"),
    ],
)  # fmt: skip
def test_joined_with_its_reasons(a: Subject, b: Subject, reason: str) -> None:
    found = join(a, b)
    assert found.joined, found
    assert any(w.startswith(reason) for w in found.why), found.why


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (transfer(ROCKETS), transfer(DRONES), "items: drone against rocket"),
        (transfer(ROCKETS), transfer(ROCKETS, to=SUDAN), "recipients: "),
        (transfer(ROCKETS), transfer(ROCKETS, by=IRAN), "actors: "),
        (transfer(ROCKETS, window=FEBRUARY), transfer(ROCKETS, window=MARCH), "stated dates: "),
        (transfer(Thing("launcher", quantity=6)), transfer(Thing("launcher", quantity=18)), "numbers: 6 against 18 (launcher)"),
        (transfer(ROCKETS, where=Where("kufra", "LBY", 24.2, 23.3, True)), transfer(ROCKETS, where=Where("tunis", "TUN", 36.8, 10.2, True)), "places: kufra against tunis"),
        (transfer(ROCKETS), Subject("designation", (RUSSIA,), (RSF,)), "kind: "),
        (Subject("casualties/killed", (), (SUDAN,), measure="7"), Subject("casualties/killed", (), (SUDAN,), measure="11"), "figures: 11 against 7"),
    ],
)  # fmt: skip
def test_not_joined_and_why(a: Subject, b: Subject, reason: str) -> None:
    found = join(a, b)
    assert not found.joined
    assert any(reason in w or w.startswith(reason) for w in found.against), found.against


def test_a_rebel_group_is_no_part_of_its_state() -> None:
    assert same(RSF, SUDAN) is None
    assert same(WAGNER, RUSSIA) is not None


def test_a_wider_denial_is_carried_by_its_link() -> None:
    wide = transfer(WEAPONS, to=SUDAN)
    assert not join(transfer(ROCKETS), wide).joined
    assert join(transfer(ROCKETS), wide, linked=0.6).joined


@settings(max_examples=100, deadline=None)
@given(st.lists(readings(), min_size=2, max_size=5))
def test_join_is_symmetric_and_blocking_loses_nothing(found: list[Reading]) -> None:
    subjects = sorted({e.subject for r in found for e in entries(r)})
    near = set(pairs(subjects))
    for n, a in enumerate(subjects):
        for m, b in enumerate(subjects[n + 1 :], n + 1):
            assert join(a, b) == join(b, a)
            if join(a, b).joined:
                assert (n, m) in near, (keys(a), keys(b))


@settings(max_examples=100, deadline=None)
@given(st.lists(readings(), min_size=2, max_size=6))
def test_no_proposition_holds_a_contradiction(found: list[Reading]) -> None:
    """However long the chain of joins: no two subjects of one proposition exclude each other."""
    made = propositions([e for r in found for e in entries(r)])
    for p in made:
        for n, a in enumerate(p.subjects):
            assert not any(join(a, b).against for b in p.subjects[n + 1 :])
    members = [ref for p in made for ref in p.members]
    assert len(members) == len(set(members)) == sum(len(entries(r)) for r in {r.report.id: r for r in found}.values())


def batched(found: list[Reading], order: random.Random) -> tuple[Dispute, ...]:
    """The disputes of the readings in another order, in random batches merged in random order, some readings given twice."""
    mixed = found + [r for r in found if order.random() < 0.4]
    order.shuffle(mixed)
    sheaves = []
    while mixed:
        cut = order.randint(1, len(mixed))
        sheaves.append(Sheaf.of(mixed[:cut]))
        mixed = mixed[cut:]
    order.shuffle(sheaves)
    whole = sheaves[0]
    for s in sheaves[1:]:
        whole = s.merge(whole) if order.random() < 0.5 else whole.merge(s)
    return disputes(whole)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(st.lists(readings(), min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_the_law_on_generated_readings(found: list[Reading], order: random.Random) -> None:
    want = disputes(found)
    assert batched(found, order) == want
    assert batched(list(reversed(found)), order) == want


@pytest.fixture(scope="module")
def examples(reader: Reader) -> list[Reading]:
    from reportedly.ingest import from_path

    return list(reader.pipe(from_path(p) for p in sorted(EXAMPLES.glob("*.md"))))


def test_the_law_on_the_examples(examples: list[Reading]) -> None:
    want = disputes(examples)
    assert len(want) > 100
    for seed in range(110):
        assert batched(examples, random.Random(seed)) == want, seed


def test_the_law_with_two_readings_of_one_report(examples: list[Reading]) -> None:
    from dataclasses import replace

    other = replace(examples[0], claims=examples[0].claims[:3], links=())
    assert disputes([examples[0], other]) == disputes([other, examples[0]])
