"""`reportedly correct LEDGER CLAIM… --set FIELD=VALUE | --reject | --merge | --split | --undo`."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import app
from .asking import Format, Place, answer

if TYPE_CHECKING:
    from ..ledger.corrections import Judgement, Target
    from ..ledger.subjects import Ref
    from ..model import Actor, Reading
    from ..stores import Store

Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="A new value, such as stance=denies, voice=PRK, actor=BLR, status=delivered, start=2024-02-01; may be given more than once.", show_default=False),
]


@app.command("correct")
def correct_command(
    ledger: Place,
    claims: Annotated[list[str] | None, typer.Argument(metavar="CLAIM…", help="Names as `claims` prints them (3fa2b1c9#c4). None: print all judgements.", show_default=False)] = None,
    set_: Set = None,
    reject: Annotated[bool, typer.Option("--reject", help="Nobody claims this; it counts no longer.")] = False,
    merge: Annotated[bool, typer.Option("--merge", help="All these claims are about the same as the first.")] = False,
    split: Annotated[bool, typer.Option("--split", help="These claims are about something else than those they were put to.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back all judgements on these claims.")] = False,
    by: Annotated[str, typer.Option(help="Who judges.")] = "",
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    at: Annotated[str | None, typer.Option(help="When, ISO 8601. Default: now.", show_default=False)] = None,
    export: Annotated[Path | None, typer.Option(help="Write what has been set and rejected as marked cases, to test a later version on.", show_default=False)] = None,
    form: Format = None,
) -> None:
    """Judge claims. The machine's record stays; what counts is the machine's with the latest judgement, in later readings of the report too."""
    from ..stores import open_ledger

    wishes = [name for name, wanted in (("set", set_), ("reject", reject), ("merge", merge), ("split", split), ("undo", undo)) if wanted]
    if len(wishes) > 1 or bool(wishes) != bool(claims):
        raise typer.BadParameter(f"got {' and '.join(wishes) or 'none'} for {len(claims or ())} claims: needed are claims and one of --set, --reject, --merge, --split, --undo.", param_hint="CLAIM…")
    with open_ledger(ledger) as store:
        if claims:
            made = _judgements(store, wishes[0], [store.claim(c) for c in claims], set_ or [], by, why, at or dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))
            typer.echo(f"{store.judge(made)} judgements kept", err=True)
        if export:
            export.write_text("".join(f"{line}\n" for line in _cases(store)), encoding="utf-8")
        elif not claims:
            _show(store, form)


def _judgements(store: Store, action: Any, refs: list[Ref], set_: list[str], by: str, why: str, at: str) -> list[Judgement]:
    from ..ledger.corrections import Judgement, target

    if action == "merge" and len(refs) < 2:
        raise typer.BadParameter("a merge takes two claims or more.", param_hint="--merge")
    targets: list[tuple[str, Target]] = []
    for ref in refs:
        reading = store.machine(ref.report)
        targets.append((ref.report, target(reading, next(c for c in reading.claims if c.id == ref.claim))))
    group = "split:" + hashlib.sha256(repr((targets, at)).encode()).hexdigest()[:12] if action == "split" else ""
    (first_report, first), rest = targets[0], targets[1:] if action == "merge" else targets
    out = []
    for report, t in rest:
        values, actors = _values(store.machine(report), set_)
        merged = action == "merge"
        out.append(Judgement(report, action, t, values, actors, first if merged else None, first_report if merged else "", group, by, why, at))
    return out


def _values(reading: Reading, set_: list[str]) -> tuple[tuple[tuple[str, str], ...], tuple[Actor, ...]]:
    """The fields and values of `--set`, and the actors that they name."""
    from ..ledger.corrections import checked

    values: dict[str, str] = {}
    actors: dict[str, Actor] = {}
    for text in set_:
        field, equals, value = text.partition("=")
        if not equals:
            raise typer.BadParameter(f"{text!r}: needed is FIELD=VALUE, such as stance=denies.", param_hint="--set")
        if field in ("voice", "actor", "recipient"):
            found = [_actor(reading, name) for name in re.split(r"[, ]+", value) if name and name != "author"]
            actors.update((a.id, a) for a in found)
            value = " ".join(a.id for a in found) or ("author" if field == "voice" else "")
        values[field] = checked(field, value)
    return tuple(sorted(values.items())), tuple(actors[k] for k in sorted(actors))


def _actor(reading: Reading, name: str) -> Actor:
    """An actor of the reading or of the tables, by id or country code."""
    from ..errors import NotFound
    from ..lexicon import ActorRow, load
    from ..model import Actor

    wanted = f"state:{name}" if re.fullmatch(r"[A-Z]{3}", name) else name
    if (own := reading.actor(wanted)) is not None:
        return own
    rows = (row for found in load(()).names.values() for _, row in found if isinstance(row, ActorRow) and row.id == wanted)
    row = next(rows, None)
    if row is None:
        raise NotFound(f"actor {name!r}: neither in the report nor in the tables. Allowed: a country's code (PRK) or an actor's id (org:hamas).")
    return Actor(row.id, row.name, row.kind, row.country, row.sectors, row.wikidata)  # type: ignore[arg-type]


def _cases(store: Store) -> list[str]:
    from ..ledger.cases import cases

    by_report: dict[str, list[Judgement]] = {}
    for j in store.judgements():
        by_report.setdefault(j.report, []).append(j)
    return [line for report in sorted(by_report) for line in cases(store.machine(report), by_report[report])]


def _show(store: Store, form: Any) -> None:
    from ..export.listing import JUDGEMENTS, short
    from ..ledger.corrections import find
    from ..ledger.quotes import sentence_span

    lines = []
    for j in store.judgements():
        reading = store.machine(j.report)
        claim = find(reading, j.target)
        start, end = sentence_span(reading, claim) if claim else j.target.anchor
        lines.append({
            "at": j.at, "by": j.by, "judgement": " ".join((j.action, *(f"{k}={v}" for k, v in j.set))), "why": j.why, "quote": " ".join(reading.report.text[start:end].split()),
            "name": f"{short(j.report)}#{claim.id if claim else '?'}", "id": j.id,
        })  # fmt: skip
    answer(lines, ("at", "by", "judgement", "why", "quote", "name", "id"), JUDGEMENTS, form)
