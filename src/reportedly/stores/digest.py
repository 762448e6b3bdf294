"""What a ledger keeps, as a list of hashes that can be given a trusted time.

The list is a text of one line a record, `SHA-256  kind  name`, sorted; a later list of the same ledger holds every line of an earlier one. Its
own hash goes to a time-stamping authority (RFC 3161, section 2.4.1) or into OpenTimestamps; neither learns anything of the content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from .database import Database, within

_KEPT = (("report", "reports", "text", ""), ("reading", "readings", "body", " WHERE machine IS NULL"), ("judgement", "judgements", "detail", ""))
"""Kind, table, column with the content. Readings that judgements have changed follow from the others."""
_SLICE = 200

_SHA256 = bytes.fromhex("300d06096086480165030402010500")
"""AlgorithmIdentifier of SHA-256 (RFC 5754, section 2) in DER."""


def lines(db: Database) -> Iterator[str]:
    for kind, table, column, where in _KEPT:
        ids = [i for (i,) in db.all(f"SELECT id FROM {table}{where} ORDER BY id")]
        for k in range(0, len(ids), _SLICE):
            found = within(db, f"SELECT id, {column} FROM {table} WHERE id IN {{values}} ORDER BY id", ids[k : k + _SLICE])
            yield from (f"{hashlib.sha256(content.encode()).hexdigest()}  {kind}  {name}\n" for name, content in found)


def listing(db: Database) -> str:
    return "".join(sorted(lines(db)))


def lost(db: Database, earlier: Iterable[str]) -> list[str]:
    """The lines of an earlier list that the ledger no longer has."""
    now = set(lines(db))
    return [line for line in earlier if line not in now]


def query(listed: bytes) -> bytes:
    """The time-stamp request for a list: version 1, SHA-256 of the list, with the authority's certificate (RFC 3161, TimeStampReq in DER)."""
    imprint = _sequence(_SHA256, b"\x04\x20", hashlib.sha256(listed).digest())
    return _sequence(b"\x02\x01\x01", imprint, b"\x01\x01\xff")


def _sequence(*parts: bytes) -> bytes:
    body = b"".join(parts)
    return bytes((0x30, len(body))) + body
