"""Mends of phrases and clauses that hang on the wrong noun."""

from __future__ import annotations

from .tree import Parse, Token

_LISTS = frozenset(["list", "blacklist", "register", "watchlist", "blocklist"])
_LISTING = frozenset(["add", "put", "place", "include", "name"])
_PICTURES = frozenset("photograph photo picture image video footage film series group batch number".split())
_HANDING = frozenset("deliver supply send ship give sell hand fly provide transfer".split())


def list_phrase(parse: Parse, prep: Token) -> bool:
    """`placed the bank, its chairman and three firms [on its blacklist]`: the list belongs to the verb, not to the last noun of a series."""
    noun = parse.child(prep.i, "pobj")
    if noun is None or noun.lemma.lower() not in _LISTS:
        return False
    at, passed = parse.tokens[prep.head], []
    while at.dep in ("conj", "appos", "dobj", "nsubjpass") and at.head != at.i:
        passed.append(at.i)
        at = parse.tokens[at.head]
    if at.lemma not in _LISTING or at.pos != "VERB" or not passed:
        return False
    for k in (k for n in passed for k in parse.kids[n]):
        t = parse.tokens[k]
        if t.dep == "prep" and t.i >= prep.i:
            t.head = at.i
    prep.head = at.i
    return True


def relative_of_picture(parse: Parse, verb: Token) -> bool:
    """`photographs of two launchers [that it said had been delivered]`: the clause is about what the pictures show."""
    picture = parse.tokens[verb.head]
    of = next((p for p in parse.children(picture.i, "prep") if p.lower == "of"), None)
    noun = parse.child(of.i, "pobj") if of is not None else None
    if picture.lemma.lower() not in _PICTURES or noun is None or not noun.i < verb.i:
        return False
    verb.head = noun.i
    return True


def agent_of_handing(parse: Parse, by: Token) -> bool:
    """`delivered to the rebels [by Belarus]`: the giver belongs to the passive verb, not to the receiver."""
    receiver = parse.tokens[by.head]
    to = parse.tokens[receiver.head]
    verb = parse.tokens[to.head]
    if receiver.dep != "pobj" or to.lower != "to" or verb.lemma not in _HANDING or verb.tag != "VBN":
        return False
    if parse.child(verb.i, "auxpass") is None or parse.child(verb.i, "agent") is not None:
        return False
    by.head, by.dep = verb.i, "agent"
    return True
