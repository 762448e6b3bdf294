"""What every store does, on each kind of database."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from generated import readings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import NotFound, StoreError
from reportedly.ledger.disputes import Sheaf, disputes
from reportedly.ledger.registers import KINDS, register
from reportedly.ledger.store import Added, Wanted
from reportedly.model import Reading
from reportedly.read.reader import Reader
from reportedly.stores import Store, open_ledger
from reportedly.stores.derived import TABLES
from reportedly.stores.migrations import MIGRATIONS, applied, migrate


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything derived. Reports are numbered as they come, the first of verbatim copies has the sketch, a component is named after one of its reports: which, says nothing."""
    named = {
        "families": "SELECT report, family, wording FROM families",
        "sketches": "SELECT s.shingle, f.wording FROM sketches s JOIN families f ON f.number = s.number",
    }
    out = {}
    for table in TABLES:
        found = store.db.all(named.get(table, f"SELECT * FROM {table}"))
        out[table] = sorted(tuple(map(repr, row)) for row in found)
    return out


def test_reports_go_in_and_disputes_come_out(store: Store, examples: list[Reading]) -> None:
    added = store.add(examples, batch=7)
    assert added == Added(36, 36, sum(len(r.claims) for r in examples))
    assert store.disputes() == disputes(examples)
    assert store.families() == Sheaf.of(examples).families()
    assert list(store.readings()) == sorted(examples, key=lambda r: r.report.id)
    assert store.check() == []


