"""What an event is made of before it becomes a record, and whom an argument of it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lexicon import Trigger
from ..model import Actor
from ..parse import Token
from .context import Context
from .drafts import Draft, People
from .functions import owner_of
from .predicates import Match, is_date
from .syntax import agent, conjuncts


@dataclass(slots=True)
class Coded:
    """An event in the making: which row, which tokens, whose."""

    match: Match
    type: str
    actors: list[tuple[Actor, int]] = field(default_factory=list)
    recipients: list[tuple[Actor, int]] = field(default_factory=list)
    themes: list[int] = field(default_factory=list)
    twins: list[int] = field(default_factory=list)
    """Heads of events that were merged into this one: they may carry its time."""
    framed: Coded | None = None
    """A merged event whose row names a frame, where this one's names none."""
    loose: dict[str, list[int]] = field(default_factory=dict)
    """Arguments that stand for nobody known, by role."""
    teller: Actor | None = None
    """Who counts, where the count is no saying (`put its losses at nine dead`)."""
    reciprocal: bool = False
    spared: bool = False
    """The one target that is said to be left out: `recognised Abkhazia but not South Ossetia`."""
    modality: str = "actual"
    polarity: str = "positive"
    why: list[str] = field(default_factory=list)

    @property
    def row(self) -> Trigger:
        return self.match.row

    @property
    def head(self) -> int:
        return self.match.verb


def _elliptic(ctx: Context, people: People, found: tuple[Actor, int]) -> list[tuple[Actor, int]]:
    """`North and South Korea`: the state whose name shares its last word with the one after it."""
    hit = people.hit_at.get(found[1])
    if hit is None or hit.first < 2 or ctx.parse.tokens[hit.first - 1].lower not in ("and", "or"):
        return []
    other = people.hit_at.get(hit.first - 2)
    return (
        [(other.actor, other.first)]
        if other is not None
        and other.actor.kind == "state"
        and other.first == other.last
        and other.actor.name.split()[-1] == hit.actor.name.split()[-1]
        else []
    )


def resolve_all(ctx: Context, people: People, tokens: list[Token]) -> list[tuple[Actor, int]]:
    """Actors of arguments with what is coordinated to them; an argument that is no actor is searched inside."""
    out: list[tuple[Actor, int]] = []
    for t in tokens:
        if is_date(ctx.parse, t):
            continue
        for c in conjuncts(ctx.parse, t):
            found = resolve(ctx, people, c)
            if found is not None and found[0].id not in {a.id for a, _ in out}:
                out.append(found)
                d = people.get(found[1])
                out += _elliptic(ctx, people, found)
                out += [(a, found[1]) for a in (d.also if d is not None else ()) if a.id != found[0].id]
    return out


def resolve(ctx: Context, people: People, t: Token) -> tuple[Actor, int] | None:
    """The actor of one argument: its own mention, else the one its noun phrase belongs to (`Iran's proposal`, `positions of Hezbollah`)."""
    d: Draft | None = people.get(t.i)
    if d is not None and d.actor is not None and d.score >= 0.35:
        return d.actor, t.i
    hit = people.hit_at.get(t.i)
    if hit is not None:
        return hit.actor, t.i
    parse = ctx.parse
    owner = parse.child(t.i, "poss")
    if owner is not None:
        own = people.get(owner.i)
        if own is not None and own.actor is not None:
            return own.actor, owner.i
    deed = is_deed(ctx, t)
    if deed and (doer := _doer(ctx, people, t)) is not None:
        return doer
    found = owner_of(ctx, people, t.i) if t.pos in ("NOUN", "PROPN", "NUM") and not deed else None
    if found is not None:
        return found.actor, found.last
    for p in parse.children(t.i, "prep"):
        if p.lower in (("by",) if deed else ("of", "against", "on", "in", "by", "from")):
            for obj in parse.children(p.i, "pobj"):
                if (inner := resolve(ctx, people, obj)) is not None:
                    return inner
    if t.pos != "NOUN" or d is not None:
        return None
    authors = [by for clause in parse.children(t.i, "acl") if clause.lemma in _AUTHORED and (by := agent(parse, clause.i)) is not None]
    return next((named for by in authors if (named := resolve(ctx, people, by)) is not None), None)


def _doer(ctx: Context, people: People, t: Token) -> tuple[Actor, int] | None:
    """`Israeli raids`: the state whose adjective stands before a deed did it."""
    for k in ctx.parse.children(t.i, "amod"):
        hit = people.hit_at.get(k.i)
        if hit is not None and hit.actor.kind == "state":
            return hit.actor, k.i
    return None


_AUTHORED = frozenset("file submit bring lodge make put issue propose draft draw draught table present write sponsor send pass offer launch float announce commit perpetrate stage".split())
"""`an appeal filed by`, `the bill drafted by`: whose a document, a demand or a decision is."""


def is_deed(ctx: Context, t: Token) -> bool:
    """Does the noun name something that is done to somebody?"""
    return any(r.pos == "noun" and r.type in ("ASSAULT", "COERCE") for r in ctx.lexicon.trigger_heads.get(t.lemma.lower(), ()))
