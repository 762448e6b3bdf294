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
    return next((p for p in ("day", "month") if 0 < len(periods(first, last, p)) <= FEW), "year")


def periods(first: str, last: str, by: Period) -> range:
    """The numbers of all periods from one day to another, both included; none where one of them is no date."""
    a, b = _full(first), _full(last)
    return range(_number(a, by), _number(b, by) + 1) if a and b else range(0)


def named(number: int, by: Period) -> str:
    """A period as dates have it: `2024`, `2024-03`, `2024-03-15`."""
    if by == "year":
        return f"{number:04d}"
    return f"{number // 12:04d}-{number % 12 + 1:02d}" if by == "month" else dt.date.fromordinal(number).isoformat()


def _number(day: dt.date, by: Period) -> int:
    return day.year if by == "year" else day.year * 12 + day.month - 1 if by == "month" else day.toordinal()


def _full(day: str) -> dt.date | None:
    """A month or a year begins with its first day."""
    try:
        return dt.date.fromisoformat(day + "0001-01-01"[len(day) :]) if day else None
    except ValueError:
        return None
