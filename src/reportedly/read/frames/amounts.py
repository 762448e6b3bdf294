"""How many: number words, figures, bounds and ranges that stand in a run of tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...parse import Token
from ..numbers import NUMBERS

_UNITS = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "k": 1000, "tn": 10**12}
_FIGURE = re.compile(r"^(\d[\d,]*(?:\.\d+)?)(m|mn|mln|bn|k|tn)?(\+)?$")
_RANGE = re.compile(r"^(\d[\d,]*)[-–](\d[\d,]*)$")
_VAGUE = {"several": 3, "few": 3, "couple": 2, "handful": 3, "tens": 20}
MEASURED = frozenset("mm cm km kg lb pound kilometre kilometer mile ton tonne calibre caliber foot ft inch year day % percent".split())
_SOME = frozenset(["about", "around", "some", "roughly", "approximately", "estimated"])
_LOW = (("at", "least"), ("more", "than"), ("over",), ("no", "fewer", "than"), ("no", "less", "than"), ("not", "less", "than"), ("upwards", "of"), ("above",), ("minimum", "of"))
_HIGH = (("up", "to"), ("as", "many", "as"), ("at", "most"), ("no", "more", "than"), ("nearly",), ("almost",), ("fewer", "than"), ("less", "than"), ("under",), ("close", "to"), ("maximum", "of"))  # fmt: skip
_BOUNDS = sorted([(w, True) for w in _LOW] + [(w, False) for w in _HIGH], key=lambda b: -len(b[0]))


class Amount(NamedTuple):
    """Bounds as in `model.Count`, with the first and last token read."""

    low: float | None
    best: float | None
    high: float | None
    first: int
    last: int

    @property
    def known(self) -> tuple[float | None, float | None, float | None]:
        return self.low, self.best, self.high


def amounts(tokens: Sequence[Token], first: int, past: int, without: frozenset[int] = frozenset()) -> list[Amount]:
    """All amounts in tokens `[first, past)`, in order; tokens of `without` (designations) are not read."""
    out: list[Amount] = []
    k = first
    while k < past:
        found = _at(tokens, k, past, without)
        if found is None:
            k += 1
            continue
        found = _ranged(tokens, _bounded(tokens, found, first), past, without)
        if not _is_measured(tokens, found.last, past):
            out.append(found)
        k = found.last + 1
    return out


def _at(tokens: Sequence[Token], k: int, past: int, without: frozenset[int]) -> Amount | None:
    """The amount that begins at token `k`, without its bounds."""
    start = k
    total = value = 0.0
    seen = vague = False
    while k < past and k not in without:
        word = tokens[k].lower
        addend, factor, open_ = _meaning(word, seen)
        if addend is not None:
            if seen and word[0].isdigit():
                break
            value += addend
        elif factor is not None:
            value = (value or (2.0 if word.endswith("s") else 1.0)) * factor
            if factor >= 1000:
                total, value = total + value, 0.0
        elif not _joins(tokens, k, past, seen, vague):
            break
        seen |= addend is not None or factor is not None
        vague |= open_
        k += 1
    if not seen:
        return None
    last = k - 1
    best = (total + value) / (2 if tokens[start].lower == "half" else 1)
    return Amount(best, None, None, start, last) if vague else Amount(best, best, best, start, last)


def _meaning(word: str, seen: bool) -> tuple[float | None, float | None, bool]:
    """(what a word adds, what it multiplies by, whether it leaves the number open)."""
    figure = _FIGURE.match(word)
    if figure:
        return float(figure[1].replace(",", "")) * _SHORT.get(figure[2] or "", 1), None, bool(figure[3])
    if word in NUMBERS:
        return float(NUMBERS[word]), None, False
    if not seen and word in _VAGUE:
        return float(_VAGUE[word]), None, True
    if seen and word in _SHORT:
        return None, _SHORT[word], False
    plural = word.endswith("s")
    unit = _UNITS.get(word[:-1] if plural else word)
    if unit is None or (word == "score" and not seen):
        return None, None, False
    return None, unit, plural and not seen


def _joins(tokens: Sequence[Token], k: int, past: int, seen: bool, vague: bool) -> bool:
    """Words inside a number: `two hundred [and] fifty`, `twenty[-]one`, `tens [of] thousands`, `[a] dozen`, `[half a] million`."""
    word, after = tokens[k].lower, tokens[k + 1].lower if k + 1 < past else ""
    unit = after in _UNITS or after.rstrip("s") in _UNITS
    if word in ("a", "an"):
        return not seen and (unit or after in ("few", "couple", "handful"))
    if word == "half":
        return not seen and after in ("a", "an")
    if word == "of":
        return vague and unit
    if word == "and":
        return seen and tokens[k - 1].lower in ("hundred", "thousand") and (after in NUMBERS or after.isdigit())
    return word == "-" and seen and after in NUMBERS and tokens[k - 1].lower in NUMBERS


def _bounded(tokens: Sequence[Token], a: Amount, floor: int) -> Amount:
    """The amount with the words before it that bound it (`at least`, `up to`, `some`) and after it (`or more`)."""
    at = a.first
    if at - 1 >= floor and tokens[at - 1].lower in ("a", "an", "the") and at - 2 >= floor and tokens[at - 2].lower in ("than", "nearly", "almost", "to"):
        at -= 1
    best = a.best if a.best is not None else a.low
    for words, is_low in _BOUNDS:
        n = len(words)
        if at - n >= floor and tuple(t.lower for t in tokens[at - n : at]) == words:
            return Amount(best, a.best, None, at - n, a.last) if is_low else Amount(None, best, best, at - n, a.last)
    past = tuple(t.lower for t in tokens[a.last + 1 : a.last + 3])
    if past in (("or", "more"), ("or", "so")):
        return Amount(a.best if past[1] == "more" else None, a.best, None, a.first, a.last + 2)
    if at - 1 >= floor and tokens[at - 1].lower in _SOME and a.best is not None:
        return Amount(None, a.best, None, at - 1, a.last)
    return a


def _ranged(tokens: Sequence[Token], a: Amount, past: int, without: frozenset[int]) -> Amount:
    """`between 20 and 30`, `12 to 15`, `from 20 to 30`, `20-30`: both ends, no figure of its own."""
    word = tokens[a.last + 1].lower if a.last + 1 < past else ""
    before = tokens[a.first - 1].lower if a.first else ""
    if word not in ("to", "and", "-", "–", "or") or (word == "and") != (before == "between"):
        return a
    other = _at(tokens, a.last + 2, past, without)
    if other is None or a.best is None or other.best is None:
        return a
    low, high = a.best, other.best
    if high >= 1000 and low < 1000 and tokens[other.last].lower in _UNITS and tokens[a.last].lower not in _UNITS:
        low *= _UNITS[tokens[other.last].lower]
    if low >= high:
        return a
    return Amount(low, None, high, a.first - (before in ("between", "from")), other.last)


def _is_measured(tokens: Sequence[Token], last: int, past: int) -> bool:
    """A size or a part of a compound, not a count: `155 mm shells`, `2,000-pound bombs`, `6 kilometres`."""
    if last + 1 >= past:
        return False
    after = tokens[last + 1].lower
    if after in ("-", "–"):
        return True
    return after in MEASURED or after.rstrip("s") in MEASURED


__all__ = ["Amount", "amounts"]
