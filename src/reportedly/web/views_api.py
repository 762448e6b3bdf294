"""The API of actors, relations and events: what their pages show, as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request

from ..ledger.happenings import standing
from .asking import Listed
from .desk import API, desk_of
from .looking import ActorFilters, HappeningFilters, PairFilters, Relations, counted

router = APIRouter(prefix=API, responses={404: {"description": "not in this ledger"}, 422: {"description": "a value that is not allowed"}})


class ActorLine(BaseModel):
    """Who speaks or is accused. `statements` counts claims in which it is the nearest voice, `accused` and `accused_by` sentences."""

    actor: str
    name: str
    kind: str
    country: str
    statements: int
    asserted: int
    denied: int
    accused: int
    accused_by: int
    disputes: int


class Kin(BaseModel):
    """A part of an actor, or what it is a part of; counted apart."""

    actor: str
    name: str
    kind: str
    statements: int
    why: str


class ActorWhole(ActorLine):
    reports: int
    wikidata: str
    role: str
    sectors: list[str]
    listed: list[str]
    names: list[str]
    part_of: list[Kin]
    parts: list[Kin]


class PairLine(BaseModel):
    """How often one does it to another, in all and by period; undated ones stand under the empty period."""

    source: str
    source_name: str
    target: str
    target_name: str
    count: int
    periods: dict[str, int]


class RelationsFound(Listed[PairLine]):
    relation: str
    by: str
    total: int


class Point(BaseModel):
    """GeoJSON: longitude, latitude in degrees (WGS 84)."""

    type: str = "Point"
    coordinates: tuple[float, float]


class EventLine(BaseModel):
    """What happened, as far as somebody says so. `stated`: the reports give the days; else `day` is that on which it was first told."""

    proposition: str
    standing: str
    state: str
    kind: str
    actor: str
    recipient: str
    what: str
    day: str
    until: str
    stated: bool
    place: str
    country: str
    geometry: Point | None
    asserted_by: str
    denied_by: str
    doubted_by: str
    sources: int


class Counted(Listed[ActorLine]):
    total: int


class EventsFound(Listed[EventLine]):
    total: int


@router.get("/actors")
def actors(request: Request, f: Annotated[ActorFilters, Query()]) -> Counted:
    """Who speaks or is accused, with counts."""
    with desk_of(request).open() as store:
        return Counted(**counted(store.actors(f.wanted(), f.kind, f.sort, f.offset), f))


@router.get("/actors/{name:path}")
def one_actor(request: Request, name: str) -> ActorWhole:
    """An actor by its id (`state:PRK`): counts, other names, lists, parts. What it says: `claims?source=ID`; whom it accuses: `relations?source=ID`."""
    with desk_of(request).open() as store:
        return ActorWhole(**store.actor(name))


@router.get("/relations")
def relations(request: Request, f: Annotated[PairFilters, Query()]) -> RelationsFound:
    """Who accuses, denies, doubts or confirms whom, the most frequent pairs first."""
    with desk_of(request).open() as store:
        found = Relations(store, f)
        shown = found.ranked[f.offset : f.offset + f.limit]
        names = store.called(sorted({i for pair in shown for i in pair}))
    items = [PairLine(source=s, source_name=names[s], target=t, target_name=names[t], count=found.counts[s, t], periods=found.over[s, t]) for s, t in shown]
    return RelationsFound(relation=f.relation, by=found.by, **counted((items, len(found.ranked)), f))


@router.get("/events")
def events(request: Request, f: Annotated[HappeningFilters, Query()]) -> EventsFound:
    """What happened when and where, the latest first."""
    with desk_of(request).open() as store:
        found, total = store.happenings(f.wanted(), f.offset)
    return EventsFound(**counted(([_event(line) for line in found], total), f))


def _event(line: dict[str, Any]) -> EventLine:
    point = None if line["lat"] is None else Point(coordinates=(line["lon"], line["lat"]))
    return EventLine(**{k: v for k, v in line.items() if k not in ("lat", "lon")}, standing=standing(line["state"]), geometry=point)
