"""`reportedly serve LEDGER`."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import ExtraMissing
from . import app
from .asking import Place

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@app.command("serve")
def serve_command(
    ledger: Place,
    port: Annotated[int, typer.Option(help="The port on which it listens.", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="The address on which it listens. Anything but this machine's own makes the desk read-only: it has no login yet.")] = "127.0.0.1",
    name: Annotated[list[str] | None, typer.Option(help="A name under which browsers may ask for it, where that is not the address; may be given more than once.", show_default=False)] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nothing can be added.")] = False,
) -> None:
    """Show a ledger in the browser: disputes, reports, registers, search, an API and a feed. Ctrl-C ends it."""
    try:
        import uvicorn

        from ..web.app import create_app
        from ..web.security import LOOPBACK
    except ImportError as e:
        raise ExtraMissing(f"{e.name} is not installed, which the desk needs. Install it: pip install 'reportedly[web]'.") from e
    from ..stores import open_ledger

    with open_ledger(ledger):
        pass  # a ledger that is none is an error here, not on the first page
    shown = f"[{host}]" if ":" in host else host
    hosts = [*LOOPBACK, shown, *(name or [])]
    desk = create_app(ledger, hosts=hosts, writing=not read_only and host in _LOOPBACK)
    typer.echo(f"{ledger}: http://{shown}:{port}/ (Ctrl-C ends it)", err=True)
    uvicorn.run(desk, host=host, port=port, log_level="warning", server_header=False)
