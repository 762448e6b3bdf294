"""Pages: disputes, one dispute, one report, search."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..export.html import marked_text
from ..export.pretty import details
from ..ledger.judging import standing
from ..ledger.rows import Book
from ..lexicon.rows import FRAMES
from ..model import Reading
from .asking import DisputeFilters, Part, cut, part
from .desk import desk_of, dispute_of, found, reading_of
from .views import dispute_page, quoted
from .wording import KINDS

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
KINDS_ASKED = tuple(dict.fromkeys((*FRAMES, *(k for k in KINDS if k.isupper()))))
_TARGETS = 2000


@router.get("/")
def home() -> Response:
    return RedirectResponse("/disputes")


@router.get("/disputes")
def disputes_list(request: Request, f: Annotated[DisputeFilters, Query()]) -> Response:
    desk = desk_of(request)
    with desk.open() as store:
        shown, total = cut(store.summaries(f.wanted()), f), store.count(f.wanted())
    return desk.page(request, "disputes.html", f=f, total=total, kinds=KINDS_ASKED, **shown)


@router.get("/disputes/{name}")
def one_dispute(request: Request, name: str) -> Response:
    desk = desk_of(request)
    with desk.open() as store:
        page = dispute_page(store, dispute_of(store, name))
    return desk.page(request, "dispute.html", page=page, line=page.line, permalink=str(request.url.replace(query="", fragment="")))


@router.get("/reports/{name:path}")
def one_report(request: Request, name: str) -> Response:
    desk = desk_of(request)
    with desk.open() as store:
        reading = reading_of(store, name)
        judged = {claim: standing(found) for (_, claim), found in store.standing([reading.report.id]).items()}
        machine = store.machine(reading.report.id) if any("rejected" in words for words in judged.values()) else reading
    rejected = [(c.id, machine.sentence(c)) for c in machine.claims if "rejected" in judged.get(c.id, ())]
    return desk.page(request, "report.html", **report_values(reading), judged=judged, rejected=rejected, permalink=str(request.url.replace(query="", fragment="")))


def report_values(reading: Reading) -> dict[str, Any]:
    """What the template of a reading needs."""
    claims = [(c, reading.event(c.event), quoted(reading, c), details(reading, c)) for c in reading.claims]
    return {"reading": reading, "report": reading.report, "marked": Markup(marked_text(reading, "")), "claims": claims, "targets": min(len(claims), _TARGETS)}


@router.get("/targets/{count}.css")
def targets(count: int) -> Response:
    """Rules that show the words of the claim which the address names, for claims c1 to c{count}."""
    rules = [f'.reading:has(#c{n}:target) mark[data-claims~="c{n}"]' for n in range(1, min(count, _TARGETS) + 1)]
    style = f"{','.join(rules)} {{ box-shadow: inset 0 -3px 0 var(--focus); }}\n" if rules else ""
    return Response(style, media_type="text/css", headers={"cache-control": "max-age=86400"})


@router.get("/search")
def search(request: Request, p: Annotated[Part, Query()], q: Annotated[str, Query(max_length=500)] = "") -> Response:
    desk = desk_of(request)
    shown = part([], p)
    book = Book.of({})
    if q.strip():
        with desk.open() as store:
            shown = found(store, q, p)
            book = Book.of({r.report.id: r for r in store.readings(s["report"] for s in shown["items"])})
    return desk.page(request, "search.html", q=q, outlet=book.outlet, **shown)
