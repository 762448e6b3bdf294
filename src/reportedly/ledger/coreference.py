"""Event mentions of several reports that mean the same event: same head lemma (or stem), in reports about the same thing."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from ..read.context import Context

Place = tuple[str, int, int]
Document = tuple[str, str, Context, Sequence[tuple[int, int]]]
SIMILAR = 0.12


def cluster(documents: Sequence[Document]) -> dict[Place, str]:
    """{(document, start, end): cluster}. Mentions are joined by head lemma within a topic: the one given, else documents of similar words."""
    topics = _topics(documents)
    out: dict[Place, str] = {}
    for doc, _, ctx, mentions in documents:
        for start, end in mentions:
            out[doc, start, end] = f"{topics[doc]}:{_head_lemma(ctx, start, end)}"
    return out


def _head_lemma(ctx: Context, start: int, end: int) -> str:
    k = ctx.parse.token_at(start)
    inside = []
    while k is not None and k < len(ctx.parse.tokens) and ctx.parse.tokens[k].start < end:
        inside.append(k)
        k += 1
    for k in inside:
        t = ctx.parse.tokens[k]
        if t.head not in inside or t.head == k:
            return _stem(t.lemma.lower())
    return ctx.text[start:end].lower()


def _stem(lemma: str) -> str:
    for suffix in ("ation", "ition", "ment", "ing", "ion", "er", "ed"):
        if lemma.endswith(suffix) and len(lemma) - len(suffix) >= 4:
            return lemma[: -len(suffix)]
    return lemma.rstrip("e")


def _topics(documents: Sequence[Document]) -> dict[str, str]:
    given = {d: topic for d, topic, _, _ in documents}
    if all(given.values()):
        return given
    bags = {d: Counter(t.lemma.lower() for t in ctx.parse.tokens if t.pos in ("NOUN", "PROPN", "VERB")) for d, _, ctx, _ in documents}
    frequency = Counter(w for bag in bags.values() for w in bag)
    vectors = {d: {w: n * math.log(len(bags) / frequency[w]) for w, n in bag.items()} for d, bag in bags.items()}
    norms = {d: math.sqrt(sum(x * x for x in v.values())) or 1.0 for d, v in vectors.items()}
    parent = {d: d for d in bags}

    def root(d: str) -> str:
        while parent[d] != d:
            d = parent[d]
        return d

    index: dict[str, list[str]] = defaultdict(list)
    for d in sorted(vectors):
        near = {o for w in vectors[d] if frequency[w] < len(bags) / 4 for o in index[w]}
        for o in sorted(near):
            dot = sum(x * vectors[o].get(w, 0.0) for w, x in vectors[d].items())
            if dot / (norms[d] * norms[o]) >= SIMILAR:
                a, b = sorted((root(d), root(o)))
                parent[b] = a
        for w in vectors[d]:
            index[w].append(d)
    return {d: root(d) for d in bags}
