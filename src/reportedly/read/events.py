"""Events: trigger rows that fire, with their actors and recipients, modality and polarity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..lexicon import Trigger, codebook
from ..model import Actor
from ..parse import Parse, Token
from .context import Context
from .drafts import Draft, People
from .functions import owner_of
from .predicates import CALENDAR, Match, arguments, match
from .syntax import conjuncts, is_passive, is_verb, logical_object, negated, surface_subject

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


@dataclass(slots=True)
class Coded:
    """An event in the making: which row, which tokens, whose."""

    match: Match
    type: str
    actors: list[tuple[Actor, int]] = field(default_factory=list)
    recipients: list[tuple[Actor, int]] = field(default_factory=list)
    themes: list[int] = field(default_factory=list)
    twins: list[int] = field(default_factory=list)
    """Heads of events that were merged into this one: they may carry its time."""
    framed: Coded | None = None
    """A merged event whose row names a frame, where this one's names none."""
    loose: dict[str, list[int]] = field(default_factory=dict)
    """Arguments that stand for nobody known, by role."""
    reciprocal: bool = False
    modality: str = "actual"
    polarity: str = "positive"
    why: list[str] = field(default_factory=list)

    @property
    def row(self) -> Trigger:
        return self.match.row

    @property
    def head(self) -> int:
        return self.match.verb


def code(ctx: Context, people: People) -> list[Coded]:
    """All events of a report in token order; one an anchor."""
    out: list[Coded] = []
    taken: set[int] = set()
    for t in ctx.parse.tokens:
        if t.i in taken or t.dep in ("aux", "auxpass") or t.lemma.lower() not in ctx.lexicon.trigger_heads:
            continue
        m = match(ctx, people, t)
        if m is None or taken & set(m.tokens):
            continue
        taken |= set(m.tokens)
        if m.row.type == "NONE":
            continue
        c = _coded(ctx, people, m)
        if c is not None:
            out.append(c)
    out = _without_shadows(ctx, out)
    _inherit_recipients(ctx, out)
    _answered(ctx, out)
    return out


def _coded(ctx: Context, people: People, m: Match) -> Coded | None:
    c = Coded(m, m.row.type, why=[m.row.id])
    for role, selectors, reciprocal in m.row.slots:
        if role == "theme":
            for s in selectors:
                c.themes = [t.i for t in arguments(ctx, m, s)]
                if c.themes:
                    break
            continue
        target = c.actors if role == "actor" else c.recipients
        if reciprocal:
            every = [a for part in selectors for a in _first(ctx, people, m, part.split("|"))]
            found = list({a.id: (a, k) for a, k in reversed(every)}.values())[::-1]
            c.reciprocal = len(found) > 1
        else:
            found = _first(ctx, people, m, selectors)
            if not found:
                c.loose[role] = next(([t.i for t in a] for s in selectors if (a := [t for t in arguments(ctx, m, s) if t.lower not in CALENDAR])), [])
        target += [x for x in found if x[0].id not in {a.id for a, _ in target}]
    if not c.themes and m.noun is not None:
        c.themes = [t.i for t in ctx.parse.children(m.noun, "compound")]
    _helped(ctx, people, c)
    _further_off(ctx, people, c)
    c.recipients = [r for r in c.recipients if r[0].id not in {a.id for a, _ in c.actors} or c.reciprocal]
    _locate(ctx, people, c)
    _joint(ctx, c)
    if not c.actors and c.type in _SPOKEN:
        return None
    if not _political(c) or (m.row.pos == "noun" and not c.actors and c.type not in _AGENTLESS):
        return None
    c.modality, c.polarity = circumstances(ctx, m)
    return c


