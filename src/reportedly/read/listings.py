"""Listings and recognitions: targets and authorities that no selector of a row reaches, and one act for each authority and target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..model import Actor
from ..parse import Token
from .attributions import Saying
from .coded import Coded, resolve_all
from .context import Context
from .continued import TAKEN
from .drafts import Draft, People
from .frames.designation import is_list
from .names import state
from .syntax import is_passive, logical_object, phrase

Party = tuple[Actor, int]
ACTS = frozenset({"designation", "recognition"})
"""Frames whose every authority and every target is an act of its own: who lists three firms lists each of them."""


def complete(ctx: Context, people: People, found: list[Coded]) -> list[Coded]:
    """The same events, with targets named beside the one that is counted and with the keeper of the list as its authority."""
    for c in found:
        if c.row.frame == "designation":
            _passive(ctx, c)
            c.recipients = [x for x in c.recipients if not _seated(ctx, x)]
            _taken_up(ctx, people, c, [o for o in found if o.head < c.head and o.row.frame == "designation"])
            beside = _named_beside(ctx, people, c)
            if beside:
                c.recipients = [x for x in c.recipients if _is_name(x[0])]
            for more in (beside, _joined(ctx, people, c.recipients)):
                c.recipients += [x for x in more if x[0].id not in {a.id for a, _ in (*c.recipients, *c.actors)}]
            c.actors = [_seat(ctx, people, c, x) for x in c.actors]
            if not c.actors or {a.id for a, _ in c.actors} <= {a.id for a, _ in c.recipients}:
                c.actors = [x for x in _keeper(ctx, people, c) if x[0].id not in {a.id for a, _ in c.recipients}]
        if c.row.frame == "recognition":
            _matter(ctx, people, c, [o for o in found if o.head < c.head and o.row.frame == "recognition" and o.recipients])
            c.recipients += [
                x for x in _joined(ctx, people, c.recipients, states=True) if x[0].id not in {a.id for a, _ in (*c.recipients, *c.actors)}
            ]
            c.actors += [x for x in _in_headline(ctx, people, c) if x[0].id not in {a.id for a, _ in (*c.recipients, *c.actors)}]
            c.actors = [x for x in c.actors if not _one_of(ctx, x)]
        if c.row.frame in ACTS:
            c.recipients = _by_name(ctx, people, c.recipients)
            _imposer(ctx, people, c)
    return found


def acts(ctx: Context, people: People, found: list[Coded]) -> list[Coded]:
    """One event for each authority and target of a listing, for each state that recognises: what it recognises in one breath is one act."""
    out: list[Coded] = []
    for c in found:
        frame = (c.framed or c).row.frame
        if frame not in ACTS or c.reciprocal or max(len(c.actors), len(c.recipients)) < 2:
            out.append(c)
            continue
        by: list[list[Party]] = [[a] for a in c.actors] or [[]]
        to: list[list[Party]] = [[r] for r in c.recipients] or [[]]
        if frame == "recognition":  # what is recognised in one breath is one act
            to = [t for t in ([r for r in c.recipients if not _is_spared(ctx, people, r)], *([r] for r in c.recipients if _is_spared(ctx, people, r))) if t] or [[]]
        out += [_spared(replace(c, actors=a, recipients=r, why=list(c.why)), ctx, people) for a in by for r in to]
    return out


def _spared(c: Coded, ctx: Context, people: People) -> Coded:
    """`recognised Abkhazia but not South Ossetia`: of the second it is said that it was not."""
    if not c.recipients or c.polarity == "negative":
        return c
    return replace(c, polarity="negative", spared=True) if _is_spared(ctx, people, c.recipients[0]) else c


def _is_spared(ctx: Context, people: People, found: Party) -> bool:
    k = found[1]
    d, hit = people.get(k), people.hit_at.get(k)
    first = min([k, *([d.first] if d is not None else []), *([hit.first] if hit is not None else [])])
    return first > 0 and ctx.parse.tokens[first - 1].lower in ("not", "nor", "except", "excluding")


def by_speaker(ctx: Context, people: People, found: list[Coded], near: Mapping[int, list[Saying]]) -> None:
    """`…, the ministry said in a notice`: who tells of a listing whose author is not named, and can be it, is it rather than the one of an earlier sentence."""
    for c in found:
        if c.row.frame not in ACTS or TAKEN not in c.why or not c.actors:
            continue
        speaker = next((d.actor for s in near[c.head] if s.cand.source_head is not None and (d := people.get(s.cand.source_head)) is not None), None)
        if speaker is None or not _official(speaker) or speaker.id in {a.id for a, _ in c.recipients}:
            continue
        if c.row.frame == "designation" and speaker.kind in ("state", "organisation"):
            c.actors = [(speaker, c.actors[0][1])]
        elif speaker.country is not None:
            same = [x for x in c.actors if x[0].country == speaker.country]
            own = [(state(ctx.lexicon, speaker.country), c.actors[0][1])] if len(speaker.country) == 3 and c.row.frame == "recognition" else c.actors
            c.actors = same or own


def told_beside(ctx: Context, found: list[Coded], near: dict[int, list[Saying]]) -> None:
    """`denied banning the militia that Washington designated`: what a relative clause tells of the thing is not denied with the rest."""
    for c in found:
        if c.row.frame in ACTS:
            near[c.head] = [s for s in near[c.head] if s.record.stance != "denies" or not _in_relative(ctx, s, c.head)]


def _in_relative(ctx: Context, s: Saying, k: int) -> bool:
    t = ctx.parse.tokens[k]
    while s.covers(t.i) and t.head != t.i:
        if t.dep == "relcl" and s.covers(t.head):
            return True
        t = ctx.parse.tokens[t.head]
    return False


def _official(a: Actor) -> bool:
    return a.kind == "state" or bool({"GOV", "JUD", "LEG", "MIL", "SPY", "COP"}.intersection(a.sectors))


# -- targets -------------------------------------------------------------------------------------------------------------

_GIVING = frozenset(["including", "among"])


def _named_beside(ctx: Context, people: People, c: Coded) -> list[Party]:
    """`six firms …, among them X and Y`, `six firms including X and Y`: those that the sentence names of the ones it counts."""
    parse = ctx.parse
    obj = logical_object(parse, c.head)
    first, past, _ = parse.sentence(c.head)
    if obj is not None and obj.lower in ("those", "these") and parse.tokens[first].lower == "among":
        be = next((t for t in parse.ancestors(c.head) if t.lemma == "be"), None)  # "Among those listed were X and Y"
        return _all_named(ctx, people, parse.children(be.i, "nsubj", "attr")) if be is not None else []
    if obj is None or obj.tag not in ("NNS", "NNPS", "CD"):
        return []
    out: list[Party] = []
    for p in parse.tokens[first:past]:
        if p.lower not in _GIVING or not ({obj.i, c.head} & {t.i for t in parse.ancestors(p.i)}):
            continue
        given = parse.child(p.i, "pobj")
        if p.lower == "among" and given is not None and given.lower in ("them", "whom", "these", "those"):
            given = parse.tokens[p.head] if parse.tokens[p.head].i not in (obj.i, c.head) else _after(ctx, people, given.i)
        elif p.lower == "among":
            continue
        out += _all_named(ctx, people, [given] if given is not None else [])
    return list({a.id: (a, k) for a, k in reversed(out)}.values())[::-1]


def _all_named(ctx: Context, people: People, tokens: list[Token]) -> list[Party]:
    return [x for t in tokens for m in _members(ctx, t) if (x := _named(people, m)) is not None]


def _passive(ctx: Context, c: Coded) -> None:
    """`Berlin foundation declared undesirable`: a headline's participle, taken for a verb with a subject and no object."""
    t = ctx.parse.tokens[c.head]
    if c.themes and c.actors and not c.recipients and t.tag in ("VBD", "VBN") and not is_passive(ctx.parse, c.head) and ctx.parse.child(c.head, "dobj", "ccomp") is None:
        c.actors, c.recipients = [], c.actors


