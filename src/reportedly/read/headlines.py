"""Who tells what a headline says, where only a colon or a dash sets him off."""

from __future__ import annotations

from .candidate import Candidate
from .context import Context

_TELLING = frozenset("report study survey poll source witness survivor rescuer media press doctor medic resident local watchdog monitor paper memo letter document".split())


def tells(ctx: Context, c: Candidate) -> bool:
    """Does a headline name who tells it: `Kyiv: drones kill five`, `Five killed in strike - governor`? `Sudan: …` may only say where it is about."""
    tokens = ctx.parse.tokens
    first, last = c.source[0]
    told = any(t.tag[:2] == "VB" or t.lemma in ctx.lexicon.trigger_heads for a, b in c.content for t in tokens[a : b + 1])
    if not told or ctx.report.blocks[ctx.parse.sentence(c.cue[0]).block].kind != "title":
        return False
    words = tuple(t.text for t in tokens[first : last + 1])
    if c.construction == "colon" and _is_place(ctx, words):
        return False
    head = tokens[c.source_head if c.source_head is not None else last]
    lemma = head.lemma.lower()
    if head.pos != "PROPN" and lemma in ctx.lexicon.trigger_heads and lemma not in _TELLING:
        return False  # `Ukraine war: …`
    return head.pos == "PROPN" or words == (head.text.capitalize(),) or lemma in _TELLING or lemma in ctx.lexicon.roles


def _is_place(ctx: Context, words: tuple[str, ...]) -> bool:
    rows = ctx.lexicon.names.get(words[0], ())
    return any(entry == words and (row.id.startswith("state:") or getattr(row, "kind", "") == "place") for entry, row in rows)
