"""Actors and the places where a text mentions them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

ActorKind = Literal["state", "organisation", "armed_group", "person", "place", "group"]
MentionKind = Literal["named", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or speaks. `country` is ISO 3166 alpha-3 (or IGO, NGO, MNC, IMG, ISM); `sectors` are PLOVER codes, the main one first.

    `listed` names the sanctions programmes and watch lists on which a user's actor file has it (`sanction` where it names no programme).
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None
    role: str | None = None
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that stands for an actor. `score` is how sure the resolution is (1 = by name); `why` says how it was made."""

    id: str
    span: Span
    kind: MentionKind
    actor: str
    score: float = 1.0
    why: tuple[str, ...] = ()
