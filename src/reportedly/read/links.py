"""What the claims of one report have to do with each other; arguments that only another claim can give."""

from __future__ import annotations

from dataclasses import replace

from ..model import Claim, Event, Link
from .attributions import Saying
from .claims import voices
from .coded import Coded
from .context import Context
from .frames import casualties

_ASSERTING = frozenset({"asserts", "accuses", "confirms", "admits", "cites"})


def deduplicate(ctx: Context, found: list[Coded], near: dict[int, list[Saying]]) -> list[Coded]:
    """One event where a sentence names it twice for the same voice: same type, frame and actor, recipients equal or one missing."""
    out: list[Coded] = []
    for c in _without_told_denials(ctx, found, near):
        twin = next((o for o in _of_sentence(ctx, out, c) if _same(ctx, o, c, near)), None)
        if twin is None:
            out.append(c)
            continue
        kept, dropped = (c, twin) if _tells_more(c, twin) else (twin, c)
        if _is_toll(kept) and not kept.actors and not kept.recipients:
            kept.recipients = list(dropped.recipients)
        if _is_toll(kept) and not kept.actors:
            kept.actors = [x for x in dropped.actors if x[0].id not in {r.id for r, _ in kept.recipients}]
        kept.twins += [dropped.head, *dropped.twins]
        if kept.row.frame is None and kept.framed is None:
            kept.framed = dropped if dropped.row.frame else dropped.framed
        out[out.index(twin)] = kept
    return out


def _of_sentence(ctx: Context, found: list[Coded], c: Coded) -> list[Coded]:
    """The events found last that stand in the sentence of `c`, in order."""
    out: list[Coded] = []
    for o in reversed(found):
        if ctx.parse.tokens[o.head].sent != ctx.parse.tokens[c.head].sent:
            break
        out.insert(0, o)
    return out


def _without_told_denials(ctx: Context, found: list[Coded], near: dict[int, list[Saying]]) -> list[Coded]:
    """`denied providing arms` is the claim that it did not: no DENY event beside it where the content itself is coded as denied."""
    out = []
    for n, c in enumerate(found):
        own = next((s for s in near[c.head] if s.cand.head in c.match.tokens), None)
        if (
            c.type == "DENY"
            and own is not None
            and any(o is not c and own in near[o.head] and voices(ctx, o, near[o.head])[:1] == [own] for o in found[max(0, n - 30) : n + 60])
        ):
            continue
        out.append(c)
    return out


def _is_toll(c: Coded) -> bool:
    return c.row.frame == "casualties"


def _tells_more(a: Coded, b: Coded) -> bool:
    """Whom a clash of two sides killed, or who was killed fighting, tells more than that there was fighting."""
    toll, other = (a, b) if _is_toll(a) else (b, a)
    fallen = {x.id for x, _ in toll.recipients}
    if _is_toll(a) != _is_toll(b) and fallen and (len(other.actors) > 1 or fallen & {x.id for x, _ in other.actors}):
        return _is_toll(a)
    return _weight(a) > _weight(b)


def _weight(c: Coded) -> int:
    return len(c.actors) + len(c.recipients) + len(c.themes)


def _same(ctx: Context, a: Coded, b: Coded, near: dict[int, list[Saying]]) -> bool:
    if (
        a.type != b.type
        or (a.row.frame != b.row.frame and a.row.frame and b.row.frame)
        or ctx.parse.tokens[a.head].sent != ctx.parse.tokens[b.head].sent
    ):
        return False
    figures = [casualties.counts(casualties.fill(ctx, c)) if c.row.frame == "casualties" else set() for c in (a, b)]
    if figures[0] and figures[1] and not figures[0] & figures[1]:
        return False  # two counts of one thing
    things = [{ctx.parse.tokens[k].lemma for k in c.themes} for c in (a, b)]
    if a.row.frame and things[0] and things[1] and not things[0] & things[1]:
        return False
    if (a.modality, a.polarity) != (b.modality, b.polarity):
        return False
    if not _agree({x.id for x, _ in a.actors}, {x.id for x, _ in b.actors}) or not _agree(
        {x.id for x, _ in a.recipients}, {x.id for x, _ in b.recipients}
    ):
        return False
    return [s.record.id for s in voices(ctx, a, near[a.head])] == [s.record.id for s in voices(ctx, b, near[b.head])]


def _agree(a: set[str], b: set[str]) -> bool:
    return not a or not b or a == b


