"""Mends of misparsed counts of dead and wounded."""

from __future__ import annotations

from .tree import Parse, Token

_HARMED = frozenset(["dead", "killed", "wounded", "injured", "hurt", "missing"])
_COUNTED = frozenset(["pobj", "dobj", "attr", "appos", "conj"])


def left_dead(parse: Parse, word: Token) -> bool:
    """`leaving four nurses [dead] and eight injured`: what somebody is left as is no attribute; `27 civilians [dead]` is short for killed."""
    noun = parse.tokens[word.i - 1]
    if word.head != noun.i or word.dep != "amod" or noun.pos not in ("NOUN", "PROPN") or noun.sent != word.sent:
        return False
    up = parse.tokens[noun.head]
    if up.lemma == "leave" and noun.dep == "dobj":
        word.dep, word.head = "oprd", up.i
        return True
    if word.lower != "dead" or parse.child(noun.i, "nummod") is None:
        return False
    word.pos, word.tag, word.dep, word.lemma = "VERB", "VBN", "acl", "kill"
    return True


def counted_dead(parse: Parse, word: Token) -> bool:
    """`a toll of [seven dead and 31 wounded]`: after a number the adjective is a noun, and heads the phrase."""
    if word.lower == "dead" and word.pos == "ADJ" and word.dep in ("pobj", "dobj", "nsubj", "nsubjpass"):
        word.pos, word.tag = "NOUN", "NNS"
        return True
    number = parse.tokens[word.i - 1]
    after = parse.tokens[word.i + 1] if word.i + 1 < len(parse.tokens) else word
    if number.pos != "NUM" or number.sent != word.sent or (after.pos in ("NOUN", "PROPN", "NUM") and after.head == word.i):
        return False
    if number.head == word.i and word.pos == "NOUN":
        return False
    first = _first(parse, word)
    if first is not None:
        return _joined(parse, first, number, word)
    if parse.tokens[word.head].lemma == "leave" and word.dep == "advcl" and number.head == word.head:
        word.dep, word.head = "acl", number.i
        return True
    if word.lower not in ("dead", "killed") or number.dep not in (_COUNTED if word.lower == "dead" else ("pobj",)) or word.dep not in ("amod", "acl", "advcl", "acomp", "oprd") or word.head not in (number.i, number.head):
        return False
    _lead(parse, number, word)
    return True


def _first(parse: Parse, word: Token) -> Token | None:
    """The noun of harm right before in a list (`13 [dead] and 58 wounded`), already mended."""
    k = word.i - 2
    while k > 0 and parse.tokens[k].sent == word.sent and (parse.tokens[k].pos in ("CCONJ", "ADV", "PUNCT", "ADP", "ADJ") and parse.tokens[k].lower not in _HARMED):
        k -= 1
    t = parse.tokens[k]
    return t if k > 0 and t.lower in _HARMED and t.pos == "NOUN" and t.sent == word.sent else None


def _joined(parse: Parse, first: Token, number: Token, word: Token) -> bool:
    over = word.head if word.dep == "conj" and word.head != number.i else first.head
    for k in (*parse.kids[word.i], *parse.kids[number.i]):
        t = parse.tokens[k]
        if t.i > word.i:
            t.head = first.i if t.dep in ("prep", "npadvmod") else over
    for t in parse.tokens[first.i + 1 : number.i]:
        if t.dep == "cc":
            t.head = first.i
    _name(number, word)
    word.dep, word.head = "conj", first.i
    return True


def _lead(parse: Parse, number: Token, word: Token) -> None:
    word.dep, word.head = number.dep, number.head
    for k in parse.kids[number.i]:
        t = parse.tokens[k]
        if t.i > word.i or t.dep == "cc" or t.lower == "no":
            t.head = word.i
    _name(number, word)


def _name(number: Token, word: Token) -> None:
    word.pos, word.tag = "NOUN", "NNS"
    word.lemma = word.lower
    number.dep, number.head = "nummod", word.i


def gapped_passive(parse: Parse, verb: Token) -> bool:
    """`30 were killed and dozens [wounded] in fighting`: the second participle shares the auxiliary, the first its circumstances."""
    first = parse.tokens[verb.head]
    subject = parse.child(verb.i, "nsubj")
    if verb.tag != "VBN" or subject is None or parse.child(first.i, "auxpass") is None or parse.child(verb.i, "aux", "auxpass", "dobj") is not None:
        return False
    subject.dep = "nsubjpass"
    for t in parse.children(verb.i, "prep", "npadvmod", "agent"):
        if t.i > verb.i and not any(c.i > first.i for c in parse.children(first.i, "prep")):
            t.head = first.i
    return True


_ARGUMENTS = ("dobj", "aux", "auxpass", "nsubjpass", "agent", "ccomp", "xcomp", "oprd", "dative", "prt", "attr")


def harmed_subject(parse: Parse, verb: Token) -> bool:
    """`with 35 of their men [killed]`, `at least 11 guards [killed], it boasted`: who only is killed or wounded, and kills nobody, is what it is done to."""
    subject = parse.child(verb.i, "nsubj")
    if subject is None or subject.i > verb.i or subject.tag in ("WP", "WDT") or parse.child(verb.i, *_ARGUMENTS) is not None:
        return False
    after = parse.tokens[verb.i + 1] if verb.i + 1 < len(parse.tokens) else verb
    if after.sent == verb.sent and after.pos in ("DET", "NUM", "NOUN", "PROPN", "ADJ", "PRON") and after.head >= verb.i:
        return False
    verb.tag, subject.dep = "VBN", "nsubjpass"
    return True


def counted_more(parse: Parse, verb: Token) -> bool:
    """`nine died and around [20 more] were hurt`: the number before the auxiliary is the subject that the verb lacks."""
    be = parse.child(verb.i, "auxpass")
    if be is None or parse.child(verb.i, "nsubj", "nsubjpass") is not None:
        return False
    last = parse.tokens[be.i - 1]
    number = parse.tokens[last.i - 1] if last.lower in ("more", "others", "other") else last
    if number.pos != "NUM" or number.sent != verb.sent or last.head == verb.i:
        return False
    first = parse.tokens[verb.head]
    last.dep, last.head = "nsubjpass", verb.i
    if number.i != last.i:
        number.dep, number.head = "nummod", last.i
    if first.pos in ("VERB", "AUX"):
        verb.dep = "conj"
    return True


def said_subject(parse: Parse, verb: Token) -> bool:
    """`said seven of its citizens, …, had been killed`: what looks like the object of *said* is the subject of its clause."""
    clause, obj = parse.child(verb.i, "ccomp"), parse.child(verb.i, "dobj")
    if clause is None or obj is None or not verb.i < obj.i < clause.i or parse.child(clause.i, "nsubj", "nsubjpass", "mark", "expl") is not None:
        return False
    if parse.child(clause.i, "aux", "auxpass") is None:
        return False
    obj.head, obj.dep = clause.i, "nsubjpass" if parse.child(clause.i, "auxpass") is not None else "nsubj"
    return True
