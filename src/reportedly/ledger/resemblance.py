"""Are two reports one story reprinted? Sentences are laid beside one another; the leads and the numbers tell a copy from an update."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .wording import MASK, NUMBER, QUOTED, Wording

_SHORT = 4
"""A sentence of fewer content words says nothing about copying."""

_ALIGNED = 0.6
"""Two sentences are the same one if this much of the shorter stands in the other."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared, `short` being the report with fewer words. Shares are between 0 and 1.

    covered       the shorter one's own words (outside quotation marks) that stand in aligned sentences of the other
    everything    the same with quotations
    back          the longer one's words that stand in the shorter
    lead_short    the shorter one's lead found in one place of the longer
    lead_long     the longer one's lead found in one place of the shorter
    leads         the two leads' own likeness, of the smaller
    head          content words of the longer before the first aligned sentence
    changed       aligned sentences in which a number stands for another; of these, leads count in `lead_changed`
    aligned       aligned sentences
    size          content words of the shorter
    """

    covered: float
    everything: float
    back: float
    lead_short: float
    lead_long: float
    leads: float
    head: int
    changed: int
    lead_changed: bool
    aligned: int
    size: int


class Side:
    """A wording made ready for comparison."""

    __slots__ = ("body", "key", "lead", "numbers", "own", "sentences", "size", "where")

    def __init__(self, w: Wording) -> None:
        pieces = w.sentences()
        self.sentences: list[frozenset[int]] = [frozenset(k & ~QUOTED for k in s) for s in pieces]
        self.own: list[frozenset[int]] = [frozenset(k for k in s if not k & QUOTED) for s in pieces]
        self.key = w.words.tobytes()
        self.lead = range(w.lead_first, w.lead_past)
        self.body = range(1 if w.titled else 0, len(pieces))
        self.size = len(w.words) - (len(pieces[0]) if w.titled else 0)
        self.where: dict[int, list[int]] = {}
        for n, s in enumerate(self.sentences):
            for k in s:
                self.where.setdefault(k, []).append(n)
        self.numbers = frozenset(k for k in self.where if k & NUMBER)

    def lead_words(self) -> frozenset[int]:
        return frozenset().union(*(self.sentences[n] for n in self.lead)) if self.lead else frozenset()


def features(a: Wording, b: Wording) -> Features:
    """The comparison of two reports; the same whichever comes first."""
    short, long_ = sorted((Side(a), Side(b)), key=lambda s: (s.size, s.key))
    links = _links(short, long_)
    back: dict[int, list[int]] = {}
    for n, others in links.items():
        for m in others:
            back.setdefault(m, []).append(n)
    covered, everything = _covered(short, long_, links)
    changed = [(n, m) for n, others in links.items() for m in others if _substituted(short, long_, n, m)]
    first = min(back, default=len(long_.sentences))
    return Features(
        covered=covered, everything=everything, back=_covered(long_, short, back)[0], lead_short=_lead_in(short, long_), lead_long=_lead_in(long_, short),
        leads=_share(short.lead_words(), long_.lead_words()), head=sum(len(s) for s in long_.sentences[:first]), changed=len({n for n, _ in changed}),
        lead_changed=any(n in short.lead or m in long_.lead for n, m in changed), aligned=len(links), size=short.size,
    )  # fmt: skip


def _links(a: Side, b: Side) -> dict[int, list[int]]:
    """For each sentence of `a` the sentences of `b` that are it, part of it, or contain it."""
    out: dict[int, list[int]] = {}
    for n, s in enumerate(a.sentences):
        if len(s) < _SHORT:
            continue
        hits = Counter(m for k in s for m in b.where.get(k, ()))
        found = [m for m, c in hits.items() if c >= _SHORT and c >= _ALIGNED * min(len(s), len(b.sentences[m]))]
        if found:
            out[n] = sorted(found)
    return out


def _covered(a: Side, b: Side, links: dict[int, list[int]]) -> tuple[float, float]:
    """The share of a's words in aligned sentences that stand there, outside quotations and altogether."""
    own = own_all = every = every_all = 0
    for n in a.body:
        s = a.sentences[n]
        if len(s) < _SHORT:
            continue
        there = frozenset().union(*(b.sentences[m] for m in links[n])) if n in links else frozenset()
        own += len(a.own[n] & there)
        own_all += len(a.own[n])
        every += len(s & there)
        every_all += len(s)
    everything = every / max(1, every_all)
    return (own / own_all if own_all >= LEAST_OWN else everything), everything


LEAST_OWN = 15
"""A report with fewer content words outside quotations is compared by its quotations too."""


def _lead_in(a: Side, b: Side) -> float:
    """How much of a's lead stands in one place (two sentences running) of b."""
    lead = a.lead_words()
    hits = Counter(m for k in lead for m in b.where.get(k, ()))
    best = 0
    for m in hits:
        pair = b.sentences[m] | b.sentences[m + 1] if m + 1 < len(b.sentences) else b.sentences[m]
        best = max(best, len(lead & pair))
    return best / max(1, len(lead))


def _share(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def _substituted(a: Side, b: Side, n: int, m: int) -> bool:
    """One number for another in the same sentence, neither of which the other report knows."""
    x, y = a.sentences[n], b.sentences[m]
    return any(k & NUMBER and k not in b.numbers for k in x) and any(k & NUMBER and k not in a.numbers for k in y)


__all__ = ["MASK", "Features", "Sequence", "array", "features"]


def same(f: Features) -> bool:
    """Is one a copy or rewrite of the other?"""
    if f.lead_changed or f.changed > 1 or f.aligned == 0:
        return False
    if f.lead_short >= 0.5 and f.lead_long >= 0.5:
        return f.covered >= 0.6
    if max(f.lead_short, f.lead_long) >= 0.5:
        return f.covered >= 0.75
    return f.covered >= 0.85
