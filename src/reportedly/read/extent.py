"""How far contents and sources reach, in token ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..parse import Parse, Token
from .context import Context
from .syntax import SUBJECTS, is_verb, phrase, verb_group

if TYPE_CHECKING:
    from .candidate import Candidate

Range = tuple[int, int]
_EDGE = frozenset({",", ";", ":", "--", "–", "—", "-", "."})
_SUBORDINATE = frozenset(["after", "as", "although", "though", "while", "when", "because", "since", "before", "until", "unless", "where"])


def clean(ctx: Context, first: int, last: int) -> Range:
    """The range without punctuation at its ends (quotation marks and brackets stay)."""
    tokens = ctx.parse.tokens
    while first < last and (tokens[first].text in _EDGE):
        first += 1
    while last > first and (tokens[last].text in _EDGE):
        last -= 1
    return first, last


def right(ctx: Context, v: Token, start: Token, skip: set[int]) -> list[Range]:
    """Content to the right of a cue verb: from the start of the complement to the end of what hangs on the verb."""
    parse = ctx.parse
    first, last = parse.edges(start.i)
    first = max(first, v.i + 1)
    for k in parse.kids[v.i]:
        t = parse.tokens[k]
        if k <= start.i or k in skip:
            continue
        if t.dep in ("cc", "conj", "punct", "parataxis"):
            if t.dep == "punct" and t.text in ("”", '"', "’", "'"):
                last = max(last, k)
                continue
            break
        if t.dep == "advcl" and start.dep != "ccomp" and not _close(parse, last, k):
            break
        if t.dep == "advcl" and t.tag == "VBG" and parse.edges(k)[0] == t.i:
            break  # ", adding that …": a participle of the speaker's
        last = max(last, parse.edges(k)[1])
    last = _before_other_report(ctx, v, first, _own_quote(ctx, first, last))
    return [clean(ctx, first, last)]


def _before_other_report(ctx: Context, v: Token, first: int, last: int) -> int:
    """`denied arming the rebels after Paris said …`: the content ends before a clause in which somebody else reports."""
    parse = ctx.parse
    for k in range(first + 1, last):
        t = parse.tokens[k]
        if t.dep != "mark" or t.lower not in ("after", "as", "while") or ctx.quote_of[k] != ctx.quote_of[v.i]:
            continue
        verb = parse.tokens[t.head]
        if (
            verb.dep == "advcl"
            and verb.head in (v.i, *(c.i for c in parse.children(v.i, "xcomp", "ccomp")))
            and parse.child(verb.i, "ccomp")
            and parse.child(verb.i, "nsubj")
        ):
            return k - 1
    return last


def _close(parse: Parse, last: int, k: int) -> bool:
    """Does the branch of `k` follow without a comma?"""
    return parse.edges(k)[0] == last + 1


def _own_quote(ctx: Context, first: int, last: int) -> int:
    """A quotation that the content enters is taken to its end within the sentence."""
    q = ctx.quote_of[last]
    if q < 0 or (ctx.quote_of[first] == q and first > 0 and ctx.quote_of[first - 1] == q):
        return last
    past = ctx.parse.sentence(last).past
    while last + 1 < past and ctx.quote_of[last + 1] == q:
        last += 1
    return last


def fronted(ctx: Context, v: Token, clause: Token, subject: Token | None) -> list[Range]:
    """`X, he said.` and `X, he said, Y.`: all of the sentence before the reporting clause, and what continues after it."""
    parse = ctx.parse
    sentence = parse.sentence(v.i)
    low, high = verb_group(parse, v.i)
    if subject is not None and parse.tokens[subject.i].sent == v.sent:
        a, b = phrase(parse, subject.i)
        low, high = min(low, a), max(high, b)
    start = parse.edges(clause.i)[0]
    start = min(start, low - 1) if start < low else sentence.first
    if v.dep == "ROOT":
        start = sentence.first
    if start < low - 1 and parse.tokens[start].dep == "cc":
        start += 1
    out = []
    if start <= low - 1:
        out.append(clean(ctx, start, low - 1))
    high = _reporting_tail(ctx, v, high, sentence.past)
    rest = _continuation(ctx, v, high, sentence.past)
    if rest is not None:
        out.append(rest)
    return out


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def interjected(ctx: Context, v: Token, subject: Token | None, clause: Token | None) -> list[Range] | None:
    """`40 people died, officials said, more than …`, `The army, they said, has …`: a bare subject and verb between commas, set into what they report."""
    parse, tokens = ctx.parse, ctx.parse.tokens
    if subject is None or subject.i > v.i or not ctx.reports(v) or tokens[subject.i].sent != v.sent:
        return None
    first, past, _ = parse.sentence(v.i)
    start, behind = phrase(parse, subject.i)[0], _reporting_tail(ctx, v, verb_group(parse, v.i)[1], past) + 1
    if start - 2 < first or behind >= past or tokens[start - 1].text != "," or tokens[behind].text != "," or ctx.quote_of[start - 2] >= 0:
        return None
    if clause is not None and parse.edges(clause.i)[0] < start - 1:
        return fronted(ctx, v, clause, subject)
    for t in tokens[first : start - 1]:
        verb = tokens[t.head] if t.dep in ("aux", "auxpass") else t
        if t.tag in _FINITE and verb.dep not in ("relcl", "acl", "advcl"):
            return fronted(ctx, v, verb, subject)
    return None


def _reporting_tail(ctx: Context, v: Token, high: int, past: int) -> int:
    """The last token of the reporting clause: addressees, times and places that follow the verb."""
    parse = ctx.parse
    for k in parse.kids[v.i]:
        t = parse.tokens[k]
        if k > v.i and t.dep in ("npadvmod", "prep", "dobj", "dative", "advmod", "agent", "prt", "xcomp", "advcl", "appos") and ctx.quote_of[k] < 0:
            if any(ctx.quote_of[j] < 0 and j != v.i and ctx.reports(parse.tokens[j]) for j in (k, *parse.kids[k])):
                break  # "…, adding later, “…”": another report begins
            high = max(high, parse.edges(k)[1])
    return min(high, past - 1)


def _continuation(ctx: Context, v: Token, high: int, past: int) -> Range | None:
    """`…, he said, and Y.` The rest of the sentence after the reporting clause, where it opens a quotation or goes on after a comma."""
    tokens = ctx.parse.tokens
    k = high + 1
    if k >= past:
        return None
    if tokens[k].text in (",", "–", "—", "--", "-", ":") and k + 1 < past:
        k += 1
        if ctx.quote_of[k] >= 0 and ctx.quote_of[k] != ctx.quote_of[v.i]:
            return clean(ctx, k, past - 1)
        if tokens[k].tag in ("VBG", "VBN") or tokens[k].lower in ("who", "which", "where"):
            return None
        if tokens[k].lower in ("and", "but") and any(tokens[j].head == v.i and tokens[j].dep == "conj" for j in range(k, past)):
            return None
        return clean(ctx, k, past - 1)
    return _next_quote(ctx, v, high, past)


def _next_quote(ctx: Context, v: Token, high: int, past: int) -> Range | None:
    """`…, it added; and, later, “…”`: a quotation a few small words further on."""
    tokens = ctx.parse.tokens
    for k in range(high + 1, min(high + 7, past)):
        if ctx.quote_of[k] >= 0:
            return clean(ctx, k, past - 1) if ctx.quote_of[k] != ctx.quote_of[v.i] else None
        if tokens[k].pos not in ("PUNCT", "CCONJ", "ADV"):
            return None
    return None


def adjacent_quote(ctx: Context, v: Token, subject: Token | None) -> list[Range] | None:
    """A quotation that stands before or after the reporting clause without being its syntactic object."""
    parse = ctx.parse
    if ctx.quote_of[v.i] >= 0:
        return None
    sentence = parse.sentence(v.i)
    low, high = verb_group(parse, v.i)
    if subject is not None and parse.tokens[subject.i].sent == v.sent:
        a, b = phrase(parse, subject.i)
        if abs(a - high) < 40 and abs(b - low) < 40:
            low, high = min(low, a), max(high, b)
    obj = parse.child(v.i, "dobj")
    # after the cue: directly, or after a comma or colon
    k = _reporting_tail(ctx, v, high, sentence.past) + 1
    for j in (high + 1, high + 2, k, k + 1):
        if (
            high < j < sentence.past
            and ctx.quote_of[j] >= 0
            and ctx.quote_of[j - 1] != ctx.quote_of[j]
            and (obj is None or obj.i >= j or parse.tokens[j - 1].text in (",", ":"))
        ):
            last = j
            while last + 1 < sentence.past and ctx.quote_of[last + 1] == ctx.quote_of[j]:
                last += 1
            if last - j >= 2:
                return [clean(ctx, j, sentence.past - 1) if parse.tokens[j - 1].text == ":" else (j, last)]
    # before the cue
    j = low - 1
    if j >= sentence.first and parse.tokens[j].text in (",",) and j > sentence.first:
        j -= 1
    if j >= sentence.first and ctx.quote_of[j] >= 0 and v.dep in ("ROOT", "conj", "parataxis", "ccomp", "dep") and obj is None:
        first = j
        while first > sentence.first and ctx.quote_of[first - 1] == ctx.quote_of[j]:
            first -= 1
        if j - first >= 2:
            start = sentence.first if v.dep == "ROOT" else first
            rest = _continuation(ctx, v, _reporting_tail(ctx, v, high, sentence.past), sentence.past)
            return [(start, j)] + ([rest] if rest is not None else [])
    return None


def closed_quote(ctx: Context, v: Token, subject: Token | None, after: Token | None) -> list[Range] | None:
    """`“…,” she said` and `“…,” said the minister, “…”` by the marks alone: a quotation that ends in a comma, a dash or a sentence's end
    right before the reporting clause, in its sentence or as the one before it; and what follows the clause in the sentence. A complement
    `after` the verb must be quoted too: `“No,” he said, “we never did”`, but not `in “Today,” he said that …`."""
    parse, tokens, quote_of = ctx.parse, ctx.parse.tokens, ctx.quote_of
    if after is not None and quote_of[parse.edges(after.i)[0]] < 0 and quote_of[after.i] < 0:
        return None
    if v.tag == "VBG":
        return None  # `“…,” citing its dealings`: a participle of whoever's deed stands before
    low, high = verb_group(parse, v.i)
    if subject is not None and tokens[subject.i].sent == v.sent:
        a, b = phrase(parse, subject.i)
        if b < v.i and a < low and b >= low - 2:
            low = a
        elif a > high and a <= high + 2:
            high = max(high, b)
    last = low - 1
    if last >= 0 and tokens[last].text in (",", "–", "—", "--"):
        last -= 1
    if last < 1 or quote_of[last] < 0 or quote_of[v.i] >= 0 or tokens[last - 1].text not in (",", ".", "?", "!", "…", "...", "—", "–", "--"):
        return None
    first = sentence_first = parse.sentence(v.i).first
    if tokens[last].sent != v.sent and (
        low != sentence_first
        or parse.sentences[tokens[last].sent].block != parse.sentences[v.sent].block
        or after is not None
        or not ctx.reports(v)
        or parse.child(v.i, "dobj") is not None
    ):
        return None
    first = min(first, last)
    while first > 0 and quote_of[first - 1] == quote_of[last]:
        first -= 1
    if last - first < 3 or (first > sentence_first and v.dep not in ("ROOT", "ccomp", "parataxis") and subject is None):
        return None
    rest = _continuation(ctx, v, _reporting_tail(ctx, v, high, parse.sentence(v.i).past), parse.sentence(v.i).past)
    return [clean(ctx, min(first, sentence_first), last), *([rest] if rest is not None else [])]


def is_part(ctx: Context, quote: list[Range], obj: Token) -> bool:
    """Is the quotation a part of the verb's object: `reported “2,521 incidents” in the city`?"""
    first, last = ctx.parse.edges(obj.i)
    return any(first <= a and b <= last and (first < a or b < last) for a, b in quote) and ctx.parse.tokens[quote[0][0] - 1].text not in (",", ":")


