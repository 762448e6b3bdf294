"""Expressions that count from the report's day, or from the date mentioned last."""

from __future__ import annotations

import datetime as dt

from .grammar import MORE, NUMBER, PART, SPELLED_YEAR, UNITS_OR_ONE, VAGUE, WEEKDAY, YEAR, Anchored, At, Day, Valued, rule
from .values import PARTS, back, month_span, number, of_decade, one, part_of, spelled_year, unit_of, weekday, weekday_from

_STEPS = {"yesterday": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}


@rule(
    rf"(?:(?:early|late|earlier|later)\s+)?(?P<d>today|yesterday|tomorrow)(?:\s+(?P<p>{PART}))?|(?P<t>tonight)|the day (?P<b>before yesterday|after tomorrow)",
    needs="today yesterday tomorrow tonight",
)
def deictic(at: At) -> Valued | None:
    if at.date is None:
        return None
    day = at.date + dt.timedelta(_STEPS.get(at.low("b") or at.low("d"), 0))
    if at.m["t"]:
        return part_of(day, "night")
    return part_of(day, at.m["p"]) if at.m["p"] else one(day)


@rule(
    rf"(?:(?:earlier|later)\s+)?(?P<r>this|last)\s+(?P<p>{PART})|(?P<n>noon|midnight|midday)(?:\s+(?:on\s+)?(?P<wd>{WEEKDAY}))?"
    rf"|mid[- ](?P<mid>morning|afternoon)(?:\s+(?P<y>yesterday|today|{WEEKDAY}))?",
    needs="morning afternoon evening night noon midday",
)
def part_of_day(at: At) -> Valued | None:
    if at.date is None:
        return None
    if at.m["n"]:
        day = weekday(at, at.m["wd"]) if at.m["wd"] else at.date
        return "TIME", day.isoformat() + PARTS[at.low("n")], day, day
    if at.m["mid"]:
        named = at.low("y")
        return part_of(
            weekday(at, named) if named.endswith("day") and named not in ("yesterday", "today") else at.date - dt.timedelta(named == "yesterday"),
            at.m["mid"],
        )
    return part_of(at.date - dt.timedelta(at.low("r") == "last"), at.m["p"])


_BACK = {"last": 1, "past": 1, "the past": 1, "this past": 1, "the previous": 1, "next": -1, "the coming": -1, "the latest": 1}


