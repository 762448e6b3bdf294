"""How each CSV file becomes rows: its columns, what is allowed in them, and the maker of a row. Troubles are collected, never raised one by one."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import Any

from . import codebook, rows
from .gazetteer import PlaceRow
from .rows import ActorRow, Agency, Boilerplate, Condition, ContextCue, Cue, FactRow, ItemNoun, Role, Term, Trigger, Weapon


@dataclass
class Troubles:
    """What is wrong in the tables, as `file:line: …`."""

    file: str = ""
    line: int = 0
    found: list[str] = field(default_factory=list)
    trusting: bool = False
    """Cells are taken as they are: the built-in tables are checked once, by `lexicon check`, not at every start."""

    def add(self, message: str) -> None:
        self.found.append(f"{self.file}:{self.line}: {message}")

    def one_of(self, value: str, allowed: Collection[str], what: str) -> str:
        if self.trusting:
            return value
        if value not in allowed:
            allowed = list(allowed)
            near = difflib.get_close_matches(value, allowed, 1, 0.5)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            self.add(f"{what} {value!r}: allowed are {', '.join(map(repr, sorted(allowed)[:30]))}.{hint}")
        return value


Record = dict[str, str]
Maker = Callable[[Record, Troubles], Any]


def many(cell: str) -> tuple[str, ...]:
    if "|" not in cell:
        return (cell.strip(),) if cell.strip() else ()
    return tuple([q for p in cell.split("|") if (q := p.strip())])


def _cue(r: Record, t: Troubles) -> Cue:
    frames = frozenset(r["frames"].split())
    t.one_of(r["pos"], ("verb", "noun", "adj", "adv", "prep", "phrase"), "pos")
    t.one_of(r["kind"], rows.KINDS, "kind")
    t.one_of(r["stance"], rows.STANCES, "stance")
    t.one_of(r["commits"], rows.FACTUALITY, "commits")
    t.one_of(r["author"], rows.FACTUALITY, "author")
    for f in () if t.trusting else sorted(frames):
        t.one_of(f, CUE_FRAMES, "frame")
    return Cue(
        r["id"], tuple(r["cue"].lower().split()), r["pos"], r["kind"], r["stance"], frames, r["commits"], r["author"], r["example"], r["near_miss"]
    )


CUE_FRAMES = frozenset(
    [
        "that",
        "wh",
        "quote",
        "to",
        "objto",
        "ing",
        "np",
        "as",
        "ofing",
        "to-np",
        "of",
        "to",
        "in",
        "lv",
        "poss",
        "by",
        "against",
        "about",
        "over",
        "attr",
        "pred",
        "sent",
        "pp",
        "for",
        "on",
        "with",
        "at",
        "from",
        "into",
        "upon",
        "toward",
        "towards",
        "between",
        "among",
        "under",
        "behind",
        "through",
        "after",
        "before",
        "near",
        "without",
        "within",
    ]
)


_SELECTOR = re.compile(r"[a-z]{2,}")


def _selector(text: str, t: Troubles) -> None:
    if not _SELECTOR.fullmatch(text):
        t.add(f"selector {text!r}: allowed are subj, obj, iobj, poss, comp, voice and any preposition.")


@lru_cache(maxsize=4096)  # the same few hundred conditions and slots stand in thousands of rows
def _one_condition(text: str) -> Condition:
    selector, _, classes = text.lstrip("!").partition("=")
    return Condition(selector, frozenset(classes.split("|")), text.startswith("!"))


def _conditions(cell: str, t: Troubles) -> tuple[Condition, ...]:
    for text in () if t.trusting else cell.split():
        if not text.partition("=")[2]:
            t.add(f"condition {text!r}: expected SELECTOR=CLASS|CLASS or SELECTOR=*.")
        _selector(_one_condition(text).selector, t)
    return tuple([_one_condition(text) for text in cell.split()])


@lru_cache(maxsize=1024)
def _one_slot(text: str) -> tuple[str, tuple[str, ...], bool]:
    role, _, selectors = text.partition(":")
    together = "+" in selectors
    return role, tuple(selectors.split("+" if together else "|")), together


def _slots(cell: str, t: Troubles) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    for text in () if t.trusting else cell.split():
        role, selectors, _ = _one_slot(text)
        t.one_of(role, ("actor", "recipient", "theme"), "role")
        for selector in "|".join(selectors).split("|"):
            _selector(selector, t)
    return tuple([_one_slot(text) for text in cell.split()])


def _trigger(r: Record, t: Troubles) -> Trigger:
    t.one_of(r["pos"], ("verb", "noun", "lv", "phrase"), "pos")
    if not t.trusting:
        codebook.one_type(r["type"], t)
        codebook.one_mode(r["type"], r["mode"], t)
        if r["cameo"]:
            codebook.one_code(r["type"], r["cameo"], t)
    if r["frame"]:
        t.one_of(r["frame"], rows.FRAMES, "frame")
    return Trigger(
        r["id"], tuple(r["predicate"].lower().split()), r["pos"], _conditions(r["when"], t), r["type"], r["mode"] or None,
        r["cameo"] or codebook.load().to_cameo(r["type"], r["mode"]), r["frame"] or None, _slots(r["slots"], t), r["example"], r["near_miss"],
    )  # fmt: skip


_few = lru_cache(maxsize=1024)(many)


def _sectors(cell: str, t: Troubles) -> tuple[str, ...]:
    found = _few(cell)
    for s in () if t.trusting else found:
        t.one_of(s, codebook.load().sectors, "sector")
    return found


def _organisation(r: Record, t: Troubles) -> ActorRow:
    t.one_of(r["kind"], ("organisation", "armed_group"), "kind")
    return ActorRow(
        r["id"], r["name"], (r["name"], *many(r["aliases"])), r["country"] or None, r["kind"], _sectors(r["sectors"], t), r["wikidata"] or None
    )


def _state(r: Record, t: Troubles) -> ActorRow:
    return ActorRow(
        r["id"], r["name"], (r["name"], *many(r["aliases"])), r["country"] or None, r["kind"], _sectors(r["sectors"], t), r["wikidata"] or None
    )


def _metonym(r: Record, t: Troubles) -> ActorRow:
    t.one_of(r["kind"], ("state", "place", "people"), "kind")
    return ActorRow(r["id"], r["name"], (r["name"],), r["country"] or None, r["kind"], _sectors(r["sectors"], t), None)


_DATE = re.compile(r"^(\d{4}(-\d\d(-\d\d)?)?)?$")


def _term(r: Record, t: Troubles) -> Term:
    for k in () if t.trusting else ("start", "end"):
        if not _DATE.match(r[k]):
            t.add(f"{k} {r[k]!r}: expected YYYY, YYYY-MM, YYYY-MM-DD or nothing.")
    if r["end"] and r["start"] and r["end"] < r["start"][: len(r["end"])]:
        t.add(f"end {r['end']} lies before start {r['start']}.")
    return Term(
        r["id"],
        r["person"],
        (r["person"], *many(r["aliases"])),
        r["country"] or None,
        r["office"],
        r["start"],
        r["end"],
        _sectors(r["sectors"], t),
        r["wikidata"] or None,
    )


def _role(r: Record, t: Troubles) -> Role:
    t.one_of(r["kind"], ("person", "group", "org"), "kind")
    return Role(r["id"], tuple(r["phrase"].lower().replace("-", " - ").split()), r["kind"], _sectors(r["sectors"], t), r["example"], r["near_miss"])


def _weapon(r: Record, t: Troubles) -> Weapon:
    if r["un_category"]:
        t.one_of(r["un_category"], ("I", "II", "III", "IV", "V", "VI", "VII", "SALW"), "un_category")
    return Weapon(
        r["id"],
        r["name"],
        (r["name"], *many(r["aliases"])),
        r["description"],
        r["maker"] or None,
        r["un_category"] or None,
        r["sipri_category"] or None,
        r["example"],
        r["near_miss"],
    )


def _item(r: Record, t: Troubles) -> ItemNoun:
    return ItemNoun(r["id"], tuple(r["lemma"].lower().split()), r["un_category"] or None)


def _agency(r: Record, t: Troubles) -> Agency:
    spellings = (r["name"], *many(r["aliases"]))
    for weak in many(r["weak"]):
        t.one_of(weak, spellings, "weak spelling")
    return Agency(r["id"], r["name"], spellings, frozenset(many(r["weak"])), r["country"] or None, r["example"], r["near_miss"])


def _boilerplate(r: Record, t: Troubles) -> Boilerplate:
    t.one_of(r["place"], ("start", "whole", "any", "tail"), "place")
    t.one_of(r["kind"], ("boilerplate", "caption", "byline"), "kind")
    t.one_of(r["origin"], ("", "yes"), "origin")
    if not r["words"].isdigit():
        t.add(f"words {r['words']!r}: expected the most words that such a paragraph has, such as 40.")
    if r["origin"] and "@" not in r["phrase"]:
        t.add("origin 'yes': the phrase needs @, the place of the agency.")
    words = int(r["words"]) if r["words"].isdigit() else 0
    return Boilerplate(r["id"], many(r["phrase"]), r["place"], r["kind"], words, r["origin"] == "yes", r["example"], r["near_miss"])


def _number(r: Record, column: str, most: float, t: Troubles) -> float | None:
    if not r[column]:
        return None
    try:
        found = float(r[column])
    except ValueError:
        found = most + 1
    if abs(found) > most:
        t.add(f"{column} {r[column]!r}: expected a number from -{most:g} to {most:g}, or nothing.")
    return found


def _place(r: Record, t: Troubles) -> PlaceRow:
    t.one_of(r["kind"], rows.PLACE_KINDS, "kind")
    lat, lon, ident = _number(r, "lat", 90, t), _number(r, "lon", 180, t), _number(r, "geonames", 1e9, t)
    if (lat is None) != (lon is None):
        t.add("lat, lon: expected both or neither.")
    names = (r["name"], *many(r["aliases"]))
    return PlaceRow(r["name"], r["kind"], many(r["country"]), int(ident) if ident else None, lat, lon, id=r["id"], aliases=names)


_NEARBY = ("near", "next", "prev", "dep")


def _context(r: Record, t: Troubles) -> ContextCue:
    if r["pos"]:
        t.one_of(r["pos"], ("noun", "verb", "adj"), "pos")
    codebook.some_contexts(r["context"], t)
    when = _conditions(r["when"], t)
    for c in when:
        t.one_of(c.selector, _NEARBY, "selector")
    return ContextCue(r["id"], tuple(r["phrase"].replace("-", " - ").split()), r["pos"], when, r["context"], r["example"], r["near_miss"])


FACT_POS = ("verb", "aux", "adv", "adj", "noun", "det", "prep", "conj")
FACT_KINDS = (
    "implicative", "factive", "counterfactive", "perception", "report", "belief", "evidence", "intent", "desire", "speech_act", "causative", "aspect", "modal", "hedge", "negator",
    "condition", "quantifier", "prospect", "comparison",
)  # fmt: skip
FACT_FRAMES = re.compile(r"that|to|objto|ing|np|wh|whether|attr|sent|subject|advcl|[a-z]+(?:-(?:np|ing))?")
FACT_WHEN = ("first", "second", "third", "question", "if", "past", "present", "not", "object", "can", "may", "will", "would", "should", "must", "yet")


def _fact(r: Record, t: Troubles) -> FactRow:
    t.one_of(r["pos"], FACT_POS, "pos")
    t.one_of(r["kind"], FACT_KINDS, "kind")
    for f in r["frames"].split():
        if not FACT_FRAMES.fullmatch(f):
            t.add(f"frame {f!r}: allowed are that, to, objto, ing, np, wh, whether, attr, sent, subject, advcl, or a preposition, `of-np`, `of-ing`.")
    for w in r["when"].split():
        t.one_of(w, FACT_WHEN, "when")
    for column in ("example", "near_miss"):
        if "[event " not in r[column]:
            t.add(f"{column} {r[column]!r}: mark the word whose factuality it shows, as in 'Serbia failed to [event deliver] them.'")
    return FactRow(
        r["id"], r["word"].lower(), r["pos"], r["kind"], frozenset(r["frames"].split()), frozenset(r["when"].split()), _degree(r["positive"], t),
        _degree(r["negative"], t), r["example"], r["near_miss"],
    )  # fmt: skip


def _degree(cell: str, t: Troubles) -> float:
    try:
        found = float(cell)
    except ValueError:
        found = 9.0
    if not -3 <= found <= 3:
        t.add(f"degree {cell!r}: allowed is a number from -3 (certainly not) to 3 (certainly).")
    return found


def _raw(r: Record, t: Troubles) -> Record:
    return r


def _pair(r: Record, t: Troubles) -> list[str]:
    return list(r.values())


def _synonyms(r: Record, t: Troubles) -> Record:
    t.one_of(r["relation"], ("same", "near"), "relation")
    if len(many(r["words"])) < 2:
        t.add(f"words {r['words']!r}: expected two or more, separated by |.")
    return r


@dataclass(frozen=True)
class Table:
    """A kind of row, the files it stands in (relative to `data/`), its columns and its maker."""

    name: str
    files: tuple[str, ...]
    columns: tuple[str, ...]
    make: Maker
    fixed: bool = False
    """The codebook: a user's folder adds nothing to it."""


