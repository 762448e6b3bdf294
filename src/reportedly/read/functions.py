"""Functions: `a senior North Korean official`, `Hezbollah fighters`, `the US president`; whose they are and who held them."""

from __future__ import annotations

from dataclasses import replace

from ..lexicon import Role
from ..model import Actor
from ..model.people import ActorKind
from ..parse import Token
from .context import Context
from .drafts import Draft, People
from .names import Hit, holder, slug
from .syntax import phrase

_TOPIC = frozenset(["affairs", "affair", "relations", "relation", "issue", "issues", "policy", "matters", "studies", "desk", "embassy"])
_DEFINITE = frozenset("the this that its their his her our my both these those".split())
_ROLE_KINDS: dict[str, ActorKind] = {"person": "person", "org": "organisation"}
_NOT_IN_OFFICE = frozenset("former ex late next future then outgoing elect ousted deposed exiled would-be previous first last past new".split())
_MODIFIER_SECTORS = {
    "opposition": "OPP", "rebel": "REB", "guerrilla": "REB", "insurgent": "REB", "separatist": "REB", "militant": "REB", "civilian": "CVL",
    "refugee": "REF", "student": "EDU", "police": "COP", "military": "MIL", "army": "MIL", "religious": "REL", "trade": "BUS", "medical": "MED",
}  # fmt: skip


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


def nominal(ctx: Context, people: People, t: Token, story: str | None) -> Draft | None:
    found = role_at(ctx, t.i)
    first, _last = phrase(ctx.parse, t.i, clauses=False)
    if found is None:
        return _bare(ctx, t, first)
    role, start = found
    owner = owner_of(ctx, people, t.i)
    draft = Draft(t.i, min(first, start), t.i, "nominal", None, 0.0, _role_gender(role), _number(t), role, [role.id])
    if owner is not None:
        draft.actor, draft.score = _in_office(ctx, role, owner, draft) or (role_actor(ctx, role, owner, first, t.i), 0.95)
        draft.actor = _with_modifiers(ctx, t, draft.actor)
        draft.why.append(owner.row)
        draft.also = [role_actor(ctx, role, h, first, t.i) for h in _coordinated(ctx, people, owner, t.i)]
    elif not _definite(ctx, first, t) or role.kind != "org":
        country = story if set(role.sectors) & {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"} else None
        function = " ".join(role.phrase)
        actor = Actor(f"role:{country or 'x'}:{slug(function)}", ctx.words(first, t.i), _kind(role), country, role.sectors, None, function)
        draft.actor, draft.score = _with_modifiers(ctx, t, actor), 0.5
    return draft


def _bare(ctx: Context, t: Token, first: int) -> Draft | None:
    """`the pair`, `the junta`: no function, but a noun that takes up somebody named before."""
    if t.pos != "NOUN" or not _definite(ctx, first, t) or t.lemma.lower() not in ctx.lexicon.nominals:
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
    actor = holder(ctx.lexicon, owner.actor.country, " ".join(role.phrase), date)
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


# -- owners ----------------------------------------------------------------------------------------------------


def owner_of(ctx: Context, people: People, head: int) -> Hit | None:
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
                inner = owner_of(ctx, people, obj.i) if obj.pos in ("NOUN", "PROPN") and obj.lower not in _TOPIC else None
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
