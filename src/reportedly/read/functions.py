"""Functions: `a senior North Korean official`, `Hezbollah fighters`, `the US president`; whose they are and who held them."""

from __future__ import annotations

from dataclasses import replace

from ..lexicon import Role, codebook
from ..model import Actor
from ..model.people import ActorKind
from ..parse import Token
from .context import Context
from .drafts import Draft, People
from .names import Hit, holder, leader_country, slug, state
from .syntax import phrase

_TOPIC = frozenset(["affairs", "affair", "relations", "relation", "issue", "issues", "policy", "matters", "studies", "desk", "embassy"])
_DEFINITE = frozenset("the this that its their his her our my both these those".split())
_ROLE_KINDS: dict[str, ActorKind] = {"person": "person", "org": "organisation"}
_NOT_IN_OFFICE = frozenset("former ex late next future then outgoing elect ousted deposed exiled would-be previous first last past new".split())
_MODIFIER_SECTORS = {
    "opposition": "OPP", "rebel": "REB", "guerrilla": "REB", "insurgent": "REB", "separatist": "REB", "militant": "REB", "civilian": "CVL",
    "refugee": "REF", "student": "EDU", "police": "COP", "military": "MIL", "army": "MIL", "religious": "REL", "trade": "BUS", "medical": "MED",
}  # fmt: skip


_WRITTEN_OUT = {"sen.": "senator", "sens.": "senator", "gov.": "governor", "rep.": "representative", "reps.": "representative", "amb.": "ambassador"}


def role_at(ctx: Context, last: int) -> tuple[Role, int] | None:
    """The longest role phrase that ends with token `last`, and its first token."""
    tokens = ctx.parse.tokens
    t = tokens[last]
    for key in dict.fromkeys((_WRITTEN_OUT.get(t.lower, t.lower), t.lemma.lower())):
        for role in ctx.lexicon.roles.get(key, ()):
            n = len(role.phrase)
            start = last - n + 1
            if start >= 0 and all(role.phrase[k] in (tokens[start + k].lower, tokens[start + k].lemma.lower()) for k in range(n - 1)):
                return role, start
    return None


def nominal(ctx: Context, people: People, t: Token, story: str | None) -> Draft | None:
    found = role_at(ctx, t.i)
    first, _last = phrase(ctx.parse, t.i, clauses=False)
    if (whole := _part_of(ctx, people, t, story, first)) is not None:
        return whole
    if found is None or _condition(ctx, t):
        return _instrument(ctx, people, t, first) or _bare(ctx, t, first)
    role, start = found
    owner = owner_of(ctx, people, t.i)
    draft = Draft(t.i, min(first, start), t.i, "nominal", None, 0.0, _role_gender(role), _number(t), role, [role.id])
    if owner is not None:
        draft.actor, draft.score = _in_office(ctx, role, owner, draft) or (role_actor(ctx, role, owner, first, t.i), 0.95)
        draft.actor = _with_modifiers(ctx, t, draft.actor)
        draft.why.append(owner.row)
        draft.also = [role_actor(ctx, role, h, first, t.i) for h in _coordinated(ctx, people, owner, t.i)]
    elif not _definite(ctx, first, t) or role.kind != "org":
        country = story if codebook.load().officials.intersection(role.sectors) else None
        function = role.function
        actor = Actor(f"role:{country or 'x'}:{slug(function)}", ctx.words(first, t.i), _kind(role), country, role.sectors, None, function)
        draft.actor, draft.score = _with_modifiers(ctx, t, actor), 0.5
    return draft


def _condition(ctx: Context, t: Token) -> bool:
    """`a state of emergency` is nobody."""
    of = next((p for p in ctx.parse.children(t.i, "prep") if p.lower == "of"), None)
    inner = ctx.parse.child(of.i, "pobj") if of is not None and t.lower == "state" else None
    return inner is not None and inner.pos == "NOUN"


_PARTS = frozenset(
    "group number majority some dozen score ten hundred thousand million crowd member handful band third quarter half bulk rest".split()
)


