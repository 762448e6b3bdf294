"""Quarters and comparison periods of business reports: `the third quarter`, `a year earlier`, `the 1988 period`."""

from __future__ import annotations

import re

from .grammar import YEAR, At, Valued, rule
from .values import ORDINALS, back, of_quarter, of_year, year_span

_NTH = r"(?:first|second|third|fourth|1st|2nd|3rd|4th|final)"
_YEARS = {"last": -1, "this": 0, "next": 1, "last year": -1, "this year": 0, "next year": 1}
_REACH = 600


@rule(
    rf"(?:(?P<skip>the\s+)(?=(?:fiscal[ -])?{_NTH}-quarter)|the\s+)?(?:(?P<which>last|this|next)\s+year['’]s\s+|(?P<y2>{YEAR})\s+|(?P<ago>(?:comparable\s+)?year[- ](?:ago|earlier)\s+))?(?:fiscal[ -])?"
    rf"(?P<q>{_NTH})[ -]quarter(?:\s+of\s+(?P<y>{YEAR}|last year|this year|next year))?",
    needs="quarter",
)
def numbered(at: At) -> Valued | None:
    q, given = ORDINALS[at.low("q")], at.m["y"] or at.m["y2"]
    if given and given.isdigit():
        return of_quarter(int(given), q)
    if at.date is None:
        return None
    rel = at.low("which") or at.low("y")
    if rel:
        return of_quarter(at.date.year + _YEARS[rel], q)
    return of_quarter(_year_of(at, q) - bool(at.m["ago"]), q)


def _year_of(at: At, q: int) -> int:
    """The year of a bare quarter: the report's, or the one before where the quarter would lie ahead."""
    assert at.date is not None
    ahead = q - ((at.date.month - 1) // 3 + 1)
    return at.date.year - (ahead > 1 or (ahead > 0 and at.tense == "past"))


_MENTION = re.compile(
    rf"\b(?:(?P<q>{_NTH})[- ]quarter|(?P<bare>quarter)|(?P<long>(?:six|nine) months|half|fiscal year|full year|for the year|annual)|(?P<month>month))\b",
    re.I,
)


def _period(at: At) -> tuple[str, int | None]:
    """What the text compares, from the period it named last: (`quarter`, its number or None) or (`year`, None)."""
    mentions = list(_MENTION.finditer(at.before(_REACH)))
    found = mentions[-1] if mentions else None
    if found is None:
        ahead = re.match(r"\W*(?:the\s+)?quarter", at.m.string[at.m.end() : at.m.end() + 14], re.I)
        return ("quarter" if ahead else "year"), None
    if found["q"]:
        return "quarter", ORDINALS[found["q"].lower()]
    if found["bare"]:
        named = [m["q"] for m in mentions if m["q"]]
        return "quarter", ORDINALS[named[-1].lower()] if named else None
    return "year", None


def _last_quarter(at: At, q: int | None, years: int) -> Valued:
    assert at.date is not None
    if q is None:
        n = at.date.year * 4 + (at.date.month - 1) // 3 - 1
        return of_quarter(n // 4 - years, n % 4 + 1)
    return of_quarter(_year_of(at, q) - years, q)


@rule(rf"(?:the\s+)?(?P<y>{YEAR})\s+(?P<w>quarter|period|year)", needs="quarter period year")
def of_named_year(at: At) -> Valued | None:
    """`the 1988 period`: the year's share of what is compared."""
    year = int(at.m["y"])
    if at.low("w") == "year" or at.date is None:
        return of_year(year)
    kind, q = _period(at)
    if kind == "year" or (q is None and at.low("w") == "period"):
        return of_year(year)
    return of_quarter(year, q or (at.date.month - 1) // 3 or 4)


@rule(
    r"the\s+(?:(?P<latest>latest|most recent)\s+)?(?P<full>fiscal\s+|full\s+)?(?P<w>quarter|period|year|week)(?!\s+(?:of|ago|earlier|before|in|when)|[-\w])",
    needs="quarter period year week",
)
def alone(at: At) -> Valued | None:
    word = at.low("w")
    if at.date is None or (word == "period" and not at.m["latest"]):
        return None
    if word == "year":
        return of_year(at.date.year) if at.low("full").startswith("full") else ("DURATION", "P1Y", *year_span(at.date.year))
    if word == "week":
        return back(at.date, "W", 0)
    return _last_quarter(at, None if at.m["latest"] else _period(at)[1], 0)


@rule(r"(?P<which>last|this|next)\s+year['’]s\s+quarter", needs="quarter")
def quarter_of_year(at: At) -> Valued | None:
    if at.date is None:
        return None
    q = _period(at)[1] or (at.date.month - 1) // 3 or 4
    return of_quarter(at.date.year + _YEARS[at.low("which")], q)


@rule(
    r"(?:(?P<skip>(?:the|a)\s+)(?=year-(?:earlier|ago)\s+(?!quarter|period)[\w$])|(?:the|a)\s+)?(?:comparable\s+)?year[ -](?:earlier|ago)(?P<w>\s+(?:quarter|period))?",
    needs="year",
)
def year_earlier(at: At) -> Valued | None:
    """A quarter where the text speaks of quarters, else the year before the report's."""
    if at.date is None:
        return None
    kind, q = _period(at)
    if kind == "quarter" or "quarter" in at.low("w"):
        return _last_quarter(at, q, 1)
    return back(at.date, "Y", 1)


RULES = (numbered, of_named_year, alone, quarter_of_year, year_earlier)
