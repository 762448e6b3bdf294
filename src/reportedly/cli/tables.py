"""`reportedly lexicon check | try | stats`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import lexicon
from .read import Model, Overlay


@lexicon.command()
def check(
    overlay: Annotated[list[Path] | None, typer.Option("--lexicon", help="A folder of tables to check with the built-in ones.")] = None,
) -> None:
    """Read every table; print all troubles at once as file:line, with a suggestion."""
    from ..lexicon import collect
    from ..read.actors_file import in_folders, load

    rows, digest, troubles = collect(tuple(overlay or ()))
    troubles += load(in_folders(overlay or ())).troubles
    for trouble in troubles:
        typer.echo(trouble, err=True)
    if troubles:
        typer.echo(f"{len(troubles)} troubles", err=True)
        raise typer.Exit(1)
    typer.echo(f"{sum(map(len, rows.values()))} rows, no troubles, {digest}")


@lexicon.command("try")
def try_sentence(sentence: str, published: str = "2024-01-01", model: Model = None, overlay: Overlay = None) -> None:
    """Which rows fire in a sentence."""
    from ..ingest.plain import from_plain
    from ..read.explain import explain_at
    from ..read.reader import Reader

    reader = Reader.make(model, overlay or [])
    for line in explain_at(reader, from_plain(sentence, published=published), 0):
        typer.echo(line)


@lexicon.command()
def stats(overlay: Overlay = None) -> None:
    """How many rows each table has."""
    from ..lexicon import collect

    rows, _, _ = collect(tuple(overlay or ()))
    for name, found in rows.items():
        typer.echo(f"{len(found):8,}  {name}")
