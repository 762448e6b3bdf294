"""Quotation spans: direct speech, partial quotations and scare quotes, over paragraphs, in any style of marks."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Block, Span
from ..parse import shown

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’"}
_BEFORE = " ([{-–—/:“\"'‘"
_AFTER = " .,;:!?)]}-–—/”\"'…"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks in `span`, without them in `inner`. `open_end` when no closing mark stands in its paragraph."""

    span: Span
    inner: Span
    block: int
    open_end: bool = False


def find_quotes(text: str, blocks: tuple[Block, ...]) -> tuple[Quote, ...]:
    """Outermost quotations of every title and paragraph, in order."""
    out: list[Quote] = []
    read = [(n, b.span, shown(text, b.span)) for n, b in enumerate(blocks) if b.kind in ("paragraph", "title")]
    for k, (n, span, words) in enumerate(read):
        carried = _carried(out, read, k)
        if carried:
            out.append(Quote(Span(span.start, span.start + carried), Span(span.start, span.start + carried), n, carried == len(words)))
        out += _block(words[carried:], span.start + carried, n)
    return tuple(out)


def _carried(out: list[Quote], read: list[tuple[int, Span, str]], k: int) -> int:
    """How much of a paragraph goes on with a quotation that the one before left open: up to its closing mark, all of it where a later paragraph closes."""
    if not out or not out[-1].open_end or k == 0 or out[-1].block != read[k - 1][0]:
        return 0
    words = read[k][2]
    first = next((j for j, ch in enumerate(words) if ch in '“”"'), None)
    if first is not None:
        closes = words[first] == "”" or (words[first] == '"' and first > 0 and words.count('"') % 2 == 1 and not words[first - 1].isspace())
        return first + 1 if closes else 0
    for _, _, later in read[k + 1 : k + 4]:
        mark = next((j for j, ch in enumerate(later) if ch in '“”"'), None)
        if mark is not None:
            return len(words) if mark > 0 and not later[mark - 1].isspace() else 0
    return 0


def _block(text: str, base: int, number: int) -> list[Quote]:
    out: list[Quote] = []
    k, size = 0, len(text)
    while k < size:
        ch = text[k]
        close = None
        if ch in "“«„":
            close = _find_close(text, k, _PAIRS[ch])
        elif ch == '"':
            close = text.find('"', k + 1)
        elif ch in "‘'" and _opens(text, k):
            close = _single_close(text, k, "’" if ch == "‘" else "'")
            if close < 0:
                k += 1
                continue
        if close is None:
            k += 1
            continue
        open_end = close < 0
        end = size if open_end else close + 1
        inner = (k + 1, size if open_end else close)
        if inner[1] > inner[0]:
            out.append(Quote(Span(base + k, base + end), Span(base + inner[0], base + inner[1]), number, open_end))
        k = end
    return out


def _find_close(text: str, k: int, mark: str) -> int:
    """The closing mark, nested pairs of the same kind skipped; a straight mark closes too where no curly one does."""
    depth = 0
    for j in range(k + 1, len(text)):
        if text[j] == mark:
            if depth == 0:
                return j
            depth -= 1
        elif text[j] == text[k] and mark != text[k]:
            if text[j - 1 : j] in (" ", "") and text.find(mark, j) < 0:
                return -1
            depth += 1
    return text.find('"', k + 1)


def _opens(text: str, k: int) -> bool:
    before = text[k - 1] if k else " "
    after = text[k + 1] if k + 1 < len(text) else " "
    return before in _BEFORE and (after.isalnum() or after in "[(…") and not (text[k + 1 : k + 3].isdigit() and not text[k + 3 : k + 4].isdigit())


def _single_close(text: str, k: int, mark: str) -> int:
    """The closing single mark: not an apostrophe in a word, not a plural's possessive where a better one follows."""
    best = -1
    for j in range(k + 2, len(text)):
        if text[j] != mark:
            continue
        after = text[j + 1] if j + 1 < len(text) else " "
        if after not in _AFTER:
            continue
        if text[j - 1] in ".,!?…;" or after in ".,;:!?)]":
            return j
        if text[j - 1] == "s" and after == " " and text.find(mark, j + 1) > 0:
            best = best if best >= 0 else j
            continue
        return j
    return best
