"""`reportedly codebook [CODE]`."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Annotated

import typer

from ..lexicon import codebook
from ..lexicon.codebook import Codebook
from . import app


@app.command("codebook")
def codebook_command(
    code: Annotated[str | None, typer.Argument(help="A type, mode, TYPE/mode, context, sector, CAMEO code, or the id of a choice.")] = None,
    choices: Annotated[bool, typer.Option("--choices", help="Only the choices made where the manuals contradict themselves.")] = False,
) -> None:
    """What a code means, and what it is in PLOVER and CAMEO; without a code, everything in short."""
    book = codebook.load()
    lines = list(explain(book, code)) if code else list(_choices(book) if choices else overview(book))
    if not lines:
        near = difflib.get_close_matches((code or "").lower(), [c.lower() for c in _codes(book)], 3, 0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else " `reportedly codebook` lists all."
        raise typer.BadParameter(f"{code!r} is no code of the codebook.{hint}", param_hint="CODE")
    for line in lines:
        typer.echo(line)


def _codes(book: Codebook) -> list[str]:
    return [*book.types, *(m for _, m in book.modes), *book.contexts, *book.sectors, *book.cameo, *book.choices]


def overview(book: Codebook) -> Iterator[str]:
    """Every type with its quad class, score and modes, then contexts and sectors."""
    for t in book.types.values():
        modes = " ".join(book.modes_of(t.code))
        yield f"{t.code:<10} quad {t.quad_code}  {t.score:+5.1f}  CAMEO {t.cameo}  {modes}".rstrip()
    yield ""
    yield "contexts: " + " ".join(book.contexts)
    yield "sectors:  " + " ".join(book.sectors)
    yield f"CAMEO:    {len(book.cameo)} codes, choices: {len(book.choices)} (--choices)"


def explain(book: Codebook, code: str) -> Iterator[str]:
    """Everything that goes by this code, whatever its case."""
    name, _, mode = code.partition("/")
    if mode:
        yield from _modes(book, mode.lower(), name.upper())
        return
    yield from _type(book, code.upper())
    yield from _modes(book, code.lower())
    yield from _context(book, code.lower())
    yield from _sector(book, code.upper())
    yield from _cameo(book, code)
    yield from _choices(book, code)


def _type(book: Codebook, code: str) -> Iterator[str]:
    t = book.types.get(code)
    if t is None:
        return
    yield f"{t.code}: PLOVER type, {t.quad} (quad {t.quad_code}), score {t.score:+.1f}, recipient {t.recipient}"
    yield f"  {t.definition}"
    for m in book.modes_of(code):
        yield f"  {code}/{m} (CAMEO {book.modes[code, m].cameo}): {book.modes[code, m].definition}"
    yield f"  to CAMEO: {t.cameo}"
    yield "  from CAMEO: " + " ".join(c.code for c in book.cameo.values() if c.type == code)


def _modes(book: Codebook, mode: str, only: str | None = None) -> Iterator[str]:
    for (type_, name), m in book.modes.items():
        if name == mode and only in (None, type_):
            yield f"{type_}/{name}: PLOVER mode, CAMEO {m.cameo}"
            yield f"  {m.definition}"


def _context(book: Codebook, code: str) -> Iterator[str]:
    if code in book.contexts:
        yield f"{code}: PLOVER context"
        yield f"  {book.contexts[code].definition}"
        yield "  from CAMEO: " + " ".join(c.code for c in book.cameo.values() if code in c.contexts)


def _sector(book: Codebook, code: str) -> Iterator[str]:
    s = book.sectors.get(code)
    if s is not None:
        yield f"{code}: PLOVER sector, {s.label}; CAMEO role {s.cameo or 'none'}"
        if s.note:
            yield f"  {s.note}"
    role = next((r for r in book.roles if r.code == code), None)
    if role is not None:
        yield f"{code}: CAMEO role, {role.label}; PLOVER sector {role.sector}"


def _cameo(book: Codebook, code: str) -> Iterator[str]:
    c = book.cameo.get(code)
    if c is None:
        return
    scale = "Goldstein unknown" if c.goldstein is None else f"Goldstein {c.goldstein:+.1f}"
    yield f"{code}: CAMEO, {c.label}; {scale}"
    plover = "dropped" if c.type == codebook.NO_EVENT else c.type + (f"/{c.mode}" if c.mode else "")
    yield f"  to PLOVER: {plover}" + (f" (or {' '.join(c.also)})" if c.also else "") + (f", contexts {' '.join(c.contexts)}" if c.contexts else "")


def _choices(book: Codebook, code: str | None = None) -> Iterator[str]:
    for c in book.choices.values():
        if code is None or code == c.id or code.upper() in c.codes or code.lower() in c.codes:
            yield f"choice {c.id}: {c.point}"
            yield f"  one side: {c.one}"
            yield f"  other side: {c.other}"
            yield f"  choice: {c.choice}"
            yield f"  reason: {c.reason}"