def _joint(ctx: Context, c: Coded) -> None:
    """PLOVER: an exercise of several countries is COOPERATE, of one MOBILIZE."""
    if c.type != "MOBILIZE" or len({a.country for a, _ in c.actors if a.country}) < 2:
        return
    words = {ctx.parse.tokens[k].lemma.lower() for k in (*c.match.tokens, *c.themes, *c.loose.get("recipient", ()))}
    obj = logical_object(ctx.parse, c.head) if c.row.pos != "noun" else None
    if obj is not None:
        inside = [ctx.parse.tokens[k].lemma.lower() for k in ctx.parse.subtree(obj.i)]
        words |= {*inside, *(f"{a} {b}" for a, b in pairwise(inside))}
    if words & ctx.lexicon.classes.get("drill", frozenset()):
        c.match = replace(c.match, row=replace(c.row, type="COOPERATE", mode=None, cameo="062"))
        c.type, c.reciprocal, c.recipients = "COOPERATE", True, []
        c.why.append("joint exercise")


_ADDRESSING = frozenset(["to", "with", "against", "on", "upon", "into", "over", "about", "for", "toward", "towards", "from"])


def _further_off(ctx: Context, people: People, c: Coded) -> None:
    """Parties that the row's selectors do not reach: the subject of the verb above, an actor in another prepositional phrase of the event."""
    parse = ctx.parse
    roles = {role for role, _, _ in c.row.slots}
    if not c.actors and "actor" in roles and c.row.pos != "noun" and not is_passive(parse, c.head):
        at = parse.tokens[c.head]
        for _ in range(4 if at.dep != "acl" else 0):
            if at.dep in ("ccomp", "ROOT", "relcl"):
                break
            at = parse.tokens[at.head]
            t = surface_subject(parse, at.i) if is_verb(at) else None
            if t is not None and (found := resolve_all(ctx, people, [t])):
                c.actors += found
                c.why.append("actor:verb-above")
                break
    if not c.actors and c.type in ("ACCUSE", "REQUEST", "REJECT", "THREATEN") and parse.tokens[c.head].dep == "acl":
        c.actors += _issuer(ctx, people, parse.tokens[parse.tokens[c.head].head])
    if c.type in ("THREATEN", "REQUEST") and not c.recipients and (clause := parse.child(c.head, "ccomp", "acl")) is not None:
        subject = parse.child(clause.i, "nsubj", "nsubjpass")
        mine = {a.id for a, _ in c.actors}
        c.recipients += [x for x in resolve_all(ctx, people, [subject] if subject is not None else []) if x[0].id not in mine]
    if c.type == "THREATEN" and not c.recipients:
        for t in parse.children(c.head, "advcl") + [x for x2 in parse.children(c.head, "xcomp") for x in parse.children(x2.i, "advcl")]:
            mark, subject = parse.child(t.i, "mark"), parse.child(t.i, "nsubj", "nsubjpass")
            if mark is not None and mark.lower in ("unless", "if", "until") and subject is not None:
                c.recipients += [x for x in resolve_all(ctx, people, [subject]) if x[0].id not in {a.id for a, _ in c.actors}]
    if not c.actors and c.type == "MOBILIZE" and c.row.pos != "noun" and (own := logical_object(parse, c.head)) is not None:
        c.actors += resolve_all(ctx, people, [own])  # troops that are placed on alert or sent are their state's act
    if c.type == "MOBILIZE" and c.actors:
        countries = {a.country for a, _ in c.actors} | {None}
        c.recipients = [r for r in c.recipients if not (r[0].id.startswith("role:") and r[0].country in countries and _FORCES & set(r[0].sectors))]
    if c.recipients or c.reciprocal or "recipient" not in roles:
        return
    _recipient_nearby(ctx, people, c)


def _issuer(ctx: Context, people: People, document: Token) -> list[tuple[Actor, int]]:
    """`put out a report accusing the army`: whoever's document it is, or whoever issues it."""
    if not any(r.pos == "noun" for r in ctx.lexicon.cue_heads.get(document.lemma.lower(), ())):
        return []
    owner = ctx.parse.child(document.i, "poss")
    governor = ctx.parse.tokens[document.head]
    if owner is None and document.dep == "dobj" and is_verb(governor):
        owner = surface_subject(ctx.parse, governor.i)
    return resolve_all(ctx, people, [owner]) if owner is not None else []


