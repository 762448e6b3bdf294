"""Places that stand for an actor: names, roles ("a senior North Korean official"), unknown names with what their titles tell, pronouns to be resolved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..lexicon import Role, codebook
from ..model import Actor
from ..model.people import ActorKind
from ..parse import Token
from .context import Context
from .names import Hit, actor_of, holds, scan, slug
from .syntax import phrase

_MODIFIERS = ("compound", "amod", "nmod", "poss", "det")
_TOPIC = frozenset(["affairs", "affair", "relations", "relation", "issue", "issues", "policy", "matters", "studies", "desk", "embassy"])
_ORG_WORDS = frozenset(
    [
        "ministry",
        "group",
        "party",
        "agency",
        "organization",
        "organisation",
        "committee",
        "council",
        "commission",
        "corporation",
        "corp",
        "company",
        "co",
        "inc",
        "bank",
        "university",
        "institute",
        "court",
        "army",
        "front",
        "movement",
        "brigade",
        "brigades",
        "forces",
        "force",
        "union",
        "association",
        "federation",
        "league",
        "service",
        "bureau",
        "department",
        "office",
        "parliament",
        "senate",
        "assembly",
        "congress",
        "network",
        "foundation",
        "center",
        "centre",
        "news",
        "times",
        "post",
        "journal",
        "tribune",
        "herald",
        "daily",
        "newspaper",
        "radio",
        "television",
        "tv",
        "club",
        "school",
        "church",
        "alliance",
        "coalition",
        "command",
        "corps",
        "police",
        "guard",
        "guards",
    ]
)
_TITLES = {
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
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "hers",
        "theirs",
        "himself",
        "herself",
        "itself",
        "themselves",
        "i",
        "we",
        "me",
        "us",
        "my",
        "our",
        "who",
        "which",
        "we",
    ]
)


@dataclass(slots=True)
class Draft:
    """A mention in the making. `head` is the token other stages ask by; `gender` m, f or empty; `number` s or p."""

    head: int
    first: int
    last: int
    kind: str
    actor: Actor | None
    score: float = 1.0
    gender: str = ""
    number: str = "s"
    role: Role | None = None
    why: list[str] = field(default_factory=list)
    also: list[Actor] = field(default_factory=list)
    """Further actors in one phrase: `Hungarian and Romanian officials`."""


@dataclass(slots=True)
class People:
    """Mentions of a report by their head token, and the gazetteer's hits by every token they cover."""

    by_head: dict[int, Draft]
    hit_at: dict[int, Hit]

    def get(self, token: int) -> Draft | None:
        return self.by_head.get(token)


def find(ctx: Context) -> People:
    """All mentions of a report, pronouns and bare nominals still without an actor."""
    hits = scan(ctx)
    hit_at = {k: h for h in hits for k in range(h.first, h.last + 1)}
    people = People({}, hit_at)
    story = _story_country(ctx, hits)
    for t in ctx.parse.tokens:
        draft = _draft(ctx, people, t, story)
        if draft is not None:
            people.by_head[t.i] = draft
    _appositions(ctx, people)
    return people


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
    for k in range(len(words)):
        found = [row for entry, row in ctx.lexicon.places.get(words[k], ()) if tuple(words[k : k + len(entry)]) == entry]
        if found:
            return max(found, key=lambda r: int(r["population"] or 0))["country"]
    return None


def _draft(ctx: Context, people: People, t: Token, story: str | None) -> Draft | None:
    if t.pos == "PRON" and t.lower in PRONOUNS and t.tag in ("PRP", "PRP$", "WP", "WDT"):
        return _pronoun(t)
    hit = people.hit_at.get(t.i)
    if hit is not None:
        return _named(ctx, people, t, hit)
    if t.pos == "PROPN" and t.dep not in ("compound", "nmod", "amod"):
        return _unknown_name(ctx, people, t)
    if t.pos in ("NOUN", "ADJ", "PROPN", "NUM") and t.dep not in ("compound", "amod", "nmod"):
        return _nominal(ctx, people, t, story)
    return None


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
    actor, role = hit.actor, None
    if hit.kind == "person":
        first = min(phrase(parse, t.i, clauses=False)[0], hit.first)
    gender = _gender(ctx, t, hit) if hit.kind == "person" else ""
    return Draft(t.i, first, last, "named", actor, hit.score, gender, "s", role, [hit.row, *hit.why])


