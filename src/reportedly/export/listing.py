"""Answers of a ledger as CSV, JSON, or a table for the terminal; on a narrow one each line of the answer is a block."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .table import csv_line

Line = dict[str, Any]
Cell = Callable[[Line], Text | str]
_TABLE = 110
"""Columns of a terminal that a table needs so as not to break words."""
STATES = {"contested": "red", "uncontested denial": "red", "admitted": "green", "confirmed": "green", "retracted": "magenta"}
_STANDS = {"denies": "red", "doubts": "yellow", "admits": "green", "confirms": "green", "denied": "red", "doubted": "yellow", "admitted": "green", "confirmed": "green", "retracted": "magenta"}


@dataclass(frozen=True, slots=True)
class View:
    """How one kind of answer looks: columns of the table with their shares of the width (negative: a fixed width); head and lines of a block."""

    columns: tuple[tuple[str, Cell, int], ...]
    head: Cell
    lines: tuple[tuple[str, Cell], ...]
    nothing: str
    foot: str = ""


def csv_lines(found: Sequence[Line], names: Sequence[str]) -> Iterator[str]:
    yield csv_line(names)
    for line in found:
        yield csv_line(line[n] for n in names)


def json_lines(found: Iterable[Line]) -> Iterator[str]:
    """One object a line."""
    for line in found:
        yield json.dumps(line, ensure_ascii=False) + "\n"


def heading(line: Line) -> Text:
    """What all lines of a timeline of one proposition are about."""
    return _head(line)


def show(out: Console, found: Sequence[Line], view: View) -> None:
    if not found:
        out.print(Text(view.nothing, style="dim"))
    elif out.width >= _TABLE:
        out.print(_table(found, view))
    else:
        for line in found:
            _block(out, line, view)
    if found and view.foot:
        out.print(Text(view.foot.format(n=len(found)), style="dim"))


def _table(found: Sequence[Line], view: View) -> Table:
    """Columns without a single entry are left out, so that the others have room."""
    table = Table(show_lines=True, expand=True, header_style="bold")
    cells = [[_text(cell(line)) for line in found] for _, cell, _ in view.columns]
    kept = [k for k, column in enumerate(cells) if any(column)]
    for k in kept:
        title, _, share = view.columns[k]
        if share < 0:
            table.add_column(title, width=-share, overflow="fold")
        else:
            table.add_column(title, ratio=share, overflow="fold")
    for n in range(len(found)):
        table.add_row(*(cells[k][n] for k in kept))
    return table


def _block(out: Console, line: Line, view: View) -> None:
    out.print(_text(view.head(line)))
    for label, cell in view.lines:
        if value := _text(cell(line)):
            out.print(Padding(Text(f"{label}: " if label else "", style="dim").append_text(value), (0, 0, 0, 2)))
    out.print()


def _text(cell: Text | str) -> Text:
    return cell if isinstance(cell, Text) else Text(cell)


# -- cells -----------------------------------------------------------------------------------------------------------


def of(*keys: str, between: str = "\n") -> Cell:
    """The values of some columns, empty ones left out."""
    return lambda line: between.join(dict.fromkeys(str(line[k]) for k in keys if line.get(k)))


def claim_name(line: Line) -> str:
    """The short name of a claim, as commands take it."""
    return f"{short(line['report'])}#{line['claim']}" if "claim" in line else " ".join(f"{short(line['report'])}#{c}" for c in line["claims"].split())


def short(report: str) -> str:
    return report.removeprefix("sha256:")[:8]


def proposition_name(line: Line) -> str:
    return str(line["proposition"])[:10]


def _parties(line: Line) -> str:
    return " → ".join(p for p in (line["actor"] or "somebody", line["recipient"]) if p)


def _state(line: Line) -> Text:
    return Text(line["state"], style=STATES.get(line["state"], "default"))


def _kind(line: Line) -> str:
    return str(line.get("frame") or line.get("kind") or line.get("type")).replace("_", " ")


def _matter(line: Line) -> Text:
    return Text(_parties(line), style="bold").append(f"\n{_kind(line)}" + (f": {line['what']}" if line["what"] else ""), style="default")


def _head(line: Line) -> Text:
    return Text(_parties(line), style="bold").append(f"  {_kind(line)}" + (f": {line['what']}" if line["what"] else ""), style="not bold")


def _sources(line: Line) -> str:
    n = line["sources"]
    return f"{n} independent source{'' if n == 1 else 's'} · {' to '.join(dict.fromkeys(d for d in (line['first_day'], line['last_day']) if d))}"


def _stance(key: str) -> Cell:
    return lambda line: Text(line[key], style=_STANDS.get(line[key], "default"))


def _said(line: Line) -> Text:
    voice = {"author": "the report", "unknown": "unnamed source"}.get(line["voice_name"], line["voice_name"])
    return Text(voice or "unnamed source", style="bold").append(f" {line['stance']}", style=_STANDS.get(line["stance"], "default"))


def _what(line: Line) -> str:
    extra = [line["items"] or "", line["place"] or ""]
    return f"{_parties(line)}\n{_kind(line)}" + "".join(f" · {x}" for x in extra if x)


DISPUTES = View(
    (("Who to whom", _matter, 5), ("State", _state, -11), ("Asserted by", of("asserted_by"), 4), ("Denied by", of("denied_by"), 3), ("Doubted by", of("doubted_by"), 2),
     ("Silent", of("silent"), 3), ("Sources", of("sources"), -7), ("Days", of("first_day", "last_day"), -10), ("Name", proposition_name, -10)),
    _head,
    (("", lambda line: _state(line).append(f" · {_sources(line)}", style="dim")), ("asserted by", of("asserted_by")), ("denied by", of("denied_by")), ("doubted by", of("doubted_by")),
     ("silent", of("silent")), ("changed", of("what_changed")), ("name", proposition_name)),
    "no such dispute in this ledger",
    "{n} disputes (more: --limit). What was said, day by day: reportedly timeline LEDGER NAME",
)  # fmt: skip
CHANGES = View(
    (("", of("news"), -7), *DISPUTES.columns[:2], ("What changed", of("what_changed"), 6), *DISPUTES.columns[2:4], ("Name", proposition_name, -10)),
    lambda line: Text(f"{line['news']}  ", style="cyan").append_text(_head(line)), DISPUTES.lines, "nothing new since that day", "{n} disputes",
)  # fmt: skip
CLAIMS = View(
    (("Day", of("published"), -10), ("Who says", _said, 3), ("What", _what, 4), ("Certainty", of("factuality"), -9), ("Sentence", of("quote"), 8), ("Name", claim_name, -12)),
    lambda line: _said(line).append(f": {_kind(line)}, {_parties(line)}", style="not bold"),
    (("", lambda line: of("published", "outlet", "factuality", between=" · ")(line)), ("", of("quote")), ("name", claim_name)),
    "no such claim in this ledger",
    "{n} claims (more: --limit). All columns: --format csv or json",
)  # fmt: skip
STEPS = View(
    (("Day", of("day"), -10), ("Who", of("name"), 3), ("", _stance("change"), -10), ("What", _matter, 4), ("Sentence", of("quote"), 6), ("Claim", claim_name, -12)),
    lambda line: Text(f"{line['day'] or 'undated'}  ").append(line["name"], style="bold").append(f" {line['change']}", style=_STANDS.get(line["change"], "default")),
    (("", lambda line: _head(line)), ("", of("quote")), ("claim", claim_name)),
    "nothing said in that time",
)  # fmt: skip
STEPS_OF_ONE = View(tuple(c for c in STEPS.columns if c[0] != "What"), STEPS.head, STEPS.lines[1:], STEPS.nothing)
FOUND = View(
    (("Day", of("published"), -10), ("Who says", _said, 2), ("Sentence", of("quote"), 8), ("Outlet", of("outlet"), 2), ("Claims", claim_name, -13)),
    lambda line: _said(line).append(f"  {of('published', 'outlet', between=' · ')(line)}", style="dim not bold"),
    (("", of("quote")), ("claims", claim_name)),
    "no sentence of a claim has these words",
)  # fmt: skip
JUDGEMENTS = View(
    (("When", of("at"), -10), ("By", of("by"), 2), ("Judgement", of("judgement"), 4), ("Why", of("why"), 4), ("Sentence", of("quote"), 6), ("Claim", of("name"), -12)),
    lambda line: Text(line["judgement"], style="bold").append(f"  {of('at', 'by', between=' · ')(line)}", style="dim not bold"),
    (("why", of("why")), ("", of("quote")), ("claim", of("name"))),
    "no judgements in this ledger",
)  # fmt: skip