def _recipient_nearby(ctx: Context, people: People, c: Coded) -> None:
    """The recipient where the row's selectors give none: inside the object, in a phrase of address, in the deed that is promised or refused, at last the place."""
    parse = ctx.parse
    taken = {a.id for a, _ in c.actors}
    below = parse.child(c.head, "xcomp") if c.type in _SPEECH_ACTS and c.row.pos == "verb" else None
    heads = [h for h in (c.head, c.match.noun, below.i if below is not None else None) if h is not None]
    places: list[tuple[str, list[Token]]] = []
    for h in heads:
        obj = logical_object(parse, h) if is_verb(parse.tokens[h]) else None
        if obj is not None and c.type == "MOBILIZE":
            places += _addressed(parse, h, obj)
        elif obj is not None and c.type == "ACCUSE" and _is_deed(ctx, obj):
            places.append(("object", [obj]))  # its doer; whoever it was done to is not accused
            places += _addressed(parse, h, None)
        else:
            if obj is not None and obj.i not in (k for _, k in c.actors):
                places.append(("object", [obj]))
            places += _addressed(parse, h, obj)
    if c.type in _LOCAL:
        places += [("in", parse.children(p.i, "pobj")) for h in heads for p in parse.children(h, "prep") if p.lower in ("in", "near", "outside")]
    if below is not None:
        obj = parse.child(below.i, "dobj")
        places += [("in", parse.children(p.i, "pobj")) for h in (below, obj) if h is not None for p in parse.children(h.i, "prep") if p.lower == "in"]
    if c.type in _PURPOSEFUL and c.row.pos != "noun":
        places += _purpose(parse, c.head)
    for name, tokens in places:
        found = [x for x in resolve_all(ctx, people, tokens) if x[0].id not in taken]
        if found:
            c.recipients += found
            c.why.append("recipient:" + name)
            return
    if not c.loose.get("recipient") and places:
        c.loose["recipient"] = [t.i for t in places[0][1] if t.lower not in CALENDAR]


def _addressed(parse: Parse, head: int, obj: Token | None) -> list[tuple[str, list[Token]]]:
    """What stands in prepositional phrases of address on the head, then on its object."""
    return [
        (p.lower, parse.children(p.i, "pobj"))
        for h in (head, *((obj.i,) if obj is not None else ()))
        for p in parse.children(h, "prep")
        if p.lower in _ADDRESSING
    ]


def _purpose(parse: Parse, head: int) -> list[tuple[str, list[Token]]]:
    """`donated tents to help Nepal`, `sent ships to deter Iran`, `called up reserves for a war against …`: whom the purpose is about."""
    out = []
    for t in parse.children(head, "advcl", "xcomp", "dobj"):
        for clause in [t] if t.dep != "dobj" else parse.children(t.i, "acl", "relcl"):
            if not any(parse.tokens[k].tag == "TO" for k in parse.kids[clause.i]):
                continue
            inner = parse.child(clause.i, "ccomp", "xcomp")
            out += [("purpose", parse.children(clause.i, "dobj"))]
            out += [("purpose", parse.children(inner.i, "nsubj"))] if inner is not None else []
            out += [("purpose", parse.children(p.i, "pobj")) for p in parse.children(clause.i, "prep")]
    for p in parse.children(head, "prep"):
        for noun in parse.children(p.i, "pobj"):
            out += [("purpose", parse.children(q.i, "pobj")) for q in parse.children(noun.i, "prep") if q.lower in ("against", "with", "in")]
    return out


def _is_deed(ctx: Context, t: Token) -> bool:
    return any(r.pos == "noun" and r.type in ("ASSAULT", "COERCE") for r in ctx.lexicon.trigger_heads.get(t.lemma.lower(), ()))


_FORCES = frozenset({"MIL", "COP", "SPY", "PRM"})
_PURPOSEFUL = frozenset({"AID", "MOBILIZE", "COOPERATE", "SUPPORT", "RETREAT"})
_LOCAL = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "AID", "PROTEST"})


def _first(ctx: Context, people: People, m: Match, selectors: Iterable[str]) -> list[tuple[Actor, int]]:
    """The actors that the first fruitful selector gives."""
    return next((f for s in selectors if (f := resolve_all(ctx, people, arguments(ctx, m, s)))), [])


