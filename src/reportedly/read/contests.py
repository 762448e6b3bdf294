"""Contesting a listing or a recognition: a target that rejects the charge, a state that calls the step illegal, null or empty.

Nobody denies there that it was done; what is denied is its ground or its force. Such a denial points to the act itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..lexicon import Trigger
from ..model import Actor, Claim, Event, Link
from ..parse import Token
from .attributions import Saying
from .coded import Coded
from .context import Context
from .drafts import People
from .listings import ACTS
from .predicates import Match, in_class
from .syntax import antecedent, is_verb, logical_object, negated, none_of, prep_objects, surface_subject

CONTEST = "judgement.contest"
_ROW = Trigger(CONTEST, ("be", "void"), "phrase", (), "DENY", None, "016", "denial", (), "", "")
_STEP = frozenset(
    "sanction measure move decision step listing designation recognition blacklisting ban label tag curb restriction ruling declaration act gesture "
    "penalty freeze verdict blacklist order action accusation allegation charge claim announcement withdrawal".split()
)
"""What a listing or recognition, or its ground, is called when it is spoken of again."""
_VOID = frozenset(
    "illegal unlawful null void empty baseless groundless unfounded invalid illegitimate meaningless worthless absurd wrong arbitrary unilateral unjustified "
    "unjust unacceptable hostile ridiculous invention fabrication fiction lie nonsense provocation violation aggression slander mistake folly false untrue "
    "bullying meddling interference farce devoid irresponsible tale myth hoax sham charade stunt".split()
)
_LACKING = frozenset("basis ground justification foundation merit effect force validity proof evidence reason truth substance".split())
_TAKING_UP = frozenset(["it", "this", "that", "they", "these", "which"])
_UNDOING = frozenset("remove take lift drop withdraw reverse revoke cancel rescind delist end unfreeze reconsider annul scrap undo strike".split())
_PLANS = frozenset("plan decision intention step move talk discussion agreement".split())
DENIED = "judgement.contest.act"
"""Beside the mark of a contest: it is the act itself that is denied (`there was no recognition`, `no such decision has been taken`)."""
_REACH = 10
"""Sentences back in which the act is looked for."""
_AGAINST = frozenset({"REJECT", "ACCUSE", "PROTEST"})


@dataclass(frozen=True, slots=True)
class _Scene:
    """The acts of a report, and what finds the one that is contested."""

    ctx: Context
    people: People
    acts: Sequence[Coded]

    def sentence(self, k: int) -> int:
        return self.ctx.parse.tokens[k].sent

    def targets(self) -> dict[str, Actor]:
        return {a.id: a for c in self.acts for a, _ in c.recipients if a.kind != "state"}

    def near(self, k: int) -> list[Coded]:
        return [c for c in self.acts if 0 <= self.sentence(k) - self.sentence(c.head) <= _REACH]

    def own(self, k: int, actor: Actor) -> bool:
        """Is one of the acts before his own? Then he may deny that."""
        return any(actor.id == a.id or (actor.country and actor.country == a.country) for c in self.near(k) for a, _ in c.actors)

    def foreign(self, k: int, actor: Actor) -> bool:
        """Is there an act before that is not his own?"""
        return any(
            actor.id not in {a.id for a, _ in c.actors} and (actor.country is None or actor.country not in {a.country for a, _ in c.actors})
            for c in self.near(k)
        )


def contested(ctx: Context, people: People, sayings: list[Saying], coded: list[Coded]) -> list[Coded]:
    """The denials of a report's listings and recognitions that no event says yet; a denial that is coded already is marked."""
    acts = [c for c in coded if (c.framed or c).row.frame in ACTS]
    if not acts:
        return []
    scene = _Scene(ctx, people, acts)
    taken, out = {c.head for c in coded}, []
    done = {
        (scene.sentence(c.head), a.id)
        for c in coded
        if c.type == "DENY" and not (taken & set(ctx.parse.subtree(c.head)) - {c.head})
        for a, _ in c.actors
    }
    for c in coded:
        if c.type == "DENY" and c.actors:
            c.actors = [(_speaks_for(scene, ctx.parse.tokens[k], a) or a, k) for a, k in c.actors]
        if c.type == "DENY" and c.actors and scene.foreign(c.head, c.actors[0][0]) and not scene.own(c.head, c.actors[0][0]) and _of_charge(scene, c):
            c.why.append(CONTEST)
    for actor, k, words in (*_by_event(scene, coded), *(x for s in sayings for x in _by_saying(scene, s))):
        at = next((w for w in words if w not in taken), None)
        if at is None:
            continue
        key = (scene.sentence(at), actor.id)
        itself = _no_act(scene, ctx.parse.tokens[at], actor)
        if key not in done and scene.near(at) and (itself or scene.foreign(at, actor)):
            done.add(key)
            taken.add(at)
            out.append(Coded(Match(_ROW, at, None, (at,)), "DENY", [(actor, k)], why=[CONTEST, *([DENIED] if itself else [])]))
    return out


