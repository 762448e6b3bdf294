"""A database as the store sees it: one SQL for both, `?` for values, one writer at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Value = str | int | float | None
Row = tuple[Any, ...]
_MANY = 500
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


def within(db: Database, sql: str, values: Iterable[Value], *before: Value) -> Iterator[Row]:
    """The rows of a statement that ends in `IN {values}` (or holds it), asked in slices; `before` are values that stand before."""
    wanted = list(dict.fromkeys(values))
    for k in range(0, len(wanted), _MANY):
        part = wanted[k : k + _MANY]
        yield from db.all(sql.replace("{values}", f"({','.join('?' * len(part))})"), (*before, *part))


def forget(db: Database, sql: str, values: Iterable[Value]) -> None:
    """Run a statement that ends in `IN {values}`, in slices."""
    wanted = list(dict.fromkeys(values))
    for k in range(0, len(wanted), _MANY):
        part = wanted[k : k + _MANY]
        db.run(sql.replace("{values}", f"({','.join('?' * len(part))})"), part)


def insert(db: Database, table: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], once: bool = False) -> None:
    """Insert rows; `once` leaves out those whose key is there."""
    marks = ",".join("?" * len(columns))
    db.many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})" + (" ON CONFLICT DO NOTHING" if once else ""), rows)
