"""A long run, measured: `python bench/vary.py 2000 --jobs 2` makes varied reports, reads them with `--jobs`, prints rate, CPU time and memory.

The reports are the example reports with other states, numbers, dates and paragraphs, from a seed: no two are the same, all are invented.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from reportedly.ingest import from_path

EXAMPLES = sorted((Path(__file__).parent.parent / "examples" / "reports").glob("*.md"))
STATES = ("Belarus", "Sudan", "Iran", "Iraq", "Yemen", "Japan", "Zambia", "Somalia", "Kenya", "Turkey", "Syria", "Russia", "Poland", "Ukraine", "Libya", "Ghana", "Peru", "Chad")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_STATE = re.compile(r"\b(?:" + "|".join(STATES) + r")\b")
_DAY = re.compile(r"\b(?:" + "|".join(DAYS) + r")\b")
_NUMBER = re.compile(r"(?<![\w.,$-])\d{2,3}(?![\w.,-])")
PAGE = os.sysconf("SC_PAGE_SIZE")


def varied(count: int, seed: int) -> Iterator[dict[str, str]]:
    """`count` records with id, title, published and text."""
    pool = [(r.title or "", [b.span.of(r.text) for b in r.blocks if b.kind == "paragraph"]) for r in map(from_path, EXAMPLES)]
    rng = random.Random(f"vary:{seed}")
    for n in range(count):
        title, own = rng.choice(pool)
        body = own[: rng.randint(2, len(own))] + rng.sample(rng.choice(pool)[1], 2)
        states = dict(zip(STATES, rng.sample(STATES, len(STATES)), strict=True))
        shift = rng.randrange(7)
        text = "\n\n".join(changed(p, states, shift, rng) for p in body)
        date = f"20{rng.randint(18, 24)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        yield {"id": f"vary-{seed}-{n:07}", "title": changed(title, states, shift, rng), "published": date, "text": text}


def changed(text: str, states: dict[str, str], shift: int, rng: random.Random) -> str:
    text = _STATE.sub(lambda m: states[m[0]], text)
    text = _DAY.sub(lambda m: DAYS[(DAYS.index(m[0]) + shift) % 7], text)
    return _NUMBER.sub(lambda m: str(rng.randint(10, 990)), text)


def write(path: Path, count: int, seed: int) -> int:
    """The records as JSON lines; returns the number of words."""
    words = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as f:
        for record in varied(count, seed):
            words += len(record["text"].split())
            f.write(json.dumps(record, ensure_ascii=False) + "\n")
    return words


def memory(pid: int) -> int:
    """Resident bytes of a process and all below it."""
    total = 0
    try:
        total = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(memory(int(child)) for child in (task / "children").read_text().split())
    except OSError:  # it has just ended
        pass
    return total


def measure(count: int, jobs: int, seed: int, out: Path) -> None:
    source = out / f"vary-{seed}-{count}.jsonl"
    words = write(source, count, seed)
    command = [sys.executable, "-m", "reportedly", "read", "--jobs", str(jobs), "-o", str(out / f"vary-{seed}-{count}-{jobs}"), str(source)]
    began = time.monotonic()
    process = subprocess.Popen(command)
    samples = []
    while process.poll() is None:
        samples.append(memory(process.pid) / 2**20)
        time.sleep(1)
    wall = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    third = max(1, len(samples) // 3)
    print(f"{count:,} reports, {words:,} words, {jobs} workers: {wall:,.1f} s, {count / wall:,.1f} reports/s, {cpu:,.1f} CPU s, {words / cpu:,.0f} words/CPU s")
    print("most memory of all processes, in each third of the run:", ", ".join(f"{max(samples[k * third : (k + 1) * third], default=0):,.0f} MB" for k in range(3)))
    sys.exit(process.returncode)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("out"))
    options = parser.parse_args()
    measure(options.count, options.jobs, options.seed, options.out)
