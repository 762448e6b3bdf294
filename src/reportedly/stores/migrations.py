"""Bringing a database to a named state of the schema, up or down."""

from __future__ import annotations

from ..errors import StoreError
from .database import Database
from .schema import MIGRATIONS, Migration
from .sqlite import Sqlite

NEWEST = MIGRATIONS[-1].name


def applied(db: Database) -> tuple[str, ...]:
    """The migrations that a database has, in order."""
    if "migrations" not in db.tables():
        return ()
    return tuple(name for (name,) in db.all("SELECT name FROM migrations ORDER BY name"))


def migrate(db: Database, to: str = NEWEST) -> tuple[str, ...]:
    """Apply or undo migrations until `to` is the last one applied (empty: none is). Returns the names of those that ran."""
    names = [m.name for m in MIGRATIONS]
    if to and to not in names:
        raise StoreError(f"migration {to!r}: unknown. Allowed: {', '.join(names)}.")
    goal = set(names[: names.index(to) + 1]) if to else set()
    if set(applied(db)) == goal:
        return ()
    with db.write():
        have = applied(db)
        check(db, have)
        ran = [_down(db, m) for m in reversed(MIGRATIONS) if m.name in have and m.name not in goal]
        return tuple(ran + [_up(db, m) for m in MIGRATIONS if m.name in goal and m.name not in have])


def check(db: Database, have: tuple[str, ...]) -> None:
    """Refuse a database that a newer program made, or that is something else."""
    unknown = [n for n in have if n not in {m.name for m in MIGRATIONS}]
    if unknown:
        raise StoreError(f"{db.place}: made by a newer version (it has {unknown[0]!r}). Install that version of reportedly.")
    if not have and "claims" in db.tables():
        raise StoreError(f"{db.place}: a database of something else, with a table `claims`. Name another file or schema.")


def _up(db: Database, m: Migration) -> str:
    db.run("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY)")
    _run(db, m.up)
    db.run("INSERT INTO migrations (name) VALUES (?)", (m.name,))
    return m.name


def _down(db: Database, m: Migration) -> str:
    _run(db, m.down)
    db.run("DELETE FROM migrations WHERE name = ?", (m.name,))
    return m.name


def _run(db: Database, statements: tuple[str, ...]) -> None:
    mine, other = ("sqlite: ", "postgres: ") if isinstance(db, Sqlite) else ("postgres: ", "sqlite: ")
    for s in statements:
        if not s.startswith(other):
            sql = s.removeprefix(mine)
            for word, meaning in db.words.items():
                sql = sql.replace("{" + word + "}", meaning)
            db.run(sql)
