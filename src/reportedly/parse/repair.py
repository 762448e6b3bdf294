"""Mends for classes of misparses that news prose provokes. Each takes a `Parse` and says whether it changed it."""

from __future__ import annotations

from .repair_attachment import (
    SUBJECTS,
    agent_of_handing,
    apposed_object,
    before_semicolon,
    charge_after_agent,
    charged_deed,
    complement_of_claim,
    denied_charge,
    interrupted_subject,
    list_phrase,
    put_figure,
    relative_of_picture,
)
from .repair_finite import compound_with_clause, have_as_root, main_verb_swallowed, participle_as_root, plural_with_subject
from .repair_objects import (
    GIVING,
    NAMING,
    bare_relative,
    free_relative,
    given_object,
    headline_verb,
    hyphenated_verb,
    inverted_passive,
    named_object,
    priced_recipient,
    quoted_complement,
    reduced_relative,
)
from .repair_tolls import counted_dead, counted_more, gapped_passive, harmed_subject, left_dead, said_subject
from .tree import Parse, Token

_REPORTING = {
    "say",
    "claim",
    "report",
    "allege",
    "believe",
    "think",
    "insist",
    "announce",
    "confirm",
    "deny",
    "admit",
    "argue",
    "add",
    "note",
    "know",
    "suspect",
    "suggest",
    "maintain",
    "declare",
    "assert",
    "warn",
    "state",
    "reveal",
    "conclude",
    "acknowledge",
    "indicate",
    "contend",
    "complain",
    "charge",
}

_LEMMAS = {
    "stag": "stage",
    "hop": "hope",
    "wag": "wage",
    "rap": "rape",
    "fin": "fine",
    "retook": "retake",
    "rac": "race",
    "rag": "rage",
    "ow": "owe",
    "rout": "route",
    "overran": "overrun",
    "forgave": "forgive",
    "maime": "maim",
    "teargasse": "teargas",
}
"""Verbs that the lemmatizer cuts one letter short."""


def repair(parse: Parse) -> None:
    """Apply every mend, token by token; children are recomputed once if any fired."""
    changed = False
    for token in list(parse.tokens):
        _mend_word(parse, token)
        changed |= _mend_phrase(parse, token)
        changed |= _mend_clause(parse, token)
        changed |= _mend_toll(parse, token)
        changed |= _mend_finite(parse, token)
    if changed:
        parse.link()


def _mend_word(parse: Parse, token: Token) -> None:
    if token.lemma in _LEMMAS and token.tag[:2] == "VB":
        token.lemma = _LEMMAS[token.lemma]
    if token.pos == "VERB" and token.dep in ("dobj", "pobj") and token.tag in ("VB", "VBP", "VBZ"):
        verb_to_noun(parse, token)
    if token.dep == "npadvmod" and token.tag == "NNP" and token.i == parse.sentence(token.i).first:
        lone_subject(parse, token)


