"""Half-open spans of code points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """`[start, end)` in code points of a report's text; never empty in a record."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def tidy(spans: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Sorted spans, overlapping or touching ones joined, empty ones dropped."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if out and start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, end))
        else:
            out.append(Span(start, end))
    return tuple(out)


def trim(text: str, start: int, end: int, edge: str = " \t\n\r\xa0") -> tuple[int, int]:
    """The span without characters of `edge` at its ends (may come out empty)."""
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    return start, end
