"""`reportedly add LEDGER FILE…`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import CodecError, InputError
from ..ingest import from_bytes, from_path, from_text
from ..model import SCHEMA, Reading, Report
from . import app
from .asking import Place
from .read import Model, Overlay, Published, check_date

_AT_ONCE = 64
_META = ("title", "byline", "agency", "outlet", "url", "published", "language")


class Inputs:
    """Readings and reports in files; what cannot be read is one line on stderr and is counted."""

    def __init__(self, files: list[str], published: str | None) -> None:
        self.files, self.published, self.bad = files, published, 0

    def __iter__(self) -> Iterator[Reading | Report]:
        for name in self.files:
            try:
                if name == "-":
                    yield from_bytes(sys.stdin.buffer.read(), "standard input", published=self.published)
                elif name.endswith((".json", ".jsonl")):
                    yield from self._objects(name)
                else:
                    yield from_path(name, published=self.published)
            except InputError as e:
                self.trouble(str(e))

    def _objects(self, name: str) -> Iterator[Reading | Report]:
        """One object or list of objects in a file, or one object a line."""
        try:
            text = Path(name).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as e:
            raise InputError(f"{name}: {e.strerror if isinstance(e, OSError) else 'not UTF-8'}.") from e
        whole = text.lstrip().startswith(("{\n", "{\r", "["))
        for n, line in enumerate([text] if whole else text.split("\n"), 1):
            if line.strip():
                yield from self._line(f"{name}:{n}", line)

    def _line(self, place: str, line: str) -> Iterator[Reading | Report]:
        try:
            data = json.loads(line)
            for one in data if isinstance(data, list) else [data]:
                yield self._object(one)
        except (CodecError, InputError, KeyError, TypeError, ValueError) as e:
            self.trouble(f"{place}: {e}")

    def _object(self, data: Any) -> Reading | Report:
        from ..model.codec import from_dict

        if isinstance(data, dict) and "schema" not in data and isinstance(data.get("text"), str):
            given = {k: data[k] for k in _META if data.get(k)}
            return from_text(data["text"], **{"published": self.published, **given})
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise CodecError(f"neither a reading nor a report. Allowed: objects with \"schema\": \"{SCHEMA}\", or with \"text\" (and {', '.join(_META)}).")
        return from_dict(data)

    def trouble(self, message: str) -> None:
        self.bad += 1
        print(f"reportedly: {message}", file=sys.stderr)


def read_all(inputs: Inputs, model: str | None, lexicon: list[Path]) -> Iterator[Reading]:
    """Readings as they are; reports read by a reader, which is loaded when the first one comes."""
    reader: Any = None
    waiting: list[Report] = []

    def flush() -> Iterator[Reading]:
        nonlocal reader
        from ..read.reader import Reader

        reader = reader or Reader.make(model, lexicon)
        yield from reader.pipe(waiting)
        waiting.clear()

    for item in inputs:
        if isinstance(item, Reading):
            yield item
            continue
        waiting.append(item)
        if len(waiting) >= _AT_ONCE:
            yield from flush()
    if waiting:
        yield from flush()


@app.command("add")
def add_command(
    ledger: Place,
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Reports (text, Markdown), readings or reports in .json or .jsonl, - for standard input.", show_default=False)],
    published: Published = None,
    model: Model = None,
    lexicon: Overlay = None,
    batch: Annotated[int, typer.Option(help="Reports in one transaction: kept whole or not at all.", min=1)] = 500,
) -> None:
    """Add reports or readings to a ledger; it is made if there is none. Adding the same again changes nothing."""
    if published is not None:
        check_date(published)
    from ..stores import open_ledger

    inputs = Inputs(files, published)
    with open_ledger(ledger, new=True) as store:
        added = store.add(read_all(inputs, model, lexicon or []), batch)
    for report, why in added.refused:
        inputs.trouble(f"report {report}: not kept: {why}.")
    known = f", {added.known} known already" if added.known else ""
    print(f"{added.reports} reports, {added.readings} readings, {added.claims} claims added{known}", file=sys.stderr)
    if inputs.bad:
        raise typer.Exit(1)
