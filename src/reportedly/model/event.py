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


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happened; `geonames` is a GeoNames id, coordinates are WGS 84 degrees."""

    name: str
    country: str | None = None
    span: Span | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None


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
