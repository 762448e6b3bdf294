"""Casualties: how many were killed, wounded or are missing, and who they were."""

from __future__ import annotations

from ...model import Count, Frame, Item, Span
from ...parse import Token
from ..coded import Coded
from ..context import Context
from ..predicates import arguments
from ..syntax import agent, is_passive, is_verb, none_of, phrase, surface_subject
from .items import counted
from .slots import Slots

_KINDS = {
    "killed": "kill die dead death slay massacre murder execute perish fatality casualty toll slaughter assassinate life behead lynch loss body".split(),
    "wounded": "wound wounded injure injured injury hurt maim".split(),
    "missing": ["missing", "unaccounted"],
}
_KIND_OF = {lemma: kind for kind, lemmas in _KINDS.items() for lemma in lemmas}
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
"""`a fifth soldier has died`: with him the toll is five."""
_TOLLS = frozenset(["toll", "loss", "count", "tally"])
_MIXED = frozenset(["casualty", "loss"])
"""Words that count dead with wounded or with things: alone they tell only that there are none."""
_REPORTING_VERBS = frozenset("rise climb stand reach increase jump grow mount pass exceed hit put raise lower revise bring correct".split())


def fill(ctx: Context, event: Coded) -> Frame:
    slots = Slots(ctx)
    victims = _own(ctx, event)
    for word in _words(ctx, event):
        kind = _kind(word) or (_kind_of_row(event) if word.i == event.head else None)
        victim = next(iter(victims), None) if word.i == event.head and victims else _victim(ctx, word)
        count = _count(ctx, victim) if kind is not None and victim is not None else None
        if kind is not None and count is not None and victim is not None and _clear(word, victim, count):
            slots.put(kind, count)
    if event.row.id == "fr.count.hurt.come-to-harm" and isinstance(hurt := slots.detail.get("wounded"), Count) and hurt.best == 0:
        slots.put("killed", hurt)
    return slots.frame("casualties", tuple(i for t in victims if (i := _item(ctx, t)) is not None))


def counts(frame: Frame) -> set[Span]:
    """Where a frame's figures stand."""
    return {d.span for _, d in frame.detail if isinstance(d, Count) and d.span is not None}


def own_figure(ctx: Context, event: Coded) -> Span | None:
    """Where the figure stands that the event's own word counts (`32 deaths`; there is none in `an insult to the dead`)."""
    head = ctx.parse.tokens[event.head]
    word = head if event.match.noun is None else ctx.parse.tokens[event.match.noun]
    found = ((t, _count(ctx, t)) for t in (*_own(ctx, event), _victim(ctx, word), word) if t is not None)
    return next((n.span for t, n in found if n is not None and _clear(word, t, n)), None)


def _clear(word: Token, victim: Token, count: Count) -> bool:
    """Does the figure count dead or wounded people?"""
    return word.lemma.lower() not in _MIXED or count.best == 0 or victim.i != word.i


def _own(ctx: Context, event: Coded) -> list[Token]:
    """Whom the event struck."""
    head = ctx.parse.tokens[event.head]
    life = next((ctx.parse.tokens[k] for k in event.match.tokens if ctx.parse.tokens[k].lemma == "life"), None)
    if life is not None:
        return [t for t in (_victim(ctx, life),) if t is not None]
    complement = event.match.noun is not None and ctx.parse.tokens[event.match.noun].pos == "ADJ"  # `left nine dead`
    if event.row.pos != "noun" and is_verb(head) and (event.match.noun is None or complement):
        victim = _victim(ctx, head)
        return [victim] if victim is not None else []
    if event.row.pos != "noun":
        return [t for t in (surface_subject(ctx.parse, head.i),) if t is not None]
    if none_of(ctx.parse, head) or (head.lemma.lower() in _MIXED and not event.row.when):
        return [head]
    found = list(arguments(ctx, event.match, "of"))
    return found or ([head] if counted(ctx, head) is not None else [])


def _kind(word: Token) -> str | None:
    return _KIND_OF.get(word.lemma.lower()) or _KIND_OF.get(word.lower)


def _kind_of_row(event: Coded) -> str | None:
    """What befell people of whom a verb is told that by itself says nothing of harm (`fell`, `were treated`)."""
    if not event.row.id.startswith("fr.count."):
        return None
    return "wounded" if ".hurt." in event.row.id else "killed"


def _words(ctx: Context, event: Coded) -> list[Token]:
    """The event's own word, then others of its sentence that no event of their own precedes (`14 dead, 30 hurt`; `killed 3 and wounded 6`)."""
    parse = ctx.parse
    head = parse.tokens[event.head]
    sentence = parse.sentence(event.head)
    own = [head] if _kind(head) or _kind_of_row(event) else []
    inside = [parse.tokens[k] for k in event.match.tokens if k != head.i and _kind(parse.tokens[k])]
    rest = [t for t in parse.tokens[sentence.first : sentence.past] if t.i != head.i and _kind(t) and t not in inside]
    return own + inside + [t for t in rest if t.i > head.i or not is_verb(t) or t.dep in ("acl", "amod")]


