"""Links between claims of different reports, as a dispute gives them: the same, denied, updated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.claim import Relation
from .disputes import Dispute
from .statements import STANDING_FOR, Statement
from .subjects import Ref


@dataclass(frozen=True, slots=True)
class CrossLink:
    """A link between claims of any two reports; `why` are the reasons of the join that it rests on."""

    relation: Relation
    from_: Ref
    to: Ref
    score: float
    why: tuple[str, ...]


def cross_links(dispute: Dispute) -> tuple[CrossLink, ...]:
    """Each link once: copies and joined claims, each denial to the first claim of every voice it denies, each change of stand to the stand before."""
    found = {*_same(dispute), *_denials(dispute), *_updates(dispute)}
    return tuple(sorted(found, key=lambda link: (link.relation, link.from_, link.to)))


def _same(d: Dispute) -> Iterator[CrossLink]:
    first = {s: refs[0] for s, refs in d.proposition.subject_refs()}
    for refs in d.proposition.sharers:
        for other in refs[1:]:
            yield CrossLink("same", other, refs[0], 1.0, ("equal in all that is compared",))
    for j in d.proposition.joins:
        yield CrossLink("same", first[j.b], first[j.a], j.score, j.why)


def _denials(d: Dispute) -> Iterator[CrossLink]:
    asserted: dict[str, Statement] = {}
    for s in d.statements:
        if s.stand in STANDING_FOR:
            asserted.setdefault(s.voice.id, s)
    own = set(d.proposition.members)
    for s in d.statements:
        if s.stand == "denies":
            for voice, claim in asserted.items():
                if voice != s.voice.id:
                    yield CrossLink("denies", s.ref, claim.ref, 0.9 if s.ref in own else 0.7, (f"{s.voice.name} denies what {claim.voice.name} says",))


def _updates(d: Dispute) -> Iterator[CrossLink]:
    before: dict[str, Ref] = {}
    for step in d.steps:
        if step.voice in before:
            yield CrossLink("updates", step.ref, before[step.voice], 1.0, (f"{step.name}: {step.change}",))
        before[step.voice] = step.ref
