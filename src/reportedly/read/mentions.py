"""Places that stand for an actor: names, functions, unknown names with what their titles tell, pronouns to be resolved."""

from __future__ import annotations

from dataclasses import replace

from ..lexicon import fold
from ..model import Actor
from ..parse import Token
from .context import Context
from .drafts import Draft, People
from .functions import nominal, owner_of, role_at
from .names import Hit, scan
from .peoples import people_actor
from .syntax import phrase
from .unknown import TITLES, acronyms, hyphened, named_kind, unknown_name

__all__ = ["PRONOUNS", "Draft", "People", "find"]

PRONOUNS = frozenset(
    (
        "he she it they him her them his its their hers theirs himself herself itself themselves i we me us my our who which"
    ).split()
)


def find(ctx: Context) -> People:
    """All mentions of a report, pronouns and bare nominals still without an actor."""
    hits = scan(ctx)
    hit_at = {k: h for h in hits for k in range(h.first, h.last + 1)}
    people = People({}, hit_at)
    acronyms(ctx, people)
    story = _story_country(ctx, hits)
    for t in ctx.parse.tokens:
        draft = _draft(ctx, people, t, story)
        if draft is not None:
            people.by_head[t.i] = draft
    _places(people)
    _bodies(ctx, people)
    _appositions(ctx, people)
    _modifying(ctx, people)
    return people


def _places(people: People) -> None:
    """A bare name that the report elsewhere gives as a place's is a place's."""
    found = {d.actor.id.removeprefix("place:"): d.actor for d in people.by_head.values() if d.actor is not None and "name:place" in d.why}
    for d in people.by_head.values():
        if d.actor is not None and d.first == d.last and d.role is None and not d.gender and d.actor.id.startswith("name:") and d.actor.country is None:
            d.actor = found.get(d.actor.id.removeprefix("name:"), d.actor)


def _bodies(ctx: Context, people: People) -> None:
    """A name that the report elsewhere gives to a body (`the Kestrel foundation`) is the body's; one with known letters in brackets after it is known by them."""
    found = {d.actor.id.partition(":")[2]: d.actor for d in people.by_head.values() if d.actor is not None and "name:kind" in d.why}
    for d in list(people.by_head.values()):
        if d.actor is None or not d.actor.id.startswith("name:") or "name:shape" not in d.why:
            continue
        short = next((people.hit_at[a.i].actor for a in ctx.parse.children(d.head, "appos") if a.i in people.hit_at and ctx.parse.tokens[a.i - 1].text == "("), None)
        known = short if short is not None and short.kind == "organisation" else None
        d.actor = known or found.get(d.actor.id.removeprefix("name:"), d.actor)


def _modifying(ctx: Context, people: People) -> None:
    """`a US offer`, `an MSF clinic`: a name that modifies a noun which stands for nobody is a mention by itself."""
    for hit in {h.first: h for h in people.hit_at.values()}.values():
        t = ctx.parse.tokens[hit.last]
        if t.dep in ("compound", "amod", "nmod") and t.head > hit.last and hit.last not in people.by_head and t.head not in people.by_head:
            actor = people_actor(ctx, people.hit_at, t, hit) or hit.actor
            people.by_head[hit.last] = Draft(hit.last, hit.first, hit.last, "named", actor, 1.0, why=[hit.row])


def _story_country(ctx: Context, hits: list[Hit]) -> str | None:
    """Where the report is from: the country in its dateline."""
    for block in ctx.report.blocks:
        if block.kind == "dateline":
            line = block.span.of(ctx.text)
            words = line.replace(",", " ").replace("(", " ").title().split()
            for k in range(len(words)):
                for entry, row in ctx.lexicon.names.get(words[k], ()):
                    if tuple(words[k : k + len(entry)]) == entry and getattr(row, "kind", "") in ("state", "capital"):
                        return row.country
            city = _place_country(ctx, words)
            if city:
                return city
    return None


def _place_country(ctx: Context, words: list[str]) -> str | None:
    """The country of the town that a dateline begins with."""
    for n in (3, 2, 1):
        found = [r for r in ctx.lexicon.places.find(fold(" ".join(words[:n]))) if len(r.countries) == 1 and r.population >= 15_000]
        if found:
            return max(found, key=lambda r: r.population).countries[0]
    return None


def _draft(ctx: Context, people: People, t: Token, story: str | None) -> Draft | None:
    if t.pos == "PRON" and t.lower in PRONOUNS and t.tag in ("PRP", "PRP$", "WP", "WDT"):
        return _pronoun(t)
    hit = people.hit_at.get(t.i)
    if hit is not None:
        return _named(ctx, people, t, hit)
    if hyphened(ctx, people, t.i):
        return unknown_name(ctx, people, t, story)
    if (_proper(t) or _given_before(ctx, people, t)) and t.dep not in ("compound", "nmod", "amod"):
        return unknown_name(ctx, people, t, story)
    if t.pos == "NOUN" and t.dep not in ("compound", "nmod") and (body := named_kind(ctx, people, t)) is not None:
        return body
    if t.pos in ("NOUN", "ADJ", "PROPN", "NUM") and t.dep not in ("compound", "amod", "nmod"):
        return nominal(ctx, people, t, story)
    return None


def _proper(t: Token) -> bool:
    return t.pos == "PROPN" and not t.text.islower()