def after_colon(ctx: Context, v: Token) -> list[Range] | None:
    """`The minister went on:` and the next sentence or paragraph opens a quotation; without marks, the rest of the paragraph."""
    parse, tokens = ctx.parse, ctx.parse.tokens
    sentence = parse.sentence(v.i)
    past = sentence.past
    if v.dep != "ROOT" or past >= len(tokens) or tokens[past - 1].text != ":" or ctx.quote_of[v.i] >= 0:
        return None
    last = past
    if ctx.quote_of[past] >= 0:
        while last + 1 < len(tokens) and ctx.quote_of[last + 1] == ctx.quote_of[past]:
            last += 1
        return [(past, last)] if last - past >= 3 else None
    if not ctx.reports(v) or parse.sentences[tokens[past].sent].block != sentence.block:
        return None
    while last + 1 < len(tokens) and parse.sentences[tokens[last + 1].sent].block == sentence.block:
        last += 1
    return [clean(ctx, past, last)]


def clause_behind(ctx: Context, v: Token) -> list[Range] | None:
    """`shouted to the officers that he was unarmed`, `said at the time he was …`: the clause hangs on the noun before it in the parse, on the verb in truth."""
    parse = ctx.parse
    if not any(r.pos == "verb" and "that" in r.frames for r in ctx.lexicon.cue_heads.get(v.lemma.lower(), ())):
        return None
    for p in parse.children(v.i, "prep", "dative", "dobj"):
        noun = parse.child(p.i, "pobj") if p.dep == "prep" else p
        if p.i < v.i or noun is None:
            continue
        clause = parse.child(noun.i, "acl", "ccomp", "relcl")
        if clause is None or clause.i < noun.i:
            continue
        first, last = parse.edges(clause.i)
        opener = parse.tokens[first]
        bare = noun.lemma in _TIMES and first == noun.i + 1 and opener.dep in ("nsubj", "nsubjpass", "expl", "det", "compound") and clause.tag != "VBG"
        if bare or (opener.lower == "that" and opener.dep == "mark"):
            return [clean(ctx, first, last)]
    return None


