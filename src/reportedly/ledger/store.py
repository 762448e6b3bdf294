"""What a ledger does, wherever it is kept. `reportedly.stores` has the stores; this is their contract, tested on each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from ..model import Reading
from .corrections import Judgement
from .disputes import Dispute
from .judging import Judged, Record
from .subjects import Ref

Line = Mapping[str, Any]
"""A row of an answer, by the names of its columns."""


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition has changed; what was there already is `known`. `refused` are (report, reason)."""

    reports: int = 0
    readings: int = 0
    claims: int = 0
    known: int = 0
    refused: tuple[tuple[str, str], ...] = ()

    def __add__(self, o: Added) -> Added:
        return Added(self.reports + o.reports, self.readings + o.readings, self.claims + o.claims, self.known + o.known, self.refused + o.refused)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims or disputes: every field that is set must hold. Parties are country codes, actor ids or parts of names;
    `denied` are the disputes in which somebody denies, doubts, or has changed sides; at least so many independent `sources` stand for it;
    `place` and `country` are where it happened."""

    source: str | None = None
    actor: str | None = None
    recipient: str | None = None
    about: str | None = None
    stance: str | None = None
    factuality: str | None = None
    state: str | None = None
    party: str | None = None
    denied: bool = False
    since: str | None = None
    until: str | None = None
    place: str | None = None
    country: str | None = None
    sources: int = 0
    limit: int | None = None
    offset: int = 0


class Ledger(Protocol):
    """Readings go in, one transaction a batch; disputes come out. The order and the batches of additions change nothing."""

    def add(self, readings: Iterable[Reading], batch: int = 500) -> Added:
        """Keep readings. Each batch is kept whole or not at all; a reading that is there already changes nothing."""

    def judge(self, judgements: Iterable[Judgement]) -> int:
        """Keep judgements and make the effective view again; the number of new ones."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the ledger as its one writer: what is looked at is still so when it is judged. All that is kept meanwhile is kept together, or nothing."""

    def judgements(self) -> tuple[Judgement, ...]: ...

    def judged(self, limit: int | None = None, offset: int = 0, report: str | None = None, claim: str | None = None) -> list[Judged]:
        """Judgements, the newest first: all, or those on a report or one of its claims."""

    def judgement(self, name: str) -> Judgement:
        """The judgement of that name (`j:…`)."""

    def standing(self, reports: Iterable[str]) -> dict[tuple[str, str], list[Judgement]]:
        """The judgements that hold on each claim of these reports, in order."""

    def record(self, ref: Ref) -> Record:
        """A claim as the machine has it, with all judgements on its report."""

    def readings(self, reports: Iterable[str] | None = None) -> Iterator[Reading]:
        """The effective readings, in the order of the reports' ids."""

    def families(self) -> dict[str, str]: ...

    def disputes(self, propositions: Iterable[str] | None = None) -> tuple[Dispute, ...]:
        """Disputes in full, all or those over some propositions."""

    def claim(self, name: str) -> Ref:
        """The claim of that name, rejected or not: `REPORT#CLAIM`, the report by any beginning of its hash that is unique."""

    def disputes_with(self, ref: Ref) -> list[dict[str, Any]]:
        """One line for each dispute that a claim is part of."""

    def claims(self, wanted: Wanted) -> list[dict[str, Any]]: ...

    def summaries(self, wanted: Wanted) -> list[dict[str, Any]]:
        """One line a dispute, the latest change first."""

    def count(self, wanted: Wanted) -> int:
        """How many lines `summaries` has in all, whatever part of them is wanted."""

    def newest_change(self) -> int:
        """The number of the last change of any dispute."""

    def changes(self, after: int, wanted: Wanted) -> list[dict[str, Any]]:
        """The line of each dispute that has come or changed after a number, in the order of the changes, with its `number`, that of its `first`
        appearance, and the names that parts of it had `before`."""

    def search(self, words: str, limit: int = 20) -> list[dict[str, Any]]:
        """The sentences of claims that hold all words, `"phrases"` too and none of the `-words`, the best first."""

    def timeline(self, proposition: str | None = None, since: str | None = None, until: str | None = None) -> list[dict[str, Any]]: ...

    def rebuild(self) -> int:
        """Make everything derived again from what is kept; the number of reports."""

    def close(self) -> None: ...
