"""Mends of misparsed objects and complements."""

from __future__ import annotations

from .tree import Parse, Token

NAMING = frozenset(["designate", "declare", "name", "label", "brand", "deem", "classify", "proclaim", "dub", "hold"])
"""Verbs that say of somebody what he is to be."""


def named_object(parse: Parse, verb: Token) -> bool:
    """`designated [the group] [a terrorist organisation]`: the second noun is what the first is named, not an object or a clause."""
    if verb.lemma == "hold":
        return _held_responsible(parse, verb)
    objects = parse.children(verb.i, "dobj")
    if len(objects) == 2 or (len(objects) == 1 and parse.child(verb.i, "nsubjpass") is not None):
        objects[-1].dep = "oprd"
        _agent_back(parse, verb, objects[-1])
        return True
    return len(objects) == 1 and _split(parse, verb, objects[0])


def _held_responsible(parse: Parse, verb: Token) -> bool:
    """`holds [Moscow] responsible`, read as a clause; `was held responsible [by Moscow]`, where the phrase is the verb's."""
    named = parse.child(verb.i, "oprd")
    if named is not None and named.pos == "ADJ":
        _agent_back(parse, verb, named)
        return True
    clause = parse.child(verb.i, "ccomp")
    subject = parse.child(clause.i, "nsubj") if clause is not None else None
    if clause is None or subject is None or clause.lower not in ("responsible", "accountable"):
        return False
    subject.head, subject.dep, clause.dep = verb.i, "dobj", "oprd"
    return True


def _split(parse: Parse, verb: Token, noun: Token) -> bool:
    """`declared [five companies] [sponsors of war]`: a plural before a plural is no modifier of it."""
    inner = next((c for c in parse.children(noun.i, "nmod", "compound") if c.tag in ("NNS", "NNPS") and parse.child(c.i, "amod", "nummod", "det")), None)
    if inner is None or noun.tag != "NNS":
        return False
    inner.head, inner.dep, noun.dep = verb.i, "dobj", "oprd"
    return True


def _agent_back(parse: Parse, verb: Token, noun: Token) -> None:
    """`was designated a terrorist group [by Australia]`: the phrase belongs to the passive verb."""
    for p in parse.children(noun.i, "prep"):
        if p.lower == "by" and verb.tag == "VBN":
            p.head, p.dep = verb.i, "agent"


GIVING = frozenset("give hand sell offer supply send grant promise lend award pledge loan gift".split())


def given_object(parse: Parse, verb: Token) -> bool:
    """`[Ukraine] has been given [90 vehicles]`: the subject is the recipient, the thing given the object."""
    subject, thing = parse.child(verb.i, "nsubjpass"), parse.child(verb.i, "dobj")
    if verb.tag != "VBN" or subject is None or thing is None or subject.pos != "PROPN" or thing.tag not in ("NNS", "NNPS"):
        return False
    subject.dep, thing.dep = "dative", "nsubjpass"
    return True


_PRICED = frozenset(["worth", "valued", "priced", "estimated", "costing"])


def priced_recipient(parse: Parse, to: Token) -> bool:
    """`donated ammunition worth 1.2 billion kroner [to Ukraine]`: what follows a price belongs to the verb that gives."""
    t = parse.tokens[to.head]
    for _ in range(4):
        if t.lower in _PRICED:
            noun = parse.tokens[t.head]
            if noun.pos == "VERB":
                to.head = noun.i
                return True
            over = parse.tokens[noun.head]
            if noun.dep == "pobj":
                over = parse.tokens[over.head]
            if noun.dep not in ("dobj", "nsubjpass", "pobj") or over.pos not in ("VERB", "NOUN") or to.i <= t.i + 1:
                return False
            to.head = over.i
            return True
        if t.pos not in ("NOUN", "NUM", "SYM", "ADP", "PROPN"):
            return False
        t = parse.tokens[t.head]
    return False