_HELPING = frozenset(["help", "assist", "support", "aid", "defend", "let", "enable", "allow"])
_DEFENDING = frozenset(["fight", "repel", "resist", "repulse", "withstand", "counter", "defend", "protect", "thwart", "face", "endure"])


def _helped(ctx: Context, people: People, c: Coded) -> None:
    """Recipients that stand further off: `promised tanks to help Kyiv`, `Kyiv fights off the invasion`, `cars entering North Korea, picking up rockets`."""
    parse = ctx.parse
    if not c.recipients and c.row.frame == "arms_transfer" and c.row.pos == "verb":
        for k in parse.subtree(c.head):
            t = parse.tokens[k]
            if t.lemma in _HELPING and is_verb(t) and t.dep in ("advcl", "relcl", "acl", "xcomp"):
                inner = parse.child(t.i, "ccomp", "xcomp")
                obj = parse.child(t.i, "dobj") or (parse.child(inner.i, "nsubj") if inner is not None else None)
                c.recipients += resolve_all(ctx, people, [obj] if obj is not None else [])
                break
    if not c.recipients and c.type == "ASSAULT" and c.row.pos == "noun":
        head = parse.tokens[parse.tokens[c.head].head]
        if head.pos == "ADP":
            head = parse.tokens[head.head]
        if head.lemma in _DEFENDING and (defender := surface_subject(parse, head.i)) is not None:
            c.recipients += resolve_all(ctx, people, [defender])
    if not c.actors and c.row.frame == "arms_transfer" and c.row.pos == "verb" and is_passive(parse, c.head):
        c.actors += resolve_all(ctx, people, arguments(ctx, c.match, "from"))
    if not c.actors and c.row.frame == "casualties":
        c.actors += _attackers(ctx, people, c.head)
    if not c.actors and c.row.frame == "casualties":
        for t in parse.children(c.head, "advcl", "xcomp", "ccomp"):
            if t.lemma in ("fight", "battle", "confront", "combat"):
                c.actors += resolve_all(ctx, people, parse.children(t.i, "dobj"))
    if not c.actors and c.row.pos == "noun" and c.row.type in ("ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"):
        c.actors += _planner(ctx, people, c.head)
    if not c.actors and c.row.frame == "arms_transfer" and "from" in c.row.slots[0][1]:
        c.actors += _place_entered(ctx, people, c.head)


_ATTACKS = frozenset("strike airstrike raid shelling bombardment bombing fire gunfire attack assault offensive missile drone rocket shell ambush".split())


def _attackers(ctx: Context, people: People, head: int) -> list[tuple[Actor, int]]:
    """Who killed, where only the attack is named: `30 hurt in Israeli raids`, `killed in an airstrike by American forces`."""
    parse = ctx.parse
    for p in parse.children(head, "prep", "agent"):
        noun = parse.child(p.i, "pobj") if p.lower in ("in", "by", "during", "when") else None
        if noun is None or noun.lemma.lower() not in _ATTACKS:
            continue
        by = [n for q in parse.children(noun.i, "prep") if q.lower == "by" for n in parse.children(q.i, "pobj")]
        found = resolve_all(ctx, people, by or parse.children(noun.i, "poss", "amod", "compound", "nmod"))
        if found:
            return found
    return []


def _planner(ctx: Context, people: People, noun: int) -> list[tuple[Actor, int]]:
    """Who would do a nominal event: the subject of the verb or adjective of planning over it (`is committed to a strike`, `ordered raids`)."""
    parse = ctx.parse
    up = parse.tokens[parse.tokens[noun].head]
    if up.pos == "ADP":
        up = parse.tokens[up.head]
    if up.lemma not in _PLANNING:
        return []
    t = surface_subject(parse, up.i if is_verb(up) else up.head)
    return resolve_all(ctx, people, [t]) if t is not None else []


