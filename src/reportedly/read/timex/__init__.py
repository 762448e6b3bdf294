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

RULES: tuple[Rule, ...] = (*calendar.RULES, *relative.RULES, *quarters.RULES, *amounts.RULES, *clock.RULES)


def find(text: str, blocks: list[Span], published: str | None) -> list[Timex]:
    """The time expressions of a report's blocks, in order, against its date."""
    date = dt.date.fromisoformat(published) if published else None
    out: list[Timex] = []
    mentioned = date
    for block in blocks:
        past = block.start
        for span, found in sorted(_all(text, block, date), key=lambda f: (f[0].start, -f[0].end)):
            if span.start < past:
                continue
            value = found if isinstance(found, tuple) else _anchor(found, mentioned)
            if value is None:
                continue
            kind, v, first, last = value
            out.append(Timex(span, kind, v, first.isoformat() if first else None, last.isoformat() if last else None))
            past = span.end
            if first is not None and kind in ("DATE", "TIME") and v != "PRESENT_REF":
                mentioned = first
    return out


def _anchor(found: Anchored, mentioned: Day | None) -> Valued | None:
    try:
        return found(mentioned) if mentioned else None
    except (ValueError, OverflowError):
        return None


def _all(text: str, block: Span, date: Day | None) -> Iterator[tuple[Span, Valued | Anchored]]:
    low = text[block.start : block.end].lower()
    for rule in RULES:
        if not any(n in low for n in rule.needs):
            continue
        for m in rule.pattern.finditer(text, *block):
            try:
                found = rule.value(At(m, date))
            except (ValueError, OverflowError):  # no such day: 30 February, year 0
                continue
            if found is not None:
                start, end = m.span("x") if "x" in m.re.groupindex and m["x"] is not None else m.span()
                yield Span(start, end), found
