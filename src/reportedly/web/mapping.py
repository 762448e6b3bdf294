"""The map: Natural Earth's outlines under symbols of places, as wide as the view that is asked for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from ..ledger.happenings import STANDINGS, standing
from .desk import STATIC
from .told import placed

Region = Literal["", "world", "africa", "horn-of-africa", "middle-east", "europe", "eastern-europe", "central-south-asia", "east-asia", "north-america", "latin-america"]
Box = tuple[float, float, float, float]
"""West, north, east, south in degrees."""
REGIONS: Mapping[str, Box] = {
    "world": (-180, 84, 180, -58), "africa": (-20, 38, 56, -36), "horn-of-africa": (21, 24, 60, -6), "middle-east": (24, 44, 66, 10), "europe": (-25, 72, 50, 34),
    "eastern-europe": (18, 61, 54, 37), "central-south-asia": (44, 56, 98, 4), "east-asia": (90, 56, 152, -12), "north-america": (-170, 76, -50, 12), "latin-america": (-120, 34, -32, -57),
}  # fmt: skip
WIDTH = 1000
_LARGEST, _ONE, _SMALLEST = 30.0, 7.0, 2.5
"""Radii: of the greatest number at most, of one at most, of anything at least."""
_MARGIN = 6.0
"""Degrees around the places, where no region is asked for."""
_COVERED = 0.06
"""How much of the map symbols may cover."""
_SYMBOLS = 400
"""Places that one map shows and lists."""
_NEAR = 120
"""Places, from the greatest on, that can have their name on the map."""
_LETTER = 7.2
_SHAPES: Mapping[str, Sequence[tuple[float, float]]] = {
    "contested": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)], "denied": [(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
    "confirmed": [(0, -1.4), (1.3, 0.9), (-1.3, 0.9)], "mixed": [(-0.55, -0.95), (0.55, -0.95), (1.1, 0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0)],
}  # fmt: skip
"""Outlines of about one area; the others are circles."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A place on the map. `shape` holds corners, nothing for a circle; `label` is empty where it would lie over something."""

    name: str
    place: str
    country: str
    count: int
    standing: str
    counts: Mapping[str, int]
    x: float
    y: float
    r: float
    shape: str
    lon: float
    lat: float
    label: str = ""
    anchor: str = ""
    label_x: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn map: how to lay tenths of a degree on it, outlines, the greatest symbols; how many places with how many events lie in it, how many places outside."""

    height: int
    transform: str
    land: str
    borders: str
    symbols: tuple[Symbol, ...]
    places: int
    events: int
    outside: int


@cache
def _outlines() -> tuple[tuple[str, Box, str], ...]:
    """(kind, box in tenths of a degree as they lie on the map, path) of every line."""
    rows = (line.split(" ", 5) for line in (STATIC / "land.txt").read_text(encoding="ascii").splitlines())
    return tuple((kind, (float(w), float(n), float(e), float(s)), path) for kind, w, n, e, s, path in rows)


def chart(found: Sequence[tuple[Mapping[str, Any], Mapping[str, int]]], region: Region) -> Chart:
    """A region; without one what lies around the places."""
    west, north, east, south = box = REGIONS[region or "world"] if region or not found else _around([(p["lon"], p["lat"]) for p, _ in found])
    squeeze = math.cos(math.radians((north + south) / 2))
    across = WIDTH / (east - west)
    down = across / squeeze
    inside = [(p, s, sum(s.values())) for p, s in found if west <= p["lon"] <= east and south <= p["lat"] <= north]
    lines = [(kind, path) for kind, (w, n, e, s), path in _outlines() if w <= east * 10 and e >= west * 10 and n <= -south * 10 and s >= -north * 10]
    return Chart(
        round((north - south) * down), f"scale({across / 10:.5f} {down / 10:.5f}) translate({-west * 10:.1f} {north * 10:.1f})", "".join(p for k, p in lines if k == "land"),
        "".join(p for k, p in lines if k == "border"), _symbols(inside, box, across, down), len(inside), sum(n for *_, n in inside), len(found) - len(inside),
    )  # fmt: skip


def _around(points: Sequence[tuple[float, float]]) -> Box:
    """The box of some places with a margin, not narrower than it is high."""
    west, east = min(x for x, _ in points) - _MARGIN, max(x for x, _ in points) + _MARGIN
    south, north = max(-85.0, min(y for _, y in points) - _MARGIN), min(85.0, max(y for _, y in points) + _MARGIN)
    lack = max(0.0, (north - south) * 1.5 - (east - west)) / 2
    return west - lack, north, east + lack, south


def _symbols(found: Iterable[tuple[Mapping[str, Any], Mapping[str, int], int]], box: Box, across: float, down: float) -> tuple[Symbol, ...]:
    shown = sorted(found, key=lambda x: (-x[2], x[0]["place"], x[0]["country"], x[0]["lat"], x[0]["lon"]))[:_SYMBOLS]
    room = WIDTH * (box[1] - box[3]) * down * _COVERED
    unit = min(_ONE, _LARGEST / math.sqrt(shown[0][2]), math.sqrt(room / math.pi / sum(n for *_, n in shown))) if shown else _ONE
    return tuple(_labelled([_symbol(p, _standings(states), (p["lon"] - box[0]) * across, (box[1] - p["lat"]) * down, unit) for p, states, _ in shown]))


def _standings(states: Mapping[str, int]) -> Counter[str]:
    out: Counter[str] = Counter()
    for state, n in states.items():
        out[standing(state)] += n
    return Counter({s: out[s] for s in STANDINGS if out[s]})


def _symbol(p: Mapping[str, Any], counts: Counter[str], x: float, y: float, unit: float) -> Symbol:
    count = sum(counts.values())
    kind = next(iter(counts)) if len(counts) == 1 else "mixed"
    r = max(_SMALLEST, unit * math.sqrt(count))
    shape = " ".join(f"{x + dx * r:.1f},{y + dy * r:.1f}" for dx, dy in _SHAPES.get(kind, ()))
    return Symbol(placed(p), p["place"], p["country"], count, kind, counts, round(x, 1), round(y, 1), round(r, 1), shape, p["lon"], p["lat"])


def _labelled(symbols: Sequence[Symbol]) -> Iterator[Symbol]:
    """Names right or left of the symbols where they lie over no other symbol and no name of a greater one."""
    taken: list[Box] = []
    for k, s in enumerate(symbols):
        label = s.name.partition(" (")[0]
        long = _LETTER * len(label) + 4
        sides = {"start": (s.x + s.r + 4, s.y - 8, s.x + s.r + long, s.y + 8), "end": (s.x - s.r - long, s.y - 8, s.x - s.r - 4, s.y + 8)}
        others = [(o.x - o.r, o.y - o.r, o.x + o.r, o.y + o.r) for n, o in enumerate(symbols[:_NEAR]) if n != k]
        anchor = next((a for a, box in sides.items() if box[0] >= 0 and box[2] <= WIDTH and not any(_meet(box, b) for b in (*taken, *others))), "") if k < _NEAR else ""
        if anchor:
            taken.append(sides[anchor])
        yield replace(s, label=label, anchor=anchor, label_x=round(sides[anchor][0 if anchor == "start" else 2], 1)) if anchor else s


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
