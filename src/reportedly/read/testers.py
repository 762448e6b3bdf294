"""Who tested a missile, where the sentence does not say: whoever the report last named with one."""

from __future__ import annotations

from ..model import Actor
from ..parse import Token
from .coded import Coded, resolve
from .context import Context
from .drafts import People
from .frames.weapons_test import distances, is_flight
from .syntax import logical_object, surface_subject


def inherit_testers(ctx: Context, people: People, found: list[Coded]) -> list[Coded]:
    """Tests told without a tester get that of the missile last named; those of nobody, and flights told twice, are dropped."""
    out: list[Coded] = []
    lacking = [c for c in found if _unsaid(c)]
    owners = _owners(ctx, people, found) if lacking else []
    for c in found:
        if c.row.frame == "weapons_test" and is_flight(c) and (not distances(ctx, c) or _told(ctx, c, found)):
            continue
        if (c in lacking or is_flight(c)) and _in_attack(ctx, c, found):
            continue
        if c in lacking:
            own = next((who for at, who in reversed(owners) if at < c.head), None)
            if own is None:
                continue
            c.actors.append(own)
            c.why.append("actor:last-missile")
        out.append(c)
    return out


def _in_attack(ctx: Context, c: Coded, found: list[Coded]) -> bool:
    """A missile that hit or killed somebody in the same sentence was no test."""
    own = ctx.parse.tokens[c.head].sent
    return any(o.type == "ASSAULT" and ctx.parse.tokens[o.head].sent == own and not _hits_mark(ctx, o) for o in found)


def _hits_mark(ctx: Context, o: Coded) -> bool:
    """`hit its target`"""
    obj = logical_object(ctx.parse, o.head) if o.row.pos != "noun" else None
    return obj is not None and obj.lemma.lower() in ("target", "mark", "area")


def _unsaid(c: Coded) -> bool:
    return c.row.frame == "weapons_test" and not c.actors and (c.row.pos == "verb" or is_flight(c))


def _owners(ctx: Context, people: People, found: list[Coded]) -> list[tuple[int, tuple[Actor, int]]]:
    """Places where a missile has an owner: tests with a tester, missiles with a state before them (`the North Korean missile`)."""
    out = [(c.head, c.actors[0]) for c in found if c.row.frame == "weapons_test" and c.actors]
    missiles = ctx.lexicon.classes.get("missile", frozenset()) - {"satellite"}
    for t in ctx.parse.tokens:
        if t.lemma.lower() in missiles and ctx.parse.child(t.i, "poss", "amod", "compound", "nmod") is not None:
            who = resolve(ctx, people, t)
            if who is not None and who[0].country:
                out.append((t.i, who))
    return sorted(out, key=lambda o: o[0])


def _told(ctx: Context, c: Coded, found: list[Coded]) -> bool:
    """Does a launch in the same sentence tell of the same missile (`fired a missile that flew 700 km`, `was launched and flew`)?"""
    mine = _missile(ctx, c)
    own = ctx.parse.tokens[c.head].sent
    tests = [o for o in found if o is not c and o.row.frame == "weapons_test" and ctx.parse.tokens[o.head].sent == own and not is_flight(o)]
    return any(mine is None or mine.i in (o.themes or [mine.i]) for o in tests)


def _missile(ctx: Context, c: Coded) -> Token | None:
    if c.themes:
        return ctx.parse.tokens[c.themes[0]]
    return surface_subject(ctx.parse, c.head) if c.row.pos == "verb" else None


__all__ = ["inherit_testers"]
