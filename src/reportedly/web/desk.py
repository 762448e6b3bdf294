"""What the routes share: the ledger, the templates, and how errors look."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..errors import NotFound
from ..ledger.disputes import Dispute
from ..ledger.happenings import standing
from ..model import Reading
from ..stores import Store, open_ledger
from ..stores.queries import terms
from . import told, wording
from .accounts import ADMIN, EDITOR, Accounts, open_accounts
from .asking import Part, part
from .caller import anybody, browser, caller_of, remember
from .rate import Buckets, Logins
from .security import token

STATIC = Path(__file__).parent / "static"
API = "/api/v1"


def _templates() -> Environment:
    env = Environment(loader=PackageLoader("reportedly.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    helpers: tuple[Callable[..., Any], ...] = (wording.sentence, wording.kind_words, wording.report_href, wording.claim_href, wording.dispute_href, wording.outward, wording.days, wording.day, wording.moment)
    helpers += (told.actor_href, told.pair_href, told.told, told.few, told.when, told.things, told.placed, standing)
    env.globals.update({f.__name__: f for f in helpers}, STATES=wording.STATES, GLYPHS=told.GLYPHS, KIND_WORDS=told.KIND_WORDS, COUNT_WORDS=told.COUNT_WORDS)
    return env


@dataclass(frozen=True)
class Desk:
    """A ledger's place with the templates. `writing` tells whether texts may be added; `accounts` is the place of the file of those who may log in,
    none where everybody may; `rate` and `logins` limit how often somebody may ask and try; `closing` is set when the program ends; `secret` signs the tokens of forms
    while it runs."""

    place: str
    writing: bool = True
    accounts: str | None = None
    rate: Buckets | None = None
    logins: Logins = field(default_factory=Logins)
    closing: threading.Event = field(default_factory=threading.Event)
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    templates: Environment = field(default_factory=_templates)

    def open(self) -> Store:
        """The ledger, for one request: connections stay in the thread that made them."""
        return open_ledger(self.place)

    def open_accounts(self) -> Accounts:
        """The accounts, for one request; 404 at a desk that has none."""
        if self.accounts is None:
            raise HTTPException(404, "this desk has no accounts. Start it with some: reportedly serve LEDGER --accounts FILE")
        return open_accounts(self.accounts)

    def page(self, request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page, with the token that its forms carry."""
        caller = caller_of(request) if self.accounts else anybody(request)
        known = {"writing": self.writing and caller.may(EDITOR), "me": caller, "admin": bool(self.accounts) and caller.may(ADMIN), "csrf": token(self.secret, browser(request))}
        answer = HTMLResponse(self.templates.get_template(name).render(path=request.url.path, **known, **values), status)
        remember(request, answer)
        return answer


def desk_of(request: Request) -> Desk:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


def reading_of(store: Store, name: str) -> Reading:
    """The effective reading of a report by its id, with or without `sha256:`."""
    for report in (name if name.startswith("sha256:") else f"sha256:{name}", name):
        found = next(store.readings([report]), None)
        if found is not None:
            return found
    raise NotFound(f"report {name!r}: not in this ledger. Find it by its words: /search")


def found(store: Store, words: str, p: Part) -> Mapping[str, Any]:
    """A part of the sentences that a search finds; 422 where there is nothing to look for."""
    if not any(wanted for wanted, _ in terms(words)):
        raise HTTPException(422, f'search {words!r}: nothing to look for. Needed: at least one word, such as "artillery shells".')
    return part(store.search(words, p.offset + p.limit + 1), p)


def dispute_of(store: Store, name: str) -> Dispute:
    """The dispute by any beginning of its proposition's id that is unique."""
    return store.disputes([store.proposition(name)])[0]


def message(e: Exception) -> Mapping[str, str]:
    return {"code": getattr(e, "code", "web"), "message": str(e)}
