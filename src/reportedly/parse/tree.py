"""Tokens, sentences and dependency trees of one report, with offsets into its text. Nothing here knows spaCy.

Labels are those of the CLEAR style that the English spaCy pipelines use (nsubj, nsubjpass, dobj, ccomp, xcomp, agent, relcl, acl …),
tags are Penn Treebank's, parts of speech Universal Dependencies'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol


class Token:
    """One token. `head` is the index of its governor (its own for a root)."""

    __slots__ = ("dep", "end", "head", "i", "lemma", "lower", "pos", "sent", "start", "tag", "text")

    def __init__(self, i: int, start: int, end: int, text: str, lemma: str, pos: str, tag: str, dep: str, head: int, sent: int) -> None:
        self.i, self.start, self.end, self.text = i, start, end, text
        self.lower = text.lower()
        self.lemma, self.pos, self.tag, self.dep, self.head, self.sent = lemma, pos, tag, dep, head, sent

    def __repr__(self) -> str:
        return f"<{self.i} {self.text} {self.tag} {self.dep}<-{self.head}>"


class Sentence(NamedTuple):
    """Tokens `[first, past)`; `block` is the index of the report's block it stands in."""

    first: int
    past: int
    block: int


class RawToken(NamedTuple):
    """What a parser gives for one token: offsets into the parsed text, `head` an index into the same text's tokens."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sent_start: bool


class Parser(Protocol):
    """The seam to any syntax parser."""

    name: str

    def pipe(self, texts: Sequence[str]) -> Iterator[list[RawToken]]:
        """The tokens of each text, in order."""
        ...


class Parse:
    """A report's tokens, their children and its sentences."""

    __slots__ = ("_edges", "kids", "sentences", "text", "tokens")

    def __init__(self, text: str, tokens: list[Token], sentences: list[Sentence]) -> None:
        self.text, self.tokens, self.sentences = text, tokens, sentences
        self.kids: list[list[int]] = [[] for _ in tokens]
        self._edges: list[tuple[int, int]] | None = None
        self.link()

    def link(self) -> None:
        """Compute children anew from heads (after a repair)."""
        for k in self.kids:
            k.clear()
        for t in self.tokens:
            if t.head != t.i:
                self.kids[t.head].append(t.i)
        self._edges = None

    def children(self, i: int, *deps: str) -> list[Token]:
        """The children of token `i` that bear one of `deps` (all, if none is given), in order."""
        tokens = self.tokens
        if not deps:
            return [tokens[k] for k in self.kids[i]]
        return [tokens[k] for k in self.kids[i] if tokens[k].dep in deps]

    def child(self, i: int, *deps: str) -> Token | None:
        tokens = self.tokens
        for k in self.kids[i]:
            if tokens[k].dep in deps:
                return tokens[k]
        return None

    def subtree(self, i: int, without: frozenset[int] | set[int] = frozenset()) -> list[int]:
        """Indices of `i` and all below it, sorted; branches that start at a token of `without` are left out."""
        out, stack = [], [i]
        kids = self.kids
        while stack:
            j = stack.pop()
            out.append(j)
            for k in kids[j]:
                if k not in without:
                    stack.append(k)
        out.sort()
        return out

    def edges(self, i: int) -> tuple[int, int]:
        """First and last token of the subtree of `i` (computed once for the report)."""
        if self._edges is None:
            left = list(range(len(self.tokens)))
            right = left[:]
            for t in self._bottom_up():
                h = self.tokens[t].head
                if h != t:
                    left[h] = min(left[h], left[t])
                    right[h] = max(right[h], right[t])
            self._edges = list(zip(left, right, strict=True))
        return self._edges[i]

    def _bottom_up(self) -> list[int]:
        order: list[int] = []
        stack = [t.i for t in self.tokens if t.head == t.i]
        while stack:
            j = stack.pop()
            order.append(j)
            stack.extend(self.kids[j])
        return order[::-1]

    def ancestors(self, i: int) -> Iterator[Token]:
        tokens = self.tokens
        while tokens[i].head != i:
            i = tokens[i].head
            yield tokens[i]

    def sentence(self, i: int) -> Sentence:
        return self.sentences[self.tokens[i].sent]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points from token `first` to token `last`, both included."""
        return self.tokens[first].start, self.tokens[last].end

    def spans(self, indices: Sequence[int]) -> list[tuple[int, int]]:
        """Code-point spans of runs of consecutive tokens."""
        out: list[list[int]] = []
        for i in indices:
            if out and out[-1][1] == i - 1:
                out[-1][1] = i
            else:
                out.append([i, i])
        return [self.span(a, b) for a, b in out]

    def token_at(self, offset: int) -> int | None:
        """The index of the first token that ends after `offset`, or None past the last one."""
        lo, hi = 0, len(self.tokens)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.tokens[mid].end <= offset:
                lo = mid + 1
            else:
                hi = mid
        return lo if lo < len(self.tokens) else None
