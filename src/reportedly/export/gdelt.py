"""GDELT 2.0's two tables: events (61 columns) and mentions (16), tab-separated, without a header, as GDELT distributes them.

The events table has no place for a speaker. By default it holds only what the report itself puts as a fact, acts of speech included;
the mentions table says in `Extras` who speaks, how, and with what factuality.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import TextIO

from ..lexicon import codebook, country_codes
from ..model import Actor, Place, Reading
from .coded import Coded, Keep, code, coded, dyads, goldstein, tsv

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code")
_GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate", *(f"Actor{n}{c}" for n in (1, 2) for c in _ACTOR), "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode",
    "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", *(f"{who}Geo_{c}" for who in ("Actor1", "Actor2", "Action") for c in _GEO), "DATEADDED",
    "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset",
    "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
_QUADS = (("01", "05", 1), ("06", "08", 2), ("09", "13", 3), ("14", "20", 4))
_WEB = 1
_Mention = tuple[Coded, "Actor | None", "Actor | None"]


def write(readings: Iterable[Reading], events: TextIO, mentions: TextIO, keep: Keep = "stated") -> None:
    """Both tables. Rows of one day, one pair of actors, one code and one place are one event with several mentions."""
    groups: dict[int, list[_Mention]] = {}
    for row in coded(readings, keep):
        for a, b in dyads(row):
            if (a or b) and row.cameo:
                groups.setdefault(event_id(row, a, b), []).append((row, a, b))
    for ident, group in groups.items():
        events.write(tsv(_event(ident, group)))
        for m in group:
            mentions.write(tsv(_mention(ident, m)))


def event_id(row: Coded, a: Actor | None, b: Actor | None) -> int:
    """A number of up to 15 digits that the same event gets in every run."""
    place = _place(row)
    key = (row.start, *((x.id if x else "") for x in (a, b)), row.cameo, place.name if place else "")
    return int(hashlib.sha256("\x1f".join(map(str, key)).encode()).hexdigest(), 16) % 10**15


def _event(ident: int, group: list[_Mention]) -> tuple[object, ...]:
    row, a, b = group[0]
    reports = {m[0].reading.report.id: m[0].reading.report for m in group}
    first = min(reports.values(), key=lambda r: (r.published or "9", r.id))
    outlets = {r.outlet or r.agency or r.byline or r.id for r in reports.values()}
    return (
        ident, *_days(row.start), *_actor(a), *_actor(b), int(any(_leads(m[0]) for m in group)), row.cameo, row.cameo[:3], row.cameo[:2], _quad(row.cameo), goldstein(row.cameo),
        len(group), len(outlets), len(reports), None, *_geo(_place_of(a)), *_geo(_place_of(b)), *_geo(_place(row)), _stamp(first.published), first.url or first.id,
    )  # fmt: skip


def _days(day: str | None) -> tuple[str | None, str | None, str | None, str | None]:
    """Day, month, year, and GDELT's decimal year: the share is (30 times the month, plus the day) of 365."""
    if not day:
        return None, None, None, None
    found = dt.date.fromisoformat(day[:10] if len(day) >= 10 else (day + "-01-01")[:10])
    return f"{found:%Y%m%d}", f"{found:%Y%m}", f"{found:%Y}", f"{found.year + (found.month * 30 + found.day) / 365:.4f}"


def _stamp(day: str | None) -> str:
    return _days(day)[0] + "000000" if day else ""  # type: ignore[operator]


def _actor(actor: Actor | None) -> tuple[str, ...]:
    if actor is None:
        return ("",) * len(_ACTOR)
    full = code(actor)
    blocks = [b for b in (full[k : k + 3] for k in range(0, len(full), 3)) if b != "---"]
    country = blocks.pop(0) if blocks and actor.country in country_codes.load() else ""
    groups = {g.code for g in codebook.load().groups}
    known = next((b for b in blocks if b in groups), "")
    types = ([b for b in blocks if b != known] + ["", "", ""])[:3]
    return (full if full != "---" else "", actor.name.upper(), country, known, "", "", "", *types)


def _leads(row: Coded) -> bool:
    """Does it stand in the title or the first paragraph?"""
    blocks = [b for b in row.reading.report.blocks if b.kind in ("title", "paragraph")]
    lead = [b for b in blocks if b.kind == "title"] + [b for b in blocks if b.kind == "paragraph"][:1]
    return any(b.span.covers(row.event.anchor) for b in lead)


def _quad(cameo: str) -> int | None:
    return next((n for low, high, n in _QUADS if low <= cameo[:2] <= high), None)


def _place(row: Coded) -> Place | None:
    return None if row.is_denial else row.event.place


def _place_of(actor: Actor | None) -> Place | None:
    """The country of an actor: GDELT wants to know where it is, the report seldom says more."""
    return Place(actor.name if actor.kind == "state" else "", actor.country, kind="country") if actor and actor.country in country_codes.load() else None


def _geo(place: Place | None) -> tuple[object, ...]:
    """Type 1 is a country, 5 a region, 4 any other place; countries in FIPS 10-4."""
    if place is None:
        return ("",) * len(_GEO)
    fips = country_codes.of(place.country).fips
    kind = 1 if place.kind == "country" else 5 if place.kind == "region" else 4
    return kind, place.name, fips, fips if kind == 1 else "", "", place.lat, place.lon, place.geonames or (fips if kind == 1 else "")


def _mention(ident: int, mention: _Mention) -> tuple[object, ...]:
    row, a, b = mention
    r, e = row.reading.report, row.event
    said = row.reading.attribution(row.claim.voices[0].attribution)
    extras = {"report": r.id, "claim": row.claim.id, "span": [*row.quote_span], "voices": row.voices, "stance": row.stance, "factuality": row.factuality, "standing": row.standing}
    return (
        ident, _stamp(row.start), _stamp(r.published), _WEB, r.outlet or r.agency or r.byline, r.url or r.id, _block(row), _offset(row, a), _offset(row, b), e.anchor.start, 1,
        max(10, min(100, round(10 * said.score) * 10)) if said else 100, len(r.text), None, "", json.dumps(extras, ensure_ascii=False),
    )  # fmt: skip


def _block(row: Coded) -> int | None:
    """GDELT counts sentences; this is the number of the title or paragraph."""
    parts = [b.span for b in row.reading.report.blocks if b.kind in ("title", "paragraph")]
    return next((n for n, s in enumerate(parts, 1) if s.covers(row.event.anchor)), None)


def _offset(row: Coded, actor: Actor | None) -> int:
    """Where the report names the actor nearest to the event, -1 where it does not."""
    found = [m.span.start for m in row.reading.mentions if actor and m.actor == actor.id]
    return min(found, key=lambda k: (abs(k - row.event.anchor.start), k), default=-1)
