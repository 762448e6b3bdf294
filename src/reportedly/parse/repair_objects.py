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
    """`holds [Moscow] responsible`, read as a clause."""
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
