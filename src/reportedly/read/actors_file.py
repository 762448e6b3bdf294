"""A user's actor files: FollowTheMoney entities as OpenSanctions publishes them (a JSON object a line), and CSV tables of own actors.

A line that cannot be used is a trouble (`file:line: value. what is allowed. the fix`); the others are kept.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..lexicon import codebook, country_codes
from ..lexicon.tables import Troubles, many
from ..model.people import ActorKind
from .own_actors import OwnActor, OwnActors, Way

COLUMNS = ("id", "name", "aliases", "country", "kind", "sectors", "wikidata")
FOLDER_FILES = ("entities.ftm.json", "actors.csv")
"""Actor files in a folder given with `--lexicon`; of one name the table's entry wins."""
_KINDS = ("organisation", "armed_group", "person", "group", "place")
_ENDINGS = (".json", ".jsonl", ".ijson", ".ndjson")
_SCHEMAS: dict[str, tuple[ActorKind, tuple[str, ...]]] = {
    "Person": ("person", ()), "Organization": ("organisation", ()), "LegalEntity": ("organisation", ()), "PublicBody": ("organisation", ("GOV",)),
    "Company": ("organisation", ("BUS",)),
}  # fmt: skip
_TOPICS = {
    "gov.legislative": "LEG", "gov.judicial": "JUD", "gov.security": "COP", "gov.igo": "IGO", "gov.soe": "BUS", "gov": "GOV", "mil": "MIL", "pol.party": "PTY",
    "pol.union": "LAB", "rel": "REL", "fin": "BUS", "corp": "BUS", "role.judge": "JUD", "role.spy": "SPY", "role.journo": "JRN", "role.lawyer": "JUD", "role.oligarch": "ELI",
    "role.pep": "GOV", "role.pol": "GOV", "role.civil": "GOV", "role.diplo": "GOV", "crime.terror": "UAF", "crime": "CRM",
}  # fmt: skip
"""Topics of FollowTheMoney and PLOVER's sectors; a topic also stands for those below it (`gov.national`)."""
_LISTS = ("sanction", "debarment", "export.control", "wanted", "asset.frozen")
"""Topics that are a listing: they mark the actor where no programme is named."""


def in_folders(folders: Iterable[str | Path]) -> list[Path]:
    """The actor files in a user's folders."""
    return [p for d in folders for name in FOLDER_FILES if (p := Path(d) / name).exists()]


def load(paths: Iterable[Path]) -> OwnActors:
    """The own actors of some files, with the troubles in them. Raises InputError where a file does not exist or is of no known kind."""
    troubles = Troubles()
    programmes: dict[str, list[str]] = defaultdict(list)
    return OwnActors((a for path in paths for a in _read(path, troubles, programmes)), programmes, troubles.found)


def _read(path: Path, t: Troubles, programmes: dict[str, list[str]]) -> Iterator[OwnActor]:
    if not path.is_file():
        raise InputError(f"{path}: no such file. An actor file is entities.ftm.json of OpenSanctions, or a CSV table with the columns {','.join(COLUMNS)}.")
    if path.suffix.lower() == ".csv":
        yield from _table(path, t)
    elif path.suffix.lower() in _ENDINGS:
        yield from _entities(path, t, programmes)
    else:
        raise InputError(f"{path}: the ending {path.suffix!r} is no actor file. Allowed: .csv, {', '.join(_ENDINGS)}. Rename the file, or convert it.")


# -- CSV ---------------------------------------------------------------------------------------------------------------


def _table(path: Path, t: Troubles) -> Iterator[OwnActor]:
    t.file, t.line = str(path), 1
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as e:
        t.add(f"byte {e.start}: no UTF-8. Save the table as CSV in UTF-8.")
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    header = tuple(next(reader, ()))
    if header != COLUMNS:
        t.add(f"columns {','.join(header)!r}: expected {','.join(COLUMNS)!r}. Copy that line to the top of the file.")
        return
    for cells in reader:
        t.line = reader.line_num
        if not cells:
            continue
        before = len(t.found)
        actor = _row(dict(zip(header, cells, strict=False)), len(cells), t)
        if actor is not None and len(t.found) == before:
            yield actor


def _row(r: dict[str, str], size: int, t: Troubles) -> OwnActor | None:
    if size != len(COLUMNS):
        t.add(f"{size} cells: expected {len(COLUMNS)}. Quote a cell that holds a comma.")
        return None
    if not r["id"].strip() or not r["name"].strip():
        t.add(f"id {r['id']!r}, name {r['name']!r}: neither may be empty. Give the actor an id such as 'my.{_slug(r['name'])}' and a name.")
        return None
    t.one_of(r["kind"], _KINDS, "kind")
    for s in many(r["sectors"]):
        t.one_of(s, codebook.load().sectors, "sector")
    country = r["country"] or None
    if country and country not in country_codes.load() and country not in ("IGO", "NGO", "MNC", "IMG", "ISM"):
        t.one_of(country, country_codes.load(), "country")
    names: list[tuple[str, Way]] = [(n.removesuffix("!"), "marked" if n.endswith("!") else way) for n, way in _with_ways(r)]
    return OwnActor(r["id"], names[0][0], r["kind"], tuple(names), country, many(r["sectors"]), r["wikidata"] or None, (), True)  # type: ignore[arg-type]


