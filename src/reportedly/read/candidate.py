"""What the constructions propose: a cue, its content, whom it may come from."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lexicon import Cue
from ..parse import Token
from . import extent
from .context import Context

Range = tuple[int, int]


@dataclass(slots=True)
class Candidate:
    """`cue` is a token range, `source` and `content` are token ranges in order; `head` is the cue word itself."""

    head: int
    lemma: str
    construction: str
    cue: Range
    content: list[Range]
    source: list[Range] = field(default_factory=list)
    source_head: int | None = None
    features: list[str] = field(default_factory=list)
    score: float = 0.0
    addressee: int | None = None
    row: Cue | None = None
    """The table's row of a cue of several words."""


def set_source(ctx: Context, cand: Candidate, subject: Token | None) -> None:
    """The source of a candidate, with its whole phrase, if there is one."""
    if subject is None:
        return
    cand.source_head = subject.i
    cand.source = extent.source(ctx, subject, cand)
