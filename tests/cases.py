"""Marked cases (`tests/cases/*.txt`, one a line) and the examples of the tables, run through the reader."""

from __future__ import annotations

import collections
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from marked import Marked, parse

from reportedly.ingest.plain import from_plain
from reportedly.model import Count, Frame, Measure, Money, Reading
from reportedly.read.reader import Reader

CASES = Path(__file__).parent / "cases"


def lines(*files: str) -> Iterator[tuple[str, str, str]]:
    """(file, options, marked text) of the named files, or of all; a line may begin with `@frame=denial stance=denies …` before the text."""
    for path in sorted(set(CASES.glob("*.txt")) - {CASES / "coreference.txt", CASES / "times.txt"}):  # have marks and readers of their own
        if files and path.stem not in files:
            continue
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
    """Some event of the type is anchored at the mark and names the marked parties, alone or with others of the same anchor (a listing has an event a target)."""
    for e in reading.events:
        if e.type != kind or not any(touches(e.anchor, w) for w in m.spans.get("event", [])):
            continue
        parties = [p for o in reading.events if (o.type, o.anchor) == (e.type, e.anchor) for p in (*o.actor_spans, *o.recipient_spans)]
        if all(any(touches(p, w) for p in parties) for role in ("actor", "recipient") for w in m.spans.get(role, [])):
            return True
    return False


def wishes(options: str) -> list[tuple[str, str]]:
    """The options of a case in order; a key may stand more than once, an underscore in a value stands for a space."""
    return [(key, value.replace("_", " ") if key in TEXTS else value) for key, _, value in (o.partition("=") for o in options.split())]


TEXTS = {"item", "designation", "route", "label", "program", "basis", "reason", "deed", "denied", "place", "blocks"}


def claim_right(reading: Reading, options: str) -> bool:
    """Does some claim agree with every option? `none=TYPE` asks that no event of the type came out."""
    wanted = wishes(options)
    if wanted[0][0] == "none":
        return not any(wanted[0][1] in (reading.event(c.event).type, "any") for c in reading.claims)
    right, total, _ = slots(reading, options)
    return right == total


def slots(reading: Reading, options: str) -> tuple[int, int, list[str]]:
    """(right, all, the wrong ones) options of a case, of the claim that agrees with most; where a frame is asked for, only claims with it count."""
    wanted = wishes(options)
    found = [fields(reading, n) for n in range(len(reading.claims))]
    first = wanted[0]
    if first[0] == "frame":
        found = [f for f in found if first[1] in f["frame"]]
    wrong = [[f"{k}={v}" for k, v in wanted if not agrees(k, v, f)] for f in found]
    least = min(wrong, key=len, default=[f"{k}={v}" for k, v in wanted])
    return len(wanted) - len(least), len(wanted), least


def agrees(key: str, value: str, got: dict[str, list[str | None]]) -> bool:
    """Texts agree when they hold the wanted words and at most three more; an item's text needs the same words, its number aside."""
    if key not in TEXTS:
        return value in got.get(key, ())
    want = _words(value)
    slack = 0 if key in ("item", "designation") else 3
    return any(want <= _words(g) and len(_words(g)) <= len(want) + slack for g in got.get(key, ()) if g)


def _words(text: str) -> set[str]:
    return {w.removesuffix("s") for w in re.findall(r"[\w-]+", text.lower())} - {"the", "a", "an", "it", "their", "of"}


def fields(reading: Reading, n: int) -> dict[str, list[str | None]]:
    claim = reading.claims[n]
    e = reading.event(claim.event)
    country = lambda ids: [a.country if (a := reading.actor(i)) else i for i in ids]  # noqa: E731
    slots = frame_fields(e.frame, country) if e.frame else {}
    return {
        **slots,
        "type": [e.type], "mode": [e.mode], "frame": [e.frame.name if e.frame else None], "status": [e.frame.status if e.frame else None], "stance": [claim.stance],
        "fact": [claim.factuality], "modality": [e.modality], "polarity": [e.polarity], "voice": ["author" if v.actor == "author" else (country([v.actor])[0] or v.actor) for v in claim.voices],
        "actor": country(e.actor), "recipient": country(e.recipient), "start": [e.time.start if e.time else None],
        "place": [e.place.name if e.place else "null", *slots.get("place", [])], "where": [*e.place.countries, e.place.country] if e.place else [],
        "geonames": [str(e.place.geonames)] if e.place else [], "at": [e.place.kind] if e.place else [],
        "source": [claim.source_kind],
        "evidence": [x.kind for x in claim.evidence], "holder": country([x.holder for x in claim.evidence if x.holder]), "shown": [str(x.shown).lower() for x in claim.evidence],
    }  # fmt: skip


def frame_fields(frame: Frame, country: Callable[[list[str]], list[str | None]]) -> dict[str, list[str | None]]:
    """The slots of a frame as the options name them."""
    out: dict[str, list[str | None]] = collections.defaultdict(list)
    for item in frame.items:
        out["item"].append(item.text)
        out["designation"].append(item.designation)
        out["category"].append(item.category)
        for key, number in (("quantity", item.quantity), ("low", item.low), ("high", item.high)):
            out[key].append(None if number is None else f"{number:g}" if number % 1 else str(int(number)))
    for key, value in frame.detail:
        if isinstance(value, Money):
            out["price"].append(f"{value.amount:.0f}")
            out["currency"].append(value.currency)
        elif isinstance(value, Count):
            out[key].append(None if value.best is None else f"{value.best:.0f}")
            out[key + "_low"].append(None if value.low is None else f"{value.low:.0f}")
            out[key + "_high"].append(None if value.high is None else f"{value.high:.0f}")
        elif isinstance(value, Measure):
            out[key].append(f"{value.value:g}")
        elif key == "count_by":
            out["by"] += country([str(value)])
        else:
            name = {"programme": "program"}.get(key, key)
            out[name] += list(value) if isinstance(value, tuple) else ["yes" if value is True else str(value)]
    return out


def case_right(reading: Reading, options: str, m: Marked) -> bool:
    if options:
        return claim_right(reading, options)
    return attribution_right(reading, m)


SLOTTED = ("frames", "frames_held", "evidence")
"""Files whose slots are counted one by one; in all others a case is right or wrong."""


def score_cases(reader: Reader) -> dict[str, tuple[int, int]]:
    """{file: (right, all)}"""
    found = [(name, options, parse(text)) for name, options, text in lines()]
    out: dict[str, tuple[int, int]] = {}
    for (name, options, m), reading in zip(found, read_all(reader, [m.text for _, _, m in found]), strict=True):
        file = name.partition(".txt")[0]
        right, total = out.get(file, (0, 0))
        more = slots(reading, options)[:2] if file in SLOTTED else (case_right(reading, options, m), 1)
        out[file] = (right + more[0], total + more[1])
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
