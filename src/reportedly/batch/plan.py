"""What is to be read, cut into units of work: the same inputs give the same units, whatever the number of workers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..errors import InputError

REPORTS = 100
"""Reports in a unit. A unit becomes one shard; a run that is broken off loses the units in work, no more."""

ENDINGS = (".md", ".markdown", ".txt", ".text", ".jsonl")


@dataclass(frozen=True, slots=True)
class Unit:
    """Some files, or a stretch `[start, end)` in bytes of one file of JSON lines whose first line has number `line`."""

    number: int
    files: tuple[str, ...]
    start: int = 0
    end: int | None = None
    line: int = 1
    reports: int = 0

    @property
    def name(self) -> str:
        return f"part-{self.number:06}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The size of a run, and a digest that names it."""

    units: int
    reports: int
    digest: str


def units(inputs: Sequence[str], size: int = REPORTS) -> Iterator[Unit]:
    """The units of the inputs in order; nothing is held but the unit in hand."""
    number = 0
    for group in _groups(inputs, size):
        if isinstance(group, str):
            for unit in _lines(group, number, size):
                yield unit
                number = unit.number + 1
        else:
            yield Unit(number, group, reports=len(group))
            number += 1


def survey(inputs: Sequence[str], settings: dict[str, object], size: int = REPORTS) -> Plan:
    """One pass over the units: how many there are, and what the run depends on (names, sizes, times of change, settings)."""
    seen = hashlib.sha256(json.dumps([settings, size], sort_keys=True).encode())
    count = reports = 0
    for unit in units(inputs, size):
        count += 1
        reports += unit.reports
        seen.update(repr((unit.files, unit.start, unit.end)).encode("utf-8", "surrogatepass"))
        for name in unit.files if unit.start == 0 else ():
            seen.update(_stamp(name))
    return Plan(count, reports, seen.hexdigest())


def _stamp(name: str) -> bytes:
    try:
        stat = Path(name).stat()
    except OSError:
        return b"missing"
    return f"{stat.st_size} {stat.st_mtime_ns}".encode()


def _groups(inputs: Sequence[str], size: int) -> Iterator[str | tuple[str, ...]]:
    """Runs of small files, and single files of JSON lines, in the order of the inputs."""
    waiting: list[str] = []
    for name in (f for i in inputs for f in expand(i)):
        if name.endswith(".jsonl"):
            if waiting:
                yield tuple(waiting)
                waiting = []
            yield name
            continue
        waiting.append(name)
        if len(waiting) == size:
            yield tuple(waiting)
            waiting = []
    if waiting:
        yield tuple(waiting)


def expand(name: str) -> Iterator[str]:
    """The file itself, or the readable files below a folder in order of their names. A missing file stays: it becomes one error."""
    path = Path(name)
    if not path.is_dir():
        yield name
        return
    found = False
    for child in sorted(path.iterdir(), key=lambda p: p.name):
        if child.name.startswith("."):
            continue
        if child.is_dir() or child.suffix.lower() in ENDINGS:
            found = True
            yield from expand(str(child))
    if not found:
        raise InputError(f"{path}: nothing to read in this folder. Readable are files that end in {', '.join(ENDINGS)}.")


def _lines(name: str, number: int, size: int) -> Iterator[Unit]:
    """Stretches of `size` lines; a file that cannot be opened is one unit, whose worker says why."""
    try:
        stream = open(name, "rb")  # noqa: SIM115  (closed below)
    except OSError:
        yield Unit(number, (name,), 0, None, 1, 1)
        return
    with stream:
        at, line = 0, 1
        while taken := list(islice(stream, size)):
            end = at + sum(map(len, taken))
            yield Unit(number, (name,), at, end, line, sum(1 for t in taken if t.strip()))
            at, line, number = end, line + len(taken), number + 1
