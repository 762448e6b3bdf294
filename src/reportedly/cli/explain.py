"""`reportedly explain FILE --at N | --claim ID`."""

from __future__ import annotations

from typing import Annotated

import typer

from ..ingest import from_path
from . import app
from .read import Model, Overlay, Published


@app.command()
def explain(
    file: Annotated[str, typer.Argument(help="The report.")],
    at: Annotated[int | None, typer.Option(help="A place in the report's text: the sentence there is explained.")] = None,
    claim: Annotated[str | None, typer.Option(help="A claim's id, such as c3.")] = None,
    published: Published = None,
    model: Model = None,
    lexicon: Overlay = None,
) -> None:
    """Why a claim came out: rows and rules that fired; for a sentence, what nearly fired too."""
    if (at is None) == (claim is None):
        raise typer.BadParameter("give one of --at N (a place in the text) and --claim ID (such as c3).")
    from ..read.explain import explain_at, explain_claim
    from ..read.reader import Reader

    reader = Reader.make(model, lexicon or [])
    report = from_path(file, published=published)
    lines = explain_claim(reader, report, claim) if claim else explain_at(reader, report, at or 0)
    for line in lines:
        typer.echo(line)