_PLANNING = frozenset(
    [
        "plan",
        "prepare",
        "order",
        "threaten",
        "commit",
        "committed",
        "consider",
        "authorize",
        "authorise",
        "launch",
        "carry",
        "conduct",
        "stage",
        "mount",
        "begin",
        "start",
        "impose",
        "announce",
        "execute",
        "undertake",
        "wage",
        "continue",
        "resume",
        "approve",
        "propose",
        "ready",
    ]
)


def _place_entered(ctx: Context, people: People, v: int) -> list[tuple[Actor, int]]:
    """Who handed over what was picked up: the place that the same subject entered or reached in a verb beside."""
    parse = ctx.parse
    sentence = parse.sentence(v)
    for k in range(v - 1, sentence.first - 1, -1):
        o = parse.tokens[k]
        if o.lemma in ("enter", "reach", "visit", "leave") and is_verb(o):
            obj = parse.child(o.i, "dobj")
            return resolve_all(ctx, people, [obj]) if obj is not None else []
    return []


_SPOKEN = frozenset({"SUPPORT", "REQUEST", "REJECT", "AGREE", "THREATEN", "DENY", "CONCEDE"})
"""Types that are somebody's act of speech or will: without somebody there is no event."""
_AGENTLESS = frozenset({"ASSAULT", "PROTEST", "CONSULT", "AGREE", "SUPPORT", "SANCTION", "RETREAT", "AID"})
"""Types whose nouns are told without the doer (`the bombing of the embassy`)."""
_PLACES = ("in", "throughout", "across", "near", "inside", "around", "outside", "at")


def _locate(ctx: Context, people: People, c: Coded) -> None:
    """Protesters, rebels, police without a country get that of the place they act in, or of the only state their sentence names."""
    if all(a.country or not _placeable(a) for a, _ in (*c.actors, *c.recipients)):
        return
    country = _place_country(ctx, people, c)
    if country is None:
        return
    for side in (c.actors, c.recipients):
        for n, (a, k) in enumerate(side):
            if a.country is None and _placeable(a):
                side[n] = (replace(a, id=a.id.replace("role:x:", f"role:{country}:"), country=country), k)
                c.why.append("place:" + country)


def _placeable(a: Actor) -> bool:
    """Someone whose country the place can tell: a bare role, a named office holder nobody knows, a party or a group."""
    return a.id.startswith("role:x:") or (
        a.id.startswith(("name:", "org:"))
        and bool(set(a.sectors) & {"GOV", "MIL", "COP", "JUD", "LEG", "OPP", "PTY", "REB", "CVL"})
        and not a.country
    )


def _place_country(ctx: Context, people: People, c: Coded) -> str | None:
    parse = ctx.parse
    heads = [c.head] + [k for _, k in (*c.actors, *c.recipients)]
    for h in heads:
        for p in parse.children(h, "prep"):
            if p.lower in _PLACES:
                for k in parse.subtree(p.i):
                    hit = people.hit_at.get(k)
                    if hit is not None and hit.actor.country and hit.kind in ("state", "capital", "place"):
                        return hit.actor.country
    first, past, _ = parse.sentence(c.head)
    found = {people.hit_at[k].actor.country for k in range(first, past) if k in people.hit_at} - {None}
    return found.pop() if len(found) == 1 else None


_CIVIL = frozenset({"BUS", "AGR", "UNK"})
_VIOLENT = frozenset({"ASSAULT", "PROTEST", "COERCE", "SANCTION", "MOBILIZE", "RETREAT"})
"""Types that are events whoever does them; words and favours between firms, workers and unknown people are private business."""


def _political(c: Coded) -> bool:
    """Somebody of political weight must take part: a state, an office, an armed group, in violent or public acts a group of people too."""
    parties = [a for a, _ in (*c.actors, *c.recipients)]
    if any(_weighty(a) for a in parties):
        return True
    political = codebook.load().political
    return c.type in _VIOLENT and any(a.country or a.kind in ("organisation", "armed_group", "group") or political.intersection(a.sectors) for a in parties)


