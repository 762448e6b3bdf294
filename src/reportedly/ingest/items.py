"""What readers get and give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError, TooLarge
from ..model import Report, Span
from .traced import Traced

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
class Source:
    """Bytes to read: `place` is named in errors, `given` metadata wins over what the bytes say, `columns` names those of tables."""

    place: str
    stream: BinaryIO
    given: Given = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    overlays: tuple[Path, ...] = ()

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
