"""Dates, months, years, decades and weekdays by name."""

from __future__ import annotations

import datetime as dt
import re

from .grammar import EDGE, MONTH, MONTH_WORDS, PART, SPELLED_YEAR, WEEKDAY, YEAR, At, Valued, rule
from .values import PARTS, iso_week, month_of, nearest_year, of_decade, of_month, of_year, one, spelled_year, weekday

_RELATIVE_YEAR = {"last year": -1, "this year": 0, "next year": 1}
_NOT_YEARS = r"(?!\s*(?:percent|%|people|votes|seats|homes|houses|prisoners|tanks|rockets|missiles|miles|dollars|troops|soldiers|men|women|pounds|feet|tons|tonnes|shares|points|metres|meters|km|kilometers))"
_DECADES = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
_BARE = frozenset(["may", "march", "mar.", "sep", "jan", "dec", "nov", "oct", "aug", "feb", "apr"])


@rule(rf"(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?:T\d\d:\d\d(?::\d\d)?Z?)?", needs="-")
def iso_date(at: At) -> Valued | None:
    return one(dt.date(int(at.m["y"]), int(at.m["m"]), int(at.m["d"])))


@rule(r"(?P<m>\d{1,2})[/-](?P<d>\d{1,2})[/-](?P<y>\d{4}|\d\d)", needs="/ -")
def slashed(at: At) -> Valued | None:
    y = int(at.m["y"])
    y += 0 if y > 99 else (1900 if y > 40 else 2000)
    return one(dt.date(y, int(at.m["m"]), int(at.m["d"])))


@rule(
    rf"(?:(?P<w>{WEEKDAY}),?\s+|(?P<skip>last\s+))?(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:\d|,\d)(?:,?\s+(?P<y>{YEAR}))?"
    r"(?:,\s+(?P<late>early|late))?",
    needs=MONTH_WORDS,
)
def month_day(at: At) -> Valued | None:
    return _day_of(at, int(at.m["d"]))


@rule(rf"(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?", needs=MONTH_WORDS)
def day_month(at: At) -> Valued | None:
    if at.m["m"].lower() == "may" and not at.m["m"][0].isupper():
        return None
    return _day_of(at, int(at.m["d"]))


_SPELLED_DAYS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty-second": 22,
    "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26, "twenty-seventh": 27, "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip


@rule(
    rf"(?:(?P<coming>this coming|next|last)?\s*(?P<w>{WEEKDAY}),\s+)?(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{'|'.join(sorted(_SPELLED_DAYS, key=len, reverse=True))})"
    rf"(?:,?\s+(?P<y>{YEAR}))?",
    needs=MONTH_WORDS,
)
def month_spelled_day(at: At) -> Valued | None:
    """`March eighth`."""
    return _day_of(at, _SPELLED_DAYS[at.low("d")])


def _day_of(at: At, day: int) -> Valued | None:
    month = month_of(at.m["m"])
    if not 1 <= day <= 31:
        return None
    year = int(at.m["y"]) if at.m["y"] else nearest_year(at, month, day)
    return one(dt.date(year, month, day)) if year else None


@rule(
    rf"(?:(?P<q>{EDGE})[ -]?)?(?:(?P<rel>last|next|this past|this coming|this)\s+)?(?P<m>{MONTH})"
    rf"(?:,?\s+(?:of\s+)?(?P<y>{YEAR}|{SPELLED_YEAR}|last year|next year|this year))?",
    needs=MONTH_WORDS,
)
def month(at: At) -> Valued | None:
    word = at.m["m"]
    if word.lower() in _BARE and (not word[0].isupper() or not _is_month(at)):
        return None
    number = month_of(word)
    year = _year_given(at) if at.m["y"] else _year_meant(at, number)
    return None if year is None else of_month(year, number)


def _year_given(at: At) -> int | None:
    given = at.low("y")
    if given.isdigit():
        return int(given)
    if given in _RELATIVE_YEAR:
        return at.date.year + _RELATIVE_YEAR[given] if at.date else None
    return spelled_year(given)


def _year_meant(at: At, month: int) -> int | None:
    rel = at.low("rel")
    if at.date is None:
        return None
    if rel.endswith(("last", "past")):
        return at.date.year - (month >= at.date.month)
    if rel in ("next", "this coming"):
        return at.date.year + (month <= at.date.month)
    return at.date.year if rel else nearest_year(at, month, None)


def _is_month(at: At) -> bool:
    """Is a word such as `May`, `March` or `Jan` the month here? Only `March` and abbreviations may stand without a preposition."""
    if at.m["y"] or at.m["q"] or at.m["rel"]:
        return True
    if at.low("m") == "jan" and re.match(r"\s+[A-Z]", at.m.string[at.m.end() : at.m.end() + 12]):
        return False
    if re.search(r"(?:\b(?:in|since|until|by|of|from|to|and|or|during|before|after|through|for)|[-–])\s*$", at.before(9)):
        return True
    rest = at.m.string[at.m.end() : at.m.end() + 12]
    if at.low("m") == "march":  # not a march "for peace", "of the widows"
        return not re.match(r"\s+(?:for|of|on)\b|\s+[A-Z]", rest)
    return at.low("m") != "may" and not re.match(r"\s+[A-Z]", rest)


