"""What a claim is about, freed from who says it and how: the part of a claim that two reports can share.

Records here and in the modules beside it are not to be changed once made. They are not frozen, since setting the fields of frozen ones, by the
hundred thousand, takes a tenth of the time of adding.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, replace

from ..model import Claim, Count, Event, Item, Measure, Place, Reading, TimeSpan
from .parties import Party, party, unnamed
from .quotes import sentence_span


@dataclass(slots=True, order=True, unsafe_hash=True)
class Ref:
    """A claim of a report."""

    report: str
    claim: str


@dataclass(slots=True, order=True, unsafe_hash=True)
class Thing:
    """An item as the ledger compares it: head noun and other words in the singular, lower case; `category` of the UN Register."""

    head: str
    words: tuple[str, ...] = ()
    quantity: float = -1.0
    designation: str = ""
    category: str = ""


@dataclass(slots=True, order=True, unsafe_hash=True)
class Window:
    """Days (proleptic ordinals) within which the event lies. `stated`: the text gives them; else they are guessed from the report's date."""

    first: int
    last: int
    stated: bool


ANY_DAY = Window(1, dt.date.max.toordinal(), False)


@dataclass(slots=True, order=True, unsafe_hash=True)
class Where:
    name: str = ""
    country: str = ""
    lat: float = 0.0
    lon: float = 0.0
    located: bool = False


NOWHERE = Where()


@dataclass(slots=True, order=True, unsafe_hash=True)
class Subject:
    """The comparable content of a claim. Equal subjects are one subject; voice, stance, polarity and modality are not part of it.

    `measure` is a figure without which it would be another statement (a death toll, a missile's range); empty where there is none.
    `sentence` is the wording, only where the claim says too little to be known again by it: such a claim is the same as its copies.
    `apart` names the judgement by which somebody has split it from others.
    """

    kind: str
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    things: tuple[Thing, ...] = ()
    measure: str = ""
    where: Where = NOWHERE
    window: Window = ANY_DAY
    sentence: str = ""
    apart: str = ""


@dataclass(slots=True, unsafe_hash=True)
class Entry:
    """A claim with its subject: what a store keeps of a reading to build propositions."""

    ref: Ref
    subject: Subject


SYMMETRIC = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_LASTING = frozenset({"arms_transfer", "designation", "recognition", "accusation"})
_LASTING_DAYS, _SHORT_DAYS = 120, 7
"""How far back an undated event of a report may lie: a delivery or a listing is told for months, a blow for a week."""


def lasting(kind: str) -> bool:
    """Is a thing of this kind told for months?"""
    return kind.partition("/")[0] in _LASTING


def entries(reading: Reading) -> tuple[Entry, ...]:
    """One entry for each claim with something to compare. A bare denial (`rejected the accusations`) is none: its links say what it denies."""
    events = {e.id: e for e in reading.events}
    out = []
    for claim in reading.claims:
        event = events[claim.event]
        if event.type != "DENY":
            made = subject(reading, event)
            out.append(Entry(Ref(reading.report.id, claim.id), replace(made, sentence=wording(reading, claim)) if thin(made) else made))
    return tuple(out)


def subject(reading: Reading, event: Event) -> Subject:
    known = {a.id: a for a in reading.actors}
    parties = [tuple(sorted({party(known.get(i), i) for i in ids})) for ids in (event.actor, event.recipient)]
    return Subject(
        kind=kind(event),
        actors=parties[0],
        recipients=parties[1],
        things=things(event),
        measure=measure(event),
        where=where(event.place),
        window=window(event, reading.report.published),
    )


def thin(s: Subject) -> bool:
    """Does it name less than two things by which it can be known again, or no party (more than `the officials`) and no place?"""
    named = [any(not unnamed(p) for p in side) for side in (s.actors, s.recipients)]
    told = [*named, bool(s.where.name), bool(s.things), bool(s.measure), s.window.stated]
    return sum(told) < 2 or not (any(named) or s.where.name)


