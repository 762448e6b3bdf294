"""Who does an event and to whom, beyond what the selectors of its row reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model import Actor
from ..parse import Parse, Token
from .coded import Coded, is_deed, resolve_all
from .context import Context
from .drafts import People
from .names import state
from .predicates import Match, arguments, is_date
from .syntax import agent, is_infinitive, is_passive, is_verb, logical_object, logical_subject, negated, prep_objects, surface_subject

_ADDRESSING = frozenset(["to", "with", "against", "on", "upon", "into", "over", "about", "for", "toward", "towards", "from"])


def further_off(ctx: Context, people: People, c: Coded) -> None:
    """Parties that the row's selectors do not reach: the subject of the verb above, an actor in another prepositional phrase of the event."""
    parse = ctx.parse
    roles = {role for role, _, _ in c.row.slots}
    if not c.actors and "actor" in roles and c.row.pos != "noun" and not is_passive(parse, c.head):
        at = parse.tokens[c.head]
        for _ in range(4 if at.dep != "acl" else 0):
            if at.dep == "advcl" and parse.child(at.i, "nsubj") is not None:
                break
            if at.dep in ("ccomp", "ROOT", "relcl"):
                break
            at = parse.tokens[at.head]
            t = surface_subject(parse, at.i) if is_verb(at) else None
            if t is not None and (found := resolve_all(ctx, people, [t])) and not _same(found, c.recipients):
                c.actors += found
                c.why.append("actor:verb-above")
                break
    if not c.actors and c.type in _ISSUED and parse.tokens[c.head].dep == "acl":
        c.actors += _issuer(ctx, people, parse.tokens[parse.tokens[c.head].head])
    if c.type in ("THREATEN", "REQUEST") and not c.recipients and (clause := _asked(parse, c.head)) is not None:
        subject = parse.child(clause.i, "nsubj", "nsubjpass")
        mine = {a.id for a, _ in c.actors}
        c.recipients += [x for x in resolve_all(ctx, people, [subject] if subject is not None else []) if x[0].id not in mine]
    if (c.type == "THREATEN" or negated(parse, c.head)) and not c.recipients:
        _conditioned(ctx, people, c)
    if not c.actors and c.type == "MOBILIZE" and c.row.pos != "noun" and (own := logical_object(parse, c.head)) is not None:
        c.actors += resolve_all(ctx, people, [own])  # troops that are placed on alert or sent are their state's act
    if c.type == "MOBILIZE" and c.actors:
        c.recipients = [r for r in c.recipients if not _own_forces(c, r[0])]
    if not c.recipients and not c.reciprocal:
        _recipient_nearby(ctx, people, c)
    if c.row.frame == "casualties" and c.row.pos == "noun":
        c.recipients = whose_dead(ctx, c.recipients)


def whose_dead(ctx: Context, found: list[tuple[Actor, int]]) -> list[tuple[Actor, int]]:
    """`the ministry raised its toll`: a state's dead, no ministry's."""
    return [(state(ctx.lexicon, a.country) if a.country and a.kind == "organisation" and a.sectors[:1] == ("GOV",) else a, k) for a, k in found]


def _asked(parse: Parse, head: int) -> Token | None:
    """What a threat or a demand is for: its clause, or that of the verb whose object it is (`repeated its demand on Monday that Peru …`)."""
    noun = parse.tokens[head]
    return parse.child(head, "ccomp", "acl") or (parse.child(noun.head, "ccomp") if noun.pos == "NOUN" and noun.dep == "dobj" else None)


def _conditioned(ctx: Context, people: People, c: Coded) -> None:
    """`will not end the strike until the government pays`: a threat or a refusal is addressed to whom its condition names."""
    parse = ctx.parse
    mine = {a.id for a, _ in c.actors}
    for t in parse.children(c.head, "advcl") + [x for x2 in parse.children(c.head, "xcomp") for x in parse.children(x2.i, "advcl")]:
        mark = parse.child(t.i, "mark")
        if mark is None or mark.lower not in ("unless", "if", "until", "till", "before"):
            continue
        parties = [p for p in (parse.child(t.i, "nsubj", "nsubjpass"), agent(parse, t.i)) if p is not None]
        c.recipients += [x for x in resolve_all(ctx, people, parties) if x[0].id not in mine]
        if not c.recipients and parties:
            c.loose["recipient"] = [parties[-1].i]


