"""Who accuses and who denies whom, as a directed multigraph in GraphML for Gephi, networkx or igraph: actors are nodes, each claim is an edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.etree import ElementTree as ET

from ..lexicon import actor_codes
from ..model import Actor, Reading
from .coded import Coded, Keep, coded

_NODE = ("name", "kind", "country", "sectors", "wikidata", "cameo", "listed")
_EDGE = ("relation", "of", "stance", "factuality", "modality", "polarity", "voices", "quote", "report", "claim", "start", "end", "published", "url")
_WHOLE = frozenset({"start", "end"})


def write(readings: Iterable[Reading], stream: TextIO, keep: Keep = "all") -> None:
    """One graph over all readings. `keep` leaves out accusations that somebody in the same report denies or doubts."""
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            ET.SubElement(root, "key", {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": "int" if name in _WHOLE else "string"})
    graph = ET.SubElement(root, "graph", id="claims", edgedefault="directed")
    edges = list(_edges(readings, keep))
    actors = {a.id: a for _, _, *ends in edges for a in ends}
    for actor in sorted(actors.values(), key=lambda a: a.id):
        _data(ET.SubElement(graph, "node", id=actor.id), "node", _node(actor))
    for n, (row, relation, one, other) in enumerate(edges, 1):
        _data(ET.SubElement(graph, "edge", id=f"{row.id}-{n}", source=one.id, target=other.id), "edge", _edge(row, relation))
    ET.indent(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n")


def _edges(readings: Iterable[Reading], keep: Keep) -> Iterator[tuple[Coded, str, Actor, Actor]]:
    """(row, relation, from, to): an accusation runs from accuser to accused, a denial from the denier to whom he contradicts."""
    for row in coded(readings):
        if row.extension == "DENY":
            relation, sources, targets = "denies", row.actor, row.recipient
        elif row.stance == "accuses":
            voice = row.reading.actor(row.claim.voices[0].actor)
            relation, sources, targets = "accuses", (voice,) if voice else (), row.actor
        elif row.type == "ACCUSE" and not row.factuality.endswith("-"):
            relation, sources, targets = "accuses", row.actor, row.recipient
        else:
            continue
        if keep == "all" or row.asserted or (relation == "accuses" and row.stance == "accuses" and not _denied(row)):
            yield from ((row, relation, a, b) for a in sources for b in targets if a.id != b.id)


def _denied(row: Coded) -> bool:
    return any(x.relation == "denies" and x.to == row.claim.id for x in row.reading.links)


def _node(a: Actor) -> dict[str, str]:
    return {
        "name": a.name, "kind": a.kind, "country": a.country or "", "sectors": "|".join(a.sectors), "wikidata": a.wikidata or "", "cameo": actor_codes.cameo(a), "listed": "|".join(a.listed),
    }  # fmt: skip


def _edge(row: Coded, relation: str) -> dict[str, str]:
    first, last = row.quote_span
    e, r = row.event, row.reading.report
    return {
        "relation": relation, "of": (e.frame.name if e.frame else e.type), "stance": row.stance, "factuality": row.factuality, "modality": e.modality, "polarity": e.polarity,
        "voices": row.voices, "quote": row.quote, "report": r.id, "claim": row.claim.id, "start": str(first), "end": str(last), "published": r.published or "", "url": r.url or "",
    }  # fmt: skip


def _data(element: ET.Element, kind: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        if value:
            ET.SubElement(element, "data", key=f"{kind}-{name}").text = _legal(value)


def _legal(text: str) -> str:
    """Without the control characters that XML forbids."""
    return "".join(c if c >= " " or c in "\t\n\r" else " " for c in text if c not in "\ufffe\uffff")
