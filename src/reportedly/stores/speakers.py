"""Questions about who speaks: actors with counts, who accuses, denies or doubts whom, what one actor said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..errors import NotFound
from ..ledger.parties import Party, part
from ..ledger.relations import LENGTHS, RELATIONS, STOOD_FOR, Pair, Period
from ..ledger.speakers import NAMELESS
from ..ledger.statements import STANDING_FOR
from ..ledger.store import Wanted
from .conditions import Part as Condition
from .conditions import all_of, given, last, of_party
from .database import Database, Value, within
from .queries import Line
from .records import OUTLET
from .speaking import BETWEEN

ACTOR = ("actor", "name", "kind", "country", "statements", "asserted", "denied", "accused", "accused_by", "disputes")
COUNTS = ACTOR[4:]
BEHIND = ("day", "report", "claim", "stance", "factuality", "quote", "outlet", "published", "proposition", "family")
SAID = ("day", "stand", "report", "claim", "stance", "factuality", "quote", "outlet", "published", "proposition")
_ALL = 10**9
_IN_DISPUTE = "('contested', 'uncontested denial', 'admitted', 'retracted')"
_CLAIM = "JOIN current c ON c.report = x.report JOIN readings m ON m.id = c.reading JOIN claims v ON v.reading = c.reading AND v.claim = x.claim"
"""The claim that a row `x` names. `v_claims` would be read from end to end: no index leads to it from a report."""
_FACTUALITY = "CASE WHEN v.type = 'DENY' THEN '' ELSE v.factuality END"
"""Of a denial that is told as an event it is that of the denial, not of what is denied."""
_PROPOSITION = "(SELECT MIN(m.proposition) FROM members m WHERE m.report = v.report AND m.claim = v.claim)"


def _listed(words: frozenset[str] | tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{w}'" for w in sorted(words)) + ")"


# -- all actors ------------------------------------------------------------------------------------------------------


def _counted(only: bool) -> str:
    """Every actor with its counts; `only` one of them, whose id then is the value of each mark."""

    def one(column: str, before: str = "WHERE") -> str:
        return f" {before} {column} = ?" if only else ""

    return (
        "WITH who AS (SELECT actor, MIN(name) AS name, MIN(kind) AS kind, MIN(country) AS country FROM actors" + one("actor") + " GROUP BY actor),"
        f" said AS (SELECT voice, COUNT(*) AS n, SUM(CASE WHEN stand IN {_listed(STANDING_FOR)} THEN 1 ELSE 0 END) AS asserted,"
        " SUM(CASE WHEN stand = 'denies' THEN 1 ELSE 0 END) AS denied FROM stands" + one("voice") + " GROUP BY voice),"
        " charging AS (SELECT accuser, COUNT(*) AS n FROM accusations" + one("accuser") + " GROUP BY accuser),"
        " charged AS (SELECT accused, COUNT(*) AS n FROM accusations" + one("accused") + " GROUP BY accused),"
        f" disputed AS (SELECT s.voice, COUNT(*) AS n FROM propositions p JOIN sides s ON s.proposition = p.id WHERE p.state IN {_IN_DISPUTE}" + one("s.voice", "AND")
        + " GROUP BY s.voice),"
        " counted AS (SELECT who.actor, who.name, who.kind, who.country, COALESCE(said.n, 0) AS statements, COALESCE(said.asserted, 0) AS asserted, COALESCE(said.denied, 0) AS denied,"
        " COALESCE(charging.n, 0) AS accused, COALESCE(charged.n, 0) AS accused_by, COALESCE(disputed.n, 0) AS disputes FROM who LEFT JOIN said ON said.voice = who.actor"
        " LEFT JOIN charging ON charging.accuser = who.actor LEFT JOIN charged ON charged.accused = who.actor LEFT JOIN disputed ON disputed.voice = who.actor)"
    )  # fmt: skip


def actors(db: Database, w: Wanted, kind: str, sort: str, offset: int) -> tuple[list[Line], int]:
    """A part of those who say something or are accused, the greatest count first, and how many there are."""
    parts: list[Condition] = [("statements + accused + accused_by > 0", ())]
    if w.party:
        parts.append(party(w.party, "actor"))
    if kind:
        parts.append(("kind = ?", (kind,)))
    where, values = all_of(parts)
    order = "name, actor" if sort == "name" else f"{sort} DESC, name, actor"
    sql = f"{_counted(False)} SELECT {', '.join(ACTOR)}, COUNT(*) OVER () FROM counted WHERE {where} ORDER BY {order} LIMIT {w.limit or _ALL:d} OFFSET {offset:d}"
    rows = db.all(sql, values)
    if not rows and offset:
        return [], actors(db, w, kind, sort, 0)[1]
    return [dict(zip(ACTOR, row[:-1], strict=True)) for row in rows], int(rows[0][-1]) if rows else 0


def party(who: str, column: str = "party") -> Condition:
    """A country by its code, an actor by its id, anybody by a part of the name or of a name that some report gives. Actors are fewer than parties of claims."""
    sql, value = of_party(who)
    if "LIKE" not in sql:
        return sql.replace("party", column), (value,)
    return f"{column} IN (SELECT actor FROM actors WHERE LOWER(name) LIKE ? OR LOWER(names) LIKE ?)", (value, value)


# -- one actor -------------------------------------------------------------------------------------------------------


def actor(db: Database, name: str) -> dict[str, Any]:
    """An actor's counts with what is known of it: other names, lists, what it is a part of and what is a part of it."""
    rows = db.all(f"{_counted(True)} SELECT {', '.join(ACTOR)} FROM counted", (name,) * 5)
    if not rows:
        raise NotFound(f"actor {name!r}: not in this ledger. Find it by its name: /actors")
    line = dict(zip(ACTOR, rows[0], strict=True))
    known = db.all("SELECT wikidata, sectors, role, listed, names, COUNT(*) FROM actors WHERE actor = ? GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC, 1, 2, 3, 4, 5", (name,))
    names: Counter[str] = Counter()
    for *_, called, n in known:
        names.update({x: n for x in called.split(BETWEEN) if x})
    return {
        **line, "reports": sum(row[-1] for row in known), "wikidata": max(row[0] for row in known), "role": max(row[2] for row in known), "sectors": known[0][1].split(),
        "listed": sorted({x for row in known for x in row[3].split(BETWEEN) if x}), "names": sorted(names, key=lambda n: (-names[n], n)), **_kin(db, line, known[0][1]),
    }  # fmt: skip


