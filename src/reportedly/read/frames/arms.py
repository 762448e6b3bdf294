"""Arms transfers: what, how many, for how much, which way, and how far it has come."""

from __future__ import annotations

from ...model import Claim, Event, Frame, Money, Span
from ...model.frames import Detail
from ..coded import Coded
from ..context import Context
from ..mentions import People
from . import places
from .items import arms
from .money import sums

STATUSES = ("alleged", "offered", "promised", "ordered", "delivered", "denied", "halted", "none")


def fill(ctx: Context, people: People, event: Coded) -> Frame:
    """The frame without its status, which depends on who speaks."""
    found = arms(ctx, people, event.themes) or arms(ctx, people, near(ctx, event))
    inside = places.clause(ctx, event.head)
    detail: list[tuple[str, Detail]] = [("direction", direction(event))]
    spans: list[tuple[str, Span]] = []
    price = _price(ctx, event, inside)
    if price is not None:
        detail.append(("price", price))
    station = places.route(ctx, inside)
    if station is not None:
        words = places.named(ctx, station)
        detail.append(("route", ctx.words(*words)))
        spans.append(("route", ctx.span(*words)))
    return Frame("arms_transfer", None, found, tuple(detail), tuple(spans))


def near(ctx: Context, event: Coded) -> list[int]:
    """Nouns beside the trigger that can be its theme: object, compound (`weapons dealings`), `of` phrase, what a deal is `for`."""
    parse = ctx.parse
    heads = [event.head] + ([event.match.noun] if event.match.noun is not None else [])
    out = [t.i for h in heads for t in parse.children(h, "compound", "dobj", "nsubjpass", "amod", "nmod", "oprd")]
    for h in heads:
        for p in parse.children(h, "prep", "dative"):
            if p.lower in ("of", "in", "with", "for"):
                out += [t.i for t in parse.children(p.i, "pobj")]
        for t in parse.children(h, "acl", "relcl", "xcomp"):
            out += [o.i for o in parse.children(t.i, "dobj")]
    if event.row.pos == "noun":
        out.append(event.head)
    return out


def direction(event: Coded) -> str:
    """From which side the transfer is told: `supply`, `acquisition`, or `mutual` where the text tells no direction."""
    if event.reciprocal:
        return "mutual"
    taken = any(role == "recipient" and "subj" in selectors for role, selectors, _ in event.row.slots)
    return "acquisition" if taken else "supply"


def _price(ctx: Context, event: Coded, inside: list[int]) -> Money | None:
    """The sum nearest to the trigger in its clause; sums of other clauses are somebody else's."""
    parse = ctx.parse
    first, past, _ = parse.sentence(event.head)
    countries = [a.country for a, _ in (*event.actors, *event.recipients)]
    found = sums(ctx.lexicon, ctx.text, *parse.span(first, past - 1), countries)
    own = set(inside)
    mine = [m for m in found if (k := parse.token_at(m.span.start)) is not None and k in own]
    at = parse.tokens[event.head].start
    return min(mine, key=lambda m: abs(m.span.start - at), default=None)


def status(ctx: Context, event: Coded, record: Event, claim: Claim) -> str:
    """How far a transfer has come, seen from the voice that puts it: an allegation never looks like a delivery."""
    words = _governing(ctx, event)
    if words & _REFUSE:
        return "none"
    if claim.stance == "denies":
        return "denied"
    if record.polarity == "negative" and record.modality == "actual":
        return "none"
    for value, lemmas in (("halted", _HALT), ("offered", _OFFER), ("ordered", _ORDER)):
        if words & lemmas:
            return value
    if record.type == "AGREE" or record.modality == "future" or claim.stance == "promises" or words & _PROMISE or event.row.predicate[0] == "announce":
        return "promised"
    if record.modality == "hypothetical" or claim.stance in ("doubts", "asks", "predicts", "demands"):
        return "alleged"
    return "delivered" if claim.voices[0].actor == "author" else "alleged"


def _governing(ctx: Context, event: Coded) -> set[str]:
    """Lemmas of the trigger, of its row, and of the verbs that govern it (`offered to sell`, `halted a shipment`)."""
    parse = ctx.parse
    t = parse.tokens[event.head]
    out = {t.lemma.lower(), event.row.predicate[0] if event.row.pos != "noun" else event.row.predicate[-1]}
    for _ in range(3):
        if t.dep not in ("xcomp", "dobj", "nsubjpass", "pobj", "prep", "pcomp", "acl") or t.head == t.i:
            break
        up = parse.tokens[t.head]
        if up.dep == "prep" and up.lower not in ("of", "to"):
            break
        if t.dep != "pobj" or up.lower in ("of", "to"):
            out.add(up.lemma.lower())
        t = up
    return out


def dated(ctx: Context, record: Event, value: str) -> list[tuple[str, Detail]]:
    """The day of order or of delivery, where the text gives one."""
    when = record.time
    if when is None or when.basis != "text" or when.start is None:
        return []
    key = {"ordered": "ordered", "delivered": "delivered", "alleged": "delivered"}.get(value)
    return [(key, (when.start, when.end or when.start))] if key and record.modality in ("actual", "historical") else []


_HALT = frozenset(["hold","halt", "suspend", "stop", "freeze", "block", "cancel", "end", "cease", "intercept", "seize", "pause", "withhold", "ban", "scrap", "bar"])
_OFFER = frozenset(["offer", "propose", "tender", "proposal", "bid"])
_ORDER = frozenset(["order", "buy", "purchase", "procure", "acquire", "contract", "approve", "authorize", "authorise", "clear", "request", "seek", "sign"])
_REFUSE = frozenset(["refuse", "decline"])
_PROMISE = frozenset(["promise", "pledge", "vow", "commit"])

__all__ = ["STATUSES", "dated", "direction", "fill", "near", "status"]
