"""One predictor a task (`reportedly bench predict TASK INPUT`). Labels of the input are not read, except what a task gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby, tee
from pathlib import Path
from typing import Any

from ..ingest.wire import wire
from ..model import Block, Reading, Report, Span
from ..read import candidates, factuality, plover, select, times
from ..read.context import Context
from ..read.reader import Reader, read_parse
from .corpora import Record, contexts, date_of, records, report_of

Prediction = dict[str, Any]


def attribution(reader: Reader, path: Path) -> Iterator[Prediction]:
    """Source, cue and content spans (PolNeAR's shape)."""
    for record, ctx in contexts(reader, records(path)):
        chosen = select.chosen(ctx, candidates.candidates(ctx), reader.threshold)
        span = ctx.parse.span
        yield {
            "doc_id": record["doc_id"],
            "attributions": [
                {"source": [span(*r) for r in c.source], "cue": [span(*c.cue)], "content": [span(*r) for r in c.content]} for c in chosen
            ],
        }


def _reading(ctx: Context, reader: Reader) -> Reading:
    return read_parse(ctx, reader.threshold, reader.parser.name)


def sentence_report(record: Record) -> Report:
    """A record of one or two sentences as a report of one paragraph, its dateline split off as in every report."""
    text = record["text"]
    line = wire().dateline(text)
    head = (Block("dateline", Span(0, line.end)),) if line else ()
    return Report(text=text, published=date_of(record), blocks=(*head, Block("paragraph", Span(line.text if line else 0, len(text)))))


def events(reader: Reader, path: Path) -> Iterator[Prediction]:
    """Event type with country codes of actors and recipients, the main event first."""
    for record, ctx in contexts(reader, records(path), sentence_report):
        reading = _reading(ctx, reader)
        out = []
        types = plover_types(reading)
        for e in ranked(ctx, reading):
            out.append(
                {
                    "type": types[e.id],
                    "cameo": e.cameo,
                    "source": _codes(reading, e.actor, e.actor_spans),
                    "target": _codes(reading, e.recipient, e.recipient_spans)
                    or [{"text": c, "code": c} for c in plover.target_countries(reading, e)],
                }
            )
        yield {"id": record["id"], "events": out}


def plover_types(reading: Reading) -> dict[str, str]:
    return {c.event: plover.coded_type(reading.event(c.event), c) for c in reading.claims}


def ranked(ctx: Context, reading: Reading) -> list[Any]:
    """Events, the sentence's own first: higher in the tree before lower, what has happened before what is pending, with two parties before one."""
    depth = {}
    for e in reading.events:
        i = ctx.parse.token_at(e.anchor.start) or 0
        spoken = any(w.startswith("judgement.") for w in e.why)  # the act of saying stands above what is said
        depth[e.id] = 0 if spoken else sum(1 for _ in ctx.parse.ancestors(i))
    by_event = {c.event: c for c in reading.claims}

    def key(e: Any) -> tuple[Any, ...]:
        claim = by_event[e.id]
        missing = 2 * (not e.actor) + (not e.recipient)
        pending = 2 * (e.modality in ("future", "hypothetical"))
        return (e.modality == "historical", depth[e.id] + pending + missing, claim.voices[0].actor != "author", e.anchor.start)

    return sorted(reading.events, key=key)


def _codes(reading: Reading, ids: tuple[str, ...], spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    texts = [s.of(reading.report.text) for s in spans]
    out = []
    for n, i in enumerate(ids):
        actor = reading.actor(i)
        out.append({"text": texts[n] if n < len(texts) else (actor.name if actor else ""), "code": actor.country if actor else None})
    return out


def plv(reader: Reader, path: Path, marked: bool = False) -> Iterator[Prediction]:
    """Events with the spans of their parties; with `marked` the record's two actors are given and the event between them comes first."""
    for record, ctx in contexts(reader, records(path), sentence_report):
        reading = _reading(ctx, reader)
        types = plover_types(reading)
        out = [
            {"type": types[e.id], "source": _places(reading, e, "actor"), "target": _places(reading, e, "recipient")} for e in ranked(ctx, reading)
        ]
        if marked:
            out = _between(out, record["source"]["span"], record["target"]["span"])
        yield {"id": record["id"], "events": out}


def _places(reading: Reading, event: Any, role: str) -> list[list[int]]:
    """Spans of one role with those of all mentions of the same actors; the parties of a reciprocal event fill both roles."""
    spans, ids = (event.actor_spans, event.actor) if role == "actor" else (event.recipient_spans, event.recipient)
    if role == "recipient" and not spans and len(event.actor) > 1:
        spans, ids = event.actor_spans, event.actor
    return [list(s) for s in dict.fromkeys([*spans, *(m.span for m in reading.mentions if m.actor in ids)])]


def _between(found: list[Prediction], source: list[int], target: list[int]) -> list[Prediction]:
    """The events, those that touch both given actors first, then one, each given these two."""

    def touches(spans: list[list[int]], gold: list[int]) -> bool:
        return any(s < gold[1] and gold[0] < e for s, e in spans)

    ordered = sorted(found, key=lambda e: (-(2 * touches(e["source"], source) + touches(e["target"], target)),))
    return [{"type": e["type"], "source": [source], "target": [target]} for e in ordered]


def timex(reader: Reader, path: Path) -> Iterator[Prediction]:
    """TIMEX3 spans, types, values. Needs no parse."""
    for record in records(path):
        yield {
            "doc_id": record["doc_id"],
            "timexes": [{"start": x.span.start, "end": x.span.end, "type": x.type, "value": x.value} for x in times.find(report_of(record))],
        }


def factuality_values(reader: Reader, path: Path) -> Iterator[Prediction]:
    """The author's commitment to the event at a given place, from -3 to 3; CommitmentBank asks for the clause, its own negation included."""
    groups = (list(g) for _, g in groupby(records(path), key=lambda r: r["text"]))  # a sentence with many events is parsed once
    heads, rest = tee(groups)
    for (_, ctx), group in zip(contexts(reader, (g[0] for g in heads), sentence_report), rest, strict=True):
        for record in group:
            clause = record.get("corpus") == "CB"
            yield {"id": record["id"], "value": factuality.author_value(ctx, record["start"], record["end"], clause)}


def clusters(reader: Reader, path: Path) -> Iterator[Prediction]:
    """Clusters of given event mentions across all reports of the file."""
    from ..ledger.coreference import cluster, unknown

    docs = list(contexts(reader, records(path)))
    names = cluster(
        [(record["doc_id"], str(record.get("subtopic") or ""), ctx, [(m["start"], m["end"]) for m in record["mentions"]]) for record, ctx in docs],
        getattr(reader.parser, "kinship", unknown),
    )
    for record, _ in docs:
        yield {
            "doc_id": record["doc_id"],
            "mentions": [
                {"start": m["start"], "end": m["end"], "cluster": names[record["doc_id"], m["start"], m["end"]]} for m in record["mentions"]
            ],
        }


def dedup(reader: Reader, path: Path) -> Iterator[Prediction]:
    """Families of copies in a folder with `articles.jsonl` (or of text files)."""
    from ..ingest import from_text
    from ..ledger.families import families

    articles = list(records(path / "articles.jsonl")) if path.is_dir() else list(records(path))
    reports = (replace(from_text(a["text"], published=date_of(a), outlet=a.get("source")), id=a["id"]) for a in articles)
    found = families(reports)
    for a in articles:
        yield {"id": a["id"], "cluster": found[a["id"]]}


TASKS: dict[str, Callable[..., Iterator[Prediction]]] = {
    "attribution": attribution, "events": events, "plv": plv, "timex": timex, "factuality": factuality_values, "clusters": clusters, "dedup": dedup,
}  # fmt: skip
