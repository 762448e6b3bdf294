"""Where attributions are missed: recall by category and the commonest misses, on a corpus in PolNeAR's form.

    .venv/bin/python bench/attribution.py ../shared/gold/attribution-dev.jsonl

Needs `score_attribution.py` in the folder `../eval` beside the corpus. A gold attribution counts as found when a prediction is aligned with it
and their contents overlap by half (the scorer's own detection). Categories overlap; `product slice` holds what a reader of claims cannot do
without: quoted or partly quoted words, a finite clause under a verb of saying or thinking, and `according to`.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportedly.bench.corpora import contexts, records
from reportedly.read.candidates import candidates
from reportedly.read.context import Context
from reportedly.read.reader import Reader
from reportedly.read.select import chosen

PRONOUNS = {"i", "we", "you", "he", "she", "they", "it", "who", "which", "that", "this"}


def scorer(corpus: Path) -> Any:
    path = corpus.resolve().parent.parent / "eval" / "score_attribution.py"
    if not path.is_file():
        sys.exit(f"{path}: not there; the scorers lie in the folder eval beside the corpora's")
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tokens(ctx: Context, spans: list[list[int]]) -> list[Any]:
    return [t for t in ctx.parse.tokens for a, b in spans if a <= t.start < b and t.pos not in ("PUNCT", "SPACE")]


def categories(ctx: Context, gold: dict[str, Any], kind: str, nested: bool) -> Iterator[str]:
    """The categories of a gold attribution."""
    cue, source, content = (tokens(ctx, gold[k]) for k in ("cue", "source", "content"))
    yield kind
    words = " ".join(t.lower for t in cue)
    if nested:
        yield "nested"
    if not gold["cue"]:
        yield "cue-less"
    elif not cue:
        yield "cue is a colon or dash"
    verbs = [t for t in cue if t.pos in ("VERB", "AUX")]
    if cue and not verbs and any(t.pos in ("NOUN", "PROPN") for t in cue):
        yield "noun cue"
    if verbs and any(t.pos == "NOUN" for t in cue):
        yield "verb + noun cue"
    if any(t.dep == "auxpass" for t in cue):
        yield "passive"
    if not gold["source"]:
        yield "no source"
    if source and all(t.lower in PRONOUNS for t in source):
        yield "pronoun source"
    inside = {t.i for t in content}
    roots = [t for t in content if t.head not in inside or t.head == t.i]
    clause = any(r.pos in ("VERB", "AUX") and ctx.parse.child(r.i, "nsubj", "nsubjpass", "expl") is not None for r in roots)
    finite = clause and not any(t.tag == "TO" and t.head in {r.i for r in roots} for t in content)
    verb = any(t.pos == "VERB" and t.lemma not in ("be", "have", "do", "make") for t in cue) and not any(t.pos in ("NOUN", "ADJ") for t in cue)
    if roots and not clause and any(ctx.parse.child(r.i, "aux") is not None and r.tag == "VB" for r in roots):
        yield "to-infinitive"
    elif roots and roots[0].tag == "VBG":
        yield "-ing"
    elif roots and not clause and kind == "indirect":
        yield "noun phrase"
    if kind in ("direct", "mixed") or (finite and verb) or "according to" in words:
        yield "product slice"


def main(corpus: Path) -> None:
    S = scorer(corpus)
    seen: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for record, ctx in contexts(Reader.make(), records(corpus)):
        doc = S.Document(record["text"])
        found = [
            {"source": spans(ctx, c.source), "cue": spans(ctx, [c.cue]), "content": spans(ctx, c.content)} for c in chosen(ctx, candidates(ctx))
        ]
        gold, pred = S.prepare(doc, record["attributions"]), S.drop_nested(S.prepare(doc, found))
        outer = {id(g) for g in S.drop_nested(gold)}
        got = {j for i, j in S.align(pred, gold) if S.jaccard(pred[i]["content"], gold[j]["content"]) >= 0.5}
        for j, g in enumerate(gold):
            for name in categories(ctx, g["raw"], S.kind_of(doc, g), id(g) not in outer):
                seen[name] += 1
                hit[name] += j in got
            if j not in got:
                cue = tokens(ctx, g["raw"]["cue"])
                head = next((t for t in cue if t.head not in {c.i for c in cue}), cue[0] if cue else None)
                missed[f"{head.lemma.lower()} ({head.pos})" if head else "(no cue)"] += 1
    print(f"{'category':24}{'recall':>8}{'of':>7}")
    for name, n in seen.most_common():
        print(f"{name:24}{100 * hit[name] / n:8.1f}{n:7}")
    print("\ntwenty commonest misses, by the head of the cue:", ", ".join(f"{w} {n}" for w, n in missed.most_common(20)))


def spans(ctx: Context, ranges: list[tuple[int, int]]) -> list[list[int]]:
    return [list(ctx.parse.span(a, b)) for a, b in ranges]


main(Path(sys.argv[1]))
