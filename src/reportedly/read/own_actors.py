"""A user's own actors, up to some hundred thousand, found in the text by name.

Every name is kept as 64-bit hashes in one sorted array, every actor as a line of JSON in one block of bytes, so that 300,000 entities stay small; a
hash that is met is verified against the names themselves. Without rapidfuzz (extra `ftm`) near spellings are not matched.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from ..model import Actor
from ..model.people import ActorKind
from ..parse import Token
from .own_names import exact, is_acronym, joined, spelling, unordered, words

try:
    from rapidfuzz import fuzz
except ImportError:  # without the extra `ftm` only exact names and their spellings are matched
    fuzz = None  # type: ignore[assignment]

Way = Literal["name", "alias", "weak alias", "marked"]
SCORE: dict[str, float] = {"name": 1.0, "marked": 1.0, "alias": 0.95, "weak alias": 0.7}
_VARIANT = 0.85
_NEAR, _NEAR_WORD = 92.0, 80.0
"""rapidfuzz's ratio that a long name, and each of its words, must reach."""
_LONG = 12
_RARE = 64
"""A word that more actors than this share does not lead to candidates."""
_SHARED = 3
"""A name of more actors than this is nobody's."""
_MOST = 8
_LINE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LINKS = frozenset({"of", "the", "and", "for", "al", "el", "bin", "ibn", "bint", "abu", "de", "da", "la", "van", "von", "der", "&", "-", "–", "'", "’", "."})