def _mend_phrase(parse: Parse, token: Token) -> bool:
    """Objects, complements and prepositional phrases that hang on the wrong word."""
    changed = False
    if token.dep in ("npadvmod", "nsubj") and token.pos in ("NOUN", "PROPN") and token.i + 1 < len(parse.tokens):
        changed |= interrupted_subject(parse, token)
    if token.pos == "ADJ" and token.dep == "ccomp":
        changed |= small_clause(parse, token)
    if token.tag in ("VBN", "VBD") and token.dep in ("acl", "relcl"):
        changed |= participle_to_finite(parse, token)
    if token.tag == "VBD" and token.dep == "amod":
        changed |= finite_after_date(parse, token)
    if token.tag in ("VBD", "VBZ") and token.lemma in _SPEAKING:
        changed |= inverted_subject(parse, token)
    if token.dep == "amod" and token.lemma in _SPEAKING:
        changed |= speaking_participle(parse, token)
    if token.lemma in NAMING and token.tag[:2] == "VB":
        changed |= named_object(parse, token)
    if token.lemma in ("call", "describe", "brand", "label", "term", "dub") and token.tag[:2] == "VB":
        changed |= quoted_complement(parse, token)
    if token.lemma in GIVING and token.tag == "VBN":
        changed |= given_object(parse, token)
    if token.lower == "to" and token.dep == "prep":
        changed |= priced_recipient(parse, token)
    if token.dep == "prep" and token.lower == "of":
        changed |= charge_after_agent(parse, token)
    if token.dep in ("prep", "agent") and token.lower in ("on", "to", "by"):
        changed |= list_phrase(parse, token) or (token.lower == "by" and agent_of_handing(parse, token))
    if token.pos == "VERB":
        changed |= denied_charge(parse, token)
    if token.dep == "dobj" and token.pos == "NOUN":
        changed |= apposed_object(parse, token)
    if token.lower == "at" and token.dep == "prep":
        changed |= put_figure(parse, token)
    if token.dep == "relcl":
        changed |= relative_of_picture(parse, token) or complement_of_claim(parse, token) or main_verb_swallowed(parse, token)
    if token.lower in ("fired", "launched", "fires", "launches") and token.i > 1:
        changed |= hyphenated_verb(parse, token)
    if token.lower in ("fires", "launches", "tests") and token.tag == "NNS" and token.i > 0:
        changed |= headline_verb(parse, token)
    if token.tag == "VBG" and token.dep in ("compound", "amod"):
        changed |= charged_deed(parse, token)
    return changed


def _mend_clause(parse: Parse, token: Token) -> bool:
    changed = False
    if token.dep == "ccomp":
        changed |= before_semicolon(parse, token)
    if token.dep == "ccomp":
        changed |= free_relative(parse, token)
    if token.dep in ("ccomp", "relcl"):
        changed |= bare_relative(parse, token)
    if token.tag in ("VBD", "VBN") and token.dep in ("ccomp", "ROOT", "csubj"):
        changed |= reduced_relative(parse, token)
    if token.tag == "VBZ" and token.dep in ("ccomp", "xcomp", "conj"):
        changed |= verb_to_plural(parse, token)
    if token.tag == "VBG" and token.dep == "advcl":
        changed |= participle_series(parse, token)
    return changed


def _mend_toll(parse: Parse, token: Token) -> bool:
    changed = False
    if token.lower in ("dead", "killed", "wounded", "injured", "hurt", "missing") and token.i > 1:
        changed |= left_dead(parse, token) or counted_dead(parse, token)
    if token.tag == "VBN" and token.text[:1].isupper():
        changed |= inverted_passive(parse, token)
    if token.dep == "conj" and token.tag == "VBN":
        changed |= gapped_passive(parse, token)
    if token.lower in ("killed", "wounded", "injured") and token.tag in ("VBN", "VBD"):
        changed |= harmed_subject(parse, token)
    if token.lower in ("killed", "wounded", "injured", "hurt") and token.tag == "VBN":
        changed |= counted_more(parse, token)
    return changed


def _mend_finite(parse: Parse, token: Token) -> bool:
    """Verbs read as nouns and participles, and clauses of names."""
    changed = False
    if token.lemma in ("say", "report", "claim", "add") and token.pos == "VERB":
        changed |= said_subject(parse, token)
    if token.dep == "ROOT" and token.tag in ("NNS", "VBZ") and token.i > 1:
        changed |= (token.tag == "NNS" and plural_with_subject(parse, token)) or compound_with_clause(parse, token)
    if token.dep == "acl" and token.tag in ("VBN", "VBD"):
        changed |= participle_as_root(parse, token)
    if token.dep == "aux" and token.lower in ("have", "has", "had"):
        changed |= have_as_root(parse, token)
    if token.dep == "relcl":
        changed |= relative_clause_of_apposition(parse, token)
    elif token.pos == "NOUN" and token.tag == "NNS":
        changed |= plural_to_verb(parse, token)
    return changed


