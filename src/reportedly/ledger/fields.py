"""The fields of a claim that people set: what they say, how people type them, and what is allowed."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from ..errors import NotAllowed
from ..lexicon import ActorRow, codebook, load
from ..model import Actor, Claim, Reading
from ..model.people import ActorKind
from .corrections import ALLOWED

ROLES = ("voice", "actor", "recipient")
"""Fields whose values are actors."""
NO_ACTORS = ("author", "unknown")
"""Voices that are no actors: the report itself, and a source without a name."""


def values(reading: Reading, claim: Claim) -> dict[str, str]:
    """What a claim says, by the fields that `set` takes; empty where it says nothing."""
    e = reading.event(claim.event)
    found = {
        "stance": claim.stance, "factuality": claim.factuality, "modality": e.modality, "polarity": e.polarity, "status": e.frame.status if e.frame else None,
        "voice": claim.voices[0].actor, "actor": " ".join(e.actor), "recipient": " ".join(e.recipient), "type": e.type, "mode": e.mode, "cameo": e.cameo,
        "start": e.time.start if e.time else None, "end": e.time.end if e.time else None,
    }  # fmt: skip
    return {name: found[name] or "" for name in ALLOWED}


def shown(reading: Reading, name: str, value: str) -> str:
    """A value as people read and type it: actors by their names where no other actor of the report has that."""
    if name not in ROLES:
        return value
    names = [a.name.casefold() for a in reading.actors]
    found = [(i, reading.actor(i)) for i in value.split()]
    return ", ".join(a.name if a and "," not in a.name and names.count(a.name.casefold()) == 1 else i for i, a in found)


def allowed(name: str, type_: str = "") -> tuple[str, ...]:
    """The values that a field takes, where they are few or stand in the codebook; of a mode those of the event's type."""
    book = codebook.load()
    if name == "mode":
        return ("", *book.modes_of(type_))
    if name == "cameo":
        return ("", *book.cameo)
    return (*book.types,) if name == "type" else (*ALLOWED[name].split(),)


def checked(name: str, value: str) -> str:
    """A value of `set` that is no actor's, or an error that says what is allowed."""
    if name not in ALLOWED:
        raise NotAllowed(f"set {name}: no such field. Allowed: {', '.join(ALLOWED)}.")
    may = allowed(name)
    if name in ("start", "end"):
        if not _is_day(value):
            raise NotAllowed(f"set {name}={value}: no day. Allowed: YYYY-MM-DD, such as 2024-02-01.")
    elif name not in (*ROLES, "mode") and value not in may:
        told = "codes of CAMEO, as `reportedly codebook` lists them, such as 072" if name == "cameo" else ", ".join(may)
        raise NotAllowed(f"set {name}={value}: not allowed. Allowed: {told}.{_near(value, may)}")
    return value


def _near(value: str, of: Iterable[str]) -> str:
    found = difflib.get_close_matches(value, of, 1, 0.75)
    return f" Did you mean {found[0]}?" if found else ""


def _is_day(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def typed(reading: Reading, given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Actor]]:
    """Checked values, and the actors that they name."""
    new: dict[str, str] = {}
    actors: dict[str, Actor] = {}
    for name, value in given.items():
        checked(name, value)
        new[name] = value
        if name in ROLES and not (name == "voice" and value in NO_ACTORS):
            found = list(_actors(reading, name, value))
            actors |= {a.id: a for a in found}
            new[name] = " ".join(a.id for a in found)
    if "voice" in new and len(new["voice"].split()) != 1:
        raise NotAllowed(f"set voice={given['voice']}: a claim has one nearest voice. Allowed: one actor, author (the report itself) or unknown (a source without a name).")
    return new, actors


def _actors(reading: Reading, name: str, value: str) -> Iterator[Actor]:
    """Actors by id, country code or name; a comma or a space stands between them, a name with spaces is one between commas."""
    for piece in filter(None, map(str.strip, value.split(","))):
        whole = _actor(reading, piece)
        for word in [piece] if whole else piece.split():
            found = whole or _actor(reading, word)
            if found is None:
                near = _near(piece, {*(a.name for a in reading.actors), *(r.name for r in _rows())})
                raise NotAllowed(f"set {name}={value}: actor {word!r} is neither in the report nor in the tables. Allowed: a country's code (PRK), an actor's id (org:hamas) or its name.{near}")
            yield found


def _actor(reading: Reading, name: str) -> Actor | None:
    """An actor of the report, or else of the tables."""
    wanted = f"state:{name}" if re.fullmatch(r"[A-Z]{3}", name) else name
    called = [a for a in reading.actors if a.name.casefold() == name.casefold()]
    if (own := reading.actor(wanted)) is not None or len(called) == 1:
        return own or called[0]
    if called:
        raise NotAllowed(f"actor {name!r}: {len(called)} actors of the report have this name. Allowed: an id, {' or '.join(a.id for a in called)}.")
    rows = _rows()
    row = next((r for r in rows if r.id == wanted), None) or next((r for r in rows if name.casefold() in map(str.casefold, r.aliases)), None)
    return Actor(row.id, row.name, row.kind, row.country, row.sectors, row.wikidata) if row else None  # type: ignore[arg-type]


def _rows() -> list[ActorRow]:
    """The actors of the tables; metonyms, which have no id of an actor, and peoples are none."""
    return [row for found in load(()).names.values() for _, row in found if isinstance(row, ActorRow) and row.kind in get_args(ActorKind) and ":" in row.id]
