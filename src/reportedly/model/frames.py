"""Frames over event types: what an arms register, a sanctions list or a casualty table needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

FrameName = Literal["arms_transfer", "designation", "weapons_test", "recognition", "accusation", "denial", "casualties", "territory"]


def bounded(low: float | None, best: float | None, high: float | None) -> str:
    """`31`, `200 or more`, `up to 12`, `20 to 30`; empty where nothing is known."""
    a, b, c = (None if n is None else f"{n:,.10g}" if n % 1 else f"{n:,.0f}" for n in (low, best, high))
    if b is not None:
        return b if a == c else f"{b} or more" if a == b else f"up to {b}"
    if a is not None:
        return f"{a} to {c}" if c is not None else f"{a} or more"
    return f"up to {c}" if c is not None else ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as the text bounds it. `best` is the figure that it names; "dozens" has none, only `low`; "up to 12" has no `low`."""

    low: float | None
    best: float | None
    high: float | None
    span: Span

    def __str__(self) -> str:
        return bounded(self.low, self.best, self.high) or "?"


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in units of an ISO 4217 currency."""

    amount: float
    currency: str
    span: Span

    def __str__(self) -> str:
        return f"{self.amount:,.0f} {self.currency}"


@dataclass(frozen=True, slots=True)
class Measure:
    """A distance with its unit (`km`). Of a range (`900 to 1,000`) `value` is the far end and `low` the near one."""

    value: float
    unit: str
    span: Span
    low: float | None = None

    def __str__(self) -> str:
        return f"{self.value:g} {self.unit}" if self.low is None else f"{self.low:g} to {self.value:g} {self.unit}"


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in a frame: weapons, victims. The text leaves the number out; `category` is a UN Register category (I to VII, SALW).

    `low`, `quantity`, `high` bound the number as in `Count`.
    """

    text: str
    span: Span
    quantity: float | None = None
    designation: str | None = None
    category: str | None = None
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        return f"{bounded(self.low, self.quantity, self.high)} {self.text}".strip()


Detail = str | bool | tuple[str, ...] | Money | Count | Measure


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots of one kind of event. `detail` holds what only some frames have, by name; `spans` says where its texts stand."""

    name: FrameName
    status: str | None = None
    items: tuple[Item, ...] = ()
    detail: tuple[tuple[str, Detail], ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()

    def get(self, key: str) -> Detail | None:
        """A named detail (`label`, `reason`, `price`, `route`, `killed`, …), or None."""
        return dict(self.detail).get(key)
