"""Disputes: who asserts a proposition, who denies it, who is silent, and how that changed. Computed, never stored, and never a verdict.

The law: the same reports in any order, in any batches, twice, give the same disputes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..model import Reading
from ..model.codec import dumps
from .families import families
from .leaves import Leaf, desks, leaf
from .parties import Party, belongs, unnamed
from .propositions import Links, Proposition, propositions
from .statements import STANDING_FOR, Statement, links
from .subjects import Entry, Ref, Subject, entries

State = Literal["asserted", "contested", "denied", "confirmed", "admitted", "retracted", "mentioned"]
Change = Literal["alleged", "reported", "declared", "denied", "doubted", "confirmed", "admitted", "retracted"]


@dataclass(slots=True, unsafe_hash=True)
class Side:
    """One voice in a dispute. `stands` is where it stood last; `party` tells whether it is one of those that the proposition is about."""

    voice: str
    name: str
    party: bool
    stands: tuple[str, ...]
    since: str
    refs: tuple[Ref, ...]
    evidence: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    families: tuple[str, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class Step:
    """The first time that a voice took a stand."""

    date: str
    change: Change
    voice: str
    name: str
    ref: Ref


@dataclass(slots=True, unsafe_hash=True)
class Dispute:
    """A proposition with its voices. `families` are the independent sources in which somebody stands for it."""

    proposition: Proposition
    state: State
    asserted_by: tuple[Side, ...]
    denied_by: tuple[Side, ...]
    doubted_by: tuple[Side, ...]
    silent: tuple[Party, ...]
    families: tuple[str, ...]
    steps: tuple[Step, ...]
    statements: tuple[Statement, ...]
    first: str
    last: str


def preference(reading: Reading) -> tuple[tuple[int, ...], str]:
    """Of readings of one report the greatest counts: that of the newest version, then by content."""
    return tuple(int(n) for n in re.findall(r"\d+", reading.made_by.reportedly)), dumps(reading)


@dataclass(slots=True, unsafe_hash=True)
class Sheaf:
    """What a ledger keeps of readings to compute disputes; sheaves of batches merge by union, in any order."""

    readings: Mapping[str, Reading]

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Sheaf:
        """Readings by report. Of two readings of one report the preferred one counts, in whatever order they come."""
        out: dict[str, Reading] = {}
        for r in readings:
            key = r.report.id or r.report.text
            held = out.get(key)
            out[key] = r if held is None or (held != r and preference(r) > preference(held)) else held
        return cls(dict(sorted(out.items())))

    def merge(self, other: Sheaf) -> Sheaf:
        return Sheaf.of((*self.readings.values(), *other.readings.values()))

    def entries(self) -> list[Entry]:
        return [e for r in self.readings.values() for e in entries(r)]

    def links(self) -> Links:
        return {pair: score for r in self.readings.values() for pair, score in links(r).items()}

    def families(self) -> dict[str, str]:
        return families(r.report for r in self.readings.values())


def disputes(readings: Iterable[Reading] | Sheaf, family_of: Mapping[str, str] | None = None) -> tuple[Dispute, ...]:
    """The disputes over all propositions of the readings, in order of kind, first day and id.

    `family_of` gives the wire family of each report where it is known already; else families are computed from the texts.
    """
    sheaf = readings if isinstance(readings, Sheaf) else Sheaf.of(readings)
    family_of = sheaf.families() if family_of is None else family_of
    leaves = [leaf(r) for r in sheaf.readings.values()]
    return dispute_all(leaves, family_of, desks(leaves, family_of))


def dispute_all(leaves: Iterable[Leaf], family_of: Mapping[str, str], published_by: Mapping[str, set[str]]) -> tuple[Dispute, ...]:
    """The disputes over what the leaves hold."""
    told = list(leaves)
    linked = {(a, b): score for x in told for a, b, score in x.ties if score is not None}
    return dispute_over(propositions((e for x in told for e in x.entries), linked), told, family_of, published_by)


def dispute_over(
    found: Iterable[Proposition], leaves: Iterable[Leaf], family_of: Mapping[str, str], published_by: Mapping[str, set[str]]
) -> tuple[Dispute, ...]:
    """The disputes over some propositions; the leaves hold at least the claims that stand in or beside them, and what denies those."""
    told = list(leaves)
    said = {ref: s for x in told for ref, s in x.statements.items()}
    about = {e.ref: e.subject for x in told for e in x.entries}
    answers: dict[Ref, list[Ref]] = defaultdict(list)
    for x in told:
        for denial, denied, score in x.ties:
            if score is None and denied in about and _may_deny(said[denial], said[denied], about[denied]):
                answers[denied].append(denial)
    made = [dispute(p, [said[ref] for ref in _all(p, answers, said)], family_of, published_by) for p in found]
    return tuple(sorted(made, key=lambda d: (d.proposition.kind, d.first, d.proposition.id)))


def _all(p: Proposition, answers: Mapping[Ref, list[Ref]], said: Mapping[Ref, Statement]) -> list[Ref]:
    """The members, the bare denials that point to them, and the denials that stand elsewhere but deny this too."""
    bare = {denial for ref in p.members for denial in answers.get(ref, ())}
    return sorted({*p.members, *bare, *(ref for ref in p.beside if said[ref].stand == "denies")})


CONTESTABLE = frozenset({"designation", "recognition"})
"""Anybody may contest these: a state that a listing has nothing to do with may call it illegal."""


def _may_deny(denial: Statement, denied: Statement, what: Subject) -> bool:
    """A bare denial is taken where the denier is one of those it is about, or where the text leaves open whose it is."""
    if denied.stand == "denies":
        return False
    if what.kind.partition("/")[0] in CONTESTABLE:
        return True
    parties = (*what.actors, *what.recipients)
    return belongs(denial.voice, parties) or not denial.voice.country or all(unnamed(p) for p in parties)


def dispute(p: Proposition, said: Iterable[Statement], family_of: Mapping[str, str], published_by: Mapping[str, set[str]]) -> Dispute:
    """The dispute over one proposition from the statements of its members and of the denials that point to them."""
    ordered = sorted(said, key=lambda s: (s.date, s.ref.report, s.order, s.ref))
    here = {family_of.get(s.ref.report, s.ref.report) for s in ordered}
    origin = {s.ref: _origin(s, family_of, published_by, here) for s in ordered}
    parties = tuple(sorted({q for s in p.subjects for q in (*s.actors, *s.recipients)}))
    by_voice: dict[str, list[Statement]] = defaultdict(list)
    for s in ordered:
        by_voice[f"author:{origin[s.ref]}" if s.voice.id == "author" else s.voice.id].append(s)
    sides = {v: _side(v, mine, origin, parties) for v, mine in sorted(by_voice.items())}
    stood_for = [s for s in ordered if s.stand in STANDING_FOR]
    steps = _steps(by_voice, sides)
    dates = [s.date for s in ordered if s.date]
    return Dispute(
        proposition=p, state=_state(by_voice, sides, steps), asserted_by=_with(sides, *STANDING_FOR), denied_by=_with(sides, "denies"),
        doubted_by=_with(sides, "doubts"), silent=_silent(parties, ordered), families=tuple(sorted({origin[s.ref] for s in stood_for})), steps=steps,
        statements=tuple(ordered), first=min(dates, default=""), last=max(dates, default=""),
    )  # fmt: skip


def _origin(s: Statement, family_of: Mapping[str, str], published_by: Mapping[str, set[str]], here: set[str]) -> str:
    """The independent source of a statement: the report's family, or that of the outlet which the report only cites."""
    if not s.cited:
        return family_of.get(s.ref.report, s.ref.report)
    return min(published_by.get(s.cited, set()) & here, default=f"outlet:{s.cited}")


