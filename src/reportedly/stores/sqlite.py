"""SQLite: one file, write-ahead log, full-text search by FTS5. Readers never wait; writers wait for each other."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..errors import StoreBusy, StoreError
from .database import Row, Value

_WAIT_SECONDS = 60.0


class Sqlite:
    words: Mapping[str, str] = {"serial": "INTEGER PRIMARY KEY AUTOINCREMENT", "key": "INTEGER PRIMARY KEY", "by_key": " WITHOUT ROWID"}

    def __init__(self, path: Path, wait: float = _WAIT_SECONDS) -> None:
        self.place = str(path)
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=wait)
            self._settings(wait)
        except sqlite3.DatabaseError as e:
            raise self._error(e) from e

    def _settings(self, wait: float) -> None:
        """Turning the log on takes the file for itself, and does not wait for others as statements do."""
        until = time.monotonic() + wait
        while True:
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
                break
            except sqlite3.OperationalError as e:
                if "locked" not in str(e) or time.monotonic() > until:
                    raise
                time.sleep(0.02)
        for setting in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-131072", "temp_store=MEMORY", "wal_autocheckpoint=48000"):
            self._db.execute(f"PRAGMA {setting}")

    def all(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        return self._ask(sql, values).fetchall()

    def run(self, sql: str, values: Sequence[Value] = ()) -> int:
        return self._ask(sql, values).rowcount

    def _ask(self, sql: str, values: Sequence[Value]) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, values)
        except sqlite3.DatabaseError as e:
            raise self._error(e) from e

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        try:
            self._db.executemany(sql, rows)
        except sqlite3.DatabaseError as e:
            raise self._error(e) from e

    @contextmanager
    def write(self) -> Iterator[None]:
        yield from self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def read(self) -> Iterator[None]:
        yield from self._transaction("BEGIN")

    def _transaction(self, begin: str) -> Iterator[None]:
        if self._db.in_transaction:
            yield
            return
        self.run(begin)
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise
        self.run("COMMIT")

    def close(self) -> None:
        self._db.close()

    def tables(self) -> frozenset[str]:
        return frozenset(name for (name,) in self.all("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"))

    def _error(self, e: Any) -> StoreError:
        if "locked" in str(e):
            return StoreBusy(f"{self.place}: another program has been writing for {_WAIT_SECONDS:.0f} seconds. Try again when it has ended.")
        if "not a database" in str(e):
            return StoreError(f"{self.place}: no ledger. Allowed: a file that `reportedly add` made, a new file, or postgresql://….")
        return StoreError(f"{self.place}: {e}.")
