"""The command line. Exit codes: 0 everything read; 1 some inputs could not be read (the others were); 2 wrong usage."""

from __future__ import annotations

import sys

import typer

from ..errors import ReportedlyError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Who says that who did what to whom. Reads news reports into attributed events.",
    epilog="Exit codes: 0 everything read · 1 some inputs unreadable · 2 wrong usage",
)
bench = typer.Typer(no_args_is_help=True, help="Predictions for public scorers.")
lexicon = typer.Typer(no_args_is_help=True, help="Check, try and count the tables.")
app.add_typer(bench, name="bench")
app.add_typer(lexicon, name="lexicon")
ledger = typer.Typer(no_args_is_help=True, help="Check, rebuild and migrate a ledger.")
app.add_typer(ledger, name="ledger")
accounts = typer.Typer(no_args_is_help=True, help="Who may log in at a desk, as what, and with which keys.")
app.add_typer(accounts, name="accounts")
webhooks = typer.Typer(no_args_is_help=True, help="Addresses that a desk tells of new and changed disputes.")
app.add_typer(webhooks, name="webhooks")


def register_commands() -> None:
    """Import every command, which registers it."""
    from . import (  # noqa: F401
        accounting,
        add,
        benching,
        claims,
        codebook,
        correct,
        disputes,
        explain,
        export,
        fetch,
        ledgers,
        read,
        register,
        serve,
        tables,
        timeline,
        watch,
        webhooking,
    )


def main() -> None:
    """Entry point: known errors are one line and exit code 2, never a traceback."""
    register_commands()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except ReportedlyError as e:
        print(f"reportedly: {e}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
