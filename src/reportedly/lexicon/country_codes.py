"""Codes of countries in other lists: ISO 3166 alpha-2, FIPS 10-4 (GDELT), Correlates of War (POLECAT), Gleditsch and Ward (UCDP)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from .codebook import FOLDER


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """One country; an empty code where a list does not have it (dependent territories are no states for COW and GW)."""

    iso3: str
    iso2: str
    fips: str
    cow: str
    gw: str


@lru_cache(maxsize=1)
def load() -> dict[str, CountryCodes]:
    """All countries by ISO 3166 alpha-3 (Kosovo `XKX`)."""
    with (FOLDER / "country_codes.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: CountryCodes(**row) for row in csv.DictReader(file)}


NONE = CountryCodes("", "", "", "", "")


def of(iso3: str | None) -> CountryCodes:
    """The codes of a country; empty ones for what is none (`IGO`, an unknown code)."""
    return load().get(iso3 or "", NONE)


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """The name of each state by ISO 3166 alpha-3."""
    with (FOLDER.parent / "actors" / "states.csv").open(encoding="utf-8", newline="") as file:
        return {row["country"]: row["name"] for row in csv.DictReader(file) if row["kind"] == "state"}


@lru_cache(maxsize=1)
def _by_iso2() -> dict[str, str]:
    return {row.iso2: row.iso3 for row in load().values() if row.iso2}


def from_iso2(code: str) -> str | None:
    """ISO 3166 alpha-3 of an alpha-2 code in either case; of a subdivision (`gb-sct`) its country's."""
    return _by_iso2().get(code[:2].upper()) if len(code) == 2 or code[2:3] == "-" else None
