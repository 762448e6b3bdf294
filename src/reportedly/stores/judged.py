"""Judgements as the ledger keeps them, with the claims that they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..errors import NotFound
from ..ledger.corrections import Judgement, in_order, judgement, taken_back
from ..ledger.judging import Judged
from .conditions import all_of, given
from .database import Database, within

_CLAIMS = (
    "LEFT JOIN attached a ON a.judgement = j.id LEFT JOIN current n ON n.report = j.report LEFT JOIN readings r ON r.id = n.reading"
    " LEFT JOIN claims c ON c.reading = COALESCE(r.machine, r.id) AND c.claim = a.claim"
)
"""The claims of the machine's reading: a rejected one is in no other."""


def judged(db: Database, limit: int | None = None, offset: int = 0, report: str | None = None, claim: str | None = None) -> list[Judged]:
    """Judgements, the newest first: all, or those on a report or one of its claims."""
    where, values = all_of(given(("report = ?", report), ("id IN (SELECT judgement FROM attached WHERE claim = ?)", claim)))
    part = f" LIMIT {limit:d} OFFSET {offset:d}" if limit is not None else ""
    order = "ORDER BY made_at DESC, id DESC"
    some = f"(SELECT id, report, detail, made_at FROM judgements WHERE {where} {order}{part}) j"
    rows = db.all(f"SELECT j.detail, a.claim, c.quote FROM {some} {_CLAIMS} {order.replace(' id', ' j.id')}", values)
    found = [(judgement(d), c, quote or "") for d, c, quote in rows]
    undos = _on(db, {j.report for j, _, _ in found}, " AND j.action = 'undo'")
    whole = {**{j: c for pairs in undos.values() for j, c in pairs}, **{j: c for j, c, _ in found}}
    back = taken_back([(j, whole[j]) for j in in_order(whole)])
    return [Judged(j, c, quote, j.id not in back) for j, c, quote in found]


def standing(db: Database, reports: Iterable[str]) -> dict[tuple[str, str], list[Judgement]]:
    """The judgements that hold on each claim of these reports, in order."""
    out: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
    for report, found in _on(db, reports).items():
        back = taken_back(found)
        for j, claim in found:
            if claim is not None and j.action != "undo" and j.id not in back:
                out[report, claim].append(j)
    return out


def one(db: Database, name: str) -> Judgement:
    found = db.all("SELECT detail FROM judgements WHERE id = ?", (name,))
    if not found:
        raise NotFound(f"judgement {name!r}: not in this ledger. All of them: reportedly correct LEDGER.")
    return judgement(found[0][0])


def _on(db: Database, reports: Iterable[str], where: str = "") -> dict[str, list[tuple[Judgement, str | None]]]:
    """The judgements on each report, in order, with their claims."""
    sql = f"SELECT j.detail, a.claim FROM judgements j LEFT JOIN attached a ON a.judgement = j.id WHERE j.report IN {{values}}{where}"
    found = {judgement(d): claim for d, claim in within(db, sql, sorted(reports))}
    out: dict[str, list[tuple[Judgement, str | None]]] = defaultdict(list)
    for j in in_order(found):
        out[j.report].append((j, found[j]))
    return out
