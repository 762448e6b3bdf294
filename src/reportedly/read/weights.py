"""How likely a candidate is an attribution: a log-linear model over word, construction, source and surroundings.

The weights (`data/en/attribution_weights.csv`) are figures fitted on the training split of PolNeAR (Newell, Margolin and Ruths 2018)
by `tools/fit_attribution.py`; they hold no text. A word that the corpus does not have falls back on the row of its cue in the tables
(kind and construction) and on the construction alone.
"""

from __future__ import annotations

import math

from ..lexicon import Lexicon
from .candidates import Candidate
from .context import Context
from .cues import BARE, allows, cue_row, frame_of
from .syntax import negated

_MODALS = frozenset(["will", "would", "can", "could", "may", "might", "must", "should", "shall", "ca", "wo"])
_PRONOUNS = frozenset(["i", "we", "you", "he", "she", "they", "it", "who", "which", "that", "this", "one"])


def features(ctx: Context, c: Candidate) -> list[str]:
    """Names of the features that hold for a candidate."""
    parse = ctx.parse
    t = parse.tokens[c.head]
    kinds = kinds_of(ctx.lexicon, c)
    out = ["bias", "C=" + c.construction, "L=" + c.lemma, f"LC={c.lemma}/{c.construction}"]
    out += [f"K={k}" for k in kinds] + [f"KC={k}/{c.construction}" for k in kinds]
    if explicit(ctx, c):
        out.append("explicit")
    if not kinds:
        out.append("K=none")
        out.append("K0C=" + c.construction)
    out += c.features
    short = c.construction[0]
    out.append(f"S={source_class(ctx, c)}/{short}")
    out.append(f"T={t.tag}/{short}")
    out.append(f"D={t.dep}/{c.construction}")
    for k in parse.kids[c.head]:
        child = parse.tokens[k]
        if child.dep == "aux" and child.lower in _MODALS:
            out.append("modal")
        elif child.dep == "aux" and child.tag == "TO":
            out.append("infinitive")
    if negated(parse, c.head):
        out.append("neg")
    quoted = any(ctx.quote_of[k] >= 0 for a, b in c.content for k in (a, b, (a + b) // 2))
    out.append(f"quote={quoted}/{c.construction}")
    if ctx.quote_of[c.head] >= 0:
        out.append("inside")
    if c.construction.startswith(("v:front", "v:quote")):
        out.append(_position(ctx, c))
    size = sum(b - a + 1 for a, b in c.content)
    out.append(f"size={min(size, 12) // 3}/{c.construction}")
    sentence = parse.sentence(c.head)
    if ctx.report.blocks[sentence.block].kind == "title":
        out.append("title")
    if parse.tokens[sentence.past - 1].text == "?":
        out.append("question")
    if c.addressee is not None:
        out.append("addressee")
    if c.content:
        first = parse.tokens[c.content[0][0]]
        out.append(f"first={first.lower if first.pos in ('SCONJ', 'PRON', 'DET', 'PART') else first.pos}/{short}")
        head = _content_head(ctx, c)
        if head is not None and c.construction[:4] in ("v:np", "v:pr"):
            out.append(f"obj={head}")
            out.append(f"objL={head}/{c.lemma}")
        if not clausal(c):
            thing = content_class(ctx, c)
            out += [f"O={thing}/{short}", *(f"OK={thing}/{k}" for k in kinds), f"SO={source_class(ctx, c)}/{thing}/{short}"]
    return out


def clausal(c: Candidate) -> bool:
    """Is the content a clause or a quotation, rather than a noun phrase?"""
    return c.construction.startswith(("colon", "dash", "p:")) or frame_of(c) in ("that", "wh", "quote", "to", "ing")


def content_class(ctx: Context, c: Candidate) -> str:
    """What a noun phrase content is about: something said, something that happens, a name, or a thing."""
    first, last = c.content[0]
    for k in range(first, last + 1):
        t = ctx.parse.tokens[k]
        if first <= t.head <= last and t.head != k:
            continue
        if t.pos in ("PROPN", "PRON"):
            return t.pos
        lemma = t.lemma.lower()
        if lemma in ctx.lexicon.roles:
            return "role"
        if any(r.pos == "noun" for r in ctx.lexicon.cue_heads.get(lemma, ())):
            return "said"
        if any(r.pos == "noun" for r in ctx.lexicon.trigger_heads.get(lemma, ())):
            return "event"
        return t.pos if t.pos != "NOUN" else "thing"
    return "none"


_EXPLICIT = frozenset({"deny", "accuse", "confirm", "threaten", "admit", "say", "declare", "demand", "promise", "predict", "doubt", "ask", "judge"})
_HEARSAY = frozenset({"say", "accuse", "doubt"})
_GRAVE = frozenset({"deny", "accuse", "threaten", "admit", "confirm"})
_BARE_POS = {"adv": "adv", "a:attr": "adj"}
_CLAUSAL = {"ccomp": "that", "wh": "wh", "to": "to", "ing": "ing", "np-of": "ofing", "front": "that"}


def explicit(ctx: Context, c: Candidate) -> bool:
    """A named source and a cue of speech whose row lists the very construction, or a word of hearsay ("allegedly", "the purported letter"):
    PolNeAR's annotators may have passed it by, a reader of claims may not."""
    if c.construction in ("colon", "dash"):
        return _heads(ctx, c)
    rows = ctx.lexicon.cue_heads.get(c.lemma, ())
    if c.construction in ("adv", "a:attr"):
        return any(r.pos == _BARE_POS[c.construction] and r.kind in _HEARSAY for r in rows)
    if c.construction in ("n:that", "n:to", "lv:that", "lv:to"):
        return source_class(ctx, c) in ("name", "role") and any(r.pos == "noun" and r.kind in _GRAVE for r in rows)
    frame = _CLAUSAL.get(c.construction[2:])
    if not c.construction.startswith("v:") or frame is None or source_class(ctx, c) not in ("name", "role"):
        return False
    return any(r.pos == "verb" and len(r.cue) == 1 and r.kind in _EXPLICIT and frame in r.frames for r in rows)


_TELLING = frozenset("report study survey poll source witness survivor rescuer media press doctor medic resident local watchdog monitor paper memo letter document".split())


def _heads(ctx: Context, c: Candidate) -> bool:
    """Does a headline name who tells it: `Kyiv: drones kill five`, `Five killed in strike - governor`? `Sudan: …` may only say where it is about."""
    tokens = ctx.parse.tokens
    first, last = c.source[0]
    told = any(t.tag[:2] == "VB" or t.lemma in ctx.lexicon.trigger_heads for a, b in c.content for t in tokens[a : b + 1])
    if not told or ctx.report.blocks[ctx.parse.sentence(c.cue[0]).block].kind != "title":
        return False
    words = tuple(t.text for t in tokens[first : last + 1])
    if c.construction == "colon" and any(entry == words and (row.id.startswith("state:") or getattr(row, "kind", "") == "place") for entry, row in ctx.lexicon.names.get(words[0], ())):
        return False
    head = tokens[c.source_head if c.source_head is not None else last]
    lemma = head.lemma.lower()
    if head.pos != "PROPN" and lemma in ctx.lexicon.trigger_heads and lemma not in _TELLING:
        return False  # `Ukraine war: …`
    return head.pos == "PROPN" or words == (head.text.capitalize(),) or lemma in _TELLING or lemma in ctx.lexicon.roles


_ALONE = frozenset({"that", "wh", "quote", "ofing"})
"""Frames that are a report by themselves."""


def listed(ctx: Context, c: Candidate) -> bool:
    """Does a row list the construction, with a source that can speak, where the corpus behind the weights does not have the word (or, for
    clauses and quotations, the word in that construction)?"""
    frame = frame_of(c)
    known = f"LC={c.lemma}/{c.construction}" if frame in _ALONE else "L=" + c.lemma
    if known in ctx.lexicon.weights or (frame not in BARE and source_class(ctx, c) in ("none", "noun") and frame not in _ALONE):
        return False
    if c.source_head is None and frame not in BARE:
        return False
    row = cue_row(ctx, c)
    return row is not None and allows(row, frame)


def _position(ctx: Context, c: Candidate) -> str:
    """How a reporting clause stands to what it reports: after a comma or quotation mark, and at the sentence's end or not."""
    tokens = ctx.parse.tokens
    low = min([c.cue[0], *(a for a, _ in c.source)])
    high = max([c.cue[1], *(b for _, b in c.source)])
    past = ctx.parse.sentence(c.head).past
    before = tokens[low - 1].text in (",", "”", '"', "’", "''") if low else False
    after = high + 1 >= past or tokens[high + 1].text in (".", ",", ";", "—", "–", "--") or tokens[high + 1].dep in ("npadvmod", "prep")
    return f"position={before}{after}/{c.construction}/{ctx.quote_of[low - 1] >= 0 if low else False}"


def _content_head(ctx: Context, c: Candidate) -> str | None:
    a, b = c.content[0]
    for k in range(a, b + 1):
        t = ctx.parse.tokens[k]
        if not a <= t.head <= b:
            return t.lemma.lower() if t.pos == "NOUN" else t.pos
    return None


def source_class(ctx: Context, c: Candidate) -> str:
    if c.source_head is None:
        return "none"
    t = ctx.parse.tokens[c.source_head]
    if t.lower in _PRONOUNS:
        return t.lower
    if t.pos == "PROPN":
        return "name"
    if t.pos == "PRON":
        return "pron"
    if t.lemma.lower() in ctx.lexicon.roles:
        return "role"
    return "noun"


def kinds_of(lexicon: Lexicon, c: Candidate) -> list[str]:
    """Kinds of the cue rows of a candidate's word whose part of speech fits its construction, in a stable order."""
    if c.row is not None:
        return [c.row.kind]
    pos = {"v": ("verb",), "n": ("noun",), "l": ("noun", "phrase"), "a": ("adj", "adv"), "p": ("prep", "phrase")}.get(c.construction[0], ())
    return sorted(
        {r.kind for r in lexicon.cue_heads.get(c.lemma.split()[0], ()) if (r.pos in pos and len(r.cue) == 1) or (c.lemma == " ".join(r.cue))}
    )


def probability(lexicon: Lexicon, names: list[str]) -> float:
    """The model's probability for a candidate with these features."""
    weights = lexicon.weights
    total = 0.0
    for name in names:
        total += weights.get(name, 0.0)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
