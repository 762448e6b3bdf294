"""Questions about what happened when and where, as far as somebody says so."""

from __future__ import annotations

from collections.abc import Mapping

from ..ledger.happenings import STANDINGS
from ..ledger.store import Wanted
from .conditions import Part as Condition
from .conditions import all_of, frame, given, last
from .database import Database, Value, within
from .queries import Line
from .speakers import party

HAPPENING = (
    "proposition", "day", "until", "stated", "place", "country", "lat", "lon", "state", "kind", "actor", "recipient", "what", "asserted_by", "denied_by", "doubted_by", "sources",
)  # fmt: skip
PLACE = ("place", "country", "lat", "lon")
_FROM = "happenings h JOIN propositions p ON p.id = h.proposition"


def happenings(db: Database, w: Wanted, offset: int) -> tuple[list[Line], int]:
    """A part of what happened, the latest first, and how many there are. The filters are gone through once: for a party they take most of the time."""
    where, values = _asked(w)
    every = [i for (i,) in db.all(f"SELECT h.proposition FROM {_FROM} WHERE {where} ORDER BY h.day DESC, h.proposition", values)]
    shown = every[offset:][: w.limit]
    lines = {row[0]: dict(zip(HAPPENING, row, strict=True)) for row in within(db, f"SELECT {', '.join(HAPPENING)} FROM {_FROM} WHERE h.proposition IN {{values}}", shown)}
    return [{**lines[i], "stated": bool(lines[i]["stated"])} for i in shown], len(every)


def places(db: Database, w: Wanted) -> tuple[list[tuple[Line, Mapping[str, int]]], int, int]:
    """Each place with coordinates, with how many of what happened there have which state; how many name a place without any, and how many name none."""
    where, values = _asked(w)
    columns = ", ".join(f"h.{c}" for c in PLACE)
    found: dict[tuple[Value, ...], dict[str, int]] = {}
    missing = {True: 0, False: 0}
    for *place, state, n in db.all(f"SELECT {columns}, p.state, COUNT(*) FROM {_FROM} WHERE {where} GROUP BY {columns}, p.state ORDER BY {columns}, p.state", values):
        if place[2] is None:
            missing[bool(place[0])] += n
        else:
            found.setdefault(tuple(place), {})[state] = n
    return [(dict(zip(PLACE, place, strict=True)), states) for place, states in found.items()], missing[True], missing[False]


def _asked(w: Wanted) -> tuple[str, list[Value]]:
    parts = given(("h.until >= ?", w.since), ("h.day <= ?", last(w.until)), ("h.country = ?", w.country))
    if w.until:
        parts.append(("h.day <> ''", ()))
    if w.state:
        states = sorted(STANDINGS[w.state])
        parts.append((f"p.state IN ({','.join('?' * len(states))})", tuple(states)))
    if w.about:
        kind = frame(w.about)
        parts.append(("(p.kind = ? OR p.kind LIKE ?)", (kind, f"{kind}/%")))
    if w.place:
        parts.append(_place(w.place))
    if w.party:
        sql, found = party(w.party)
        parts.append((f"h.proposition IN (SELECT m.proposition FROM members m JOIN v_parties p ON p.report = m.report AND p.claim = m.claim WHERE {sql})", found))
    return all_of(parts)


def _place(name: str) -> Condition:
    """A part of a place's name; in quotes all of it."""
    if len(name) > 2 and name[0] == name[-1] == '"':
        return "h.place = ?", (name[1:-1].casefold(),)
    return "h.place LIKE ?", (f"%{name.casefold()}%",)
