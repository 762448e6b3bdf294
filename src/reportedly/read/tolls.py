"""Counts of dead and wounded that stand alone (`a toll of seven dead`, `32 deaths`, `the bodies of 11 soldiers`): whose they are, and which are told twice."""

from __future__ import annotations

from ..model import Actor, Span
from ..parse import Token
from .coded import Coded, resolve, resolve_all
from .context import Context
from .drafts import People
from .frames import casualties
from .parties import whose_dead
from .syntax import is_verb, surface_subject

_FOUND = frozenset("bring find recover bury pull retrieve identify take deliver count collect arrive return".split())
_OWNED = frozenset(["toll", "loss", "number", "figure", "count", "tally", "total"])
_OWNING = frozenset("put confirm acknowledge admit report give raise lower revise lose suffer count record".split())


BARE = ("fr.count.", "fr.toll.", "fr.death-toll.")
"""How ids of rows for bare counts begin; none fires on the first part of a compound (`death toll`)."""


def is_count(c: Coded) -> bool:
    """Is the event told by a bare count?"""
    return c.row.id.startswith(BARE)


def settle_tolls(ctx: Context, people: People, found: list[Coded]) -> list[Coded]:
    """Bare counts with the side that lost them; those without a figure, and those that another event of the sentence tells, are dropped."""
    if not any(is_count(c) for c in found):
        return found
    out: list[Coded] = []
    own = {c.head: casualties.own_figure(ctx, c) for c in found if c.row.frame == "casualties"}
    found = [c for c in found if not is_count(c) or (own[c.head] and _is_toll(ctx, c))]
    told = {c.head: casualties.counts(casualties.fill(ctx, c)) for c in found if c.row.frame == "casualties"}
    for c in found:
        if is_count(c):
            if not _violent(ctx, c, found) or _told(c, found, own, told):
                continue
            if not c.recipients:
                c.recipients = whose_dead(ctx, _side(ctx, people, c))
            if not c.recipients:
                _of_attack(ctx, c, found)
            if not c.recipients and not c.actors:
                c.recipients = _side_before(out)
            c.teller = _teller(ctx, people, c)
        out.append(c)
    return out


def _is_toll(ctx: Context, c: Coded) -> bool:
    """Bodies are dead people only where they are somebody's, or found, brought, buried."""
    t = ctx.parse.tokens[c.head]
    if t.lemma.lower() != "body":
        return True
    up = ctx.parse.tokens[t.head]
    return t.tag == "NNS" and (bool(c.recipients) or (is_verb(up) and up.lemma in _FOUND))


def _violent(ctx: Context, c: Coded, found: list[Coded]) -> bool:
    """A report of violence: an attack is told or named so far, and no disaster or disease stands in the sentence."""
    classes = ctx.lexicon.classes
    first, past, _ = ctx.parse.sentence(c.head)
    lemmas = [t.lemma.lower() for t in ctx.parse.tokens[:past]]
    calm = (classes.get("accident", frozenset()) | classes.get("disaster", frozenset()) | classes.get("disease", frozenset())) - {"fire", "risk", "danger", "heavy rain"}
    if calm.intersection(lemmas[first:]):
        return False
    if any(o.type == "ASSAULT" and not is_count(o) for o in found) or "loss" in lemmas[first:]:
        return True
    return bool(classes.get("casualty_event", frozenset()).intersection(lemmas))


def _told(c: Coded, found: list[Coded], own: dict[int, Span | None], told: dict[int, set[Span]]) -> bool:
    """Another event has the same figure: in its own wording, of two bare counts the later; or beside its own (`four dead and 19 wounded`), of two the earlier."""
    mine = own[c.head]
    for o in found:
        if o is c or mine not in told.get(o.head, ()):
            continue
        if own[o.head] == mine:
            if not is_count(o) or o.head > c.head:
                return True
        elif o.head < c.head or own[o.head] not in told[c.head]:
            return True
    return False


def _side(ctx: Context, people: People, c: Coded) -> list[tuple[Actor, int]]:
    """Whose dead they are: of the toll over the count, of whoever counts its own (`put its losses at`, `has confirmed five deaths`)."""
    parse = ctx.parse
    t = parse.tokens[c.head]
    for _ in range(4):
        owner = _owner(ctx, t)
        if owner is not None:
            return resolve_all(ctx, people, [owner])
        if t.head == t.i:
            return []
        t = parse.tokens[t.head]
        if is_verb(t):
            break
    if t.lemma not in _OWNING:
        return []
    obj = parse.child(t.i, "dobj", "nsubjpass")
    if obj is not None and obj.lemma.lower() in _OWNED:
        owner = _owner(ctx, obj)
        return resolve_all(ctx, people, [owner]) if owner is not None else []
    subject = surface_subject(parse, t.i)
    who = resolve(ctx, people, subject) if subject is not None else None
    return [who] if who is not None and who[0].country and "GOV" in who[0].sectors else []


_COUNTING = frozenset("put count document record confirm acknowledge estimate raise lower revise tally".split())


def _teller(ctx: Context, people: People, c: Coded) -> Actor | None:
    """Whose figure it is: the subject of the verb of counting over it."""
    up = ctx.parse.tokens[c.head]
    while up.head != up.i and not is_verb(up):
        up = ctx.parse.tokens[up.head]
    subject = surface_subject(ctx.parse, up.i) if is_verb(up) and up.lemma in _COUNTING else None
    who = resolve(ctx, people, subject) if subject is not None else None
    return who[0] if who is not None else None


def _owner(ctx: Context, t: Token) -> Token | None:
    """`its losses`, `Tajik losses`, `the Tajik death toll`."""
    if t.pos not in ("NOUN", "PROPN"):
        return None
    return ctx.parse.child(t.i, "poss") or next((a for a in ctx.parse.children(t.i, "amod", "compound", "nmod") if a.tag in ("NNP", "NNPS") or a.text[:1].isupper()), None)


def _of_attack(ctx: Context, c: Coded, found: list[Coded]) -> None:
    """The parties of the only attack that the sentence names beside a count."""
    own = ctx.parse.tokens[c.head].sent
    attacks = [o for o in found if o.type == "ASSAULT" and o.row.pos == "noun" and o.row.frame is None and ctx.parse.tokens[o.head].sent == own]
    if len(attacks) == 1:
        c.actors, c.recipients = list(attacks[0].actors), list(attacks[0].recipients)


def _side_before(out: list[Coded]) -> list[tuple[Actor, int]]:
    """The side that the report's attacks so far were on, where it is one."""
    sides = [c.recipients[0] for c in out if c.type == "ASSAULT" and c.recipients]
    return [sides[-1]] if sides and len({a.country for a, _ in sides}) == 1 else []


__all__ = ["BARE", "is_count", "settle_tolls"]
