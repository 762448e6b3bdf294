"""Third-person pronouns: which earlier mention they stand for, and when `it` stands for nobody."""

from __future__ import annotations

from collections.abc import Callable

from ..parse import Token
from .context import Context
from .drafts import Draft, People
from .syntax import is_infinitive

Speakers = list[tuple[int, int, int]]
"""(first, last, head of the source) of every quoted stretch."""

_LEAST = 0.45
_WINDOW = 60
_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "outside", "around", "across", "through"])


def third_person(ctx: Context, people: People, d: Draft, t: Token, seen: list[Draft], speakers: Speakers) -> None:
    """Give a pronoun the best earlier actor, or none where none is good enough."""
    if t.lower in ("it", "itself") and (impersonal(ctx, t) or eventive(ctx, t)):
        return
    if t.lower.endswith(("self", "selves")):
        _reflexive(ctx, people, d, t)
        return
    fits = _fitting(t)
    own = own_side(people, t, speakers)
    best: tuple[float, Draft] | None = None
    for back, other in enumerate(reversed(seen[-_WINDOW:]), 1):
        if other.actor is None or (other.kind == "pronoun" and other.score < 0.4) or not fits(other):
            continue
        distance = t.sent - ctx.parse.tokens[other.head].sent
        if distance > 3 or other.actor.id in own or (d.gender and other.gender and d.gender != other.gender):
            continue
        score = _score(ctx, people, d, t, other, distance, back)
        if score is not None and (best is None or score > best[0]):
            best = (score, other)
    if best is None or best[1].actor is None or best[0] < _LEAST:
        return
    d.actor, d.score = best[1].actor, round(min(best[0], 0.9), 2)
    d.why.append("coref:pronoun")
    if d.number == "p":
        together = [] if best[1].kind == "pronoun" else _partners(ctx, people, best[1])
        d.also = best[1].also or [a for a in together if a.id != best[1].actor.id]


def _reflexive(ctx: Context, people: People, d: Draft, t: Token) -> None:
    """`defended itself`: the subject of the verb above."""
    for up in ctx.parse.ancestors(t.i):
        subject = ctx.parse.child(up.i, "nsubj", "nsubjpass")
        if subject is not None:
            known = people.get(subject.i)
            if known is not None and known.actor is not None:
                d.actor, d.also, d.score = known.actor, known.also, round(0.95 * known.score, 2)
                d.why.append("coref:reflexive")
            return


def _score(ctx: Context, people: People, d: Draft, t: Token, other: Draft, distance: int, back: int) -> float | None:
    o = ctx.parse.tokens[other.head]
    if _governs(ctx, o, t) or _accuser(ctx, o, t):
        return None
    subject = o.dep in ("nsubj", "nsubjpass")
    score = 0.8 - 0.18 * distance + 0.15 * subject + 0.06 * (other.kind != "nominal")
    if distance == 0:
        score -= 0.004 * back
        score += 0.1 * _same_clause_subject(ctx, o, t) + 0.4 * _told_of(ctx, o, t) + 0.4 * _reason_for_acting_on(ctx, o, t)
    if _a_place(ctx, other, o):
        score -= 0.3
    if d.number == "p" and other.number == "s" and not other.also:
        score -= 0.1 if _coordinated(ctx, people, other) else 0.2
    if d.number == "s" and not d.gender and _coordinated(ctx, people, other):
        score -= 0.4
    return score + _gender_match(d, other)


_ACCUSING = frozenset(["accusation", "allegation", "charge", "complaint", "suspicion", "insinuation"])


def _accuser(ctx: Context, o: Token, t: Token) -> bool:
    """`Kyiv's allegation that it armed the rebels`: nobody accuses himself."""
    noun = ctx.parse.tokens[o.head]
    return o.dep in ("poss", "amod", "compound", "nmod") and noun.lemma in _ACCUSING and any(up.i == noun.i for up in ctx.parse.ancestors(t.i))


def _gender_match(d: Draft, other: Draft) -> float:
    """A known gender that fits says more than an unknown one; a function says little of who is meant."""
    if not d.gender:
        return 0.0
    return 0.1 if d.gender == other.gender else -0.05 * (other.kind == "nominal")


