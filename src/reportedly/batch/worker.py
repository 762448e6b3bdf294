"""What one worker process does: load the model once, then turn units into shards."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from ..errors import InputError, ReportedlyError
from ..ingest import from_path, from_text
from ..model import Reading, Report
from ..read.reader import Reader
from .plan import Unit
from .shards import write_lines, write_shard

META = ("title", "byline", "agency", "outlet", "url", "published", "language")


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all units of a run."""

    folder: str
    form: str
    published: str | None = None
    model: str | None = None
    lexicon: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read: where it stands, the error's stable code, and its message."""

    input: str
    line: int | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Done:
    """A finished shard."""

    number: int
    name: str
    readings: int
    errors: int
    sha256: str


_state: tuple[Job, Reader] | None = None


def start(job: Job) -> None:
    """Called once in each worker, before its first unit."""
    global _state
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _state = (job, Reader.make(job.model, job.lexicon))


def _die_with_parent() -> None:
    """A killed parent cannot tell its workers to stop."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def work(unit: Unit) -> Done:
    """Read a unit and write its shard. Run in a worker that `start` has prepared."""
    assert _state is not None
    job, reader = _state
    return read_unit(unit, job, reader)


def read_unit(unit: Unit, job: Job, reader: Reader) -> Done:
    """One shard of readings and, where reports failed, one of errors; both appear whole or not at all, the readings last."""
    failures: list[Failure] = []
    reports = list(reports_of(unit, job.published, failures.append))
    found = list(readings(reader, reports, failures.append))
    failures.sort(key=lambda f: (unit.files.index(f.input), f.line or 0))
    folder = Path(job.folder)
    write_lines(folder / "errors" / f"{unit.name}.jsonl", [json.dumps(asdict(f), ensure_ascii=False) for f in failures])
    path = write_shard(folder / "readings", unit.name, found, job.form)
    return Done(unit.number, path.name, len(found), len(failures), digest(path))


def digest(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


Place = tuple[str, int | None]


def reports_of(unit: Unit, published: str | None, failed: Callable[[Failure], None]) -> Iterator[tuple[Place, Report]]:
    """The reports of a unit with their places. What cannot be read goes to `failed`."""
    if len(unit.files) == 1 and unit.files[0].endswith(".jsonl"):
        yield from _of_lines(unit, published, failed)
        return
    for name in unit.files:
        try:
            yield (name, None), from_path(name, published=published)
        except InputError as e:
            failed(Failure(name, None, e.code, str(e)))


def _of_lines(unit: Unit, published: str | None, failed: Callable[[Failure], None]) -> Iterator[tuple[Place, Report]]:
    name = unit.files[0]
    try:
        with open(name, "rb") as f:
            f.seek(unit.start)
            data = f.read() if unit.end is None else f.read(unit.end - unit.start)
    except OSError as e:
        failed(Failure(name, None, InputError.code, f"{name}: {e.strerror}."))
        return
    for line, text in enumerate(data.split(b"\n"), unit.line):
        if text.strip():
            try:
                yield (name, line), of_record(text, f"{name}:{line}", published)
            except InputError as e:
                failed(Failure(name, line, e.code, str(e)))


def of_record(line: bytes, place: str, published: str | None) -> Report:
    """The report in one JSON object: `text`, and metadata by the names of `Report`."""
    try:
        record = json.loads(line)
    except ValueError as e:
        raise InputError(f"{place}: {e}. Expected one JSON object a line.") from e
    if not isinstance(record, dict):
        raise InputError(f"{place}: {type(record).__name__}. Expected one JSON object a line.")
    return of_fields(record, place, published)


def of_fields(record: dict[str, Any], place: str, published: str | None) -> Report:
    """The report in named fields: `text`, and metadata by the names of `Report`."""
    text = record.get("text")
    if not isinstance(text, str):
        raise InputError(f"{place}: no text. Needed: a string under 'text'; known besides are id, {', '.join(META)}.")
    given = {k: str(record[k]) for k in META if record.get(k) is not None}
    try:
        report = from_text(text, **{"published": published, **given})
    except InputError as e:
        raise type(e)(f"{place}: {e}") from e
    return replace(report, id=str(record["id"])) if record.get("id") else report


def readings(reader: Reader, reports: Sequence[tuple[Place, Report]], failed: Callable[[Failure], None]) -> Iterator[Reading]:
    """The readings in order. Where one report brings the reader down, the others are read without it."""
    try:
        yield from list(reader.pipe(r for _, r in reports))
        return
    except Exception:  # which report it was is found out below
        pass
    for place, report in reports:
        try:
            yield from list(reader.pipe([report]))
        except Exception as e:
            code = e.code if isinstance(e, ReportedlyError) else "internal"
            failed(Failure(*place, code, f"{place[0]}: {type(e).__name__}: {e}"))
