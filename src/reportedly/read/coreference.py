"""Short names, nominals and pronouns resolved to actors, each with a score and the rule that did it. What no rule resolves stays unresolved."""

from __future__ import annotations

from dataclasses import replace

from ..lexicon import codebook
from ..lexicon.load import bare
from ..model import Actor
from ..parse import Token
from .candidate import Candidate
from .context import Context
from .drafts import Draft, People
from .names import fold, slug, state, surname_holder
from .nominals import definite
from .predicates import CALENDAR
from .pronouns import Speakers, third_person

_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})


def resolve(ctx: Context, people: People, sayings: list[Candidate]) -> None:
    """Give actors to the drafts that have none, in reading order; then to I and we, whose speaker may be named after them."""
    _short_names(people)
    _well_known(ctx, people)
    _points_of_compass(ctx, people)
    speakers = _speakers(ctx, sayings)
    order = [people.by_head[k] for k in sorted(people.by_head)]
    _unnamed_then_named(ctx, order)
    first_persons = [d for d in order if ctx.parse.tokens[d.head].lower in _FIRST and d.kind == "pronoun"]
    for d in first_persons:
        _first_person(ctx, people, d, speakers)
    seen: list[Draft] = []
    for d in order:
        if d.kind == "pronoun" and d.actor is None and ctx.parse.tokens[d.head].lower not in _FIRST:
            third_person(ctx, people, d, ctx.parse.tokens[d.head], seen, speakers)
        elif d.kind == "nominal" and d.score <= 0.5:
            definite(ctx, people, d, seen)
            if d.actor is None:
                _known_by_function(ctx, d, seen)
        elif d.kind == "named" and d.actor is not None and d.actor.country is None and d.actor.kind == "organisation" and "name:shape" in d.why:
            _state_body(ctx, d, seen)
        seen.append(d)
    _late_speakers(ctx, people, first_persons, speakers, order)
    _of_owner(ctx, people, order)


_BODIES = frozenset("government cabinet army navy military police gendarmerie parliament judiciary presidency".split())
"""Of the functions of one word those that are a body of a state and nothing else; `the agency`, `the territory`, `the ministry` take up what was named."""
_BODY_REACH = 2
"""Sentences back in which the state of a ministry is looked for."""


def _known_by_function(ctx: Context, d: Draft, seen: list[Draft]) -> None:
    """`Chad closed the border. The Interior Ministry said …`: the body of the one state spoken of; where none is, still no unnamed source."""
    role = d.role
    if role is None or role.kind != "org" or d.number != "s" or not (len(role.phrase) > 1 or role.phrase[0] in _BODIES) or not codebook.load().officials.intersection(role.sectors):
        return
    owner = _state_spoken_of(ctx, d, seen)
    country = owner.country if owner is not None else None
    name = f"{owner.name} {role.function}" if owner is not None else ctx.words(d.first, d.last)
    _set(d, Actor(f"role:{country or 'x'}:{slug(role.function)}", name, "organisation", country, role.sectors, None, role.function), 0.5, "name:function")


_STATELY = frozenset("State National Federal Supreme Royal Central Presidential Republican".split())


def _state_body(ctx: Context, d: Draft, seen: list[Draft]) -> None:
    """`the State Committee for Industry`, `the Royal Armed Forces`: a body whose name says that it is a state's, of the one state spoken of."""
    owner = _state_spoken_of(ctx, d, seen) if d.actor is not None and d.actor.name.split()[0] in _STATELY else None
    if owner is not None and d.actor is not None:
        _set(d, replace(d.actor, country=owner.country, sectors=d.actor.sectors or ("GOV",)), 0.8, "name:state-body")


def _state_spoken_of(ctx: Context, d: Draft, seen: list[Draft]) -> Actor | None:
    """The only state that is a subject of the nearest sentence before which has one, or that owns something in this one."""
    here = ctx.parse.tokens[d.head].sent
    for back in range(_BODY_REACH + 1):
        roles = ("poss",) if back == 0 else ("nsubj", "nsubjpass", "poss")
        near = [o for o in seen if ctx.parse.tokens[o.head].sent == here - back and ctx.parse.tokens[o.head].dep in roles]
        states = {o.actor.id: o.actor for o in near if o.actor is not None and o.actor.kind == "state" and o.actor.country}
        if states:
            return next(iter(states.values())) if len(states) == 1 else None
    return None


