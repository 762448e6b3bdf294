"""The sentence in which a claim stands."""

from __future__ import annotations

import re

from ..model import Claim, Reading


def sentence_span(reading: Reading, claim: Claim) -> tuple[int, int]:
    """The sentence around a claim's anchor and cues, cut at sentence marks of the paragraph."""
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
