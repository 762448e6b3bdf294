"""Somebody says something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .event import TimeSpan
from .span import Span

Kind = Literal[
    "say",
    "confirm",
    "deny",
    "accuse",
    "judge",
    "demand",
    "threaten",
    "promise",
    "predict",
    "believe",
    "doubt",
    "ask",
    "admit",
    "declare",
    "cite",
]
Stance = Literal["asserts", "denies", "accuses", "doubts", "confirms", "admits", "promises", "predicts", "demands", "threatens", "asks", "cites"]
Quoted = Literal["none", "partial", "full"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content spans (PolNeAR's terms; Newell, Margolin and Ruths 2018), typed and nested.

    `score` is the probability that the span trio is an attribution; `parent` the attribution whose content holds this one.
    """

    id: str
    kind: Kind
    stance: Stance
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    source_actor: str | None = None
    quoted: Quoted = "none"
    negated: bool = False
    channel: str | None = None
    addressee: str | None = None
    time: TimeSpan | None = None
    parent: str | None = None
    score: float = 1.0
    why: tuple[str, ...] = ()
