"""PLOVER's rule for what has not happened yet: cooperation that somebody will give is AGREE, hostility that somebody will do is THREATEN."""

from __future__ import annotations

from ..model import Claim, Event

_COOPERATION = frozenset({"SUPPORT", "CONSULT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_CONFLICT = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})


def coded_type(event: Event, claim: Claim) -> str:
    """The type that a PLOVER data set gives the event (2024 manual, chapter on future and hypothetical events); DENY becomes REJECT."""
    if event.type == "DENY":
        return "REJECT"
    if event.modality == "future" and event.polarity == "negative" and event.actor and event.type in _COOPERATION | {"AGREE"}:
        return "REJECT"
    if event.modality == "future" and event.polarity == "positive" and event.actor and claim.stance not in ("demands", "predicts", "denies"):
        if event.type in _COOPERATION:
            return "AGREE"
        if event.type in _CONFLICT and claim.stance in ("asserts", "threatens", "promises"):
            return "THREATEN"
    return event.type
