"""Generated readings: small worlds in which few states and groups say things about each other, so that claims meet, clash and chain."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from reportedly.model import (
    Actor,
    Attribution,
    Block,
    Claim,
    Event,
    Evidence,
    Frame,
    Item,
    Link,
    MadeBy,
    Place,
    Reading,
    Report,
    Span,
    TimeSpan,
    Voice,
)  # fmt: skip
from reportedly.read.claims import factuality

ACTORS = (
    Actor("state:RUS", "Russia", "state", "RUS", ("GOV",)), Actor("org:rus-mod", "Russian Defence Ministry", "organisation", "RUS", ("MIL", "GOV")),
    Actor("org:wagner-group", "Wagner Group", "armed_group", "RUS", ("UAF", "BUS")), Actor("state:SDN", "Sudan", "state", "SDN", ("GOV",)),
    Actor("org:rapid-support-forces", "Rapid Support Forces", "armed_group", "SDN", ("UAF", "REB")), Actor("state:PRK", "North Korea", "state", "PRK", ("GOV",)),
    Actor("role:x:militia", "the militia", "group", None, ("PRM",)), Actor("role:SDN:army", "Sudan army", "organisation", "SDN", ("MIL",)),
    Actor("role:x:official", "officials", "person", None, ("GOV",)), Actor("org:wire", "Meridian Wire", "organisation", None, ("JRN",)),
)  # fmt: skip
_IDS = [a.id for a in ACTORS]
_KINDS = [("AID", "arms_transfer"), ("SANCTION", "designation"), ("MOBILIZE", "weapons_test"), ("SUPPORT", "recognition"), ("ASSAULT", "casualties"), ("CONSULT", None)]
_ITEMS = [("rockets", None, "III"), ("drones", None, "IV"), ("weapons", None, None), ("T-72 tanks", "T-72", "I"), ("launchers", None, None)]
_DATES = ["2024-01-05", "2024-01-09", "2024-02-01", "2024-05-20", "2025-01-02"]
_PLACES = [None, None, Place("Kufra", "LBY", lat=24.2, lon=23.3), Place("El Fasher", "SDN", lat=13.6, lon=25.3), Place("Libya", "LBY")]
_STANCES = ["asserts", "accuses", "confirms", "admits", "denies", "doubts", "promises", "predicts"]
_WORDS = ["convoy", "airfield", "statement", "border", "ministry", "night", "shipment", "report", "village", "official"]

parties = st.lists(st.sampled_from(_IDS[:8]), max_size=2, unique=True).map(tuple)
_span = Span(0, 5)


@st.composite
def _event(draw: st.DrawFn, number: int) -> Event:
    if draw(st.integers(0, 5)) == 0:
        return Event(f"e{number}", "DENY", Span(number * 6, number * 6 + 5), actor=draw(parties)[:1], frame=Frame("denial"))
    type_, frame = draw(st.sampled_from(_KINDS))
    items = draw(st.lists(st.sampled_from(_ITEMS), max_size=2))
    counted = tuple(Item(t, _span, draw(st.sampled_from([None, 6.0, 18.0, 20.0])), d, c) for t, d, c in items)
    dates = sorted(draw(st.tuples(st.sampled_from(_DATES), st.sampled_from(_DATES))))
    time = draw(st.sampled_from([None, TimeSpan(dates[0], dates[1], _span), TimeSpan(dates[0], dates[0], _span), TimeSpan(dates[0], dates[0], None, "published")]))
    return Event(
        f"e{number}", type_, Span(number * 6, number * 6 + 5), actor=draw(parties), recipient=draw(parties), frame=Frame(frame, None, counted) if frame else None, time=time,
        place=draw(st.sampled_from(_PLACES)), modality=draw(st.sampled_from(["actual", "actual", "future", "hypothetical"])), polarity=draw(st.sampled_from(["positive", "positive", "negative"])),
    )  # fmt: skip


@st.composite
def _claim(draw: st.DrawFn, event: Event, number: int) -> Claim:
    chain = draw(st.lists(st.sampled_from(_IDS), max_size=2))
    stance = draw(st.sampled_from(_STANCES)) if chain else "asserts"
    voices = tuple(Voice(a, "s1") for a in chain) or (Voice("author"),)
    evidence = draw(st.sampled_from([(), (Evidence("imagery", _span),)]))
    words = {"actual": 3.0, "future": 2.0, "hypothetical": 1.0}[event.modality] * (-1 if event.polarity == "negative" else 1)
    return Claim(f"c{number}", event.id, voices, stance, factuality(stance, "CT+", words), evidence)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """One report's reading; reports that share their words are one wire family."""
    text = " ".join(draw(st.lists(st.sampled_from(_WORDS), min_size=20, max_size=40)))
    published = draw(st.sampled_from([None, *_DATES]))
    outlet = draw(st.sampled_from([None, "Meridian Wire", "Nile Observer"]))
    events = tuple(draw(_event(n)) for n in range(1, draw(st.integers(1, 5)) + 1))
    claims = tuple(draw(_claim(e, n)) for n, e in enumerate(events, 1))
    ids = [c.id for c in claims]
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda p: p[0] != p[1]), max_size=3)) if len(ids) > 1 else []
    links = tuple(Link("denies", a, b, draw(st.sampled_from([0.6, 0.7, 0.9]))) for a, b in pairs)
    digest = hashlib.sha256(f"{text}{published}{outlet}{events}{claims}{links}".encode()).hexdigest()
    said = draw(st.sampled_from([None, TimeSpan("2024-01-04", "2024-01-04", _span)]))
    return Reading(
        Report(text, f"sha256:{digest}", published=published, outlet=outlet, language="en", blocks=(Block("paragraph", Span(0, len(text))),)), MadeBy("0", "0", "0"), ACTORS,
        attributions=(Attribution("s1", "say", "asserts", (_span,), (Span(6, 20),), time=said),), events=events, claims=claims, links=links,
    )  # fmt: skip
