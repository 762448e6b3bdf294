"""`reportedly read --jobs N -o DIR INPUT…`: the part of `read` for very many reports."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from ..batch.progress import shown
from ..batch.run import run
from ..batch.shards import FORMS, parquet
from ..batch.worker import Job


def read_many(inputs: list[str], job: Job, jobs: int) -> int:
    """Run, show progress, and say what came of it. Returns the number of reports that could not be read."""
    if job.form == "parquet":
        parquet()
    with shown() as progress:
        summary = run(inputs, job, jobs, progress)
    print(f"reportedly: {summary.readings:,} readings in {summary.shards:,} shards, {summary.errors:,} errors: {job.folder}", file=sys.stderr)
    return summary.errors


def job_of(
    files: list[str], output: Path | None, form: str | None, published: str | None, model: str | None, lexicon: list[Path], columns: dict[str, str]
) -> Job:
    """The settings of a run, checked."""
    if output is None:
        raise typer.BadParameter("needed with --jobs: the folder to write into.", param_hint="--output")
    if "-" in files:
        raise typer.BadParameter("standard input cannot be read by --jobs. Allowed: files, folders, patterns.", param_hint="FILES")
    if form not in (None, *FORMS):
        raise typer.BadParameter(f"{form!r}: with --jobs allowed are {', '.join(FORMS)}.", param_hint="--format")
    return Job(str(output), form or FORMS[0], published, model, tuple(str(p.resolve()) for p in lexicon), tuple(sorted(columns.items())))
