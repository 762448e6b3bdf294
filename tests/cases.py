"""Marked cases (`tests/cases/*.txt`, one a line) and the examples of the tables, run through the reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marked import Marked, parse

from reportedly.ingest.plain import from_plain
from reportedly.model import Reading
from reportedly.read.reader import Reader

CASES = Path(__file__).parent / "cases"


def lines() -> Iterator[tuple[str, str, str]]:
    """(file, options, marked text); a line may begin with `@TYPE stance=denies country=PRK>RUS …` before the text."""
    for path in sorted(set(CASES.glob("*.txt")) - {CASES / "times.txt"}):  # another notation: see test_timex.py
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            options, text = ("", line)
            if line.startswith("@"):
                head, _, text = line.partition(" :: ")
                options = head[1:]
            yield f"{path.name}:{n}", options, text


def read_all(reader: Reader, texts: list[str]) -> list[Reading]:
    return list(reader.pipe(from_plain(t, published="2024-03-10") for t in texts))


def touches(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def attribution_right(reading: Reading, m: Marked) -> bool:
    """Some attribution has the marked cue, most of the marked content, and the marked source."""
    for s in reading.attributions:
        if not any(touches(c, w) for c in s.cue for w in m.spans.get("cue", [])):
            continue
        if m.spans.get("source") and not any(touches(x, w) for x in s.source for w in m.spans["source"]):
            continue
        got = {k for a, b in s.content for k in range(a, b) if m.text[k].isalnum()}
        want = {k for a, b in m.spans.get("content", []) for k in range(a, b) if m.text[k].isalnum()}
        if got and len(got & want) >= 0.5 * len(got | want):
            return True
    return False


def event_right(reading: Reading, m: Marked, kind: str) -> bool:
    """Some event of the type is anchored at the mark and names the marked parties."""
    for e in reading.events:
        if e.type != kind or not any(touches(e.anchor, w) for w in m.spans.get("event", [])):
            continue
        parties = [*e.actor_spans, *e.recipient_spans]
        if all(any(touches(p, w) for p in parties) for role in ("actor", "recipient") for w in m.spans.get(role, [])):
            return True
    return False


def claim_right(reading: Reading, options: str) -> bool:
    """Does some claim agree with every option (`type`, `frame`, `stance`, `fact`, `voice`, `actor`, `recipient`, `status`, `modality`, `none`)?"""
    wanted = dict(o.split("=", 1) for o in options.split())
    if "none" in wanted:
        return not any(reading.event(c.event).type == wanted["none"] or wanted["none"] == "any" for c in reading.claims)
    return any(all(value in fields(reading, n)[key] for key, value in wanted.items()) for n in range(len(reading.claims)))


def fields(reading: Reading, n: int) -> dict[str, list[str | None]]:
    claim = reading.claims[n]
    e = reading.event(claim.event)
    country = lambda ids: [a.country if (a := reading.actor(i)) else i for i in ids]  # noqa: E731
    return {
        "type": [e.type], "mode": [e.mode], "frame": [e.frame.name if e.frame else None], "status": [e.frame.status if e.frame else None], "stance": [claim.stance],
        "fact": [claim.factuality], "modality": [e.modality], "polarity": [e.polarity], "voice": ["author" if v.actor == "author" else (country([v.actor])[0] or v.actor) for v in claim.voices],
        "actor": country(e.actor), "recipient": country(e.recipient), "start": [e.time.start if e.time else None],
        "quantity": [f"{i.quantity:g}" if i.quantity is not None else None for i in (e.frame.items if e.frame else ())],
    }  # fmt: skip


def case_right(reading: Reading, options: str, m: Marked) -> bool:
    if options:
        return claim_right(reading, options)
    return attribution_right(reading, m)


def score_cases(reader: Reader) -> dict[str, tuple[int, int]]:
    """{file: (right, all)}"""
    found = [(name, options, parse(text)) for name, options, text in lines()]
    out: dict[str, tuple[int, int]] = {}
    for (name, options, m), reading in zip(found, read_all(reader, [m.text for _, _, m in found]), strict=True):
        file = name.partition(".txt")[0]
        right, total = out.get(file, (0, 0))
        out[file] = (right + case_right(reading, options, m), total + 1)
    return out


def score_rows(reader: Reader) -> dict[str, tuple[int, int]]:
    """How many examples of the cue and trigger tables fire, and how many near misses stay silent."""
    cues = [r for r in reader.lexicon.rows["cues"] if r.example]
    triggers = [r for r in reader.lexicon.rows["triggers"] if r.example and r.type != "NONE"]
    marked = [parse(r.example) for r in (*cues, *triggers)]
    readings = read_all(reader, [m.text for m in marked])
    near = read_all(reader, [r.near_miss or "." for r in (*cues, *triggers)])
    n = len(cues)
    return {
        "cue examples": (sum(attribution_right(x, m) for x, m in zip(readings[:n], marked[:n], strict=True)), n),
        "trigger examples": (sum(event_right(x, m, r.type) for x, m, r in zip(readings[n:], marked[n:], triggers, strict=True)), len(triggers)),
        "cue near misses": (sum(not any(r.id in s.why for s in x.attributions) for x, r in zip(near[:n], cues, strict=True)), n),
        "trigger near misses": (sum(not any(r.id in e.why for e in x.events) for x, r in zip(near[n:], triggers, strict=True)), len(triggers)),
    }
