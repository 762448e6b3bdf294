"""Paragraphs that a page, feed, table or mail gives, and its metadata, to a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..model.report import BlockKind
from .assemble import GAP, Part, assemble
from .clean import clean, line
from .items import Options, Sourced
from .markdown import Paragraph, kind_of
from .wire import Wire

_BY = re.compile(r"^by\s+(?=\S)", re.I)
Piece = str | tuple[BlockKind | None, str]
"""A paragraph, with its kind where the format says it."""


def from_paragraphs(body: Iterable[Piece], meta: Mapping[str, str | None], options: Options, captions: Sequence[str] = ()) -> Sourced:
    """The headline first, then the body, then captions. Raises EmptyReport where the body has no text."""
    found = options.over({k: line(v) for k, v in meta.items() if v})
    if found.get("byline"):
        found["byline"] = _BY.sub("", found["byline"] or "")
    title = found.setdefault("title", None)
    pieces = [(kind, p) for kind, p in (_piece(p) for p in body) if p.strip()]
    if title and not any(_same(title, p) for _, p in pieces[:3]):
        pieces.insert(0, (None, title))
    if pieces:
        pieces += (("caption", c) for c in captions)
    source, parts = _laid(pieces, found, options.wire)
    return assemble(source, parts, options.over(found), options.wire)


def _laid(pieces: Sequence[tuple[BlockKind | None, str]], found: dict[str, str | None], wire: Wire) -> tuple[str, list[Part]]:
    parts: list[Part] = []
    at = 0
    for n, (kind, piece) in enumerate(pieces):
        text = clean(piece).shift(at).strip()
        if text.text:
            parts.append(Part(kind or _kind(Paragraph(text), n, parts, found, wire), text))
        at += len(piece) + len(GAP)
    return GAP.join(p for _, p in pieces), parts


def _kind(p: Paragraph, n: int, before: Sequence[Part], found: dict[str, str | None], wire: Wire) -> BlockKind:
    title = found.get("title")
    if title and _same(title, p.text.text) and not any(k in ("title", "paragraph") for k, _ in before):
        return "title"
    return kind_of(p, n, before, found, wire) or "byline"


def _piece(piece: Piece) -> tuple[BlockKind | None, str]:
    """Rows of tables go with the report but are not its prose."""
    if isinstance(piece, tuple):
        return piece
    return ("caption" if piece.startswith("|") and piece.rstrip().endswith("|") else None), piece


def _same(a: str, b: str) -> bool:
    return a.casefold().split() == b.casefold().split()
