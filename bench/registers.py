"""Registers against those that a careful reader drew by hand from the example stories.

python bench/registers.py [-v] [FOLDER]    rows found, cells right; -v prints every row with its match
FOLDER has the folders `registers` and `reports` (the project's examples, if none is given); a story's first letter tells its register.
Rows are matched by parties, items and figures; names agree where they share a word that is not a title.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from reportedly.ingest import from_path  # noqa: E402
from reportedly.ledger.registers import register  # noqa: E402
from reportedly.read.reader import Reader  # noqa: E402

KINDS = {"a": "arms-transfers", "b": "designations", "c": "weapons-tests", "d": "recognitions", "e": "casualties", "f": "casualties"}
MATCH = {
    "arms-transfers": {"supplier": "Supplier", "recipient": "Recipient", "items": "Description"},
    "designations": {"authority": "Authority", "target": "Target"},
    "weapons-tests": {"tester": "Tester", "range": "Range", "date": "Date"},
    "recognitions": {"recogniser": "Recogniser", "recognised": "Recognised"},
    "casualties": {"side": "Side", "killed": "Killed", "wounded": "Wounded"},
}
CELLS = {
    "quantity": "Numbers claimed", "status": "Dispute", "asserted_by": "Asserted by", "denied_by": "Denied by", "by_count_of": "Asserted by", "evidence": "Evidence",
    "families": "Independent families", "first_report": "First report", "last_report": "Last report", "label": "Label", "programme": "Programme", "date": "Date", "weapon": "Description",
    "place": "Place",
}  # fmt: skip
WORDS = {"people": "civilian", "disputed": "contested", "acknowledged": "admitted", "satellite": "imagery", "photographs": "imagery", "manifests": "document", "report": "document"}
_DULL = frozenset("the a an of and in at by on under state ministry minister department officials official foreign defence defense initial revised same day company about than more".split())
Cells = dict[str, str]
Pairs = list[tuple[Cells, Cells | None]]


def words(text: str) -> set[str]:
    found = [WORDS.get(w, w) for w in re.findall(r"[a-z]+|\d[\d,]*", text.lower().replace("kyrgyz ", "kyrgyzstan ").replace("tajik ", "tajikistan "))]
    return {w.replace(",", "").rstrip("s") for w in found} - _DULL


def agree(want: str, got: str) -> float:
    """Share of the alternatives of a cell (`a|b`) that share a word with what was found; figures must be equal."""
    parts = [p for p in want.split("|") if p.strip()]
    if not parts:
        return 1.0 if not got else 0.0
    found = words(got)
    return sum(1 for p in parts if (n := set(re.findall(r"\d+", p.replace(",", ""))) or words(p)) and (n <= found if n and min(n).isdigit() else n & found)) / len(parts)


def likeness(kind: str, want: Cells, got: Cells) -> float:
    """How far two rows can be one: every filled key cell must agree, for tolls the figures."""
    scores = {k: agree(want[k], got[c]) for k, c in MATCH[kind].items() if want[k]}
    if kind == "casualties":
        known = scores.get("side", 0.0) + agree(want["by_count_of"], got["Asserted by"])
        return max((scores.get(k, 0.0) for k in ("killed", "wounded")), default=0.0) * known
    loose = {"items", "date"} if want.get("range") else {"items"}
    return 0.0 if any(v == 0 for k, v in scores.items() if k not in loose) else sum(scores.values()) / len(scores)


def match(kind: str, want: list[Cells], got: list[Cells]) -> Pairs:
    """Each wanted row with its best row of those left, the most alike pairs first."""
    ranked = sorted(((likeness(kind, w, g), -n, -m) for n, w in enumerate(want) for m, g in enumerate(got)), reverse=True)
    mine: dict[int, int] = {}
    for score, n, m in ranked:
        if score > 0 and -n not in mine and -m not in mine.values():
            mine[-n] = -m
    return [(w, got[mine[n]] if n in mine else None) for n, w in enumerate(want)]


def stories(reader: Reader, folder: Path) -> Iterator[tuple[str, Pairs, int]]:
    """(story, wanted rows with their matches, rows drawn) of every register of a folder."""
    for path in sorted((folder / "registers").glob("*.csv")):
        kind = KINDS[path.name[0]]
        readings = list(reader.pipe(from_path(p) for p in sorted((folder / "reports").glob(f"{path.stem}-*.md"))))
        got = [{k: str(v or "") for k, v in r.items()} for r in register(kind, readings).records()]
        with path.open(encoding="utf-8") as f:
            yield path.stem, match(kind, list(csv.DictReader(f)), got), len(got)


def cells(pairs: Pairs) -> list[float]:
    """How far each cell of the rows found is right."""
    return [agree(w[k], g[CELLS[k]]) for w, g in pairs if g is not None for k in w if k in CELLS]


def score(reader: Reader) -> dict[str, tuple[float, int]]:
    """{what: (right, all)} over the examples and the stories, for the gate."""
    found = [pairs for folder in (ROOT / "examples", ROOT / "bench" / "stories") for _, pairs, _ in stories(reader, folder)]
    right = [c for pairs in found for c in cells(pairs)]
    return {"register rows": (sum(g is not None for pairs in found for _, g in pairs), sum(map(len, found))), "register cells": (sum(right), len(right))}


def main() -> int:
    verbose = "-v" in sys.argv[1:]
    folder = next((Path(a) for a in sys.argv[1:] if a != "-v"), ROOT / "examples")
    total = [0, 0, 0, 0.0, 0]
    for story, pairs, drawn in stories(Reader.make(), folder):
        right, hits = cells(pairs), sum(g is not None for _, g in pairs)
        print(f"{story:22} rows {hits:2} of {len(pairs):2} found, {drawn:2} drawn   cells {sum(right):5.1f} of {len(right):3}")
        total = [x + y for x, y in zip(total, (hits, len(pairs), drawn, sum(right), len(right)), strict=True)]
        for w, g in pairs if verbose else []:
            print("   want", {k: v for k, v in w.items() if v})
            print("    got", {k: v for k, v in g.items() if v and k not in ("Reports", "Spans", "Quotes", "What changed", "Proposition")} if g else "nothing")
    print(f"{'all':22} rows {total[0]:2} of {total[1]:2} found, {total[2]:2} drawn   cells {total[3]:5.1f} of {total[4]:3}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
