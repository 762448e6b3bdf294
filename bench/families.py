"""Speed and memory of families at size: `python bench/families.py 100000`. Half the reports are cuts of an earlier one, a third carry one
paragraph of boilerplate, a tenth of all paragraphs are drawn from a pool of 5,000, the rest is made of words of the example reports at random.

Figures are CPU seconds of this process; the last column is the wording alone, which does not depend on how many reports there are: where it
rises, the machine is busy with other work.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportedly.ingest import from_path
from reportedly.ledger import families
from reportedly.ledger.families import Families
from reportedly.ledger.wording import wording
from reportedly.model import Report

EXAMPLES = sorted((Path(__file__).parent.parent / "examples" / "reports").glob("*.md"))
BOILERPLATE = "The Morning Brief, a daily letter about the region by editors in nine cities, reaches subscribers and schools before breakfast every day."
EVERY = 10_000


def reports(count: int) -> Iterator[Report]:
    """Made reports of some 350 words."""
    rng = random.Random(1)
    texts = [from_path(p).text for p in EXAMPLES]
    words = [w for t in texts for w in t.split()]
    pool = [" ".join(rng.choices(words, k=25)) + "." for _ in range(5000)]
    latest: list[list[str]] = []
    for n in range(count):
        if latest and rng.random() < 0.5:
            body = rng.choice(latest)
            body = body[: rng.randint(3, len(body))]
        else:
            body = [rng.choice(pool) if rng.random() < 0.1 else " ".join(rng.choices(words, k=25)) + "." for _ in range(rng.randint(8, 20))]
            body += [BOILERPLATE] if rng.random() < 0.3 else []
            latest = [*latest[-2000:], body]
        yield Report(text="\n\n".join(body), id=f"r{n}")


def main(count: int) -> None:
    spent = {"add": 0.0, "wording": 0.0}
    found, last = Families(), dict(spent)

    def timed(report: Report):  # type: ignore[no-untyped-def]
        start = time.process_time()
        made = wording(report)
        spent["wording"] += time.process_time() - start
        return made

    families.wording = timed
    for n, report in enumerate(reports(count), 1):
        start = time.process_time()
        found.add(replace(report))
        spent["add"] += time.process_time() - start
        if n % EVERY == 0:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            add, own = (EVERY / (spent[k] - last[k]) for k in ("add", "wording"))
            print(f"{n:9,} reports: {add:6,.0f} added/CPU s, {memory:6,} MB; wording {own:6,.0f}/CPU s", flush=True)
            last = dict(spent)
    start = time.process_time()
    print(f"{len(found.families()):,} families, told in {time.process_time() - start:.1f} CPU s; {count / spent['add']:,.0f} reports/CPU s in all")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
