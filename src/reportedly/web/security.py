"""What every request passes: known hosts only, bodies of limited size, no writing from other sites; and the headers of every answer."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
MAX_BODY = 1_000_000
"""Bytes of a request: a text of 200,000 characters, however it is encoded."""
_TOO_LARGE = f"too large. Allowed: {MAX_BODY} bytes a request. Longer texts: reportedly add LEDGER FILE."
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer browsers hide the origin of the desk's own forms too, and those would be refused
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
SAFE = ("GET", "HEAD", "OPTIONS")


class Guard:
    """ASGI middleware. `hosts` are the names under which the desk may be asked, so that no other site's name can be pointed at it;
    what a `private` desk answers is kept by no browser or proxy."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], private: bool = False) -> None:
        self.app, self.hosts, self.private = app, frozenset(hosts), private

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        bare = scope["method"] == "HEAD"

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                if self.private and not scope["path"].startswith("/static/"):
                    headers["cache-control"] = "no-store"
            await send({**message, "body": b""} if bare and "body" in message else message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        scope = {**scope, "method": "GET"} if bare else scope
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        await self.app(scope, limited(receive), answer)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "").lower()
        if hostname(host) not in self.hosts:
            return PlainTextResponse(f"host {host[:100]!r}: not served here. Allowed: {', '.join(sorted(self.hosts))}.\n", 400)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or len(length) > 18:
            return PlainTextResponse("content-length: no number.\n", 400)
        if int(length) > MAX_BODY:
            return PlainTextResponse(f"{_TOO_LARGE}\n", 413)
        if method not in SAFE and not same_origin(headers, host):
            return PlainTextResponse("this request comes from another site. Use the desk's own pages.\n", 403)
        return None


def hostname(host: str) -> str:
    """The host without its port; an IPv6 address keeps its brackets."""
    head, _, port = host.rpartition(":")
    return head if head and port.isdigit() else host


def same_origin(headers: Headers, host: str) -> bool:
    """Browsers name the site from which they write; programs name none."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == host


def limited(receive: Receive) -> Receive:
    """Counts what comes, for bodies that do not say their length."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            raise HTTPException(413, _TOO_LARGE)
        return message

    return counted


def token(secret: bytes, browser: str) -> str:
    """The token of a form, bound to the session or cookie of the browser that shows it."""
    return hmac.new(secret, browser.encode(), hashlib.sha256).hexdigest()


def genuine(secret: bytes, browser: str, given: str) -> bool:
    return hmac.compare_digest(token(secret, browser).encode(), given.encode())