def _with_ways(r: dict[str, str]) -> list[tuple[str, Way]]:
    return [(r["name"].strip(), "name"), *((a, "alias") for a in many(r["aliases"]))]


def _slug(name: str) -> str:
    return "-".join(name.lower().split()) or "somebody"


# -- FollowTheMoney -----------------------------------------------------------------------------------------------------


def _entities(path: Path, t: Troubles, programmes: dict[str, list[str]]) -> Iterator[OwnActor]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            t.file, t.line = str(path), number
            entity = _entity(line, t)
            if entity is None:
                continue
            if entity["schema"] == "Sanction":
                for id_ in _values(entity, "entity"):
                    programmes["ftm:" + id_] += _programmes(entity)
            elif entity["schema"] in _SCHEMAS:
                yield _actor(entity)


_NEEDED = (("id", str), ("schema", str), ("properties", dict))


def _entity(line: bytes, t: Troubles) -> dict[str, Any] | None:
    """The entity of one line, or None with a trouble."""
    try:
        entity: Any = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as e:
        t.add(f"{line[:40].decode('utf-8', 'replace').strip()!r}: no JSON ({e}). A file of entities has one JSON object a line.")
        return None
    lacking = [k for k, kind in _NEEDED if not isinstance(entity, dict) or not isinstance(entity.get(k), kind)]
    if lacking:
        start = line[:40].decode("utf-8", "replace").strip()
        t.add(f"{start!r}: no entity, {', '.join(lacking)} missing. It needs id (text), schema (text) and properties (object). Take entities.ftm.json of OpenSanctions.")
        return None
    if entity["schema"] in _SCHEMAS and not _values(entity, "name"):
        t.add(f"{entity['id']!r}: an actor without a name. Add the property `name`, a list of texts.")
        return None
    found: dict[str, Any] = entity
    return found


def _values(entity: dict[str, Any], *properties: str) -> list[str]:
    """The texts of some properties; nested entities count by their id."""
    out: list[str] = []
    for p in properties:
        values = entity["properties"].get(p)
        if not values:
            continue
        for v in (values,) if isinstance(values, str | dict) else values:
            out.append(v if isinstance(v, str) else str(v.get("id", "")))
    return [v for v in out if v.strip()]


def _programmes(sanction: dict[str, Any]) -> list[str]:
    """The programme's id, else its name, else who sanctions."""
    return next((found for p in ("programId", "program", "authority") if (found := _values(sanction, p))), ["sanction"])


def _actor(entity: dict[str, Any]) -> OwnActor:
    id_, topics = entity["id"], _values(entity, "topics")
    kind, sectors = _SCHEMAS[entity["schema"]]
    if kind == "organisation" and "crime.terror" in topics:
        kind = "armed_group"
    names = dict.fromkeys(_values(entity, "name"), "name") | dict.fromkeys(_values(entity, "weakAlias"), "weak alias")
    names |= dict.fromkeys(_values(entity, "alias", "previousName"), "alias") | dict.fromkeys(_values(entity, "abbreviation"), "marked")
    names |= dict.fromkeys(_values(entity, "name"), "name")
    countries = (country_codes.from_iso2(c) for c in _values(entity, "country", "mainCountry", "jurisdiction", "nationality", "citizenship"))
    caption = entity.get("caption") or _values(entity, "name")[0]
    return OwnActor(
        id="ftm:" + id_, name=str(caption), kind=kind, names=tuple(names.items()), country=next((c for c in countries if c), None),  # type: ignore[arg-type]
        sectors=tuple(dict.fromkeys((*_sectors(topics), *sectors))), wikidata=next(iter(_values(entity, "wikidataId")), id_ if id_[:1] == "Q" and id_[1:].isdigit() else None),
        listed=_listed(entity, topics),
    )  # fmt: skip


def _listed(entity: dict[str, Any], topics: list[str]) -> tuple[str, ...]:
    """Programmes named with the entity itself or in sanctions nested in it, else the topics that are a listing."""
    nested = [s for s in entity["properties"].get("sanctions", ()) if isinstance(s, dict) and isinstance(s.get("properties"), dict)]
    programmes = _values(entity, "programId") or [p for s in nested for p in _programmes(s)]
    return tuple(sorted(set(programmes))) or tuple(x for x in _LISTS if x in topics)


def _sectors(topics: list[str]) -> tuple[str, ...]:
    found = []
    for topic in topics:
        while topic and topic not in _TOPICS:
            topic = topic.rpartition(".")[0]
        if topic:
            found.append(_TOPICS[topic])
    return tuple(dict.fromkeys(found))
