"""`reportedly claims LEDGER` and `reportedly search LEDGER WORDS`."""

from __future__ import annotations

from typing import Annotated

import typer

from . import app
from .asking import About, Format, Limit, Place, Since, Until, answer, check_day, limit_of

_WHO = "a country (PRK), an actor's id (org:hamas), or a part of a name"


@app.command("claims")
def claims_command(
    ledger: Place,
    source: Annotated[str | None, typer.Option(help=f"Who says it: {_WHO}; `author` for the reports' own words.", show_default=False)] = None,
    actor: Annotated[str | None, typer.Option(help=f"Who is said to have done it: {_WHO}.", show_default=False)] = None,
    recipient: Annotated[str | None, typer.Option(help=f"To whom: {_WHO}.", show_default=False)] = None,
    about: About = None,
    stance: Annotated[str | None, typer.Option(help="asserts, denies, accuses, doubts, confirms, admits, …", show_default=False)] = None,
    factuality: Annotated[str | None, typer.Option(help="CT+ PR+ PS+ CT- PR- PS- CTu Uu.", show_default=False)] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    form: Format = None,
) -> None:
    """The claims of a ledger, by day. Every option given must hold."""
    from ..export.listing import CLAIMS
    from ..ledger.corrections import ALLOWED
    from ..ledger.store import Wanted
    from ..stores import open_ledger
    from ..stores.queries import CLAIM

    for value, option in ((stance, "stance"), (factuality, "factuality")):
        if value is not None and value not in ALLOWED[option].split():
            raise typer.BadParameter(f"{value!r}: allowed are {', '.join(ALLOWED[option].split())}.", param_hint=f"--{option}")
    check_day(since, "--since")
    check_day(until, "--until")
    wanted = Wanted(source=source, actor=actor, recipient=recipient, about=about, stance=stance, factuality=factuality, since=since, until=until, limit=limit_of(limit, form))
    with open_ledger(ledger) as store:
        answer(store.claims(wanted), CLAIM, CLAIMS, form)


@app.command("search")
def search_command(
    ledger: Place,
    words: Annotated[str, typer.Argument(help='Words that a sentence must hold; "in quotes" next to each other; -not this one.', show_default=False)],
    limit: Annotated[int, typer.Option(help="At most so many sentences.", min=1)] = 20,
    form: Format = None,
) -> None:
    """Sentences in which something is claimed, by their words, the best first."""
    from ..export.listing import FOUND
    from ..stores import open_ledger
    from ..stores.queries import FOUND as NAMES

    with open_ledger(ledger) as store:
        answer(store.search(words, limit), NAMES, FOUND, form)
