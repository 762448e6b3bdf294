"""What somebody sends to judge a claim, by a form or the API, and how it is kept."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from starlette.exceptions import HTTPException

from ..errors import NotAllowed
from ..ledger.corrections import ALLOWED, Action, Judgement
from ..ledger.judging import Record, Wish, judge
from ..ledger.subjects import Ref
from ..stores import Store
from .desk import reading_of

_CLAIM = re.compile(r"(?:.*/reports/)(?:sha256:)?([0-9a-f]+)(?:#|/claims/)([^/#?]+)$")


def _line(text: str) -> str:
    """One line of text. Databases hold no NUL, files in UTF-8 no half character."""
    text = " ".join(text.split())
    if re.search("[\x00-\x1f\x7f\ud800-\udfff]", text):
        raise ValueError("holds a character that is none of a text")
    return text


Word = Annotated[str, AfterValidator(_line), Field(max_length=500)]


class Sent(BaseModel):
    """A judgement on a claim."""

    model_config = ConfigDict(extra="forbid")

    action: Annotated[Action, Field(description="`confirm`: somebody has looked at it, and it is right; `reject`: nobody claims this; `undo`: takes judgements back")]
    by: Annotated[str, AfterValidator(_line), Field(max_length=200, description="Who judges. At a desk with accounts it is whoever has logged in")] = ""
    why: Annotated[str, AfterValidator(_line), Field(max_length=2000, description="The reason; `confirm` needs none")] = ""
    set: Annotated[dict[Word, Word], Field(description=f"Of `set`: new values. Fields: {' '.join(ALLOWED)}. Actors by id, country code or name", max_length=len(ALLOWED) * 2)] = {}
    other: Annotated[Word, Field(description="Of `merge`: the other claim, `REPORT#CLAIM` (3fa2b1c9#c4) or the address of its page")] = ""
    undoes: Annotated[Word, Field(description="Of `undo`: the one judgement to take back (j:…); empty: all on the claim")] = ""
    seen: Annotated[Word, Field(description="The `version` of the claim that was looked at; where the claim has been judged since, nothing is kept (409)")] = ""

    @model_validator(mode="after")
    def _signed(self) -> Sent:
        if not self.why and self.action != "confirm":
            raise ValueError("why is empty. Needed: the reason, in a few words")
        return self


def ref_of(store: Store, name: str, claim: str) -> Ref:
    """A claim by the parts of its address: its number, or the name by which it is found in later readings too."""
    return store.record(Ref(reading_of(store, name).report.id, claim)).ref


def keep(store: Store, ref: Ref, sent: Sent, name: str) -> Judgement:
    """Keep one judgement, unless the claim is no longer what was looked at; `name` is who has logged in, at a desk with accounts."""
    by = name or sent.by
    if not by:
        raise NotAllowed("by is empty. Needed: the name of who judges.")
    with store.writing():
        record = store.record(ref)
        if sent.seen and sent.seen != record.version:
            raise HTTPException(409, f"not kept: {_since(record)}. Look at it as it is now, and judge again if it still needs it.")
        at = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
        if record.own and record.own[-1].at > at and not sent.undoes:
            raise HTTPException(409, f"not kept: a judgement by {record.own[-1].by or 'somebody'} is dated {record.own[-1].at}, after now, and would hold all the same. Take it back first.")
        to = store.record(store.claim(claim_name(sent.other))) if sent.other else None
        (made,) = judge(Wish(sent.action, by, sent.why, at, sent.set, sent.undoes), [record], to)
        store.judge([made])
    return made


def _since(record: Record) -> str:
    if not record.own:
        return "the claim is read otherwise since the page was made"
    last = record.own[-1]
    return f"the claim or its event has changed since the page was made (its last judgement: {last.action} by {last.by or 'somebody'}, {last.at})"


def claim_name(text: str) -> str:
    """The name of a claim, from its name or the address of a page."""
    found = _CLAIM.match(text)
    return f"{found[1]}#{found[2]}" if found else text
