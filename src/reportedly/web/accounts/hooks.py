"""Webhooks: who is told of disputes, and what is still to be told. All of it is kept, so that a restart loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ...errors import AccountsError
from ...ingest.addresses import parts
from ...stores.database import Database, insert
from .passwords import secret

WAITING, DELIVERED, DEAD = "waiting", "delivered", "dead"
TRIES = 8
LEASE = 120
"""Seconds that one try may take; a try that was broken off is made again after them."""
_FIRST, _FACTOR = 10, 4
_KEPT = 100
_SECRET = "whsec_"


def pause(tries: int) -> int:
    """Seconds from a failed try to the next: 10, 40, 160, … up to half a day."""
    return int(_FIRST * _FACTOR ** (tries - 1))


@dataclass(frozen=True, slots=True)
class Hook:
    number: int
    url: str
    filters: str
    secret: str
    after: int | None


@dataclass(frozen=True, slots=True)
class Delivery:
    id: str
    body: str
    tries: int
    due: int


class Hooks:
    def __init__(self, db: Database, clock: Callable[[], float]) -> None:
        self.db, self.clock = db, clock

    # -- what an admin does ------------------------------------------------------------------------------------------

    def add(self, url: str, filters: str = "") -> tuple[int, str]:
        """The hook's number and its secret, which is told this once. It begins with the next change that the desk sees."""
        parts(url)
        if len(url) > 2000:
            raise AccountsError(f"an address of {len(url)} characters. Allowed: 2000.")
        key = secret(_SECRET)
        with self.db.write():
            self.db.run("INSERT INTO hooks (url, filters, secret, made, after) VALUES (?, ?, ?, ?, NULL)", (url, filters, key, int(self.clock())))
            ((number,),) = self.db.all("SELECT MAX(number) FROM hooks")
        return int(number), key

    def all(self) -> list[dict[str, Any]]:
        """Every hook with how its deliveries stand and what the last failed one met; never its secret."""
        counts = ", ".join(f"(SELECT COUNT(*) FROM deliveries d WHERE d.hook = h.number AND d.state = '{s}')" for s in (WAITING, DEAD))
        said = "COALESCE((SELECT said FROM deliveries d WHERE d.hook = h.number AND said <> '' ORDER BY d.number DESC LIMIT 1), '')"
        rows = self.db.all(f"SELECT number, url, filters, made, {counts}, {said} FROM hooks h ORDER BY number")
        return [dict(zip(("number", "url", "filters", "made", "waiting", "dead", "said"), row, strict=True)) for row in rows]

    def remove(self, number: int) -> None:
        if not self.db.run("DELETE FROM hooks WHERE number = ?", (number,)):
            raise AccountsError(f"webhook {number}: there is none of that number.")

    def retry(self, number: int) -> int:
        """Try everything again that could not be delivered; how many these are."""
        return self.db.run("UPDATE deliveries SET state = ?, tries = 0, due = ? WHERE hook = ? AND state = ?", (WAITING, int(self.clock()), number, DEAD))

    # -- what the courier does ---------------------------------------------------------------------------------------

    def hooks(self) -> list[Hook]:
        return [Hook(*row) for row in self.db.all("SELECT number, url, filters, secret, after FROM hooks ORDER BY number")]

    def queue(self, hook: Hook, letters: Iterable[tuple[str, int, str]], after: int) -> None:
        """Keep what is to be told (id, number of the change, body), and up to where the ledger's changes have been looked at."""
        now = int(self.clock())
        rows = [(name, hook.number, number, body, WAITING, 0, now, "") for name, number, body in letters]
        with self.db.write():
            insert(self.db, "deliveries", ("id", "hook", "number", "body", "state", "tries", "due", "said"), rows, once=True)
            self.db.run("UPDATE hooks SET after = ? WHERE number = ?", (after, hook.number))

    def due(self, hook: Hook) -> Delivery | None:
        """What is to be told next. It is taken: no other desk over this file tries it meanwhile."""
        now = int(self.clock())
        with self.db.write():
            sql = "SELECT id, body, tries, due FROM deliveries WHERE hook = ? AND state = ? AND due <= ? ORDER BY number LIMIT 1"
            found = next((Delivery(*row) for row in self.db.all(sql, (hook.number, WAITING, now))), None)
            if found:
                self.db.run("UPDATE deliveries SET due = ? WHERE id = ?", (now + LEASE, found.id))
        return found

    def delivered(self, hook: Hook, d: Delivery) -> None:
        """Of what has been delivered the latest is kept, to be looked at."""
        old = "DELETE FROM deliveries WHERE hook = ? AND state = ? AND number <= (SELECT MAX(number) FROM deliveries WHERE hook = ? AND state = ?) - ?"
        with self.db.write():
            self.db.run("UPDATE deliveries SET state = ?, tries = ?, said = '' WHERE id = ?", (DELIVERED, d.tries + 1, d.id))
            self.db.run(old, (hook.number, DELIVERED, hook.number, DELIVERED, _KEPT))

    def failed(self, hook: Hook, d: Delivery, said: str) -> None:
        """The next try comes later each time; after the last the delivery is dead. Others of the hook give its host a rest."""
        tries, now = d.tries + 1, int(self.clock())
        state = DEAD if tries >= TRIES else WAITING
        with self.db.write():
            self.db.run("UPDATE deliveries SET state = ?, tries = ?, due = ?, said = ? WHERE id = ?", (state, tries, now + pause(tries), said[:500], d.id))
            self.db.run("UPDATE deliveries SET due = ? WHERE hook = ? AND state = ? AND due < ?", (now + _FIRST, hook.number, WAITING, now + _FIRST))
