"""Wire families, kept up as reports come: candidates by shared shingles, the decision by `ledger.families` over what hangs together."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from zlib import crc32

from ..ledger.disputes import Sheaf
from ..model import MadeBy, Reading, Report
from ..model.codec import record
from .database import Database, insert, within

_WORD = re.compile(r"\w+")
_SHINGLE, _ONE_IN = 5, 4
_SHARED = 0.2
"""Two reports are compared if they share this much of the sampled shingles of the smaller: far below what makes a copy."""

Seen = dict[frozenset[str], dict[str, str]]
"""Decisions made over some reports."""


def sketch(text: str) -> frozenset[int]:
    """Hashes of a fixed quarter of a text's word 5-grams; which ones depends on the words alone."""
    words = [w.lower() for w in _WORD.findall(text)]
    grams = (" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))
    return frozenset(h for g in grams if (h := crc32(g.encode("utf-8", "replace"))) % _ONE_IN == 0)


def renew(db: Database, changed: Mapping[str, Reading]) -> set[str]:
    """Take reports in; the reports whose family has another name or another outlet now."""
    had = {r: (f, c) for r, f, c in within(db, "SELECT report, family, component FROM families WHERE report IN {values}", changed)}
    moved = {m for (m,) in within(db, "SELECT report FROM families WHERE family IN {values}", (f for f, _ in had.values()))}
    new = [r for r in changed if r not in had]
    sketches = {r: sketch(changed[r].report.text) for r in new}
    insert(db, "sketches", ("shingle", "report"), [(h, r) for r in new for h in sorted(sketches[r])])
    insert(db, "families", ("report", "family", "component", "size"), [(r, r, r, len(sketches[r])) for r in new])
    seen: Seen = {}
    again = {c for r in new if (c := _join(db, r, sketches[r], changed, seen)) is not None}
    return moved | _decide(db, again, seen) | set(new)


def _join(db: Database, report: str, mine: frozenset[int], fresh: Mapping[str, Reading], seen: Seen) -> str | None:
    """Put a report to those of which it may be a copy; the name of the component if it is not alone."""
    shared: Counter[str] = Counter()
    for other, n in within(db, "SELECT report, COUNT(*) FROM sketches WHERE shingle IN {values} GROUP BY report", sorted(mine)):
        shared[other] += n
    shared.pop(report, None)
    known = {r: (c, size) for r, c, size in within(db, "SELECT report, component, size FROM families WHERE report IN {values}", sorted(shared))}
    near: dict[str, list[str]] = defaultdict(list)
    for other in sorted(shared, key=lambda o: (-shared[o], o)):
        component, size = known[other]
        if shared[other] >= _SHARED * max(1, min(size, len(mine))):
            near[component].append(other)
    mates = {c for c, others in near.items() if any(_copies(db, report, other, fresh, seen) for other in others)}
    if not mates:
        return None
    (own,) = {c for (c,) in db.all("SELECT component FROM families WHERE report = ?", (report,))}
    name = min(mates | {own})
    for c in (mates | {own}) - {name}:
        db.run("UPDATE families SET component = ? WHERE component = ?", (name, c))
    return name


def _copies(db: Database, a: str, b: str, fresh: Mapping[str, Reading], seen: Seen) -> bool:
    found = seen[frozenset((a, b))] = decided([fresh[a].report, fresh[b].report if b in fresh else next(iter(reports(db, [b])))])
    return found[a] == found[b]


def _decide(db: Database, components: Iterable[str], seen: Seen) -> set[str]:
    """Decide the families of whole components; the reports whose family has changed."""
    moved = set()
    for c in sorted(components):
        before: dict[str, str] = dict(db.all("SELECT report, family FROM families WHERE component = ?", (c,)))
        after = seen.get(frozenset(before)) or decided(reports(db, before))
        changed = {r for r in before if after[r] != before[r]}
        db.many("UPDATE families SET family = ? WHERE report = ?", [(after[r], r) for r in sorted(changed)])
        moved |= {r for r in before if before[r] in {before[x] for x in changed} or after[r] in {after[x] for x in changed}}
    return moved


def decided(found: Iterable[Report]) -> dict[str, str]:
    """The ledger's own decision over these reports."""
    return Sheaf.of(Reading(r, MadeBy("0", "", "")) for r in found).families()


def reports(db: Database, ids: Iterable[str]) -> list[Report]:
    """Reports with their blocks: credits and captions do not make a copy."""
    sql = "SELECT m.body, r.text FROM reports r JOIN current c ON c.report = r.id JOIN readings m ON m.id = c.reading WHERE r.id IN {values}"
    return [record(Report, {**json.loads(body)["report"], "text": text}) for body, text in within(db, sql, ids)]