def _given_before(ctx: Context, people: People, t: Token) -> bool:
    """`Gennifer Flowers`, `Orsa Lines`: a capitalised common word behind a name is part of it."""
    before = ctx.parse.tokens[t.i - 1] if t.i else t
    named = before.pos == "PROPN" and before.text.istitle() and before.head == t.i and before.i not in people.hit_at
    if t.pos == "NOUN" and t.text.istitle() and named and role_at(ctx, t.i) is None:
        return t.text not in ctx.lexicon.given and not t.text.isupper()  # "Orsa Lines", a common noun with a capital behind a name
    return t.pos == "NOUN" and t.text.istitle() and before.pos == "PROPN" and before.text in ctx.lexicon.given and before.i not in people.hit_at


def _pronoun(t: Token) -> Draft | None:
    if t.tag in ("WP", "WDT"):
        return None
    low = t.lower
    gender = "m" if low in ("he", "him", "his", "himself") else "f" if low in ("she", "her", "hers", "herself") else ""
    number = "p" if low in ("they", "them", "their", "theirs", "themselves", "we", "us", "our") else "s"
    return Draft(t.i, t.i, t.i, "pronoun", None, 0.0, gender, number)


def _named(ctx: Context, people: People, t: Token, hit: Hit) -> Draft | None:
    """The head token of a gazetteer hit; modifiers of a larger noun phrase are left to that phrase, possessors count for themselves."""
    parse = ctx.parse
    if hit.first <= t.head <= hit.last and t.head != t.i:
        return None
    if t.dep in ("compound", "amod", "nmod") and t.head > hit.last and parse.tokens[t.head].pos in ("NOUN", "PROPN", "ADJ"):
        return None
    first, last = hit.first, hit.last
    actor, role = people_actor(ctx, people.hit_at, t, hit) or hit.actor, None
    number = "p" if actor.kind == "group" and t.tag in ("NNS", "NNPS") else "s"
    if hit.kind == "person":
        first = min(phrase(parse, t.i, clauses=False)[0], hit.first)
        actor = out_of_office(ctx, first, hit, actor)
    gender = _gender(ctx, t, hit) if hit.kind == "person" else ""
    return Draft(t.i, first, last, "named", actor, hit.score, gender, number, role, [hit.row, *hit.why])


_FORMER = {"former": ("ELI",), "ex": ("ELI",), "ousted": ("ELI", "OPP"), "deposed": ("ELI", "OPP"), "exiled": ("ELI", "OPP"), "retired": ("ELI",)}


def out_of_office(ctx: Context, first: int, hit: Hit, actor: Actor) -> Actor:
    """`former president Carlos Menem`: who is said to have left office speaks for himself."""
    for k in range(first, hit.first):
        sectors = _FORMER.get(ctx.parse.tokens[k].lower)
        if sectors is not None:
            return replace(actor, sectors=sectors, role=None)
    return actor


def _gender(ctx: Context, t: Token, hit: Hit) -> str:
    """By the title before the name, else by the given name, written or known."""
    for k in range(hit.first - 1, max(-1, hit.first - 4), -1):
        found = TITLES.get(ctx.parse.tokens[k].lower.rstrip("."))
        if found:
            return found
    given = ctx.lexicon.given
    return given.get(ctx.parse.tokens[hit.first].text, "") or given.get(hit.actor.name.split()[0], "")


def _appositions(ctx: Context, people: People) -> None:
    """`Kim Yo Jong, the powerful sister of North Korean leader …`, `the Syrian ambassador, Walid Mualem`: each side tells about the other."""
    parse = ctx.parse
    for draft in list(people.by_head.values()):
        if draft.kind == "pronoun":
            continue
        for a in parse.children(draft.head, "appos"):
            other = people.get(a.i)
            named, told = (draft, other)
            if other is not None and draft.kind == "nominal" and other.kind == "named":
                named, told = other, draft
            elif other is not None and other.kind == "named" and draft.kind == "named":
                continue
            country, sectors, role, why = _told(ctx, people, a if named is draft else parse.tokens[draft.head], told)
            if named.actor is None or named.kind != "named":
                continue
            known = named.actor
            named.actor = replace(known, country=known.country or country, sectors=known.sectors or sectors, role=known.role or role)
            named.why += why
            if told is not None and named.actor.kind in ("person", "organisation", "armed_group"):
                told.actor, told.score = named.actor, 0.95
                told.why.append("coref:apposition")
    _spread(people)


def _told(ctx: Context, people: People, t: Token, draft: Draft | None) -> tuple[str | None, tuple[str, ...], str | None, list[str]]:
    owner = owner_of(ctx, people, t.i)
    found = role_at(ctx, t.i)
    sectors = found[0].sectors if found else ()
    country = owner.actor.country if owner else (draft.actor.country if draft and draft.actor and draft.score > 0.6 else None)
    return country, sectors, found[0].function if found else None, [owner.row] if owner else []


def _spread(people: People) -> None:
    """What is known of an actor by one mention holds for all mentions with the same id."""
    best: dict[str, Actor] = {}
    for d in people.by_head.values():
        if d.actor is None:
            continue
        seen = best.get(d.actor.id)
        if seen is None:
            best[d.actor.id] = d.actor
        else:
            best[d.actor.id] = replace(
                seen, country=seen.country or d.actor.country, sectors=seen.sectors or d.actor.sectors, role=seen.role or d.actor.role
            )
    for d in people.by_head.values():
        if d.actor is not None:
            d.actor = best[d.actor.id]