def complete(records: list[Event], found: list[Claim]) -> tuple[list[Event], list[Claim]]:
    """`rejected the accusations`: a denial without a recipient is addressed to those who made the accusation before it."""
    out = list(records)
    for n, (event, _) in enumerate(zip(records, found, strict=True)):
        if event.type != "DENY" or event.recipient or not event.actor:
            continue
        for k in range(n - 1, -1, -1):
            accuser = found[k].voices[0].actor
            if found[k].stance in _ASSERTING and accuser not in ("author", "unknown", *event.actor) and records[k].modality == "actual":
                out[n] = replace(event, recipient=(accuser,), why=(*event.why, f"anaphora:{found[k].id}"))
                break
    return out, found


_DEEDS = frozenset(
    [
        "move",
        "decision",
        "step",
        "announcement",
        "pledge",
        "offer",
        "deal",
        "agreement",
        "attack",
        "strike",
        "raid",
        "launch",
        "test",
        "visit",
        "remark",
        "statement",
        "claim",
        "allegation",
        "accusation",
        "charge",
        "designation",
        "decree",
        "order",
    ]
)


def answers(ctx: Context, coded: list[Coded], found: list[Claim]) -> tuple[Link, ...]:
    """`The move drew a rebuke`: the events of a sentence that begins with a deed named before answer the nearest claim of the sentences before it."""
    out: list[Link] = []
    sent = [ctx.parse.tokens[c.head].sent for c in coded]
    for n, c in enumerate(coded):
        first = ctx.parse.sentence(c.head).first
        the, noun = ctx.parse.tokens[first], ctx.parse.tokens[min(first + 1, len(ctx.parse.tokens) - 1)]
        if the.lower not in ("the", "this", "that", "such", "these", "those") or noun.lemma.lower() not in _DEEDS or sent[n] in sent[:n]:
            continue
        before = next((k for k in range(n - 1, -1, -1) if 0 < sent[n] - sent[k] <= 2 and coded[k].modality != "historical"), None)
        if before is not None:
            start = min(k for k in range(n) if sent[k] == sent[before])
            out.append(Link("answers", found[n].id, found[start].id, 0.6, (f"anaphora:{the.lower} {noun.lower}",)))
    return tuple(out)


def within(records: list[Event], found: list[Claim], country: dict[str, str | None]) -> tuple[Link, ...]:
    """Denials and the assertions they deny: same frame or type, overlapping parties, different voices. `country` is that of each actor by id."""
    out: list[Link] = []
    for c, e in zip(found, records, strict=True):
        if not _denies(c, e):
            continue
        denied = []
        for d, f in zip(found, records, strict=True):
            if d.id == c.id or d.stance not in _ASSERTING or d.voices[0].actor == c.voices[0].actor:
                continue
            score, why = _denial(e, f, c, d, country)
            if score:
                denied.append(Link("denies", c.id, d.id, score, why))
        out += [x for x in denied if x.score > _ALONE] or (denied if len(denied) == 1 else [])
    return tuple(out)


def _denies(c: Claim, e: Event) -> bool:
    """A claim that denies its event, that says it was not, or that tells of a denial; who did `not deny the charge` has denied nothing."""
    if e.type == "DENY":
        return e.polarity == "positive" and e.modality == "actual" and c.stance != "denies"
    return c.stance == "denies" or (c.stance == "asserts" and e.polarity == "negative" and c.factuality == "CT-")


_ALONE = 0.6
"""The score of a link that holds only where there is no other to choose."""


def _denial(e: Event, f: Event, c: Claim, d: Claim, country: dict[str, str | None]) -> tuple[float, tuple[str, ...]]:
    if e.type == "DENY":
        accused = {country.get(a) for a in e.actor} & {country.get(a) for a in f.actor} - {None}
        voice = d.voices[0].actor
        told = voice not in ("author", "unknown") and country.get(voice) not in {country.get(a) for a in e.actor}
        inside = any(v.actor in e.actor for v in d.voices[1:])  # `rejected Kyiv's allegation that it armed Sudan`
        fits = any(w == f"anaphora:{d.id}" for w in e.why) or (accused and told and (inside or int(d.id[1:]) < int(c.id[1:])))
        return (0.7 if fits else 0.0), ("denial of the accusations",)
    same_kind = (e.frame.name if e.frame else e.type) == (f.frame.name if f.frame else f.type)
    both = set(e.recipient) & set(f.recipient)
    if not same_kind or f.polarity == "negative":
        return 0.0, ()
    if set(e.actor) & set(f.actor):
        return (0.9 if both else 0.65), ("same kind", "same actor") + (("same recipient",) if both else ())
    if not {country.get(a) for a in e.actor} & {country.get(a) for a in f.actor} - {None} or (e.recipient and not both):
        return 0.0, ()
    return (0.65 if both else _ALONE), ("same kind", "actors of one country") + (("same recipient",) if both else ("the only one",))
