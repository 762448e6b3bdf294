"""Which place a name means: by what the phrase says, by the countries the report is about, by the places named beside it, by size."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import hypot, log10

from ..lexicon import Gazetteer, PlaceRow, fold, short
from .context import Context
from .mentions import People
from .toponyms import Toponym

_AREAS = frozenset({"region", "country"})
_TOWNS = frozenset({"city", "village"})


@dataclass(frozen=True, slots=True)
class Located:
    """The row chosen for a name, how sure that is, and why. No row: a name that no table has."""

    row: PlaceRow | None
    score: float
    why: tuple[str, ...]


def resolve(ctx: Context, people: People, names: list[Toponym], wanted: list[Toponym]) -> dict[int, Located]:
    """For each name wanted, by its first token, the place it means; names that the phrase or a single candidate settle are evidence for the others."""
    own = {t.first for t in names if t.rows and t.rows[0].kind not in ("country", "border")}
    hits = {h.first: h for h in people.hit_at.values() if h.first not in own}
    about = Counter(h.actor.country for h in hits.values() if h.actor.country and h.actor.country.isalpha() and len(h.actor.country) == 3)
    settled = Counter(code for t in names for code in (t.countries or _only(t)))
    out = {}
    for t in wanted:
        out[t.first] = _choose(ctx.lexicon.places, t, about, settled - Counter(t.countries or _only(t)))
    return out


def _only(t: Toponym) -> frozenset[str]:
    """The country of a name that has but one."""
    codes = {c for r in t.rows for c in r.countries}
    return frozenset(codes) if len(codes) == 1 else frozenset()


def _choose(gazetteer: Gazetteer, t: Toponym, about: Counter[str], settled: Counter[str]) -> Located:
    if not t.rows:
        return Located(None, 0.6, ("place:unlisted",))
    if t.rows[0].kind in ("country", "border") or t.rows[0].id == "part":
        return Located(t.rows[0], 1.0, ())
    own = any(t.countries & set(r.countries) for r in t.rows)
    inside = any(_in_region(gazetteer, r, t) for r in t.rows)
    biggest = max(r.population for r in t.rows)
    scored = []
    for r in t.rows:
        score, why = _score(gazetteer, r, t, about, settled, own, inside, biggest)
        scored.append((-score, -r.population, r.geonames or 0, r.id, r, why))
    scored.sort(key=lambda s: s[:4])
    score, row, why = -scored[0][0], scored[0][4], scored[0][5]
    if len(scored) > 1 and score + scored[1][0] < 0.06 and _apart(row, scored[1][4]):
        score, why = score - 0.15, (*why, "place:ambiguous")
    return Located(row, min(1.0, score), why)


def _score(
    gazetteer: Gazetteer, r: PlaceRow, t: Toponym, about: Counter[str], settled: Counter[str], own: bool, inside: bool, biggest: int
) -> tuple[float, tuple[str, ...]]:
    """How well a row fits, and the reasons that tell it from its rivals."""
    codes = set(r.countries)
    why = ["place:" + (r.id or f"geonames:{r.geonames}")]
    score = 0.3 + 0.07 * log10(r.population + 1) if r.kind in _TOWNS and not r.id else 0.75
    if r.kind == "region":
        score = 0.7 if _spelled_out(r, t) else 0.6
    score -= 0.1 if r.alias else 0.0
    if t.hint is not None:
        fits = r.kind == t.hint or {r.kind, t.hint} <= _TOWNS
        score += 0.25 if fits else -0.35
        why += ["place:" + t.hint] if fits else []
    elif r.kind == "region" and biggest >= 30_000 and not _spelled_out(r, t):
        score -= 0.1
    if own:
        score += 0.4 if codes & t.countries else -0.4
        why += ["place:phrase"] if codes & t.countries else []
    if inside:
        score += 0.4 if _in_region(gazetteer, r, t) else -0.4
        why += ["place:in-region"] if _in_region(gazetteer, r, t) else []
    named = sum(about[c] for c in codes)
    minor = r.kind in _TOWNS and r.population < 200_000 and r.population * 5 < biggest
    if minor and not own and not inside:
        score -= 0.2  # Athens, Georgia, must be told
    if r.kind in _TOWNS and t.capital and t.seat in codes:
        score += 0.15
    if named:
        score += (0.15 + 0.1 * named / sum(about.values())) * (0.5 if minor else 1.0)
        why.append("place:report")
    elif about and codes:
        score -= 0.1
    if any(settled[c] for c in codes):
        score += 0.1
        why.append("place:beside")
    return score, tuple(why)


def _spelled_out(r: PlaceRow, t: Toponym) -> bool:
    """The text writes a name that the analyst gives the region (`Donetsk oblast`, `Gaza`), not one cut short (`Donetsk`)."""
    return fold(t.name) in map(fold, r.aliases)


def _in_region(gazetteer: Gazetteer, r: PlaceRow, t: Toponym) -> bool:
    if not t.containers or not r.admin1:
        return False
    region = gazetteer.region(r.countries[0], r.admin1)
    return region is not None and bool(t.containers & {fold(region), short(region)})


def _apart(a: PlaceRow, b: PlaceRow) -> bool:
    """Do two rows mean different places? A city and the region around it do not."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return a.countries != b.countries
    return hypot(a.lat - b.lat, a.lon - b.lon) > 0.5
