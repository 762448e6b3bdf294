"""The compiled lexicon: every table, indexed for the stages. Loaded once a process for each set of overlays."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import LexiconError
from .rows import ActorRow, ContextCue, Cue, FactRow, ItemNoun, Role, Term, Trigger, Weapon
from .tables import TABLES, Troubles, read

DATA = Path(__file__).parent.parent / "data"
Words = tuple[str, ...]


@dataclass(slots=True)
class Lexicon:
    """Tables and indexes. Treat as read-only."""

    digest: str
    rows: dict[str, list[Any]]
    cue_heads: dict[str, list[Cue]] = field(default_factory=lambda: defaultdict(list))
    long_cues: tuple[dict[str, list[Cue]], dict[str, list[Cue]]] = field(default_factory=lambda: (defaultdict(list), defaultdict(list)))
    """Cues of several words by the first: those with a content of their own, those that govern a source (`at the behest of`)."""
    adjective_cues: set[str] = field(default_factory=set)
    light_cues: set[tuple[str, str]] = field(default_factory=set)
    """Pairs of a verb and a later word of its phrase: `take`, `aim` of "take aim at"."""
    """Cues by the lemma of their first word."""
    trigger_heads: dict[str, list[Trigger]] = field(default_factory=lambda: defaultdict(list))
    """Triggers by the lemma that must be found: the verb, the noun, the first verb of a phrase."""
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    surnames: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    """Terms of office by the last word of the holder's name."""
    names: dict[str, list[tuple[Words, ActorRow | Term]]] = field(default_factory=lambda: defaultdict(list))
    """Gazetteer entries by their first word as written, longest first."""
    roles: dict[str, list[Role]] = field(default_factory=lambda: defaultdict(list))
    """Roles by the last word of their phrase (its head), longest first."""
    weapons: dict[str, list[tuple[Words, Weapon]]] = field(default_factory=lambda: defaultdict(list))
    items: dict[str, list[ItemNoun]] = field(default_factory=lambda: defaultdict(list))
    """Item nouns by the last word of their lemma, longest first."""
    contexts: dict[str, list[tuple[Words, ContextCue]]] = field(default_factory=lambda: defaultdict(list))
    """Context cues by the lemma of their first word, longest first."""
    factuality: dict[str, list[FactRow]] = field(default_factory=lambda: defaultdict(list))
    """Rows of factuality by their word."""
    weights: dict[str, float] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    places: dict[str, list[tuple[Words, dict[str, str]]]] = field(default_factory=lambda: defaultdict(list))


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
    rows, digest, troubles = collect(overlays)
    if troubles:
        raise LexiconError(troubles)
    return _index(Lexicon(digest, rows))


def collect(overlays: tuple[Path, ...] = ()) -> tuple[dict[str, list[Any]], str, list[str]]:
    """Rows by table, the digest of all bytes read, and what is wrong."""
    troubles = Troubles()
    digest = hashlib.sha256()
    by_file = {name: table for table in TABLES for name in table.files}
    keyed: dict[str, dict[object, Any]] = {t.name: {} for t in TABLES}
    seen: dict[object, tuple[Path, int]] = {}
    for overlay in overlays:
        if not overlay.is_dir():
            troubles.found.append(f"{overlay}: no such folder. A lexicon folder holds tables such as cues.csv.")
    for name, path in files(overlays):
        data = path.read_bytes()
        digest.update(name.encode() + b"\0" + data)
        table = by_file[name]
        rows = keyed[table.name]
        for line, row in read(table, str(path), data.decode("utf-8-sig"), troubles):
            key = _key(row)
            if key is None:
                rows[path, line] = row
                continue
            if key in seen and seen[key][0].parent == path.parent:
                troubles.file, troubles.line = str(path), line
                troubles.add(f"id {key!r}: already used in {seen[key][0]}:{seen[key][1]}. Ids are unique over all tables.")
            seen[key] = path, line
            rows[key] = row
    return {k: list(v.values()) for k, v in keyed.items()}, "sha256:" + digest.hexdigest(), troubles.found


def _key(row: Any) -> str | None:
    if isinstance(row, dict):
        return row.get("id")
    found: str = row.id
    return found


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
    for row in lx.rows["classes"]:
        classes[row["class"]].add(row["lemma"].lower())
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
        lx.surnames[term.person.split()[-1]].append(term)
    for weapon in lx.rows["weapons"]:
        for alias in weapon.aliases:
            words = split_name(alias)
            if words:
                lx.weapons[words[0]].append((words, weapon))
    for role in lx.rows["roles"]:
        lx.roles[role.phrase[-1]].append(role)
    for cue in lx.rows["contexts"]:
        for words in _spelled(lx, cue.phrase):
            lx.contexts[words[0]].append((words, cue))
    for fact in lx.rows["factuality"]:
        lx.factuality[fact.word].append(fact)
    lx.weights = {row["feature"]: float(row["weight"]) for row in lx.rows["weights"]}
    lx.given = {row["name"]: row["gender"] for row in lx.rows["given_names"]}
    for row in lx.rows["places"]:
        for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
            words = split_name(alias)
            if words:
                lx.places[words[0]].append((words, row))
    for index in (lx.names, lx.weapons, lx.places, lx.contexts):
        for entries in index.values():
            entries.sort(key=lambda e: -len(e[0]))
    for role_list in lx.roles.values():
        role_list.sort(key=lambda r: -len(r.phrase))
    for item_list in lx.items.values():
        item_list.sort(key=lambda i: -len(i.lemma))
    return lx


def _spelled(lx: Lexicon, phrase: Words) -> list[Words]:
    """A phrase as it is written, `@class` as all words of the class."""
    if not phrase[0].startswith("@"):
        return [phrase]
    return [tuple(lemma.replace("-", " - ").split()) for lemma in sorted(lx.classes[phrase[0][1:]])]


def split_name(name: str) -> Words:
    """A name as the words that a tokenizer makes of it: split at blanks and hyphens, possessive 's apart, a leading article dropped."""
    if not name.isalpha():
        name = name.replace("-", " - ").replace("–", " - ").replace("/", " / ").replace("'s ", " 's ").replace("’s ", " 's ")
    words = name.split()
    if len(words) > 1 and words[0] in ("the", "The"):
        words = words[1:]
    return tuple(words)
