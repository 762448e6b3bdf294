"""New and changed disputes as they come, as server-sent events."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Header, Query
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from .asking import DisputeFilters, changes
from .desk import API, Desk, desk_of

router = APIRouter(prefix=API, include_in_schema=False)
AT_ONCE = 20
EVERY, HEARTBEAT, LIFE = 1.0, 15.0, 900.0
"""Seconds between two looks at the ledger, without a word before a comment keeps the line open, and before a client must come again and show who he is."""
_NOT_FORWARDED = {"cache-control": "no-store", "x-accel-buffering": "no"}


@dataclass(slots=True)
class Places:
    """How many listen."""

    left: int = AT_ONCE

    def take(self) -> None:
        if not self.left:
            raise HTTPException(503, f"{AT_ONCE} programs are listening. Try again in a minute, or use the feed: /feed.atom", {"Retry-After": "60"})
        self.left -= 1


class Stream(StreamingResponse):
    """Gives its place back however it ends."""

    def __init__(self, events: AsyncIterator[str], places: Places) -> None:
        super().__init__(events, media_type="text/event-stream", headers=_NOT_FORWARDED)
        self.places = places

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.places.left += 1


@router.get("/disputes/stream")
async def stream(
    request: Request, f: Annotated[DisputeFilters, Query()], after: Annotated[int | None, Query(ge=0, lt=10**18)] = None, last_event_id: Annotated[str, Header(max_length=18)] = ""
) -> StreamingResponse:
    """What has come after the number in `Last-Event-ID` or `after`; without either, from now on."""
    desk = desk_of(request)
    start = int(last_event_id) if last_event_id.isascii() and last_event_id.isdigit() else after
    if start is None:
        start = await run_in_threadpool(_newest, desk)
    places = request.app.state.places
    places.take()
    return Stream(events(desk, f, start), places)


async def events(desk: Desk, f: DisputeFilters, after: int, clock: Callable[[], float] = time.monotonic) -> AsyncIterator[str]:
    """The text of the stream. It ends when the program ends, and after a while by itself: clients come again where they stopped."""
    end, spoken = clock() + LIFE, clock()
    yield "retry: 2000\n\n"
    while clock() < end and not desk.closing.is_set():
        found, after = await run_in_threadpool(_look, desk, f, after)
        for one in found:
            yield f"id: {one['number']}\nevent: {one['change']}\ndata: {json.dumps(one)}\n\n"
        if found:
            spoken = clock()
            continue
        if clock() - spoken >= HEARTBEAT:
            spoken = clock()
            yield ": still here\n\n"
        await asyncio.sleep(EVERY)


def _look(desk: Desk, f: DisputeFilters, after: int) -> tuple[list[dict[str, object]], int]:
    with desk.open() as store:
        return changes(store, f, after)


def _newest(desk: Desk) -> int:
    with desk.open() as store:
        return store.newest_change()
