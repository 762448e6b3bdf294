"""What a request may ask for: filters, and a part of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Generic, Literal, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, Field

from ..ledger.corrections import ALLOWED
from ..ledger.store import Ledger, Wanted

Line = dict[str, Any]
T = TypeVar("T")
_DAY = r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"

Day = Annotated[str, Field(default="", pattern=_DAY, description="YYYY, YYYY-MM or YYYY-MM-DD", max_length=10)]
Who = Annotated[str, Field(default="", max_length=200, description="A country (PRK), an actor's id (org:hamas), or a part of a name")]
About = Annotated[str, Field(default="", max_length=60, description="A frame (arms_transfer), a register (casualties) or a PLOVER type (ASSAULT)")]
State = Literal["", "all", "contested", "denied", "admitted", "confirmed", "retracted", "asserted", "mentioned"]


def _given(default: int) -> BeforeValidator:
    """An emptied field of a form means the default."""
    return BeforeValidator(lambda v: default if v == "" else v)


class Part(BaseModel):
    limit: Annotated[int, _given(50), Field(ge=1, le=200)] = 50
    offset: Annotated[int, _given(0), Field(ge=0, le=100_000)] = 0


class Asked(BaseModel):
    def query(self, **changed: object) -> str:
        """The same question as the tail of an address, without what is at its default."""
        values = {**self.model_dump(exclude_defaults=True), **changed}
        return urlencode({k: v for k, v in values.items() if v not in ("", 0, None)})


class DisputeFilters(Part, Asked):
    actor: Who
    frame: About
    state: Annotated[State, Field(description="Empty: all that somebody denies or doubts, or in which somebody has changed sides; `all`: everything")] = ""
    since: Day
    until: Day
    families: Annotated[int, _given(0), Field(ge=0, le=10_000, description="At least so many independent sources stand for it")] = 0

    def wanted(self) -> Wanted:
        """One more than is shown, so as to know whether there are more."""
        return Wanted(
            party=self.actor or None, about=self.frame or None, state=None if self.state in ("", "all") else self.state, denied=self.state == "",
            since=self.since or None, until=self.until or None, sources=self.families, limit=self.limit + 1, offset=self.offset,
        )  # fmt: skip


class ClaimFilters(Part):
    source: Who
    actor: Who
    recipient: Who
    frame: About
    stance: Annotated[str, Field(max_length=20, description=ALLOWED["stance"])] = ""
    factuality: Annotated[str, Field(max_length=4, description=ALLOWED["factuality"])] = ""
    since: Day
    until: Day

    def wanted(self) -> Wanted:
        return Wanted(
            source=self.source or None, actor=self.actor or None, recipient=self.recipient or None, about=self.frame or None, stance=self.stance or None,
            factuality=self.factuality or None, since=self.since or None, until=self.until or None, limit=self.limit + 1, offset=self.offset,
        )  # fmt: skip


class Listed(BaseModel, Generic[T]):
    """A part of a list; `more` tells whether it goes on behind it."""

    items: list[T]
    offset: int
    limit: int
    more: bool


def part(found: Sequence[Any], p: Part) -> Mapping[str, Any]:
    """The part that is asked for of a whole list."""
    return cut(found[p.offset : p.offset + p.limit + 1], p)


def cut(found: Sequence[Any], p: Part) -> Mapping[str, Any]:
    """A part that the ledger itself has cut: what was asked for and one more, where there is more."""
    return {"items": list(found[: p.limit]), "offset": p.offset, "limit": p.limit, "more": len(found) > p.limit}


def changes(store: Ledger, f: DisputeFilters, after: int) -> tuple[list[Line], int]:
    """What has come or changed after a number and passes the filters, at most `limit` of it; and the number after which to ask next.
    A number that the ledger has not reached, as after another ledger has taken its place, means from now on."""
    newest = store.newest_change()
    if newest <= after:
        return [], newest
    found = store.changes(after, replace(f.wanted(), limit=f.limit, offset=0))
    last = found[-1]["number"] if found else newest
    return [_change(line, after) for line in found], last if len(found) == f.limit else max(newest, last)


def _change(line: Line, after: int) -> Line:
    """`before` are the names that parts of the dispute had: a proposition that is widened gets a new one."""
    dispute = {k: v for k, v in line.items() if k not in ("number", "first", "before")}
    return {"number": line["number"], "change": "new" if line["first"] > after else "changed", "before": line["before"].split(), "dispute": dispute}
