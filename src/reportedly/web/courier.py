"""Webhooks are told of disputes. Nothing else of the desk asks other hosts for anything."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from .. import __version__
from ..errors import FetchError, ReportedlyError
from ..ingest.addresses import target
from ..ingest.fetch import asked
from ..stores import Store
from .accounts import Accounts
from .accounts.hooks import Delivery, Hook
from .asking import DisputeFilters, Line, changes
from .desk import Desk
from .signing import signature

_log = logging.getLogger(__name__)
_EVERY = 2.0
_TIMEOUT = 10.0
_AT_ONCE = 50
"""Deliveries to one host before the next has its turn."""
_LONGEST = 4_000
"""Characters of a list of names; the API has all."""


@dataclass(frozen=True, slots=True)
class Courier:
    desk: Desk
    allow_private: bool = False
    clock: Callable[[], float] = time.time

    def run(self) -> None:
        """Until the program ends. Trouble with the ledger or the accounts is met again at the next look."""
        while not self.desk.closing.wait(_EVERY):
            try:
                self.round()
            except ReportedlyError as e:
                _log.error("webhooks: %s", e)
            except Exception:  # the thread must outlive a fault, or nobody is told of anything any more
                _log.exception("webhooks")

    def round(self) -> None:
        """Look once at what has come, and try once what is due."""
        with self.desk.open_accounts() as accounts:
            hooks = accounts.hooks.hooks()
            if hooks:
                with self.desk.open() as store:
                    for hook in hooks:
                        self._collect(store, accounts, hook)
            for hook in hooks:
                self._deliver(accounts, hook)

    def _collect(self, store: Store, accounts: Accounts, hook: Hook) -> None:
        if hook.after is None:
            accounts.hooks.queue(hook, (), store.newest_change())
            return
        found, after = changes(store, DisputeFilters.model_validate({**dict(parse_qsl(hook.filters)), "limit": 200}), hook.after)
        if after != hook.after:
            accounts.hooks.queue(hook, [_letter(hook, one) for one in found], after)

    def _deliver(self, accounts: Accounts, hook: Hook) -> None:
        """One after the other, until one fails: then the host has a rest."""
        for _ in range(_AT_ONCE):
            d = None if self.desk.closing.is_set() else accounts.hooks.due(hook)
            if d is None:
                return
            said = self._trouble(hook, d)
            if said:
                accounts.hooks.failed(hook, d, said)
                return
            accounts.hooks.delivered(hook, d)

    def _trouble(self, hook: Hook, d: Delivery) -> str:
        """Send it; empty where the receiver has taken it (2xx). Its answer is not read."""
        headers = {
            "Content-Type": "application/json", "User-Agent": f"reportedly/{__version__}", "X-Reportedly-Signature": signature(hook.secret, int(self.clock()), d.body),
        }  # fmt: skip
        try:
            with asked(target(hook.url, private=self.allow_private), headers, _TIMEOUT, d.body.encode()) as answer:
                return "" if 200 <= answer.status_code < 300 else f"answered {answer.status_code}. Needed: 2xx; redirects are not followed."
        except FetchError as e:
            return str(e)


def _letter(hook: Hook, change: Line) -> tuple[str, int, str]:
    """The id, which is the same for every try so that a receiver can tell a repetition; the number of the change; the body."""
    dispute = {k: f"{v[:_LONGEST]}…" if isinstance(v, str) and len(v) > _LONGEST else v for k, v in change["dispute"].items()}
    made = hashlib.sha256(f"{hook.secret}\0{change['number']}\0{dispute['proposition']}".encode()).hexdigest()
    return (name := f"evt_{made[:32]}"), change["number"], json.dumps({"id": name, **change, "dispute": dispute})
