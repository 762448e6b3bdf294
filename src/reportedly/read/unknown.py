"""Names that the gazetteer lacks: read from their own words, their titles, and the letters in brackets after them."""

from __future__ import annotations

from dataclasses import replace

from ..lexicon import Role, codebook
from ..lexicon import fold as own_fold
from ..lexicon.load import folded
from ..model import Actor
from ..model.people import ActorKind
from ..parse import Token
from .context import Context
from .drafts import Draft, People
from .functions import nominal, owner_of, role_at
from .names import Hit, actor_of, holds, person_of, slug
from .predicates import CALENDAR
from .syntax import phrase

_ORG_WORDS = frozenset(
    (
        "camp campaign team ministry group party agency organization organisation committee council commission corporation corp company co inc bank university "
        "institute court army front movement brigade brigades forces force union association federation league service bureau department "
        "office parliament senate assembly congress network foundation center centre news times post journal tribune herald daily newspaper "
        "radio television tv club school church alliance coalition command corps police guard guards"
    ).split()
)
TITLES = {
    "mr": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "sir": "m",
    "lord": "m",
    "lady": "f",
    "king": "m",
    "queen": "f",
    "prince": "m",
    "princess": "f",
    "sheikh": "m",
}
_RANKS = frozenset(["", *"gen col lt capt maj sgt adm cmdr brig cpl pvt".split()])
"""Short forms of ranks, which are no part of a name, and the point that a parser may part from them."""
_BODIES = frozenset(
    "movement foundation group network charity institute company firm bank militia brigade organisation organization association union agency newspaper channel website "
    "faction cartel trust fund party front site outlet academy society federation league coalition shipyard refinery airline carrier operator brotherhood congregation cell gang collective".split()
)
_DATES = CALENDAR | frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_TAILS = frozenset("led based born backed run held made wide style era bound built funded owned trained".split())


def unknown_name(ctx: Context, people: People, t: Token, story: str | None) -> Draft | None:
    """A proper name that the gazetteer lacks: its own words make it a person or an organisation, its titles tell country and sector."""
    first, _ = phrase(ctx.parse, t.i, clauses=False)
    start, last = _name_edges(ctx, people, t.i, first)
    role, role_end = _title(ctx, first, t.i)
    if role_end is not None and role_end < t.i:
        start = max(start, role_end + 1)
    while start < t.i and ((word := ctx.parse.tokens[start].lower.rstrip(".")) in TITLES or word in _RANKS):
        start += 1
    words = ctx.words(start, last)
    if not words[0].isupper() or len(words) < 2 or _a_date(t, words) or _a_type(ctx, t, words):
        return None
    if role is not None and role_end == t.i:
        return nominal(ctx, people, t, None) if start > t.i - len(role.phrase) else _named_body(ctx, people, t, role, start, first)
    if (known := _known_person(ctx, people, role, words, t.i)) is not None:
        return Draft(t.i, first, last, "named", known, 0.9, _name_gender(ctx, first, start, t.i), "s", role, ["name:office", *([role.id] if role else [])])
    return _new_name(ctx, people, t, role, words, (first, start, last), story)


def _a_type(ctx: Context, t: Token, words: str) -> bool:
    """`the Il-76s`, `a Leopard 2`: a weapon or a craft by its designation acts for its owner, it is nobody itself."""
    numbered = any(c.isdigit() for c in words) and t.lower not in _ORG_WORDS
    return numbered or folded(words) in ctx.lexicon.designations


def _a_date(t: Token, words: str) -> bool:
    """A weekday or month; `May` acts only as a person."""
    return words.lower().rstrip(".") in _DATES and not (words == "May" and t.dep in ("nsubj", "nsubjpass", "poss"))


def _title(ctx: Context, first: int, last: int) -> tuple[Role | None, int | None]:
    """The role phrase that stands nearest to the end of a name's phrase, and where it ends."""
    for k in range(last, first - 1, -1):
        if (found := role_at(ctx, k)) is not None:
            return found[0], k
    return None, None


def named_kind(ctx: Context, people: People, t: Token) -> Draft | None:
    """`the Kestrel foundation`, `the Red Dune movement`: the name before a common noun for a body is the body's."""
    tokens = ctx.parse.tokens
    start = end = t.i
    while end and tokens[end - 1].pos == "NOUN" and tokens[end - 1].dep == "compound" and tokens[end - 1].head == t.i and tokens[end - 1].text.islower():
        start = end = end - 1  # "the Vesna news agency"
    while start and tokens[start - 1].pos == "PROPN" and tokens[start - 1].text[0].isupper() and start <= tokens[start - 1].head <= t.i and start - 1 not in people.hit_at:
        start -= 1
    words = ctx.words(start, end - 1) if start < end else ""
    before = tokens[start - 1] if start else None
    if t.lower not in _BODIES or len(words) < 3 or words.isupper() or before is None or before.lower != "the" or _somebody(people, words):
        return None
    if ctx.lexicon.places.find(own_fold(words)):
        return None  # "the Bergen company"
    role = role_at(ctx, t.i)
    sectors = role[0].sectors if role is not None else ()
    kind: ActorKind = "armed_group" if {"REB", "UAF"}.intersection(sectors) else "organisation"
    return Draft(t.i, start - 1, t.i, "named", Actor("org:" + slug(words), words, kind, None, sectors), 0.9, why=["name:kind"])


