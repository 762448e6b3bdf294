"""Which trigger row fires at a token: phrases and light-verb constructions before single words, more conditions before fewer."""

from __future__ import annotations

from dataclasses import dataclass

from ..lexicon import Condition, Lexicon, Trigger
from ..lexicon.load import weapons_named
from ..parse import Parse, Token
from .context import Context
from .drafts import People
from .syntax import SUBJECTS, antecedent, is_infinitive, is_passive, is_verb, logical_object, logical_subject, prep_objects

_KINDS = {"state": ("state",), "org": ("organisation", "armed_group"), "group": ("group", "armed_group", "organisation"), "person": ("person",)}


CALENDAR = frozenset(
    [
        "jan.",
        "feb.",
        "mar.",
        "apr.",
        "aug.",
        "sept.",
        "sep.",
        "oct.",
        "nov.",
        "dec.",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
        "tomorrow",
        "week",
        "month",
        "year",
        "day",
    ]
)
"""Nouns that a preposition governs without making them a party."""
_SHORT = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun".split())
_ALSO_NAMES = frozenset({"may", "april", "june", "august"})


def is_date(parse: Parse, t: Token) -> bool:
    """A day, a month or a span of time; not the family name in `Theresa May`."""
    if t.lower not in CALENDAR:
        return t.lower.endswith(".") and t.lower[:-1] in _SHORT
    return t.lower not in _ALSO_NAMES or not any(c.pos == "PROPN" and c.lower not in CALENDAR for c in parse.children(t.i, "compound"))


@dataclass(frozen=True, slots=True)
class Match:
    """A row that fires: `verb` governs the arguments, `noun` is the noun of a light-verb construction, `tokens` are its words."""

    row: Trigger
    verb: int
    noun: int | None
    tokens: tuple[int, ...]


def match(ctx: Context, people: People, t: Token) -> Match | None:
    """The best row at token `t`, or None; rows of type NONE win like others and mean silence."""
    tolled = _is_tolled(ctx.parse, t) and any(r.pos == "noun" for r in ctx.lexicon.trigger_heads.get(t.lower, ()))
    rows = ctx.lexicon.trigger_heads.get(t.lower if tolled else t.lemma.lower())
    if not rows:
        return None
    noun = tolled or t.pos in ("NOUN", "PROPN")
    bare = t.tag == "VBG" and t.dep in ("amod", "compound")  # "the asking price"
    verb = not noun and not bare and (is_verb(t) or (t.pos == "ADJ" and t.tag in ("VBN", "VBG")))
    best: tuple[tuple[int, bool, str], Match] | None = None
    for row in rows:
        if (row.pos == "noun") != noun or (row.pos != "noun" and not (verb or (row.pos == "phrase" and t.pos == "ADJ"))):
            continue
        words = _words(ctx.parse, t, row)
        if words is None:
            continue
        m = Match(row, t.i, words[1], words[0])
        if not all(_holds(ctx, people, m, c) for c in row.when):
            continue
        key = (-(len(row.predicate) - 1 + len(row.when) + (row.frame is not None)), row.frame is None, row.id)
        if best is None or key < best[0]:
            best = (key, m)
    return best[1] if best else None


def _is_tolled(parse: Parse, t: Token) -> bool:
    """`12 dead and 40 [wounded]`: a participle that a bare number counts is a noun, whoever is the subject beside it."""
    return t.tag == "VBN" and t.i > 0 and parse.tokens[t.i - 1].pos == "NUM" and parse.tokens[t.i - 1].sent == t.sent and not parse.children(t.i, "aux", "auxpass", "dobj")


def _words(parse: Parse, t: Token, row: Trigger) -> tuple[tuple[int, ...], int | None] | None:
    """(tokens, noun of a light verb) if the row's words stand at `t`."""
    words = row.predicate
    if len(words) == 1:
        return (t.i,), None
    if row.pos == "noun":
        start = t.i - len(words) + 1
        if start < 0 or any(w not in (parse.tokens[start + k].lower, parse.tokens[start + k].lemma.lower()) for k, w in enumerate(words[:-1])):
            return None
        return tuple(range(start, t.i + 1)), None
    found = [t.i]
    at = t.i
    nouns: list[int] = []
    for w in words[1:]:
        nxt = _below(parse, [t.i, *nouns, at], w)
        if nxt is None:
            return None
        found.append(nxt)
        if parse.tokens[nxt].pos in ("NOUN", "PROPN", "ADJ"):
            nouns.append(nxt)
        at = nxt
    heads = [k for k in nouns if parse.tokens[k].dep not in ("amod", "compound")] or nouns
    return tuple(sorted(found)), (heads[-1] if heads else None)


_NOT_BELOW = frozenset({"nsubj", "punct", "advcl", "ccomp", "relcl", "conj", "acl"})


