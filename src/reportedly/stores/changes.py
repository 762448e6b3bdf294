"""Which disputes came or changed, in the order in which the ledger learnt of it: the one thing here that depends on the order of additions.

A proposition has one row, with the number of its last change and that of its first; numbers only grow. Writers take turns, so whoever has seen
number n has seen all up to n. Making everything again (`ledger rebuild`) gives no new numbers where it gives the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from .database import Database, forget, insert, within


def mark(*rows: object) -> str:
    """A short hash of what a dispute's rows hold."""
    return hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def note(db: Database, marks: Mapping[str, str], before: Mapping[str, Iterable[str]], gone: Iterable[str]) -> None:
    """Number the disputes whose mark is new. `before` are the names that parts of them had, `gone` those that stand no longer."""
    rows = within(db, "SELECT proposition, mark, first FROM changes WHERE proposition IN {values}", marks)
    known = {proposition: (held, first) for proposition, held, first in rows}
    ((top,),) = db.all("SELECT last FROM changes_last")
    number = int(top)
    new = []
    for proposition, held in sorted(marks.items()):
        was, first = known.get(proposition, (None, None))
        if was != held:
            number += 1
            new.append((proposition, number, first or number, held, " ".join(sorted(before.get(proposition, ())))))
    forget(db, "DELETE FROM changes WHERE proposition IN {values}", sorted({*(set(gone) - set(marks)), *(row[0] for row in new)}))
    insert(db, "changes", ("proposition", "number", "first", "mark", "before"), new)
    if new:
        db.run("UPDATE changes_last SET last = ?", (number,))


def newest(db: Database) -> int:
    """The number of the last change; 0 before the first."""
    ((top,),) = db.all("SELECT last FROM changes_last")
    return int(top)