def _gender(ctx: Context, t: Token, hit: Hit) -> str:
    for k in range(hit.first - 1, max(-1, hit.first - 4), -1):
        found = _TITLES.get(ctx.parse.tokens[k].lower.rstrip("."))
        if found:
            return found
    return ctx.lexicon.given.get(ctx.parse.tokens[hit.first].text, "")


def role_at(ctx: Context, last: int) -> tuple[Role, int] | None:
    """The longest role phrase that ends with token `last`, and its first token."""
    tokens = ctx.parse.tokens
    t = tokens[last]
    for key in dict.fromkeys((t.lower, t.lemma.lower())):
        for role in ctx.lexicon.roles.get(key, ()):
            n = len(role.phrase)
            start = last - n + 1
            if start >= 0 and all(role.phrase[k] in (tokens[start + k].lower, tokens[start + k].lemma.lower()) for k in range(n - 1)):
                return role, start
    return None


def _modifier(ctx: Context, people: People, head: int) -> Hit | None:
    """The actor that a noun phrase belongs to: `North Korean`, `Russia's`, `Hezbollah`, `of Iran`."""
    parse = ctx.parse
    found: Hit | None = None
    for t in parse.children(head, "compound", "amod", "nmod", "poss", "det"):
        hit = people.hit_at.get(t.i) or next((people.hit_at[k] for k in range(*_range(parse.edges(t.i))) if k in people.hit_at and k < head), None)
        if hit is not None and hit.last < head:
            found = hit
            break
    if found is not None:
        return found
    for p in parse.children(head, "prep"):
        if p.lower in ("of", "for", "in", "from", "at"):
            for obj in parse.children(p.i, "pobj"):
                hit = people.hit_at.get(obj.i)
                if hit is not None and obj.lower not in _TOPIC and (p.lower == "of" or hit.kind in ("state", "organisation", "armed_group", "place")):
                    return hit
                inner = _modifier(ctx, people, obj.i) if obj.pos in ("NOUN", "PROPN") and obj.lower not in _TOPIC else None
                if (
                    inner is not None
                    and p.lower in ("of", "for", "at", "in")
                    and not any(parse.tokens[k].lower in _TOPIC for k in range(*_range(parse.edges(obj.i))))
                ):
                    return inner
    return None


def _coordinated(ctx: Context, people: People, owner: Hit, head: int) -> list[Hit]:
    """Other states coordinated with the one that modifies a role."""
    out = []
    for k in range(owner.last + 1, head):
        hit = people.hit_at.get(k)
        if hit is not None and hit.first == k and hit.actor.kind == "state" and ctx.parse.tokens[owner.last + 1].lower in ("and", ",", "-", "–"):
            out.append(hit)
    return out


def _range(edges: tuple[int, int]) -> tuple[int, int]:
    return edges[0], edges[1] + 1


def _nominal(ctx: Context, people: People, t: Token, story: str | None) -> Draft | None:
    found = role_at(ctx, t.i)
    if found is None:
        return None
    role, start = found
    first, _last = phrase(ctx.parse, t.i, clauses=False)
    owner = _modifier(ctx, people, t.i)
    number = "p" if t.tag in ("NNS", "NNPS") else "s"
    draft = Draft(t.i, min(first, start), t.i, "nominal", None, 0.0, "", number, role, [role.id])
    if owner is not None:
        draft.actor, draft.score = role_actor(ctx, role, owner, first, t.i), 0.95
        draft.why.append(owner.row)
        draft.also = [role_actor(ctx, role, h, first, t.i) for h in _coordinated(ctx, people, owner, t.i)]
    elif not _definite(ctx, first, t) or role.kind != "org":
        country = story if codebook.load().officials.intersection(role.sectors) else None
        draft.actor = Actor(
            f"role:{country or 'x'}:{slug(' '.join(role.phrase))}",
            ctx.words(first, t.i),
            _kind(role),
            country,
            role.sectors,
            None,
            " ".join(role.phrase),
        )
        draft.score = 0.5
    return draft


def _definite(ctx: Context, first: int, t: Token) -> bool:
    return ctx.parse.tokens[first].lower in ("the", "this", "that", "its", "their", "his", "both", "these", "those")


_ROLE_KINDS: dict[str, ActorKind] = {"person": "person", "org": "organisation"}


def _kind(role: Role) -> ActorKind:
    return _ROLE_KINDS.get(role.kind, "group")


