"""What follows from the kept rows: effective readings, subjects, disputes. After an addition only what it touches is made again.

A component is a set of subjects that hang together by joins, or did so once; nothing crosses one, so disputes are made a component at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..ledger.compare import join
from ..ledger.corrections import Judgement, attached, corrected, judgement, placed
from ..ledger.disputes import preference
from ..ledger.leaves import Leaf, leaf
from ..ledger.propositions import keys
from ..ledger.subjects import Ref, Subject
from ..model import Reading
from . import copies
from .database import Database, Value, forget, insert, within
from .records import CLAIM, LINK, PARTY, READING, Packed, claim_rows, link_rows, number_of, pack, subject_of, text_of, unpack
from .settling import settle

TABLES = ("current", "families", "sketches", "subjects", "blocks", "entries", "ties", "propositions", "members", "sides", "steps", "attached")
_WIDTHS = range(9)
"""Windows are kept by their width in powers of eight, so that those which meet a window stand in a few stretches of an index."""


class Known:
    """Subjects by number. They never change, so what has been read once need not be read again."""

    def __init__(self, limit: int = 200_000) -> None:
        self._held: dict[int, Subject] = {}
        self._limit = limit

    def put(self, number: int, subject: Subject) -> None:
        if len(self._held) >= self._limit:
            self._held.clear()
        self._held[number] = subject

    def get(self, db: Database, numbers: Iterable[int]) -> dict[int, Subject]:
        wanted = list(dict.fromkeys(numbers))
        out = {n: self._held[n] for n in wanted if n in self._held}
        for n, body in within(db, "SELECT id, body FROM subjects WHERE id IN {values}", (n for n in wanted if n not in out)):
            out[n] = subject_of(body)
            self.put(n, out[n])
        return out


def keep(db: Database, found: Iterable[Packed]) -> int:
    """Insert readings with their claims, parties and links; the number of claims."""
    packs = list(found)
    (((top,),)) = db.all("SELECT COALESCE(MAX(id), 0) FROM claims")
    first = int(top) + 1
    claims: list[tuple[Value, ...]] = []
    parties: list[tuple[Value, ...]] = []
    for p in packs:
        for row, own in claim_rows(p, first + len(claims)):
            claims.append(row)
            parties += own
    insert(db, "readings", READING, [p.row() for p in packs])
    insert(db, "claims", CLAIM, claims)
    insert(db, "parties", PARTY, parties)
    insert(db, "links", LINK, [row for p in packs for row in link_rows(p)])
    return len(claims)


def renew(db: Database, known: Known, reports: Iterable[str], fresh: Mapping[str, Packed] | None = None) -> None:
    """Make again what depends on these reports. `fresh` are readings just kept, of reports that have no other and no judgement."""
    changed = _with_dependents(db, reports)
    effective = {r: (fresh or {}).get(r) or _effective(db, r) for r in sorted(changed)}
    forget(db, "DELETE FROM current WHERE report IN {values}", effective)
    insert(db, "current", ("report", "reading"), [(r, p.id) for r, p in effective.items()])
    moved = copies.renew(db, {r: p.reading for r, p in effective.items()})
    leaves = {r: placed(leaf(p.reading), lambda other: _judged(db, other)) if r not in (fresh or {}) else leaf(p.reading) for r, p in effective.items()}
    touched = _components(db, [*effective, *moved])
    forget(db, "DELETE FROM entries WHERE report IN {values}", changed)
    forget(db, "DELETE FROM ties WHERE report IN {values}", changed)
    groups = _put(db, known, leaves)
    if touched:
        _drop_orphans(db, touched)
    settle(db, known.get, touched, groups)


def _with_dependents(db: Database, reports: Iterable[str]) -> set[str]:
    """The reports, and those with a claim that a judgement has put to a claim of one of them."""
    out, new = set(), set(reports)
    while new:
        out |= new
        new = {r for (r,) in within(db, "SELECT report FROM attached WHERE other_report IN {values}", sorted(new))} - out
    return out


def judgements_of(db: Database, report: str) -> list[str]:
    return [d for (d,) in db.all("SELECT detail FROM judgements WHERE report = ?", (report,))]


def machine(db: Database, report: str) -> Packed:
    """The preferred reading of those that the machine made of a report."""
    rows = db.all("SELECT m.id, m.body, r.text FROM readings m JOIN reports r ON r.id = m.report WHERE m.report = ? AND m.machine IS NULL", (report,))
    packs = [Packed(i, unpack(body, text), body) for i, body, text in rows]
    return packs[0] if len(packs) == 1 else max(packs, key=lambda p: preference(p.reading))


def _effective(db: Database, report: str) -> Packed:
    """The machine's reading with the judgements on it, kept if it is new."""
    made = machine(db, report)
    judged = [judgement(d) for d in judgements_of(db, report)]
    forget(db, "DELETE FROM attached WHERE report IN {values}", [report])
    rows = [(j.id, report, c.id if c else None, j.other_report or None) for j, c in attached(made.reading, judged)]
    insert(db, "attached", ("judgement", "report", "claim", "other_report"), rows)
    reading = corrected(made.reading, judged)
    if reading == made.reading:
        return made
    packed = pack(reading, made.id)
    if not db.all("SELECT 1 FROM readings WHERE id = ?", (packed.id,)):
        keep(db, [packed])
    return packed


