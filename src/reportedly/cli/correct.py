"""`reportedly correct LEDGER CLAIM… --set FIELD=VALUE | --reject | --merge | --split | --confirm | --undo`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import app
from .asking import Format, Place, answer

if TYPE_CHECKING:
    from ..ledger.corrections import Judgement
    from ..ledger.judging import Wish
    from ..stores import Store

Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="A new value, such as stance=denies, voice=PRK, actor=BLR, status=delivered, start=2024-02-01; may be given more than once.", show_default=False),
]


@app.command("correct")
def correct_command(
    ledger: Place,
    claims: Annotated[
        list[str] | None, typer.Argument(metavar="CLAIM…", help="Names as `claims` prints them (3fa2b1c9#c4); with --undo also judgements (j:…). None: print all judgements.", show_default=False)
    ] = None,
    set_: Set = None,
    reject: Annotated[bool, typer.Option("--reject", help="Nobody claims this; it counts no longer.")] = False,
    merge: Annotated[bool, typer.Option("--merge", help="All these claims are about the same as the first.")] = False,
    split: Annotated[bool, typer.Option("--split", help="These claims are about something else than those they were put to.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="Somebody has looked at these claims, and they are right.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back all judgements on these claims, or single judgements.")] = False,
    by: Annotated[str, typer.Option(help="Who judges.")] = "",
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    at: Annotated[str | None, typer.Option(help="When, ISO 8601. Default: now.", show_default=False)] = None,
    export: Annotated[Path | None, typer.Option(help="Write what has been set, rejected and confirmed as marked cases, to test a later version on.", show_default=False)] = None,
    form: Format = None,
) -> None:
    """Judge claims. The machine's record stays; what counts is the machine's with the latest judgement, in later readings of the report too."""
    from ..ledger.judging import Wish
    from ..stores import open_ledger

    options: tuple[tuple[Any, object], ...] = (("set", set_), ("reject", reject), ("merge", merge), ("split", split), ("confirm", confirm), ("undo", undo))
    wishes = [name for name, wanted in options if wanted]
    if len(wishes) > 1 or bool(wishes) != bool(claims):
        needed = ", ".join(f"--{name}" for name, _ in options)
        raise typer.BadParameter(f"got {' and '.join(wishes) or 'none'} for {len(claims or ())} claims: needed are claims and one of {needed}.", param_hint="CLAIM…")
    with open_ledger(ledger) as store:
        if claims:
            wish = Wish(wishes[0], by, why, at or dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"), _given(set_ or []))
            typer.echo(f"{store.judge(_judgements(store, wish, claims))} judgements kept", err=True)
        if export:
            export.write_text("".join(f"{line}\n" for line in _cases(store)), encoding="utf-8")
        elif not claims:
            _show(store, form)


def _given(set_: list[str]) -> dict[str, str]:
    """Fields and values of `--set`."""
    pairs = [text.partition("=") for text in set_]
    wrong = next((text for text, (_, equals, _) in zip(set_, pairs, strict=True) if not equals), None)
    if wrong is not None:
        raise typer.BadParameter(f"{wrong!r}: needed is FIELD=VALUE, such as stance=denies.", param_hint="--set")
    return {name: value for name, _, value in pairs}


def _judgements(store: Store, wish: Wish, names: list[str]) -> list[Judgement]:
    from ..ledger.judging import judge, take_back

    if wish.action == "merge" and len(names) < 2:
        raise typer.BadParameter("a merge takes two claims or more.", param_hint="--merge")
    single = [n for n in names if n.startswith("j:")] if wish.action == "undo" else []
    records = [store.record(store.claim(n)) for n in names if n not in single]
    made = judge(wish, records[1:], records[0]) if wish.action == "merge" else judge(wish, records)
    return made + [take_back(wish, store.judgement(n)) for n in single]


def _cases(store: Store) -> list[str]:
    from ..ledger.cases import cases

    by_report: dict[str, list[Judgement]] = {}
    for j in store.judgements():
        by_report.setdefault(j.report, []).append(j)
    return [line for report in sorted(by_report) for line in cases(store.machine(report), by_report[report])]


def _show(store: Store, form: Any) -> None:
    from ..export.listing import JUDGEMENTS, short

    lines = []
    for found in reversed(store.judged()):
        j = found.judgement
        lines.append({
            "at": j.at, "by": j.by, "judgement": found.words, "why": j.why, "quote": found.quote, "name": f"{short(j.report)}#{found.claim or '?'}", "id": j.id,
        })  # fmt: skip
    answer(lines, ("at", "by", "judgement", "why", "quote", "name", "id"), JUDGEMENTS, form)
