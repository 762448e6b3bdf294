"""Accusing and denying by evaluation: who calls something a grave provocation condemns whoever did it, who calls a report a lie denies it, though no verb says so."""

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
from .syntax import antecedent, is_passive, logical_subject, negated, none_of

CONDEMNING = "condemning"
_ROW = Trigger("judgement.condemning", ("be", "condemning"), "phrase", (), "ACCUSE", "disapprove", "111", None, (), "", "")
_BLAMED = Trigger("judgement.blame", ("be", "responsible"), "phrase", (), "ACCUSE", "allege", "112", "accusation", (), "", "")
_DENIED = Trigger("judgement.dispute", ("be", "false"), "phrase", (), "DENY", None, "016", "denial", (), "", "")
_DEMAND = Trigger("judgement.demand", ("must",), "phrase", (), "REQUEST", None, "100", None, (), "", "")
_OBLIGATION = frozenset({"must", "should"})
_BLAME = frozenset({"responsible", "behind", "blame", "guilty", "culpable", "complicit", "liable"})
Found = tuple[Actor, int]


def judged(ctx: Context, people: People, sayings: list[Saying], coded: list[Coded]) -> list[Coded]:
    """All events that stand in a saying without a trigger verb, beside those already `coded`."""
    taken = {c.head for c in coded}
    spoken = [(s, speaker) for s in sayings if (speaker := _speaker(ctx, people, s)) is not None]
    denied = {(ctx.parse.tokens[c.head].sent, a.id) for c in coded if c.type == "DENY" for a, _ in c.actors}
    found = []
    for s, speaker in spoken:
        at = _disputed(ctx, people, s, speaker)
        if at is not None and (key := (ctx.parse.tokens[at].sent, speaker[0].id)) not in denied:
            denied.add(key)
            taken.add(at)
            found.append(_judgement(_DENIED, at, speaker, [], "judgement.dispute", s))
            found[-1].actors += _others(ctx, people, antecedent(ctx.parse, ctx.parse.tokens[s.cand.source_head or 0]), speaker)
    for judge in (_condemned, _demanded, _blamed, _alleged):
        found += [c for s, speaker in spoken for c in judge(ctx, people, s, speaker) if c.head not in taken]
    return found


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


# -- denying -------------------------------------------------------------------------------------------------------------

_SAID = frozenset(["it", "this", "that", "these", "those", "they"])
_UNTRUTH = frozenset("lie lies false untrue baseless groundless unfounded nonsense fabrication fabricated fake fiction invention propaganda disinformation hoax myth rubbish".split())
"""Of the words for falsehood those that say it of a bare `it`; others (`it is absurd`) may speak of a deed."""
_TRUTH = frozenset("truth basis foundation substance merit grounds reality".split())


_SHARE = frozenset("role part hand involvement share knowledge responsibility".split())
_FORGING = frozenset("fabricate invent concoct falsify forge".split())


_GRAINS = frozenset("word grain shred ounce iota kernel bit scrap".split())
_DEEDS = frozenset("delivery shipment transfer sale supply deal attack strike raid shelling massacre launch test recognition agreement meeting".split())
"""Deeds of which a bare `there was no …` denies what others have told."""


def _disputed(ctx: Context, people: People, s: Saying, speaker: Found) -> int | None:
    """Where a speaker says that what was said is false: `called the figure absurd`, `the report is a lie`, `there is no truth in it`, `nothing of the kind happened`."""
    if s.kind in ("deny", "ask", "promise", "threaten") or s.negated:
        return None
    for k in _inside(s):
        t = ctx.parse.tokens[k]
        if _is_false(ctx, s, t) or _is_untrue(ctx, t):
            return k
        verb = _no_part(ctx, t)
        subject = ctx.parse.child(verb.i, "nsubj", "nsubjpass") if verb is not None else None
        who = resolve(ctx, people, subject) if subject is not None else None
        if who is not None and (who[0].id == speaker[0].id or (who[0].country and who[0].country == speaker[0].country)):
            return k
    return None


