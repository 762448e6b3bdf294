"""One CSV row a claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from ..ledger.quotes import sentence_span
from ..model import Claim, Reading

__all__ = ["COLUMNS", "csv_line", "lines", "row", "sentence_span"]

COLUMNS = (
    "report", "published", "outlet", "agency", "title", "claim", "voices", "stance", "factuality", "source_kind", "type", "mode", "cameo", "frame", "status", "actor", "actor_country",
    "recipient", "recipient_country", "items", "quantity", "modality", "polarity", "start", "end", "place", "evidence", "quote", "quote_start", "quote_end", "why",
)  # fmt: skip


def lines(readings: Iterable[Reading]) -> Iterator[str]:
    """CSV lines, the header first."""
    yield csv_line(COLUMNS)
    for reading in readings:
        for claim in reading.claims:
            yield csv_line(row(reading, claim))


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


def csv_line(cells: Iterable[object]) -> str:
    """One line of CSV, safe to open in a spreadsheet."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(["" if c is None else _safe(c) for c in cells])
    return out.getvalue()


def _safe(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets a leading apostrophe."""
    return "'" + cell if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
