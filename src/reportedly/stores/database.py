"""A database as the store sees it: one SQL for both, `?` for values, one writer at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Value = str | int | float | None
Row = tuple[Any, ...]
_MANY = 512
_LENGTHS = (1, 2, 4, 8, 16, 32, 64, 128, 256, _MANY)
"""Values in one `IN (…)`."""


class Database(Protocol):
    """What both kinds give. SQL is that which both understand; `words` fill in where they differ (`{serial}`)."""

    words: Mapping[str, str]
    place: str

    def all(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Every row that the statement gives."""

    def run(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run a statement; the number of rows that it touched."""

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run a statement once for each row of values."""

    def write(self) -> AbstractContextManager[None]:
        """A transaction of the one writer: all of it or nothing. Waits for other writers; raises StoreBusy when that takes too long."""

    def read(self) -> AbstractContextManager[None]:
        """A transaction in which every statement sees the same state."""

    def close(self) -> None: ...

    def tables(self) -> frozenset[str]:
        """The names of the tables that there are."""


def _marks(values: list[Value]) -> tuple[str, list[Value]]:
    """`(?,?…)` for values. The last one is said again up to one of a few lengths, so that the database has the statement ready."""
    length = next(n for n in _LENGTHS if n >= len(values))
    return f"({','.join('?' * length)})", values + values[-1:] * (length - len(values))


def within(db: Database, sql: str, values: Iterable[Value], *before: Value) -> Iterator[Row]:
    """The rows of a statement that ends in `IN {values}` (or holds it), asked in slices; `before` are values that stand before."""
    wanted = list(dict.fromkeys(values))
    for k in range(0, len(wanted), _MANY):
        marks, part = _marks(wanted[k : k + _MANY])
        yield from db.all(sql.replace("{values}", marks), (*before, *part))


def forget(db: Database, sql: str, values: Iterable[Value]) -> None:
    """Run a statement that ends in `IN {values}`, in slices."""
    wanted = list(dict.fromkeys(values))
    for k in range(0, len(wanted), _MANY):
        marks, part = _marks(wanted[k : k + _MANY])
        db.run(sql.replace("{values}", marks), part)


def insert(db: Database, table: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], once: bool = False) -> None:
    """Insert rows; `once` leaves out those whose key is there."""
    marks = ",".join("?" * len(columns))
    db.many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})" + (" ON CONFLICT DO NOTHING" if once else ""), rows)
