"""`reportedly ledger check | digest | rebuild | migrate` and `reportedly verify`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import CodecError, InputError
from ..model import Reading
from . import app, ledger
from .asking import Place

if TYPE_CHECKING:
    from ..stores import Store


def _report(troubles: list[str], fine: str) -> None:
    for trouble in troubles:
        typer.echo(trouble)
    if troubles:
        typer.echo(f"{len(troubles)} troubles", err=True)
        raise typer.Exit(1)
    typer.echo(fine)


@ledger.command("check")
def check_command(
    place: Place, digest: Annotated[Path | None, typer.Option(help="A list that `ledger digest` wrote: is all of it still there?", show_default=False)] = None
) -> None:
    """Every hash against its content, every reference against what it names. Exit code 1 if anything is wrong."""
    from ..stores import open_ledger

    earlier = _text(str(digest)).splitlines(keepends=True) if digest else []
    with open_ledger(place) as store:
        _report(store.check() + store.lost(earlier), "whole: every hash fits, every reference leads somewhere" + (f", all {len(earlier)} records of the list are there" if digest else ""))


@ledger.command("digest")
def digest_command(
    place: Place,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the list.", show_default=False)],
    query: Annotated[Path | None, typer.Option(help="Write a time-stamp request (RFC 3161) for the list too.", show_default=False)] = None,
) -> None:
    """The SHA-256 of every report, reading and judgement that the ledger keeps, as a list to be given a trusted time."""
    from ..stores import digest, open_ledger

    with open_ledger(place) as store:
        listed = digest.listing(store.db).encode()
    output.write_bytes(listed)
    if query:
        query.write_bytes(digest.query(listed))
    typer.echo(f"{hashlib.sha256(listed).hexdigest()}  {output}")


@ledger.command("rebuild")
def rebuild_command(place: Place) -> None:
    """Make families, propositions and disputes again from the readings and judgements that are kept."""
    from ..stores import open_ledger

    with open_ledger(place) as store:
        typer.echo(f"{store.rebuild()} reports")


@ledger.command("migrate")
def migrate_command(place: Place, to: Annotated[str | None, typer.Option(help="The last migration to have; default: the newest. Others are undone.", show_default=False)] = None) -> None:
    """Bring the tables to a named state. Opening a ledger brings it to the newest by itself."""
    from ..stores import open_ledger
    from ..stores.migrations import NEWEST, applied, migrate

    with open_ledger(place) as store:
        ran = migrate(store.db, to or NEWEST)
        typer.echo("\n".join(ran) or f"nothing to do: at {applied(store.db)[-1]}")


@app.command("verify")
def verify_command(
    place: Annotated[str, typer.Argument(metavar="LEDGER|EXPORT", help="A ledger, readings (.json, .jsonl), or claims that `claims --format json` wrote.", show_default=False)],
    against: Annotated[str | None, typer.Option("--ledger", help="The ledger that holds the texts, where the export does not.", show_default=False)] = None,
) -> None:
    """Derive every quotation again from the stored text: report hash, span, words, rows that fired, version."""
    from ..stores.opening import is_ledger

    if is_ledger(place):
        check_command(place)
        return
    from ..stores import open_ledger

    troubles: list[str] = []
    count = 0
    with open_ledger(against) if against else nullcontext() as store:
        for where, data in _objects(place):
            count += 1
            troubles += [f"{where}: {t}" for t in _troubles(data, store)]
    _report(troubles, f"{count} records: every quotation stands where it is said to stand")


def _text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise InputError(f"{name}: {e.strerror if isinstance(e, OSError) else 'not UTF-8'}.") from e


def _objects(name: str) -> Iterator[tuple[str, Any]]:
    text = _text(name)
    whole = text.lstrip().startswith(("{\n", "["))
    for n, line in enumerate([text] if whole else text.split("\n"), 1):
        if line.strip():
            try:
                data = json.loads(line)
            except json.JSONDecodeError as e:
                raise InputError(f"{name}:{n + e.lineno - 1}: {e.msg}. Needed: JSON, one object a line.") from e
            for one in data if isinstance(data, list) else data.get("rows", [data]) if isinstance(data, dict) else [data]:
                yield f"{name}:{n}", one


def _troubles(data: Any, store: Store | None) -> Iterator[str]:
    """What is wrong with a reading, a claim's line, or a register's row with its sources."""
    if isinstance(data, dict) and "schema" in data:
        yield from _reading(data)
    elif isinstance(data, dict) and "sources" in data and isinstance(data["sources"], list):
        for source in data["sources"]:
            yield from _quote({**source, "quote_start": source["start"], "quote_end": source["end"]}, store)
    elif isinstance(data, dict) and {"report", "quote", "quote_start", "quote_end"} <= set(data):
        yield from _quote(data, store)
    else:
        yield "neither a reading nor a claim. Allowed: what `read --format json`, `claims --format json` or `register --format json` wrote"


def _reading(data: Any) -> Iterator[str]:
    from ..model.codec import from_dict
    from ..stores.checking import fits

    try:
        reading = from_dict(data)
    except (CodecError, KeyError, TypeError, ValueError) as e:
        yield str(e)
        return
    if not fits(reading.report):
        yield f"report {reading.report.id}: its id is not the hash of its text"
    yield from _spans(reading)


def _spans(reading: Reading) -> Iterator[str]:
    """References and spans within the text, and reasons for every claim."""
    end = len(reading.report.text)
    events = {e.id: e for e in reading.events}
    for s in reading.attributions:
        if any(not 0 <= a < b <= end for a, b in (*s.cue, *s.content, *s.source)):
            yield f"attribution {s.id}: a span is not in the text (0 to {end})"
    for c in reading.claims:
        e = events.get(c.event)
        if e is None:
            yield f"claim {c.id}: its event {c.event} is not there"
        elif not 0 <= e.anchor.start < e.anchor.end <= end:
            yield f"claim {c.id}: the anchor {list(e.anchor)} is not in the text (0 to {end})"
        elif not (c.why or e.why):
            yield f"claim {c.id}: names no row that fired"


def _quote(line: dict[str, Any], store: Store | None) -> Iterator[str]:
    if store is None:
        raise typer.BadParameter("the export holds no texts: name the ledger that does (--ledger LEDGER).", param_hint="EXPORT")
    found = next(iter(store.readings([line["report"]])), None)
    if found is None:
        yield f"report {line['report']}: not in {store.db.place}"
    elif " ".join(found.report.text[line["quote_start"] : line["quote_end"]].split()) != line["quote"]:
        yield f"claim {line['report']}#{line.get('claim', '')}: the text at {line['quote_start']}-{line['quote_end']} is not {line['quote'][:60]!r}"
