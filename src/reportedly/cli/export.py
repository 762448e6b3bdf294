"""`reportedly export FORMAT READINGS…`: readings that `read` stored, in another format, without reading the reports again."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..export.formats import EXPORTS, write
from . import app
from .read import Kept
from .register import Stored

Name = StrEnum("Name", list(EXPORTS))  # type: ignore[misc]


@app.command("export")
def export_command(
    form: Annotated[Name, typer.Argument(help="Which format.", metavar="FORMAT")],
    files: Annotated[list[str], typer.Argument(metavar="READINGS…", help="Readings (.json, .jsonl of `read`).", show_default=False)],
    keep: Annotated[Kept | None, typer.Option(help="What the report itself states, also what a voice asserts unchallenged, or all. Default: stated for gdelt, all otherwise.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")] = None,
) -> None:
    """Write stored readings as event data, linked data or a graph."""
    stored = Stored(files)
    write(form.value, stored, output, keep.value if keep else None)
    if stored.bad:
        raise typer.Exit(1)
