"""Whether an event has happened, will, would or did not: auxiliaries, negation, conditionals, governing verbs and nouns."""

from __future__ import annotations

from ..parse import Parse, Token
from .context import Context
from .predicates import Match
from .syntax import done_to_none, is_infinitive, is_verb, negated, nth

_FUTURE = frozenset({"will", "wo", "'ll", "’ll", "shall", "would", "'d", "’d"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "should", "must", "ought", "ca"})
_FUTURE_VERBS = frozenset(
    [
        "plan",
        "intend",
        "want",
        "prepare",
        "expect",
        "hope",
        "agree",
        "promise",
        "pledge",
        "vow",
        "threaten",
        "consider",
        "seek",
        "propose",
        "offer",
        "aim",
        "try",
        "attempt",
        "ready",
        "willing",
        "demand",
        "call",
        "urge",
        "ask",
        "order",
        "request",
        "warn",
        "refuse",
    ]
)
_CONDITIONAL = frozenset({"if", "unless", "whether", "provided", "should", "until", "before"})


def circumstances(ctx: Context, m: Match) -> tuple[str, str]:
    """(modality, polarity) from auxiliaries, negation, conditionals, governing verbs and tense."""
    parse = ctx.parse
    head = m.verb
    polarity = "negative" if negated(parse, head) or done_to_none(parse, head) or (m.noun is not None and negated(parse, m.noun)) else "positive"
    modality = "actual"
    verb = parse.tokens[head] if m.row.pos != "noun" else None
    if verb is not None:
        for k in parse.kids[head]:
            a = parse.tokens[k]
            if a.dep in ("aux", "auxpass"):
                if a.lower in _FUTURE:
                    modality = "future"
                elif a.lower in _POSSIBLE:
                    modality = "hypothetical"
                elif a.tag == "TO" and verb.dep == "ROOT":
                    modality = "future"  # headline: "Canada to send tanks"
            if a.dep == "mark" and a.lower in _CONDITIONAL:
                modality = "hypothetical"
        if modality == "actual" and not _said_by_calling(parse, m):
            modality = _governed(ctx, verb)
        if polarity == "positive" and verb.dep in ("conj", "xcomp"):
            polarity = _inherited_polarity(ctx, verb)
    else:
        modality = _noun_modality(ctx, parse.tokens[head])
        if polarity == "positive" and parse.tokens[head].dep in ("dobj", "nsubjpass", "attr") and is_verb(parse.tokens[parse.tokens[head].head]):
            governor = parse.tokens[parse.tokens[head].head]
            if negated(parse, governor.i) and governor.lemma in _DOING:
                polarity = "negative"
    if modality == "actual" and _if_confirmed(ctx, head):
        modality = "hypothetical"
    return modality, polarity


_WISHED = frozenset({"demand", "call", "request", "appeal", "proposal", "suggestion", "recommendation", "wish"})
_SAID = frozenset({"SUPPORT", "ACCUSE", "CONSULT", "CONCEDE", "REQUEST", "REJECT"})


def _said_by_calling(parse: Parse, m: Match) -> bool:
    """`called the president to congratulate him`: the purpose of a call or a letter is what it says."""
    verb = parse.tokens[m.verb]
    return (
        verb.dep in ("advcl", "xcomp")
        and m.row.type in _SAID
        and parse.tokens[verb.head].lemma in ("call", "phone", "telephone", "write", "visit", "meet", "ring")
    )


def _governed(ctx: Context, verb: Token) -> str:
    """Infinitives under verbs of planning and wanting have not happened."""
    parse = ctx.parse
    to = is_infinitive(parse, verb.i)
    head = parse.tokens[verb.head]
    if to and (be := nth(parse, verb.i)) is not None:
        ahead = [c.lower for c in parse.children(be.i, "aux")]
        return "future" if _FUTURE.intersection(ahead) else "hypothetical" if _POSSIBLE.intersection(ahead) else _governed(ctx, be)
    if to and verb.dep in ("xcomp", "advcl") and head.lemma == "go" and parse.child(head.i, "prt") is not None:
        return "actual"  # "went on to allege"
    if verb.dep == "xcomp" and to and head.lemma == "be":
        return "future"  # "is to hand over"
    if verb.dep == "xcomp" and to and head.lemma in _TRYING:
        return "hypothetical"
    if verb.dep in ("xcomp", "ccomp", "acl", "advcl", "pcomp") and to and (verb.dep == "advcl" or head.lemma not in _IMPLICATIVE):
        return "future"
    if (verb.dep == "pcomp" and head.lower in ("for", "without", "against", "before", "about")) or (
        verb.dep in ("xcomp", "ccomp") and head.lemma in _FUTURE_VERBS and verb.tag in ("VB", "VBG")
    ):
        return "future" if head.lower != "for" else "actual"
    if verb.dep == "ccomp" and head.lemma in ("hope", "demand", "propose", "suggest", "recommend", "insist", "urge") and verb.tag == "VB":
        return "future"
    if verb.dep == "ccomp" and verb.tag in ("VB", "VBP") and any(n.lemma in _WISHED for n in parse.children(verb.head, "dobj")):
        return "future"  # "repeated its demand that Peru ease the curfew"
    if verb.dep == "pcomp" and head.lower in ("by", "in", "after") and is_verb(over := parse.tokens[head.head]):
        aux = [c.lower for c in parse.children(over.i, "aux")]
        if any(a in _FUTURE or a in _POSSIBLE for a in aux):
            return "hypothetical"  # "would break the law by attacking"
    if verb.dep == "pcomp" and parse.tokens[head.head].lemma in _PROSPECTS:
        return "future"
    if verb.dep in ("acl", "ccomp", "relcl") and verb.tag == "VB" and head.lemma in ("demand", "call", "request", "proposal", "recommendation", "appeal"):
        return "future"
    if verb.dep == "conj" and is_verb(head):
        aux = [c.lower for c in parse.children(head.i, "aux")]
        if verb.tag == "VB" and any(a in _FUTURE for a in aux):
            return "future"
        if verb.tag == "VB" and any(a in _POSSIBLE for a in aux):
            return "hypothetical"
        if verb.tag == "VB" and head.tag == "VB":
            return _governed(ctx, head)
    return "actual"


