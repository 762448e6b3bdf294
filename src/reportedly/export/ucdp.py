"""Counts of the dead as CSV with the columns of UCDP's Georeferenced Event Dataset, and the columns that keep the speaker.

Each row is one count by one voice. `low` is above 0 only for a count that the report itself puts as a fact, `best` for one that a voice asserts and nobody
in the report denies or doubts; `high` holds what is alleged too. Wounded are no deaths and have no row.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from typing import TextIO

from ..ledger.subjects import harm
from ..lexicon import country_codes
from ..model import Actor, Place, Reading
from .coded import EXTRA, Coded, Keep, coded, extra, victims
from .table import csv_line

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_name", "dyad_name", "side_a", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low",
)  # fmt: skip
_STATE_FORCES = frozenset({"GOV", "MIL", "COP", "SPY", "PRM"})
_PRECISION = {"region": 4, "border": 5, "river": 5, "country": 6, "sea": 7, "gulf": 7}
"""UCDP's where_prec: 1 the very place (all other kinds), 4 a province, 5 a line or a wide area, 6 a country, 7 international or unknown."""
_ARMED = frozenset({"UAF", "REB", "PRM"})


def write(readings: Iterable[Reading], stream: TextIO, keep: Keep = "all") -> None:
    """A header and one row a count of deaths."""
    stream.write(csv_line((*COLUMNS, *EXTRA)))
    for row in coded(readings, keep):
        if any(i.quantity for i in victims(row)) and harm(row.event) == "killed":
            stream.write(csv_line((*cells(row), *extra(row))))


def cells(row: Coded) -> tuple[object, ...]:
    """The cells of UCDP's own columns."""
    r, e = row.reading.report, row.event
    kind, sides = _violence(row)
    office = r.outlet or r.agency or r.byline
    return (
        int(hashlib.sha256(row.id.encode()).hexdigest(), 16) % 10**9, row.id, (row.start or "")[:4], 1, "Clear" if row.asserted else "Check", kind, None, " - ".join(s for s in sides if s),
        *sides, 1, f'"{office or ""},{r.published or ""},{r.title or ""}"', office, r.published, r.title, row.voices, *_where(e.place), 1 if row.dated == "text" else 2, _precision(row),
        row.start, row.end, *_deaths(row),
    )  # fmt: skip


def _deaths(row: Coded) -> tuple[int, ...]:
    """deaths_a, deaths_b, deaths_civilians, deaths_unknown, best, high, low."""
    total = sum(math.floor(i.quantity) for i in victims(row) if i.quantity is not None)
    best = total if row.asserted else 0
    high = 0 if row.factuality.endswith("-") else total
    groups = {s for a in row.recipient for s in a.sectors}
    place = 2 if groups & {"CVL"} else 1 if groups & (_STATE_FORCES | _ARMED) else 3
    parts = [best if k == place else 0 for k in range(4)]
    return (*parts, best, high, best if row.standing == "stated" else 0)


def _violence(row: Coded) -> tuple[int | None, tuple[str, str]]:
    """UCDP's type: 1 a state is a party, 2 armed groups alone, 3 civilians attacked; nothing where the report does not say who did it."""
    one, other = row.actor, row.recipient
    civilians = bool(other) and all("CVL" in a.sectors for a in other)
    names = "; ".join(a.name for a in one), "Civilians" if civilians else "; ".join(a.name for a in other)
    if not one or not other:
        return None, names
    if civilians:
        return 3, names
    return (1 if any(map(_official, (*one, *other))) else 2), names


def _official(actor: Actor) -> bool:
    return actor.kind == "state" or (bool(_STATE_FORCES.intersection(actor.sectors)) and not _ARMED.intersection(actor.sectors))


def _where(place: Place | None) -> tuple[object, ...]:
    """where_prec to region."""
    if place is None:
        return (7, *(None,) * 11)
    point = place.lat is not None and place.lon is not None
    wkt = f"POINT ({place.lon} {place.lat})" if point else None
    return (
        _PRECISION.get(place.kind, 1) if point else 6 if place.country else 7, place.name, place.name, place.region, None, place.lat, place.lon, wkt, priogrid(place.lat, place.lon), place.country, country_codes.of(place.country).gw, None,
    )  # fmt: skip


def priogrid(lat: float | None, lon: float | None) -> int | None:
    """The PRIO-GRID cell (half a degree, counted from the south-west corner of the world) of a point in WGS 84 degrees."""
    if lat is None or lon is None:
        return None
    return min(359, math.floor((lat + 90) * 2)) * 720 + min(719, math.floor((lon + 180) * 2)) + 1


def _precision(row: Coded) -> int:
    """UCDP's date_prec: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 longer; 3 where the report's date stands in."""
    if row.dated != "text" or not row.start or not row.end:
        return 3
    if row.start == row.end:
        return 1 if len(row.start) >= 10 else 5
    from datetime import date

    try:
        days = (date.fromisoformat(row.end) - date.fromisoformat(row.start)).days + 1
    except ValueError:
        return 5
    return 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5
