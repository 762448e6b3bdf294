"""Accusing by evaluation: a speaker who calls something a grave provocation condemns whoever did it, though no verb of accusing stands there."""

from __future__ import annotations

from collections.abc import Iterator

from ..lexicon import Trigger
from ..model import Actor
from ..parse import Token
from .attributions import Saying
from .coded import Coded, resolve, resolve_all
from .context import Context
from .mentions import People
from .predicates import Match
from .syntax import antecedent, logical_subject, negated

CONDEMNING = "condemning"
_ROW = Trigger("judgement.condemning", ("be", "condemning"), "phrase", (), "ACCUSE", "disapprove", "111", None, (), "", "")
_BLAMED = Trigger("judgement.blame", ("be", "responsible"), "phrase", (), "ACCUSE", "allege", "112", "accusation", (), "", "")
_DEMAND = Trigger("judgement.demand", ("must",), "phrase", (), "REQUEST", None, "100", None, (), "", "")
_OBLIGATION = frozenset({"must", "should"})
_BLAME = frozenset({"responsible", "behind", "blame", "guilty", "culpable", "complicit", "liable"})
Found = tuple[Actor, int]


def judged(ctx: Context, people: People, sayings: list[Saying], coded: list[Coded]) -> list[Coded]:
    """All events that stand in a saying without a trigger verb, beside those already `coded`."""
    taken = {c.head for c in coded}
    spoken = [(s, speaker) for s in sayings if (speaker := _speaker(ctx, people, s)) is not None]
    return [
        c for judge in (_condemned, _demanded, _blamed, _alleged) for s, speaker in spoken for c in judge(ctx, people, s, speaker) if c.head not in taken
    ]


def _speaker(ctx: Context, people: People, s: Saying) -> Found | None:
    """Who speaks, if it is somebody of a country or a sector."""
    if s.cand.source_head is None:
        return None
    found = resolve(ctx, people, antecedent(ctx.parse, ctx.parse.tokens[s.cand.source_head]))
    return found if found is not None and (found[0].country or found[0].sectors) else None


def _others(ctx: Context, people: People, t: Token | None, speaker: Found) -> list[Found]:
    """Who an argument stands for, the speaker left out."""
    return [w for w in resolve_all(ctx, people, [t] if t is not None else []) if w[0].id != speaker[0].id]


def _judgement(row: Trigger, at: int, speaker: Found, whom: list[Found], name: str, s: Saying) -> Coded:
    return Coded(Match(row, at, None, (at,)), row.type, [speaker], whom, why=[name, *s.record.why])


def _demanded(ctx: Context, people: People, s: Saying, speaker: Found) -> Iterator[Coded]:
    """`said that Libya must hand over the suspects`: what somebody says another must do is a demand on that other; the first one counts."""
    if s.kind not in ("say", "declare", "demand", "believe", "judge"):
        return
    first, last = s.cand.content[0]
    for k in range(first, last + 1):
        t = ctx.parse.tokens[k]
        if t.lower not in _OBLIGATION or t.dep != "aux":
            continue
        subject = ctx.parse.child(t.head, "nsubj", "nsubjpass")
        whom = [w for w in _others(ctx, people, subject, speaker) if w[0].country or w[0].kind in ("organisation", "armed_group")]
        if whom:
            yield _judgement(_DEMAND, k, speaker, whom, "judgement.demand", s)
            return


def _blamed(ctx: Context, people: People, s: Saying, speaker: Found) -> Iterator[Coded]:
    """`said the Taliban were responsible for the blast`, `said Iran was behind the attack`: an accusation of the one who is named."""
    if s.kind not in ("say", "declare", "believe", "judge", "accuse", "cite"):
        return
    for k in _inside(s):
        t = ctx.parse.tokens[k]
        verb = ctx.parse.tokens[t.head]
        if t.lower not in _BLAME or verb.lemma != "be" or t.dep not in ("acomp", "prep", "xcomp", "ccomp") or negated(ctx.parse, verb.i):
            continue
        whom = _others(ctx, people, ctx.parse.child(verb.i, "nsubj"), speaker)
        if whom:
            yield _judgement(_BLAMED, k, speaker, whom, "judgement.blame", s)


def _alleged(ctx: Context, people: People, s: Saying, speaker: Found) -> Iterator[Coded]:
    """`alleged the attacks were plotted by the cell`: who alleges a deed accuses its doer."""
    clause = ctx.parse.child(s.cand.head, "ccomp")
    if s.kind != "accuse" or s.negated or s.cand.construction not in ("v:ccomp", "v:front") or clause is None:
        return
    whom = _others(ctx, people, logical_subject(ctx.parse, clause.i), speaker)
    if whom:
        yield _judgement(_BLAMED, s.cand.head, speaker, whom, "judgement.allege", s)


def _condemned(ctx: Context, people: People, s: Saying, speaker: Found) -> Iterator[Coded]:
    """The first quoted predicate of condemnation (`is a grave provocation`); the culprit where the clause names one."""
    if s.kind in ("deny", "ask") or s.record.quoted == "none":
        return
    words = ctx.lexicon.classes.get(CONDEMNING, frozenset())
    for k in _inside(s):
        t = ctx.parse.tokens[k]
        if t.dep not in ("attr", "acomp", "oprd") or t.lemma.lower() not in words or ctx.quote_of[k] < 0 or negated(ctx.parse, t.head):
            continue
        subject = ctx.parse.child(t.head, "nsubj", "csubj")
        culprit = resolve(ctx, people, subject) if subject is not None else None
        foreign = culprit is not None and culprit[0].id != speaker[0].id and culprit[0].country != speaker[0].country
        yield _judgement(_ROW, k, speaker, [culprit] if culprit is not None and foreign else [], "class:condemning", s)
        return


def _inside(s: Saying) -> Iterator[int]:
    return (k for a, b in s.cand.content for k in range(a, b + 1))
