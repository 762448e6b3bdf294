"""Counts of dead and wounded that stand alone (`a toll of seven dead`, `32 deaths`, `the bodies of 11 soldiers`): whose they are, and which are told twice."""

from __future__ import annotations

from dataclasses import replace

from ..model import Actor, Event, Place, Span
from ..parse import Token
from .coded import Coded, resolve, resolve_all
from .context import Context
from .drafts import People
from .frames import casualties
from .functions import nominal
from .parties import whose_dead
from .syntax import is_verb, logical_subject, surface_subject

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
    for c in found:
        if c.row.frame == "casualties":
            c.teller = teller(ctx, people, c)
            _of_clause(ctx, c, found)
            c.recipients = _groups(ctx, people, c)
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
        owner = _owner(ctx, t) if t.lemma not in _RECKONING else None  # whoever counts
        if owner is not None:
            return resolve_all(ctx, people, [owner])
        kind = next((d for a in ctx.parse.children(t.i, "amod", "compound") if (d := nominal(ctx, people, a, None)) is not None and d.actor is not None), None)
        if kind is not None and kind.actor is not None and kind.actor.id.startswith("role:"):
            return [(kind.actor, t.i)]
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


_COUNTING = frozenset(
    "put count document record confirm acknowledge estimate raise lower revise tally give cite list verify register report receive treat admit concede bury set place boast claim".split()
)
_TELLING = frozenset(["speak", "talk", "tell", "know"])
_RECKONING = frozenset(["count", "reckoning", "tally", "estimate", "figure", "account", "calculation", "telling", "tracking", "measurement", "radar"])


def _verb_over(ctx: Context, c: Coded) -> Token | None:
    """The verb that tells a count; of `seven fighters, buried on Tuesday` that over the fighters."""
    parse = ctx.parse
    up = parse.tokens[c.head]
    if up.dep in ("acl", "relcl"):
        up = parse.tokens[up.head]
    while up.head != up.i and not is_verb(up):
        up = parse.tokens[up.head]
    return up if is_verb(up) else None


def teller(ctx: Context, people: People, c: Coded) -> Actor | None:
    """Whose figure it is where no verb of saying tells: whoever counts it, by whose reckoning it is, for whom the toll has risen."""
    parse = ctx.parse
    up = _verb_over(ctx, c)
    if (owner := parse.child(c.head, "poss")) is not None and parse.tokens[c.head].lemma in _RECKONING:
        found = resolve(ctx, people, owner)
        return found[0] if found is not None else None
    if up is None:
        return None
    own = next((n for k in {c.head, up.i} for p in parse.children(k, "prep") if p.lower in ("by", "on") for n in parse.children(p.i, "pobj") if n.lemma in _RECKONING), None)
    who: Token | None = None
    if own is not None:
        who = parse.child(own.i, "poss")
    elif up.lemma in _COUNTING or (up.lemma in _TELLING and any(p.lower == "of" for p in parse.children(up.i, "prep"))):
        who = logical_subject(parse, up.i)
    elif (toll := surface_subject(parse, up.i)) is not None and toll.lemma in _OWNED:
        before = next((n for p in parse.children(up.i, "prep") if p.lower == "for" and p.i < toll.i for n in parse.children(p.i, "pobj")), None)
        who = before or parse.child(toll.i, "poss")
    found = resolve(ctx, people, who) if who is not None else None
    return found[0] if found is not None else None


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


_OWN_LOSS = frozenset(["acknowledge", "admit", "concede", "mourn", "lose"])
_FIGHTING = frozenset(["MIL", "REB", "PRM", "UAF"])


def _groups(ctx: Context, people: People, c: Coded) -> list[tuple[Actor, int]]:
    """`al-Shabaab fighters`, `35 of their men`: the armed group's dead; whoever acknowledges dead fighters acknowledges his own."""
    over = _verb_over(ctx, c)
    out = []
    for a, k in c.recipients:
        owner = ctx.parse.child(k, "poss", "compound", "amod", "nmod")
        mine = resolve(ctx, people, owner) if owner is not None and a.id.startswith("role:") else None
        if mine is not None and mine[0].kind == "armed_group":
            a = mine[0]
        elif c.teller is not None and over is not None and over.lemma in _OWN_LOSS and a.id.startswith("role:x:") and _FIGHTING.intersection(a.sectors):
            a = c.teller
        out.append((a, k))
    return out


def _of_clause(ctx: Context, c: Coded, found: list[Coded]) -> None:
    """`a post came under fire, leaving six guards dead`: whatever is told before has left them so, and not whom it was done to."""
    t = ctx.parse.tokens[c.head]
    if c.row.pos != "lv" or t.lemma != "leave" or t.dep != "advcl":
        return
    over = next((o for o in found if o.head == t.head or t.head in o.match.tokens), None)
    c.actors = list(over.actors) if over is not None else []


def settle_places(records: list[Event]) -> list[Event]:
    """Tolls told without a place and a day get the place of the attacks that the report tells before them, where it is one."""
    out: list[Event] = []
    for e in records:
        if e.frame is not None and e.frame.name == "casualties" and e.place is None and e.modality == "actual" and _on_one_day(e):
            place = _scene([o.place for o in out if o.type == "ASSAULT" and o.place is not None and o.modality == "actual" and not _on_other_days(e, o)])
            e = replace(e, place=place, why=(*e.why, "place:earlier")) if place is not None else e
        out.append(e)
    return out


def _stated(e: Event) -> tuple[str | None, str | None] | None:
    return (e.time.start, e.time.end) if e.time is not None and e.time.basis == "text" else None


def _on_one_day(e: Event) -> bool:
    """What is counted over a longer time is of many attacks."""
    days = _stated(e)
    return days is None or days[0] == days[1]


def _on_other_days(a: Event, b: Event) -> bool:
    one, other = _stated(a), _stated(b)
    return one is not None and other is not None and one != other


def _scene(places: list[Place]) -> Place | None:
    """The one place that they are, or the finest where each other is the country or region around it."""
    fine = {p.name: p for p in reversed(places) if p.kind not in ("country", "region")}
    broad = {p.name: p for p in reversed(places) if p.kind in ("country", "region")}
    if len(fine) > 1 or len({p.country for p in places}) > 1 or (not fine and len(broad) > 1):
        return None
    return next(iter((fine or broad).values()), None)


__all__ = ["BARE", "is_count", "settle_places", "settle_tolls", "teller"]