def _seated(ctx: Context, found: Party) -> bool:
    """`an Iran-based shipper` is not Iran."""
    actor, k = found
    return actor.kind == "state" and k + 1 < len(ctx.parse.tokens) and ctx.parse.tokens[k + 1].text == "-"


_TOGETHER = frozenset(["both", "they", "them", "their", "theirs"])


def _taken_up(ctx: Context, people: People, c: Coded, before: list[Coded]) -> None:
    """`Both are barred from entry`, `barred its ships`, `blacklisted the Iranian company`: whom an earlier listing of the report has named."""
    first = ctx.parse.sentence(c.head).first
    last = next((o for o in reversed(before) if o.recipients), None)
    if last is None:
        return
    obj = logical_object(ctx.parse, c.head)
    near = ctx.parse.tokens[c.head].sent - ctx.parse.tokens[last.head].sent <= 1
    named = [x for x in last.recipients if _is_name(x[0])]
    if (
        obj is not None
        and near
        and len(named) > 1
        and any(ctx.parse.tokens[k].lower in _TOGETHER for k in (obj.i, *(t.i for t in ctx.parse.children(obj.i, "det", "poss", "predet"))))
    ):
        c.recipients = list(named)
    elif not c.recipients and obj is not None and near and last.head >= first and any(t.tag == "PRP$" for t in ctx.parse.children(obj.i, "poss")):
        c.recipients = list(last.recipients)
    else:
        c.recipients = [_again(ctx, people, x, before) or x for x in c.recipients]


