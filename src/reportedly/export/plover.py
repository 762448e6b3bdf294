"""PLOVER JSON: one event a line, with the fields of the PLOVER manual and, under `reportedly`, what PLOVER has no field for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from ..lexicon import actor_codes, codebook
from ..model import Actor, Place, Reading
from .coded import EXTRA, Coded, Keep, coded, extra, victims

CODEBOOK = "PLOVER 2024 with reportedly's extension DENY"


def write(readings: Iterable[Reading], stream: TextIO, keep: Keep = "all") -> None:
    """JSON lines, one an event as one voice puts it."""
    for row in coded(readings, keep):
        stream.write(json.dumps(event(row), ensure_ascii=False) + "\n")


def event(row: Coded) -> dict[str, Any]:
    """The JSON object of one row; fields without a value are left out."""
    kind = codebook.load().types[row.type]
    e, r = row.event, row.reading.report
    first, last = row.quote_span
    place = None if row.is_denial else e.place
    found = {
        "id": row.id, "has_event": True, "date": row.start, "enddate": row.end if row.end != row.start else None, "actor": [_entity(a) for a in row.actor],
        "recipient": [_entity(a) for a in row.recipient], "event": row.type, "event_text": e.anchor.of(r.text), "quad_code": int(kind.quad_code), "event_scale": kind.score,
        "mode": [m for m in (row.mode, *_auxiliary(row)) if m], "context": [] if row.is_denial else list(e.contexts), "event_loc": _location(place, place.span.of(r.text) if place.span else None) if place else None,
        "text": row.quote, "text_info": {"start": first, "end": last}, "size": _size(row), "cite_info": _citation(row), "coder": f"reportedly {row.reading.made_by.reportedly}",
        "reportedly": _own(row),
    }  # fmt: skip
    return {k: v for k, v in found.items() if v not in (None, [], {})}


def _auxiliary(row: Coded) -> list[str]:
    """PLOVER's auxiliary modes, unless the type already says so; what a voice denies counts as negated."""
    e = row.event
    turned = row.type != e.type
    if row.is_denial or row.extension:
        return []
    negated = e.polarity == "negative" or row.factuality.endswith("-")
    return [m for m in ((e.modality if e.modality != "actual" and not turned else ""), ("negation" if negated and not turned else "")) if m]


def _entity(actor: Actor) -> dict[str, Any]:
    country, sectors = actor_codes.plover(actor)
    found = {"code": country, "sector": list(sectors), "entity_text": actor.name, "entity_name": actor.name, "wikidata_id": actor.wikidata, "office": actor.role, "identifier_id": actor.id}
    return {k: v for k, v in found.items() if v not in (None, [])}


def _location(place: Place, text: str | None) -> dict[str, Any]:
    found = {"extracted_place": text, "resolved_place": place.name, "geonameid": place.geonames, "lat": place.lat, "lon": place.lon, "province": place.region, "country_code": place.country}
    return {k: v for k, v in found.items() if v is not None}


def _size(row: Coded) -> dict[str, int]:
    """Dead or injured with a number."""
    from ..ledger.subjects import harm

    total = sum(int(i.quantity) for i in victims(row) if i.quantity is not None)
    return {"dead" if harm(row.event) == "killed" else "injured": total} if total else {}


def _citation(row: Coded) -> dict[str, Any]:
    r = row.reading.report
    found = {"citation": r.id, "title": r.title, "url": r.url, "publication": r.outlet or r.agency or r.byline, "date": r.published, "language": r.language, "codebook": CODEBOOK}
    return {k: v for k, v in found.items() if v}


def _own(row: Coded) -> dict[str, Any]:
    own = {k: v for k, v in zip(EXTRA, extra(row), strict=True) if v not in (None, "") and k != "quote"}
    return {**own, "cameo": row.cameo, **({"extension": row.extension} if row.extension else {}), **({"type": row.event.type} if row.type != row.event.type else {})}
