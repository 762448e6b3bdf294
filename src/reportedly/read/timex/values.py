"""Arithmetic of the calendar, and TIMEX3's spelling of it."""

from __future__ import annotations

import datetime as dt
import re

from ..numbers import NUMBERS
from .grammar import Anchored, At, Day, Valued

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4}
UNITS = {
    "second": "S", "minute": "MIN", "hour": "H", "day": "D", "night": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E",
    "century": "C", "weekend": "WE",
}  # fmt: skip
PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "T12:00", "midnight": "T24:00", "dawn": "TMO", "dusk": "TEV", "midday": "T12:00",
}  # fmt: skip
_COUNTS = NUMBERS | {"hundred": 100, "a": 1, "an": 1, "dozen": 12}
_OPPOSED = {"past": (1, 12), "unknown": (1, 3), "present": (1, 1.5), "future": (4, 1)}
"""How much a day before and after the report counts against a reading, by tense."""


def number(text: str) -> float | None:
    """`three`, `24`, `twenty-one`, `a dozen` as a number."""
    low = text.lower().strip()
    if re.fullmatch(r"\d+(\.\d+)?", low):
        return float(low)
    parts = [p for p in re.split(r"[- ]", low) if p]
    if parts and all(p in _COUNTS for p in parts):
        values = [_COUNTS[p] for p in parts]
        return float(values[0] * values[1]) if values[-1] in (12, 100) and len(values) == 2 else float(sum(values))
    return None


def spelled_year(text: str) -> int:
    """`nineteen ninety-seven`, `two thousand and four`, `twenty twelve`."""
    words = [w for w in re.split(r"[- ]", text.lower()) if w != "and"]
    century = 20 if words[0] in ("two", "twenty") else 19
    rest = words[2:] if words[0] == "two" else words[1:]
    return century * 100 + sum(int(_COUNTS[w]) for w in rest)


def month_of(text: str) -> int:
    low = text.lower()[:3]
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(low))


def month_span(year: int, month: int) -> tuple[Day, Day]:
    return dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)


def year_span(year: int) -> tuple[Day, Day]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def iso_week(day: Day) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def week_span(day: Day) -> tuple[Day, Day]:
    """The newspaper week, Sunday to Saturday, around a day."""
    start = day - dt.timedelta((day.weekday() + 1) % 7)
    return start, start + dt.timedelta(6)


def one(day: Day) -> Valued:
    return "DATE", day.isoformat(), day, day


def part_of(day: Day, part: str) -> Valued:
    return "TIME", day.isoformat() + PARTS[part.lower()], day, day


def of_month(year: int, month: int) -> Valued:
    return "DATE", f"{year:04}-{month:02}", *month_span(year, month)


def of_quarter(year: int, quarter: int) -> Valued:
    return "DATE", f"{year}-Q{quarter}", month_span(year, 3 * quarter - 2)[0], month_span(year, 3 * quarter)[1]


def of_year(year: int) -> Valued:
    return "DATE", f"{year:04}", *year_span(year)


def of_decade(year: int) -> Valued:
    first = year // 10 * 10
    return "DATE", f"{first // 10}", dt.date(first, 1, 1), dt.date(first + 9, 12, 31)


def back(date: Day, unit: str, n: float) -> Valued | None:
    """The day, week, month, quarter or year `n` units before `date` (after it, if negative)."""
    k = int(n)
    if unit == "D":
        return one(date - dt.timedelta(k))
    if unit == "W":
        day = date - dt.timedelta(7 * k)
        return "DATE", iso_week(day), *week_span(day)
    if unit == "M":
        m = date.year * 12 + date.month - 1 - k
        return of_month(m // 12, m % 12 + 1)
    if unit == "Q":
        q = date.year * 4 + (date.month - 1) // 3 - k
        return of_quarter(q // 4, q % 4 + 1)
    if unit in ("Y", "E"):
        return of_year(date.year - k * (10 if unit == "E" else 1))
    return None


def unit_of(word: str) -> str:
    low = word.lower()
    return UNITS["century" if low.startswith("centur") else low.rstrip("s")]


def length(n: float | None, word: str) -> str:
    """TIMEX3's duration of `n` (None: unknown) units: `P3D`, `PT90M`, `P20Y` for two decades, `P2Y6M`, `PXW`."""
    unit = unit_of(word)
    if n is not None and n != int(n) and n > 1:
        smaller = {"Y": (12, "M"), "H": (60, "M"), "MIN": (60, "S")}.get(unit)
        if smaller:
            return length(int(n), word) + f"{(n - int(n)) * smaller[0]:g}{smaller[1]}"
    amount = "X" if n is None else f"{n:g}"
    if unit in ("H", "S", "MIN"):
        return f"PT{amount}{unit[0]}"
    if unit in ("E", "C") and n is not None:
        return f"P{n * (10 if unit == 'E' else 100):g}Y"
    return f"P{amount}{unit}"


def nearest_year(at: At, month: int, day: int | None) -> int | None:
    """The year of a bare month or day: the nearest to the report, with a malus for what the tense speaks against."""
    if at.date is None:
        return None
    behind, ahead = _OPPOSED[at.tense if day is None or at.tense != "past" else "unknown"]

    def cost(year: int) -> float:
        first, last = month_span(year, month) if day is None else (dt.date(year, month, min(day, 28)),) * 2
        assert at.date is not None
        return max(0.0, (at.date - last).days * behind, (first - at.date).days * ahead)

    return min((at.date.year, at.date.year - 1, at.date.year + 1), key=cost)


def weekday(at: At, name: str, rel: str = "") -> Day:
    """The day a weekday's name means: the last one in the past tense (the report's own day counts), the next one in the future."""
    assert at.date is not None
    days = (at.date.weekday() - DAYS.index(name.lower())) % 7
    if rel in ("next", "this coming", "the coming", "coming"):
        return at.date + dt.timedelta((7 - days) % 7 or 7)
    if rel in ("last", "this past"):
        return at.date - dt.timedelta(days or 7)
    if days and (at.tense == "future" or (rel == "this" and at.tense != "past")):
        return at.date + dt.timedelta(7 - days)
    return at.date - dt.timedelta(days)


def weekday_from(name: str, step: int) -> Anchored:
    """The next (1) or last (-1) such weekday seen from the date mentioned last."""

    def value(ref: Day) -> Valued:
        gap = (DAYS.index(name.lower()) - ref.weekday()) % 7
        return one(ref + dt.timedelta((gap or 7) if step > 0 else gap - 7))

    return Anchored(value, True)
