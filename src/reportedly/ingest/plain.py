"""Plain text whose every character stays where it is: only blocks are found."""

from __future__ import annotations

import hashlib
import re

from ..model import Block, Report, Span
from .assemble import ENDS, Part
from .markdown import Paragraph, kind_of
from .traced import Traced
from .wire import wire

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?![ \t]*\n)[^\n]*\S[^\n]*)*")


def from_plain(text: str, **given: str | None) -> Report:
    """A report over `text` itself, so that offsets agree with the caller's. Metadata is taken from `given` alone."""
    blocks: list[Block] = []
    found: dict[str, str | None] = {}
    seen: list[Part] = []
    for start, end in pieces(text):
        piece = Traced.of(text[start:end])
        kind = kind_of(Paragraph(piece), len(seen), seen, found, wire()) or "byline"
        last = blocks[-1] if blocks else None
        if last and kind == "paragraph" == last.kind and piece.text[:1].islower() and not ENDS.search(text[last.span.start : last.span.end]):
            blocks[-1] = Block("paragraph", Span(last.span.start, end))
            continue
        blocks.append(Block(kind, Span(start, end)))
        seen.append(Part(kind, piece))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Report(text=text, id=f"sha256:{digest}", blocks=tuple(blocks), **given)


def pieces(text: str) -> list[tuple[int, int]]:
    """Paragraphs: apart by blank lines, or by single line ends where the line before ends a sentence."""
    out = []
    for m in _PARAGRAPH.finditer(text):
        start = m.start()
        for line in re.finditer(r"\n", m.group()):
            at = m.start() + line.start()
            if ENDS.search(text[start:at]):
                out.append((start, at))
                start = at + 1
        out.append((start, m.end()))
    return [(s, e) for s, e in out if text[s:e].strip()]
