"""Rows about who speaks: the actors of each report, each voice's stand in each claim, and who accuses whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..ledger.leaves import Leaf
from ..ledger.parties import party
from ..ledger.speakers import NAMELESS, accusations, named
from ..model import Reading
from .database import Database, Value, forget, insert

ACTOR = ("actor", "report", "name", "kind", "country", "sectors", "wikidata", "role", "listed", "names")
STAND = ("voice", "day", "report", "claim", "stand")
ACCUSATION = ("accuser", "accused", "day", "report", "claim")
TABLES = ("actors", "stands", "accusations")
BETWEEN = " | "


def renew(db: Database, leaves: Mapping[str, Leaf], readings: Mapping[str, Reading]) -> None:
    """Make the rows of these reports again."""
    for table in TABLES:
        forget(db, f"DELETE FROM {table} WHERE report IN {{values}}", sorted(leaves))
    insert(db, "actors", ACTOR, [row for r in readings.values() for row in _actors(r)])
    insert(db, "stands", STAND, [row for x in leaves.values() for row in _stands(x)])
    found = [a for r, x in leaves.items() for a in accusations(readings[r], x.statements)]
    insert(db, "accusations", ACCUSATION, [(a.accuser, a.accused, a.day, a.ref.report, a.ref.claim) for a in found], once=True)


def _actors(reading: Reading) -> Iterator[tuple[Value, ...]]:
    for n in named(reading):
        a = n.actor
        yield (
            a.id, reading.report.id, party(a, a.id).name, a.kind, a.country or "", " ".join(a.sectors), a.wikidata or "", a.role or "", BETWEEN.join(a.listed), BETWEEN.join(n.names),
        )  # fmt: skip


def _stands(leaf: Leaf) -> Iterator[tuple[Value, ...]]:
    for ref, s in leaf.statements.items():
        if s.voice.id not in NAMELESS:
            yield s.voice.id, s.date, ref.report, ref.claim, s.stand
