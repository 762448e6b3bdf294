"""What follows from the kept rows: effective readings, subjects, disputes. After an addition only what it touches is made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..ledger.compare import join
from ..ledger.corrections import Judgement, attached, corrected, judgement, placed
from ..ledger.disputes import preference
from ..ledger.leaves import Leaf, leaf
from ..ledger.propositions import keys
from ..ledger.subjects import Ref, Subject
from ..model import Reading
from . import copies, speaking
from .database import Database, Value, forget, insert, within
from .patches import Known, put_edges
from .records import CLAIM, LINK, PARTY, READING, Packed, claim_rows, link_rows, number_of, pack, text_of, unpack
from .settling import settle
from .sqlite import Sqlite

TABLES = ("current", "families", "sketches", "subjects", "edges", "blocks", "entries", "ties", "propositions", "members", "sides", "steps", "register_rows", "happenings", *speaking.TABLES, "attached")
_WIDTHS = 9
"""Windows are kept by their width in powers of eight, so that those which meet a window stand in a few stretches of an index."""


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
    if isinstance(db, Sqlite):  # row by row, as a trigger would do it, its index writes itself out each time
        db.run("INSERT INTO words (rowid, quote) SELECT id, quote FROM claims WHERE id >= ?", (first,))
    insert(db, "parties", PARTY, parties)
    insert(db, "links", LINK, [row for p in packs for row in link_rows(p)])
    return len(claims)


def renew(db: Database, known: Known, reports: Iterable[str], fresh: Mapping[str, Packed] | None = None) -> None:
    """Make again what depends on these reports. `fresh` are readings just kept, of reports that have no other and no judgement."""
    changed = _with_dependents(db, reports)
    effective = {r: (fresh or {}).get(r) or _effective(db, r) for r in sorted(changed)}
    forget(db, "DELETE FROM current WHERE report IN {values}", effective)
    insert(db, "current", ("report", "reading"), [(r, p.id) for r, p in effective.items()])
    for p in effective.values():
        known.opened.put(p.id, p.reading)
    moved = copies.renew(db, {r: p.reading for r, p in effective.items()})
    leaves = {r: p.leaf if r in (fresh or {}) else placed(p.leaf, lambda other: with_judgements(db, other)) for r, p in effective.items()}
    speaking.renew(db, leaves, {r: p.reading for r, p in effective.items()})
    touched = {n for (n,) in within(db, "SELECT subject FROM entries WHERE subject IS NOT NULL AND report IN {values}", sorted({*changed, *moved}))}
    tied = _unlink(db, changed)
    forget(db, "DELETE FROM entries WHERE report IN {values}", changed)
    forget(db, "DELETE FROM ties WHERE report IN {values}", changed)
    numbers, linked = _put(db, known, leaves)
    broken = _labels(db, tied | linked)
    gone, near = _drop_orphans(db, touched - numbers, broken)
    settle(db, known, (touched | numbers | tied | near) - gone, broken)


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
    packs = [Packed(i, reading, body, leaf(reading)) for i, body, text in rows for reading in [unpack(body, text)]]
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


def with_judgements(db: Database, report: str) -> tuple[Reading, tuple[Judgement, ...]]:
    return machine(db, report).reading, tuple(judgement(d) for d in judgements_of(db, report))


def _labels(db: Database, numbers: Iterable[int]) -> set[str]:
    return {p for (p,) in within(db, "SELECT proposition FROM subjects WHERE proposition IS NOT NULL AND id IN {values}", sorted(numbers))}


def _unlink(db: Database, reports: Iterable[str]) -> set[int]:
    """Take away the joins that links of these reports carry; the subjects at their ends."""
    sql = (
        "SELECT t.report, a.subject, b.subject FROM ties t JOIN entries a ON a.report = t.report AND a.claim = t.denial JOIN entries b ON b.report = t.report AND b.claim = t.denied"
        " WHERE t.bare = 0 AND a.subject IS NOT NULL AND b.subject IS NOT NULL AND t.report IN {values}"
    )
    rows = list(within(db, sql, sorted(reports)))
    db.many("DELETE FROM edges WHERE a = ? AND b = ? AND report = ?", [(x, y, r) for r, a, b in rows for x, y in ((a, b), (b, a))])
    return {n for _, a, b in rows for n in (a, b)}


def _put(db: Database, known: Known, leaves: Mapping[str, Leaf]) -> tuple[set[int], set[int]]:
    """Insert entries, ties, new subjects and joins; the subjects of the entries, and those at the ends of links."""
    numbered: dict[Ref, int] = {}
    bodies: dict[int, str] = {}
    for x in leaves.values():
        for e in x.entries:
            body = text_of(e.subject)
            n = numbered[e.ref] = number_of(body)
            if n not in bodies:
                bodies[n] = body
                known.put(n, e.subject)
    said = [(ref, text_of(s), s) for x in leaves.values() for ref, s in x.statements.items()]
    for _, body, s in said:
        known.keep(body, s)
    insert(db, "entries", ("report", "claim", "subject", "statement"), [(ref.report, ref.claim, numbered.get(ref), body) for ref, body, _ in said])
    ties = [(x.report, a.claim, b.claim, score, int(score is None)) for x in leaves.values() for a, b, score in x.ties]
    insert(db, "ties", ("report", "denial", "denied", "score", "bare"), ties)
    there = {n for (n,) in within(db, "SELECT id FROM subjects WHERE id IN {values}", bodies)}
    new = [n for n in bodies if n not in there]
    insert(db, "subjects", ("id", "body"), [(n, bodies[n]) for n in new])
    subjects = known.get(db, bodies)
    blocks = {n: [number_of("|".join(k)) for k in keys(subjects[n])] for n in new}
    _block(db, {n: subjects[n] for n in new}, blocks)
    put_edges(db, _joined(db, known, blocks))
    linked = list(_linked(leaves, numbered, subjects))
    put_edges(db, linked)
    return set(bodies), {n for a, b, *_ in linked for n in (a, b)}


def _linked(leaves: Mapping[str, Leaf], numbered: Mapping[Ref, int], subjects: Mapping[int, Subject]) -> Iterator[tuple[int, int, str, float, float]]:
    """Joins that only the link of a denial carries."""
    for x in leaves.values():
        best: dict[tuple[int, int], float] = {}
        for denial, denied, link in x.ties:
            a, b = numbered.get(denial), numbered.get(denied)
            if link is not None and a is not None and b is not None and a != b:
                best[a, b] = max(link, best.get((a, b), 0.0))
        for (a, b), link in best.items():
            if not join(subjects[a], subjects[b]).joined and (j := join(subjects[a], subjects[b], linked=link)).joined:
                yield a, b, x.report, j.score, link


def _block(db: Database, new: Mapping[int, Subject], blocks: Mapping[int, list[int]]) -> None:
    rows = [(block, _width(s), s.window.first, s.window.last, n) for n, s in new.items() for block in blocks[n]]
    insert(db, "blocks", ("block", "width", "first", "last", "subject"), rows, once=True)


def _width(s: Subject) -> int:
    return ((s.window.last - s.window.first).bit_length() + 2) // 3


def _joined(db: Database, known: Known, blocks: Mapping[int, list[int]]) -> Iterator[tuple[int, int, str, float, float]]:
    """Each new subject with every other that it joins: of those that share a block and whose windows meet."""
    subjects = known.get(db, blocks)
    db.run("CREATE TEMPORARY TABLE IF NOT EXISTS probes (subject BIGINT, block BIGINT, first BIGINT, last BIGINT)")
    db.run("DELETE FROM probes")
    rows = [(n, block, s.window.first, s.window.last) for n, s in subjects.items() for block in blocks[n]]
    insert(db, "probes", ("subject", "block", "first", "last"), rows)
    widths = " UNION ALL ".join(f"SELECT {w} AS width, {8**w} AS days" for w in range(_WIDTHS))
    sql = (
        f"SELECT DISTINCT p.subject, b.subject FROM probes p CROSS JOIN ({widths}) w CROSS JOIN blocks b WHERE b.block = p.block AND b.width = w.width"
        " AND b.first >= p.first - w.days AND b.first <= p.last AND b.last >= p.first AND b.subject <> p.subject"
    )
    found = [(a, b) for a, b in db.all(sql) if a < b or b not in subjects]
    others = known.get(db, (b for _, b in found))
    for a, b in found:
        if (j := join(subjects[a], others[b])).joined:
            yield a, b, "", j.score, 0.0


def _drop_orphans(db: Database, numbers: Iterable[int], broken: set[str]) -> tuple[set[int], set[int]]:
    """Of these subjects delete those that no claim has any longer; them, and what was next to them. Their groups are broken."""
    wanted = sorted(numbers)
    held = {n for (n,) in within(db, "SELECT subject FROM entries WHERE subject IN {values}", wanted)}
    gone = set(wanted) - held
    broken |= _labels(db, gone)
    edges = list(within(db, "SELECT a, b FROM edges WHERE a IN {values}", sorted(gone)))
    db.many("DELETE FROM edges WHERE a = ? AND b = ?", [pair for a, b in edges for pair in ((a, b), (b, a))])
    forget(db, "DELETE FROM blocks WHERE subject IN {values}", gone)
    forget(db, "DELETE FROM subjects WHERE id IN {values}", gone)
    return gone, {b for _, b in edges}
