"""CAMEO-coded rows as PETRARCH's output has them, one a dyad, tab-separated, with a header and the columns that keep the speaker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from ..model import Reading
from .coded import EXTRA, Keep, code, coded, dyads, extra, goldstein, tsv

COLUMNS = ("Date", "Source", "Target", "CAMEO", "Goldstein", "EventText", "SourceText", "TargetText", "StoryID", "EventID")


def write(readings: Iterable[Reading], stream: TextIO, keep: Keep = "all") -> None:
    """A header and one row a pair of actor and recipient."""
    stream.write(tsv((*COLUMNS, *EXTRA)))
    for row in coded(readings, keep):
        text = row.event.anchor.of(row.reading.report.text)
        for n, (a, b) in enumerate(dyads(row), 1):
            day = (row.start or "").replace("-", "")
            names = a.name if a else None, b.name if b else None
            stream.write(tsv((day, code(a), code(b), row.cameo, goldstein(row.cameo), text, *names, row.reading.report.id, f"{row.id}-{n}", *extra(row))))
