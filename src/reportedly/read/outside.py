"""Cues that stand outside of what they report: `according to X`, `in X's words`, `by X's account`, `as X put it`."""

from __future__ import annotations

from collections.abc import Iterator

from ..lexicon import Cue
from ..parse import Token
from . import extent
from .candidate import Candidate, Range, set_source
from .context import Context
from .cues import longest
from .syntax import SUBJECTS


def according(ctx: Context, t: Token) -> Iterator[Candidate]:
    """The candidate of a preposition, its content the clause around it."""
    parse = ctx.parse
    following = parse.tokens[t.i + 1] if t.i + 1 < len(parse.tokens) else None
    if t.lower == "according" and following is not None and following.lower == "to":
        holder = parse.child(following.i, "pobj") or (parse.tokens[t.i + 2] if t.i + 2 < len(parse.tokens) else None)
        found = _hosted(ctx, t, t, "according to", "p:according to", (t.i, following.i), holder)
    else:
        found = _governing(ctx, t) or _possessed(ctx, t)
    if found is not None:
        yield found


def _hosted(ctx: Context, t: Token, head: Token, lemma: str, name: str, cue: Range, source: Token | None, row: Cue | None = None) -> Candidate | None:
    """A candidate whose content is what the phrase of `t` is set into; none where there is nothing."""
    if source is None:
        return None
    cand = Candidate(head.i, lemma, name, cue, [], row=row)
    set_source(ctx, cand, source)
    cand.content = extent.host(ctx, t, cand)
    return cand if cand.content else None


def _governing(ctx: Context, t: Token) -> Candidate | None:
    """`at the behest of X`, `per X`: a row of words that govern the source."""
    match = longest(ctx, t.i, t.lower, pp=True)
    if match is None and t.pos == "ADP":
        single = next((r for r in ctx.lexicon.cue_heads.get(t.lower, ()) if r.pos == "prep" and len(r.cue) == 1), None)
        match = (single, t.i) if single is not None else None
    if match is None:
        return None
    row, last = match
    return _hosted(ctx, t, t, " ".join(row.cue), "p:phrase", (t.i, last), ctx.parse.child(last, "pobj"), row)


def _possessed(ctx: Context, t: Token) -> Candidate | None:
    """`in X's statement`, `in the words of X`, `by X's account`: the noun has the source."""
    parse = ctx.parse
    noun = parse.child(t.i, "pobj") if t.lower in ("in", "per", "by") and t.dep == "prep" else None
    if noun is None:
        return None
    owner = parse.child(noun.i, "poss") or next((parse.child(p.i, "pobj") for p in parse.children(noun.i, "prep") if p.lower in ("of", "by")), None)
    lemma = noun.lemma.lower()
    row = next((r for r in ctx.lexicon.long_cues[True].get(t.lower, ()) if r.cue[1:] == (lemma,)), None)
    if row is None and (t.lower == "by" or not any(c.pos == "noun" and "in" in c.frames for c in ctx.lexicon.cue_heads.get(lemma, ()))):
        return None
    return _hosted(ctx, t, noun, f"{t.lower} {lemma}", "p:in", (t.i, noun.i), owner, row)


def as_put(ctx: Context, v: Token) -> Iterator[Candidate]:
    """`As the envoy put it, …`: the clause is the cue, its subject the source, the sentence around it the content."""
    parse = ctx.parse
    rows = ctx.lexicon.long_cues[True].get("as", ())
    it = parse.tokens[v.i + 1] if v.i + 1 < len(parse.tokens) else None
    row = next((r for r in rows if it is not None and r.cue == ("as", v.lemma.lower(), it.lower)), None)
    subject = parse.child(v.i, *SUBJECTS)
    first = parse.edges(v.i)[0]
    if row is None or it is None or subject is None or parse.tokens[first].lower != "as":
        return
    found = _hosted(ctx, v, v, " ".join(row.cue), "p:as", (first, it.i), subject, row)
    if found is not None:
        yield found
