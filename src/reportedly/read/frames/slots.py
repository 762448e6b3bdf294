"""Details of a frame in the making: texts with their places, one a key."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model import Frame, Item, Span
from ...model.frames import Detail, FrameName
from ..context import Context

_EDGE = "\"“”'‘’ ,"


@dataclass(slots=True)
class Slots:
    """The first value of a key stays."""

    ctx: Context
    detail: dict[str, Detail] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def put(self, key: str, value: Detail | None, span: Span | None = None) -> None:
        if value is None or key in self.detail:
            return
        self.detail[key] = value
        if span is not None:
            self.spans[key] = span

    def put_words(self, key: str, first: int, last: int) -> None:
        """A text of tokens `[first, last]`, without quotation marks and commas at its edges."""
        a, b = self.ctx.parse.span(first, last)
        text = self.ctx.text
        while a < b and text[a] in _EDGE:
            a += 1
        while b > a and text[b - 1] in _EDGE:
            b -= 1
        if a < b:
            self.put(key, text[a:b], Span(a, b))

    def frame(self, name: FrameName, items: tuple[Item, ...] = (), status: str | None = None) -> Frame:
        return Frame(name, status, items, tuple(self.detail.items()), tuple(self.spans.items()))
