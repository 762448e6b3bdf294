"""Mends of phrases and clauses that hang on the wrong noun."""

from __future__ import annotations

from .tree import Parse, Token

_LISTS = frozenset(["list", "blacklist", "register", "watchlist", "blocklist"])
_LISTING = frozenset(["add", "put", "place", "include", "name"])
_PICTURES = frozenset("photograph photo picture image video footage film series group batch number".split())
_CHARGES = frozenset("accusation allegation assertion charge claim account figure number report statement suggestion version toll insinuation".split())
_DENYING = frozenset("deny reject dispute refute contest dismiss contradict disavow rebut".split())
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


def apposed_object(parse: Parse, noun: Token) -> bool:
    """`sold rockets to Chad, [a claim] denied by Paris`: a second object after a comma, with a clause of its own, is an apposition to what was said."""
    first = parse.edges(noun.i)[0]
    if not any(o.i < noun.i for o in parse.children(noun.head, "dobj")) or parse.tokens[first - 1].text not in (",", "-", "--", "–", "—"):
        return False
    if parse.tokens[first].dep != "det" or parse.child(noun.i, "relcl", "acl") is None:
        return False
    noun.dep = "appos"
    return True


def denied_charge(parse: Parse, verb: Token) -> bool:
    """`…, [a charge] Rwanda denies`: the noun is an apposition with a relative clause, whatever else the parse made of the two."""
    tokens, first = parse.tokens, parse.sentence(verb.i).first
    if verb.lemma not in _DENYING or verb.dep in ("relcl", "acl") or any(o.i > verb.i for o in parse.children(verb.i, "dobj", "ccomp", "xcomp")):
        return False
    noun = next((tokens[k] for k in range(verb.i - 2, max(first + 3, verb.i - 12), -1) if tokens[k].lemma in _CHARGES and tokens[k].pos == "NOUN"), None)
    if noun is None or tokens[noun.i - 1].lower not in ("a", "an") or tokens[noun.i - 2].text not in (",", "-", "--", "–", "—"):
        return False
    subject = next((t for t in reversed(tokens[noun.i + 1 : verb.i]) if t.head == verb.i and t.dep in ("nsubj", "nsubjpass")), None)
    over = parse.child(verb.i, "ccomp") if verb.dep == "ROOT" else tokens[verb.head]
    if subject is None or over is None or (not over.i < noun.i and verb.dep == "ROOT"):
        return False
    tokens[noun.i - 1].head = noun.i
    if verb.dep == "ROOT":
        over.head, over.dep = over.i, "ROOT"
        for k in parse.kids[verb.i]:
            if k < noun.i - 1 or k > verb.i:
                tokens[k].head = over.i
    noun.dep, noun.head = "appos", over.i
    verb.dep, verb.head = "relcl", noun.i
    return True


def put_figure(parse: Parse, at: Token) -> bool:
    """`put the distance flown [at] 900 km`: the figure belongs to the verb that sets it."""
    participle = parse.tokens[at.head]
    noun = parse.tokens[participle.head]
    setting = parse.tokens[noun.head]
    if participle.dep != "acl" or noun.dep != "dobj" or setting.lemma not in ("put", "set", "place", "estimate") or not any(t.pos == "NUM" for t in parse.tokens[at.i : at.i + 4]):
        return False
    at.head = setting.i
    return True
