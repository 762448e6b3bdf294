"""Short names, nominals and pronouns resolved to actors, each with a score and the rule that did it. What no rule resolves stays unresolved."""

from __future__ import annotations

from dataclasses import replace

from ..model import Actor
from ..parse import Token
from .candidates import Candidate
from .context import Context
from .mentions import Draft, People, role_actor
from .names import Hit, slug

_STATE_NOUNS = frozenset(
    [
        "country",
        "state",
        "nation",
        "regime",
        "kingdom",
        "republic",
        "government",
        "leadership",
        "administration",
        "side",
        "authorities",
        "power",
        "neighbor",
        "neighbour",
    ]
)
_PLURAL_PAIRS = frozenset(["country", "side", "nation", "state", "neighbor", "neighbour", "government", "capital"])
_GROUP_NOUNS = frozenset(
    [
        "group",
        "organization",
        "organisation",
        "militia",
        "movement",
        "faction",
        "company",
        "firm",
        "agency",
        "body",
        "bloc",
        "party",
        "newspaper",
        "paper",
        "broadcaster",
        "force",
        "army",
        "military",
        "ministry",
        "court",
        "council",
    ]
)
_PERSON_NOUNS = frozenset(
    [
        "president",
        "minister",
        "leader",
        "official",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "diplomat",
        "chief",
        "general",
        "commander",
        "ambassador",
        "envoy",
        "premier",
        "king",
        "chancellor",
        "senator",
        "governor",
        "director",
        "adviser",
        "man",
        "woman",
        "politician",
        "secretary",
    ]
)
_FIRST_SINGULAR = frozenset({"i", "me", "my"})
_FIRST_PLURAL = frozenset({"we", "us", "our"})


def resolve(ctx: Context, people: People, sayings: list[Candidate]) -> None:
    """Give actors to the drafts that have none, in reading order."""
    _short_names(ctx, people)
    _points_of_compass(ctx, people)
    speakers = _speakers(ctx, sayings)
    order = [people.by_head[k] for k in sorted(people.by_head)]
    _unnamed_then_named(ctx, order)
    seen: list[Draft] = []
    for d in order:
        if d.actor is None:
            _one(ctx, people, d, seen, speakers)
        if d.kind == "nominal" and d.score <= 0.5:
            _definite_nominal(ctx, people, d, seen)
        seen.append(d)


