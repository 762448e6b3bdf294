"""Which row of the cue tables stands behind a candidate, and whether the row lists the very construction."""

from __future__ import annotations

from ..lexicon import Cue
from .candidates import Candidate
from .context import Context

_FRAME_OF = {
    "ccomp": "that", "wh": "wh", "front": "quote", "quote": "quote", "to": "to", "ing": "ing", "np": "np", "np-as": "as", "np-of": "ofing", "np-x": "objto", "xcomp": "to",
    "seem": "to", "gap": "np", "that": "that", "according to": "pp", "in": "in",
}  # fmt: skip
_POS = {"v": "verb", "n": "noun", "l": "noun", "a": "adj", "p": "prep"}
_BARE = {"attr": "attr", "adv": "sent", "phrase": "pp"}
"""Constructions of words that need no complement, with the frame that allows them."""
BARE = frozenset({"attr", "sent"})


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
    reach = range(c.cue[0], min(c.cue[1] + 4, len(tokens)))
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
