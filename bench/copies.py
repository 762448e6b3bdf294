"""Copies, updates and other reports made from the example reports, and how families tells them apart: python bench/copies.py [SEED…]

Harder than a cut: copies lose all but three paragraphs, change spelling, verbs of saying, everyday words (as a translation there and back
does), headline, quotation marks, paragraph breaks, order, and get furniture or a local lead. Against them stand updates of the same agency
(new lead, risen numbers, old background), follow-ups that quote paragraphs, and other newsrooms' reports that share official quotations.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from reportedly.ingest import from_path, from_text
from reportedly.ledger.families import families
from reportedly.model import Report

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parent / "examples" / "reports").glob("*.md"))
WORDS: dict[str, list[list[str]]] = json.loads((HERE / "copies_words.json").read_text(encoding="utf-8"))
UPDATES: dict[str, list[list[str]]] = json.loads((HERE / "copies_updates.json").read_text(encoding="utf-8"))
MAKERS = 12
"""Copies made of each report."""

Paragraphs = list[str]


@dataclass(frozen=True, slots=True)
class Article:
    """A made report: the family it belongs to, and how it was made."""

    report: Report
    family: str
    kind: str


def swap(text: str, pairs: list[list[str]], rng: random.Random, share: float = 1.0) -> str:
    """Each pair's first word by its second, in about `share` of the places."""

    def change(m: re.Match[str]) -> str:
        if rng.random() > share:
            return m[0]
        new = table[m[0].lower()]
        return new[0].upper() + new[1:] if m[0][0].isupper() else new

    table = {a.lower(): b for a, b in pairs}
    pattern = r"\b(" + "|".join(sorted(map(re.escape, table), key=len, reverse=True)) + r")\b"
    return re.sub(pattern, change, text, flags=re.I)


def sentences(paragraph: str) -> list[str]:
    return re.split(r"(?<=[a-z0-9][.!?])\s+(?=[A-Z])", paragraph)


def cut(p: Paragraphs, rng: random.Random) -> Paragraphs:
    return p[:3]


def inner_cut(p: Paragraphs, rng: random.Random) -> Paragraphs:
    return p[:2] + [x for x in p[2:] if rng.random() < 0.5]


def spelling(p: Paragraphs, rng: random.Random) -> Paragraphs:
    return [swap(x, WORDS["spelling"], rng) for x in p]


def verbs(p: Paragraphs, rng: random.Random) -> Paragraphs:
    return [swap(x, WORDS["saying"], rng, 0.8) for x in p]


def translated(p: Paragraphs, rng: random.Random) -> Paragraphs:
    """Everyday words changed as a translation there and back does."""
    return [swap(x, WORDS["translated"], rng, 0.7) for x in p]


def marks(p: Paragraphs, rng: random.Random) -> Paragraphs:
    out = [re.sub(r'"([^"]*)"', r"“\1”", x).replace("'", "’") for x in p]
    return [x.replace("“", "‘").replace("”", "’") for x in out] if rng.random() < 0.3 else out


def merged(p: Paragraphs, rng: random.Random) -> Paragraphs:
    return [" ".join(p[k : k + 2]) for k in range(0, len(p), 2)]


def split(p: Paragraphs, rng: random.Random) -> Paragraphs:
    return [s for x in p for s in sentences(x)]


def reordered(p: Paragraphs, rng: random.Random) -> Paragraphs:
    rest = p[1:]
    k = rng.randrange(1, len(rest)) if len(rest) > 2 else 0
    return [p[0], *rest[k:], *rest[:k]]


def lead_turned(p: Paragraphs, rng: random.Random) -> Paragraphs:
    """What the lead says last, and the day, taken away or put first."""
    lead = re.sub(r" on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", "", p[0])
    parts = lead.rstrip(".").rsplit(", ", 1)
    turned = f"{parts[1][0].upper()}{parts[1][1:]}: {parts[0]}." if len(parts) > 1 and len(parts[1].split()) > 2 else lead
    return [turned, *p[1:]]


def local_lead(p: Paragraphs, rng: random.Random) -> Paragraphs:
    return [rng.choice(WORDS["local"])[0], *p]


def furniture(p: Paragraphs, rng: random.Random) -> Paragraphs:
    out = list(p)
    for line, _ in rng.sample(WORDS["furniture"], 3):
        out.insert(rng.randrange(1, len(out) + 1), line)
    return out


CHANGES: tuple[Callable[[Paragraphs, random.Random], Paragraphs], ...] = (
    inner_cut, spelling, verbs, translated, marks, merged, split, reordered, lead_turned, local_lead, furniture, cut,
)  # fmt: skip


def body(report: Report) -> Paragraphs:
    return [b.span.of(report.text) for b in report.blocks if b.kind == "paragraph"]


def made(p: Paragraphs, ident: str, title: str, published: str | None) -> Report:
    return replace(from_text("\n\n".join([f"# {title}", *p]), published=published), id=ident)


