"""Groups of subjects to rows of propositions, voices and steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from operator import attrgetter

from ..ledger.disputes import Dispute, dispute_over
from ..ledger.happenings import happening
from ..ledger.leaves import Leaf, desks, outlets
from ..ledger.propositions import proposition
from ..ledger.statements import Statement
from ..ledger.subjects import Entry, Ref, Subject
from ..ledger.summaries import Summary, called, summary
from . import registers
from .changes import mark, note
from .database import Database, Value, forget, insert, within
from .patches import Known, Patch, reached
from .records import OUTLET

PROPOSITION = (
    "id", "kind", "state", "actor", "recipient", "what", "asserted_by", "denied_by", "doubted_by", "silent", "sources", "claims", "first_day", "last_day", "last_change",
)  # fmt: skip
_cells = attrgetter(*Summary.__slots__)
SIDE = ("proposition", "voice", "name", "country", "party", "stands", "since", "claims", "sources", "evidence")
STEP = ("proposition", "number", "day", "change", "voice", "name", "report", "claim")
HAPPENING = ("proposition", "day", "until", "stated", "place", "country", "lat", "lon")
MEMBER = ("proposition", "report", "claim", "stand", "day")


def settle(db: Database, known: Known, touched: Iterable[int], broken: set[str]) -> None:
    """Make the disputes that a change reaches."""
    patch = Patch(db, known)
    again, gone = reached(patch, touched, broken)
    for table, key in (("propositions", "id"), *((t, "proposition") for t in ("members", "sides", "steps", "happenings", "register_rows"))):
        forget(db, f"DELETE FROM {table} WHERE {key} IN {{values}}", sorted(gone))
    made = sorted(_disputes(db, patch, again, False), key=lambda d: d.proposition.id)  # rows in the order of their keys go in faster
    marks = write(db, made)
    registers.write(db, known.opened, made)
    number = {patch.subjects[n]: n for g in again for n in g}
    moved = [(d.proposition.id, n) for d in made for s in d.proposition.subjects if patch.label[n := number[s]] != d.proposition.id]
    db.many("UPDATE subjects SET proposition = ? WHERE id = ?", moved)
    before: dict[str, set[str]] = defaultdict(set)
    for new, n in moved:
        before[new].update(old for old in (patch.label[n],) if old)
    note(db, marks, before, gone)


def disputes_of(db: Database, known: Known, propositions: Iterable[str]) -> list[Dispute]:
    """The disputes over these propositions in full."""
    patch = Patch(db, known)
    wanted = set(propositions)
    patch.load(labels=wanted)
    groups = [patch.groups[p] for p in sorted(wanted) if patch.groups[p]]
    patch.look(patch.next_to(n for g in groups for n in g))
    return _disputes(db, patch, groups, True)


def _disputes(db: Database, patch: Patch, groups: list[set[int]], reasons: bool) -> list[Dispute]:
    parts = [patch.part(g, reasons) for g in groups]
    refs: dict[int, list[Ref]] = defaultdict(list)
    said: dict[Ref, str] = {}
    sql = "SELECT subject, report, claim, statement FROM entries WHERE subject IN {values}"
    for n, report, claim, body in within(db, sql, sorted({n for p in parts for n in (*p.inside, *p.beside)})):
        refs[n].append(ref := Ref(report, claim))
        said[ref] = body
    subject = {ref: patch.subjects[n] for n, found in refs.items() for ref in found}
    made = [
        proposition([patch.subjects[n] for n in p.inside], [tuple(sorted(refs[n])) for n in p.inside], p.joins, (r for n in p.beside for r in refs[n]))
        for p in parts
    ]  # fmt: skip
    material = Material(db, patch.known, said, subject)
    return list(dispute_over(made, material.leaves, material.family, material.desks))


class Material:
    """What disputes need beside propositions: the statements as leaves, bare denials of them, families and outlets."""

    def __init__(self, db: Database, known: Known, said: Mapping[Ref, str], subject: Mapping[Ref, Subject]) -> None:
        reports = sorted({ref.report for ref in said})
        ties: dict[str, list[tuple[Ref, Ref, float | None]]] = defaultdict(list)
        statements: dict[str, dict[Ref, Statement]] = defaultdict(dict)
        for ref, body in said.items():
            statements[ref.report][ref] = known.statement(body)
        sql = (
            "SELECT t.report, t.denial, t.denied, e.statement FROM ties t JOIN entries e ON e.report = t.report AND e.claim = t.denial WHERE t.bare = 1 AND t.report IN {values}"
        )
        for r, denial, denied, body in within(db, sql, reports):
            if Ref(r, denied) in said:
                ties[r].append((Ref(r, denial), Ref(r, denied), None))
                statements[r][Ref(r, denial)] = known.statement(body)
        entries: dict[str, list[Entry]] = defaultdict(list)
        for ref, s in subject.items():
            entries[ref.report].append(Entry(ref, s))
        self.leaves = [Leaf(r, (), tuple(entries[r]), statements[r], tuple(ties[r])) for r in reports]
        self.family: dict[str, str] = dict(within(db, "SELECT report, family FROM families WHERE report IN {values}", reports))
        cited = any(s.cited for x in self.leaves for s in x.statements.values())
        self.desks = _desks(db, set(self.family.values())) if cited else {}


def _desks(db: Database, families: set[str]) -> dict[str, set[str]]:
    """Who published reports of these families."""
    sql = (
        "SELECT f.report, f.family, m.agency, m.outlet, m.byline FROM families f JOIN current c ON c.report = f.report JOIN readings m ON m.id = c.reading WHERE f.family IN {values}"
    )
    rows = list(within(db, sql, sorted(families)))
    return desks((Leaf(r, outlets(*names), (), {}, ()) for r, _, *names in rows), {r: family for r, family, *_ in rows})


def write(db: Database, disputes: list[Dispute]) -> dict[str, str]:
    """Insert the rows of disputes; a mark of each one's rows, which another content would change."""
    sql = f"SELECT m.report, {OUTLET} FROM current c JOIN readings m ON m.id = c.reading WHERE c.report IN {{values}}"
    names: Mapping[str, str] = dict(within(db, sql, sorted({s.ref.report for d in disputes for s in d.statements})))
    outlet = names.__getitem__
    lines = {d.proposition.id: _cells(summary(d, outlet)) for d in disputes}
    members = {d.proposition.id: [(d.proposition.id, s.ref.report, s.ref.claim, s.stand, s.date) for s in d.statements] for d in disputes}
    sides = {d.proposition.id: list(_sides(d, outlet)) for d in disputes}
    steps = {d.proposition.id: list(_steps(d, outlet)) for d in disputes}
    insert(db, "propositions", PROPOSITION, lines.values())
    for table, columns, rows in (("members", MEMBER, members), ("sides", SIDE, sides), ("steps", STEP, steps)):
        insert(db, table, columns, chain.from_iterable(rows.values()))
    insert(db, "happenings", HAPPENING, [_happening(d) for d in disputes])
    return {i: mark(lines[i], members[i], sides[i], steps[i]) for i in lines}


def _sides(d: Dispute, outlet: Callable[[str], str]) -> Iterable[tuple[Value, ...]]:
    countries = {s.voice.id: s.voice.country for s in d.statements}
    for s in {x.voice: x for x in (*d.asserted_by, *d.denied_by, *d.doubted_by)}.values():
        yield (
            d.proposition.id, s.voice, called(s, outlet), countries.get(s.voice, ""), int(s.party), " ".join(s.stands), s.since, len(s.refs), len(s.families), " ".join(s.evidence),
        )  # fmt: skip


def _happening(d: Dispute) -> tuple[Value, ...]:
    h = happening(d)
    w = h.where
    return d.proposition.id, h.day, h.until, int(h.stated), w.name, w.country, w.lat if w.located else None, w.lon if w.located else None


def _steps(d: Dispute, outlet: Callable[[str], str]) -> Iterable[tuple[Value, ...]]:
    for n, s in enumerate(d.steps):
        who = f"{outlet(s.ref.report)} (report)" if s.voice.startswith("author:") else s.name
        yield d.proposition.id, n, s.date, s.change, s.voice, who, s.ref.report, s.ref.claim
