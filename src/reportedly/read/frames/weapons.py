"""Named systems and classes of weapons: designation and UN Register category of a noun phrase."""

from __future__ import annotations

from ...lexicon.load import weapons_named
from ...lexicon.rows import Weapon
from ...parse import Token
from ..context import Context
from ..predicates import in_class, is_system

_LONGEST = 6


def designations(ctx: Context, first: int, past: int) -> list[tuple[Weapon, int, int]]:
    """Named systems in tokens `[first, past)` with their first and last token, longest first at each place."""
    out: list[tuple[Weapon, int, int]] = []
    k = first
    while k < past:
        found = _longest(ctx, k, past)
        if found is None:
            k += 1
        else:
            out.append(found)
            k = found[2] + 1
    return out


def _longest(ctx: Context, k: int, past: int) -> tuple[Weapon, int, int] | None:
    tokens = ctx.parse.tokens
    text = ctx.text[tokens[k].start : tokens[min(k + _LONGEST, past) - 1].end]
    if text == text.lower() and not any(map(str.isdigit, text)):
        return None  # no name begins or ends in it
    for last in range(min(k + _LONGEST, past) - 1, k - 1, -1):
        start, end = tokens[k].start, tokens[last].end
        if end - start > 40 or any(tokens[i].end < tokens[i + 1].start - 1 for i in range(k, last)):
            continue
        rows = weapons_named(ctx.lexicon, ctx.text[start:end])
        if rows and not tokens[last].text.startswith("'"):
            return _best(ctx, rows, last, past), k, last
    return None


def _best(ctx: Context, rows: list[Weapon], last: int, past: int) -> Weapon:
    """Of systems that share a name (`K2`) the one whose category the noun after it has."""
    if len(rows) > 1:
        tokens = ctx.parse.tokens
        for k in range(last + 1, min(past, last + 4)):
            category = noun_category(ctx, last + 1, k)
            fits = [r for r in rows if (category is not None and r.un_category == category) or tokens[k].lemma.lower() in r.description.lower().split()]
            if fits:
                return fits[0]
    return rows[0]


def noun_category(ctx: Context, first: int, last: int) -> str | None:
    """The UN Register category of the class of weapons that tokens `[first, last]` end with (`attack helicopters`: V)."""
    tokens = ctx.parse.tokens
    if last < first:
        return None
    lemma = tokens[last].lemma.lower()
    for item in (*ctx.lexicon.items.get(lemma, ()), *(ctx.lexicon.items.get(tokens[last].lower, ()) if lemma != tokens[last].lower else ())):
        if _ends_with(ctx, item.lemma, first, last):
            category: str | None = item.un_category
            return category
    return None


def _ends_with(ctx: Context, lemma: tuple[str, ...], first: int, last: int) -> bool:
    """Do the words before and at `last` spell a lemma? Hyphens may be tokens of their own."""
    tokens = ctx.parse.tokens
    words = "-".join(lemma).split("-")
    k = last
    for n, w in enumerate(reversed(words)):
        while k > first and tokens[k].text in ("-", "–"):
            k -= 1
        if k < first or (w != tokens[k].lower and not (n == 0 and w == tokens[k].lemma.lower())):
            return False
        k -= 1
    return True


def is_arms(ctx: Context, t: Token) -> bool:
    """Is a noun a weapon, by class or by name?"""
    if in_class(ctx.lexicon, ctx.parse, t, "arms", t.lemma.lower()) or is_system(ctx, t):
        return True
    return any(first <= t.i <= last for _, first, last in designations(ctx, max(0, t.i - 3), t.i + 1))
