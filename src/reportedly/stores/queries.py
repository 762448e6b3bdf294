"""Questions to a ledger. Answers are rows by name, in an order that the content decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..errors import NotAllowed, NotFound, StoreError
from ..ledger.store import Wanted
from ..ledger.subjects import Ref
from .conditions import Part, all_of, frame, given, last, of_party
from .database import Database, Value
from .sqlite import Sqlite

Line = dict[str, Any]
CLAIM = (
    "published", "voice_name", "stance", "factuality", "type", "frame", "status", "actor", "recipient", "items", "quantity", "event_start", "event_end", "place", "outlet", "quote",
    "report", "claim", "quote_start", "quote_end", "voices", "modality", "polarity", "source_kind", "evidence", "cameo", "mode", "judged", "why",
)  # fmt: skip
SUMMARY = (
    "state", "kind", "actor", "recipient", "what", "asserted_by", "denied_by", "doubted_by", "silent", "sources", "claims", "first_day", "last_day", "last_change", "proposition",
)  # fmt: skip
CHANGE = (*SUMMARY, "number", "first", "before")
STEP = ("day", "change", "name", "voice", "kind", "actor", "recipient", "what", "quote", "proposition", "report", "claim")
FOUND = ("published", "outlet", "voice_name", "stance", "actor", "recipient", "quote", "report", "quote_start", "quote_end", "claims")


def _lines(db: Database, names: tuple[str, ...], rest: str, values: list[Value]) -> list[Line]:
    return [dict(zip(names, row, strict=True)) for row in db.all(f"SELECT {', '.join(names)} FROM {rest}", values)]


def claims(db: Database, w: Wanted) -> list[Line]:
    parts: list[Part] = []
    for role, who in (("voice", w.source), ("actor", w.actor), ("recipient", w.recipient)):
        if who:
            sql, value = of_party(who)
            parts.append((f"v.id IN (SELECT claim FROM parties WHERE role = '{role}' AND {sql})", (value,)))
    if w.about:
        column = "type" if w.about.isupper() else "frame"
        parts.append((f"v.{column} = ?", (frame(w.about),)))
    parts += given(("v.stance = ?", w.stance), ("v.factuality = ?", w.factuality), ("v.published >= ?", w.since), ("v.published <= ?", last(w.until)))
    sql, values = all_of(parts)
    return _lines(db, CLAIM, f"v_claims v WHERE {sql} ORDER BY published, report, quote_start, id{_limit(w)}", values)


def _limit(w: Wanted) -> str:
    return f" LIMIT {w.limit:d} OFFSET {w.offset:d}" if w.limit else ""


def summaries(db: Database, w: Wanted) -> list[Line]:
    sql, values = all_of(_disputed(w))
    return _lines(db, SUMMARY, f"v_disputes WHERE {sql} ORDER BY last_change DESC, proposition{_limit(w)}", values)


def count(db: Database, w: Wanted) -> int:
    sql, values = all_of(_disputed(w))
    ((n,),) = db.all(f"SELECT COUNT(*) FROM v_disputes WHERE {sql}", values)
    return int(n)


def changes(db: Database, after: int, w: Wanted) -> list[Line]:
    sql, values = all_of([("number > ?", (after,)), *_disputed(w)])
    joined = "changes JOIN v_disputes USING (proposition)"
    return _lines(db, CHANGE, f"{joined} WHERE {sql} ORDER BY number{_limit(w)}", values)


def _disputed(w: Wanted) -> list[Part]:
    """The conditions of a list of disputes."""
    parts = given(("state = ?", {"denied": "uncontested denial"}.get(w.state or "", w.state)), ("last_change >= ?", w.since), ("first_day <= ?", last(w.until)))
    if w.about:
        kind = frame(w.about)
        parts.append(("(kind = ? OR kind LIKE ?)", (kind, f"{kind}/%")))
    if w.party:
        sql, value = of_party(w.party)
        parts.append((f"proposition IN (SELECT m.proposition FROM members m JOIN v_parties p ON p.report = m.report AND p.claim = m.claim WHERE {sql})", (value,)))
    if w.denied:
        parts.append(("(denied_by <> '' OR doubted_by <> '' OR state IN ('admitted', 'retracted'))", ()))
    if w.sources:
        parts.append(("sources >= ?", (w.sources,)))
    return parts


def disputes_with(db: Database, ref: Ref) -> list[Line]:
    here = "proposition IN (SELECT proposition FROM members WHERE report = ? AND claim = ?)"
    return _lines(db, SUMMARY, f"v_disputes WHERE {here} ORDER BY last_change DESC, proposition", [ref.report, ref.claim])


def timeline(db: Database, proposition_: str | None, since: str | None, until: str | None) -> list[Line]:
    parts = given(("proposition = ?", proposition_), ("day >= ?", since), ("day <= ?", last(until)))
    sql, values = all_of(parts)
    return _lines(db, STEP, f"v_timeline WHERE {sql} ORDER BY day, report, claim, voice, proposition", values)


# -- search ----------------------------------------------------------------------------------------------------------

_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


def terms(words: str) -> Iterator[tuple[bool, list[str]]]:
    """(is it wanted, words of a phrase) for each term of what somebody typed."""
    for minus, phrase, word in _TERM.findall(words):
        found = re.findall(r"\w+", phrase or word)
        if found:
            yield not minus, found


def search(db: Database, words: str, limit: int) -> list[Line]:
    found = list(terms(words))
    if not any(wanted for wanted, _ in found):
        raise StoreError(f'search {words!r}: nothing to look for. Needed: at least one word, such as "artillery shells".')
    rows = _sqlite_search(db, found, limit) if isinstance(db, Sqlite) else _postgres_search(db, found, limit)
    names = ("published", "outlet", "voice_name", "stance", "actor", "recipient", "quote", "report", "claim", "quote_start", "quote_end")
    out: dict[tuple[str, int], Line] = {}
    for row in rows:
        line = dict(zip(names, row, strict=True))
        same = out.setdefault((line["report"], line["quote_start"]), {**line, "claims": []})
        same["claims"].append(line["claim"])
    return [{k: " ".join(v) if k == "claims" else v for k, v in line.items() if k != "claim"} for line in list(out.values())[:limit]]


_FOUND = "v.published, v.outlet, v.voice_name, v.stance, v.actor, v.recipient, v.quote, v.report, v.claim, v.quote_start, v.quote_end"
_SPARE = 8
"""A sentence has several claims, some of them of earlier readings, and is one line."""


def _sqlite_search(db: Database, found: list[tuple[bool, list[str]]], limit: int) -> list[Any]:
    def side(yes: bool) -> list[str]:
        return ['"' + " ".join(phrase) + '"' for wanted, phrase in found if wanted is yes]

    query = " AND ".join(side(True)) + "".join(f" NOT {x}" for x in side(False))
    best = "SELECT rowid AS id, rank FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?"
    return db.all(f"SELECT {_FOUND} FROM ({best}) w JOIN v_claims v ON v.id = w.id ORDER BY w.rank, v.report, v.id", (query, limit * _SPARE))


def _postgres_search(db: Database, found: list[tuple[bool, list[str]]], limit: int) -> list[Any]:
    query = " ".join(("" if wanted else "-") + '"' + " ".join(phrase) + '"' for wanted, phrase in found)
    sql = (
        f"SELECT {_FOUND} FROM v_claims v, websearch_to_tsquery('english', ?) q WHERE to_tsvector('english', v.quote) @@ q"
        " ORDER BY ts_rank(to_tsvector('english', v.quote), q) DESC, v.report, v.id LIMIT ?"
    )
    return db.all(sql, (query, limit * _SPARE))


# -- names -----------------------------------------------------------------------------------------------------------


def claim(db: Database, name: str) -> Ref:
    report, _, number = name.rpartition("#")
    if not report or not number:
        raise NotAllowed(f"claim {name!r}: not a name of a claim. Needed: REPORT#CLAIM, such as 3fa2b1c9#c4.")
    found = _one(db, "reports", report if report.startswith("sha256:") else f"sha256:{report}", "report", name)
    sql = "SELECT c.claim FROM current n JOIN readings r ON r.id = n.reading JOIN claims c ON c.reading = COALESCE(r.machine, r.id) WHERE n.report = ? ORDER BY c.id"
    have = [c for (c,) in db.all(sql, (found,))]  # of the machine's reading: a judgement on a rejected claim can be taken back
    if number not in have:
        raise NotFound(f"claim {name!r}: the report has no claim {number}. It has: {', '.join(have) or 'none'}.")
    return Ref(found, number)


def proposition(db: Database, name: str) -> str:
    return _one(db, "propositions", name if name.startswith("p:") else f"p:{name}", "proposition", name)


def _one(db: Database, table: str, start: str, what: str, name: str) -> str:
    """The one id that begins so; an index finds it as a range."""
    found = [i for (i,) in db.all(f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 3", (start, start + "~"))]
    if not found:
        raise NotFound(f"{what} {name!r}: none begins so. Names stand in the last column of `claims` and `disputes`.")
    if len(found) > 1 and found[0] != start:
        raise NotFound(f"{what} {name!r}: several begin so ({found[0]}, {found[1]}, …). Give more of it.")
    return str(found[0])
