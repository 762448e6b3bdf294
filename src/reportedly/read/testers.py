"""Who tested a missile, where the sentence does not say: whoever the report last named with one."""

from __future__ import annotations

from dataclasses import replace

from ..model import Actor, Event
from ..parse import Token
from .coded import Coded, resolve
from .context import Context
from .drafts import People
from .frames.weapons import designations, is_arms
from .frames.weapons_test import distances, is_flight
from .names import state
from .syntax import logical_object, surface_subject
from .tolls import teller


def inherit_testers(ctx: Context, people: People, found: list[Coded]) -> list[Coded]:
    """Tests told without a tester get that of the missile last named; those of nobody, and flights told twice, are dropped."""
    out: list[Coded] = []
    _by_state(ctx, found)
    lacking = [c for c in found if _unsaid(c)]
    owners = _owners(ctx, people, found) if lacking else []
    found = _without_bare_tests(ctx, found)
    for c in found:
        if is_flight(c) and (not distances(ctx, c) or _told(ctx, c, found) or not _of_missile(ctx, c)):
            continue
        if is_flight(c):
            c.teller = teller(ctx, people, c)
        if (c in lacking or is_flight(c)) and _in_attack(ctx, c, found):
            continue
        if c in lacking and not c.actors:
            own = _ordered_by(ctx, people, c) or next((who for at, who in reversed(owners) if at < c.head or at in c.themes), None)
            if own is None:
                continue
            c.actors.append(own)
            c.why.append("actor:last-missile")
        out.append(c)
    return out


def _by_state(ctx: Context, found: list[Coded]) -> None:
    """`the North Korean missile flew`: the tester is the state whose missile it is, no part of its armed forces; `it` that flew is nobody."""
    for c in found:
        mine = _missile(ctx, c) if is_flight(c) else None
        if mine is not None and not _is_missile(ctx, mine):
            c.actors = []
        if c.row.frame == "weapons_test":
            c.actors = [(a, k) for a, k in c.actors if not a.id.startswith("role:x:")]
        if c.row.frame == "weapons_test":
            c.actors = [(state(ctx.lexicon, a.country) if a.country and _is_missile(ctx, ctx.parse.tokens[k]) else a, k) for a, k in c.actors]


def _without_bare_tests(ctx: Context, found: list[Coded]) -> list[Coded]:
    """`held a test: a missile flew 900 km`: the flight tells of the test, and who held it."""
    out = list(found)
    for c in found:
        mine = _missile(ctx, c) if is_flight(c) and distances(ctx, c) else None
        if mine is None or not _is_missile(ctx, mine):
            continue
        own = ctx.parse.tokens[c.head].sent
        bare = next((o for o in out if o.row.frame == "weapons_test" and o.actors and not o.themes and not is_flight(o) and ctx.parse.tokens[o.head].sent == own), None)
        if bare is not None and not c.actors:
            c.actors = list(bare.actors)
            c.twins.append(bare.head)
            out.remove(bare)
    return out


def _is_missile(ctx: Context, t: Token) -> bool:
    classes = ctx.lexicon.classes
    return t.lemma.lower() in classes.get("missile", frozenset()) | classes.get("strategic_missile", frozenset())


def _of_missile(ctx: Context, c: Coded) -> bool:
    """What flew is a missile; a pronoun takes one up that its own or the last two sentences name."""
    mine = _missile(ctx, c)
    if mine is None or _is_missile(ctx, mine):
        return True
    before = ctx.parse.sentence(c.head).first
    for _ in range(2):
        before = ctx.parse.sentence(before - 1).first if before else before
    return any(_is_missile(ctx, t) or is_arms(ctx, t) for t in ctx.parse.tokens[before : c.head])


def _in_attack(ctx: Context, c: Coded, found: list[Coded]) -> bool:
    """A missile that hit or killed somebody in the same sentence was no test."""
    own = ctx.parse.tokens[c.head].sent
    return any(o.type == "ASSAULT" and ctx.parse.tokens[o.head].sent == own and not _hits_mark(ctx, o) for o in found)


def _hits_mark(ctx: Context, o: Coded) -> bool:
    """`hit its target`"""
    obj = logical_object(ctx.parse, o.head) if o.row.pos != "noun" else None
    return obj is not None and obj.lemma.lower() in ("target", "mark", "area")


def _unsaid(c: Coded) -> bool:
    return c.row.frame == "weapons_test" and not c.actors and (c.row.pos in ("verb", "lv") or is_flight(c))


