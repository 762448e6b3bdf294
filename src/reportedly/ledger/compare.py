"""Are two subjects one? A pure function of the two, with the reasons for and against."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .parties import SURE, Match, Party, best, near
from .subjects import SYMMETRIC, Subject, Thing, Where, Window, lasting

JOINED = 0.6
"""One party alone does not make two claims one: it takes the other party, the items, the day or the figure beside it."""
_WEIGHTS = {"actor": 0.3, "recipient": 0.3, "items": 0.15, "time": 0.15, "place": 0.1}
_NEEDED = {"designation": "recipient", "recognition": "recipient"}
"""A listing is known by whom it lists, a recognition by whom it recognises."""
_FIGURE = 0.15
_LONG_DAYS = 31
"""An event that is no lasting one and is said to fill more days than this is a count over a time (`has fired 30 missiles this year`)."""
_UNKNOWN = 0.4
"""What an argument counts that one of the two leaves open."""
_ESTIMATES = 2.0
"""Figures for one thing that differ by more than this factor are about two things."""
_FAR_KM = 150.0
GENERIC = frozenset(
    "weapon arm armament weaponry equipment hardware aid materiel munition ammunition system supply shipment support assistance technology item good".split()
)
_ARTILLERY = frozenset("rocket artillery howitzer mortar shell gun".split())


@dataclass(slots=True, unsafe_hash=True)
class Join:
    """`against` names every contradiction; with one, two subjects are never joined however alike the rest is."""

    joined: bool
    score: float
    why: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class Part:
    """One aspect compared: None where one of the two leaves it open."""

    score: float | None = None
    why: str = ""
    against: str = ""


def join(a: Subject, b: Subject, linked: float = 0.0) -> Join:
    """Whether two subjects are one. `linked` is the score of a link between their claims in one report: it carries a pair whose parties
    are only of one country (`Belarus has armed nobody in Sudan` against a delivery to a Sudanese group). Symmetric in `a` and `b`."""
    low, high = sorted((a, b))
    if a.kind != b.kind:
        return Join(False, 0.0, (), (f"kind: {low.kind} against {high.kind}",))
    if a.apart != b.apart:
        return Join(False, 0.0, (), ("split by a judgement",))
    straight = _weigh(low, high, low.actors, low.recipients, linked)
    if a.kind not in SYMMETRIC:
        return straight
    crossed = _weigh(low, high, low.recipients, low.actors, linked)
    return max(straight, crossed, key=lambda j: (j.joined, not j.against, j.score))


def _weigh(a: Subject, b: Subject, actors: tuple[Party, ...], recipients: tuple[Party, ...], linked: float) -> Join:
    parts = {
        "actor": _parties(actors, b.actors, "actors", linked),
        "recipient": _parties(recipients, b.recipients, "recipients", linked, named=_NEEDED.get(a.kind.partition("/")[0]) == "recipient"),
        "items": _items(a.things, b.things),
        "time": _time(a, b),
        "place": _place(a.where, b.where),
    }
    against = tuple(p.against for p in parts.values() if p.against) + _measures(a, b)
    score = sum(w * (_UNKNOWN if parts[k].score is None else parts[k].score or 0.0) for k, w in _WEIGHTS.items())
    why = tuple(p.why for p in parts.values() if p.why) + (("linked as a denial in one report",) if linked else ())
    if a.measure and a.measure == b.measure:
        score, why = score + _FIGURE, (*why, f"figure: {a.measure}")
    if a.sentence and a.sentence == b.sentence:
        return Join(not against, 0.95, (*why, "the same sentence"), against)
    score = round(max(score, linked), 3)
    return Join(not against and _anchored(a.kind, parts) and score >= JOINED, score, why, against)


def _anchored(kind: str, parts: dict[str, Part]) -> bool:
    """A party or a place that both name; for some kinds it must be one role."""
    sure = {k for k in ("actor", "recipient") if (parts[k].score or 0.0) >= SURE}
    needed = _NEEDED.get(kind.partition("/")[0])
    if needed is not None:
        return needed in sure
    return bool(sure) or (parts["place"].score or 0.0) >= 1.0


def _parties(these: tuple[Party, ...], those: tuple[Party, ...], role: str, linked: float, named: bool = False) -> Part:
    """`named`: two whom the texts name are one by their names alone, though both be parts of one state."""
    if not these or not those:
        return Part()
    match: Match | None = best(these, those, named)
    if match:
        return Part(match.score, f"{role}: {match.why}")
    if linked and any(near(p, q) for p in these for q in those):
        return Part(0.3, f"{role} of one country: {_names(these)} and {_names(those)}")
    return Part(0.0, against=f"{role}: {_names(these)} against {_names(those)}")


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(p.name for p in parties)


def _items(these: tuple[Thing, ...], those: tuple[Thing, ...]) -> Part:
    """The best pair of items; contradictory where no item of one can be an item of the other, or where all figures exclude each other."""
    if not these or not those:
        return Part()
    found = [(score, why, t, u) for t in these for u in those for score, why in [_thing(t, u)] if score]
    if not found:
        return Part(0.0, against=f"items: {_heads(these)} against {_heads(those)}")
    counted = [(t, u) for score, _, t, u in found if t.quantity > 0 and u.quantity > 0 and t.head == u.head]
    apart = [(t, u) for t, u in counted if not _agree(t.quantity, u.quantity)]
    if counted and len(apart) == len(counted):
        t, u = min(apart)
        return Part(0.0, against=f"numbers: {t.quantity:g} against {u.quantity:g} ({t.head})")
    score, why, *_ = max(found, key=lambda f: (f[0], f[1]))
    differ = sorted({f"{t.quantity:g} and {u.quantity:g}" for t, u in counted if t.quantity != u.quantity})
    return Part(score * (0.8 if differ else 1.0), f"items: {why}" + (f" (figures differ: {'; '.join(differ)})" if differ else ""))


def _agree(a: float, b: float) -> bool:
    return max(a, b) <= _ESTIMATES * min(a, b)


def _heads(things: tuple[Thing, ...]) -> str:
    return ", ".join(sorted({t.designation or t.head for t in things}))


def _thing(t: Thing, u: Thing) -> tuple[float, str]:
    """How far two items can be one, from 0 to 1."""
    low, high = sorted((t, u))
    name = f"{low.designation or low.head} / {high.designation or high.head}"
    if t.designation and u.designation:
        return (1.0, t.designation) if t.designation == u.designation else (0.0, "")
    if {t.head, u.head} & GENERIC:
        return (0.9, t.head) if t.head == u.head else (0.6, name)
    if t.category and u.category:
        return (0.9, name) if t.category == u.category else (0.0, "")
    if t.head == u.head:
        return 0.9, t.head
    if {t.head, *t.words} & {u.head, *u.words} - {"military"}:
        return 0.6, name
    return (0.5, name) if _artillery(t) and _artillery(u) else (0.0, "")


def _artillery(t: Thing) -> bool:
    return t.category == "III" or (not t.category and t.head in _ARTILLERY)


def _time(x: Subject, y: Subject) -> Part:
    a, b = x.window, y.window
    if not lasting(x.kind) and counts(a) != counts(b):
        low, high = sorted((_days(a), _days(b)))
        return Part(0.0, against=f"one event against a count over a time: {low} against {high}")
    if a.last < b.first or b.last < a.first:
        what = "stated dates" if a.stated and b.stated else "dates"
        return Part(0.0, against=f"{what}: {_days(a)} against {_days(b)}")
    if a.stated and b.stated:
        return Part(1.0, f"time: {_days(a) if a.last - a.first <= b.last - b.first else _days(b)}")
    return Part()


def counts(w: Window) -> bool:
    """Is it a count over a time rather than one event?"""
    return w.stated and w.last - w.first > _LONG_DAYS


def _days(w: Window) -> str:
    import datetime as dt

    first, last = dt.date.fromordinal(w.first).isoformat(), dt.date.fromordinal(w.last).isoformat()
    return first if first == last else f"{first} to {last}"


def _place(a: Where, b: Where) -> Part:
    """The same place; within a short way of each other; contradictory where far apart or in two countries."""
    if not a.name or not b.name:
        return Part()
    if a.name == b.name:
        return Part(1.0, f"place: {a.name}")
    low, high = sorted((a.name, b.name))
    if a.located and b.located:
        km = _km(a, b)
        return Part(0.8, f"place: {low} near {high}") if km <= _FAR_KM else Part(0.0, against=f"places: {low} against {high}, {km:.0f} km apart")
    if a.country and b.country and a.country != b.country:
        return Part(0.0, against=f"places: {low} ({a.country if a.name == low else b.country}) against {high}")
    return Part()


def _km(a: Where, b: Where) -> float:
    """Great-circle distance on a sphere of 6371 km."""
    p, q, dlon = math.radians(a.lat), math.radians(b.lat), math.radians(b.lon - a.lon)
    return 2 * 6371.0 * math.asin(math.sqrt(math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(dlon / 2) ** 2))


def _measures(a: Subject, b: Subject) -> tuple[str, ...]:
    """A toll or a range is the statement itself: 7 dead and 11 dead are two propositions, `some dead` is a third."""
    if a.measure == b.measure:
        return ()
    low, high = sorted((a.measure or "none given", b.measure or "none given"))
    return (f"figures: {low} against {high}",)
