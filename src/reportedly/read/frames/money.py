"""Sums of money in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ...lexicon import Lexicon
from ...model import Money, Span
from ..numbers import NUMBERS

_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12, "k": 1000}
_FIGURE = r"(?P<figure>\d[\d,]*(?:\.\d+)?|" + "|".join(NUMBERS) + r")[\s-]*(?P<scale>thousand|million|billion|trillion|mln|mn|bn|tn|m|k)?\b"


@lru_cache(maxsize=8)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(currency before the figure, figure before the currency)."""
    longest = sorted(words, key=len, reverse=True)
    before = "|".join(re.escape(w) for w in longest if not w.islower())
    after = "|".join(re.escape(w) for w in longest if w[-1].isalpha())
    return (
        re.compile(rf"(?<![\w])(?P<unit>{before})\s?{_FIGURE}"),
        re.compile(rf"(?<![\w.,]){_FIGURE}[\s-]*(?P<unit>{after})\b(?![$€£])"),
    )

_ALSO_OTHER = frozenset(["won", "pound", "pounds", "rand", "lei", "leu", "crown", "crowns", "lev", "dong"])
"""Words that follow a bare number in other senses too (`2,000-pound bombs`, `the 12 won`)."""


def sums(lexicon: Lexicon, text: str, start: int, end: int, countries: Iterable[str | None] = ()) -> list[Money]:
    """Every sum in `text[start:end]`, in order. `countries` of the parties decide what `crowns` or `rupees` are."""
    out: list[Money] = []
    near = {c for c in countries if c}
    for pattern in _patterns(tuple(lexicon.currencies)):
        for m in pattern.finditer(text, start, end):
            code = _code(lexicon, m["unit"], near)
            if code is not None and (m["scale"] or m["unit"] not in _ALSO_OTHER) and not any(m.start() < x.span.end and x.span.start < m.end() for x in out):
                out.append(Money(_amount(m["figure"], m["scale"]), code, Span(m.start(), m.end())))
    return sorted(out, key=lambda x: x.span)


def _code(lexicon: Lexicon, word: str, near: set[str]) -> str | None:
    """The currency of a word: that of a party, else the one that has the word to itself or by default."""
    rows = lexicon.currencies[word]
    own = next((r for r in rows if r["countries"] in near), None)
    plain = next((r for r in rows if not r["countries"]), rows[0] if len(rows) == 1 else None)
    return (own or plain or {}).get("code")


def _amount(figure: str, scale: str | None) -> float:
    value = float(NUMBERS[figure]) if figure in NUMBERS else float(figure.replace(",", ""))
    return round(value * _SCALE.get(scale or "", 1), 2)
