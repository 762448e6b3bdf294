"""`reportedly timeline LEDGER [PROPOSITION]` and `reportedly who-said-it-first LEDGER PROPOSITION`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from . import app
from .asking import Form, Format, Place, Since, Until, answer, check_day, form_of

Named = Annotated[str, typer.Argument(metavar="PROPOSITION", help="Its name, or any beginning of it, as `disputes` prints it.", show_default=False)]


@app.command("timeline")
def timeline_command(
    ledger: Place,
    proposition: Annotated[str | None, typer.Argument(help="Its name, or any beginning of it, as `disputes` prints it. Default: all.", show_default=False)] = None,
    since: Since = None,
    until: Until = None,
    form: Format = None,
) -> None:
    """Who took which stand on which day, with the sentences."""
    from ..stores import open_ledger

    check_day(since, "--since")
    check_day(until, "--until")
    with open_ledger(ledger) as store:
        _answer(store.timeline(store.proposition(proposition) if proposition else None, since, until), form, proposition is not None)


@app.command("who-said-it-first")
def first_command(ledger: Place, proposition: Named, form: Format = None) -> None:
    """The first day on which somebody said it, and everybody who said it that day; then who denied it first."""
    from ..stores import open_ledger

    with open_ledger(ledger) as store:
        steps = store.timeline(store.proposition(proposition))
    for_, against = [s for s in steps if s["change"] not in ("denied", "doubted", "retracted")], [s for s in steps if s["change"] == "denied"]
    _answer([s for side in (for_, against) for s in side if s["day"] == side[0]["day"]], form, True)


def _answer(steps: list[dict[str, Any]], form: Form | None, one: bool) -> None:
    """Print steps; those of one proposition under it."""
    from ..export.listing import STEPS, STEPS_OF_ONE, heading
    from ..stores.queries import STEP

    if one and steps and form_of(form) is Form.table:
        from rich.console import Console

        Console(highlight=False).print(heading(steps[0]))
    answer(steps, STEP, STEPS_OF_ONE if one else STEPS, form)
