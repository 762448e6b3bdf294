"""A dispute in one line, and its voices: what lists and tables show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .compare import GENERIC
from .disputes import Dispute, Side
from .parties import Party, same, unnamed
from .subjects import Thing

_SHOWN = 4
"""Items in one line."""


@dataclass(frozen=True, slots=True)
class Summary:
    """`actor`, `recipient` and `what` are in words; `first` and `last` are days of the statements, `changed` that of the last change of a stand."""

    proposition: str
    kind: str
    state: str
    actor: str
    recipient: str
    what: str
    asserted_by: str
    denied_by: str
    doubted_by: str
    silent: str
    sources: int
    claims: int
    first: str
    last: str
    changed: str


def summary(d: Dispute, outlet: Callable[[str], str]) -> Summary:
    """`outlet` tells who published a report."""
    return Summary(
        d.proposition.id, d.proposition.kind, "uncontested denial" if d.state == "denied" else d.state, _who(p for s in d.proposition.subjects for p in s.actors),
        _who(p for s in d.proposition.subjects for p in s.recipients), _what(d), _names(d.asserted_by, outlet), _names(d.denied_by, outlet), _names(d.doubted_by, outlet),
        ", ".join(dict.fromkeys(p.name for p in d.silent)), len(d.families), len(d.statements), d.first, d.last, max((s.date for s in d.steps), default=d.first),
    )  # fmt: skip


def called(side: Side, outlet: Callable[[str], str]) -> str:
    """The name of a voice; a report's own words are its publisher's."""
    if side.voice.startswith("author:"):
        return f"{outlet(min(side.refs).report)} (report)"
    return "unnamed source" if side.voice == "unknown" else side.name


def _names(sides: Iterable[Side], outlet: Callable[[str], str]) -> str:
    return ", ".join(dict.fromkeys(called(s, outlet) for s in sides))


def _who(parties: Iterable[Party]) -> str:
    """The parties in one role, the most often named first; of an unnamed one and its state only the named."""
    found = Counter(parties)
    kept: list[Party] = []
    for p in sorted(found, key=lambda p: (unnamed(p), p.id.startswith("role:"), -found[p], p)):
        if not any(same(p, k) for k in kept) or (not p.id.startswith("role:") and all(k.id != p.id for k in kept)):
            kept.append(p)
    return ", ".join(dict.fromkeys(p.name for p in kept))


def _what(d: Dispute) -> str:
    """The items or figures, and the place."""
    things = {t for s in d.proposition.subjects for t in s.things}
    told = [t for t in things if t.designation or t.head not in GENERIC] or list(things)
    names = list(dict.fromkeys(_thing(t) for t in sorted(told, key=lambda t: (-t.quantity, t))))
    measures = sorted({s.measure for s in d.proposition.subjects if s.measure})
    places = Counter(s.where.name for s in d.proposition.subjects if s.where.name)
    place = min(places, key=lambda p: (-places[p], p), default="")
    parts = [", ".join(names[:_SHOWN] + ["…"] * (len(names) > _SHOWN)), ", ".join(measures), place.title()]
    return " · ".join(p for p in parts if p)


def _thing(t: Thing) -> str:
    name = t.designation or t.head
    return f"{t.quantity:g} × {name}" if t.quantity > 0 else name
