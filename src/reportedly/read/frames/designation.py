"""Designations: who is put on which list, as what, under which law, why, and what that blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Frame
from ...parse import Sentence, Token
from ..coded import Coded
from ..context import Context
from ..syntax import phrase
from .slots import Slots

_LISTS = frozenset(["list", "blacklist", "register", "roster", "blocklist", "watchlist", "programme", "program", "regime"])
_BARE = frozenset(["list", "register", "roster"])
"""Lists that their *of* must tell."""
_NAMING = frozenset(["designate", "declare", "name", "label", "classify", "proclaim"])
_LAWS = frozenset(["act", "order", "law", "regulation", "resolution", "decree", "authority", "statute", "decision", "article", "section", "power", "rule"])
_REASONS = frozenset(["for", "over", "after", "because", "due"])
_BAN = r"\b(?:ban|bann|bar|barr|prohibit|block|restrict|forbid|deny|denied|den|stop)\w*\b[^.;]{0,50}?"
_FREEZE = r"\b(?:freez|froze|block|seiz)\w*\b[^.;]{0,60}?"
_BLOCKED = {
    "assets": re.compile(_FREEZE + r"\b(?:assets?|funds|accounts?|property)\b|\basset[s -]freez|\bassets? (?:were|are|was) frozen", re.I),
    "travel": re.compile(r"\btravel (?:ban|restriction|curb)|\bentry ban|" + _BAN + r"\b(?:enter|entering|entry|travel|travelling|traveling)\b", re.I),
    "visas": re.compile(r"\bvisa (?:ban|restriction|curb)|" + _BAN + r"\bvisas\b", re.I),
    "exports": re.compile(r"\bexport (?:ban|control|restriction|curb)|" + _BAN + r"\bexports?\b", re.I),
    "imports": re.compile(r"\bimport (?:ban|restriction|curb)|" + _BAN + r"\bimports?\b", re.I),
    "transactions": re.compile(_BAN + r"\b(?:transactions?|doing business|dealing with|trading with)\b", re.I),
    "ports": re.compile(r"\bport (?:ban|restriction|curb)|" + _BAN + r"\b(?:ports?|harbou?rs?)\b", re.I),
    "arms": re.compile(r"\barms embargo\b", re.I),
    "activities": re.compile(_BAN + r"\bactivities\b", re.I),
}


def fill(ctx: Context, event: Coded) -> Frame:
    slots = Slots(ctx)
    if event.type == "CONCEDE":
        slots.put("withdrawn", True)
    named = event.themes if any(role == "theme" for role, _, _ in event.row.slots) else []
    label = next((ctx.parse.tokens[k] for k in named if not is_list(ctx.parse.tokens[k])), None) or _label(ctx, event)
    if label is not None and label.pos != "PRON" and label.lower not in _POINTING:
        joined = ctx.parse.children(label.i, "conj")
        first, last = _bare(ctx, label)
        slots.put_words("label", first, joined[0].i if len(joined) == 1 and joined[0].i == last + 2 else last)
    for p in _phrases(ctx, event):
        _phrase(ctx, slots, p)
    _called(ctx, slots, event)
    if event.row.pos != "noun" or event.match.noun is not None:
        sentences = [ctx.parse.sentence(event.head)] if event.type != "CONCEDE" else []
        for s in _told_after(ctx, event):
            sentences.append(s)
            for p in ctx.parse.tokens[s.first : s.past]:
                if p.lower in ("under", "pursuant"):
                    _phrase(ctx, slots, p)
        spans = [ctx.parse.span(s.first, s.past - 1) for s in sentences]
        blocked = tuple(name for name, pattern in _BLOCKED.items() if any(pattern.search(ctx.text, a, b) for a, b in spans))
        slots.put("blocks", blocked or None)
    return slots.frame("designation")


_POINTING = frozenset("those these that this".split())
_ACTS = frozenset("decision designation listing measure sanction ban step move ruling action restriction blacklisting package verdict order penalty curb".split())
_REACH = 4
"""Sentences behind a listing in which `the decision` or `the measures` are still those."""


def _called(ctx: Context, slots: Slots, event: Coded) -> None:
    """`blacklisted`, `imposed sanctions`: where no label and no list is told, the word says what the target is under."""
    if "label" in slots.detail or "programme" in slots.detail:
        return
    if event.row.predicate[0] == "blacklist":
        slots.put("label", "blacklist")
    elif "sanction" in event.row.predicate:
        slots.put("label", "sanctions")


def _told_after(ctx: Context, event: Coded) -> Iterator[Sentence]:
    """The sentences that begin with `The decision …`, `The measures …` and say what the listing means, until somebody else is listed."""
    sent = ctx.parse.tokens[event.head].sent
    for s in ctx.parse.sentences[sent + 1 : sent + 1 + _REACH]:
        first, second = ctx.parse.tokens[s.first], ctx.parse.tokens[min(s.first + 1, s.past - 1)]
        if first.lower in ("the", "these", "this", "such", "both") and second.lemma.lower() in _ACTS and event.type != "CONCEDE":
            yield s


def is_list(t: Token) -> bool:
    return t.lemma.lower() in _LISTS


def _label(ctx: Context, event: Coded) -> Token | None:
    """`a terrorist group`: the complement of the verb, what stands after *as*, what a list is `of`."""
    parse = ctx.parse
    direct = parse.child(event.head, "oprd", "attr")
    if direct is not None:
        return direct
    objects = parse.children(event.head, "dobj", "nsubjpass")
    beside = next((a for o in objects for a in parse.children(o.i, "appos") if a.i > event.head and parse.child(a.i, "det") is not None), None)
    if beside is not None and event.row.predicate[0] in _NAMING:
        return beside
    heads = [event.head, *(o.i for o in objects)]
    for p in (p for h in heads for p in parse.children(h, "prep")):
        if p.lower == "as":
            return parse.child(p.i, "pobj")
        noun = parse.child(p.i, "pobj")
        if noun is not None and is_list(noun):
            of = next((q for q in parse.children(noun.i, "prep") if q.lower == "of"), None)
            return parse.child(of.i, "pobj") if of is not None else None
    return None


def _phrases(ctx: Context, event: Coded) -> list[Token]:
    """Prepositions of the trigger, and of its object or list, which parsers often give what belongs to the verb."""
    parse = ctx.parse
    heads = [event.head] + ([event.match.noun] if event.match.noun is not None else [])
    heads += [o.i for o in parse.children(event.head, "dobj", "nsubjpass", "oprd", "attr", "advcl")]
    out: list[Token] = []
    for h in heads:
        for p in parse.children(h, "prep", "mark", "advcl", "agent"):
            out.append(p)
            noun = parse.child(p.i, "pobj")
            if noun is not None:
                out += parse.children(noun.i, "prep")
    return sorted({p.i: p for p in out}.values(), key=lambda p: p.i)


def _phrase(ctx: Context, slots: Slots, p: Token) -> None:
    """One prepositional phrase: a list, a law or a reason."""
    parse = ctx.parse
    noun = parse.child(p.i, "pobj") or parse.child(p.i, "pcomp")
    if noun is None and p.lower == "because":
        noun = next((t for q in parse.children(p.i, "prep") for t in parse.children(q.i, "pobj")), None)
    if noun is None:
        return
    if p.lower in ("on", "to", "onto", "in", "from") and is_list(noun):
        first, last = _bare(ctx, noun, of=False)
        slots.put_words("programme", *(_bare(ctx, noun) if first == last and noun.lemma.lower() in _BARE else (first, last)))
    elif p.lower in ("under", "pursuant", "in") and ((noun.lemma.lower() in _LAWS and p.lower != "in") or (p.lower == "under" and noun.pos == "PROPN") or _law(ctx, noun)):
        slots.put_words("basis", *_bare(ctx, noun))
    elif p.lower == "under" and is_list(noun):
        slots.put_words("programme", *_bare(ctx, noun))
    elif p.lower in _REASONS:
        slots.put_words("reason", *_bare(ctx, noun, cut=False))


def _law(ctx: Context, noun: Token) -> bool:
    first, last = phrase(ctx.parse, noun.i, clauses=False)
    return any(ctx.parse.tokens[k].lemma.lower() in _LAWS and ctx.parse.tokens[k].text[0].isupper() for k in range(first, last + 1))


def _bare(ctx: Context, t: Token, of: bool = True, cut: bool = True) -> tuple[int, int]:
    """A phrase without its determiners; without what a list is `of` where that is the label."""
    parse = ctx.parse
    without = {p.i for p in parse.children(t.i, "prep") if (cut and p.lower in ("over", "under", "by", "on", "for", "with")) or (cut and t.pos == "ADJ") or not of}
    if t.pos == "VERB":
        without = set()
    first, last = phrase(parse, t.i, without, clauses=t.pos == "VERB")
    while first < t.i and (parse.tokens[first].pos in ("DET", "PUNCT", "PRON") or parse.tokens[first].lower in ("its", "their", "his", "her")):
        first += 1
    return first, last
