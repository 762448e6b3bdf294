"""Times of day, vague references, holidays."""

from __future__ import annotations

import datetime as dt

from .grammar import MONTH, WEEKDAY, At, Day, Valued, rule
from .values import month_of, nearest_year, number, one, weekday

_ZONE = r"(?:local time|gmt|e[sd]t|p[sd]t|c[sd]t|m[sd]t|utc|et|ces?t|bst)"


@rule(
    rf"(?:(?P<h>\d{{1,2}})(?::(?P<mi>\d\d))?\s*(?P<ap>a\.?m\.?|p\.?m\.?)|(?P<h2>\d{{1,2}}):(?P<mi2>\d\d)(?:\s*hours)?|(?P<h3>\d{{4}})(?=\s+gmt)|(?P<oc>\w+)\s+o['’]clock)"
    rf"(?:\s+{_ZONE})?(?:,?\s+(?:on\s+)?(?:(?P<wd>{WEEKDAY})|(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})(?!\d)))?",
    needs=".m am pm : gmt clock",
)
def clock(at: At) -> Valued | None:
    hour, minute = _hour(at)
    if at.date is None or not 0 <= hour <= 24 or minute > 59:
        return None
    day = at.date
    if at.m["wd"]:
        day = weekday(at, at.m["wd"])
    elif at.m["m"]:
        month = month_of(at.m["m"])
        day = dt.date(nearest_year(at, month, int(at.m["d"])) or day.year, month, int(at.m["d"]))
    return "TIME", f"{day.isoformat()}T{hour:02}:{minute:02}", day, day


def _hour(at: At) -> tuple[int, int]:
    if at.m["h3"]:
        return int(at.m["h3"][:2]), int(at.m["h3"][2:])
    if at.m["oc"]:
        n = number(at.m["oc"])
        return (-1, 0) if n is None else (int(n), 0)
    hour, minute = int(at.m["h"] or at.m["h2"]), int(at.m["mi"] or at.m["mi2"] or 0)
    if at.m["ap"]:
        hour = hour % 12 + (12 if at.low("ap").startswith("p") else 0)
    return hour, minute


# -- references ------------------------------------------------------------------------------------------------------------


@rule(r"now|currently|(?<!then )current|nowadays|these days|the present", needs="now current days present")
def present(at: At) -> Valued | None:
    return "DATE", "PRESENT_REF", at.date, at.date


@rule(
    r"(?:more\s+)?recently|recent|(?:moments|minutes|hours|days|weeks|months|years|decades|centuries)\s+ago|the (?:recent )?past(?!\s+\w+(?:s|ed)\b)|not long ago",
    needs="recent past ago",
)
def past(at: At) -> Valued | None:
    return "DATE", "PAST_REF", None, None


@rule(
    r"the\s+(?:near\s+|immediate\s+|foreseeable\s+)?future(?!\s+of\b)|the (?:near|short|long) term|a later date",
    needs="future term later",
)
def future(at: At) -> Valued | None:
    return "DATE", "FUTURE_REF", None, None


@rule(
    r"(?:last\s+)?(?:(?P<e>christmas|new year['’]s)(?:\s+(?P<k>eve|day))?|thanksgiving(?:\s+day)?|independence day)|year[ -]end|year['’]s end|(?:the )?end of the year",
    needs="christmas new thanksgiving independence year",
)
def holiday(at: At) -> Valued | None:
    if at.date is None:
        return None
    low = at.m.group().lower()
    if "year-end" in low or "year end" in low or "end of the year" in low or "s end" in low:
        return one(dt.date(at.date.year, 12, 31))
    year = at.date.year - (at.tense == "past" and at.date.month < 6)
    return one(_feast(low.removeprefix("last "), at.low("k"), year))


def _feast(low: str, which: str, year: int) -> Day:
    if low.startswith("thanksgiving"):
        first = dt.date(year, 11, 1)
        return first + dt.timedelta((3 - first.weekday()) % 7 + 21)
    if low.startswith("independence"):
        return dt.date(year, 7, 4)
    if low.startswith("christmas"):
        return dt.date(year, 12, 24 if which == "eve" else 25)
    return dt.date(year, 12, 31) if which == "eve" else dt.date(year + 1, 1, 1)


RULES = (clock, present, past, future, holiday)