def _below(parse: Parse, heads: list[int], word: str) -> int | None:
    """A token with a lemma or form among the children of any of the tokens (and their passive subjects, particles, prepositions)."""
    for h in heads:
        for k in parse.kids[h]:
            c = parse.tokens[k]
            if (c.lemma.lower() == word or c.lower == word) and c.dep not in _NOT_BELOW:
                return k
        t = parse.tokens[h]
        if t.dep in ("acl", "relcl") and parse.tokens[t.head].lemma.lower() == word:
            return t.head
    return None


# -- conditions ----------------------------------------------------------------------------------------------------------


def _holds(ctx: Context, people: People, m: Match, c: Condition) -> bool:
    if c.selector == "voice":
        return is_passive(ctx.parse, m.verb) != c.negated
    if c.selector == "particle":
        return any(t.lower in c.classes for t in ctx.parse.children(m.verb, "prt", "advmod")) != c.negated
    if c.selector == "comp":
        return _complement(ctx.parse, m, c.classes) != c.negated
    if "said_pronoun" in c.classes and c.selector == "obj" and _takes_up(ctx.parse, m.verb):
        return not c.negated
    args = [t for t in arguments(ctx, m, c.selector) if not is_date(ctx.parse, t)]
    if "*" in c.classes:
        return bool(args or _does(ctx.parse, m, c.selector)) != c.negated
    return any(_is_a(ctx, people, a, c.classes) for a in args) != c.negated


def _does(parse: Parse, m: Match, selector: str) -> bool:
    """`charged him with plotting`: what a preposition governs may be a deed."""
    return m.row.pos != "noun" and any(parse.child(p.i, "pcomp") is not None for p in parse.children(m.verb, "prep") if p.lower == selector)


def _takes_up(parse: Parse, v: int) -> bool:
    """`…, which Minsk denies`: the relative after a comma takes up the whole statement."""
    which = parse.child(v, "dobj", "nsubjpass")
    return which is not None and which.lower == "which" and which.i > 0 and parse.tokens[which.i - 1].text == ","


_QUESTION = frozenset("if whether who whom whose what which why how when where".split())


def _complement(parse: Parse, m: Match, kinds: frozenset[str]) -> bool:
    for head in (m.verb, m.noun):
        if head is None:
            continue
        for t in parse.children(head, "ccomp", "xcomp", "acl", "advcl"):
            to = is_infinitive(parse, t.i)
            if to and "purpose" in kinds and t.dep in ("advcl", "xcomp"):
                return True
            if "wh" in kinds and t.dep == "ccomp" and not to and parse.tokens[parse.edges(t.i)[0]].lower in _QUESTION:
                return True
            if t.dep in ("acl", "advcl") and head == m.verb and m.row.pos != "noun":
                continue
            ing = t.tag == "VBG"
            if ("to" in kinds and to) or ("ing" in kinds and ing) or ("that" in kinds and t.dep == "ccomp" and not to and not ing) or "*" in kinds:
                return True
    return False


def _is_a(ctx: Context, people: People, t: Token, classes: frozenset[str]) -> bool:
    lemma = t.lemma.lower()
    draft = people.get(t.i)
    if "actor" in classes and t.dep in ("amod", "compound", "nmod") and t.i in people.hit_at:
        return True
    for name in classes:
        if name == "arms" and is_system(ctx, t):
            return True
        if name == "name" and _is_place_name(people, t):
            return True
        if name == "count" and t.pos == "NUM" and not prep_objects(ctx.parse, t.i, "of"):
            return True
        if name in _KINDS or name == "actor":
            if draft is not None and draft.actor is not None and (name == "actor" or draft.actor.kind in _KINDS[name]):
                return True
        if in_class(ctx.lexicon, ctx.parse, t, name, lemma):
            return True
        if name == "people" and t.tag in ("NNS", "NNPS", "NNP") and (hit := people.hit_at.get(t.i)) is not None and hit.kind == "people":
            return True
        if name == "people" and draft is not None and draft.kind != "pronoun" and draft.actor is not None and draft.actor.kind in ("person", "group"):
            return True
    return False


def is_system(ctx: Context, t: Token, depth: int = 0) -> bool:
    """A weapon called by its designation (`four MiG-29s`, `hundreds of Shahed-136s`, `Redback vehicles`); a bare name without a digit is none."""
    if is_designation(ctx, t, bare=True):
        return True
    platform = t.lemma.lower() in ctx.lexicon.classes.get("platform", ())
    beside = [*ctx.parse.children(t.i, "compound", "nmod", "nummod", "amod"), *ctx.parse.tokens[max(0, t.i - 1) : t.i]]
    if platform and any(is_designation(ctx, c) for c in beside):
        return True
    if depth == 0 and (t.pos == "NUM" or t.lemma.lower() in MEASURES):
        return any(is_system(ctx, n, 1) for n in prep_objects(ctx.parse, t.i, "of"))
    return False


