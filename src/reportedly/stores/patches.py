"""The part of the graph of joined subjects that a change reaches.

Groups (the subjects of one proposition) come out of all joins, the strongest first. But a group depends on the joins inside it alone, so
groups of which no neighbour has changed stay as they are. A patch is a set of whole groups: it grows until everything next to a subject
whose group has changed is inside, and then grouping the patch alone gives what grouping everything would give.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..ledger.compare import Join, join
from ..ledger.propositions import Cores, Joined, grouped
from ..ledger.statements import Statement
from ..ledger.subjects import Subject
from ..model.codec import record
from .database import Database, Value, insert, within
from .records import subject_of
from .registers import Opened


class Known:
    """Subjects by number, statements by their text, readings. They never change, so what has been read once need not be read again."""

    def __init__(self, limit: int = 200_000) -> None:
        self._held: dict[int, Subject] = {}
        self._said: dict[str, Statement] = {}
        self.opened = Opened()
        self._limit = limit

    def put(self, number: int, subject: Subject) -> None:
        if len(self._held) >= self._limit:
            self._held.clear()
        self._held[number] = subject

    def get(self, db: Database, numbers: Iterable[int]) -> dict[int, Subject]:
        wanted = list(dict.fromkeys(numbers))
        out = {n: self._held[n] for n in wanted if n in self._held}
        for n, body in within(db, "SELECT id, body FROM subjects WHERE id IN {values}", (n for n in wanted if n not in out)):
            out[n] = subject_of(body)
            self.put(n, out[n])
        return out

    def keep(self, body: str, said: Statement) -> None:
        if len(self._said) >= self._limit:
            self._said.clear()
        self._said[body] = said

    def statement(self, body: str) -> Statement:
        if body not in self._said:
            self.keep(body, record(Statement, json.loads(body)))
        return self._said[body]


@dataclass(frozen=True, slots=True)
class Edge:
    """A join; `link` is the score of the denial's link that carries it (0: none), `lenient` that score at the denial's end."""

    score: float
    link: float
    lenient: float


@dataclass(slots=True)
class Part:
    """A group: its subjects, those beside it, the joins inside it."""

    inside: list[int]
    beside: list[int] = field(default_factory=list)
    joins: list[Joined] = field(default_factory=list)


class Patch:
    def __init__(self, db: Database, known: Known) -> None:
        self.db, self.known = db, known
        self.label: dict[int, str | None] = {}
        self.groups: dict[str, set[int]] = {}
        self.subjects: dict[int, Subject] = {}
        self._edges: dict[int, dict[int, Edge]] = {}

    def load(self, numbers: Iterable[int] = (), labels: Iterable[str] = ()) -> None:
        """Take subjects in with their whole groups, and groups by their labels."""
        new = [n for n in numbers if n not in self.label]
        found: dict[int, str | None] = dict(within(self.db, "SELECT id, proposition FROM subjects WHERE id IN {values}", new))
        wanted = {x for x in (*found.values(), *labels) if x is not None and x not in self.groups}
        for p in wanted:
            self.groups[p] = set()
        for n, p in within(self.db, "SELECT id, proposition FROM subjects WHERE proposition IN {values}", sorted(wanted)):
            found[n] = p
            self.groups[p].add(n)
        fresh = [n for n in found if n not in self.label]
        self.label.update(found)
        self.look(fresh)

    def look(self, numbers: Iterable[int]) -> None:
        """Know subjects and what is next to them, without taking them in."""
        new = [n for n in numbers if n not in self._edges]
        self.subjects.update(self.known.get(self.db, (n for n in new if n not in self.subjects)))
        for n in new:
            self._edges[n] = {}
        for a, b, score, link, denial in within(self.db, "SELECT a, b, score, link, denial FROM edges WHERE a IN {values}", new):
            mine = self._edges[a]
            old = mine.get(b, Edge(-1.0, 0.0, 0.0))
            best, carried = max((score, link), (old.score, old.link))
            mine[b] = Edge(best, carried, max(old.lenient, link if denial else 0.0))

    def next_to(self, numbers: Iterable[int]) -> set[int]:
        return {m for n in numbers for m in self._edges[n]}

    def lenient(self, n: int) -> float:
        return max((e.lenient for e in self._edges[n].values()), default=0.0)

    def cores(self, numbers: Iterable[int]) -> tuple[list[int], Cores]:
        """Subjects in their order, ready for comparison."""
        order = sorted(numbers, key=self.subjects.__getitem__)
        lenient = {k: x for k, n in enumerate(order) if (x := self.lenient(n))}
        return order, Cores([self.subjects[n] for n in order], lenient)

    def grouped(self) -> list[set[int]]:
        """The groups of all that is taken in."""
        out: list[set[int]] = []
        for connected in self._connected():
            if len(connected) == 1:
                out.append(connected)
                continue
            order, cores = self.cores(connected)
            at = {n: k for k, n in enumerate(order)}
            edges = {(at[a], at[b]): Join(True, e.score) for a in order for b, e in self._edges[a].items() if b in at and at[a] < at[b]}
            out += [{order[k] for k in x.inside} for x in grouped(cores, edges)[1].values()]
        return out

    def _connected(self) -> list[set[int]]:
        """What hangs together by joins among all that is taken in."""
        left = set(self.label)
        out = []
        while left:
            found: set[int] = set()
            new = {left.pop()}
            while new:
                found |= new
                left -= new
                new = self.next_to(new) & left
            out.append(found)
        return out

    def changed(self, group: set[int], broken: set[str]) -> bool:
        labels = {self.label[n] for n in group}
        (p,) = labels if len(labels) == 1 else (None,)
        return p is None or p in broken or self.groups[p] != group

    def part(self, group: set[int], reasons: bool) -> Part:
        """A group with what is beside it; with its joins and their reasons if they are wanted."""
        near = self.next_to(group) - group
        if len(group) == 1 and not near:
            return Part(list(group))
        order, cores = self.cores(group | near)
        inside = [k for k, n in enumerate(order) if n in group]
        kin = cores.alone(inside[0])
        for k in inside[1:]:
            kin = kin.with_(cores.alone(k))
        beside = [n for k, n in enumerate(order) if n in near and cores.agree(cores.alone(k), kin)]
        own = [order[k] for k in inside]
        return Part(own, beside, self._joins(own) if reasons else [])

    def _joins(self, inside: list[int]) -> list[Joined]:
        out = []
        for k, a in enumerate(inside):
            for b in inside[k + 1 :]:
                if b in self._edges[a]:
                    x, y = self.subjects[a], self.subjects[b]
                    j = join(x, y, self._edges[a][b].link)
                    out.append(Joined(x, y, j.score, j.why))
        return out


def reached(patch: Patch, touched: Iterable[int], broken: set[str]) -> tuple[list[set[int]], set[str]]:
    """The groups to be made again after a change, and the labels of those that go. `touched` are subjects with other claims than before,
    `broken` the groups that have lost a subject or judge one otherwise."""
    moved = set(touched)
    patch.load(moved, broken)
    while True:
        parts = patch.grouped()
        dirty = {n for g in parts if patch.changed(g, broken) for n in g}
        missing = patch.next_to(dirty) - patch.label.keys()
        if not missing:
            break
        patch.load(missing)
    wanted = dirty | moved
    wanted |= patch.next_to(wanted)
    inside = set(patch.label)
    patch.load(wanted - inside)
    own = {p: g for p, g in patch.groups.items() if g and not g & inside}
    again = [g for g in (*parts, *own.values()) if g & wanted]
    patch.look(patch.next_to(n for g in again for n in g))
    return again, broken | {p for g in again for n in g if (p := patch.label[n]) is not None}


def put_edges(db: Database, rows: Iterable[tuple[int, int, str, float, float]]) -> None:
    """Insert joins, (denial, denied) where a link carries them, from both ends."""
    both: list[tuple[Value, ...]] = []
    for a, b, report, score, link in rows:
        both += [(a, b, report, score, link, int(link > 0)), (b, a, report, score, link, 0)]
    insert(db, "edges", ("a", "b", "report", "score", "link", "denial"), both, once=True)
