"""Rows of registers, one a proposition, kept as disputes are: what a change reaches is made again with it, so that a register is a query.

Killed and wounded are put together when a register is asked for: which of them share a row depends on all others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from operator import attrgetter

from ..ledger.disputes import Dispute
from ..ledger.registers import KINDS, Register, Row, Source, gathered, row, told
from ..model import Reading
from ..model.codec import line
from .database import Database, Value, insert, within
from .records import unpack

_KINDS = frozenset(k for kinds in KINDS.values() for k in kinds)
_AT_ONCE = 100
_source = attrgetter(*Source.__slots__)
_COLUMNS = ("proposition", "cells", "sources")


class Opened:
    """Effective readings by their own ids, which are hashes: what was opened last is opened again soon, for news of one day speak of one thing."""

    def __init__(self, limit: int = 500) -> None:
        self._held: dict[str, Reading] = {}
        self._limit = limit

    def put(self, name: str, reading: Reading) -> None:
        self._held[name] = reading
        while len(self._held) > self._limit:
            del self._held[next(iter(self._held))]

    def of(self, db: Database, reports: Iterable[str]) -> dict[str, Reading]:
        names: dict[str, str] = dict(within(db, "SELECT report, reading FROM current WHERE report IN {values}", reports))
        out = {r: self._held[n] for r, n in names.items() if n in self._held}
        sql = "SELECT m.id, m.report, m.body, r.text FROM readings m JOIN reports r ON r.id = m.report WHERE m.id IN {values}"
        for name, report, body, text in within(db, sql, (n for r, n in names.items() if r not in out)):
            out[report] = unpack(body, text)
            self.put(name, out[report])
        return out


def write(db: Database, opened: Opened, disputes: Iterable[Dispute]) -> None:
    """Insert the rows of those disputes that stand in a register."""
    wanted = [d for d in disputes if d.proposition.kind in _KINDS and told(d)]
    for k in range(0, len(wanted), _AT_ONCE):
        part = wanted[k : k + _AT_ONCE]
        readings = opened.of(db, sorted({s.ref.report for d in part for s in d.statements}))
        insert(db, "register_rows", _COLUMNS, [_kept(d, readings) for d in part])


def _kept(d: Dispute, readings: Mapping[str, Reading]) -> tuple[Value, ...]:
    made = row(d, readings)
    return d.proposition.id, line(made.cells), line([_source(s) for s in made.sources])


def register(db: Database, kind: str) -> Register:
    sql = "SELECT p.kind, p.first_day, p.id, r.cells, r.sources FROM propositions p JOIN register_rows r ON r.proposition = p.id WHERE p.kind IN {values}"
    found = sorted(within(db, sql, KINDS[kind]))
    return gathered(kind, ((of, Row(tuple(json.loads(cells)), tuple(Source(*s) for s in json.loads(sources)))) for of, _, _, cells, sources in found))
