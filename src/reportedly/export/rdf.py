"""What JSON-LD and nanopublications share: names of things, and the vocabulary for what schema.org has no word for."""

from __future__ import annotations

from ..model import Actor, Claim, Event, Reading
from .coded import uuid5

TERMS = "urn:x-reportedly:terms:"
PREFIXES = {
    "schema": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#", "oa": "http://www.w3.org/ns/oa#", "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#", "r": TERMS,
}  # fmt: skip
TYPES = {"person": "schema:Person", "state": "schema:GovernmentOrganization", "place": "schema:Place"}
EVENT = "r:ClaimedEvent"
"""No schema:Action: nothing here says that it happened."""
CONTEXT = 32
"""Characters of prefix and suffix in a TextQuoteSelector."""


def article(reading: Reading) -> str:
    """The article's address, or a name made of its hash. Blanks and marks that no IRI may hold make an address useless."""
    url = reading.report.url or ""
    fit = url.startswith(("http://", "https://")) and not any(c in ' <>"{}|\\^`' or c < " " for c in url)
    return url if fit else "urn:uuid:" + uuid5("rdf", "report", reading.report.id)


def actor(found: Actor) -> str:
    return "urn:uuid:" + uuid5("rdf", "actor", found.id)


def claim(reading: Reading, found: Claim) -> str:
    return "urn:uuid:" + uuid5("rdf", "claim", reading.report.id, found.id)


def event(reading: Reading, found: Event) -> str:
    return "urn:uuid:" + uuid5("rdf", "event", reading.report.id, found.id)


def actor_type(found: Actor) -> str:
    return TYPES.get(found.kind, "schema:Organization")


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Exact text, prefix and suffix of a TextQuoteSelector."""
    return text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
