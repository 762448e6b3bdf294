"""How fast a ledger takes claims in and answers: `python bench/ledger.py [CLAIMS] [PLACE]`. The world is made up, from a seed."""

from __future__ import annotations

import gc
import hashlib
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from reportedly.ledger.store import Wanted
from reportedly.model import Actor, Attribution, Block, Claim, Event, Frame, Item, MadeBy, Place, Reading, Report, Span, TimeSpan, Voice
from reportedly.read.claims import factuality
from reportedly.stores import Store, open_ledger

_COUNTRIES = [f"{a}{b}{c}" for a in "ABCDEF" for b in "AEIOU" for c in "LMNRST"]
_KINDS = [("AID", "arms_transfer"), ("SANCTION", "designation"), ("MOBILIZE", "weapons_test"), ("ASSAULT", "casualties"), ("ASSAULT", None), ("CONSULT", None),
          ("COOPERATE", None), ("REQUEST", None), ("COERCE", None), ("SUPPORT", None), ("PROTEST", None), ("ACCUSE", "accusation")]  # fmt: skip
_ITEMS = [("rockets", None, "III"), ("drones", None, "IV"), ("weapons", None, None), ("T-72 tanks", "T-72", "I"), ("artillery shells", None, "III"), ("missiles", None, "VII")]
_STANCES = ["asserts"] * 6 + ["denies", "accuses", "confirms", "doubts", "predicts", "admits"]
_VOCABULARY = [f"{a}{b}{c}" for a in "b d f g k l m n p r s t".split() for b in "a e i o u".split() for c in "ck ll nd rt sh st ter ven".split()]
_WEIGHTS = [1 / (k + 2) for k in range(len(_COUNTRIES))]
"""Few are named often and many seldom: the first stands in every ninth claim."""
_REPORT_CLAIMS, _DAYS, _COPIES, _RETOLD = 10, 1500, 0.3, 0.3


def _actors(r: random.Random, n: int) -> list[Actor]:
    countries = r.choices(_COUNTRIES, _WEIGHTS, k=n)
    return [Actor(f"state:{c}", c.title(), "state", c, ("GOV",)) if r.random() < 0.7 else Actor(f"org:{c}-mod", f"{c.title()} ministry", "organisation", c, ("MIL", "GOV")) for c in countries]


def _event(r: random.Random, n: int, actors: list[Actor], told: date, at: Span) -> Event:
    type_, frame = r.choice(_KINDS)
    items = tuple(Item(t, at, r.choice([None, None, float(r.randint(1, 90))]), d, c) for t, d, c in r.sample(_ITEMS, 1)) if frame in ("arms_transfer", "weapons_test", "casualties") else ()
    day = (told - timedelta(days=r.randint(0, 3))).isoformat()
    return Event(
        f"e{n}", type_, at, actor=(r.choice(actors).id,), recipient=(r.choice(actors).id,), frame=Frame(frame, None, items) if frame else None,  # type: ignore[arg-type]
        time=TimeSpan(day, day, at) if r.random() < 0.6 else None, place=Place(r.choice(_VOCABULARY).title(), r.choice(actors).country) if r.random() < 0.3 else None,
    )  # fmt: skip


