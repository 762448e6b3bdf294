"""One dataclass a table: the columns of `docs/lexicon.md`.

The rows are not to be changed. They are not frozen, since setting the fields of twenty thousand frozen rows takes a tenth of loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from ..model.claim import Factuality
from ..model.event import PlaceKind
from ..model.frames import FrameName
from ..model.saying import Kind, Stance

KINDS = get_args(Kind)
STANCES = get_args(Stance)
FACTUALITY = get_args(Factuality)
FRAMES = get_args(FrameName)
PLACE_KINDS = get_args(PlaceKind)


@dataclass(slots=True, unsafe_hash=True)
class Cue:
    id: str
    cue: tuple[str, ...]
    pos: str
    kind: str
    stance: str
    frames: frozenset[str]
    commits: str
    author: str
    example: str
    near_miss: str


@dataclass(slots=True, unsafe_hash=True)
class Condition:
    """`SELECTOR=CLASS|CLASS`, negated with a leading `!`; `*` asks only that the argument is there."""

    selector: str
    classes: frozenset[str]
    negated: bool


@dataclass(slots=True, unsafe_hash=True)
class Trigger:
    id: str
    predicate: tuple[str, ...]
    pos: str
    when: tuple[Condition, ...]
    type: str
    mode: str | None
    cameo: str | None
    frame: str | None
    slots: tuple[tuple[str, tuple[str, ...], bool], ...]
    """(role, selectors in order, reciprocal); of a reciprocal role each part may itself be alternatives, `poss|subj`"""
    example: str
    near_miss: str


@dataclass(slots=True, unsafe_hash=True)
class ActorRow:
    """A named actor of the gazetteer; `aliases` include the name."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    kind: str
    sectors: tuple[str, ...]
    wikidata: str | None


@dataclass(slots=True, unsafe_hash=True)
class Term:
    """A person's term of office; dates are ISO prefixes (`2017`, `2017-05`, `2017-05-14`) or empty."""

    id: str
    person: str
    aliases: tuple[str, ...]
    country: str | None
    office: str
    start: str
    end: str
    sectors: tuple[str, ...]
    wikidata: str | None


@dataclass(slots=True, unsafe_hash=True)
class Role:
    id: str
    phrase: tuple[str, ...]
    """As the parser cuts it: `secretary - general`."""
    kind: str
    sectors: tuple[str, ...]
    example: str
    near_miss: str

    @property
    def function(self) -> str:
        return " ".join(self.phrase).replace(" - ", "-").replace(" 's", "'s")


@dataclass(slots=True, unsafe_hash=True)
class Weapon:
    id: str
    name: str
    aliases: tuple[str, ...]
    description: str
    maker: str | None
    un_category: str | None
    sipri_category: str | None
    example: str
    near_miss: str


@dataclass(slots=True, unsafe_hash=True)
class ItemNoun:
    id: str
    lemma: tuple[str, ...]
    un_category: str | None


@dataclass(slots=True, unsafe_hash=True)
class FactRow:
    """What a word does to the factuality of an event: passed on under a positive and a negative governor, on a scale from -3 to 3."""

    id: str
    word: str
    pos: str
    kind: str
    frames: frozenset[str]
    when: frozenset[str]
    positive: float
    negative: float
    example: str
    near_miss: str


@dataclass(slots=True, unsafe_hash=True)
class Agency:
    """A news agency whose reports others print; `spellings` include the name. Weak spellings are also other words or names."""

    id: str
    name: str
    spellings: tuple[str, ...]
    weak: frozenset[str]
    country: str | None
    example: str
    near_miss: str


@dataclass(slots=True, unsafe_hash=True)
class Boilerplate:
    """Phrases that show a paragraph (or its tail) to be no part of the report; `words` is the most that such a paragraph holds."""

    id: str
    phrases: tuple[str, ...]
    place: str
    kind: str
    words: int
    origin: bool
    example: str
    near_miss: str


@dataclass(slots=True, unsafe_hash=True)
class ContextCue:
    """A word or phrase that tells the context of an event near it; `@arms` stands for any word of the class `arms`."""

    id: str
    phrase: tuple[str, ...]
    pos: str
    when: tuple[Condition, ...]
    context: str
    example: str
    near_miss: str