Found = tuple[Actor, int, tuple[int, ...]]
"""Who contests, where he is named, and the words at which it may be anchored."""


def _of_charge(scene: _Scene, c: Coded) -> bool:
    """A denial by a target, or of the step or the charge."""
    obj = logical_object(scene.ctx.parse, c.head) if is_verb(scene.ctx.parse.tokens[c.head]) else None
    return c.actors[0][0].id in scene.targets() or (obj is not None and _is_step(obj)) or c.row.id == "judgement.dispute"


def _by_event(scene: _Scene, coded: list[Coded]) -> Iterator[Found]:
    """`condemned the sanctions`, `came out against the recognition`, `took issue with the Union over the bank`."""
    parse = scene.ctx.parse
    yield from _not_held(scene)
    yield from _against(scene)
    for c in coded:
        if c.type == "REQUEST" and c.actors and (undo := _undoing(scene, c)) is not None:
            yield (*c.actors[0], (undo, *(t.i for t in scene.ctx.parse.children(undo, "dobj"))))
        if c.type not in _AGAINST or not c.actors or negated(parse, c.head) or c.modality not in ("actual", "historical"):
            continue
        obj = logical_object(parse, c.head) if is_verb(parse.tokens[c.head]) else None
        nouns = [obj] if obj is not None else []
        nouns += [
            n
            for p in parse.children(c.head, "prep", "prt")
            for n in parse.children(p.i, "pobj")
            if p.lower in ("to", "against", "at", "over", "with")
        ]
        step = next((n for n in nouns if _is_step(n)), None)
        if step is not None:
            yield (*c.actors[0], (step.i,))
        elif c.type == "PROTEST" and c.actors[0][0].kind == "state":  # "Serbia lost no time in protesting"
            yield (*c.actors[0], (*(t.i for t in parse.ancestors(c.head) if is_verb(t)), *(t.i for t in parse.children(c.head))))
        elif (named := _target_beside(scene, c)) is not None:
            yield (*c.actors[0], (named,))


_HOLDING = frozenset("consider regard view see treat deem recognise recognize".split())


def _not_held(scene: _Scene) -> Iterator[Found]:
    """`does not consider the group a terrorist organisation`: who does not share what the listing says."""
    parse, classes = scene.ctx.parse, scene.ctx.lexicon.classes
    for t in parse.tokens:
        if t.lemma not in _HOLDING or not is_verb(t) or not negated(parse, t.i) or not scene.near(t.i):
            continue
        said = parse.children(t.i, "oprd", "attr", "dobj", "ccomp") + prep_objects(parse, t.i, "as")
        who = surface_subject(parse, t.i)
        d = scene.people.get(who.i) if who is not None else None
        if (
            d is not None
            and d.actor is not None
            and who is not None
            and any(in_class(scene.ctx.lexicon, parse, n, c, n.lemma.lower()) for n in said for c in ("terror_label", "ban_label") if c in classes)
        ):
            yield d.actor, who.i, (t.i,)


_TAKING_SIDES = frozenset("come be speak stand argue vote turn side declare rule lobby".split())


def _against(scene: _Scene) -> Iterator[Found]:
    """`came out against the recognition`"""
    parse = scene.ctx.parse
    for p in parse.tokens:
        step = parse.child(p.i, "pobj") if p.lower == "against" and p.dep == "prep" else None
        verb = next((t for t in parse.ancestors(p.i) if is_verb(t)), None) if step is not None and _is_step(step) else None
        who = surface_subject(parse, verb.i) if verb is not None and verb.lemma in _TAKING_SIDES and not negated(parse, verb.i) else None
        d = scene.people.get(who.i) if who is not None else None
        if d is not None and d.actor is not None and who is not None and step is not None:
            yield d.actor, who.i, (step.i,)


