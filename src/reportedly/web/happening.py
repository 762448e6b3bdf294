"""Pages: what happened when and where, as far as somebody says so: a timeline and a map."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from .desk import desk_of
from .looking import HappeningFilters, by_day, counted
from .mapping import REGIONS, WIDTH, Region, chart
from .pages import KINDS_ASKED
from .told import STANDING_WORDS

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class MapFilters(HappeningFilters):
    region: Region = ""


@router.get("/events")
def events(request: Request, f: Annotated[HappeningFilters, Query()]) -> Response:
    desk = desk_of(request)
    with desk.open() as store:
        shown = counted(store.happenings(f.wanted(), f.offset), f)
    return desk.page(request, "events.html", f=f, days=by_day(shown["items"]), kinds=KINDS_ASKED, **shown)


@router.get("/map")
def map_page(request: Request, f: Annotated[MapFilters, Query()]) -> Response:
    desk = desk_of(request)
    with desk.open() as store:
        found, named, nowhere = store.places(f.wanted())
    drawn = chart(found, f.region)
    regions = [(r, r.replace("-", " ")) for r in REGIONS]
    return desk.page(
        request, "map.html", f=f, chart=drawn, width=WIDTH, region_words=regions, kinds=KINDS_ASKED, standings=STANDING_WORDS, named=named, nowhere=nowhere
    )
