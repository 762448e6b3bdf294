"""Fit the weights of `read/weights.py` on a corpus of attributions and write them as a table of figures.

    python tools/fit_attribution.py TRAIN.jsonl [--min-count 2] [--C 0.3]

TRAIN is in the form of `polnear.py` (doc_id, text, attributions with source, cue, content spans). Candidates that lie inside another gold content
are left out: the corpus annotates the outermost attribution only and says nothing about them. Needs scikit-learn.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))


def contexts(path):
    """(context, record) of every document, parsed with the bundled model. A word without weights may be a candidate here."""
    from reportedly.bench.corpora import contexts, records
    from reportedly.read.reader import Reader

    reader = Reader.make()
    reader.lexicon.weights = Permissive()
    for record, ctx in contexts(reader, records(path)):
        yield ctx, record


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


def rows(ctx, gold):
    """(features, label) of every usable candidate."""
    from reportedly.read.candidates import candidates
    from reportedly.read.weights import features

    golds = [(words(ctx, g["cue"]), words(ctx, g["content"])) for g in gold]
    for c in candidates(ctx):
        cue = {k for k in range(c.cue[0], c.cue[1] + 1) if ctx.parse.tokens[k].pos != "PUNCT"} or {c.cue[0]}
        content = {k for a, b in c.content for k in range(a, b + 1) if ctx.parse.tokens[k].pos != "PUNCT"}
        label = 0
        nested = False
        for gcue, gcontent in golds:
            if c.head in gcue or (not gcue and content & gcontent):
                overlap = len(content & gcontent) / max(1, len(content | gcontent))
                label = max(label, int(overlap >= 0.25))
            elif cue <= gcontent:
                nested = True
        if label or not nested:
            yield features(ctx, c), label


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("train")
    ap.add_argument("--min-count", type=int, default=2)
    ap.add_argument("--C", type=float, default=0.3)
    ap.add_argument("--out", default=str(ROOT / "src/reportedly/data/en/attribution_weights.csv"))
    a = ap.parse_args()
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    data = [r for ctx, record in contexts(a.train) for r in rows(ctx, record["attributions"])]
    count = Counter(f for names, _ in data for f in set(names))
    vec = DictVectorizer()
    x = vec.fit_transform([{f: 1.0 for f in names if count[f] >= a.min_count} for names, _ in data])
    x.indices, x.indptr = x.indices.astype("int32"), x.indptr.astype("int32")
    y = [label for _, label in data]
    model = LogisticRegression(C=a.C, max_iter=400, fit_intercept=False, solver="liblinear").fit(x, y)
    with open(a.out, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(("feature", "weight"))
        for name, w in sorted(zip(vec.get_feature_names_out(), model.coef_[0], strict=True)):
            if abs(w) >= 0.05:
                out.writerow((name, f"{w:.2f}"))
    print(json.dumps({"candidates": len(y), "positive": sum(y), "features": x.shape[1]}))


main()
