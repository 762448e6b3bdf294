"""`reportedly fetch URL… -o DIR`: one of the two commands that use the network."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ..errors import FetchError
from ..ingest.fetch import Fetcher, Manners
from ..ingest.save import save_page
from . import app

Folder = Annotated[Path, typer.Option("--output", "-o", help="The folder to save in.", show_default=False, file_okay=False)]
Delay = Annotated[float, typer.Option(min=0.0, help="Seconds between two requests to one host; more where its robots.txt says so.")]
Loopback = Annotated[bool, typer.Option("--allow-loopback", hidden=True)]


@app.command()
def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="http or https addresses.", show_default=False)],
    output: Folder,
    delay: Delay = 2.0,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds to wait for a host.")] = 20.0,
    limit: Annotated[int, typer.Option(min=1, help="The most bytes that a page may have.")] = 16 * 2**20,
    loopback: Loopback = False,
) -> None:
    """Save pages as files, for `reportedly read DIR`. Keeps to robots.txt; only public hosts."""
    fetcher = Fetcher(Manners(timeout=timeout, size=limit, delay=delay, loopback=loopback))
    bad = 0
    for url in dict.fromkeys(urls):
        try:
            page = fetcher.get(url)
            typer.echo(save_page(page, output, datetime.now(UTC).isoformat(timespec="seconds")))
        except FetchError as e:
            bad += 1
            print(f"reportedly: {e}", file=sys.stderr)
        except OSError as e:
            raise typer.BadParameter(f"{e.filename or output}: {e.strerror or e}.", param_hint="--output") from e
    if bad:
        raise typer.Exit(1)
