"""A ledger by its place: a file, or the URL of a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path

from ..errors import StoreError
from .base import Store
from .postgres import Postgres
from .sqlite import Sqlite

_URLS = ("postgresql://", "postgresql+psycopg://", "postgres://")
_MAGIC = b"SQLite format 3\0"


def open_ledger(place: str | Path, new: bool = False) -> Store:
    """The ledger at a place; with `new` it is made where there is none. Raises StoreError where there is none, or something else.

    What the file holds is left to SQLite: who closes a file gives up all locks of the whole program on it, those of its other connections too.
    """
    if str(place).startswith(_URLS):
        return Store(Postgres(str(place)))
    path = Path(place)
    if path.is_dir():
        raise StoreError(f"{path}: a folder. Allowed: a file, such as {path / 'claims.ledger'}.")
    if not path.exists() and not new:
        raise StoreError(f"{path}: no such ledger. Make one: reportedly add {path} FILE…")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}. Make it first.")
    return Store(Sqlite(path))


def is_ledger(place: str | Path) -> bool:
    """Is it the place of a ledger: a database's URL, or a file of SQLite? Not to be asked of a file that this program has open."""
    if str(place).startswith(_URLS):
        return True
    try:
        with Path(place).open("rb") as f:
            return f.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False
