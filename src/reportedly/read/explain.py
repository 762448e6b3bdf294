"""Why: the rows and rules behind a claim, and what nearly fired in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import InputError
from ..model import Attribution, Claim, Reading, Report, Span
from ..parse import build, shown, units
from . import candidates, mentions, select, weights
from .context import Context
from .predicates import arguments, match
from .quotes import find_quotes
from .reader import Reader


def explain_claim(reader: Reader, report: Report, claim_id: str) -> Iterator[str]:
    """One claim of a report: sentence, event, voices, and for each the rows that fired."""
    reading = reader.read(report)
    claim = next((c for c in reading.claims if c.id == claim_id), None)
    if claim is None:
        raise InputError(f"claim {claim_id!r}: the report has {', '.join(c.id for c in reading.claims) or 'no claims'}.")
    yield from _claim(reading, claim)


def _claim(reading: Reading, claim: Claim) -> Iterator[str]:
    event = reading.event(claim.event)
    text = reading.report.text
    yield f"{claim.id}  {reading.sentence(claim)}"
    yield f"  event {event.type}{' · ' + event.frame.name if event.frame else ''} at «{event.anchor.of(text)}» {list(event.anchor)}, {event.modality}, {event.polarity}"
    yield f"    because of {', '.join(event.why)}"
    for role, ids, spans in (("actor", event.actor, event.actor_spans), ("recipient", event.recipient, event.recipient_spans)):
        for n, i in enumerate(ids):
            where = f" «{spans[n].of(text)}»" if n < len(spans) else ""
            mention = next((m for m in reading.mentions if n < len(spans) and m.span.touches(spans[n]) and m.actor == i), None)
            yield f"    {role} {reading.name(i)}{where}" + (f", score {mention.score} by {', '.join(mention.why)}" if mention else "")
    for voice in claim.voices:
        s = reading.attribution(voice.attribution)
        yield f"  voice {reading.name(voice.actor)}" + (f" {_saying(text, s)}" if s else " (the reporter)")
    yield f"  stance {claim.stance}, factuality {claim.factuality}"


def _saying(text: str, s: Attribution) -> str:
    source = " … ".join(x.of(text) for x in s.source)
    return f"{s.kind} by cue «{' '.join(x.of(text) for x in s.cue)}»{' of «' + source + '»' if source else ''}, p = {s.score}, because of {', '.join(s.why)}"


def explain_at(reader: Reader, report: Report, at: int) -> Iterator[str]:
    """The sentence at a place: its claims, and the candidates and trigger words that came to nothing."""
    if not 0 <= at < len(report.text):
        raise InputError(f"--at {at}: the text has {len(report.text)} characters; allowed are 0 to {len(report.text) - 1}.")
    reading = reader.read(report)
    ctx = context(reader, report)
    i = ctx.parse.token_at(at)
    if i is None:
        yield "no sentence there"
        return
    first, past, _ = ctx.parse.sentence(i)
    span = ctx.span(first, past - 1)
    yield f"sentence {list(span)}: {span.of(report.text)}"
    here = [c for c in reading.claims if span.covers(reading.event(c.event).anchor)]
    for c in here:
        yield from _claim(reading, c)
    if not here:
        yield "  no claims"
    yield from _nearly(ctx, reader, reading, first, past, span)


def context(reader: Reader, report: Report) -> Context:
    blocks = units(report)
    raws = list(reader.parser.pipe([shown(report.text, b.span) for _, b in blocks]))
    return Context(report, build(report.text, blocks, raws), reader.lexicon, find_quotes(report.text, report.blocks), own=reader.own)


def _nearly(ctx: Context, reader: Reader, reading: Reading, first: int, past: int, span: Span) -> Iterator[str]:
    for c in candidates.candidates(ctx):
        if first <= c.head < past and c.content:
            p = weights.probability(ctx.lexicon, weights.features(ctx, c))
            if p < select.THRESHOLD:
                yield f"  no attribution: «{ctx.words(*c.cue)}» as {c.construction}, p = {p:.2f} < {select.THRESHOLD}"
    people = mentions.find(ctx)
    anchors = [e.anchor for e in reading.events]
    for k in range(first, past):
        t = ctx.parse.tokens[k]
        rows = ctx.lexicon.trigger_heads.get(t.lemma.lower())
        if rows and not any(a.covers(ctx.span(k, k)) for a in anchors):
            m = match(ctx, people, t)
            if m is None:
                yield f"  no event: «{t.text}» could fire {', '.join(r.id for r in rows[:4])}, but no condition holds"
            elif m.row.type == "NONE":
                yield f"  no event: «{t.text}» is silenced by {m.row.id}"
            else:
                found = [x.text for role, selectors, _ in m.row.slots for s in selectors for x in arguments(ctx, m, s)]
                yield f"  no event: «{t.text}» matches {m.row.id}, but no actor of weight takes part (arguments: {', '.join(found) or 'none'})"