def _part_of(ctx: Context, people: People, t: Token, story: str | None, first: int) -> Draft | None:
    """`a group of Moroccan diplomats`, `tens of thousands of students`, `members of the militia`: those whom the noun counts."""
    inner = _counted(ctx, t)
    if inner is None or inner.tag not in ("NNS", "NNPS") or inner.i in people.hit_at:
        return None
    counted = nominal(ctx, people, inner, story)
    if counted is None or counted.actor is None:
        return None
    whole = replace(counted, head=t.i, first=first, last=t.i, number="p")
    place = _located(ctx, people, t) if counted.actor.country is None and counted.role is not None else None
    if place is not None and counted.role is not None:
        whole.actor, whole.score = role_actor(ctx, counted.role, place, first, t.i), 0.9
    return whole


def _located(ctx: Context, people: People, t: Token) -> Hit | None:
    """`thousands of students in Peru`, where the place hangs on the word that counts."""
    for p in ctx.parse.children(t.i, "prep"):
        obj = ctx.parse.child(p.i, "pobj")
        hit = people.hit_at.get(obj.i) if obj is not None and p.lower in ("in", "from", "throughout", "across", "at") else None
        if hit is not None and hit.kind in ("state", "capital"):
            return hit
    return None


def _counted(ctx: Context, t: Token) -> Token | None:
    """The noun under one or more words that count it."""
    found: Token | None = None
    while t.lemma.lower() in _PARTS or t.lower in _PARTS:
        of = ctx.parse.child(t.i, "prep")
        inner = ctx.parse.child(of.i, "pobj") if of is not None and of.lower == "of" else None
        if inner is None:
            break
        found = t = inner
    return found


_CRAFT = frozenset(
    "aircraft warplane plane jet fighter helicopter gunship bomber drone tank warship gunboat frigate destroyer submarine artillery bulldozer "
    "vessel boat patrol missile".split()
)


def _instrument(ctx: Context, people: People, t: Token, first: int) -> Draft | None:
    """`Russian aircraft bombed …`, `Israeli army bulldozers demolished …`: who acts by means of what stands as the subject."""
    if t.dep not in ("nsubj", "nsubjpass", "pobj") or t.lemma.lower() not in _CRAFT or not _acts(ctx, t):
        return None
    owner = owner_of(ctx, people, t.i)
    if owner is None or owner.actor.kind not in ("state", "armed_group", "organisation"):
        return None
    body = next((found[0] for k in ctx.parse.children(t.i, "compound") if (found := role_at(ctx, k.i)) is not None), None)
    if owner.actor.kind != "state":
        actor = owner.actor
    elif body is not None:
        actor = role_actor(ctx, body, owner, first, t.i)
    else:
        actor = Actor(f"role:{owner.actor.country}:military", f"{owner.actor.name} military", "organisation", owner.actor.country, ("MIL",), None, "military")
    return Draft(t.i, first, t.i, "nominal", actor, 0.8, "", _number(t), None, ["name:instrument", owner.row])


def _acts(ctx: Context, t: Token) -> bool:
    """Subject of an active verb, or agent of a passive one."""
    over = ctx.parse.tokens[t.head]
    return (t.dep == "nsubj" and over.tag.startswith("VB")) or (t.dep == "pobj" and over.dep == "agent")


def _bare(ctx: Context, t: Token, first: int) -> Draft | None:
    """`the pair`, `the junta`: no function, but a noun that takes up somebody named before."""
    if not (t.pos == "NOUN" or t.text.islower()) or not _definite(ctx, first, t) or t.lemma.lower() not in ctx.lexicon.nominals:
        return None
    return Draft(t.i, first, t.i, "nominal", None, 0.0, "", _number(t))


def _number(t: Token) -> str:
    return "p" if t.tag in ("NNS", "NNPS") else "s"


def _definite(ctx: Context, first: int, t: Token) -> bool:
    return ctx.parse.tokens[first].lower in _DEFINITE


