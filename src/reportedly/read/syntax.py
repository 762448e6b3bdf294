"""Questions to a dependency tree that several stages ask: whose verb is it, who is the logical subject, where does a noun phrase end."""

from __future__ import annotations

from ..parse import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
SUBJECT_CONTROL = frozenset(
    [
        "promise",
        "threaten",
        "vow",
        "pledge",
        "refuse",
        "decline",
        "plan",
        "want",
        "seek",
        "agree",
        "offer",
        "try",
        "attempt",
        "manage",
        "fail",
        "hope",
        "intend",
        "claim",
        "swear",
        "decide",
        "continue",
        "begin",
        "start",
        "stop",
        "avoid",
        "deny",
        "admit",
        "consider",
        "call",
        "phone",
        "telephone",
        "contact",
        "meet",
        "visit",
    ]
)


def is_verb(t: Token) -> bool:
    return t.pos in ("VERB", "AUX") or (t.tag[:2] == "VB" and t.dep != "amod")


def is_infinitive(parse: Parse, v: int) -> bool:
    """Does a *to* belong to the verb?"""
    return any(parse.tokens[k].tag == "TO" for k in parse.kids[v])


def verb_group(parse: Parse, v: int) -> tuple[int, int]:
    """First and last token of the verb with its auxiliaries, negation, adverbs between them, and particle."""
    first = last = v
    tokens = parse.tokens
    while (
        first > 0
        and tokens[first - 1].head == v
        and tokens[first - 1].dep in _GROUP
        and tokens[first - 1].lower not in ("when", "where", "why", "how", "so", "however")
    ):
        first -= 1
    while first < v and tokens[first].dep == "advmod" and any(tokens[k].dep in ("aux", "auxpass") for k in range(first + 1, v)):
        first += 1  # an adverb before the auxiliaries stands outside the group
    after = last + 1
    while after < len(tokens) and tokens[after].head == v and tokens[after].dep == "prt":
        last = after
        after += 1
    return first, last


def is_passive(parse: Parse, v: int) -> bool:
    if parse.child(v, "auxpass", "nsubjpass", "agent", "csubjpass") is not None:
        return True
    t = parse.tokens[v]
    if t.tag != "VBN":
        return False
    if t.dep in ("acl", "amod"):
        return parse.child(v, "dobj") is None
    return t.dep == "conj" and is_passive(parse, t.head) and parse.child(v, "nsubj", "aux") is None


def agent(parse: Parse, v: int) -> Token | None:
    """The noun of the *by* phrase of a passive."""
    by = parse.child(v, "agent") or next((p for p in parse.children(v, "prep") if p.lower == "by"), None)
    return parse.child(by.i, "pobj") if by else None


def surface_subject(parse: Parse, v: int, depth: int = 0) -> Token | None:
    """The grammatical subject of a verb, through coordination, control, participles and relative clauses."""
    own = parse.child(v, *SUBJECTS)
    if own is not None:
        return own
    t = parse.tokens[v]
    if depth > 6 or t.dep == "ROOT":
        return None
    head = parse.tokens[t.head]
    if t.dep == "conj":
        return surface_subject(parse, head.i, depth + 1) if is_verb(head) else None
    if t.dep == "xcomp":
        obj = parse.child(head.i, "dobj", "dative")
        if obj is not None and obj.i < v and head.lemma not in SUBJECT_CONTROL:
            return obj
        if is_passive(parse, head.i):
            return parse.child(head.i, "nsubjpass") or surface_subject(parse, head.i, depth + 1)
        if head.pos == "ADJ" and head.dep in ("acomp", "oprd", "conj"):
            return surface_subject(parse, head.head, depth + 1)
        return surface_subject(parse, head.i, depth + 1) if is_verb(head) else _noun_owner(parse, head)
    if t.dep in ("advcl", "ccomp", "dep", "parataxis") and is_verb(head):
        before = next((c for c in parse.children(v, "ccomp") if c.i < v and parse.child(c.i, *SUBJECTS)), None)
        if before is not None and t.dep == "ccomp":
            return parse.child(before.i, *SUBJECTS)  # "A has not sold, is not selling and will not sell"
        if t.dep == "ccomp" and head.dep == "relcl" and parse.child(head.i, *SUBJECTS) is not None and parse.child(v, "aux", "auxpass") is not None:
            return parse.tokens[head.head]  # "a faction it says is armed by Iran"
        if t.dep == "ccomp" and t.tag not in ("VBG", "VBN", "VB"):
            return None
        return surface_subject(parse, head.i, depth + 1)
    if t.dep in ("acl", "relcl"):
        return head if t.tag in ("VBG", "VBN") or t.dep == "relcl" else _noun_owner(parse, head)
    if t.dep == "pcomp":
        return _prepositional_subject(parse, head, depth)
    return None


