"""TIMEX3 expressions of English news: spans, types, values (ISO-TimeML; TempEval-3 conventions)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from ..model import Span, Timex

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAY = re.compile(r"\b(?:(last|next|this)\s+)?(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b")
_UNIT = re.compile(r"\b(earlier this|later this|last|this|next|past)\s+(week|month|year)\b", re.I)
_MONTH = re.compile(r"\b(?:(last|next|this)\s+)?(January|February|March|April|May|June|July|August|September|October|November|December|Aug|Sept|Oct|Nov|Dec|Jan|Feb)\.?(?:\s+(\d{1,2})(?!\d))?(?:,?\s+(\d{4}))?\b")
_YEAR = re.compile(r"\b(?:in|since|by|until|of)\s+((?:19|20)\d\d)\b")
_DEICTIC = re.compile(r"\b(today|yesterday|tomorrow)\b", re.I)


def find(text: str, block: Span, published: str | None, tense: Callable[[int], str]) -> list[Timex]:
    """Time expressions of one block, in order. `tense(offset)` tells the tense of the clause around an offset."""
    date = dt.date.fromisoformat(published) if published else None
    out: list[Timex] = []
    for x in sorted(_all(text, block, date, tense), key=lambda x: (x.span.start, -x.span.end)):
        if not out or x.span.start >= out[-1].span.end:
            out.append(x)
    return out


def _all(text: str, block: Span, date: dt.date | None, tense: Callable[[int], str]) -> Iterator[Timex]:
    if date is None:
        return
    for m in _WEEKDAY.finditer(text, *block):
        day = _DAYS.index(m[2].lower())
        yield _day(m, _weekday(date, day, m[1], tense(m.start())))
    for m in _DEICTIC.finditer(text, *block):
        yield _day(m, date + dt.timedelta({"today": 0, "yesterday": -1, "tomorrow": 1}[m[1].lower()]))
    for m in _UNIT.finditer(text, *block):
        yield _unit(m, date)
    for m in _MONTH.finditer(text, *block):
        if m[2] == "May" and not (m[3] or m[4] or text[: m.start()].endswith(("in ", "since ", "last "))):
            continue
        month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(m[2][:3].lower()))
        year = int(m[4]) if m[4] else date.year
        if not m[4] and month > date.month and tense(m.start()) != "future":
            year -= 1
        try:
            yield _day(m, dt.date(year, month, int(m[3]))) if m[3] else _month(m, year, month)
        except ValueError:
            continue
    for m in _YEAR.finditer(text, *block):
        yield Timex(Span(*m.span(1)), "DATE", m[1], f"{m[1]}-01-01", f"{m[1]}-12-31")


def _weekday(date: dt.date, day: int, word: str | None, tense: str) -> dt.date:
    back = (date.weekday() - day) % 7
    if (word or "").lower() == "next" or (tense == "future" and (word or "").lower() != "last"):
        return date + dt.timedelta((day - date.weekday()) % 7)
    return date - dt.timedelta(back or (7 if (word or "").lower() == "last" else 0))


def _day(m: re.Match[str], day: dt.date) -> Timex:
    return Timex(Span(*m.span()), "DATE", day.isoformat(), day.isoformat(), day.isoformat())


def _month(m: re.Match[str], year: int, month: int) -> Timex:
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)).isoformat()
    return Timex(Span(*m.span()), "DATE", f"{year}-{month:02}", f"{year}-{month:02}-01", last)


def _unit(m: re.Match[str], date: dt.date) -> Timex:
    word, unit = m[1].lower(), m[2].lower()
    step = -1 if word in ("last", "past") else 1 if word == "next" else 0
    if unit == "week":  # newspaper weeks begin on Sunday
        start = date - dt.timedelta((date.weekday() + 1) % 7) + dt.timedelta(7 * step)
        end, value = start + dt.timedelta(6), f"{start.isocalendar()[0]}-W{(start + dt.timedelta(1)).isocalendar()[1]:02}"
    elif unit == "month":
        k = date.year * 12 + date.month - 1 + step
        start = dt.date(k // 12, k % 12 + 1, 1)
        end = dt.date((k + 1) // 12, (k + 1) % 12 + 1, 1) - dt.timedelta(1)
        value = f"{start.year}-{start.month:02}"
    else:
        start, end, value = dt.date(date.year + step, 1, 1), dt.date(date.year + step, 12, 31), str(date.year + step)
    if word == "earlier this":
        end = date if unit != "week" else date - dt.timedelta(1)
    if word == "later this":
        start = date
    return Timex(Span(*m.span()), "DATE", value, start.isoformat(), end.isoformat())
