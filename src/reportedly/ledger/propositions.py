"""Propositions: claims about the same thing, within a report and across reports.

`join` decides about two subjects and looks at nothing else, so adding reports never changes a decision made. A proposition is a connected
component of joined subjects, cut where it would hold two subjects that contradict each other. `keys` says which subjects need comparing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .compare import Join, join
from .subjects import SYMMETRIC, Entry, Ref, Subject

__all__ = ["Join", "Joined", "Proposition", "join", "keys", "pairs", "propositions"]

Links = Mapping[tuple[Ref, Ref], float]
"""Scores of the links of readings from denials to what they deny."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Two subjects that are one, and why."""

    a: Subject
    b: Subject
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposition:
    """What claims of several voices are about. `id` is a hash of its subjects; `joins` are the reasons that hold it together.

    `sharers` are the claims of each subject, in the order of `subjects`.
    """

    id: str
    kind: str
    members: tuple[Ref, ...]
    subjects: tuple[Subject, ...]
    sharers: tuple[tuple[Ref, ...], ...] = ()
    joins: tuple[Joined, ...] = ()

    def subject_refs(self) -> Iterator[tuple[Subject, tuple[Ref, ...]]]:
        return zip(self.subjects, self.sharers, strict=True)


def keys(s: Subject) -> tuple[tuple[str, ...], ...]:
    """What two subjects must share to be compared: the kind, and a party in its role (by country where it has one) or the place."""
    actors, recipients = _sides(s)
    out = [(s.kind, "actor", p) for p in actors] + [(s.kind, "recipient", p) for p in recipients]
    if s.where.name:
        out.append((s.kind, "place", s.where.country or s.where.name))
    if s.sentence:
        out.append((s.kind, "sentence", s.sentence))
    return tuple(sorted(set(out)))


def _sides(s: Subject) -> tuple[set[str], set[str]]:
    actors, recipients = ({p.country or p.id for p in side} for side in (s.actors, s.recipients))
    return (actors | recipients, set()) if s.kind in SYMMETRIC else (actors, recipients)


def pairs(subjects: Iterable[Subject]) -> Iterator[tuple[Subject, Subject]]:
    """Every pair worth comparing, once: those that share a key and whose windows meet."""
    blocks: dict[tuple[str, ...], list[Subject]] = defaultdict(list)
    for s in set(subjects):
        for key in keys(s):
            blocks[key].append(s)
    done: set[tuple[Subject, Subject]] = set()
    for key in sorted(blocks):
        for pair in _meeting(blocks[key]):
            if pair not in done:
                done.add(pair)
                yield pair


def _meeting(block: list[Subject]) -> Iterator[tuple[Subject, Subject]]:
    """Pairs of a block whose windows overlap, by a sweep over their first days."""
    open_: list[Subject] = []
    for s in sorted(block, key=lambda s: (s.window, s)):
        open_ = [o for o in open_ if o.window.last >= s.window.first]
        for o in open_:
            yield (o, s) if o < s else (s, o)
        open_.append(s)


def propositions(entries: Iterable[Entry], links: Links | None = None) -> tuple[Proposition, ...]:
    """The propositions of a set of claims, in order of id. The order of the entries, and entries given twice, make no difference."""
    members = _members(entries)
    edges = {(a, b): j for a, b in pairs(members) if (j := join(a, b)).joined}
    linked, lenient = _linked(members, links or {}, edges)
    edges.update(linked)
    out: list[Proposition] = []
    found = components(members, edges)
    place = {s: n for n, component in enumerate(found) for s in component}
    own: list[dict[tuple[Subject, Subject], Join]] = [{} for _ in found]
    for pair, j in edges.items():
        own[place[pair[0]]][pair] = j
    for component, inside in zip(found, own, strict=True):
        out += [_proposition(part, members, inside) for part in split(component, inside, lenient)]
    return tuple(sorted(out, key=lambda p: p.id))


def _members(entries: Iterable[Entry]) -> dict[Subject, set[Ref]]:
    out: dict[Subject, set[Ref]] = defaultdict(set)
    for e in entries:
        out[e.subject].add(e.ref)
    return out


def _linked(
    members: Mapping[Subject, set[Ref]], links: Links, known: Mapping[tuple[Subject, Subject], Join]
) -> tuple[dict[tuple[Subject, Subject], Join], dict[Subject, float]]:
    """Pairs that a reading itself links as denial and denied, where nothing in them contradicts it; and the denials so linked.

    A denial is often wider than what it denies (`to any party in Sudan`): beside it, parties of one country are no contradiction.
    """
    subject_of = {ref: s for s, refs in members.items() for ref in refs}
    out: dict[tuple[Subject, Subject], Join] = {}
    lenient: dict[Subject, float] = {}
    for (denial, denied), score in sorted(links.items()):
        a, b = subject_of.get(denial), subject_of.get(denied)
        if a is None or b is None or a == b:
            continue
        pair = (a, b) if a < b else (b, a)
        if pair not in known and (j := join(*pair, linked=score)).joined:
            lenient[a] = max(score, lenient.get(a, 0.0))
            if pair not in out or j.score > out[pair].score:
                out[pair] = j
    return out, lenient


def components(nodes: Iterable[Subject], edges: Iterable[tuple[Subject, Subject]]) -> list[list[Subject]]:
    """Connected components, each sorted."""
    near: dict[Subject, list[Subject]] = {n: [] for n in nodes}
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    out, seen = [], set()
    for n in sorted(near):
        if n in seen:
            continue
        stack, found = [n], {n}
        while stack:
            new = [o for o in near[stack.pop()] if o not in found]
            found.update(new)
            stack.extend(new)
        seen |= found
        out.append(sorted(found))
    return out


def split(component: Sequence[Subject], edges: Mapping[tuple[Subject, Subject], Join], lenient: Mapping[Subject, float]) -> list[list[Subject]]:
    """A component without contradictions inside: strongest joins first, none that would put two contradicting subjects together.

    The order of joins is that of score and content, so the result is a function of the set alone.
    """
    group = {s: n for n, s in enumerate(component)}
    parts = {n: [s] for s, n in group.items()}
    foes = _foes(component, edges, lenient)
    for a, b in sorted(edges, key=lambda p: (-edges[p].score, p)):
        x, y = group[a], group[b]
        if x == y or any(o in foes[s] for s in parts[x] for o in parts[y]):
            continue
        for s in parts[y]:
            group[s] = x
        parts[x] += parts.pop(y)
    return [sorted(p) for p in parts.values()]


def _foes(
    component: Sequence[Subject], edges: Mapping[tuple[Subject, Subject], Join], lenient: Mapping[Subject, float]
) -> dict[Subject, set[Subject]]:
    out: dict[Subject, set[Subject]] = {s: set() for s in component}
    for a, b in combinations(component, 2):
        linked = max(lenient.get(a, 0.0), lenient.get(b, 0.0))
        if (a, b) not in edges and join(a, b, linked).against:
            out[a].add(b)
            out[b].add(a)
    return out


def _proposition(part: Sequence[Subject], members: Mapping[Subject, set[Ref]], edges: Mapping[tuple[Subject, Subject], Join]) -> Proposition:
    inside = set(part)
    refs = tuple(sorted({r for s in part for r in members[s]}))
    joins = tuple(Joined(a, b, j.score, j.why) for (a, b), j in sorted(edges.items()) if a in inside and b in inside)
    digest = hashlib.sha256(repr(tuple(part)).encode()).hexdigest()
    return Proposition(f"p:{digest[:16]}", part[0].kind, refs, tuple(part), tuple(tuple(sorted(members[s])) for s in part), joins)