def own_side(people: People, t: Token, speakers: Speakers) -> set[str]:
    """Inside a quotation nobody speaks of himself or his own state in the third person."""
    for a, b, source in speakers:
        if a <= t.i <= b:
            speaker = people.get(source)
            if speaker is not None and speaker.actor is not None:
                return {speaker.actor.id, f"state:{speaker.actor.country}"}
    return set()


def _fitting(t: Token) -> Callable[[Draft], bool]:
    low = t.lower
    if low in ("he", "him", "his", "she", "her", "hers", "himself", "herself"):
        return lambda d: d.actor is not None and d.actor.kind == "person" and d.number == "s"
    if low in ("it", "its", "itself"):
        kinds = ("state", "organisation", "armed_group", "group")
        return lambda d: d.actor is not None and d.actor.kind in kinds and (d.number == "s" or d.actor.kind != "group")
    return lambda d: d.actor is not None and (d.number == "p" or d.actor.kind in ("organisation", "armed_group", "group", "state"))


# -- structure -----------------------------------------------------------------------------------------------------------


def _partners(ctx: Context, people: People, d: Draft) -> list:  # type: ignore[type-arg]
    """The actors coordinated with a mention, in the order of the text."""
    t = ctx.parse.tokens[d.head]
    first = ctx.parse.tokens[t.head] if t.dep == "conj" else t
    out, todo = [], [first]
    while todo:
        x = todo.pop()
        found = people.get(x.i)
        if found is not None and found.actor is not None and found.kind != "pronoun":
            out.append((x.i, found.actor))
        todo += ctx.parse.children(x.i, "conj")
    return [a for _, a in sorted(out, key=lambda p: p[0])]


def _coordinated(ctx: Context, people: People, d: Draft) -> bool:
    t = ctx.parse.tokens[d.head]
    if t.dep != "conj" and ctx.parse.child(t.i, "conj") is None:
        return False
    return len({a.id for a in _partners(ctx, people, d)}) > 1


def _a_place(ctx: Context, d: Draft, o: Token) -> bool:
    """`in Italy`, `from Ulan Bator`: a state named as the place of something is seldom taken up again."""
    return d.actor is not None and d.actor.kind in ("state", "place") and o.dep == "pobj" and ctx.parse.tokens[o.head].lower in _PLACE_PREPOSITIONS


def _told_of(ctx: Context, o: Token, t: Token) -> bool:
    """`signals from Syria that it wants to talk`: a pronoun in a noun's clause likes the one the noun comes from."""
    for up in ctx.parse.ancestors(t.i):
        if up.dep in ("acl", "ccomp", "relcl"):
            noun = ctx.parse.tokens[up.head]
            return noun.pos == "NOUN" and ctx.parse.edges(noun.i)[0] <= o.i < up.i and o.dep in ("pobj", "poss", "compound")
    return False


def _reason_for_acting_on(ctx: Context, o: Token, t: Token) -> bool:
    """`designated the group, citing its dealings`: the reason is the object's, not the subject's."""
    verb = next((up for up in ctx.parse.ancestors(t.i) if up.tag == "VBG" and up.dep == "advcl"), None)
    return (
        verb is not None
        and verb.lemma in ("cite", "blame", "condemn", "criticize", "criticise")
        and t.dep == "poss"
        and o.head == verb.head
        and o.dep in ("dobj", "nsubjpass")
    )


def _governs(ctx: Context, o: Token, t: Token) -> bool:
    """Subject and object of one verb are not the same (`Iran accused it`, `police fired on them`)."""
    if o.dep not in ("nsubj", "nsubjpass"):
        return False
    over = ctx.parse.tokens[t.head]
    if t.dep in ("dobj", "iobj", "dative") and is_infinitive(ctx.parse, over.i) and over.dep in ("advcl", "xcomp") and over.head == o.head:
        return ctx.parse.child(o.head, "dobj") is None or over.dep == "advcl"  # "Spain called Peru to thank it"
    return (o.head == t.head and t.dep in ("dobj", "iobj", "dative")) or (t.dep == "pobj" and over.dep in ("prep", "dative") and over.head == o.head)