def is_designation(ctx: Context, t: Token, bare: bool = False) -> bool:
    """Does a weapon's name end at the token? A bare one must hold a digit or be in capitals, for names such as Patriot are people too."""
    if bare and not any(c.isdigit() for c in t.text) and not (t.text[:-1].isupper() and len(t.text) > 4):
        return False
    tokens = ctx.parse.tokens
    text = ctx.text[tokens[max(0, t.i - 3)].start : t.end]
    if text == text.lower() and not any(map(str.isdigit, text)):
        return False
    return any(weapons_named(ctx.lexicon, ctx.text[tokens[k].start : t.end]) for k in range(max(0, t.i - 3), t.i + 1))


def _is_place_name(people: People, t: Token) -> bool:
    """A proper name that is nobody's: of a place, as far as the tables know."""
    if t.pos != "PROPN" or t.lower in CALENDAR:
        return False
    draft, hit = people.get(t.i), people.hit_at.get(t.i)
    if hit is not None:
        return hit.kind in ("capital", "place")
    if draft is None or draft.actor is None or draft.actor.kind == "place":
        return True
    return draft.actor.id.startswith("name:") and not draft.actor.sectors and draft.first == draft.last


def in_class(lexicon: Lexicon, parse: Parse, t: Token, name: str, lemma: str) -> bool:
    """The noun, with its compound modifier, or the noun a measure counts (`dozens of rockets`), is of a class."""
    words = lexicon.classes.get(name)
    if not words:
        return False
    if lemma in words or t.lower in words:
        return True
    for k in parse.children(t.i, "compound", "amod"):
        if f"{k.lemma.lower()} {lemma}" in words or f"{k.lower} {lemma}" in words:
            return True
    of = parse.child(t.i, "prep")
    if of is not None and of.lower == "of":
        inner = parse.child(of.i, "pobj")
        if inner is not None and f"{lemma} of {inner.lemma.lower()}" in words:
            return True
        if inner is not None and (t.pos == "NUM" or lemma in MEASURES):
            modified = (f"{w} {inner.lemma.lower()}" for k in parse.children(inner.i, "compound", "amod") for w in (k.lemma.lower(), k.lower))
            return inner.lemma.lower() in words or any(m in words for m in modified)
    return any(c.lemma.lower() in words for c in parse.children(t.i, "conj"))


MEASURES = frozenset(
    [
        "kg",
        "kilogram",
        "kilo",
        "mission",
        "team",
        "delegation",
        "contingent",
        "worth",
        "most",
        "majority",
        "%",
        "percent",
        "per cent",
        "half",
        "all",
        "some",
        "part",
        "bulk",
        "third",
        "quarter",
        "rest",
        "many",
        "much",
        "load",
        "number",
        "dozen",
        "hundred",
        "thousand",
        "million",
        "billion",
        "score",
        "series",
        "shipment",
        "batch",
        "consignment",
        "delivery",
        "group",
        "lot",
        "pair",
        "ton",
        "tonne",
        "array",
        "cache",
        "stockpile",
        "supply",
        "set",
        "quantity",
        "amount",
        "type",
        "kind",
        "range",
        "round",
        "piece",
        "package",
        "convoy",
        "fleet",
        "volley",
        "salvo",
        "barrage",
        "container",
        "crate",
        "truckload",
        "planeload",
        "shipload",
        "batch",
        "battery",
        "squadron",
        "first",
        "last",
        "half",
        "rest",
        "remainder",
    ]
)


# -- arguments -----------------------------------------------------------------------------------------------------------