def _is_false(ctx: Context, s: Saying, t: Token) -> bool:
    """`is false`, `called it a lie`, `described the report as fake news`: said of something that is said, and not negated."""
    parse = ctx.parse
    words = ctx.lexicon.classes["false_word"]
    lemma = t.lemma.lower()
    if lemma not in words and t.lower not in words and not any(f"{k.lower} {lemma}" in words for k in parse.children(t.i, "compound", "amod")):
        return False
    up = parse.tokens[t.head]
    if t.dep == "pobj" and up.lower == "as":
        up = parse.tokens[up.head]
    elif t.dep not in ("attr", "acomp", "oprd") and not (t.dep == "ccomp" and up.i == s.cand.head):
        return False
    subject = parse.child(t.i, "nsubj") if t.dep == "ccomp" else parse.child(up.i, "nsubj", "nsubjpass") if up.lemma in _BEING else parse.child(up.i, "dobj")
    strict = bool(_UNTRUTH.intersection((lemma, t.lower, *(k.lower for k in parse.children(t.i, "amod", "compound")))))
    return subject is not None and _is_said(ctx, subject, strict) and not negated(parse, up.i)


_BEING = frozenset(["be", "remain", "seem", "appear", "sound", "prove"])


def _is_said(ctx: Context, t: Token, pronoun: bool) -> bool:
    """Something that somebody has said: a claim, a figure, a report; `it` and `this` where a pronoun may be meant."""
    classes = ctx.lexicon.classes
    lemma = t.lemma.lower()
    return (pronoun and t.lower in _SAID and t.tag != "WDT") or any(lemma in classes[c] for c in ("accusation", "number_word", "report_doc", "information_word"))


def _is_untrue(ctx: Context, t: Token) -> bool:
    """`not true`, `no truth in the report`, `does not correspond to reality`, `was fabricated`, `nothing of the kind happened`."""
    parse, up = ctx.parse, ctx.parse.tokens[t.head]
    if t.lower == "true" and t.dep == "acomp":
        subject = parse.child(up.i, "nsubj")
        return subject is not None and (none_of(parse, subject) or (_is_said(ctx, subject, True) and negated(parse, up.i)))
    if t.lemma in _TRUTH and t.dep == "pobj" and parse.tokens[up.head].lemma in _GRAINS:
        t, up = parse.tokens[up.head], parse.tokens[parse.tokens[up.head].head]  # `not a word of truth in it`
    bare = t.lemma in _DEEDS or any(a.lower == "whatsoever" for a in parse.children(t.i, "advmod"))
    if bare and t.dep in ("attr", "nsubj") and up.lemma == "be" and (none_of(parse, t) or negated(parse, up.i)):
        return all(n.lemma in ("kind", "sort", "nature") for p in parse.children(t.i, "prep") for n in parse.children(p.i, "pobj"))
    if t.lemma in _TRUTH | _GRAINS and t.dep in ("dobj", "attr", "nsubj") and (none_of(parse, t) or (up.lemma == "be" and negated(parse, up.i))):
        about = [n for p in (*parse.children(t.i, "prep"), *parse.children(up.i, "prep")) for n in parse.children(p.i, "pobj")]
        about += parse.children(up.i, "nsubj") if t.dep == "dobj" else []
        return any(_is_said(ctx, n, True) for n in about)
    if t.lemma in _FORGING and is_passive(parse, t.i):
        return any(_is_said(ctx, n, True) for n in parse.children(t.i, "nsubjpass")) and not negated(parse, t.i)
    if t.lemma == "correspond":
        return negated(parse, t.i) and any(_is_said(ctx, n, True) for n in parse.children(t.i, "nsubj"))
    subject = parse.child(t.i, "nsubj") if t.lemma in ("happen", "occur", "exist") else None
    if subject is None:
        return False
    if subject.lower == "nothing":
        return any(n.lemma in ("kind", "sort") for p in parse.children(subject.i, "prep") for n in parse.children(p.i, "pobj"))
    return subject.lower in _SAID and negated(parse, t.i)


def _no_part(ctx: Context, t: Token) -> Token | None:
    """The verb that says of its subject that it was not in it: `was not involved`, `is not behind the attack`, `had no part in it`, `has nothing to do with it`."""
    parse, up = ctx.parse, ctx.parse.tokens[t.head]
    if t.lower in ("involved", "responsible", "behind"):
        be = t if is_passive(parse, t.i) else up
        return be if (be is t or (be.lemma == "be" and t.dep in ("acomp", "prep"))) and negated(parse, be.i) else None
    if t.dep != "dobj" or up.lemma not in ("have", "play", "take"):
        return None
    if t.lemma in _SHARE:
        return up if none_of(parse, t) and (parse.children(t.i, "prep") or parse.children(up.i, "prep")) else None
    return up if t.lower == "nothing" and any(c.lemma == "do" for c in parse.children(t.i, "relcl", "acl")) else None
