"""What every stage gets: the report, its parse, the tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lexicon import Lexicon
from ..model import Report, Span
from ..parse import Parse, Token
from .own_actors import OwnActors
from .quotes import Quote


@dataclass(slots=True)
class Context:
    """One report on its way through the stages; read-only for them."""

    report: Report
    parse: Parse
    lexicon: Lexicon
    quotes: tuple[Quote, ...]
    quote_of: list[int] = field(default_factory=list)
    """For each token the index of the quotation it stands in, or -1."""
    own: OwnActors | None = None
    """Actors of the user's files."""

    def __post_init__(self) -> None:
        self.quote_of = quote_index(self.parse, self.quotes)

    @property
    def text(self) -> str:
        return self.report.text

    def reports(self, t: Token) -> bool:
        """Is the word a verb of saying or asking?"""
        return t.pos == "VERB" and any(r.pos == "verb" and r.kind in ("say", "ask") for r in self.lexicon.cue_heads.get(t.lemma.lower(), ()))

    def span(self, first: int, last: int) -> Span:
        return Span(*self.parse.span(first, last))

    def words(self, first: int, last: int) -> str:
        a, b = self.parse.span(first, last)
        return self.text[a:b]


def quote_index(parse: Parse, quotes: tuple[Quote, ...]) -> list[int]:
    """For each token the quotation it stands in (its marks included), or -1."""
    out = [-1] * len(parse.tokens)
    k = 0
    for t in parse.tokens:
        while k < len(quotes) and quotes[k].span.end <= t.start:
            k += 1
        if k < len(quotes) and quotes[k].span.start <= t.start < quotes[k].span.end:
            out[t.i] = k
    return out