def _kin(db: Database, line: Line, sectors: str) -> dict[str, list[Line]]:
    """Wholes and parts among the actors of its country that speak or are spoken of; each with its own number of statements."""
    me = Party(line["actor"], line["name"], line["kind"], line["country"], tuple(sectors.split()))
    if not me.country:
        return {"part_of": [], "parts": []}
    rows = db.all("SELECT actor, MIN(name), MIN(kind), MIN(sectors) FROM actors WHERE country = ? AND actor <> ? GROUP BY actor", (me.country, me.id))
    others = [Party(i, called, kind, me.country, tuple(s.split())) for i, called, kind, s in rows]
    said: dict[str, int] = dict(within(db, "SELECT voice, COUNT(*) FROM stands WHERE voice IN {values} GROUP BY voice", (p.id for p in others)))

    def lines(found: list[tuple[Party, str]]) -> list[Line]:
        made = [{"actor": p.id, "name": p.name, "kind": p.kind, "statements": said.get(p.id, 0), "why": why} for p, why in found]
        return sorted(made, key=lambda x: (-x["statements"], x["name"], x["actor"]))

    return {"part_of": lines([(p, m.why) for p in others if (m := part(me, p))]), "parts": lines([(p, m.why) for p in others if (m := part(p, me))])}


def said(db: Database, voice: str, stand: str, limit: int, offset: int) -> tuple[list[Line], int]:
    """A part of an actor's statements, the latest first, and how many there are. `stand` is one of its stands, or `asserts` for all that stand for it."""
    condition = f"voice = ? AND stand IN {_listed(STANDING_FOR)}" if stand == "asserts" else "voice = ? AND stand = ?" if stand else "voice = ?"
    values: list[Value] = [voice, stand] if stand and stand != "asserts" else [voice]
    ((total,),) = db.all(f"SELECT COUNT(*) FROM stands WHERE {condition}", values)
    rows = db.all(
        f"SELECT x.day, x.stand, v.report, v.claim, v.stance, {_FACTUALITY}, v.quote, {OUTLET}, v.published, {_PROPOSITION}"
        f" FROM (SELECT * FROM stands WHERE {condition} ORDER BY day DESC, report, claim LIMIT {limit:d} OFFSET {offset:d}) x {_CLAIM}"
        " ORDER BY x.day DESC, x.report, v.quote_start, v.id", values,
    )  # fmt: skip
    return [dict(zip(SAID, row, strict=True)) for row in rows], int(total)


