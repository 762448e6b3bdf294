"""What stands above a word in the tree, and in which of the table's frames the word hangs on it."""

from __future__ import annotations

from ...parse import Parse, Token
from ..context import Context
from ..syntax import SUBJECTS, is_infinitive, is_verb, negated

_PERSON = {"i": "first", "we": "first", "you": "second"}
_PAST = frozenset({"VBD"})
_AUXILIARY_LEMMA = {
    "ca": "can",
    "wo": "will",
    "'ll": "will",
    "’ll": "will",
    "'d": "would",
    "’d": "would",
    "sha": "shall",
    "could": "can",
    "might": "may",
}
_NOUNS = ("NOUN", "PROPN")


def above(parse: Parse, t: Token) -> tuple[Token, tuple[str, ...]] | None:
    """The governor of a word and the frames in which the word may stand to it (the narrowest first); None at the top of a tree."""
    if t.head == t.i:
        return None
    up = parse.tokens[t.head]
    if t.tag == "VBG" and t.dep in ("compound", "amod") and up.dep == "pobj" and parse.tokens[up.head].i == t.i - 1:
        return parse.tokens[parse.tokens[up.head].head], (f"{parse.tokens[up.head].lower}-ing",)  # "prevented from shipping drones"
    if up.lemma == "be" and t.dep in ("ccomp", "xcomp", "csubj", "csubjpass", "advcl") and (adj := parse.child(up.i, "acomp")) and adj.pos == "ADJ":
        return adj, frames(parse, t, up)  # "it is doubtful that"
    if t.dep in ("pobj", "pcomp") and up.head != up.i:
        return parse.tokens[up.head], (f"{up.lower}-{'ing' if t.dep == 'pcomp' else 'np'}", up.lower)
    return up, frames(parse, t, up)


def frames(parse: Parse, t: Token, up: Token) -> tuple[str, ...]:
    """`that`, `to`, `objto`, `ing`, `bare`, `np`, `attr` …: how a word hangs on its governor."""
    if t.dep in ("ccomp", "xcomp", "acl", "csubj", "csubjpass", "acomp", "attr", "oprd", "dep") and is_verb(t):
        return _clause(parse, t, up)
    if t.dep in ("dobj", "nsubjpass", "obj"):
        return ("ing", "np") if t.tag == "VBG" else ("np",)
    if t.dep == "nsubj" and t.pos in _NOUNS:
        return ("subject",)
    if t.dep in ("attr", "acomp", "oprd"):
        return ("attr",)
    if t.dep == "advcl" and t.i > up.i and is_infinitive(parse, t.i):
        return ("objto",) if parse.child(up.i, "dobj") is not None else ("to",)
    if t.dep == "relcl" and any(parse.tokens[k].lower == "that" and parse.tokens[k].dep == "mark" for k in parse.kids[t.i]):
        return ("that",)
    return ()


def _clause(parse: Parse, t: Token, up: Token) -> tuple[str, ...]:
    kids = [parse.tokens[k] for k in parse.kids[t.i]]
    if any(k.tag == "TO" for k in kids) or (t.tag == "VB" and t.dep == "xcomp" and not any(k.dep == "mark" for k in kids)):
        own = (
            any(k.dep in SUBJECTS for k in kids)
            or parse.child(up.i, "dobj") is not None
            or (is_verb(up) and up.tag == "VBN" and parse.child(up.i, "auxpass"))
        )
        return ("objto", "to") if own else ("to",)
    if t.tag == "VB" and t.dep == "ccomp" and not any(k.dep in ("mark", "aux") for k in kids):
        return ("objto", "that")  # "made them kneel"
    if any(k.lower in ("whether", "if") and k.dep == "mark" for k in kids):
        return ("whether", "that")
    if any(k.tag in ("WRB", "WP", "WDT") and k.i < t.i for k in kids):
        return ("wh", "that")
    if t.tag == "VBG" and not any(k.dep == "aux" for k in kids):
        return ("ing",)
    return ("that",)


