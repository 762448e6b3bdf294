"""The server under the desk."""

from __future__ import annotations

from types import FrameType

import uvicorn
from fastapi import FastAPI


class Server(uvicorn.Server):
    """Tells the desk that it ends before it waits for open answers: streams would never end by themselves."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        app = self.config.app
        assert isinstance(app, FastAPI)
        app.state.desk.closing.set()
        super().handle_exit(sig, frame)
