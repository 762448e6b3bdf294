"""How often somebody may ask: token buckets, in memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable

from ..errors import InputError

_UNITS = {"s": 1, "min": 60, "h": 3600}
_MOST = 10_000
"""Buckets at a time; more clients than that make the longest unused ones full again."""


class Buckets:
    """A bucket for each client: `size` tokens, filled again within `seconds`. `clock` is monotonic."""

    def __init__(self, size: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.size, self.refill, self.clock = size, size / seconds, clock
        self._lock = threading.Lock()
        self._left: dict[Hashable, tuple[float, float]] = {}

    def take(self, client: Hashable) -> float:
        """0 where a token was there; else the seconds until there is one."""
        with self._lock:
            now = self.clock()
            left, then = self._left.pop(client, (float(self.size), now))
            left = min(float(self.size), left + (now - then) * self.refill)
            short = max(0.0, 1.0 - left)
            self._left[client] = (left if short else left - 1.0, now)
            if len(self._left) > _MOST:
                self._left.pop(next(iter(self._left)))
            return short / self.refill

    def fill(self, client: Hashable) -> None:
        with self._lock:
            self._left.pop(client, None)


def buckets(text: str, clock: Callable[[], float] = time.monotonic) -> Buckets | None:
    """`300/min` as buckets, `none` as none. Raises InputError for what is no rate."""
    if text == "none":
        return None
    number, _, unit = text.partition("/")
    if not (number.isascii() and number.isdigit() and len(number) < 10 and int(number) and unit in _UNITS):
        raise InputError(f"rate {text!r}: needed is NUMBER/UNIT, such as 300/min, or none. Units: {', '.join(_UNITS)}.")
    return Buckets(int(number), _UNITS[unit], clock)


class Logins:
    """Tries of one name and from one address: so many at once, made good again within ten minutes. Each is counted before the password is looked at."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._names, self._addresses = Buckets(10, 600, clock), Buckets(30, 600, clock)

    def wait(self, name: str, address: str) -> float:
        """0 where the try may be made; else the seconds until it may."""
        return self._addresses.take(address) or self._names.take(name)

    def worked(self, name: str) -> None:
        self._names.fill(name)
