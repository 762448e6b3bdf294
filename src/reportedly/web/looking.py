"""What may be asked of actors, relations, events and the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Annotated, Any, Literal

from pydantic import Field

from ..ledger.relations import FEW, Matrix, Period, fitting, matrix, named, periods, ranked, totals
from ..ledger.store import Wanted
from ..stores import Store
from .asking import About, Asked, Day, Part, Who

Kind = Literal["", "state", "organisation", "armed_group", "person", "place", "group"]
Sort = Literal["statements", "name", "asserted", "denied", "accused", "accused_by", "disputes"]
Of = Literal["accuses", "denies", "doubts", "confirms"]
Standing = Literal["", "asserted", "contested", "denied", "confirmed", "mentioned"]
Stand = Literal["", "asserts", "denies", "doubts", "open"]
_ROWS, _COLUMNS, _LINES = 16, 12, 16
"""How much of a matrix one page can show, and how many pairs over time."""


class ActorFilters(Part, Asked):
    name: Who
    kind: Kind = ""
    sort: Sort = "statements"

    def wanted(self) -> Wanted:
        return Wanted(party=self.name or None, limit=self.limit)


class SaidFilters(Part, Asked):
    stand: Annotated[Stand, Field(description="`asserts`: also admits and confirms; `open`: takes no stand; empty: all")] = ""


class RelationFilters(Asked):
    relation: Annotated[Of, Field(description="What one does to another: `accuses` counts sentences, the others disputes")] = "accuses"
    since: Day
    until: Day
    by: Annotated[Literal["", "year", "month", "day"], Field(description="Empty: the shortest period that fits in one row")] = ""
    source: Annotated[str, Field(max_length=200, description="An actor's id: only those it accuses, denies, …")] = ""
    target: Annotated[str, Field(max_length=200, description="An actor's id: only those who accuse it, deny it, …")] = ""

    def wanted(self) -> Wanted:
        return Wanted(source=self.source or None, recipient=self.target or None, since=self.since or None, until=self.until or None)


class PairFilters(RelationFilters, Part):
    pass


class HappeningFilters(Part, Asked):
    frame: About
    actor: Who
    place: Annotated[str, Field(max_length=100, description='A part of a place\'s name; in quotes all of it: "el fasher"')] = ""
    country: Annotated[str, Field(pattern=r"^([A-Z]{3})?$", description="Where it happened (SDN)")] = ""
    standing: Annotated[Standing, Field(description="How firmly it stands: `denied` is denied or taken back with nobody left who stands for it; empty: all")] = ""
    since: Day
    until: Day

    def wanted(self) -> Wanted:
        return Wanted(
            about=self.frame or None, party=self.actor or None, place=self.place or None, country=self.country or None, state=self.standing or None, since=self.since or None,
            until=self.until or None, limit=self.limit,
        )  # fmt: skip


def counted(found: tuple[Sequence[Any], int], p: Part) -> Mapping[str, Any]:
    """A part that the ledger has cut, as `asking.part` gives it, with the number of all."""
    items, total = found
    return {"items": list(items), "offset": p.offset, "limit": p.limit, "more": total > p.offset + len(items), "total": total}


def by_day(lines: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Lines that are in order of their days, in groups."""
    return [(day, list(found)) for day, found in groupby(lines, key=lambda line: str(line["day"]))]


class Relations:
    """A relation as its page shows it: the matrix, and its most frequent pairs over time."""

    def __init__(self, store: Store, f: RelationFilters) -> None:
        first, last = store.days(f.relation, f.wanted())
        self.by: Period = f.by or fitting(first, last)
        found = store.pairs(f.relation, f.wanted(), self.by)
        self.matrix: Matrix = matrix(found, _ROWS, _COLUMNS)
        self.counts = totals(found)
        self.ranked = ranked(self.counts)
        self.lines = self.ranked[:_LINES]
        every = periods(first, last, self.by)
        self.periods, self.earlier = [named(n, self.by) for n in every[-FEW:]], max(0, len(every) - FEW)
        self.over: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for p in found:
            self.over[p.source, p.target][p.period] = p.count
        self.most = max([*self.matrix.cells.values(), *(n for pair in self.lines for n in self.over[pair].values())], default=1)
        ids = {*self.matrix.sources, *self.matrix.targets, *(i for pair in self.lines for i in pair)}
        self.names = store.called(sorted(ids))


def level(n: int, most: int) -> int:
    """How dark a cell is, 0 to 5."""
    return 0 if n <= 0 else 1 + min(4, 5 * (n - 1) // max(1, most))
