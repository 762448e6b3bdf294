"""Who accuses, denies, doubts or confirms whom: counts of pairs as a matrix, and by period."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Period = Literal["year", "month", "day"]
LENGTHS: Mapping[Period, int] = {"year": 4, "month": 7, "day": 10}
"""Characters of a date that name a period."""
STOOD_FOR = frozenset({"alleged", "reported", "declared", "confirmed", "admitted"})
"""Changes of stand after which a voice stands for a proposition."""
FEW = 24
"""Periods that one row shows."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`changes` are those of the source's stand that make it; none where sentences are counted instead of disputes."""

    title: str
    unit: str
    changes: frozenset[str] = frozenset()


RELATIONS: Mapping[str, Relation] = {
    "accuses": Relation("who accuses whom", "sentences"),
    "denies": Relation("who denies whose words", "disputes", frozenset({"denied", "retracted"})),
    "doubts": Relation("who doubts whose words", "disputes", frozenset({"doubted"})),
    "confirms": Relation("who confirms whose words", "disputes", frozenset({"confirmed"})),
}


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """How often in a period; the period is empty where the day is not known."""

    source: str
    target: str
    period: str
    count: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The most frequent sources and targets. What stands outside is told in numbers: `left_out` of the total `count`, in other pairs."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]
    count: int
    left_out: int
    pairs_left_out: int

    def row(self, source: str) -> int:
        return sum(self.cells.get((source, t), 0) for t in self.targets)

    def column(self, target: str) -> int:
        return sum(self.cells.get((s, target), 0) for s in self.sources)


def matrix(found: Iterable[Pair], sources: int, targets: int) -> Matrix:
    """Not more rows and columns than given, the most frequent first; of equals by id."""
    whole = totals(found)
    by_source: Counter[str] = Counter()
    by_target: Counter[str] = Counter()
    for (s, t), n in whole.items():
        by_source[s] += n
        by_target[t] += n
    rows, columns = _first(by_source, sources), _first(by_target, targets)
    cells = {(s, t): n for (s, t), n in whole.items() if s in rows and t in columns}
    count, shown = sum(whole.values()), sum(cells.values())
    return Matrix(
        tuple(s for s in rows if any((s, t) in cells for t in columns)), tuple(t for t in columns if any((s, t) in cells for s in rows)), cells, count, count - shown,
        len(whole) - len(cells),
    )  # fmt: skip


def totals(found: Iterable[Pair]) -> Counter[tuple[str, str]]:
    out: Counter[tuple[str, str]] = Counter()
    for p in found:
        out[p.source, p.target] += p.count
    return out


def ranked(counts: Mapping[tuple[str, str], int]) -> list[tuple[str, str]]:
    """The pairs, the most frequent first; of equals by id."""
    return sorted(counts, key=lambda k: (-counts[k], k))


def _first(counts: Counter[str], n: int) -> list[str]:
    return sorted(counts, key=lambda k: (-counts[k], k))[:n]


def fitting(first: str, last: str) -> Period:
    """The shortest period of which one row can show all from one day to another."""
    return next((p for p in ("day", "month") if first and len(between(first, last, p)) <= FEW), "year")


def between(first: str, last: str, by: Period) -> list[str]:
    """All periods from one day to another, both included."""
    a, b = _full(first), _full(last)
    if by == "year":
        return [f"{y:04d}" for y in range(a.year, b.year + 1)]
    if by == "month":
        return [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(a.year * 12 + a.month - 1, b.year * 12 + b.month)]
    return [dt.date.fromordinal(n).isoformat() for n in range(a.toordinal(), b.toordinal() + 1)]


def _full(day: str) -> dt.date:
    """A month or a year begins with its first day."""
    return dt.date.fromisoformat(day + "0001-01-01"[len(day) :])
