"""`reportedly register KIND FILE…`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import CodecError
from ..model import Reading
from ..stores.opening import is_ledger
from . import app
from .read import Model, Overlay, Published, check_date, readings

if TYPE_CHECKING:
    from ..ledger.registers import Register


class Kind(StrEnum):
    arms_transfers = "arms-transfers"
    designations = "designations"
    weapons_tests = "weapons-tests"
    recognitions = "recognitions"
    casualties = "casualties"


class Form(StrEnum):
    pretty = "pretty"
    csv = "csv"
    json = "json"
    xlsx = "xlsx"


@app.command("register")
def register_command(
    kind: Annotated[Kind, typer.Argument(help="Which register.")],
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Reports (text, Markdown) readings (.json, .jsonl of `read`), or one ledger.", show_default=False)],
    form: Annotated[Form | None, typer.Option("--format", "-f", help="Default: by the name of --output, else pretty in a terminal, csv otherwise.")] = None,
    published: Published = None,
    model: Model = None,
    lexicon: Overlay = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")] = None,
) -> None:
    """A register over many reports: who is said to have done it, by whom, who denies it, in how many independent sources."""
    if published is not None:
        check_date(published)
    form = form or _form(output)
    if form is Form.xlsx and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a workbook is no text for a terminal: name a file with --output.", param_hint="--format")
    if any(map(is_ledger, files)):
        write(_kept(kind, files), form, output)
        return
    stored = Stored([f for f in files if f.endswith((".json", ".jsonl"))])
    texts = [f for f in files if not f.endswith((".json", ".jsonl"))]
    found = list(stored)
    bad = stored.bad
    if texts:
        source, read = readings(texts, published, model, lexicon or [])
        found += read
        bad += source.bad
    from ..ledger.registers import register

    write(register(kind.value, found), form, output)
    if bad:
        raise typer.Exit(1)


def _kept(kind: Kind, files: list[str]) -> Register:
    """The register over a ledger."""
    from ..stores import open_ledger

    if len(files) > 1:
        raise typer.BadParameter("a ledger stands alone: add the other files to it first (reportedly add LEDGER FILE…).", param_hint="FILE…")
    with open_ledger(files[0]) as store:
        return store.register(kind.value)


def _form(output: Path | None) -> Form:
    ending = output.suffix[1:].lower() if output else ""
    if ending in ("csv", "json", "xlsx"):
        return Form(ending)
    return Form.pretty if output is None and sys.stdout.isatty() else Form.csv


class Stored:
    """Readings in files, one JSON object a line or one a file; a bad one is a line on stderr and is counted."""

    def __init__(self, files: list[str]) -> None:
        self.files, self.bad = files, 0

    def __iter__(self) -> Iterator[Reading]:
        for name in self.files:
            try:
                text = Path(name).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as e:
                self._trouble(f"{name}: {e.strerror if isinstance(e, OSError) else 'not UTF-8'}.")
                continue
            yield from self._objects(name, text)

    def _objects(self, name: str, text: str) -> Iterator[Reading]:
        from ..model.codec import loads

        whole = text.lstrip().startswith("{\n")
        for n, line in enumerate([text] if whole else text.split("\n"), 1):
            if not line.strip():
                continue
            try:
                yield loads(line)
            except (CodecError, KeyError, TypeError, ValueError) as e:
                self._trouble(f"{name}:{n}: {e}")

    def _trouble(self, message: str) -> None:
        self.bad += 1
        print(f"reportedly: {message}", file=sys.stderr)


def write(register: Register, form: Form, output: Path | None) -> None:
    from ..export import sheet

    if form is Form.pretty:
        from rich.console import Console

        if output is None:
            sheet.show(Console(highlight=False), register)
        else:
            with output.open("w", encoding="utf-8") as f:
                sheet.show(Console(file=f, highlight=False, width=120), register)
        return
    data = sheet.workbook(register) if form is Form.xlsx else sheet.json_text(register) if form is Form.json else "".join(sheet.csv_lines(register))
    if output is not None:
        output.write_bytes(data if isinstance(data, bytes) else data.encode())
    elif isinstance(data, bytes):
        sys.stdout.buffer.write(data)
    else:
        sys.stdout.write(data)
