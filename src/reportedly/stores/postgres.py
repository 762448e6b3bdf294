"""PostgreSQL, for a team: the same tables, full-text search by `tsvector`, writers one after the other by an advisory lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from ..errors import ExtraMissing, InputError, ReportedlyError, StoreBusy, StoreError
from .database import Row, Value

_WAIT = "60s"


class Postgres:
    words: Mapping[str, str] = {"serial": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "key": "BIGINT PRIMARY KEY", "by_key": ""}

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as e:
            raise ExtraMissing("psycopg is not installed, which speaks to PostgreSQL. Install it: pip install 'reportedly[postgres]'.") from e
        self._psycopg: Any = psycopg
        self.place = url.partition("@")[2] or url
        try:
            self._db: Any = psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1), autocommit=True)
        except psycopg.Error as e:
            raise StoreError(f"{self.place}: {str(e).strip()}. Needed: postgresql://USER:PASSWORD@HOST/DATABASE of a running server.") from e
        self._db.execute(f"SET lock_timeout = '{_WAIT}'")

    def all(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        found: list[Row] = self._ask(sql, values).fetchall()
        return found

    def run(self, sql: str, values: Sequence[Value] = ()) -> int:
        return int(self._ask(sql, values).rowcount)

    def _ask(self, sql: str, values: Sequence[Value]) -> Any:
        try:
            return self._db.execute(_marks(sql), tuple(values)) if values else self._db.execute(sql)
        except self._psycopg.Error as e:
            raise self._error(e) from e

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        try:
            with self._db.cursor() as cursor:
                cursor.executemany(_marks(sql), rows)
        except self._psycopg.Error as e:
            raise self._error(e) from e

    @contextmanager
    def write(self) -> Iterator[None]:
        """The lock is of the schema, so that ledgers in two schemas of one database do not wait for each other."""
        if self._inside():
            yield
            return
        with self._db.transaction():
            self.all("SELECT pg_advisory_xact_lock(hashtext('reportedly'), hashtext(current_schema()))")
            yield

    @contextmanager
    def read(self) -> Iterator[None]:
        if self._inside():
            yield
            return
        with self._db.transaction():
            self.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield

    def _inside(self) -> bool:
        return bool(self._db.info.transaction_status != self._psycopg.pq.TransactionStatus.IDLE)

    def close(self) -> None:
        self._db.close()

    def tables(self) -> frozenset[str]:
        return frozenset(name for (name,) in self.all("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"))

    def _error(self, e: Any) -> ReportedlyError:
        if isinstance(e, self._psycopg.DataError) and "NUL" in str(e):
            return InputError("a value holds the character NUL (\\0), which PostgreSQL does not take. Take it out.")
        if isinstance(e, self._psycopg.errors.LockNotAvailable):
            return StoreBusy(f"{self.place}: another program has been writing for {_WAIT}. Try again when it has ended.")
        return StoreError(f"{self.place}: {str(e).strip()}.")


def _marks(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")
