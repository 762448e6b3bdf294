"""Forms that write: only of this desk's own pages, only at a desk that may."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request

from .desk import API, BROWSER, desk_of
from .security import genuine


def may_write(request: Request, what: str = "texts are added") -> None:
    if not desk_of(request).writing:
        raise HTTPException(403, f"this desk only shows; {what} on the machine that runs it.")


def own_form(request: Request, given: str) -> None:
    """A form carries the token of the page on which it stood. A program that has no cookie of the desk has nothing that another site could use."""
    cookie = request.cookies.get(BROWSER, "")
    if request.url.path.startswith(f"{API}/"):
        given = request.headers.get("x-csrf-token", "")
        if not cookie:
            return
    if not genuine(desk_of(request).secret, cookie, given):
        raise HTTPException(403, "this form was made for somebody else, or the desk has started anew since. Load its page again.")
