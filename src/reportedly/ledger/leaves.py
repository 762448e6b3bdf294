"""What disputes are computed from, report by report: a leaf is all that a ledger needs of one reading, and leaves can be kept apart and put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import Reading
from .statements import Statement, denials, links, name, statements
from .subjects import Entry, Ref, entries


@dataclass(slots=True, unsafe_hash=True)
class Leaf:
    """One report: its claims' subjects and statements, the links of its denials (score None: a bare denial), those who published it."""

    report: str
    outlets: tuple[str, ...]
    entries: tuple[Entry, ...]
    statements: Mapping[Ref, Statement]
    ties: tuple[tuple[Ref, Ref, float | None], ...]


def leaf(reading: Reading) -> Leaf:
    r = reading.report
    told = [(a, b, score) for (a, b), score in links(reading).items()]
    bare = [(a, b, None) for a, b in denials(reading)]
    return Leaf(r.id, outlets(r.agency, r.outlet, r.byline), entries(reading), statements(reading), (*told, *bare))


def outlets(*names: str | None) -> tuple[str, ...]:
    """The names of those who publish a report, as they are compared."""
    return tuple(sorted({name(n) for n in names if n}))


def desks(leaves: Iterable[Leaf], family_of: Mapping[str, str]) -> dict[str, set[str]]:
    """The families of the reports that each outlet published, by its names."""
    out: dict[str, set[str]] = defaultdict(set)
    for x in leaves:
        for called in x.outlets:
            out[called].add(family_of.get(x.report, x.report))
    return out
