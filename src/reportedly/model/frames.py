"""Frames over event types: what an arms register, a sanctions list or a casualty table needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

FrameName = Literal["arms_transfer", "designation", "weapons_test", "recognition", "accusation", "denial", "casualties", "territory"]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing or number in a frame: weapons, a label, victims. `category` is a UN Register category (I to VII, SALW)."""

    text: str
    span: Span
    quantity: float | None = None
    designation: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    name: FrameName
    status: str | None = None
    items: tuple[Item, ...] = ()
    detail: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str | None:
        """A named detail (`label`, `programme`, `reason`, `price`, `route`, `range`), or None."""
        return dict(self.detail).get(key)
