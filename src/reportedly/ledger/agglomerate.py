"""Average-link clustering over a sparse table of similarities: the same clusters whatever the order of the input."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping

Pair = tuple[int, int]


def average_link(n: int, near: Mapping[Pair, float], threshold: float) -> list[int]:
    """For each of `n` items the smallest item of its cluster. A pair that `near` lacks counts 0.

    The two clusters with the highest mean similarity are joined as long as it reaches `threshold`; of equals, those with the smallest members.
    """
    sums: list[dict[int, float]] = [defaultdict(float) for _ in range(n)]
    for (i, j), value in near.items():
        sums[i][j] = sums[j][i] = value
    size = [1] * n
    heap = [(-value, min(pair), max(pair)) for pair, value in near.items() if value >= threshold]
    heapq.heapify(heap)
    owner = list(range(n))
    while heap:
        mean, i, j = heapq.heappop(heap)
        if j not in sums[i] or -mean != sums[i][j] / (size[i] * size[j]):
            continue  # one of the two has grown since
        _join(i, j, sums)
        size[i] += size[j]
        owner[j] = i
        for k, value in sums[i].items():
            mean = value / (size[i] * size[k])
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(i, k), max(i, k)))
    return [_root(owner, i) for i in range(n)]


def _join(i: int, j: int, sums: list[dict[int, float]]) -> None:
    """Add the similarities of `j` to those of `i`, and forget `j`."""
    del sums[i][j], sums[j][i]
    for k, value in sums[j].items():
        sums[i][k] += value
        sums[k][i] = sums[i][k]
        del sums[k][j]
    sums[j] = {}


def _root(owner: list[int], i: int) -> int:
    while owner[i] != i:
        i = owner[i]
    return i
