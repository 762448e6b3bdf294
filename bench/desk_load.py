"""How the desk bears many readers at once with one writer: `python bench/desk_load.py [SECONDS] [READERS] [LEDGER]`.

A real server in a process of its own over a copy of the ledger (else over 5,000 made-up claims); readers ask page after page, the writer
adds made-up reports. Exit status 1 where an answer was no 200.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from urllib.request import urlopen

from ledger import world

from reportedly.stores import open_ledger


@dataclass
class Load:
    """Milliseconds of each answer by kind of page, what failed, and how many reports came in meanwhile."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: Counter[str] = field(default_factory=Counter)
    added: int = 0

    @property
    def answers(self) -> int:
        return sum(map(len, self.took.values()))


@contextlib.contextmanager
def server(place: Path) -> Iterator[int]:
    """`reportedly serve` on a free port; what it complains of goes to a file beside the ledger."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = int(s.getsockname()[1])
    with _log(place).open("w") as log:
        running = subprocess.Popen([sys.executable, "-m", "reportedly", "serve", str(place), "--port", str(port)], stdout=subprocess.DEVNULL, stderr=log)
    try:
        _wait(port)
        yield port
    finally:
        running.terminate()
        running.wait(20)


def _log(place: Path) -> Path:
    return place.with_suffix(".log")


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/registers", timeout=5).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def pages(place: Path) -> list[tuple[str, str]]:
    """(kind, address) of what readers ask for."""
    with open_ledger(place) as store:
        (dispute,) = store.db.all("SELECT id FROM propositions ORDER BY claims DESC, id LIMIT 1")
        (report,) = store.db.all("SELECT id FROM reports ORDER BY id LIMIT 1")
    fixed = [("disputes", "/disputes"), ("disputes, page 3", "/disputes?offset=100"), ("search", "/search?q=back"), ("feed", "/feed.atom"), ("API", "/api/v1/claims?stance=denies")]
    return [*fixed, ("a dispute", f"/disputes/{dispute[0][2:]}"), ("a report", f"/reports/{report[0][7:]}"), ("a register", "/registers/arms-transfers")]


def run(place: Path, seconds: float, readers: int) -> Load:
    load, end, asked = Load(), threading.Event(), pages(place)
    with server(place) as port:
        threads = [threading.Thread(target=_read, args=(load, end, port, asked, n)) for n in range(readers)]
        threads.append(threading.Thread(target=_write, args=(load, end, place)))
        for t in threads:
            t.start()
        time.sleep(seconds)
        end.set()
        for t in threads:
            t.join()
    return load


def _read(load: Load, end: threading.Event, port: int, asked: Sequence[tuple[str, str]], first: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for kind, address in islice(cycle(asked), first % len(asked), None):
        if end.is_set():
            break
        start = time.perf_counter()
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            status = str(answer.status)
        except (OSError, http.client.HTTPException) as e:
            connection.close()
            status = type(e).__name__
        load.took[kind].append(1000 * (time.perf_counter() - start))
        if status != "200":
            load.failed[f"{kind}: {status}"] += 1
    connection.close()


def _write(load: Load, end: threading.Event, place: Path) -> None:
    """Each report by an opening of its own, as `reportedly add` does it: SQLite tidies up where the last one closes a file."""
    for reading in world(1_000_000, seed=3):
        if end.wait(0.05):
            break
        with open_ledger(place) as store:
            load.added += store.add([reading]).reports


def main(seconds: float, readers: int, ledger: str | None) -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "load.ledger"
        if ledger:
            with contextlib.closing(sqlite3.connect(ledger)) as held, contextlib.closing(sqlite3.connect(place)) as copy:
                held.backup(copy)
        else:
            with open_ledger(place, new=True) as store:
                store.add(world(5000))
        load = run(place, seconds, readers)
        complaints = _log(place).read_text()
    for kind, took in sorted(load.took.items()):
        cuts = statistics.quantiles(took, n=20) if len(took) > 1 else took * 19
        print(f"{kind:18} {len(took):6,} answers, p50 {cuts[9]:7.0f} ms, p95 {cuts[18]:7.0f} ms, worst {max(took):7.0f} ms")
    print(f"{load.answers:,} answers to {readers} readers in {seconds:g} s ({load.answers / seconds:.0f} a second), {load.added} reports added, {sum(load.failed.values())} failed")
    for what, n in load.failed.items():
        print(f"  {n} × {what}")
    if load.failed:
        print(complaints[-4000:])
    return int(bool(load.failed))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0, int(sys.argv[2]) if len(sys.argv) > 2 else 50, sys.argv[3] if len(sys.argv) > 3 else None))
