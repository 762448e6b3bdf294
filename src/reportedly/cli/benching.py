"""`reportedly bench predict TASK INPUT`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from . import bench
from .read import Model, Overlay


@bench.command()
def predict(
    task: Annotated[str, typer.Argument(help="attribution, events, plv, timex, factuality, clusters or dedup")],
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="A JSONL file (for dedup a folder with articles.jsonl).")],
    marked: Annotated[bool, typer.Option(help="plv: the two actors are given.")] = False,
    model: Model = None,
    lexicon: Overlay = None,
) -> None:
    """Write predictions for a scorer to standard output, one JSON object a line. Labels of the input are not read."""
    from ..bench.predict import TASKS
    from ..read.reader import Reader

    if task not in TASKS:
        raise typer.BadParameter(f"{task!r}: allowed are {', '.join(TASKS)}.", param_hint="TASK")
    if marked and task != "plv":
        raise typer.BadParameter("only plv has marked actors.", param_hint="--marked")
    reader = Reader.make(model, lexicon or [])
    found = TASKS[task](reader, source, marked=True) if marked else TASKS[task](reader, source)
    for prediction in found:
        sys.stdout.write(json.dumps(prediction, ensure_ascii=False) + "\n")
