"""Who did what to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .frames import Frame
from .span import Span

Modality = Literal["actual", "historical", "future", "hypothetical"]
Polarity = Literal["positive", "negative"]
Precision = Literal["time", "day", "week", "month", "quarter", "season", "year", "decade", "range"]


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """An interval of days, both ends included, ISO 8601; one end is None where the text leaves it open ("until May").

    `basis` is `published` where the text gives no time and the report's date stands in. `precision` is how exactly the text puts it.
    """

    start: str | None
    end: str | None
    span: Span | None = None
    basis: Literal["text", "published"] = "text"
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression of the text with TIMEX3's type and value (ISO-TimeML)."""

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    start: str | None = None
    end: str | None = None
    mod: str | None = None


PlaceKind = Literal[
    "country", "region", "city", "village", "border", "sea", "strait", "gulf", "river", "island", "military_base", "nuclear_site", "test_site", "port", "airport",
    "refugee_camp", "crossing", "dam", "bridge", "landmark",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happened, as a gazetteer names it; `span` has the text's words. A country has a code and no coordinates.

    `country` is ISO 3166 alpha-3; `countries` are those on either side of a border or with a claim to a disputed place. `region` is the first-order
    subdivision, `geonames` a GeoNames id, `lat` and `lon` WGS 84 degrees. `score` is how sure both the link to the event and the identity are.
    """

    name: str
    country: str | None = None
    span: Span | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    kind: PlaceKind = "city"
    region: str | None = None
    countries: tuple[str, ...] = ()
    score: float = 1.0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """An event as coded from one anchor. `type` and `mode` follow the PLOVER codebook of 2024 (and DENY), `cameo` CAMEO 1.1b3."""

    id: str
    type: str
    anchor: Span
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    actor_spans: tuple[Span, ...] = ()
    recipient_spans: tuple[Span, ...] = ()
    frame: Frame | None = None
    time: TimeSpan | None = None
    place: Place | None = None
    modality: Modality = "actual"
    polarity: Polarity = "positive"
    why: tuple[str, ...] = ()
