"""Items of a frame: what was sent or tested; with number, designation and category."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Item
from ...parse import Token
from ..context import Context
from ..mentions import People
from ..numbers import NUMBERS
from ..predicates import MEASURES, is_designation
from ..syntax import phrase
from .amounts import MEASURED, Amount, amounts
from .weapons import designations, is_arms, noun_category

_CONTAINERS = frozenset(
    "container crate box tonne ton round piece truckload planeload shipload trainload pallet case set barrel cartridge canister consignment".split()
)
_FILLERS = frozenset("more another additional further other extra its their his her our such these those some any all both first second last latest new next".split())


def arms(ctx: Context, people: People, themes: list[int]) -> tuple[Item, ...]:
    """The weapons among a frame's themes: each coordinated noun, the noun inside a measure (`a load of …`)."""
    out: dict[int, Item] = {}
    for k in themes:
        for t in nouns(ctx, ctx.parse.tokens[k]):
            if t.i not in out and is_arms(ctx, t):
                out[t.i] = item(ctx, people, t)
    return tuple(out.values())


def nouns(ctx: Context, t: Token, depth: int = 0) -> list[Token]:
    """The nouns that a theme stands for: its conjuncts, what a measure measures, weapons it is a compound with."""
    parse = ctx.parse
    out = [t]
    if depth >= 4:
        return out
    of = next((p for p in parse.children(t.i, "prep") if p.lower == "of"), None)
    if of is not None and (t.lemma.lower() in MEASURES | _CONTAINERS or not is_arms(ctx, t)):
        out = [n for o in parse.children(of.i, "pobj") for n in nouns(ctx, o, depth + 1)]
    for c in parse.children(t.i, "conj"):
        out += nouns(ctx, c, depth + 1)
    if not is_arms(ctx, t):
        out += [c for c in parse.children(t.i, "compound", "nmod") if is_arms(ctx, c)]
        out += [n for c in parse.children(t.i, "appos") for n in nouns(ctx, c, depth + 1)]
    return out


def item(ctx: Context, people: People, t: Token) -> Item:
    """The item that a noun names: its words without determiners and number, how many, which system, which category."""
    tokens = ctx.parse.tokens
    low, _ = phrase(ctx.parse, t.i, clauses=False)
    low = _with_stray(ctx, min(_measure_start(ctx, t, low), low))
    past = _past(ctx, t)
    systems = designations(ctx, low, past)
    named = frozenset(k for _, a, b in systems for k in range(a, b + 1))
    counts = amounts(tokens, low, t.i, named)
    count = counts[-1] if counts else None
    first = _text_start(ctx, people, low, t.i, count, named)
    if systems and systems[0][1] < first and t.i in named:
        first = systems[0][1]
    carried = _container(ctx, t, first)
    if carried is not None:
        inner = amounts(tokens, low, carried, named)
        count, first = (inner[-1] if inner else None), carried
    system = next((w for w, a, _ in systems if a >= first), None)
    last = max(t.i, *(b for _, a, b in systems if a >= first), t.i) if systems else t.i
    category = (system.un_category if system else noun_category(ctx, first, t.i)) or None
    one = next((k for k in range(low, first) if tokens[k].lower in ("a", "an", "another", "one")), None)
    if count is None and t.tag == "NN" and one is not None:
        count = Amount(1, 1, 1, one, first - 1)
    bounds = count.known if count else (None, None, None)
    return Item(ctx.words(first, last), ctx.span(first, last), bounds[1], system.name if system else None, category, bounds[0], bounds[2])


def _with_stray(ctx: Context, low: int) -> int:
    """The start of a phrase with the number and designation right before it, which parsers hang elsewhere (`sold Riyadh [12 to 15 CH-4] drones`)."""
    tokens = ctx.parse.tokens
    first = ctx.parse.sentence(low).first
    at = low
    while at > first:
        before = tokens[at - 1]
        if before.text[:1].isdigit() or before.lower in NUMBERS or is_designation(ctx, before):
            low = at = at - 1
        elif before.lower in _BOUNDING and low < at + 4:
            at -= 1
        else:
            break
    return low


