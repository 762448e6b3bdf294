"""Conditions of questions: each is SQL with its values; all must hold."""

from __future__ import annotations

import re

from ..ledger.registers import KINDS
from .database import Value

Part = tuple[str, tuple[Value, ...]]
"""A condition and its values."""


def all_of(found: list[Part]) -> tuple[str, list[Value]]:
    return " AND ".join(sql for sql, _ in found) or "1 = 1", [v for _, values in found for v in values]


def given(*parts: tuple[str, str | None]) -> list[Part]:
    return [(sql, (value,)) for sql, value in parts if value]


def of_party(who: str) -> tuple[str, Value]:
    """A country by its code, an actor by its id, anybody by a part of the name."""
    if re.fullmatch(r"[A-Z]{3}", who):
        return "country = ?", who
    if ":" in who or who in ("author", "unknown"):
        return "party = ?", who
    return "LOWER(name) LIKE ?", f"%{who.lower()}%"


def frame(name: str) -> str:
    """A frame by its name or by that of its register; PLOVER types (in capitals) stay."""
    return KINDS[name][0].partition("/")[0] if name in KINDS else name


def last(day: str | None) -> str | None:
    """Up to the end of a year, month or day, however much of a date is given."""
    return None if day is None else day + "~"
