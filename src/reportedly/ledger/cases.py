"""Corrections as marked cases: what people have corrected becomes what the next version is tested on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Claim, Event, Reading
from .corrections import Judgement, corrected, in_force
from .fields import values
from .quotes import sentence_span


def cases(machine: Reading, judgements: Iterable[Judgement]) -> Iterator[str]:
    """A line of a case file for each claim that somebody has set, rejected or confirmed; what a line cannot say is a comment."""
    judged = list(judgements)
    effective = corrected(machine, judged)
    kept = {c.id: c for c in effective.claims}
    latest = {c.id: j for j, c in in_force(machine, judged) if j.action in ("set", "reject", "confirm")}
    for c in machine.claims:
        j = latest.get(c.id)
        if j is None:
            continue
        if j.why or j.by:
            yield f"# {' '.join(f'{j.by}: {j.why}'.split())}"
        if c.id in kept and j.action == "confirm" and (was := _otherwise(effective, kept[c.id], j)):
            yield f"# confirmed before it was read otherwise: {' '.join(was)} :: {_sentence(machine, c)}"
        elif c.id in kept:
            yield f"@{_options(effective, kept[c.id], j)} :: {_sentence(machine, c)}"
        else:
            yield _rejected(machine, effective, c)


def _otherwise(effective: Reading, c: Claim, j: Judgement) -> list[str]:
    """What a claim said when it was confirmed and says no longer: a newer version may read it otherwise."""
    now = values(effective, c)
    return [f"{k}={v}" for k, v in j.set if now[k] != v]


def _rejected(machine: Reading, effective: Reading, c: Claim) -> str:
    """No such event may come out of the sentence, unless another claim of it stays that has one."""
    event = machine.event(c.event)
    span = sentence_span(machine, c)
    others = [x for x in effective.claims if sentence_span(effective, x) == span and effective.event(x.event).type == event.type]
    line = f"@none={event.type} :: {_sentence(machine, c)}"
    return f"# another {event.type} stays in this sentence: {line[1:]}" if others else line


def _options(reading: Reading, c: Claim, j: Judgement) -> str:
    e = reading.event(c.event)
    found: dict[str, str] = {"frame": e.frame.name} if e.frame else {"type": e.type}
    found |= {"stance": c.stance}
    if c.voices[0].actor == "author" or _country(reading, c.voices[0].actor):
        found["voice"] = _country(reading, c.voices[0].actor) or "author"
    found |= {role: _country(reading, ids[0]) for role, ids in (("actor", e.actor), ("recipient", e.recipient)) if ids and _country(reading, ids[0])}
    found |= _changed(j, c, e)
    return " ".join(f"{k}={v}" for k, v in found.items())


_NAMES = {"factuality": "fact"}


def _changed(j: Judgement, c: Claim, e: Event) -> dict[str, str]:
    """The corrected fields that a case has options for."""
    values = {"type": e.type, "mode": e.mode, "status": e.frame.status if e.frame else None, "fact": c.factuality, "modality": e.modality, "polarity": e.polarity, "start": e.time.start if e.time else None}
    asked = {_NAMES.get(k, k) for k, _ in j.set}
    if j.action == "confirm":
        asked.discard("start")  # it is mostly the report's date or counted from it, and cases are read with a date of their own
    return {k: v for k, v in values.items() if k in asked and v}


def _country(reading: Reading, actor: str) -> str:
    """An actor as cases write it: the country's code, else the id."""
    found = reading.actor(actor)
    return (found.country or found.id) if found and " " not in found.id else ""


def _sentence(reading: Reading, c: Claim) -> str:
    start, end = sentence_span(reading, c)
    return " ".join(reading.report.text[start:end].split())
