"""Bare noun phrases that take up an earlier actor: `the regime`, `the ministry`, `the militants`, `both countries`, `the pair`."""

from __future__ import annotations

from collections.abc import Callable

from ..lexicon import codebook
from ..model import Actor
from ..parse import Token
from .context import Context
from .drafts import Draft, People
from .functions import role_actor
from .names import Hit

_WINDOW = 60
_REACH = 4
"""Sentences back to which the nearest of several is taken."""
_FAR = 0.5
Fits = Callable[[Draft], bool]
_ALWAYS_TWO = frozenset({"pair", "duo"})
_PERSONS = frozenset("leader president minister man woman diplomat".split())
_REGIONS = frozenset("Gulf Baltic Balkan Caribbean Pacific Himalayan Andean Arab Nordic Sahel Maghreb Caucasus Levantine EU NATO BRICS".split())
"""`the Gulf state`: a region says of what kind it is, not which."""
_VAGUE = frozenset("official leader man woman politician".split())


def definite(ctx: Context, people: People, d: Draft, seen: list[Draft]) -> None:
    """The nearest fitting actor, subjects of earlier clauses first; nobody where two coordinated ones fit alike."""
    t = ctx.parse.tokens[d.head]
    if _possessed(ctx, people, d, t, seen) or (_of(ctx, t) is not None and d.role is None):
        return
    first = ctx.parse.tokens[d.first]
    if first.lower not in ("the", "this", "that", "both", "these", "two") and first.tag != "PRP$":
        return
    kinds = _stands_for(ctx, t)
    if "pair" in kinds and _pair(ctx, d, t, seen):
        return
    if _described(ctx, people, t):
        return
    fits = _fits(ctx, kinds, t.lemma.lower(), d, ctx.lexicon.nominal_sectors.get(t.lemma.lower(), frozenset()))
    if fits is None and (d.role is None or t.tag != "NN"):
        return
    if fits is not None and (t.tag in ("NNS", "NNPS") and "pair" in kinds and "armed" not in kinds and d.number == "p" and not _plural_whole(t)):
        return
    best = _best(ctx, people, d, t, seen, fits or _only_again)
    if best is not None and not _another_body(d, best[1]):
        d.actor, d.score = best[1], round(min(0.85, best[0]), 2)
        d.why.append("coref:nominal")


def _another_body(d: Draft, found: Actor) -> bool:
    """`the prosecutor general's office` is no foundation: a body of a state called in full takes up nobody outside the state."""
    role = d.role
    return role is not None and len(role.phrase) > 1 and role.kind == "org" and bool(codebook.load().officials.intersection(role.sectors)) and not set(role.sectors).intersection(found.sectors)


def _only_again(o: Draft) -> bool:
    """`a school in Gaza … the school`: taken up by the same noun alone."""
    return False


def _described(ctx: Context, people: People, t: Token) -> bool:
    """`the man who threw it`, `the Comoros archipelago`: a clause or a name of its own says who is meant."""
    clause = ctx.parse.child(t.i, "relcl", "acl")
    if clause is not None and ctx.parse.tokens[t.i + 1].text != ",":
        return True
    names = [k for k in ctx.parse.children(t.i, "compound", "nmod") if k.pos == "PROPN" and k.text[0].isupper()]
    return any(k.text not in _REGIONS for k in names)


def _stands_for(ctx: Context, t: Token) -> frozenset[str]:
    return ctx.lexicon.nominals.get(t.lemma.lower()) or ctx.lexicon.nominals.get(t.lower) or frozenset()


def _plural_whole(t: Token) -> bool:
    """Plurals that stand for one government."""
    return t.lower in ("authorities", "rulers", "leaders", "powers")


def _possessed(ctx: Context, people: People, d: Draft, t: Token, seen: list[Draft]) -> bool:
    """`the country's military`, `its forces`, `our country`, `the army of the kingdom`: the role belongs to whom the owner stands for."""
    owner = ctx.parse.child(t.i, "poss")
    if owner is not None and d.role is not None and owner.i > t.i - len(d.role.phrase):
        return False  # "the prosecutor general's office": the owner is part of what it is called
    known = people.get(owner.i) if owner is not None else _belonging(ctx, people, t, seen)
    if known is None or known.actor is None or known.score < 0.4:
        return False
    actor = _own_state(ctx, known.actor, t)
    if actor is None:
        if d.role is None:
            return False
        actor = role_actor(ctx, d.role, Hit(known.first, known.last, known.actor, known.actor.kind, "coref:possessor"), d.first, d.head)
    d.actor, d.score = actor, round(0.9 * known.score, 2)
    d.why.append("coref:possessor")
    return True


def _belonging(ctx: Context, people: People, t: Token, seen: list[Draft]) -> Draft | None:
    """What stands behind `of`, taken up first."""
    of = _of(ctx, t)
    inner = people.get(of.i) if of is not None else None
    if inner is not None and inner.kind == "nominal" and inner.score <= 0.5 and inner.actor is None:
        definite(ctx, people, inner, seen)
    return inner if inner is not None and inner.actor is not None and inner.actor.kind in ("state", "organisation", "armed_group") else None