_ACTOR = ("id", "name", "aliases", "country", "kind", "sectors", "wikidata")
TABLES = (
    *(Table("codebook." + name, (f"codebook/{name}.csv",), codebook.columns(record), check, fixed=True) for name, record, check in codebook.TABLES),
    Table("cues", ("en/cues_verbs.csv", "en/cues_other.csv", "en/cues.csv"), ("id", "cue", "pos", "kind", "stance", "frames", "commits", "author", "example", "near_miss"), _cue),
    Table(
        "triggers", ("en/triggers_coop.csv", "en/triggers_conflict.csv", "en/triggers_frames.csv", "en/triggers.csv"),
        ("id", "predicate", "pos", "when", "type", "mode", "cameo", "frame", "slots", "example", "near_miss"), _trigger,
    ),
    Table("classes", ("en/classes_coop.csv", "en/classes_conflict.csv", "en/classes_frames.csv", "en/classes_speech.csv", "en/classes.csv"), ("class", "lemma"), _pair),
    Table("states", ("actors/states.csv",), _ACTOR, _state),
    Table("metonyms", ("actors/metonyms.csv",), ("id", "name", "country", "sectors", "kind"), _metonym),
    Table("organisations", ("actors/organisations_international.csv", "actors/organisations.csv"), _ACTOR, _organisation),
    Table("terms", ("actors/office_holders_heads.csv", "actors/office_holders.csv"), ("id", "person", "aliases", "country", "office", "start", "end", "sectors", "wikidata"), _term),
    Table("roles", ("actors/roles.csv",), ("id", "phrase", "kind", "sectors", "example", "near_miss"), _role),
    Table("weapons", ("things/weapons.csv",), ("id", "name", "aliases", "description", "maker", "un_category", "sipri_category", "example", "near_miss"), _weapon),
    Table("items", ("things/items.csv",), ("id", "lemma", "un_category", "note"), _item),
    Table("currencies", ("things/currencies.csv",), ("id", "words", "code", "countries"), _raw),
    Table("contexts", ("en/contexts.csv",), ("id", "phrase", "pos", "when", "context", "example", "near_miss"), _context),
    Table(
        "factuality", ("en/factuality.csv",), ("id", "word", "pos", "kind", "frames", "when", "positive", "negative", "example", "near_miss"), _fact
    ),
    Table("places", ("places/regions.csv", "places/sites.csv", "places/places.csv"), ("id", "name", "aliases", "kind", "country", "lat", "lon", "geonames"), _place),
    Table("weights", ("en/attribution_weights.csv",), ("feature", "weight"), _pair),
    Table("nominals", ("actors/nominals.csv",), ("noun", "stands_for", "sectors"), _raw),
    Table("event_synonyms", ("en/event_synonyms.csv",), ("id", "relation", "words"), _synonyms),
    Table("event_weights", ("en/event_weights.csv",), ("feature", "weight"), _pair),
    Table("agencies", ("en/agencies.csv",), ("id", "name", "aliases", "weak", "country", "example", "near_miss"), _agency),
    Table("boilerplate", ("en/boilerplate.csv",), ("id", "phrase", "place", "kind", "words", "origin", "example", "near_miss"), _boilerplate),
    Table("given_names", ("actors/given_names.csv",), ("name", "gender"), _pair),
)  # fmt: skip


def read(table: Table, file: str, data: str, troubles: Troubles) -> list[tuple[int, Any]]:
    """(line, row) of one file; a row with a trouble is still made where it can be, so that all its troubles are seen."""
    troubles.file, troubles.line = file, 1
    reader = csv.reader(io.StringIO(data, newline=""))
    header = tuple(next(reader, ()))
    if header != table.columns:
        troubles.add(f"columns {','.join(header)!r}: expected {','.join(table.columns)!r}.")
        return []
    out: list[tuple[int, Any]] = []
    width = len(header)
    for cells in reader:
        if not cells:
            continue
        troubles.line = reader.line_num
        if len(cells) != width:
            troubles.add(f"{len(cells)} cells: expected {width}. Quote a cell that holds a comma.")
            continue
        out.append((reader.line_num, table.make(dict(zip(header, cells, strict=False)), troubles)))
    return out


_TRUSTING = Troubles(trusting=True)


def trusted(table: Table, data: bytes) -> list[Any]:
    """The rows of a file that `read` found in order before; three times as fast."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline=""))
    header, make = next(reader), table.make
    if make is _pair:
        return [cells for cells in reader if cells]
    return [make(record, _TRUSTING) for record in map(dict, map(zip, repeat(header), filter(None, reader)))]
