"""Items of a frame: what was sent, tested, counted; with quantity, designation and category."""

from __future__ import annotations

import re

from ...model import Item
from ...parse import Token
from ..context import Context
from ..numbers import NUMBERS
from ..predicates import MEASURES, in_class
from ..syntax import phrase

_UNITS = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "m": 10**6, "bn": 10**9}
_NUMBER = re.compile(r"^\d[\d,]*(?:\.\d+)?$")


def number(words: list[str]) -> float | None:
    """`31`, `two dozen`, `1,200`, `more than a million`, `twenty-one` as a number; None where there is none."""
    total, current, seen = 0.0, 0.0, False
    for raw in words:
        for word in raw.lower().replace("-", " ").split():
            if _NUMBER.match(word):
                current, seen = float(word.replace(",", "")), True
            elif word in NUMBERS:
                current, seen = current + NUMBERS[word], True
            elif (unit := word.rstrip("s") if word.rstrip("s") in _UNITS else None) and (seen or not word.endswith("s")):
                current, seen = (current or 1) * _UNITS[unit], True
                if _UNITS[unit] >= 1000:
                    total, current = total + current, 0.0
    return total + current if seen else None


def arms(ctx: Context, themes: list[int]) -> tuple[Item, ...]:
    """The weapons among a frame's themes: each coordinated noun, the noun inside a measure (`a load of …`)."""
    out: list[Item] = []
    for k in themes:
        for t in _nouns(ctx, ctx.parse.tokens[k]):
            if not is_arms(ctx, t):
                continue
            first, last = phrase(ctx.parse, t.i, clauses=False)
            while first < t.i and (
                ctx.parse.tokens[first].pos in ("DET", "NUM", "PRON")
                or ctx.parse.tokens[first].dep in ("poss", "case", "quantmod")
                or ctx.parse.tokens[first].lower in ("its", "their", "more", "than", "about", "some", "at", "least", "'s")
            ):
                first += 1
            last = t.i
            name, category = weapon(ctx, first, last)
            out.append(Item(ctx.words(first, last), ctx.span(first, last), quantity(ctx, t), name, category))
    return tuple(out)


def _nouns(ctx: Context, t: Token, depth: int = 0) -> list[Token]:
    parse = ctx.parse
    out = [t]
    if depth < 4:
        of = next((p for p in parse.children(t.i, "prep") if p.lower == "of"), None)
        if of is not None and (t.lemma.lower() in MEASURES or not is_arms(ctx, t)):
            out = [n for o in parse.children(of.i, "pobj") for n in _nouns(ctx, o, depth + 1)]
        for c in parse.children(t.i, "conj"):
            out += _nouns(ctx, c, depth + 1)
        if not is_arms(ctx, t):
            out += [n for c in parse.children(t.i, "compound", "nmod") for n in [c] if is_arms(ctx, c)]
    return out


def is_arms(ctx: Context, t: Token) -> bool:
    return in_class(ctx.lexicon, ctx.parse, t, "arms", t.lemma.lower()) or weapon(ctx, t.i, t.i)[0] is not None


def weapon(ctx: Context, first: int, last: int) -> tuple[str | None, str | None]:
    """(designation, UN Register category) of a named system or a class of weapon in tokens `[first, last]`."""
    tokens = ctx.parse.tokens
    for i in range(first, last + 1):
        for words, row in ctx.lexicon.weapons.get(tokens[i].text, ()):
            if i + len(words) <= last + 1 + 2 and all(tokens[i + k].text == w for k, w in enumerate(words) if i + k < len(tokens)):
                if len(words) > 1 or any(c.isdigit() for c in words[0]) or last > i or words[0].isupper():
                    return row.name, row.un_category
    for item in ctx.lexicon.items.get(tokens[last].lemma.lower(), ()):
        n = len(item.lemma)
        if n <= last - first + 1 and all(item.lemma[k] in (tokens[last - n + 1 + k].lower, tokens[last - n + 1 + k].lemma.lower()) for k in range(n)):
            return None, item.un_category
    return None, None


def quantity(ctx: Context, t: Token) -> float | None:
    """How many: a number on the noun, or on the measure it stands in (`31 tanks`, `hundreds of tanks` gives none, `two dozen tanks` 24)."""
    parse = ctx.parse
    nums = list(parse.children(t.i, "nummod"))
    if nums:
        words = [parse.tokens[k].text for n in nums for k in parse.subtree(n.i)]
        return number(words)
    up = parse.tokens[t.head]
    if t.dep == "pobj" and up.lower == "of":
        measure = parse.tokens[up.head]
        words = [parse.tokens[k].text for n in parse.children(measure.i, "nummod") for k in parse.subtree(n.i)]
        if measure.lower.rstrip("s") in _UNITS or measure.pos == "NUM":
            return number([*words, measure.text]) if words or not measure.lower.endswith("s") else None
    return None