def _in_office(ctx: Context, role: Role, owner: Hit, draft: Draft) -> tuple[Actor, float] | None:
    """`the US president` at the report's date, where just one person held the office then."""
    date, tokens = ctx.report.published, ctx.parse.tokens
    if date is None or draft.number == "p" or owner.actor.kind != "state" or owner.actor.country is None or role.kind != "person":
        return None
    if tokens[draft.first].lower in ("a", "an", "any", "no", "every") or any(tokens[k].lower in _NOT_IN_OFFICE for k in range(draft.first, draft.head)):
        return None
    actor = holder(ctx.lexicon, owner.actor.country, role.function, date)
    return (actor, 0.85) if actor is not None else None


def _with_modifiers(ctx: Context, t: Token, actor: Actor) -> Actor:
    """`opposition candidates`, `rebel commanders`, `civilian advisers`: the modifier's sector goes before that of the noun."""
    if actor.kind == "state" or actor.id.startswith("person:"):
        return actor
    told = [s for k in ctx.parse.children(t.i, "compound", "amod") if (s := _MODIFIER_SECTORS.get(k.lower)) and s not in actor.sectors]
    return replace(actor, id=f"{actor.id}:{'-'.join(told).lower()}", sectors=(*told, *actor.sectors)) if told else actor


def _role_gender(role: Role) -> str:
    word = role.phrase[-1]
    if word.endswith("woman") or word in ("queen", "princess", "girl", "mother", "nun", "schoolgirl"):
        return "f"
    return "m" if (word.endswith("man") and word not in ("ombudsman", "layman")) or word in ("king", "prince", "boy", "father", "priest", "imam") else ""


def _kind(role: Role) -> ActorKind:
    return _ROLE_KINDS.get(role.kind, "group")


def role_actor(ctx: Context, role: Role, owner: Hit, first: int, last: int) -> Actor:
    """The actor of a role that belongs to a known actor: Hezbollah's fighters are Hezbollah, Iran's government is the state."""
    if owner.kind in ("armed_group", "organisation") and role.kind == "group":
        return owner.actor
    if owner.actor.kind == "place" and "PRE" in owner.actor.sectors:
        return _of_territory(role, owner.actor)
    if owner.actor.kind == "state" and role.kind == "org" and role.phrase[-1] in ("republic", "state") and len(role.phrase) == 1:
        return owner.actor
    if (
        owner.actor.kind == "state"
        and role.kind == "org"
        and role.phrase[-1] in ("government", "regime", "administration", "authorities", "leadership", "cabinet")
    ):
        return owner.actor
    sectors = role.sectors or owner.actor.sectors
    name = f"{owner.actor.name} {role.function}"
    return Actor(
        f"role:{owner.actor.country or owner.actor.id}:{slug(role.function)}",
        name,
        _kind(role),
        owner.actor.country,
        sectors,
        None,
        role.function,
    )


def _of_territory(role: Role, owner: Actor) -> Actor:
    """A body of a territory that claims to be a state is none of the state that it breaks away from; `the Republic of Abkhazia` is the territory."""
    if role.phrase[-1] in ("republic", "state", "territory", "region", "leadership", "government", "authorities"):
        return owner
    sectors = (*owner.sectors, *(s for s in role.sectors if s not in owner.sectors))
    return Actor(f"role:{owner.name.replace(' ', '-')}:{slug(role.function)}", f"{owner.name} {role.function}", _kind(role), owner.country, sectors, None, role.function)


# -- owners ----------------------------------------------------------------------------------------------------


def owner_of(ctx: Context, people: People, head: int) -> Hit | None:
    """The actor that a noun phrase belongs to: `North Korean`, `Russia's`, `Hezbollah`, `of Iran`, `based in Oman`, `Bush administration`."""
    found = _before(ctx, people, head) or _after(ctx, people, head)
    if found is None or found.actor.country is None:
        found = _settled(ctx, people, head) or found
    return _as_mentioned(people, found) if found is not None else _surname_before(ctx, head)


