"""Values passed down a tree."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...lexicon.rows import FactRow
from ...model.claim import Factuality
from ...parse import Token
from ..context import Context
from ..syntax import is_infinitive, is_verb, none_of, nth
from .governors import above, counterfactual, is_denied, is_question, setting, until

CERTAIN = 3.0
_THAT, _NEGATED_THAT = 2.6, -0.5
"""What a verb without a row passes to a finite clause, and to one under its negation."""
_PURPOSE, _NOUN_TO, _ADJECTIVE_TO = 1.9, 1.4, 1.5
_QUESTION, _CONDITION = 1.0, 1.0
_COMPOUND, _LOOSE, _LOOSE_CLAUSE, _OPEN, _UNTIL, _COUNTERFACTUAL = 2.5, -0.6, 2.4, 0.6, 0.8, -1.7
"""Nouns in compounds, indefinite nouns loosely under a negation, clauses beside something unreal; a definite
thing not done; what is not done until later."""
_DEPTH = 40
NOUNS = ("NOUN", "PROPN")
_FRONTED = frozenset(["report", "belief", "evidence"])
_NOUN_DEPS = frozenset(["pobj", "dobj", "nsubjpass", "nsubj", "conj", "compound"])
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "such", "both"])
_OPEN_DEPS = frozenset(["xcomp", "ccomp", "acomp", "attr", "oprd", "prep", "csubj", "csubjpass", "dep"])
_DOING = frozenset(
    [
        "make",
        "hold",
        "have",
        "take",
        "do",
        "conduct",
        "give",
        "offer",
        "carry",
        "launch",
        "stage",
        "reach",
        "sign",
        "see",
        "find",
        "be",
        "provide",
        "show",
        "use",
    ]
)


@dataclass(slots=True)
class Climb:
    """One computation: where it stops, and which rows it has used."""

    ctx: Context
    stop: frozenset[int] = frozenset()
    used: list[str] = field(default_factory=list)
    settled: bool = False

    def value(self, t: Token, depth: int = 0, bare: bool = False) -> float:
        """What the voice commits itself to of `t`; `bare` leaves out what stands on `t` itself."""
        found = self._passed(t, depth) if depth < _DEPTH else CERTAIN
        return found if bare else self._own(t, found, depth == 0)

    def _passed(self, t: Token, depth: int) -> float:
        """What the word's governor passes to it."""
        parse = self.ctx.parse
        found = above(parse, t)
        if found is None or found[0].i in self.stop or parse.tokens[t.head].i in self.stop:
            return CERTAIN
        up, frames = found
        row = self._row(up, frames)
        if row is None and up.dep == "dobj" and t.dep in ("pobj", "pcomp") and (row := self._row(parse.tokens[up.head], frames)):
            up = parse.tokens[up.head]  # "accused the miller of stealing"
        row = row or self._preposition(t, up)
        if t.dep == "ccomp" and t.i < up.i and (row is None or row.kind not in _FRONTED) and parse.child(t.i, "nsubj", "nsubjpass", "expl"):
            return self._passed(up, depth + 1)  # sentences strung together: "he sold nothing, he gave nothing"
        if row is not None and t.dep == "acl" and "that" in frames and self._answered(t):
            return CERTAIN  # "an accusation that Minsk rejected"
        if row is not None and row.kind == "prospect" and row.pos == "prep" and self._definite(t):
            return CERTAIN
        if row is not None:
            return self._signed(row, up, depth)
        if t.pos in NOUNS and t.dep in _NOUN_DEPS:
            return self._noun(t, up, depth)
        return self._unlisted(t, up, frames, depth)

    def _preposition(self, t: Token, up: Token) -> FactRow | None:
        """The row of the preposition itself: `without`, `instead of`."""
        if t.dep not in ("pobj", "pcomp"):
            return None
        prep = self.ctx.parse.tokens[t.head]
        frame = "ing" if t.dep == "pcomp" else "np"
        words = (f"{self.ctx.parse.tokens[prep.i - 1].lower} {prep.lower}", prep.lower) if prep.i else (prep.lower,)
        return next((r for w in words for r in self.ctx.lexicon.factuality.get(w, ()) if r.pos == "prep" and frame in r.frames), None)

    def _answered(self, t: Token) -> bool:
        """Is a clause on a noun a relative one, though the parser took it for the noun's content: `the claim that Tirana dismissed`?"""
        denial = any("np" in r.frames and r.stance == "denies" for r in self.ctx.lexicon.cue_heads.get(t.lemma.lower(), ()))
        return denial and self.ctx.parse.child(t.i, "dobj", "ccomp") is None

    def _noun(self, t: Token, up: Token, depth: int) -> float:
        """An event noun: a definite one is taken as given, an indefinite one is as real as the verb it hangs on."""
        definite = self._definite(t)
        if definite and t.dep not in ("conj", "compound", "dobj", "nsubjpass"):
            return CERTAIN
        v = self.value(up, depth + 1)
        if none_of(self.ctx.parse, t) and t.dep != "pobj":
            return abs(v)  # what stands on the noun itself turns it
        if t.dep == "conj":
            return v
        if t.dep == "compound":
            return min(v, _COMPOUND) if v > 0 else _LOOSE
        if t.dep in ("dobj", "nsubjpass") and up.lemma in _DOING:
            return _OPEN if v < 0 and definite else v
        if definite or (v < 0 and t.dep == "nsubj"):
            return CERTAIN
        if v < 0:
            return v if t.dep in ("dobj", "nsubjpass") else _LOOSE
        return CERTAIN if v >= 2 else v

    def _spelled(self, c: Token) -> str:
        """A word with what a hyphen joins to it: `so-called`."""
        tokens = self.ctx.parse.tokens
        return f"{tokens[c.i - 2].lower}-{c.lower}" if c.i > 1 and c.dep == "amod" and tokens[c.i - 1].text == "-" else c.lower

    def _quantifier(self, noun: Token) -> Token | None:
        """`few` of `few states`, which weakens the verb; not `a few`."""
        kids = self.ctx.parse.children(noun.i)
        return next((c for c in kids if c.lower in ("few", "little") and not any(k.lower in ("a", "the", "these", "those") for k in kids)), None)

    def _definite(self, t: Token) -> bool:
        return any(c.dep == "poss" or c.lower in _DEFINITE for c in self.ctx.parse.children(t.i))

    def _signed(self, row: FactRow, up: Token, depth: int) -> float:
        self.used.append(row.id)
        self.settled = self.settled or row.kind in ("implicative", "counterfactive", "causative")
        v = self.value(up, depth + 1)
        passed = row.positive if v >= 0 else row.negative
        if row.kind in ("factive", "perception") or row.when:
            return passed if abs(v) >= 2 or row.when else 0.85 * passed
        return _sign(passed) * min(abs(v), abs(passed))

    def _unlisted(self, t: Token, up: Token, frames: tuple[str, ...], depth: int) -> float:
        """Words without a row: clauses of purpose, infinitives of nouns, complements of verbs that merely go with the event (`begin to`)."""
        to = "to" in frames or is_infinitive(self.ctx.parse, t.i)
        if to and (be := nth(self.ctx.parse, t.i)) is not None:
            return self.value(be, depth + 1)
        if t.dep == "acl":
            return _NOUN_TO if to else self._beside(up, depth)
        if t.dep == "relcl":
            return self._beside(up, depth)
        if t.dep == "advcl":
            return _cap(self.value(up, depth + 1), _PURPOSE) if to else self._beside(up, depth)
        if t.dep == "conj":
            return self._coordinated(t, up, depth)
        if t.dep not in _OPEN_DEPS:
            return CERTAIN
        v = self.value(up, depth + 1)
        if "that" in frames and is_verb(up) and up.lemma != "be":
            return _cap(v, _THAT) if v >= 0 else max(v, _NEGATED_THAT)
        if to and up.pos == "ADJ":
            return _cap(v, _ADJECTIVE_TO)
        return v

    def _beside(self, up: Token, depth: int) -> float:
        """Clauses that hang loosely on something unreal are less than certain."""
        return CERTAIN if Climb(self.ctx, self.stop).value(up, depth + 1) >= 2 or up.pos not in ("VERB", *NOUNS) else _LOOSE_CLAUSE

    def _coordinated(self, t: Token, up: Token, depth: int) -> float:
        """The second of two verbs: with no subject and auxiliary of its own it shares those of the first, and `or` its negation."""
        parse = self.ctx.parse
        if parse.child(t.i, "nsubj", "nsubjpass", "aux", "auxpass") is not None:
            return CERTAIN
        v = self.value(up, depth + 1)
        if t.tag == up.tag == "VB":
            return v
        alike = t.tag == up.tag or {t.tag, up.tag} == {"VBD", "VBN"}
        if v < 0:
            return v if alike and any(parse.tokens[k].lower in ("or", "nor") for k in range(up.i, t.i)) else CERTAIN
        return v if alike else CERTAIN

    def _row(self, up: Token, frames: tuple[str, ...]) -> FactRow | None:
        """The row of a governor that fits the frame and the setting: the narrowest frame, then the most conditions."""
        table = self.ctx.lexicon.factuality
        rows = table.get(up.lemma.lower(), [])
        if up.tag in ("VBN", "JJ") and up.lower in table and up.lower != up.lemma:
            rows = [*table[up.lower], *rows]
        particle = self.ctx.parse.child(up.i, "prt") if is_verb(up) else None
        if particle is not None:
            rows = table.get(f"{up.lemma.lower()} {particle.lower}", [])
        if not rows:
            return None
        around = None
        for frame in frames:
            best = None
            for row in rows:
                if frame not in row.frames or not _is_a(row.pos, up):
                    continue
                if row.when and around is None:
                    around = setting(self.ctx, up)
                if row.when and not (around is not None and row.when <= around):
                    continue
                if best is None or len(row.when) > len(best.when):
                    best = row
            if best is not None:
                return best
        return None

    def _own(self, t: Token, v: float, first: bool) -> float:
        """Auxiliaries, adverbs, conjunctions, determiners and adjectives on one word; negation turns what they leave."""
        ctx = self.ctx
        negative = is_denied(ctx.parse, t)
        for k in ctx.parse.kids[t.i]:
            c = ctx.parse.tokens[k]
            if c.dep in ("nsubj", "nsubjpass") and is_verb(t):
                c = self._quantifier(c) or c
            for row in ctx.lexicon.factuality.get(self._spelled(c), ()):
                if _modifies(row, c, t, first):
                    self.used.append(row.id)
                    limit = row.negative if negative and row.pos in ("aux", "conj") else row.positive
                    v = _sign(row.positive if row.pos != "aux" else 1) * _cap(v, abs(limit))
                    break
        if is_verb(t) and counterfactual(ctx.parse, t):
            return _COUNTERFACTUAL if not negative else -_COUNTERFACTUAL
        if negative:
            v = -v if not until(ctx.parse, t) else -_cap(v, _UNTIL)
        if (first or t.dep == "ROOT") and is_verb(t) and is_question(ctx.parse, t, t.dep == "ROOT"):
            v = _cap(v, _QUESTION)
        return v


