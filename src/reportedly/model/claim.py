"""An event as one voice puts it, what supports it, and how claims hang together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .saying import Stance
from .span import Span

Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
EvidenceKind = Literal["imagery", "document", "intercept", "intelligence", "witness", "forensic", "admission", "observation", "officials", "data"]
Relation = Literal["denies", "same", "answers", "updates", "evidence_for"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of a chain: an actor's id (or `author`) and the attribution by which it speaks (None for the author)."""

    actor: str
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    kind: EvidenceKind
    span: Span
    holder: str | None = None
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """`voices` run from the nearest to the outermost; factuality is FactBank's value for (event, nearest voice)."""

    id: str
    event: str
    voices: tuple[Voice, ...]
    stance: Stance
    factuality: Factuality
    evidence: tuple[Evidence, ...] = ()
    source_kind: str | None = None
    why: tuple[str, ...] = ()
    summary: str = ""

    def __str__(self) -> str:
        return self.summary or f"{self.voices[0].actor} {self.stance} {self.event}"


@dataclass(frozen=True, slots=True)
class Link:
    relation: Relation
    from_: str
    to: str
    score: float = 1.0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Trouble met in a text: data, never an exception."""

    code: str
    message: str
    span: Span | None = None
