"""People, their roles, sessions and keys, and webhooks: a SQLite file of its own, so that a ledger can be passed on without its users' secrets."""

from .opening import Accounts, open_accounts
from .people import ADMIN, EDITOR, READER, ROLES, Person

__all__ = ["ADMIN", "EDITOR", "READER", "ROLES", "Accounts", "Person", "open_accounts"]
