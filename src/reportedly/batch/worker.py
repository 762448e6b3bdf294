"""What one worker process does: load the model once, then turn units into shards."""

from __future__ import annotations

import hashlib
import io
import json
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from multiprocessing import parent_process
from pathlib import Path

from ..errors import InputError, ReportedlyError
from ..ingest import Options, ReportError, Sourced, sourced
from ..ingest.items import Item, Source
from ..ingest.records import item
from ..ingest.wire import wire
from ..model import Reading, Report
from ..read.reader import Reader
from .plan import REPORTS, Unit
from .shards import lines, shard


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all units of a run. `columns` are pairs, as in `ingest.Options`."""

    folder: str
    form: str
    published: str | None = None
    model: str | None = None
    lexicon: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()

    def options(self) -> Options:
        return Options(fallback={"published": self.published}, columns=dict(self.columns), wire=wire(tuple(Path(p) for p in self.lexicon)))


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read: where it stands, the error's stable code, and its message."""

    place: str
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


_state: tuple[Job, Options, Reader] | None = None


def start(job: Job) -> None:
    """Called once in each worker, before its first unit."""
    global _state
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _state = (job, job.options(), Reader.make(job.model, job.lexicon))


def _die_with_parent() -> None:
    """A killed parent cannot tell its workers to stop."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def work(unit: Unit) -> Done:
    """Read a unit and write its shard. Run in a worker that `start` has prepared."""
    assert _state is not None
    return read_unit(unit, *_state)


def read_unit(unit: Unit, job: Job, options: Options, reader: Reader) -> Done:
    """One shard of readings and, where reports failed, one of errors; both appear whole or not at all, the readings last."""
    failed = 0
    folder = Path(job.folder)
    with shard(folder / "readings", unit.name, job.form) as out, lines(folder / "errors" / f"{unit.name}.jsonl") as errors:
        for found in results(reader, items_of(unit, options)):
            if isinstance(found, Failure):
                failed += 1
                errors.write(json.dumps(asdict(found), ensure_ascii=False))
            else:
                out.write(found)
    return Done(unit.number, out.path.name, out.count, failed, digest(out.path))


def digest(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def items_of(unit: Unit, options: Options) -> Iterator[Item]:
    """What a unit's files hold: reports, and errors in their place."""
    if unit.end is None:
        yield from sourced(unit.files, options)
        return
    name = unit.files[0]
    with open(name, "rb") as f:
        f.seek(unit.start)
        data = f.read(unit.end - unit.start)
    for number, line in enumerate(data.split(b"\n"), unit.line):
        if line.strip():
            yield _of_line(line, f"{name}:{number}", options)


def _of_line(line: bytes, place: str, options: Options) -> Item:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as e:
        return ReportError(place, InputError(f"{place}: no JSON ({e}). Expected one report a line, such as {{\"text\": \"…\"}}."))
    if not isinstance(record, dict):
        return ReportError(place, InputError(f"{place}: {type(record).__name__}, expected an object with a text."))
    return item(record, place, Source(place, io.BytesIO(line), options))


def results(reader: Reader, items: Iterable[Item]) -> Iterator[Reading | Failure]:
    """Readings and failures in the order of the items; no more than a hundred are held."""
    source = iter(items)
    while held := list(islice(source, REPORTS)):
        read = readings(reader, [i.report for i in held if isinstance(i, Sourced)])
        for i in held:
            yield next(read) if isinstance(i, Sourced) else Failure(i.place, i.error.code, str(i))


def readings(reader: Reader, reports: Sequence[Report]) -> Iterator[Reading | Failure]:
    """A reading for each report. Where one brings the reader down, the others are read without it."""
    try:
        yield from list(reader.pipe(reports))
        return
    except Exception:  # which report it was is found out below
        pass
    for report in reports:
        try:
            yield from list(reader.pipe([report]))
        except Exception as e:
            code = e.code if isinstance(e, ReportedlyError) else "internal"
            yield Failure(report.url or report.title or report.id, code, f"{type(e).__name__}: {e}")
