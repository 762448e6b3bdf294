"""Records of an evaluation file as contexts whose offsets are the record's own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..ingest.plain import from_plain
from ..model import Report
from ..parse import build, shown, units
from ..read.context import Context
from ..read.quotes import find_quotes
from ..read.reader import Reader

Record = dict[str, Any]


def records(path: str | Path) -> Iterator[Record]:
    """The JSON objects of a JSONL file. Raises InputError with line and reason."""
    try:
        with open(path, encoding="utf-8") as f:
            for n, line in enumerate(f, 1):
                if line.strip():
                    try:
                        yield json.loads(line)
                    except json.JSONDecodeError as e:
                        raise InputError(f"{path}:{n}: {e.msg}. Expected one JSON object a line.") from e
    except OSError as e:
        raise InputError(f"{path}: {e.strerror}.") from e


def date_of(record: Record) -> str | None:
    """The report's date, under whichever name the record gives it, as an ISO date."""
    value = str(record.get("date") or record.get("dct") or record.get("published") or "")[:10]
    return value if len(value) == 10 and value[4] == value[7] == "-" else None


def report_of(record: Record) -> Report:
    return from_plain(record["text"], published=date_of(record))


def contexts(reader: Reader, items: Iterable[Record], report_for: Any = report_of) -> Iterator[tuple[Record, Context]]:
    """(record, context) in order, parsed in batches."""
    source = iter(items)
    while batch := list(islice(source, 64)):
        reports = [report_for(r) for r in batch]
        blocks = [units(r) for r in reports]
        texts: Sequence[str] = [shown(r.text, b.span) for r, bs in zip(reports, blocks, strict=True) for _, b in bs]
        parsed = reader.parser.pipe(texts)
        for record, report, bs in zip(batch, reports, blocks, strict=True):
            parse = build(report.text, bs, [next(parsed) for _ in bs])
            yield record, Context(report, parse, reader.lexicon, find_quotes(report.text, report.blocks))
