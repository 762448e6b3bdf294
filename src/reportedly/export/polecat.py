"""Tab-separated rows with POLECAT's 40 columns, and the columns that it lacks after them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from ..lexicon import actor_codes, codebook, country_codes
from ..model import Actor, Reading
from .coded import EXTRA, Coded, Keep, coded, extra, tsv

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
ADDED = ("Extension", *EXTRA)
_SEVERAL = ";"


def write(readings: Iterable[Reading], stream: TextIO, keep: Keep = "all") -> None:
    """A header and one row an event as one voice puts it; several actors stand in one cell, separated by semicolons."""
    stream.write(tsv((*COLUMNS, *ADDED)))
    for row in coded(readings, keep):
        stream.write(tsv((*cells(row), row.extension, *extra(row))))


def cells(row: Coded) -> tuple[object, ...]:
    """The cells of POLECAT's own columns."""
    kind = codebook.load().types[row.type]
    r, e = row.reading.report, row.event
    place = None if row.is_denial else e.place
    spans = ((), ()) if row.is_denial else (e.actor_spans, e.recipient_spans)
    return (
        row.id, row.start, row.type, row.mode, kind.score, kind.quad.upper(), _SEVERAL.join(() if row.is_denial else e.contexts),
        *_party(row.actor, _SEVERAL.join(s.of(r.text) for s in spans[0])), *_party(row.recipient, _SEVERAL.join(s.of(r.text) for s in spans[1])),
        place.name if place else None, place.name if place and place.kind in ("city", "village") else None, None, place.region if place else None, place.country if place else None, place.lat if place else None, place.lon if place else None,
        place.geonames if place else None, place.span.of(r.text) if place and place.span else None, place.kind if place else None, r.outlet or r.agency or r.byline, r.published,
        _story(row, "person"), _story(row, "organisation", "armed_group"), _story(row, "state", "place"), r.language, f"reportedly {row.reading.made_by.reportedly}",
    )  # fmt: skip


def _party(actors: tuple[Actor, ...], raw: str) -> tuple[str, ...]:
    """Name, country, COW, primary sector, sectors, title, raw name, Wikidata id (POLECAT has Wikipedia's)."""
    codes = [actor_codes.plover(a) for a in actors]
    each = (
        [a.name for a in actors], [c or "" for c, _ in codes], [country_codes.of(a.country).cow for a in actors], [s[0] if s else "" for _, s in codes],
        ["|".join(s) for _, s in codes], [a.role or "" for a in actors],
    )  # fmt: skip
    return (*(_SEVERAL.join(x) if any(x) else "" for x in each), raw, _SEVERAL.join(a.wikidata or "" for a in actors) if any(a.wikidata for a in actors) else "")


def _story(row: Coded, *kinds: str) -> str:
    named = {m.actor for m in row.reading.mentions if m.kind == "named"}
    return _SEVERAL.join(dict.fromkeys(a.name for a in row.reading.actors if a.kind in kinds and a.id in named))
