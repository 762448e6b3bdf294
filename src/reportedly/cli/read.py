"""`reportedly read FILE|FOLDER|PATTERN… | -`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..export.formats import EXPORTS
from ..export.formats import write as export
from ..ingest import Options, ReportError, Sourced, from_stream, sourced
from ..ingest.records import COLUMNS
from ..ingest.wire import wire
from ..model import Reading, Report
from . import app


class Format(StrEnum):
    pretty = "pretty"
    json = "json"
    html = "html"
    csv = "csv"
    plover = "plover"
    polecat = "polecat"
    cameo = "cameo"
    gdelt = "gdelt"
    ucdp = "ucdp"
    parquet = "parquet"
    ftm = "ftm"
    stix = "stix"
    jsonld = "jsonld"
    nanopub = "nanopub"
    graphml = "graphml"


class Kept(StrEnum):
    stated = "stated"
    asserted = "asserted"
    all = "all"


class Source:
    """Reports of the named inputs; what cannot be read is one line on stderr and is counted."""

    def __init__(self, files: list[str], options: Options) -> None:
        self.files, self.options, self.bad = files, options, 0

    def __iter__(self) -> Iterator[Report]:
        for name in self.progress():
            found = from_stream(sys.stdin.buffer, "standard input", self.options) if name == "-" else sourced([name], self.options)
            for item in found:
                if isinstance(item, Sourced):
                    yield item.report
                else:
                    self.complain(item)

    def complain(self, error: ReportError) -> None:
        self.bad += 1
        print(f"reportedly: {' '.join(str(error).split())}", file=sys.stderr)

    def progress(self) -> Iterator[str]:
        if len(self.files) < 8 or not sys.stderr.isatty():
            yield from self.files
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(self.files, "reading", console=Console(stderr=True))


def readings(
    files: list[str], published: str | None, model: str | None, lexicon: list[Path], columns: str | None = None, actors: list[Path] | None = None
) -> tuple[Source, Iterator[Reading]]:
    from ..read.reader import Reader

    options = Options(fallback={"published": published}, columns=named_columns(columns), wire=wire(tuple(lexicon)))
    source = Source(files, options)
    reader = Reader.make(model, lexicon, actors or [])
    if reader.own is not None and reader.own.troubles:
        source.bad += 1
        print_troubles(reader.own.troubles)
    return source, reader.pipe(source)


def print_troubles(troubles: tuple[str, ...], most: int = 20) -> None:
    """The first lines of actor files that could not be used, and how many there are."""
    for line in troubles[:most]:
        print(f"reportedly: {line}", file=sys.stderr)
    if len(troubles) > most:
        print(f"reportedly: {len(troubles) - most:,} more lines of actor files could not be used; the others were.", file=sys.stderr)


def named_columns(value: str | None) -> dict[str, str]:
    """`text=body,title=headline` as a table."""
    pairs = [p.partition("=") for p in value.split(",")] if value else []
    for key, _, name in pairs:
        if key.strip() not in COLUMNS or not name.strip():
            allowed = ", ".join(COLUMNS)
            raise typer.BadParameter(f"{key!r}: expected NAME=COLUMN with a NAME of {allowed}; such as text=body,title=headline.", param_hint="--columns")
    return {key.strip(): name.strip() for key, _, name in pairs}


Files = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders (with all below) and patterns: text, Markdown, HTML, RSS, Atom, WARC, JSON, CSV, Parquet, NewsML-G2, NITF, mail; - for standard input.",
        show_default=False,
    ),
]
Columns = Annotated[str | None, typer.Option(help="Columns of JSON, CSV and Parquet: text=body,title=headline,published=date.")]
Published = Annotated[str | None, typer.Option(help="Date of reports that carry none, YYYY-MM-DD.")]
Model = Annotated[str | None, typer.Option(help="Any English spaCy pipeline: a package name or a folder. Default: the bundled one.")]
Overlay = Annotated[list[Path] | None, typer.Option("--lexicon", help="A folder of tables laid over the built-in ones; may be given more than once.")]

Actors = Annotated[
    list[Path] | None, typer.Option("--actors", help="Your own actors: entities.ftm.json of OpenSanctions or a CSV table; may be given more than once.")
]


@app.command("read")
def read_command(
    files: Files,
    form: Annotated[Format | None, typer.Option("--format", "-f", help="Default: pretty in a terminal, json otherwise.")] = None,
    published: Published = None,
    model: Model = None,
    lexicon: Overlay = None,
    actors: Actors = None,
    columns: Columns = None,
    keep: Annotated[
        Kept | None,
        typer.Option(help="In exports: what the report itself states, also what a voice asserts unchallenged, or all. Default: stated for gdelt, all otherwise."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of standard output; with --jobs a folder.")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes for very many reports; goes on with a run that stopped.")] = None,
) -> None:
    """Read news reports: who says that who did what to whom, and who denies it."""
    if published is not None:
        check_date(published)
    if jobs is not None:
        from .batch import job_of, read_many

        if actors or keep or (form is not None and form.value in EXPORTS and form is not Format.parquet):
            raise typer.BadParameter(
                "not with --actors, --keep or an export. Put actor files into a folder for --lexicon, as actors.csv or entities.ftm.json; write json, then `reportedly export`.",
                param_hint="--jobs",
            )
        if read_many(files, job_of(files, output, form, published, model, lexicon or [], named_columns(columns)), jobs):
            raise typer.Exit(1)
        return
    form = form or (Format.pretty if sys.stdout.isatty() and output is None else Format.json)
    source, found = readings(files, published, model, lexicon or [], columns, actors)
    if form.value in EXPORTS:
        export(form.value, found, output, keep.value if keep else None)
    else:
        write(found, form, output)
    if source.bad:
        raise typer.Exit(1)


def check_date(value: str) -> None:
    import datetime as dt

    try:
        dt.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date. Allowed: YYYY-MM-DD, such as 2023-01-29.", param_hint="--published") from None


def write(found: Iterator[Reading], form: Format, output: Path | None) -> None:
    if form is Format.pretty:
        from ..export.pretty import console, show

        with console(output) as out:
            for reading in found:
                show(out, reading)
        return
    stream = output.open("w", encoding="utf-8", newline="") if output else sys.stdout
    try:
        for piece in pieces(found, form):
            stream.write(piece)
    finally:
        if output:
            stream.close()


def pieces(found: Iterator[Reading], form: Format) -> Iterator[str]:
    if form is Format.json:
        from ..model.codec import dumps

        for reading in found:
            yield dumps(reading) + "\n"
    elif form is Format.csv:
        from ..export.table import lines

        yield from lines(found)
    else:
        from ..export.html import page

        yield page(list(found))