def _of(ctx: Context, t: Token) -> Token | None:
    for p in ctx.parse.children(t.i, "prep"):
        if p.lower == "of":
            return ctx.parse.child(p.i, "pobj")
    return None


def _own_state(ctx: Context, owner: Actor, t: Token) -> Actor | None:
    """`his country`, `our nation`: the state of whoever owns it."""
    from .names import state

    if t.lemma.lower() not in ("country", "nation", "homeland") or t.tag != "NN" or owner.country is None or len(owner.country) != 3:
        return None
    return state(ctx.lexicon, owner.country)


def _fits(ctx: Context, kinds: frozenset[str], lemma: str, d: Draft, sectors: frozenset[str]) -> Fits | None:
    """What an earlier mention must be, if the noun can take anything up."""
    wanted: set[str] = set()
    if ("state" in kinds and d.number == "s") or lemma in ("authority", "ruler"):
        wanted.add("state")
    if "group" in kinds:
        wanted |= {"organisation", "armed_group"}
    if "armed" in kinds:
        wanted |= {"organisation", "armed_group"}
    if ("person" in kinds and d.number == "s") or (d.role is not None and d.role.kind == "person" and d.number == "s"):
        known_only = "person" not in kinds
        return lambda o: o.actor is not None and o.actor.kind == "person" and (_same_function(lemma, o, known_only) or _titled(ctx, lemma, o))
    if not wanted:
        return None
    rebels = "armed" in kinds

    def fits(o: Draft) -> bool:
        a = o.actor
        if a is not None and a.kind == "organisation" and _other_body(lemma, a):
            return False
        if a is not None and a.kind != "state" and sectors and a.sectors and not sectors & set(a.sectors):
            return False
        return a is not None and (
            (a.kind in wanted and not (a.kind == "organisation" and "group" not in kinds and "REB" not in a.sectors))
            or (rebels and a.kind in ("person", "group") and a.country is not None and o.number == "p" and "REB" in a.sectors)
        )

    return fits


_KINDS_OF_BODY = ("ministry department", "embassy consulate", "court tribunal", "parliament senate assembly", "army", "navy", "police", "bank", "party", "university", "newspaper", "company firm")


def _other_body(lemma: str, a: Actor) -> bool:
    """`the ministry` is no embassy: does the actor's name end with the word for another kind of body?"""
    last = a.name.lower().split()[-1]
    own = next((k for k in _KINDS_OF_BODY if lemma in k.split()), None)
    return own is not None and last not in own.split() and any(last in k.split() for k in _KINDS_OF_BODY)


_RANKS = {
    "general": "gen", "colonel": "col", "captain": "capt", "lieutenant": "lt", "major": "maj", "sergeant": "sgt", "admiral": "adm", "commander": "cmdr", "brigadier": "brig",
    "governor": "gov", "senator": "sen", "representative": "rep", "ambassador": "amb", "doctor": "dr", "professor": "prof", "reverend": "rev", "secretary": "sec",
}  # fmt: skip


def _titled(ctx: Context, lemma: str, o: Draft) -> bool:
    """`Maj. Gen. Qodirzoda … the general`."""
    short = _RANKS.get(lemma)
    return short is not None and o.kind == "named" and any(ctx.parse.tokens[k].lower.rstrip(".") in (short, lemma) for k in range(o.first, o.head))


def _same_function(lemma: str, o: Draft, known_only: bool) -> bool:
    """A bare function takes up whoever is known to have it; one without a known function only if he is named, and by a common one."""
    role = o.actor.role if o.actor is not None else None
    if role is None:
        return o.kind == "named" and not known_only and (lemma in _VAGUE or (o.actor is not None and not o.actor.id.startswith("person:")))
    return lemma in role.replace("-", " ").split() or (o.kind == "named" and lemma in _VAGUE)


def _best(ctx: Context, people: People, d: Draft, t: Token, seen: list[Draft], fits: Fits) -> tuple[float, Actor] | None:
    speaker = _speaker_of(ctx, t)
    best: tuple[float, Draft] | None = None
    far: dict[str, Draft] = {}
    same: dict[str, Draft] = {}
    for other in reversed(seen[-_WINDOW:]):
        if other.actor is None or other is d or other.kind == "pronoun":
            continue
        again = other.kind == "nominal" and other.number == d.number and ctx.parse.tokens[other.head].lemma == t.lemma
        if not again and (other.score < 0.6 or not fits(other)):
            continue
        o = ctx.parse.tokens[other.head]
        distance = t.sent - o.sent
        if o.i == speaker or (distance == 0 and _own_clause_subject(ctx, o, t)):
            continue
        if again:
            same.setdefault(other.actor.id, other)
        if distance > _REACH:
            far.setdefault(other.actor.id, other)
            continue
        score = 0.75 - 0.12 * distance + (0.15 if o.dep in ("nsubj", "nsubjpass") else 0.0) + (0.05 if o.dep in ("poss",) else 0.0) + 0.15 * again
        if best is None or score > best[0]:
            best = (score, other)
    if (best is None or best[0] < _FAR) and (one := same if same else far) and len(one) == 1:
        best = (_FAR, next(iter(one.values())))  # nobody else can be meant
    if best is None or best[1].actor is None or _rival(ctx, people, best[1], fits):
        return None
    return best[0], best[1].actor


