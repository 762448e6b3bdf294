"""The sentence in which a claim stands."""

from __future__ import annotations

import re

from ..model import Claim, Reading

_BEFORE = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_AFTER = re.compile(r"[.!?][\"'”’)]*(?=\s+[\"'“‘(\[]?[A-Z0-9]|\s*$)")


def sentence_span(reading: Reading, claim: Claim) -> tuple[int, int]:
    """The sentence around a claim's anchor and cues, cut at sentence marks of the paragraph."""
    e = reading.event(claim.event)
    spans = [e.anchor] + [s.cue[0] for v in claim.voices if (s := reading.attribution(v.attribution))]
    low, high = min(s.start for s in spans), max(s.end for s in spans)
    text = reading.report.text
    block = next((b.span for b in reading.report.blocks if b.span.covers(e.anchor)), None)
    first, last = (block.start, block.end) if block else (0, len(text))
    low, high = max(low, first), min(high, last)
    start = first
    for m in _BEFORE.finditer(text, first, low):
        start = m.end()
    after = _AFTER.search(text[high:last])
    return start, high + after.end() if after else last
