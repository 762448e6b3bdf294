"""Are two reports one story reprinted? Sentences are laid beside one another; the leads and the numbers tell a copy from an update."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .wording import NUMBER, QUOTED, Wording

Links = dict[int, list[int]]

_SHORT = 4
"""A sentence of fewer content words says nothing about copying."""

_ALIGNED = 0.6
"""Two sentences are the same one if this much of the shorter stands in the other."""

_LEAST_OWN = 15
"""A report with fewer content words outside quotations is compared by its quotations too."""

_TINY = 30
"""Content words of a brief: so few that two newsrooms may well choose the same ones for one event."""

_INSERT = 30
"""Content words of a paragraph that a reprinting newsroom may add."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared, `short` being the report with fewer words. Shares are between 0 and 1.

    covered       the shorter one's own words (outside quotation marks) that stand in aligned sentences of the other,
                  one inserted paragraph left aside
    verbatim      the shorter one's words in runs of three content words that both have, the same paragraph left aside
    lead_short    the shorter one's lead found in one place of the longer
    lead_long     the longer one's lead found in one place of the shorter
    fresh         the share of each lead that the other report does not have anywhere, the smaller of the two
    head          content words before the first aligned sentence, in the report where there are more
    above         whole sentences in these
    changed       aligned sentences in which a number stands for another
    lead_changed  one of these is in a lead
    aligned       aligned sentences
    size          content words of the shorter
    """

    covered: float
    verbatim: float
    lead_short: float
    lead_long: float
    fresh: float
    head: int
    above: int
    changed: int
    lead_changed: bool
    aligned: int
    size: int


class Side:
    """A wording made ready for comparison."""

    def __init__(self, w: Wording) -> None:
        pieces = w.sentences()
        self.words = [[k & ~QUOTED for k in s] for s in pieces]
        self.sentences: list[frozenset[int]] = [frozenset(s) for s in self.words]
        self.known = frozenset().union(*self.sentences)
        self.lead = range(w.lead_first, w.lead_past)
        self.lead_words = frozenset().union(*(self.sentences[n] for n in self.lead))
        self.body = range(1 if w.titled else 0, len(pieces))
        self.size = sum(len(self.words[n]) for n in self.body)
        self.key = w.words.tobytes()
        self._pieces = pieces

    @cached_property
    def own(self) -> list[frozenset[int]]:
        """Sentences without what stands in quotation marks."""
        return [frozenset(k for k in s if not k & QUOTED) for s in self._pieces]

    @cached_property
    def numbers(self) -> frozenset[int]:
        return frozenset(k for k in self.known if k & NUMBER)

    @cached_property
    def where(self) -> dict[int, list[int]]:
        """The sentences of each word."""
        found: dict[int, list[int]] = {}
        for n, s in enumerate(self.sentences):
            for k in s:
                found.setdefault(k, []).append(n)
        return found

    @cached_property
    def runs(self) -> frozenset[tuple[int, int, int]]:
        """All runs of three words."""
        flat = [k for s in self.words for k in s]
        return frozenset(zip(flat, flat[1:], flat[2:], strict=False))


def likeness(a: Side, b: Side) -> Likeness:
    """The comparison of two reports; the same whichever comes first."""
    short, long_ = sorted((a, b), key=lambda s: (s.size, s.key))
    links = _links(short, long_)
    aside = _inserted(short, links)
    changed = _changed(short, long_, links)
    head, above = max(_head(short, set(links)), _head(long_, {m for others in links.values() for m in others}))
    return Likeness(
        covered=_covered(short, long_, links, aside), verbatim=_verbatim(short, long_, aside), lead_short=_lead_in(short, long_),
        lead_long=_lead_in(long_, short), fresh=min(_fresh(short, long_), _fresh(long_, short)), head=head, above=above, changed=len({n for n, _ in changed}),
        lead_changed=any(n in short.lead or m in long_.lead for n, m in changed), aligned=len(links), size=short.size,
    )  # fmt: skip


def _links(a: Side, b: Side) -> Links:
    """For each sentence of `a` the sentences of `b` that are it, part of it, or contain it."""
    out: Links = {}
    where = b.where
    for n, s in enumerate(a.sentences):
        if len(s) < _SHORT:
            continue
        hits: dict[int, int] = {}
        for k in s & b.known:
            for m in where[k]:
                hits[m] = hits.get(m, 0) + 1
        found = [m for m, c in hits.items() if c >= _SHORT and c >= _ALIGNED * min(len(s), len(b.sentences[m]))]
        if found:
            out[n] = sorted(found)
    return out


def _head(a: Side, aligned: set[int]) -> tuple[int, int]:
    """(content words, sentences) of a report before its first aligned one."""
    first = min(aligned, default=len(a.sentences))
    before = [len(a.words[n]) for n in a.body if n < first]
    return sum(before), sum(n >= _SHORT for n in before)


def _inserted(a: Side, links: Links) -> range:
    """The longest stretch of sentences without a counterpart, not the lead, if it is no longer than a paragraph that a newsroom adds."""
    best, best_words, start = range(0), 0, None
    for n in range(len(a.sentences) + 1):
        alone = n < len(a.sentences) and n in a.body and n not in links and n not in a.lead
        if alone and start is None:
            start = n
        if not alone and start is not None:
            words = sum(len(s) for s in a.words[start:n])
            if best_words < words <= min(_INSERT, 0.4 * a.size):
                best, best_words = range(start, n), words
            start = None
    return best


def _covered(a: Side, b: Side, links: Links, aside: range) -> float:
    """The share of a's words that stand in aligned sentences, outside quotations where there is enough outside."""
    own = own_all = every = every_all = 0
    for n in a.body:
        s = a.sentences[n]
        if len(s) < _SHORT or n in aside:
            continue
        there = frozenset().union(*(b.sentences[m] for m in links[n])) if n in links else frozenset()
        own += len(a.own[n] & there)
        own_all += len(a.own[n])
        every += len(s & there)
        every_all += len(s)
    return own / own_all if own_all >= _LEAST_OWN else every / max(1, every_all)


