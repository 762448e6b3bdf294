"""Dates as newsrooms, feeds and archives write them, to ISO 8601 days."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

MONTHS = {
    m: k
    for k, m in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"), 1
    )
}
MONTHS |= {m[:3]: k for m, k in MONTHS.items()} | {"sept": 9}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATE_LINE = re.compile(
    rf"""^\W*(?:(?:published|posted|updated|date)\s*(?:on|at)?\s*:?\s*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?
    (?:(?P<iso>\d{{4}}-\d\d-\d\d)(?:T[\d:.Z+-]+)?
      |(?P<m1>{MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})
      |(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{MONTH})\.?,?\s+(?P<y2>\d{{4}}))
    (?:[\s,|·–-]*(?:at\s+)?\d{{1,2}}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{{2,4}}|GMT[+-]\d+)?)?\W*$""",
    re.I | re.X,
)
_ISO = re.compile(r"^\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_EPOCH = re.compile(r"^-?\d{9,13}(?:\.\d+)?$")


def of_match(m: re.Match[str]) -> str | None:
    """The day of a match of DATE_LINE; nothing where there is no such day."""
    try:
        if m["iso"]:
            return dt.date.fromisoformat(m["iso"]).isoformat()
        year, month, day = (m["y1"], m["m1"], m["d1"]) if m["y1"] else (m["y2"], m["m2"], m["d2"])
        return dt.date(int(year), MONTHS[month.lower().rstrip(".")], int(day)).isoformat()
    except ValueError:
        return None


def day(value: object) -> str | None:
    """The day of a cell or a header: ISO 8601, RFC 5322, a written date, a time stamp, seconds or milliseconds since 1970. Else nothing."""
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d") if value.year >= 1000 else None
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()[:80]
    return _iso(text) or _epoch(text) or _written(text)


def _iso(text: str) -> str | None:
    m = _ISO.match(text)
    try:
        return dt.date(*map(int, m.groups())).isoformat() if m else None
    except ValueError:
        return None


def _epoch(text: str) -> str | None:
    if not _EPOCH.match(text):
        return None
    seconds = float(text)
    try:
        return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds / 1000 if abs(seconds) > 1e11 else seconds)).date().isoformat()
    except OverflowError:
        return None


def _written(text: str) -> str | None:
    m = DATE_LINE.match(text)
    if m:
        return of_match(m)
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
