"""Durations and sets: `three days`, `two and a half years`, `every other week`."""

from __future__ import annotations

import re

from .grammar import HALF, MONTH, MORE, NUMBER, PLURALS, UNIT, UNIT_WORDS, WEEKDAY, At, Day, Valued, rule
from .values import DAYS, PARTS, back, length, month_of, number, unit_of

_NOT_COUNTED = frozenset(["second", "quarter", "night", "weekend", "seconds", "nights", "weekends"])


@rule(rf"(?P<n>{NUMBER})(?:[- ]?plus)?[- ](?P<u>{UNIT})(?:[- ]long)?(?!s|[- ]old)", needs=UNIT_WORDS)
def hyphenated(at: At) -> Valued | None:
    """`a five-year plan`; of ages (`five-year-old`) nothing."""
    n = number(at.m["n"])
    if (
        n is None
        or at.low("u") in _NOT_COUNTED
        or ("-" not in at.m.group() and n != 1 and not re.match(r"\s+[a-z]", at.m.string[at.m.end() : at.m.end() + 2]))
    ):
        return None
    return "DURATION", length(n, at.m["u"]), None, None


@rule(
    rf"{MORE}(?P<pre>(?:the|these|those)\s+(?:(?:first|last|past|next|final|coming|previous|latest|following)\s+)?|(?:last|past|next|another)\s+)?(?P<n>{NUMBER})"
    rf"(?:\s+(?:to|or)\s+{NUMBER})?"
    rf"(?P<half>{HALF})?\s+(?:(?:more|full|straight|consecutive|whole|long|trading|business|working)\s+)?(?P<u>{UNIT}s|centuries)(?:\s+or so)?(?!\s+(?:ago|earlier|old)\b)",
    needs=PLURALS,
)
def counted(at: At) -> Valued | None:
    n = number(at.m["n"])
    if n is None or (at.low("u") in _NOT_COUNTED | {"quarters"} and n > 100):
        return None
    first, last = _window(at, at.low("pre"), n + 0.5 * bool(at.m["half"]))
    return "DURATION", length(n + 0.5 * bool(at.m["half"]), at.m["u"]), first, last


def _window(at: At, pre: str, n: float) -> tuple[Day | None, Day | None]:
    """The days of `the past three weeks`; nothing where the words do not tie the stretch to the report."""
    unit = unit_of(at.m["u"])
    if at.date is None or not re.search(r"past|last", pre) or unit not in ("D", "W", "M", "Y"):
        return None, None
    found = back(at.date, unit, n)
    return (found[2], at.date) if found else (None, None)


@rule(
    rf"{MORE}(?P<n>a|an|one|half a|half an|an entire|a full|a whole|an additional|each)\s+(?P<u>minute|hour|day|week|month|year|decade|century)(?P<half>\s+and a half)?"
    r"(?!\s+(?:ago|earlier|from|old)\b)(?![-\w])",
    needs=UNIT_WORDS,
)
def single(at: At) -> Valued | None:
    low = at.low("n")
    if low == "each" or (low in ("a", "an") and _rate(at)):
        return "SET", length(1, at.m["u"]), None, None
    return "DURATION", length((0.5 if "half" in low else 1) + 0.5 * bool(at.m["half"]), at.m["u"]), None, None


def _rate(at: At) -> bool:
    """`twice a week`, `$500 million a year`."""
    return re.search(r"(?:times|once|twice|percent|%|\d|each|dollars|million|billion|cents|barrels)\s*,?\s*$", at.before(12), re.I) is not None


@rule(
    rf"(?P<pre>(?:the\s+)?(?:past|last|next|coming)\s+)?(?P<v>several|many|a few|few|a couple of|couple of|some|dozens of|hundreds of|thousands of)"
    rf"(?:\s+more)?\s+(?P<u>{UNIT}s|centuries)(?!\s+(?:ago|earlier)\b)",
    needs="several many few couple some dozens hundreds thousands",
)
def vague(at: At) -> Valued | None:
    if at.low("u") in _NOT_COUNTED or (at.low("v") in ("few", "couple of") and not at.m["pre"]):
        return None
    first, last = _window(at, at.low("pre"), 3)
    return "DURATION", length(2 if "couple" in at.low("v") else None, at.m["u"]), first, last


@rule(rf"(?P<v>several|many)-(?P<u>{UNIT})|(?P<u2>decade|year|month|week|day|hour|centurie)s?-long", needs="several- many- -long")
def vague_hyphenated(at: At) -> Valued | None:
    plural = at.low("u2") and at.m.group().lower().endswith("s-long")
    return "DURATION", length(1 if at.m["u2"] and not plural else None, (at.low("u") or at.low("u2")).replace("centurie", "century")), None, None


@rule(
    r"(?P<r>recent|the coming|coming|past|future|the (?:early|first|final|last))\s+(?P<u>days|weeks|months|years|decades|hours|quarters)(?:\s+and\s+(?:weeks|months|years))?(?!\s+of\b)",
    needs=PLURALS,
)
def recent(at: At) -> Valued | None:
    word = at.low("r")
    if word in ("past", "future"):
        return "DATE", "PAST_REF" if word == "past" else "FUTURE_REF", None, None
    first, last = _window(at, "past" if word == "recent" else "", 3)
    return "DURATION", length(None, at.m["u"]), first, last


@rule(
    r"(?P<skip>for\s+)?(?P<u>decades|centuries|years|months|weeks|days|hours|minutes)(?!\s+(?:ago|earlier|later|before|after|old|of)\b)",
    needs=PLURALS,
)
def bare_plural(at: At) -> Valued | None:
    before = at.m.string[max(0, at.m.start("u") - 16) : at.m.start("u")].lower()
    if not re.search(
        r"\b(?:for|in|of|after|over|through|within|took|take|spent|last|lasted|follows|followed)\s+$", before
    ) and not at.m.group().lower().startswith("for"):
        return None
    return "DURATION", length(None, at.m["u"]), None, None


_FIXED = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H", "nightly": "P1D"}


@rule(
    rf"(?P<f>daily(?!\s+(?:newspaper|paper))|weekly|monthly|yearly|annually|hourly|nightly)"
    rf"|every\s+(?P<n>other\s+|few\s+|{NUMBER}\s+)?(?P<u>day|week|month|year|hour|morning|night|weekend|quarter)s?|once a (?P<u2>day|week|month|year)",
    needs="daily weekly monthly yearly annually hourly nightly every once",
)
def repeated(at: At) -> Valued | None:
    if at.m["f"]:
        return "SET", _FIXED[at.low("f")], None, None
    unit = at.low("u") or at.low("u2")
    if unit in ("morning", "night"):
        return "SET", "XXXX-XX-XX" + PARTS[unit], None, None
    return "SET", length(2.0 if at.low("n").startswith("other") else number(at.m["n"] or "one") or 1.0, unit), None, None


@rule(
    rf"(?:every|each)\s+(?:(?P<d>{WEEKDAY})|(?P<m>{MONTH}))|(?P<p>{WEEKDAY})(?:s|\s+(?P<part>morning|afternoon|evening|night)s)",
    needs="day each every",
)
def every_named(at: At) -> Valued | None:
    if at.m["m"]:
        return "SET", f"XXXX-{month_of(at.m['m']):02}", None, None
    part = PARTS[at.low("part")] if at.m["part"] else ""
    return "SET", f"XXXX-WXX-{DAYS.index(at.low('d') or at.low('p')) + 1}{part}", None, None


RULES = (hyphenated, counted, single, vague, vague_hyphenated, recent, bare_plural, repeated, every_named)
