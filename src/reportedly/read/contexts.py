"""PLOVER's contexts of an event: from its frame, its CAMEO code, the sectors of its parties, and cue words in its neighbourhood."""

from __future__ import annotations

from collections.abc import Sequence

from ..lexicon import Condition, ContextCue, codebook
from ..parse import Parse, Token
from .coded import Coded
from .context import Context

_BY_FRAME = {"arms_transfer": "military", "weapons_test": "military", "recognition": "diplomatic", "territory": "territory"}
_POS = {"noun": ("NOUN", "PROPN"), "adj": ("ADJ", "NOUN", "PROPN"), "verb": ("VERB",)}
_VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "REJECT"})
"""Types that between states are acts of diplomacy."""
_OPEN = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
Entry = tuple[tuple[str, ...], ContextCue]
Hit = tuple[int, ContextCue]


def find(ctx: Context, coded: Sequence[Coded]) -> list[tuple[str, ...]]:
    """The contexts of each event, in alphabetical order."""
    book = codebook.load()
    tops = [_top(ctx.parse, c.head) for c in coded]
    heads: dict[int, list[int]] = {}
    for top in tops:
        heads.setdefault(ctx.parse.tokens[top].sent, []).append(top)
    cues = {sent: scan(ctx, sent) for sent in heads}
    out = []
    for c, top in zip(coded, tops, strict=True):
        sent = ctx.parse.tokens[top].sent
        found = {cue.context for k, cue in cues[sent] if len(heads[sent]) == 1 or _belongs(ctx.parse, k, top, heads[sent])}
        if c.type in _VERBAL and _between_states(c):
            found.add("diplomatic")
        code = book.cameo.get(c.row.cameo or "")
        found.update(code.contexts if code else ())
        if c.row.frame in _BY_FRAME:
            found.add(_BY_FRAME[c.row.frame])
        for a, _ in (*c.actors, *c.recipients):
            for s in a.sectors:
                found.update(book.sectors[s].contexts if s in book.sectors else ())
        out.append(tuple(sorted(found)))
    return out


def _top(parse: Parse, head: int) -> int:
    """The word whose branch is the event's clause: a modal verb or a predicate noun (`is a provocation`) hangs below its verb."""
    return parse.tokens[head].head if parse.tokens[head].dep in ("aux", "attr", "acomp", "oprd") else head


def _between_states(c: Coded) -> bool:
    """Do states or organisations of states deal with one another?"""
    ours, theirs = (
        {a.country for a, _ in side if a.country and (a.kind == "state" or "GOV" in a.sectors or a.country == "IGO")}
        for side in (c.actors, c.recipients)
    )
    return len(ours | theirs) > 1 and (bool(theirs - ours) or c.reciprocal)


def scan(ctx: Context, sent: int) -> list[Hit]:
    """Context cues of one sentence with the token they end at; the longest phrases at each place, none inside another."""
    tokens, index = ctx.parse.tokens, ctx.lexicon.contexts
    first, past, _ = ctx.parse.sentences[sent]
    words: frozenset[str] | None = None
    out: list[Hit] = []
    k = first
    while k < past:
        t = tokens[k]
        length = 0
        for phrase, cue in _entries(index, t) if t.pos in _OPEN or t.lower in index else ():
            size = len(phrase)
            if size < length or not _spells(tokens, k, past, phrase) or (size == 1 and cue.pos and tokens[k].pos not in _POS[cue.pos]):
                continue
            if cue.when and words is None:
                words = frozenset(w for x in tokens[first:past] for w in _forms(x))
            if all(_holds(c, tokens, k, k + size, words or frozenset()) for c in cue.when):
                out.append((k + size - 1, cue))
                length = size
        k += length or 1
    return out


def _entries(index: dict[str, list[Entry]], t: Token) -> list[Entry]:
    """Cues that begin with this word, longest first."""
    found = [index[w] for w in _forms(t) if w in index]
    if len(found) < 2:
        return found[0] if found else []
    return sorted((e for entries in found for e in entries), key=lambda e: -len(e[0]))


def _forms(t: Token) -> tuple[str, ...]:
    """A word as written and its lemma; taggers leave plurals of names as they stand (`Kurds`)."""
    lemma = t.lemma.lower()
    forms = (t.lower,) if lemma == t.lower else (t.lower, lemma)
    return (*forms, lemma[:-1]) if t.pos == "PROPN" and lemma.endswith("s") else forms


def _spells(tokens: list[Token], k: int, past: int, phrase: tuple[str, ...]) -> bool:
    return k + len(phrase) <= past and all(w in _forms(tokens[k + n]) for n, w in enumerate(phrase))


def _holds(c: Condition, tokens: list[Token], first: int, past: int, words: frozenset[str]) -> bool:
    if c.selector == "near":
        found = not words.isdisjoint(c.classes)
    elif c.selector == "dep":
        found = tokens[past - 1].dep in c.classes
    else:
        k = past if c.selector == "next" else first - 1
        found = 0 <= k < len(tokens) and (tokens[k].lower in c.classes or tokens[k].lemma.lower() in c.classes)
    return found != c.negated


def _belongs(parse: Parse, k: int, head: int, heads: Sequence[int]) -> bool:
    """Does a word belong to the event at `head`? It does below that head, or above all events; not in the part of a coordinated or embedded one."""
    owned = False
    while True:
        if k == head:
            return True
        t = parse.tokens[k]
        if k in heads:
            owned = True
            if t.dep in ("conj", "parataxis"):
                return False
        if t.head == k:
            return not owned
        k = t.head
