"""What one event mention shows of its event: the word that names it, who takes part, where, when, how many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..parse import Parse, Token
from ..read.context import Context

LIGHT = frozenset(
    ["make", "take", "give", "have", "do", "carry", "hold", "get", "go", "come", "conduct", "commit", "stage", "mount", "launch", "suffer"]
)
"""Verbs that leave the naming of the event to their object, where the mention has one."""
POINTING = frozenset(["it", "this", "that", "which", "these", "those", "incident", "event", "thing", "case", "what", "such", "one"])
"""Words that stand for an event named elsewhere."""
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split()
)
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "agent", "poss")
_OBJECTS = ("dobj", "nsubjpass", "dative", "oprd", "attr")
_SUFFIXES = ("ations", "ation", "ition", "ments", "ment", "ings", "ing", "ions", "ion", "ance", "ence", "ers", "er", "or", "al", "ate", "ed", "ies", "y")


def stem(word: str) -> str:
    """A lemma without the endings of inflection and of nouns made from verbs."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word[: -len(suffix)]
            break
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]  # a headline's verb taken for a name
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.rstrip("e") if len(word) > 3 else word


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention. Arguments are names by their last word and nouns by their lemma, in lower case."""

    document: int
    sentence: int
    start: int
    lemma: str
    phrase: str
    """All words of the mention by lemma."""
    stem: str
    verbal: bool
    pointing: bool
    saying: bool
    subjects: frozenset[str]
    objects: frozenset[str]
    others: frozenset[str]
    names: frozenset[str]
    """Names in the sentence."""
    times: frozenset[str]
    numbers: frozenset[str]
    modifiers: frozenset[str]
    """What stands before a noun: adjectives, numbers, nouns of a compound."""
    many: bool
    """A plural noun."""
    actual: str
    """`not`, `may` (a modal, an infinitive) or nothing."""
    around: frozenset[str]
    """Content words of the sentence, the mention's own left out."""


def occurrence(document: int, ctx: Context, start: int, end: int) -> Occurrence | None:
    """The mention at `[start, end)`; None where no token stands."""
    inside = list(_tokens(ctx.parse, start, end))
    if not inside:
        return None
    head = _head(ctx.parse, inside)
    parse, tokens = ctx.parse, ctx.parse.tokens
    name = _naming(parse, head, inside)
    sentence = parse.sentence(head)
    rest = [t for t in tokens[sentence.first : sentence.past] if t.i not in inside]
    clause = _clause(parse, head)
    subjects = _arguments(parse, clause, _SUBJECTS)
    objects = _arguments(parse, head, _OBJECTS) | _of(parse, head)
    return Occurrence(
        document, tokens[head].sent, start, tokens[name].lemma.lower(), " ".join(tokens[k].lemma.lower() for k in inside), _stem_of(ctx, name, inside),
        tokens[head].pos in ("VERB", "AUX"), tokens[head].pos == "PRON" or tokens[head].lemma.lower() in POINTING, ctx.reports(tokens[head]) or tokens[head].lower == "according",
        subjects, objects, _oblique(parse, head) - objects,
        frozenset(t.lower for t in rest if t.pos == "PROPN" and len(t.text) > 1),
        frozenset(t.lower for t in rest if t.lower in TIMES and t.pos in ("PROPN", "NOUN")),
        frozenset(t.lower for t in rest if t.pos == "NUM"),
        frozenset(key(t) for t in parse.children(head, "amod", "nummod", "compound")), tokens[head].tag in ("NNS", "NNPS"), _actual(parse, head),
        frozenset(key(t) for t in rest if t.pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and len(t.text) > 1),
    )  # fmt: skip


def _tokens(parse: Parse, start: int, end: int) -> Iterator[int]:
    k = parse.token_at(start)
    while k is not None and k < len(parse.tokens) and parse.tokens[k].start < end:
        yield k
        k += 1


def _head(parse: Parse, inside: list[int]) -> int:
    for k in inside:
        t = parse.tokens[k]
        if (t.head not in inside or t.head == k) and t.pos not in ("PUNCT", "DET", "ADP"):
            return k
    return inside[-1]


def _naming(parse: Parse, head: int, inside: list[int]) -> int:
    """The word that names the event: the head, or the object of a light verb."""
    if parse.tokens[head].lemma.lower() in LIGHT:
        for k in inside:
            if k > head and parse.tokens[k].pos == "NOUN" and parse.tokens[k].dep in ("dobj", "pobj"):
                return k
    return head


def _stem_of(ctx: Context, name: int, inside: list[int]) -> str:
    """The stem, with the particle of a phrasal verb that the mention holds."""
    t = ctx.parse.tokens[name]
    particle = next((x.lower for x in ctx.parse.children(name, "prt") if x.i in inside or x.i == name + 1), "")
    return stem(t.lemma.lower()) + (" " + particle if particle and t.pos == "VERB" else "")


def key(t: Token) -> str:
    """A word for comparison: a name as written, anything else by its lemma."""
    return t.lower if t.pos == "PROPN" else t.lemma.lower()


def _named(parse: Parse, t: Token) -> Iterator[str]:
    """The key of an argument and of those joined to it."""
    if t.pos not in ("PRON", "DET"):
        yield key(t)
    for c in parse.children(t.i, "conj"):
        yield from _named(parse, c)


def _arguments(parse: Parse, k: int, deps: tuple[str, ...]) -> frozenset[str]:
    out: set[str] = set()
    for t in parse.children(k, *deps):
        if t.dep == "agent":
            for p in parse.children(t.i, "pobj"):
                out.update(_named(parse, p))
        else:
            out.update(_named(parse, t))
    return frozenset(out)


def _of(parse: Parse, k: int) -> frozenset[str]:
    """What a noun has after `of`, and before it in a compound."""
    if parse.tokens[k].pos not in ("NOUN", "PROPN"):
        return frozenset()
    out = {key(t) for t in parse.children(k, "compound", "nmod")}
    for p in parse.children(k, "prep"):
        if p.lower == "of":
            out.update(w for t in parse.children(p.i, "pobj") for w in _named(parse, t))
    return frozenset(out)


def _oblique(parse: Parse, k: int) -> frozenset[str]:
    out: set[str] = set()
    for p in parse.children(k, "prep", "npadvmod", "acomp", "xcomp", "ccomp"):
        if p.dep == "prep":
            out.update(w for t in parse.children(p.i, "pobj") for w in _named(parse, t))
        else:
            out.add(key(p))
    return frozenset(out)


def _clause(parse: Parse, k: int) -> int:
    """The verb whose subject is the subject of `k`: that of an infinitive or a joined verb."""
    seen = 0
    while seen < 3 and not parse.children(k, *_SUBJECTS) and parse.tokens[k].dep in ("xcomp", "conj", "advcl"):
        k, seen = parse.tokens[k].head, seen + 1
    return k


def _actual(parse: Parse, k: int) -> str:
    if parse.child(k, "neg"):
        return "not"
    if any(t.tag == "MD" or t.tag == "TO" for t in parse.children(k, "aux")):
        return "may"
    return ""
