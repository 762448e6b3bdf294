"""The application: pages, API, static files, errors."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from .. import __version__
from ..errors import AccountsError, InputError, NotAllowed, NotFound, ReportedlyError, StoreBusy
from . import accountpages, adding, api, correcting, feed, happening, judgeapi, login, pages, registers, speaking, stream, views_api, webhooks
from .courier import Courier
from .desk import STATIC, Desk, desk_of, message
from .gate import gate
from .rate import Buckets
from .security import LOOPBACK, Guard

_LAST_SECONDS = 15.0
_log = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[ReportedlyError], int], ...] = ((NotFound, 404), (InputError, 422), (NotAllowed, 422), (AccountsError, 422), (StoreBusy, 503))
_OURS = {503: "another program is writing to the ledger. Try again in a minute.", 500: "the ledger cannot be used. Why stands where the desk was started."}


PARTS = (stream, judgeapi, correcting, api, views_api, pages, registers, speaking, happening, feed, adding, login, accountpages, webhooks)
"""In the order in which their addresses are tried."""


def create_app(
    store_url: str, *, hosts: Collection[str] = LOOPBACK, writing: bool = True, accounts: str | None = None, rate: Buckets | None = None, allow_private: bool = False
) -> FastAPI:  # fmt: skip
    """The desk over the ledger at a place (a file or postgresql://…). `hosts` are the names under which it answers; without `writing` nothing can be added;
    with `accounts` (a file) people log in; with `allow_private` webhooks may lead to machines of the own network."""
    desk = Desk(store_url, writing, accounts, rate)
    app = FastAPI(
        title="reportedly", version=__version__, summary="Who says that who did what to whom, and who denies it: a ledger of contested claims.",
        openapi_url=None, docs_url=None, redoc_url=None, dependencies=[Depends(gate)], lifespan=_running(desk, Courier(desk, allow_private)),
    )  # fmt: skip
    app.state.desk, app.state.places = desk, stream.Places()
    for part in PARTS:
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Guard, hosts=hosts, private=accounts is not None)
    app.add_exception_handler(ReportedlyError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    return app


def _running(desk: Desk, courier: Courier) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """While the application runs, a thread delivers webhooks, where there can be any."""

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        thread = threading.Thread(target=courier.run, name="webhooks", daemon=True)
        if desk.accounts:
            thread.start()
        yield
        desk.closing.set()
        if desk.accounts:
            thread.join(_LAST_SECONDS)

    return running


def _known(request: Request, e: Exception) -> Response:
    """What the asker can mend is told him; what lies with the ledger goes to the log, for it names places of this machine."""
    status = next((code for kind, code in _STATUS if isinstance(e, kind)), 500)
    if status < 500:
        return _answer(request, status, message(e))
    _log.error("%s: %s", request.url.path, e)
    return _answer(request, status, {**message(e), "message": _OURS[status]})


def _invalid(request: Request, e: Exception) -> Response:
    assert isinstance(e, RequestValidationError)
    troubles = "; ".join(f"{'.'.join(map(str, t['loc'][1:]))}: {t['msg']}" for t in e.errors())
    return _answer(request, 422, message(ValueError(f"{troubles}.")))


def _http(request: Request, e: Exception) -> Response:
    assert isinstance(e, HTTPException)
    answer = _answer(request, e.status_code, message(ValueError(e.detail)))
    answer.headers.update(e.headers or {})
    return answer


def _answer(request: Request, status: int, trouble: Mapping[str, str]) -> Response:
    """An error as JSON for programs, as a page for people."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": trouble}, status)
    if status == 401:
        return login.page(request)
    return desk_of(request).page(request, "error.html", status, title="That did not work" if status != 404 else "Not found", message=trouble["message"])
