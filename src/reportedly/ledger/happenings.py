"""When and where that happened which a dispute is about, as far as those who tell it say so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from .disputes import Dispute
from .subjects import Where

STANDINGS: Mapping[str, frozenset[str]] = {
    "asserted": frozenset({"asserted"}),
    "contested": frozenset({"contested"}),
    "denied": frozenset({"uncontested denial", "retracted"}),
    "confirmed": frozenset({"confirmed", "admitted"}),
    "mentioned": frozenset({"mentioned"}),
}
"""How firmly something stands, by the states of its dispute. None of them says that it is so."""


@dataclass(frozen=True, slots=True)
class Happening:
    """`stated`: the texts give the days; else `day` is that on which it was first told. `located`: the place has coordinates."""

    day: str
    until: str
    stated: bool
    where: Where


def happening(d: Dispute) -> Happening:
    """The narrowest stretch of days that a text states; the place that is named most often, of equals one with coordinates."""
    windows = [s.window for s in d.proposition.subjects if s.window.stated]
    places = Counter(s.where for s in d.proposition.subjects if s.where.name)
    where = min(places, key=lambda w: (-places[w], not w.located, w), default=Where())
    if not windows:
        return Happening(d.first, d.first, False, where)
    w = min(windows, key=lambda w: (w.last - w.first, w))
    return Happening(dt.date.fromordinal(w.first).isoformat(), dt.date.fromordinal(w.last).isoformat(), True, where)


def standing(state: str) -> str:
    return next(name for name, states in STANDINGS.items() if state in states)
