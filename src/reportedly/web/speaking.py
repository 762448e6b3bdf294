"""Pages: who speaks, one actor, who accuses, denies, doubts or confirms whom."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..ledger.relations import LENGTHS, RELATIONS, Pair, Period, named, periods, ranked, totals
from ..ledger.statements import STANDING_FOR
from ..ledger.store import Wanted
from ..stores import Store
from ..stores.speakers import COUNTS
from .desk import desk_of
from .drawing import SIZE, bars, network
from .looking import ActorFilters, PairFilters, RelationFilters, Relations, SaidFilters, by_day, counted, level
from .told import KIND_WORDS

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_BARS = 60
_OTHERS = 15
"""Others that an actor's page names in each relation."""
_ARROWS = 60
_STANDS = ("asserts", "denies", "other")


@router.get("/actors")
def actors(request: Request, f: Annotated[ActorFilters, Query()]) -> Response:
    desk = desk_of(request)
    with desk.open() as store:
        found = store.actors(f.wanted(), f.kind, f.sort, f.offset)
    return desk.page(request, "actors.html", f=f, counts=COUNTS, kinds=KIND_WORDS, **counted(found, f))


@router.get("/actors/{name:path}")
def one_actor(request: Request, name: str, f: Annotated[SaidFilters, Query()]) -> Response:
    desk = desk_of(request)
    with desk.open() as store:
        who = store.actor(name)
        said = store.said(name, f.stand, f.limit, f.offset)
        others = {key: _others(store, name, key) for key in RELATIONS}
        names = store.called({i for found in others.values() for side in found for pair in side for i in pair})
        chart = _chart(store.months(name))
    return desk.page(request, "actor.html", who=who, f=f, others_of=others, names=names, shown=_OTHERS, relations=RELATIONS, chart=chart, counts=COUNTS, by_day=by_day(said[0]), **counted(said, f))


def _others(store: Store, name: str, relation: str) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """(pairs from the actor, pairs to it), the most frequent first."""
    return _first(store.pairs(relation, Wanted(source=name))), _first(store.pairs(relation, Wanted(recipient=name)))


def _first(found: list[Pair]) -> dict[tuple[str, str], int]:
    counts = totals(found)
    return {pair: counts[pair] for pair in ranked(counts)}


def _chart(months: list[tuple[str, str, int]]) -> dict[str, Any]:
    """Bars of statements by month, by year where there are too many months; what has no month is left out."""
    known = [(m, s, n) for m, s, n in months if len(m) == 7 and periods(m, m, "month")]
    first, last = (known[0][0], known[-1][0]) if known else ("", "")
    by: Period = "month" if len(periods(first, last, "month")) <= _BARS else "year"
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_STANDS, 0))
    for month, stand, n in known:
        counts[month[: LENGTHS[by]]]["asserts" if stand in STANDING_FOR else "denies" if stand == "denies" else "other"] += n
    shown = [named(n, by) for n in periods(first, last, by)[-_BARS:]]
    return {"bars": bars(counts, shown, _STANDS, 900, 120), "rows": [(p, counts[p]) for p in shown if p in counts], "by": by}


@router.get("/relations")
def relations(request: Request, f: Annotated[RelationFilters, Query()]) -> Response:
    desk = desk_of(request)
    with desk.open() as store:
        found = Relations(store, f)
    cells = found.matrix.cells
    drawn = network({pair: cells[pair] for pair in ranked(cells)[:_ARROWS]}, found.names)
    return desk.page(request, "relations.html", f=f, r=found, relation=RELATIONS[f.relation], relations=RELATIONS, drawn=drawn, size=SIZE, level=level, most=found.most)


@router.get("/relations/sentences")
def sentences(request: Request, f: Annotated[PairFilters, Query()]) -> Response:
    """The sentences behind a cell of the matrix."""
    if not f.source or not f.target:
        raise HTTPException(422, "source and target: both are needed, as ids of actors, such as state:SYR. The cells of /relations lead here.")
    desk = desk_of(request)
    with desk.open() as store:
        found = store.behind(f.relation, f.wanted(), f.limit, f.offset)
        names = store.called([f.source, f.target])
    return desk.page(request, "sentences.html", f=f, names=names, relation=RELATIONS[f.relation], **counted(found, f))
