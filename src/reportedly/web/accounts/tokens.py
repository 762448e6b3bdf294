"""Sessions of browsers and keys of programs. Only hashes of them are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import AccountsError
from ...stores.database import Database
from .passwords import digest, secret
from .people import Person

DAY = 86_400
SESSION_SECONDS = 7 * DAY
KEY = "reportedly_"
"""Keys begin so, that scanners of published secrets find them."""


class Sessions:
    def __init__(self, db: Database, clock: Callable[[], float]) -> None:
        self.db, self.clock = db, clock

    def start(self, name: str) -> str:
        """A new session's id, for the cookie."""
        token, now = secret(), int(self.clock())
        with self.db.write():
            self.db.run("DELETE FROM sessions WHERE until <= ?", (now,))
            self.db.run("INSERT INTO sessions (digest, name, until) VALUES (?, ?, ?)", (digest(token), name, now + SESSION_SECONDS))
        return token

    def whose(self, token: str) -> Person | None:
        sql = "SELECT p.name, p.role FROM sessions s JOIN people p ON p.name = s.name WHERE s.digest = ? AND s.until > ?"
        return next((Person(*row) for row in self.db.all(sql, (digest(token), int(self.clock())))), None)

    def end(self, token: str) -> None:
        self.db.run("DELETE FROM sessions WHERE digest = ?", (digest(token),))


class Keys:
    def __init__(self, db: Database, clock: Callable[[], float]) -> None:
        self.db, self.clock = db, clock

    def make(self, name: str, label: str = "", days: int | None = None) -> str:
        """A new key of a person. It is told this once."""
        if len(label) > 100:
            raise AccountsError(f"a label of {len(label)} characters. Allowed: 100.")
        if days is not None and not 1 <= days <= 36_500:
            raise AccountsError(f"days {days}: allowed are 1 to 36500, or none for a key without an end.")
        key, now = secret(KEY), int(self.clock())
        with self.db.write():
            if not self.db.all("SELECT 1 FROM people WHERE name = ?", (name,)):
                raise AccountsError(f"{name}: nobody of that name.")
            until = None if days is None else now + days * DAY
            self.db.run("INSERT INTO keys (name, label, digest, made, until) VALUES (?, ?, ?, ?, ?)", (name, label, digest(key), now, until))
        return key

    def all(self, name: str | None = None) -> list[dict[str, Any]]:
        """Everybody's keys, or one person's; never the key itself."""
        only, values = ("WHERE name = ?", (name,)) if name is not None else ("", ())
        rows = self.db.all(f"SELECT number, name, label, made, until FROM keys {only} ORDER BY name, number", values)
        return [dict(zip(("number", "name", "label", "made", "until"), row, strict=True)) for row in rows]

    def whose(self, key: str) -> tuple[Person, int] | None:
        """The person with the number of the key."""
        sql = "SELECT p.name, p.role, k.number FROM keys k JOIN people p ON p.name = k.name WHERE k.digest = ? AND (k.until IS NULL OR k.until > ?)"
        return next(((Person(name, role), number) for name, role, number in self.db.all(sql, (digest(key), int(self.clock())))), None)

    def revoke(self, number: int, name: str | None = None) -> None:
        """End a key; with a name only if it is that person's."""
        only, values = (" AND name = ?", (number, name)) if name is not None else ("", (number,))
        if not self.db.run(f"DELETE FROM keys WHERE number = ?{only}", values):
            raise AccountsError(f"key {number}: there is none of that number.")