def finite_after_date(parse: Parse, verb: Token) -> bool:
    """`The president on Saturday hosted the premier`: the verb read as an adjective of its object, the object as governed by *on*."""
    day = parse.tokens[verb.i - 1]
    obj = parse.tokens[verb.head]
    while obj.dep == "compound":
        obj = parse.tokens[obj.head]
    prep = parse.tokens[obj.head]
    if obj.dep != "pobj" or prep.i != day.i - 1 or prep.pos != "ADP" or parse.tokens[prep.head].pos not in ("NOUN", "PROPN"):
        return False
    subject = parse.tokens[prep.head]
    verb.dep, verb.head = subject.dep, verb.i if subject.head == subject.i else subject.head
    day.dep, day.head = "pobj", prep.i
    obj.dep, obj.head = "dobj", verb.i
    for k in parse.kids[subject.i]:
        if k > verb.i or k == prep.i:
            parse.tokens[k].head = verb.i
    subject.dep, subject.head = "nsubj", verb.i
    return True


def verb_to_noun(parse: Parse, token: Token) -> None:
    """`rejected a United Nations appeal for calm`: an object with a determiner is a noun, whatever its tag."""
    if parse.child(token.i, "det", "poss") is not None:
        token.pos, token.tag = "NOUN", "NNS" if token.tag == "VBZ" else "NN"


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december".split())


def lone_subject(parse: Parse, name: Token) -> None:
    """`Chad on Monday denied …`: a name that begins a sentence without another subject is no time."""
    verb = parse.tokens[name.head]
    if verb.i > name.i and verb.tag in ("VBD", "VBZ", "VBP") and name.lower not in _DAYS and parse.child(verb.i, *SUBJECTS) is None:
        name.dep = "nsubj"


_VERDICT = frozenset(["find", "declare", "deem", "pronounce", "rule", "set", "let"])


def small_clause(parse: Parse, adjective: Token) -> bool:
    """`found Dupont guilty`, `set them free`: the adjective's subject is the verb's object."""
    verb, subject = parse.tokens[adjective.head], parse.child(adjective.i, "nsubj")
    if verb.lemma not in _VERDICT or subject is None or not verb.i < subject.i < adjective.i or parse.child(adjective.i, "cop", "aux", "mark"):
        return False
    subject.dep, subject.head, adjective.dep = "dobj", verb.i, "oprd"
    return True


def participle_to_finite(parse: Parse, verb: Token) -> bool:
    """`said [the state supplied rockets]`: a participle that keeps its own object after a reporting verb is that verb's finite clause."""
    noun = parse.tokens[verb.head]
    if verb.i != noun.i + 1 and not _only_adverbs(parse, noun.i + 1, verb.i):
        return False
    governor = parse.tokens[noun.head]
    if noun.dep not in ("dobj", "ccomp", "oprd", "attr") or governor.lemma not in _REPORTING or governor.i > noun.i:
        return False
    if parse.child(verb.i, "dobj") is None or parse.child(verb.i, "auxpass", "agent", *SUBJECTS):
        return False
    verb.tag, verb.dep, verb.head = "VBD", "ccomp", governor.i
    for k in list(parse.kids[noun.i]):
        moved = parse.tokens[k]
        if moved.i > verb.i and moved.dep in ("prep", "npadvmod", "advmod", "advcl", "punct", "dative"):
            moved.head = verb.i
    noun.dep, noun.head = "nsubj", verb.i
    return True


_SPEAKING = frozenset(
    [
        "say",
        "add",
        "tell",
        "explain",
        "write",
        "continue",
        "conclude",
        "note",
        "state",
        "declare",
        "insist",
        "argue",
        "claim",
        "reply",
        "ask",
        "warn",
        "report",
        "announce",
        "recall",
    ]
)


def inverted_subject(parse: Parse, verb: Token) -> bool:
    """`"…", added KCNA.`: the object right after a reporting verb that follows its quotation is its subject."""
    if parse.child(verb.i, *SUBJECTS) is not None:
        return False
    obj = parse.child(verb.i, "dobj")
    clause = parse.child(verb.i, "ccomp")
    if obj is None or clause is None or clause.i > verb.i or parse.edges(obj.i)[0] != verb.i + 1:
        return False
    obj.dep = "nsubj"
    return True


