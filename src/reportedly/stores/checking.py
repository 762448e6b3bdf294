"""Is the ledger whole: does every hash fit, does every reference lead somewhere, is every quotation where it says it is?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from ..model import Reading, Report
from .database import Database, within
from .records import pack, unpack


def check(db: Database) -> list[str]:
    return [*_kept(db), *_references(db)]


def _kept(db: Database) -> Iterator[str]:
    """Hashes of reports and readings, and the claims of each reading against their rows."""
    ids = [i for (i,) in db.all("SELECT id FROM readings ORDER BY id")]
    sql = "SELECT m.id, m.report, m.machine, m.body, r.text FROM readings m JOIN reports r ON r.id = m.report WHERE m.id IN {values}"
    for k in range(0, len(ids), 200):
        for i, report, machine, body, text in within(db, sql, ids[k : k + 200]):
            try:
                reading = unpack(body, text)
            except Exception as e:
                yield f"reading {i}: cannot be read: {e}"
                continue
            if pack(reading, machine).id != i:
                yield f"reading {i}: its content has changed, its hash does not fit"
            if reading.report.id != report or not fits(reading.report):
                yield f"report {report}: its id is not the hash of its text"
            yield from quotes(db, i, reading)


def fits(report: Report) -> bool:
    """Is the id the hash of the content: of the text, or of title, date and text?"""
    whole = "\0".join((report.title or "", report.published or "", report.text))
    return report.id in {"sha256:" + hashlib.sha256(x.encode("utf-8", "surrogatepass")).hexdigest() for x in (report.text, whole)}


def quotes(db: Database, reading_id: str, reading: Reading) -> Iterator[str]:
    """Each claim's row against the text: span, quotation, rows that fired."""
    events = {e.id: e for e in reading.events}
    rows = {c: rest for c, *rest in db.all("SELECT claim, quote_start, quote_end, quote, why FROM claims WHERE reading = ?", (reading_id,))}
    for c in reading.claims:
        name = f"claim {reading.report.id}#{c.id}"
        if c.id not in rows:
            yield f"{name}: has no row"
            continue
        start, end, quote, why = rows.pop(c.id)
        if " ".join(reading.report.text[start:end].split()) != quote:
            yield f"{name}: the text at {start}-{end} is not its quotation {quote[:60]!r}"
        if why != " | ".join(dict.fromkeys((*c.why, *events[c.event].why))):
            yield f"{name}: its row names other reasons than its reading"
    yield from (f"claim {reading.report.id}#{c}: its reading has no such claim" for c in rows)


_REFERENCES = (
    ("current reading of report {}: there is none", "SELECT r.id FROM reports r LEFT JOIN current c ON c.report = r.id LEFT JOIN readings m ON m.id = c.reading WHERE m.id IS NULL"),
    ("claim {}#{} of a current reading: counted nowhere", "SELECT v.report, v.claim FROM v_claims v LEFT JOIN entries e ON e.report = v.report AND e.claim = v.claim WHERE e.claim IS NULL"),
    ("entry {}#{}: no current claim", "SELECT e.report, e.claim FROM entries e LEFT JOIN v_claims v ON e.report = v.report AND e.claim = v.claim WHERE v.claim IS NULL"),
    ("entry {}#{}: its subject is gone", "SELECT e.report, e.claim FROM entries e LEFT JOIN subjects s ON s.id = e.subject WHERE e.subject IS NOT NULL AND s.id IS NULL"),
    ("entry {}#{}: in no proposition", "SELECT e.report, e.claim FROM entries e LEFT JOIN members m ON m.report = e.report AND m.claim = e.claim WHERE e.subject IS NOT NULL AND m.claim IS NULL"),
    ("proposition {}: without members", "SELECT p.id FROM propositions p LEFT JOIN members m ON m.proposition = p.id WHERE m.claim IS NULL"),
    ("member {}#{}: of a proposition that is gone", "SELECT m.report, m.claim FROM members m LEFT JOIN propositions p ON p.id = m.proposition WHERE p.id IS NULL"),
    ("report {}: in no family", "SELECT r.id FROM reports r LEFT JOIN families f ON f.report = r.id WHERE f.family IS NULL"),
)  # fmt: skip


def _references(db: Database) -> Iterator[str]:
    for message, sql in _REFERENCES:
        for row in db.all(sql):
            yield message.format(*row)
