"""From scored candidates to a consistent set: no word is cue of two attributions, contents run on over the sentences that belong to them."""

from __future__ import annotations

from collections.abc import Iterable

from .candidate import Candidate, Range
from .context import Context
from .extent import clean, merged
from .headlines import tells
from .weights import clausal, features, probability, told, unlisted

THRESHOLD = 0.45
_NOMINAL = 0.5
"""A higher bar for what is less often a report: a noun phrase as content, a construction that the word's row does not list."""
_TURNS = 3
"""From so many `NAME:` on a text is a transcript."""


def chosen(ctx: Context, found: Iterable[Candidate], threshold: float = THRESHOLD) -> list[Candidate]:
    """The best candidates, in order of their cues; each word is cue of one at most."""
    found = list(found)
    transcript = sum(c.construction == "colon:speaker" for c in found) >= _TURNS
    kept: list[Candidate] = []
    scored = []
    for c in found:
        if not c.content:
            continue
        c.score = probability(ctx.lexicon, features(ctx, c)) if c.construction != "colon:speaker" or not transcript else 1.0
        if c.construction in ("colon", "dash"):
            if tells(ctx, c):
                c.score = max(c.score, threshold)
                scored.append(c)
            continue
        if told(ctx, c):
            c.score = max(c.score, threshold)  # what somebody is said to have said must never pass for the reporter's own word
        if c.score >= max(threshold, 0.0 if clausal(c) and not unlisted(ctx, c) else _NOMINAL):
            scored.append(c)
    taken: set[int] = set()
    for c in sorted(scored, key=lambda c: (-c.score, c.cue)):
        cue = set(range(c.cue[0], c.cue[1] + 1))
        if cue & taken:
            continue
        taken |= cue
        kept.append(c)
    kept.sort(key=lambda c: (c.cue, c.content))
    run_on(ctx, kept)
    return kept


def run_on(ctx: Context, kept: list[Candidate]) -> None:
    """Direct speech goes on: quotations in later sentences (and paragraphs that open one) without a cue of their own join the last speaker's content."""
    by_sentence: dict[int, list[Candidate]] = {}
    for c in kept:
        by_sentence.setdefault(ctx.parse.tokens[c.cue[0]].sent, []).append(c)
    speaker: Candidate | None = None
    for number, sentence in enumerate(ctx.parse.sentences):
        turn = next((c for c in by_sentence.get(number, ()) if c.construction == "colon:speaker"), None)
        if turn is not None:
            speaker = turn
            continue
        if speaker is not None and speaker.construction == "colon:speaker":  # a transcript's turn lasts until the next one
            speaker.content = merged([*speaker.content, clean(ctx, sentence.first, sentence.past - 1)])
            continue
        direct = [c for c in by_sentence.get(number, ()) if ctx.quote_of[c.cue[0]] < 0 and _quotes_at_end(ctx, c)]
        if direct:
            speaker = direct[-1] if direct[-1].construction != "colon:dash" else None  # a signature closes what it signs
            continue
        outside = [c for c in by_sentence.get(number, ()) if ctx.quote_of[c.cue[0]] < 0]
        told = next((c for c in outside if c.source and c.construction.startswith(("v:", "m:"))), None)
        if told is not None and number + 1 < len(ctx.parse.sentences) and ctx.parse.sentences[number + 1].block == sentence.block:
            speaker = told  # `The minister rejected the offer. “We do not bargain.”`
            continue
        rest = None if speaker is None or outside else _continued(ctx, sentence.first, sentence.past)
        if rest is None or speaker is None:
            speaker = None
            continue
        if sentence.first and sentence.block != ctx.parse.sentences[number - 1].block and not _new_paragraph_continues(ctx, number):
            speaker = None
            continue
        speaker.content = merged([*speaker.content, rest])


def _quotes_at_end(ctx: Context, c: Candidate) -> bool:
    """Is the content direct speech?"""
    words = [k for a, b in c.content for k in range(a, b + 1) if ctx.parse.tokens[k].pos != "PUNCT"]
    inside = sum(ctx.quote_of[k] >= 0 for k in words)
    return bool(words) and inside >= 0.7 * len(words) and c.construction[:2] in ("v:", "co", "p:", "lv")


def _continued(ctx: Context, first: int, past: int) -> Range | None:
    """The sentence as a range if it is (nearly) all quotation."""
    words = [k for k in range(first, past) if ctx.parse.tokens[k].pos != "PUNCT"]
    inside = [k for k in words if ctx.quote_of[k] >= 0]
    if words and len(inside) >= 0.9 * len(words):
        return clean(ctx, first, past - 1)
    return None


def _new_paragraph_continues(ctx: Context, number: int) -> bool:
    """A new paragraph goes on with the same speaker when the one before left its quotation open, or when it is itself all quotation."""
    sentence = ctx.parse.sentences[number]
    q = ctx.quote_of[sentence.first]
    return q >= 0
