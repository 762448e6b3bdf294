"""Registers: one row a proposition of one kind, with who says so, who denies it, on what evidence, and every sentence it stands on.

Columns are named as in SIPRI's trade register and the UN Register of Conventional Arms where those have them; ours stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..model import Reading
from .disputes import Dispute, Sheaf, Side, disputes
from .parties import belongs
from .quotes import sentence_span
from .rows import FILLERS, Book, Facts
from .statements import STANDING_FOR, Statement

KINDS: Mapping[str, tuple[str, ...]] = {
    "arms-transfers": ("arms_transfer",),
    "designations": ("designation",),
    "weapons-tests": ("weapons_test",),
    "recognitions": ("recognition",),
    "casualties": ("casualties/killed", "casualties/wounded"),
}
COMMON = (
    "Status", "Status said by", "Dispute", "Asserted by", "Denied by", "Doubted by", "Silent", "Evidence", "Independent families", "First report", "Last report", "What changed",
    "Reports", "Spans", "Quotes", "Proposition",
)  # fmt: skip

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that a row stands on: who takes which stand in it. `start` and `end` are code points of the report's text."""

    proposition: str
    report: str
    claim: str
    published: str
    outlet: str
    title: str
    url: str
    voice: str
    stand: str
    date: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Register:
    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def records(self) -> Iterator[dict[str, Cell]]:
        for row in self.rows:
            yield dict(zip(self.columns, row.cells, strict=True))


def register(kind: str, readings: Iterable[Reading] | Sheaf, family_of: Mapping[str, str] | None = None) -> Register:
    """The register of one kind (a key of `KINDS`) over a set of readings; rows by first day and parties."""
    sheaf = readings if isinstance(readings, Sheaf) else Sheaf.of(readings)
    found = [d for d in disputes(sheaf, family_of) if d.proposition.kind in KINDS[kind]]
    book = Book.of(sheaf.readings)
    fill = FILLERS[kind]
    rows = [_row(book, group, fill) for group in (_tolls(book, found) if kind == "casualties" else [(d,) for d in found])]
    return Register(kind, (*fill.columns, *COMMON), tuple(sorted(rows, key=lambda r: tuple(str(c) for c in _order(r, len(fill.columns))))))


def _order(row: Row, own: int) -> tuple[Cell, ...]:
    return (row.cells[own + COMMON.index("First report")], *row.cells)


def _tolls(book: Book, found: list[Dispute]) -> list[tuple[Dispute, ...]]:
    """Killed and wounded whom one voice counts in one sentence stand in one row."""
    dead = [d for d in found if d.proposition.kind == "casualties/killed"]
    hurt = [d for d in found if d.proposition.kind == "casualties/wounded"]
    out: list[tuple[Dispute, ...]] = []
    used = set()
    for d in dead:
        mate = next((h for h in hurt if h.proposition.id not in used and _counted(book, d) & _counted(book, h)), None)
        if mate is not None:
            used.add(mate.proposition.id)
        out.append((d, mate) if mate is not None else (d,))
    out += [(h,) for h in hurt if h.proposition.id not in used]
    return out


def _counted(book: Book, d: Dispute) -> set[tuple[str, str, int]]:
    return {(s.ref.report, s.voice.id, _span(book, s)[0]) for s in d.statements if s.stand in STANDING_FOR}


def _row(book: Book, group: tuple[Dispute, ...], fill: type[Facts]) -> Row:
    d = group[0]
    said = [s for g in group for s in g.statements]
    sources = tuple(_source(book, g, s) for g in group for s in g.statements)
    own = fill(book, group)
    return Row((*own.cells(), *_common(book, d, said, sources)), sources)


def _common(book: Book, d: Dispute, said: list[Statement], sources: tuple[Source, ...]) -> tuple[Cell, ...]:
    statuses = _statuses(book, d)
    spans = sorted({(s.report, s.start, s.end, s.quote) for s in sources}, key=lambda x: (x[0], x[1]))
    dates = sorted({s.published for s in sources if s.published})
    changes = "; ".join(dict.fromkeys(f"{x.date or 'undated'} {x.change} ({book.name((x.ref,), x.voice)})" for x in d.steps))
    return (
        "; ".join(statuses), "; ".join(f"{status}: {', '.join(names)}" for status, names in statuses.items()), _state(d), _sides(book, d.asserted_by), _sides(book, d.denied_by),
        _sides(book, d.doubted_by), ", ".join(dict.fromkeys(map(book.called, d.silent))), ", ".join(sorted({e for s in d.asserted_by for e in s.evidence})), len(d.families),
        dates[0] if dates else "", dates[-1] if dates else "", changes, "\n".join(dict.fromkeys(r for r, *_ in spans)), "\n".join(f"{r}#{a}-{b}" for r, a, b, _ in spans),
        "\n".join(dict.fromkeys(q for *_, q in spans)), d.proposition.id,
    )  # fmt: skip


def _state(d: Dispute) -> str:
    return "uncontested denial" if d.state == "denied" else d.state


def _sides(book: Book, sides: Iterable[Side]) -> str:
    """The names of voices; of `Western intelligence officials` and `three Western intelligence officials` only the fuller."""
    names = dict.fromkeys(book.name(s.refs, s.voice) for s in sides)
    roles = {n: set(n.lower().split()) for s in sides if s.voice.startswith("role:") for n in [book.name(s.refs, s.voice)]}
    return ", ".join(n for n in names if not any(roles.get(n, {""}) < other for other in roles.values()))


def _statuses(book: Book, d: Dispute) -> dict[str, list[str]]:
    """Each status that some voice gives it, with those voices, in the order in which they came."""
    parties = tuple(p for s in d.proposition.subjects for p in (*s.actors, *s.recipients))
    out: dict[str, list[str]] = {}
    for s in d.statements:
        names = out.setdefault(status(s, belongs(s.voice, parties)), [])
        called = book.name((s.ref,), s.voice.id)
        if called not in names:
            names.append(called)
    return out


def status(s: Statement, by_party: bool) -> str:
    """The status as one voice has it. What only a third party says stays `alleged`; a party's own word is `declared` or `acknowledged`."""
    fixed = {"denies": "denied", "doubts": "doubted", "admits": "acknowledged"}.get(s.stand)
    if fixed:
        return fixed
    if s.status and s.status != "alleged":
        return s.status
    if s.stand == "open":
        return "supposed"
    if s.modality == "future":
        return "announced" if by_party else "expected"
    if by_party:
        return "declared"
    return "reported" if s.voice.id == "author" else "alleged"


def _span(book: Book, s: Statement) -> tuple[int, int]:
    reading = book.readings[s.ref.report]
    return sentence_span(reading, next(c for c in reading.claims if c.id == s.ref.claim))


def _source(book: Book, d: Dispute, s: Statement) -> Source:
    r = book.readings[s.ref.report].report
    start, end = _span(book, s)
    return Source(
        proposition=d.proposition.id, report=s.ref.report, claim=s.ref.claim, published=r.published or "", outlet=book.outlet(s.ref.report), title=r.title or "", url=r.url or "",
        voice=book.name((s.ref,), s.voice.id), stand=s.stand, date=s.date, start=start, end=end, quote=" ".join(r.text[start:end].split()),
    )  # fmt: skip
