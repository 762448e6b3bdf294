"""Readings as rows and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from ..ledger.leaves import Leaf, leaf
from ..ledger.propositions import keys
from ..ledger.quotes import sentence_span
from ..ledger.subjects import Subject
from ..model import Actor, Claim, Event, Reading
from ..model.codec import from_dict, line, plain, record, to_dict
from .database import Value

READING = ("id", "report", "machine", "version", "lexicon", "parser", "title", "byline", "agency", "outlet", "url", "published", "language", "body")
CLAIM = (
    "id", "reading", "report", "claim", "event", "voice", "voice_name", "voices", "stance", "factuality", "source_kind", "type", "mode", "cameo", "frame", "status", "actor", "recipient",
    "items", "quantity", "modality", "polarity", "event_start", "event_end", "place", "place_country", "evidence", "published", "anchor_start", "anchor_end", "quote_start", "quote_end",
    "quote", "why", "proposition_keys",
)  # fmt: skip
OUTLET = "COALESCE(m.agency, m.outlet, m.byline, m.title, m.report)"
"""Under what name the report of a reading `m` goes (`ledger.rows.outlet`)."""
PARTY = ("claim", "role", "party", "name", "country")
LINK = ("reading", "number", "relation", "from_claim", "to_claim", "score", "why")


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading as it is kept: its body is its JSON without the report's text, its id the hash of both."""

    id: str
    reading: Reading
    body: str
    leaf: Leaf
    machine: str | None = None

    def row(self) -> tuple[Value, ...]:
        r, m = self.reading.report, self.reading.made_by
        return self.id, r.id, self.machine, m.reportedly, m.lexicon, m.parser, r.title, r.byline, r.agency, r.outlet, r.url, r.published, r.language, self.body


def pack(reading: Reading, machine: str | None = None) -> Packed:
    """A reading to be kept; `machine` is the id of the machine's reading that judgements have changed to this one."""
    data = to_dict(reading)
    text, data["report"]["text"] = data["report"]["text"], ""
    body = line(data)
    digest = hashlib.sha256(f"{body}\0{text}".encode()).hexdigest()
    return Packed(f"r:{digest[:32]}" if machine is None else f"r:{digest[:32]}-judged", reading, body, leaf(reading), machine)


def unpack(body: str, text: str) -> Reading:
    data = json.loads(body)
    data["report"]["text"] = text
    return from_dict(data)


def text_of(value: object) -> str:
    """A record of the ledger as one line of JSON."""
    return line(plain(value))


def number_of(text: str) -> int:
    """A hash that fits the databases' integers. Among ten million there are two alike with a probability of one in 400,000."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big", signed=True)


def subject_of(body: str) -> Subject:
    return record(Subject, json.loads(body))


def claim_rows(packed: Packed, first: int) -> Iterator[tuple[tuple[Value, ...], list[tuple[Value, ...]]]]:
    """The row of each claim, numbered from `first`, with the rows of its parties."""
    reading = packed.reading
    events = {e.id: e for e in reading.events}
    actors = {a.id: a for a in reading.actors}
    blocks = {e.ref.claim: " ".join("|".join(k) for k in keys(e.subject)) for e in packed.leaf.entries}
    for n, claim in enumerate(reading.claims, first):
        e = events[claim.event]
        yield _claim(packed, claim, e, actors, n, blocks.get(claim.id, "")), list(_parties(n, claim, e, actors))


def _claim(packed: Packed, c: Claim, e: Event, actors: dict[str, Actor], n: int, blocks: str) -> tuple[Value, ...]:
    r = packed.reading.report
    start, end = sentence_span(packed.reading, c)
    frame, time, place = e.frame, e.time, e.place
    items = frame.items if frame else ()

    def name(i: str) -> str:
        return actors[i].name if i in actors else i

    return (
        n, packed.id, r.id, c.id, e.id, c.voices[0].actor, name(c.voices[0].actor), " < ".join(v.actor for v in c.voices), c.stance, c.factuality, c.source_kind, e.type, e.mode, e.cameo,
        frame.name if frame else None, frame.status if frame else None, ", ".join(map(name, e.actor)), ", ".join(map(name, e.recipient)), " | ".join(i.text for i in items) or None,
        " | ".join(f"{i.quantity:g}" for i in items if i.quantity is not None) or None, e.modality, e.polarity, time.start if time else None, time.end if time else None,
        place.name if place else None, place.country if place else None, " | ".join(x.kind for x in c.evidence) or None, r.published, e.anchor.start, e.anchor.end, start, end,
        " ".join(r.text[start:end].split()), " | ".join(dict.fromkeys((*c.why, *e.why))), blocks,
    )  # fmt: skip


def _parties(n: int, c: Claim, e: Event, actors: dict[str, Actor]) -> Iterator[tuple[Value, ...]]:
    roles = [("voice", v.actor) for v in c.voices] + [("actor", a) for a in e.actor] + [("recipient", a) for a in e.recipient]
    for role, i in dict.fromkeys(roles):
        a = actors.get(i)
        yield n, role, i, a.name if a else i, (a.country or "") if a else ""


def link_rows(packed: Packed) -> Iterator[tuple[Value, ...]]:
    for n, link in enumerate(packed.reading.links):
        yield packed.id, n, link.relation, link.from_, link.to, link.score, " | ".join(link.why)


