"""Where things stand in drawings: a network on a circle, bars by month. Numbers only; templates make SVG of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SIZE = 860
_RING = 225
_LABEL = 28
"""Characters of a name at a node."""


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    x: float
    y: float
    r: float
    label: str
    turn: str
    label_x: float
    anchor: str
    count: int


@dataclass(frozen=True, slots=True)
class Edge:
    source: str
    target: str
    count: int
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(cells: Mapping[tuple[str, str], int], names: Mapping[str, str]) -> Network:
    """Actors on a circle, those with most between them side by side; an edge is as wide as the root of its count."""
    weight: Counter[str] = Counter()
    for (s, t), n in cells.items():
        weight[s] += n
        weight[t] += n
    order = around(cells, weight)
    most = max(weight.values(), default=1)
    nodes = {i: _node(i, k, len(order), weight[i], most, names.get(i, i)) for k, i in enumerate(order)}
    top = max(cells.values(), default=1)
    edges = [Edge(s, t, n, _curve(nodes[s], nodes[t]), round(1 + 5 * math.sqrt(n / top), 1)) for (s, t), n in sorted(cells.items())]
    return Network(tuple(nodes.values()), tuple(edges))


def around(cells: Mapping[tuple[str, str], int], weight: Mapping[str, int]) -> list[str]:
    """From the weightiest on, next always the one that is tied most to the last, else to any before; of equals by weight and id."""
    tie: Counter[tuple[str, str]] = Counter()
    for (s, t), n in cells.items():
        tie[s, t] += n
        tie[t, s] += n
    left, order = set(weight), list[str]()
    while left:
        last = order[-1] if order else ""
        best = min(left, key=lambda i: (-tie[last, i], -sum(tie[o, i] for o in order), -weight[i], i))
        order.append(best)
        left.discard(best)
    return order


def _node(i: str, k: int, of: int, n: int, most: int, name: str) -> Node:
    """Names stand outwards like rays, so that none lies over another."""
    turn = 360 * k / max(1, of) - 90
    x, y = SIZE / 2 + _RING * math.cos(math.radians(turn)), SIZE / 2 + _RING * math.sin(math.radians(turn))
    r = 5 + 9 * math.sqrt(n / most)
    label = name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"
    left = 90 < turn < 270
    ray = f"translate({x:.1f} {y:.1f}) rotate({turn + 180 * left:.1f})"
    return Node(i, round(x, 1), round(y, 1), round(r, 1), label, ray, round(-r - 6 if left else r + 6, 1), "end" if left else "start", n)


def _curve(a: Node, b: Node) -> str:
    """From the rim of one node to that of another, there and back on two sides; the farther, the more it is bent towards the middle."""
    length = math.hypot(b.x - a.x, b.y - a.y) or 1.0
    bend = 1 - 0.6 * length / (2 * _RING)
    aside_x, aside_y = -(b.y - a.y) / length * 12, (b.x - a.x) / length * 12
    cx, cy = SIZE / 2 + bend * ((a.x + b.x) / 2 - SIZE / 2) + aside_x, SIZE / 2 + bend * ((a.y + b.y) / 2 - SIZE / 2) + aside_y
    (x1, y1), (x2, y2) = _rim(a, cx, cy, 1), _rim(b, cx, cy, 7)
    return f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}"


def _rim(node: Node, x: float, y: float, gap: float) -> tuple[float, float]:
    length = math.hypot(x - node.x, y - node.y) or 1.0
    return node.x + (x - node.x) / length * (node.r + gap), node.y + (y - node.y) / length * (node.r + gap)


@dataclass(frozen=True, slots=True)
class Bar:
    """A period's parts from below upwards: (class, y, height)."""

    period: str
    x: float
    width: float
    parts: tuple[tuple[str, float, float], ...]
    count: int


def bars(counts: Mapping[str, Mapping[str, int]], periods: Sequence[str], order: Sequence[str], width: float, height: float) -> list[Bar]:
    """One bar a period, its parts in an order."""
    most = max((sum(c.values()) for c in counts.values()), default=1)
    step = width / max(1, len(periods))
    out = []
    for k, period in enumerate(periods):
        y, parts = height, []
        for name in order:
            tall = height * counts.get(period, {}).get(name, 0) / most
            y -= tall
            if tall:
                parts.append((name, round(y, 1), round(tall, 1)))
        out.append(Bar(period, round(k * step, 1), round(max(1.0, min(40.0, step * 0.8)), 1), tuple(parts), sum(counts.get(period, {}).values())))
    return out
