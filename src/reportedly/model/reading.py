"""All that is taken from one report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .claim import Claim, Link, Note
from .event import Event, Timex
from .people import Actor, Mention
from .report import Report
from .saying import Attribution

SCHEMA = "reportedly/reading/1"


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a reading, so that it can be made again."""

    reportedly: str
    lexicon: str
    parser: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Every record of one report, each tuple in span order."""

    report: Report
    made_by: MadeBy
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    timexes: tuple[Timex, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()

    def actor(self, actor_id: str | None) -> Actor | None:
        return next((a for a in self.actors if a.id == actor_id), None)

    def event(self, event_id: str) -> Event:
        return next(e for e in self.events if e.id == event_id)

    def attribution(self, attribution_id: str | None) -> Attribution | None:
        return next((a for a in self.attributions if a.id == attribution_id), None)

    def name(self, actor_id: str | None) -> str:
        actor = self.actor(actor_id)
        return actor.name if actor else (actor_id or "?")

    def sentence(self, claim: Claim) -> str:
        """A claim as a plain sentence: `North Korea denies: arms transfer, North Korea → Russia (arms)`. `str(claim)` gives the same."""
        return sentence_of(claim, self.event(claim.event), self.name)

    def _repr_html_(self) -> str:
        from ..export.html import fragment

        return fragment(self)


def sentence_of(claim: Claim, event: Event, name: Callable[[str], str]) -> str:
    """A claim about an event as a plain sentence; `name` tells the name of an actor's id."""
    what = (event.frame.name if event.frame else event.type).replace("_", " ").lower()
    who = " and ".join(map(name, event.actor)) or "somebody"
    whom = " and ".join(map(name, event.recipient))
    items = ", ".join(map(str, event.frame.items)) if event.frame else ""
    voice = "the report" if claim.voices[0].actor == "author" else name(claim.voices[0].actor)
    negative = "no " if event.polarity == "negative" else ""
    return f"{voice} {claim.stance}: {negative}{what}, {who}" + (f" → {whom}" if whom else "") + (f" ({items})" if items else "")