def speaking_participle(parse: Parse, verb: Token) -> bool:
    """`"…", added KCNA.`: the verb read as an adjective of the speaker's name that follows the closed quotation."""
    name = parse.tokens[verb.head]
    before = [parse.tokens[k].text for k in (verb.i - 1, verb.i - 2) if k >= 0]
    if name.i <= verb.i or parse.edges(name.i)[0] > verb.i or not any(m in ('"', "”", "''", "’") for m in before):
        return False
    verb.dep, verb.head = name.dep, verb.i if name.head == name.i else name.head
    verb.tag = "VBD"
    verb.pos = "VERB"
    for k in parse.kids[name.i]:
        if k < verb.i:
            parse.tokens[k].head = verb.i
            if parse.tokens[k].pos in ("VERB", "AUX"):
                parse.tokens[k].dep = "ccomp"
    name.dep, name.head = "nsubj", verb.i
    return True


def verb_to_plural(parse: Parse, verb: Token) -> bool:
    """`conducted [weapons tests]`: a singular verb right after a plural noun that stands as its subject is the head of a compound noun."""
    subject = parse.child(verb.i, "nsubj")
    head = parse.tokens[verb.head]
    if (
        subject is None
        or subject.tag != "NNS"
        or subject.i != verb.i - 1
        or head.lemma in _REPORTING
        or head.i > verb.i
        or parse.child(verb.i, "dobj", "ccomp", "attr")
    ):
        return False
    verb.pos, verb.tag, verb.dep = "NOUN", "NNS", "dobj"
    subject.dep = "compound"
    return True


def participle_series(parse: Parse, verb: Token) -> bool:
    """`photographs of cars entering A, picking up B, and returning to C`: the participles are one series on the noun, not the main verb's."""
    if parse.tokens[verb.i - 1].text != "," or not any(c.tag == "VBG" for c in parse.children(verb.i, "conj")):
        return False
    for k in range(verb.i - 2, parse.sentence(verb.i).first, -1):
        other = parse.tokens[k]
        if other.tag == "VBG" and other.dep == "acl" and parse.edges(k)[1] == verb.i - 2:
            verb.dep, verb.head = "conj", other.i
            return True
    return False


def relative_clause_of_apposition(parse: Parse, verb: Token) -> bool:
    """`Kim Yo Jong, the sister of Kim Jong Un, who accused …`: a *who* clause after a comma belongs to the name that the apposition explains."""
    first = parse.tokens[parse.edges(verb.i)[0]]
    if first.lower != "who" or first.i == 0 or parse.tokens[first.i - 1].text != ",":
        return False
    at = parse.tokens[verb.head]
    for _ in range(6):
        if at.dep == "appos" and parse.tokens[at.head].pos == "PROPN":
            verb.head = at.head
            return True
        if at.dep not in ("pobj", "prep", "compound", "appos", "poss", "nmod", "conj"):
            return False
        at = parse.tokens[at.head]
    return False


def _only_adverbs(parse: Parse, first: int, past: int) -> bool:
    return all(parse.tokens[k].pos in ("ADV", "PUNCT") for k in range(first, past))


def plural_to_verb(parse: Parse, noun: Token) -> bool:
    """`Russia claims that …` read as a compound noun with a clause: a plural noun that heads a that-clause after a name, in a sentence without a finite verb."""
    if noun.dep != "ROOT" or noun.lemma not in _REPORTING:
        return False
    clause = parse.child(noun.i, "acl", "ccomp", "relcl")
    subject = parse.child(noun.i, "compound", "nmod", "poss")
    if clause is None or subject is None or (subject.pos != "PROPN" and not clause.i < subject.i == noun.i - 1):
        return False
    for t in parse.children(noun.i, "det", "amod"):  # `…, the Sudanese army charges`
        t.head = subject.i
    noun.pos, noun.tag = "VERB", "VBZ"
    clause.dep, subject.dep = "ccomp", "nsubj"
    return True
