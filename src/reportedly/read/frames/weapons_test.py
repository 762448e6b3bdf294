"""Weapons tests: what was fired, how many, where, how far it flies."""

from __future__ import annotations

import re

from ...model import Frame, Measure, Span
from ..coded import Coded
from ..context import Context
from ..mentions import People
from . import arms, items, places
from .slots import Slots

_FIGURE = r"(?<![\d.,])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d[\d,]*(?:\.\d+)?)"
_DISTANCE = re.compile(
    rf"(?:(?P<low>{_FIGURE})(?:[ -]?(?:km|kilomet(?:re|er)s?))?\s*(?:to|and|or|[-–])\s*)?(?P<high>{_FIGURE})[\s-]*(?P<unit>km|kilomet(?:re|er)s?|miles?|nautical miles?|met(?:re|er)s?)\b", re.I
)
_KM = {"km": 1.0, "ki": 1.0, "mi": 1.609344, "na": 1.852, "me": 0.001}
_FLEW = re.compile(
    r"\b(?:range|distance|fl(?:ew|ying|own|y)|travel\w*|cover\w*|reach\w*|hit\w*|away|striking|strike|track\w*|follow\w*|complet\w*|going|went|goes"
    r"|fell|falling|plung\w*|plummet\w*|crash\w*|splash\w*|(?:came|come|gone|going|went) down|estimat\w*|reckon\w*|after)\b",
    re.I,
)
_UP = re.compile(r"\b(?:altitude|(?<!lost )(?<!losing )height|apogee|peak\w*|climb\w*|rose|rising|soar\w*|high)\b", re.I)
_TOLD_FLIGHTS = "fr.flight."
"""How ids of rows begin that tell how far something flew that an earlier sentence may name."""
_FLIGHTS = frozenset(["fly", "travel", "cover", "track", "follow", "distance", "range"])


def fill(ctx: Context, people: People, event: Coded) -> Frame:
    slots = Slots(ctx)
    heads = [event.head, *event.themes, *([event.match.noun] if event.match.noun is not None else [])]
    found = items.arms(ctx, people, event.themes) or items.arms(ctx, people, arms.near(ctx, event)) or _of_place(ctx, people, event)
    flown = distances(ctx, event)
    slots.put("range", flown[0] if flown else None)
    slots.put("apogee", _apogee(ctx, event))
    beside = [t.i for h in heads for t in ctx.parse.children(h, "dobj", "pobj", "nsubjpass")]
    below = [t.i for h in heads for p in ctx.parse.children(h, "prep") if p.lower in ("of", "during", "over") for t in ctx.parse.children(p.i, "pobj")]
    place = places.where(ctx, list(dict.fromkeys([*heads, *beside, *below])))
    if place is not None:
        slots.put_words("place", *places.named(ctx, place))
    return slots.frame("weapons_test", found)


def _of_place(ctx: Context, people: People, event: Coded) -> tuple:  # type: ignore[type-arg]
    """Tested things that no table knows (`a satellite launch vehicle`, `a nuclear device`) are named by the theme."""
    return tuple(items.item(ctx, people, ctx.parse.tokens[k]) for k in event.themes if ctx.parse.tokens[k].pos in ("NOUN", "PROPN"))


def is_flight(event: Coded) -> bool:
    """Does the event tell how far a missile flew rather than that it was launched?"""
    return event.row.frame == "weapons_test" and (event.row.predicate[-1] in _FLIGHTS or event.row.id.startswith(_TOLD_FLIGHTS))


def distances(ctx: Context, event: Coded) -> list[Measure]:
    """Distances in the event's sentence that a missile flies or can fly, in kilometres, the nearest to a flight first."""
    found = [m for m, around in _measured(ctx, event) if _FLEW.search(around) and not _UP.search(around)]
    if not is_flight(event):
        return found
    at = ctx.parse.tokens[event.head].start
    return sorted(found, key=lambda m: abs(m.span.start - at))


def _apogee(ctx: Context, event: Coded) -> Measure | None:
    return next((m for m, around in _measured(ctx, event) if _UP.search(around)), None)


def _measured(ctx: Context, event: Coded) -> list[tuple[Measure, str]]:
    """Every distance of the sentence with the words that tell what it measures: those since the figure before it."""
    first, past, _ = ctx.parse.sentence(event.head)
    low, high = ctx.parse.span(first, past - 1)
    out: list[tuple[Measure, str]] = []
    start = low
    for m in _DISTANCE.finditer(ctx.text, low, high):
        around = ctx.text[max(start, m.start() - 45) : m.end()] + re.split(r",| and\b", ctx.text[m.end() : m.end() + 12])[0]
        found = _measure(m)
        if out and ctx.text[out[-1][0].span.end : m.start()].strip() in ("(", ", or", "or", "[") and _equal(out[-1][0].value, found.value):
            found, around = (out[-1][0] if m["unit"][:1].lower() != "k" else found), out[-1][1]
            out.pop()
        out.append((found, around))
        start = m.end()
    return out


def _measure(m: re.Match[str]) -> Measure:
    unit = _KM.get(m["unit"][:2].lower(), 1.0)
    near, far = (round(float(re.sub(r"[^\d.]", "", text)) * unit, 1) if text else None for text in (m["low"], m["high"]))
    assert far is not None
    if near is not None and near >= far:
        return Measure(far, "km", Span(m.start("high"), m.end()))
    return Measure(far, "km", Span(m.start(), m.end()), near)


def _equal(a: float, b: float) -> bool:
    """One distance in two units (`300 miles (480 km)`)."""
    return abs(a - b) <= 0.06 * max(a, b)