def hyphenated_verb(parse: Parse, verb: Token) -> bool:
    """`Iran [test-fired] missiles`, read as an adjective of the missiles: the verb gets its subject and object."""
    hyphen, test = parse.tokens[verb.i - 1], parse.tokens[verb.i - 2]
    if hyphen.text != "-" or test.lower not in ("test", "live") or verb.dep != "amod" or verb.i < 3:
        return False
    obj = parse.tokens[verb.head]
    subject = parse.tokens[test.i - 1]
    while subject.dep == "case" or (subject.pos in ("ADV", "AUX") and subject.i > 0):
        subject = parse.tokens[subject.i - 1]
    if subject.pos not in ("PROPN", "NOUN") or obj.i < verb.i or not (obj.head == subject.i or obj.dep in ("ROOT", "appos", "conj", "dobj")):
        return False
    root = subject.dep == "ROOT"
    verb.tag, verb.pos, verb.lemma = "VBD", "VERB", "fire"
    verb.dep, verb.head = (subject.dep, verb.i if root else subject.head) if obj.head == subject.i else (obj.dep, verb.i if obj.head == obj.i else obj.head)
    subject.dep, subject.head, obj.dep, obj.head = "nsubj", verb.i, "dobj", verb.i
    for k in parse.kids[subject.i]:
        if k > verb.i and k != obj.i:
            parse.tokens[k].head = verb.i
    return True


_CALLED = frozenset("appear seem be look call describe term identify say believe think claim".split())
_LOOSE = frozenset(["prep", "npadvmod", "advmod", "dative", "advcl", "punct"])


def free_relative(parse: Parse, clause: Token) -> bool:
    """`fired [what appeared to be a missile]`, `tested [what it called a rocket]`: the thing named in the clause is what the verb is about."""
    verb = parse.tokens[clause.head]
    what = parse.tokens[verb.i + 1] if verb.i + 1 < len(parse.tokens) else verb
    if what.lower != "what" or clause.i < what.i or clause.lemma not in _CALLED or verb.pos != "VERB":
        return False
    thing, over = _complement(parse, clause)
    if thing is None or thing.tag not in ("NN", "NNS", "NNP", "NNPS") or any(o.i < thing.i for o in parse.children(verb.i, "dobj")):
        return False
    for later in parse.children(verb.i, "dobj"):
        later.dep = "npadvmod"  # "…, its first launch since June"
        for aside in parse.children(later.i, "parataxis"):
            aside.head = verb.i
    for h in {clause.i, over.i}:
        for t in parse.children(h):
            if t.i > thing.i and t.dep in _LOOSE:
                t.head = verb.i
    thing.head, thing.dep, clause.dep = verb.i, "dobj", "dep"
    return True


def _complement(parse: Parse, clause: Token) -> tuple[Token | None, Token]:
    """What a clause with `what` names, and the verb it hangs on: `appeared to be [X]`, `called [X]`, `described as [X]`, `said was [X]`."""
    over = clause
    for _ in range(3):
        thing = parse.child(over.i, "attr", "oprd")
        as_ = next((p for p in parse.children(over.i, "prep") if p.lower == "as"), None)
        thing = thing if thing is not None and thing.lower != "what" else parse.child(as_.i, "pobj") if as_ is not None else None
        if thing is not None and thing.i > over.i:
            return thing, over
        below = parse.child(over.i, "xcomp", "ccomp")
        if below is None:
            return None, over
        over = below
    return None, over


_MAKING = frozenset("fire launch test deploy supply deliver send ship sell seize capture build".split())


def reduced_relative(parse: Parse, verb: Token) -> bool:
    """`a missile [fired on Monday] exploded`: of two finite verbs in a row the first is a participle of the noun before it."""
    noun = parse.child(verb.i, "nsubj", "nsubjpass")
    if verb.lemma not in _MAKING or noun is None or noun.i != verb.i - 1 or parse.child(verb.i, "dobj", "aux", "auxpass") is not None:
        return False
    main = _main_verb(parse, verb)
    if main is None or parse.child(main.i, "mark", "cc") is not None or parse.child(verb.i, "cc") is not None or not _without_subject(parse, main):
        return False
    for t in parse.children(verb.i):
        if t.i < noun.i or (t.i > main.i and t.dep == "punct"):
            t.head = main.i
    if verb.head != main.i or verb.dep != "csubj":
        main.dep, main.head = verb.dep, main.i if verb.head == verb.i else verb.head
    noun.head, noun.dep = main.i, "nsubj"
    verb.tag, verb.dep, verb.head = "VBN", "acl", noun.i
    return True


def _main_verb(parse: Parse, verb: Token) -> Token | None:
    """The finite verb of the sentence after a participle that was read as one."""
    over = parse.tokens[verb.head]
    if verb.dep == "csubj" and over.i > verb.i:
        return over
    after = [t for t in parse.tokens[verb.i + 1 : parse.sentence(verb.i).past] if t.i != verb.head and t.head in (verb.head, verb.i)]
    return next((t for t in after if _finite(parse, t) and t.dep in ("ccomp", "dep", "conj", "parataxis", "advcl")), None)


