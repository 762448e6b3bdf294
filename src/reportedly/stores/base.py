"""The store: readings in, disputes out, over any `Database`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any

from ..errors import NotFound
from ..garbage import uncollected
from ..ledger.corrections import Judgement, detail, in_order, judgement
from ..ledger.disputes import Dispute
from ..ledger.judging import Judged, Record
from ..ledger.registers import Register
from ..ledger.relations import Pair, Period
from ..ledger.store import Added, Wanted
from ..ledger.subjects import Ref
from ..model import Reading
from . import checking, digest, happenings, judged, queries, registers, speakers
from .changes import newest
from .database import Database, insert, within
from .derived import TABLES, keep, machine, renew, with_judgements
from .migrations import applied, check, migrate
from .patches import Known
from .records import Packed, pack, unpack
from .schema import FILLED, MIGRATIONS
from .settling import disputes_of


class Store:
    """A ledger in a database (`ledger.store.Ledger`)."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._known = Known()
        self._bring_up()
        check(db, tuple(n for (n,) in db.all("SELECT name FROM migrations")))

    def _bring_up(self) -> None:
        """A ledger that an older version made gets its newer derived tables filled with them, or none of it happens."""
        if set(applied(self.db)) >= {m.name for m in MIGRATIONS}:
            return
        with self.db.write():
            if FILLED & set(migrate(self.db)):
                self.rebuild()

    # -- in ----------------------------------------------------------------------------------------------------------

    def add(self, readings: Iterable[Reading], batch: int = 500) -> Added:
        total = Added()
        source = iter(readings)
        while part := list(islice(source, batch)):
            with uncollected():
                total += self._add(part)
        return total

    def _add(self, part: list[Reading]) -> Added:
        """One batch, one transaction. Packing needs no lock, so it is done before."""
        packs: dict[str, Packed] = {}
        refused = []
        for r in part:
            try:
                p = pack(r)
                packs.setdefault(p.id, p)
            except UnicodeEncodeError as e:
                refused.append((r.report.id, f"holds half a character ({e.object[e.start : e.end]!a}), which no file in UTF-8 can"))
        with self.db.write():
            there = {i for (i,) in within(self.db, "SELECT id FROM readings WHERE id IN {values}", packs)}
            texts = {p.reading.report.id: p.reading.report.text for p in packs.values()}
            held: dict[str, str] = dict(within(self.db, "SELECT id, text FROM reports WHERE id IN {values}", texts))
            new = []
            for i, p in packs.items():
                report = p.reading.report
                if held.get(report.id, texts[report.id]) != report.text:
                    refused.append((report.id, "another text is kept under this id; an id is the hash of a text"))
                elif i not in there:
                    new.append(p)
            reports = {p.reading.report.id for p in new}
            insert(self.db, "reports", ("id", "text"), [(r, texts[r]) for r in sorted(reports) if r not in held])
            claims = keep(self.db, new)
            alone = {p.reading.report.id: p for p in new if p.reading.report.id not in held}
            several = {p.reading.report.id for p in new if alone.get(p.reading.report.id, p) is not p}
            if new:
                renew(self.db, self._known, reports, {r: p for r, p in alone.items() if r not in several})
        return Added(len(reports - set(held)), len(new), claims, len(part) - len(new) - len(refused), tuple(refused))

    def judge(self, judgements: Iterable[Judgement]) -> int:
        found = {j.id: j for j in judgements}
        with self.db.write():
            known = {r for (r,) in within(self.db, "SELECT id FROM reports WHERE id IN {values}", (j.report for j in found.values()))}
            strange = sorted({j.report for j in found.values()} - known)
            if strange:
                raise NotFound(f"report {strange[0]}: not in {self.db.place}. Add its reading first.")
            there = {i for (i,) in within(self.db, "SELECT id FROM judgements WHERE id IN {values}", found)}
            new = [j for i, j in found.items() if i not in there]
            columns = ("id", "report", "action", "target", "detail", "made_by", "why", "made_at")
            insert(self.db, "judgements", columns, [(j.id, j.report, j.action, f"{j.target.anchor.start}-{j.target.anchor.end}", detail(j), j.by, j.why, j.at) for j in new])
            if new:
                renew(self.db, self._known, {j.report for j in new})
        return len(new)

    def writing(self) -> AbstractContextManager[None]:
        return self.db.write()

    def rebuild(self) -> int:
        with self.db.write():
            for table in TABLES:
                self.db.run(f"DELETE FROM {table}")
            reports = [r for (r,) in self.db.all("SELECT id FROM reports ORDER BY id")]
            renew(self.db, self._known, reports)
        return len(reports)

    # -- out ---------------------------------------------------------------------------------------------------------

    def judgements(self) -> tuple[Judgement, ...]:
        return tuple(in_order(judgement(d) for (d,) in self.db.all("SELECT detail FROM judgements")))

    def judged(self, limit: int | None = None, offset: int = 0, report: str | None = None, claim: str | None = None) -> list[Judged]:
        return judged.judged(self.db, limit, offset, report, claim)

    def judgement(self, name: str) -> Judgement:
        return judged.one(self.db, name)

    def standing(self, reports: Iterable[str]) -> dict[tuple[str, str], list[Judgement]]:
        return judged.standing(self.db, reports)

    def record(self, ref: Ref) -> Record:
        return Record.of(*with_judgements(self.db, ref.report), ref.claim)

    def machine(self, report: str) -> Reading:
        """What the machine made of a report, without judgements."""
        return machine(self.db, report).reading

    def readings(self, reports: Iterable[str] | None = None) -> Iterator[Reading]:
        wanted = [r for (r,) in self.db.all("SELECT report FROM current ORDER BY report")] if reports is None else sorted(set(reports))
        sql = "SELECT m.body, r.text FROM current c JOIN readings m ON m.id = c.reading JOIN reports r ON r.id = c.report WHERE c.report IN {values} ORDER BY c.report"
        for body, text in within(self.db, sql, wanted):
            yield unpack(body, text)

    def families(self) -> dict[str, str]:
        return dict(self.db.all("SELECT report, family FROM families"))

    def disputes(self, propositions: Iterable[str] | None = None) -> tuple[Dispute, ...]:
        with self.db.read():
            wanted = [p for (p,) in self.db.all("SELECT id FROM propositions")] if propositions is None else propositions
            found = disputes_of(self.db, self._known, wanted)
        return tuple(sorted(found, key=lambda d: (d.proposition.kind, d.first, d.proposition.id)))

    def register(self, kind: str) -> Register:
        """A register over all that the ledger holds."""
        return registers.register(self.db, kind)

    def claim(self, name: str) -> Ref:
        return queries.claim(self.db, name)

    def proposition(self, name: str) -> str:
        """The proposition that any unique beginning of its id names."""
        return queries.proposition(self.db, name)

    def claims(self, wanted: Wanted) -> list[dict[str, Any]]:
        return queries.claims(self.db, wanted)

    def summaries(self, wanted: Wanted) -> list[dict[str, Any]]:
        return queries.summaries(self.db, wanted)

    def newest_change(self) -> int:
        return newest(self.db)

    def changes(self, after: int, wanted: Wanted) -> list[dict[str, Any]]:
        return queries.changes(self.db, after, wanted)

    def count(self, wanted: Wanted) -> int:
        return queries.count(self.db, wanted)

    def search(self, words: str, limit: int = 20) -> list[dict[str, Any]]:
        return queries.search(self.db, words, limit)

    def disputes_with(self, ref: Ref) -> list[dict[str, Any]]:
        return queries.disputes_with(self.db, ref)

    def timeline(self, proposition: str | None = None, since: str | None = None, until: str | None = None) -> list[dict[str, Any]]:
        return queries.timeline(self.db, proposition, since, until)

    def actors(self, wanted: Wanted, kind: str = "", sort: str = "statements", offset: int = 0) -> tuple[list[dict[str, Any]], int]:
        """A part of those who speak or are accused, with counts, and how many there are."""
        return speakers.actors(self.db, wanted, kind, sort, offset)

    def actor(self, name: str) -> dict[str, Any]:
        with self.db.read():
            return speakers.actor(self.db, name)

    def said(self, voice: str, stand: str = "", limit: int = 50, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
        """A part of an actor's statements, the latest first, and how many there are."""
        return speakers.said(self.db, voice, stand, limit, offset)

    def months(self, voice: str) -> list[tuple[str, str, int]]:
        """(month, stand, number of an actor's statements)."""
        return speakers.months(self.db, voice)

    def called(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of actors."""
        return speakers.called(self.db, ids)

    def days(self, relation: str, wanted: Wanted) -> tuple[str, str]:
        """The first and the last day on which one of `ledger.relations.RELATIONS` was made."""
        return speakers.days(self.db, relation, wanted)

    def pairs(self, relation: str, wanted: Wanted, by: Period = "year") -> list[Pair]:
        """Who does it to whom, how often, by period."""
        return speakers.pairs(self.db, relation, wanted, by)

    def behind(self, relation: str, wanted: Wanted, limit: int = 50, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
        """A part of the sentences behind a pair, the latest first, and how many there are."""
        return speakers.behind(self.db, relation, wanted, limit, offset)

    def happenings(self, wanted: Wanted, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
        """A part of what happened when and where, one line a dispute, the latest first, and how many there are."""
        return happenings.happenings(self.db, wanted, offset)

    def places(self, wanted: Wanted) -> tuple[list[tuple[dict[str, Any], Mapping[str, int]]], int, int]:
        """Places with coordinates, with the number of disputes there by state; how many name a place without any, and how many none."""
        return happenings.places(self.db, wanted)

    def check(self) -> list[str]:
        """Every trouble: hashes that do not fit, references to nothing, rows that do not follow from others."""
        with self.db.read():
            return checking.check(self.db)

    def lost(self, earlier: Iterable[str]) -> list[str]:
        """What an earlier list of hashes (`digest.listing`) holds and the ledger does not."""
        with self.db.read():
            return [f"lost or changed: {line.strip()}" for line in digest.lost(self.db, earlier)]

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