def setting(ctx: Context, v: Token) -> frozenset[str]:
    """What a row's `when` may ask of a governor: person of the subject, modal, question, condition, tense, negation."""
    parse = ctx.parse
    out: set[str] = set()
    past = v.tag in _PAST
    for k in parse.kids[v.i]:
        c = parse.tokens[k]
        if c.dep in ("nsubj", "nsubjpass"):
            out.add(_PERSON.get(c.lower, "third"))
        elif c.dep in ("aux", "auxpass"):
            out.add(_AUXILIARY_LEMMA.get(c.lower, c.lower))
            past = past or c.lower in ("did", "had", "was", "were")
        elif c.dep == "mark" and c.lower in ("if", "unless"):
            out.add("if")
        elif c.dep == "dobj":
            out.add("object")
        elif c.lower == "yet":
            out.add("yet")
    if is_question(parse, v):
        out.add("question")
    out.add("past" if past else "present")
    if negated(parse, v.i):
        out.add("not")
    return frozenset(out)


_FOCUS = frozenset(["only", "just", "merely", "simply", "solely", "wholly", "entirely"])


def is_denied(parse: Parse, t: Token) -> bool:
    """Does a negation turn the word itself: on it, on its subject, or `no longer`? Not `not only`."""
    kids = [parse.tokens[k] for k in parse.kids[t.i]]
    if not negated(parse, t.i):
        return any(c.lower == "longer" and any(parse.tokens[k].lower == "no" for k in parse.kids[c.i]) for c in kids)
    return not any(c.lower in ("not", "n't", "n’t") and parse.tokens[c.i + 1].lower in _FOCUS for c in kids if c.i < t.i)


def until(parse: Parse, t: Token) -> bool:
    """`not … until`: what is only put off."""
    return any(
        c.lower in ("until", "till") or any(parse.tokens[k].lower in ("until", "till") for k in parse.kids[c.i])
        for c in parse.children(t.i, "prep", "mark", "advcl")
    )


_REMOTE = frozenset(["would", "could", "might", "'d", "’d"])


def counterfactual(parse: Parse, t: Token) -> bool:
    """`Had Minsk sold the rockets, it would have …`, `if it had sold …, it would have …`: neither is the case."""
    aux = parse.children(t.i, "aux")
    if t.dep == "advcl" and any(a.lower == "had" for a in aux):
        subject = parse.child(t.i, "nsubj", "nsubjpass")
        inverted = subject is not None and any(a.lower == "had" and a.i < subject.i for a in aux)
        return inverted or (any(c.lower == "if" for c in parse.children(t.i, "mark")) and _remote_past(parse, parse.tokens[t.head]))
    return _remote_past(parse, t) and any(c.dep == "advcl" and c.i != t.i and counterfactual(parse, c) for c in parse.children(t.i, "advcl"))


def _remote_past(parse: Parse, t: Token) -> bool:
    words = {a.lower for a in parse.children(t.i, "aux")}
    return bool(words & _REMOTE) and "have" in words


def is_question(parse: Parse, v: Token, mark: bool = True) -> bool:
    """The auxiliary before the subject, or (`mark`) a question mark at the end of the sentence."""
    if mark and parse.tokens[parse.sentence(v.i).past - 1].text == "?":
        return True
    aux = None
    for k in parse.kids[v.i]:
        if k >= v.i:
            return False
        c = parse.tokens[k]
        if c.dep == "aux":
            aux = c
        elif c.dep in ("nsubj", "nsubjpass"):
            return aux is not None and aux.lower != "had" and not _fronted_negative(parse, v)
    return False


def _fronted_negative(parse: Parse, v: Token) -> bool:
    return any(parse.tokens[k].lower in ("never", "nor", "neither", "rarely", "seldom", "hardly", "only", "so") and k < v.i for k in parse.kids[v.i])
