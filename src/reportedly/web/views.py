"""A dispute as its page shows it: voices with their sentences, and everything said, by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..ledger.disputes import Dispute, Side
from ..ledger.judging import standing
from ..ledger.quotes import sentence_span
from ..ledger.rows import Book
from ..ledger.statements import STANDING_FOR, Statement
from ..ledger.store import Ledger
from ..ledger.subjects import Ref
from ..ledger.summaries import summary
from ..model import Claim, Reading
from .wording import report_href


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in which a voice takes a stand; `change` is set where it is a new one."""

    day: str
    voice: str
    stand: str
    change: str
    quote: str
    outlet: str
    published: str
    factuality: str
    evidence: tuple[tuple[str, str], ...]
    report: str
    claim: str
    judged: tuple[str, ...]

    @property
    def href(self) -> str:
        return report_href(self.report, self.claim)


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of a column. `families` counts its independent sources; `party` tells whether the proposition is about it."""

    name: str
    party: bool
    since: str
    stands: tuple[str, ...]
    kinds: tuple[str, ...]
    families: int
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Page:
    line: Mapping[str, Any]
    asserted: tuple[Voice, ...]
    denied: tuple[Voice, ...]
    doubted: tuple[Voice, ...]
    silent: tuple[str, ...]
    said: tuple[Said, ...]
    joins: tuple[str, ...]

    @property
    def changes(self) -> tuple[Said, ...]:
        return tuple(s for s in self.said if s.change)


def dispute_page(store: Ledger, dispute: Dispute) -> Page:
    book = Book.of({r.report.id: r for r in store.readings({s.ref.report for s in dispute.statements})})
    changes: dict[Ref, str] = {s.ref: s.change for s in dispute.steps}
    judged = store.standing(book.readings)
    said = {s.ref: _said(book, s, changes.get(s.ref, ""), standing(judged.get((s.ref.report, s.ref.claim), ()))) for s in dispute.statements}
    stands = {s.ref: s.stand for s in dispute.statements}
    line = {f: getattr(summary(dispute, book.outlet), f) for f in ("kind", "state", "actor", "recipient", "what", "sources", "claims", "proposition")}

    def column(sides: tuple[Side, ...], *wanted: str) -> tuple[Voice, ...]:
        return tuple(_voice(book, side, [said[r] for r in side.refs if stands[r] in wanted]) for side in sides)

    return Page(
        {**line, "first_day": dispute.first, "last_day": dispute.last}, column(dispute.asserted_by, *STANDING_FOR), column(dispute.denied_by, "denies"),
        column(dispute.doubted_by, "doubts"), tuple(dict.fromkeys(map(book.called, dispute.silent))), tuple(said.values()),
        tuple(dict.fromkeys(w for j in dispute.proposition.joins for w in j.why)),
    )  # fmt: skip


def _voice(book: Book, side: Side, said: list[Said]) -> Voice:
    return Voice(book.name(side.refs, side.voice), side.party, side.since, side.stands, side.kinds, len(side.families), tuple(said))


def _said(book: Book, s: Statement, change: str, judged: tuple[str, ...]) -> Said:
    reading = book.readings[s.ref.report]
    c = claim_of(reading, s.ref.claim)
    report = reading.report
    factuality = "" if reading.event(c.event).type == "DENY" else c.factuality  # that of the denial, not of what is denied
    evidence = tuple(dict.fromkeys((e.kind, " ".join(e.span.of(report.text).split())) for e in c.evidence))
    return Said(
        s.date, book.name((s.ref,), s.voice.id), s.stand, change, quoted(reading, c), book.outlet(report.id), report.published or "", factuality, evidence, report.id, c.id, judged
    )  # fmt: skip


def claim_of(reading: Reading, claim: str) -> Claim:
    return next(c for c in reading.claims if c.id == claim)


def quoted(reading: Reading, claim: Claim) -> str:
    """The sentence of a claim on one line."""
    start, end = sentence_span(reading, claim)
    return " ".join(reading.report.text[start:end].split())
