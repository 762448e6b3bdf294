"""Log in, log out, one's own password and keys."""

from __future__ import annotations

import logging
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from .accounts.tokens import SESSION_SECONDS
from .caller import SESSION, address, put_cookie, who
from .desk import desk_of
from .gate import ASK, too_often
from .security import SAFE

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_log = logging.getLogger(__name__)
_HOME = "/disputes"
Name = Annotated[str, Form(max_length=100)]
Password = Annotated[str, Form(max_length=2000)]


def page(request: Request, wrong: str = "", status: int = 401, next: str = "") -> Response:
    """The form. It stands in the place of a page that needs a login, which is shown after it."""
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = next or (address if request.method in SAFE and request.url.path != "/login" else _HOME)
    answer = desk_of(request).page(request, "login.html", status, next=wanted, wrong=wrong)
    answer.headers.update(ASK if status == 401 else {})
    return answer


@router.get("/login")
def form(request: Request) -> Response:
    with desk_of(request).open_accounts():
        return page(request, status=200)


@router.post("/login")
def login(request: Request, name: Name, password: Password, next: Password = _HOME) -> Response:
    desk, here = desk_of(request), address(request)
    wait = desk.logins.wait(name, here)
    if wait:
        raise too_often(wait)
    with desk.open_accounts() as accounts:
        person = accounts.people.check(name, password)
        if person is None:
            _log.warning("a login from %s failed", here)  # without the name: people type passwords there
            return page(request, "The name or the password is wrong.", next=_within(next))
        accounts.sessions.end(request.cookies.get(SESSION, ""))
        session = accounts.sessions.start(person.name)
    desk.logins.worked(name)
    answer = RedirectResponse(_within(next), 303)
    put_cookie(request, answer, SESSION, session, SESSION_SECONDS)
    return answer


def _within(address: str) -> str:
    """An address of this desk, whatever the form says."""
    parts = urlsplit(address)
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return address if inside and address.isprintable() else _HOME


@router.post("/logout")
def logout(request: Request) -> Response:
    with desk_of(request).open_accounts() as accounts:
        accounts.sessions.end(request.cookies.get(SESSION, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION, path="/", httponly=True, samesite="strict")
    return answer


@router.get("/account")
def account(request: Request) -> Response:
    return _account(request)


def _account(request: Request, key: str = "") -> Response:
    desk = desk_of(request)
    with desk.open_accounts() as accounts:
        keys = accounts.keys.all(who(request))
    return desk.page(request, "account.html", keys=keys, key=key)


@router.post("/account/password")
def password(request: Request, old: Password, new: Password, again: Password) -> Response:
    """The session ends with all others of the person."""
    desk, name = desk_of(request), who(request)
    wait = desk.logins.wait(name, address(request))
    if wait:
        raise too_often(wait)
    if new != again:
        raise HTTPException(422, "the new password was not typed the same twice. Go back and type it again.")
    with desk.open_accounts() as accounts:
        if accounts.people.check(name, old) is None:
            raise HTTPException(403, "the old password is wrong.")
        accounts.people.set_password(name, new)
    desk.logins.worked(name)
    return RedirectResponse("/login", 303)


@router.post("/account/keys")
def new_key(request: Request, label: Annotated[str, Form(max_length=100)] = "", days: Annotated[str, Form(pattern=r"^\d{0,5}$")] = "") -> Response:
    """The one page that shows the key."""
    with desk_of(request).open_accounts() as accounts:
        key = accounts.keys.make(who(request), label, int(days) if days else None)
    return _account(request, key)


@router.post("/account/keys/revoke")
def revoke(request: Request, number: Annotated[int, Form()]) -> Response:
    with desk_of(request).open_accounts() as accounts:
        accounts.keys.revoke(number, who(request))
    return RedirectResponse("/account", 303)
