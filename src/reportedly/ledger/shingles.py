"""Which of very many reports share wording with a new one: an inverted index of word runs in sorted arrays, 8 bytes a posting."""

from __future__ import annotations

from array import array

import numpy as np
import numpy.typing as npt

from .wording import QUOTED, Wording

Numbers = npt.NDArray[np.uint32]
Run = tuple[Numbers, Numbers]

_FRESH = 20_000
"""Postings kept unsorted before they become a sorted run."""

_ONE_IN = np.uint32(2)
"""One in so many runs is kept, the same ones in every report: half the memory, and copies share dozens."""

_LONG = 64
"""Postings of one shingle that are taken as they stand, not gathered one by one."""

_RUNS = 4
"""Sorted runs of one size before they are merged into one; a look-up searches fewer than this for each size."""


def shingles(w: Wording) -> Numbers:
    """Hashes of the runs of three content words, sorted, each once; a report of one or two words is a run by itself."""
    words = np.array(w.words, dtype=np.uint32) & np.uint32(0xFFFFFFFF ^ QUOTED)
    if 0 < len(words) < 3:
        words = np.resize(words, 3)
    mixed = (words.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(13)
    run = mixed[:-2] ^ (mixed[1:-1] << np.uint64(7)) ^ (mixed[2:] << np.uint64(17))
    hashed = ((run * np.uint64(0xC2B2AE3D27D4EB4F)) >> np.uint64(32)).astype(np.uint32)
    kept = hashed[hashed % _ONE_IN == 0]
    return np.unique(kept if len(kept) else hashed[:1])


class ShingleIndex:
    """Numbers of reports by shingle. Adding is cheap; runs merge as they grow, so that a look-up stays a few binary searches."""

    def __init__(self) -> None:
        self._fresh = _Fresh()
        self._runs: list[Run] = []
        self._sizes = np.zeros(1024, np.uint32)
        self._count = 0

    def add(self, keys: Numbers) -> int:
        """The number of the report added."""
        number = self._count
        self._count += 1
        if number == len(self._sizes):
            self._sizes = np.concatenate([self._sizes, np.zeros_like(self._sizes)])
        self._sizes[number] = len(keys)
        self._fresh.add(keys.tolist(), number)
        if len(self._fresh.keys) >= _FRESH:
            self._settle()
        return number

    def near(self, keys: Numbers, share: float) -> list[int]:
        """Reports that have in common with `keys` this share of the smaller of the two, those with most first."""
        found = [np.array(self._fresh.look(keys.tolist()), np.uint32)]
        found += [part for run in self._runs for part in _look(run, keys)]
        numbers, counts = _count(np.concatenate(found), self._count)
        least = np.minimum(self._sizes[numbers], len(keys)) * share
        enough = counts >= least
        order = np.lexsort((numbers[enough], -counts[enough]))
        return [int(n) for n in numbers[enough][order]]

    def _settle(self) -> None:
        """The fresh postings become a sorted run; as many runs of about one size become one."""
        self._runs.append(_sorted([(np.array(self._fresh.keys, np.uint32), np.array(self._fresh.numbers, np.uint32))]))
        self._fresh = _Fresh()
        while len(self._runs) >= _RUNS and len(self._runs[-_RUNS][0]) < 2 * len(self._runs[-1][0]):
            self._runs[-_RUNS:] = [_sorted(self._runs[-_RUNS:])]


class _Fresh:
    """The latest postings: for each shingle its last posting, for each posting the one before of the same shingle."""

    def __init__(self) -> None:
        self.keys, self.numbers, self.before = array("I"), array("I"), array("i")
        self.last: dict[int, int] = {}

    def add(self, keys: list[int], number: int) -> None:
        for k in keys:
            self.before.append(self.last.get(k, -1))
            self.last[k] = len(self.keys)
            self.keys.append(k)
            self.numbers.append(number)

    def look(self, keys: list[int]) -> array[int]:
        found = array("I")
        for k in keys:
            at = self.last.get(k, -1)
            while at >= 0:
                found.append(self.numbers[at])
                at = self.before[at]
        return found


def _count(numbers: Numbers, past: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Which reports, and how often each. Boilerplate makes long lists, which are cheaper to count by place than to sort."""
    if len(numbers) < past // 8:
        found, counts = np.unique(numbers, return_counts=True)
        return found.astype(np.int64), counts.astype(np.int64)
    places = np.bincount(numbers, minlength=past)
    held = np.flatnonzero(places)
    return held.astype(np.int64), places[held].astype(np.int64)


def _sorted(runs: list[Run]) -> Run:
    keys, numbers = (np.concatenate(part) for part in zip(*runs, strict=True))
    order = np.argsort(keys, kind="stable")
    return keys[order], numbers[order]


def _look(run: Run, keys: Numbers) -> list[Numbers]:
    """The reports of one run under any of the (sorted) keys, as often as they share one."""
    first = np.searchsorted(run[0], keys, "left")
    hit = run[0][np.minimum(first, len(run[0]) - 1)] == keys
    first = first[hit]
    if not len(first):
        return []
    many = np.searchsorted(run[0], keys[hit], "right") - first
    long_ = many > _LONG
    slices = [run[1][f : f + m] for f, m in zip(first[long_].tolist(), many[long_].tolist(), strict=True)]
    first, many = first[~long_], many[~long_]
    steps = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return [run[1][np.repeat(first, many) + steps], *slices]
