"""Event mentions of several reports that mean the same event: alike in words, people, places and times, in reports about the same thing."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..read.context import Context
from .agglomerate import Pair, average_link
from .likeness import Synonyms, features, sets, synonyms
from .occurrences import Occurrence, key, occurrence
from .topics import OTHERS, Vector, cosine, topics, unit, vectors, words

Place = tuple[str, int, int]
Document = tuple[str, str, Context, Sequence[tuple[int, int]]]
Kinship = Callable[[Sequence[str]], list[list[float]]]
"""Cosines of the vectors of words, all against all."""
SAME = 0.4
"""Mean probability at which two clusters are one event."""

KIN = 0.5
"""Words as near as this are worth a comparison."""
COMMON = 80
"""An argument that more mentions of a topic have than this tells too little to compare them for it alone."""
BACK, AHEAD = 8, 3
"""Mentions before and after a pointing word among which it may find what it stands for."""


def unknown(words: Sequence[str]) -> list[list[float]]:
    """The kinship of words where no vectors are at hand."""
    return [[0.0] * len(words) for _ in words]


def cluster(documents: Sequence[Document], kinship: Kinship = unknown) -> dict[Place, str]:
    """{(document, start, end): cluster}, named by its first mention.

    Mentions are compared within a topic: the one given, else documents of similar words. Words count as nearer than the table of synonyms
    says where `kinship` gives vectors. A mention that covers no word stays alone.
    """
    documents = sorted(documents, key=lambda d: d[0])
    out = {(d[0], *m): _name((d[0], *m)) for d in documents for m in d[3]}
    if documents:
        weights = {feature: float(weight) for feature, weight in documents[0][2].lexicon.rows["event_weights"]}
        for group in compared(documents, kinship):
            near = {pair: probability(weights, names) for pair, names in group.pairs}
            for place, root in zip(group.places, average_link(len(group.places), near, SAME), strict=True):
                out[place] = _name(group.places[root])
    return out


def _name(place: Place) -> str:
    return ":".join(map(str, place))


def probability(weights: Mapping[str, float], names: Sequence[str]) -> float:
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in names)))


@dataclass(frozen=True, slots=True)
class Compared:
    """The mentions of one topic, and the features of the pairs that are worth a comparison."""

    places: list[Place]
    found: list[Occurrence]
    pairs: list[tuple[Pair, list[str]]]


def compared(documents: Sequence[Document], kinship: Kinship = unknown) -> Iterator[Compared]:
    """Each topic of the documents, which share one lexicon."""
    syn = synonyms(documents[0][2].lexicon.rows["event_synonyms"])
    vs = vectors([words(d[2].parse) for d in documents])
    idf = _idf(documents)
    for members in _groups(documents, vs):
        mentions = [(d, m) for d in members for m in sorted(set(documents[d][3]))]
        held = [((documents[d][0], *m), o) for d, m in mentions if (o := occurrence(d, documents[d][2], *m))]
        found = [o for _, o in held]
        yield Compared([p for p, _ in held], found, list(_pairs(found, syn, vs, idf, len(members), kinship)))


def _idf(documents: Sequence[Document]) -> Vector:
    frequency = Counter(w for d in documents for w in {key(t) for t in d[2].parse.tokens})
    return {w: math.log((len(documents) + OTHERS) / n) for w, n in frequency.items()}


def _groups(documents: Sequence[Document], vs: Sequence[Vector]) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    untold = [k for k, d in enumerate(documents) if not d[1]]
    told = dict(zip(untold, topics([vs[k] for k in untold]), strict=True))
    for k, d in enumerate(documents):
        groups[f"={d[1]}" if d[1] else f"#{told[k]}"].append(k)
    return [groups[g] for g in sorted(groups)]


def _pairs(
    found: list[Occurrence], syn: Synonyms, vs: Sequence[Vector], idf: Vector, reports: int, kinship: Kinship
) -> Iterator[tuple[Pair, list[str]]]:
    spread = _spread(found, reports)
    around = [unit({w: idf.get(w, 1.0) for w in sorted(o.around)}) for o in found]
    company = _company(found, idf)
    kin = _kin(found, kinship)
    for i, j in _candidates(found, syn, kin):
        a, b = found[i], found[j]
        same_doc = 1.0 if a.document == b.document else cosine(vs[a.document], vs[b.document])
        yield (
            (i, j),
            list(
                features(
                    syn,
                    a,
                    b,
                    same_doc,
                    cosine(around[i], around[j]),
                    spread,
                    cosine(company[a.stem], company[b.stem]),
                    kin[min(a.lemma, b.lemma), max(a.lemma, b.lemma)],
                )
            ),
        )


def _candidates(found: list[Occurrence], syn: Synonyms, kin: Mapping[tuple[str, str], float]) -> list[Pair]:
    """Pairs that share a stem, a set of synonyms or an argument, whose words are akin, or that point to what stands close."""
    index: dict[str, list[int]] = defaultdict(list)
    by_lemma: dict[str, list[int]] = defaultdict(list)
    for k, o in enumerate(found):
        by_lemma[o.lemma].append(k)
        for shared in _keys(o, syn):
            index[shared].append(k)
    out = {
        (i, j)
        for shared, held in index.items()
        if len(held) <= COMMON or not shared.startswith("arg ")
        for n, i in enumerate(held)
        for j in held[n + 1 :]
    }
    for (a, b), value in kin.items():
        if a != b and value >= KIN:
            out |= {(min(i, j), max(i, j)) for i in by_lemma[a] for j in by_lemma[b]}
    for k, o in enumerate(found):
        if o.pointing:
            close = range(max(0, k - BACK), min(len(found), k + AHEAD + 1))
            out |= {(min(j, k), max(j, k)) for j in close if j != k and found[j].document == o.document}
    return sorted(out)


def _keys(o: Occurrence, syn: Synonyms) -> set[str]:
    verb = o.stem.partition(" ")[0]
    return {"stem " + verb, *sets(syn.same, o), *sets(syn.near, o), *("arg " + w for w in o.subjects | o.objects | o.others)}


def _kin(found: list[Occurrence], kinship: Kinship) -> dict[tuple[str, str], float]:
    """By pair of words in order. A word is wholly akin to itself, with vectors or without."""
    lemmas = sorted({o.lemma for o in found})
    table = kinship(lemmas)
    return {(a, b): 1.0 if i == j else table[i][j] for i, a in enumerate(lemmas) for j, b in enumerate(lemmas) if i <= j}


def _spread(found: list[Occurrence], reports: int) -> dict[str, float]:
    held: dict[str, set[int]] = defaultdict(set)
    for o in found:
        held[o.stem].add(o.document)
    return {w: len(docs) / max(1, reports) for w, docs in held.items()}


def _company(found: list[Occurrence], idf: Vector) -> dict[str, Vector]:
    """The arguments that each word has in the topic, as a unit vector."""
    bags: dict[str, Counter[str]] = defaultdict(Counter)
    for o in found:
        bags[o.stem].update(sorted(o.subjects | o.objects | o.others))
    return {w: unit({a: n * idf.get(a, 1.0) for a, n in bag.items()}) for w, bag in bags.items()}
