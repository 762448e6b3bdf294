"""Cues that modify or are said of something: adjectives, participles, sentence adverbs."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse import Token
from . import extent
from .candidate import Candidate, Range, set_source
from .context import Context
from .syntax import is_infinitive, is_verb, surface_subject, verb_group

_OWNED = frozenset({"declare", "promise", "admit", "demand", "threaten"})
"""Kinds whose adjectives tell what the possessor says (`the navy's stated goal`), not what is said of him (`Assad's alleged use of gas`)."""
_HEDGES = frozenset({"promise", "demand", "threaten", "predict", "believe"})
"""Kinds whose adjectives are the reporter's own word where nobody stands before them: a suspected attack, a planned sale."""
_COMPLEMENTS = frozenset({"of", "by", "on", "from", "for", "against", "to", "with", "between"})


def adjective(ctx: Context, a: Token) -> Iterator[Candidate]:
    """`is confident that …`, `was critical of …`, `were willing to …`; `the alleged attack`, `a suspected smuggler`, `the so-called liberators`."""
    parse = ctx.parse
    if a.dep == "amod":
        yield from _attribute(ctx, a)
        return
    if a.lemma.lower() not in ctx.lexicon.cue_heads and ctx.lexicon.weights.get("L=" + a.lemma.lower(), 0.0) <= 0.0:
        return
    head = parse.tokens[a.head]
    if a.dep not in ("acomp", "oprd", "conj", "ROOT") or not is_verb(head):
        return
    if (cand := predicate(ctx, a, head)) is not None:
        yield cand


def _attribute(ctx: Context, a: Token) -> Iterator[Candidate]:
    head = ctx.parse.tokens[a.head]
    if head.i < a.i:
        return
    for word, first in _spellings(ctx, a):
        row = next((r for r in ctx.lexicon.cue_heads.get(word, ()) if r.pos == "adj" and "attr" in r.frames), None)
        if row is not None:
            cand = Candidate(a.i, word, "a:attr", (first, a.i), [_thing(ctx, a, head)])
            set_source(ctx, cand, ctx.parse.child(head.i, "poss") if row.kind in _OWNED else None)
            if cand.source or row.kind not in _HEDGES:
                yield cand
            return


def _spellings(ctx: Context, a: Token) -> Iterator[tuple[str, int]]:
    """(word, first token): with what a hyphen joins to it, as a participle, as a plain adjective."""
    tokens = ctx.parse.tokens
    if a.i > 1 and tokens[a.i - 1].text == "-":
        yield f"{tokens[a.i - 2].lower}-{a.lower}", a.i - 2
    yield a.lower, a.i
    if a.pos == "ADJ":
        yield a.lemma.lower(), a.i


def _thing(ctx: Context, a: Token, head: Token) -> Range:
    """The noun with what completes it: `leader of the arms ring`, `strike by pilots`."""
    last = head.i
    for p in ctx.parse.children(head.i, "prep"):
        first, end = ctx.parse.edges(p.i)
        if first == last + 1 and p.lower in _COMPLEMENTS:
            last = end
    return extent.clean(ctx, a.i + 1, last)


def predicate(ctx: Context, a: Token, verb: Token) -> Candidate | None:
    """An adjective or participle after its verb, with a clause or a prepositional phrase as content."""
    parse = ctx.parse
    clause = parse.child(a.i, "ccomp", "xcomp") or parse.child(verb.i, "ccomp", "advcl")
    prep = parse.child(a.i, "prep", "agent") or next((p for p in parse.children(verb.i, "prep") if p.i == a.i + 1), None)
    first, _ = verb_group(parse, verb.i)
    lemma = a.lower if a.tag == "VBN" else a.lemma.lower()
    if clause is not None and clause.i > a.i and (clause.dep != "advcl" or parse.tokens[parse.edges(clause.i)[0]].lower in ("that", "whether")):
        to = is_infinitive(parse, clause.i)
        cand = Candidate(a.i, lemma, "a:to" if to else "a:that", (first, a.i), [extent.clean(ctx, *parse.edges(clause.i))])
    elif prep is not None and (inner := parse.child(prep.i, "pobj", "pcomp")) is not None:
        cand = Candidate(a.i, lemma, "a:" + prep.lower, (first, prep.i), [extent.clean(ctx, *parse.edges(inner.i))])
    else:
        return _judged(ctx, a, verb)
    set_source(ctx, cand, surface_subject(parse, verb.i) or parse.child(verb.i, "nsubjpass"))
    return cand


_VERDICTS = frozenset({"deny", "doubt"})


def _judged(ctx: Context, a: Token, verb: Token) -> Candidate | None:
    """`Reports of a coup were unfounded, the ministry said`: what is judged is the subject, who judges is whoever says so."""
    parse = ctx.parse
    saying, subject = parse.tokens[verb.head], parse.child(verb.i, "nsubj", "csubj")
    if verb.lemma != "be" or verb.dep != "ccomp" or subject is None or subject.pos == "PRON":
        return None
    if not any(r.pos == "adj" and "pred" in r.frames and r.kind in _VERDICTS for r in ctx.lexicon.cue_heads.get(a.lemma.lower(), ())):
        return None
    cand = Candidate(a.i, a.lemma.lower(), "a:is", (a.i, a.i), [extent.clean(ctx, *parse.edges(subject.i))])
    set_source(ctx, cand, surface_subject(parse, saying.i))
    return cand if cand.source else None


def adverb(ctx: Context, a: Token) -> Iterator[Candidate]:
    """`allegedly`, `reportedly`: the clause is the content, nobody is the source."""
    if not any(c.pos == "adv" for c in ctx.lexicon.cue_heads.get(a.lower, ())):
        return
    head = ctx.parse.tokens[a.head]
    content = extent.around(ctx, head, a)
    if content:
        yield Candidate(a.i, a.lower, "adv", (a.i, a.i), content)
