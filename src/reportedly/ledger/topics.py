"""Which reports are about the same thing: average-link clustering by the words they share, names counting more."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ..parse import Parse
from .agglomerate import Pair, average_link

Vector = dict[str, float]

NAME = 3.0
"""Weight of a name against a common word."""
TOPIC = 0.2
"""Mean similarity of two groups of reports that are one topic."""
HEAVIEST = 30
"""Words of a report by which it is found."""
OTHERS = 300
"""Reports of other things that a collection is thought to lie among."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})


def words(parse: Parse) -> Counter[str]:
    """Content words by lemma, names as written in lower case and marked."""
    out: Counter[str] = Counter()
    for t in parse.tokens:
        if t.pos in _CONTENT and len(t.text) > 1:
            out[("=" + t.lower) if t.pos == "PROPN" else t.lemma.lower()] += 1
    return out


def vectors(bags: Sequence[Mapping[str, int]]) -> list[Vector]:
    """Unit vectors of tf-idf, damped counts. The collection is taken for a part of a greater one, so that what all its reports share still counts."""
    n = len(bags) + OTHERS
    frequency = Counter(w for bag in bags for w in bag)
    weight = {w: math.log(n / f) * (NAME if w[0] == "=" else 1.0) for w, f in frequency.items()}
    return [unit({w: (1 + math.log(c)) * weight[w] for w, c in sorted(bag.items())}) for bag in bags]


def similarities(vs: Sequence[Vector]) -> dict[Pair, float]:
    """Cosines of the pairs that share one of the words that weigh most in both."""
    index: dict[str, list[int]] = defaultdict(list)
    for i, v in enumerate(vs):
        for w in sorted(v, key=lambda w: (-v[w], w))[:HEAVIEST]:
            index[w].append(i)
    near = {(i, j) for held in index.values() for n, i in enumerate(held) for j in held[n + 1 :]}
    return {(i, j): cosine(vs[i], vs[j]) for i, j in sorted(near)}


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