def _weighty(a: Actor) -> bool:
    if a.kind in ("state", "armed_group", "place"):
        return True
    sectors = set(a.sectors)
    if sectors and sectors <= _CIVIL:
        return a.kind == "group" and bool(a.country)
    return bool(a.country or a.kind in ("organisation", "group") or codebook.load().political.intersection(sectors))


def _elliptic(ctx: Context, people: People, found: tuple[Actor, int]) -> list[tuple[Actor, int]]:
    """`North and South Korea`: the state whose name shares its last word with the one after it."""
    hit = people.hit_at.get(found[1])
    if hit is None or hit.first < 2 or ctx.parse.tokens[hit.first - 1].lower not in ("and", "or"):
        return []
    other = people.hit_at.get(hit.first - 2)
    return (
        [(other.actor, other.first)]
        if other is not None
        and other.actor.kind == "state"
        and other.first == other.last
        and other.actor.name.split()[-1] == hit.actor.name.split()[-1]
        else []
    )


def resolve_all(ctx: Context, people: People, tokens: list[Token]) -> list[tuple[Actor, int]]:
    """Actors of arguments with what is coordinated to them; an argument that is no actor is searched inside."""
    out: list[tuple[Actor, int]] = []
    for t in tokens:
        if t.lower in CALENDAR:
            continue
        for c in conjuncts(ctx.parse, t):
            found = resolve(ctx, people, c)
            if found is not None and found[0].id not in {a.id for a, _ in out}:
                out.append(found)
                d = people.get(found[1])
                out += _elliptic(ctx, people, found)
                out += [(a, found[1]) for a in (d.also if d is not None else ()) if a.id != found[0].id]
    return out


def resolve(ctx: Context, people: People, t: Token) -> tuple[Actor, int] | None:
    """The actor of one argument: its own mention, else the one its noun phrase belongs to (`Iran's proposal`, `positions of Hezbollah`)."""
    d: Draft | None = people.get(t.i)
    if d is not None and d.actor is not None and d.score >= 0.35:
        return d.actor, t.i
    hit = people.hit_at.get(t.i)
    if hit is not None:
        return hit.actor, t.i
    parse = ctx.parse
    owner = parse.child(t.i, "poss")
    if owner is not None:
        own = people.get(owner.i)
        if own is not None and own.actor is not None:
            return own.actor, owner.i
    deed = _is_deed(ctx, t)
    found = owner_of(ctx, people, t.i) if t.pos in ("NOUN", "PROPN", "NUM") and not deed else None
    if found is not None:
        return found.actor, found.last
    for p in parse.children(t.i, "prep"):
        if p.lower in (("by",) if deed else ("of", "against", "on", "in", "by", "from")):
            for obj in parse.children(p.i, "pobj"):
                if (inner := resolve(ctx, people, obj)) is not None:
                    return inner
    return None


def circumstances(ctx: Context, m: Match) -> tuple[str, str]:
    """(modality, polarity) from auxiliaries, negation, conditionals, governing verbs and tense."""
    parse = ctx.parse
    head = m.verb
    polarity = "negative" if negated(parse, head) or (m.noun is not None and negated(parse, m.noun)) else "positive"
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


def _said_by_calling(parse: Parse, m: Match) -> bool:
    """`called the president to congratulate him`: the purpose of a call or a letter is what it says."""
    verb = parse.tokens[m.verb]
    return (
        verb.dep in ("advcl", "xcomp")
        and m.row.type in ("SUPPORT", "ACCUSE", "CONSULT")
        and parse.tokens[verb.head].lemma in ("call", "phone", "telephone", "write", "visit", "meet", "ring")
    )


def _governed(ctx: Context, verb: Token) -> str:
    """Infinitives under verbs of planning and wanting have not happened."""
    parse = ctx.parse
    to = any(parse.tokens[k].tag == "TO" for k in parse.kids[verb.i])
    head = parse.tokens[verb.head]
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
        if head.lemma in _IRREALIS:
            return "future"
        if head.lemma not in _DOING:
            return "actual"  # what one justifies, condemns or investigates is taken as given
        aux = [c.lower for c in parse.children(head.i, "aux")]
        if any(a in _FUTURE for a in aux):
            return "future"
        if any(a in _POSSIBLE for a in aux):
            return "hypothetical"
        if any(parse.tokens[k].tag == "TO" for k in parse.kids[head.i]):
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