_PARTS = frozenset("region territory province part enclave area district".split())
_SORTS = frozenset("republic territory region enclave statelet entity area".split())


def _matter(ctx: Context, people: People, c: Coded, before: list[Coded]) -> None:
    """`could recognise the republic`: one of those whose recognition the report has spoken of, the one that the sentence names if it does."""
    obj = logical_object(ctx.parse, c.head)
    if obj is not None and obj.lemma.lower() in _PARTS:
        c.recipients = [x for x in c.recipients if x[1] == obj.i or x[0].kind != "state"]  # "two breakaway regions of Georgia" are not Georgia
    if (
        obj is None
        or obj.tag != "NN"
        or obj.lemma.lower() not in _SORTS
        or not before
        or not any(t.lower in ("the", "this", "that") for t in ctx.parse.children(obj.i, "det"))
    ):
        return
    if any(ctx.parse.children(obj.i, "amod", "compound", "nmod", "prep")):
        return
    first, past, _ = ctx.parse.sentence(c.head)
    told = {a.id: (a, k) for o in before for a, k in o.recipients}
    here = [x for i, x in told.items() if any(people.hit_at[k].actor.id == i for k in range(first, past) if k in people.hit_at)]
    c.recipients = here[:1] or before[-1].recipients[:1]


def _is_name(a: Actor) -> bool:
    return not a.id.startswith("role:") and a.kind != "state"


def _again(ctx: Context, people: People, found: Party, before: list[Coded]) -> Party | None:
    """`the Iranian company`, `the militia`: the one body of that country, or of none told, that the report has named as a target."""
    actor, k = found
    d = people.get(k)
    if d is None or not actor.id.startswith("role:") or d.number == "p" or ctx.parse.tokens[d.first].lower not in ("the", "this", "that"):
        return None
    named = {
        a.id: (a, n)
        for o in before
        for a, n in o.recipients
        if _is_name(a) and (a.country or actor.country) == actor.country and not _is_person(people, a)
    }
    known = [x for x in named.values() if x[0].country == actor.country] or list(named.values())
    return known[0] if len(known) == 1 else None


def _is_person(people: People, a: Actor) -> bool:
    """Is a name somewhere given a title, a function or a given name?"""
    return any(
        d.actor is not None and d.actor.id == a.id and (d.gender or d.role is not None) and d.kind != "pronoun" for d in people.by_head.values()
    )


def _joined(ctx: Context, people: People, found: list[Party], states: bool = False) -> list[Party]:
    """What stands beside a target: `X, a judge, and Y`, `the independence of X and Y`."""
    out = []
    for _, k in found:
        for t in _members(ctx, ctx.parse.tokens[k]):
            if t.i != k and (x := _named(people, t)) is not None and (not states or x[0].kind in ("state", "place")):
                out.append(x)
    return out