@rule(rf"(?P<a>{YEAR})\s?[-–]\s?(?P<b>{YEAR}|\d\d)(?![\d-])", needs="1 2")
def year_range(at: At) -> Valued | None:
    """`2014-2018`, `1998–99`."""
    a, b = at.m["a"], at.m["b"]
    b = a[:2] + b if len(b) == 2 else b
    return ("DATE", f"{a}/{b}", of_year(int(a))[2], of_year(int(b))[3]) if a < b else None


@rule(
    rf"(?:(?P<m>{MONTH})\s+(?P<d1>\d{{1,2}})\s?[-–]\s?(?P<d2>\d{{1,2}})|(?P<d3>\d{{1,2}})\s?[-–]\s?(?P<d4>\d{{1,2}})\s+(?P<m2>{MONTH}))(?:,?\s+(?P<y>{YEAR}))?",
    needs=MONTH_WORDS,
)
def day_range(at: At) -> Valued | None:
    """`May 3-5`, `3–5 May 2021`."""
    month, a, b = month_of(at.m["m"] or at.m["m2"]), int(at.m["d1"] or at.m["d3"]), int(at.m["d2"] or at.m["d4"])
    year = int(at.m["y"]) if at.m["y"] else nearest_year(at, month, a)
    if year is None or not 0 < a < b:
        return None
    first, last = dt.date(year, month, a), dt.date(year, month, b)
    return "DATE", f"{first}/{last}", first, last


@rule(
    rf"(?:(?P<q>{EDGE})[ -]?)?(?:(?:the\s+)?fiscal\s+year\s+|fiscal\s+|the year\s+)?(?P<y>{YEAR})" + _NOT_YEARS + r"(?![,.]\d)",
    needs="1 2",
)
def year(at: At) -> Valued | None:
    y = int(at.m["y"])
    if y < 1900 and not re.search(r"\b(?:in|since|from|until|of|by|to)\s+$", at.before(7)):
        return None
    return "DATE", at.m["y"], *of_year(y)[2:]


@rule(
    rf"(?:(?P<q>{EDGE})[ -]?)?(?:the year\s+)?(?P<y>{SPELLED_YEAR})(?![ -](?:hundred|million|thousand|dollars|percent|people|one|two|three|four|five|six|seven|eight|nine)\b)",
    needs="nineteen two twenty",
)
def year_in_words(at: At) -> Valued | None:
    """`nineteen ninety-one`; a bare `two thousand` only after `the year`, `twenty ten` only after `in`."""
    if not at.low("y").startswith("nineteen") and "year" not in at.m.group().lower() and not re.search(r"\b(?:in|since|of)\s+$", at.before(7)):
        return None
    return of_year(spelled_year(at.m["y"]))


@rule(r"(?:the\s+)?(?:(?:early|late|mid)[ -]?)?(?P<y>1[89]\d|20\d)0s", needs="0s")
def decade(at: At) -> Valued | None:
    return of_decade(int(at.m["y"] + "0"))


@rule(
    rf"(?:the\s+)?(?:(?:early|late|mid)[ -]?)?(?:['’](?P<y>\d)0s|(?P<w>{'|'.join(_DECADES)}))",
    needs="ties 0s",
)
def short_decade(at: At) -> Valued | None:
    n = int(at.m["y"]) if at.m["y"] else _DECADES.index(at.low("w")) + 2
    return of_decade(1900 + 10 * n)


@rule(
    rf"(?:the\s+)?(?P<n>first|second|last|latter)\s+half\s+of\s+(?:the\s+year\s+)?(?P<y>{YEAR}|last year|next year|this year)", needs="half"
)
def half_year(at: At) -> Valued | None:
    """`the second half of 2013`."""
    year = _year_given(at)
    if year is None:
        return None
    n = 1 if at.low("n") == "first" else 2
    return "DATE", f"{year}-H{n}", dt.date(year, 6 * n - 5, 1), dt.date(year, 6 * n, 30 if n == 1 else 31)


@rule(r"(?:the\s+)?(?:(?:early|late|mid)[ -]?)?(?P<c>\d{1,2})(?:st|nd|rd|th)[ -]century", needs="century")
def century(at: At) -> Valued | None:
    return "DATE", f"{int(at.m['c']) - 1:02}", None, None


@rule(rf"(?:(?P<rel>last|next|this past|this coming|this|early|late)\s+)?(?P<d>{WEEKDAY})(?:\s+(?P<p>{PART}))?", needs="day")
def weekday_name(at: At) -> Valued | None:
    if at.date is None:
        return None
    found = weekday(at, at.m["d"], at.low("rel"))
    if at.m["p"]:
        return "TIME", found.isoformat() + PARTS[at.low("p")], found, found
    return one(found)


@rule(r"(?P<r>last|next|this|the past|the last|the coming|early|late|the previous|the following|the)\s+weekend", needs="weekend")
def weekend(at: At) -> Valued | None:
    if at.date is None:
        return None
    rel = at.low("r")
    ahead = rel in ("next", "the coming") or (rel in ("this", "the") and at.tense == "future")
    saturday = at.date - dt.timedelta((at.date.weekday() - 5) % 7) + dt.timedelta(7 if ahead else 0)
    return "DATE", iso_week(saturday) + "-WE", saturday, saturday + dt.timedelta(1)


RULES = (
    iso_date,
    slashed,
    month_day,
    day_month,
    month_spelled_day,
    month,
    year,
    year_range,
    day_range,
    year_in_words,
    decade,
    short_decade,
    half_year,
    century,
    weekday_name,
    weekend,
)
