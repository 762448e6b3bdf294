"""The exports by name: their module, the files they write, and what they keep by default."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from ..errors import ReportedlyError
from ..model import Reading
from .coded import Keep


class NoOutput(ReportedlyError):
    """A format that needs a file was to be written to a terminal, or two files to one stream."""

    code = "export.output"


@dataclass(frozen=True, slots=True)
class Export:
    """`files` are what is put behind the output's name where a format writes more than one file; `keep` is `stated` where a row cannot say who speaks."""

    name: str
    keep: Keep = "all"
    files: tuple[str, ...] = ()
    binary: bool = False


_ALL = (
    Export("plover"), Export("polecat"), Export("cameo"), Export("gdelt", "stated", (".export.CSV", ".mentions.CSV")), Export("ucdp"), Export("parquet", binary=True),
    Export("ftm"), Export("stix"), Export("jsonld"), Export("nanopub"), Export("graphml"),
)  # fmt: skip
EXPORTS = {e.name: e for e in _ALL}


def write(name: str, readings: Iterable[Reading], output: Path | None = None, keep: Keep | None = None) -> None:
    """Writes readings in a format to a file, or to standard output where the format is text in one piece."""
    export = EXPORTS[name]
    module: Any = import_module(f".{name}", __package__)
    with ExitStack() as stack:
        module.write(readings, *_streams(export, output, stack), keep=keep or export.keep)


def _streams(export: Export, output: Path | None, stack: ExitStack) -> list[Any]:
    if output is None and export.files:
        raise NoOutput(f"--format {export.name}: writes {len(export.files)} files. Name them with --output NAME: NAME{' and NAME'.join(export.files)} are written.")
    if output is None and export.binary:
        if sys.stdout.isatty():
            raise NoOutput(f"--format {export.name}: no text for a terminal. Name a file with --output.")
        return [sys.stdout.buffer]
    if output is None:
        return [sys.stdout]
    names = [Path(f"{output}{ending}") for ending in export.files] or [output]
    return [stack.enter_context(n.open("wb") if export.binary else n.open("w", encoding="utf-8", newline="")) for n in names]
