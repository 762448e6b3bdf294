"""Families: reports that are copies or cut rewrites of one wire story, found by how much of the shorter one stands in the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

_WORD = re.compile(r"\w+")
SHINGLE = 5
CONTAINED = 0.6
COMMON = 60
"""A shingle that more reports than this share is boilerplate and finds no candidates."""


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Word 5-grams, lower case."""
    words = [w.lower() for w in _WORD.findall(text)]
    return frozenset(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def families(reports: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """{id: family} for (id, title, text); a family is named by its first report in the order given by id."""
    grams = {i: shingles(text) for i, _, text in reports}
    leads = {i: shingles(_lead(text)) for i, _, text in reports}
    where: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(grams):
        for g in grams[name]:
            where[g].append(name)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for ids in where.values():
        if 1 < len(ids) <= COMMON:
            for pair in combinations(ids, 2):
                shared[pair] += 1
    parent = {i: i for i in grams}

    def root(i: str) -> str:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for (a, b), n in sorted(shared.items()):
        if copies(grams[a], grams[b], n, leads[a], leads[b]):
            low, high = sorted((root(a), root(b)))
            parent[high] = low
    return {i: root(i) for i in grams}


def _lead(text: str) -> str:
    return " ".join(text.split()[:60])


def copies(
    a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]], n: int, lead_a: frozenset[tuple[str, ...]], lead_b: frozenset[tuple[str, ...]]
) -> bool:
    """Is one a copy of the other? Most of the shorter stands in the longer; a follow-up that quotes paragraphs has a lead of its own."""
    share = n / max(1, min(len(a), len(b)))
    if share >= 0.85:
        return True
    if share < CONTAINED:
        return False
    short, long_ = (lead_a, b) if len(a) <= len(b) else (lead_b, a)
    other, back = (lead_b, a) if len(a) <= len(b) else (lead_a, b)
    return len(short & long_) / max(1, len(short)) >= 0.15 or len(other & back) / max(1, len(other)) >= 0.15
