"""Corrections in place: the page of a claim with its forms, and the list of all judgements."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Depends, Query
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..errors import NotAllowed, NotFound
from ..ledger.judging import lasting
from ..ledger.subjects import Ref
from ..stores import Store
from .asking import Part, cut
from .caller import put_cookie, who
from .claimview import claim_page, rows
from .desk import desk_of
from .judging import Sent, keep, ref_of
from .wording import claim_href

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_NAME = "reportedly_by"
"""The cookie with the name that somebody gave last, so that it need not be typed again."""
_YEAR = 365 * 24 * 3600


async def _fields(request: Request) -> dict[str, str]:
    return {k: v for k, v in (await request.form()).items() if isinstance(v, str)}


@router.get("/judgements")
def judgements(request: Request, p: Annotated[Part, Query()]) -> Response:
    """All judgements, the newest first."""
    desk = desk_of(request)
    with desk.open() as store:
        found = store.judged(p.limit + 1, p.offset)
    return desk.page(request, "judgements.html", **cut(found, p))


@router.get("/reports/{name:path}/claims/{claim:path}")
def one_claim(request: Request, name: str, claim: str, q: Annotated[str, Query(max_length=500)] = "") -> Response:
    with desk_of(request).open() as store:
        return _page(request, store, ref_of(store, name, claim), q)


@router.post("/reports/{name:path}/claims/{claim:path}")
def judge(request: Request, name: str, claim: str, fields: Annotated[dict[str, str], Depends(_fields)]) -> Response:
    """Keep a judgement and show the claim as it is now. What cannot be kept comes back in the form, with the reason."""
    with desk_of(request).open() as store:
        ref = ref_of(store, name, claim)
        try:
            sent = _sent(store, ref, fields)
            made = keep(store, ref, sent, who(request))
        except (NotAllowed, NotFound) as e:
            return _page(request, store, ref, "", 422, str(e), fields)
        except ValidationError as e:
            troubles = (f"{'.'.join(map(str, t['loc']))}: {t['msg']}".removeprefix(": Value error, ") for t in e.errors())
            return _page(request, store, ref, "", 422, f"{'; '.join(troubles)}.", fields)
        except HTTPException as e:
            return _page(request, store, ref, "", e.status_code, e.detail, {k: fields.get(k, "") for k in ("action", "by", "why")})
    answer = RedirectResponse(f"{claim_href(ref.report, ref.claim)}#{made.id.replace(':', '-')}", 303)
    if not who(request):
        put_cookie(request, answer, _NAME, quote(sent.by), _YEAR)
    return answer


def _sent(store: Store, ref: Ref, fields: dict[str, str]) -> Sent:
    """What a form says. Of the fields of a claim that is changed only what was typed anew is set; of its days both, for a start alone would end the event too."""
    given = {k: v for k, v in fields.items() if k in Sent.model_fields and k != "set"}
    given["other"] = fields.get("with") or given.get("other", "")
    typed = {k.removeprefix("set."): " ".join(v.split()) for k, v in fields.items() if k.startswith("set.")}
    now = {r.name: r.now for r in rows(store.record(ref))}
    new = {k: v for k, v in typed.items() if v != now.get(k)}
    if {"start", "end"} & set(new):
        new |= {k: typed[k] for k in ("start", "end") if typed.get(k)}
    return Sent.model_validate({**given, "set": new})


def _page(request: Request, store: Store, ref: Ref, words: str, status: int = 200, trouble: str = "", fields: dict[str, str] | None = None) -> Response:
    """The page of a claim; with `fields` that could not be kept, as they were typed."""
    desk = desk_of(request)
    page = claim_page(store, ref, words)
    by = (fields or {}).get("by") or unquote(request.cookies.get(_NAME, ""))
    link = f"{str(request.base_url).rstrip('/')}{claim_href(ref.report, lasting(page.record.machine, page.record.claim))}"
    return desk.page(request, "claim.html", status, page=page, ref=ref, q=words, trouble=trouble, typed=fields or {}, by=by[:200], permalink=link)
