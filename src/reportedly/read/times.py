"""When events happened and things were said, from time expressions and the report's date."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ..model import Report, Span, TimeSpan, Timex
from . import timex
from .attributions import Saying
from .coded import Coded
from .context import Context
from .syntax import is_verb
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
        depth = None if i is None else _depth(ctx, x, i, head)
        if depth is not None and (best is None or depth < best[0]):
            best = (depth, x)
    return best[1] if best else None


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
        if (is_verb(t) and t.dep in ("ccomp", "relcl", "advcl", "parataxis")) or t.dep == "appos":
            break
        found = of_tokens(ctx, timexes, up.i)
        if found is not None and not any(s.cand.head == up.i for s in sayings if s.covers(event.head)):
            return found
        t, hops = up, hops + 1
    for s in sayings:
        if s.cand.cue[0] <= event.head <= s.cand.cue[1] and s.record.time is not None:
            return s.record.time
    date = ctx.report.published
    return TimeSpan(date, date, None, "published", "day") if date and event.modality == "actual" else None


def is_historical(ctx: Context, when: TimeSpan | None) -> bool:
    """More than about a year before the report: background."""
    date = ctx.report.published
    return bool(date and when and when.end and int(when.end[:4]) < int(date[:4]) - 1)