def _verbatim(a: Side, b: Side, aside: range) -> float:
    """The share of a's words that stand in runs of three content words which b has too."""
    words = [k for n in a.body if n not in aside for k in a.words[n]]
    hit = [False] * len(words)
    known = b.runs
    for n, run in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if run in known:
            hit[n] = hit[n + 1] = hit[n + 2] = True
    return sum(hit) / max(1, len(words))


def _lead_in(a: Side, b: Side) -> float:
    """How much of a's lead stands in one place (two sentences running) of b."""
    found = [a.lead_words & s for s in b.sentences]
    pairs = zip(found, [*found[1:], frozenset[int]()], strict=False)
    return max((len(one | two) for one, two in pairs), default=0) / max(1, len(a.lead_words))


def _fresh(a: Side, b: Side) -> float:
    return sum(k not in b.known for k in a.lead_words) / max(1, len(a.lead_words))


def _changed(a: Side, b: Side, links: Links) -> list[tuple[int, int]]:
    """Aligned sentences with one number for another. A cut copy has no number of its own, so that there is mostly nothing to look at."""
    if a.numbers <= b.numbers or b.numbers <= a.numbers:
        return []
    return [(n, m) for n, others in links.items() for m in others if _substituted(a, b, n, m)]


def _substituted(a: Side, b: Side, n: int, m: int) -> bool:
    """One number for another beside the same word, neither of which the other report knows: "killed 12 people", "killed 17 people"."""
    return not _beside(a.words[n], b.numbers).isdisjoint(_beside(b.words[m], a.numbers))


def _beside(words: list[int], known: frozenset[int]) -> frozenset[tuple[str, int]]:
    """The words before and after each number that is not known."""
    new = [i for i, k in enumerate(words) if k & NUMBER and k not in known]
    before = [("before", words[i - 1]) for i in new if i > 0]
    return frozenset(before + [("after", words[i + 1]) for i in new if i + 1 < len(words)])


def verdict(f: Likeness) -> tuple[bool, str]:
    """(is one a copy or rewrite of the other, why)."""
    why = _apart(f)
    if why:
        return False, why
    own = min(f.covered, f.verbatim)
    best, worst = max(f.lead_short, f.lead_long), min(f.lead_short, f.lead_long)
    if f.size < _TINY:
        return (f.covered >= 0.88 or own >= 0.72) and best >= 0.5 and (f.head <= 4 or worst >= 0.5), "a brief of it"
    if f.above == 0 and worst >= 0.5:
        return own >= 0.66, "same lead, same sentences"
    if f.above == 0 and best >= 0.5:
        return own >= 0.75, "most of a lead, same sentences"
    if f.above == 1 and best >= 0.8:
        return own >= 0.75, "same sentences under an added lead"
    return f.above == 0 and own >= 0.82, "same sentences"


def _apart(f: Likeness) -> str | None:
    """What speaks against a copy, however much text is shared."""
    if f.aligned == 0 or (f.aligned == 1 and f.size >= _TINY):
        return "no sentences in common"
    if f.changed > 1 or f.lead_changed or (f.changed and f.covered < 0.85):
        return "numbers changed"
    if f.size >= _TINY and f.fresh >= 0.2 and (f.covered < 0.9 or f.verbatim < 0.85):
        return "new lead"
    return None