def _undoing(scene: _Scene, c: Coded) -> int | None:
    """`urged the Union to take the firm off the list`: the verb that would undo what the one who is asked has done."""
    asked = {a.id for a, _ in c.recipients}
    if not any(asked.intersection(a.id for a, _ in act.actors) for act in scene.acts):
        return None
    return next((t.i for t in scene.ctx.parse.children(c.head, "xcomp", "ccomp", "advcl") if t.lemma in _UNDOING), None)


def _target_beside(scene: _Scene, c: Coded) -> int | None:
    """The name of a target in the sentence of a reproach to the authority that has listed it."""
    blamed = {a.id for a, _ in c.recipients} | {a.country for a, _ in c.recipients if a.country}
    for act in scene.acts:
        if any(a.id in blamed or a.country in blamed for a, _ in act.actors):
            names = {a.id for a, _ in act.recipients if a.kind != "state"}
            for k in range(c.head, scene.ctx.parse.sentence(c.head).past):
                d = scene.people.get(k)
                if d is not None and d.actor is not None and d.actor.id in names:
                    return k
    return None


def _by_saying(scene: _Scene, s: Saying) -> Iterator[Found]:
    """`called the measures illegal`, `said the recognition was null and void`, a target that says it has never done it."""
    if s.cand.source_head is None or s.negated or s.kind in ("ask", "promise", "threaten") or s.cand.head in {c.head for c in scene.acts}:
        return
    source = antecedent(scene.ctx.parse, scene.ctx.parse.tokens[s.cand.source_head])
    d = scene.people.get(source.i)
    if d is None or d.actor is None:
        return
    inside = [scene.ctx.parse.tokens[k] for a, b in s.cand.content for k in range(a, b + 1)]
    target = _speaks_for(scene, source, d.actor)
    none = next((t for t in inside if _no_act(scene, t, d.actor)), None)
    if none is not None:
        yield d.actor, source.i, (none.i,)
        return
    step = next((t for t in inside if _is_step(t) and _spoken_of(scene.ctx, s, t)), None)
    void = next((t for t in inside if _is_void(scene.ctx, t)), None)
    if s.record.stance in ("denies", "accuses") and step is not None and s.kind != "admit":
        yield target or d.actor, source.i, (step.i,)
    elif void is not None and (step is not None or _of_it(scene.ctx, void)):
        yield target or d.actor, source.i, (void.i, *([step.i] if step is not None else []))
    elif target is not None and s.record.stance == "denies":
        yield target, source.i, (s.cand.head,)
    elif target is not None:
        no = next(
            (
                t
                for t in inside
                if is_verb(t) and (negated(scene.ctx.parse, t.i) or any(none_of(scene.ctx.parse, o) for o in scene.ctx.parse.children(t.i, "dobj")))
            ),
            void,
        )
        if no is not None:
            yield target, source.i, (no.i,)


def _no_act(scene: _Scene, t: Token, speaker: Actor) -> bool:
    """`there was no recognition`, `no such plan`: of what the speaker or his state is said to have done or to intend."""
    if not none_of(scene.ctx.parse, t):
        return False
    if t.lemma.lower() in ("recognition", "listing", "designation", "blacklisting"):
        return True
    return t.lemma.lower() in _PLANS and any(k.lower == "such" for k in scene.ctx.parse.children(t.i)) and bool(scene.own(t.i, speaker))


def _is_step(t: Token) -> bool:
    return t.pos in ("NOUN", "PROPN") and t.lemma.lower() in _STEP


def _spoken_of(ctx: Context, s: Saying, t: Token) -> bool:
    """Is it the step that is judged, not something beside it (`denied any connection with the recognition`)?"""
    up = ctx.parse.tokens[t.head]
    return t.dep != "pobj" or up.head == s.cand.head or ctx.parse.tokens[up.head].dep in ("ROOT", "conj")


def _is_void(ctx: Context, t: Token) -> bool:
    """`illegal`, `null and void`, `an act of aggression`, `without foundation`, `has no legal force`."""
    parse = ctx.parse
    if t.lemma.lower() in _LACKING:
        return none_of(parse, t) or parse.tokens[t.head].lower == "without" or any(k.lower == "no" for k in parse.children(t.i, "det"))
    return (t.lemma.lower() in _VOID or t.lower in _VOID) and not negated(parse, t.head) and t.dep not in ("compound", "nsubj")


def _of_it(ctx: Context, t: Token) -> bool:
    """Is it said of `it` or `this`?"""
    up = ctx.parse.tokens[t.head]
    return any(n.lower in _TAKING_UP or n.lemma.lower() in _STEP for n in ctx.parse.children(up.i, "nsubj", "nsubjpass", "dobj"))


