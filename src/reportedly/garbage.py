"""Python's garbage collector, paused where very much is made that stays or dies by itself: its searches would take up to a quarter of the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(stays: bool = False) -> Iterator[None]:
    """Nothing is searched for inside; what has been made is never searched later if it `stays`."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if stays:
                gc.freeze()
            gc.enable()