def _in_headline(ctx: Context, people: People, c: Coded) -> list[Party]:
    """`Finland, Singapore recognise …`: the first of two states that a headline's comma joins."""
    subject = ctx.parse.child(c.head, "nsubj")
    hit = people.hit_at.get(subject.i) if subject is not None else None
    if hit is None or hit.first < 2 or ctx.parse.tokens[hit.first - 1].text != ",":
        return []
    other = people.hit_at.get(hit.first - 2)
    apart = other is not None and ctx.parse.tokens[other.last].dep in ("npadvmod", "dep", "nmod", "compound", "appos", "ROOT")
    return [(other.actor, other.last)] if other is not None and apart and other.actor.kind == "state" == hit.actor.kind else []


def _one_of(ctx: Context, found: Party) -> bool:
    """`150 of the members of the United Nations`: some members of a union recognise, the union does not."""
    actor, k = found
    over = ctx.parse.tokens[ctx.parse.tokens[k].head]
    return (
        actor.country in ("IGO", "IMG")
        and over.dep == "prep"
        and ctx.parse.tokens[over.head].lemma.lower() in ("member", "state", "country", "government", "capital", "nation")
    )


def _after(ctx: Context, people: People, k: int) -> Token | None:
    """The head of the name that follows."""
    d = next((d for d in people.by_head.values() if d.kind == "named" and d.first == k + 1), None)
    return ctx.parse.tokens[d.head] if d is not None else None


def _members(ctx: Context, t: Token) -> Iterator[Token]:
    """A name, and what is coordinated with it or, as parsers have it, with what it is said to be (`X, a dealer, and Y`)."""
    yield t
    for k in ctx.parse.children(t.i, "conj"):
        yield from _members(ctx, k)
    for a in ctx.parse.children(t.i, "appos"):
        yield a
        for k in ctx.parse.children(a.i, "conj"):
            yield from _members(ctx, k)


def _named(people: People, t: Token) -> Party | None:
    d = people.get(t.i)
    return (d.actor, t.i) if d is not None and d.kind == "named" and d.actor is not None else None


def _by_name(ctx: Context, people: People, found: list[Party]) -> list[Party]:
    """`the Iraqi militia Saraya al-Wadi` is one target, called by its name; a part of a name that another target has whole is no other."""
    out: list[Party] = []
    for actor, k in found:
        d = people.get(k)
        beside = _apposed(ctx, people, actor, k)
        if beside:
            out += beside
            continue
        named = next((o for o in people.by_head.values() if d is not None and _names(ctx, d, o)), None)
        if named is not None and named.actor is not None and d is not None:
            known = named.actor
            if d.actor is not None and known.country is None and d.actor.country is not None:
                known = replace(known, country=d.actor.country, sectors=known.sectors or d.actor.sectors)
            out.append((known, named.head))
        else:
            out.append((actor, k))
    return list({a.id: (a, k) for a, k in reversed(out)}.values())[::-1]


def _apposed(ctx: Context, people: People, actor: Actor, k: int) -> list[Party]:
    """`two of its captains, Leif Brandt and Osman Kaya`, `a Syrian trader, Hassan Tlass`: the names that say who the noun is."""
    if _is_name(actor):
        return []
    t = ctx.parse.tokens[k]
    over = ctx.parse.tokens[t.head]
    heads = [t] + ([over] if t.dep in ("amod", "compound", "nmod", "poss") or (t.dep == "pobj" and over.dep == "prep") else [])
    heads += [ctx.parse.tokens[h.head] for h in heads[1:] if h.dep == "prep"]
    for h in heads:
        told = [x for a in ctx.parse.children(h.i, "appos") if a.i > k for x in _all_named(ctx, people, [a])] or _behind_comma(ctx, people, h)
        if told and told[0][0].kind != "state":
            return told
    return _before_comma(ctx, people, k)


def _before_comma(ctx: Context, people: People, k: int) -> list[Party]:
    """`Kestrel, the Oslo foundation declared undesirable, …`: the name with which the sentence begins."""
    d = people.get(k)
    first = d.first if d is not None else k
    if first < 2 or ctx.parse.tokens[first - 1].text != "," or ctx.parse.tokens[first].lower not in ("the", "a", "an"):
        return []
    start = ctx.parse.sentence(k).first
    named = next(
        (
            o
            for o in people.by_head.values()
            if o.kind == "named" and o.last == first - 2 and o.first == start and o.actor is not None and o.actor.kind not in ("state", "place")
        ),
        None,
    )
    return [(named.actor, named.head)] if named is not None and named.actor is not None else []


