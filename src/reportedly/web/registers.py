"""Registers: a table for each kind, sorted by the server, each cell linked to its sentence; and the same as files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..errors import NotFound
from ..export import sheet
from ..ledger.registers import COMMON, KINDS, Register, Row, Source
from ..ledger.statements import STANDING_FOR
from .asking import Part, part
from .desk import Desk, desk_of
from .wording import dispute_href, report_href

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
SHOWN = ("Status", "Dispute", "Asserted by", "Denied by", "Silent", "Independent families", "First report", "Last report")
_STANDS = {"Denied by": frozenset({"denies"}), "Doubted by": frozenset({"doubts"})}
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class Order(Part):
    sort: Annotated[str, Field(max_length=40)] = "Last report"
    order: Literal["asc", "desc"] = "desc"


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    href: str
    quote: str


@router.get("/registers")
def index(request: Request) -> Response:
    return desk_of(request).page(request, "registers.html", kinds=tuple(KINDS))


@router.get("/registers/{kind}.{form}")
def download(request: Request, kind: str, form: Literal["csv", "json", "xlsx"]) -> Response:
    made = load(desk_of(request), kind)
    data = sheet.workbook(made) if form == "xlsx" else sheet.json_text(made) if form == "json" else "".join(sheet.csv_lines(made))
    return Response(data, media_type=_TYPES[form], headers={"content-disposition": f'attachment; filename="{kind}.{form}"'})


@router.get("/registers/{kind}")
def one(request: Request, kind: str, o: Annotated[Order, Query()]) -> Response:
    desk = desk_of(request)
    made = load(desk, kind)
    names = shown(made)
    if o.sort not in made.columns:
        raise NotFound(f"column {o.sort!r}: not in this register. Allowed: {', '.join(names)}.")
    found = part(ordered(made, o.sort, o.order == "desc"), o)
    rows = [[_cell(made, row, name) for name in names] for row in found["items"]]
    return desk.page(request, "register.html", kind=kind, names=names, rows=rows, o=o, total=len(made.rows), more=found["more"])


def load(desk: Desk, kind: str) -> Register:
    if kind not in KINDS:
        raise NotFound(f"register {kind!r}: none of that name. Allowed: {', '.join(KINDS)}.")
    with desk.open() as store:
        return store.register(kind)


def shown(register: Register) -> tuple[str, ...]:
    """The columns that the page shows: those of its kind that hold anything, and the main ones of all kinds. Files have all."""
    own = register.columns[: -len(COMMON)]
    used = {n for row in register.rows for n, c in zip(register.columns, row.cells, strict=True) if c}
    return (*(n for k, n in enumerate(own) if n in used or k < 2), *SHOWN)


def ordered(register: Register, column: str, down: bool) -> list[Row]:
    """Rows by one column, figures as figures; empty cells come last either way."""
    k = register.columns.index(column)

    def key(row: Row) -> list[Any]:
        return [(0, int(p), "") if p.isdecimal() else (1, 0, p.casefold()) for p in re.split(r"([0-9]+)", str(row.cells[k])) if p]

    full = [r for r in register.rows if r.cells[k] not in (None, "")]
    return sorted(full, key=key, reverse=down) + [r for r in register.rows if r.cells[k] in (None, "")]


def _cell(register: Register, row: Row, name: str) -> Cell:
    value = row.cells[register.columns.index(name)]
    text = "" if value is None else str(value)
    if name == "Dispute":
        return Cell(text, dispute_href(str(row.cells[register.columns.index("Proposition")])), "everything said about it")
    source = sentence_for(row.sources, name, text) if text else None
    return Cell(text, report_href(source.report, source.claim) if source else "", source.quote if source else "")


def sentence_for(sources: Sequence[Source], name: str, text: str) -> Source | None:
    """The sentence that a cell rests on: of those with the stand that the column is about, the first that has the cell's voice, day or words."""
    wanted = _STANDS.get(name, STANDING_FOR)
    ranked = [s for s in sources if s.stand in wanted] or list(sources)
    pieces = [p.casefold() for p in re.split(r"[;,]\s", text) if p]

    def fits(s: Source) -> bool:
        return any(p in (s.voice.casefold(), s.published) or p in s.quote.casefold() for p in pieces)

    return next((s for s in ranked if fits(s)), ranked[0] if ranked else None)
