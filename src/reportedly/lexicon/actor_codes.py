"""Actor codes both ways: CAMEO's (`PRKGOV`, `PSEREBHMS`, `IGOUNOHCR`) and PLOVER's pair of code and sectors.

CAMEO strings blocks of three letters: a country (or IGO, NGO, IMG, MNC), then roles, then a known group. What the code cannot hold is lost on
the way: persons, groups without a code, and the sectors that share a role (`PRM` comes back as `REB`, `PRE` as `GOV`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..model import Actor
from . import codebook
from .load import Lexicon

NOBODY = "---"
"""CAMEO's block for an actor without a code."""
_IN_PLACE_OF_COUNTRY = ("IGO", "NGO", "MNC", "IMG")
_BODIES = {"UNO": "IGO", "EUR": "IGO", "ISM": "IMG"}


@dataclass(frozen=True, slots=True)
class ActorCode:
    """An actor code taken apart: country (ISO 3166 alpha-3 or IGO, NGO, IMG, MNC), PLOVER sectors, our id and the name of a known group, blocks unknown."""

    country: str | None
    sectors: tuple[str, ...] = ()
    actor: str | None = None
    name: str | None = None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ways:
    roles: dict[str, str]
    """CAMEO role to sector."""
    groups: dict[str, codebook.Group]
    members: dict[str, codebook.Group]
    """Our id to the group."""
    read: dict[str, str]
    written: dict[tuple[str, str], str]


@lru_cache(maxsize=1)
def _ways() -> _Ways:
    book = codebook.load()
    roles = {s.cameo: s.code for s in book.sectors.values() if s.cameo == s.code} | {r.code: r.sector for r in book.roles}
    return _Ways(
        roles,
        {g.code: g for g in reversed(book.groups) if not g.part},
        {g.actor: g for g in book.groups},
        {c.code: c.iso3 for c in book.countries},
        {(c.scheme, c.iso3): c.code for c in book.countries if c.direction == "both"},
    )


def cameo(actor: Actor) -> str:
    """The CAMEO actor code: country or kind of organisation, roles, known group; `---` for who has none of them."""
    return _cameo(actor.id, actor.country, actor.sectors)


def _cameo(actor: str, country: str | None, sectors: tuple[str, ...]) -> str:
    ways, book = _ways(), codebook.load()
    head = next((_BODIES.get(s, s) for s in sectors if s in (*_IN_PLACE_OF_COUNTRY, *_BODIES)), None) if country is None else country
    head = ways.written.get(("cameo", head), _BODIES.get(head, head)) if head else None
    roles = [book.sectors[s].cameo for s in sectors if s in book.sectors and s != head]
    group = ways.members.get(actor)
    tail = [b for b in (group.under, group.code) if b] if group else []
    blocks = [*tail, *roles] if head in _IN_PLACE_OF_COUNTRY else [*roles, *tail]
    return "".join(dict.fromkeys(b for b in (head, *blocks) if b)) or NOBODY


def parse_cameo(code: str) -> ActorCode:
    """A CAMEO actor code taken apart; blocks that nobody knows (ethnic and religious groups) are listed, not refused."""
    ways = _ways()
    blocks = [b for b in (code[k : k + 3].upper() for k in range(0, len(code), 3)) if b.strip("-")]
    country: str | None = None
    if blocks and (blocks[0] not in ways.roles or blocks[0] in _IN_PLACE_OF_COUNTRY):
        country = ways.read.get(blocks[0], blocks[0])
        blocks = blocks[1:]
    sectors: dict[str, None] = {}
    group: codebook.Group | None = None
    unknown = []
    for b in blocks:
        if b in ways.groups:
            group = ways.groups[b]
        elif b in ways.roles:
            sectors[ways.roles[b]] = None
        else:
            unknown.append(b)
    return ActorCode(country, tuple(sectors), group.actor if group else None, group.name if group else None, tuple(unknown))


def plover(actor: Actor) -> tuple[str | None, tuple[str, ...]]:
    """PLOVER's (and POLECAT's) country code and sectors, the main one first; a metonym's seat of government is GOV, unknown is none."""
    ways, book = _ways(), codebook.load()
    place = actor.country or next((s for s in actor.sectors if s in book.sectors and book.sectors[s].group == "nonstate"), None)
    known = [book.sectors[s] for s in actor.sectors if s in book.sectors and s not in ("UNK", place)]
    sectors = dict.fromkeys(s.cameo if s.code == "PRE" else s.code for s in known)
    return ways.written.get(("plover", place), place) if place else None, tuple(sectors)


def parse_plover(code: str | None, sectors: tuple[str, ...] = ()) -> ActorCode:
    """PLOVER's country code and sectors as ours; sectors that the codebook lacks are listed as unknown."""
    book = codebook.load()
    country = _ways().read.get(code, code) if code else None
    return ActorCode(country, tuple(s for s in sectors if s in book.sectors), unknown=tuple(s for s in sectors if s not in book.sectors))


def named(code: ActorCode, lexicon: Lexicon) -> str | None:
    """The name of the group, or of the state where the code is a state's or its government's alone."""
    if code.name or code.unknown or code.sectors not in ((), ("GOV",)):
        return code.name
    return next((row.name for row in lexicon.rows["states"] if row.id == f"state:{code.country}"), None)
