"""A run over very many reports: a bounded queue of units to worker processes, a manifest of what is done, and taking up where a run stopped.

    DIR/readings/part-000000.jsonl   readings of one unit, in the order of the inputs
    DIR/errors/part-000000.jsonl     its reports that could not be read; absent where there are none
    DIR/errors.jsonl                 all of these, in order, when the run is complete
    DIR/manifest.json                the plan's digest and the finished shards

Nothing in DIR depends on the number of workers, on time, or on whether the run was broken off.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .. import __version__
from ..errors import ReportedlyError
from ..lexicon import load
from .plan import REPORTS, Plan, Unit, survey, units
from .shards import ENDING, parquet, whole
from .worker import Done, Job, digest, start, work

SCHEMA = "reportedly/batch/1"
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_AHEAD = 2
"""Units waiting for each worker: enough that none is idle, few enough that memory does not grow."""

_EVERY = 50
"""Shards between two writings of the manifest. What it does not name yet is found by looking for the shard itself."""


class BatchError(ReportedlyError):
    code = "batch.folder"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has come to."""

    readings: int
    errors: int
    shards: int


Progress = Callable[[int, int, int, int], None]
"""Called with reports read now, and bytes of input: of the whole, done, and of these done before this run."""


def run(inputs: Sequence[str], job: Job, jobs: int, progress: Progress = lambda read, total, done, before: None, reports: int = REPORTS) -> Summary:
    """Read all inputs into `job.folder` with that many worker processes, or go on with a run that stopped.

    Raises BatchError where the folder holds a run over other inputs or with other settings, or where a worker dies.
    """
    folder = Path(job.folder)
    plan = survey(inputs, settings(job), reports)
    done = _taken_up(folder, plan)
    _clear_drafts(folder)
    _write_manifest(folder, plan, done)
    read = size = before = 0
    for unit, finished in _worked(_missing(folder, units(inputs, reports), job, done), job, jobs):
        size += unit.size
        if finished is None:
            before += unit.size
        else:
            read += finished.readings + finished.errors
            done[finished.number] = finished
            if len(done) % _EVERY == 0:
                _write_manifest(folder, plan, done)
        progress(read, plan.size, size, before)
    _clear_drafts(folder)  # a worker of a killed run may have lived on for a moment into this one
    return _finish(folder, plan, done)


def settings(job: Job) -> dict[str, Any]:
    """Whatever changes readings."""
    lexicon = load(tuple(Path(p) for p in job.lexicon)).digest
    return {"reportedly": __version__, "lexicon": lexicon, "model": job.model, "published": job.published, "format": job.form, "columns": job.columns}


def _taken_up(folder: Path, plan: Plan) -> dict[int, Done]:
    """The finished shards that the manifest names."""
    path = folder / "manifest.json"
    if not path.exists():
        if folder.exists() and any(folder.iterdir()):
            raise BatchError(f"{folder}: not empty, and no run of reportedly. Allowed: a new or empty folder, or that of a run to go on with.")
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    if found.get("schema") != SCHEMA or found["plan"] != asdict(plan):
        raise BatchError(
            f"{folder}: holds a run over other inputs or with other settings (format, date, model, tables, version). "
            "Allowed: the same ones, to go on with it, or another folder with -o."
        )
    return {d["number"]: Done(**d) for d in found["shards"]}


def _missing(folder: Path, planned: Iterator[Unit], job: Job, done: dict[int, Done]) -> Iterator[tuple[Unit, bool]]:
    """(unit, is it still to be done). A shard that a killed run has finished but not noted is noted."""
    for unit in planned:
        if unit.number not in done:
            path = folder / "readings" / (unit.name + ENDING[job.form])
            if not path.exists():
                yield unit, True
                continue
            done[unit.number] = _noted(unit, path, folder)
        yield unit, False


def _noted(unit: Unit, path: Path, folder: Path) -> Done:
    errors = folder / "errors" / f"{unit.name}.jsonl"
    failed = errors.read_bytes().count(b"\n") if errors.exists() else 0
    return Done(unit.number, path.name, _count(path), failed, digest(path))


def _count(path: Path) -> int:
    if path.suffix == ".jsonl":
        return path.read_bytes().count(b"\n")
    _, pq = parquet()
    return int(pq.ParquetFile(path).metadata.num_rows)


def _worked(waiting: Iterator[tuple[Unit, bool]], job: Job, jobs: int) -> Iterator[tuple[Unit, Done | None]]:
    """Units with what came of them, None where that was there already; as they finish, never more than a few in hand."""
    for name in THREADS:
        os.environ[name] = "1"  # read by numpy when a worker starts; more threads than one waste CPU on small matrices
    pool: ProcessPoolExecutor | None = None
    running: dict[Future[Done], Unit] = {}
    try:
        for unit, new in waiting:
            if not new:
                yield unit, None
                continue
            pool = pool or ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), start, (job,))
            running[pool.submit(work, unit)] = unit
            while len(running) >= _AHEAD * jobs:
                yield from _next(running)
        while running:
            yield from _next(running)
    except BrokenProcessPool as e:
        names = ", ".join(sorted({f for u in running.values() for f in u.files})[:5])
        raise BatchError(
            f"a worker process died, perhaps for want of memory, at one of: {names}. Nothing finished is lost: run the same command again, with fewer --jobs."
        ) from e
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)


def _next(running: dict[Future[Done], Unit]) -> Iterator[tuple[Unit, Done]]:
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        result = future.result()
        yield running.pop(future), result


def _write_manifest(folder: Path, plan: Plan, done: dict[int, Done]) -> None:
    shards = [asdict(done[n]) for n in sorted(done)]
    with whole(folder / "manifest.json") as f:
        f.write((json.dumps({"schema": SCHEMA, "plan": asdict(plan), "shards": shards}, indent=1) + "\n").encode())


def _finish(folder: Path, plan: Plan, done: dict[int, Done]) -> Summary:
    """All errors in one file, then the last manifest."""
    with whole(folder / "errors.jsonl") as f:
        for n in sorted(done):
            if done[n].errors:
                f.write((folder / "errors" / f"part-{n:06}.jsonl").read_bytes())
    _write_manifest(folder, plan, done)
    return Summary(sum(d.readings for d in done.values()), sum(d.errors for d in done.values()), len(done))


def _clear_drafts(folder: Path) -> None:
    """What a killed run was writing."""
    for draft in folder.glob("**/.*.jsonl.*"):
        draft.unlink(missing_ok=True)
    for draft in (*folder.glob("**/.*.parquet.*"), *folder.glob(".manifest.json.*")):
        draft.unlink(missing_ok=True)
