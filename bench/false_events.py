"""Events coded in texts that are not about politics or conflict: all of them count as false.

    .venv/bin/python bench/false_events.py ../shared/gold/attribution-train.jsonl ../shared/gold/attribution-dev.jsonl

The forty documents (business, sport, culture, obituaries, private affairs) are listed by id in `bench/non_political.txt`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from reportedly.bench.corpora import records, report_of
from reportedly.read.reader import Reader


def main(files: list[str]) -> None:
    wanted = set((Path(__file__).parent / "non_political.txt").read_text(encoding="utf-8").split())
    found = [r for f in files for r in records(f) if r["doc_id"] in wanted]
    missing = wanted - {r["doc_id"] for r in found}
    if missing:
        sys.exit(f"{len(missing)} of the documents are not in the files given: {', '.join(sorted(missing)[:3])} …")
    sentences, types = 0, Counter[str]()
    for reading in Reader.make().pipe(report_of(r) for r in found):
        sentences += sum(reading.report.text[b.span.start : b.span.end].count(". ") + 1 for b in reading.report.blocks if b.kind == "paragraph")
        for e in reading.events:
            types[e.type] += 1
            if "--show" in sys.argv:
                a, b = e.anchor
                print(e.type, "|", reading.report.text[max(0, a - 90) : b + 70].replace("\n", " "), "|", e.actor, e.recipient, e.why[0])
    total = sum(types.values())
    print(f"{total} events in {sentences} sentences of {len(found)} documents: {100 * total / sentences:.1f} per 100 sentences")
    print(", ".join(f"{t} {n}" for t, n in types.most_common()))


if __name__ == "__main__":
    main([a for a in sys.argv[1:] if not a.startswith("--")])