def _if_confirmed(ctx: Context, head: int) -> bool:
    """`If confirmed, the shipment would be the largest`: nothing in such a sentence is told as a fact."""
    parse = ctx.parse
    first = parse.tokens[parse.sentence(head).first]
    after = parse.tokens[first.i + 1] if first.i + 1 < len(parse.tokens) else first
    return first.lower == "if" and after.lower in ("confirmed", "true", "verified", "proven", "proved", "correct", "accurate", "substantiated")


_PROSPECTS = frozenset(
    [
        "interest",
        "hope",
        "plan",
        "prospect",
        "possibility",
        "aim",
        "intention",
        "idea",
        "readiness",
        "willingness",
        "desire",
        "wish",
        "goal",
        "proposal",
        "talk",
    ]
)
_TRYING = frozenset({"attempt", "try"})
_IMPLICATIVE = frozenset(
    [
        "decide",
        "opt",
        "manage",
        "begin",
        "start",
        "continue",
        "help",
        "fail",
        "dare",
        "happen",
        "proceed",
        "go",
        "use",
        "appear",
        "seem",
        "be",
        "have",
        "get",
        "force",
        "cause",
        "lead",
        "allege",
        "believe",
        "report",
        "say",
        "know",
        "think",
        "find",
        "see",
        "claim",
        "understand",
        "suspect",
    ]
)


def _inherited_polarity(ctx: Context, verb: Token) -> str:
    head = ctx.parse.tokens[verb.head]
    if verb.dep == "xcomp" and head.lemma in ("fail", "refuse", "decline", "forget", "neglect", "avoid"):
        return "negative"
    if (
        verb.dep == "conj"
        and is_verb(head)
        and verb.tag == head.tag
        and ctx.parse.child(verb.i, "aux", "nsubj") is None
        and negated(ctx.parse, head.i)
    ):
        between = [ctx.parse.tokens[k].lower for k in range(head.i, verb.i)]
        return "negative" if "or" in between or "nor" in between else "positive"
    return "positive"


def _noun_modality(ctx: Context, noun: Token) -> str:
    """A nominal event governed by demands, plans and threats is not actual (`called for a ceasefire`, `threatened sanctions`)."""
    parse = ctx.parse
    for k in parse.kids[noun.i]:
        if parse.tokens[k].lower in (
            "possible",
            "potential",
            "planned",
            "proposed",
            "future",
            "impending",
            "imminent",
            "threatened",
            "any",
            "upcoming",
            "further",
            "eventual",
        ):
            return "future" if parse.tokens[k].lower != "any" else "hypothetical"
    head = parse.tokens[noun.head]
    if noun.dep == "pobj":
        governor = parse.tokens[head.head]
        if head.lower in ("for", "against", "about", "of", "on", "to") and governor.lemma in _IRREALIS:
            return "future"
        if head.lower == "for" and governor.lemma in ("plan", "call", "appeal", "demand", "prospect", "need", "preparation"):
            return "future"
        if head.lower == "of" and governor.lemma in ("possibility", "threat", "risk", "prospect", "danger", "fear", "hope", "plan"):
            return "future"
    if noun.dep in ("dobj", "ccomp", "nsubjpass") and is_verb(head):
        if head.lemma in ("plan", "plot", "order") and head.tag in ("VBD", "VBN") and any(k.lower in ("the", "this", "these", "those") for k in parse.children(noun.i, "det")):
            return "actual"  # "planned the attacks": those that the report is about
        if head.lemma in _IRREALIS:
            return "future"
        if head.lemma not in _DOING:
            return "actual"  # what one justifies, condemns or investigates is taken as given
        aux = [c.lower for c in parse.children(head.i, "aux")]
        if any(a in _FUTURE for a in aux):
            return "future"
        if any(a in _POSSIBLE for a in aux):
            return "hypothetical"
        if is_infinitive(parse, head.i):
            return _governed(ctx, head)
    return "actual"


_DOING = frozenset(
    [
        "launch",
        "carry",
        "conduct",
        "make",
        "stage",
        "hold",
        "mount",
        "begin",
        "start",
        "resume",
        "continue",
        "impose",
        "provide",
        "give",
        "send",
        "receive",
        "win",
        "stop",
        "halt",
        "end",
        "deliver",
        "undertake",
        "wage",
        "execute",
        "commit",
        "cause",
        "trigger",
        "have",
        "do",
        "take",
        "order",
        "announce",
        "sign",
        "reach",
    ]
)
_IRREALIS = frozenset(
    [
        "call",
        "appeal",
        "demand",
        "urge",
        "seek",
        "want",
        "plan",
        "threaten",
        "propose",
        "offer",
        "consider",
        "warn",
        "hope",
        "prepare",
        "request",
        "ask",
        "oppose",
        "reject",
        "rule",
        "discuss",
        "negotiate",
        "expect",
        "fear",
        "promise",
        "avoid",
        "prevent",
        "avert",
        "block",
        "favor",
        "favour",
        "support",
        "commit",
        "committed",
    ]
)
