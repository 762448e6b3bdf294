"""PLOVER's contexts of an event, from the words around it and the frame."""

from __future__ import annotations

from .context import Context
from .events import Coded

_BY_FRAME = {
    "arms_transfer": "military",
    "weapons_test": "military",
    "casualties": "human_security",
    "territory": "territory",
    "recognition": "diplomatic",
}


def of(ctx: Context, event: Coded) -> tuple[str, ...]:
    """Contexts in a stable order: the frame's first, then those of words in the event's clause."""
    out: dict[str, None] = {}
    if event.row.frame in _BY_FRAME:
        out[_BY_FRAME[event.row.frame]] = None
    first, last = ctx.parse.edges(event.head)
    for k in range(first, last + 1):
        for name in ctx.lexicon.contexts.get(ctx.parse.tokens[k].lemma.lower(), ()):
            out[name] = None
    return tuple(sorted(out))