def _side(voice: str, mine: list[Statement], origin: Mapping[Ref, str], parties: tuple[Party, ...]) -> Side:
    return Side(
        voice=voice,
        name=mine[0].voice.name,
        party=belongs(mine[0].voice, parties),
        stands=_latest(mine),
        since=mine[0].date,
        refs=tuple(s.ref for s in mine),
        evidence=tuple(sorted({e for s in mine if s.stand in STANDING_FOR for e in s.evidence})),
        kinds=tuple(sorted({s.source_kind for s in mine if s.source_kind})),
        families=tuple(sorted({origin[s.ref] for s in mine})),
    )


def _latest(mine: list[Statement]) -> tuple[str, ...]:
    """Where a voice stood on its last day: the last word of each report of that day. Asking or predicting does not undo a stand."""
    taken = [s for s in mine if s.stand != "open"] or mine
    last = {s.ref.report: s.stand for s in taken if s.date == taken[-1].date}
    return tuple(sorted(set(last.values())))


def _with(sides: Mapping[str, Side], *stands: str) -> tuple[Side, ...]:
    return tuple(sorted((s for s in sides.values() if set(s.stands) & set(stands)), key=lambda s: (s.since, s.voice)))


def _silent(parties: tuple[Party, ...], said: list[Statement]) -> tuple[Party, ...]:
    """Those named whom it is about and who took no stand in any report; a state has spoken where a part of it has."""
    spoken = [s.voice for s in said if s.stand != "open"]
    quiet = {p.id: p for p in parties if not p.id.startswith("role:") and p.id != "unknown" and not any(belongs(v, (p,)) for v in spoken)}
    return tuple(quiet[k] for k in sorted(quiet))


