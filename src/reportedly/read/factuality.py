"""How far the author commits to an event, on FactBank's scale read as numbers: CT+ 3, PR+ 2, PS+ 1, Uu 0, down to CT- -3."""

from __future__ import annotations

from ..parse import Token
from .context import Context
from .syntax import is_verb, negated

_MODALS = {
    "may": 1.0,
    "might": 0.7,
    "could": 0.8,
    "can": 1.2,
    "should": 0.9,
    "must": 1.4,
    "ought": 0.8,
    "would": 0.9,
    "will": 1.8,
    "shall": 1.8,
    "'ll": 1.8,
    "wo": 1.8,
    "ca": 1.2,
    "'d": 0.9,
}
_HEDGES = {
    "possibly": 1.0,
    "perhaps": 1.0,
    "maybe": 1.0,
    "likely": 1.8,
    "probably": 2.0,
    "allegedly": 1.0,
    "reportedly": 1.5,
    "apparently": 2.0,
    "unlikely": -1.0,
    "almost": -2.0,
    "nearly": -2.0,
    "supposedly": 0.8,
}
_NEGATIVE = frozenset(
    [
        "fail",
        "refuse",
        "deny",
        "avoid",
        "prevent",
        "decline",
        "forget",
        "neglect",
        "reject",
        "lack",
        "stop",
        "cancel",
        "block",
        "bar",
        "ban",
        "halt",
        "dismiss",
        "abandon",
        "rule",
        "oppose",
        "resist",
    ]
)
_UNREAL = frozenset(
    [
        "want",
        "plan",
        "hope",
        "expect",
        "intend",
        "seek",
        "try",
        "attempt",
        "offer",
        "propose",
        "threaten",
        "promise",
        "vow",
        "urge",
        "ask",
        "order",
        "demand",
        "call",
        "consider",
        "agree",
        "decide",
        "pledge",
        "need",
        "wish",
        "prepare",
        "aim",
        "fear",
        "warn",
        "request",
        "suggest",
        "recommend",
        "encourage",
        "allow",
        "authorize",
        "permit",
    ]
)
_REPORT = {"say": 2.2, "tell": 2.2, "report": 2.2, "announce": 2.5, "claim": 1.3, "allege": 1.0, "believe": 1.5, "think": 1.3, "suspect": 1.2, "suggest": 1.4, "hope": 0.8, "expect": 1.5, "fear": 1.0,
           "predict": 1.5, "know": 2.9, "realize": 2.9, "learn": 2.8, "see": 2.8, "show": 2.6, "find": 2.7, "note": 2.7, "add": 2.3, "confirm": 2.7, "deny": -1.5, "doubt": -1.0, "acknowledge": 2.7,
           "admit": 2.7, "insist": 2.0, "argue": 1.8, "assume": 1.2, "seem": 1.6, "appear": 1.6, "estimate": 2.0}  # fmt: skip


def author_value(ctx: Context, start: int, end: int) -> float:
    """The author's commitment to the event whose word stands at `[start, end)`, from -3 (certainly not) to 3 (certainly)."""
    head = _head(ctx, start, end)
    if head is None:
        return 3.0
    return _value(ctx, head)


def _head(ctx: Context, start: int, end: int) -> Token | None:
    first = ctx.parse.token_at(start)
    if first is None:
        return None
    inside = []
    k = first
    while k < len(ctx.parse.tokens) and ctx.parse.tokens[k].start < end:
        inside.append(k)
        k += 1
    for k in inside:
        if ctx.parse.tokens[k].head not in inside or ctx.parse.tokens[k].head == k:
            return ctx.parse.tokens[k]
    return ctx.parse.tokens[first]


def _value(ctx: Context, t: Token) -> float:
    parse = ctx.parse
    value, sign = 3.0, 1.0
    at = t
    first = True
    while True:
        if negated(parse, at.i):
            sign = -sign
        for k in parse.kids[at.i]:
            c = parse.tokens[k]
            if c.dep == "aux" and c.lower in _MODALS and is_verb(at):
                value = min(value, _MODALS[c.lower])
            elif c.dep == "advmod" and c.lower in _HEDGES:
                h = _HEDGES[c.lower]
                value, sign = min(value, abs(h)), sign if h > 0 else -sign
            elif c.dep == "mark" and c.lower in ("if", "unless", "whether"):
                value = min(value, 0.5)
            elif (
                c.dep == "amod" and first and c.lower in ("alleged", "possible", "potential", "planned", "proposed", "suspected", "likely", "future")
            ):
                value = min(value, 1.0)
        if at.head == at.i:
            break
        up = parse.tokens[at.head]
        value, sign = _step(ctx, at, up, value, sign)
        if at.dep in ("relcl", "nsubj", "nsubjpass", "poss", "conj", "appos") and not (at.dep == "conj" and at.tag == "VB"):
            break
        if at.dep == "advcl" and not _purpose(ctx, at):
            break
        at, first = up, False
    if parse.tokens[parse.sentence(t.i).past - 1].text == "?":
        value = min(value, 0.5)
    return sign * value


def _purpose(ctx: Context, t: Token) -> bool:
    return any(ctx.parse.tokens[k].tag == "TO" for k in ctx.parse.kids[t.i])


def _step(ctx: Context, t: Token, up: Token, value: float, sign: float) -> tuple[float, float]:
    """What the governor does to the event below it."""
    lemma = up.lemma.lower()
    clausal = t.dep in ("xcomp", "ccomp", "pcomp", "acl", "dobj", "pobj", "advcl")
    to = _purpose(ctx, t)
    if lemma in _NEGATIVE and t.dep in ("xcomp", "dobj", "pcomp", "ccomp"):
        return value, -sign
    if t.dep == "ccomp" and lemma in _REPORT:
        r = _REPORT[lemma]
        return min(value, abs(r)), sign if r > 0 else -sign
    if clausal and lemma in _UNREAL and (to or t.dep in ("dobj", "pobj", "ccomp", "pcomp", "xcomp")):
        return min(value, 0.9), sign
    if t.dep == "acl" and to:
        return min(value, 0.8), sign
    if t.dep == "advcl" and to:
        return min(value, 1.2), sign
    if t.dep == "xcomp" and to and up.pos == "ADJ":
        return min(value, 1.0), sign
    return value, sign
