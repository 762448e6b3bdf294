"""Who says what of a claim, on which day, pointing to what: the part of a claim that is nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..model import Claim, Count, Event, Link, Reading
from .parties import Party, belongs, party
from .subjects import Ref

Stand = Literal["asserts", "admits", "confirms", "denies", "doubts", "open"]
STANDING_FOR = frozenset({"asserts", "admits", "confirms"})
_POSITIVE, _NEGATIVE = frozenset({"CT+", "PR+"}), frozenset({"CT-", "PR-"})
_COMMITTED = frozenset({"asserts", "accuses", "cites", "confirms", "admits", "promises", "denies", "doubts"})
"""Who predicts, demands, threatens or asks does not say that it is so."""


@dataclass(slots=True, unsafe_hash=True)
class Statement:
    """One voice's stand in one claim. `voice.id` is `author` for the report's own words; `cited` names an outlet that the report relies on.

    `order` is the place in the report: of two stands on one day in one report the later counts.
    """

    ref: Ref
    voice: Party
    stand: Stand
    date: str
    order: int
    source_kind: str = ""
    evidence: tuple[str, ...] = ()
    status: str = ""
    modality: str = "actual"
    cited: str = ""


def statements(reading: Reading) -> dict[Ref, Statement]:
    """The statement of every claim of a reading."""
    events = {e.id: e for e in reading.events}
    return {(ref := Ref(reading.report.id, c.id)): _statement(reading, c, events[c.event], ref) for c in reading.claims}


def _statement(reading: Reading, claim: Claim, event: Event, ref: Ref) -> Statement:
    who = _voice(claim, event)
    voice, taken = party(reading.actor(who), who), stand(claim, event)
    if taken == "confirms" and belongs(voice, tuple(party(reading.actor(a), a) for a in event.actor)):
        taken = "admits"  # whoever has done it confirms nothing, he admits it
    said = reading.attribution(claim.voices[0].attribution)
    date = reading.report.published or ""
    if said is not None and said.time is not None and said.time.basis == "text" and said.time.start and (not date or said.time.start <= date):
        date = said.time.start
    return Statement(
        ref=ref, voice=voice, stand=taken, date=date, order=event.anchor.start, source_kind=claim.source_kind or "",
        evidence=tuple(sorted({x.kind for x in claim.evidence})), status=(event.frame.status or "") if event.frame else "", modality=event.modality, cited=_cited(reading, claim),
    )  # fmt: skip


def _voice(claim: Claim, event: Event) -> str:
    """Who takes the stand: of a denial that is coded as an event, the denier, whoever reports it; of a toll, whose count it is (`Chad put its losses at`)."""
    if event.type == "DENY" and event.actor:
        return event.actor[0]
    said = claim.voices[0].actor
    counted = event.frame.get("count_by") if event.frame is not None and said == "author" else None
    return counted if isinstance(counted, str) else said


def stand(claim: Claim, event: Event) -> Stand:
    """Where a voice stands, from the factuality of the event for it (its stance and the event's polarity are in that already)."""
    if event.type == "DENY":
        return "denies" if claim.factuality in _POSITIVE and event.modality == "actual" else "open"
    if claim.stance not in _COMMITTED or (claim.stance == "accuses" and claim.voices[0].actor in event.actor):
        return "open"  # nobody accuses himself: `Minsk accused of arming …` has lost its accuser
    if claim.factuality in _POSITIVE:
        return "admits" if claim.stance == "admits" else "confirms" if claim.stance == "confirms" else "asserts"
    if claim.factuality in _NEGATIVE:
        if claim.stance == "asserts" and none_harmed(event):
            return "asserts"
        return "doubts" if claim.stance == "doubts" else "denies"
    return "open"


def none_harmed(event: Event) -> bool:
    """`no civilian was killed`: a toll of nobody is a toll that somebody gives."""
    counts = [n for k in ("killed", "wounded") if event.frame is not None and isinstance(n := event.frame.get(k), Count)]
    return bool(counts) and all(n.best == 0 for n in counts)


def _cited(reading: Reading, claim: Claim) -> str:
    """The outlet through which the report has it (`…, Reuters reported`): the outermost voice that is one, beside the report itself."""
    own = {name(x) for x in (reading.report.agency, reading.report.outlet, reading.report.byline) if x}
    for v in reversed(claim.voices):
        actor = reading.actor(v.actor)
        if actor is not None and "JRN" in actor.sectors and not actor.id.startswith("role:x:"):
            called = name(actor.name)
            return "" if called in own else called
    return ""


def name(text: str) -> str:
    """A name for comparing outlets: lower case, single spaces."""
    return " ".join(text.casefold().split())


def denials(reading: Reading) -> Iterator[tuple[Ref, Ref]]:
    """(denial, claim denied) for denials without a content of their own (`dismissed the report`, `a charge Iran denies`), as the links have it.

    Of several candidates of one score it is the nearest before the denial and what the same sentence says beside it.
    """
    events = {e.id: e for e in reading.events}
    claims = {c.id: c for c in reading.claims}
    at = {c.id: events[c.event].anchor.start for c in reading.claims}
    for claim in reading.claims:
        if events[claim.event].type != "DENY":
            continue
        found = [link for link in reading.links if link.relation == "denies" and link.from_ == claim.id and link.to in claims]
        contested = [link.to for link in found if link.why == CONTESTS]
        for target in contested or _nearest(found, at, at[claim.id]):
            yield Ref(reading.report.id, claim.id), Ref(reading.report.id, target)


CONTESTS = ("contests the act",)
"""Why of a link from a denial to all acts that it is about, where the ground or the force of a listing or recognition is denied."""
_BESIDE = 200
"""Characters within which two claims stand together."""


def _nearest(found: list[Link], at: dict[str, int], here: int) -> list[str]:
    if not found:
        return []
    top = max(link.score for link in found)
    targets = sorted({link.to for link in found if link.score == top}, key=lambda t: (at[t] > here, abs(here - at[t]), t))
    return [t for t in targets if abs(at[t] - at[targets[0]]) <= _BESIDE and (at[t] > here) == (at[targets[0]] > here)]


def links(reading: Reading) -> dict[tuple[Ref, Ref], float]:
    """The links between denials with a content and what they deny, with their scores."""
    kinds = {c.id: reading.event(c.event).type for c in reading.claims}
    out = {}
    for link in reading.links:
        if link.relation == "denies" and kinds.get(link.from_, "DENY") != "DENY" and link.to in kinds:
            out[Ref(reading.report.id, link.from_), Ref(reading.report.id, link.to)] = link.score
    return out