def _steps(by_voice: Mapping[str, list[Statement]], sides: Mapping[str, Side]) -> tuple[Step, ...]:
    """Every change of stand of every voice, by day."""
    out = []
    for voice, mine in by_voice.items():
        before = ""
        for s in mine:
            what = _change(s, before, sides[voice])
            if what == "confirmed" and not _independent(s, voice, by_voice):
                what = "alleged"
            if what is not None and s.stand != before:
                out.append(Step(s.date, what, voice, sides[voice].name, s.ref))
                before = s.stand
    return tuple(sorted(out, key=lambda x: (x.date, x.ref, x.voice, x.change)))


def _independent(s: Statement, voice: str, by_voice: Mapping[str, list[Statement]]) -> bool:
    """Does a confirmation come from somebody who is no part of those who said it before?"""
    before = [o for v, mine in by_voice.items() if v != voice for o in mine if o.stand in STANDING_FOR and (o.date, o.order) <= (s.date, s.order)]
    return not any(belongs(s.voice, (o.voice,)) for o in before if not unnamed(o.voice))


def _change(s: Statement, before: str, side: Side) -> Change | None:
    if s.stand == "open":
        return None
    if s.stand == "denies":
        return "retracted" if before in STANDING_FOR else "denied"
    if s.stand == "doubts":
        return "doubted"
    if s.stand == "admits" or (side.party and before == "denies"):
        return "admitted" if side.party else "alleged"
    if s.stand == "confirms" and not side.party:
        return "confirmed"
    return "declared" if side.party else "reported" if side.voice.startswith("author:") else "alleged"


def _state(by_voice: Mapping[str, list[Statement]], sides: Mapping[str, Side], steps: tuple[Step, ...]) -> State:
    """From the stands alone. A denial that stands makes it contested, whoever confirms; an admission by a party ends that party's denial."""
    standing = [v for v, s in sides.items() if set(s.stands) & STANDING_FOR]
    denying = [v for v, s in sides.items() if "denies" in s.stands]
    changes = {x.change for x in steps}
    if not standing and "retracted" in changes:
        return "retracted"
    admitting = any(x.change == "admitted" and x.voice in standing for x in steps)
    if admitting and not any(sides[v].party for v in denying):
        return "admitted"
    if standing and denying:
        return "contested"
    if denying:
        return "denied"
    if any(x.change == "confirmed" and x.voice in standing for x in steps) and len(standing) > 1:
        return "confirmed"
    return "asserted" if standing else "mentioned"
