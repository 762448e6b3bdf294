"""`reportedly disputes LEDGER` and `reportedly diff LEDGER --since DAY`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from . import app
from .asking import About, Format, Limit, Place, Since, Until, answer, check_day, limit_of

Party = Annotated[str | None, typer.Option(help="Where this party acts, is acted on or speaks: a country (PRK), an actor's id, or a part of a name.", show_default=False)]
State = Annotated[
    str | None, typer.Option(help="asserted, contested, denied, confirmed, admitted, retracted or mentioned.", show_default=False)
]
STATES = ("asserted", "contested", "denied", "confirmed", "admitted", "retracted", "mentioned")


@app.command("disputes")
def disputes_command(
    ledger: Place,
    state: State = None,
    about: About = None,
    party: Party = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    form: Format = None,
) -> None:
    """What is said and denied: one line a dispute, the latest change first. Without --state: all that somebody denies or doubts."""
    from ..export.listing import DISPUTES
    from ..ledger.store import Wanted
    from ..stores import open_ledger
    from ..stores.queries import SUMMARY

    if state is not None and state not in (*STATES, "all"):
        raise typer.BadParameter(f"{state!r} is no state. Allowed: {', '.join((*STATES, 'all'))}.", param_hint="--state")
    check_day(since, "--since")
    check_day(until, "--until")
    with open_ledger(ledger) as store:
        wanted = Wanted(state=None if state == "all" else state, about=about, party=party, since=since, until=until, denied=state is None, limit=limit_of(limit, form))
        answer(store.summaries(wanted), SUMMARY, DISPUTES, form)


@app.command("diff")
def diff_command(
    ledger: Place,
    since: Annotated[str, typer.Option(help="The day from which on news counts: YYYY-MM-DD, YYYY-MM or YYYY.", show_default=False)],
    until: Until = None,
    about: About = None,
    party: Party = None,
    form: Format = None,
) -> None:
    """Disputes that are new since a day, and those in which a voice has changed its stand since."""
    from ..export.listing import CHANGES
    from ..ledger.store import Wanted
    from ..stores import open_ledger
    from ..stores.queries import SUMMARY

    check_day(since, "--since")
    check_day(until, "--until")
    with open_ledger(ledger) as store:
        steps: dict[str, list[str]] = {}
        for s in store.timeline(since=since, until=until):
            steps.setdefault(s["proposition"], []).append(f"{s['day']} {s['change']} ({s['name']})")
        found: list[dict[str, Any]] = []
        for d in store.summaries(Wanted(about=about, party=party, since=since)):
            if d["proposition"] in steps:
                found.append({"news": "new" if d["first_day"] >= since else "changed", "what_changed": "; ".join(steps[d["proposition"]]), **d})
    answer(found, ("news", "what_changed", *SUMMARY), CHANGES, form)
