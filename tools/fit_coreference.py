"""Fit the weights of `ledger/likeness.py` on a corpus of event mentions and write them as a table of figures.

    python tools/fit_coreference.py TRAIN.jsonl [--C 0.05] [--min-count 5] [--min-topics 5]

TRAIN holds a document a line: doc_id, topic, subtopic, text, mentions with start, end, cluster (ECB+ in this form). Pairs within a subtopic are
the data; a mention with many pairs counts as much as one with few. A feature of a single word (`L=`, `SET=`) is kept where it stands in
enough topics, so that no topic's own words are learned. Needs scikit-learn.
"""

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))
LEXICAL = ("L=", "SET=")


def rows(path):
    """(features, label, topic, weight) of every pair that is worth a comparison."""
    from reportedly.bench.corpora import contexts, records
    from reportedly.ledger.coreference import compared
    from reportedly.read.reader import Reader

    reader = Reader.make()
    docs = sorted(contexts(reader, records(path)), key=lambda d: d[0]["doc_id"])
    gold = {(r["doc_id"], m["start"], m["end"]): m["cluster"] for r, _ in docs for m in r["mentions"]}
    topic = {r["doc_id"]: r["topic"] for r, _ in docs}
    documents = [(r["doc_id"], r["subtopic"], ctx, [(m["start"], m["end"]) for m in r["mentions"]]) for r, ctx in docs]
    for group in compared(documents, reader.parser.kinship):
        degree = Counter(k for pair, _ in group.pairs for k in pair)
        for (i, j), names in group.pairs:
            a, b = group.places[i], group.places[j]
            yield names, int(gold[a] == gold[b]), topic[a[0]], 1 / degree[i] + 1 / degree[j]


def kept(data, min_count, min_topics):
    count = Counter(f for names, *_ in data for f in names)
    where = defaultdict(set)
    for names, _, topic, _ in data:
        for f in names:
            if f.startswith(LEXICAL):
                where[f].add(topic)
    return {f for f, n in count.items() if n >= min_count and (not f.startswith(LEXICAL) or len(where[f]) >= min_topics)}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("train")
    ap.add_argument("--C", type=float, default=0.05)
    ap.add_argument("--min-count", type=int, default=5)
    ap.add_argument("--min-topics", type=int, default=5)
    ap.add_argument("--out", default=str(ROOT / "src/reportedly/data/en/event_weights.csv"))
    a = ap.parse_args()
    import numpy
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    data = list(rows(a.train))
    keep = kept(data, a.min_count, a.min_topics)
    vec = DictVectorizer()
    x = vec.fit_transform([{f: 1.0 for f in names if f in keep} for names, *_ in data])
    x.indices, x.indptr = x.indices.astype("int32"), x.indptr.astype("int32")
    y = [label for _, label, _, _ in data]
    weight = numpy.array([w for *_, w in data])
    model = LogisticRegression(C=a.C, max_iter=400, fit_intercept=False, solver="liblinear").fit(x, y, sample_weight=weight / weight.mean())
    with open(a.out, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(("feature", "weight"))
        for name, w in sorted(zip(vec.get_feature_names_out(), model.coef_[0], strict=True)):
            if abs(w) >= 0.005:
                out.writerow((name, f"{w:.2f}"))
    print(json.dumps({"pairs": len(y), "same": sum(y), "features": x.shape[1]}))


main()
