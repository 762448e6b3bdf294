"""Pages of the admin: who may log in, as what, and with which keys."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from .accounts import ROLES
from .desk import desk_of
from .login import Name, Password

router = APIRouter(prefix="/accounts", include_in_schema=False, default_response_class=HTMLResponse)
Role = Annotated[str, Form(max_length=20)]


@router.get("")
def people(request: Request) -> Response:
    desk = desk_of(request)
    with desk.open_accounts() as accounts:
        found, keys = accounts.people.all(), accounts.keys.all()
    return desk.page(request, "accounts.html", people=found, keys=keys, roles=ROLES)


@router.post("")
def add(request: Request, name: Name, role: Role, password: Password) -> Response:
    with desk_of(request).open_accounts() as accounts:
        accounts.people.add(name, role, password)
    return RedirectResponse("/accounts", 303)


@router.post("/role")
def set_role(request: Request, name: Name, role: Role) -> Response:
    with desk_of(request).open_accounts() as accounts:
        accounts.people.set_role(name, role)
    return RedirectResponse("/accounts", 303)


@router.post("/password")
def set_password(request: Request, name: Name, password: Password) -> Response:
    with desk_of(request).open_accounts() as accounts:
        accounts.people.set_password(name, password)
    return RedirectResponse("/accounts", 303)


@router.post("/remove")
def remove(request: Request, name: Name) -> Response:
    with desk_of(request).open_accounts() as accounts:
        accounts.people.remove(name)
    return RedirectResponse("/accounts", 303)


@router.post("/keys/revoke")
def revoke(request: Request, number: Annotated[int, Form()]) -> Response:
    with desk_of(request).open_accounts() as accounts:
        accounts.keys.revoke(number)
    return RedirectResponse("/accounts", 303)
