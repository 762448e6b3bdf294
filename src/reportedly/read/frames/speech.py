"""Recognition, accusation and denial: what is recognised, which deed is charged, what is denied."""

from __future__ import annotations

from ...model import Frame
from ...model.frames import FrameName
from ...parse import Token
from ..coded import Coded
from ..context import Context
from ..predicates import CALENDAR
from ..syntax import is_verb, logical_object, phrase
from .slots import Slots

_WITHDRAWING = frozenset("switch shift transfer withdraw revoke rescind cancel cut sever break derecognise derecognize suspend end terminate drop retract annul".split())
_DEED = ("of", "for", "over", "with", "in", "about", "on")


def recognition(ctx: Context, event: Coded) -> Frame:
    slots = Slots(ctx)
    if _withdrawn(ctx, event):
        slots.put("withdrawn", True)
    as_ = next((p for p in ctx.parse.children(event.head, "prep") if p.lower == "as"), None)
    noun = ctx.parse.child(as_.i, "pobj") if as_ is not None else None
    if noun is not None:
        slots.put_words("label", *_bare(ctx, noun))
    return slots.frame("recognition")


def _withdrawn(ctx: Context, event: Coded) -> bool:
    parse = ctx.parse
    t = parse.tokens[event.head]
    if t.lemma.lower() in _WITHDRAWING or event.row.predicate[0] in _WITHDRAWING:
        return True
    if any(parse.tokens[k].lower == "longer" for k in parse.subtree(t.i) if parse.tokens[k].head == t.i):
        return True
    up = parse.tokens[t.head]
    return t.dep in ("dobj", "nsubjpass", "pobj") and up.lemma.lower() in _WITHDRAWING


def accusation(ctx: Context, event: Coded) -> Frame:
    return _about(ctx, "accusation", "deed", _deed(ctx, event))


def _about(ctx: Context, name: FrameName, slot: str, thing: Token | None) -> Frame:
    """A frame with the words of one thing."""
    slots = Slots(ctx)
    if thing is not None:
        slots.put_words(slot, *_bare(ctx, thing))
    return slots.frame(name)


def _deed(ctx: Context, event: Coded) -> Token | None:
    """What somebody is charged with: `of shelling`, `for the attack`, the clause of an accusation, what is condemned."""
    parse = ctx.parse
    heads = [event.head] + ([event.match.noun] if event.match.noun is not None else [])
    heads += [t.i for t in parse.children(event.head, "acomp", "oprd", "ccomp", "prt")]
    obj = logical_object(parse, event.head) if is_verb(parse.tokens[event.head]) else None
    if obj is not None:
        heads.append(obj.i)
    for h in heads:
        for p in parse.children(h, "prep"):
            if p.lower not in _DEED or (noun := parse.child(p.i, "pcomp", "pobj")) is None:
                continue
            if noun.lower in CALENDAR:
                heads.append(noun.i)  # `on Friday of shelling`: a parser may hang the deed on the day
            elif noun.i not in {k for _, k in event.recipients}:
                return noun
    clause = parse.child(event.head, "acl", "ccomp")
    if clause is not None:
        return clause
    return obj if obj is not None and obj.i not in {k for _, k in event.recipients} and obj.pos == "NOUN" else None


def denial(ctx: Context, event: Coded) -> Frame:
    return _about(ctx, "denial", "denied", _denied(ctx, event))


def _denied(ctx: Context, event: Coded) -> Token | None:
    parse = ctx.parse
    if event.row.pos == "noun":
        return next((n for p in parse.children(event.head, "prep") if p.lower in ("of", "to") for n in parse.children(p.i, "pobj", "pcomp")), None)
    obj = logical_object(parse, event.head)
    below = parse.child(event.head, "ccomp", "xcomp")
    if obj is None and below is not None:
        subject = parse.child(below.i, "nsubj", "nsubjpass")
        return subject if subject is not None and subject.pos == "NOUN" and below.pos != "VERB" else below
    return obj


def _bare(ctx: Context, t: Token) -> tuple[int, int]:
    """A noun phrase without article, a gerund with its objects, a clause without its subject and conjunction."""
    parse = ctx.parse
    if is_verb(t):
        skip = {c.i for c in parse.children(t.i, "mark", "nsubj", "nsubjpass", "aux", "auxpass", "punct", "advcl", "neg")}
        return phrase(parse, t.i, skip)
    first, last = phrase(parse, t.i)
    while first < t.i and (parse.tokens[first].pos in ("DET", "PUNCT") or parse.tokens[first].dep == "poss" or parse.tokens[first].dep == "case"):
        if parse.tokens[first].lower in ("any", "no", "all"):
            break
        first += 1
    return first, last


