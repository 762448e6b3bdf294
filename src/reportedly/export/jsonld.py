"""JSON-LD: schema.org Claims that a ClaimReview can review, PROV-O for where they come from, Web Annotation selectors for where they stand.

A ClaimReview has a verdict, which a reading does not give; the Claim is what a reviewer's `itemReviewed` points to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from ..model import Actor, Reading
from . import rdf
from .coded import Coded, Keep, coded, uuid5

Node = dict[str, Any]
_IDS = (
    "schema:author", "schema:agent", "schema:recipient", "schema:about", "schema:appearance", "schema:sameAs", "schema:url", "prov:wasAttributedTo", "prov:wasQuotedFrom",
    "prov:wasDerivedFrom", "prov:wasGeneratedBy", "prov:wasAssociatedWith", "oa:hasBody", "oa:hasSource", "oa:motivatedBy", "r:denies",
)  # fmt: skip
CONTEXT: dict[str, Any] = {
    **rdf.PREFIXES, **{name: {"@id": name, "@type": "@id"} for name in _IDS},
    **{name: {"@id": name, "@type": "xsd:date"} for name in ("schema:datePublished", "schema:startTime", "schema:endTime")}, "r:voices": {"@id": "r:voices", "@container": "@list"},
}  # fmt: skip


def write(readings: Iterable[Reading], stream: TextIO, keep: Keep = "all") -> None:
    """One document over all readings, a node a line."""
    stream.write('{"@context": ' + json.dumps(CONTEXT) + ',\n"@graph": [\n')
    seen: set[str] = set()
    for reading in readings:
        for node in nodes(reading, keep):
            if node["@id"] not in seen:
                stream.write((",\n" if seen else "") + json.dumps(node, ensure_ascii=False))
                seen.add(node["@id"])
    stream.write("\n]}\n")


def nodes(reading: Reading, keep: Keep = "all") -> Iterator[Node]:
    """The article, what read it, then actors, event, claim and annotation of each claim."""
    yield _article(reading)
    yield from _making(reading)
    for row in coded([reading], keep):
        if row.is_denial:
            continue
        for actor in (*row.actor, *row.recipient, *_speakers(row)):
            yield _actor(actor)
        yield _event(row)
        yield _claim(row)
        yield _annotation(row)


def _some(node: Node) -> Node:
    return {k: v for k, v in node.items() if v not in (None, "", [])}


def _article(reading: Reading) -> Node:
    r = reading.report
    publisher = r.outlet or r.agency
    return _some({
        "@id": rdf.article(reading), "@type": ["schema:NewsArticle", "prov:Entity"], "schema:headline": r.title, "schema:datePublished": r.published, "schema:inLanguage": r.language,
        "schema:publisher": {"@type": "schema:Organization", "schema:name": publisher} if publisher else None, "schema:creditText": r.byline, "schema:identifier": r.id,
        "schema:url": r.url if rdf.article(reading) == r.url else None,
    })  # fmt: skip


def _making(reading: Reading) -> Iterator[Node]:
    m = reading.made_by
    agent = "urn:uuid:" + uuid5("rdf", "agent", m.reportedly, m.lexicon, m.parser)
    yield {
        "@id": agent, "@type": ["prov:SoftwareAgent", "schema:SoftwareApplication"], "schema:name": "reportedly", "schema:softwareVersion": m.reportedly, "r:lexicon": m.lexicon, "r:parser": m.parser,
    }  # fmt: skip
    yield {"@id": _activity(reading), "@type": "prov:Activity", "prov:wasAssociatedWith": agent}


def _activity(reading: Reading) -> str:
    m = reading.made_by
    return "urn:uuid:" + uuid5("rdf", "activity", reading.report.id, m.reportedly, m.lexicon, m.parser)


def _actor(actor: Actor) -> Node:
    return _some({
        "@id": rdf.actor(actor), "@type": [rdf.actor_type(actor), "prov:Agent"], "schema:name": actor.name, "schema:sameAs": f"http://www.wikidata.org/entity/{actor.wikidata}" if actor.wikidata else None,
        "r:country": actor.country, "r:sector": list(actor.sectors), "r:role": actor.role, "r:listed": list(actor.listed), "schema:identifier": actor.id,
    })  # fmt: skip


def _speakers(row: Coded) -> list[Actor]:
    return [a for v in row.claim.voices if (a := row.reading.actor(v.actor)) is not None]


def _event(row: Coded) -> Node:
    e, frame = row.event, row.event.frame
    place = e.place
    return _some({
        "@id": rdf.event(row.reading, e), "@type": rdf.EVENT, "schema:agent": [rdf.actor(a) for a in row.actor], "schema:recipient": [rdf.actor(a) for a in row.recipient],
        "schema:startTime": row.start, "schema:endTime": row.end, "schema:location": _place(place.name, place.lat, place.lon) if place else None,
        "r:plover": e.type, "r:mode": e.mode, "r:cameo": e.cameo, "r:context": list(e.contexts), "r:frame": frame.name if frame else None, "r:status": frame.status if frame else None,
        "r:item": [i.text for i in frame.items] if frame else None, "r:modality": e.modality, "r:polarity": e.polarity,
    })  # fmt: skip


def _place(name: str, lat: float | None, lon: float | None) -> Node:
    geo = {"@type": "schema:GeoCoordinates", "schema:latitude": lat, "schema:longitude": lon} if lat is not None else None
    return _some({"@type": "schema:Place", "schema:name": name, "schema:geo": geo})


def _claim(row: Coded) -> Node:
    reading, c = row.reading, row.claim
    voice = reading.actor(c.voices[0].actor)
    known = {x.id: x for x in reading.claims}
    denied = [rdf.claim(reading, known[x.to]) for x in reading.links if x.relation == "denies" and x.from_ == c.id and x.to in known]
    return _some({
        "@id": rdf.claim(reading, c), "@type": ["schema:Claim", "prov:Entity"], "schema:text": str(c), "schema:author": rdf.actor(voice) if voice else None,
        "schema:appearance": rdf.article(reading), "schema:datePublished": reading.report.published, "schema:about": rdf.event(reading, row.event), "r:voices": row.voices.split(" < "),
        "r:stance": c.stance, "r:factuality": c.factuality, "r:standing": row.standing, "r:evidence": [x.kind for x in c.evidence], "r:denies": denied,
        "prov:wasQuotedFrom": rdf.article(reading), "prov:wasAttributedTo": rdf.actor(voice) if voice else None, "prov:wasGeneratedBy": _activity(reading),
    })  # fmt: skip


def _annotation(row: Coded) -> Node:
    """Where the claim stands: the sentence as position and quotation, in code points of the report's text (whose hash is the article's identifier)."""
    first, last = row.quote_span
    exact, prefix, suffix = rdf.around(row.reading.report.text, first, last)
    return {
        "@id": "urn:uuid:" + uuid5("rdf", "annotation", row.reading.report.id, row.claim.id), "@type": "oa:Annotation", "oa:motivatedBy": "oa:identifying",
        "oa:hasBody": rdf.claim(row.reading, row.claim),
        "oa:hasTarget": {"@type": "oa:SpecificResource", "oa:hasSource": rdf.article(row.reading), "oa:hasSelector": [
            {"@type": "oa:TextPositionSelector", "oa:start": first, "oa:end": last},
            {"@type": "oa:TextQuoteSelector", "oa:exact": exact, "oa:prefix": prefix, "oa:suffix": suffix},
        ]},
    }  # fmt: skip
