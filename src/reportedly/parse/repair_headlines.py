"""Mends for headlines, which leave out auxiliaries and articles, and put who tells it behind a comma, a colon or a dash."""

from __future__ import annotations

from itertools import pairwise

from .tree import Parse, Token

_TELLING = frozenset("say claim allege deny report warn insist tell announce charge admit confirm maintain".split())
_VERBS = frozenset(
    """arms strikes attacks shells bombs raids sanctions backs blames claims charges slams hits kills tests fires launches warns vows urges orders plans halts supplies denies
    accuses condemns rejects recognises recognizes seizes captures storms deploys jails arrests detains expels recalls frees sells buys sends gives hands""".split()
)
"""Forms that are verbs in headlines and plural nouns elsewhere."""
_DASHES = frozenset(["-", "--", "–", "—"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_TAIL = 6
"""Words at most behind the dash that names who tells it."""


def mend_headline(parse: Parse, number: int) -> None:
    """Mend the sentence `number`, a whole headline."""
    sentence = parse.sentences[number]
    tokens = parse.tokens[sentence.first : sentence.past]
    _one_root(parse, tokens)
    for t in tokens:
        if t.text.isupper() and t.tag[:2] == "VB" and len(t.text) > 1:
            _acronym(parse, t)
        if t.text in _DASHES:
            _set_off(parse, tokens, t)
        if t.lower in _VERBS and t.tag in ("NNS", "NNP", "NNPS") and t.i > sentence.first:
            _to_verb(parse, tokens, t)
        if t.tag in ("VBP", "VB") and t.head == t.i:
            _pair(tokens, t)
    parse.link()
    for t in tokens:
        if t.tag[:2] == "VB":
            _passive(parse, t)
            _chain(parse, t)
        elif t.lower.endswith("ing") and t.dep == "compound" and t.i and parse.tokens[t.i - 1].lemma in ("deny", "admit", "stop", "resume"):
            _gerund(parse, t)
    parse.link()


def _acronym(parse: Parse, t: Token) -> None:
    """`drones sent to RSF`: capitals are a name."""
    t.pos, t.tag, t.lemma = "PROPN", "NNP", t.text
    to = parse.tokens[t.i - 1] if t.i else t
    if to.lower == "to" and to.head == t.i:
        to.pos, to.tag, to.dep, to.head, t.dep, t.head = "ADP", "IN", "prep", t.head, "pobj", to.i


def _passive(parse: Parse, t: Token) -> None:
    """`Rwanda accused of backing rebels`: a participle without an auxiliary and without an object is passive."""
    subject = parse.child(t.i, "nsubj")
    of = t.lemma == "accuse" and any(p.lower == "of" for p in parse.children(t.i, "prep"))
    if subject is None or subject.i > t.i or not (t.tag == "VBN" or of) or parse.child(t.i, "aux", "auxpass", "dobj") is not None:
        return
    t.tag, subject.dep = "VBN", "nsubjpass"


def _chain(parse: Parse, t: Token) -> None:
    """`Chad denies raid, says rebels fled`: the second verb shares the first one's subject and reports only what follows it."""
    before = parse.child(t.i, "ccomp")
    if t.dep != "ROOT" or before is None or before.i > t.i or parse.child(t.i, "nsubj") is not None or parse.tokens[t.i - 1].text != ",":
        return
    before.dep, before.head, t.dep, t.head = "ROOT", before.i, "conj", before.i


def _gerund(parse: Parse, t: Token) -> None:
    """`denies shelling village`, read as one compound noun."""
    thing, verb = parse.tokens[t.head], parse.tokens[t.i - 1]
    if thing.dep != "dobj" or thing.head != verb.i:
        return
    t.pos, t.tag, t.dep, t.head, thing.head = "VERB", "VBG", "xcomp", verb.i, t.i
    t.lemma = {"shelling": "shell", "bombing": "bomb", "raiding": "raid", "killing": "kill", "arming": "arm", "backing": "back", "funding": "fund"}.get(t.lower, t.lemma)


def _one_root(parse: Parse, tokens: list[Token]) -> None:
    """`North Korea fires missile | , Seoul says`: parts that were parsed as sentences of their own hang together."""
    roots = [t for t in tokens if t.head == t.i]
    for before, root in pairwise(roots):
        if root.lemma in _TELLING and parse.child(root.i, "nsubj") is not None and parse.child(root.i, "ccomp", "dobj") is None:
            before.dep, before.head = "ccomp", root.i
        else:
            root.dep, root.head = "parataxis", before.i


def _set_off(parse: Parse, tokens: list[Token], dash: Token) -> None:
    """`Five killed in drone strike [- governor]`: what stands behind the last dash is no part of the phrase before it."""
    right = [t for t in tokens if t.i > dash.i]
    left = [t for t in tokens if t.i < dash.i]
    if not 0 < len(right) <= _TAIL or not left or parse.text[dash.start - 1 : dash.start] != " " or any(t.tag in _FINITE for t in right):
        return
    inside = {t.i for t in right} | {dash.i}
    top = next((t for t in reversed(right) if t.head not in inside or t.head == t.i), right[-1])
    loose = [t for t in left if t.head in inside]
    if loose and top.head < dash.i:  # the phrase before the dash stands where its last word was thought to be
        heir = loose.pop()
        heir.dep, heir.head = top.dep, top.head
        for t in loose:
            t.head = heir.i
        loose = []
    root = next((t for t in left if t.head == t.i), None) or next((t for t in loose if t.tag[:2] == "VB"), None) or (loose[0] if loose else left[0])
    for t in loose:
        t.head = root.i
    if root.dep != "ROOT":
        root.dep, root.head = "ROOT", root.i
    for t in (dash, *right):
        if t.head not in inside:
            t.head = top.i
    top.dep, top.head = "dep", root.i


def _to_verb(parse: Parse, tokens: list[Token], t: Token) -> None:
    """`Iran [arms] rebels`, read as one compound noun."""
    part = _part(tokens, t)
    subject = parse.tokens[t.i - 1]
    if subject.i not in {p.i for p in part} or subject.pos not in ("PROPN", "NOUN") or subject.tag == "NNS" or part[-1] is t or any(p.tag in _FINITE for p in part):
        return
    own = {p.i for p in part}
    top = next((p for p in part if p.head not in own or p.head == p.i), t)
    dep, head = top.dep, top.head
    for p in part:
        if p.i < subject.i:
            p.head = subject.i
        elif p.i > t.i and p.head <= t.i:
            p.head = t.i
    if top.i > t.i:
        top.dep, top.head = "dobj", t.i
    t.pos, t.tag, t.lemma = "VERB", "VBZ", _lemma(t.lower)
    t.dep, t.head = dep, t.i if head in own else head
    subject.dep, subject.head = "nsubj", t.i


def _part(tokens: list[Token], t: Token) -> list[Token]:
    """The tokens around `t` between commas, colons and dashes."""
    first = max((p.i for p in tokens if p.i < t.i and p.pos == "PUNCT"), default=tokens[0].i - 1)
    past = min((p.i for p in tokens if p.i > t.i and p.pos == "PUNCT"), default=tokens[-1].i + 1)
    return [p for p in tokens if first < p.i < past]


def _lemma(form: str) -> str:
    if form == "denies":
        return "deny"
    return form[:-2] if form.endswith(("shes", "ches")) else form[:-1]


def _pair(tokens: list[Token], verb: Token) -> None:
    """`Iran, Sudan deny deal`: two names before a plural verb are its subjects."""
    names = [t for t in tokens if t.i < verb.i and t.pos != "PUNCT"]
    if len(names) != 2 or any(t.pos != "PROPN" and t.tag != "NN" for t in names) or names[1].i - names[0].i != 2 or tokens[1].text != ",":
        return
    names[0].dep, names[0].head = "nsubj", verb.i
    names[1].dep, names[1].head = "conj", names[0].i


__all__ = ["mend_headline"]
