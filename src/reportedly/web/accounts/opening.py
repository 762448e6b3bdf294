"""The accounts file: made, opened, checked."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from ...errors import AccountsError, StoreBusy, StoreError
from ...stores.sqlite import Sqlite
from .hooks import Hooks
from .people import People
from .tokens import Keys, Sessions

_VERSION = "accounts-1"
_TABLES = (
    "CREATE TABLE people (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, made INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE sessions (digest TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES people (name) ON DELETE CASCADE, until INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX sessions_name ON sessions (name)",
    """CREATE TABLE keys (
    number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL REFERENCES people (name) ON DELETE CASCADE, label TEXT NOT NULL, digest TEXT NOT NULL UNIQUE,
    made INTEGER NOT NULL, until INTEGER)""",
    "CREATE TABLE hooks (number INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL, filters TEXT NOT NULL, secret TEXT NOT NULL, made INTEGER NOT NULL, after INTEGER)",
    """CREATE TABLE deliveries (
    id TEXT PRIMARY KEY, hook INTEGER NOT NULL REFERENCES hooks (number) ON DELETE CASCADE, number INTEGER NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL,
    tries INTEGER NOT NULL, due INTEGER NOT NULL, said TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX deliveries_due ON deliveries (hook, state, due)",
    "CREATE TABLE version (name TEXT PRIMARY KEY)",
)


class Accounts:
    """An open accounts file. Connections stay in the thread that made them."""

    def __init__(self, db: Sqlite, clock: Callable[[], float]) -> None:
        self.db = db
        self.people, self.sessions = People(db, clock), Sessions(db, clock)
        self.keys, self.hooks = Keys(db, clock), Hooks(db, clock)

    def __enter__(self) -> Accounts:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()


def open_accounts(place: str | Path, new: bool = False, clock: Callable[[], float] = time.time) -> Accounts:
    """The accounts at a place; with `new` the file is made where there is none, readable by its owner alone.

    What the file holds is left to SQLite: opening and closing it besides would give up the locks of the program's other connections.
    """
    path = Path(place)
    if new and not path.exists():
        _make(path)
    if not path.is_file():
        raise AccountsError(f"{path}: no accounts file. Make one: reportedly accounts {path} add NAME --role admin")
    try:
        db = Sqlite(path)
    except StoreBusy:
        raise
    except StoreError as e:
        raise AccountsError(f"{path}: something else than accounts. Allowed: a file that `reportedly accounts FILE add` made.") from e
    if "version" not in db.tables() or db.all("SELECT name FROM version") != [(_VERSION,)]:
        db.close()
        raise AccountsError(f"{path}: a database of something else, or accounts of another version. Allowed: a file that `reportedly accounts FILE add` made.")
    return Accounts(db, clock)


def _make(path: Path) -> None:
    if not path.parent.is_dir():
        raise AccountsError(f"{path}: there is no folder {path.parent}. Make it first.")
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    db = Sqlite(path)
    with db.write():
        for statement in _TABLES:
            db.run(statement)
        db.run("INSERT INTO version (name) VALUES (?)", (_VERSION,))
    db.close()
