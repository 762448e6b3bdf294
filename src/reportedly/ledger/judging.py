"""Making judgements: a claim as the ledger holds it, what somebody wants of it, and whether that is allowed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..errors import NotAllowed, NotFound
from ..model import Claim, Reading, Span
from .corrections import ALLOWED, Action, Judgement, Target, attached, corrected, find, in_force, target
from .fields import ROLES, allowed, typed, values
from .subjects import Ref


@dataclass(frozen=True)
class Record:
    """A claim of the machine's reading, with all judgements on its report."""

    machine: Reading
    judgements: tuple[Judgement, ...]
    claim: Claim

    @classmethod
    def of(cls, machine: Reading, judgements: Sequence[Judgement], claim: str) -> Record:
        """The claim of that number or lasting name."""
        found = next((c for c in machine.claims if c.id == named(machine, claim)), None)
        if found is None:
            have = ", ".join(c.id for c in machine.claims) or "none"
            raise NotFound(f"claim {machine.report.id}#{claim}: the report has no claim {claim}. It has: {have}.")
        return cls(machine, tuple(judgements), found)

    @property
    def ref(self) -> Ref:
        return Ref(self.machine.report.id, self.claim.id)

    @cached_property
    def effective(self) -> Reading:
        return corrected(self.machine, self.judgements)

    @cached_property
    def counting(self) -> Claim | None:
        """The claim as it counts; None where it is rejected."""
        return next((c for c in self.effective.claims if c.id == self.claim.id), None)

    @cached_property
    def own(self) -> tuple[Judgement, ...]:
        """All judgements on this claim, in order."""
        return tuple(j for j, c in attached(self.machine, self.judgements) if c == self.claim)

    @cached_property
    def holding(self) -> tuple[Judgement, ...]:
        """Those that have not been taken back."""
        return tuple(j for j, c in in_force(self.machine, self.judgements) if c == self.claim)

    @property
    def standing(self) -> tuple[str, ...]:
        return standing(self.holding)

    @property
    def version(self) -> str:
        """Changes when somebody judges the claim, or when it says something else, as by a newer reading."""
        event = self.effective.event(self.claim.event)
        return hashlib.sha256(repr((self.counting, event, [j.id for j in self.own])).encode("utf-8", "surrogatepass")).hexdigest()[:16]


_LASTING = re.compile(r"([0-9]{1,9})-([0-9]{1,9})\.([A-Z]+)\.([^~]+)(?:~(.+))?")


def lasting(reading: Reading, claim: Claim) -> str:
    """A name by which a claim is found again in the reading of a newer version, as judgements find it: `88-98.AID.state:BLR`, after the event's word, its type
    and the voice, and after whom it concerns where one word stands for several acts. Its number, where two are alike in all of these."""
    t = target(reading, claim)
    name = f"{t.anchor.start}-{t.anchor.end}.{t.type}.{t.voice}" + (f"~{t.whom}" if t.whom else "")
    return name if named(reading, name) == claim.id else claim.id


def named(reading: Reading, name: str) -> str:
    """The number of the claim with a lasting name, empty if there is none; other names are numbers already."""
    if not (m := _LASTING.fullmatch(name)):
        return name
    found = find(reading, Target(Span(int(m[1]), int(m[2])), m[4], m[3], whom=m[5] or ""))
    return found.id if found else ""


_WORDS = {"set": "corrected", "reject": "rejected", "merge": "merged", "split": "split off", "confirm": "confirmed"}


def standing(holding: Sequence[Judgement]) -> tuple[str, ...]:
    """What judgements that hold make of a claim, in words. Confirmed is what nobody has judged otherwise since."""
    last: dict[str, int] = {j.action: n for n, j in enumerate(holding)}
    later = (("confirm", "set reject merge split"), ("set", "reject"), ("reject", "set"), ("merge", "split"), ("split", "merge"))
    gone = {a for a, others in later if any(last.get(o, -1) > last.get(a, -1) for o in others.split())}
    return tuple(word for action, word in _WORDS.items() if action in last and action not in gone)


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement with its claim (None: it waits for one), the sentence of that, and whether it `holds` or has been taken back."""

    judgement: Judgement
    claim: str | None
    quote: str
    holds: bool

    @property
    def words(self) -> str:
        j = self.judgement
        rest = [f"{k}={v}" for k, v in j.set] if j.action == "set" else [j.undoes] if j.undoes else []
        return " ".join((j.action, *rest))


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants: `set` has fields and values as they were typed, `undoes` the one judgement to take back (empty: all on the claim)."""

    action: Action
    by: str
    why: str
    at: str
    set: Mapping[str, str] = field(default_factory=dict)
    undoes: str = ""