def _same_clause_subject(ctx: Context, o: Token, t: Token) -> bool:
    """A subordinate clause's pronoun subject likes the subject of its main clause."""
    verb = ctx.parse.tokens[t.head]
    return t.dep in ("nsubj", "nsubjpass", "poss") and o.dep in ("nsubj", "nsubjpass") and any(up.i == o.head for up in ctx.parse.ancestors(verb.i))


# -- `it` for nobody -----------------------------------------------------------------------------------------------------

_SEEMING = frozenset(["seem", "appear", "turn", "happen", "emerge", "transpire", "follow", "matter"])
_WEATHER = frozenset(["rain", "snow", "hail", "drizzle", "thunder"])
_BARRED = frozenset(["forbid", "prohibit", "ban", "outlaw"])
_MINDED = frozenset(
    "sure certain confident aware convinced concerned adamant hopeful afraid optimistic pessimistic determined proud sorry glad worried ready "
    "willing able prepared set committed unable unwilling reluctant eager keen free bound due responsible likely unlikely about happy".split()
)
_TIMES = frozenset("minute hour day night week month year decade century time while moment".split())
_HAPPENING = frozenset(["cost", "occur", "happen", "last", "backfire", "coincide", "ensue"])
_STATING = frozenset(["say", "confirm", "deny", "admit", "believe", "doubt", "declare", "predict", "promise"])


def impersonal(ctx: Context, t: Token) -> bool:
    """`It is unclear who`, `it is forbidden to`, `it seems that`, `it took hours to`, `it was Iran that`, `it rained`."""
    if t.dep == "expl":
        return True
    verb = ctx.parse.tokens[t.head]
    if t.dep not in ("nsubj", "nsubjpass"):
        return False
    child = ctx.parse.child
    clause = child(verb.i, "ccomp", "csubj", "csubjpass")
    lemma = verb.lemma.lower()
    if lemma in _WEATHER or (lemma in _SEEMING and clause is not None):
        return True
    if t.dep == "nsubjpass":
        return (clause is not None and clause.i > verb.i) or (lemma in _BARRED and child(verb.i, "xcomp") is not None)
    if lemma == "take":
        measure = child(verb.i, "dobj", "npadvmod")
        return measure is not None and measure.lemma.lower() in _TIMES
    return lemma in ("be", "become", "remain") and _predicate_of_clause(ctx, verb, clause is not None)


def _predicate_of_clause(ctx: Context, verb: Token, clause: bool) -> bool:
    adjective = ctx.parse.child(verb.i, "acomp")
    if adjective is not None:
        later = clause or ctx.parse.child(adjective.i, "ccomp", "xcomp") is not None or ctx.parse.child(verb.i, "xcomp", "advcl") is not None
        return adjective.lemma.lower() not in _MINDED and later
    noun = ctx.parse.child(verb.i, "attr")
    if noun is None:
        return False
    cleft = noun.pos in ("PROPN", "PRON") and ctx.parse.child(noun.i, "relcl") is not None
    return noun.lemma.lower() in _TIMES or clause or cleft


def eventive(ctx: Context, t: Token) -> bool:
    """`it cost the treasury dearly`, `It was the third such raid`, `denied it`: what happened or was said, not an actor."""
    verb = ctx.parse.tokens[t.head]
    lemma = verb.lemma.lower()
    if t.dep == "nsubj":
        noun = ctx.parse.child(verb.i, "attr") if lemma == "be" else None
        return lemma in _HAPPENING or (noun is not None and _a_deed(ctx, noun))
    return t.dep == "dobj" and any(c.pos == "verb" and c.kind in _STATING and "np" in c.frames for c in ctx.lexicon.cue_heads.get(lemma, ()))


def _a_deed(ctx: Context, noun: Token) -> bool:
    return any(r.pos == "noun" for r in ctx.lexicon.trigger_heads.get(noun.lemma.lower(), ()))
