"""Which row of the cue tables stands behind a candidate, and whether the row lists the very construction."""

from __future__ import annotations

from ..lexicon import Cue
from ..parse import Token
from .candidate import Candidate
from .context import Context

_FRAME_OF = {
    "ccomp": "that", "wh": "wh", "front": "quote", "quote": "quote", "to": "to", "ing": "ing", "np": "np", "np-as": "as", "np-of": "ofing", "np-x": "objto", "xcomp": "to",
    "seem": "to", "gap": "np", "that": "that", "according to": "pp", "in": "in", "is": "pred",
}  # fmt: skip
_POS = {"v": "verb", "n": "noun", "l": "noun", "a": "adj", "p": "prep"}
_BARE = {"attr": "attr", "adv": "sent", "phrase": "pp", "as": "pp"}
"""Constructions of words that need no complement, with the frame that allows them."""


def frame_of(c: Candidate) -> str:
    """The frame, as the tables name it, of a candidate's construction."""
    frame = c.construction.partition(":")[2].partition("+")[0] or c.construction
    return frame[5:].rstrip("~") if frame.startswith("prep:") else _BARE.get(frame) or _FRAME_OF.get(frame, frame)


def cue_row(ctx: Context, c: Candidate) -> Cue | None:
    """The row of the cue tables that explains a candidate: right part of speech, longest match, a frame that fits."""
    if c.row is not None:
        return c.row
    rows = ctx.lexicon.cue_heads.get(c.lemma.split()[0], ())
    pos = _POS.get(c.construction[0], "adv")
    wanted = frame_of(c)
    tokens = ctx.parse.tokens
    reach = range(c.cue[0], c.cue[1] + 1 if c.construction.startswith("v:") else min(c.cue[1] + 4, len(tokens)))
    nearby = {tokens[k].lower for k in reach} | {tokens[k].lemma for k in reach}
    if c.construction.startswith("lv:"):
        rows = [*rows, *(r for k in range(c.cue[0], c.head) for r in ctx.lexicon.cue_heads.get(tokens[k].lemma, ()) if r.pos == "phrase")]
    best: tuple[tuple[int, int], Cue] | None = None
    for row in rows:
        fits = row.pos == pos or (row.pos == "phrase" and pos != "adj") or (row.pos == "adj" and c.construction.endswith("+pass"))
        if not fits or not all(w in nearby for w in row.cue[1:]):
            continue
        key = (-len(row.cue), 0 if allows(row, wanted) else 1)
        if best is None or key < best[0]:
            best = (key, row)
    return best[1] if best else None


def allows(row: Cue, frame: str) -> bool:
    """Does the row list the frame? A preposition that ends the cue is its own frame, an adjective's `pred` allows any complement."""
    return frame in row.frames or row.cue[-1] == frame or (row.pos == "adj" and "pred" in row.frames and frame != "attr")


_BETWEEN = frozenset(["DET", "ADJ", "ADV", "NUM", "PRON", "PART", "PUNCT"])


def _words(ctx: Context, row: Cue, start: int, head: str) -> int | None:
    """The last token of a row's words from `start` on, determiners and adjectives between them passed over."""
    tokens = ctx.parse.tokens
    past = ctx.parse.sentence(start).past
    if not (tokens[start].lower == head or tokens[start].lemma == head):
        return None
    k = start
    for word in row.cue[1:]:
        k += 1
        skipped = 0
        while k < past and word not in (tokens[k].lower, tokens[k].lemma):
            if tokens[k].pos not in _BETWEEN or skipped == 3:
                return None
            k, skipped = k + 1, skipped + 1
        if k >= past:
            return None
    return k


def longest(ctx: Context, start: int, head: str, pp: bool) -> tuple[Cue, int] | None:
    """The row of several words that begins at a token with most words, and its last token."""
    rows = ctx.lexicon.long_cues[pp].get(head)
    if not rows:
        return None
    ahead = {w for t in ctx.parse.tokens[start + 1 : start + 6] for w in (t.lower, t.lemma)}
    found = [(row, last) for row in rows if row.cue[1] in ahead and (last := _words(ctx, row, start, head)) is not None]
    return max(found, key=lambda f: (len(f[0].cue), f[0].id)) if found else None


def particle_row(ctx: Context, v: Token) -> Cue | None:
    """`chimed in`, `shot back`: the row of a verb with the particle that follows it."""
    following = ctx.parse.tokens[v.i + 1].lower if v.i + 1 < len(ctx.parse.tokens) else ""
    rows = ctx.lexicon.long_cues[False].get(v.lemma.lower(), ())
    return next((r for r in rows if r.pos == "verb" and r.cue[1:] == (following,)), None)