def _same(found: list[tuple[Actor, int]], recipients: list[tuple[Actor, int]]) -> bool:
    """`denied having received rockets`: whoever receives does not give."""
    return bool({a.id for a, _ in found} & {a.id for a, _ in recipients})


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
    below = _promised(parse, c) if c.type in _SPEECH_ACTS else None
    heads = [h for h in (c.head, c.match.noun, below.i if below is not None else None) if h is not None]
    places: list[tuple[str, list[Token]]] = []
    for h in heads:
        obj = logical_object(parse, h) if is_verb(parse.tokens[h]) else None
        if obj is not None and c.type == "MOBILIZE":
            places += _addressed(parse, h, obj)
        elif obj is not None and c.type == "ACCUSE" and is_deed(ctx, obj):
            places.append(("object", [obj]))  # its doer; whoever it was done to is not accused
            places += _addressed(parse, h, None)
        else:
            if obj is not None and obj.i not in (k for _, k in c.actors):
                inside = parse.children(obj.i, "compound", "nmod") + prep_objects(parse, obj.i, "of", "on", "against", "in")
                places.append(("object", [obj] if obj.i not in c.match.tokens else inside))
            places += _addressed(parse, h, obj)
    if c.type in _LOCAL:
        places += [("in", t) for h in heads for t in _within(parse, h)]
    if c.type == "ASSAULT" and c.row.pos != "noun":
        places += [("aim", parse.children(t.i, "dobj")) for t in parse.children(c.head, "advcl") if t.tag == "VBG" and t.lemma in _AIMED]
    if c.type in _PURPOSEFUL and c.row.pos != "noun":
        places += _purpose(parse, c.head)
    anybody: list[tuple[Actor, int]] = []
    for name, tokens in places:
        found = [x for x in resolve_all(ctx, people, tokens) if x[0].id not in taken and not _own_forces(c, x[0])]
        if any(a.country or not a.id.startswith("role:x:") for a, _ in found):
            c.recipients += found
            c.why.append("recipient:" + name)
            return
        anybody = anybody or found
    _loose_recipient(parse, c, places)
    if anybody and not any(parse.tokens[k].pos == "PROPN" for k in c.loose.get("recipient", ())):
        c.recipients += anybody  # a place that is named stands before people who are not
        c.why.append("recipient:anybody")


def _own_forces(c: Coded, a: Actor) -> bool:
    """`offered to send troops to Kabul`: soldiers of the doer, or nobody's, are means, unless they are attacked."""
    countries = {b.country for b, _ in c.actors} | {None}
    return c.type in _SENDING and bool(c.actors) and a.id.startswith("role:") and a.country in countries and bool(_FORCES & set(a.sectors))


def _loose_recipient(parse: Parse, c: Coded, places: list[tuple[str, list[Token]]]) -> None:
    """Of what stands for nobody known a place comes first (`agreed to set up a clinic in Tampere`), then a name, then what the row's selectors give."""
    known = c.loose.get("recipient", [])
    if any(parse.tokens[k].pos == "PROPN" for k in known):
        return
    found = [(name, t) for name, tokens in places for t in tokens if not is_date(parse, t) and t.i not in c.match.tokens]
    names = [(name != "in", n, t.i) for n, (name, t) in enumerate(found) if t.pos == "PROPN"]
    things = [t.i for name, t in found if name != "in"]
    if names or (not known and things):
        c.loose["recipient"] = [min(names)[2] if names else things[0]]


def _promised(parse: Parse, c: Coded) -> Token | None:
    """The deed in a promise, a threat or a refusal (`is ready to send troops`)."""
    if c.row.pos == "noun":
        return None
    adjective = parse.child(c.head, "acomp")
    return parse.child(c.head, "xcomp") or (parse.child(adjective.i, "xcomp") if adjective is not None else None)


def _within(parse: Parse, head: int, depth: int = 0) -> list[list[Token]]:
    """Where a deed is done: the places on it, then those inside its objects (`open two clinics and a school for refugees in Tampere`)."""
    out = [parse.children(p.i, "pobj") for p in parse.children(head, "prep") if p.lower in _NEAR]
    if depth < 4:
        inside = [t for t in parse.children(head, "dobj", "nsubjpass", "conj") if not is_verb(t)]
        inside += [t for p in parse.children(head, "prep") if p.lower not in _NEAR for t in parse.children(p.i, "pobj")] if depth else []
        out += [found for t in inside if t.i > head or t.dep == "nsubjpass" for found in _within(parse, t.i, depth + 1)]
    return out


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
            if not is_infinitive(parse, clause.i):
                continue
            inner = parse.child(clause.i, "ccomp", "xcomp")
            out += [("purpose", parse.children(clause.i, "dobj"))]
            out += [("purpose", parse.children(inner.i, "nsubj"))] if inner is not None else []
            out += [("purpose", parse.children(p.i, "pobj")) for p in parse.children(clause.i, "prep")]
    for p in parse.children(head, "prep"):
        for noun in parse.children(p.i, "pobj"):
            out += [("purpose", parse.children(q.i, "pobj")) for q in parse.children(noun.i, "prep") if q.lower in ("against", "with", "in")]
    return out


