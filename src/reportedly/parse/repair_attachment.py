"""Mends of phrases and clauses that hang on the wrong noun."""

from __future__ import annotations

from .tree import Parse, Token

_LISTS = frozenset(["list", "blacklist", "register", "watchlist", "blocklist"])
_LISTING = frozenset(["add", "put", "place", "include", "name"])
_PICTURES = frozenset("photograph photo picture image video footage film series group batch number".split())
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
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


def interrupted_subject(parse: Parse, noun: Token) -> bool:
    """`[The army], he told reporters, shelled Goma`: a noun before a reporting clause in commas is the subject of the verb behind that clause."""
    told = parse.tokens[noun.head]
    after = parse.tokens[noun.i + 1]
    own = next((t for t in parse.children(told.i, *SUBJECTS) if t.i > noun.i), None)
    if after.text != "," or own is None or told.i < noun.i:
        return False
    verb = parse.tokens[told.head] if told.dep == "parataxis" else parse.child(told.i, "dep", "ccomp", "parataxis", "conj")
    if verb is None or verb.i < told.i or verb.tag[:2] != "VB" or parse.child(verb.i, *SUBJECTS) is not None or parse.tokens[parse.edges(verb.i)[0]].dep == "mark":
        return False
    if not any(t.text == "," for t in parse.tokens[told.i + 1 : verb.i]):
        return False
    noun.dep, noun.head = "nsubjpass" if parse.child(verb.i, "auxpass") is not None else "nsubj", verb.i
    if verb.dep == "dep":
        verb.dep = "ccomp"
    return True


def charge_after_agent(parse: Parse, of: Token) -> bool:
    """`was accused by the army [of smuggling drones]`: the charge belongs to the verb, not to the accuser."""
    accuser = parse.tokens[of.head]
    by = parse.tokens[accuser.head]
    verb = parse.tokens[by.head]
    if accuser.dep != "pobj" or by.lower != "by" or verb.lemma not in ("accuse", "suspect", "convict") or parse.child(of.i, "pcomp") is None:
        return False
    of.head = verb.i
    return True


def complement_of_claim(parse: Parse, verb: Token) -> bool:
    """`allegations by the army [that Chad armed the rebels]`: with an object of its own the clause is what is alleged, and says nothing of the army."""
    that = next((t for t in parse.children(verb.i, "dobj") if t.lower == "that" and t.i < verb.i), None)
    by = parse.tokens[parse.tokens[verb.head].head]
    claim = parse.tokens[by.head]
    if that is None or len(parse.children(verb.i, "dobj")) < 2 or by.lower not in ("by", "from", "of") or claim.lemma.lower() not in _CHARGES:
        return False
    that.dep, that.tag, that.pos, verb.dep, verb.head = "mark", "IN", "SCONJ", "acl", claim.i
    return True


def before_semicolon(parse: Parse, clause: Token) -> bool:
    """`The rebels said they …; the army said …`: a clause before a semicolon is not what the clause after it reports."""
    over = parse.tokens[clause.head]
    if clause.i > over.i or not any(t.text == ";" for t in parse.tokens[clause.i : over.i]) or parse.child(clause.i, *SUBJECTS) is None:
        return False
    clause.dep, clause.head = over.dep, clause.i if over.head == over.i else over.head
    over.dep, over.head = "conj", clause.i
    return True


_CRIMINAL = frozenset(
    """opening breaking violating arming shelling bombing killing supplying selling sending funding backing supporting using smuggling attacking invading occupying targeting
    harbouring sheltering fuelling providing firing launching abducting torturing looting burning destroying financing training""".split()
)


def charged_deed(parse: Parse, deed: Token) -> bool:
    """`accused the troops of [opening fire]`, read as a compound noun."""
    noun = parse.tokens[deed.head]
    of = parse.tokens[noun.head]
    over = {parse.tokens[of.head].lemma, parse.tokens[parse.tokens[of.head].head].lemma}
    if noun.dep != "pobj" or of.i != deed.i - 1 or deed.lower not in _CRIMINAL or not over & {"accuse", "suspect", "blame", "condemn", "convict", "criticise", "criticize"}:
        return False
    deed.pos, deed.dep, deed.head, noun.dep, noun.head = "VERB", "pcomp", of.i, "dobj", deed.i
    accused = parse.tokens[of.head]
    if accused.dep == "dobj":
        of.head = accused.head  # whoever is accused is the doer, not the owner of the deed
    for t in parse.children(of.head, "prep"):
        if t.i > noun.i:
            t.head = deed.i
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