_TIMES = frozenset("time day week month year morning afternoon evening night weekend".split())
"""Nouns behind which a clause without *that* is what the verb reports: `saying at the time he was willing …`."""


def around_report(ctx: Context, v: Token, clause: Token, content: list[Range], subject: Token | None) -> list[Range]:
    """`The museum, he said, would …`, `guards who he said were …`: a clause without a subject has it before the reporting clause."""
    parse, tokens = ctx.parse, ctx.parse.tokens
    if parse.child(clause.i, *SUBJECTS) is not None or tokens[content[0][0]].tag not in ("MD", "VBD", "VBZ", "VBP") or subject is None:
        return content
    before = phrase(parse, subject.i)[0] - 1
    first = parse.sentence(v.i).first
    if before < first or subject.i > v.i:
        return content
    if tokens[before].lower in ("which", "who", "that", "what"):
        return [(before, before), *content]
    if tokens[before].text != "," or before - 1 < first or v.dep not in ("ROOT", "ccomp", "parataxis"):
        return content
    start = first + (tokens[first].dep == "cc")
    return [clean(ctx, start, before - 1), *content] if start <= before - 1 else content


def whole_quotations(ctx: Context, cue: Range, content: list[Range]) -> list[Range]:
    """Direct speech of several sentences: the content takes in all of a quotation that it enters from outside."""
    quote_of, size = ctx.quote_of, len(ctx.quote_of)
    if quote_of[cue[0]] >= 0:
        return content
    grown = []
    for a, b in content:
        while a > 0 and _one_quotation(ctx, quote_of[a - 1], quote_of[a]):
            a -= 1
        q = quote_of[b]
        while q >= 0 and b + 1 < size and quote_of[b + 1] == q and not a <= cue[0] <= b + 1:
            b += 1
        grown.append((a, b))
    return merged(grown)