_NEAR = frozenset({"in", "near", "outside", "at", "inside", "across"})
_FORCES = frozenset({"MIL", "COP", "SPY", "PRM"})
_AIMED = frozenset(["target", "hit", "strike", "kill", "wound", "injure", "destroy", "pound"])
_PURPOSEFUL = frozenset({"AID", "MOBILIZE", "COOPERATE", "SUPPORT", "RETREAT"})
_ISSUED = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "CONCEDE", "AID", "SANCTION", "COERCE", "SUPPORT"})
_SENDING = frozenset({"MOBILIZE", "AGREE", "AID", "RETREAT", "REJECT"})
_LOCAL = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "AID", "PROTEST", "AGREE", "CONCEDE", "RETREAT", "THREATEN", "CONSULT", "REQUEST"})


def first_found(ctx: Context, people: People, m: Match, selectors: Iterable[str]) -> list[tuple[Actor, int]]:
    """The actors that the first fruitful selector gives."""
    return next((f for s in selectors if (f := resolve_all(ctx, people, arguments(ctx, m, s)))), [])


_HELPING = frozenset(["help", "assist", "support", "aid", "defend", "let", "enable", "allow"])
_DEFENDING = frozenset(["fight", "repel", "resist", "repulse", "withstand", "counter", "defend", "protect", "thwart", "face", "endure"])


def helped(ctx: Context, people: People, c: Coded) -> None:
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
        c.actors += _attackers(ctx, people, c)
    if not c.actors and c.row.frame == "casualties":
        for t in parse.children(c.head, "advcl", "xcomp", "ccomp"):
            if t.lemma in ("fight", "battle", "confront", "combat"):
                c.actors += resolve_all(ctx, people, parse.children(t.i, "dobj"))
    if c.row.frame == "arms_transfer" and c.row.pos == "noun":
        _denied_deal(ctx, people, c)
    if not c.actors and c.row.pos == "noun" and c.row.type in ("ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"):
        c.actors += _planner(ctx, people, c.head, _PLANNING)
    if not c.actors and c.row.pos == "noun" and c.row.type in ("ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN"):
        c.actors += _planner(ctx, people, c.head, _VOICING)
    if not c.actors and c.row.frame == "arms_transfer" and "from" in c.row.slots[0][1]:
        c.actors += _place_entered(ctx, people, c.head)


def _denied_deal(ctx: Context, people: People, c: Coded) -> None:
    """`Belarus denies Sudan rocket sale`: whoever denies or admits a sale named after another has sold to that other."""
    parse = ctx.parse
    t = parse.tokens[c.head]
    over = parse.tokens[t.head]
    subject = surface_subject(parse, over.i) if t.dep == "dobj" and over.lemma in ("deny", "admit", "confirm", "reject") else None
    who = resolve_all(ctx, people, [subject] if subject is not None else [])
    named = [a for a in parse.children(t.i, "compound", "nmod") if a.pos == "PROPN"]
    if who and named and c.actors and not c.recipients and not _same(who, c.actors) and {k for _, k in c.actors} <= {n.i for n in named}:
        c.actors, c.recipients = who, c.actors


_ATTACKS = frozenset("strike airstrike raid shelling bombardment bombing fire gunfire attack assault offensive missile drone rocket shell ambush".split())


def _attackers(ctx: Context, people: People, c: Coded) -> list[tuple[Actor, int]]:
    """Who killed, where only the attack is named: `30 hurt in Israeli raids`, `killed in an airstrike by American forces`, `Israeli raids killed 30`."""
    parse = ctx.parse
    named = [n for p in parse.children(c.head, "prep", "agent") if p.lower in ("in", "by", "during", "when") for n in parse.children(p.i, "pobj")[:1]]
    if c.row.pos == "verb" and (subject := logical_subject(parse, c.head)) is not None:
        named.append(subject)
    for noun in named:
        if noun.lemma.lower() not in _ATTACKS:
            continue
        by = [n for q in parse.children(noun.i, "prep") if q.lower == "by" for n in parse.children(q.i, "pobj")]
        found = resolve_all(ctx, people, by or parse.children(noun.i, "poss", "amod", "compound", "nmod"))
        if found:
            return found
    return []