def _modifies(row: FactRow, c: Token, t: Token, first: bool) -> bool:
    """Does a row for a dependent bear on the word it hangs on?"""
    if row.pos == "aux":
        return c.dep == "aux" and is_verb(t)
    if row.pos == "adv":
        return c.dep in ("advmod", "npadvmod", "neg") and "sent" in row.frames
    if row.pos == "conj":
        return c.dep in ("mark", "advmod", "cc", "prep") and c.i < t.i
    if row.pos == "det" and row.kind == "negator" and is_verb(t):
        return True
    if row.pos == "det":
        return first and c.dep in ("det", "amod", "predet", "nummod")
    return row.pos == "adj" and (first or row.kind == "negator") and "attr" in row.frames and c.dep == "amod"


def _is_a(pos: str, t: Token) -> bool:
    if pos == "verb":
        return is_verb(t) or t.tag[:2] == "VB"
    return {"adj": t.pos in ("ADJ", "VERB"), "noun": t.pos in ("NOUN", "PROPN"), "prep": t.pos in ("ADP", "SCONJ")}.get(pos, False)


def _sign(x: float) -> float:
    return -1.0 if x < 0 else 1.0


def _cap(v: float, limit: float) -> float:
    return _sign(v) * min(abs(v), abs(limit))


def author_value(ctx: Context, start: int, end: int, clause: bool = False) -> float:
    """The author's commitment to the event whose word stands at `[start, end)`; with `clause` to the clause it heads, negation and all."""
    head = _head(ctx, start, end)
    return CERTAIN if head is None else Climb(ctx).value(head, bare=clause)