def _judged(db: Database, report: str) -> tuple[Reading, tuple[Judgement, ...]]:
    return machine(db, report).reading, tuple(judgement(d) for d in judgements_of(db, report))


def _components(db: Database, reports: Iterable[str]) -> set[int]:
    """The components in which claims of these reports stand."""
    sql = "SELECT DISTINCT s.component FROM entries e JOIN subjects s ON s.id = e.subject WHERE e.report IN {values}"
    return {c for (c,) in within(db, sql, sorted(reports))}


def _put(db: Database, known: Known, leaves: Mapping[str, Leaf]) -> list[set[int]]:
    """Insert entries, ties and new subjects; sets of subjects that belong into one component."""
    numbered: dict[Ref, int] = {}
    bodies: dict[int, str] = {}
    for x in leaves.values():
        for e in x.entries:
            body = text_of(e.subject)
            n = numbered[e.ref] = number_of(body)
            if n not in bodies:
                bodies[n] = body
                known.put(n, e.subject)
    said = [(ref.report, ref.claim, numbered.get(ref), text_of(s)) for x in leaves.values() for ref, s in x.statements.items()]
    insert(db, "entries", ("report", "claim", "subject", "statement"), said)
    ties = [(x.report, a.claim, b.claim, score, int(score is None)) for x in leaves.values() for a, b, score in x.ties]
    insert(db, "ties", ("report", "denial", "denied", "score", "bare"), ties)
    there = {n for (n,) in within(db, "SELECT id FROM subjects WHERE id IN {values}", bodies)}
    new = [n for n in bodies if n not in there]
    insert(db, "subjects", ("id", "component", "body"), [(n, n, bodies[n]) for n in new])
    subjects = known.get(db, bodies)
    _block(db, {n: subjects[n] for n in new})
    tied = [{numbered[a], numbered[b]} for x in leaves.values() for a, b, score in x.ties if score is not None and a in numbered and b in numbered]
    return [{n} for n in bodies] + tied + _joined(db, known, new)


def _block(db: Database, new: Mapping[int, Subject]) -> None:
    rows = [(number_of("|".join(k)), _width(s), s.window.first, s.window.last, n) for n, s in new.items() for k in keys(s)]
    insert(db, "blocks", ("block", "width", "first", "last", "subject"), rows, once=True)


def _width(s: Subject) -> int:
    return ((s.window.last - s.window.first).bit_length() + 2) // 3


def _joined(db: Database, known: Known, new: Iterable[int]) -> list[set[int]]:
    """Each new subject with every other that it joins: of those that share a block and whose windows meet."""
    subjects = known.get(db, new)
    db.run("CREATE TEMPORARY TABLE IF NOT EXISTS probes (subject BIGINT, block BIGINT, width BIGINT, low BIGINT, first BIGINT, last BIGINT)")
    db.run("DELETE FROM probes")
    rows = [
        (n, block, w, s.window.first - 8**w, s.window.first, s.window.last)
        for n, s in subjects.items()
        for block in [number_of("|".join(k)) for k in keys(s)]
        for w in _WIDTHS
    ]  # fmt: skip
    insert(db, "probes", ("subject", "block", "width", "low", "first", "last"), rows)
    sql = (
        "SELECT DISTINCT p.subject, b.subject FROM probes p CROSS JOIN blocks b WHERE b.block = p.block AND b.width = p.width AND b.first >= p.low AND b.first <= p.last"
        " AND b.last >= p.first AND b.subject <> p.subject"
    )
    found = [(a, b) for a, b in db.all(sql) if a < b or b not in subjects]
    others = known.get(db, (b for _, b in found))
    return [{a, b} for a, b in found if join(subjects[a], others[b]).joined]


def _drop_orphans(db: Database, components: Iterable[int]) -> None:
    """Subjects that no claim has any longer, after a report has been read anew or judged."""
    sql = "SELECT s.id FROM subjects s LEFT JOIN entries e ON e.subject = s.id WHERE e.subject IS NULL AND s.component IN {values}"
    gone = [n for (n,) in within(db, sql, sorted(components))]
    forget(db, "DELETE FROM blocks WHERE subject IN {values}", gone)
    forget(db, "DELETE FROM subjects WHERE id IN {values}", gone)
