"""A register as CSV, JSON, an XLSX workbook, or a table for the terminal."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..errors import ExtraMissing
from ..ledger.registers import Register, Source
from ..model.codec import plain
from .table import csv_line

SOURCE_COLUMNS = ("Proposition", "Voice", "Stand", "Date", "Quote", "Outlet", "Published", "Title", "Url", "Report", "Claim", "Start", "End")
_WIDE = {"Quotes": 60, "Quote": 80, "What changed": 45, "Status said by": 40, "Description": 30, "Title": 40}
_CELL = 32_000
"""A cell of a workbook holds 32,767 characters."""
_SHOWN = {
    "arms-transfers": ("Supplier", "Recipient", "Description"),
    "designations": ("Authority", "Target", "Label"),
    "weapons-tests": ("Tester", "Description", "Range", "Date"),
    "recognitions": ("Recogniser", "Recognised", "Date"),
    "casualties": ("Place", "Side", "Killed", "Wounded"),
}
_TABLE = 110
"""Columns of a terminal that a table needs so as not to break words."""
_STATE = {"contested": "red", "uncontested denial": "red", "admitted": "green", "confirmed": "green", "retracted": "magenta"}


def csv_lines(register: Register) -> Iterator[str]:
    """CSV lines, the header first; lists within a cell stand on lines of their own."""
    yield csv_line(register.columns)
    for row in register.rows:
        yield csv_line(row.cells)


def json_text(register: Register) -> str:
    """One JSON object: the register's kind, columns, and rows with their sources."""
    rows = [{**record, "sources": [plain(s) for s in row.sources]} for record, row in zip(register.records(), register.rows, strict=True)]
    return json.dumps({"register": register.kind, "columns": list(register.columns), "rows": rows}, ensure_ascii=False, indent=1) + "\n"


def workbook(register: Register) -> bytes:
    """An XLSX workbook: the register, and a sheet of all sentences to which each row's proposition links. The same register gives the same bytes."""
    try:
        import xlsxwriter
    except ImportError as e:
        raise ExtraMissing("xlsxwriter is not installed, which writes workbooks. Install it (pip install 'reportedly[xlsx]') or take --format csv.") from e
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": f"Register: {register.kind}", "created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
    first, second = book.add_worksheet(register.kind), book.add_worksheet("sentences")
    head, body = book.add_format({"bold": True, "bottom": 1, "text_wrap": True}), book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"font_color": "blue", "underline": 1, "valign": "top"})
    where = _sentences(second, register, head, body)
    _head(first, register.columns, head)
    for n, row in enumerate(register.rows, 1):
        for k, cell in enumerate(row.cells):
            if register.columns[k] == "Proposition" and cell in where:
                first.write_url(n, k, f"internal:sentences!A{where[str(cell)] + 1}", link, str(cell))
            else:
                _cell(first, n, k, cell, body)
    first.autofilter(0, 0, max(1, len(register.rows)), len(register.columns) - 1)
    book.close()
    return out.getvalue()


def _sentences(sheet: Any, register: Register, head: Any, body: Any) -> dict[str, int]:
    """Writes every sentence; gives the first line of each proposition."""
    _head(sheet, SOURCE_COLUMNS, head)
    where: dict[str, int] = {}
    for n, s in enumerate((s for row in register.rows for s in row.sources), 1):
        where.setdefault(s.proposition, n)
        for k, cell in enumerate(_source_cells(s)):
            _cell(sheet, n, k, cell, body)
    return where


def _source_cells(s: Source) -> tuple[str | int, ...]:
    return s.proposition, s.voice, s.stand, s.date, s.quote, s.outlet, s.published, s.title, s.url, s.report, s.claim, s.start, s.end


def _head(sheet: Any, columns: tuple[str, ...], style: Any) -> None:
    for k, name in enumerate(columns):
        sheet.write_string(0, k, name, style)
        sheet.set_column(k, k, _WIDE.get(name, 18))
    sheet.freeze_panes(1, 0)


def _cell(sheet: Any, n: int, k: int, cell: str | int | None, style: Any) -> None:
    if isinstance(cell, int):
        sheet.write_number(n, k, cell, style)
    elif cell:
        sheet.write_string(n, k, cell if len(cell) <= _CELL else cell[:_CELL] + " …", style)


# -- terminal ---------------------------------------------------------------------------------------------------------


def show(out: Console, register: Register) -> None:
    """A table that fits the terminal; on a narrow one each row is a block of lines."""
    if not register.rows:
        out.print(Text(f"no {register.kind.replace('-', ' ')} in these reports", style="dim"))
    elif out.width >= _TABLE:
        out.print(_table(register))
    else:
        for record in register.records():
            _block(out, register.kind, record)
    if register.rows:
        out.print(Text(f"{len(register.rows)} rows. Sentences, spans and report ids: --format csv, json or xlsx.", style="dim"))


def _table(register: Register) -> Table:
    """Columns without a single entry are left out, so that the others have room."""
    records = list(register.records())
    names = [n for n in (*_SHOWN[register.kind], "Dispute", "Asserted by", "Denied by") if n == "Dispute" or any(r[n] for r in records)]
    table = Table(show_lines=True, expand=True, header_style="bold", title=register.kind.replace("-", " "), title_justify="left")
    for name in names:
        table.add_column(name, ratio=4 if name in ("Asserted by", "Denied by", "Description") else 3, overflow="fold")
    table.add_column("Sources", width=10)
    for r in records:
        cells = [_state(r) if name == "Dispute" else Text(str(r[name] or "")) for name in names]
        table.add_row(*cells, Text(f"{r['Independent families']}\n{_dates(r, chr(10))}"))
    return table


def _state(r: dict[str, str | int | None]) -> Text:
    state = str(r["Dispute"])
    return Text(state, style=_STATE.get(state, "default")).append(f"\n{r['Status']}" if r["Status"] else "", style="dim")


def _dates(r: dict[str, str | int | None], between: str) -> str:
    return between.join(dict.fromkeys(str(r[k]) for k in ("First report", "Last report") if r[k]))


def _block(out: Console, kind: str, r: dict[str, str | int | None]) -> None:
    names = _SHOWN[kind]
    arrow = " → " if kind in ("arms-transfers", "designations", "recognitions") else " · "
    head = Text(arrow.join(str(r[n] or "?") for n in names[:2]), style="bold")
    rest = [str(r[n]) for n in names[2:] if r[n]]
    out.print(head.append(f"  {' · '.join(rest)}" if rest else "", style="default"))
    line = Text("  ").append(str(r["Dispute"]), style=_STATE.get(str(r["Dispute"]), "default"))
    count = r["Independent families"]
    out.print(line.append(f" · {count} independent source{'' if count == 1 else 's'} · {_dates(r, ' to ')}", style="dim"))
    for name in ("Status said by", "Asserted by", "Denied by", "Doubted by", "Silent", "Evidence"):
        if r[name]:
            out.print(Padding(Text(f"{name.lower()}: ", style="dim").append(str(r[name]), style="default"), (0, 0, 0, 2)))
    out.print()
