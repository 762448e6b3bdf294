"""Text that remembers where it came from: every edit keeps, for each character, the span of the source that it stands for."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..model import Span

_INDEX = "I"


@dataclass(frozen=True, slots=True)
class Traced:
    """`text`, and for each of its characters the half-open span of the source; an inserted character has an empty span.

    Starts never fall, so a span of `text` is one span of the source: `source[t.trace(span)]` holds all that the span was made of, and
    between the first and the last character also what was taken out there (marks of emphasis, soft hyphens).
    """

    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def of(cls, text: str) -> Traced:
        """A text that is its own source."""
        return cls(text, array(_INDEX, range(len(text))), array(_INDEX, range(1, len(text) + 1)))

    def trace(self, span: tuple[int, int]) -> Span:
        """The span of the source that a span of `text` was made of."""
        start, end = span
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span [{start}, {end}): allowed are spans inside [0, {len(self.text)}) that are not empty.")
        return Span(self.starts[start], max(self.ends[end - 1], self.starts[start]))

    def cut(self, start: int, end: int) -> Traced:
        """A piece, as slicing gives it, of the same source."""
        return self if start <= 0 and end >= len(self.text) else Traced(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def shift(self, by: int) -> Traced:
        """The same text where its source stands `by` characters further on, in a longer source."""
        return Traced(self.text, array(_INDEX, (n + by for n in self.starts)), array(_INDEX, (n + by for n in self.ends)))

    def strip(self, edge: str | None = None) -> Traced:
        left = len(self.text) - len(self.text.lstrip(edge))
        return self.cut(left, max(left, len(self.text.rstrip(edge))))

    def edit(self, edits: Iterable[tuple[int, int, str]]) -> Traced:
        """Pieces [start, end) replaced, in order and without overlap. Each new character stands for the whole piece that it replaces."""
        parts: list[str] = []
        starts, ends = array(_INDEX), array(_INDEX)
        at = 0
        for start, end, new in edits:
            parts += (self.text[at:start], new)
            starts += self.starts[at:start]
            ends += self.ends[at:start]
            if new:
                first = self._edge(start)
                starts += array(_INDEX, [first]) * len(new)
                ends += array(_INDEX, [self.ends[end - 1] if end > start else first]) * len(new)
            at = end
        if not parts:
            return self
        return Traced("".join(parts) + self.text[at:], starts + self.starts[at:], ends + self.ends[at:])

    def sub(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Traced:
        """`pattern.sub` for a fixed text or a function of the match."""
        found = ((m.start(), m.end(), new if isinstance(new, str) else new(m)) for m in pattern.finditer(self.text))
        return self.edit((s, e, n) for s, e, n in found if self.text[s:e] != n)

    def keep(self, pattern: re.Pattern[str], group: int) -> Traced:
        """Of every match only one group is kept, and keeps its places."""
        cuts: list[tuple[int, int, str]] = []
        for m in pattern.finditer(self.text):
            cuts += [(m.start(), m.start(group), ""), (m.end(group), m.end(), "")]
        return self.edit(cuts)

    def _edge(self, at: int) -> int:
        """Where in the source an insertion before `at` stands."""
        if at < len(self.starts):
            return self.starts[at]
        return self.ends[-1] if self.ends else 0


def join(pieces: Iterable[Traced], between: str) -> Traced:
    """Pieces of one source, in its order, laid one after the other; what is put between has no source."""
    parts: list[str] = []
    starts, ends = array(_INDEX), array(_INDEX)
    for piece in pieces:
        if parts and between:
            at = ends[-1] if ends else 0
            parts.append(between)
            starts += array(_INDEX, [at]) * len(between)
            ends += array(_INDEX, [at]) * len(between)
        parts.append(piece.text)
        starts += piece.starts
        ends += piece.ends
    return Traced("".join(parts), starts, ends)
