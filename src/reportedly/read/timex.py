"""TIMEX3 expressions of English news: spans, types, values (ISO-TimeML; TempEval-3 conventions).

A rule is a pattern and a function from its match to (type, value, first day, last day). All rules run over a block; of overlapping matches
the leftmost, then the longest wins. Values that need a date are left out where the report has none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..model import Span, Timex
from .numbers import NUMBERS

Day = dt.date
Valued = tuple[str, str, Day | None, Day | None]
"""(type, value, first day, last day)"""

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_COUNTS = NUMBERS | {"hundred": 100, "a": 1, "an": 1, "dozen": 12}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4}
UNITS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
    "weekend": "WE",
}
PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "noon": "T12:00",
    "midnight": "T24:00",
    "dawn": "MO",
    "dusk": "EV",
    "midday": "T12:00",
}
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}

_D = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_M = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan\.?|feb\.?|mar\.|apr\.?|jun\.|jul\.|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
_N = r"(?:\d{1,4}(?:\.\d)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|a dozen|a hundred)"
_VAGUE = r"(?:several|some|a few|few|many|a couple of|a number of|countless|recent|dozens of|hundreds of)"
_U = r"(?:second|minute|hour|day|night|week|month|quarter|year|decade|weekend)"
_UP = r"(?:centuries|century|" + _U + r"s?)"
_Y = r"(?:1[5-9]\d\d|20\d\d)"
_P = r"(?:morning|afternoon|evening|night)"
_MORE = r"(?:(?:about|around|nearly|almost|more than|less than|at least|at most|up to|roughly|approximately|some|no more than|just over|just under|only)\s+)?"
_EDGE = r"(?:early|late|mid|the (?:beginning|start|end|middle|close) of|early in|late in|by the end of)"


@dataclass(frozen=True, slots=True)
class At:
    """What a value depends on besides the match."""

    date: Day | None
    tense: Callable[[int], str]


Value = Callable[[re.Match[str], At], Valued | None]
RULES: list[tuple[re.Pattern[str], tuple[str, ...], Value]] = []
"""(pattern, words of which one must stand in the text, value)"""

_MONTH_WORDS = " ".join([*(m[:3] for m in MONTHS)])
_UNIT_WORDS = "second minute hour day night week month quarter year decade centur"


def rule(pattern: str, needs: str) -> Callable[[Value], Value]:
    """Register a rule; `pattern` is matched without regard to case, at word borders, where one of the pieces in `needs` stands in the text."""

    def keep(f: Value) -> Value:
        RULES.append((re.compile(r"(?<![\w$£€.,'’-])(?:" + pattern + r")(?![\w])", re.I), tuple(needs.split()), f))
        return f

    return keep


def find(text: str, block: Span, published: str | None, tense: Callable[[int], str]) -> list[Timex]:
    """Time expressions of one block, in order. `tense(offset)` tells the tense of the clause around an offset."""
    at = At(dt.date.fromisoformat(published) if published else None, tense)
    out: list[Timex] = []
    for x in sorted(_all(text, block, at), key=lambda x: (x.span.start, -x.span.end)):
        if not out or x.span.start >= out[-1].span.end:
            out.append(x)
    return out


def _all(text: str, block: Span, at: At) -> Iterator[Timex]:
    low = text[block.start : block.end].lower()
    for pattern, needs, value in RULES:
        if not any(n in low for n in needs):
            continue
        for m in pattern.finditer(text, *block):
            try:
                found = value(m, at)
            except (ValueError, OverflowError):  # no such day: 30 February, year 0
                continue
            if found is not None:
                kind, v, first, last = found
                start, end = m.span("x") if "x" in m.re.groupindex and m["x"] is not None else m.span()
                yield Timex(Span(start, end), kind, v, first.isoformat() if first else None, last.isoformat() if last else None)  # type: ignore[arg-type]


# -- values ------------------------------------------------------------------------------------------------------------


def number(text: str) -> float | None:
    """`three`, `24`, `twenty-one`, `a dozen` as a number."""
    low = text.lower().strip()
    if re.fullmatch(r"\d+(\.\d+)?", low):
        return float(low)
    parts = [p for p in re.split(r"[- ]", low) if p]
    if all(p in _COUNTS for p in parts):
        values = [_COUNTS[p] for p in parts]
        return float(values[0] * values[1]) if values[-1] in (12, 100) and len(values) == 2 else float(sum(values))
    return None


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


def _one(day: Day) -> Valued:
    return "DATE", day.isoformat(), day, day


def _back(date: Day, unit: str, n: float) -> Valued | None:
    """The day, week, month or year `n` units before `date` (after it, if negative)."""
    k = int(n)
    if unit == "D":
        return _one(date - dt.timedelta(k))
    if unit == "W":
        day = date - dt.timedelta(7 * k)
        return "DATE", iso_week(day), *week_span(day)
    if unit == "M":
        m = date.year * 12 + date.month - 1 - k
        first, last = month_span(m // 12, m % 12 + 1)
        return "DATE", f"{m // 12}-{m % 12 + 1:02}", first, last
    if unit == "Q":
        q = date.year * 4 + (date.month - 1) // 3 - k
        return _quarter(q // 4, q % 4 + 1)
    if unit == "Y":
        return "DATE", f"{date.year - k:04}", *year_span(date.year - k)
    if unit == "E":
        y = date.year - 10 * k
        return "DATE", f"{y:04}", *year_span(y)
    return None


def _quarter(year: int, quarter: int) -> Valued:
    return "DATE", f"{year}-Q{quarter}", month_span(year, 3 * quarter - 2)[0], month_span(year, 3 * quarter)[1]


def _unit(word: str) -> str:
    low = word.lower()
    return UNITS["century" if low.startswith("centur") else low.rstrip("s")]


def _duration(n: float | None, unit: str) -> str:
    amount = "X" if n is None else f"{n:g}"
    if unit in ("H", "S") or unit == "MIN":
        return f"PT{amount}{'M' if unit == 'MIN' else unit}"
    if unit == "E":
        return f"P{amount}E" if n is None else f"P{10 * n:g}Y"
    if unit == "C":
        return f"P{amount}C" if n is None else f"P{100 * n:g}Y"
    return f"P{amount}{unit}"


def _length(n: float | None, word: str) -> str:
    low = word.lower().rstrip("s")
    return _duration(n, "MIN" if low == "minute" else _unit(word))


def _with_year(month: int, day: int | None, at: At, pos: int) -> int | None:
    """The year of a bare month or day: the nearest one that the tense allows."""
    if at.date is None:
        return None
    tense = at.tense(pos)
    best = None
    for year in (at.date.year - 1, at.date.year, at.date.year + 1):
        first, last = month_span(year, month) if day is None else (dt.date(year, month, min(day, 28)),) * 2
        if tense == "past" and first > at.date + dt.timedelta(7 if day else 0):
            continue
        if tense == "future" and last < at.date:
            continue
        gap = abs((first - at.date).days)
        if best is None or gap < best[0]:
            best = (gap, year)
    return best[1] if best else at.date.year


def weekday(at: At, name: str, pos: int, rel: str = "") -> Day:
    """The day a weekday's name means: the last one in the past tense (the report's own day counts), the next one in the future."""
    assert at.date is not None
    back = (at.date.weekday() - DAYS.index(name.lower())) % 7
    if rel in ("next", "this coming"):
        return at.date + dt.timedelta((7 - back) % 7 or 7)
    if rel in ("last", "this past"):
        return at.date - dt.timedelta(back or 7)
    if at.tense(pos) == "future" and back:
        return at.date + dt.timedelta(7 - back)
    return at.date - dt.timedelta(back)


# -- calendar ------------------------------------------------------------------------------------------------------------


@rule(rf"(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)", needs="-")
def _iso(m: re.Match[str], at: At) -> Valued | None:
    return _one(dt.date(int(m["y"]), int(m["m"]), int(m["d"])))


@rule(r"(?P<m>\d{1,2})[/-](?P<d>\d{1,2})[/-](?P<y>\d{4}|\d\d)", needs="/ -")
def _slashed(m: re.Match[str], at: At) -> Valued | None:
    y = int(m["y"])
    y += 0 if y > 99 else (1900 if y > 40 else 2000)
    return _one(dt.date(y, int(m["m"]), int(m["d"])))


@rule(
    rf"(?:(?P<w>{_D}),?\s+)?(?P<m>{_M})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:\d|,\d)(?:,?\s+(?P<y>{_Y}))?(?:,\s+(?P<late>early|late))?",
    needs=_MONTH_WORDS,
)
def _month_day(m: re.Match[str], at: At) -> Valued | None:
    month, day = month_of(m["m"]), int(m["d"])
    year = int(m["y"]) if m["y"] else _with_year(month, day, at, m.start())
    return _one(dt.date(year, month, day)) if year and 1 <= day <= 31 else None


@rule(rf"(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?", needs=_MONTH_WORDS)
def _day_month(m: re.Match[str], at: At) -> Valued | None:
    month, day = month_of(m["m"]), int(m["d"])
    if m["m"].lower() == "may" and not m["m"][0].isupper():
        return None
    year = int(m["y"]) if m["y"] else _with_year(month, day, at, m.start())
    return _one(dt.date(year, month, day)) if year and 1 <= day <= 31 else None


@rule(
    rf"(?:(?P<q>{_EDGE})[ -]?)?(?:(?P<rel>last|next|this|this past|this coming)\s+)?(?P<m>{_M})(?:,?\s+(?:of\s+)?(?P<y>{_Y}|last year|next year|this year))?",
    needs=_MONTH_WORDS,
)
def _month(m: re.Match[str], at: At) -> Valued | None:
    word = m["m"]
    if word.lower() in ("may", "march", "mar.", "sep", "jan", "dec", "nov", "oct", "aug", "feb", "apr") and (
        not word[0].isupper() or (word.lower() == "may" and not _may(m))
    ):
        return None
    month = month_of(word)
    year: int | None
    if m["y"]:
        relative = {"last year": -1, "this year": 0, "next year": 1}.get(m["y"].lower())
        if relative is not None and at.date is None:
            return None
        year = int(m["y"]) if relative is None else at.date.year + relative  # type: ignore[union-attr]
    elif at.date is None:
        return None
    elif (m["rel"] or "").lower().endswith(("last", "past")):
        year = at.date.year if month < at.date.month else at.date.year - 1
    elif (m["rel"] or "").lower() in ("next", "this coming"):
        year = at.date.year if month > at.date.month else at.date.year + 1
    elif m["rel"]:
        year = at.date.year
    else:
        year = _with_year(month, None, at, m.start())
    if year is None:
        return None
    return "DATE", f"{year}-{month:02}", *month_span(year, month)


def _may(m: re.Match[str]) -> bool:
    """Is `May` the month here? With a year or qualifier, or after a preposition."""
    return (
        bool(m["y"] or m["q"] or m["rel"])
        or re.search(r"(?:\b(?:in|since|until|by|of|from|to|and|during|before|after|through)|-)\s*$", m.string[max(0, m.start() - 9) : m.start()])
        is not None
    )


@rule(
    rf"(?:(?P<q>{_EDGE})[ -]?)?(?:fiscal\s+|fiscal year\s+|the year\s+)?(?P<y>{_Y})(?!\s*(?:percent|%|people|miles|dollars|troops|soldiers|men|women|pounds|feet|tons|shares|points))(?![,.]\d)",
    needs="1 2",
)
def _year(m: re.Match[str], at: At) -> Valued | None:
    y = int(m["y"])
    if y < 1900 and not re.search(r"\b(?:in|since|from|until|of|by|to)\s+$", m.string[max(0, m.start() - 7) : m.start()]):
        return None
    return "DATE", m["y"], *year_span(y)


@rule(r"(?:the\s+)?(?:(?:early|late|mid)[ -]?)?(?P<y>1[89]\d|20\d)0s", needs="0s")
def _decade(m: re.Match[str], at: At) -> Valued | None:
    y = int(m["y"] + "0")
    return "DATE", f"{m['y']}X", dt.date(y, 1, 1), dt.date(y + 9, 12, 31)


@rule(
    r"(?:the\s+)?(?:(?:early|late|mid)[ -]?)?['’](?P<y>\d)0s|(?:the\s+)?(?:(?:early|late|mid)[ -]?)?(?P<w>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
    needs="ies 0s",
)
def _short_decade(m: re.Match[str], at: At) -> Valued | None:
    n = (
        int(m["y"])
        if m["y"]
        else ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"].index(m["w"].lower()) + 2
    )
    return "DATE", f"19{n}X", dt.date(1900 + 10 * n, 1, 1), dt.date(1909 + 10 * n, 12, 31)


@rule(r"(?:the\s+)?(?P<c>\d{1,2})(?:st|nd|rd|th)[ -]century", needs="century")
def _century(m: re.Match[str], at: At) -> Valued | None:
    return "DATE", f"{int(m['c']) - 1:02}", None, None


@rule(rf"(?:(?P<rel>last|next|this|this past|this coming|early|late)\s+)?(?P<d>{_D})(?:\s+(?P<p>{_P}))?", needs="day")
def _weekday(m: re.Match[str], at: At) -> Valued | None:
    if at.date is None:
        return None
    found = weekday(at, m["d"], m.start(), (m["rel"] or "").lower())
    if m["p"]:
        return "TIME", f"{found.isoformat()}T{PARTS[m['p'].lower()]}", found, found
    return _one(found)


@rule(r"(?:(?P<r>last|next|this|the past|the last|the coming|early|late|the previous|the following|the)\s+)?weekend", needs="weekend")
def _weekend(m: re.Match[str], at: At) -> Valued | None:
    if at.date is None or (m["r"] is None):
        return None
    rel = m["r"].lower()
    future = rel in ("next", "the coming") or (rel in ("this", "the") and at.tense(m.start()) == "future")
    saturday = at.date - dt.timedelta((at.date.weekday() - 5) % 7)
    saturday += dt.timedelta(7) if future else dt.timedelta(0)
    return "DATE", iso_week(saturday) + "-WE", saturday, saturday + dt.timedelta(1)


# -- deictic -------------------------------------------------------------------------------------------------------------


@rule(
    rf"(?:(?:early|late|earlier|later)\s+)?(?P<d>today|yesterday|tomorrow)(?:\s+(?P<p>{_P}))?|(?P<t>tonight)|the day (?P<b>before yesterday|after tomorrow)",
    needs="today yesterday tomorrow tonight",
)
def _deictic(m: re.Match[str], at: At) -> Valued | None:
    if at.date is None:
        return None
    step = (
        {"before yesterday": -2, "after tomorrow": 2}[m["b"].lower()]
        if m["b"]
        else {"today": 0, "yesterday": -1, "tomorrow": 1}.get((m["d"] or "today").lower(), 0)
    )
    day = at.date + dt.timedelta(step)
    if m["t"]:
        return "TIME", f"{day.isoformat()}TNI", day, day
    if m["p"]:
        return "TIME", f"{day.isoformat()}T{PARTS[m['p'].lower()]}", day, day
    return _one(day)


@rule(
    rf"(?P<r>this|last|the)\s+(?P<p>{_P})|(?P<n>noon|midnight|midday)(?:\s+(?:on\s+)?(?P<wd>{_D}))?",
    needs="morning afternoon evening night noon midday",
)
def _part(m: re.Match[str], at: At) -> Valued | None:
    if at.date is None:
        return None
    if m["n"]:
        day = weekday(at, m["wd"], m.start()) if m["wd"] else at.date
        return "TIME", day.isoformat() + PARTS[m["n"].lower()], day, day
    if m["r"].lower() == "the":
        return None
    day = at.date - dt.timedelta(m["r"].lower() == "last" and m["p"].lower() == "night")
    return "TIME", f"{day.isoformat()}T{PARTS[m['p'].lower()]}", day, day


@rule(
    r"(?:(?P<e>earlier|later|early|late|mid|sometime|the end of|by the end of)[ -])?(?P<r>this|last|next|the past|the previous|the following|the current|past|this past|the coming|the latest|that|the same|same)\s+(?P<u>week|month|quarter|year|decade|century|day)(?![-\w])(?!['’]s)",
    needs="week month quarter year decade century day",
)
def _relative_unit(m: re.Match[str], at: At) -> Valued | None:
    if at.date is None:
        return None
    rel, u = m["r"].lower(), UNITS[m["u"].lower()]
    if rel in ("that", "the same", "same", "the following"):
        return None if u not in ("D",) or rel == "the following" else ("DATE", f"{at.date.year}-XX-XX", None, None)
    if u == "C":
        return "DATE", str(at.date.year // 100), None, None
    step = {"last": 1, "past": 1, "the past": 1, "this past": 1, "the previous": 1, "next": -1, "the coming": -1, "the latest": 1}.get(rel, 0)
    if u == "E":
        y = at.date.year // 10 - step
        return "DATE", f"{y}X", dt.date(10 * y, 1, 1), dt.date(10 * y + 9, 12, 31)
    found = _back(at.date, u, step)
    if found is None:
        return None
    kind, value, first, last = found
    edge = (m["e"] or "").lower()
    if edge in ("earlier", "early") and step == 0 and first:
        if first >= at.date:  # on the first day of a week `earlier this week` is the week that has just ended
            first, last = first - dt.timedelta(7), at.date - dt.timedelta(1)
        else:
            last = at.date - dt.timedelta(1) if u == "W" else at.date
    elif edge in ("later", "late") and step == 0:
        first = at.date
    return kind, value, first, last


@rule(
    rf"(?:(?P<e>early|late|mid|earlier)[ -])?(?:(?P<r>last|next|this|the|this past)\s+)(?P<s>spring|summer|fall|autumn|winter)(?:\s+of)?(?:\s+(?P<y>{_Y}))?|(?P<s2>spring|summer|fall|autumn|winter)\s+(?:of\s+)?(?P<y2>{_Y})",
    needs="spring summer fall autumn winter",
)
def _season(m: re.Match[str], at: At) -> Valued | None:
    code = SEASONS[(m["s"] or m["s2"]).lower()]
    given = m["y"] or m["y2"]
    a, b = _SEASON_MONTHS[code]
    if given:
        year = int(given)
    elif at.date is None or (m["r"] or "").lower() == "the":
        return None
    else:
        year = at.date.year
        over = at.date.month > (b if b >= a else 2)
        if (m["r"] or "").lower() in ("last", "this past"):
            year -= 0 if over and code != "WI" else 1
        elif (m["r"] or "").lower() == "next":
            year += 1 if at.date.month >= a else 0
    first, last = month_span(year, a)[0], month_span(year + (b < a), b)[1]
    return "DATE", f"{year}-{code}", first, last


@rule(
    rf"(?:the\s+)?(?:(?P<which>last|this|next)\s+year['’]s\s+)?(?:fiscal\s+)?(?P<q>first|second|third|fourth|1st|2nd|3rd|4th|final)[ -]quarter(?:\s+of\s+(?P<y>{_Y}|last year|this year|next year))?",
    needs="quarter",
)
def _numbered_quarter(m: re.Match[str], at: At) -> Valued | None:
    q = ORDINALS[m["q"].lower()]
    words = {"last": -1, "this": 0, "next": 1, "last year": -1, "this year": 0, "next year": 1}
    if m["y"] and m["y"].isdigit():
        return _quarter(int(m["y"]), q)
    if at.date is None:
        return None
    rel = m["which"] or m["y"]
    if rel:
        return _quarter(at.date.year + words[rel.lower()], q)
    year = at.date.year
    ahead = q - ((at.date.month - 1) // 3 + 1)
    if ahead > 1 or (ahead > 0 and at.tense(m.start()) == "past"):
        year -= 1
    return _quarter(year, q)


@rule(
    r"(?:the|that)\s+(?:latest\s+|most recent\s+)?(?P<w>quarter|period|year|week)(?!\s+(?:of|ago|earlier|before|in|when))",
    needs="quarter period year week",
)
def _quarter_alone(m: re.Match[str], at: At) -> Valued | None:
    if at.date is None or (m["w"].lower() == "period" and "latest" not in m.group().lower()):
        return None
    if m["w"].lower() == "year":
        return "DURATION", "P1Y", *year_span(at.date.year)
    return _back(at.date, "W", 0) if m["w"].lower() == "week" else _back(at.date, "Q", 1)


@rule(r"(?:the\s+|a\s+)?year[ -](?P<w>earlier|ago)(?:\s+(?:quarter|period))?", needs="year")
def _year_earlier(m: re.Match[str], at: At) -> Valued | None:
    if at.date is None:
        return None
    q = at.date.year * 4 + (at.date.month - 1) // 3 - 5
    quarterly = re.search(r"quarter", m.string[max(0, m.start() - 600) : m.end() + 20], re.I)
    return _quarter(q // 4, q % 4 + 1) if quarterly else _back(at.date, "Y", 1)


@rule(
    rf"{_MORE}(?P<n>{_N}|a|an|{_VAGUE}|half a)\s+(?P<u>{_UP})\s+(?P<dir>ago|earlier|before|later|hence|from now|from today|back)",
    needs="ago earlier before later hence from back",
)
def _ago(m: re.Match[str], at: At) -> Valued | None:
    if at.date is None:
        return None
    n = number(m["n"])
    unit = _unit(m["u"])
    ahead = m["dir"].lower() in ("later", "hence", "from now", "from today")
    if m["dir"].lower() in ("before", "later") and not (
        n is not None and n == int(n) and m["n"].lower() in ("a", "an", "one") and m["dir"].lower() == "before"
    ):
        return None if m["dir"].lower() == "before" else _vague_later(m, at, n, unit)
    if n is None:
        return "DATE", "PAST_REF" if not ahead else "FUTURE_REF", None, None
    if unit in ("H", "S") or m["u"].lower().startswith("minute"):
        return "TIME", at.date.isoformat(), at.date, at.date
    return _back(at.date, unit, -n if ahead else n)


def _vague_later(m: re.Match[str], at: At, n: float | None, unit: str) -> Valued | None:
    return ("DATE", "FUTURE_REF" if at.tense(m.start()) == "future" else "PAST_REF", None, None) if n is None else None


# -- durations and sets ----------------------------------------------------------------------------------------------------


@rule(rf"(?P<n>{_N})(?:[- ]?plus)?[- ](?P<u>{_U})(?:[- ](?:long|old))?(?!s)", needs=_UNIT_WORDS)
def _hyphen_duration(m: re.Match[str], at: At) -> Valued | None:
    if m.group().lower().endswith(("old",)) or ("-" not in m.group() and " " in m.group() and number(m["n"]) not in (1.0,)):
        return None
    n = number(m["n"])
    return ("DURATION", _length(n, m["u"]), None, None) if n is not None and m["u"].lower() not in ("second", "quarter", "night", "weekend") else None


@rule(
    rf"{_MORE}(?P<pre>(?:the|these|those)\s+(?:(?:first|last|past|next|final|coming|previous|latest|following)\s+)?|(?:last|past|next|another)\s+)?(?P<n>{_N})\s+(?:and a half\s+|1/2\s+)?(?:(?:more|full|straight|consecutive|whole|long)\s+)?(?P<u>{_U}s|centuries)(?!\s+(?:ago|earlier)\b)",
    needs=_UNIT_WORDS,
)
def _counted(m: re.Match[str], at: At) -> Valued | None:
    n = number(m["n"])
    if n is None or (m["u"].lower() in ("seconds", "quarters", "weekends", "nights") and n > 100):
        return None
    if re.match(r"\s+old\b", m.string[m.end() : m.end() + 5]):
        return None
    value = _length(n, m["u"])
    first = last = None
    pre = (m["pre"] or "").lower()
    if at.date is not None and ("past" in pre or "last" in pre) and _unit(m["u"]) in "DWMY":
        found = _back(at.date, _unit(m["u"]), n)
        first, last = (found[2], at.date) if found else (None, None)
    return "DURATION", value, first, last


@rule(
    rf"{_MORE}(?P<n>a|an|one|half a|half an|an entire|a full|a whole|each)\s+(?P<u>minute|hour|day|week|month|year|decade|century)(?!\s+(?:ago|earlier|before|later|from|old)\b)(?![-\w])",
    needs=_UNIT_WORDS,
)
def _single(m: re.Match[str], at: At) -> Valued | None:
    low = m["n"].lower()
    if low == "each":
        return "SET", _length(1, m["u"]), None, None
    before = m.string[max(0, m.start() - 12) : m.start()].lower()
    if low in ("a", "an") and re.search(r"(?:times|once|twice|percent|%|\d|each|dollars|million|billion|cents|barrels)\s*,?\s*$", before):
        return "SET", _length(1, m["u"]), None, None
    return "DURATION", _length(0.5 if "half" in low else 1, m["u"]), None, None


@rule(
    rf"(?P<v>several|many|a few|a couple of|some|dozens of|hundreds of|thousands of)\s+(?P<u>{_U}s|centuries)(?!\s+(?:ago|earlier)\b)",
    needs=_UNIT_WORDS,
)
def _vague_duration(m: re.Match[str], at: At) -> Valued | None:
    if m["u"].lower() in ("seconds", "nights", "quarters", "weekends"):
        return None
    return "DURATION", _length(2 if "couple" in m["v"].lower() else None, m["u"]), None, None


@rule(
    r"(?P<r>recent|the past few|the last few|the past several|the last several|the next few|the coming|coming|the past couple of)\s+(?P<u>days|weeks|months|years|decades|hours)",
    needs=_UNIT_WORDS,
)
def _recent(m: re.Match[str], at: At) -> Valued | None:
    first = last = None
    if at.date is not None and "next" not in m["r"].lower() and "coming" not in m["r"].lower():
        unit = _unit(m["u"])
        found = _back(at.date, unit, 3) if unit in "DWMY" else None
        first, last = (found[2], at.date) if found else (None, None)
    return "DURATION", _length(None, m["u"]), first, last


@rule(
    r"(?:for\s+)?(?P<x>(?P<u>decades|centuries|years|months|weeks|days|hours|minutes))(?!\s+(?:ago|earlier|later|before|after|old|of)\b)",
    needs=_UNIT_WORDS,
)
def _bare_plural(m: re.Match[str], at: At) -> Valued | None:
    before = m.string[max(0, m.start("x") - 16) : m.start("x")].lower()
    if not re.search(r"\b(?:for|in|of|after|over|through|within|took|take|spent|last|lasted)\s+$", before + "") and not m.group().lower().startswith(
        "for"
    ):
        return None
    return "DURATION", _length(None, m["u"]), None, None


@rule(
    r"daily(?!\s+(?:newspaper|paper|life))|every\s+(?P<n>other\s+|two\s+|three\s+|few\s+)?(?P<u>day|week|month|year|hour|morning|night|weekend|quarter)s?|weekly|monthly|yearly|annually|hourly|nightly|once a (?P<u2>day|week|month|year)",
    needs="daily every ly once",
)
def _set(m: re.Match[str], at: At) -> Valued | None:
    low = m.group().lower()
    fixed = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H", "nightly": "P1D"}
    if low in fixed:
        return "SET", fixed[low], None, None
    unit = (m["u"] or m["u2"]).lower()
    if unit in ("morning", "night"):
        return "SET", "XXXX-XX-XXT" + PARTS[unit], None, None
    n = {"other": 2.0, "two": 2.0, "three": 3.0}.get((m["n"] or "").strip().lower(), 1.0)
    return "SET", _length(n, unit), None, None


@rule(rf"every\s+(?P<d>{_D})|(?P<p>{_D}s)", needs="day")
def _every_weekday(m: re.Match[str], at: At) -> Valued | None:
    day = (m["d"] or m["p"]).lower().removesuffix("s") if m["p"] else m["d"].lower()
    return "SET", f"XXXX-WXX-{DAYS.index(day) + 1}", None, None


# -- clock -----------------------------------------------------------------------------------------------------------------


@rule(
    r"(?P<h>\d{1,2})(?::(?P<mi>\d\d))?\s*(?P<ap>a\.?m\.?|p\.?m\.?)(?:\s+(?:local time|gmt|est|edt|pst|pdt|utc|et|cet|bst))?(?:\s+(?:on\s+)?(?P<wd>mon|tues|wednes|thurs|fri|satur|sun)day)?|(?P<h2>\d{1,2}):(?P<mi2>\d\d)(?:\s*(?:gmt|local time|hours|utc))?|(?P<h3>\d{4})\s+gmt|(?P<oc>\w+)\s+o['’]clock",
    needs="m : gmt clock",
)
def _clock(m: re.Match[str], at: At) -> Valued | None:
    if at.date is None:
        return None
    if m["h3"]:
        hour, minute = int(m["h3"][:2]), int(m["h3"][2:])
    elif m["oc"]:
        n = number(m["oc"])
        if n is None:
            return None
        hour, minute = int(n), 0
    else:
        hour, minute = int(m["h"] or m["h2"]), int(m["mi"] or m["mi2"] or 0)
        if m["ap"]:
            hour = hour % 12 + (12 if m["ap"].lower().startswith("p") else 0)
    if hour > 24 or minute > 59:
        return None
    day = weekday(at, m["wd"] + "day", m.start()) if m["wd"] else at.date
    return "TIME", f"{day.isoformat()}T{hour:02}:{minute:02}", day, day


# -- references ------------------------------------------------------------------------------------------------------------


@rule(r"now|currently|current|nowadays|these days|the present", needs="now current days present")
def _present(m: re.Match[str], at: At) -> Valued | None:
    return "DATE", "PRESENT_REF", at.date, at.date


@rule(r"recently|recent|the past(?!\s+\w+(?:s|ed)\b)|not long ago|the recent past", needs="recent past ago")
def _past(m: re.Match[str], at: At) -> Valued | None:
    return "DATE", "PAST_REF", None, None


@rule(r"the\s+(?:near\s+|foreseeable\s+)?future", needs="future")
def _future(m: re.Match[str], at: At) -> Valued | None:
    return "DATE", "FUTURE_REF", None, None


@rule(
    r"(?P<e>christmas|new year['’]s)(?:\s+(?P<k>eve|day))?|thanksgiving(?:\s+day)?|independence day|year[ -]end|the end of the year|end of the year",
    needs="christmas new thanksgiving independence year",
)
def _holiday(m: re.Match[str], at: At) -> Valued | None:
    if at.date is None:
        return None
    low = m.group().lower()
    year = at.date.year - (at.tense(m.start()) == "past" and at.date.month < 6)
    if "year-end" in low or "year end" in low or "end of the year" in low:
        return _one(dt.date(at.date.year, 12, 31))
    if low.startswith("thanksgiving"):
        first = dt.date(year, 11, 1)
        return _one(first + dt.timedelta((3 - first.weekday()) % 7 + 21))
    if low.startswith("independence"):
        return _one(dt.date(year, 7, 4))
    if low.startswith("christmas"):
        return _one(dt.date(year, 12, 24 if (m["k"] or "").lower() == "eve" else 25))
    return _one(dt.date(year, 12, 31) if (m["k"] or "").lower() == "eve" else dt.date(year + 1, 1, 1))