def _victim(ctx: Context, word: Token) -> Token | None:
    """The noun or number that a word of casualties counts."""
    parse = ctx.parse
    lemma = word.lemma.lower()
    if word.pos == "NOUN" and lemma in _TOLLS:
        return _toll(ctx, word)
    if word.pos == "NOUN" and lemma in ("dead", "killed", "wounded", "injured", "hurt", "missing"):
        return word
    if lemma == "life":
        of = next((n for p in parse.children(word.i, "prep") if p.lower == "of" for n in parse.children(p.i, "pobj")), None)
        return word if counted(ctx, word) is not None else of or surface_subject(parse, word.head)
    if word.pos == "NOUN" and lemma in ("death", "fatality", "casualty", "injury", "body"):
        of = next((n for p in parse.children(word.i, "prep") if p.lower in ("of", "to") for n in parse.children(p.i, "pobj")), None)
        return of if of is not None and counted(ctx, word) is None else word
    if word.dep in ("acl", "amod", "acomp", "oprd", "advcl") or not is_verb(word) or (word.tag == "VBN" and not parse.children(word.i, "aux", "auxpass")):
        beside = _before(ctx, word)
        if beside is not None:
            return beside
    if is_verb(word) and lemma not in ("die", "perish") and not is_passive(parse, word.i):
        obj = parse.child(word.i, "dobj")
        if obj is not None:
            return obj
    return _subject(ctx, word)


def _before(ctx: Context, word: Token) -> Token | None:
    """`14 dead`, `60,000 killed`, `70 people dead`: the number or counted noun right before the word."""
    tokens = ctx.parse.tokens
    for k in range(word.i - 1, max(word.i - 4, ctx.parse.sentence(word.i).first) - 1, -1):
        if tokens[k].pos not in ("NOUN", "NUM", "PROPN", "ADJ") and tokens[k].lower not in ("of",):
            return None
        if counted(ctx, tokens[k]) is not None:
            return tokens[k]
    return None


def _subject(ctx: Context, word: Token) -> Token | None:
    parse = ctx.parse
    own = parse.children(word.i, "nsubjpass", "nsubj")
    if own:
        return own[-1]
    if word.dep in ("acomp", "attr", "oprd"):
        return parse.child(word.head, "nsubj", "nsubjpass", "dobj")
    if word.dep in ("acl", "relcl"):
        return parse.tokens[word.head]
    return surface_subject(parse, word.i) if is_verb(word) and agent(parse, word.i) is None else None


def _toll(ctx: Context, word: Token) -> Token | None:
    """`a toll of 46`, `the toll rose to 46`, `losses stand at 60,000`."""
    parse = ctx.parse
    if word.lemma.lower() == "loss" and (none_of(parse, word) or parse.tokens[word.head].lower == "without"):
        return word
    places = [p for p in parse.children(word.i, "prep") if p.lower in (("to", "at") if word.lemma.lower() == "loss" else ("of", "to", "at"))]
    up = parse.tokens[word.head]
    if is_verb(up) and up.lemma.lower() in _REPORTING_VERBS:
        places += [p for p in parse.children(up.i, "prep", "dative", "aux") if p.lower in ("to", "at", "past", "by")]
        if (obj := parse.child(up.i, "dobj")) is not None and obj.i != word.i and counted(ctx, obj) is not None:
            return obj
    return next((n for p in places for n in parse.children(p.i, "pobj") if counted(ctx, n) is not None), None)


def _count(ctx: Context, victim: Token) -> Count | None:
    found = counted(ctx, victim)
    if found is not None:
        return Count(*found.known, ctx.span(found.first, found.last))
    if none_of(ctx.parse, victim) or (victim.dep == "pobj" and ctx.parse.tokens[victim.head].lower == "without"):
        return Count(0, 0, 0, ctx.span(min([victim.i, *(k.i for k in ctx.parse.children(victim.i, "det", "neg"))]), victim.i))
    number = ctx.parse.tokens[ctx.parse.tokens[victim.head].head] if victim.dep == "pobj" else victim
    if number.lemma.lower() in ("number", "tally", "total", "count") and (figure := _toll(ctx, number)) is not None:
        return _count(ctx, figure)
    nth = next((_ORDINALS.index(k.lower) + 2 for k in ctx.parse.children(victim.i, "amod") if k.lower in _ORDINALS), None)
    if nth is not None and (article := ctx.parse.child(victim.i, "det")) is not None and article.lower == "a":
        return Count(nth, nth, nth, ctx.span(article.i, victim.i))
    if victim.tag in ("NN", "NNP") and any(k.lower in ("a", "an", "one", "another") for k in ctx.parse.children(victim.i, "det", "nummod")):
        first = min(k.i for k in ctx.parse.children(victim.i, "det", "nummod"))
        return Count(1, 1, 1, ctx.span(first, victim.i))
    return None


def _item(ctx: Context, t: Token) -> Item | None:
    """Who was killed or hurt; the number stands apart, and a mere number names nobody."""
    first, last = phrase(ctx.parse, t.i, clauses=False)
    found = counted(ctx, t)
    if found is not None and found.last >= last:
        return None
    if found is not None and first <= found.last < last:
        first = found.last + 1
    while found is not None and first < last and (ctx.parse.tokens[first].pos in ("ADP", "DET") or ctx.parse.tokens[first].tag == "PRP$"):
        first += 1
    if (first == last and ctx.parse.tokens[first].pos == "PRON") or t.lemma.lower() in (*_TOLLS, *_MIXED, "fatality"):
        return None
    none = found is None and none_of(ctx.parse, t)
    if none and first < last and ctx.parse.tokens[first].dep == "det":
        first += 1
    bounds = found.known if found else (0, 0, 0) if none else (None, None, None)
    return Item(ctx.words(first, last), ctx.span(first, last), bounds[1], None, None, bounds[0], bounds[2])


