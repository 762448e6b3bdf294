"""Pieces of patterns, and the list of rules. A rule is a pattern and a function from its match to a value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .tense import Tense, tense

Day = dt.date
Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Valued = tuple[Kind, str, Day | None, Day | None]
"""(type, value, first day, last day)"""

WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan\.?|feb\.?|mar\.|apr\.?|jun\.|jul\.|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
)
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
NUMBER = (
    rf"(?:\d{{1,4}}(?:\.\d)?|{_TENS}(?:[- ]{_ONES})?|{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|a dozen|a hundred)"
)
HALF = r"(?:\s+and a half|\s+1/2|½)"
VAGUE = r"(?:several|some|a few|few|many|a couple of|a number of|countless|recent|dozens of|hundreds of)"
UNIT = r"(?:second|minute|hour|day|night|week|month|quarter|year|decade|weekend)"
UNITS_OR_ONE = r"(?:centuries|century|" + UNIT + r"s?)"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
SPELLED_YEAR = rf"(?:nineteen[ -]{_TENS}(?:[ -]{_ONES})?|two thousand(?: (?:and )?(?:{_ONES}|ten|eleven|twelve))?|twenty[ -](?:ten|eleven|twelve|{_TENS}(?:[ -]{_ONES})?))"
PART = r"(?:morning|afternoon|evening|night)"
MORE = r"(?:(?:about|around|nearly|almost|over(?!\s+(?:the|these|those|last|past|next)\b)|more than|less than|at least|at most|up to|roughly|approximately|some|no more than|just over|just under)\s+)?"
EDGE = r"(?:early|late|mid|the (?:beginning|start|end|middle|close) of|early in|late in)"
MONTH_WORDS = "january jan. jan_ february feb. feb_ march mar. april apr. apr_ may june jun. july jul. august aug. aug_ sept sep. sep_ octo oct. oct_ novem nov. nov_ decem dec. dec_"
"""Pieces that a rule needs; `_` is a blank."""
PLURALS = "seconds minutes hours days nights weeks months quarters years decades centuries weekends"
UNIT_WORDS = "second minute hour day night week month quarter year decade centur"


@dataclass(frozen=True, slots=True)
class Anchored:
    """A value that hangs on the date mentioned last, or (`of_day`) on the last that was a day: `the next day`."""

    value: Callable[[Day], Valued | None]
    of_day: bool


@dataclass(frozen=True)
class At:
    """A match, and what its value depends on besides: the report's date."""

    m: re.Match[str]
    date: Day | None

    @cached_property
    def tense(self) -> Tense:
        return tense(self.m.string, *self.m.span())

    def before(self, reach: int) -> str:
        """The text before the match."""
        return self.m.string[max(0, self.m.start() - reach) : self.m.start()]

    def low(self, group: str) -> str:
        """A group in lower case, empty where it has not matched."""
        return (self.m[group] or "").lower()


Value = Callable[[At], "Valued | Anchored | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` is tried where one of the pieces in `needs` stands in the text."""

    pattern: re.Pattern[str]
    needs: frozenset[str]
    value: Value
    skips: bool


def rule(pattern: str, needs: str) -> Callable[[Value], Rule]:
    """A rule of the function below; its pattern matches at word borders without regard to case; group `skip`, if any, is left out at the start."""
    compiled = re.compile(r"(?<![\w$£€.,'’-])(?:" + pattern + r")(?![\w])", re.I)
    return lambda value: Rule(compiled, frozenset(n.replace("_", " ") for n in needs.split()), value, "skip" in compiled.groupindex)
