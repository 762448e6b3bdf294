"""The API, `/api/v1`: what the pages show, as JSON. Described in `/api/v1/openapi.json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request

from ..ledger.registers import KINDS
from ..model.codec import plain, to_dict
from .adding import Pasted, read_pasted
from .asking import ClaimFilters, DisputeFilters, Listed, Part, cut, part
from .desk import API, desk_of, dispute_of, found, reading_of
from .registers import Order, load, ordered

router = APIRouter(prefix=API, responses={404: {"description": "not in this ledger"}, 422: {"description": "a value that is not allowed"}})


class DisputeLine(BaseModel):
    """A dispute in one line. Names are in words; `sources` counts the independent sources in which somebody stands for it."""

    proposition: str
    state: str
    kind: str
    actor: str
    recipient: str
    what: str
    asserted_by: str
    denied_by: str
    doubted_by: str
    silent: str
    sources: int
    claims: int
    first_day: str | None
    last_day: str | None
    last_change: str | None


class ClaimLine(BaseModel):
    """A claim with its sentence; `quote_start` and `quote_end` are code points of the report's text."""

    report: str
    claim: str
    published: str | None
    outlet: str | None
    voice_name: str
    voices: str
    stance: str
    factuality: str
    type: str
    mode: str | None
    cameo: str | None
    frame: str | None
    status: str | None
    actor: str
    recipient: str
    items: str | None
    quantity: str | None
    event_start: str | None
    event_end: str | None
    place: str | None
    modality: str
    polarity: str
    source_kind: str | None
    evidence: str | None
    quote: str
    quote_start: int
    quote_end: int
    judged: int | bool | str | None
    why: str


class FoundLine(BaseModel):
    """A sentence; `claims` are the names of the claims in it."""

    report: str
    claims: str
    published: str | None
    outlet: str | None
    voice_name: str
    stance: str
    actor: str
    recipient: str
    quote: str
    quote_start: int
    quote_end: int


@router.get("/disputes")
def disputes_list(request: Request, f: Annotated[DisputeFilters, Query()]) -> Listed[DisputeLine]:
    """Disputes, the latest change first."""
    with desk_of(request).open() as store:
        return Listed[DisputeLine](**cut(store.summaries(f.wanted()), f))


@router.get("/disputes/{name}")
def one_dispute(request: Request, name: str) -> dict[str, Any]:
    """A dispute in full: proposition, sides, steps, statements. The name is any beginning of the proposition's id that is unique."""
    with desk_of(request).open() as store:
        whole: dict[str, Any] = plain(dispute_of(store, name))
    return whole


@router.get("/claims")
def claims(request: Request, f: Annotated[ClaimFilters, Query()]) -> Listed[ClaimLine]:
    """Claims, by day."""
    with desk_of(request).open() as store:
        return Listed[ClaimLine](**cut(store.claims(f.wanted()), f))


@router.get("/reports/{name:path}")
def one_report(request: Request, name: str) -> dict[str, Any]:
    """The effective reading of a report (`reportedly/reading/1`) by its id, with or without `sha256:`."""
    with desk_of(request).open() as store:
        return to_dict(reading_of(store, name))


@router.get("/registers")
def registers() -> list[str]:
    """The kinds of registers."""
    return list(KINDS)


@router.get("/registers/{kind}")
def register_rows(request: Request, kind: str, o: Annotated[Order, Query()]) -> dict[str, Any]:
    """A register's rows by column, each with the sentences it stands on."""
    made = load(desk_of(request), kind)
    if o.sort not in made.columns:
        raise HTTPException(422, f"sort {o.sort!r}: no such column. Allowed: {', '.join(made.columns)}.")
    shown = part(ordered(made, o.sort, o.order == "desc"), o)
    rows = [{**dict(zip(made.columns, r.cells, strict=True)), "sources": [plain(s) for s in r.sources]} for r in shown["items"]]
    return {"register": kind, "columns": list(made.columns), **shown, "items": rows}


@router.get("/search")
def search(request: Request, p: Annotated[Part, Query()], q: Annotated[str, Query(max_length=500)]) -> Listed[FoundLine]:
    """Sentences of claims that hold all words, `"phrases"` too and none of the `-words`, the best first."""
    with desk_of(request).open() as store:
        return Listed[FoundLine](**found(store, q, p))


@router.get("/openapi.json", include_in_schema=False)
def described(request: Request) -> dict[str, Any]:
    """This API, in the words of OpenAPI."""
    app = request.app
    assert isinstance(app, FastAPI)
    return app.openapi()


@router.post("/read", responses={400: {"description": "no JSON in UTF-8"}, 413: {"description": "too long"}, 503: {"description": "others are being read"}})
def read(pasted: Pasted) -> Mapping[str, Any]:
    """The reading of a text. Nothing is kept."""
    return to_dict(read_pasted(pasted))
