"""One report to one Reading: the stages in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from .. import __version__
from ..ingest import from_text
from ..lexicon import Lexicon, load
from ..model import Actor, Block, Claim, Event, Frame, MadeBy, Mention, Note, Reading, Report, Span, tidy
from ..model.reading import sentence_of
from ..parse import Parser, RawToken, build, shown, units
from ..parse.normalize import truecase
from . import (
    actors_file,
    attributions,
    candidates,
    claims,
    contests,
    contexts,
    coreference,
    events,
    judgements,
    links,
    listings,
    mentions,
    places,
    select,
    testers,
    times,
    tolls,
)
from .coded import Coded
from .context import Context
from .frames import fill, finish, with_roles
from .language import language_note
from .own_actors import OwnActors
from .quotes import find_quotes
from .syntax import phrase

_BATCH = 16


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads reports. `parser` and `lexicon` are the two things it stands on; `threshold` is the probability an attribution must reach."""

    lexicon: Lexicon
    parser: Parser
    threshold: float = select.THRESHOLD
    names: frozenset[str] = field(default=frozenset())
    own: OwnActors | None = None

    @classmethod
    def make(cls, model: str | None = None, lexicon: Sequence[str | Path] = (), actors: Sequence[str | Path] = ()) -> Reader:
        """A reader with the bundled (or a named) spaCy pipeline and the built-in tables, the user's folders laid over them, and the user's actor files.

        Lines of actor files that cannot be used are in `own.troubles`.
        """
        from ..parse.spacy import load as load_parser

        tables = load(tuple(Path(p) for p in lexicon))
        files = [*actors_file.in_folders(lexicon), *map(Path, actors)]
        return cls(tables, load_parser(model), names=_name_words(tables), own=actors_file.load(files) if files else None)

    def read(self, report: Report | str, **given: str | None) -> Reading:
        """The reading of one report (or of a text, with metadata such as `published="2023-01-29"`)."""
        if isinstance(report, str):
            report = from_text(report, **given)
        return next(self.pipe([report]))

    def pipe(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Readings in the order of the reports; texts are parsed in batches, memory does not grow."""
        source = iter(reports)
        while batch := list(islice(source, _BATCH)):
            notes = [language_note(r) for r in batch]
            todo = [units(r) if note is None else [] for r, note in zip(batch, notes, strict=True)]
            texts = [self._shown(r, b) for r, blocks in zip(batch, todo, strict=True) for _, b in blocks]
            parsed = self.parser.pipe(texts)
            for report, blocks, note in zip(batch, todo, notes, strict=True):
                yield self._reading(report, blocks, [next(parsed) for _ in blocks], note)

    def _shown(self, report: Report, block: Block) -> str:
        text = shown(report.text, block.span)
        return truecase(text, self.names | _capitals(report)) if block.kind == "title" else text

    def _reading(self, report: Report, blocks: Sequence, raws: list[list[RawToken]], note: Note | None) -> Reading:  # type: ignore[type-arg]
        parse = build(report.text, blocks, raws)
        return read_parse(Context(report, parse, self.lexicon, find_quotes(report.text, report.blocks), own=self.own), self.threshold, self.parser.name, note)


def _name_words(lexicon: Lexicon) -> frozenset[str]:
    """Single words that are (parts of) names, for headlines in title case."""
    words = {w for entries in lexicon.names.values() for row_words, _ in entries for w in row_words}
    return frozenset(w for w in words if w[:1].isupper() and w.lower() not in _COMMON)


_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "in",
        "on",
        "to",
        "a",
        "an",
        "new",
        "united",
        "national",
        "state",
        "states",
        "group",
        "party",
        "general",
        "people's",
        "first",
        "second",
        "house",
        "white",
        "black",
        "red",
        "front",
        "army",
        "force",
        "forces",
        "council",
        "committee",
        "minister",
        "president",
        "foreign",
        "defence",
        "defense",
        "security",
        "central",
        "bank",
        "court",
        "supreme",
        "high",
        "west",
        "east",
        "north",
        "south",
        "great",
        "democratic",
        "republic",
        "republican",
        "movement",
        "action",
        "liberation",
        "international",
        "world",
        "news",
        "times",
        "post",
        "agency",
        "service",
        "office",
        "department",
        "ministry",
        "union",
        "free",
        "green",
        "blue",
        "grand",
        "holy",
        "long",
        "will",
        "may",
        "can",
        "justice",
        "freedom",
        "peace",
        "order",
        "right",
        "left",
        "islamic",
        "workers",
        "labour",
        "labor",
        "socialist",
        "liberal",
        "conservative",
        "popular",
        "unity",
        "progress",
        "strong",
        "shield",
        "sword",
        "iron",
        "dome",
    ]
)


def _capitals(report: Report) -> frozenset[str]:
    """Words that the body writes with a capital in mid-sentence."""
    import re

    body = " ".join(b.span.of(report.text) for b in report.blocks if b.kind == "paragraph")
    return frozenset(m[1] for m in re.finditer(r"(?<=[a-z,;] )([A-Z][\w'’.-]+)", body))


def read_parse(ctx: Context, threshold: float, parser: str, note: Note | None = None) -> Reading:
    """All stages after the parse."""
    report = ctx.report
    timexes = times.find(ctx.report)
    chosen = select.chosen(ctx, candidates.candidates(ctx), threshold)
    people = mentions.find(ctx)
    coreference.resolve(ctx, people, chosen)
    sayings = attributions.build(ctx, people, chosen)
    for s in sayings:
        s.record = replace(s.record, time=times.of_tokens(ctx, timexes, s.cand.head, s.record.content))
    found_events = events.code(ctx, people)
    found_events += judgements.judged(ctx, people, sayings, found_events)
    found_events += contests.contested(ctx, people, sayings, found_events)
    found_events.sort(key=lambda c: c.head)
    near = claims.near(found_events, sayings) | {c.head: [] for c in found_events if c.row.id == contests.CONTEST}
    listings.told_beside(ctx, found_events, near)
    listings.by_speaker(ctx, people, found_events, near)
    coded = listings.acts(ctx, people, links.deduplicate(ctx, found_events, near))
    where = places.scene(ctx, people, coded, frozenset(x.cand.head for x in sayings))
    around = contexts.find(ctx, coded)
    records: list[Event] = []
    found = []
    for n, c in enumerate(coded, 1):
        event = replace(_event(ctx, people, c, f"e{n}", timexes, near[c.head]), place=places.of_event(ctx, people, where, c))
        made = claims.claim(ctx, people, c, event.id, n, near[c.head])
        frame = finish(ctx, c.framed or c, event, made) if event.frame else None
        records.append(replace(event, frame=frame, contexts=around[n - 1]))
        found.append(made)
    records, found = links.complete(testers.settle_tests(tolls.settle_places(records)), found)
    records = list(map(with_roles, records))
    used = _used(people, coded, records, found, sayings)
    names = {a.id: a.name for a in used}
    country = {a.id: a.country for a in used}
    found = [replace(c, summary=sentence_of(c, e, lambda i: names.get(i, i))) for c, e in zip(found, records, strict=True)]
    return Reading(
        report=report, made_by=MadeBy(__version__, _digest(ctx), parser), actors=used, mentions=_mentions(ctx, people),
        timexes=timexes, attributions=tuple(s.record for s in sayings), events=tuple(records), claims=tuple(found), links=links.within(records, found, country) + contests.pointed(ctx, people, coded, records, found, country) + links.answers(ctx, coded, found),
        notes=(note,) if note else (),
    )  # fmt: skip


def _digest(ctx: Context) -> str:
    """The digest of all tables, those of the user's actor files included."""
    own = ctx.own
    return ctx.lexicon.digest if own is None or not len(own) else "sha256:" + hashlib.sha256((ctx.lexicon.digest + own.digest).encode()).hexdigest()


def _event(ctx: Context, people: mentions.People, c: Coded, ident: str, timexes, sayings) -> Event:  # type: ignore[no-untyped-def]
    frame: Frame | None = fill(ctx, people, c.framed or c)
    tokens = c.match.tokens if c.match.row.pos != "noun" else (c.head,)
    first, last = min(tokens), max(tokens)
    anchor = ctx.span(first, last) if last - first <= 6 else ctx.span(c.head, c.head)
    when = times.of_event(ctx, timexes, c, sayings)
    modality = c.modality
    if modality == "actual" and times.is_historical(ctx, when):
        modality = "historical"
    return Event(
        id=ident, type=c.type, anchor=anchor, mode=c.row.mode, cameo=c.row.cameo, actor=tuple(a.id for a, _ in c.actors),
        recipient=tuple(a.id for a, _ in c.recipients), actor_spans=_spans(ctx, people, c, "actor"), recipient_spans=_spans(ctx, people, c, "recipient"), frame=frame,
        time=when, modality=modality, polarity=c.polarity, why=tuple(c.why),  # type: ignore[arg-type]
    )  # fmt: skip


def _spans(ctx: Context, people: mentions.People, c: Coded, role: str) -> tuple[Span, ...]:
    """Where the text names the parties of one role; an argument that stands for nobody known keeps its noun phrase."""
    who = [k for _, k in (c.actors if role == "actor" else c.recipients)] or c.loose.get(role, [])
    out: list[tuple[int, int]] = []
    for k in who:
        d = people.get(k)
        hit = people.hit_at.get(k)
        out.append(
            ctx.parse.span(d.first, d.last)
            if d
            else ctx.parse.span(hit.first, hit.last)
            if hit
            else ctx.parse.span(*phrase(ctx.parse, k, clauses=False))
        )
    return tidy(out)


def _mentions(ctx: Context, people: mentions.People) -> tuple[Mention, ...]:
    out: list[Mention] = []
    for k in sorted(people.by_head):
        d = people.by_head[k]
        for actor in (d.actor, *d.also):
            if actor is not None:
                out.append(Mention(f"m{len(out) + 1}", ctx.span(d.first, d.last), d.kind, actor.id, d.score, tuple(d.why)))  # type: ignore[arg-type]
    return tuple(out)


def _used(
    people: mentions.People, coded: list[Coded], records: list[Event], found: list[Claim], sayings: list[attributions.Saying]
) -> tuple[Actor, ...]:
    """Every actor that a record names, by first appearance."""
    known: dict[str, Actor] = {}
    for k in sorted(set(people.by_head) | set(people.hit_at)):
        d = people.by_head.get(k)
        for a in ((d.actor if d else None), *(d.also if d else ()), (people.hit_at[k].actor if k in people.hit_at else None)):
            if a is not None:
                known.setdefault(a.id, a)
    for c in coded:
        for a, _ in (*c.actors, *c.recipients):
            known.setdefault(a.id, a)
    named = {a.id for d in people.by_head.values() for a in (d.actor, *d.also) if a}
    wanted = (
        named
        | {i for e in records for i in (*e.actor, *e.recipient)}
        | {v.actor for x in found for v in x.voices}
        | {y.holder for x in found for y in x.evidence if y.holder}
        | {s.record.source_actor for s in sayings}
    )
    return tuple(a for i, a in known.items() if i in wanted)