def _one_quotation(ctx: Context, before: int, after: int) -> bool:
    """Are two neighbouring tokens in one quotation, or in one that goes on over a paragraph's end?"""
    if before < 0 or after < 0:
        return False
    if before == after:
        return True
    following = ctx.quotes[after]
    return after == before + 1 and ctx.quotes[before].open_end and following.span.start == following.inner.start


def merged(ranges: list[Range]) -> list[Range]:
    """Ranges in order, touching ones made one."""
    out: list[Range] = []
    for a, b in sorted(ranges):
        if out and a <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def quote_before(ctx: Context, v: Token) -> list[Range] | None:
    """`“…,” she said` where the parse does not see it: a quotation that ends a few nouns before the verb."""
    tokens = ctx.parse.tokens
    k = v.i - 1
    while k > 0 and v.i - k <= 5 and ctx.quote_of[k] < 0 and tokens[k].pos in ("PRON", "PROPN", "DET", "NOUN", "ADJ"):
        k -= 1
    if k < 1 or ctx.quote_of[k] < 0 or ctx.quote_of[v.i] >= 0:
        return None
    first = k
    while first > 0 and ctx.quote_of[first - 1] == ctx.quote_of[k]:
        first -= 1
    return [(first, k)] if k - first >= 3 else None


def passive_clause(ctx: Context, v: Token, x: Token) -> list[Range]:
    """`The group is believed to have …`: subject and infinitive together."""
    parse = ctx.parse
    subject = parse.child(v.i, "nsubjpass", "nsubj")
    first, last = parse.edges(x.i)
    out = [clean(ctx, max(first, v.i + 1), last)]
    if subject is not None and subject.lower != "it":
        out.insert(0, phrase(parse, subject.i))
    return out


