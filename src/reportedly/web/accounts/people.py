"""Who may do what: names, roles, passwords."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...errors import AccountsError
from ...stores.database import Database
from .passwords import hashed, right

READER, EDITOR, ADMIN = ROLES = ("reader", "editor", "admin")
"""Each may what those before it may: see; add and correct; accounts, keys and webhooks."""
_NAME = re.compile(r"[\w.@-]{1,60}")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str


class People:
    def __init__(self, db: Database, clock: Callable[[], float]) -> None:
        self.db, self.clock = db, clock

    def all(self) -> list[dict[str, Any]]:
        """Everybody, by name, with the number of keys."""
        rows = self.db.all("SELECT name, role, made, (SELECT COUNT(*) FROM keys k WHERE k.name = p.name) FROM people p ORDER BY name")
        return [dict(zip(("name", "role", "made", "keys"), row, strict=True)) for row in rows]

    def add(self, name: str, role: str, password: str) -> None:
        if not _NAME.fullmatch(name):
            raise AccountsError(f"name {name[:100]!r}: allowed are 1 to 60 letters, digits and . _ - @")
        _known(role)
        kept = hashed(password)
        with self.db.write():
            if self.db.all("SELECT 1 FROM people WHERE name = ?", (name,)):
                raise AccountsError(f"{name}: there is somebody of that name. Another role or password: `role`, `password`.")
            self.db.run("INSERT INTO people (name, role, password, made) VALUES (?, ?, ?, ?)", (name, role, kept, int(self.clock())))

    def remove(self, name: str) -> None:
        """Sessions and keys go too."""
        with self.db.write():
            self._keep_an_admin(name)
            self.db.run("DELETE FROM people WHERE name = ?", (name,))

    def set_role(self, name: str, role: str) -> None:
        """The person must log in anew; keys get the new role."""
        _known(role)
        with self.db.write():
            if role != ADMIN:
                self._keep_an_admin(name)
            self._change(name, "role", role)

    def set_password(self, name: str, password: str) -> None:
        """The person must log in anew, everywhere."""
        kept = hashed(password)
        with self.db.write():
            self._change(name, "password", kept)

    def check(self, name: str, password: str) -> Person | None:
        """The person if the password is right; it takes as long where there is nobody of that name."""
        found = self.db.all("SELECT role, password FROM people WHERE name = ?", (name,))
        role, kept = found[0] if found else ("", None)
        return Person(name, role) if right(password, kept) else None

    def _change(self, name: str, column: str, value: str) -> None:
        if not self.db.run(f"UPDATE people SET {column} = ? WHERE name = ?", (value, name)):
            raise AccountsError(f"{name}: nobody of that name.")
        self.db.run("DELETE FROM sessions WHERE name = ?", (name,))

    def _keep_an_admin(self, name: str) -> None:
        roles: dict[str, str] = dict(self.db.all("SELECT name, role FROM people"))
        if name not in roles:
            raise AccountsError(f"{name}: nobody of that name.")
        if roles[name] == ADMIN and list(roles.values()).count(ADMIN) == 1 and len(roles) > 1:
            raise AccountsError(f"{name}: the only admin. Make somebody else admin first.")


def _known(role: str) -> None:
    if role not in ROLES:
        raise AccountsError(f"role {role[:100]!r}: allowed are {', '.join(ROLES)}.")
