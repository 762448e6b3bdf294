"""The compiled lexicon: every table, indexed for the stages. Loaded once a process for each set of overlays."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from ..errors import LexiconError
from ..garbage import uncollected
from . import gazetteer
from .gazetteer import Gazetteer, fold
from .rows import ActorRow, ContextCue, Cue, FactRow, ItemNoun, Role, Term, Trigger, Weapon
from .tables import TABLES, Troubles, read, trusted

DATA = Path(__file__).parent.parent / "data"
Words = tuple[str, ...]


@dataclass(slots=True)
class Lexicon:
    """Tables and indexes. Treat as read-only."""

    digest: str
    rows: dict[str, list[Any]]
    cue_heads: dict[str, list[Cue]] = field(default_factory=lambda: defaultdict(list))
    long_cues: dict[bool, dict[str, list[Cue]]] = field(default_factory=lambda: {False: defaultdict(list), True: defaultdict(list)})
    """Cues of several words by the first: those with a content of their own, those that govern a source (`at the behest of`)."""
    adjective_cues: set[str] = field(default_factory=set)
    light_cues: set[tuple[str, str]] = field(default_factory=set)
    """Pairs of a verb and a later word of its phrase: `take`, `aim` of "take aim at"."""
    """Cues by the lemma of their first word."""
    trigger_heads: dict[str, list[Trigger]] = field(default_factory=lambda: defaultdict(list))
    """Triggers by the lemma that must be found: the verb, the noun, the first verb of a phrase."""
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    surnames: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    """Terms of office by the family name of the holder."""
    offices: dict[tuple[str, str], list[Term]] = field(default_factory=lambda: defaultdict(list))
    """Terms of office by country and office."""
    spelled: dict[Words, list[tuple[Words, Term]]] = field(default_factory=dict)
    """Terms of office by the holder's name with spelling and order evened out; filled on first use."""
    nominals: dict[str, frozenset[str]] = field(default_factory=dict)
    """What a bare noun can stand for again: `state`, `group`, `armed`, `person`, `pair`."""
    nominal_sectors: dict[str, frozenset[str]] = field(default_factory=dict)
    """Sectors that whom the noun takes up must have one of, if any are known of him."""
    names: dict[str, list[tuple[Words, ActorRow | Term]]] = field(default_factory=lambda: defaultdict(list))
    """Gazetteer entries by their first word as written, longest first."""
    roles: dict[str, list[Role]] = field(default_factory=lambda: defaultdict(list))
    """Roles by the last word of their phrase (its head), longest first."""
    designations: dict[str, list[Weapon]] = field(default_factory=dict)
    """Weapons by the folded form of each of their names."""
    currencies: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """Currencies by symbol and by each word for them."""
    items: dict[str, list[ItemNoun]] = field(default_factory=lambda: defaultdict(list))
    """Item nouns by the last word of their lemma, longest first."""
    contexts: dict[str, list[tuple[Words, ContextCue]]] = field(default_factory=lambda: defaultdict(list))
    """Context cues by the lemma of their first word, longest first."""
    factuality: dict[str, list[FactRow]] = field(default_factory=lambda: defaultdict(list))
    """Rows of factuality by their word."""
    weights: dict[str, float] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    places: Gazetteer = field(default_factory=Gazetteer)


def files(overlays: tuple[Path, ...] = ()) -> list[tuple[str, Path]]:
    """(relative name, path) of every table file, built-in ones first."""
    out = []
    for root in (DATA, *overlays):
        for table in TABLES:
            for name in table.files if root is DATA or not table.fixed else ():
                path = root / name if (root / name).exists() else root / Path(name).name
                if path.exists():
                    out.append((name, path))
    return out


@lru_cache(maxsize=4)
def load(overlays: tuple[Path, ...] = ()) -> Lexicon:
    """The lexicon with the user's folders laid over it. Raises LexiconError with all troubles at once."""
    with uncollected(stays=True):
        rows, digest, troubles = collect(overlays, trusting=True)
        if troubles:
            raise LexiconError(troubles)
        return _index(Lexicon(digest, rows))