def world(claims: int, seed: int = 1) -> Iterator[Reading]:
    """Readings of made-up reports with ten claims each. Three in ten are copies of another of the last days, three tell what another tells."""
    r = random.Random(seed)
    stories: list[tuple[str, list[Span], list[Actor], tuple[Event, ...]]] = []
    for n in range(claims // _REPORT_CLAIMS):
        told = date(2020, 1, 1) + timedelta(days=n * _DAYS * _REPORT_CLAIMS // max(claims, 1))
        how = r.random()
        if stories and how < _COPIES:
            text, sentences, actors, events = r.choice(stories[-20:])
        elif stories and how < _COPIES + _RETOLD:
            _, _, actors, before = r.choice(stories[-20:])
            text, sentences = _text(r)
            events = tuple(replace(e, anchor=Span(s.start, s.start + 5)) for e, s in zip(before, sentences, strict=True))
        else:
            text, sentences = _text(r)
            actors = sorted(set(_actors(r, 4)), key=lambda a: a.id)
            events = tuple(_event(r, k, actors, told, Span(s.start, s.start + 5)) for k, s in enumerate(sentences, 1))
            stories.append((text, sentences, actors, events))
        yield _reading(r, n, told.isoformat(), text, sentences, actors, events)


def _text(r: random.Random) -> tuple[str, list[Span]]:
    parts = [" ".join(r.choices(_VOCABULARY, k=25)).capitalize() + "." for _ in range(_REPORT_CLAIMS)]
    ends = [sum(len(p) + 1 for p in parts[: k + 1]) - 1 for k in range(len(parts))]
    return " ".join(parts), [Span(e - len(p), e) for p, e in zip(parts, ends, strict=True)]


def _reading(r: random.Random, n: int, day: str, text: str, sentences: list[Span], actors: list[Actor], events: tuple[Event, ...]) -> Reading:
    said = tuple(Attribution(f"s{k}", "say", "asserts", (Span(s.start + 6, s.start + 9),), (Span(s.start + 10, s.end),)) for k, s in enumerate(sentences, 1))
    made = []
    for k, e in enumerate(events, 1):
        stance = r.choice(_STANCES)
        voice = Voice(r.choice(actors).id, f"s{k}") if r.random() < 0.7 else Voice("author")
        made.append(Claim(f"c{k}", e.id, (voice,), stance if voice.attribution else "asserts", factuality(stance, "CT+", 3.0), why=("row",)))  # type: ignore[arg-type]
    ident = "sha256:" + hashlib.sha256("\0".join((f"{n}", day, text)).encode()).hexdigest()
    return Reading(
        Report(text, ident, title=f"{n}", published=day, outlet=r.choice(["Meridian Wire", "Nile Observer", "Harbour Post"]), blocks=(Block("paragraph", Span(0, len(text))),)),
        MadeBy("0.1.0", "0", "0"), tuple(actors), attributions=said, events=events, claims=tuple(made),
    )  # fmt: skip


def _ms(call: Callable[[], object], times: int = 5) -> str:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        took.append(1000 * (time.perf_counter() - start))
    return f"{statistics.median(took):.1f} ms (worst {max(took):.1f})"


def main(claims: int, place: str) -> None:
    found = list(world(claims))
    gc.collect()
    gc.freeze()  # what is only here to be added is not searched for garbage again and again
    with open_ledger(place, new=True) as store:
        for part in range(10):
            _tenth(store, found[part * len(found) // 10 : (part + 1) * len(found) // 10])
        start = time.perf_counter()
        for reading in list(world(200, seed=2)):
            store.add([reading])
        print(f"one report at a time: {(time.perf_counter() - start) / 20 * 1000:.1f} ms a report of {_REPORT_CLAIMS} claims")
        counts = {t: store.db.all(f"SELECT COUNT(*) FROM {t}")[0][0] for t in ("claims", "subjects", "edges", "propositions")}
        largest = store.db.all("SELECT COUNT(*) FROM subjects GROUP BY proposition ORDER BY COUNT(*) DESC LIMIT 1")[0][0]
        print(", ".join(f"{n:,} {t}" for t, n in counts.items()), f"(the largest of {largest} subjects)")
        print("contested, latest 50", _ms(lambda: store.summaries(Wanted(denied=True, limit=50))))
        print(f"contested, all {len(store.summaries(Wanted(denied=True))):,}", _ms(lambda: store.summaries(Wanted(denied=True))))
        print("all disputes      ", _ms(lambda: store.summaries(Wanted())))
        print("disputes of a party", _ms(lambda: store.summaries(Wanted(party="BAL"))))
        print("claims of a voice  ", _ms(lambda: store.claims(Wanted(source="AAL", about="arms_transfer", stance="denies"))))
        print("search one word    ", _ms(lambda: store.search("back")))
        print("search two words   ", _ms(lambda: store.search("back tell")))
        print("actors             ", _ms(lambda: store.actors(Wanted(limit=50))))
        print("who accuses whom   ", _ms(lambda: store.pairs("accuses", Wanted(), "month")))
        print("who denies whom    ", _ms(lambda: store.pairs("denies", Wanted(), "month")))
        print("what happened      ", _ms(lambda: store.happenings(Wanted(limit=50))))
        print("timeline           ", _ms(lambda: store.timeline(since="2023-12-01")))
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _tenth(store: Store, part: list[Reading]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    added = store.add(part)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{added.claims:,} claims: {added.claims / wall:,.0f} a second, {added.claims / cpu:,.0f} a second of processor time", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2] if len(sys.argv) > 2 else str(Path(folder) / "bench.ledger"))
