"""FollowTheMoney entities, one a line: the article, the actors, an Event a claim, a Sanction for a listing that is stated, a Risk for what is only alleged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from ..lexicon import country_codes
from ..model import Actor, Reading
from .coded import Coded, Keep, coded, uuid5

_SCHEMAS = {"state": "PublicBody", "organisation": "Organization", "armed_group": "Organization", "person": "Person", "group": "Organization", "place": "Organization"}
_LANGUAGES = {"en": "eng"}
"""FollowTheMoney writes ISO 639-3."""
Entity = dict[str, Any]


def write(readings: Iterable[Reading], stream: TextIO, keep: Keep = "all") -> None:
    """JSON lines; an entity that several reports name is written once."""
    seen: set[str] = set()
    for reading in readings:
        for found in entities(reading, keep):
            if found["id"] not in seen:
                seen.add(found["id"])
                stream.write(json.dumps(found, ensure_ascii=False) + "\n")


def entities(reading: Reading, keep: Keep = "all") -> Iterator[Entity]:
    """All entities of one reading: the article, then each claim's actors before the claim."""
    yield _article(reading)
    for row in coded([reading], keep):
        voice = reading.actor(row.claim.voices[0].actor)
        for actor in (*row.actor, *row.recipient, *([voice] if voice else [])):
            if actor.kind != "place":
                yield _actor(actor)
        yield _event(row, voice)
        yield from _listing(row, voice)


def _entity(id_: str, schema: str, **properties: object) -> Entity:
    """An entity; values become lists of texts, empty ones are left out."""
    found = {}
    for name, value in properties.items():
        values = [str(v) for v in (value if isinstance(value, list | tuple) else (value,)) if v not in (None, "")]
        if values:
            found[name] = list(dict.fromkeys(values))
    return {"id": id_, "schema": schema, "properties": found}


def article_id(reading: Reading) -> str:
    return "article-" + reading.report.id.removeprefix("sha256:")[:40]


def _article(reading: Reading) -> Entity:
    r = reading.report
    return _entity(
        article_id(reading), "Article", title=r.title, author=r.byline, publisher=r.outlet or r.agency, publishedAt=r.published, sourceUrl=r.url, bodyText=r.text,
        language=_LANGUAGES.get(r.language or "en"), contentHash=r.id.removeprefix("sha256:"),
    )  # fmt: skip


def actor_id(actor: Actor) -> str:
    """The id of the user's own file or the Wikidata id, under which OpenSanctions has it; else one made of ours."""
    return actor.id.removeprefix("ftm:") if actor.id.startswith("ftm:") else actor.wikidata or "reportedly-" + uuid5("actor", actor.id)


def _actor(actor: Actor) -> Entity:
    topics = [t for t in actor.listed if t in ("sanction", "debarment", "export.control", "wanted", "asset.frozen")]
    programmes = [x for x in actor.listed if x not in topics]
    person = actor.kind == "person"
    return _entity(
        actor_id(actor), _SCHEMAS[actor.kind], name=actor.name, country=country_codes.of(actor.country).iso2.lower(), wikidataId=actor.wikidata,
        topics=["sanction", *topics] if actor.listed else topics, programId=programmes, position=actor.role if person else None, keywords=actor.sectors,
    )  # fmt: skip


def _event(row: Coded, voice: Actor | None) -> Entity:
    e, r = row.event, row.reading.report
    legal = [a for a in (*row.actor, *row.recipient) if a.kind != "place"]
    said = f"{row.voices} {row.stance} ({row.factuality})"
    place = None if row.is_denial else e.place
    return _entity(
        f"event-{uuid5('event', row.reading.report.id, row.id)}", "Event", name=_sentence(row), summary=said, description=row.quote, startDate=row.start, endDate=row.end,
        country=sorted({country_codes.of(a.country).iso2.lower() for a in legal} - {""}), location=place.name if place else None,
        organizer=[actor_id(a) for a in row.actor if a.kind != "place"], involved=[actor_id(a) for a in dict.fromkeys((*row.recipient, *([voice] if voice else []))) if a.kind != "place" and a not in row.actor],
        keywords=[
            f"type:{row.type}", row.mode and f"mode:{row.mode}", row.extension and f"extension:{row.extension}", f"cameo:{row.cameo}", f"stance:{row.stance}", f"factuality:{row.factuality}",
            f"standing:{row.standing}", f"report:{r.id}", f"claim:{row.claim.id}", f"span:{e.anchor.start}-{e.anchor.end}",
        ], proof=article_id(row.reading), publisher=r.outlet or r.agency, sourceUrl=r.url,
    )  # fmt: skip


def _sentence(row: Coded) -> str:
    if not row.is_denial:
        return str(row.claim)
    return f"{row.actor[0].name} denies it" + (f" to {' and '.join(a.name for a in row.recipient)}" if row.recipient else "")


def _listing(row: Coded, voice: Actor | None) -> Iterator[Entity]:
    """A designation that is stated is a Sanction; one that is not, and what somebody is accused of, is a Risk. A denial removes neither; it is named."""
    frame = row.event.frame
    if row.is_denial or row.factuality.endswith("-"):
        return
    if frame and frame.name == "designation":
        targets, authority = row.recipient, " and ".join(a.name for a in row.actor)
        schema = "Sanction" if row.asserted else "Risk"
    elif row.stance == "accuses":
        accuser = voice.name if voice and voice not in row.actor else ""  # `Minsk accused of …` has lost its accuser
        targets, authority, schema = row.actor, accuser, "Risk"
    else:
        return
    for target in targets:
        if target.kind != "place":
            yield _entity(
                f"{schema.lower()}-{uuid5(schema, row.reading.report.id, row.id, target.id)}", schema, entity=actor_id(target), authority=authority,
                program=frame.get("programme") if frame else None, reason=[(frame.get("reason") if frame else None), row.quote],
                status=row.standing, startDate=row.start, country=[country_codes.of(a.country).iso2.lower() for a in row.actor if schema == "Sanction"],
                proof=article_id(row.reading), summary=f"{row.voices} {row.stance} ({row.factuality})", sourceUrl=row.reading.report.url,
            )  # fmt: skip