def _past(ctx: Context, t: Token) -> int:
    """The noun may be followed by the rest of its designation (`Leopard 2`)."""
    tokens = ctx.parse.tokens
    k = t.i + 1
    while k < len(tokens) and k < t.i + 4 and tokens[k].sent == t.sent and (tokens[k].text in ("-", "–") or tokens[k].text[:1].isdigit()):
        k += 1
    return k


def _measure_start(ctx: Context, t: Token, low: int) -> int:
    """Where the phrase of a measure over the noun begins (`[at least] hundreds of rifles`)."""
    parse = ctx.parse
    for _ in range(3):
        up = parse.tokens[t.head]
        if t.dep == "conj" or t.dep != "pobj" or up.lower != "of":
            return low
        t = parse.tokens[up.head]
        if t.pos not in ("NOUN", "NUM", "PROPN", "ADJ") or t.i > up.i:
            return low
        low = min(low, phrase(parse, t.i, clauses=False)[0])
        if low > 0 and t.pos == "NUM":
            low = min([low, *(c.i for c in parse.children(t.i) if c.i < low)])
    return low


def _text_start(ctx: Context, people: People, low: int, head: int, count: Amount | None, named: frozenset[int]) -> int:
    """The first token of an item's own words."""
    tokens = ctx.parse.tokens
    first = count.last + 1 if count is not None else low
    of = max((k for k in range(first, head) if tokens[k].lower == "of" and k not in named), default=None)
    if of is not None:
        first = of + 1
    while first < head and first not in named and _is_leading(people, tokens[first]) and not _is_size(tokens, first):
        first += 1
    return first


def _is_size(tokens: Sequence[Token], k: int) -> bool:
    """`[122] mm rockets`: a number that belongs to the thing."""
    return tokens[k].text[:1].isdigit() and (tokens[k + 1].text in ("-", "–") or tokens[k + 1].lower.rstrip("s") in MEASURED)


def _is_leading(people: People, t: Token) -> bool:
    if t.pos in ("DET", "PRON", "ADP", "PUNCT", "CCONJ", "NUM", "ADV") or t.dep in ("poss", "case", "quantmod", "predet") or t.lower in _FILLERS:
        return True
    hit = people.hit_at.get(t.i)
    return hit is not None and t.tag in ("NNP", "NNPS") and t.dep in ("nmod", "poss", "compound", "dative") and hit.kind in ("state", "capital")


def _container(ctx: Context, t: Token, first: int) -> int | None:
    """`6,700 containers of ammunition`: the number counts containers, which then stand in the item's words."""
    tokens = ctx.parse.tokens
    up = tokens[t.head]
    if t.dep == "pobj" and up.lower == "of" and first == up.i + 1 and tokens[up.head].lemma.lower() in _CONTAINERS:
        return up.head
    return None


def counted(ctx: Context, t: Token) -> Amount | None:
    """How many a noun (or a bare number) stands for: `at least 14 people`, `hundreds of villagers`, `30`."""
    low = _measure_start(ctx, t, phrase(ctx.parse, t.i, clauses=False)[0])
    if low == t.i and t.pos == "NUM":
        low = min([t.i, *(k.i for k in ctx.parse.children(t.i))])
    before = low
    while before > ctx.parse.sentence(t.i).first and low - before < 4 and ctx.parse.tokens[before - 1].lower in _BOUNDING:
        before -= 1
    of = next((p for p in ctx.parse.children(t.i, "prep") if p.lower == "of"), None)
    past = t.i + 1 if of is None else of.i
    found = amounts(ctx.parse.tokens, before, past)
    return found[-1] if found else None


_BOUNDING = frozenset("at least more than over up to as many nearly almost about around some another fewer less under no between and from".split())
