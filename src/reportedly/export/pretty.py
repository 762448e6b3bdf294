"""Claims for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..model import Claim, Reading, Span
from ..model.frames import Detail
from .table import sentence_span

STYLES = {"source": "bold cyan", "cue": "bold magenta", "event": "bold yellow", "actor": "underline"}
_STANCE = {"denies": "bold red", "doubts": "red", "accuses": "yellow", "threatens": "yellow", "confirms": "green", "admits": "green"}


@contextmanager
def console(output: Path | None) -> Iterator[Console]:
    """A console on standard output or on a file."""
    if output is None:
        yield Console(highlight=False, soft_wrap=True)
        return
    with output.open("w", encoding="utf-8") as f:
        yield Console(file=f, highlight=False, soft_wrap=True)


def show(out: Console, reading: Reading) -> None:
    r = reading.report
    head = Text(r.title or "(no headline)", style="bold")
    tail = " · ".join(x for x in (r.agency, r.outlet, r.published) if x)
    out.print(head.append(f"   {tail}", style="dim"))
    for note in reading.notes:
        out.print(Text(f"  note: {note.message}", style="yellow"))
    for claim in reading.claims:
        out.print(title(reading, claim))
        out.print(sentence(reading, claim))
        detail = details(reading, claim)
        if detail:
            out.print(Text("      " + detail, style="dim"))
    if not reading.claims and not reading.notes:
        out.print(Text("  no claims", style="dim"))
    out.print()


def title(reading: Reading, claim: Claim) -> Text:
    """`North Korea denies arms_transfer North Korea → Russia (arms)`."""
    e = reading.event(claim.event)
    voice = "author" if claim.voices[0].actor == "author" else reading.name(claim.voices[0].actor)
    what = e.frame.name if e.frame else e.type
    line = (
        Text(f"  {claim.id:>4} ", style="dim").append(voice, style="bold cyan").append(f" {claim.stance} ", style=_STANCE.get(claim.stance, "bold"))
    )
    if e.polarity == "negative":
        line.append("not ", style="bold red")
    line.append(what, style="bold yellow").append(" " + (" & ".join(map(reading.name, e.actor)) or "?"))
    if e.recipient:
        line.append(" → " + " & ".join(map(reading.name, e.recipient)))
    if e.frame and e.frame.items:
        line.append(" (" + ", ".join(map(str, e.frame.items)) + ")")
    return line


def sentence(reading: Reading, claim: Claim) -> Text:
    """The sentence with source, cue and event coloured."""
    text = reading.report.text
    low, high = sentence_span(reading, claim)
    line = Text(" ".join(text[low:high].split("\n")), style="default")
    for style, spans in marks(reading, claim).items():
        for s in spans:
            if low <= s.start and s.end <= high:
                line.stylize(STYLES[style], s.start - low, s.end - low)
    return Text("      ").append_text(line)


def marks(reading: Reading, claim: Claim) -> dict[str, list[Span]]:
    """Spans to colour by what they are."""
    e = reading.event(claim.event)
    out: dict[str, list[Span]] = {"actor": [*e.actor_spans, *e.recipient_spans], "source": [], "cue": [], "event": [e.anchor]}
    for v in claim.voices:
        s = reading.attribution(v.attribution)
        if s is not None:
            out["source"] += s.source
            out["cue"] += s.cue
    return out


_SHOWN_ABOVE = frozenset(["supplier", "recipient", "authority", "target", "tester", "recogniser", "recognised", "accuser", "accused", "denier", "attacker", "party", "against", "direction"])
"""Slots that say again who acts on whom."""


def _slot(reading: Reading, key: str, value: Detail) -> str:
    if value is True:
        return key
    if isinstance(value, tuple):
        return f"{key}: {', '.join(dict.fromkeys(value))}"
    who = key == "count_by" and value != "author"
    return f"{key.replace('_', ' ')}: {reading.name(str(value)) if who else value}"


def details(reading: Reading, claim: Claim) -> str:
    """Factuality, time, place, the chain of voices, status, evidence."""
    e = reading.event(claim.event)
    parts: list[str] = [claim.factuality]
    if e.modality != "actual":
        parts.append(e.modality)
    if len(claim.voices) > 1:
        parts.append("via " + " < ".join(reading.name(v.actor) for v in claim.voices))
    if e.time and e.time.start and e.time.basis == "text":
        parts.append(e.time.start if e.time.start == e.time.end else f"{e.time.start} to {e.time.end}")
    if e.place:
        parts.append("at " + e.place.name + (f", {e.place.country}" if e.place.country and e.place.kind != "country" else ""))
    if e.frame and e.frame.status:
        parts.append(e.frame.status)
    if e.frame:
        parts += [_slot(reading, k, v) for k, v in e.frame.detail if k not in _SHOWN_ABOVE]
    if claim.evidence:
        parts.append("evidence: " + ", ".join(f"{x.kind} «{x.span.of(reading.report.text)}»" for x in claim.evidence))
    return " · ".join(parts)
