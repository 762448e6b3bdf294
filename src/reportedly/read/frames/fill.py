"""One frame for each event whose row names one."""

from __future__ import annotations

from ...model import Frame, Item
from ...parse import Token
from ..context import Context
from ..events import Coded
from ..mentions import People
from ..predicates import arguments
from ..syntax import phrase
from . import items


def fill(ctx: Context, people: People, event: Coded) -> Frame | None:
    """The frame of an event with its items and details; its status is set later, by `status`, once the voices are known."""
    name = event.row.frame
    if name is None:
        return None
    if name == "arms_transfer":
        found = items.arms(ctx, event.themes) or items.arms(ctx, _near(ctx, event))
        return Frame("arms_transfer", None, found, _details(ctx, event))
    if name == "weapons_test":
        return Frame("weapons_test", None, items.arms(ctx, event.themes or _near(ctx, event)), ())
    if name == "designation":
        return Frame("designation", None, (), _designation(ctx, people, event))
    if name == "casualties":
        return Frame("casualties", None, _victims(ctx, event), ())
    return Frame(name, None, (), ())  # type: ignore[arg-type]


def _near(ctx: Context, event: Coded) -> list[int]:
    """Nouns beside the trigger that can be its theme: object, compound (`weapons dealings`), `of` phrase."""
    parse = ctx.parse
    heads = [event.head] + ([event.match.noun] if event.match.noun is not None else [])
    out = [t.i for h in heads for t in parse.children(h, "compound", "dobj", "nsubjpass", "amod", "nmod")]
    for h in heads:
        for p in parse.children(h, "prep"):
            if p.lower in ("of", "in", "with"):
                out += [t.i for t in parse.children(p.i, "pobj")]
    if event.row.pos == "noun":
        out.append(event.head)
    return out


def _details(ctx: Context, event: Coded) -> tuple[tuple[str, str], ...]:
    """Price and route, where the sentence has them beside the transfer."""
    parse = ctx.parse
    out = []
    for selector, key in (("via", "route"), ("through", "route"), ("aboard", "route"), ("for", "price")):
        for t in arguments(ctx, event.match, selector):
            text = ctx.words(*phrase(parse, t.i, clauses=False))
            if key == "route" or (any(c.isdigit() for c in text) and any(m in text for m in "$€£¥")):
                out.append((key, text))
                break
    return tuple(dict(out).items())


def _designation(ctx: Context, people: People, event: Coded) -> tuple[tuple[str, str], ...]:
    """The label (`a transnational criminal organization`), the programme or list, the reason."""
    parse = ctx.parse
    out: list[tuple[str, str]] = []
    label = next((parse.tokens[k] for k in event.themes), None) or _label(ctx, event)
    if label is not None:
        out.append(("label", _strip(ctx, label)))
    for p in parse.children(event.head, "prep"):
        if p.lower in ("under", "for", "over"):
            for t in parse.children(p.i, "pobj", "pcomp"):
                out.append(("programme" if p.lower == "under" else "reason", ctx.words(*phrase(parse, t.i))))
    return tuple(dict(out).items())


def _label(ctx: Context, event: Coded) -> Token | None:
    parse = ctx.parse
    direct = parse.child(event.head, "oprd", "attr")
    if direct is not None:
        return direct
    for p in parse.children(event.head, "prep"):
        if p.lower == "as":
            return parse.child(p.i, "pobj")
    obj = parse.child(event.head, "dobj")
    if obj is not None:
        for p in parse.children(obj.i, "prep"):
            if p.lower == "as":
                return parse.child(p.i, "pobj")
    return None


def _strip(ctx: Context, t: Token) -> str:
    first, last = phrase(ctx.parse, t.i, clauses=False)
    while first < last and ctx.parse.tokens[first].pos in ("DET", "PUNCT"):
        first += 1
    return ctx.words(first, last).strip("\"“”'‘’ ,")


def _victims(ctx: Context, event: Coded) -> tuple[Item, ...]:
    """Who was killed or hurt, with the count."""
    out = []
    parse = ctx.parse
    targets = (
        [t for s in ("obj", "subj", "of") for t in arguments(ctx, event.match, s)][:1]
        if event.row.pos == "verb"
        else list(arguments(ctx, event.match, "of"))
    )
    for t in targets:
        first, last = phrase(parse, t.i, clauses=False)
        count = items.quantity(ctx, t) or (items.number([t.text]) if t.pos == "NUM" else None)
        out.append(Item(ctx.words(first, last), ctx.span(first, last), count))
    return tuple(out)


def status(frame: Frame, event: Coded, stance: str, author: bool) -> Frame:
    """An arms transfer's status as the text has it, seen from the voice that puts it: an allegation never looks like a delivery."""
    if frame.name != "arms_transfer":
        return frame
    lemma = event.row.predicate[-1] if event.row.pos == "noun" else event.row.predicate[0]
    if stance == "denies" or (event.polarity == "negative" and event.modality == "actual"):
        value = "denied" if stance == "denies" else "none"
    elif lemma in _HALT:
        value = "halted"
    elif lemma in _OFFER or (event.row.type == "AGREE" and lemma in _OFFER):
        value = "offered"
    elif lemma in _ORDER:
        value = "ordered"
    elif event.type == "AGREE" or event.modality == "future" or stance in ("promises",):
        value = "promised"
    elif event.modality == "hypothetical" or stance in ("doubts", "asks", "predicts", "demands"):
        value = "alleged"
    else:
        value = "delivered" if author else "alleged"
    return Frame(frame.name, value, frame.items, frame.detail)


_HALT = frozenset(["halt", "suspend", "stop", "freeze", "block", "cancel", "end", "cease", "intercept", "seize", "pause", "withhold"])
_OFFER = frozenset(["offer", "propose", "tender", "proposal"])
_ORDER = frozenset(
    ["order", "buy", "purchase", "procure", "acquire", "contract", "approve", "authorize", "authorise", "clear", "request", "seek", "sign"]
)