def _planner(ctx: Context, people: People, noun: int, verbs: frozenset[str]) -> list[tuple[Actor, int]]:
    """Who does a nominal event: the subject of the verb or adjective over it (`is committed to a strike`, `ordered raids`, `offered criticism`)."""
    parse = ctx.parse
    up = parse.tokens[parse.tokens[noun].head]
    if up.pos == "ADP":
        up = parse.tokens[up.head]
    if up.lemma == "responsibility":
        up = parse.tokens[up.head]  # `claimed responsibility for the attack`
        if up.lemma not in ("claim", "accept", "admit", "take", "assume", "acknowledge"):
            return []
    elif up.lemma not in verbs:
        return []
    t = surface_subject(parse, up.i if is_verb(up) else up.head)
    return resolve_all(ctx, people, [t]) if t is not None else []


_VOICING = frozenset("offer express voice issue direct deliver utter repeat reiterate renew convey air register lodge level signal".split())
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
        "step",
        "intensify",
        "escalate",
        "renew",
        "expand",
        "coordinate",
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


_PLACES = ("in", "throughout", "across", "near", "inside", "around", "outside", "at")


def locate(ctx: Context, people: People, c: Coded) -> None:
    """Protesters, rebels, police without a country get that of the place they act in, or of the only state their sentence names."""
    if all(a.country or not _placeable(a) for a, _ in (*c.actors, *c.recipients)):
        return
    country = _place_country(ctx, people, c)
    if country is None:
        return
    states = {a.country for a, _ in (*c.actors, *c.recipients) if a.kind == "state"}  # `the army` that strikes Kenya is not Kenya's
    for side in (c.actors, c.recipients):
        for n, (a, k) in enumerate(side):
            if a.country is None and _placeable(a) and not (a.kind == "organisation" and (country in states or a.sectors[:1] == ("GOV",))):
                side[n] = (replace(a, id=a.id.replace("role:x:", f"role:{country}:"), country=country), k)
                c.why.append("place:" + country)


def is_anybody(ctx: Context, people: People, k: int) -> bool:
    """`supplies arms to any side`, `denied having hit any school`: nobody in particular."""
    draft = people.get(k)
    return draft is not None and ctx.parse.tokens[draft.first].lower == "any" and draft.actor is not None and draft.actor.id.startswith("role:x:")


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
                inside = parse.subtree(p.i)
                if any(parse.tokens[k].lower == "between" for k in inside):
                    continue  # "on the border between Chad and Sudan"
                for k in inside:
                    hit = people.hit_at.get(k)
                    if hit is not None and hit.actor.country and hit.kind in ("state", "capital", "place"):
                        return hit.actor.country
    first, past, _ = parse.sentence(c.head)
    found = {people.hit_at[k].actor.country for k in range(first, past) if k in people.hit_at} - {None}
    return found.pop() if len(found) == 1 else None


_SPEECH_ACTS = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST"})


def inherit_recipients(ctx: Context, found: list[Coded]) -> None:
    """`threatened to break relations with Congo`: a promise, threat, refusal or demand is addressed to whom the deed it is about would touch."""
    by_head = {c.head: c for c in found}
    for c in found:
        if c.type not in _SPEECH_ACTS or c.recipients:
            continue
        for t in ctx.parse.children(c.head, "xcomp", "ccomp", "dobj", "acl", "prep"):
            inner = by_head.get(t.i)
            if inner is None and t.dep in ("prep", "dobj"):  # "rejected a call for troops to be sent to Chad"
                below = ("pobj", "pcomp") if t.dep == "prep" else ("acl", "advcl", "ccomp")
                inner = next((by_head[k.i] for k in ctx.parse.children(t.i, *below) if k.i in by_head), None)
            if inner is not None and inner is not c:
                mine = {a.id for a, _ in c.actors}
                others = inner.recipients or inner.actors
                c.recipients = [r for r in others if r[0].id not in mine]
                break


_ANSWERS = frozenset({"REJECT", "AGREE", "CONCEDE"})


def answered(ctx: Context, found: list[Coded]) -> None:
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
