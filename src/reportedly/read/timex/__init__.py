"""TIMEX3 expressions of English news: spans, types, values (ISO-TimeML; TempEval-3 conventions).

All rules run over a block; of overlapping matches the leftmost, then the longest, then the earliest rule wins. Values that need a date are
left out where the report has none. Nothing here needs a parse: tense is read from the words around.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...model import Span, Timex
from . import amounts, calendar, clock, quarters, relative
from .grammar import Anchored, At, Day, Rule, Valued
from .intervals import share_years

RULES: tuple[Rule, ...] = (*quarters.RULES, *calendar.RULES, *relative.RULES, *amounts.RULES, *clock.RULES)
_PIECES = frozenset().union(*(r.needs for r in RULES))


def find(text: str, blocks: list[Span], published: str | None) -> list[Timex]:
    """The time expressions of a report's blocks, in order, against its date."""
    date = dt.date.fromisoformat(published) if published else None
    out: list[Timex] = []
    mentioned = date, date
    """The date mentioned last, and the last that was a day."""
    for block in blocks:
        past = block.start
        for span, found in sorted(_all(text, block, date), key=lambda f: (f[0].start, -f[0].end)):
            if span.start < past:
                continue
            value = _anchor(found, mentioned) if isinstance(found, Anchored) else found
            if value is None:
                continue
            kind, v, first, last = value
            out.append(Timex(span, kind, v, first.isoformat() if first else None, last.isoformat() if last else None))
            past = span.end
            if first is not None and kind in ("DATE", "TIME") and v != "PRESENT_REF":
                mentioned = first, (first if first == last else mentioned[1])
    return share_years(text, out)


def _anchor(found: Anchored, mentioned: tuple[Day | None, Day | None]) -> Valued | None:
    ref = mentioned[found.of_day]
    try:
        return found.value(ref) if ref else None
    except (ValueError, OverflowError):
        return None


def _all(text: str, block: Span, date: Day | None) -> Iterator[tuple[Span, Valued | Anchored]]:
    low = text[block.start : block.end].lower()
    pieces = {p for p in _PIECES if p in low}
    for rule in RULES:
        if pieces.isdisjoint(rule.needs):
            continue
        for m in rule.pattern.finditer(text, *block):
            try:
                found = rule.value(At(m, date))
            except (ValueError, OverflowError):  # no such day: 30 February, year 0
                continue
            if found is not None:
                yield Span(m.end("skip") if rule.skips and m["skip"] else m.start(), m.end()), found
