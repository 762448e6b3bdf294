"""What readers get and give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from ..errors import InputError, TooLarge
from ..model import Report, Span
from .traced import Traced
from .wire import Wire, wire

Given = Mapping[str, str | None]
DOCUMENT = 64 * 2**20
"""The most bytes that one text, page, feed or mail may have, also after it is unpacked."""


@dataclass(frozen=True, slots=True)
class ReportError:
    """One item that could not be read; the others could."""

    place: str
    error: InputError

    def __str__(self) -> str:
        text = str(self.error)
        return text if text.startswith(self.place) else f"{self.place}: {text}"


@dataclass(frozen=True, slots=True)
class Sourced:
    """A report with the text that it was made of, before markup and transport's remains were taken out."""

    report: Report
    source: str
    origin: Traced = field(repr=False, compare=False)

    def trace(self, span: tuple[int, int]) -> Span:
        """The span of `source` from which a span of `report.text` was made."""
        return self.origin.trace(span)


Item = Sourced | ReportError


@dataclass(frozen=True, slots=True)
class Options:
    """`given` metadata wins over what a document says, `fallback` serves where it says nothing; `columns` names those of tables,
    `charset` the encoding that a server gave for a page."""

    given: Given = field(default_factory=dict)
    fallback: Given = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    charset: str | None = None
    wire: Wire = field(default_factory=wire)

    def over(self, found: Given) -> dict[str, str | None]:
        """Metadata of one document, by rank."""
        return {k: v for rank in (self.fallback, found, self.given) for k, v in rank.items() if v is not None}


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to read (the stream can seek); `place` is named in errors."""

    place: str
    stream: BinaryIO
    options: Options = field(default_factory=Options)

    def head(self, size: int = 4096) -> bytes:
        """The first bytes, left to be read again."""
        at = self.stream.tell()
        data = self.stream.read(size)
        self.stream.seek(at)
        return data

    def data(self) -> bytes:
        """All bytes. Raises TooLarge where they are more than one document should have."""
        data = self.stream.read(DOCUMENT + 1)
        if len(data) > DOCUMENT:
            raise TooLarge(f"{self.place}: more than {DOCUMENT >> 20} MiB. Allowed: documents up to that size; many reports go into JSONL or WARC.")
        return data


Read = Callable[[Source], Iterator[Item]]