def _behind_comma(ctx: Context, people: People, head: Token) -> list[Party]:
    """The name between commas behind a noun, on whatever a parser hangs it; of several nouns several names."""
    end = phrase(ctx.parse, head.i, clauses=False)[1] + 1
    tokens = ctx.parse.tokens
    if end + 1 >= len(tokens) or tokens[end].text != "," or head.tag not in ("NN", "NNS"):
        return []
    named = next((d for d in people.by_head.values() if d.kind == "named" and d.first == end + 1), None)
    if named is None:
        return []
    found = _all_named(ctx, people, [tokens[named.head]])
    last = max((people.by_head[k].last for _, k in found), default=len(tokens) - 1)
    closed = last + 1 >= len(tokens) or tokens[last + 1].text in (",", ".", ";", ")")
    return found if closed and (len(found) == 1 or head.tag == "NNS") else []


def _names(ctx: Context, d: Draft, o: Draft) -> bool:
    """Does the name `o` stand right behind the noun `d`, without a comma?"""
    return (
        o.kind == "named" and d.kind == "nominal" and o.first == d.last + 1 and d.last == d.head and o.actor is not None and o.actor.kind != "state"
    )


# -- authorities ---------------------------------------------------------------------------------------------------------


def _seat(ctx: Context, people: People, c: Coded, found: Party) -> Party:
    """`were declared undesirable in Russia by the prosecutor's office`: a body without a country is of the one in which it rules."""
    actor, k = found
    if actor.country is not None or not actor.id.startswith("role:x:"):
        return found
    heads = (c.head, *(t.i for t in ctx.parse.children(c.head, "oprd", "attr", "acomp")))
    for obj in (o for h in heads for p in ctx.parse.children(h, "prep") if p.lower == "in" for o in ctx.parse.children(p.i, "pobj")):
        hit = people.hit_at.get(obj.i)
        if hit is not None and hit.actor.kind == "state" and hit.actor.country:
            return replace(actor, id=actor.id.replace("role:x:", f"role:{hit.actor.country}:"), country=hit.actor.country), k
    return found


def _imposer(ctx: Context, people: People, c: Coded) -> None:
    """`the Canadian sanctions imposed on the yard`: whose sanctions they are, no target."""
    if c.match.noun is None or c.actors:
        return
    owners = resolve_all(ctx, people, ctx.parse.children(c.match.noun, "poss", "amod", "compound", "nmod"))
    c.actors = [x for x in owners if x[0].kind in ("state", "organisation")]
    c.recipients = [x for x in c.recipients if x[0].id not in {a.id for a, _ in c.actors}]


_KEEPING = frozenset("keep maintain run hold draw compile publish administer".split())


def _keeper(ctx: Context, people: People, c: Coded) -> list[Party]:
    """Whose list it is: `was put on China's list`, `entered in the register kept by the ministry`, `put on a blacklist of the Treasury`."""
    parse = ctx.parse
    if not (is_passive(parse, c.head) or c.row.predicate[0] in ("find", "land", "appear", "end", "remain", "stay", "wind", "feature")):
        return []
    for p in parse.children(c.head, "prep"):
        noun = parse.child(p.i, "pobj")
        if noun is None or not is_list(noun):
            continue
        owners = parse.children(noun.i, "poss")
        for kept in (k for n in parse.subtree(noun.i) for k in parse.children(n, "acl") if k.lemma in _KEEPING):
            owners += [o for by in parse.children(kept.i, "agent") for o in parse.children(by.i, "pobj")]
        owners += [k for k in parse.children(noun.i, "compound", "amod", "nmod") if k.i in people.hit_at]
        owners += [o for by in parse.children(noun.i, "prep", "agent") if by.lower == "by" for o in parse.children(by.i, "pobj")]
        found = resolve_all(ctx, people, owners)
        if found:
            return found
    return []
