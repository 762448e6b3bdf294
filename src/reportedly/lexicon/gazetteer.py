"""Names of populated places and subdivisions, out of sorted files in which a name is found by bisection: nothing is indexed on loading."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

_MARKS = re.compile(r"[’‘'ʻʼ`´.]")
_GAPS = re.compile(r"[\s\-–/]+")
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "ə": "a", "Ə": "A"})


def fold(name: str) -> str:
    """The key of a name: `Sana’a` → `sanaa`, `Port-au-Prince` → `port au prince`, `Şırnak` → `sirnak`."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_PLAIN)) if not unicodedata.combining(c))
    return _GAPS.sub(" ", _MARKS.sub("", name)).strip().casefold()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place that a name can mean. `countries` has one ISO3 code, or several for what is shared or claimed by several, or none."""

    name: str
    kind: str
    countries: tuple[str, ...] = ()
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    admin1: str = ""
    alias: bool = False
    """The name asked for is not the main one."""
    id: str = ""
    aliases: tuple[str, ...] = ()


_REMEMBERED = 20_000


@dataclass(slots=True)
class Gazetteer:
    """Names to places: the analyst's rows, then GeoNames' subdivisions and cities, which stay as the bytes of their sorted files."""

    cities: bytes = field(default=b"", repr=False)
    subdivisions: bytes = field(default=b"", repr=False)
    states: dict[str, int] = field(default_factory=dict)
    """ISO3 code to the GeoNames id of the country."""
    rows: dict[str, list[PlaceRow]] = field(default_factory=dict)
    regions: dict[int, PlaceRow] = field(default_factory=dict)
    """The analyst's regions by GeoNames id."""
    countries: dict[str, str] = field(default_factory=dict)
    """Key of a state's name to its ISO3 code."""
    longest: dict[str, int] = field(default_factory=dict)
    """Of the analyst's names: the first word of a key to the most words a key with that word has."""
    _found: dict[str, list[PlaceRow]] = field(default_factory=dict, repr=False)
    """Keys asked for before: the same names come back from report to report."""

    def find(self, key: str) -> list[PlaceRow]:
        """Every place with a name that folds to `key`; of two entries for one GeoNames id the analyst's stands."""
        if (found := self._found.get(key)) is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[key] = self._find(key)
        return found

    def _find(self, key: str) -> list[PlaceRow]:
        own = self.rows.get(key, [])
        known = {r.geonames for r in own if r.geonames}
        other = [*_lookup(self.subdivisions, key, "region"), *_lookup(self.cities, key, "city")]
        return [*own, *(r for r in other if r.geonames not in known)]

    def region(self, country: str, admin1: str) -> str | None:
        """The name of a first-order subdivision by GeoNames' code."""
        at = self.subdivisions.find(f",{country},{admin1},".encode())
        if at < 0 or not admin1:
            return None
        _, ident, name = self.subdivisions[self.subdivisions.rfind(b"\n", 0, at) + 1 : at].decode().split(",")
        own = self.regions.get(int(ident))
        return own.name if own else name


def _lookup(data: bytes, key: str, kind: str, ident: str = "") -> list[PlaceRow]:
    start = f"{key},".encode()
    out: list[PlaceRow] = []
    at = _first(data, start)
    while data.startswith(start, at):
        end = data.find(b"\n", at)
        cells = data[at:end].decode().split(",")
        at = end + 1
        if ident and cells[1] != ident:
            continue
        if cells[2].startswith("@"):
            out += [replace(r, alias=True) for r in _lookup(data, cells[2][1:], kind, cells[1])]
        else:
            out.append(_row(cells, kind))
    return out


def _first(data: bytes, start: bytes) -> int:
    """Where the first line stands that is not less than `start`."""
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        line = data.rfind(b"\n", low, middle) + 1 or low
        if data[line : line + len(start)] < start:
            low = data.find(b"\n", middle) + 1
        else:
            high = line
    return low


def _row(cells: list[str], kind: str) -> PlaceRow:
    _, ident, name, country, admin1, lat, lon, people = cells
    return PlaceRow(name, kind, (country,), int(ident), float(lat) if lat else None, float(lon) if lon else None, int(people), admin1)


def add(to: Gazetteer, row: PlaceRow) -> None:
    """Enter a row of the analyst's under its name and aliases; kinds written out in a name may be left off (`Donetsk oblast`, `Donetsk`)."""
    if row.kind == "region" and row.geonames:
        to.regions[row.geonames] = row
    for name in row.aliases:
        key = fold(name)
        for k in dict.fromkeys((key, _GENERIC.sub("", key))):
            of_key = to.rows.setdefault(k, [])
            words = k.split()
            to.longest[words[0]] = max(len(words), to.longest.get(words[0], 0))
            if row not in of_key:
                of_key.append(row)


def short(name: str) -> str:
    """The key of a name without the noun of its kind."""
    return _GENERIC.sub("", fold(name))


_GENERIC = re.compile(r" (?:oblast|province|region|governorate|krai|state|department|county|prefecture)$")
_FILES = ("cities", "admin1", "countries")


def files(folder: Path) -> list[Path]:
    """The sorted files that there are."""
    return [p for n in _FILES if (p := folder / f"{n}.csv").exists()]


def read(folder: Path) -> Gazetteer:
    """The sorted files of a folder; a file that is not there is empty."""
    data = {p.stem: p.read_bytes() for p in files(folder)}
    states = {c[0]: int(c[1]) for c in (line.split(",") for line in data.get("countries", b"").decode().splitlines())}
    return Gazetteer(data.get("cities", b""), data.get("admin1", b""), states)