def _before(ctx: Context, people: People, head: int) -> Hit | None:
    """A possessor or modifier; of two (`Turkish Kurd refugees`) the one whose country is known."""
    parse, found = ctx.parse, None
    for t in parse.children(head, "compound", "amod", "nmod", "poss", "det"):
        for k in (t.i, *range(*_range(parse.edges(t.i)))):
            hit = people.hit_at.get(k)
            if hit is None or hit.last >= head or (hit.kind == "people" and hit.first and parse.tokens[hit.first - 1].lower == "ethnic"):
                continue
            if hit.actor.country is not None:
                return hit
            found = found or hit
    return found


def _after(ctx: Context, people: People, head: int) -> Hit | None:
    """`of Iran`, `at the ministry of Iran`"""
    parse = ctx.parse
    own = any(t.tag == "PRP$" for t in parse.children(head, "poss"))
    for p in parse.children(head, "prep"):
        if p.lower not in ("of", "for", "in", "from", "at", "throughout", "across") or (own and p.lower != "of"):
            continue  # "its mission at the United Nations"
        for obj in parse.children(p.i, "pobj"):
            hit = people.hit_at.get(obj.i)
            if hit is not None and obj.lower not in _TOPIC and (p.lower == "of" or hit.kind in ("state", "organisation", "armed_group", "place")):
                return hit
            inner = owner_of(ctx, people, obj.i) if obj.pos in ("NOUN", "PROPN") and obj.lower not in _TOPIC else None
            topical = any(parse.tokens[k].lower in _TOPIC for k in range(*_range(parse.edges(obj.i))))
            if inner is not None and p.lower in ("of", "for", "at", "in") and not topical:
                return inner
    return None


_SETTLED = frozenset("base operate live flee work fight deploy station reside hold hide act settle stay serve camp".split())


def _settled(ctx: Context, people: People, head: int) -> Hit | None:
    """`a group based in Oman`, `refugees fleeing the war in Liberia`: the state in the clause that says where they are."""
    for clause in ctx.parse.children(head, "acl"):
        if clause.lemma.lower() in _SETTLED:
            for k in ctx.parse.subtree(clause.i):
                hit = people.hit_at.get(k)
                if hit is not None and hit.kind in ("state", "capital"):
                    return hit
    return None


def _surname_before(ctx: Context, head: int) -> Hit | None:
    """`the Bush administration`, `the Chirac government`: the state of the one who led it, at the report's date if that is known."""
    t = ctx.parse.tokens[head]
    if t.lemma.lower() not in ("administration", "government", "cabinet", "regime", "presidency"):
        return None
    for k in ctx.parse.children(head, "compound", "nmod", "poss"):
        country = leader_country(ctx.lexicon, k.text, ctx.report.published) if k.pos == "PROPN" else None
        if country is not None:
            return Hit(k.i, k.i, state(ctx.lexicon, country), "state", "name:leader")
    return None


def _as_mentioned(people: People, hit: Hit) -> Hit:
    """A people counted or placed where it is mentioned belongs to that actor, not to the gazetteer's."""
    for k in range(hit.first, hit.last + 1):
        d = people.get(k)
        if d is not None and d.kind == "named" and d.actor is not None and d.actor.kind == "group" and hit.kind == "people":
            return replace(hit, actor=d.actor)
    return hit


def _coordinated(ctx: Context, people: People, owner: Hit, head: int) -> list[Hit]:
    """Others coordinated with the state or body that modifies a role (`US and EU negotiators`)."""
    out = []
    for k in range(owner.last + 1, head):
        hit = people.hit_at.get(k)
        if hit is not None and hit.first == k and hit.actor.kind in ("state", "organisation") and ctx.parse.tokens[owner.last + 1].lower in ("and", ",", "-", "–"):
            out.append(hit)
    return out


def _range(edges: tuple[int, int]) -> tuple[int, int]:
    return edges[0], edges[1] + 1