@dataclass(frozen=True, slots=True)
class OwnActor:
    """One entry of a user's file. `names` are (name, way); `ours` says that the user wrote the entry, so that it wins over a built-in actor of the same name."""

    id: str
    name: str
    kind: ActorKind
    names: tuple[tuple[str, Way], ...]
    country: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None
    listed: tuple[str, ...] = ()
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `[first, last]` that name an own actor."""

    first: int
    last: int
    actor: Actor
    score: float
    why: tuple[str, ...]
    ours: bool


@dataclass(slots=True)
class _Keys:
    """Sorted hashes, and beside each the number of the actor that it leads to."""

    hashes: array[int] = field(default_factory=lambda: array("q"))
    owners: array[int] = field(default_factory=lambda: array("i"))

    def add(self, key: str, owner: int) -> None:
        self.hashes.append(hash(key))
        self.owners.append(owner)

    def sort(self) -> None:
        order = np.argsort(np.frombuffer(self.hashes, dtype=np.int64), kind="stable") if self.hashes else np.zeros(0, dtype=np.int64)
        self.hashes = array("q", np.array(self.hashes, dtype=np.int64)[order].tobytes())
        self.owners = array("i", np.array(self.owners, dtype=np.int32)[order].tobytes())

    def get(self, key: str, most: int = 1_000) -> list[int]:
        """Actors with that key in the order of the file; none where more than `most` have it."""
        wanted, hashes = hash(key), self.hashes
        k = bisect_left(hashes, wanted)
        end = k
        while end < len(hashes) and hashes[end] == wanted and end - k <= most:
            end += 1
        return [] if end - k > most else list(dict.fromkeys(self.owners[k:end]))


class OwnActors:
    """The index over own actors; built once, then only read. `troubles` are the lines of the files that could not be used."""

    __slots__ = ("_bounds", "_last", "_lines", "_names", "_programmes", "_single", "_words", "digest", "troubles")

    def __init__(self, actors: Iterable[OwnActor], programmes: Mapping[str, Sequence[str]] | None = None, troubles: Sequence[str] = ()) -> None:
        """`programmes`, by id, and `troubles` may still be filled while the actors are drawn: sanctions stand in the same file. Of one id the last entry counts."""
        lines, self._bounds = bytearray(), array("q", [0])
        at: dict[str, int] = {}
        self._single: set[str] = set()
        self._names, self._words = _Keys(), _Keys()
        for n, a in enumerate(actors):
            self._add(n, a)
            at[a.id] = n
            lines += _LINE.encode([a.id, a.name, a.kind, a.country, a.sectors, a.wikidata, a.listed, a.ours, a.names]).encode()
            self._bounds.append(len(lines))
        self._lines = bytes(lines)
        self._last = frozenset() if len(at) == len(self) else frozenset(at.values())
        self._programmes = {i: tuple(sorted(set(p))) for i, p in sorted((programmes or {}).items()) if i in at}
        self.troubles = tuple(troubles)
        self._names.sort()
        self._words.sort()
        self.digest = "sha256:" + hashlib.sha256(self._lines + json.dumps(self._programmes).encode()).hexdigest()

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def __getitem__(self, n: int) -> OwnActor:
        id_, name, kind, country, sectors, wikidata, listed, ours, names = json.loads(self._lines[self._bounds[n] : self._bounds[n + 1]])
        return OwnActor(id_, name, kind, tuple((x, way) for x, way in names), country, tuple(sectors), wikidata, self._programmes.get(id_) or tuple(listed), ours)

    def _owners(self, keys: _Keys, key: str, most: int = 1_000) -> Iterator[OwnActor]:
        return (self[n] for n in keys.get(key, most) if not self._last or n in self._last)

    def _add(self, n: int, a: OwnActor) -> None:
        keys: set[str] = set()
        for name, way in a.names:
            found = words(name)
            if not usable(name, found, way):
                continue
            keys.add(exact(found))
            if len(found) == 1:
                self._single.add(name)
            if len(found) > 1:
                keys.add(joined(found))
                if a.kind == "person":
                    keys.add(unordered(found))
                if fuzz is not None and sum(map(len, found)) >= _LONG:
                    keys.update("." + spelling(w) for w in found if len(w) >= 5)
        for key in keys:
            (self._words if key[0] == "." else self._names).add(key, n)

    # -- matching -----------------------------------------------------------------------------------------------------

    def matches(self, tokens: Sequence[Token]) -> list[Match]:
        """Own actors named by the tokens, left to right, the longest name first, none overlapping."""
        out: list[Match] = []
        for first, last in _runs(tokens):
            k = first
            while k <= last:
                found = next((m for end in range(min(last, k + _MOST), k - 1, -1) if (m := self._at(tokens, k, end))), None)
                if found:
                    out.append(found)
                k = found.last + 1 if found else k + 1
        return out

    def _at(self, tokens: Sequence[Token], first: int, last: int) -> Match | None:
        if tokens[first].lower in ("the", "a", "an") or (first == last and tokens[first].text not in self._single):
            return None
        if not (_capital(tokens[first]) or tokens[first].lower in ("al", "el", "bin", "ibn")) or not _capital(tokens[last]):
            return None
        found = words(" ".join(t.text for t in tokens[first : last + 1]))
        if not found or (len(found) == 1 and first != last):
            return None
        text = "".join(t.text for t in tokens[first : last + 1])
        for key, reason in _keys(found):
            owners = [(a, way) for a in self._owners(self._names, key) if (way := _way(a, key, text, len(found)))]
            if owners:
                return _match(first, last, owners, reason)
        return self._near(first, last, found)

    def _near(self, first: int, last: int, found: tuple[str, ...]) -> Match | None:
        """A long name of the same number of words, one of them equal and rare, all of them alike."""
        if fuzz is None or len(found) < 2 or sum(map(len, found)) < _LONG:
            return None
        best: list[tuple[float, OwnActor]] = []
        for a in {a.id: a for w in found if len(w) >= 5 for a in self._owners(self._words, "." + spelling(w), _RARE)}.values():
            ratio = max((_alike(found, words(name)) for name, way in a.names if way != "weak alias"), default=0.0)
            if ratio:
                best.append((ratio, a))
        if not best:
            return None
        top = max(r for r, _ in best)
        owners = [(a, "alias") for r, a in best if r == top]
        return _match(first, last, owners, f"near spelling {top:.0f}%", _VARIANT * top / 100)


def usable(name: str, found: tuple[str, ...], way: Way) -> bool:
    """Two words, an acronym in capitals, or marked by the file."""
    return bool(found) and (way == "marked" or len(found) > 1 or (way != "weak alias" and is_acronym(name)))


def _keys(found: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield exact(found), ""
    if len(found) > 1:
        yield joined(found), "other spelling"
        yield unordered(found), "other order"


def _way(a: OwnActor, key: str, text: str, size: int) -> str | None:
    """How the actor has the name that made the key; None where only the hash is the same, or a single word stands there in other letters."""
    make: Any = {"=": exact, "~": joined, "*": unordered}[key[0]]
    ways = []
    for name, way in a.names:
        found = words(name)
        if usable(name, found, way) and make(found) == key and (size > 1 or name == text):
            ways.append(way)
    return max(ways, key=lambda w: SCORE[w], default=None)


def _match(first: int, last: int, owners: list[tuple[OwnActor, str]], reason: str, score: float | None = None) -> Match | None:
    """The first of the actors with that name; the others are named among the reasons and lower the score."""
    mine = [o for o in owners if o[0].ours] or owners
    if len(mine) > _SHARED:
        return None
    a, way = min(mine, key=lambda o: o[0].id)
    sure = (score if score is not None else min(SCORE[way], _VARIANT) if reason else SCORE[way]) / len(mine)
    why = ("actors:" + (reason or way), *(f"actors:also {o.id}" for o, _ in mine if o.id != a.id))
    return Match(first, last, Actor(a.id, a.name, a.kind, a.country, a.sectors, a.wikidata, None, a.listed), round(sure, 2), why, a.ours)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How alike two names are in percent, 0 below the bar: as they are written or as they are spelled."""
    if len(one) != len(other):
        return 0.0
    return max(_ratio(sorted(one), sorted(other)), _ratio(sorted(map(spelling, one)), sorted(map(spelling, other))))


def _ratio(one: list[str], other: list[str]) -> float:
    ratio = fuzz.ratio(" ".join(one), " ".join(other), score_cutoff=_NEAR)
    return ratio if ratio and all(fuzz.ratio(a, b) >= _NEAR_WORD for a, b in zip(one, other, strict=True)) else 0.0


def _capital(t: Token) -> bool:
    return t.text[0].isupper() or t.text[0].isdigit()


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Stretches of tokens that could be names: capitals, and small words between them."""
    k, size = 0, len(tokens)
    while k < size:
        if not (tokens[k].text[0].isupper() or tokens[k].lower in ("al", "el", "bin", "ibn")):
            k += 1
            continue
        last, end = k, k + 1
        while end < size and end - last <= 3 and (_capital(tokens[end]) or tokens[end].lower in _LINKS):
            if _capital(tokens[end]):
                last = end
            end += 1
        yield k, last
        k = last + 1
