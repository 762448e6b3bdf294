"""Judgements: what people say of the machine's claims. A reading and its judgements give the effective reading; nothing is overwritten.

A judgement holds on to the report, the span of the event's anchor and the voice, not to a number, so it finds its claim again in the
reading of a newer version. Only an undo names another judgement.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter
from typing import Any, Literal, TypeVar

from ..lexicon import codebook
from ..model import Actor, Claim, Event, Reading, Span, TimeSpan, Voice
from ..model.codec import plain, record
from ..read.claims import factuality
from .leaves import Leaf
from .subjects import Entry, Ref, Subject, entries

Action = Literal["set", "reject", "merge", "split", "confirm", "undo"]
ALLOWED: Mapping[str, str] = {
    "stance": "asserts denies accuses doubts confirms admits promises predicts demands threatens asks cites",
    "factuality": "CT+ PR+ PS+ CT- PR- PS- CTu Uu",
    "modality": "actual historical future hypothetical",
    "polarity": "positive negative",
    "status": "alleged offered promised ordered delivered denied halted none",
    "voice": "", "actor": "", "recipient": "", "type": "", "mode": "", "cameo": "", "start": "", "end": "",
}  # fmt: skip
"""Fields that `set` takes, with the values allowed where they are few. Of an event's fields all its claims have the new value."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a claim stands: the anchor of its event and the cue of its nearest voice, if it has one. `whom` names the parties of the event where
    one word stands for several (a listing of two banks)."""

    anchor: Span
    voice: str
    type: str
    cue: Span | None = None
    whom: str = field(default="", repr=False)  # as with `Judgement.undoes`


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement on one claim. `set` gives the new values, of `confirm` those that are right; `actors` those whom they name; `other` is the claim
    to merge with; `group` is shared by all claims that are split off together; `undoes` is the judgement that an undo takes back, empty for all before it."""

    report: str
    action: Action
    target: Target
    set: tuple[tuple[str, str], ...] = ()
    actors: tuple[Actor, ...] = ()
    other: Target | None = None
    other_report: str = ""
    group: str = ""
    by: str = ""
    why: str = ""
    at: str = ""
    undoes: str = field(default="", repr=False)  # so that judgements without it keep the names that they had before there was such a field

    @property
    def id(self) -> str:
        return "j:" + hashlib.sha256(f"{self!r}{self.undoes}{self.target.whom}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Place:
    """To what a judgement puts a claim: beside a claim of another report (or this), or apart from all others."""

    other_report: str = ""
    other: Target | None = None
    group: str = ""


def judgement(line: str) -> Judgement:
    """The judgement that `detail` wrote."""
    return record(Judgement, json.loads(line))


def target(reading: Reading, claim: Claim) -> Target:
    event = reading.event(claim.event)
    said = reading.attribution(claim.voices[0].attribution)
    beside = [c for c in reading.claims if c is not claim and (e := reading.event(c.event)).anchor == event.anchor and e.type == event.type and c.voices[0].actor == claim.voices[0].actor]
    whom = ",".join((*event.actor, *event.recipient)) if beside else ""
    return Target(event.anchor, claim.voices[0].actor, event.type, said.cue[0] if said and said.cue else None, whom)


def find(reading: Reading, t: Target) -> Claim | None:
    """The claim that stands where the target stood: of those with a touching anchor that of the same voice or cue; without either, the only one there is."""
    near = [c for c in reading.claims if reading.event(c.event).anchor.touches(t.anchor)]
    same = [c for c in near if _same_voice(reading, c, t)]
    if not same:
        return near[0] if len(near) == 1 else None

    def rank(c: Claim) -> tuple[bool, bool, bool, bool]:
        own = target(reading, c)
        return own.anchor == t.anchor, own.voice == t.voice, own.type == t.type, own.whom == t.whom

    return max(same, key=rank)


def _same_voice(reading: Reading, claim: Claim, t: Target) -> bool:
    own = target(reading, claim)
    return own.voice == t.voice or (own.cue is not None and t.cue is not None and own.cue.touches(t.cue))


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The order in which they hold: by time, then by content, so that it does not matter in which order they came."""
    return sorted(set(judgements), key=lambda j: (j.at, j.id))


def attached(reading: Reading, judgements: Iterable[Judgement]) -> list[tuple[Judgement, Claim | None]]:
    """Each judgement with the claim that it is about, None where the reading has no such claim."""
    return [(j, find(reading, j.target)) for j in in_order(judgements)]


def taken_back(found: Sequence[tuple[Judgement, _T | None]]) -> set[str]:
    """The names of judgements that hold no longer, of judgements in order with what they are about."""
    undos: dict[str, set[str]] = defaultdict(set)
    for j, _ in found:
        if j.undoes:
            undos[j.undoes].add(j.id)
    back: set[str] = set()
    for i in TopologicalSorter(undos).static_order():  # no ring: the name of an undo hashes that of what it takes back
        if undos.get(i, set()) - back:
            back.add(i)
    swept = {claim: n for n, (j, claim) in enumerate(found) if claim is not None and j.action == "undo" and not j.undoes and j.id not in back}
    return back | {j.id for n, (j, claim) in enumerate(found) if claim is not None and j.action != "undo" and n < swept.get(claim, -1)}


def in_force(reading: Reading, judgements: Iterable[Judgement]) -> list[tuple[Judgement, Claim]]:
    """The judgements that hold, in order, each with its claim."""
    found = attached(reading, judgements)
    back = taken_back([(j, c.id if c else None) for j, c in found])
    return [(j, c) for j, c in found if c is not None and j.action != "undo" and j.id not in back]


def corrected(reading: Reading, judgements: Iterable[Judgement]) -> Reading:
    """The effective reading: the machine's, with the latest judgements."""
    state: dict[str, dict[str, str] | None] = {}
    sets: list[tuple[Claim, Mapping[str, str]]] = []
    actors: dict[str, Actor] = {}
    for j, claim in in_force(reading, judgements):
        if j.action == "set":
            actors.update((a.id, a) for a in j.actors)
            state[claim.id] = _over(state.get(claim.id) or {}, dict(j.set))
            sets.append((claim, dict(j.set)))
        elif j.action == "reject":
            state[claim.id] = None
            sets = [s for s in sets if s[0] != claim]
    of_event: dict[str, dict[str, str]] = defaultdict(dict)
    for claim, values in sets:
        of_event[claim.event] = _over(of_event[claim.event], values)
    return _rebuilt(reading, state, of_event, actors) if any(s is None or s for s in state.values()) else reading


_BRINGS = {"type": ("mode", "cameo"), "stance": ("factuality",), "modality": ("factuality",), "polarity": ("factuality",)}
"""Fields that are set anew with another, unless the same judgement sets them too."""


def _over(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Later values over earlier ones."""
    gone = {name for field_ in new for name in _BRINGS.get(field_, ())}
    return {**{k: v for k, v in old.items() if k not in gone}, **new}


def _rebuilt(reading: Reading, state: Mapping[str, dict[str, str] | None], of_event: Mapping[str, dict[str, str]], actors: Mapping[str, Actor]) -> Reading:
    """`state` has the new values of each claim (None: it is rejected), `of_event` those of the claims of each event, the latest last."""
    events = {e.id: _event(e, of_event.get(e.id, {})) for e in reading.events}
    kept = tuple(_claim(c, state.get(c.id) or {}, of_event.get(c.event, {}), events[c.event]) for c in reading.claims if state.get(c.id, {}) is not None)
    ids = {c.id for c in kept}
    known = {a.id for a in reading.actors}
    made = replace(
        reading,
        actors=reading.actors + tuple(actors[k] for k in sorted(actors) if k not in known),
        events=tuple(events.values()),
        claims=kept,
        links=tuple(link for link in reading.links if {link.from_, link.to} <= ids),
    )
    return replace(made, claims=tuple(replace(c, summary=made.sentence(c)) if c.summary else c for c in kept))


def _event(event: Event, new: Mapping[str, str]) -> Event:
    fields: dict[str, Any] = {k: new[k] or None for k in ("type", "mode", "cameo", "modality", "polarity") if k in new}
    if "type" in new:  # of another type the old mode and code would be wrong
        fields = {"mode": None, "cameo": codebook.load().to_cameo(new["type"], new.get("mode")), **fields}
    for role in ("actor", "recipient"):
        if role in new:
            fields |= {role: tuple(new[role].split()), f"{role}_spans": ()}
    event = replace(event, **fields)
    if "status" in new and event.frame is not None:
        event = replace(event, frame=replace(event.frame, status=new["status"] or None))
    if "start" in new or "end" in new:
        start = new.get("start") or (event.time.start if event.time else None)
        end = new.get("end") or (new.get("start") if event.time is None or "start" in new else event.time.end)
        event = replace(event, time=TimeSpan(start, end, event.time.span if event.time else None))
    return event


_CERTAIN = {"actual": 3.0, "historical": 3.0, "future": 2.0, "hypothetical": 1.0}
"""FactBank's scale: certain, certain, probable, possible."""


def _claim(claim: Claim, new: Mapping[str, str], of_event: Mapping[str, str], event: Event) -> Claim:
    stance = new.get("stance", claim.stance)
    value = new.get("factuality", claim.factuality)
    if "factuality" not in new and ("stance" in new or {"modality", "polarity"} & set(of_event)):
        value = factuality(stance, "CT+", _CERTAIN[event.modality] * (-1 if event.polarity == "negative" else 1))
    voices = claim.voices
    if "voice" in new:
        voices = (Voice(new["voice"], None if new["voice"] == "author" else claim.voices[0].attribution), *claim.voices[1:])
    return replace(claim, stance=stance, factuality=value, voices=voices)  # type: ignore[arg-type]


def places(reading: Reading, judgements: Iterable[Judgement]) -> dict[str, Place]:
    """Where judgements put the claims of a reading, by claim id; the latest holds."""
    out: dict[str, Place] = {}
    for j, claim in in_force(reading, judgements):
        if j.action == "merge":
            out[claim.id] = Place(j.other_report, j.other)
        elif j.action == "split":
            out[claim.id] = Place(group=j.group)
    return out


Look = Callable[[str], tuple[Reading, tuple[Judgement, ...]]]
"""The machine's reading of a report, and all judgements on it."""


def placed(own: Leaf, look: Look) -> Leaf:
    """The leaf with its claims where judgements have put them: a merged claim is about what the other is about."""
    moves = places(*look(own.report))
    if not moves:
        return own
    return replace(own, entries=tuple(Entry(e.ref, _subject(e, look)) if e.ref.claim in moves else e for e in own.entries))


def _subject(entry: Entry, look: Look) -> Subject:
    path = [entry.ref]
    while (ref := _next(path[-1], look)) is not None and ref not in path:
        path.append(ref)
    end = path[-1] if ref is None else min(path[path.index(ref) :])  # a ring of merges stands at its first claim
    reading, judged = look(end.report)
    own = next((e.subject for e in entries(corrected(reading, judged)) if e.ref == end), entry.subject)
    return replace(own, apart=places(reading, judged).get(end.claim, Place()).group)


def _next(ref: Ref, look: Look) -> Ref | None:
    """The claim with which a judgement merges one."""
    place = places(*look(ref.report)).get(ref.claim)
    if place is None or place.other is None:
        return None
    other = find(look(place.other_report)[0], place.other)
    return Ref(place.other_report, other.id) if other else None


def detail(j: Judgement) -> str:
    """A judgement as one line of JSON."""
    return json.dumps(plain(j), ensure_ascii=False, separators=(",", ":"))
