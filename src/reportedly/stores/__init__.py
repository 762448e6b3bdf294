"""Where a ledger is kept: a SQLite file (standard library) or a PostgreSQL database (extra `postgres`), through the same SQL."""

from .base import Store
from .opening import open_ledger

__all__ = ["Store", "open_ledger"]
