"""How far the author commits to an event, on FactBank's scale read as numbers: CT+ 3, PR+ 2, PS+ 1, Uu 0, down to CT- -3."""

from __future__ import annotations

from ..parse import Token
from .context import Context
from .syntax import is_verb, negated

_MODALS = {
    "may": 1.5, "might": 1.3, "could": 1.4, "can": 1.9, "should": 1.3, "must": 1.9, "ought": 1.2, "would": 1.6, "will": 2.3, "shall": 2.3, "'ll": 2.3, "wo": 2.3, "ca": 1.9, "'d": 1.6,
}  # fmt: skip
_HEDGES = {
    "possibly": 1.3, "perhaps": 1.3, "maybe": 1.2, "likely": 1.9, "probably": 2.0, "allegedly": 1.3, "reportedly": 1.8, "apparently": 2.1, "unlikely": -1.0, "almost": -2.0, "nearly": -2.0,
    "supposedly": 1.0,
}  # fmt: skip
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
_REPORT = {"say": 2.6, "tell": 2.6, "report": 2.5, "announce": 2.5, "claim": 1.6, "allege": 1.2, "believe": 1.5, "think": 1.3, "suspect": 1.2, "suggest": 1.4, "hope": 0.8, "expect": 1.5, "fear": 1.0,
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
    """Climb from the event through what it depends on, as far as commitment is passed down."""
    parse = ctx.parse
    value, sign = _own(ctx, t, 3.0, -1.0 if negated(parse, t.i) else 1.0, True)
    at = t
    while at.head != at.i:
        up = parse.tokens[at.head]
        if up.pos in ("ADP", "SCONJ") and at.dep in ("pobj", "pcomp"):
            if up.lower == "without":
                return -value if sign > 0 else value
            if at.dep == "pobj" and parse.tokens[up.head].lemma not in _UNREAL:
                break
            at = up
            continue
        value, sign = _step(ctx, at, up, value, sign)
        if not _passes_down(ctx, at, up):
            break
        value, sign = _own(ctx, up, value, _scoped(ctx, at, up, sign), False)
        at = up
    if parse.tokens[parse.sentence(t.i).past - 1].text == "?":
        value = min(value, 1.0)
    return sign * value


def _own(ctx: Context, t: Token, value: float, sign: float, first: bool) -> tuple[float, float]:
    """What auxiliaries, adverbs, conjunctions and adjectives on one word do."""
    for k in ctx.parse.kids[t.i]:
        c = ctx.parse.tokens[k]
        if c.dep == "aux" and c.lower in _MODALS and is_verb(t):
            value = min(value, _MODALS[c.lower])
        elif c.dep == "advmod" and c.lower in _HEDGES:
            h = _HEDGES[c.lower]
            value, sign = min(value, abs(h)), sign if h > 0 else -sign
        elif c.dep == "mark" and c.lower in ("if", "unless", "whether"):
            value = min(value, 1.0)
        elif c.dep == "amod" and first and c.lower in _DOUBTED:
            value = min(value, 1.2)
        elif c.dep == "det" and first and c.lower == "any":
            value = min(value, 1.0)
    return value, sign


_DOUBTED = frozenset(
    [
        "alleged",
        "possible",
        "potential",
        "planned",
        "proposed",
        "suspected",
        "likely",
        "future",
        "attempted",
        "threatened",
        "would-be",
        "prospective",
        "impending",
    ]
)
_DOING = frozenset(
    [
        "make",
        "hold",
        "have",
        "take",
        "do",
        "conduct",
        "give",
        "offer",
        "carry",
        "launch",
        "stage",
        "reach",
        "sign",
        "see",
        "find",
        "be",
        "provide",
        "show",
        "use",
    ]
)


def _passes_down(ctx: Context, at: Token, up: Token) -> bool:
    """Does the governor's own commitment reach the event below it?"""
    if at.dep in ("xcomp", "ccomp", "acomp", "attr", "prep"):
        return True
    if at.dep in ("dobj", "nsubjpass"):
        return up.lemma in _DOING
    if at.dep == "conj":
        return at.tag == "VB" and up.tag == "VB"
    return at.dep == "advcl" and _purpose(ctx, at)


_RAISING = frozenset({"think", "believe", "expect", "suppose", "seem", "appear", "feel", "guess", "imagine", "want"})
_FACTIVE = frozenset(
    {
        "know",
        "realize",
        "realise",
        "learn",
        "see",
        "find",
        "note",
        "notice",
        "remember",
        "forget",
        "regret",
        "acknowledge",
        "admit",
        "discover",
        "show",
    }
)


def _scoped(ctx: Context, at: Token, up: Token, sign: float) -> float:
    """The sign after a negation on the governor: infinitives and raised negation are in its scope, other clauses are not."""
    if not negated(ctx.parse, up.i):
        return sign
    if at.dep == "ccomp":
        return -sign if up.lemma in _RAISING else sign
    return -sign if at.dep in ("xcomp", "dobj", "nsubjpass", "attr", "acomp") else sign


def _purpose(ctx: Context, t: Token) -> bool:
    return any(ctx.parse.tokens[k].tag == "TO" for k in ctx.parse.kids[t.i])


def _step(ctx: Context, t: Token, up: Token, value: float, sign: float) -> tuple[float, float]:
    """What the governor's meaning does to the event below it."""
    lemma = up.lemma.lower()
    to = _purpose(ctx, t)
    if lemma in _NEGATIVE and t.dep in ("xcomp", "dobj", "ccomp", "prep"):
        return min(value, 2.5 if t.dep == "xcomp" else 0.6), -sign
    if t.dep == "ccomp" and lemma in _REPORT:
        r = _REPORT[lemma]
        if negated(ctx.parse, up.i) and lemma not in _FACTIVE and lemma not in _RAISING:
            return min(value, 0.5), -sign
        return min(value, abs(r)), sign if r > 0 else -sign
    if t.dep == "ccomp" and is_verb(up) and negated(ctx.parse, up.i) and lemma not in _FACTIVE and lemma not in _RAISING:
        return min(value, 0.5), -sign
    if lemma in _UNREAL and (to or t.dep in ("dobj", "ccomp", "prep", "xcomp", "nsubjpass")):
        return min(value, 1.7), sign
    if t.dep == "acl" and to:
        return min(value, 1.4), sign
    if t.dep == "advcl" and to:
        return min(value, 1.9), sign
    if t.dep == "xcomp" and to and up.pos == "ADJ":
        return min(value, 1.5), sign
    return value, sign
