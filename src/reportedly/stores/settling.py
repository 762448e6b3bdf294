"""Components of subjects to rows of propositions, voices and steps."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter

from ..ledger.disputes import Dispute, dispute_all
from ..ledger.leaves import Leaf, desks, outlets
from ..ledger.statements import Statement
from ..ledger.subjects import Entry, Ref, Subject
from ..ledger.summaries import Summary, called, summary
from ..model.codec import record
from .database import Database, Value, forget, insert, within

Subjects = Callable[[Database, Iterable[int]], dict[int, Subject]]
PROPOSITION = (
    "component", "id", "kind", "state", "actor", "recipient", "what", "asserted_by", "denied_by", "doubted_by", "silent", "sources", "claims", "first_day", "last_day", "last_change",
)  # fmt: skip
_cells = attrgetter(*Summary.__slots__)
SIDE = ("proposition", "voice", "name", "country", "party", "stands", "since", "claims", "sources", "evidence")
STEP = ("proposition", "number", "day", "change", "voice", "name", "report", "claim")
MEMBER = ("proposition", "report", "claim", "stand", "day")


def settle(db: Database, subjects: Subjects, touched: Iterable[int], groups: Iterable[set[int]]) -> None:
    """Bring subjects that belong together into one component, and make the disputes of all that is touched."""
    old = set(touched)
    gone = [p for (p,) in within(db, "SELECT id FROM propositions WHERE component IN {values}", sorted(old))]
    joined = list(groups)
    component: dict[int, int] = dict(within(db, "SELECT id, component FROM subjects WHERE id IN {values}", sorted({n for g in joined for n in g})))
    parent: dict[int, int] = {c: c for c in old}
    for group in joined:
        names = sorted({component[n] for n in group if n in component})
        for c in names:
            parent.setdefault(c, c)
        for c in names[1:]:
            low, high = sorted((_root(parent, names[0]), _root(parent, c)))
            parent[high] = low
    fresh = set(parent) - old
    gone += [p for (p,) in within(db, "SELECT id FROM propositions WHERE component IN {values}", sorted(fresh))]
    db.many("UPDATE subjects SET component = ? WHERE component = ?", [(root, c) for c in parent if (root := _root(parent, c)) != c])
    for table, key in (("propositions", "id"), ("members", "proposition"), ("sides", "proposition"), ("steps", "proposition")):
        forget(db, f"DELETE FROM {table} WHERE {key} IN {{values}}", gone)
    write(db, disputes_in(db, subjects, sorted({_root(parent, c) for c in parent})))


def _root(parent: dict[int, int], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


Found = list[tuple[int, tuple[Dispute, ...]]]


def disputes_in(db: Database, subjects: Subjects, components: Iterable[int]) -> Found:
    """The disputes of each of these components."""
    sql = "SELECT s.component, e.report, e.claim, e.subject, e.statement FROM subjects s JOIN entries e ON e.subject = s.id WHERE s.component IN {values}"
    rows = list(within(db, sql, components))
    reports = sorted({r for _, r, *_ in rows})
    material = Material(db, reports)
    known = subjects(db, (n for *_, n, _ in rows))
    parts: dict[int, list[tuple[Ref, Subject, str]]] = defaultdict(list)
    for c, r, claim, n, said in rows:
        parts[c].append((Ref(r, claim), known[n], said))
    return [(c, material.disputes(part)) for c, part in sorted(parts.items())]


class Material:
    """What disputes need beside subjects, for a set of reports."""

    def __init__(self, db: Database, reports: list[str]) -> None:
        self._ties: dict[str, list[tuple[Ref, Ref, float | None]]] = defaultdict(list)
        for r, a, b, score in within(db, "SELECT report, denial, denied, score FROM ties WHERE report IN {values}", reports):
            self._ties[r].append((Ref(r, a), Ref(r, b), score))
        bare = within(db, "SELECT report, claim, statement FROM entries WHERE subject IS NULL AND report IN {values}", reports)
        self._bare = {Ref(r, claim): said for r, claim, said in bare}
        self.family: dict[str, str] = dict(within(db, "SELECT report, family FROM families WHERE report IN {values}", reports))
        self._outlets: dict[str, tuple[str, ...]] = {}
        self._family_of_all: dict[str, str] = {}
        sql = (
            "SELECT f.report, f.family, m.agency, m.outlet, m.byline FROM families f JOIN current c ON c.report = f.report JOIN readings m ON m.id = c.reading WHERE f.family IN {values}"
        )
        for r, family, *names in within(db, sql, sorted(set(self.family.values()))):
            self._outlets[r] = outlets(*names)
            self._family_of_all[r] = family
        self._desks = desks((Leaf(r, o, (), {}, ()) for r, o in self._outlets.items()), self._family_of_all)

    def disputes(self, part: Iterable[tuple[Ref, Subject, str]]) -> tuple[Dispute, ...]:
        """The disputes over claims of one component."""
        found = list(part)
        here = {ref for ref, *_ in found}
        by_report: dict[str, list[tuple[Ref, Subject, str]]] = defaultdict(list)
        for ref, subject, said in found:
            by_report[ref.report].append((ref, subject, said))
        leaves = [self._leaf(r, own, here) for r, own in sorted(by_report.items())]
        return dispute_all(leaves, self.family, self._desks)

    def _leaf(self, report: str, own: list[tuple[Ref, Subject, str]], here: set[Ref]) -> Leaf:
        ties = tuple(t for t in self._ties.get(report, ()) if t[1] in here and (t[0] in here or t[2] is None))
        said = {ref: s for ref, _, s in own} | {a: self._bare[a] for a, _, score in ties if score is None}
        return Leaf(report, (), tuple(Entry(ref, s) for ref, s, _ in own), {ref: statement(s) for ref, s in said.items()}, ties)


def statement(body: str) -> Statement:
    return record(Statement, json.loads(body))


def write(db: Database, found: Found) -> None:
    """Insert the rows of disputes."""
    reports = {s.ref.report for _, ds in found for d in ds for s in d.statements}
    sql = "SELECT m.report, COALESCE(m.agency, m.outlet, m.byline, m.title, m.report) FROM current c JOIN readings m ON m.id = c.reading WHERE c.report IN {values}"
    names: Mapping[str, str] = dict(within(db, sql, sorted(reports)))
    disputes = [d for _, ds in found for d in ds]
    insert(db, "propositions", PROPOSITION, [(c, *_cells(summary(d, names.__getitem__))) for c, ds in found for d in ds])
    insert(db, "members", MEMBER, [(d.proposition.id, s.ref.report, s.ref.claim, s.stand, s.date) for d in disputes for s in d.statements])
    insert(db, "sides", SIDE, [row for d in disputes for row in _sides(d, names.__getitem__)])
    insert(db, "steps", STEP, [row for d in disputes for row in _steps(d, names.__getitem__)])


def _sides(d: Dispute, outlet: Callable[[str], str]) -> Iterable[tuple[Value, ...]]:
    countries = {s.voice.id: s.voice.country for s in d.statements}
    for s in {x.voice: x for x in (*d.asserted_by, *d.denied_by, *d.doubted_by)}.values():
        yield (
            d.proposition.id, s.voice, called(s, outlet), countries.get(s.voice, ""), int(s.party), " ".join(s.stands), s.since, len(s.refs), len(s.families), " ".join(s.evidence),
        )  # fmt: skip


def _steps(d: Dispute, outlet: Callable[[str], str]) -> Iterable[tuple[Value, ...]]:
    for n, s in enumerate(d.steps):
        who = f"{outlet(s.ref.report)} (report)" if s.voice.startswith("author:") else s.name
        yield d.proposition.id, n, s.date, s.change, s.voice, who, s.ref.report, s.ref.claim
