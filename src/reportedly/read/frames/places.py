"""Routes and places beside an event."""

from __future__ import annotations

from ...parse import Token
from ..context import Context
from ..predicates import CALENDAR
from ..syntax import phrase

_VIA = frozenset(["via", "through", "aboard", "transiting", "across", "by way of"])
_STATIONS = frozenset("country countries intermediary intermediaries middleman middlemen broker company port airport border corridor airspace sea route".split())
_WHERE = frozenset(["into", "in", "at", "off", "near", "from", "over", "toward", "towards", "over", "outside"])


def clause(ctx: Context, head: int) -> list[int]:
    """Tokens of the largest clause around an event that does not cross into what somebody says about it."""
    parse = ctx.parse
    at = parse.tokens[head]
    while at.dep not in ("ccomp", "ROOT", "relcl", "parataxis") and not (at.dep in ("advcl", "conj") and at.pos == "VERB"):
        at = parse.tokens[at.head]
    return parse.subtree(at.i)


def route(ctx: Context, inside: list[int]) -> Token | None:
    """What the goods went through: the noun of the first phrase of transit in a clause."""
    parse = ctx.parse
    for k in inside:
        t = parse.tokens[k]
        noun = _governed(ctx, t) if t.lower in _VIA else _way(ctx, t)
        if noun is not None and noun.lower not in CALENDAR and (noun.pos == "PROPN" or noun.lower in _STATIONS or _proper(ctx, noun)):
            return noun
    return None


def _way(ctx: Context, t: Token) -> Token | None:
    """`by way of Georgia`"""
    if t.lower != "way" or t.i == 0 or ctx.parse.tokens[t.i - 1].lower != "by":
        return None
    of = ctx.parse.child(t.i, "prep")
    return _governed(ctx, of) if of is not None and of.lower == "of" else None


def _governed(ctx: Context, prep: Token) -> Token | None:
    return ctx.parse.child(prep.i, "pobj", "dobj", "npadvmod")


def _proper(ctx: Context, noun: Token) -> bool:
    return any(c.pos == "PROPN" for c in ctx.parse.children(noun.i))


def where(ctx: Context, heads: list[int]) -> Token | None:
    """The place of a test: a proper name that a preposition of place governs beside the verb or the weapon."""
    parse = ctx.parse
    found = []
    for h in heads:
        for p in parse.children(h, "prep", "advmod"):
            if p.lower in _WHERE:
                found += [n for n in parse.children(p.i, "pobj") if n.lower not in CALENDAR and (n.pos == "PROPN" or _proper(ctx, n))]
    return min(found, key=lambda n: n.i, default=None)


def named(ctx: Context, noun: Token) -> tuple[int, int]:
    """The words of a place without its article."""
    first, last = phrase(ctx.parse, noun.i, clauses=False)
    while first < noun.i and ctx.parse.tokens[first].pos in ("DET", "PRON", "ADP", "PUNCT"):
        first += 1
    return first, last