def collect(overlays: tuple[Path, ...] = (), trusting: bool = False) -> tuple[dict[str, list[Any]], str, list[str]]:
    """Rows by table, the digest of all bytes read, and what is wrong. With `trusting` the cells of built-in tables are taken as they are."""
    troubles = Troubles()
    digest = hashlib.sha256()
    by_file = {name: table for table in TABLES for name in table.files}
    keyed: dict[str, dict[str, Any]] = {t.name: {} for t in TABLES if "id" in t.columns}
    loose: dict[str, list[Any]] = {t.name: [] for t in TABLES if "id" not in t.columns}
    seen: dict[str, tuple[str, int]] = {}
    for overlay in overlays:
        if not overlay.is_dir():
            troubles.found.append(f"{overlay}: no such folder. A lexicon folder holds tables such as cues.csv.")
    for name, path in files(overlays):
        data = path.read_bytes()
        digest.update(name.encode() + b"\0" + data)
        table, file = by_file[name], str(path)
        if trusting and path.is_relative_to(DATA):
            if not table.fixed:  # the codebook is read by its own module
                _put(trusted(table, data), keyed.get(table.name), loose.get(table.name))
            continue
        made = read(table, file, data.decode("utf-8-sig"), troubles)
        if table.name in keyed:
            _note_twice(made, file, seen, troubles)
        _put([row for _, row in made], keyed.get(table.name), loose.get(table.name))
    for path in gazetteer.files(DATA / "places"):
        digest.update(path.read_bytes())
    return {k: list(v.values()) for k, v in keyed.items()} | loose, "sha256:" + digest.hexdigest(), troubles.found


def _put(made: list[Any], keyed: dict[str, Any] | None, loose: list[Any] | None) -> None:
    """Rows with an id replace earlier ones of that id, others are added."""
    if loose is not None:
        loose += made
    elif keyed is not None:
        keyed.update(zip(_ids(made), made, strict=True))


def _ids(made: list[Any]) -> Iterator[str]:
    return map(itemgetter("id") if made and isinstance(made[0], dict) else attrgetter("id"), made)


def _note_twice(made: list[tuple[int, Any]], file: str, seen: dict[str, tuple[str, int]], troubles: Troubles) -> None:
    """Ids that one folder uses twice."""
    folder = str(Path(file).parent)
    for (line, _), key in zip(made, _ids([row for _, row in made]), strict=True):
        before = seen.get(key)
        if before is not None and before[0].startswith(folder):
            troubles.file, troubles.line = file, line
            troubles.add(f"id {key!r}: already used in {before[0]}:{before[1]}. Ids are unique over all tables.")
        seen[key] = (file, line)


def _index(lx: Lexicon) -> Lexicon:
    for cue in lx.rows["cues"]:
        lx.cue_heads[cue.cue[0]].append(cue)
        if len(cue.cue) > 1:
            lx.long_cues["pp" in cue.frames][cue.cue[0]].append(cue)
        if cue.pos == "adj" and "pred" in cue.frames:
            lx.adjective_cues.add(cue.cue[0])
        elif cue.pos in ("phrase", "verb") and len(cue.cue) > 1:
            lx.light_cues.update((cue.cue[0], word) for word in cue.cue[1:] if len(word) > 3)
    for trigger in lx.rows["triggers"]:
        lx.trigger_heads[trigger.predicate[-1 if trigger.pos == "noun" else 0]].append(trigger)
    classes: dict[str, set[str]] = defaultdict(set)
    for name, lemma in lx.rows["classes"]:
        classes[name].add(lemma.lower())
    for item in lx.rows["items"]:
        lx.items[item.lemma[-1]].append(item)
        classes["arms"].add(item.lemma[-1] if len(item.lemma) == 1 else " ".join(item.lemma))
    lx.classes = {k: frozenset(v) for k, v in classes.items()}
    for row in (*lx.rows["states"], *lx.rows["metonyms"], *lx.rows["organisations"], *lx.rows["terms"]):
        for alias in row.aliases:
            words = split_name(alias)
            if words:
                lx.names[words[0]].append((words, row))
    for term in lx.rows["terms"]:
        for surname in dict.fromkeys(n for name in (term.person, *term.aliases) for n in family_names(name, term.country)):
            lx.surnames[surname].append(term)
        if term.country:
            lx.offices[term.country, term.office].append(term)
    for weapon in lx.rows["weapons"]:
        for key in dict.fromkeys(map(folded, weapon.aliases)):
            lx.designations.setdefault(key, []).append(weapon)
    for row in lx.rows["currencies"]:
        for word in row["words"].split("|"):
            lx.currencies[word].append(row)
    for role in lx.rows["roles"]:
        lx.roles[role.phrase[-1]].append(role)
    for cue in lx.rows["contexts"]:
        for words in _spelled(lx, cue.phrase):
            lx.contexts[words[0]].append((words, cue))
    for fact in lx.rows["factuality"]:
        lx.factuality[fact.word].append(fact)
    stands: dict[str, set[str]] = defaultdict(set)
    for row in lx.rows["nominals"]:
        stands[row["noun"]].add(row["stands_for"])
        if row["sectors"]:
            lx.nominal_sectors[row["noun"]] = frozenset(row["sectors"].split("|"))
    lx.nominals = {k: frozenset(v) for k, v in stands.items()}
    lx.weights = {feature: float(weight) for feature, weight in lx.rows["weights"]}
    lx.given = dict(lx.rows["given_names"])
    lx.places = gazetteer.read(DATA / "places")
    for place in lx.rows["places"]:
        gazetteer.add(lx.places, place)
    lx.places.countries = {fold(alias): row.country for row in lx.rows["states"] if row.kind == "state" for alias in row.aliases}
    for index in (lx.names, lx.contexts):
        for entries in index.values():
            if len(entries) > 1:
                entries.sort(key=lambda e: -len(e[0]))
    for role_list in lx.roles.values():
        role_list.sort(key=lambda r: -len(r.phrase))
    for item_list in lx.items.values():
        item_list.sort(key=lambda i: -len(i.lemma))
    return lx


