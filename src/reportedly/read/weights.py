"""How likely a candidate is an attribution: a log-linear model over word, construction, source and surroundings.

The weights (`data/en/attribution_weights.csv`) are figures fitted on the training split of PolNeAR (Newell, Margolin and Ruths 2018)
by `tools/fit_attribution.py`; they hold no text. A word that the corpus does not have falls back on the row of its cue in the tables
(kind and construction) and on the construction alone.
"""

from __future__ import annotations

import math

from ..lexicon import Lexicon
from .candidate import Candidate
from .context import Context
from .cues import allows, cue_row, frame_of, longest
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
    out += _of_row(ctx, c, short)
    return out


def _of_row(ctx: Context, c: Candidate, short: str) -> list[str]:
    """What the row of the tables says of the construction: whether it lists it, with whom as a source and what as content."""
    row = cue_row(ctx, c)
    wider = c.row is None and longest(ctx, c.head, c.lemma, pp=False) is not None
    if row is None:
        return ["R=none/" + c.construction]
    told = "listed" if allows(row, frame_of(c)) else "other"
    who = source_class(ctx, c)
    out = [f"R={told}/{c.construction}", f"RK={told}/{row.kind}/{short}", f"RS={told}/{who}/{short}", f"RSK={told}/{who}/{row.kind}"]
    if c.content and not clausal(c):
        out.append(f"RO={told}/{content_class(ctx, c)}/{short}")
    if wider:
        out.append("wider/" + c.construction)
    if len(row.cue) > 1:
        out.append(f"gap={c.cue[1] - c.head + 1 - len(row.cue)}/{short}")
    return out


def unlisted(ctx: Context, c: Candidate) -> bool:
    """Has the word a row that does not list the construction?"""
    row = cue_row(ctx, c)
    return row is not None and not allows(row, frame_of(c))


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
        if t.pos != "NOUN":
            return t.pos
        return "physical" if lemma in ctx.lexicon.classes.get("physical", ()) else "abstract" if lemma.endswith(_ABSTRACT) else "thing"
    return "none"


_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "cy", "ship", "ure", "dom", "al")


_TELLING = frozenset({"say", "accuse", "deny", "admit", "confirm", "declare"})


def told(ctx: Context, c: Candidate) -> bool:
    """A clause set apart from, or hung on, a verb of telling with a named or titled subject."""
    if c.construction not in ("v:front", "v:ccomp") or source_class(ctx, c) not in ("name", "role"):
        return False
    return any(r.pos == "verb" and len(r.cue) == 1 and r.kind in _TELLING for r in ctx.lexicon.cue_heads.get(c.lemma, ()))


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
    lemma = t.lemma.lower()
    if lemma in ctx.lexicon.roles:
        return "role"
    return next((name for name in _SPEAKERS if lemma in ctx.lexicon.classes.get(name, ())), "agentive" if lemma.endswith(_AGENTIVE) else "noun")


_SPEAKERS = ("speaks_person", "speaks_body", "speaks_text")
"""Classes of nouns that can be a source, beside roles."""
_AGENTIVE = ("er", "or", "ist", "ian", "man", "woman", "person", "people", "eer")


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
