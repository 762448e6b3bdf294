"""Propositions: claims about the same thing, within a report and across reports.

`join` decides about two subjects and looks at nothing else, so adding reports never changes a decision made. A proposition is a connected
component of joined subjects, cut where it would hold two subjects that contradict each other. `keys` says which subjects need comparing.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..model.codec import plain
from .compare import Join, counts, join
from .subjects import ANY_DAY, SYMMETRIC, Entry, Ref, Subject, lasting

__all__ = ["Join", "Joined", "Proposition", "join", "keys", "pairs", "propositions"]

Links = Mapping[tuple[Ref, Ref], float]
"""Scores of the links of readings from denials to what they deny."""


@dataclass(slots=True, unsafe_hash=True)
class Joined:
    """Two subjects that are one, and why."""

    a: Subject
    b: Subject
    score: float
    why: tuple[str, ...]


@dataclass(slots=True, unsafe_hash=True)
class Proposition:
    """What claims of several voices are about. `id` is a hash of its subjects; `joins` are the reasons that hold it together.

    `sharers` are the claims of each subject, in the order of `subjects`. `beside` are claims that fit here too but stand in another
    proposition, which contradicts this one: who denies sending launchers denies both the 6 and the 18 that others speak of.
    """

    id: str
    kind: str
    members: tuple[Ref, ...]
    subjects: tuple[Subject, ...]
    sharers: tuple[tuple[Ref, ...], ...] = ()
    joins: tuple[Joined, ...] = ()
    beside: tuple[Ref, ...] = ()

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


def pairs(subjects: Sequence[Subject]) -> Iterator[tuple[int, int]]:
    """Every pair worth comparing, once, as indexes `i < j`: those that share a key and whose windows meet."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, s in enumerate(subjects):
        for key in keys(s):
            blocks[key].append(n)
    done: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        for pair in _meeting(blocks[key], subjects):
            if pair not in done:
                done.add(pair)
                yield pair


def _meeting(block: list[int], subjects: Sequence[Subject]) -> Iterator[tuple[int, int]]:
    """Pairs of a block whose windows overlap, by a sweep over their first days."""
    open_: list[int] = []
    for n in sorted(block, key=lambda n: (subjects[n].window.first, n)):
        open_ = [o for o in open_ if subjects[o].window.last >= subjects[n].window.first]
        yield from ((o, n) if o < n else (n, o) for o in open_)
        open_.append(n)


def propositions(entries: Iterable[Entry], links: Links | None = None) -> tuple[Proposition, ...]:
    """The propositions of a set of claims, in order of id. The order of the entries, and entries given twice, make no difference."""
    members: dict[Subject, set[Ref]] = defaultdict(set)
    for e in entries:
        members[e.subject].add(e.ref)
    subjects = sorted(members)
    edges = {(a, b): j for a, b in pairs(subjects) if (j := join(subjects[a], subjects[b])).joined}
    linked, lenient = _linked(subjects, members, links or {}, edges)
    edges.update(linked)
    refs = [tuple(sorted(members[s])) for s in subjects]
    groups, beside = split(subjects, edges, lenient)
    held: dict[int, list[Joined]] = defaultdict(list)
    for (a, b), j in sorted(edges.items()):
        if groups[a] == groups[b]:
            held[groups[a]].append(Joined(subjects[a], subjects[b], j.score, j.why))
    parts: dict[int, list[int]] = defaultdict(list)
    for n, g in enumerate(groups):
        parts[g].append(n)
    made = (
        proposition([subjects[n] for n in part], [refs[n] for n in part], held[g], [r for n in beside.get(g, ()) for r in refs[n]])
        for g, part in parts.items()
    )
    return tuple(sorted(made, key=lambda p: p.id))


Edges = Mapping[tuple[int, int], Join]


def _linked(
    subjects: Sequence[Subject], members: Mapping[Subject, set[Ref]], links: Links, known: Edges
) -> tuple[dict[tuple[int, int], Join], dict[int, float]]:
    """Pairs that a reading itself links as denial and denied, where nothing in them contradicts it; and the denials so linked.

    A denial is often wider than what it denies (`to any party in Sudan`): beside it, parties of one country are no contradiction.
    """
    number = {ref: n for n, s in enumerate(subjects) for ref in members[s]}
    out: dict[tuple[int, int], Join] = {}
    lenient: dict[int, float] = {}
    for (denial, denied), score in sorted(links.items()):
        a, b = number.get(denial), number.get(denied)
        if a is None or b is None or a == b or (pair := (min(a, b), max(a, b))) in known:
            continue
        j = join(subjects[a], subjects[b], linked=score)
        if j.joined:
            lenient[a] = max(score, lenient.get(a, 0.0))
            if pair not in out or j.score > out[pair].score:
                out[pair] = j
    return out, lenient


