"""Nanopublications in TriG, one a claim. The assertion is that a voice makes the claim, never that the event happened.

They stand under nanopub's temporary namespace, as unsigned ones do; signing gives them their trusty address.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from ..model import Actor, Reading
from . import rdf
from .coded import Coded, Keep, coded, uuid5

_BASE = "http://purl.org/nanopub/temp/"
_NP = "http://www.nanopub.org/nschema#"
Triple = tuple[str, str, str]


def write(readings: Iterable[Reading], stream: TextIO, keep: Keep = "all") -> None:
    """TriG with the prefixes first; four graphs a claim: head, assertion, provenance, publication info."""
    for name, iri in {**rdf.PREFIXES, "np": _NP}.items():
        stream.write(f"@prefix {name}: <{iri}> .\n")
    for row in coded(readings, keep):
        if not row.is_denial:
            stream.write(_nanopub(row))


def _nanopub(row: Coded) -> str:
    base = _BASE + uuid5("nanopub", row.reading.report.id, row.claim.id, row.reading.made_by.lexicon)
    me, parts = "this:", {k: f"sub:{k}" for k in ("Head", "assertion", "provenance", "pubinfo", "claim", "event", "quote", "position", "words")}
    head = [
        (me, "a", "np:Nanopublication"), (me, "np:hasAssertion", parts["assertion"]), (me, "np:hasProvenance", parts["provenance"]),
        (me, "np:hasPublicationInfo", parts["pubinfo"]),
    ]  # fmt: skip
    graphs = (("Head", head), ("assertion", _assertion(row, parts)), ("provenance", _provenance(row, parts)), ("pubinfo", _pubinfo(row, me)))
    prefixes = f"\n@prefix this: <{base}> .\n@prefix sub: <{base}#> .\n"
    return prefixes + "".join(f"{parts[name]} {{\n" + "".join(f"  {s} {p} {o} .\n" for s, p, o in triples) + "}\n" for name, triples in graphs)


def _assertion(row: Coded, parts: dict[str, str]) -> list[Triple]:
    claim, event, e = parts["claim"], parts["event"], row.event
    voice = row.reading.actor(row.claim.voices[0].actor)
    out = [
        (claim, "a", "schema:Claim"), (claim, "schema:text", literal(str(row.claim))), (claim, "schema:about", event),
        (claim, "r:stance", literal(row.claim.stance)), (claim, "r:factuality", literal(row.claim.factuality)), (claim, "r:standing", literal(row.standing)), (claim, "r:voices", literal(row.voices)),
    ]  # fmt: skip
    out += [(claim, "schema:author", f"<{rdf.actor(voice)}>")] if voice else []
    out += [(event, "a", rdf.EVENT), (event, "r:plover", literal(e.type)), (event, "r:polarity", literal(e.polarity))]
    out += [(event, p, literal(v)) for p, v in (("r:cameo", e.cameo), ("r:frame", e.frame.name if e.frame else None)) if v]
    out += [(event, p, f"{literal(v)}^^xsd:date") for p, v in (("schema:startTime", row.start), ("schema:endTime", row.end)) if v and len(v) == 10]
    for predicate, actors in (("schema:agent", row.actor), ("schema:recipient", row.recipient)):
        out += [(event, predicate, f"<{rdf.actor(a)}>") for a in actors]
    known = {a.id: a for a in (*row.actor, *row.recipient, *((voice,) if voice else ()))}
    return out + [t for a in known.values() for t in _actor(a)]


def _actor(a: Actor) -> Iterator[Triple]:
    me = f"<{rdf.actor(a)}>"
    yield me, "a", rdf.actor_type(a)
    yield me, "schema:name", literal(a.name)
    if a.wikidata:
        yield me, "schema:sameAs", f"<http://www.wikidata.org/entity/{a.wikidata}>"


def _provenance(row: Coded, parts: dict[str, str]) -> list[Triple]:
    """The article, the voice, and the sentence by position and quotation."""
    r = row.reading.report
    assertion, quote, article = parts["assertion"], parts["quote"], f"<{rdf.article(row.reading)}>"
    voice = row.reading.actor(row.claim.voices[0].actor)
    first, last = row.quote_span
    exact, prefix, suffix = rdf.around(r.text, first, last)
    position, words = parts["position"], parts["words"]
    out = [(assertion, "prov:wasQuotedFrom", article), (assertion, "prov:hadPrimarySource", article), (assertion, "prov:wasDerivedFrom", quote)]
    out += [(assertion, "prov:wasAttributedTo", f"<{rdf.actor(voice)}>")] if voice else []
    out += [
        (quote, "a", "oa:SpecificResource"), (quote, "oa:hasSource", article), (quote, "oa:hasSelector", position), (quote, "oa:hasSelector", words),
        (position, "a", "oa:TextPositionSelector"), (position, "oa:start", str(first)), (position, "oa:end", str(last)), (words, "a", "oa:TextQuoteSelector"),
        (words, "oa:exact", literal(exact)), (words, "oa:prefix", literal(prefix)), (words, "oa:suffix", literal(suffix)), (article, "schema:identifier", literal(r.id)),
    ]  # fmt: skip
    out += [(article, p, literal(v)) for p, v in (("schema:headline", r.title), ("schema:creditText", r.byline)) if v]
    return out + ([(article, "schema:datePublished", f"{literal(r.published)}^^xsd:date")] if r.published and len(r.published) == 10 else [])


def _pubinfo(row: Coded, me: str) -> list[Triple]:
    m = row.reading.made_by
    tool = f"<urn:uuid:{uuid5('rdf', 'agent', m.reportedly, m.lexicon, m.parser)}>"
    return [
        (me, "prov:wasAttributedTo", tool), (tool, "a", "prov:SoftwareAgent"), (tool, "schema:name", literal("reportedly")), (tool, "schema:softwareVersion", literal(m.reportedly)),
        (tool, "r:lexicon", literal(m.lexicon)), (tool, "r:parser", literal(m.parser)), (me, "r:claim", literal(row.claim.id)),
    ]  # fmt: skip


def literal(text: str) -> str:
    """A quoted literal; JSON escapes what Turtle does, and control characters the same way."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
