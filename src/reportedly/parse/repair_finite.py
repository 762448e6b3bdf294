"""Mends of sentences whose one finite verb was read as a noun or as a participle."""

from __future__ import annotations

from .tree import Parse, Token

_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_OPENING = frozenset(["that", "how", "whether", "why"])


def plural_with_subject(parse: Parse, noun: Token) -> bool:
    """`The sheet [lists] eleven counts`, `…, the agency [estimates].`: a plural that has a subject beside it and what a verb governs is a verb."""
    subject = parse.child(noun.i, "nsubj")
    governs = parse.child(noun.i, "dobj", "ccomp", "xcomp")
    if subject is None or governs is None or parse.edges(subject.i)[1] != noun.i - 1 or parse.child(noun.i, "det", "amod", "poss", "nummod", "cop"):
        return False
    noun.pos, noun.tag = "VERB", "VBZ"
    return True


def compound_with_clause(parse: Parse, head: Token) -> bool:
    """`The filing [details] how …`, `The agency [projects] that …`: the head of a compound noun before a clause, in a sentence without a finite verb."""
    subject, clause = parse.tokens[head.i - 1], parse.child(head.i, "ccomp", "relcl", "acl")
    if subject.head != head.i or subject.dep != "compound" or clause is None or head.dep != "ROOT" or parse.child(head.i, *_SUBJECTS) is not None:
        return False
    first = parse.edges(clause.i)[0]
    opener = parse.tokens[first]
    if first != head.i + 1 or opener.lower not in _OPENING or (opener.dep == "nsubj" and len(parse.children(clause.i, *_SUBJECTS)) == 1) or not _stops(parse, head):
        return False
    head.pos, head.tag, clause.dep = "VERB", "VBZ", "ccomp"
    if opener.lower == "that":
        opener.dep = "mark"
    _subject(parse, head, subject)
    return True


def participle_as_root(parse: Parse, verb: Token) -> bool:
    """`The coach [agonised] over …` as a noun with a participle: the noun is the verb's subject where the sentence has no other finite verb."""
    noun = parse.tokens[verb.head]
    if noun.dep != "ROOT" or noun.pos not in ("NOUN", "PROPN") or verb.i != noun.i + 1 or parse.child(verb.i, "agent", "auxpass", *_SUBJECTS) is not None:
        return False
    if not _stops(parse, noun) or any(t.tag in _FINITE and t.i != verb.i and t.head in (noun.i, verb.i) for t in parse.tokens[noun.i : parse.sentence(noun.i).past]):
        return False
    verb.tag, verb.dep, verb.head = "VBD", "ROOT", verb.i
    for k in parse.kids[noun.i]:
        if k > verb.i:
            parse.tokens[k].head = verb.i
    noun.dep, noun.head = "nsubj", verb.i
    return True


_TELLING = frozenset("say claim report allege believe think insist announce deny admit argue know suspect suggest declare warn hope fear tell".split())


def main_verb_swallowed(parse: Parse, verb: Token) -> bool:
    """`An official who saw [the papers] [was quoted] as …` with the main verb read as the clause of *saw*: it gets the noun back as its subject."""
    noun, main = parse.tokens[verb.head], parse.child(verb.i, "ccomp")
    subject = parse.child(main.i, "nsubj", "nsubjpass") if main is not None else None
    if main is None or subject is None or noun.dep != "ROOT" or noun.pos not in ("NOUN", "PROPN") or verb.lemma in _TELLING or not _stops(parse, noun):
        return False
    who = parse.child(verb.i, "nsubj")
    if who is None or who.lower not in ("who", "which", "that") or parse.child(verb.i, "dobj") is not None or not verb.i < subject.i < main.i:
        return False
    if parse.child(main.i, "mark") is not None or parse.edges(subject.i)[0] != verb.i + 1:
        return False
    subject.dep, subject.head, name = "dobj", verb.i, subject.dep
    main.dep, main.head = "ROOT", main.i
    for k in parse.kids[noun.i]:
        if k > main.i:
            parse.tokens[k].head = main.i
    noun.dep, noun.head = name, main.i
    return True


def have_as_root(parse: Parse, have: Token) -> bool:
    """`Rescuers [have] hope that …`: an auxiliary of a noun is the verb that has it."""
    noun = parse.tokens[have.head]
    if noun.pos != "NOUN" or noun.i < have.i or noun.dep != "ROOT":
        return False
    for k in parse.kids[noun.i]:
        t = parse.tokens[k]
        if k < have.i or t.dep == "punct":
            t.head = have.i
    have.pos, have.dep, have.head = "VERB", "ROOT", have.i
    noun.dep, noun.head = "dobj", have.i
    return True


def _stops(parse: Parse, t: Token) -> bool:
    """Is it a whole sentence, closed by a full stop, not a headline?"""
    sentence = parse.sentence(t.i)
    return parse.tokens[sentence.past - 1].text in (".", "”", '"')


def _subject(parse: Parse, verb: Token, subject: Token) -> None:
    """What modified the compound noun belongs to its first part."""
    for k in parse.kids[verb.i]:
        if k < subject.i:
            parse.tokens[k].head = subject.i
    subject.dep = "nsubj"