def _owners(ctx: Context, people: People, found: list[Coded]) -> list[tuple[int, tuple[Actor, int]]]:
    """Places where a missile has an owner: tests with a tester, missiles with a state before them (`the North Korean missile`) or by the name of their maker's."""
    out = [(c.head, c.actors[0]) for c in found if c.row.frame == "weapons_test" and c.actors]
    own = {k for c in found if c.row.frame == "weapons_test" and c.actors and not is_flight(c) for k in c.themes}
    known = {hit.actor.country for hit in people.hit_at.values() if hit.actor.country}
    for weapon, _, last in designations(ctx, 0, len(ctx.parse.tokens)):
        theme = next((k for k in range(last, min(last + 4, len(ctx.parse.tokens))) if k in own), None)
        if theme is None and weapon.maker in known and weapon.un_category == "VII":
            out.append((last, (state(ctx.lexicon, weapon.maker), last)))
    missiles = ctx.lexicon.classes.get("missile", frozenset()) - {"satellite"}
    for t in ctx.parse.tokens:
        if t.lemma.lower() in missiles and ctx.parse.child(t.i, "poss", "amod", "compound", "nmod") is not None:
            who = resolve(ctx, people, t)
            if who is not None and who[0].country:
                out.append((t.i, who))
    return sorted(out, key=lambda o: o[0])


def _ordered_by(ctx: Context, people: People, c: Coded) -> tuple[Actor, int] | None:
    """Under whose plan or guidance a test is told to have been done."""
    if c.row.pos == "noun" or is_flight(c):
        return None
    found = [who for p in ctx.parse.children(c.head, "prep") if p.lower == "under" for n in ctx.parse.children(p.i, "pobj") if (who := resolve(ctx, people, n)) is not None]
    return next((who for who in found if who[0].country), None)


def _told(ctx: Context, c: Coded, found: list[Coded]) -> bool:
    """Does a launch in the same sentence tell of the same missile (`fired a missile that flew 700 km`, `was launched and flew`)?"""
    mine = _missile(ctx, c)
    own = ctx.parse.tokens[c.head].sent
    tests = [o for o in found if o is not c and o.row.frame == "weapons_test" and ctx.parse.tokens[o.head].sent == own and not is_flight(o)]
    if c.row.pos == "noun" and any(is_flight(o) and o.row.pos != "noun" and ctx.parse.tokens[o.head].sent == own for o in found):
        return True  # "by Seoul's reckoning it flew 900 km"
    return any(mine is None or mine.i in (o.themes or [mine.i]) for o in tests)


def _missile(ctx: Context, c: Coded) -> Token | None:
    if c.themes:
        return ctx.parse.tokens[c.themes[0]]
    return surface_subject(ctx.parse, c.head) if c.row.pos == "verb" else None


def settle_tests(records: list[Event]) -> list[Event]:
    """Flights told without a day, a place or a name of the missile get those of the last test of the same tester that has them."""
    out: list[Event] = []
    for e in records:
        if e.frame is not None and e.frame.name == "weapons_test" and e.modality == "actual" and e.actor:
            for o in reversed(out):
                if o.frame is not None and o.frame.name == "weapons_test" and o.modality == "actual" and set(o.actor) & set(e.actor) and not _other_missile(e, o):
                    e = _completed(e, o)
        out.append(e)
    for n, e in enumerate(out):
        later = next((o for o in out[n + 1 :] if _one_flight(e, o)), None)
        if later is not None:
            out[n] = _completed(e, later)
    return out


def _one_flight(e: Event, o: Event) -> bool:
    """A headline's test that the text then tells with its day: the same tester and the same range."""
    if e.frame is None or o.frame is None or not e.frame.name == o.frame.name == "weapons_test" or _dated(e) or not _dated(o):
        return False
    return bool(set(e.actor) & set(o.actor)) and e.frame.get("range") is not None and str(e.frame.get("range")) == str(o.frame.get("range")) and not _other_missile(e, o)


def _dated(e: Event) -> bool:
    return e.time is not None and e.time.basis == "text"


def _other_missile(a: Event, b: Event) -> bool:
    """Two designations, or two stated days."""
    assert a.frame is not None and b.frame is not None
    names = [{i.designation for i in e.frame.items if i.designation} for e in (a, b) if e.frame is not None]
    days = [(e.time.start, e.time.end) for e in (a, b) if e.time is not None and e.time.basis == "text"]
    return (all(names) and not names[0] & names[1]) or (len(days) == 2 and days[0] != days[1])


def _completed(e: Event, o: Event) -> Event:
    assert e.frame is not None and o.frame is not None
    frame = e.frame if e.frame.items else replace(e.frame, items=o.frame.items)
    return replace(e, frame=frame, time=e.time if _dated(e) or not _dated(o) else o.time, place=e.place or o.place)


__all__ = ["inherit_testers", "settle_tests"]
