"""Who is whom across reports: the same party, a part of it, somebody unnamed that it may be."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Actor

STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
_ARMED = frozenset({"PRM", "REB", "UAF"})
_NO_STATE = frozenset({"IGO", "NGO", "MNC", "IMG", "ISM", "UNK"})
SURE = 0.6
"""From here on a match is the same party or a part of it; below, two unnamed parties that may be the same."""


@dataclass(slots=True, order=True, unsafe_hash=True)
class Party:
    """An actor as the ledger compares it. An unnamed one (`role:SDN:army`) is called by its role, not by the words of one report."""

    id: str
    name: str
    kind: str
    country: str = ""
    sectors: tuple[str, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class Match:
    score: float
    why: str


def party(actor: Actor | None, actor_id: str) -> Party:
    if actor is None:
        return Party(actor_id, actor_id, "unknown")
    name = _role_name(actor_id) if actor_id.startswith("role:") else actor.name
    return Party(actor_id, name, actor.kind, actor.country or "", actor.sectors)


def _role_name(actor_id: str) -> str:
    _, country, word = (*actor_id.split(":", 2), "")[:3]
    return word.replace("-", " ") + ("" if country == "x" else f" ({country})")


def same(a: Party, b: Party) -> Match | None:
    """How far two parties are one, with the reason; None where they are two."""
    if a.id == b.id:
        return Match(0.5, f"“{a.name}”") if unnamed(a) else Match(1.0, a.name)
    low, high = sorted((a, b))
    if (m := _one_name(low, high)) or (m := _territory(low, high)) or (m := _territory(high, low)):
        return m
    if a.country and a.country == b.country and a.country not in _NO_STATE:
        return _of_one_country(low, high)
    one, other = (low, high) if unnamed(low) else (high, low)
    return Match(0.4, f"“{one.name}” may be {other.name}") if unnamed(one) and _alike(low, high) else None


def _one_name(a: Party, b: Party) -> Match | None:
    """Two names that reports give to somebody unknown: the same words, or one in full and the other in short (`Sable Star`, `Sable Star Shipping`)."""
    one, other = (p.id.partition(":")[2] if p.id.startswith(("name:", "org:")) else "" for p in (a, b))
    if not one or not other:
        return None
    if one == other:
        return Match(1.0, a.name)
    short, long = sorted((one, other), key=len)
    persons = a.kind == b.kind == "person"
    if long.startswith(f"{short}-") or (persons and "-" not in short and long.endswith(f"-{short}")):
        return Match(0.8, f"{a.name} may be {b.name} in short" if one == short else f"{b.name} may be {a.name} in short")
    return None


def _has_name(p: Party) -> bool:
    return p.kind != "state" and not p.id.startswith("role:") and not unnamed(p)


def _by_name(a: Party, b: Party) -> Match | None:
    return Match(1.0, a.name) if a.id == b.id else _one_name(*sorted((a, b)))


def _territory(a: Party, b: Party) -> Match | None:
    """A body of a territory that claims to be a state is part of it."""
    if b.kind == "place" and a.id.startswith(f"role:{b.name.replace(' ', '-')}:"):
        return Match(0.9, f"{a.name} is part of {b.name}")
    return None


def unnamed(p: Party) -> bool:
    """`The officials`, `people`: a role in no known country."""
    return p.id.startswith("role:x:") or p.id in ("unknown", "author")


def part(a: Party, b: Party) -> Match | None:
    """Is the one a part of the other, a state: one of its bodies, or an armed group that fights for it? With the reason."""
    if b.kind != "state" or not a.country or a.country != b.country or a.country in _NO_STATE:
        return None
    if _organ(a):
        return Match(0.9, f"{a.name} is part of {b.name}")
    return Match(0.8, f"{a.name} is an armed group of {b.name}") if _proxy(a) else None


def _of_one_country(a: Party, b: Party) -> Match | None:
    for p, q in ((a, b), (b, a)):
        if m := part(q, p):
            return m
        if _organ(p) and _proxy(q):
            return Match(SURE, f"{q.name} is an armed group of the state of {p.name}")
    if _organ(a) and _organ(b):
        return Match(0.7, f"{a.name} and {b.name} are parts of one state")
    if (a.id.startswith("role:") or b.id.startswith("role:")) and _alike(a, b):
        return Match(SURE, f"{a.name} may be {b.name}")
    return None


def near(a: Party, b: Party) -> bool:
    """Two different parties of one country (`any party to the conflict in Sudan`, an army and its rival): no match, but no distant third either."""
    return bool(a.country) and a.country == b.country


def _organ(p: Party) -> bool:
    """A part of a state: its main sector is one of the state's."""
    return p.kind in ("organisation", "person", "group") and bool(p.sectors) and p.sectors[0] in STATE_SECTORS and bool(p.country)


def _proxy(p: Party) -> bool:
    """An armed group that fights for its state, not against it."""
    return p.kind == "armed_group" and "REB" not in p.sectors


def _alike(a: Party, b: Party) -> bool:
    """Of one sort: both armed groups, or the same main sector."""
    if _armed(a) and _armed(b):
        return True
    return bool(a.sectors and b.sectors) and a.sectors[0] == b.sectors[0]


def _armed(p: Party) -> bool:
    return p.kind == "armed_group" or bool(p.sectors[:1] and p.sectors[0] in _ARMED)


def best(these: tuple[Party, ...], those: tuple[Party, ...], named: bool = False) -> Match | None:
    """The best match of any of these with any of those; with `named` two that have names are one by these alone."""
    found = [m for a in these for b in those if (m := _by_name(a, b) if named and _has_name(a) and _has_name(b) else same(a, b))]
    return max(found, key=lambda m: (m.score, m.why), default=None)


def belongs(who: Party, parties: tuple[Party, ...]) -> bool:
    """Is a voice one of the parties, or a part of one? A part of their state counts, an unnamed stranger does not."""
    m = best((who,), parties)
    return m is not None and m.score >= SURE