_FAMILY_NAME_FIRST = frozenset({"PRK", "KOR", "CHN", "TWN", "HKG"})
_ARTICLES = ("al-", "Al-", "el-", "El-", "as-", "an-", "ar-", "ash-", "ad-", "az-")


def family_names(person: str, country: str | None) -> set[str]:
    """The words by which a report calls somebody after the first mention: the last one, without an Arabic article; the first one in East Asia."""
    words = person.split()
    return {words[0]} if country in _FAMILY_NAME_FIRST else {words[-1], bare(words[-1])}


def bare(word: str) -> str:
    """A name word without its Arabic article: `al-Assad`, `Assad`."""
    if "-" not in word:
        return word
    return next((word[len(a) :] for a in _ARTICLES if word.startswith(a) and len(word) > len(a)), word)


_FOLDED = re.compile(r"[\s\-–—./'’]+")


def folded(name: str) -> str:
    """A weapon's name without hyphens, blanks, accents and case: `Shahed-136` and `SHAHED 136` fall together."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name.replace("ı", "i")) if not unicodedata.combining(c))
    return _FOLDED.sub("", name).casefold()


def weapons_named(lexicon: Lexicon, text: str) -> list[Weapon]:
    """Weapons that a text names, whatever its hyphens, blanks, case and plural; a word without capital or digit names none."""
    if not (any(map(str.isupper, text)) or any(map(str.isdigit, text))) or text.replace(",", "").isdigit():
        return []
    key = folded(text)
    forms = (key, key.removesuffix("s"), key.removesuffix("es"))
    return next((found for form in forms if (found := lexicon.designations.get(form))), [])


def _spelled(lx: Lexicon, phrase: Words) -> list[Words]:
    """A phrase as it is written, `@class` as all words of the class."""
    if not phrase[0].startswith("@"):
        return [phrase]
    return [tuple(lemma.replace("-", " - ").split()) for lemma in sorted(lx.classes[phrase[0][1:]])]


_JOINT = re.compile("[-–/]|['’]s ")


def split_name(name: str) -> Words:
    """A name as the words that a tokenizer makes of it: split at blanks and hyphens, possessive 's apart, a leading article dropped."""
    if name.isalpha():
        return (name,)
    if _JOINT.search(name):
        name = name.replace("-", " - ").replace("–", " - ").replace("/", " / ").replace("'s ", " 's ").replace("’s ", " 's ")
    words = name.split()
    if len(words) > 1 and words[0] in ("the", "The"):
        words = words[1:]
    return tuple(words)
