"""Claims: each event with the voices that put it, their stance, and the factuality that follows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ..model import Claim, Evidence, Voice
from ..model.claim import Factuality
from ..model.saying import Stance
from .attributions import Saying
from .coded import Coded
from .context import Context
from .evidence import evidence_for, source_kind
from .factuality import letters, value_under
from .mentions import People
from .syntax import done_to_none

AUTHOR = "author"
_NP_KINDS = frozenset({"judge", "confirm", "believe", "declare", "demand", "promise", "predict", "threaten"})


_SPEECH_NOUNS = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT"})
"""A refused demand was made all the same, and so was an accusation that somebody rejects."""


def voices(ctx: Context, event: Coded, sayings: list[Saying]) -> list[Saying]:
    """The sayings that put an event, nearest first: those whose content holds it and that do not merely refer to it."""
    if event.row.id.startswith("judgement."):
        sayings = [s for s in sayings if s.record.source_actor not in {a.id for a, _ in event.actors}]
    over = [s for s in sayings if s.covers(event.head) and not s.cand.cue[0] <= event.head <= s.cand.cue[1] and not _shared_cue(event, s) and not _takes_up(ctx, s, event)]
    over.sort(key=lambda s: (s.size, s.cand.cue))
    putting = [s for s in over if puts(ctx, s, event) and not _is_background(ctx, s, event)]
    told = [s for s in putting if not _is_intent(ctx, s)]
    return putting if not told or {s.record.source_actor for s in putting} == {s.record.source_actor for s in told} else told


def _takes_up(ctx: Context, s: Saying, event: Coded) -> bool:
    """`said rockets were sold, a claim that Minsk denies`: whoever made the claim does not tell who denies it."""
    t = ctx.parse.tokens[event.head]
    if event.type != "DENY" or t.dep not in ("relcl", "acl"):
        return False
    which = ctx.parse.child(t.i, "dobj", "nsubjpass")
    start = which.i if which is not None and which.lower == "which" else ctx.parse.edges(t.head)[0]
    return s.cand.content[0][0] < start - 1 and ctx.parse.tokens[start - 1].text in (",", "-", "--", "–", "—")


_WHEN = frozenset(["after", "before", "since", "when", "as", "while", "because"])


def _is_background(ctx: Context, s: Saying, event: Coded) -> bool:
    """`agreed to disarm after an attack killed hundreds`: what is told beside an infinitive, in the past, is no part of what was agreed, asked or threatened."""
    if not s.cand.construction.startswith(("v:to", "n:to", "lv:to", "v:np-x")):
        return False
    t = ctx.parse.tokens[event.head]
    while s.covers(t.i):
        if t.dep == "advcl" and t.tag == "VBD" and any(k.lower in _WHEN for k in ctx.parse.children(t.i, "mark", "advmod")):
            return True
        if t.head == t.i:
            break
        t = ctx.parse.tokens[t.head]
    return False


def _is_intent(ctx: Context, s: Saying) -> bool:
    """`a diplomat said that Chad intended to`: Chad has said nothing; the diplomat has."""
    return s.cand.construction.startswith("v:to") and not s.negated and _is(ctx, s, "intent", "desire")


def _shared_cue(event: Coded, s: Saying) -> bool:
    return s.cand.head in event.match.tokens


def near(coded: list[Coded], sayings: list[Saying]) -> dict[int, list[Saying]]:
    """For each event's head the sayings whose content or cue holds it."""
    heads = sorted({c.head for c in coded})
    out: dict[int, list[Saying]] = {h: [] for h in heads}
    for s in sayings:
        inside = {h for a, b in (*s.cand.content, s.cand.cue) for h in heads[bisect_left(heads, a) : bisect_right(heads, b)]}
        for h in inside:
            out[h].append(s)
    return out


def puts(ctx: Context, s: Saying, event: Coded) -> bool:
    """Does the saying assert (deny, demand …) the event, or only name a thing that the reporter takes as given (`condemned the attack`)?"""
    form = s.cand.construction
    if form.startswith("v:to") and s.record.stance in ("asserts", "doubts") and _implicative(ctx, s):
        return False
    plain = form.startswith(("v:np", "v:prep", "v:gap", "n:", "lv:")) and not form.startswith(
        ("v:np-of", "n:that", "lv:that", "n:to", "lv:to", "n:of", "lv:of")
    )
    if not plain:
        return True
    quoted = ctx.quote_of[event.head] >= 0 and ctx.quote_of[s.cand.head] < 0
    if quoted:
        return True
    if event.row.pos == "noun" and (event.type in _SPEECH_NOUNS or (event.type == "ACCUSE" and s.kind in ("deny", "doubt"))):
        return False
    if s.kind in ("deny", "doubt", "accuse", "cite", "say", "admit", "ask"):
        return s.kind != "say" or event.row.pos == "verb"
    return s.kind not in _NP_KINDS or (event.row.pos == "verb" and form != "v:gap")


