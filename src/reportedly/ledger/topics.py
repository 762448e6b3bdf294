"""Which reports are about the same thing: average-link clustering by the words they share, names counting more."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ..parse import Parse
from .agglomerate import Pair, average_link

Vector = dict[str, float]

NAME = 2.0
"""Weight of a name against a common word."""
TOPIC = 0.17
"""Mean similarity of two groups of reports that are one topic."""
COMMON = 0.3
"""A word in a greater share of the reports (of many) finds no neighbours."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})


def words(parse: Parse) -> Counter[str]:
    """Content words by lemma, names as written in lower case and marked."""
    out: Counter[str] = Counter()
    for t in parse.tokens:
        if t.pos in _CONTENT and len(t.text) > 1:
            out[("=" + t.lower) if t.pos == "PROPN" else t.lemma.lower()] += 1
    return out


def vectors(bags: Sequence[Mapping[str, int]]) -> list[Vector]:
    """Unit vectors of tf-idf, damped counts."""
    n = len(bags)
    frequency = Counter(w for bag in bags for w in bag)
    out = []
    for bag in bags:
        v = {
            w: (1 + math.log(c)) * math.log((n + 1) / frequency[w]) * (NAME if w[0] == "=" else 1.0)
            for w, c in sorted(bag.items())
        }
        out.append(unit(v))
    return out


def similarities(vs: Sequence[Vector]) -> dict[Pair, float]:
    """Cosines of all pairs that share a word which is not in most of them."""
    index: dict[str, list[int]] = defaultdict(list)
    for i, v in enumerate(vs):
        for w in v:
            index[w].append(i)
    limit = max(20.0, COMMON * len(vs))
    out: dict[Pair, float] = defaultdict(float)
    for w in sorted(index):
        holders = index[w]
        if len(holders) <= limit:
            for a, i in enumerate(holders):
                for j in holders[a + 1 :]:
                    out[i, j] += vs[i][w] * vs[j][w]
    return out


def topics(vs: Sequence[Vector]) -> list[int]:
    """For each report (its vector) the first report of its topic."""
    return average_link(len(vs), similarities(vs), TOPIC)


def unit(v: Vector) -> Vector:
    """The vector at length one."""
    norm = math.sqrt(sum(x * x for x in v.values())) or 1.0
    return {w: x / norm for w, x in v.items()}


def cosine(a: Vector, b: Vector) -> float:
    """Of two unit vectors."""
    if len(b) < len(a):
        a, b = b, a
    return sum(x * b[w] for w, x in a.items() if w in b)
