"""Attribution records: kind, stance, source actor, channel, quotation and nesting for the chosen candidates."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..lexicon.rows import Cue
from ..model import Attribution, tidy
from .candidate import Candidate
from .coded import resolve
from .context import Context
from .cues import cue_row
from .mentions import People
from .syntax import antecedent, negated

_DEFAULT = {"to": ("promise", "promises"), "ing": ("say", "asserts")}
_CHANNELS = frozenset(
    [
        "twitter",
        "facebook",
        "telegram",
        "x",
        "instagram",
        "statement",
        "interview",
        "letter",
        "television",
        "radio",
        "website",
        "briefing",
        "conference",
        "speech",
        "report",
        "post",
        "tweet",
        "memo",
        "email",
        "press",
    ]
)


@dataclass(slots=True)
class Saying:
    """A chosen candidate with what it means; `record` is what the reading shows."""

    cand: Candidate
    kind: str
    stance: str
    commits: str
    author: str
    negated: bool
    record: Attribution
    parent: int | None = None

    def covers(self, token: int) -> bool:
        return any(a <= token <= b for a, b in self.cand.content)

    @property
    def size(self) -> int:
        return sum(b - a + 1 for a, b in self.cand.content)


_WINDOW = 80
"""How many cues before and after one are looked at for its parent."""


def build(ctx: Context, people: People, chosen: list[Candidate]) -> list[Saying]:
    """Sayings in cue order; parents are the smallest contents that hold their cues."""
    for c in chosen:
        _quoted_voice(ctx, people, c, chosen)
    out = [_saying(ctx, people, c, f"s{n}") for n, c in enumerate(chosen, 1)]
    for k, s in enumerate(out):
        low = max(0, k - _WINDOW)
        above = [
            (p.size, n)
            for n, p in enumerate(out[low : k + _WINDOW], low)
            if p is not s and p.covers(s.cand.head) and not (s.covers(p.cand.head) and s.size < p.size)
        ]
        s.parent = min(above)[1] if above else None
    return [_nested(s, out) for s in out]


def _quoted_voice(ctx: Context, people: People, c: Candidate, chosen: list[Candidate]) -> None:
    """`according to Yonhap, quoting KCNA, …`: who is quoted is a voice of its own, with the content of the saying that quotes it."""
    if c.lemma not in ("quote", "cite") or not c.construction.startswith("v:np") or c.construction.startswith("v:np-as"):
        return
    obj = ctx.parse.child(c.head, "dobj")
    found = people.get(obj.i) if obj is not None else None
    if obj is None or found is None or found.actor is None or found.actor.kind == "place":
        return
    sent = ctx.parse.tokens[c.head].sent
    hosts = [
        o for o in chosen if o is not c and ctx.parse.tokens[o.head].sent == sent and o.construction.startswith(("p:according", "v:ccomp", "v:front"))
    ]
    if not hosts:
        return
    host = max(hosts, key=lambda o: sum(b - a for a, b in o.content))
    span = (ctx.parse.edges(obj.i)[0], ctx.parse.edges(obj.i)[1])
    content = [(a, b) for a, b in host.content if b > span[1]]
    content = [(max(a, span[1] + 2), b) for a, b in content if b > span[1] + 2]
    if content:
        c.source_head, c.source, c.content = obj.i, [span], content


def _nested(s: Saying, all_: list[Saying]) -> Saying:
    if s.parent is not None:
        s.record = replace(s.record, parent=all_[s.parent].record.id)
    return s


def _saying(ctx: Context, people: People, c: Candidate, ident: str) -> Saying:
    row = cue_row(ctx, c)
    frame = c.construction.partition(":")[2].partition("+")[0]
    kind, stance = (row.kind, row.stance) if row else _DEFAULT.get(frame, ("say", "asserts"))
    no = _negated(ctx, c, row)
    actor = _source_actor(ctx, people, c)
    span = ctx.parse.span
    record = Attribution(
        id=ident, kind=kind, stance=_turned(kind, stance, no), cue=tidy([span(*c.cue)]), content=tidy(span(a, b) for a, b in c.content),  # type: ignore[arg-type]
        source=tidy(span(a, b) for a, b in c.source), source_actor=actor, quoted=_quoted(ctx, c), negated=no, channel=_channel(ctx, people, c),  # type: ignore[arg-type]
        addressee=_addressee(ctx, people, c), score=round(c.score, 3), why=((row.id,) if row else ()) + (f"construction:{c.construction}",),
    )  # fmt: skip
    return Saying(c, kind, record.stance, row.commits if row else "CT+", row.author if row else "Uu", no, record)


def _negated(ctx: Context, c: Candidate, row: Cue | None) -> bool:
    """A noun without a verb is not: `no evidence that` says something. `No` inside a cue counts (`had no plan to`), unless the cue has it always."""
    inside = any(t.lower == "no" for t in ctx.parse.tokens[c.cue[0] : c.cue[1] + 1]) and not (row and "no" in row.cue)
    return c.construction[0] in "vlm" and (inside or negated(ctx.parse, c.head))


def _turned(kind: str, stance: str, no: bool) -> str:
    """A negated cue: who does not confirm doubts, who does not deny leaves it open."""
    if not no:
        return stance
    return {
        "confirms": "doubts",
        "asserts": "doubts",
        "admits": "denies",
        "denies": "doubts",
        "doubts": "asserts",
        "promises": "denies",
        "predicts": "doubts",
    }.get(stance, stance)


def _source_actor(ctx: Context, people: People, c: Candidate) -> str | None:
    if c.source_head is None:
        if c.source:
            for k in range(c.source[0][1], c.source[0][0] - 1, -1):
                d = people.get(k)
                if d is not None and d.actor is not None:
                    return d.actor.id
                if k in people.hit_at:
                    return people.hit_at[k].actor.id
        return None
    t = ctx.parse.tokens[c.source_head]
    found = resolve(ctx, people, antecedent(ctx.parse, t))
    return found[0].id if found else None


def _quoted(ctx: Context, c: Candidate) -> str:
    words = [k for a, b in c.content for k in range(a, b + 1) if ctx.parse.tokens[k].pos != "PUNCT"]
    inside = sum(ctx.quote_of[k] >= 0 for k in words)
    if not words or inside == 0 or ctx.quote_of[c.cue[0]] >= 0:
        return "none"
    return "full" if inside >= 0.9 * len(words) else "partial"


def _channel(ctx: Context, people: People, c: Candidate) -> str | None:
    """By what the words came: `in a statement carried by KCNA` gives the agency, `in a statement` the statement, `on Telegram` Telegram."""
    parse = ctx.parse
    for head in {c.head, c.cue[0]}:
        for p in parse.children(head, "prep"):
            if p.lower not in ("in", "on", "via", "through", "during", "at", "by"):
                continue
            for obj in parse.children(p.i, "pobj"):
                if obj.lemma.lower() not in _CHANNELS and obj.i not in people.hit_at:
                    continue
                for k in parse.subtree(obj.i):
                    hit = people.hit_at.get(k)
                    if hit is not None and "JRN" in hit.actor.sectors:
                        return hit.actor.name
                if obj.lemma.lower() in _CHANNELS:
                    return obj.lemma.lower() if obj.pos != "PROPN" else obj.text
    return None


def _addressee(ctx: Context, people: People, c: Candidate) -> str | None:
    if c.addressee is None:
        return None
    d = people.get(c.addressee)
    return d.actor.id if d is not None and d.actor is not None else ctx.parse.tokens[c.addressee].text