def role_actor(ctx: Context, role: Role, owner: Hit, first: int, last: int) -> Actor:
    """The actor of a role that belongs to a known actor: Hezbollah's fighters are Hezbollah, Iran's government is the state."""
    if owner.kind in ("armed_group", "organisation") and role.kind == "group":
        return owner.actor
    if (
        owner.actor.kind == "state"
        and role.kind == "org"
        and role.phrase[-1] in ("government", "regime", "administration", "authorities", "leadership", "cabinet")
    ):
        return owner.actor
    sectors = role.sectors or owner.actor.sectors
    name = f"{owner.actor.name} {' '.join(role.phrase)}"
    return Actor(
        f"role:{owner.actor.country or owner.actor.id}:{slug(' '.join(role.phrase))}",
        name,
        _kind(role),
        owner.actor.country,
        sectors,
        None,
        " ".join(role.phrase),
    )


def _unknown_name(ctx: Context, people: People, t: Token) -> Draft | None:
    """A proper name that the gazetteer lacks: its own words make it a person or an organisation, its titles tell country and sector."""
    parse = ctx.parse
    tokens = parse.tokens
    first, _ = phrase(parse, t.i, clauses=False)
    name_first = t.i
    while (
        name_first > first
        and tokens[name_first - 1].pos == "PROPN"
        and tokens[name_first - 1].text[0].isupper()
        and (name_first - 1) not in people.hit_at
    ):
        name_first -= 1
    role, role_end = None, None
    for k in range(t.i, first - 1, -1):
        if (found := role_at(ctx, k)) is not None:
            role, role_end = found[0], k
            break
    if role_end is not None and role_end < t.i:
        name_first = max(name_first, role_end + 1)
    while name_first < t.i and tokens[name_first].lower.rstrip(".") in _TITLES:
        name_first += 1
    words = ctx.words(name_first, t.i)
    if not words[0].isupper() or (len(words) < 2):
        return None
    if role_end == t.i:
        return _nominal(ctx, people, t, None)
    if role is not None and name_first == t.i and (holder := _office_holder(ctx, people, role, words, t.i)) is not None:
        return Draft(t.i, first, t.i, "named", holder, 0.9, "", "s", role, ["name:office", role.id])
    org = t.lower in _ORG_WORDS or (words.isupper() and len(words) <= 6 and name_first == t.i and role is None)
    owner = _modifier(ctx, people, t.i)
    country = owner.actor.country if owner is not None and (org or role is not None or owner.first < name_first) else None
    gender = next((_TITLES[x] for k in range(first, t.i) if (x := tokens[k].lower.rstrip(".")) in _TITLES), "") or ctx.lexicon.given.get(
        tokens[name_first].text, ""
    )
    sectors = role.sectors if role is not None else ()
    if t.dep == "pobj" and role is None and not org and tokens[t.head].lower in ("in", "at", "near", "outside", "around", "into"):
        return Draft(t.i, first, t.i, "named", Actor("place:" + slug(words), words, "place", country, (), None, None), 0.7, why=["name:place"])
    actor = Actor(
        ("org:" if org else "name:") + slug(words),
        words,
        "organisation" if org else "person",
        country,
        sectors,
        None,
        " ".join(role.phrase) if role else None,
    )
    return Draft(t.i, first, t.i, "named", actor, 0.9, gender, "s", role, ["name:shape"] + ([owner.row] if owner and country else []))


def _office_holder(ctx: Context, people: People, role: Role, surname: str, head: int) -> Actor | None:
    """`President Clinton`, `Prime Minister Sharif`: who of that name held that office at the report's date, of the state named beside it if one is."""
    owner = _modifier(ctx, people, head)
    date = ctx.report.published
    for term in ctx.lexicon.surnames.get(surname, ()):
        if role.phrase[-1] in term.office.split() and (date is None or holds(term, date)) and (owner is None or owner.actor.country == term.country):
            return actor_of(ctx.lexicon, term, date)
    return None


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
    _spread(people)


def _told(ctx: Context, people: People, t: Token, draft: Draft | None) -> tuple[str | None, tuple[str, ...], str | None, list[str]]:
    owner = _modifier(ctx, people, t.i)
    found = role_at(ctx, t.i)
    sectors = found[0].sectors if found else ()
    country = owner.actor.country if owner else (draft.actor.country if draft and draft.actor and draft.score > 0.6 else None)
    return country, sectors, " ".join(found[0].phrase) if found else None, [owner.row] if owner else []


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
