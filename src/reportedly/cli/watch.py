"""`reportedly watch FEEDS.opml|URL… -o DIR`: feeds followed over time."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from ..errors import InputError
from ..ingest.fetch import Fetcher, Manners
from ..ingest.watch import Watcher, feed_addresses
from . import app
from .fetch import Delay, Folder, Loopback

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@app.command()
def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEEDS...", help="OPML files and addresses of feeds.", show_default=False)],
    output: Folder,
    every: Annotated[str, typer.Option(help="How often each feed is asked: 90s, 15m, 2h, 1d; at least 60s.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="One visit to the feeds whose time has come, then end; for cron.")] = False,
    pages: Annotated[bool, typer.Option("--pages/--no-pages", help="Fetch the pages of new entries, or keep the feed's own text.")] = True,
    delay: Delay = 2.0,
    loopback: Loopback = False,
) -> None:
    """Save what is new in feeds, for `reportedly read DIR`. Asks only whether a feed changed; waits longer after errors."""
    manners = Manners(delay=delay, loopback=loopback)
    watcher = Watcher(_addresses(feeds), output, _seconds(every), Fetcher(manners), time.time, pages)
    try:
        while True:
            bad = _visit(watcher)
            if once:
                raise typer.Exit(1 if bad else 0)
            time.sleep(watcher.pause())
            watcher.fetcher = Fetcher(manners)  # robots.txt is read anew on every round
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    except OSError as e:
        raise typer.BadParameter(f"{e.filename or output}: {e.strerror or e}.", param_hint="--output") from e


def _visit(watcher: Watcher) -> int:
    """One round; how many feeds failed."""
    bad = 0
    for result in watcher.visit():
        for line in (*result.skipped, *filter(None, [result.error])):
            print(f"reportedly: {' '.join(line.split())}", file=sys.stderr)
        bad += result.error is not None
        if result.error is None:
            typer.echo(f"{result.new} new  {result.url}")
    return bad


def _addresses(feeds: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for feed in feeds:
        try:
            found |= dict.fromkeys((feed,) if feed.lower().startswith(("http://", "https://")) else feed_addresses(Path(feed)))
        except InputError as e:
            raise typer.BadParameter(str(e), param_hint="FEEDS") from e
    return tuple(found)


def _seconds(value: str) -> float:
    m = re.fullmatch(r"(\d{1,6})([smhd])", value.strip())
    seconds = int(m[1]) * _UNITS[m[2]] if m else 0
    if seconds < 60:
        raise typer.BadParameter(f"{value!r}: expected a number and s, m, h or d, at least 60s; such as 15m.", param_hint="--every")
    return float(seconds)