def _speaks_for(scene: _Scene, source: Token, speaker: Actor) -> Actor | None:
    """The target that speaks, itself or by its owner, head or lawyer."""
    targets = scene.targets()
    if speaker.id in targets:
        return targets[speaker.id]
    beside = [
        source,
        *scene.ctx.parse.children(source.i, "appos", "relcl"),
        *([scene.ctx.parse.tokens[source.head]] if source.dep == "appos" else []),
    ]
    for t in beside:
        for k in scene.ctx.parse.subtree(t.i):
            d = scene.people.get(k)
            if (
                d is not None
                and d.actor is not None
                and d.actor.id in targets
                and scene.ctx.parse.tokens[k].dep in ("poss", "pobj")
                and abs(k - source.i) < 12
            ):
                return targets[d.actor.id]
    return None


# -- what it points to ---------------------------------------------------------------------------------------------------


def pointed(
    ctx: Context, people: People, coded: list[Coded], records: list[Event], found: list[Claim], country: dict[str, str | None]
) -> tuple[Link, ...]:
    """Links from the denials to the claims of the acts that they are about."""
    acts = [
        n
        for n, e in enumerate(records)
        if e.frame is not None and e.frame.name in ACTS and e.polarity == "positive" and found[n].factuality in ("CT+", "PR+", "PS+")
    ]
    out = []
    for n, (c, e) in enumerate(zip(coded, records, strict=True)):
        if CONTEST in c.why and e.actor:
            out += [
                Link("denies", found[n].id, found[k].id, 0.7, ("contests the act",))
                for k in _chosen(ctx, people, c, e, [k for k in acts if DENIED in c.why or _may(e, records[k], country)], coded, records)
            ]
    return tuple(out)


def _may(denial: Event, act: Event, country: dict[str, str | None]) -> bool:
    """Nobody contests what he has done himself."""
    denier = denial.actor[0]
    return denier not in act.actor and (
        country.get(denier) is None or country.get(denier) not in {country.get(a) for a in act.actor} or denier in act.recipient
    )


def _chosen(ctx: Context, people: People, c: Coded, e: Event, acts: list[int], coded: list[Coded], records: list[Event]) -> list[int]:
    """The acts against the denier himself; else those whose target or authority the sentence names; else those of the nearest sentence before."""
    sent = ctx.parse.tokens[c.head].sent
    own = [k for k in acts if e.actor[0] in records[k].recipient]
    if own:
        return own
    reach = [k for k in acts if 0 <= sent - ctx.parse.tokens[coded[k].head].sent <= _REACH]
    first, past, _ = ctx.parse.sentence(c.head)
    spoken = [d.actor for k in range(first, past) if (d := people.get(k)) is not None and d.actor is not None and d.actor.id != e.actor[0]]
    named = {a.id for a in spoken}
    firms = {a.country for a in spoken if a.id.startswith("role:") and a.country}
    every = {i for r in records if r.frame is not None and r.frame.name in ACTS for i in r.recipient}
    if DENIED in c.why and named & every and not any(named.intersection(records[k].recipient) for k in reach):
        return []
    by_name = [k for k in reach if named.intersection(records[k].recipient)]
    by_country = [k for k in reach if firms.intersection(a.country for a, _ in coded[k].recipients if a.kind != "state")]
    by_author = [k for k in reach if named.intersection(records[k].actor)]
    for told in (by_name, by_country, by_author):
        if told:
            return _nearest(ctx, told, coded)
    near = _nearest(ctx, [k for k in reach if firms and not any(a.country for a, _ in coded[k].recipients)] or reach, coded)
    if firms:
        return near
    return near + [
        k
        for k in acts
        if k not in near and coded[k].head < c.head and coded[k].modality == "actual" and any(_of_one_matter(coded[k], coded[n]) for n in near)
    ]


def _of_one_matter(a: Coded, b: Coded) -> bool:
    """The recognition of one territory by several states, the listings of several targets by one."""
    if a.row.frame != b.row.frame:
        return False
    these, those = (a.recipients, b.recipients) if a.row.frame == "recognition" else (a.actors, b.actors)
    return bool({x.country or x.id for x, _ in these} & {x.country or x.id for x, _ in those})


def _nearest(ctx: Context, told: list[int], coded: list[Coded]) -> list[int]:
    """Those of the last sentence."""
    last = max((ctx.parse.tokens[coded[k].head].sent for k in told), default=0)
    return [k for k in told if ctx.parse.tokens[coded[k].head].sent == last]