_BLAMING = frozenset(["accuse", "blame", "charge", "condemn", "criticize", "criticise", "denounce", "fault", "suspect"])


def _prepositional_subject(parse: Parse, prep: Token, depth: int) -> Token | None:
    """`accused Washington of crossing`, `quoted the minister as saying`: the object crosses; `responded by firing`: the subject fires."""
    governor = parse.tokens[prep.head]
    if governor.pos == "ADJ" and governor.dep in ("acomp", "oprd"):
        return surface_subject(parse, governor.head, depth + 1)  # "is guilty of violating"
    if not is_verb(governor):
        return _noun_owner(parse, governor)
    if prep.lower in ("of", "for", "from", "with", "over", "into", "as") or (prep.lower == "by" and governor.lemma in _BLAMING):
        obj = parse.child(governor.i, "dobj") or parse.child(governor.i, "nsubjpass")
        if obj is not None:
            return obj
    return surface_subject(parse, governor.i, depth + 1)


def _noun_owner(parse: Parse, noun: Token) -> Token | None:
    """Whose plan, threat, decision: the possessor, or the subject of the light verb over the noun."""
    owner = parse.child(noun.i, "poss")
    if owner is not None:
        return owner
    head = parse.tokens[noun.head]
    return surface_subject(parse, head.i, 5) if noun.dep in ("dobj", "attr") and is_verb(head) else None


def logical_subject(parse: Parse, v: int) -> Token | None:
    """Who does it: the subject of an active verb, the agent of a passive one."""
    if is_passive(parse, v):
        return agent(parse, v)
    return surface_subject(parse, v)


def logical_object(parse: Parse, v: int) -> Token | None:
    """To whom it is done: the direct object, or the subject of a passive."""
    if is_passive(parse, v):
        t = parse.tokens[v]
        own = parse.child(v, "nsubjpass", "nsubj")
        if own is not None:
            return own
        if t.dep in ("acl", "relcl"):
            return parse.tokens[t.head]
        return surface_subject(parse, v) or _inverted(parse, v)
    objects = parse.children(v, "dobj")
    obj = objects[-1] if objects else next((d for d in parse.children(v, "dative") if d.pos != "ADP"), None)
    if obj is None:
        t = parse.tokens[v]
        if t.dep == "relcl" and parse.child(v, *SUBJECTS) is not None and parse.child(v, "dobj") is None:
            return parse.tokens[t.head]  # "the rockets it delivered"
    if obj is not None and obj.lower in RELATIVES and parse.tokens[v].dep == "relcl":
        return parse.tokens[parse.tokens[v].head]
    return obj


def _inverted(parse: Parse, v: int) -> Token | None:
    """`Listed too was the bank's owner`: the subject behind the auxiliary, which parsers hang on it."""
    be = parse.child(v, "auxpass", "aux")
    if be is None or be.i < v:
        return None
    return parse.child(be.i, "attr", "nsubj", "nsubjpass") or parse.child(v, "attr", "dobj")


_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last latest only".split())


def _ordinal(t: Token) -> bool:
    return t.lower in _ORDINALS or t.tag == "JJS" or (t.text[:1].isdigit() and t.lower.endswith(("st", "nd", "rd", "th")))


def nth(parse: Parse, v: int) -> Token | None:
    """`became the third country to recognise it`: the verb that says who is the third, for whoever is it has done what the infinitive names."""
    t = parse.tokens[v]
    if not is_infinitive(parse, v) or t.dep not in ("acl", "relcl", "advcl", "xcomp", "ccomp"):
        return None
    up = parse.tokens[t.head]
    noun = up if up.pos in ("NOUN", "PROPN", "ADJ") else parse.child(up.i, "attr", "acomp")
    if noun is None or (noun.lower not in _ORDINALS and not any(_ordinal(k) for k in parse.children(noun.i, "amod", "nummod", "compound", "nmod"))):
        return None
    be = parse.tokens[noun.head]
    return be if be.lemma in ("be", "become", "remain") and noun.dep in ("attr", "acomp") else None


_KINDS = frozenset(["type", "kind", "sort", "design", "make"])
"""`a missile of a new type, [which] flew`: what flew is the missile."""


def antecedent(parse: Parse, t: Token) -> Token:
    """The noun a relative pronoun stands for, the subject of what it is said to be (`Iran is the only country to …`); any other token itself."""
    if t.dep == "attr" and parse.tokens[t.head].lemma in ("be", "become", "remain") and not negated(parse, t.head):
        return parse.child(t.head, *SUBJECTS) or t
    if t.lower in RELATIVES and t.tag in ("WP", "WDT", "WP$", "IN", "DT"):
        for up in parse.ancestors(t.i):
            if up.dep == "relcl":
                noun, of = parse.tokens[up.head], parse.tokens[parse.tokens[up.head].head]
                return parse.tokens[of.head] if noun.lemma in _KINDS and of.lower == "of" and of.dep == "prep" else noun
            if up.dep == "ccomp" and parse.tokens[up.head].dep == "relcl" and t.i < up.head:
                continue  # "rockets that it said had been delivered"
            if up.dep in ("ROOT", "ccomp"):
                break
    return t


