"""The reader that `reportedly.read` uses, made once a process."""

from __future__ import annotations

from functools import cache

from .reader import Reader


@cache
def reader() -> Reader:
    return Reader.make()