def _somebody(people: People, words: str) -> bool:
    """`the Marsh campaign`, where somebody is called Marsh."""
    return any(d.kind == "named" and d.actor is not None and d.actor.kind == "person" and words in d.actor.name.split()[1:] for d in people.by_head.values())


def _named_body(ctx: Context, people: People, t: Token, role: Role, start: int, first: int) -> Draft:
    """`Harbour Commercial Bank`: a body whose last word says what it is."""
    owner = owner_of(ctx, people, t.i)
    town = people.hit_at.get(start - 1)
    if town is not None and town.kind == "capital" and ctx.parse.tokens[town.last].dep == "compound":
        start = town.first  # "Tallinn Optics Group"
    words = ctx.words(start, t.i)
    actor = Actor("org:" + slug(words), words, "organisation", owner.actor.country if owner else None, role.sectors)
    return Draft(t.i, first, t.i, "named", actor, 0.9, "", "s", role, ["name:shape", role.id, *([owner.row] if owner else [])])


def _new_name(ctx: Context, people: People, t: Token, role: Role | None, words: str, edges: tuple[int, int, int], story: str | None) -> Draft:
    """A name nobody knows: what its last word, its title and its place in the sentence tell."""
    first, start, last = edges
    over = ctx.parse.tokens[t.head]
    org = t.lower in _ORG_WORDS or (words.isupper() and len(words) <= 6 and start == t.i and role is None)
    given = start < t.i and ctx.parse.tokens[start].text in ctx.lexicon.given
    if t.dep == "pobj" and role is None and not org and not given and _locates(ctx, over):
        return Draft(t.i, first, last, "named", Actor("place:" + slug(words), words, "place"), 0.7, why=["name:place"])
    owner = owner_of(ctx, people, t.i)
    if role is None and not org and (body := _speaks_for(ctx, t)) is not None:
        role, owner = role_at(ctx, body.i)[0] if role_at(ctx, body.i) else None, owner_of(ctx, people, body.i)  # type: ignore[index]
    country = owner.actor.country if owner is not None and (org or role is not None or owner.first < start) else None
    if country is None and owner is None and role is not None and codebook.load().officials.intersection(role.sectors[:1]):
        country = story  # `Defence Minister Ryhor Lukin` in a report from Minsk
    ident, kind = ("org:", "organisation") if org else ("name:", "person")
    actor = Actor(ident + slug(words), words, kind, country, role.sectors if role else (), None, role.function if role else None)  # type: ignore[arg-type]
    why = ["name:shape", *([owner.row] if owner and country else [])]
    return Draft(t.i, first, last, "named", actor, 0.9, _name_gender(ctx, first, start, t.i), "s", role, why)


def _speaks_for(ctx: Context, t: Token) -> Token | None:
    """`Khalili, for the Iranian Foreign Ministry, …`: the body."""
    for p in ctx.parse.children(t.i, "prep"):
        if p.lower == "for" and ctx.parse.tokens[p.i - 1].text == ",":
            return ctx.parse.child(p.i, "pobj")
    return None


_SETTLEMENTS = frozenset("village town city hamlet settlement district province region suburb".split())


def _locates(ctx: Context, prep: Token) -> bool:
    """`in Chorsu`, `civilians from Chorsu`, `the village of Chorsu`."""
    if prep.lower in ("in", "at", "near", "outside", "around", "into"):
        return True
    over = ctx.parse.tokens[prep.head].lemma.lower()
    return (prep.lower == "from" and over in ctx.lexicon.classes["people"]) or (prep.lower == "of" and over in _SETTLEMENTS)


def _name_gender(ctx: Context, first: int, start: int, head: int) -> str:
    """By a title before the name, else by the given name (the second word of an East Asian one says nothing)."""
    tokens = ctx.parse.tokens
    titled = next((TITLES[x] for k in range(first, head) if (x := tokens[k].lower.rstrip(".")) in TITLES), "")
    return titled or ctx.lexicon.given.get(tokens[start].text, "")


def _known_person(ctx: Context, people: People, role: Role | None, words: str, head: int) -> Actor | None:
    """An office holder under another spelling, or by title and surname alone."""
    date = ctx.report.published
    if " " in words or "-" in words:
        term = person_of(ctx.lexicon, words, date)
        return actor_of(ctx.lexicon, term, date) if term is not None else None
    return _office_holder(ctx, people, role, words, head) if role is not None else None


