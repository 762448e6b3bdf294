"""What the commands on a ledger share: its place, the form of the answer."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ..export.listing import View


class Form(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


Place = Annotated[str, typer.Argument(metavar="LEDGER", help="A file that `add` made, or postgresql://USER@HOST/DATABASE.", show_default=False)]
Format = Annotated[Form | None, typer.Option("--format", "-f", help="Default: table in a terminal, csv otherwise.")]
About = Annotated[str | None, typer.Option(help="A frame (arms_transfer), a register (casualties) or a PLOVER type in capitals (ASSAULT).", show_default=False)]
Since = Annotated[str | None, typer.Option(help="From this day, month or year on: 2022-12-05, 2022-12, 2022.", show_default=False)]
Until = Annotated[str | None, typer.Option(help="Up to the end of this day, month or year.", show_default=False)]
Limit = Annotated[int | None, typer.Option(help="At most so many lines. Default: 50 in a table, else all.", min=1, show_default=False)]
_IN_A_TABLE = 50


def check_day(value: str | None, option: str) -> None:
    if value is not None and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value):
        raise typer.BadParameter(f"{value!r} is no day. Allowed: YYYY, YYYY-MM or YYYY-MM-DD, such as 2022-12.", param_hint=option)


def form_of(form: Form | None) -> Form:
    return form or (Form.table if sys.stdout.isatty() else Form.csv)


def limit_of(limit: int | None, form: Form | None) -> int | None:
    """A table for the eye is short unless somebody asks for more."""
    return limit or (_IN_A_TABLE if form_of(form) is Form.table else None)


def answer(found: Sequence[dict[str, Any]], names: Sequence[str], view: View, form: Form | None) -> None:
    """Print an answer."""
    from ..export import listing

    form = form_of(form)
    if form is Form.table:
        from rich.console import Console

        listing.show(Console(highlight=False), found, view)
        return
    for piece in listing.json_lines(found) if form is Form.json else listing.csv_lines(found, names):
        sys.stdout.write(piece)


