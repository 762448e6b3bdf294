"""Listings and recognitions: targets and authorities that no selector of a row reaches, and one act for each authority and target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model import Actor
from ..parse import Token
from .coded import Coded, resolve_all
from .context import Context
from .drafts import Draft, People
from .frames.designation import is_list
from .syntax import is_passive, logical_object

Party = tuple[Actor, int]
ACTS = frozenset({"designation", "recognition"})
"""Frames whose every authority and every target is an act of its own: who lists three firms lists each of them."""


def complete(ctx: Context, people: People, found: list[Coded]) -> list[Coded]:
    """The same events, with targets named beside the one that is counted and with the keeper of the list as its authority."""
    for c in found:
        if c.row.frame == "designation":
            c.recipients += [x for x in _named_beside(ctx, people, c) if x[0].id not in {a.id for a, _ in (*c.recipients, *c.actors)}]
            if not c.actors or {a.id for a, _ in c.actors} <= {a.id for a, _ in c.recipients}:
                c.actors = [x for x in _keeper(ctx, people, c) if x[0].id not in {a.id for a, _ in c.recipients}]
        if c.row.frame in ACTS:
            c.recipients = _by_name(ctx, people, c.recipients)
    return found


def acts(found: list[Coded]) -> list[Coded]:
    """One event for each authority and target of a listing or recognition."""
    out: list[Coded] = []
    for c in found:
        if (c.framed or c).row.frame not in ACTS or c.reciprocal or max(len(c.actors), len(c.recipients)) < 2:
            out.append(c)
            continue
        by: list[list[Party]] = [[a] for a in c.actors] or [[]]
        to: list[list[Party]] = [[r] for r in c.recipients] or [[]]
        out += [replace(c, actors=a, recipients=r, why=list(c.why)) for a in by for r in to]
    return out


# -- targets -------------------------------------------------------------------------------------------------------------

_GIVING = frozenset(["including", "among"])


def _named_beside(ctx: Context, people: People, c: Coded) -> list[Party]:
    """`six firms …, among them X and Y`, `six firms including X and Y`: those that the sentence names of the ones it counts."""
    parse = ctx.parse
    obj = logical_object(parse, c.head)
    if obj is None or obj.tag not in ("NNS", "NNPS"):
        return []
    first, past, _ = parse.sentence(c.head)
    out: list[Party] = []
    for p in parse.tokens[first:past]:
        if p.lower not in _GIVING or not ({obj.i, c.head} & {t.i for t in parse.ancestors(p.i)}):
            continue
        given = parse.child(p.i, "pobj")
        if p.lower == "among" and given is not None and given.lower in ("them", "whom", "these", "those"):
            given = parse.tokens[p.head] if parse.tokens[p.head].i not in (obj.i, c.head) else _after(ctx, people, given.i)
        elif p.lower == "among":
            continue
        out += [x for t in _members(ctx, given) if (x := _named(people, t)) is not None] if given is not None else []
    return list({a.id: (a, k) for a, k in reversed(out)}.values())[::-1]


def _after(ctx: Context, people: People, k: int) -> Token | None:
    """The head of the name that follows."""
    d = next((d for d in people.by_head.values() if d.kind == "named" and d.first == k + 1), None)
    return ctx.parse.tokens[d.head] if d is not None else None


def _members(ctx: Context, t: Token) -> Iterator[Token]:
    """A name, and what is coordinated with it or, as parsers have it, with what it is said to be (`X, a dealer, and Y`)."""
    yield t
    for k in ctx.parse.children(t.i, "conj"):
        yield from _members(ctx, k)
    for a in ctx.parse.children(t.i, "appos"):
        for k in ctx.parse.children(a.i, "conj"):
            yield from _members(ctx, k)


def _named(people: People, t: Token) -> Party | None:
    d = people.get(t.i)
    return (d.actor, t.i) if d is not None and d.kind == "named" and d.actor is not None else None


def _by_name(ctx: Context, people: People, found: list[Party]) -> list[Party]:
    """`the Iraqi militia Saraya al-Wadi` is one target, called by its name; a part of a name that another target has whole is no other."""
    out: list[Party] = []
    for actor, k in found:
        d = people.get(k)
        named = next((o for o in people.by_head.values() if d is not None and _names(ctx, d, o)), None)
        if named is not None and named.actor is not None and d is not None:
            known = named.actor
            if d.actor is not None and known.country is None and d.actor.country is not None:
                known = replace(known, country=d.actor.country, sectors=known.sectors or d.actor.sectors)
            out.append((known, named.head))
        else:
            out.append((actor, k))
    return list({a.id: (a, k) for a, k in reversed(out)}.values())[::-1]


def _names(ctx: Context, d: Draft, o: Draft) -> bool:
    """Does the name `o` stand right behind the noun `d`, without a comma?"""
    return o.kind == "named" and d.kind == "nominal" and o.first == d.last + 1 and d.last == d.head and o.actor is not None and o.actor.kind != "state"


# -- authorities ---------------------------------------------------------------------------------------------------------

_KEEPING = frozenset("keep maintain run hold draw compile publish administer".split())


def _keeper(ctx: Context, people: People, c: Coded) -> list[Party]:
    """Whose list it is: `was put on China's list`, `entered in the register kept by the ministry`, `put on a blacklist of the Treasury`."""
    parse = ctx.parse
    if not (is_passive(parse, c.head) or c.row.predicate[0] in ("find", "land", "appear", "end", "remain", "stay", "wind", "feature")):
        return []
    for p in parse.children(c.head, "prep"):
        noun = parse.child(p.i, "pobj")
        if noun is None or not is_list(noun):
            continue
        owners = parse.children(noun.i, "poss")
        for kept in (k for n in parse.subtree(noun.i) for k in parse.children(n, "acl") if k.lemma in _KEEPING):
            owners += [o for by in parse.children(kept.i, "agent") for o in parse.children(by.i, "pobj")]
        owners += [k for k in parse.children(noun.i, "compound", "amod", "nmod") if k.i in people.hit_at]
        owners += [o for by in parse.children(noun.i, "prep", "agent") if by.lower == "by" for o in parse.children(by.i, "pobj")]
        found = resolve_all(ctx, people, owners)
        if found:
            return found
    return []
