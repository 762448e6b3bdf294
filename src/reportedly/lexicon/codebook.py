"""The codebook as data: PLOVER's types, modes, contexts and sectors, CAMEO's codes, and the ways between them (`data/codebook/`).

It is the standard that all other tables are checked against, so a user's folder adds nothing to it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import LexiconError

if TYPE_CHECKING:
    from .tables import Record, Troubles

FOLDER = Path(__file__).parent.parent / "data" / "codebook"
NO_EVENT = "NONE"
"""Stands in place of a type: a word that is no event here, a CAMEO code that PLOVER dropped."""
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type: quad class with its number 1 to 4, conflict-cooperation score from -10 to 10, default CAMEO code."""

    code: str
    label: str
    quad: str
    quad_code: str
    score: float
    recipient: str
    cameo: str
    definition: str


@dataclass(frozen=True, slots=True)
class Mode:
    type: str
    mode: str
    cameo: str
    definition: str


@dataclass(frozen=True, slots=True)
class EventContext:
    code: str
    definition: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A PLOVER sector, the CAMEO role it is written as, whether its bearer is `political` (somebody whose acts are events), and what contexts it brings."""

    code: str
    cameo: str
    group: str
    political: bool
    contexts: tuple[str, ...]
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code: Goldstein's scale where it is known, the PLOVER type and mode it becomes, other types that rows may pair it with."""

    code: str
    label: str
    goldstein: float | None
    type: str
    mode: str | None
    also: tuple[str, ...]
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A point on which the manuals contradict themselves or each other, with what we do and why."""

    id: str
    point: str
    one: str
    other: str
    choice: str
    reason: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of CAMEO's list, our actor's id, the code it stands `under`, and whether the actor is only a `part` that has no code of its own."""

    code: str
    actor: str
    under: str
    part: bool
    name: str


@dataclass(frozen=True, slots=True)
class CountryCode:
    """A country code that differs from ISO 3166 in a `scheme` (cameo or plover), used in `both` directions or only to `read`."""

    code: str
    iso3: str
    scheme: str
    direction: str
    note: str


@dataclass(frozen=True, slots=True)
class Role:
    """A CAMEO role that is read as a sector, beside those that a sector is written as."""

    code: str
    sector: str
    label: str


@dataclass(frozen=True, slots=True)
class Codebook:
    types: dict[str, EventType]
    modes: dict[tuple[str, str], Mode]
    contexts: dict[str, EventContext]
    sectors: dict[str, Sector]
    cameo: dict[str, CameoCode]
    choices: dict[str, Choice]
    groups: tuple[Group, ...]
    countries: tuple[CountryCode, ...]
    roles: tuple[Role, ...]
    officials: frozenset[str]
    """Sectors of a state's own people."""
    political: frozenset[str]

    def modes_of(self, type_: str) -> tuple[str, ...]:
        return tuple(m for t, m in self.modes if t == type_)

    def to_cameo(self, type_: str, mode: str | None = None) -> str | None:
        """The default CAMEO code of a PLOVER type and mode; None for what is no type."""
        found = self.modes.get((type_, mode)) if mode else None
        return found.cameo if found else self.types[type_].cameo if type_ in self.types else None

    def to_plover(self, cameo: str) -> tuple[str, str | None]:
        """PLOVER type and mode of a CAMEO code; a deeper code that is not in the tables is read as the one above it."""
        code = cameo
        while len(code) > 2 and code not in self.cameo:
            code = code[:-1]
        row = self.cameo[code]
        return row.type, row.mode

    def of_quad(self, *codes: str) -> frozenset[str]:
        """The types of quad classes 1 (verbal cooperation), 2 (material cooperation), 3 (verbal conflict), 4 (material conflict)."""
        return frozenset(t.code for t in self.types.values() if t.quad_code in codes)


def many(cell: str) -> tuple[str, ...]:
    return tuple(p for p in cell.split("|") if p)


_CONVERT: dict[str, Callable[[str], Any]] = {
    "float": float,
    "float | None": lambda c: float(c) if c else None,
    "str | None": lambda c: c or None,
    "tuple[str, ...]": many,
    "bool": lambda c: c == "yes",
    "str": str,
}


