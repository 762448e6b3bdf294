"""Paragraphs of known kinds to a report: one text with blocks, datelines and credits split off, the agency found."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from ..errors import EmptyReport
from ..model import Block, Report, Span
from ..model.report import BlockKind
from .items import Given, Sourced
from .traced import Traced, join
from .wire import Wire

GAP = "\n\n"
ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")
KEYS = ("title", "byline", "agency", "outlet", "url", "published", "language")


class Part(NamedTuple):
    kind: BlockKind
    text: Traced


def assemble(source: str, parts: Sequence[Part], meta: Given, tables: Wire) -> Sourced:
    """Lay parts into one text, a blank line between them. Raises EmptyReport where no part has text."""
    parts = joined([p for p in parts if p.text.text])
    if not parts:
        raise EmptyReport("empty: no text in the report. Needed: at least one sentence.")
    origin = join((p.text for p in parts), GAP)
    blocks: list[Block] = []
    found: list[str | None] = []
    at = 0
    for kind, text in parts:
        first = kind == "paragraph" and not any(b.kind == "paragraph" for b in blocks)
        made, agency = _split(kind, text.text, first, tables)
        blocks += (Block(k, Span(at + s, at + e)) for k, s, e in made)
        found.append(agency)
        at += len(text.text) + len(GAP)
    agency = meta.get("agency") or _agency(parts, found, meta, tables)
    return Sourced(_report(origin.text, tuple(blocks), {**meta, "agency": agency}), source, origin)


def _report(text: str, blocks: tuple[Block, ...], meta: Given) -> Report:
    digest = hashlib.sha256("\0".join((meta.get("title") or "", meta.get("published") or "", text)).encode("utf-8", "surrogatepass")).hexdigest()
    return Report(text=text, id=f"sha256:{digest}", blocks=blocks, **{k: meta.get(k) for k in KEYS})


def _split(kind: BlockKind, text: str, first: bool, wire: Wire) -> tuple[list[tuple[BlockKind, int, int]], str | None]:
    """Blocks inside one part (dateline, text, credits at the end), and the agency that dateline or credits name."""
    if kind != "paragraph":
        piece = wire.kind(text) if kind == "boilerplate" else None
        return [(kind, 0, len(text))], piece.agency if piece else None
    line = wire.dateline(text) if first else None
    tail = wire.tail(text)
    start = line.text if line else 0
    end = tail.start if tail and tail.start > start else len(text)
    out: list[tuple[BlockKind, int, int]] = [("dateline", 0, line.end)] if line else []
    body = len(text[:end].rstrip())
    if body > start:
        out.append((kind, start, body if end < len(text) else end))
    if tail and end < len(text):
        out.append((tail.kind, end, len(text)))
    return out, (line.agency if line else None) or (tail.agency if tail else None)


def _agency(parts: Sequence[Part], found: Sequence[str | None], meta: Given, wire: Wire) -> str | None:
    """By dateline, byline, credits, the outlet's name, the lead; in this order."""
    datelines = (a for p, a in zip(parts, found, strict=True) if p.kind == "paragraph")
    lead = next((p.text.text for p in parts if p.kind == "paragraph"), "")
    return next(
        filter(
            None,
            (
                next(filter(None, datelines), None),
                wire.named(meta.get("byline")),
                next(filter(None, found), None),
                wire.spellings.get(meta.get("outlet") or ""),
                wire.lead(lead),
            ),
        ),
        None,
    )


def joined(parts: Sequence[Part]) -> list[Part]:
    """Paragraphs broken in mid-sentence joined again: no end mark before, a lower-case word after."""
    out: list[Part] = []
    for part in parts:
        last = out[-1] if out else None
        if last and part.kind == "paragraph" == last.kind and part.text.text[:1].islower() and not ENDS.search(last.text.text):
            out[-1] = Part(part.kind, join((last.text, part.text), GAP))
        else:
            out.append(part)
    return out