def _finite(parse: Parse, t: Token) -> bool:
    return t.tag in ("VBD", "VBZ", "VBP") or (t.tag == "VBN" and any(a.lower in ("had", "has", "have") and a.i < t.i for a in parse.children(t.i, "aux")))


def _without_subject(parse: Parse, main: Token) -> bool:
    """No subject of its own, but for a name that belongs to the noun before it (`from the submarine [Kursk] had covered`)."""
    own = parse.child(main.i, "nsubj", "nsubjpass")
    if own is None:
        return True
    before = parse.tokens[min(parse.subtree(own.i)) - 1]
    if own.tag != "NNP" or before.pos != "NOUN" or before.dep != "pobj" or before.sent != own.sent:
        return False
    own.dep, own.head = "appos", before.i
    return True


def bare_relative(parse: Parse, verb: Token) -> bool:
    """`lost track of the missile [Iran fired] and raised its estimate`: a transitive verb without object after noun and subject belongs to the noun."""
    subject = parse.child(verb.i, "nsubj")
    if verb.lemma not in _MAKING or subject is None or parse.child(verb.i, "dobj", "mark", "prt", "auxpass") is not None:
        return False
    first = min(parse.subtree(subject.i))
    noun = parse.tokens[first - 1] if first else subject
    if noun.pos != "NOUN" or subject.i >= verb.i or noun.dep not in ("pobj", "dobj", "nsubj", "attr"):
        return False
    over = noun
    while over.pos != "VERB" and over.head != over.i:
        over = parse.tokens[over.head]
    if over.pos != "VERB" or over.i > noun.i:
        return False
    return _with_own_object(parse, verb, over) | _relative(verb, noun, over)


def _with_own_object(parse: Parse, verb: Token, over: Token) -> bool:
    """A coordinated verb with an object of its own has no part in the relative clause."""
    other = parse.child(verb.i, "conj")
    if other is None or parse.child(other.i, "dobj") is None or over.i == verb.i:
        return False
    for t in parse.children(verb.i, "cc", "conj"):
        t.head = over.i
    return True


def _relative(verb: Token, noun: Token, over: Token) -> bool:
    if verb.dep == "relcl" or over.i == verb.i:
        return False
    verb.dep, verb.head = "relcl", noun.i
    return True


def headline_verb(parse: Parse, verb: Token) -> bool:
    """`Turkey [fires] missile that flew …`, read as one compound noun."""
    thing, subject = parse.tokens[verb.head], parse.tokens[verb.i - 1]
    if verb.dep not in ("compound", "nmod") or subject.pos != "PROPN" or subject.head not in (thing.i, verb.i) or thing.i < verb.i or thing.dep != "ROOT":
        return False
    for k in parse.kids[thing.i]:
        t = parse.tokens[k]
        if k < subject.i:
            t.head = subject.i
        elif k < verb.i and k != subject.i:
            t.head = verb.i
    verb.tag, verb.pos, verb.dep, verb.head = "VBZ", "VERB", "ROOT", verb.i
    verb.lemma = {"fires": "fire", "launches": "launch", "tests": "test"}[verb.lower]
    subject.dep, subject.head, thing.dep, thing.head = "nsubj", verb.i, "dobj", verb.i
    return True


def quoted_complement(parse: Parse, verb: Token) -> bool:
    """`called the account of the talks [“pure gossip”]`, read as an apposition to the last noun: it is what the account is called."""
    obj = parse.child(verb.i, "dobj")
    if obj is None or parse.child(verb.i, "oprd", "ccomp", "xcomp") is not None:
        return False
    last = parse.edges(obj.i)[1]
    for t in parse.tokens[obj.i + 1 : last + 1]:
        first, end = parse.edges(t.i)
        opens = parse.tokens[first].text in _OPENING or parse.tokens[first - 1].text in _OPENING
        if t.dep == "appos" and opens and end >= last - 1:
            t.dep, t.head = "oprd", verb.i
            return True
    return False


_OPENING = frozenset({'"', "“", "'", "‘", "``"})


def inverted_passive(parse: Parse, verb: Token) -> bool:
    """`[Tested] on the same day was a missile`: after a participle that begins the sentence stands what it was done to."""
    if verb.i != parse.sentence(verb.i).first or parse.child(verb.i, "nsubj", "nsubjpass", "dobj") is not None:
        return False
    be = parse.child(verb.i, "auxpass")
    subject = parse.child(be.i, "attr") if be is not None and be.i > verb.i else None
    if subject is None:
        return False
    subject.dep, subject.head = "nsubjpass", verb.i
    return True
