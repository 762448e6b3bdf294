"""Marked coreference cases (`tests/cases/coreference.txt`): read, run, judge. `python tests/coreference_cases.py` prints the shares."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reportedly.ingest.plain import from_plain
from reportedly.model import Actor, Reading
from reportedly.read.reader import Reader

FILE = Path(__file__).parent / "cases" / "coreference.txt"
_MARK = re.compile(r"\[([^\s\]]+) ([^\]]*)\]")
_TAIL = re.compile(r"(?:'s|’s|'| ?\([^)]*\))+$")
_LABEL = re.compile(r"[a-z]+$")


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the file. `marks` are (start, end, label, requirement); either of the last two may be empty."""

    line: int
    held: bool
    date: str
    text: str
    marks: tuple[tuple[int, int, str, str], ...]
    marked: str


def cases() -> list[Case]:
    lines = enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1)
    return [_case(n, line) for n, line in lines if line.startswith("@")]


def _case(number: int, line: str) -> Case:
    head, _, marked = line.partition(":: ")
    options = head[1:].split()
    date = next((o.removeprefix("date=") for o in options if o.startswith("date=")), "2024-03-10")
    marks, text, end = [], "", 0
    for m in _MARK.finditer(marked):
        text += marked[end : m.start()]
        start, end = len(text), m.end()
        text += m[2]
        label, _, wanted = m[1].partition(":") if _LABEL.match(m[1].partition(":")[0]) and m[1] != "none" else ("", "", m[1])
        marks.append((start, start + len(_TAIL.sub("", m[2])), label, wanted))
    return Case(number, "held" in options, date, text + marked[end:], tuple(marks), marked)


def read(reader: Reader, found: Iterable[Case]) -> list[Reading]:
    return list(reader.pipe(from_plain(c.text, published=c.date) for c in found))


def stands_for(reading: Reading, start: int, end: int, several: bool) -> list[Actor]:
    """The actors of the smallest mention that ends a mark (or holds its end); of all mentions inside where several are asked for."""
    over = [m for m in reading.mentions if m.span.start < end and end <= m.span.end]
    if several:
        over = [m for m in reading.mentions if m.span.start < end and start < m.span.end]
    elif over:
        smallest = min(m.span.end - m.span.start for m in over)
        over = [m for m in over if m.span.end - m.span.start == smallest]
    return [a for m in over if (a := reading.actor(m.actor)) is not None]


def _meets(actors: list[Actor], wanted: str) -> bool:
    if "+" in wanted:
        return {a.country for a in actors} == set(wanted.split("+"))
    if wanted == "none":
        return not any(a.country for a in actors) and not any(a.kind == "person" for a in actors)
    country, _, sectors = wanted.partition("/")
    countries = {None} if country == "-" else set(country.split(","))
    return bool(actors) and all(a.country in countries for a in actors) and (
        not sectors or any(set(a.sectors) & set(sectors.split(",")) for a in actors)
    )  # fmt: skip


def judge(case: Case, reading: Reading) -> list[tuple[bool, str]]:
    """For each mark: is it right, and what it stands for now."""
    found = [stands_for(reading, a, b, "+" in wanted) for a, b, _, wanted in case.marks]
    ids = [frozenset(a.id for a in actors) for actors in found]
    first: dict[str, frozenset[str]] = {}
    for (_, _, label, _), got in zip(case.marks, ids, strict=True):
        if label:
            first.setdefault(label, got)
    out = []
    for (_, _, label, wanted), actors, got in zip(case.marks, found, ids, strict=True):
        same = not label or (bool(got) and first[label] == got and all(got != other for name, other in first.items() if name != label))
        shown = "+".join(f"{a.id}={a.country}/{','.join(a.sectors)}" for a in actors) or "nobody"
        out.append((same and (not wanted or _meets(actors, wanted)), shown))
    return out


def shares(judged: Iterable[tuple[Case, list[tuple[bool, str]]]], held: bool) -> tuple[int, int, int, int]:
    """(marks right, marks, cases right, cases)"""
    mine = [marks for case, marks in judged if case.held == held]
    flat = [ok for marks in mine for ok, _ in marks]
    return sum(flat), len(flat), sum(all(ok for ok, _ in marks) for marks in mine), len(mine)


def main() -> None:
    found = cases()
    judged = [(c, judge(c, r)) for c, r in zip(found, read(Reader.make(), found), strict=True)]
    for case, marks in judged:
        if not case.held and not all(ok for ok, _ in marks):
            print(f"{case.line}: {case.marked}")
            for (a, b, label, wanted), (ok, shown) in zip(case.marks, marks, strict=True):
                if not ok:
                    print(f"    {case.text[a:b]!r} [{label}:{wanted}] -> {shown}")
    for held in (False, True):
        right, total, whole, n = shares(judged, held)
        print(f"{'held' if held else 'open'}: marks {right}/{total} = {right / total:.3f}, cases {whole}/{n} = {whole / n:.3f}")


if __name__ == "__main__":
    main()
