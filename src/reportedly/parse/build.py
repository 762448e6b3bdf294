"""From texts to one `Parse` over a whole report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, Report, Span
from .normalize import normalize
from .repair import repair
from .repair_headlines import mend_headline
from .tree import Parse, RawToken, Sentence, Token

_ENDS = {".", "!", "?", ";"}
_CLOSERS = {"”", "’", "''", '"', ")", "]", "»"}


def shown(text: str, span: Span) -> str:
    """The stretch of a report as the parser sees it."""
    return normalize(text[span.start : span.end])


LONGEST = 6000
"""Code points that the parser is shown at once; a longer block is cut at the end of a sentence, else at a blank."""
_END = re.compile(r"[.!?][\"'”’)]*\s")


def units(report: Report) -> list[tuple[int, Block]]:
    """(index of the block, stretch of it) for all that is parsed: titles and paragraphs, long ones in pieces."""
    out: list[tuple[int, Block]] = []
    for n, block in enumerate(report.blocks):
        if block.kind not in ("title", "paragraph"):
            continue
        at, end = block.span
        while end - at > LONGEST:
            cut = _cut(report.text, at, at + LONGEST)
            out.append((n, Block(block.kind, Span(at, cut))))
            at = cut
        out.append((n, Block(block.kind, Span(at, end))))
    return out


def _cut(text: str, start: int, limit: int) -> int:
    ends = [m.end() for m in _END.finditer(text, start + LONGEST // 2, limit)]
    if ends:
        return ends[-1]
    blank = text.rfind(" ", start + 1, limit)
    return blank + 1 if blank > 0 else limit


def build(text: str, blocks: Sequence[tuple[int, Block]], parsed: Sequence[list[RawToken]]) -> Parse:
    """`blocks` are (index in the report, block) of the parsed ones, `parsed` their tokens."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for (number, block), raws in zip(blocks, parsed, strict=True):
        base, at = len(tokens), block.span.start
        first = base
        for k, r in enumerate(raws):
            if k and r.sent_start and not (r.text in _CLOSERS and _closes(raws, k)) and not (block.kind == "title" and raws[k - 1].text not in _ENDS):
                sentences.append(Sentence(first, base + k, number))
                first = base + k
            tokens.append(Token(base + k, at + r.start, at + r.end, r.text, r.lemma, r.pos, r.tag, r.dep, base + r.head, len(sentences)))
        if raws:
            sentences.append(Sentence(first, len(tokens), number))
    parse = Parse(text, tokens, sentences)
    titles = {number for number, block in blocks if block.kind == "title"}
    for n, s in enumerate(sentences):
        if s.block in titles:
            mend_headline(parse, n)
    repair(parse)
    return parse


def _closes(raws: list[RawToken], k: int) -> bool:
    """Is the mark that seems to open a sentence the closing one of the sentence before? It touches what stands before it."""
    before = raws[k - 1]
    if raws[k].text == '"':
        return before.end == raws[k].start and (k + 1 == len(raws) or raws[k + 1].start > raws[k].end)
    return before.end <= raws[k].start <= before.end + 1