def value_under(ctx: Context, head: int, stop: frozenset[int]) -> tuple[float, bool, tuple[str, ...]]:
    """The commitment to an event of the voice whose content begins below the tokens of `stop` (its cue); whether the words settle
    that it did or did not happen (`managed to`, `did not`); the rows used."""
    climb = Climb(ctx, stop)
    v = climb.value(ctx.parse.tokens[head])
    return v, v < 0 or climb.settled, tuple(dict.fromkeys(climb.used))


def rows_used(ctx: Context, start: int, end: int) -> tuple[str, ...]:
    """The rows that bear on the event at `[start, end)`."""
    head = _head(ctx, start, end)
    climb = Climb(ctx)
    if head is not None:
        climb.value(head)
    return tuple(dict.fromkeys(climb.used))


def letters(v: float) -> Factuality:
    """FactBank's letters for a value."""
    size = abs(v)
    if size < 0.5:
        return "Uu"
    strength = "CT" if size > 2.3 else "PR" if size >= 1.6 else "PS"
    return strength + ("-" if v < 0 else "+")  # type: ignore[return-value]


def _head(ctx: Context, start: int, end: int) -> Token | None:
    """The highest token of a stretch of text."""
    first = ctx.parse.token_at(start)
    if first is None:
        return None
    tokens = ctx.parse.tokens
    inside = [first]
    while inside[-1] + 1 < len(tokens) and tokens[inside[-1] + 1].start < end:
        inside.append(inside[-1] + 1)
    return next((tokens[k] for k in inside if tokens[k].head not in inside or tokens[k].head == k), tokens[first])
