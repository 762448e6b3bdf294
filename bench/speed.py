"""Words per CPU second of the bare parse, of each stage of ours, and of the whole, on the example reports (read several times over)."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from reportedly.ingest import from_path
from reportedly.parse import build, shown, units
from reportedly.read import attributions, candidates, claims, contexts, coreference, events, mentions, places, reader, select, times
from reportedly.read.context import Context
from reportedly.read.quotes import find_quotes

REPEAT = 5


def main() -> None:
    read = reader.Reader.make()
    reports = [from_path(p) for p in sorted((Path(__file__).parent.parent / "examples" / "reports").glob("*.md"))] * REPEAT
    spent: Counter[str] = Counter()
    words = sum(len(r.text.split()) for r in reports)

    def timed(name, function, *args):  # type: ignore[no-untyped-def]
        start = time.process_time()
        out = function(*args)
        spent[name] += time.process_time() - start
        return out

    for report in reports:
        blocks = units(report)
        raws = timed("parse", lambda blocks=blocks, report=report: list(read.parser.pipe([shown(report.text, b.span) for _, b in blocks])))
        parse = timed("build", build, report.text, blocks, raws)
        ctx = timed("quotes", lambda report=report, parse=parse: Context(report, parse, read.lexicon, find_quotes(report.text, report.blocks)))
        timed("times", times.find, report)
        chosen = timed("attribution", lambda ctx=ctx: select.chosen(ctx, candidates.candidates(ctx)))
        people = timed("mentions", mentions.find, ctx)
        timed("coreference", coreference.resolve, ctx, people, chosen)
        sayings = timed("sayings", attributions.build, ctx, people, chosen)
        coded = timed("events", events.code, ctx, people)
        where = timed("places", places.scene, ctx, people, coded, frozenset(x.cand.head for x in sayings))
        timed("places", lambda: [places.of_event(ctx, people, where, c) for c in coded])
        timed("contexts", contexts.find, ctx, coded)
        timed("claims", lambda: [claims.claim(ctx, people, c, "e", 1, sayings) for c in coded])
    start = time.process_time()
    for _ in read.pipe(reports):
        pass
    whole = time.process_time() - start
    own = sum(v for k, v in spent.items() if k != "parse")
    for name, seconds in spent.items():
        print(f"{name:12} {words / max(seconds, 1e-9):12,.0f} words/CPU s   {seconds / spent['parse']:6.1%} of the parse")
    print(f"{'our stages':12} {words / own:12,.0f} words/CPU s   {own / spent['parse']:6.1%} of the parse")
    print(f"{'whole':12} {words / whole:12,.0f} words/CPU s")


main()