@lru_cache(maxsize=1)
def load() -> Codebook:
    """The codebook, read once a process. Raises LexiconError with the file and line of a cell that cannot be read."""
    sectors = read(Sector, FOLDER / "sectors.csv")
    return Codebook(
        types={t.code: t for t in read(EventType, FOLDER / "types.csv")},
        modes={(m.type, m.mode): m for m in read(Mode, FOLDER / "modes.csv")},
        contexts={c.code: c for c in read(EventContext, FOLDER / "contexts.csv")},
        sectors={s.code: s for s in sectors},
        cameo={c.code: c for c in read(CameoCode, FOLDER / "cameo.csv")},
        choices={c.id: c for c in read(Choice, FOLDER / "choices.csv")},
        groups=tuple(read(Group, FOLDER / "groups.csv")),
        countries=tuple(read(CountryCode, FOLDER / "countries.csv")),
        roles=tuple(read(Role, FOLDER / "roles.csv")),
        officials=frozenset(s.code for s in sectors if s.group == "state" and s.cameo == s.code),
        political=frozenset(s.code for s in sectors if s.political),
    )


def columns(record: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(record))


def read(record: type[Row], path: Path) -> list[Row]:
    """The rows of one table as records, whose fields are its columns."""
    convert = [_CONVERT[str(f.type)] for f in fields(record)]  # type: ignore[arg-type]
    width = len(convert)
    out: list[Row] = []
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines, None)
        for cells in lines:
            if len(cells) != width:
                raise LexiconError([f"{path}:{lines.line_num}: {len(cells)} cells: expected {width}. Quote a cell that holds a comma."])
            try:
                out.append(record(*[make(c) for make, c in zip(convert, cells, strict=True)]))
            except ValueError as e:
                raise LexiconError([f"{path}:{lines.line_num}: {e}. A score is a number such as -4.2."]) from None
    return out


def one_type(value: str, t: Troubles, none: bool = True) -> None:
    if not none or value != NO_EVENT:
        t.one_of(value, load().types, "type")


def one_mode(type_: str, mode: str, t: Troubles) -> None:
    """Complains where a type has no such mode."""
    if mode and (type_, mode) not in load().modes:
        allowed = load().modes_of(type_)
        if allowed:
            t.one_of(mode, allowed, f"mode of {type_}")
        else:
            t.add(f"mode {mode!r}: {type_} has no modes. Leave the cell empty.")


def one_code(type_: str, cameo: str, t: Troubles) -> None:
    """Complains about a CAMEO code that does not exist, or that stands for another type."""
    book = load()
    row = book.cameo.get(cameo)
    if row is None:
        t.one_of(cameo, book.cameo, "cameo")
    elif type_ not in (row.type, *row.also) and type_ != NO_EVENT:
        t.add(
            f"cameo {cameo!r} ({row.label}): stands for {' or '.join((row.type, *row.also))}, not for {type_}. The default of {type_} is {book.to_cameo(type_)!r}."
        )


def some_contexts(cell: str, t: Troubles) -> None:
    for c in many(cell):
        t.one_of(c, load().contexts, "context")


def type_row(r: Record, t: Troubles) -> Record:
    one_code(r["code"], r["cameo"], t)
    t.one_of(r["quad_code"], "1234", "quad_code")
    return r


def mode_row(r: Record, t: Troubles) -> Record:
    one_type(r["type"], t, none=False)
    one_code(r["type"], r["cameo"], t)
    return r


def cameo_row(r: Record, t: Troubles) -> Record:
    one_type(r["type"], t)
    one_mode(r["type"], r["mode"], t)
    some_contexts(r["contexts"], t)
    for other in many(r["also"]):
        one_type(other, t, none=False)
    return r


def sector_row(r: Record, t: Troubles) -> Record:
    t.one_of(r["group"], ("state", "political", "armed", "society", "nonstate"), "group")
    t.one_of(r["political"], ("yes", "no"), "political")
    some_contexts(r["contexts"], t)
    return r


def choice_row(r: Record, t: Troubles) -> Record:
    book = load()
    for code in many(r["codes"]):
        t.one_of(code, (*book.types, *book.cameo, *book.sectors, *book.contexts, *(m for _, m in book.modes)), "code")
    return r


def role_row(r: Record, t: Troubles) -> Record:
    t.one_of(r["sector"], load().sectors, "sector")
    return r


def plain(r: Record, t: Troubles) -> Record:
    return r


TABLES: Iterable[tuple[str, type[Any], Callable[[Record, Troubles], Record]]] = (
    ("types", EventType, type_row),
    ("modes", Mode, mode_row),
    ("contexts", EventContext, plain),
    ("sectors", Sector, sector_row),
    ("cameo", CameoCode, cameo_row),
    ("choices", Choice, choice_row),
    ("groups", Group, plain),
    ("countries", CountryCode, plain),
    ("roles", Role, role_row),
)
"""Name of the file, its record, its check."""