def _speakers(ctx: Context, sayings: list[Candidate]) -> list[tuple[int, int, Candidate]]:
    """(first, last, saying) of every quoted content range."""
    return [(a, b, c) for c in sayings for a, b in c.content if ctx.quote_of[(a + b) // 2] >= 0 or ctx.quote_of[a] >= 0]


def _one(ctx: Context, people: People, d: Draft, seen: list[Draft], speakers: list[tuple[int, int, Candidate]]) -> None:
    t = ctx.parse.tokens[d.head]
    if t.lower in _FIRST_SINGULAR | _FIRST_PLURAL:
        _first_person(ctx, people, d, t, speakers)
    elif d.kind == "pronoun":
        _third_person(ctx, people, d, t, seen, speakers)
    elif d.kind == "nominal":
        _definite_nominal(ctx, people, d, seen)


def _set(d: Draft, actor: Actor, score: float, why: str) -> None:
    d.actor, d.score = actor, score
    d.why.append(why)


# -- names -------------------------------------------------------------------------------------------------------------


def _short_names(ctx: Context, people: People) -> None:
    """`Kwon` for Kwon Jong Gun, `Mr Prigozhin`, `the Wagner group`'s later `Wagner`: a name whose words are the first or last of a fuller one before it."""
    full: dict[str, Draft] = {}
    for k in sorted(people.by_head):
        d = people.by_head[k]
        if d.kind != "named" or d.actor is None:
            continue
        words = d.actor.name.split()
        if len(words) > 1 and d.actor.kind in ("person", "organisation", "armed_group"):
            full.setdefault(words[-1].lower(), d)
            full.setdefault(words[0].lower(), d)
            full.setdefault(slug(d.actor.name), d)
        elif d.actor.id.startswith(("name:", "org:")) and "name:shape" in d.why:
            fuller = full.get(words[-1].lower())
            if fuller is not None and fuller.actor is not None:
                _set(d, fuller.actor, 0.9, "coref:short-name")


def _points_of_compass(ctx: Context, people: People) -> None:
    """`the North`, `the South`: the state of that name that the report mentions, where there is one."""
    states = {
        h.actor.name.split()[0]: h.actor
        for h in people.hit_at.values()
        if h.actor.kind == "state" and h.actor.name.split()[0] in ("North", "South", "East", "West")
    }
    if not states:
        return
    for t in ctx.parse.tokens:
        actor = states.get(t.text.capitalize())
        if (
            actor is not None
            and t.pos in ("NOUN", "PROPN")
            and t.i not in people.hit_at
            and t.i
            and ctx.parse.tokens[t.i - 1].lower == "the"
            and t.dep not in ("compound", "amod")
        ):
            people.by_head[t.i] = Draft(t.i, t.i - 1, t.i, "nominal", actor, 0.8, why=["coref:point-of-compass"])


def _unnamed_then_named(ctx: Context, order: list[Draft]) -> None:
    """`a senior North Korean official rejected …` and in the next sentences `said Kwon Jong Gun`: a person without a country takes that of the unnamed official."""
    official: Draft | None = None
    for d in order:
        sent = ctx.parse.tokens[d.head].sent
        if d.actor is None or d.actor.kind != "person":
            continue
        if d.kind == "nominal" and d.actor.country and d.score >= 0.9:
            official = d
        elif (
            d.kind == "named"
            and d.actor.country is None
            and official is not None
            and official.actor is not None
            and sent - ctx.parse.tokens[official.head].sent <= 2
        ):
            known = replace(d.actor, country=official.actor.country, sectors=d.actor.sectors or official.actor.sectors)
            old = d.actor.id
            for other in order:
                if other.actor is not None and other.actor.id == old:
                    other.actor = known
            d.score = 0.7
            d.why.append("coref:unnamed-official")


# -- pronouns ------------------------------------------------------------------------------------------------------------


def _first_person(ctx: Context, people: People, d: Draft, t: Token, speakers: list[tuple[int, int, Candidate]]) -> None:
    """Inside a quotation, I is the speaker and we is the speaker's side: the state it speaks for, else the speaker."""
    for a, b, c in speakers:
        if a <= t.i <= b and c.source_head is not None:
            speaker = people.get(c.source_head)
            if speaker is None or speaker.actor is None:
                return
            _set(d, speaker.actor, 0.85, "coref:speaker")
            return


def _own_side(people: People, t: Token, speakers: list[tuple[int, int, Candidate]]) -> set[str]:
    """Inside a quotation nobody speaks of himself or his own state in the third person."""
    for a, b, c in speakers:
        if a <= t.i <= b and c.source_head is not None:
            speaker = people.get(c.source_head)
            if speaker is not None and speaker.actor is not None:
                return {speaker.actor.id, f"state:{speaker.actor.country}"}
    return set()


def _third_person(ctx: Context, people: People, d: Draft, t: Token, seen: list[Draft], speakers: list[tuple[int, int, Candidate]]) -> None:
    parse = ctx.parse
    fits = _fitting(t)
    own = _own_side(people, t, speakers)
    best: tuple[float, Draft] | None = None
    for back, other in enumerate(reversed(seen[-60:]), 1):
        if other.actor is None or (other.kind == "pronoun" and other.score < 0.4) or not fits(other):
            continue
        o = parse.tokens[other.head]
        distance = t.sent - o.sent
        if distance > 3 or _governs(ctx, o, t) or other.actor.id in own:
            continue
        if d.gender and other.gender and d.gender != other.gender:
            continue
        score = 0.8 - 0.18 * distance + (0.15 if o.dep in ("nsubj", "nsubjpass") else 0.0) + (0.06 if other.kind != "nominal" else 0.0)
        score -= 0.004 * back if distance == 0 else 0.0
        if distance == 0 and _same_clause_subject(ctx, o, t):
            score += 0.1
        if distance == 0 and _told_of(ctx, o, t):
            score += 0.4
        if distance == 0 and _reason_for_acting_on(ctx, o, t):
            score += 0.4
        if best is None or score > best[0]:
            best = (score, other)
    if best is not None and best[1].actor is not None:
        _set(d, best[1].actor, round(min(best[0], 0.9), 2), "coref:pronoun")


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


def _fitting(t: Token):  # type: ignore[no-untyped-def]
    low = t.lower
    if low in ("he", "him", "his", "she", "her", "hers", "himself", "herself"):
        return lambda d: d.actor.kind == "person" and d.number == "s"
    if low in ("it", "its", "itself"):
        return lambda d: d.actor.kind in ("state", "organisation", "armed_group", "group") and (d.number == "s" or d.actor.kind != "group")
    return lambda d: d.number == "p" or d.actor.kind in ("organisation", "armed_group", "group", "state")


def _governs(ctx: Context, o: Token, t: Token) -> bool:
    """Co-arguments of one verb are not the same (`Iran accused it`)."""
    return o.head == t.head and o.dep in ("nsubj", "nsubjpass") and t.dep in ("dobj", "iobj", "dative")


def _same_clause_subject(ctx: Context, o: Token, t: Token) -> bool:
    """A subordinate clause's pronoun subject likes the subject of its main clause."""
    verb = ctx.parse.tokens[t.head]
    return t.dep in ("nsubj", "nsubjpass", "poss") and o.dep in ("nsubj", "nsubjpass") and any(up.i == o.head for up in ctx.parse.ancestors(verb.i))


# -- nominals ------------------------------------------------------------------------------------------------------------


def _possessed(ctx: Context, people: People, d: Draft, t: Token) -> bool:
    """`the country's military`, `its forces`: the role belongs to whom the possessor stands for."""
    owner = ctx.parse.child(t.i, "poss")
    known = people.get(owner.i) if owner is not None else None
    if d.role is None or known is None or known.actor is None or known.score < 0.4:
        return False
    hit = Hit(known.first, known.last, known.actor, known.actor.kind, "coref:possessor")
    _set(d, role_actor(ctx, d.role, hit, d.first, d.head), round(0.9 * known.score, 2), "coref:possessor")
    return True


def _definite_nominal(ctx: Context, people: People, d: Draft, seen: list[Draft]) -> None:
    """`the nuclear-armed state`, `the group`, `the ministry`, `the minister`: the nearest fitting actor, subjects of earlier clauses first."""
    parse = ctx.parse
    t = parse.tokens[d.head]
    first = parse.tokens[d.first]
    if _possessed(ctx, people, d, t):
        return
    if first.lower not in ("the", "this", "that", "both", "these") and first.tag != "PRP$":
        return
    lemma = t.lemma.lower()
    fits = _noun_fits(lemma, d.role.phrase if d.role else ())
    if fits is None:
        return
    speaker = _speaker_of(ctx, t)
    best: tuple[float, Draft] | None = None
    for other in reversed(seen[-60:]):
        if other.actor is None or other is d or other.kind == "pronoun" or other.score < 0.6 or not fits(other):
            continue
        o = parse.tokens[other.head]
        distance = t.sent - o.sent
        if distance > 4 or o.i == speaker or (distance == 0 and _own_clause_subject(ctx, o, t)):
            continue
        score = 0.75 - 0.12 * distance + (0.15 if o.dep in ("nsubj", "nsubjpass") else 0.0) + (0.05 if o.dep in ("poss",) else 0.0)
        if best is None or score > best[0]:
            best = (score, other)
    if best is not None and best[1].actor is not None:
        _set(d, best[1].actor, round(min(0.85, best[0]), 2), "coref:nominal")


def _own_clause_subject(ctx: Context, o: Token, t: Token) -> bool:
    """Is `o` the subject of the verb that governs `t`? A bare noun there means somebody else."""
    if o.dep not in ("nsubj", "nsubjpass"):
        return False
    for up in ctx.parse.ancestors(t.i):
        if up.i == o.head:
            return True
        if up.dep in ("ccomp", "advcl", "relcl") or (up.dep == "conj" and ctx.parse.child(up.i, "nsubj", "nsubjpass")):
            return False
    return False


def _noun_fits(lemma: str, role: tuple[str, ...]):  # type: ignore[no-untyped-def]
    if lemma in _STATE_NOUNS:
        return lambda d: d.actor.kind == "state"
    if lemma in _GROUP_NOUNS:
        return lambda d: d.actor.kind in ("organisation", "armed_group")
    if lemma in _PERSON_NOUNS:
        return lambda d: (
            d.actor.kind == "person"
            and d.kind == "named"
            and (d.actor.role is None or lemma in d.actor.role or lemma in ("official", "leader", "man", "woman", "politician"))
        )
    return None


def _speaker_of(ctx: Context, t: Token) -> int | None:
    """The head of the subject of the reporting verb right above a token's clause: nobody names himself by a bare noun there."""
    for up in ctx.parse.ancestors(t.i):
        if up.dep == "ccomp":
            subject = next(iter(ctx.parse.children(up.head, "nsubj")), None)
            return subject.i if subject else None
    return None
