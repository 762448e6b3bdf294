"""Fit the weights of `read/weights.py` on a corpus of attributions and on the tables' own examples, and write them as a table of figures.

    python tools/fit_attribution.py TRAIN.jsonl [--min-count 2] [--C 0.15] [--rows 1.5] [--half]

TRAIN is in the form of `polnear.py` (doc_id, text, attributions with source, cue, content spans). Candidates that lie inside another gold content
are left out: the corpus annotates the outermost attribution only and says nothing about them. It passes words of hearsay (`the alleged
attack`) by more often than not; those that it does not annotate are left out too.

Examples of the cue tables are attributions, candidates of a row in its near miss are none. They say how far a row's own frames, kinds and
sources go, for words that the corpus has seldom or never, so they bring no word of their own: their features are only those without words, and
words that the corpus has. `--rows` is their weight, 0 leaves them out. `--half` leaves out every second row (by hash of its id), writes
nothing and says how the rows left out come off. Needs scikit-learn.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from reportedly.bench.corpora import contexts, records  # noqa: E402
from reportedly.read.candidates import candidates  # noqa: E402
from reportedly.read.cues import cue_row  # noqa: E402
from reportedly.read.reader import Reader  # noqa: E402
from reportedly.read.select import chosen  # noqa: E402
from reportedly.read.weights import features  # noqa: E402

WORDS = ("L=", "LC=", "obj=", "objL=", "LV=", "first=")
"""Features that name a word."""
HEARSAY = {f"KC={kind}/{name}" for kind in ("say", "accuse", "doubt") for name in ("a:attr", "adv")}


class Permissive(dict):
    """Weights under which every noun and adjective is worth a look."""

    def get(self, key, default=None):
        return 1.0 if key.startswith("L=") else 0.0


def words(ctx, spans):
    out = set()
    for s, e in spans:
        k = ctx.parse.token_at(s)
        while k is not None and k < len(ctx.parse.tokens) and ctx.parse.tokens[k].start < e:
            if ctx.parse.tokens[k].pos not in ("PUNCT", "SPACE"):
                out.add(k)
            k += 1
    return out


def parts(ctx, c):
    """(tokens of the cue, of the content) of a candidate, punctuation left out."""
    cue = {k for k in range(c.cue[0], c.cue[1] + 1) if ctx.parse.tokens[k].pos != "PUNCT"} or {c.cue[0]}
    return cue, {k for a, b in c.content for k in range(a, b + 1) if ctx.parse.tokens[k].pos != "PUNCT"}


def of_corpus(ctx, gold):
    """(features, label) of every usable candidate of a document."""
    golds = [(words(ctx, g["cue"]), words(ctx, g["content"])) for g in gold]
    for c in candidates(ctx):
        if not c.content:
            continue
        cue, content = parts(ctx, c)
        label = 0
        nested = False
        for gcue, gcontent in golds:
            if c.head in gcue or (not gcue and content & gcontent):
                overlap = len(content & gcontent) / max(1, len(content | gcontent))
                label = max(label, int(overlap >= 0.25))
            elif cue <= gcontent:
                nested = True
        names = features(ctx, c)
        if label or not (nested or HEARSAY & set(names)):
            yield names, label


def right(ctx, c, m):
    """Does a candidate agree with a marked example? None where it has another cue."""
    marked = {name: words(ctx, m.spans.get(name, [])) for name in ("source", "cue", "content")}
    cue, content = parts(ctx, c)
    if not cue & marked["cue"]:
        return None
    source = {k for a, b in c.source for k in range(a, b + 1)}
    return (not marked["source"] or bool(source & marked["source"])) and 2 * len(content & marked["content"]) >= len(content | marked["content"])


def of_row(row, m, example, near):
    """(features, label) of a row's candidates in its example and in its near miss."""
    for c in candidates(example):
        label = right(example, c, m) if c.content else None
        if label is not None:
            yield features(example, c), int(label)
    for c in candidates(near):
        if c.content and cue_row(near, c) is row:
            yield features(near, c), 0


def tables(reader):
    """(row, marked example, its context, the near miss's context) of every row of the cue tables."""
    from marked import parse

    rows = [r for r in reader.lexicon.rows["cues"] if r.example]
    marked = [parse(r.example) for r in rows]
    texts = [{"text": t} for t in (*(m.text for m in marked), *(r.near_miss or "." for r in rows))]
    found = [ctx for _, ctx in contexts(reader, texts)]
    return list(zip(rows, marked, found[: len(rows)], found[len(rows) :], strict=True))


def left_out(row):
    return hashlib.sha256(row.id.encode()).digest()[0] % 2 == 1


def fit(corpus, rows, a):
    """{feature: weight}"""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    count = Counter(f for names, _ in corpus for f in set(names))
    extra = Counter(f for names, _ in rows for f in set(names) if not f.startswith(WORDS))
    kept = {f for both in (count, extra) for f, n in both.items() if n >= a.min_count}
    data = [*corpus, *rows]
    vec = DictVectorizer()
    x = vec.fit_transform([{f: 1.0 for f in names if f in kept} for names, _ in data])
    x.indices, x.indptr = x.indices.astype("int32"), x.indptr.astype("int32")
    y = [label for _, label in data]
    model = LogisticRegression(C=a.C, max_iter=400, fit_intercept=False, solver="liblinear")
    model.fit(x, y, sample_weight=[1.0] * len(corpus) + [a.rows] * len(rows))
    print(json.dumps({"corpus": len(corpus), "rows": len(rows), "positive": sum(y), "features": x.shape[1]}))
    return {name: round(float(w), 2) for name, w in zip(vec.get_feature_names_out(), model.coef_[0], strict=True) if abs(w) >= 0.05}


def report(lexicon, weights, items):
    """Shares of examples that come out and of near misses that stay silent, among rows that the fit has not seen."""
    lexicon.weights = weights
    items = [i for i in items if left_out(i[0])]
    found = sum(any(right(e, c, m) for c in chosen(e, candidates(e))) for _, m, e, _ in items)
    silent = sum(not any(cue_row(n, c) is r for c in chosen(n, candidates(n))) for r, _, _, n in items)
    print(json.dumps({"rows left out": len(items), "examples": round(found / len(items), 4), "near misses": round(silent / len(items), 4)}))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("train")
    ap.add_argument("--min-count", type=int, default=2)
    ap.add_argument("--C", type=float, default=0.15)
    ap.add_argument("--rows", type=float, default=1.5)
    ap.add_argument("--half", action="store_true")
    ap.add_argument("--out", default=str(ROOT / "src/reportedly/data/en/attribution_weights.csv"))
    a = ap.parse_args()
    reader = Reader.make()
    items = tables(reader)
    reader.lexicon.weights = Permissive()
    corpus = [r for record, ctx in contexts(reader, records(a.train)) for r in of_corpus(ctx, record["attributions"])]
    rows = [r for i in items if a.rows and not (a.half and left_out(i[0])) for r in of_row(*i)]
    weights = fit(corpus, rows, a)
    if a.half:
        report(reader.lexicon, weights, items)
        return
    with open(a.out, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(("feature", "weight"))
        out.writerows((name, f"{w:.2f}") for name, w in sorted(weights.items()))


main()
