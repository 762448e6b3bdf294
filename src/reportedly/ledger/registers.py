"""Registers: one row a proposition of one kind, with who says so, who denies it, on what evidence, and every sentence it stands on.

Columns are named as in SIPRI's trade register and the UN Register of Conventional Arms where those have them; ours stand beside them.
"""

from __future__ import annotations

from collections import defaultdict
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
    "designations": ("designation", "designation/withdrawn"),
    "weapons-tests": ("weapons_test",),
    "recognitions": ("recognition", "recognition/withdrawn"),
    "casualties": ("casualties/killed", "casualties/wounded"),
}
_ACTS = frozenset({"designation", "recognition"})
"""Acts that are done by declaring them."""
_REGISTERS = {kind: name for name, kinds in KINDS.items() for kind in kinds}
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
    return gathered(kind, ((d.proposition.kind, row(d, sheaf.readings)) for d in disputes(sheaf, family_of) if d.proposition.kind in KINDS[kind] and told(d)))


def told(d: Dispute) -> bool:
    """Does it say enough for a row? A listing or a recognition of nobody says nothing."""
    return d.proposition.kind.partition("/")[0] not in _ACTS or any(s.recipients for s in d.proposition.subjects)


def gathered(kind: str, rows: Iterable[tuple[str, Row]]) -> Register:
    """A register of the rows of single propositions, each with its proposition's kind, in the order of `disputes`."""
    columns = (*FILLERS[kind].columns, *COMMON)
    made = _tolls(columns, rows) if kind == "casualties" else [r for _, r in rows]
    return Register(kind, columns, tuple(sorted(made, key=lambda r: tuple(str(c) for c in (r.cells[columns.index("First report")], *r.cells)))))


def _tolls(columns: tuple[str, ...], rows: Iterable[tuple[str, Row]]) -> list[Row]:
    """Killed and wounded whom one voice counts in one sentence stand in one row."""
    dead: list[Row] = []
    hurt: dict[int, Row] = {}
    counted: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for n, (kind, r) in enumerate(rows):
        if kind == "casualties/killed":
            dead.append(r)
            continue
        hurt[n] = r
        for place in _counted(r):
            counted[place].append(n)
    out = []
    for r in dead:
        mate = hurt.pop(min((n for place in _counted(r) for n in counted.get(place, ()) if n in hurt), default=-1), None)
        out.append(r if mate is None else _with_wounded(columns, r, mate))
    return [*out, *hurt.values()]


def _counted(row: Row) -> set[tuple[str, str, int]]:
    return {(s.report, s.voice, s.start) for s in row.sources if s.stand in STANDING_FOR}


def _with_wounded(columns: tuple[str, ...], dead: Row, hurt: Row) -> Row:
    sources = dead.sources + hurt.sources
    cells = {**dict(zip(columns, dead.cells, strict=True)), "Wounded": hurt.cells[columns.index("Wounded")], **_found_in(sources)}
    return Row(tuple(cells[c] for c in columns), sources)


def row(d: Dispute, readings: Mapping[str, Reading]) -> Row:
    """The row of one proposition of a kind that has a register. It depends on nothing but its dispute and the readings in which somebody speaks of it."""
    parties = [p for s in d.proposition.subjects for p in (*s.actors, *s.recipients)]
    book = Book.of({r: readings[r] for r in sorted({s.ref.report for s in d.statements})}, parties)
    sources = tuple(_source(book, d, s) for s in d.statements)
    facts = FILLERS[_REGISTERS[d.proposition.kind]](book, d)
    return Row((*facts.cells(), *_common(facts, sources)), sources)


def _common(facts: Facts, sources: tuple[Source, ...]) -> tuple[Cell, ...]:
    book, d = facts.book, facts.dispute
    acts = d.proposition.kind.partition("/")[0] in _ACTS
    own, intended = (facts.own_word(), facts.intended()) if acts else ([], [])
    doing = {p for s in d.proposition.subjects for p in s.actors} if own else set()
    statuses = _statuses(book, d)
    changes = "; ".join(dict.fromkeys(f"{x.date or 'undated'} {x.change} ({book.name((x.ref,), x.voice)})" for x in d.steps))
    cells: dict[str, Cell] = {
        "Status": "; ".join(statuses), "Status said by": "; ".join(f"{status}: {', '.join(names)}" for status, names in statuses.items()), "Dispute": _state(d),
        "Asserted by": ", ".join(dict.fromkeys((*own, *_called(book, d.asserted_by), *intended))), "Denied by": _sides(book, d.denied_by), "Doubted by": _sides(book, d.doubted_by),
        "Silent": ", ".join(dict.fromkeys(book.called(p) for p in d.silent if p not in doing)), "Evidence": ", ".join(sorted({e for s in d.asserted_by for e in s.evidence})),
        "Independent families": len(d.families), "What changed": changes, "Proposition": d.proposition.id, **_found_in(sources),
    }  # fmt: skip
    return tuple(cells[c] for c in COMMON)


def _found_in(sources: tuple[Source, ...]) -> dict[str, Cell]:
    """The cells that tell where the sentences are."""
    spans = sorted({(s.report, s.start, s.end, s.quote) for s in sources}, key=lambda x: (x[0], x[1]))
    dates = sorted({s.published for s in sources if s.published})
    return {
        "First report": dates[0] if dates else "", "Last report": dates[-1] if dates else "", "Reports": "\n".join(dict.fromkeys(r for r, *_ in spans)),
        "Spans": "\n".join(f"{r}#{a}-{b}" for r, a, b, _ in spans), "Quotes": "\n".join(dict.fromkeys(q for *_, q in spans)),
    }  # fmt: skip


def _state(d: Dispute) -> str:
    return "uncontested denial" if d.state == "denied" else d.state


def _sides(book: Book, sides: Iterable[Side]) -> str:
    return ", ".join(_called(book, sides))


def _called(book: Book, sides: Iterable[Side]) -> list[str]:
    """The names of voices; of `Western intelligence officials` and `three Western intelligence officials` only the fuller."""
    names = dict.fromkeys(book.name(s.refs, s.voice) for s in sides)
    roles = {n: set(n.lower().split()) for s in sides if s.voice.startswith("role:") for n in [book.name(s.refs, s.voice)]}
    return [n for n in names if not any(roles.get(n, {""}) < other for other in roles.values())]


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
