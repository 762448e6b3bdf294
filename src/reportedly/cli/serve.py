"""`reportedly serve LEDGER`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from ..errors import ExtraMissing, InputError
from . import app
from .asking import Place

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_RATE = "300/min"


@app.command("serve")
def serve_command(
    ledger: Place,
    port: Annotated[int, typer.Option(help="The port on which it listens.", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="The address on which it listens. Without --accounts, anything but this machine's own makes the desk read-only.")] = "127.0.0.1",
    name: Annotated[list[str] | None, typer.Option(help="A name under which browsers may ask for it, where that is not the address; may be given more than once.", show_default=False)] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nothing can be added.")] = False,
    accounts: Annotated[Path | None, typer.Option(help="A file that `accounts FILE add` made: who is not in it sees nothing.", show_default=False)] = None,
    rate: Annotated[str | None, typer.Option(help="How often one person, key or address may send something or ask the API; `none`: without limit. Default: 300/min with accounts, else none.", show_default=False)] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Webhooks may lead to machines of your own network.")] = False,
) -> None:
    """Show a ledger in the browser: disputes, reports, registers, search, an API and a feed. Ctrl-C ends it."""
    try:
        import uvicorn

        from ..web.accounts import open_accounts
        from ..web.app import create_app
        from ..web.rate import buckets
        from ..web.running import Server
        from ..web.security import LOOPBACK
    except ImportError as e:
        raise ExtraMissing(f"{e.name} is not installed, which the desk needs. Install it: pip install 'reportedly[web]'.") from e
    from ..stores import open_ledger

    with open_ledger(ledger):
        pass  # a ledger that is none is an error here, not on the first page
    if accounts:
        with open_accounts(accounts) as opened:
            if not opened.people.all():
                raise InputError(f"{accounts}: nobody may log in. Add somebody: reportedly accounts {accounts} add NAME --role admin")
    shown = f"[{host}]" if ":" in host else host
    hosts = [*LOOPBACK, shown, *(name or [])]
    limit = buckets(rate or (_RATE if accounts else "none"))
    writing = not read_only and (accounts is not None or host in _LOOPBACK)
    desk = create_app(ledger, hosts=hosts, writing=writing, accounts=str(accounts) if accounts else None, rate=limit, allow_private=allow_private)
    typer.echo(f"{ledger}: http://{shown}:{port}/ (Ctrl-C ends it)", err=True)
    if accounts and host not in _LOOPBACK:
        typer.echo("passwords and keys travel unencrypted: let a proxy in front of it speak TLS (docs/desk.md).", err=True)
    with suppress(KeyboardInterrupt):
        Server(uvicorn.Config(desk, host=host, port=port, log_level="warning", server_header=False)).run()
