"""Stretches of time: `from March to May 2021`, `since 2019`, and how exact an expression is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from ...model import Span, TimeSpan, Timex
from ...model.event import Precision

_JOIN = re.compile(r"\s*(?:(?P<to>to|until|till|through)|(?P<and>and)|[-–—])\s*(?:the\s+)?", re.I)
_LIST = re.compile(r",?\s*(?:to|until|till|through|and|or|[-–—,])\s*", re.I)
_OPEN = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.I)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.I)
_DIRECTION = re.compile(r"\b(?P<d>since|until|till|before|prior to|by|up to)\s+(?:the\s+)?$", re.I)
_DATED = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_SHAPES: tuple[tuple[str, Precision], ...] = (
    (r".*/.*", "range"),
    (r".*T.*", "time"),
    (r"\d{4}-\d\d-\d\d", "day"),
    (r"\d{4}-W\d\d(?:-WE)?", "week"),
    (r"\d{4}-\d\d", "month"),
    (r"\d{4}-Q\d", "quarter"),
    (r"\d{4}-H\d", "range"),
    (r"\d{4}-(?:SP|SU|FA|WI)", "season"),
    (r"\d{4}", "year"),
    (r"\d{3}", "decade"),
)


def precision(x: Timex) -> Precision | None:
    """How exact the value is; None of what has no place in the calendar."""
    return next((name for shape, name in _SHAPES if re.fullmatch(shape, x.value)), None)


def interval(text: str, timexes: Sequence[Timex], x: Timex, published: str | None) -> TimeSpan:
    """The days that a time expression covers: with its partner where two make a range, open at one end after
    `since` or `until`; what is still to come begins with the report's date."""
    n = timexes.index(x)
    for a, b in ((x, timexes[n + 1] if n + 1 < len(timexes) else None), (timexes[n - 1] if n else None, x)):
        if a and b and joined(text, a, b):
            if a.start and b.end and a.start <= b.end:
                return TimeSpan(a.start, b.end, Span(a.span.start, b.span.end), precision="range")
    m = _DIRECTION.search(text[max(0, x.span.start - 16) : x.span.start])
    if m and m["d"].lower() == "since":
        return TimeSpan(x.start, published, x.span, precision="range")
    if m:
        ahead = published is not None and x.end is not None and published <= x.end
        return TimeSpan(published if ahead else None, x.end, x.span, precision="range")
    return TimeSpan(x.start, x.end, x.span, precision=precision(x))


def joined(text: str, a: Timex, b: Timex) -> bool:
    """Do two expressions make a range? `and` joins only after `between`; `to` wants `from` unless both are of a kind."""
    if not (a.start and b.start) or a.type != b.type or b.span.start - a.span.end > 12:
        return False
    m = _JOIN.fullmatch(text, a.span.end, b.span.start)
    before = text[max(0, a.span.start - 14) : a.span.start]
    if m is None:
        return False
    if m["and"]:
        return _BETWEEN.search(before) is not None
    return _OPEN.search(before) is not None or precision(a) == precision(b)


def share_years(text: str, timexes: list[Timex]) -> list[Timex]:
    """`between March and May 2021`, `on 3 May, 5 May and 2 June 2021`: the year stands once, with the last of them."""
    out = list(timexes)
    for n in range(len(out) - 2, -1, -1):
        if _LIST.fullmatch(text, out[n].span.end, out[n + 1].span.start):
            out[n] = _in_year_of(text, out[n], out[n + 1], timexes[n + 1])
    return out


def _in_year_of(text: str, a: Timex, b: Timex, as_read: Timex) -> Timex:
    dated = _DATED.search(b.span.of(text)) or b is not as_read
    if not (a.start and a.end and b.start and dated) or not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", a.value) or _DATED.search(a.span.of(text)):
        return a
    years = int(b.start[:4]) - int(a.start[:4])
    if _shifted(a.start, years) > b.start:
        years -= 1
    return replace(a, value=f"{int(a.value[:4]) + years}{a.value[4:]}", start=_shifted(a.start, years), end=_shifted(a.end, years)) if years else a


def _shifted(day: str, years: int) -> str:
    d = dt.date.fromisoformat(day)
    return d.replace(year=d.year + years, day=min(d.day, 28) if d.month == 2 else d.day).isoformat()
