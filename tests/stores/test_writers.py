"""Several writers at once, and writers that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportedly.errors import StoreBusy
from reportedly.ledger.disputes import disputes
from reportedly.model import Reading
from reportedly.model.codec import dumps
from reportedly.stores import open_ledger

WRITER = """
import sys
from reportedly.model.codec import loads
from reportedly.stores import open_ledger
place, file, batch = sys.argv[1:]
readings = [loads(line) for line in open(file, encoding="utf-8")]
with open_ledger(place, new=True) as store:
    for k in range(0, len(readings), int(batch)):
        store.add(readings[k : k + int(batch)])
        print(k, flush=True)
"""


def start(place: str, file: Path, batch: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITER, place, str(file), str(batch)], stdout=subprocess.PIPE, text=True)


def write(path: Path, readings: list[Reading]) -> Path:
    path.write_text("".join(dumps(r) + "\n" for r in readings), encoding="utf-8")
    return path


def test_two_programs_add_at_once(places: object, tmp_path: Path, examples: list[Reading]) -> None:
    """They share some of the reports, and begin with an empty place both."""
    place = places()  # type: ignore[operator]
    files = [write(tmp_path / f"{n}.jsonl", part) for n, part in enumerate((examples[:24], examples[12:]))]
    writers = [start(place, f, 3) for f in files]
    for w in writers:
        w.communicate(timeout=120)
    assert [w.returncode for w in writers] == [0, 0]
    with open_ledger(place) as store:
        assert store.disputes() == disputes(examples)
        assert store.check() == []
        assert len(store.claims(wanted())) == sum(len(r.claims) for r in examples)


def test_a_killed_writer_loses_nothing_and_doubles_nothing(places: object, tmp_path: Path, examples: list[Reading]) -> None:
    """Killed in the middle of 200 additions, six times at other moments; what it had reported as kept is there, and adding all again ends right."""
    place = places()  # type: ignore[operator]
    many = [examples[n % len(examples)] for n in range(200)]
    file = write(tmp_path / "many.jsonl", many)
    for n in range(6):
        writer = start(place, file, 1)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.07 * n)
        os.kill(writer.pid, signal.SIGKILL)
        done = 1 + len(writer.stdout.read().splitlines())
        writer.wait()
        with open_ledger(place) as store:
            kept = {r.report.id for r in store.readings()}
            assert {r.report.id for r in many[:done]} <= kept
            assert store.check() == []
            assert store.disputes() == disputes([r for r in examples if r.report.id in kept])
    with open_ledger(place) as store:
        store.add(many)
        assert store.disputes() == disputes(examples)
        assert len(store.claims(wanted())) == sum(len(r.claims) for r in examples)


def test_a_reader_does_not_wait_for_a_writer_and_a_writer_says_so(tmp_path: Path, examples: list[Reading]) -> None:
    from reportedly.stores.base import Store
    from reportedly.stores.sqlite import Sqlite

    place = tmp_path / "x.ledger"
    with open_ledger(place, new=True) as first, Store(Sqlite(place, wait=0.1)) as second:
        first.add(examples[:2])
        with first.db.write():
            assert len(second.disputes()) == len(disputes(examples[:2]))
            with pytest.raises(StoreBusy, match="another program"):
                second.add(examples[2:4])
        assert second.add(examples[2:4]).reports == 2


def wanted() -> object:
    from reportedly.ledger.store import Wanted

    return Wanted()
