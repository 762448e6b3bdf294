"""The desk in a real browser: a server of its own on a free port, and headless Chromium that tells whatever a page does beside showing itself."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1280, "height": 900}


@contextmanager
def served(place: str, **settings: Any) -> Iterator[str]:
    """The address of a desk over a ledger, by the server that `reportedly serve` runs."""
    import uvicorn

    from reportedly.web.app import create_app

    server = uvicorn.Server(uvicorn.Config(create_app(place, **settings), host="127.0.0.1", port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@dataclass
class Watched:
    """A tab, and everything in it that no page of the desk may do."""

    tab: Any
    home: str
    strange: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tab.on("console", lambda m: self.strange.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
        self.tab.on("pageerror", lambda e: self.strange.append(f"error: {e}"))
        self.tab.on("dialog", lambda d: (self.strange.append(f"dialog: {d.message}"), d.dismiss()))
        self.tab.on("request", lambda r: None if r.url.startswith(self.home + "/") else self.strange.append(f"request: {r.url[:200]}"))

    def go(self, address: str) -> int:
        """Show a page; its status."""
        answer = self.tab.goto(self.home + address)
        return int(answer.status) if answer else 200


class Browser:
    def __init__(self, chromium: Any) -> None:
        self._chromium = chromium

    @contextmanager
    def tab(self, home: str, scheme: str = "light", size: dict[str, int] = SCREEN) -> Iterator[Watched]:
        context = self._chromium.new_context(color_scheme=scheme, viewport=size)
        try:
            yield Watched(context.new_page(), home)
        finally:
            context.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium or one on the path; nothing is downloaded."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium here: install Debian's package chromium")
    play = pytest.importorskip("playwright.sync_api", reason="playwright is not installed, which drives Chromium (pip install playwright)")
    with play.sync_playwright() as p:
        # Chromium's sandbox refuses to run as root
        started = p.chromium.launch(executable_path=program, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield Browser(started)
        started.close()
