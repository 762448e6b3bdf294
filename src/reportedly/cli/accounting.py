"""`reportedly accounts FILE add | list | remove | role | password | key | keys | revoke`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import accounts

if TYPE_CHECKING:
    from ..web.accounts import Accounts

Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
Role = Annotated[str, typer.Option(help="reader sees; editor adds and corrects too; admin also keeps accounts, keys and webhooks.")]


@accounts.callback()
def place(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="The accounts, a file beside the ledger; `add` makes it.", show_default=False)]) -> None:
    context.obj = file


def _open(context: typer.Context, new: bool = False) -> Accounts:
    from ..web.accounts import open_accounts

    return open_accounts(context.obj, new=new)


def _password(name: str) -> str:
    """Asked for, or a line of standard input; never an argument, which other users of the machine could see."""
    if sys.stdin.isatty():
        return str(typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


@accounts.command("add")
def add(context: typer.Context, name: Name, role: Role = "reader") -> None:
    """Let somebody in. The password is asked for, or is the first line of standard input."""
    password = _password(name)
    with _open(context, new=True) as opened:
        opened.people.add(name, role, password)


@accounts.command("list")
def list_(context: typer.Context) -> None:
    """Who may log in, as what, with how many keys."""
    from ..web.wording import day

    with _open(context) as opened:
        for p in opened.people.all():
            typer.echo(f"{p['name']}\t{p['role']}\tsince {day(p['made'])}\tkeys {p['keys']}")


@accounts.command("remove")
def remove(context: typer.Context, name: Name) -> None:
    """Let somebody in no longer; sessions and keys end."""
    with _open(context) as opened:
        opened.people.remove(name)


@accounts.command("role")
def role(context: typer.Context, name: Name, role: Annotated[str, typer.Argument(metavar="reader|editor|admin", show_default=False)]) -> None:
    """Give somebody another role; sessions end."""
    with _open(context) as opened:
        opened.people.set_role(name, role)


@accounts.command("password")
def password(context: typer.Context, name: Name) -> None:
    """Give somebody another password; sessions end."""
    given = _password(name)
    with _open(context) as opened:
        opened.people.set_password(name, given)


@accounts.command("key")
def key(
    context: typer.Context,
    name: Name,
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
    days: Annotated[int | None, typer.Option(help="Days until it ends. Default: it does not.", show_default=False)] = None,
) -> None:
    """A key for a program, which may what the person may. It is printed this once."""
    with _open(context) as opened:
        typer.echo(opened.keys.make(name, label, days))


@accounts.command("keys")
def keys(context: typer.Context, name: Annotated[str | None, typer.Argument(metavar="NAME", show_default=False)] = None) -> None:
    """The keys of somebody or of everybody: number, whose, label, days."""
    from ..web.wording import day

    with _open(context) as opened:
        for k in opened.keys.all(name):
            typer.echo(f"{k['number']}\t{k['name']}\t{k['label']}\tsince {day(k['made'])}\t{'until ' + day(k['until']) if k['until'] else 'no end'}")


@accounts.command("revoke")
def revoke(context: typer.Context, number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `keys` prints it.", show_default=False)]) -> None:
    """End a key."""
    with _open(context) as opened:
        opened.keys.revoke(number)
