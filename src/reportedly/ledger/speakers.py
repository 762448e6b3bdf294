"""Who speaks in a reading: its actors with the names that the text gives them, and who accuses whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import Actor, Claim, Event, Reading
from .quotes import sentence_span
from .statements import STANDING_FOR, Statement
from .subjects import Ref

NAMELESS = frozenset({"author", "unknown"})
"""Voices that are nobody: a report's own words, and a source that it does not name."""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor of one report with the proper names that its text uses."""

    actor: Actor
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accusation:
    """One sentence in which somebody accuses somebody; `ref` is the claim that tells most about it."""

    accuser: str
    accused: str
    day: str
    ref: Ref


def named(reading: Reading) -> tuple[Named, ...]:
    names: dict[str, set[str]] = defaultdict(set)
    for m in reading.mentions:
        if m.kind == "named":
            names[m.actor].add(" ".join(m.span.of(reading.report.text).split()))
    return tuple(Named(a, tuple(sorted(names[a.id]))) for a in reading.actors)


def accusations(reading: Reading, said: Mapping[Ref, Statement]) -> tuple[Accusation, ...]:
    """Each pair once a sentence, though the charge and the deed that it is about are two claims: the deed's comes first. Only what the voice stands for."""
    events = {e.id: e for e in reading.events}
    found: dict[tuple[int, str, str], Accusation] = {}
    for claim in sorted(reading.claims, key=lambda c: c.stance != "accuses"):
        ref = Ref(reading.report.id, claim.id)
        if said[ref].stand not in STANDING_FOR:
            continue
        for accuser, accused in _charges(claim, events[claim.event]):
            if accuser != accused and not NAMELESS & {accuser, accused}:
                found.setdefault((sentence_span(reading, claim)[0], accuser, accused), Accusation(accuser, accused, said[ref].date, ref))
    return tuple(found.values())


def _charges(claim: Claim, event: Event) -> Iterator[tuple[str, str]]:
    """A voice that accuses charges those who did it; an accusation that is told is one of its parties against the other."""
    if claim.stance == "accuses":
        yield from ((claim.voices[0].actor, a) for a in event.actor)
    elif event.frame is not None and event.frame.name == "accusation" and event.modality == "actual":
        yield from ((a, b) for a in event.actor for b in event.recipient)
