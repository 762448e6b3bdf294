"""A claim as its page shows it: the machine's record beside what counts, its sentence, the judgements on it, and claims to merge it with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from ..export.html import marked_text
from ..ledger.corrections import find
from ..ledger.fields import allowed, shown, values
from ..ledger.judging import Judged, Record
from ..ledger.quotes import sentence_span
from ..ledger.rows import outlet
from ..ledger.store import Wanted
from ..ledger.subjects import Ref
from ..model import Claim, Reading, Span
from ..model.report import Block
from ..stores import Store
from .views import claim_of, quoted
from .wording import claim_href

FIELDS = ("voice", "stance", "factuality", "actor", "recipient", "type", "mode", "cameo", "status", "start", "end", "modality", "polarity")
"""In the order of the page."""
_CHOSEN = frozenset({"stance", "factuality", "type", "status", "modality", "polarity"})
_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A field: what the machine has, what counts, and what a form offers."""

    name: str
    machine: str
    now: str
    options: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A judgement in words; `set` are the values that people typed, as they read them, `href` leads to the claim of a merge."""

    judged: Judged
    set: tuple[tuple[str, str], ...]
    href: str


@dataclass(frozen=True, slots=True)
class Candidate:
    name: str
    said: str
    quote: str
    where: str
    href: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    record: Record
    reading: Reading
    claim: Claim
    where: str
    rows: tuple[Row, ...]
    marked: Markup
    marks: tuple[Mark, ...]
    disputes: Sequence[Mapping[str, Any]]
    beside: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    actors: tuple[str, ...]


def claim_page(store: Store, ref: Ref, words: str) -> ClaimPage:
    """`words` look for claims to merge it with; without them it is those of the same kind and party."""
    record = store.record(ref)
    reading = record.effective if record.counting else record.machine
    claim = record.counting or record.claim
    disputes = store.disputes_with(ref)
    beside = tuple(c.id for c in reading.claims if c.event == claim.event and c.id != claim.id)
    own = {ref, *(s.ref for d in store.disputes(d["proposition"] for d in disputes) for s in d.statements)}
    found = (r for r in (_found(store, words) if words else _alike(store, reading, claim)) if r not in own)
    return ClaimPage(
        record, reading, claim, _where(reading), rows(record), marked(reading, claim), tuple(_mark(store, record, j) for j in store.judged(report=ref.report, claim=ref.claim)), disputes, beside,
        tuple(_candidates(store, found)), tuple(shown(reading, "actor", a.id) for a in reading.actors),
    )  # fmt: skip


def rows(record: Record) -> tuple[Row, ...]:
    machine = values(record.machine, record.claim)
    now = values(record.effective, record.counting) if record.counting else {}
    has_frame = record.machine.event(record.claim.event).frame is not None

    def row(name: str) -> Row:
        value = now.get(name, "")
        options = () if name == "cameo" else allowed(name, now.get("type", machine["type"]))
        return Row(name, shown(record.machine, name, machine[name]), shown(record.effective, name, value), tuple(dict.fromkeys((value, *options))), name in _CHOSEN)

    return tuple(row(name) for name in FIELDS if name != "status" or has_frame)


def marked(reading: Reading, claim: Claim) -> Markup:
    """The sentence with the words of this claim alone."""
    span = Span(*sentence_span(reading, claim))
    said = {v.attribution for v in claim.voices}
    attributions = tuple(a for a in reading.attributions if a.id in said)
    alone = replace(reading, report=replace(reading.report, blocks=(Block("paragraph", span),)), claims=(claim,), attributions=attributions)
    return Markup(marked_text(alone, ""))


def _mark(store: Store, record: Record, judged: Judged) -> Mark:
    j = judged.judgement
    named = replace(record.machine, actors=tuple({a.id: a for a in (*record.machine.actors, *j.actors)}.values()))
    typed = tuple((k, shown(named, k, v)) for k, v in j.set) if j.action == "set" else ()
    other = find(store.machine(j.other_report), j.other) if j.other else None
    return Mark(judged, typed, claim_href(j.other_report, other.id) if other else "")


def _found(store: Store, words: str) -> Iterable[Ref]:
    for line in store.search(words, _CANDIDATES):
        for claim in line["claims"].split():
            yield Ref(line["report"], claim)


def _alike(store: Store, reading: Reading, claim: Claim) -> Iterable[Ref]:
    """Claims of the same kind about the same first party."""
    event = reading.event(claim.event)
    party = next((reading.actor(i) for i in event.actor), None)
    wanted = Wanted(about=event.frame.name if event.frame else event.type, actor=(party.country if party.kind == "state" else party.id) if party else None, limit=4 * _CANDIDATES)
    return (Ref(line["report"], line["claim"]) for line in store.claims(wanted))


def _candidates(store: Store, refs: Iterable[Ref]) -> Iterable[Candidate]:
    some = list(dict.fromkeys(refs))[:_CANDIDATES]
    readings = {r.report.id: r for r in store.readings(ref.report for ref in some)}
    for ref in some:
        reading = readings[ref.report]
        c = claim_of(reading, ref.claim)
        yield Candidate(f"{ref.report}#{ref.claim}", reading.sentence(c), quoted(reading, c), _where(reading), claim_href(ref.report, ref.claim))


def _where(reading: Reading) -> str:
    """The outlet and the day."""
    return ", ".join(x for x in (outlet(reading.report), reading.report.published) if x)