def _of_owner(ctx: Context, people: People, order: list[Draft]) -> None:
    """`Peru may be next. Its foreign minister, Ana Soto, …`: a name takes the country of the pronoun that owns its function."""
    for d in order:
        behind = any(d.actor is not None and (o := people.get(a.i)) is not None and o.kind == "named" and o.actor == d.actor for a in ctx.parse.children(d.head, "appos"))
        owner = ctx.parse.child(d.head, "poss") if d.kind == "nominal" and behind else None
        known = people.get(owner.i) if owner is not None and owner.tag == "PRP$" else None
        if known is None or known.actor is None or known.actor.kind != "state" or d.actor is None or not d.actor.id.startswith("name:"):
            continue
        told = replace(d.actor, country=known.actor.country)
        for o in order:
            if o.actor is not None and o.actor.id == told.id:
                o.actor = told


def _speakers(ctx: Context, sayings: list[Candidate]) -> Speakers:
    """(first, last, head of the source) of every quoted content range."""
    return [
        (a, b, c.source_head)
        for c in sayings
        if c.source_head is not None
        for a, b in c.content
        if ctx.quote_of[(a + b) // 2] >= 0 or ctx.quote_of[a] >= 0
    ]


def _late_speakers(ctx: Context, people: People, first_persons: list[Draft], speakers: Speakers, order: list[Draft]) -> None:
    """`"I saw it," she said`: the speaker is himself a pronoun, known only now; what belongs to him comes after."""
    late = [d for d in first_persons if d.actor is None]
    for d in late:
        _first_person(ctx, people, d, speakers)
    if any(d.actor is not None for d in late):
        for d in order:
            if d.kind == "nominal" and d.score <= 0.5:
                definite(ctx, people, d, [])


_OFFICIAL = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD"})


def _first_person(ctx: Context, people: People, d: Draft, speakers: Speakers) -> None:
    """Inside a quotation, I is the speaker and we is the speaker's side: a state where one of its officials speaks, else whoever is quoted."""
    for a, b, source in speakers:
        if a <= d.head <= b:
            speaker = people.get(source)
            if speaker is not None and speaker.actor is not None:
                who = speaker.actor
                if d.number == "p" and who.kind == "person" and who.country and len(who.country) == 3 and _OFFICIAL.intersection(who.sectors[:1]):
                    who = state(ctx.lexicon, who.country)
                _set(d, who, 0.85, "coref:speaker")
            return


def _set(d: Draft, actor: Actor, score: float, why: str) -> None:
    d.actor, d.score = actor, score
    d.why.append(why)


# -- names -------------------------------------------------------------------------------------------------------------


def _short_names(people: People) -> None:
    """`Kwon` for Kwon Jong Gun, `Mr Prigozhin`, `Assad` for Bashar al-Assad: a name that is the last (else the first) word of a fuller one before it."""
    last: dict[str, Draft] = {}
    first: dict[str, Draft] = {}
    whole: list[Draft] = []
    for k in sorted(people.by_head):
        d = people.by_head[k]
        if d.kind != "named" or d.actor is None:
            continue
        words = d.actor.name.split()
        if len(words) > 1 and d.actor.kind in ("person", "organisation", "armed_group"):
            last.setdefault(_name_word(words[-1]), d)
            first.setdefault(_name_word(words[0]), d)
            first.setdefault(slug(d.actor.name), d)
            if d.actor.kind == "person":
                last.setdefault("~" + fold(words[-1]), d)
            complete = _fuller(d, whole)
            if complete is None:
                whole.append(d)
            else:
                _set(d, complete, 0.9, "coref:short-name")
        elif d.actor.id.startswith(("name:", "org:")) and "name:shape" in d.why:
            word = words[-1]
            for fuller in (last.get(_name_word(word)), first.get(_name_word(word)), last.get("~" + fold(word))):
                if fuller is not None and fuller.actor is not None and not (d.gender and fuller.gender and d.gender != fuller.gender):
                    _set(d, fuller.actor, 0.9, "coref:short-name")
                    d.gender = d.gender or fuller.gender
                    break


def _fuller(d: Draft, whole: list[Draft]) -> Actor | None:
    """`Sable Star` for Sable Star Shipping, of names that no table has."""
    if d.actor is None or "name:shape" not in d.why or not d.actor.id.startswith(("name:", "org:")) or d.gender:
        return None
    name = d.actor.name + " "
    return next((o.actor for o in whole if o.actor is not None and o.actor.id.startswith(("name:", "org:")) and not o.gender and o.actor.name.startswith(name)), None)


def _name_word(word: str) -> str:
    return bare(word).lower()


def _well_known(ctx: Context, people: People) -> None:
    """`Putin`, `Maduro` without a first name anywhere: the one office holder of that name at the report's date, or the one leader where it has no date."""
    date = ctx.report.published
    alone = [d for d in people.by_head.values() if d.kind == "named" and "name:shape" in d.why and d.actor is not None and _one_word(d.actor)]
    countries = {h.actor.country for h in people.hit_at.values() if h.actor.country}
    for d in alone:
        if d.actor is not None and d.actor.name.lower() not in CALENDAR:
            found = surname_holder(ctx.lexicon, d.actor.name, date, countries)
            if found is not None:
                _set(d, found, 0.7, "coref:well-known")


def _one_word(actor: Actor) -> bool:
    return actor.kind == "person" and actor.country is None and actor.role is None and " " not in actor.name


_POINTS = ("North", "South", "East", "West")


def _points_of_compass(ctx: Context, people: People) -> None:
    """`the North`, `the South`: the state of that name that the report mentions; with none, `the North's` is Korea's, as in the wires."""
    states = {h.actor.name.split()[0]: h.actor for h in people.hit_at.values() if h.actor.kind == "state" and h.actor.name.startswith(_POINTS)}
    scores = dict.fromkeys(states, 0.8)
    for t in ctx.parse.tokens:
        if t.text not in _POINTS and t.lower.capitalize() not in states:
            continue
        point = t.text.capitalize()
        if t.pos not in ("NOUN", "PROPN") or t.i in people.hit_at or not t.i or ctx.parse.tokens[t.i - 1].lower != "the" or t.dep in ("compound", "amod"):
            continue
        if point not in states and t.dep == "poss" and t.text == "North":
            states[point], scores[point] = state(ctx.lexicon, "PRK"), 0.5
        if point in states:
            people.by_head[t.i] = Draft(t.i, t.i - 1, t.i, "nominal", states[point], scores[point], why=["coref:point-of-compass"])
            _owned(ctx, people, t, states[point])


def _owned(ctx: Context, people: People, t: Token, owner: Actor) -> None:
    """`the North's defence chief`: the phrase that the point of the compass owns waits for its owner again."""
    phrase = people.get(t.head) if t.dep == "poss" else None
    if phrase is not None and phrase.kind == "nominal" and (phrase.actor is None or phrase.actor.country is None):
        phrase.actor, phrase.score = None, 0.0


def _unnamed_then_named(ctx: Context, order: list[Draft]) -> None:
    """`a senior North Korean official rejected …` and in the next sentences `said Kwon Jong Gun`: a person without a country takes that of the unnamed official."""
    official: Draft | None = None
    met: set[str] = set()
    for d in order:
        if d.actor is None or d.actor.kind != "person":
            continue
        new = d.actor.id not in met
        met.add(d.actor.id)
        if d.kind == "nominal" and d.actor.country and d.score >= 0.9:
            official = d if codebook.load().officials.intersection(d.actor.sectors[:1]) else None
        elif (
            new
            and d.kind == "named"
            and d.actor.country is None
            and official is not None
            and official.actor is not None
            and _speaks(ctx, d)
            and ctx.parse.tokens[d.head].sent - ctx.parse.tokens[official.head].sent <= 2
        ):
            known = replace(d.actor, country=official.actor.country, sectors=d.actor.sectors or official.actor.sectors)
            old = d.actor.id
            for other in order:
                if other.actor is not None and other.actor.id == old:
                    other.actor = known
            d.score = 0.7
            d.why.append("coref:unnamed-official")


def _speaks(ctx: Context, d: Draft) -> bool:
    """Is a person named here, or somebody who says something?"""
    t = ctx.parse.tokens[d.head]
    return ctx.parse.tokens[d.first].text in ctx.lexicon.given or (t.dep == "nsubj" and ctx.reports(ctx.parse.tokens[t.head]))
