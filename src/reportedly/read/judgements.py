"""Accusing by evaluation: a speaker who calls something a grave provocation condemns whoever did it, though no verb of accusing stands there."""

from __future__ import annotations

from ..lexicon import Trigger
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


def judged(ctx: Context, people: People, sayings: list[Saying], coded: list[Coded]) -> list[Coded]:
    """All events that stand in a saying without a trigger verb, beside those already `coded`."""
    taken = {c.head for c in coded}
    found = find(ctx, people, sayings) + demands(ctx, people, sayings) + blames(ctx, people, sayings) + alleges(ctx, people, sayings)
    return [c for c in found if c.head not in taken]


def demands(ctx: Context, people: People, sayings: list[Saying]) -> list[Coded]:
    """`said that Libya must hand over the suspects`: what somebody says another must do is a demand on that other."""
    out: list[Coded] = []
    for s in sayings:
        if s.kind not in ("say", "declare", "demand", "believe", "judge") or s.cand.source_head is None:
            continue
        speaker = resolve(ctx, people, antecedent(ctx.parse, ctx.parse.tokens[s.cand.source_head]))
        if speaker is None or not (speaker[0].country or speaker[0].sectors):
            continue
        first, last = s.cand.content[0]
        for k in range(first, last + 1):
            t = ctx.parse.tokens[k]
            if t.lower not in _OBLIGATION or t.dep != "aux":
                continue
            verb = ctx.parse.tokens[t.head]
            subject = ctx.parse.child(verb.i, "nsubj", "nsubjpass")
            whom = [
                w
                for w in resolve_all(ctx, people, [subject] if subject is not None else [])
                if w[0].id != speaker[0].id and (w[0].country or w[0].kind in ("organisation", "armed_group"))
            ]
            if not whom:
                continue
            out.append(Coded(Match(_DEMAND, k, None, (k,)), "REQUEST", [speaker], whom, why=["judgement.demand", *s.record.why]))
            break
    return out


_BLAME = frozenset({"responsible", "behind", "blame", "guilty", "culpable", "complicit", "liable"})


def blames(ctx: Context, people: People, sayings: list[Saying]) -> list[Coded]:
    """`said the Taliban were responsible for the blast`, `said Iran was behind the attack`: an accusation of the one who is named."""
    out: list[Coded] = []
    for s in sayings:
        if s.kind not in ("say", "declare", "believe", "judge", "accuse", "cite") or s.cand.source_head is None:
            continue
        speaker = resolve(ctx, people, antecedent(ctx.parse, ctx.parse.tokens[s.cand.source_head]))
        if speaker is None or not (speaker[0].country or speaker[0].sectors):
            continue
        for a, b in s.cand.content:
            for k in range(a, b + 1):
                t = ctx.parse.tokens[k]
                verb = ctx.parse.tokens[t.head]
                if t.lower not in _BLAME or verb.lemma != "be" or t.dep not in ("acomp", "prep", "xcomp", "ccomp") or negated(ctx.parse, verb.i):
                    continue
                subject = ctx.parse.child(verb.i, "nsubj")
                whom = [w for w in resolve_all(ctx, people, [subject] if subject is not None else []) if w[0].id != speaker[0].id]
                if whom:
                    out.append(Coded(Match(_BLAMED, k, None, (k,)), "ACCUSE", [speaker], whom, why=["judgement.blame", *s.record.why]))
    return out


def alleges(ctx: Context, people: People, sayings: list[Saying]) -> list[Coded]:
    """`alleged the attacks were plotted by the cell`: who alleges a deed accuses its doer."""
    out: list[Coded] = []
    for s in sayings:
        if s.kind != "accuse" or s.negated or s.cand.construction not in ("v:ccomp", "v:front") or s.cand.source_head is None:
            continue
        speaker = resolve(ctx, people, antecedent(ctx.parse, ctx.parse.tokens[s.cand.source_head]))
        clause = ctx.parse.child(s.cand.head, "ccomp")
        if speaker is None or clause is None or not (speaker[0].country or speaker[0].sectors):
            continue
        doer = logical_subject(ctx.parse, clause.i)
        whom = [w for w in resolve_all(ctx, people, [doer] if doer is not None else []) if w[0].id != speaker[0].id]
        if whom:
            out.append(Coded(Match(_BLAMED, s.cand.head, None, (s.cand.head,)), "ACCUSE", [speaker], whom, why=["judgement.allege", *s.record.why]))
    return out


def find(ctx: Context, people: People, sayings: list[Saying]) -> list[Coded]:
    """One ACCUSE for each quoted predicate of condemnation (`is a grave provocation`), by the speaker; the culprit where the clause names one."""
    words = ctx.lexicon.classes.get(CONDEMNING, frozenset())
    out: list[Coded] = []
    for s in sayings:
        if s.kind in ("deny", "ask") or s.record.quoted == "none" or s.cand.source_head is None:
            continue
        speaker = resolve(ctx, people, antecedent(ctx.parse, ctx.parse.tokens[s.cand.source_head]))
        if speaker is None or not (speaker[0].country or speaker[0].sectors):
            continue
        for a, b in s.cand.content:
            for k in range(a, b + 1):
                t = ctx.parse.tokens[k]
                head = ctx.parse.tokens[t.head]
                if t.dep not in ("attr", "acomp", "oprd") or t.lemma.lower() not in words or ctx.quote_of[k] < 0 or negated(ctx.parse, head.i):
                    continue
                coded = Coded(Match(_ROW, k, None, (k,)), "ACCUSE", [speaker], why=["class:condemning", *s.record.why])
                subject = ctx.parse.child(head.i, "nsubj", "csubj")
                culprit = resolve(ctx, people, subject) if subject is not None else None
                if culprit is not None and culprit[0].id != speaker[0].id and culprit[0].country != speaker[0].country:
                    coded.recipients = [culprit]
                out.append(coded)
                break
            else:
                continue
            break
    return out