def prep_objects(parse: Parse, i: int, *names: str) -> list[Token]:
    """Nouns governed by prepositions of token `i` (any preposition, if none is named)."""
    out = []
    for p in parse.children(i, "prep", "agent", "dative", "prt"):
        if p.pos in ("ADP", "SCONJ", "PART", "ADV") and (not names or p.lower in names):
            out += parse.children(p.i, "pobj")
        if p.pos in ("ADP", "SCONJ", "PART", "ADV"):
            for q in parse.children(p.i, "prep", "conj"):  # "out of", "away from"; "of banks and of insurers"
                if (not names or q.lower in names) and q.pos == "ADP":
                    out += parse.children(q.i, "pobj")
    return out


def conjuncts(parse: Parse, t: Token) -> list[Token]:
    """A noun and those coordinated with it."""
    out = [t]
    for c in parse.children(t.i, "conj"):
        out += conjuncts(parse, c)
    return out


def phrase(parse: Parse, head: int, without: frozenset[int] | set[int] = frozenset(), clauses: bool = True) -> tuple[int, int]:
    """First and last token of the noun phrase of `head`: contiguous around it, edge punctuation trimmed."""
    drop = set(without)
    for k in parse.kids[head]:
        t = parse.tokens[k]
        if not clauses and t.dep in ("relcl", "acl", "appos", "advcl", "conj", "cc", "punct") and k > head:
            drop.add(k)
    inside = parse.subtree(head, drop)
    at = inside.index(head)
    a = b = at
    while a > 0 and inside[a - 1] == inside[a] - 1:
        a -= 1
    while b + 1 < len(inside) and inside[b + 1] == inside[b] + 1:
        b += 1
    first, last = inside[a], inside[b]
    tokens = parse.tokens
    while first < head and tokens[first].pos in ("PUNCT", "CCONJ", "SPACE") and tokens[first].text not in "\"'“‘([":
        first += 1
    while last > head and (tokens[last].text in (",", ";", ":", "--", "–", "—", "-", ".") or tokens[last].pos == "CCONJ"):
        last -= 1
    return first, last


def negated(parse: Parse, v: int) -> bool:
    """Does a negation stand on the verb, its auxiliaries, its subject, or its determiner (`no troops`, `not one rocket was`, `at no time`)?"""
    for k in parse.kids[v]:
        t = parse.tokens[k]
        if t.dep == "neg" or t.lower in ("never", "n't", "not", "hardly", "nor", "neither"):
            return True
        if t.dep in ("nsubj", "nsubjpass") and none_of(parse, t):
            return True
        if t.dep == "det" and t.lower in ("no", "neither"):
            return True
        if t.dep in ("aux", "prep") and _at_no_time(parse, t):
            return True
    return False


def done_to_none(parse: Parse, v: int) -> bool:
    """`sent no weapons`: nothing was sent. Of verbs that are no deeds it says less (`saw no reason`)."""
    return any(none_of(parse, t) for t in parse.children(v, "dobj")) and not negated(parse, v)


def none_of(parse: Parse, t: Token) -> bool:
    """`nobody`, `no weapons`, `neither rockets nor shells`, `not one rocket`, `not a word`."""
    if t.lower in ("nobody", "none", "neither", "nothing"):
        return True
    for k in parse.kids[t.i]:
        c = parse.tokens[k]
        if c.lower in ("no", "neither") and c.dep in ("det", "neg", "preconj"):
            return True
        if c.lower == "not" and c.dep == "neg" and any(d.lower in ("a", "an", "one", "single") for d in parse.children(t.i, "det", "amod", "nummod")):
            return True
        if c.dep == "nummod" and c.lower == "one" and any(parse.tokens[j].lower == "not" for j in parse.kids[k]):
            return True
    return False


def _at_no_time(parse: Parse, t: Token) -> bool:
    """`at no time`, `under no circumstances`, `in no way`, which parsers hang on the verb or on its auxiliary before it."""
    if t.dep == "aux":
        return any(_at_no_time(parse, p) for p in parse.children(t.i, "prep"))
    noun = parse.child(t.i, "pobj")
    return noun is not None and noun.lemma.lower() in ("time", "point", "circumstance", "way", "case", "event") and any(d.lower == "no" for d in parse.children(noun.i, "det"))
