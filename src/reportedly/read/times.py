"""When events happened and things were said, from time expressions and the report's date."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ..model import Report, Span, TimeSpan, Timex
from ..parse import Token
from . import timex
from .attributions import Saying
from .coded import Coded
from .context import Context
from .predicates import CALENDAR
from .syntax import is_verb, nth
from .timex import intervals


def find(report: Report) -> tuple[Timex, ...]:
    """The time expressions of titles and paragraphs, valued against the report's date."""
    blocks = [b.span for b in report.blocks if b.kind in ("title", "paragraph")]
    return tuple(timex.find(report.text, blocks, report.published))


def of_tokens(ctx: Context, timexes: tuple[Timex, ...], head: int, outside: tuple[Span, ...] = ()) -> TimeSpan | None:
    """The time of a verb or noun: the nearest expression below it in the tree, or beside it in its clause, outside other contents."""
    found = _attached(ctx, timexes, head, outside)
    return intervals.interval(ctx.text, timexes, found, ctx.report.published) if found else None


def _attached(ctx: Context, timexes: tuple[Timex, ...], head: int, outside: tuple[Span, ...] = ()) -> Timex | None:
    best: tuple[int, Timex] | None = None
    for x in _of_sentence(ctx, timexes, head):
        if x.type not in ("DATE", "TIME") or x.start is None or any(o.covers(x.span) for o in outside):
            continue
        i = ctx.parse.token_at(x.span.start)
        if i is not None and _of_a_law(ctx, i):
            continue
        depth = None if i is None else _depth(ctx, x, i, head)
        if depth is not None and (best is None or depth < best[0]):
            best = (depth, x)
    return best[1] if best else None


_LAWS = frozenset("regulation act law resolution ordinance decree order directive convention treaty statute rule code constitution agreement accord".split())


def _of_a_law(ctx: Context, i: int) -> bool:
    """`the Burma Regulations 2021`, `a 2017 law`, `the Sanctions Act of 2018`: the year names the law, it is no day of what is done under it."""
    t = ctx.parse.tokens[i]
    if not t.text.isdigit() or len(t.text) != 4:
        return False
    up = ctx.parse.tokens[t.head]
    if t.dep == "pobj" and up.lower == "of":
        up = ctx.parse.tokens[up.head]
        return _names_law(up) and up.text[0].isupper()
    before = ctx.parse.tokens[i - 1] if i else t
    return _names_law(up) or (_names_law(before) and before.text[0].isupper())


def _names_law(t: Token) -> bool:
    return t.lemma.lower().rstrip("s") in _LAWS


def _of_sentence(ctx: Context, timexes: tuple[Timex, ...], head: int) -> Iterator[Timex]:
    """The expressions, which stand in order, that begin in the sentence of `head`."""
    tokens = ctx.parse.tokens
    sentence = ctx.parse.sentence(head)
    begin = tokens[sentence.first - 1].end if sentence.first else 0
    for k in range(bisect_left(timexes, begin, key=lambda x: x.span.start), len(timexes)):
        if timexes[k].span.start >= tokens[sentence.past - 1].end:
            return
        yield timexes[k]


def _depth(ctx: Context, x: Timex, i: int, head: int) -> int | None:
    """Steps from a time expression up to `head` without crossing into another finite clause; None where it does not hang on it."""
    tokens = ctx.parse.tokens
    steps = 0
    at = i
    while at != head:
        t = tokens[at]
        if t.head == at:
            return None
        up = tokens[t.head]
        if t.i != i and is_verb(t) and t.dep in ("ccomp", "advcl", "relcl", "conj", "ROOT", "parataxis"):
            return None
        at = up.i
        steps += 1
        if steps > 12:
            return None
    return steps


def of_event(ctx: Context, timexes: tuple[Timex, ...], event: Coded, sayings: list[Saying]) -> TimeSpan | None:
    """An event's own time, else that of the verb above its noun, else the report's date (marked as such)."""
    parse = ctx.parse
    for head in (event.head, event.match.noun, *event.twins):
        if head is not None and (found := of_tokens(ctx, timexes, head)) is not None:
            return found
    t = parse.tokens[event.head]
    hops = 0
    while t.head != t.i and hops < 3:
        up = parse.tokens[t.head]
        if (is_verb(t) and t.dep in ("ccomp", "relcl", "advcl", "parataxis") and nth(parse, t.i) is None) or t.dep == "appos":
            break
        found = of_tokens(ctx, timexes, up.i)
        if found is not None and not any(s.cand.head == up.i for s in sayings if s.covers(event.head)):
            return found
        t, hops = up, hops + 1
    for s in sayings:
        if s.cand.cue[0] <= event.head <= s.cand.cue[1] and s.record.time is not None:
            return s.record.time
    if event.row.frame in ("designation", "recognition") and event.modality == "actual":
        if (announced := _declared(event, sayings) or _beside(ctx, timexes, event)) is not None:
            return announced
    date = ctx.report.published
    return TimeSpan(date, date, None, "published", "day") if date and event.modality == "actual" else None


def _declared(event: Coded, sayings: list[Saying]) -> TimeSpan | None:
    """`The ministry announced on Wednesday that it had listed two firms`: what is done by declaring it is done on the day on which it is declared."""
    who = {a.id for a, _ in event.actors} | {a.country for a, _ in event.actors if a.country}
    return next((s.record.time for s in sayings if s.record.time is not None and s.record.stance == "asserts" and _is_one(s, who)), None)


_TELLING = frozenset("announce say report confirm declare publish tell".split())


def _beside(ctx: Context, timexes: tuple[Timex, ...], event: Coded) -> TimeSpan | None:
    """The day right behind the act (`recognised a Palestinian state Friday, four days after …`); that on which what *has* been done is announced."""
    parse = ctx.parse
    inside = set(parse.subtree(event.head))
    for x in _of_sentence(ctx, timexes, event.head):
        i = parse.token_at(x.span.start)
        if x.type == "DATE" and x.start is not None and i is not None and i - 1 in inside and i > event.head and parse.tokens[i].lower in CALENDAR:
            return intervals.interval(ctx.text, timexes, x, ctx.report.published)
    if not any(a.lower in ("has", "have") for a in parse.children(event.head, "aux")):
        return None
    first, past, _ = parse.sentence(event.head)
    told = (of_tokens(ctx, timexes, t.i) for t in parse.tokens[first:past] if t.lemma in _TELLING and is_verb(t))
    return next((t for t in told if t is not None), None)


def _is_one(s: Saying, who: set[str]) -> bool:
    """Is the speaker one of these, or a body of one of these states?"""
    ident = s.record.source_actor or ""
    return ident in who or (ident.startswith("role:") and ident.split(":")[1] in who)


def is_historical(ctx: Context, when: TimeSpan | None) -> bool:
    """More than about a year before the report: background."""
    date = ctx.report.published
    return bool(date and when and when.end and int(when.end[:4]) < int(date[:4]) - 1)