def passive(ctx: Context, v: Token, prep: Token | None) -> list[Range]:
    """Subject of a passive cue and what its preposition governs."""
    parse = ctx.parse
    subject = parse.child(v.i, "nsubjpass", "nsubj")
    out: list[Range] = []
    if subject is not None:
        out.append(phrase(parse, subject.i))
    elif v.dep in ("acl", "relcl"):
        first, _ = parse.edges(v.head)
        out.append(clean(ctx, first, v.i - 1))
    if prep is not None and (inner := parse.child(prep.i, "pobj", "pcomp")) is not None:
        out.append(clean(ctx, *parse.edges(inner.i)))
    return out


def antecedent(ctx: Context, v: Token) -> list[Range]:
    """`an allegation Abu Dhabi has denied`: the noun before the relative clause."""
    parse = ctx.parse
    head = v.head
    drop = {v.i}
    return [phrase(parse, head, drop)]


def host(ctx: Context, t: Token, cand: Candidate) -> list[Range]:
    """`according to X`: the sentence or clause it is attached to, without the phrase itself."""
    parse = ctx.parse
    sentence = parse.sentence(t.i)
    low, high = cand.cue
    for a, b in cand.source:
        low, high = min(low, a), max(high, b)
    first, past = _clause_of(ctx, t, sentence.first, sentence.past)
    out = []
    if first <= low - 1:
        out.append(clean(ctx, first, low - 1))
    if high + 1 < past:
        a, b = clean(ctx, high + 1, past - 1)
        if b >= a and any(parse.tokens[k].pos not in ("PUNCT",) for k in range(a, b + 1)):
            out.append((a, b))
    return [r for r in out if any(parse.tokens[k].pos != "PUNCT" for k in range(r[0], r[1] + 1))]


def _clause_of(ctx: Context, t: Token, first: int, past: int) -> Range:
    """The clause around a prepositional cue: the smallest finite one that it modifies, the sentence where that is the main one."""
    parse = ctx.parse
    for up in parse.ancestors(t.i):
        if up.dep == "ROOT":
            break
        if is_verb(up) and up.dep in ("ccomp", "advcl", "conj", "relcl"):
            a, b = parse.edges(up.i)
            if up.dep in ("relcl", "ccomp"):
                break
            if parse.tokens[a].lower in _SUBORDINATE or up.dep == "conj":
                return a, b + 1
    return first, past


def around(ctx: Context, head: Token, adverb: Token) -> list[Range]:
    """What a sentence adverb covers: its clause, or the participle or adjective phrase that it modifies."""
    parse = ctx.parse
    a, b = parse.edges(head.i)
    if is_verb(head) and head.dep in ("ROOT", "ccomp", "conj", "advcl", "relcl"):
        sentence = parse.sentence(head.i)
        a, b = (sentence.first, sentence.past - 1) if head.dep == "ROOT" else (a, b)
    out = []
    if a <= adverb.i - 1:
        out.append(clean(ctx, a, adverb.i - 1))
    if adverb.i + 1 <= b:
        out.append(clean(ctx, adverb.i + 1, b))
    return [r for r in out if any(parse.tokens[k].pos != "PUNCT" for k in range(r[0], r[1] + 1))]


def source(ctx: Context, subject: Token, cand: Candidate) -> list[Range]:
    """The source's whole noun phrase with titles and appositions; cue and content cut out of it."""
    parse = ctx.parse
    blocked = set(range(cand.cue[0], cand.cue[1] + 1))
    without = {k for k in parse.kids[subject.i] if k in blocked}
    first, last = phrase(parse, subject.i, without)
    for a, b in ((cand.cue[0], cand.cue[1]), *cand.content):
        if first <= a <= last and a > subject.i:
            last = a - 1
        if first <= b <= last and b < subject.i:
            first = b + 1
    while last > subject.i and parse.tokens[last].text in _EDGE:
        last -= 1
    while first < subject.i and parse.tokens[first].text in _EDGE:
        first += 1
    if last > first and parse.tokens[last].tag == "POS":
        pass
    return [(first, last)]
