"""`reportedly webhooks ACCOUNTS add URL | list | retry | remove`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ExtraMissing, InputError
from . import webhooks
from .asking import About, Since, Until

if TYPE_CHECKING:
    from ..web.accounts import Accounts

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="As `list` prints it.", show_default=False)]


@webhooks.callback()
def place(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="ACCOUNTS", help="A file that `accounts FILE add` made.", show_default=False)]) -> None:
    context.obj = file


def _open(context: typer.Context) -> Accounts:
    from ..web.accounts import open_accounts

    return open_accounts(context.obj)


@webhooks.command("add")
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where new and changed disputes are sent by POST.", show_default=False)],
    actor: Annotated[str | None, typer.Option(help="A country (PRK), an actor's id (org:hamas), or a part of a name.", show_default=False)] = None,
    about: About = None,
    state: Annotated[str | None, typer.Option(help="all, contested, denied, admitted, … Default: what somebody denies or doubts.", show_default=False)] = None,
    since: Since = None,
    until: Until = None,
    families: Annotated[int, typer.Option(help="At least so many independent sources stand for it.", min=0)] = 0,
) -> None:
    """Tell an address of disputes. Prints the secret with which its receiver checks the signatures, this once."""
    filters = _filters(actor=actor or "", frame=about or "", state=state or "", since=since or "", until=until or "", families=families)
    with _open(context) as opened:
        number, secret = opened.hooks.add(url, filters)
    typer.echo(f"webhook {number}; its secret:", err=True)
    typer.echo(secret)


def _filters(**given: object) -> str:
    """The filters as the desk keeps them, checked as those of an address are."""
    try:
        from pydantic import ValidationError

        from ..web.asking import DisputeFilters
    except ImportError as e:
        raise ExtraMissing(f"{e.name} is not installed, which the desk needs. Install it: pip install 'reportedly[web]'.") from e
    try:
        return DisputeFilters.model_validate(given).query()
    except ValidationError as e:
        raise InputError("; ".join(f"--{'about' if t['loc'][0] == 'frame' else t['loc'][0]}: {t['msg']}" for t in e.errors()) + ".") from e


@webhooks.command("list")
def list_(context: typer.Context) -> None:
    """Each address with its filters, and how many deliveries wait or are dead."""
    with _open(context) as opened:
        for h in opened.hooks.all():
            typer.echo(f"{h['number']}\t{h['url']}\t{h['filters'] or 'disputed'}\twaiting {h['waiting']}\tdead {h['dead']}\t{h['said']}")


@webhooks.command("retry")
def retry(context: typer.Context, number: Number) -> None:
    """Try again what could not be delivered."""
    with _open(context) as opened:
        typer.echo(f"{opened.hooks.retry(number)} to be tried again", err=True)


@webhooks.command("remove")
def remove(context: typer.Context, number: Number) -> None:
    """Tell an address no longer. What was still to be told to it is forgotten."""
    with _open(context) as opened:
        opened.hooks.remove(number)
