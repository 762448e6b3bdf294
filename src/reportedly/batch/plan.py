"""What is to be read, cut into units of work: the same inputs give the same units, whatever the number of workers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..ingest.detect import TEXT
from ..ingest.load import expand

REPORTS = 100
"""Reports in a unit, where they can be counted. A run that is broken off loses the units in work, no more."""

LINES = (".jsonl", ".ndjson")
ONE_REPORT = (*TEXT, ".html", ".htm", ".xhtml", ".eml")


@dataclass(frozen=True, slots=True)
class Unit:
    """Some files of one report each, one file of many, or a stretch `[start, end)` in bytes of one file of JSON lines, from line `line` on."""

    number: int
    files: tuple[str, ...]
    size: int
    start: int = 0
    end: int | None = None
    line: int = 1

    @property
    def name(self) -> str:
        return f"part-{self.number:06}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The size of a run in units and bytes, and a digest that names it."""

    units: int
    size: int
    digest: str


def units(inputs: Sequence[str], reports: int = REPORTS) -> Iterator[Unit]:
    """The units of the inputs in order; nothing is held but the unit in hand. Raises InputError where an input stands for no file."""
    waiting: list[str] = []
    number = 0
    for name in (str(f) for i in inputs for f in expand(i)):
        alone = not name.lower().endswith(ONE_REPORT)
        if waiting and (alone or len(waiting) == reports):
            yield _of_files(number, waiting)
            number, waiting = number + 1, []
        if not alone:
            waiting.append(name)
            continue
        for unit in _lines(name, number, reports) if _is_lines(name) else [_of_files(number, [name])]:
            yield unit
            number = unit.number + 1
    if waiting:
        yield _of_files(number, waiting)


def survey(inputs: Sequence[str], settings: dict[str, object], reports: int = REPORTS) -> Plan:
    """One pass over the units: how many there are, and what the run depends on (names, sizes, times of change, settings)."""
    seen = hashlib.sha256(json.dumps([settings, reports], sort_keys=True).encode())
    count = size = 0
    for unit in units(inputs, reports):
        count += 1
        size += unit.size
        changed = [_changed(name) for name in unit.files if unit.start == 0]
        seen.update(repr((unit.files, unit.size, unit.start, unit.end, changed)).encode("utf-8", "surrogatepass"))
    return Plan(count, size, seen.hexdigest())


def _of_files(number: int, names: Sequence[str]) -> Unit:
    return Unit(number, tuple(names), sum(map(_size, names)))


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except OSError:
        return 0


def _changed(name: str) -> int:
    try:
        return Path(name).stat().st_mtime_ns
    except OSError:
        return 0


def _is_lines(name: str) -> bool:
    """A file of JSON lines, by its name and its first character."""
    try:
        with open(name, "rb") as f:
            return name.lower().endswith(LINES) and f.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    except OSError:
        return False


def _lines(name: str, number: int, reports: int) -> Iterator[Unit]:
    """Stretches of so many lines."""
    with open(name, "rb") as stream:
        at, line = 0, 1
        while taken := list(islice(stream, reports)):
            end = at + sum(map(len, taken))
            yield Unit(number, (name,), end - at, at, end, line)
            at, line, number = end, line + len(taken), number + 1