def copies(name: str, report: Report, rng: random.Random) -> list[Article]:
    out = []
    for k in range(MAKERS):
        p = body(report)
        picked = [CHANGES[k], *rng.sample(CHANGES, rng.randint(0, 3))]
        for change in sorted(set(picked), key=CHANGES.index):
            p = change(p, rng)
        kind = "copy, " + CHANGES[k].__name__.replace("_", " ")
        out.append(Article(made(p, f"{name}-copy{k}", rng.choice(WORDS["headlines"])[0], report.published), name, kind))
    return out


def risen(p: Paragraphs, rng: random.Random) -> Paragraphs:
    """Numbers of the lead and of half the other paragraphs raised."""

    def up(m: re.Match[str]) -> str:
        return str(round(int(m[0]) * rng.uniform(1.2, 1.9)) + 1)

    def raised(text: str) -> str:
        return re.sub(r"(?<![\w.,$-])\d{1,3}(?![\w.,-]|\s?(?:mm|a\.m|p\.m))", up, text)

    return [raised(x) if k == 0 or rng.random() < 0.5 else x for k, x in enumerate(p)]


def updates(name: str, report: Report, rng: random.Random) -> list[Article]:
    """The agency's next reports on the story: a new lead and a new paragraph, then the old ones as background; where it has a toll, a risen one."""
    p = body(report)
    out = []
    for k, new in enumerate(UPDATES.get(name, [])):
        shares = {"update, half old": p[2 : 2 + len(p) // 2], "update, nearly all old": p[1:], "update, old lead kept": [demoted(p[0]), *p[2:]]}
        for kind, old in shares.items():
            ident = f"{name}-update{k}-{kind.split(', ')[1].replace(' ', '')}"
            out.append(Article(made([*new, *old], ident, new[0][:60], report.published), f"{name}-update{k}", kind))
    if re.search(r"\b\d{1,3} (?:people|dead|killed|launchers|tankers)", p[0]):
        out.append(Article(made(risen(p, rng), f"{name}-risen", "Toll rises", report.published), f"{name}-risen", "update, numbers risen"))
    return out


def demoted(lead: str) -> str:
    """The lead as background further down."""
    return "Earlier, " + re.sub(r" on (\w+day)", " late on \\1", lead[0].lower() + lead[1:])


def others(reports: dict[str, Report], rng: random.Random) -> list[Article]:
    """Other newsrooms' reports with the official quotations of the original, and follow-ups of other stories with two paragraphs of it."""
    out = []
    for name, report in reports.items():
        if "-04-" not in name and "-05-" not in name:
            continue
        wire = body(reports[next(n for n in reports if n.startswith(name[:2]) and "-01-" in n)])
        own = body(report)
        quoted = [x for x in wire[1:] if '"' in x]
        at = rng.randrange(2, len(own))
        out.append(Article(made(own[:at] + quoted[:3] + own[at:], f"{name}-quotes", "Second account", report.published), name, "other newsroom, shared quotes"))
        story = rng.choice([n for n in reports if n[0] != name[0] and "-06-" in n])
        far = body(reports[story])
        out.append(Article(made(far[:4] + rng.sample(wire[1:], 2) + far[4:6], f"{name}-follow", "Next story", None), story, "follow-up that quotes"))
    return out


def articles(seed: int) -> list[Article]:
    rng = random.Random(f"copies:{seed}")
    reports = {p.stem: from_path(p) for p in EXAMPLES if "republication" not in p.stem}
    out = [Article(replace(r, id=name), name, "original") for name, r in reports.items()]
    for name, report in reports.items():
        out += copies(name, report, rng) + updates(name, report, rng)
    out += others(reports, rng)
    rng.shuffle(out)
    return out


def confusion(seed: int) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """(pairs of each kind, those right, [true, false, missed] pairs). A copy is right if it is with its original; another report if it is alone
    of its kind, with no original or copy of another family."""
    made_now = articles(seed)
    found = families(a.report for a in made_now)
    original = {a.family: a.report.id for a in made_now if a.kind == "original"}
    strangers: dict[str, set[str]] = {}
    for a in made_now:
        strangers.setdefault(found[a.report.id], set()).add(a.family)
    total, right, pairs = Counter[str](), Counter[str](), Counter[str]()
    for a in made_now:
        total[a.kind] += 1
        if a.kind.startswith("copy"):
            right[a.kind] += found[a.report.id] == found[original[a.family]]
        else:
            right[a.kind] += len(strangers[found[a.report.id]]) == 1
    for i, a in enumerate(made_now):
        for b in made_now[:i]:
            same, got = a.family == b.family, found[a.report.id] == found[b.report.id]
            pairs["true" if same and got else "false" if got else "missed" if same else "apart"] += 1
    return total, right, pairs


def main(seeds: list[int]) -> None:
    total, right, pairs = Counter[str](), Counter[str](), Counter[str]()
    for seed in seeds:
        for into, more in zip((total, right, pairs), confusion(seed), strict=True):
            into.update(more)
    for kind in sorted(total):
        print(f"{kind:36} {total[kind]:5}  right {100 * right[kind] / total[kind]:6.2f} %")
    p, r = pairs["true"] / (pairs["true"] + pairs["false"]), pairs["true"] / (pairs["true"] + pairs["missed"])
    print(f"pairs: precision {100 * p:.2f}  recall {100 * r:.2f}  F1 {200 * p * r / (p + r):.2f}")


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [1, 2, 3])