_SPEECH_ACTS = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST"})


def _inherit_recipients(ctx: Context, found: list[Coded]) -> None:
    """`threatened to break relations with Congo`: a promise, threat, refusal or demand is addressed to whom the deed it is about would touch."""
    by_head = {c.head: c for c in found}
    for c in found:
        if c.type not in _SPEECH_ACTS or c.recipients:
            continue
        for t in ctx.parse.children(c.head, "xcomp", "ccomp", "dobj", "acl", "prep"):
            inner = by_head.get(t.i)
            if inner is None and t.dep == "prep":
                inner = next((by_head[k.i] for k in ctx.parse.children(t.i, "pobj", "pcomp") if k.i in by_head), None)
            if inner is not None and inner is not c:
                mine = {a.id for a, _ in c.actors}
                others = inner.recipients or inner.actors
                c.recipients = [r for r in others if r[0].id not in mine]
                break


_ANSWERS = frozenset({"REJECT", "AGREE", "CONCEDE"})


def _answered(ctx: Context, found: list[Coded]) -> None:
    """`Washington asked the Taliban to hand him over, but the government refused`: an answer without an addressee goes to who has asked."""
    for n, c in enumerate(found):
        if c.type not in _ANSWERS or c.recipients or c.loose.get("recipient") or not c.actors:
            continue
        sent = ctx.parse.tokens[c.head].sent
        for asked in reversed(found[:n]):
            if sent - ctx.parse.tokens[asked.head].sent > 1:
                break
            mine = {a.id for a, _ in c.actors} | {a.country for a, _ in c.actors if a.country}
            if asked.type == "REQUEST" and asked.actors and any(a.id in mine or a.country in mine for a, _ in asked.recipients):
                c.recipients = [r for r in asked.actors if r[0].id not in mine]
                c.why.append("recipient:asked")
                break


def _without_shadows(ctx: Context, found: list[Coded]) -> list[Coded]:
    """One event an anchor: a noun that is the object of a verb coded for the same thing is dropped (`carried out an attack` beside `attack`)."""
    by_head = {c.head: c for c in found}
    out = []
    for c in found:
        t = ctx.parse.tokens[c.head]
        over = by_head.get(t.head)
        if c.row.pos == "noun" and over is not None and t.dep in ("dobj", "nsubjpass") and _same_act(over, c):
            continue
        if c.type in _SENDING and c.row.pos == "verb" and any(_investigates(by_head.get(k)) for k in _purposes(ctx.parse, c.head)):
            continue  # "sent experts to investigate the crash" is an investigation
        out.append(c)
    return out


_SENDING = frozenset({"AID", "MOBILIZE", "AGREE", "CONSULT", "COOPERATE"})


def _investigates(c: Coded | None) -> bool:
    return c is not None and c.type == "ACCUSE" and c.row.mode == "investigate"


def _purposes(parse: Parse, head: int) -> list[int]:
    """The verbs of the infinitives that say what a deed is for, on the verb or on its object."""
    clauses = list(parse.children(head, "advcl", "xcomp", "dobj", "dative"))
    clauses += [c for t in clauses if t.dep in ("dobj", "dative") for c in parse.children(t.i, "acl", "relcl")]
    clauses += [c for p in parse.children(head, "prep") for o in parse.children(p.i, "pobj") for c in parse.children(o.i, "acl", "relcl")]
    return [t.i for t in clauses if any(parse.tokens[k].tag == "TO" for k in parse.kids[t.i])]


def _same_act(verb: Coded, noun: Coded) -> bool:
    """Does the verb tell what its object names: the same type, or the conclusion of the agreement?"""
    if verb.row.frame == noun.row.frame and (verb.type == noun.type or noun.row.frame == "arms_transfer"):
        return True
    return verb.type == "SUPPORT" and noun.type == "AGREE" and noun.row.cameo == "057"
