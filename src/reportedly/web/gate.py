"""What every route passes: who asks, how often, whether the role is enough, and whether a form is the desk's own."""

from __future__ import annotations

import math

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from .accounts import ADMIN, EDITOR, Accounts
from .caller import SESSION, Caller, address, anybody, browser, remembered
from .desk import API, Desk, desk_of
from .roles import KEEPS_NOTHING, NEEDED
from .security import SAFE, genuine

ASK = {"WWW-Authenticate": 'Bearer realm="reportedly"'}


async def gate(request: Request) -> None:
    """A dependency of the whole application."""
    desk = desk_of(request)
    caller = request.state.caller = await run_in_threadpool(_caller, desk, request) if desk.accounts else anybody(request)
    _slowly(desk, request, caller)
    _allowed(desk, request, caller)
    if request.method not in SAFE and not caller.key:
        await _own_form(desk, request, caller)


def route_of(request: Request) -> str:
    """The method and the pattern of the address, as the table of roles has it."""
    return f"{request.method} {request.scope['route'].path}"


def _caller(desk: Desk, request: Request) -> Caller:
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    session = request.cookies.get(SESSION, "")
    if not (session or kind.lower() == "bearer"):
        return Caller(client=address(request))
    with desk.open_accounts() as accounts:
        return _by_key(accounts, request, key.strip()) if kind.lower() == "bearer" else _by_session(accounts, request, session)


def _by_key(accounts: Accounts, request: Request, key: str) -> Caller:
    found = accounts.keys.whose(key)
    if found is None:
        return Caller(client=address(request))
    person, number = found
    return Caller(person.name, person.role, f"key {number}", True)


def _by_session(accounts: Accounts, request: Request, session: str) -> Caller:
    person = accounts.sessions.whose(session)
    return Caller(client=address(request)) if person is None else Caller(person.name, person.role, f"session of {person.name}")


def _slowly(desk: Desk, request: Request, caller: Caller) -> None:
    """Pages cost little; whatever is sent, and what programs ask, is counted."""
    if desk.rate is None or (request.method in SAFE and not request.url.path.startswith(f"{API}/")):
        return
    wait = desk.rate.take(caller.client)
    if wait:
        raise too_often(wait)


def too_often(wait: float) -> HTTPException:
    seconds = math.ceil(wait)
    return HTTPException(429, f"too many requests. Try again in {seconds} {'second' if seconds == 1 else 'seconds'}.", {"Retry-After": str(seconds)})


def _allowed(desk: Desk, request: Request, caller: Caller) -> None:
    needed = NEEDED.get(route_of(request), ADMIN)
    if not caller.may(needed):
        if not caller.name:
            raise HTTPException(401, "log in, or send a key: `Authorization: Bearer KEY`.", ASK)
        raise HTTPException(403, f"{caller.name} is {caller.role} here; this needs the role {needed}. An admin can give it.")
    if needed == EDITOR and not desk.writing:
        raise HTTPException(403, "this desk only shows; texts are added on the machine that runs it.")


async def _own_form(desk: Desk, request: Request, caller: Caller) -> None:
    """A form carries the token of the page that it stood on; a program with a cookie of the desk sends it in a header.
    One without has nothing that another site could use."""
    api = request.url.path.startswith(f"{API}/")
    if route_of(request) in KEEPS_NOTHING or (api and not remembered(request)):
        return
    given = request.headers.get("x-csrf-token", "") if api else (await request.form()).get("csrf", "")
    if not genuine(desk.secret, browser(request), str(given)):
        raise HTTPException(403, "this form was made for somebody else, or the desk has started anew since. Load its page again.")
