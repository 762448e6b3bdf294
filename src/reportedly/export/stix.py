"""A STIX 2.1 bundle: a report an article, a note a claim, an opinion for what a voice holds of it, an identity an actor. Ids are UUIDs of version 5.

STIX's `confidence` is left out: it would be ours, and a reading gives no verdict.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from ..model import Actor, Reading
from .coded import Coded, Keep, coded, uuid5

Object = dict[str, Any]
_EPOCH = "1970-01-01T00:00:00.000Z"
_CLASSES = {"person": "individual", "state": "organization", "organisation": "organization", "armed_group": "group", "group": "group", "place": "unspecified"}
_OPINIONS = {
    "asserts": "agree", "accuses": "agree", "cites": "agree", "confirms": "strongly-agree", "admits": "strongly-agree", "denies": "strongly-disagree", "doubts": "disagree",
}  # fmt: skip
EXTENSION = "extension-definition--" + uuid5("stix", "extension", "claim")
TOOL = "identity--" + uuid5("stix", "identity", "reportedly")


def write(readings: Iterable[Reading], stream: TextIO, keep: Keep = "all") -> None:
    """One bundle over all readings; an object that several reports name stands in it once."""
    objects: dict[str, Object] = {}
    for found in (o for reading in readings for o in report_objects(reading, keep)):
        objects.setdefault(found["id"], found)
    bundle = {"type": "bundle", "id": "bundle--" + uuid5("stix", "bundle", *sorted(objects)), "objects": [*_frame_objects(), *objects.values()]}
    json.dump(bundle, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _frame_objects() -> tuple[Object, Object]:
    """Who made the objects, and the extension that keeps span, voice, stance and factuality."""
    tool = {"type": "identity", "spec_version": "2.1", "id": TOOL, "created": _EPOCH, "modified": _EPOCH, "name": "reportedly", "identity_class": "system"}
    extension = {
        "type": "extension-definition", "spec_version": "2.1", "id": EXTENSION, "created_by_ref": TOOL, "created": _EPOCH, "modified": _EPOCH, "name": "claim of a news report",
        "description": "Where a claim stands in the report's text, who makes it, and how far its voice stands for it (FactBank's values).", "schema": "reportedly/reading/1",
        "version": "1.0.0", "extension_types": ["property-extension"],
    }  # fmt: skip
    return tool, extension


def report_objects(reading: Reading, keep: Keep = "all") -> Iterator[Object]:
    """Identities, notes and opinions of one reading, then the report that refers to them."""
    made: list[Object] = []
    rows = [r for r in coded([reading], keep) if not r.is_denial]
    notes = {row.claim.id: _note(row) for row in rows}
    for row in rows:
        voice = reading.actor(row.claim.voices[0].actor)
        for actor in (*row.actor, *row.recipient, *((voice,) if voice else ())):
            made.append(_identity(actor))
        made.append(notes[row.claim.id])
        made += _opinions(row, notes)
    made = list({o["id"]: o for o in made}.values())
    yield from made
    if made:
        yield _report(reading, [o["id"] for o in made])


def _common(kind: str, reading: Reading, *key: str) -> Object:
    when = _time(reading.report.published)
    return {"type": kind, "spec_version": "2.1", "id": f"{kind}--{uuid5('stix', kind, *key)}", "created_by_ref": TOOL, "created": when, "modified": when}


def _time(day: str | None) -> str:
    return f"{day[:10]}T00:00:00.000Z" if day and len(day) >= 10 else _EPOCH


def identity_id(actor: Actor) -> str:
    return "identity--" + uuid5("stix", "identity", actor.id)


def _identity(actor: Actor) -> Object:
    """An actor. It carries no date, so that every report gives the same object."""
    labels = [f"country:{actor.country}"] if actor.country else []
    labels += [f"sector:{s}" for s in actor.sectors] + [f"listed:{x}" for x in actor.listed]
    found: Object = {
        "type": "identity", "spec_version": "2.1", "id": identity_id(actor), "created_by_ref": TOOL, "created": _EPOCH, "modified": _EPOCH, "name": actor.name,
        "identity_class": _CLASSES[actor.kind],
    }  # fmt: skip
    if labels:
        found["labels"] = labels
    if actor.wikidata:
        found["external_references"] = [{"source_name": "wikidata", "external_id": actor.wikidata, "url": f"https://www.wikidata.org/wiki/{actor.wikidata}"}]
    return found


def _note(row: Coded) -> Object:
    c, e = row.claim, row.event
    first, last = row.quote_span
    about = list(dict.fromkeys(map(identity_id, (*row.actor, *row.recipient)))) or [TOOL]
    claim = {
        "extension_type": "property-extension", "report": row.reading.report.id, "claim": c.id, "span": [e.anchor.start, e.anchor.end], "quote": row.quote, "quote_span": [first, last],
        "voices": row.voices, "stance": c.stance, "factuality": c.factuality, "standing": row.standing, "plover": row.type, "cameo": row.cameo, "modality": e.modality,
        "polarity": e.polarity, "why": list(c.why),
    }  # fmt: skip
    return {
        **_common("note", row.reading, row.reading.report.id, c.id), "abstract": str(c), "content": row.quote, "authors": [row.voices], "object_refs": about,
        "labels": [f"stance:{c.stance}", f"factuality:{c.factuality}"], "extensions": {EXTENSION: claim},
    }  # fmt: skip


def _opinions(row: Coded, notes: dict[str, Object]) -> Iterator[Object]:
    """What the claim's voice holds of it, and of other claims of the report that it denies."""
    reading, c = row.reading, row.claim
    denied = [x.to for x in reading.links if x.relation == "denies" and x.from_ == c.id and x.to in notes]
    who = row.actor[0].name if row.event.type == "DENY" and row.actor else row.voices
    for target, value in [(c.id, _OPINIONS.get(c.stance, "neutral")), *((t, "strongly-disagree") for t in denied if t != c.id)]:
        yield {
            **_common("opinion", reading, reading.report.id, c.id, target), "opinion": value, "explanation": f"{c!s}: {row.quote}", "authors": [who],
            "object_refs": [notes[target]["id"]],
        }  # fmt: skip


def _report(reading: Reading, refs: list[str]) -> Object:
    r = reading.report
    source: Object = {"source_name": r.outlet or r.agency or r.byline or "report", "external_id": r.id}
    if r.url:
        source["url"] = r.url
    return {
        **_common("report", reading, r.id), "name": r.title or r.id, "published": _time(r.published), "object_refs": refs, "external_references": [source],
        **({"lang": r.language} if r.language else {}),
    }  # fmt: skip
