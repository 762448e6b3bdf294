"""Who accuses, denies, doubts or confirms whom: counts of pairs as a matrix, and by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Period = Literal["year", "month", "day"]
LENGTHS: Mapping[Period, int] = {"year": 4, "month": 7, "day": 10}
"""Characters of a date that name a period."""
STOOD_FOR = frozenset({"alleged", "reported", "declared", "confirmed", "admitted"})
"""Changes of stand after which a voice stands for a proposition."""
_FEW = 24
"""Periods that one row shows."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`changes` are those of the source's stand that make it; none where sentences are counted instead of disputes."""

    title: str
    unit: str
    changes: frozenset[str] = frozenset()


RELATIONS: Mapping[str, Relation] = {
    "accuses": Relation("who accuses whom", "sentences"),
    "denies": Relation("who denies what who says", "disputes", frozenset({"denied", "retracted"})),
    "doubts": Relation("who doubts what who says", "disputes", frozenset({"doubted"})),
    "confirms": Relation("who confirms what who says", "disputes", frozenset({"confirmed"})),
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


def fitting(days: Sequence[str]) -> Period:
    """The shortest period of which not more than a row's worth lie between the first and the last of these days."""
    known = sorted(d for d in days if d)
    if not known:
        return "year"
    first, last = known[0], known[-1]
    if first[:7] == last[:7]:
        return "day"
    return "month" if len(between(first, last, "month")) <= _FEW else "year"


def between(first: str, last: str, by: Period) -> list[str]:
    """All periods from one to another, both included; days only within one month."""
    if by == "year":
        return [f"{y:04d}" for y in range(int(first[:4]), int(last[:4]) + 1)]
    if by == "day":
        return [f"{first[:7]}-{d:02d}" for d in range(int(first[8:10] or 1), int(last[8:10] or 31) + 1)]
    start, end = (int(d[:4]) * 12 + int(d[5:7] or 1) - 1 for d in (first, last))
    return [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(start, end + 1)]