def _implicative(ctx: Context, s: Saying) -> bool:
    """`forgot to`, `pretended to`: the reporter tells what was or was not done; nobody says it."""
    return _is(ctx, s, "implicative", "counterfactive")


def _is(ctx: Context, s: Saying, *kinds: str) -> bool:
    """Has the cue, with an infinitive, a row of one of these kinds in `en/factuality.csv`?"""
    rows = ctx.lexicon.factuality.get(ctx.parse.tokens[s.cand.head].lemma.lower(), ())
    return any(r.kind in kinds and "to" in r.frames for r in rows)


def claim(ctx: Context, people: People, event: Coded, event_id: str, number: int, sayings: list[Saying]) -> Claim:
    """The claim of one event by its chain of voices; the author's own where nobody else speaks."""
    chain = voices(ctx, event, sayings)
    evidence = evidence_for(ctx, people, event, chain)
    words, why = commitment(ctx, event, chain[0] if chain else _rejecting(event, sayings))
    if not chain:
        stance: Stance = "asserts"
        return Claim(
            f"c{number}",
            event_id,
            (Voice(AUTHOR),),
            stance,
            factuality(stance, "CT+", words),
            evidence,
            "media",
            tuple(event.why) + why,
        )
    nearest = chain[0]
    stance = nearest.record.stance
    links = tuple(Voice(s.record.source_actor or "unknown", s.record.id) for s in chain)
    return Claim(
        f"c{number}", event_id, links, stance, factuality(stance, nearest.commits, words) if _was_said(ctx, nearest) else "Uu", evidence, source_kind(ctx, people, nearest, event),
        tuple(event.why) + nearest.record.why + why,
    )  # fmt: skip


def _rejecting(event: Coded, sayings: list[Saying]) -> Saying | None:
    """The denial of an accusation: it turns what the accusation says, not that it was made."""
    if event.type != "ACCUSE" or event.row.pos != "noun":
        return None
    return next((s for s in sayings if s.kind in ("deny", "doubt") and s.covers(event.head)), None)


def _was_said(ctx: Context, s: Saying) -> bool:
    """`did not accuse Iran of`, `stopped short of accusing`, `no longer claims that`: what was not said commits nobody."""
    if s.negated or not s.cand.construction.startswith("v:"):
        return not (s.negated and s.record.stance == "accuses")
    return value_under(ctx, s.cand.head, frozenset())[0] >= 0


_STANCES = {"denies": -3.0, "doubts": -2.0, "promises": 2.0, "predicts": 2.0, "threatens": 1.0, "demands": 0.0, "asks": 0.0}
"""How far a stance alone commits a voice to what it speaks of; all others leave it to the words."""
_STRENGTH = {"CT": 3.0, "PR": 2.0, "PS": 1.0, "Uu": 0.0}
_MODALITY = {"hypothetical": 1.0, "future": 2.0}


def commitment(ctx: Context, event: Coded, nearest: Saying | None) -> tuple[float, tuple[str, ...]]:
    """What the words between a voice's cue and the event leave of it, from -3 to 3, and the rows of `en/factuality.csv` that say so.

    A plan is at most probable.
    """
    if event.row.id.startswith("judgement."):
        return 3.0, ()
    stop = frozenset([*range(nearest.cand.cue[0], nearest.cand.cue[1] + 1), nearest.cand.head]) if nearest else frozenset()
    v, settled, rows = value_under(ctx, event.head, stop)
    if done_to_none(ctx.parse, event.head) != event.spared:
        v = -v
    return v if settled else min(v, _MODALITY.get(event.modality, 3.0)), rows


def factuality(stance: str, commits: str, words: float) -> Factuality:
    """FactBank's value (Saurí and Pustejovsky 2009) of an event for the voice that puts it: the weakest of stance, cue and words."""
    base = _STANCES.get(stance, 3.0)
    if base == 0:
        return "Uu"
    sign = -1.0 if (base < 0) != (words < 0) else 1.0
    if base == -3.0:
        return letters(sign * 3.0)
    size = min(abs(base), abs(words) if base > 0 else 3.0)
    if stance in ("asserts", "cites"):
        size = min(size, _STRENGTH[commits[:2]] or 3.0)
    return letters(sign * max(size, 1.0))


__all__ = ["AUTHOR", "Evidence", "claim", "factuality", "puts", "voices"]
