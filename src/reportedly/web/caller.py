"""Who asks: a person by session or key, or anybody at a desk without accounts."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from .accounts import ADMIN, ROLES

SESSION = "reportedly_session"
_FORMS = "reportedly_desk"


@dataclass(frozen=True, slots=True)
class Caller:
    """`name` and `role` are empty where nobody has logged in. `client` is whose bucket is emptied. With a key no other site's page can have made the request."""

    name: str = ""
    role: str = ""
    client: str = ""
    key: bool = False

    def may(self, role: str) -> bool:
        return not role or (self.role in ROLES and ROLES.index(self.role) >= ROLES.index(role))


NOBODY = Caller()


def caller_of(request: Request) -> Caller:
    """Whom the gate has let through; nobody where it was not asked, as for an address that does not exist."""
    found = getattr(request.state, "caller", NOBODY)
    assert isinstance(found, Caller)
    return found


def who(request: Request) -> str:
    """The name of the person, for what is kept with a name (`by`); empty at a desk without accounts."""
    return caller_of(request).name


def anybody(request: Request) -> Caller:
    """Who asks a desk without accounts may do what the desk does."""
    return Caller("", ADMIN, address(request))


def address(request: Request) -> str:
    """Where a request comes from. Somebody who has one IPv6 address has 2⁶⁴ of them."""
    host = request.client.host if request.client else ""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(found) if found.version == 4 else str(ipaddress.ip_network(f"{found}/64", strict=False))


def browser(request: Request) -> str:
    """What the tokens of forms are bound to: the session, or before a login a cookie that says nothing else."""
    made = getattr(request.state, "browser", "")
    if not made:
        made = (caller_of(request).name and request.cookies.get(SESSION)) or request.cookies.get(_FORMS) or secrets.token_urlsafe(32)
        request.state.browser = made
    return str(made)


def remembered(request: Request) -> bool:
    """Has the browser a cookie of this desk, so that it could be made to ask in somebody's name?"""
    return SESSION in request.cookies or _FORMS in request.cookies


def remember(request: Request, answer: Response) -> None:
    """Give the browser its cookie for forms, where it has none."""
    if browser(request) not in request.cookies.values():
        put_cookie(request, answer, _FORMS, browser(request))


def put_cookie(request: Request, answer: Response, name: str, value: str, seconds: int | None = None) -> None:
    """For this host and its own pages alone, out of reach of scripts; over TLS only, where the desk is asked over TLS."""
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="strict", path="/", secure=request.url.scheme == "https")