def _office_holder(ctx: Context, people: People, role: Role, surname: str, head: int) -> Actor | None:
    """`President Clinton`, `Prime Minister Sharif`: who of that name held that office at the report's date, of the state named beside it if one is."""
    owner = owner_of(ctx, people, head)
    date = ctx.report.published
    for term in ctx.lexicon.surnames.get(surname, ()):
        if role.phrase[-1] in term.office.split() and (date is None or holds(term, date)) and (owner is None or owner.actor.country == term.country):
            return actor_of(ctx.lexicon, term, date)
    return None


def hyphened(ctx: Context, people: People, i: int) -> bool:
    """Is it the small-lettered end of an East Asian name (`Park Min-seo`)?"""
    tokens = ctx.parse.tokens
    t = tokens[i]
    if i < 3 or tokens[i - 1].text != "-" or not t.text.islower() or len(t.text) > 6 or t.lower in _TAILS or t.tag in ("VBN", "VBD", "VBG"):
        return False
    joined = tokens[i - 2].end == tokens[i - 1].start and tokens[i - 1].end == t.start
    return joined and all(tokens[k].pos == "PROPN" and tokens[k].text.istitle() and k not in people.hit_at for k in (i - 2, i - 3))


ARTICLES = frozenset(["al", "el", "as", "ash", "an", "ar", "ad", "az", "at", "ul", "ud"])


def _name_edges(ctx: Context, people: People, i: int, first: int) -> tuple[int, int]:
    """From the first capitalised word of the name that ends with token `i` to its last, hyphened parts with it."""
    tokens = ctx.parse.tokens
    last = i + 2 if i + 2 < len(tokens) and hyphened(ctx, people, i + 2) else i
    start = i - 2 if hyphened(ctx, people, i) else i
    while start > first and (start - 1) not in people.hit_at:
        if tokens[start - 1].pos == "PROPN" and tokens[start - 1].text[0].isupper():
            start -= 1
        elif start - 2 > first and tokens[start - 1].text == "-" and tokens[start - 2].lower in ARTICLES:
            start -= 2  # `Saraya al-Wadi`
        elif start - 2 >= first and tokens[start - 1].text == "-" and tokens[start - 2].text.istitle() and tokens[start - 2].end == tokens[start].start - 1 and start - 2 not in people.hit_at:
            start -= 2  # `Military-Industrial Committee`
        else:
            break
    return start, last


# -- acronyms ----------------------------------------------------------------------------------------------------


def acronyms(ctx: Context, people: People) -> None:
    """`the Free Land Movement (FLM)`: the letters stand for that name throughout the report, whatever the tables know by them."""
    tokens = ctx.parse.tokens
    told: dict[str, Hit] = {}
    for k in range(2, len(tokens) - 2):
        letters = tokens[k + 1].text
        if tokens[k].text == "(" and tokens[k + 2].text == ")" and letters.isupper() and 2 <= len(letters) <= 8 and letters not in told:
            long = _spelt_out(ctx, people, k, letters)
            if long is not None and long.actor is not None and long.actor.id.startswith("org:") and "name:shape" in long.why:
                told[letters] = Hit(k + 1, k + 1, long.actor, long.actor.kind, "name:acronym")
    if told:
        for t in tokens:
            if t.text in told:
                people.hit_at[t.i] = replace(told[t.text], first=t.i, last=t.i)


def _spelt_out(ctx: Context, people: People, bracket: int, letters: str) -> Draft | None:
    """The name before a bracket whose capitals are the letters in it."""
    tokens = ctx.parse.tokens
    start, capitals = bracket, ""
    while start and bracket - start < 2 * len(letters) + 2 and len(capitals) < len(letters):
        start -= 1
        if tokens[start].text[0].isupper():
            capitals = tokens[start].text[0] + capitals
    if capitals != letters or (tokens[start - 1].pos == "PROPN" and start > 0 and tokens[start - 1].text[0].isupper()):
        return None
    head = next((k for k in range(start, bracket) if not start <= tokens[k].head < bracket or tokens[k].head == k), None)
    if head is None or any(k in people.hit_at for k in range(start, bracket)):
        return None
    words = ctx.words(start, bracket - 1)
    owner = owner_of(ctx, people, head)
    role = role_at(ctx, head)
    kind: ActorKind = "armed_group" if role is not None and "REB" in role[0].sectors else "organisation"
    actor = Actor("org:" + slug(words), words, kind, owner.actor.country if owner else None, role[0].sectors if role else ())
    for k in range(start, bracket):
        people.hit_at[k] = Hit(start, bracket - 1, actor, actor.kind, "name:shape")
    return Draft(head, start, bracket - 1, "named", actor, 0.9, why=["name:shape"])