@rule(
    r"(?:(?P<e>earlier|later|early|late|mid|sometime|the end of)[ -])?(?P<r>this|last|next|the past|the previous|the current|past|this past|the coming|the latest)\s+"
    r"(?:fiscal\s+)?(?P<u>week|month|quarter|year|decade|century|day)(?![-\w])",
    needs="week month quarter year decade century day",
)
def relative_unit(at: At) -> Valued | None:
    if at.date is None:
        return None
    rel, unit = at.low("r"), unit_of(at.m["u"])
    if unit == "C":
        return "DATE", str(at.date.year // 100), None, None
    step = _BACK.get(rel, 0)
    if unit == "E":
        return of_decade(at.date.year - 10 * step)
    if rel == "the latest" and unit in ("D", "W", "M"):
        return None
    found = back(at.date, unit, step)
    return None if found is None else _narrowed(found, at.low("e"), step, unit, at.date)


def _narrowed(found: Valued, edge: str, step: int, unit: str, date: Day) -> Valued:
    """`earlier this week` ends with the report's day, `later this week` begins with it."""
    kind, value, first, last = found
    if step or first is None or last is None:
        return found
    if edge in ("earlier", "early"):
        if first >= date:  # on the first day of a week `earlier this week` is the week that has just ended
            return kind, value, first - dt.timedelta(7), date - dt.timedelta(1)
        return kind, value, first, date - dt.timedelta(1) if unit == "W" else date
    return (kind, value, date, last) if edge in ("later", "late") else found


_SEASONS = {"spring": ("SP", 3, 5), "summer": ("SU", 6, 8), "fall": ("FA", 9, 11), "autumn": ("FA", 9, 11), "winter": ("WI", 12, 2)}
_S = "(?:spring|summer|fall|autumn|winter)"


@rule(
    rf"(?:(?P<e>early|late|mid|earlier)[ -])?(?P<r>last|next|this past|this coming|this|the)\s+(?:(?:early|late|mid)[ -])?(?P<s>{_S})(?!\s+(?:meeting|session|games|olympics))"
    rf"(?:\s+of)?(?:\s+(?P<y>{YEAR}|{SPELLED_YEAR}))?|(?P<s2>{_S})\s+(?:of\s+)?(?P<y2>{YEAR})",
    needs="spring summer fall autumn winter",
)
def season(at: At) -> Valued | None:
    code, first_month, last_month = _SEASONS[at.low("s") or at.low("s2")]
    given = at.m["y"] or at.m["y2"]
    if given is None and (at.date is None or (at.low("r") == "the" and at.low("s") == "fall")):  # the fall of a town
        return None
    year = (int(given) if given.isdigit() else spelled_year(given)) if given else _season_year(at, first_month, last_month)
    first, last = month_span(year, first_month)[0], month_span(year + (last_month < first_month), last_month)[1]
    return "DATE", f"{year}-{code}", first, last


def _season_year(at: At, first: int, last: int) -> int:
    assert at.date is not None
    rel, year, month = at.low("r"), at.date.year, at.date.month
    if rel in ("last", "this past"):
        return year - (last < first or month <= last)
    if rel in ("next", "this coming"):
        return year + (month >= first)
    if rel == "the" and at.tense == "past" and month < first:
        return year - 1
    return year


@rule(
    rf"{MORE}(?P<n>{NUMBER}|a|an|{VAGUE}|half a)(?P<half>\s+and a half|\s+1/2)?\s+(?P<u>{UNITS_OR_ONE})(?:\s+or\s+(?:so|two))?\s+(?P<dir>ago|earlier|hence|from now|from today|back)",
    needs="ago earlier hence from back",
)
def ago(at: At) -> Valued | None:
    n, unit, direction = number(at.m["n"]), unit_of(at.m["u"]), at.low("dir")
    if at.date is None or (direction == "back" and at.low("n") in ("a", "an")):
        return None
    ahead = direction in ("hence", "from now", "from today")
    if n is None:
        return "DATE", "FUTURE_REF" if ahead else "PAST_REF", None, None
    if unit in ("H", "S", "MIN"):
        return "TIME", at.date.isoformat(), at.date, at.date
    if unit in ("WE", "C"):
        return None
    return back(at.date, unit, -n if ahead else n)


# -- seen from the date mentioned last -------------------------------------------------------------------------------------

_ONWARD = {"following": -1, "next": -1, "previous": 1, "preceding": 1, "same": 0, "very same": 0, "very": 0, "": 0}


@rule(
    r"(?:(?:earlier|later|early|late)\s+)?(?:(?P<d>that)(?:\s+(?P<same>same|very))?|the\s+(?P<r>following|next|previous|preceding|(?:very\s+)?same))\s+"
    r"(?P<u>day|week|month|year|morning|afternoon|evening|night|weekend)(?![-\w])",
    needs="that_ following next previous preceding same",
)
def anchored_unit(at: At) -> Anchored | None:
    """`the following month`, `that night`: counted from the date mentioned last."""
    step = _ONWARD[at.low("r")]
    word = at.low("u")

    def value(ref: Day) -> Valued | None:
        if word == "weekend":
            saturday = ref + dt.timedelta((5 - ref.weekday()) % 7 - 7 * step)
            return back(saturday, "D", 0)
        if word in ("morning", "afternoon", "evening", "night"):
            return part_of(ref - dt.timedelta(step), word)
        return back(ref, unit_of(word), step)

    return Anchored(value, word not in ("month", "year"))


@rule(r"the day (?P<r>before|after)(?=[.,;]|\s+(?:and|but)\b|\s*$)", needs="day")
def anchored_day(at: At) -> Anchored | None:
    step = 1 if at.low("r") == "before" else -1
    return Anchored(lambda ref: back(ref, "D", step), True)


@rule(rf"the\s+(?P<r>following|next|previous|preceding)\s+(?P<d>{WEEKDAY})", needs="day")
def anchored_weekday(at: At) -> Anchored | None:
    return weekday_from(at.m["d"], -1 if at.low("r") in ("previous", "preceding") else 1)


RULES = (deictic, part_of_day, relative_unit, season, ago, anchored_unit, anchored_day, anchored_weekday)