def arguments(ctx: Context, m: Match, selector: str) -> list[Token]:
    """The tokens that a selector picks for a match, in order."""
    parse = ctx.parse
    if m.row.pos == "noun":
        return _noun_arguments(ctx, m.verb, selector)
    if selector == "subj":
        t = logical_subject(parse, m.verb)
        return [antecedent(parse, t)] if t is not None else []
    if selector == "obj":
        t = logical_object(parse, m.verb) if m.noun is None else None
        return [antecedent(parse, t)] if t is not None else []
    if selector == "iobj":
        given = _indirect(parse, m.verb) or (parse.children(m.noun, "compound") if m.noun is not None else [])  # "gave the Pentagon permission"
        return given + prep_objects(parse, m.verb, "to")
    if selector == "comp":
        c = parse.child(m.verb, "ccomp", "xcomp")
        return [s] if c is not None and (s := parse.child(c.i, *SUBJECTS)) is not None else []
    if selector == "poss":
        return parse.children(m.noun, "poss", "amod", "compound") if m.noun is not None else []
    if selector == "attr":
        return parse.children(m.verb, "oprd", "attr", "acomp") + _small_clause(parse, m.verb)
    out = prep_objects(parse, m.verb, selector)
    if m.noun is not None:
        out += prep_objects(parse, m.noun, selector)
    if not out and parse.tokens[m.verb].dep in ("xcomp", "conj", "acl", "advcl", "relcl", "ccomp"):
        obj = logical_object(parse, m.verb)
        if obj is not None and obj.head == m.verb:
            out = prep_objects(parse, obj.i, selector)
    elif not out:
        obj = parse.child(m.verb, "dobj") or (parse.child(m.verb, "nsubjpass") if selector == "of" and m.row.frame == "designation" else None)
        if obj is not None and m.noun is None:
            out = prep_objects(parse, obj.i, selector)
    if not out and selector in ("at", "on", "against") and (obj := parse.child(m.verb, "dobj")) is not None:
        for aimed in parse.children(obj.i, "acl", "relcl"):
            if aimed.lemma in ("aim", "direct", "target", "point"):
                out += prep_objects(parse, aimed.i, "at", "against", "on")
    if not out and selector in ("as", "from"):  # "as undesirable", "from entering"
        out = [k for p in parse.children(m.verb, "prep") if p.lower == selector for k in parse.children(p.i, "amod", "acomp", "pcomp") if k.tag in ("JJ", "VBG")]
    if not out and m.noun is not None:  # "won recognition as a state from Peru"
        out = [n for a in prep_objects(parse, m.verb, "as") for n in prep_objects(parse, a.i, selector)]
    return out or (_inside(parse, m, selector) if selector in ("from", "to", "for") else [])


_NAMING = frozenset("declare brand label deem name designate call proclaim rule".split())


def _small_clause(parse: Parse, v: int) -> list[Token]:
    """`declared the group [a danger]`: parsers make a clause without a verb of it, or take the group for whom something is given to."""
    given = parse.child(v, "dative")
    twice = parse.children(v, "dobj") if given is not None and given.pos != "ADP" and parse.tokens[v].lemma in _NAMING else []
    return twice + [c for c in parse.children(v, "ccomp") if c.pos in ("NOUN", "PROPN", "ADJ") and c.i > v and parse.child(c.i, "aux", "mark", "cop") is None]


def _inside(parse: Parse, m: Match, selector: str) -> list[Token]:
    """`[tanks from Poland] arrived`, `containers of [shells to Russia]`: origin and goal stand inside the goods."""
    obj = parse.child(m.verb, "dobj")
    goods = parse.children(m.verb, "nsubj") if selector == "from" and ("theme", ("subj",), False) in m.row.slots else []
    for head in (m.noun, obj.i if obj is not None else None):
        goods += prep_objects(parse, head, "of") if head is not None else []
    return [n for g in goods for n in prep_objects(parse, g.i, selector)]


def _indirect(parse: Parse, v: int) -> list[Token]:
    """`gave [Kyiv] tanks`."""
    d = parse.child(v, "dative")
    if d is not None:
        return parse.children(d.i, "pobj") if d.pos == "ADP" else [d]
    objects = parse.children(v, "dobj")
    return objects[:1] if len(objects) > 1 else []


def _noun_arguments(ctx: Context, n: int, selector: str) -> list[Token]:
    parse = ctx.parse
    if selector == "poss":
        out = parse.children(n, "poss", "compound", "amod", "nmod")
        return out if any(t.dep == "poss" for t in out) else out + _shared_possessor(parse, n)
    if selector in ("subj", "obj"):
        t = parse.tokens[n]
        head = parse.tokens[t.head]
        if not is_verb(head):
            return []
        found = logical_subject(parse, head.i) if selector == "subj" else logical_object(parse, head.i)
        return [antecedent(parse, found)] if found is not None and found.i != n else []
    out = prep_objects(parse, n, selector)
    if not out and selector in ("by", "from", "to"):
        out = [o for g in prep_objects(parse, n, "of") for o in prep_objects(parse, g.i, selector)]
    t = parse.tokens[n]
    if not out and t.dep in ("dobj", "nsubjpass", "pobj", "conj", "nsubj"):
        head = parse.tokens[t.head]
        if (t.dep in ("dobj", "nsubjpass", "nsubj") and is_verb(head)) or t.dep == "conj":
            out = prep_objects(parse, head.i, selector)
    return out


def _shared_possessor(parse: Parse, n: int) -> list[Token]:
    """`Russia's shelling and bombing`: a coordinated noun shares the possessor of the first."""
    t = parse.tokens[n]
    if t.dep == "conj" and parse.tokens[t.head].pos == "NOUN":
        return parse.children(t.head, "poss")
    return []
