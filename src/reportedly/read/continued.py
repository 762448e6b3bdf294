"""What a later sentence leaves out because an earlier one of the same matter has said it: who sold, who sanctioned, whom it is to recognise."""

from __future__ import annotations

from .coded import Coded
from .context import Context
from .frames.items import nouns
from .syntax import agent, is_passive, logical_object

_MATTER = frozenset("territory republic country region state it them nothing anything everything".split())


TAKEN = "actor:earlier"
_SAME_DAY = 3
"""Sentences within which what goes on from an act (`Listed too was …`) has its day."""


def awaits(ctx: Context, c: Coded) -> bool:
    """A passive transfer, listing or recognition without an agent, a recognition of `the territory`: an earlier sentence may name the party."""
    if c.row.frame in ("arms_transfer", "designation"):
        return not c.actors and c.row.pos == "verb" and is_passive(ctx.parse, c.head) and agent(ctx.parse, c.head) is None
    if c.row.frame != "recognition" or c.row.pos == "noun":
        return False
    return not c.recipients or (not c.actors and is_passive(ctx.parse, c.head) and agent(ctx.parse, c.head) is None)


def carry_on(ctx: Context, found: list[Coded]) -> list[Coded]:
    """The events with parties taken from the last event of the same frame that fits; those left without any are dropped."""
    out: list[Coded] = []
    for c in found:
        if awaits(ctx, c):
            before = next((o for o in reversed(out) if _fits(ctx, c, o)), None)
            if before is not None and not c.recipients and c.row.frame == "recognition":
                c.recipients = [r for r in before.recipients if r[0].id not in {a.id for a, _ in c.actors}]
            if before is not None and not c.actors:
                c.actors = [a for a in before.actors if a[0].id not in {r.id for r, _ in c.recipients}]
                c.why.append(TAKEN)
            if before is not None:
                c.why.append("party:earlier")
                c.twins += _of_one_day(ctx, c, [o for o in out if _fits(ctx, c, o) and o.row.pos != "noun"])
            if not c.actors and not c.recipients:
                continue
        out.append(c)
    return out


def _of_one_day(ctx: Context, c: Coded, before: list[Coded]) -> list[int]:
    """The head of the act that this one goes on from, at once or `in the same decision`: it has its day."""
    if not before or c.row.frame != "designation" or TAKEN not in c.why:
        return []
    first, past, _ = ctx.parse.sentence(c.head)
    again = any(t.lower == "same" for t in ctx.parse.tokens[first : min(past, first + 4)])
    near = ctx.parse.tokens[c.head].sent - ctx.parse.tokens[before[-1].head].sent <= _SAME_DAY
    return [before[-1].head, *before[-1].twins] if again or near else []


def _fits(ctx: Context, c: Coded, before: Coded) -> bool:
    """Is it the same matter: arms of one kind, a listing by somebody, a recognition of something that the object takes up?"""
    if before.row.frame != c.row.frame:
        return False
    if c.row.frame == "arms_transfer":
        return bool(before.actors) and bool(_goods(ctx, c) & _goods(ctx, before))
    if c.row.frame == "designation":
        return bool(before.actors)
    obj = logical_object(ctx.parse, c.head)
    if c.recipients:
        return bool({r.id for r, _ in c.recipients} & {r.id for r, _ in before.recipients})
    return bool(before.recipients) and obj is not None and (obj.lemma.lower() in _MATTER or c.match.noun is not None)


def _goods(ctx: Context, c: Coded) -> set[str]:
    return {t.lemma.lower() for k in c.themes for t in nouns(ctx, ctx.parse.tokens[k])}


__all__ = ["awaits", "carry_on"]
