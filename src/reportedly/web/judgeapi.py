"""The API of judgements."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request

from ..ledger.fields import values
from ..ledger.judging import Judged
from .asking import Listed, Part, cut
from .caller import who
from .desk import API, desk_of
from .judging import Sent, keep, ref_of

router = APIRouter(prefix=API, responses={404: {"description": "not in this ledger"}, 422: {"description": "a value that is not allowed"}})
_CLAIM = "/reports/{name:path}/claims/{claim:path}/judgements"
_REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"description": "no JSON in UTF-8"},
    403: {"description": "this desk only shows, or the request has the desk's cookie and not its token in `X-CSRF-Token`"},
    409: {"description": "the claim has been judged since it was looked at"},
}


class JudgementLine(BaseModel):
    """A judgement. `claim` is null where it waits for one; `other_report` is that of the claim of a merge; `holds` is false where it has been taken back."""

    id: str
    report: str
    claim: str | None
    action: str
    set: dict[str, str]
    other_report: str
    undoes: str
    by: str
    why: str
    at: str
    holds: bool
    quote: str

    @classmethod
    def of(cls, found: Judged) -> JudgementLine:
        j = found.judgement
        return cls(
            id=j.id, report=j.report, claim=found.claim, action=j.action, set=dict(j.set), other_report=j.other_report, undoes=j.undoes, by=j.by, why=j.why, at=j.at,
            holds=found.holds, quote=found.quote,
        )  # fmt: skip


class ClaimJudgements(BaseModel):
    """A claim with all judgements on it, the newest first. `effective` is null where it is rejected."""

    report: str
    claim: str
    version: Annotated[str, Field(description="Send it back as `seen`, so that nothing is kept over what another has judged meanwhile")]
    standing: list[str]
    machine: dict[str, str]
    effective: dict[str, str] | None
    items: list[JudgementLine]


@router.get("/judgements")
def judgements(request: Request, p: Annotated[Part, Query()]) -> Listed[JudgementLine]:
    """All judgements, the newest first."""
    with desk_of(request).open() as store:
        found = store.judged(p.limit + 1, p.offset)
    return Listed[JudgementLine](**cut([JudgementLine.of(j) for j in found], p))


@router.get(_CLAIM)
def claim_judgements(request: Request, name: str, claim: str) -> ClaimJudgements:
    """The machine's record of a claim, what counts, and all judgements on it."""
    with desk_of(request).open() as store:
        record = store.record(ref_of(store, name, claim))
        found = store.judged(report=record.ref.report, claim=record.claim.id)
    effective = values(record.effective, record.counting) if record.counting else None
    return ClaimJudgements(
        report=record.ref.report, claim=record.claim.id, version=record.version, standing=list(record.standing), machine=values(record.machine, record.claim), effective=effective,
        items=[JudgementLine.of(j) for j in found],
    )  # fmt: skip


@router.post(_CLAIM, status_code=201, responses=_REFUSED)
def judge(request: Request, name: str, claim: str, sent: Sent) -> JudgementLine:
    """Judge a claim. The machine's record stays; what counts is that with the latest judgements."""
    with desk_of(request).open() as store:
        ref = ref_of(store, name, claim)
        made = keep(store, ref, sent, who(request))
        return next(JudgementLine.of(j) for j in store.judged(report=ref.report, claim=ref.claim) if j.judgement == made)
