"""How far a run is: a bar in a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int, int, int], None]
_SECONDS = 10
"""Between two lines."""


@contextmanager
def shown() -> Iterator[Progress]:
    """A function to call with reports read now, and bytes in all, done, and done before; it shows rate and time left on stderr."""
    if sys.stderr.isatty():
        with _bar() as update:
            yield update
    else:
        yield Lines()


class Lines:
    """A line at the beginning, every ten seconds and at the end."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.began, self.last = clock, clock(), float("-inf")

    def __call__(self, read: int, total: int, done: int, before: int) -> None:
        now = self.clock()
        if done == total or now - self.last >= _SECONDS:
            self.last = now
            print(f"reportedly: {told(read, total, done, before, now - self.began)}", file=sys.stderr, flush=True)


def told(read: int, total: int, done: int, before: int, seconds: float) -> str:
    """`1,200 reports, 35.0/s; 60 % done, 0:00:22 left`. Rate and time left leave aside what an earlier run did."""
    text = f"{read:,} reports"
    if read and seconds > 0:
        text += f", {read / seconds:,.1f}/s"
    text += f"; {100 * done // max(1, total)} % done"
    if done > before and seconds > 0:
        left = round((total - done) * seconds / (done - before))
        text += f", {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"
    return text


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    began = time.monotonic()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=None)

        def update(read: int, total: int, done: int, before: int) -> None:
            progress.update(task, completed=done, total=total, description=told(read, total, done, before, time.monotonic() - began))

        yield update