def months(db: Database, voice: str) -> list[tuple[str, str, int]]:
    """(month, stand, number of statements), undated ones left out."""
    return [(m, s, n) for m, s, n in db.all("SELECT substr(day, 1, 7), stand, COUNT(*) FROM stands WHERE voice = ? AND day <> '' GROUP BY 1, 2 ORDER BY 1, 2", (voice,))]


def called(db: Database, ids: Iterable[str]) -> dict[str, str]:
    """The names of actors; of one that only judgements or other reports know, its id."""
    wanted = list(ids)
    return {i: i for i in wanted} | dict(within(db, "SELECT actor, MIN(name) FROM actors WHERE actor IN {values} GROUP BY actor", wanted))


# -- pairs -----------------------------------------------------------------------------------------------------------


def _told(relation: str, w: Wanted) -> tuple[str, list[Value]]:
    """A table of source, target, day, report, claim, proposition. Of a dispute it is the first time that the one takes this stand against what the other stood for.

    Reports' own words and unnamed sources are nobody: they stand in no pair.
    """
    changes = RELATIONS[relation].changes
    table = _against(changes, [x for x in (w.source, w.recipient) if x]) if changes else (_ACCUSED, [])
    nobody: list[Condition] = [(f"{side} NOT LIKE 'author:%' AND {side} NOT IN {_listed(NAMELESS)}", ()) for side in ("source", "target")]
    where, values = all_of([*nobody, *given(("source = ?", w.source), ("target = ?", w.recipient), ("day >= ?", w.since), ("day <> '' AND day <= ?", last(w.until)))])
    return f"(SELECT * FROM ({table[0]}) y WHERE {where}) x", [*table[1], *values]


_ACCUSED = "SELECT accuser AS source, accused AS target, day, report, claim, '' AS proposition FROM accusations"


def _against(changes: frozenset[str], voices: list[str]) -> tuple[str, list[Value]]:
    """Only where all these voices take a stand: an index finds those disputes."""
    taken, stood = _listed(changes), _listed(STOOD_FOR)
    near = " AND r.proposition IN (SELECT proposition FROM sides WHERE voice = ?)" * len(voices)
    return (
        "SELECT r.voice AS source, t.voice AS target, r.day, r.report, r.claim, r.proposition FROM steps r JOIN sides t ON t.proposition = r.proposition AND t.voice <> r.voice"
        f" WHERE r.change IN {taken}{near} AND EXISTS (SELECT 1 FROM steps e WHERE e.proposition = r.proposition AND e.voice = t.voice AND e.change IN {stood})"
        f" AND NOT EXISTS (SELECT 1 FROM steps e WHERE e.proposition = r.proposition AND e.voice = r.voice AND e.change IN {taken} AND e.number < r.number)",
        list(voices),
    )  # fmt: skip


def days(db: Database, relation: str, w: Wanted) -> tuple[str, str]:
    """The first and the last day of what a question finds."""
    told, values = _told(relation, w)
    rows = db.all(f"SELECT MIN(NULLIF(day, '')), MAX(day) FROM {told}", values)
    return rows[0][0] or "", rows[0][1] or ""


def pairs(db: Database, relation: str, w: Wanted, by: Period) -> list[Pair]:
    """Every pair with its counts by period: from a `source` or to a `recipient` where given."""
    told, values = _told(relation, w)
    rows = db.all(f"SELECT source, target, substr(day, 1, {LENGTHS[by]}), COUNT(*) FROM {told} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3", values)
    return [Pair(*row) for row in rows]


def behind(db: Database, relation: str, w: Wanted, limit: int, offset: int) -> tuple[list[Line], int]:
    """A part of the sentences behind a pair, the latest first, and how many there are."""
    told, values = _told(relation, w)
    ((total,),) = db.all(f"SELECT COUNT(*) FROM {told}", values)
    rows = db.all(
        f"SELECT x.day, v.report, v.claim, v.stance, {_FACTUALITY}, v.quote, {OUTLET}, v.published, COALESCE(NULLIF(x.proposition, ''), {_PROPOSITION}), f.family"
        f" FROM (SELECT * FROM {told} ORDER BY day DESC, report, claim, proposition LIMIT {limit:d} OFFSET {offset:d}) x {_CLAIM}"
        " LEFT JOIN families f ON f.report = x.report ORDER BY x.day DESC, x.report, v.quote_start, v.id, x.proposition", values,
    )  # fmt: skip
    return [dict(zip(BEHIND, row, strict=True)) for row in rows], int(total)