def _rival(ctx: Context, people: People, d: Draft, fits: Fits) -> bool:
    """Is somebody else who fits coordinated with it (`Bolivia and Paraguay … the country`)?"""
    t = ctx.parse.tokens[d.head]
    beside = [ctx.parse.tokens[t.head]] if t.dep == "conj" else []
    for x in (*beside, *ctx.parse.children(t.i, "conj")):
        other = people.get(x.i)
        if other is not None and other.actor is not None and d.actor is not None and other.actor.id != d.actor.id and fits(other):
            return True
    return False


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


def _speaker_of(ctx: Context, t: Token) -> int | None:
    """The head of the subject of the reporting verb right above a token's clause: nobody names himself by a bare noun there."""
    for up in ctx.parse.ancestors(t.i):
        if up.dep == "ccomp":
            subject = next(iter(ctx.parse.children(up.head, "nsubj")), None)
            return subject.i if subject else None
    return None


# -- two at once -------------------------------------------------------------------------------------------------------


def _pair(ctx: Context, d: Draft, t: Token, seen: list[Draft]) -> bool:
    """`both countries`, `the two sides`, `the neighbours`, `the pair`: the two actors of the nearest sentence that has just two that fit."""
    lemma = t.lemma.lower()
    if not (lemma in _ALWAYS_TWO or (t.tag in ("NNS", "NNPS") and _counted(ctx, d, t))):
        return False
    for kinds in (("person",), ("state",), ("organisation", "armed_group", "state")) if lemma in _ALWAYS_TWO else (_kinds_of(ctx, lemma),):
        two = _two(ctx, t, seen, kinds) or _two(ctx, t, [o for o in seen if not _tells(ctx, o)], kinds)
        if two is not None:
            d.actor, d.also, d.score = two[0], [two[1]], 0.75
            d.number = "p"
            d.why.append("coref:pair")
            return True
    return False


def _counted(ctx: Context, d: Draft, t: Token) -> bool:
    """`both`, `the two`, or a bare `the` before nouns that come in twos."""
    words = [ctx.parse.tokens[k].lower for k in range(max(0, d.first - 1), t.i)]
    numbers = [k.lower for k in ctx.parse.children(t.i, "nummod")]
    return "both" in words or "two" in words or (not numbers and t.lemma.lower() in ("neighbour", "neighbor", "side", "rival", "foe"))


def _kinds_of(ctx: Context, lemma: str) -> tuple[str, ...]:
    if lemma in _PERSONS:
        return ("person",)
    return ("state",) if lemma in ("country", "nation", "state", "government", "capital", "republic") else ("state", "organisation", "armed_group")


def _two(ctx: Context, t: Token, seen: list[Draft], kinds: tuple[str, ...]) -> tuple[Actor, Actor] | None:
    """The two distinct actors of some kind in the nearest sentences before, or the noun's own up to it, that name just two."""
    by_sentence: dict[int, dict[str, Actor]] = {}
    for other in reversed(seen[-_WINDOW:]):
        sent = ctx.parse.tokens[other.head].sent
        if t.sent - sent > 3:
            break
        if other.actor is not None and other.kind != "pronoun" and other.score >= 0.6 and not _of_person(ctx, seen, other):
            for a in (*reversed(other.also), other.actor):
                if (country := _as_party(a, kinds)) is not None:
                    by_sentence.setdefault(sent, {}).setdefault(country, a)
    together: dict[str, Actor] = {}
    for sent in sorted(by_sentence, reverse=True):
        for found in (together | by_sentence[sent], by_sentence[sent]):
            if len(found) == 2:
                later, earlier = found.values()
                return earlier, later
        together |= by_sentence[sent]
    return None


def _tells(ctx: Context, d: Draft) -> bool:
    """Is it the subject of a verb that reports a clause? Whoever tells of two is none of them."""
    t = ctx.parse.tokens[d.head]
    return t.dep == "nsubj" and ctx.parse.child(t.head, "ccomp") is not None


def _of_person(ctx: Context, seen: list[Draft], d: Draft) -> bool:
    """`South Korea's minister`: the state is only part of what the minister is called."""
    t = ctx.parse.tokens[d.head]
    return t.dep == "poss" and any(o.head == t.head and o.actor is not None and o.actor.kind == "person" for o in seen)


def _as_party(a: Actor, kinds: tuple[str, ...]) -> str | None:
    """An actor of those kinds counts once, by its id."""
    return a.id if a.kind in kinds else None