def judge(wish: Wish, records: Sequence[Record], to: Record | None = None) -> list[Judgement]:
    """A judgement on each claim; a merge puts them `to` another. Raises NotAllowed for what cannot be, with what can."""
    return [_CHECKS.get(wish.action, _plain)(wish, r, j, to) for r, j in zip(records, _bare(wish, records), strict=True)]


def _bare(wish: Wish, records: Sequence[Record]) -> Iterator[Judgement]:
    targets = [(r.ref.report, target(r.machine, r.claim)) for r in records]
    group = "split:" + hashlib.sha256(repr((targets, wish.at)).encode()).hexdigest()[:12] if wish.action == "split" else ""
    for report, t in targets:
        yield Judgement(report, wish.action, t, group=group, by=wish.by, why=wish.why, at=wish.at)


def _plain(wish: Wish, record: Record, j: Judgement, to: Record | None) -> Judgement:
    return j


def _set(wish: Wish, record: Record, j: Judgement, to: Record | None) -> Judgement:
    if not wish.set:
        raise NotAllowed(f"set: no field has a new value. Allowed: {', '.join(ALLOWED)}.")
    new, actors = typed(record.effective, wish.set)
    _fit({**values(record.effective, record.counting or record.claim), **new}, new, record)
    return replace(j, set=tuple(sorted(new.items())), actors=tuple(actors[k] for k in sorted(actors)))


def _merge(wish: Wish, record: Record, j: Judgement, to: Record | None) -> Judgement:
    if to is None or to.ref == record.ref:
        raise NotAllowed(f"merge: {_name(record)} can be merged with another claim alone. Name one, such as 3fa2b1c9#c4.")
    return replace(j, other=target(to.machine, to.claim), other_report=to.ref.report)


def _confirm(wish: Wish, record: Record, j: Judgement, to: Record | None) -> Judgement:
    if record.counting is None:
        raise NotAllowed(f"confirm: {_name(record)} is rejected. Take that back first.")
    said = values(record.effective, record.counting)
    named = {i for role in ROLES for i in said[role].split()}
    return replace(j, set=tuple(sorted(said.items())), actors=tuple(sorted((a for a in record.effective.actors if a.id in named), key=lambda a: a.id)))


def _undo(wish: Wish, record: Record, j: Judgement, to: Record | None) -> Judgement:
    found = next((k for k in record.own if k.id == wish.undoes), None)
    if wish.undoes and found is None:
        raise NotAllowed(f"undo {wish.undoes!r}: no judgement on {_name(record)}. It has: {', '.join(k.id for k in record.own) or 'none'}.")
    return take_back(wish, found) if found else j


def take_back(wish: Wish, j: Judgement) -> Judgement:
    """The undo of one judgement, which may be one that waits for its claim."""
    return Judgement(j.report, "undo", j.target, by=wish.by, why=wish.why, at=wish.at, undoes=j.id)


_CHECKS = {"set": _set, "merge": _merge, "confirm": _confirm, "undo": _undo}


def _fit(whole: Mapping[str, str], new: Mapping[str, str], record: Record) -> None:
    """Do new values go with those that stay?"""
    if "mode" in new and new["mode"] not in allowed("mode", whole["type"]):
        modes = ", ".join(allowed("mode", whole["type"])[1:])
        raise NotAllowed(f"set mode={new['mode']}: not allowed for {whole['type']}. Allowed: {f'{modes}, or nothing' if modes else 'nothing'}.")
    if "status" in new and record.machine.event(record.claim.event).frame is None:
        raise NotAllowed(f"set status={new['status']}: {_name(record)} has no frame, so it has no status. Leave it out.")
    end = new.get("end") or ("" if "start" in new else whole["end"])
    if {"start", "end"} & set(new) and whole["start"] and end and end < whole["start"]:
        raise NotAllowed(f"set end={end}: before the start {whole['start']}. Allowed: that day or a later one.")


def _name(record: Record) -> str:
    return f"claim {record.ref.report}#{record.ref.claim}"
