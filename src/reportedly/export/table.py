"""One CSV row a claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from ..model import Claim, Reading

COLUMNS = (
    "report", "published", "outlet", "agency", "title", "claim", "voices", "stance", "factuality", "source_kind", "type", "mode", "cameo", "frame", "status", "actor", "actor_country",
    "recipient", "recipient_country", "items", "quantity", "modality", "polarity", "start", "end", "place", "evidence", "quote", "quote_start", "quote_end", "why",
)  # fmt: skip


def lines(readings: Iterable[Reading]) -> Iterator[str]:
    """CSV lines, the header first."""
    yield _line(COLUMNS)
    for reading in readings:
        for claim in reading.claims:
            yield _line(row(reading, claim))


def row(reading: Reading, claim: Claim) -> tuple[object, ...]:
    r, e = reading.report, reading.event(claim.event)
    frame, when = e.frame, e.time
    start, end = sentence_span(reading, claim)
    join = " | ".join
    return (
        r.id, r.published, r.outlet, r.agency, r.title, claim.id, " < ".join("author" if v.actor == "author" else reading.name(v.actor) for v in claim.voices), claim.stance,
        claim.factuality, claim.source_kind, e.type, e.mode, e.cameo, frame.name if frame else None, frame.status if frame else None, join(map(reading.name, e.actor)),
        join(_country(reading, a) for a in e.actor), join(map(reading.name, e.recipient)), join(_country(reading, a) for a in e.recipient),
        join(i.text for i in frame.items) if frame else None, join(f"{i.quantity:.10g}" for i in frame.items if i.quantity is not None) if frame else None, e.modality, e.polarity,
        when.start if when else None, when.end if when else None, e.place.name if e.place else None, join(x.kind for x in claim.evidence), r.text[start:end], start, end, join(claim.why),
    )  # fmt: skip


def _country(reading: Reading, actor_id: str) -> str:
    actor = reading.actor(actor_id)
    return (actor.country or "") if actor else ""


def sentence_span(reading: Reading, claim: Claim) -> tuple[int, int]:
    """The sentence around a claim's anchor and cues, cut at sentence marks of the paragraph."""
    import re

    e = reading.event(claim.event)
    spans = [e.anchor] + [s.cue[0] for v in claim.voices if (s := reading.attribution(v.attribution))]
    low, high = min(s.start for s in spans), max(s.end for s in spans)
    text = reading.report.text
    block = next((b.span for b in reading.report.blocks if b.span.covers(e.anchor)), None)
    first, last = (block.start, block.end) if block else (0, len(text))
    low, high = max(low, first), min(high, last)
    before = [m.end() for m in re.finditer(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(\[]?[A-Z0-9])", text[first:low])]
    after = re.search(r"[.!?][\"'”’)]*(?=\s+[\"'“‘(\[]?[A-Z0-9]|\s*$)", text[high:last])
    return first + (before[-1] if before else 0), high + after.end() if after else last


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(["" if c is None else _safe(c) for c in cells])
    return out.getvalue()


def _safe(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets a leading apostrophe."""
    return "'" + cell if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
