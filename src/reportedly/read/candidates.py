"""Where an attribution could be: every cue word in every construction that it, or its kind of word, allows.

A construction is a name such as `v:ccomp` (verb with finite clause), `v:quote`, `n:that`, `p:according to`. What becomes of a candidate is
decided by the weights (`weights.py`), so this module may propose freely.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..lexicon import Cue
from ..parse import Parse, Token
from . import extent
from .candidate import Candidate, Range, set_source
from .context import Context
from .cues import longest, particle_row
from .modifiers import adjective, adverb, predicate
from .outside import according, as_put
from .predicates import CALENDAR
from .syntax import SUBJECTS, agent, is_infinitive, is_passive, is_verb, surface_subject, verb_group

_STATIVE = frozenset(["be", "have", "do", "get", "go", "come"])


def candidates(ctx: Context) -> Iterator[Candidate]:
    """All candidates of a report, in token order of their cue words; a quotation that a content enters belongs to it whole."""
    for c in _proposed(ctx):
        c.content = extent.whole_quotations(ctx, c.cue, c.content)
        yield c


def _proposed(ctx: Context) -> Iterator[Candidate]:
    for t in ctx.parse.tokens:
        if t.text in (":", "–", "—", "―", "--", "-"):
            yield from _headline(ctx, t)
        elif t.pos == "VERB" and t.dep == "amod":
            yield from adjective(ctx, t)
            yield from _verb(ctx, t)
        elif t.pos == "VERB" or (t.pos == "AUX" and t.dep not in ("aux", "auxpass")):
            yield from as_put(ctx, t)
            yield from _phrase(ctx, t)
            yield from _verb(ctx, t)
        elif t.pos in ("NOUN", "PROPN"):
            yield from _noun(ctx, t)
        elif t.pos == "ADJ":
            yield from adjective(ctx, t)
        elif t.pos == "ADV":
            yield from adverb(ctx, t)
        elif t.pos in ("ADP", "SCONJ") or t.lower == "according":
            yield from according(ctx, t)


# -- verbs -------------------------------------------------------------------------------------------------------------


def _verb(ctx: Context, v: Token) -> Iterator[Candidate]:
    parse = ctx.parse
    if v.lower == "according":
        yield from according(ctx, v)
        return
    if v.lower in ctx.lexicon.adjective_cues - _TOLD_OF and v.tag == "VBN" and _felt(ctx, v):
        if (felt := predicate(ctx, v, parse.tokens[v.head] if v.dep == "acomp" else v)) is not None:
            yield felt  # "were dismayed that …": the participle is an adjective, its subject the source
            return
    passive = is_passive(parse, v.i)
    subject = agent(parse, v.i) if passive else surface_subject(parse, v.i)
    found = _verb_content(ctx, v, passive, subject)
    if found is None:
        return
    construction, content, last = found
    first, group_last = verb_group(parse, v.i)
    last = max(last, group_last)
    cand = Candidate(v.i, v.lemma.lower(), "v:" + construction + ("+pass" if passive else ""), (first, last), content)
    if construction in ("front", "quote") and (row := particle_row(ctx, v)) is not None:
        cand.lemma, cand.row, cand.cue = " ".join(row.cue), row, (first, max(last, v.i + 1))
    if construction == "front":
        subject = _speaker(ctx, v, subject, parse.tokens[v.i + 1] if cand.row else None)
    set_source(ctx, cand, subject)
    to = parse.child(v.i, "dative", "dobj")
    if to is not None and construction in ("ccomp", "quote", "front", "xcomp"):
        cand.addressee = to.i
    yield cand


_TOLD_OF = frozenset(["accused", "rumored", "rumoured", "reputed", "feared", "presumed", "expected"])
"""Participles that others say of their subject."""


def _felt(ctx: Context, v: Token) -> bool:
    """Is a participle an adjective: `were dismayed that …`, `is opposed to …`, `was appalled by …`, the last where no row has the verb?"""
    if v.dep == "acomp":
        return True
    by = agent(ctx.parse, v.i)
    return is_passive(ctx.parse, v.i) and (by is None or not any(r.pos == "verb" for r in ctx.lexicon.cue_heads.get(v.lemma.lower(), ())))


def _speaker(ctx: Context, v: Token, subject: Token | None, particle: Token | None) -> Token | None:
    """`“…,” snarled the judge`: a subject after the verb (or its particle), which the parse may take for an object, rather than one inside the quotation."""
    if subject is not None and (ctx.quote_of[subject.i] < 0 or ctx.quote_of[v.i] >= 0):
        return subject
    behind = ctx.parse.children(v.i, "nsubj", "dobj", "attr", "oprd") + (ctx.parse.children(particle.i, "pobj") if particle is not None else [])
    return next((t for t in behind if t.i > v.i and ctx.quote_of[t.i] < 0), None)


def _verb_content(ctx: Context, v: Token, passive: bool, subject: Token | None) -> tuple[str, list[Range], int] | None:
    """(construction, content, last token of the cue) of a verb, the most telling construction first."""
    parse = ctx.parse
    group = verb_group(parse, v.i)
    skip = {v.i} | ({subject.i} if subject is not None else set())
    clause = _clause(parse, v)
    if clause is not None and clause.i > v.i and v.lemma == "be" and (a := parse.child(v.i, "acomp")) is not None and a.lower in ctx.lexicon.adjective_cues:
        return None
    after = clause if clause is not None and clause.i > v.i else None
    if (closed := extent.closed_quote(ctx, v, subject, after)) is not None:
        return "front", closed, group[1]
    if clause is not None and clause.i < v.i and (_acts_on(ctx, v) or any(k.lower == "than" for k in parse.children(v.i, "mark", "prep"))):
        clause = None
    if (clause is None or clause.i > v.i) and not passive and (around := extent.interjected(ctx, v, subject, clause)) is not None:
        return "front", around, group[1]
    if clause is not None and clause.i < v.i:
        return "front", extent.fronted(ctx, v, clause, subject), group[1]
    if clause is not None:
        name = "ccomp"
        first = parse.tokens[parse.edges(clause.i)[0]]
        if first.lower in ("whether", "if", "why", "how", "what", "who", "when", "where", "which"):
            name = "wh"
        return name, extent.around_report(ctx, v, clause, extent.right(ctx, v, clause, skip), subject), group[1]
    quote = extent.adjacent_quote(ctx, v, subject) or extent.after_colon(ctx, v)
    if quote is None and subject is None and ctx.reports(v):
        quote = extent.quote_before(ctx, v)
    obj = parse.child(v.i, "dobj")
    if quote is not None and not (obj is not None and not passive and extent.is_part(ctx, quote, obj)):
        return "quote", quote, group[1]
    if passive and (x := parse.child(v.i, "xcomp", "oprd")) is not None and x.i > v.i:
        return "xcomp", extent.passive_clause(ctx, v, x), group[1]
    x = parse.child(v.i, "xcomp")
    if x is not None and x.i > v.i and (obj is None or obj.i > x.i):
        name = "ing" if x.tag == "VBG" or any(parse.tokens[k].lower == "having" for k in parse.kids[x.i]) else "to" if is_infinitive(parse, x.i) else "xcomp"
        return name, extent.right(ctx, v, x, skip), group[1]
    if passive:
        return _passive_content(ctx, v, group)
    if obj is not None and obj.i > v.i:
        as_prep = next((p for p in parse.children(v.i, "prep") if p.lower == "as"), None)
        name = "np-as" if as_prep else "np-x" if x is not None else "np"
        of = next((p for p in parse.children(v.i, "prep") if p.lower == "of" and p.i > obj.i), None)
        if of is not None:
            name = "np-of"
        return name, extent.right(ctx, v, obj, skip), group[1]
    if (told := extent.clause_behind(ctx, v)) is not None:
        return "ccomp", told, group[1]
    prep = next((p for p in parse.children(v.i, "prep", "agent") if p.i > v.i), None)
    if prep is not None and parse.child(prep.i, "pobj", "pcomp") is not None:
        near = prep.i == group[1] + 1
        return (
            f"prep:{prep.lower}" + ("" if near else "~"),
            extent.right(ctx, v, parse.child(prep.i, "pobj", "pcomp") or prep, skip),
            prep.i if near else group[1],
        )
    if v.dep == "relcl" and subject is not None and parse.child(v.i, *SUBJECTS) is not None:
        return "gap", extent.antecedent(ctx, v), group[1]
    acomp = parse.child(v.i, "acomp", "attr", "oprd")
    if acomp is not None and acomp.i > v.i and v.lemma not in _STATIVE:
        return "seem", extent.right(ctx, v, acomp, skip), group[1]
    return None


def _acts_on(ctx: Context, v: Token) -> bool:
    """`Zambia recognises Somaliland; Somalia recalls its envoy`: a verb with an object of its own reports nothing, unless it is one that tells somebody."""
    obj = ctx.parse.child(v.i, "dobj")
    rows = ctx.lexicon.cue_heads.get(v.lemma.lower(), ())
    return obj is not None and obj.i > v.i and ctx.quote_of[v.i - 1] < 0 and not any(r.pos == "verb" and "objto" in r.frames for r in rows)


def _clause(parse: Parse, v: Token) -> Token | None:
    """The clause a verb reports: a finite complement, or the clause it is set into."""
    for c in parse.children(v.i, "ccomp"):
        if c.i < v.i and v.dep in ("xcomp", "ccomp") and parse.tokens[v.head].i < c.i:
            continue
        return c
    head = parse.tokens[v.head]
    if v.dep in ("parataxis", "dep") and is_verb(head):
        return head
    return None


def _passive_content(ctx: Context, v: Token, group: Range) -> tuple[str, list[Range], int] | None:
    """`was accused of arming rebels`, `the plan was welcomed by Moscow`: the subject belongs to the content."""
    parse = ctx.parse
    prep = next((p for p in parse.children(v.i, "prep") if p.i > v.i and p.lower in ("of", "as", "for", "with", "to")), None)
    near = prep is not None and prep.i == group[1] + 1
    content = extent.passive(ctx, v, prep)
    if not content:
        return None
    return "np" + (f"-{prep.lower}" if prep else ""), content, prep.i if near and prep and prep.lower == "as" else group[1]


# -- cues of several words ---------------------------------------------------------------------------------------------

def _phrase(ctx: Context, v: Token) -> Iterator[Candidate]:
    """`took aim at the bonuses`, `gave short shrift to …`, `knocked down reports of …`: a verb with the words that its row has."""
    match = longest(ctx, v.i, v.lemma.lower(), pp=False)
    if match is None:
        return
    row, last = match
    parse = ctx.parse
    end = parse.tokens[last]
    if len(row.cue) == 2 and extent.closed_quote(ctx, v, None, None) is not None:
        return  # `“…,” chimed in a deputy`
    if end.pos in ("NOUN", "PROPN"):
        content, frame = _noun_content(ctx, end, parse.child(end.i, "acl", "ccomp", "relcl"))
        if content is None:
            content, frame = _noun_content(ctx, v, parse.child(v.i, "ccomp", "xcomp"), end)
    else:
        content, frame = _after_phrase(ctx, v, end, row)
    if content is None:
        return
    cand = Candidate(v.i, " ".join(row.cue), "m:" + frame, (verb_group(parse, v.i)[0], last), content, row=row)
    set_source(ctx, cand, agent(parse, v.i) if is_passive(parse, v.i) else surface_subject(parse, v.i))
    yield cand


def _after_phrase(ctx: Context, v: Token, end: Token, row: Cue) -> tuple[list[Range] | None, str]:
    """(content, frame) after a particle or preposition that closes the cue."""
    parse = ctx.parse
    inner = parse.child(end.i, "pobj", "pcomp")
    if inner is not None and inner.i > end.i:
        past = parse.edges(inner.i)[1]
        told = next((c for c in parse.children(v.i, "xcomp", "advcl") if parse.edges(c.i)[0] == past + 1 and is_infinitive(parse, c.i)), None)
        if told is not None and "objto" in row.frames:
            return [extent.clean(ctx, end.i + 1, parse.edges(told.i)[1])], "objto"
        return [extent.clean(ctx, end.i + 1, past)], "ing" if inner.tag == "VBG" else "np"
    for c in [*parse.children(v.i, "ccomp", "xcomp", "dobj"), *(parse.children(end.i, "ccomp", "xcomp") if end.pos == "ADJ" else [])]:
        if c.i > end.i:
            to = c.dep == "xcomp" and is_infinitive(parse, c.i)
            frame = "to" if to else {"ccomp": "that", "xcomp": "ing", "dobj": "np"}[c.dep]
            return extent.right(ctx, end, c, {v.i}) if c.dep != "dobj" else [extent.clean(ctx, max(end.i + 1, parse.edges(c.i)[0]), parse.edges(c.i)[1])], frame
    return None, ""


# -- nouns -------------------------------------------------------------------------------------------------------------


def _noun(ctx: Context, n: Token) -> Iterator[Candidate]:
    """`the claim that …`, `Iran's denial of …`, `a promise to …`, `issued a statement saying …`."""
    parse = ctx.parse
    lemma = n.lemma.lower()
    governor = parse.tokens[n.head]
    light = n.dep in ("dobj", "attr") and is_verb(governor) and governor.i < n.i
    phrase = light and (governor.lemma, lemma) in ctx.lexicon.light_cues
    if not (phrase or lemma in ctx.lexicon.cue_heads or ctx.lexicon.weights.get("L=" + lemma, 0.0) > 0.0):
        return
    owner = parse.child(n.i, "poss") or _people_before(parse, n)
    light = light and (phrase or owner is None or owner.pos == "PRON")  # "rejected prosecutors' charge that …" is the prosecutors'
    clause = parse.child(n.i, "acl", "ccomp", "relcl")
    content, name = _noun_content(ctx, n, clause)
    if content is None and light:
        content, name = _noun_content(ctx, governor, parse.child(governor.i, "ccomp", "xcomp"), n)
    if content is None:
        return
    if light:
        first, _last = verb_group(parse, governor.i)
        cue = (first, n.i)
        name = "lv:" + name
        subject = surface_subject(parse, governor.i)
        if owner is None or subject is None or subject.lower != "it":  # "It is the tribunal's opinion that …"
            owner = subject
    else:
        cue = (n.i, n.i)
        name = "n:" + name
        owner = owner or _by(parse, n)
    cand = Candidate(n.i, lemma, name, cue, content)
    if light:
        cand.features.append("LV=" + governor.lemma)
    set_source(ctx, cand, owner)
    yield cand


def _by(parse: Parse, n: Token) -> Token | None:
    for p in parse.children(n.i, "prep"):
        if p.lower in ("by", "from"):
            return parse.child(p.i, "pobj")
    return None


def _people_before(parse: Parse, n: Token) -> Token | None:
    """`Saudi accusations that …`, `UN claims that …`: whose they are, in a capitalised word before the noun."""
    return next((c for c in parse.children(n.i, "compound", "amod", "nmod") if c.text[:1].isupper() and (c.pos == "PROPN" or c.i > parse.sentence(n.i).first) and c.lower not in CALENDAR), None)


def _noun_content(ctx: Context, n: Token, clause: Token | None, after: Token | None = None) -> tuple[list[Range] | None, str]:
    """(content, frame) of what hangs on a noun, or on its light verb behind the noun `after`."""
    parse = ctx.parse
    least = (after or n).i
    if clause is not None and clause.i > least:
        first = parse.tokens[parse.edges(clause.i)[0]]
        if clause.tag == "VBG" and clause.lemma in (
            "say",
            "call",
            "accuse",
            "urge",
            "deny",
            "announce",
            "demand",
            "describe",
            "claim",
            "warn",
            "argue",
            "condemn",
        ):
            return None, ""  # the participle is the cue
        if first.lower in ("that", "whether", "how", "why") or clause.dep == "ccomp":
            return [extent.clean(ctx, first.i, parse.edges(clause.i)[1])], "that"
        if is_infinitive(parse, clause.i):
            return [extent.clean(ctx, parse.edges(clause.i)[0], parse.edges(clause.i)[1])], "to"
        if clause.dep == "ccomp":
            return [extent.clean(ctx, *parse.edges(clause.i))], "that"
    for p in parse.children(n.i, "prep", "dative"):
        if p.lower in ("of", "about", "on", "over", "for", "against", "to", "in", "with", "at") and p.i > least:
            inner = parse.child(p.i, "pobj", "pcomp")
            if inner is not None:
                start, end = parse.edges(inner.i)
                as_ = next((q for q in parse.children(n.i, "prep") if q.lower in ("as", "to") and parse.edges(q.i)[0] == end + 1), None)
                return [extent.clean(ctx, start, parse.edges(as_.i)[1] if p.lower == "of" and as_ is not None else end)], p.lower
    return None, ""


# -- headlines -----------------------------------------------------------------------------------------------------------


def _headline(ctx: Context, t: Token) -> Iterator[Candidate]:
    """`Arms deal: Wagner denies`, `Minister: we never sold arms`, `Flood kills ten - police`, `WALLACE: …`, `“…” — a reader`."""
    sentence = ctx.parse.sentence(t.i)
    if t.i == 0:
        return
    title = ctx.report.blocks[sentence.block].kind == "title"
    if t.text != ":" and ctx.quote_of[t.i - 1] >= 0 > ctx.quote_of[t.i]:
        yield from _signature(ctx, t)
    elif t.i + 1 >= sentence.past:
        return
    elif t.text == ":":
        yield from _colon(ctx, t, title)
    elif title and sentence.first < t.i and sentence.past - t.i <= 6 and ctx.text[t.start - 1 : t.start] == " ":
        right = extent.clean(ctx, t.i + 1, sentence.past - 1)
        yield Candidate(t.i, "-", "dash", (t.i, t.i), [extent.clean(ctx, sentence.first, t.i - 1)], [right], right[1])


def _colon(ctx: Context, t: Token, title: bool) -> Iterator[Candidate]:
    tokens = ctx.parse.tokens
    sentence = ctx.parse.sentence(t.i)
    quote_after = ctx.quote_of[t.i + 1] >= 0 > ctx.quote_of[t.i]
    first = sentence.first + (tokens[sentence.first].text in ("“", '"'))  # a transcript quoted paragraph by paragraph
    speaker = first < t.i <= first + 3 and all(tokens[k].text.isupper() or tokens[k].text == "." for k in range(first, t.i))
    if first >= t.i or not (title or quote_after or speaker):
        return
    left = extent.clean(ctx, first, t.i - 1)
    if left[1] - left[0] > 8 or _has_verb(ctx, left):
        right = extent.clean(ctx, t.i + 1, sentence.past - 1)
        if title and right[1] - right[0] < 6 and not _has_verb(ctx, right):  # `Iran armed rebels: UN report`
            yield Candidate(t.i, "-", "dash", (t.i, t.i), [left], [right], right[1])
        return
    name = "colon" + (":q" if quote_after else ":speaker" if speaker and not title else "")
    yield Candidate(t.i, ":", name, (t.i, t.i), [extent.clean(ctx, t.i + 1, sentence.past - 1)], [left], left[1])


def _has_verb(ctx: Context, part: Range) -> bool:
    """A verb; a participle after a noun is one in a headline (`12 rebels killed`, `Iran arming rebels`)."""
    return any(is_verb(t) for t in ctx.parse.tokens[part[0] : part[1] + 1])


def _signature(ctx: Context, t: Token) -> Iterator[Candidate]:
    """A name after a dash that follows a quotation, in the same line or the next."""
    tokens = ctx.parse.tokens
    last = t.i
    while (
        last + 1 < len(tokens)
        and last - t.i < 6
        and tokens[last + 1].pos == "PROPN"
        and "\n" not in ctx.text[tokens[last].end : tokens[last + 1].start]
    ):
        last += 1
    if last == t.i:
        return
    first = t.i - 1
    while first > 0 and ctx.quote_of[first - 1] == ctx.quote_of[t.i - 1]:
        first -= 1
    yield Candidate(t.i, "-", "colon:dash", (t.i, t.i), [(first, t.i - 1)], [(t.i + 1, last)], last)
