"""Events: trigger rows that fire, with their actors and recipients, modality and polarity."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ..lexicon import codebook
from ..model import Actor
from ..parse import Parse, Token
from .circumstances import circumstances
from .coded import Coded
from .context import Context
from .continued import awaits, carry_on
from .drafts import People
from .frames.weapons_test import is_flight
from .listings import complete
from .parties import answered, first_found, further_off, helped, inherit_recipients, is_anybody, locate
from .predicates import Match, arguments, is_date, match
from .syntax import is_infinitive, logical_object
from .testers import inherit_testers
from .tolls import BARE, is_count, settle_tolls


def code(ctx: Context, people: People) -> list[Coded]:
    """All events of a report in token order; one an anchor."""
    out: list[Coded] = []
    taken: set[int] = set()
    for t in ctx.parse.tokens:
        if t.i in taken or t.dep in ("aux", "auxpass") or t.lemma.lower() not in ctx.lexicon.trigger_heads:
            continue
        m = match(ctx, people, t)
        bare = m is not None and (m.row.frame is None or m.row.id.startswith(BARE))
        if m is None or taken & set(m.tokens) or (bare and _in_longer(ctx, people, t)):
            continue
        taken |= set(m.tokens)
        if m.row.type == "NONE":
            continue
        c = _coded(ctx, people, m)
        if c is not None:
            out.append(c)
    out = [c for c in settle_tolls(ctx, people, inherit_testers(ctx, people, carry_on(ctx, complete(ctx, people, out)))) if is_count(c) or _political(c)]
    out = _without_shadows(ctx, out)
    inherit_recipients(ctx, out)
    answered(ctx, out)
    return out


def _in_longer(ctx: Context, people: People, t: Token) -> bool:
    """`aid package`, `sanctions imposed on two banks`, `sanctions were imposed`: a word of a longer trigger is not coded by itself."""
    over = [ctx.parse.tokens[t.head]] if t.dep in ("compound", "nsubjpass") else ctx.parse.children(t.i, "acl", "relcl") if t.pos == "NOUN" else []
    found = [match(ctx, people, h) for h in over if h.lemma.lower() in ctx.lexicon.trigger_heads]
    return any(m is not None and t.i in m.tokens and (t.dep == "compound" or m.row.frame == "designation") for m in found)


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
            every = [a for part in selectors for a in first_found(ctx, people, m, part.split("|"))]
            found = list({a.id: (a, k) for a, k in reversed(every)}.values())[::-1]
            c.reciprocal = len(found) > 1
        else:
            found = first_found(ctx, people, m, selectors)
            if not found:
                c.loose[role] = _words(ctx, m, selectors)
        target += [x for x in found if x[0].id not in {a.id for a, _ in target}]
    if not c.themes and m.noun is not None:
        c.themes = [t.i for t in ctx.parse.children(m.noun, "compound")]
    helped(ctx, people, c)
    further_off(ctx, people, c)
    c.recipients = [r for r in c.recipients if not is_anybody(ctx, people, r[1])]
    _apart(ctx, c)
    locate(ctx, people, c)
    _joint(ctx, c)
    if not c.actors and c.type in _SPOKEN and not (c.row.frame in ("designation", "recognition") and awaits(ctx, c)):
        return None
    if not _awaits_party(ctx, c) and (not _political(c) or (m.row.pos == "noun" and not c.actors and c.type not in _AGENTLESS)):
        return None
    c.modality, c.polarity = circumstances(ctx, m)
    return c


def _apart(ctx: Context, c: Coded) -> None:
    """Nobody does something to himself: what names the doer again stays as words (`extended the curfew in Bangkok` of Thailand's government)."""
    if c.reciprocal:
        return
    mine = {a.id for a, _ in c.actors}
    left = [r for r in c.recipients if r[0].id not in mine]
    if c.recipients and not left and not c.loose.get("recipient"):
        acting = {k for _, k in c.actors}
        selectors = next(s for role, s, _ in c.row.slots if role == "recipient")
        c.loose["recipient"] = [k for k in _words(ctx, c.match, selectors) if k not in acting and ctx.parse.tokens[k].pos != "PRON"]
    c.recipients = left


def _words(ctx: Context, m: Match, selectors: tuple[str, ...]) -> list[int]:
    """What the first fruitful selector gives, whoever it is."""
    return next(([t.i for t in found] for s in selectors if (found := [t for t in arguments(ctx, m, s) if not is_date(ctx.parse, t)])), [])


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
        c.loose.pop("recipient", None)
        c.why.append("joint exercise")


_SPOKEN = frozenset({"SUPPORT", "REQUEST", "REJECT", "AGREE", "THREATEN", "DENY", "CONCEDE"})
"""Types that are somebody's act of speech or will: without somebody there is no event."""
_AGENTLESS = frozenset({"ASSAULT", "PROTEST", "CONSULT", "AGREE", "SUPPORT", "SANCTION", "RETREAT", "AID"})
"""Types whose nouns are told without the doer (`the bombing of the embassy`)."""


_SOFT = frozenset({"BUS", "AGR", "UNK", "CVL", "EDU", "MED", "JRN", "ELI", "REL"})
_CIVIL = frozenset({"BUS", "AGR", "UNK"})
_PLURAL = frozenset({"organisation", "armed_group", "group", "place"})
_VIOLENT = frozenset({"ASSAULT", "PROTEST", "COERCE", "SANCTION", "MOBILIZE", "RETREAT"})
"""Types that are events whoever does them; words and favours between firms, workers and unknown people are private business."""


def _political(c: Coded) -> bool:
    """Somebody of political weight must take part: a state, an office, an armed group, in violent or public acts a group of people too."""
    parties = [a for a, _ in (*c.actors, *c.recipients)]
    if any(_weighty(a) for a in parties):
        return True
    return c.type in _VIOLENT and any(a.country or a.kind in _PLURAL or codebook.load().political.intersection(a.sectors) for a in parties)


def _awaits_party(ctx: Context, c: Coded) -> bool:
    """A test told without a tester, a toll without a side: an earlier sentence may name them."""
    if c.row.frame == "designation" and c.match.noun is not None:
        return True  # "the Canadian sanctions imposed on the yard"
    return is_count(c) or awaits(ctx, c) or (c.row.frame == "weapons_test" and not c.actors and (c.row.pos == "verb" or is_flight(c)))


def _weighty(a: Actor) -> bool:
    if a.kind in ("state", "armed_group"):
        return True
    sectors = set(a.sectors)
    if sectors and sectors <= _CIVIL:
        return a.kind == "group" and bool(a.country)
    return bool(not _private(a) and (a.country or a.kind in ("organisation", "group") or codebook.load().political.intersection(sectors)))


def _private(a: Actor) -> bool:
    """`the students`, a writer nobody knows: people of no country and no office; an ethnic group is more than that."""
    nobody = a.country is None and a.kind in ("group", "person") and a.id.startswith(("role:", "name:"))
    return nobody and set(a.sectors) <= _SOFT and ":ethnic-" not in a.id


def _without_shadows(ctx: Context, found: list[Coded]) -> list[Coded]:
    """One event an anchor: a noun that is the object of a verb coded for the same thing is dropped (`carried out an attack` beside `attack`)."""
    by_head = {c.head: c for c in found}
    out = []
    for c in found:
        t = ctx.parse.tokens[c.head]
        over = by_head.get(t.head)
        if c.row.pos == "noun" and over is not None and t.dep in ("dobj", "nsubjpass") and (_same_act(over, c) or _undone(over, c)):
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
    return [t.i for t in clauses if is_infinitive(parse, t.i)]


def _undone(verb: Coded, noun: Coded) -> bool:
    """`violated the truce`, `rejected talks`: of what is broken or refused nothing else is told."""
    return verb.type in ("REJECT", "ASSAULT") and noun.type in ("RETREAT", "AGREE", "SUPPORT", "CONCEDE", "CONSULT") and not noun.actors


def _same_act(verb: Coded, noun: Coded) -> bool:
    """Does the verb tell what its object names: the same type, or the conclusion of the agreement?"""
    if verb.row.frame == noun.row.frame and (verb.type == noun.type or noun.row.frame == "arms_transfer"):
        return True
    return verb.type == "SUPPORT" and noun.type == "AGREE" and noun.row.cameo == "057"
