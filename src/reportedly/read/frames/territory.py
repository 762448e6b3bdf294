"""Territory: which place changed hands, or is claimed."""

from __future__ import annotations

from ...model import Frame
from ...parse import Token
from ..coded import Coded
from ..context import Context
from ..predicates import arguments
from ..syntax import is_verb, logical_object
from . import places
from .slots import Slots

_CHANGES = {
    "annexed": "annex annexation".split(),
    "lost": "lose withdraw retreat cede fall loss withdrawal pull vacate abandon surrender evacuate leave flee".split(),
    "claimed": "claim lay".split(),
}
_CHANGE_OF = {lemma: change for change, lemmas in _CHANGES.items() for lemma in lemmas}


def fill(ctx: Context, event: Coded) -> Frame:
    slots = Slots(ctx)
    word = ctx.parse.tokens[event.head].lemma.lower()
    slots.put("change", _CHANGE_OF.get(word, "captured"))
    place = _place(ctx, event)
    if place is not None:
        slots.put_words("place", *places.named(ctx, place))
    return slots.frame("territory")


def _place(ctx: Context, event: Coded) -> Token | None:
    """The object of the verb, what control, a claim or a capture is `of`, what troops withdrew `from`."""
    parse = ctx.parse
    t = parse.tokens[event.head]
    for selector in ("of", "over", "to", "from"):
        found = [n for n in arguments(ctx, event.match, selector) if selector != "to" or event.row.predicate[0] == "lay"]
        if found and (event.match.noun is not None or event.row.pos == "noun" or selector == "from"):
            return found[0]
    if not is_verb(t):
        return None
    obj = logical_object(parse, t.i)
    control = obj is not None and obj.lemma.lower() in ("control", "part", "most", "half", "town", "city", "village") and parse.child(obj.i, "prep")
    if obj is not None and control:
        inner = next((n for p in parse.children(obj.i, "prep") if p.lower in ("of", "over") for n in parse.children(p.i, "pobj")), None)
        return inner or obj
    if obj is None and event.row.predicate[0] == "fall":
        return parse.child(t.i, "nsubj")
    return obj
