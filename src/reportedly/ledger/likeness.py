"""How much two event mentions look like one event: features of a pair, and what the weights make of them.

The weights (`data/en/event_weights.csv`) are figures fitted on the training part of ECB+ (Cybulska and Vossen 2014, CC BY 3.0) with
`tools/fit_coreference.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .occurrences import Occurrence, stem


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Sets of event words by stem."""

    same: Mapping[str, frozenset[str]]
    near: Mapping[str, frozenset[str]]


def synonyms(rows: Iterable[Mapping[str, str]]) -> Synonyms:
    """The table `event_synonyms` indexed by stem (a phrasal verb: the verb's stem and its particle)."""
    found: dict[str, dict[str, set[str]]] = {"same": defaultdict(set), "near": defaultdict(set)}
    for row in rows:
        for word in row["words"].split("|"):
            first, _, rest = word.strip().partition(" ")
            found[row["relation"]][(stem(first) + " " + rest).strip()].add(row["id"])
    same, near = ({w: frozenset(ids) for w, ids in sets.items()} for sets in (found["same"], found["near"]))
    return Synonyms(same, near)


NONE: frozenset[str] = frozenset()


def sets(table: Mapping[str, frozenset[str]], o: Occurrence) -> frozenset[str]:
    """The sets a mention's word stands in: with its particle, else without."""
    return table.get(o.stem) or table.get(o.stem.partition(" ")[0], NONE)


def relation(syn: Synonyms, a: Occurrence, b: Occurrence) -> str:
    """How the words of two mentions are related, closest first."""
    if a.pointing or b.pointing:
        return "pointing"
    if a.stem == b.stem:
        return "lemma" if a.lemma == b.lemma else "stem"
    if a.stem.partition(" ")[0] == b.stem.partition(" ")[0]:
        return "particle"
    if sets(syn.same, a) & sets(syn.same, b):
        return "same"
    if sets(syn.near, a) & (sets(syn.near, b)):
        return "near"
    return "none"


def _agreement(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return "open"
    return "yes" if a & b else "no"


def _step(x: float, steps: tuple[float, ...]) -> str:
    return str(sum(x >= s for s in steps))


def features(
    syn: Synonyms, a: Occurrence, b: Occurrence, documents: float, sentences: float, spread: Mapping[str, float], args: float, kin: float
) -> Iterator[str]:
    """Names of what holds of a pair. `documents`, `sentences`, `args`: cosines; `spread`: how common a stem is among the topic's reports."""
    r = relation(syn, a, b)
    cross = "x" if a.document != b.document else "i"
    yield f"R={r}"
    yield f"R={r}:{cross}"
    yield f"SAY={a.saying}{b.saying}" if a.saying <= b.saying else f"SAY={b.saying}{a.saying}"
    if a.saying and b.saying:
        yield f"SAY:{r}:subj={_agreement(a.subjects, b.subjects)}"
    yield f"V={a.verbal == b.verbal}:{r}"
    if a.stem == b.stem:
        yield f"L={a.stem}"
    yield from (f"SET={s}" for s in sorted((sets(syn.same, a) & sets(syn.same, b)) | (sets(syn.near, a) & sets(syn.near, b))))
    yield f"MANY={a.many + b.many}"
    yield "ACTUAL=" + ":".join(sorted((a.actual, b.actual)))
    yield f"MOD={_agreement(a.modifiers, b.modifiers)}"
    yield f"MOD={_agreement(a.modifiers, b.modifiers)}:{r}"
    near = _step(kin, (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8))
    yield f"W={near}"
    yield f"W={near}:{r}"
    if a.phrase == b.phrase:
        yield "PHRASE"
    subj, obj, oth = _agreement(a.subjects, b.subjects), _agreement(a.objects, b.objects), _agreement(a.others, b.others)
    for name, value in (("S", subj), ("O", obj), ("P", oth)):
        yield f"{name}={value}"
        yield f"{name}={value}:{r}"
    mine, theirs = a.subjects | a.objects | a.others, b.subjects | b.objects | b.others
    yield f"ARGS={_step(len(mine & theirs), (1, 2, 3))}:{'rel' if r != 'none' else 'none'}"
    yield f"CROSSED={_agreement(mine, theirs)}"
    yield f"N={_agreement(a.names, b.names)}:{_step(len(a.names & b.names), (1, 2, 4))}"
    if not (a.around & b.around) and mine and theirs and not (mine & theirs):
        yield "CLASH"
    yield f"T={_agreement(a.times, b.times)}"
    yield f"NUM={_agreement(a.numbers, b.numbers)}"
    doc, sent = _step(documents, (0.05, 0.1, 0.15, 0.2, 0.3, 0.4)), _step(sentences, (0.05, 0.1, 0.2, 0.3, 0.5))
    yield f"D={doc}"
    yield f"C={sent}"
    yield f"C={sent}:{r}"
    yield f"D={doc}:{r}"
    common = _step(min(spread[a.stem], spread[b.stem]), (0.1, 0.25, 0.5))
    yield f"F={common}:{r}"
    yield f"A={_step(args, (0.05, 0.15, 0.3, 0.5))}:{r}"
    if cross == "i":
        yield f"GAP={_step(abs(a.sentence - b.sentence), (1, 2, 4))}:{r}"
    lead = min(a.sentence, 3) + min(b.sentence, 3)
    yield f"LEAD={_step(lead, (1, 3, 5))}:{r}"
