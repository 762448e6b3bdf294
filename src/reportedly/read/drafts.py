"""Mentions in the making: what the stages of mentions and coreference fill."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lexicon import Role
from ..model import Actor
from .names import Hit


@dataclass(slots=True)
class Draft:
    """A mention in the making. `head` is the token other stages ask by; `gender` m, f or empty; `number` s or p."""

    head: int
    first: int
    last: int
    kind: str
    actor: Actor | None
    score: float = 1.0
    gender: str = ""
    number: str = "s"
    role: Role | None = None
    why: list[str] = field(default_factory=list)
    also: list[Actor] = field(default_factory=list)
    """Further actors in one phrase: `Hungarian and Romanian officials`."""


@dataclass(slots=True)
class People:
    """Mentions of a report by their head token, and the gazetteer's hits by every token they cover."""

    by_head: dict[int, Draft]
    hit_at: dict[int, Hit]

    def get(self, token: int) -> Draft | None:
        return self.by_head.get(token)
