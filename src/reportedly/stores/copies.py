"""Wire families, kept up as reports come: candidates by shared shingles, the decision by `ledger.families` over what hangs together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from ..ledger.families import SHARED, families
from ..ledger.shingles import shingles
from ..ledger.wording import wording
from ..model import Reading, Report
from ..model.codec import record
from .database import Database, insert, within


def sketch(report: Report) -> frozenset[int]:
    """The hashes by which `ledger.families` looks for copies."""
    return frozenset(map(int, shingles(wording(report))))


def renew(db: Database, changed: Mapping[str, Reading]) -> set[str]:
    """Take reports in; the reports whose family has another name or another outlet now."""
    had = {r: (f, c) for r, f, c in within(db, "SELECT report, family, component FROM families WHERE report IN {values}", changed)}
    moved = {m for (m,) in within(db, "SELECT report FROM families WHERE family IN {values}", (f for f, _ in had.values()))}
    new = [r for r in changed if r not in had]
    sketches = {r: sketch(changed[r].report) for r in new}
    ((top,),) = db.all("SELECT COALESCE(MAX(number), 0) FROM families")
    numbered = {r: n for n, r in enumerate(new, int(top) + 1)}
    insert(db, "sketches", ("shingle", "number"), sorted((h, n) for r, n in numbered.items() for h in sketches[r]))
    insert(db, "families", ("report", "family", "component", "size", "number"), [(r, r, r, len(sketches[r]), n) for r, n in numbered.items()])
    joined = [r for r, n in numbered.items() if _join(db, n, sketches[r])]
    again = {c for (c,) in within(db, "SELECT DISTINCT component FROM families WHERE report IN {values}", joined)}
    return moved | _decide(db, again, {r: x.report for r, x in changed.items()}) | set(new)


def _join(db: Database, number: int, mine: frozenset[int]) -> bool:
    """Put a report to all with which it shares as much as copies do. Is it no longer alone?"""
    shared: Counter[int] = Counter()
    for other, n in within(db, "SELECT number, COUNT(*) FROM sketches WHERE shingle IN {values} GROUP BY number", sorted(mine)):
        shared[other] += n
    known = list(within(db, "SELECT number, component, size FROM families WHERE number IN {values}", sorted({*shared, number})))
    mates = {c for n, c, size in known if n != number and shared[n] >= SHARED * min(size, len(mine))}
    if not mates:
        return False
    own = next(c for n, c, _ in known if n == number)
    name = min(mates | {own})
    for c in (mates | {own}) - {name}:
        db.run("UPDATE families SET component = ? WHERE component = ?", (name, c))
    return True


def _decide(db: Database, components: Iterable[str], held: Mapping[str, Report]) -> set[str]:
    """Decide the families of whole components, with the reports that are at hand; the reports whose family has changed."""
    moved = set()
    for c in sorted(components):
        before: dict[str, str] = dict(db.all("SELECT report, family FROM families WHERE component = ?", (c,)))
        after = families([held.get(r) or _report(db, r) for r in before])
        changed = {r for r in before if after[r] != before[r]}
        db.many("UPDATE families SET family = ? WHERE report = ?", [(after[r], r) for r in sorted(changed)])
        moved |= {r for r in before if before[r] in {before[x] for x in changed} or after[r] in {after[x] for x in changed}}
    return moved


def _report(db: Database, ident: str) -> Report:
    """A report with its blocks: credits and captions do not make a copy."""
    sql = "SELECT m.body, r.text FROM reports r JOIN current c ON c.report = r.id JOIN readings m ON m.id = c.reading WHERE r.id = ?"
    ((body, text),) = db.all(sql, (ident,))
    return record(Report, {**json.loads(body)["report"], "text": text})
