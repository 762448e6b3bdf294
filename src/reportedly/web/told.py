"""What happened, in words that never say that it did; and the words of actors' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from ..ledger.happenings import standing
from .wording import sentence

KIND_WORDS: Mapping[str, str] = {
    "state": "state", "organisation": "organisation", "armed_group": "armed group", "person": "person", "place": "place", "group": "unnamed group",
}  # fmt: skip
COUNT_WORDS: Mapping[str, str] = {
    "statements": "Statements", "asserted": "Asserts", "denied": "Denies", "accused": "Accuses others", "accused_by": "Is accused", "disputes": "In disputes",
}  # fmt: skip
STANDING_WORDS: Mapping[str, str] = {
    "asserted": "somebody says so, nobody denies it", "contested": "somebody says so and somebody denies it", "denied": "denied or taken back; nobody is left who says so",
    "confirmed": "admitted by a party, or confirmed by another than those who said it first", "mentioned": "nobody takes a stand", "mixed": "of several kinds",
}  # fmt: skip
GLYPHS: Mapping[str, str] = {"asserted": "●", "contested": "◆", "denied": "■", "confirmed": "▲", "mentioned": "○", "mixed": "⬢"}
_LONG = 120


def actor_href(actor: str) -> str:
    return f"/actors/{quote(actor, safe=':')}"


def pair_href(relation: str, source: str, target: str, since: str = "", until: str = "") -> str:
    values = {"relation": relation, "source": source, "target": target, "since": since, "until": until}
    return "/relations/sentences?" + urlencode({k: v for k, v in values.items() if v})


def told(line: Mapping[str, Any]) -> str:
    """`According to the United States: North Korea supplied arms to Russia`: who says it stands before it."""
    return f"{_by(line)}: {sentence(line)}"


def _by(line: Mapping[str, Any]) -> str:
    state, says, denies = line["state"], few(line["asserted_by"]), few(line["denied_by"])
    if standing(state) == "denied":
        return f"Denied by {denies}" if denies else "Taken back"
    if state == "contested":
        return f"According to {says}, denied by {denies}"
    return f"According to {says}" if says else "Mentioned, nobody stands for it"


def few(names: str) -> str:
    """The first of many names. Names hold commas themselves, so they are cut by length and not counted."""
    head, comma, _ = names[:_LONG].rpartition(", ")
    return names if len(names) <= _LONG else f"{head} and others" if comma else f"{names[:_LONG]}…"


def when(line: Mapping[str, Any]) -> str:
    """The days that the texts state; else when it was first told."""
    if not line["day"]:
        return "undated"
    if not line["stated"]:
        return f"first told {line['day']}, the day of it is not stated"
    return line["day"] if line["day"] == line["until"] else f"{line['day']} to {line['until']}"


def things(line: Mapping[str, Any]) -> str:
    """What it is about besides its place, which stands by itself."""
    return str(line["what"]).removesuffix(str(line["place"]).title()).removesuffix(" · ")


def placed(line: Mapping[str, Any]) -> str:
    """A place's name: the ledger compares it in lower case."""
    return str(line["place"]).title() + (f" ({line['country']})" if line["country"] else "")
