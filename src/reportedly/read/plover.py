"""PLOVER's rule for what has not happened yet: cooperation that somebody will give is AGREE, hostility that somebody will do is THREATEN."""

from __future__ import annotations

from functools import lru_cache

from ..lexicon import codebook
from ..model import Claim, Event, Reading


@lru_cache(maxsize=1)
def _sides() -> tuple[frozenset[str], frozenset[str]]:
    """The types of cooperation, and those of material conflict."""
    book = codebook.load()
    return book.of_quad("1", "2"), book.of_quad("4")


def coded_type(event: Event, claim: Claim) -> str:
    """The type that a PLOVER data set gives the event (2024 manual, chapter on future and hypothetical events); DENY becomes REJECT."""
    if event.type == "DENY":
        return "REJECT"
    cooperation, conflict = _sides()
    if event.modality == "future" and event.polarity == "negative" and event.actor and event.type in cooperation:
        return "REJECT"
    if event.modality == "future" and event.polarity == "positive" and event.actor and claim.stance not in ("demands", "predicts", "denies"):
        if event.type in cooperation:
            return "AGREE"
        if event.type in conflict and claim.stance in ("asserts", "threatens", "promises"):
            return "THREATEN"
    return event.type


_EASED = frozenset({"0813", "0814"})
"""A curfew or a state of emergency that is lifted."""
_DOMESTIC = frozenset({"curfew", "martial-law"})


def target_countries(reading: Reading, event: Event) -> tuple[str, ...]:
    """The countries of the recipients; a protest or a curfew (or its easing) that names nobody is aimed at the government or people of its own country."""
    ids = event.recipient
    if not ids and (event.type == "PROTEST" or event.mode in _DOMESTIC or event.cameo in _EASED):
        ids = event.actor
    found = (a.country for i in ids if (a := reading.actor(i)) is not None and a.country)
    return tuple(dict.fromkeys(found))
