"""Wire families, kept up as reports come: candidates by shared shingles, the decision by `ledger.families` over what hangs together."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping

from ..ledger.families import SHARED, families
from ..ledger.shingles import shingles
from ..ledger.wording import Wording, wording
from ..model import Reading, Report
from ..model.codec import record
from .database import Database, insert, within


def sketch(words: Wording) -> frozenset[int]:
    """The hashes by which `ledger.families` looks for copies."""
    return frozenset(map(int, shingles(words)))


def renew(db: Database, changed: Mapping[str, Reading]) -> set[str]:
    """Take reports in; the reports whose family has another name or another outlet now."""
    had = {r: (f, c) for r, f, c in within(db, "SELECT report, family, component FROM families WHERE report IN {values}", changed)}
    moved = {m for (m,) in within(db, "SELECT report FROM families WHERE family IN {values}", (f for f, _ in had.values()))}
    words = {r: wording(x.report) for r, x in changed.items() if r not in had}
    first = _first_of(db, words)
    sketches = {r: sketch(w) for r, w in words.items() if first[r] == r}
    ((top,),) = db.all("SELECT COALESCE(MAX(number), 0) FROM families")
    numbered = {r: n for n, r in enumerate(words, int(top) + 1)}
    insert(db, "sketches", ("shingle", "number"), sorted((h, numbered[r]) for r, found in sketches.items() for h in found))
    rows = [(r, r, first[r], len(sketches.get(r, ())), n, _hash(words[r])) for r, n in numbered.items()]
    insert(db, "families", ("report", "family", "component", "size", "number", "wording"), rows)
    joined = [r for r in words if (r not in sketches or _join(db, numbered[r], sketches[r]))]
    again = {c for (c,) in within(db, "SELECT DISTINCT component FROM families WHERE report IN {values}", joined)}
    return moved | _decide(db, again, {r: x.report for r, x in changed.items()}) | words.keys()


def _hash(words: Wording) -> int:
    """The same for verbatim copies; 0 for a report without words."""
    return int.from_bytes(hashlib.sha256(words.key()).digest()[:8], "big", signed=True) if words.words else 0


def _first_of(db: Database, words: Mapping[str, Wording]) -> dict[str, str]:
    """For each report the component of its verbatim copies, itself where it is the first: they need no sketch of their own."""
    hashes = {r: _hash(w) for r, w in words.items()}
    known: dict[int, str] = dict(within(db, "SELECT DISTINCT wording, component FROM families WHERE wording IN {values}", (h for h in hashes.values() if h)))
    return {r: known.setdefault(h, r) if h else r for r, h in hashes.items()}


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