def test_the_same_twice_changes_nothing(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    before = rows(store)
    again = store.add(reversed(examples), batch=3)
    assert again == Added(known=36)
    assert rows(store) == before


def test_the_law_on_the_examples(places: object, examples: list[Reading]) -> None:
    """Any order, any batches, twice."""
    want = None
    for seed in range(4):
        order = random.Random(seed)
        mixed = examples + order.sample(examples, 10)
        order.shuffle(mixed)
        with open_ledger(places(), new=True) as store:  # type: ignore[operator]
            while mixed:
                cut = order.randint(1, 12)
                store.add(mixed[:cut], batch=order.randint(1, 12))
                mixed = mixed[cut:]
            found = rows(store)
        want = want or found
        assert found == want


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(readings(), min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_the_law_on_generated_readings(places: object, found: list[Reading], order: random.Random) -> None:
    """One at a time, in any order: the disputes are those computed from scratch, and so is every derived row."""
    mixed = found + [r for r in found if order.random() < 0.4]
    order.shuffle(mixed)
    with open_ledger(places(), new=True) as store:  # type: ignore[operator]
        for r in mixed:
            store.add([r])
        assert store.families() == Sheaf.of(found).families()
        assert store.disputes() == disputes(found)
        assert [store.register(k) for k in KINDS] == [register(k, found) for k in KINDS]
        before = rows(store)
        store.rebuild()
        assert rows(store) == before


def test_of_two_readings_of_a_report_the_newer_version_counts(store: Store, examples: list[Reading]) -> None:
    old = examples[0]
    new = replace(old, claims=old.claims[:2], links=(), made_by=replace(old.made_by, reportedly="0.10.0"))
    assert store.add([new]).reports == 1
    assert store.add([old]) == Added(0, 1, len(old.claims))
    assert list(store.readings()) == [new]
    assert store.disputes() == disputes([old, new])
    store.add(examples[1:])
    assert store.disputes() == disputes([*examples, new])


def test_bad_readings_are_named_and_the_others_kept(store: Store, examples: list[Reading]) -> None:
    first, second, third = examples[:3]
    half = replace(second, report=replace(second.report, text=second.report.text + "\ud800"))
    other = replace(first, report=replace(first.report, text="Another text."), claims=(), events=(), links=())
    store.add([first])
    added = store.add([half, other, third])
    assert (added.readings, {r for r, _ in added.refused}) == (1, {second.report.id, first.report.id})
    assert store.check() == []


def test_claims_by_voice_party_frame_stance_and_day(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    all_ = store.claims(Wanted())
    assert len(all_) == sum(len(r.claims) for r in examples)
    denied = store.claims(Wanted(source="BLR", about="arms_transfer", stance="denies"))
    assert denied and all(c["stance"] == "denies" and c["frame"] == "arms_transfer" and "BLR" in c["voices"] for c in denied)
    assert store.claims(Wanted(about="arms-transfers")) == store.claims(Wanted(about="arms_transfer"))
    assert {c["type"] for c in store.claims(Wanted(about="ASSAULT"))} == {"ASSAULT"}
    assert all("Rapid Support Forces" in c["recipient"] for c in store.claims(Wanted(recipient="rapid support")))
    days = [c["published"] for c in store.claims(Wanted(since="2024-03", until="2024-03"))]
    assert days and days == sorted(days) and {d[:7] for d in days} == {"2024-03"}
    assert store.claims(Wanted(limit=3)) == all_[:3] and store.claims(Wanted(limit=3, offset=2)) == all_[2:5]


def test_disputes_in_short(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    found = store.summaries(Wanted(about="arms_transfer", state="contested"))
    assert found and all(d["state"] == "contested" and d["asserted_by"] and d["denied_by"] for d in found)
    assert any("Belarus" in d["actor"] and "Rapid Support Forces" in d["recipient"] for d in found)
    assert {d["kind"] for d in store.summaries(Wanted(about="casualties"))} <= {"casualties/killed", "casualties/wounded"}
    whole = store.summaries(Wanted())
    assert len(whole) == len(disputes(examples)) == store.count(Wanted(limit=3))
    assert [d for k in range(0, len(whole), 50) for d in store.summaries(Wanted(limit=50, offset=k))] == whole
    assert store.summaries(Wanted(sources=2)) == [d for d in whole if d["sources"] >= 2]
    assert all(re.search("Belarus|BLR|Dubavik", d["actor"] + d["recipient"] + d["asserted_by"] + d["denied_by"]) for d in store.summaries(Wanted(party="BLR", about="arms_transfer")))


def test_a_timeline_and_who_was_first(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    (d,) = [d for d in store.disputes() if d.proposition.kind == "arms_transfer" and d.state == "contested" and len(d.steps) > 3][:1]
    steps = store.timeline(d.proposition.id)
    assert [(s["day"], s["change"]) for s in steps] == [(s.date, s.change) for s in d.steps]
    assert store.proposition(d.proposition.id[:9]) == d.proposition.id
    (only,) = store.disputes([d.proposition.id])
    assert only == d


@pytest.mark.parametrize(
    ("words", "all_have", "none_has"),
    [("rocket launchers", ("rocket", "launcher"), ()), ('"rocket launchers"', ("rocket launchers",), ()), ("rockets -Tuesday", ("rocket",), ("Tuesday",)), ("denied", ("den",), ())],
)
def test_search(store: Store, examples: list[Reading], words: str, all_have: tuple[str, ...], none_has: tuple[str, ...]) -> None:
    store.add(examples)
    found = store.search(words, limit=50)
    assert found
    assert all(w in line["quote"] for line in found for w in all_have) and not any(w in line["quote"] for line in found for w in none_has)
    assert len({(line["report"], line["quote_start"]) for line in found}) == len(found)
    assert store.search("zeppelins") == []


def test_search_takes_anything_typed(store: Store, examples: list[Reading]) -> None:
    store.add(examples[:2])
    for words in ('"unclosed', "a:b", "NEAR(", "x' OR 1=1 --", "100%", "rocket*", "AND"):
        store.search(words)
    with pytest.raises(StoreError, match="nothing to look for"):
        store.search("-only")


def test_names_of_claims(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    report = examples[0].report.id
    assert store.claim(f"{report[7:15]}#c1").report == report
    for name, message in ((f"{report[7:15]}#c99", "has no claim c99"), ("ffffffffff#c1", "none begins so"), ("c1", "REPORT#CLAIM")):
        with pytest.raises(StoreError, match=message):
            store.claim(name)
    with pytest.raises(NotFound):
        store.proposition("p:nothing")


def test_a_register_from_a_ledger(store: Store, examples: list[Reading]) -> None:
    store.add(examples)
    for kind in KINDS:
        assert store.register(kind) == register(kind, examples)


def test_killed_and_wounded_of_one_sentence_share_a_row(store: Store, reader: Reader) -> None:
    texts = ("The army of Sudan said on Monday that an air raid had killed 34 people and wounded 12 in Nyala.", "Chad said on Monday that shells had killed 3 people.")
    found = [reader.read(t, published="2024-05-06") for t in texts]
    for r in found:
        store.add([r])
    made = store.register("casualties")
    assert made == register("casualties", found)
    (both,) = [r for r in made.records() if r["Wounded"]]
    assert both["Killed"] == "34 people" and both["Wounded"] == "12" and len(made.rows) == 2


def test_a_ledger_from_before_registers_were_kept_gets_them(places: object, examples: list[Reading]) -> None:
    place = places()  # type: ignore[operator]
    with open_ledger(place, new=True) as store:
        store.add(examples)
        want = rows(store)
        migrate(store.db, "0005-views")
    with open_ledger(place) as store:
        assert rows(store) == want and store.register("casualties") == register("casualties", examples)


def test_kept_rows_cannot_be_changed(store: Store, examples: list[Reading]) -> None:
    store.add(examples[:2])
    for table in ("reports", "readings", "claims", "parties"):
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET {'party = party' if table == 'parties' else 'id = id'}"):
            with pytest.raises(StoreError, match="only grows"):
                store.db.run(sql)


def test_a_transaction_that_fails_leaves_nothing(store: Store, examples: list[Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(examples[:2])
    before = rows(store)
    monkeypatch.setattr("reportedly.stores.base.renew", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.add(examples[2:])
    monkeypatch.undo()
    assert rows(store) == before and store.check() == []
    store.add(examples[2:])
    assert store.disputes() == disputes(examples)


def test_migrations_up_and_down(store: Store, examples: list[Reading]) -> None:
    names = [m.name for m in MIGRATIONS]
    assert applied(store.db) == tuple(names)
    store.add(examples[:6])
    want = rows(store)
    assert migrate(store.db, names[0]) == tuple(reversed(names[1:]))
    assert migrate(store.db) == tuple(names[1:])
    store.rebuild()
    assert rows(store) == want and store.search("rockets")
    assert migrate(store.db, "") == tuple(reversed(names))
    assert store.db.tables() <= {"migrations", "sqlite_sequence", "probes"}
    assert migrate(store.db) == tuple(names)
    assert store.add(examples[:6]).reports == 6
    with pytest.raises(StoreError, match="Allowed: 0001"):
        migrate(store.db, "0009-nothing")


def test_a_ledger_of_a_newer_version_is_refused(places: object) -> None:
    place = places()  # type: ignore[operator]
    with open_ledger(place, new=True) as store:
        store.db.run("INSERT INTO migrations (name) VALUES ('0099-later')")
    with pytest.raises(StoreError, match="newer version"):
        open_ledger(place)
