"""Families: reports that are copies or rewrites of one wire story. Independent sources are counted in families, not in reports."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..model import Report
from .resemblance import Likeness, Side, likeness, verdict
from .shingles import ShingleIndex, shingles
from .wording import Wording, wording

SHARED = 0.33
"""Two reports are compared if they share this much of the shingles of the smaller."""

_BRIEF = 40
"""A report of fewer content words stands in many others; it joins the one it fits best and never connects two."""

_KIN = 0.3
"""A member that shares less than this with its family's fullest text has come in by a chain of others, and leaves."""


@dataclass(frozen=True, slots=True)
class Family:
    """One story and its copies. `origin` is the member that was there first; `reasons` are (member, why it belongs to the fullest text)."""

    origin: str
    members: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of a report."""

    id: str
    published: str
    agency: bool


class Families:
    """The families of the reports added so far. Adding is a look-up in an index; order and repetition of additions change nothing.

    A family is a set of reports connected by pairs of which one is a copy of the other (`resemblance.verdict`), without those that only a
    chain has brought in.
    """

    def __init__(self) -> None:
        self._index = ShingleIndex()
        self._known: list[_Known] = []
        self._wordings: list[Wording] = []
        self._number: dict[str, int] = {}
        self._parent: list[int] = []
        self._split_before: dict[tuple[int, ...], list[Family]] = {}
        self._briefs: dict[int, set[int]] = defaultdict(set)
        self._alike: dict[bytes, int] = {}
        self._first: list[int] = []
        self._side = lru_cache(maxsize=128)(self._make_side)
        self._compared = lru_cache(maxsize=4096)(self._compare)

    def __len__(self) -> int:
        return len(self._known)

    def add(self, report: Report) -> str:
        """Take a report in. Returns its id (a hash of the text where it has none)."""
        ident = report.id or "sha256:" + hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
        if ident in self._number:
            return ident
        words = wording(report)
        keys = shingles(words)
        near = self._index.near(keys, SHARED)
        number = self._index.add(keys)
        self._number[ident] = number
        self._known.append(_Known(ident, report.published or "", report.agency is not None))
        self._wordings.append(words)
        self._first.append(self._alike.setdefault(words.key(), number))
        self._parent.append(number)
        self._connect(number, near)
        return ident

    def _connect(self, number: int, near: list[int]) -> None:
        """Join the new report with its copies; those already in its family need no look. Briefs wait until all is known."""
        brief = self._is_brief(number)
        for other in near:
            if brief or self._is_brief(other):
                self._note(number, other)
            elif _root(self._parent, other) != _root(self._parent, number) and verdict(self._likeness(number, other))[0]:
                _join(self._parent, number, other)

    def _note(self, a: int, b: int) -> None:
        for brief, other in ((a, b), (b, a)):
            if self._is_brief(brief):
                self._briefs[brief].add(other)

    def _is_brief(self, n: int) -> bool:
        return len(self._wordings[n].words) < _BRIEF

    def _make_side(self, number: int) -> Side:
        return Side(self._wordings[number])

    def _likeness(self, a: int, b: int) -> Likeness:
        """Verbatim copies compare as the first of them does."""
        return self._compared(*sorted((self._first[a], self._first[b])))

    def _compare(self, a: int, b: int) -> Likeness:
        return likeness(self._side(a), self._side(b))

    def families(self) -> tuple[Family, ...]:
        """All families, those of one member too, by the origin's id."""
        parent = list(self._parent)
        for brief, others in self._briefs.items():
            for other in self._best(brief, others):
                _join(parent, brief, other)
        joined: dict[int, list[int]] = defaultdict(list)
        for n in range(len(self._known)):
            joined[_root(parent, n)].append(n)
        before, self._split_before = self._split_before, {}
        for members in joined.values():
            key = tuple(members)
            self._split_before[key] = before[key] if key in before else self._split(members)
        return tuple(sorted((f for found in self._split_before.values() for f in found), key=lambda f: f.origin))

    def _best(self, brief: int, others: set[int]) -> list[int]:
        """Of what a brief is a brief: the report that has most of it and begins with it; where there is none, all briefs like it."""
        fits = {n: f for n in others if verdict(f := self._likeness(brief, n))[0]}
        longer = [n for n in fits if not self._is_brief(n)]
        return [max(longer, key=lambda n: (fit(fits[n]), self._known[n].id))] if longer else list(fits)

    def _split(self, members: list[int]) -> list[Family]:
        """A connected set as families: around its fullest text, the kin of that; then the same with what is left."""
        out: list[Family] = []
        while members:
            hub = max(members, key=lambda n: (len(self._wordings[n].words), self._known[n].id))
            kin = {n: why for n in members if (why := self._kin(n, hub))}
            out.append(self._family(kin))
            rest = [n for n in members if n not in kin]
            members = []
            for part in self._components(rest):
                out += self._split(part)
        return out

    def _components(self, members: list[int]) -> list[list[int]]:
        """What is connected among these alone."""
        parts: list[list[int]] = []
        for n in sorted(members, key=lambda n: self._known[n].id):
            linked = [p for p in parts if any(verdict(self._likeness(n, m))[0] for m in p)]
            parts = [p for p in parts if p not in linked] + [[m for p in linked for m in p] + [n]]
        return parts

    def _kin(self, n: int, hub: int) -> str | None:
        """Why a member belongs to the fullest text; None if it does not."""
        if n == hub:
            return "the fullest text"
        f = self._likeness(n, hub)
        same, why = verdict(f)
        if same:
            return why
        return "through other copies" if max(f.covered, f.verbatim) >= _KIN else None

    def _family(self, kin: dict[int, str]) -> Family:
        """The record of a family. First comes the earliest, at one date an agency's own, then the fullest."""
        known = sorted((self._known[n] for n in kin), key=lambda k: k.id)
        first = min(kin, key=lambda n: (self._known[n].published or "9999", not self._known[n].agency, -len(self._wordings[n].words), self._known[n].id))
        return Family(
            origin=self._known[first].id,
            members=tuple(k.id for k in known),
            reasons=tuple(sorted((self._known[n].id, why) for n, why in kin.items())),
        )


def fit(f: Likeness) -> float:
    """How well a brief fits: all of it there, at the beginning."""
    return f.covered + f.verbatim + f.lead_short + f.lead_long - f.head / 100


def _root(parent: list[int], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


def _join(parent: list[int], a: int, b: int) -> None:
    low, high = sorted((_root(parent, a), _root(parent, b)))
    parent[high] = low


def families(reports: Iterable[Report]) -> dict[str, str]:
    """{report id: id of its family's origin}."""
    found = Families()
    for r in reports:
        found.add(r)
    return {m: f.origin for f in found.families() for m in f.members}
