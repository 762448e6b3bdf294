"""The admin's page of webhooks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from .asking import DisputeFilters
from .desk import desk_of

router = APIRouter(prefix="/webhooks", include_in_schema=False, default_response_class=HTMLResponse)
Number = Annotated[int, Form()]


class NewHook(DisputeFilters):
    url: Annotated[str, Form(max_length=2000)]

    def filters(self) -> str:
        return DisputeFilters(**self.model_dump(exclude={"url", "limit", "offset"})).query()


@router.get("")
def hooks(request: Request) -> Response:
    return _page(request)


def _page(request: Request, secret: str = "", number: int = 0) -> Response:
    desk = desk_of(request)
    with desk.open_accounts() as accounts:
        found = accounts.hooks.all()
    return desk.page(request, "webhooks.html", hooks=found, secret=secret, number=number)


@router.post("")
def add(request: Request, new: Annotated[NewHook, Form()]) -> Response:
    """The one page that shows the secret."""
    with desk_of(request).open_accounts() as accounts:
        number, secret = accounts.hooks.add(new.url, new.filters())
    return _page(request, secret, number)


@router.post("/retry")
def retry(request: Request, number: Number) -> Response:
    with desk_of(request).open_accounts() as accounts:
        accounts.hooks.retry(number)
    return RedirectResponse("/webhooks", 303)


@router.post("/remove")
def remove(request: Request, number: Number) -> Response:
    with desk_of(request).open_accounts() as accounts:
        accounts.hooks.remove(number)
    return RedirectResponse("/webhooks", 303)