def split(subjects: Sequence[Subject], edges: Edges, lenient: Mapping[int, float]) -> tuple[list[int], dict[int, set[int]]]:
    """The group of each subject, and what fits a group from outside: components of the joins, the strongest first, leaving out each join that would bring a contradiction inside.

    The order of joins is that of score and content, so the result is a function of the set alone. It never crosses a component.
    """
    cores = Cores(subjects, lenient)
    group, kin = grouped(cores, edges)
    name = {g: min(k.inside) for g, k in kin.items()}
    beside: dict[int, set[int]] = defaultdict(set)
    for a, b in edges:
        for n, other in ((a, group[b]), (b, group[a])):
            if group[n] != other and cores.agree(cores.alone(n), kin[other]):
                beside[name[other]].add(n)
    return [name[g] for g in group], beside


def grouped(cores: Cores, edges: Edges) -> tuple[list[int], dict[int, Kin]]:
    """The group of each subject, and the groups. A group depends on the joins inside it alone, once its members are known: over any union
    of whole groups this gives the same ones again."""
    group = list(range(len(cores.subjects)))
    kin = {n: cores.alone(n) for n in group}
    for a, b in sorted(edges, key=lambda p: (-edges[p].score, p)):
        x, y = group[a], group[b]
        if x == y or not cores.agree(kin[x], kin[y]):
            continue
        if len(kin[x].inside) < len(kin[y].inside):
            x, y = y, x
        for n in kin[y].inside:
            group[n] = x
        kin[x] = kin[x].with_(kin.pop(y))
    return group, kin


@dataclass(slots=True, unsafe_hash=True)
class Kin:
    """Subjects put together: the days common to all their windows, whether they are counts over a time, and what else they are about."""

    inside: tuple[int, ...]
    first: int
    last: int
    counts: frozenset[bool]
    cores: frozenset[int]

    def with_(self, o: Kin) -> Kin:
        return Kin(self.inside + o.inside, max(self.first, o.first), min(self.last, o.last), self.counts | o.counts, self.cores | o.cores)


class Cores:
    """Which subjects contradict each other. Windows are compared as intervals, the rest once for each pair of different contents."""

    def __init__(self, subjects: Sequence[Subject], lenient: Mapping[int, float]) -> None:
        self.subjects, self.lenient = subjects, lenient
        self.known: dict[tuple[Subject, float], int] = {}
        self.contents: list[tuple[Subject, float]] = []
        self.foes: dict[tuple[int, int], bool] = {}
        self.made: dict[int, Kin] = {}

    def alone(self, n: int) -> Kin:
        if n not in self.made:
            self.made[n] = self._alone(n)
        return self.made[n]

    def _alone(self, n: int) -> Kin:
        s = self.subjects[n]
        content = (replace(s, window=ANY_DAY, sentence=""), self.lenient.get(n, 0.0))
        if content not in self.known:
            self.known[content] = len(self.contents)
            self.contents.append(content)
        return Kin((n,), s.window.first, s.window.last, frozenset() if lasting(s.kind) else frozenset({counts(s.window)}), frozenset({self.known[content]}))

    def agree(self, x: Kin, y: Kin) -> bool:
        """Intervals that meet in pairs have a day in common, so the common days of each group say it all."""
        if max(x.first, y.first) > min(x.last, y.last) or len(x.counts | y.counts) > 1:
            return False
        return not any(self._foes(min(a, b), max(a, b)) for a in x.cores for b in y.cores if a != b)

    def _foes(self, a: int, b: int) -> bool:
        if (a, b) not in self.foes:
            (s, one), (t, other) = self.contents[a], self.contents[b]
            self.foes[a, b] = bool(join(s, t, max(one, other)).against)
        return self.foes[a, b]


def proposition(part: Sequence[Subject], refs: Sequence[tuple[Ref, ...]], joins: Sequence[Joined], beside: Iterable[Ref]) -> Proposition:
    """The proposition of these subjects, in order, with the claims of each."""
    digest = hashlib.sha256(json.dumps([plain(x) for x in part], ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
    members = tuple(sorted(r for own in refs for r in own))
    return Proposition(f"p:{digest[:16]}", part[0].kind, members, tuple(part), tuple(refs), tuple(joins), tuple(sorted(beside)))
