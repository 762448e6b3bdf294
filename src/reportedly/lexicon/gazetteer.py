"""Names of populated places and subdivisions, out of sorted files in which a name is found by bisection: nothing is indexed on loading."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Gazetteer:
    """Names to places: the analyst's rows first, then GeoNames' subdivisions and cities."""

    cities: list[str] = field(default_factory=list)
    subdivisions: list[str] = field(default_factory=list)
    states: dict[str, int] = field(default_factory=dict)
    """ISO3 code to the GeoNames id of the country."""
    rows: dict[str, list[PlaceRow]] = field(default_factory=dict)
    _regions: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, key: str) -> list[PlaceRow]:
        """Every place with a name that folds to `key`; of two entries for one GeoNames id the analyst's stands."""
        own = self.rows.get(key, [])
        known = {r.geonames for r in own if r.geonames}
        other = [*_lookup(self.subdivisions, key, "region"), *_lookup(self.cities, key, "city")]
        return [*own, *(r for r in other if r.geonames not in known)]

    def region(self, country: str, admin1: str) -> str | None:
        """The name of a first-order subdivision by GeoNames' code."""
        if not self._regions:
            for line in self.subdivisions:
                cells = line.split(",")
                if len(cells) == 8:
                    self._regions[cells[3], cells[4]] = cells[2]
        return self._regions.get((country, admin1))


def _lookup(lines: list[str], key: str, kind: str, ident: str = "") -> list[PlaceRow]:
    start = key + ","
    out: list[PlaceRow] = []
    for k in range(bisect_left(lines, start), len(lines)):
        if not lines[k].startswith(start):
            break
        cells = lines[k].split(",")
        if ident and cells[1] != ident:
            continue
        if cells[2].startswith("@"):
            out += [_as_alias(r) for r in _lookup(lines, cells[2][1:], kind, cells[1])]
        else:
            out.append(_row(cells, kind))
    return out


def _row(cells: list[str], kind: str) -> PlaceRow:
    _, ident, name, country, admin1, lat, lon, people = cells
    return PlaceRow(name, kind, (country,), int(ident), float(lat) if lat else None, float(lon) if lon else None, int(people), admin1)


def _as_alias(r: PlaceRow) -> PlaceRow:
    return PlaceRow(r.name, r.kind, r.countries, r.geonames, r.lat, r.lon, r.population, r.admin1, True)


def read(folder: Path) -> Gazetteer:
    """The sorted files of a folder; a file that is not there is empty."""
    lines = {n: p.read_text(encoding="utf-8").splitlines() if (p := folder / f"{n}.csv").exists() else [] for n in ("cities", "admin1", "countries")}
    return Gazetteer(lines["cities"], lines["admin1"], {c[0]: int(c[1]) for c in (line.split(",") for line in lines["countries"])})
