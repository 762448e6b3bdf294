"""How far a run is: a bar in a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SECONDS = 10
"""Between two lines."""


@contextmanager
def shown() -> Iterator[Callable[[int, int, int], None]]:
    """A function to call with reports done, in all, and done before; it shows rate and time left on stderr."""
    if sys.stderr.isatty():
        with _bar() as update:
            yield update
    else:
        yield Lines()


class Lines:
    """A line at the beginning, every ten seconds and at the end."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.began, self.last = clock, clock(), float("-inf")

    def __call__(self, done: int, total: int, before: int) -> None:
        now = self.clock()
        if done == total or now - self.last >= _SECONDS:
            self.last = now
            print(f"reportedly: {told(done, total, before, now - self.began)}", file=sys.stderr, flush=True)


def told(done: int, total: int, before: int, seconds: float) -> str:
    """`1,200 of 2,000 reports, 35.0/s, 0:00:22 left`; the rate leaves aside what an earlier run did."""
    rate = (done - before) / seconds if seconds > 0 else 0.0
    text = f"{done:,} of {total:,} reports"
    if rate > 0:
        left = round((total - done) / rate)
        text += f", {rate:,.1f}/s, {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"
    return text


@contextmanager
def _bar() -> Iterator[Callable[[int, int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    began = time.monotonic()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=None)

        def update(done: int, total: int, before: int) -> None:
            progress.update(task, completed=done, total=total, description=told(done, total, before, time.monotonic() - began))

        yield update