def wording(reading: Reading, claim: Claim) -> str:
    """The words of a claim's sentence, for the eye of the machine: copies differ in marks and dashes."""
    first, last = sentence_span(reading, claim)
    words = re.findall(r"\w+", reading.report.text[first:last].lower())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def kind(event: Event) -> str:
    """The frame, else type and mode; casualties apart by what befell the victims, recognitions and listings from what takes them back."""
    if event.frame is None:
        return event.type + (f"/{event.mode}" if event.mode else "")
    if event.frame.name == "casualties":
        return f"casualties/{harm(event)}"
    return event.frame.name + ("/withdrawn" if event.frame.get("withdrawn") else "")


_WOUNDS = re.compile(r"\b(wound|injur|hurt|maim)", re.I)


def harm(event: Event) -> str:
    """`killed` where the dead are counted (the wounded beside them are the same toll), else `wounded` or what the row says that coded the event."""
    assert event.frame is not None
    counted = [k for k in ("killed", "wounded") if event.frame.get(k)]
    return counted[0] if counted else "wounded" if any(_WOUNDS.search(w.replace(".", " ").replace("-", " ")) for w in event.why) else "killed"


def things(event: Event) -> tuple[Thing, ...]:
    if event.frame is None or event.frame.name == "casualties":
        return ()
    return tuple(sorted({_thing(i, event.polarity == "negative") for i in event.frame.items}))


def _thing(item: Item, none: bool) -> Thing:
    words = [_singular(w) for w in re.findall(r"[a-z]+", item.text.lower())]
    if none and "single" in words:
        return Thing("weapon")  # `not a single cartridge` is no weapon at all
    quantity = -1.0 if item.quantity is None or (none and item.quantity == 1) else item.quantity
    return Thing(words[-1] if words else "", tuple(sorted(set(words[:-1]))), quantity, item.designation or "", item.category or "")


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def measure(event: Event) -> str:
    """The figure that makes the statement: how many were hurt, how far a missile flew."""
    if event.frame is None:
        return ""
    if event.frame.name == "casualties":
        count = event.frame.get(harm(event))
        return f"{count.best:g}" if isinstance(count, Count) and count.best is not None else ""
    flown = event.frame.get("range") if event.frame.name == "weapons_test" else None
    return str(flown).removesuffix(f" {flown.unit}") if isinstance(flown, Measure) else ""


def where(place: Place | None) -> Where:
    if place is None:
        return NOWHERE
    located = place.lat is not None and place.lon is not None
    return Where(place.name.casefold(), place.country or "", place.lat or 0.0, place.lon or 0.0, located)


def window(event: Event, published: str | None) -> Window:
    """When it happened: as stated, else back from the report's date (forward for what is promised); anything for a report without a date."""
    time = event.time
    if time is not None and time.basis == "text" and (dated := _stated(time)):
        return dated
    told = _day(published)
    if told is None:
        return ANY_DAY
    days = _LASTING_DAYS if lasting(kind(event)) else _SHORT_DAYS
    ahead = days if event.modality in ("future", "hypothetical") else 1
    return Window(max(1, told - days), told + ahead, False)


def _stated(time: TimeSpan) -> Window | None:
    first, last = _day(time.start), _day(time.end)
    if first is None and last is None:
        return None
    high = last or first or 1
    low = first or max(1, high - _LASTING_DAYS)  # "until May": the text leaves the beginning open
    return Window(min(low, high), max(low, high), True)


def _day(iso: str | None) -> int | None:
    """The ordinal of a date; None for what is no full date."""
    try:
        return dt.date.fromisoformat((iso or "")[:10]).toordinal()
    except ValueError:
        return None


def claim_of(reading: Reading, ref: Ref) -> Claim:
    return next(c for c in reading.claims if c.id == ref.claim)
