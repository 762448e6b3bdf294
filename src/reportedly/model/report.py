"""A published text and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

BlockKind = Literal["title", "byline", "dateline", "caption", "paragraph", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a report's text with one function. Only titles and paragraphs are parsed."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One published text with its metadata. `published` is an ISO 8601 date; `language` an ISO 639-1 code."""

    text: str
    id: str = ""
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
