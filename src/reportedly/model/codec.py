"""Readings to and from JSON (`reportedly/reading/1`). The same reading gives the same bytes."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from ..errors import CodecError
from .frames import Count, Detail, Frame, Item, Measure, Money
from .reading import SCHEMA, Reading
from .span import Span

T = TypeVar("T")


def to_dict(reading: Reading) -> dict[str, Any]:
    """The plain JSON object of a reading."""
    return {"schema": SCHEMA, **plain(reading)}


def dumps(reading: Reading) -> str:
    """One line of JSON."""
    return line(to_dict(reading))


line: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Plain values as one line of JSON."""


def loads(text: str) -> Reading:
    """The reading that `dumps` wrote."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as e:
        raise CodecError(f"line 1, column {e.colno}: {e.msg}. A reading is one JSON object a line.") from e
    return from_dict(data)


def from_dict(data: dict[str, Any]) -> Reading:
    """The reading in a plain object; unknown keys are an error, missing ones take their defaults."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise CodecError(f"schema {data.get('schema') if isinstance(data, dict) else type(data).__name__!r}: allowed is {SCHEMA!r}.")
    rest = {k: v for k, v in data.items() if k != "schema"}
    reading = _reader(Reading)(rest)
    assert isinstance(reading, Reading)
    return reading


def record(kind: Callable[..., T], data: Any) -> T:
    """A record of any kind from what `plain` made of it."""
    made: T = _reader(kind)(data)
    return made


# -- writing ---------------------------------------------------------------------------------------------------------


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind))


def plain(value: Any) -> Any:
    """A record as dicts, lists, strings and numbers, in field order."""
    kind = value.__class__
    if value is None or kind in _ATOMS:
        return value
    if kind is tuple:
        return [plain(v) for v in value]
    return _writer(kind)(value)


_ATOMS = (str, int, bool)
Writer = Callable[[Any], Any]


@cache
def _writer(kind: type) -> Writer:
    """A function that makes plain values of a record's class."""
    if kind is Span:
        return lambda v: [v.start, v.end]
    if kind is float:
        return lambda v: int(v) if v == int(v) else v
    if kind is Frame:
        return _plain_frame
    keys = tuple(out for _, out in _names(kind))
    get = attrgetter(*(name for name, _ in _names(kind)))
    hints = typing.get_type_hints(kind)
    inner = [(k, w) for k, (name, _) in enumerate(_names(kind)) if (w := _field_writer(hints[name])) is not None]

    def write(value: Any) -> dict[str, Any]:
        cells = list(get(value)) if len(keys) > 1 else [get(value)]
        for k, w in inner:
            if cells[k] is not None:
                cells[k] = w(cells[k])
        return dict(zip(keys, cells, strict=True))

    return write


def _field_writer(hint: Any) -> Writer | None:
    """How a field of an annotated type is made plain; None where it is plain."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kinds = [a for a in typing.get_args(hint) if a is not type(None)]
        return _field_writer(kinds[0]) if len(kinds) == 1 else plain
    if hint in _ATOMS or typing.get_origin(hint) is typing.Literal:
        return None
    if typing.get_origin(hint) is tuple:
        first, *rest = typing.get_args(hint)
        one = _field_writer(first) if rest == [...] else plain
        return list if one is None else lambda values: [one(v) for v in values]
    return _writer(hint) if isinstance(hint, type) and (hint is float or is_dataclass(hint)) else plain


def _plain_frame(value: Frame) -> dict[str, Any]:
    head = {"name": value.name, "status": value.status, "items": plain(value.items)}
    return {**head, **{k: plain(v) for k, v in value.detail}, "spans": {k: plain(v) for k, v in value.spans}}


# -- reading ---------------------------------------------------------------------------------------------------------


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """A function that makes a value of an annotated type out of plain JSON."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if kind is Span:
        return lambda v: Span(*v)
    if kind is Frame:
        return _frame
    if origin is tuple:
        inner = _reader(args[0])
        return lambda v: tuple(inner(x) for x in v)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in args if a is not type(None)))
        return lambda v: None if v is None else inner(v)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    if kind is float:
        return float
    return lambda v: v


def _record(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    readers = {out: (name, _reader(hints[name])) for name, out in _names(kind)}

    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            raise CodecError(f"{kind.__name__}: got {type(data).__name__}, expected an object.")
        unknown = sorted(set(data) - set(readers))
        if unknown:
            raise CodecError(f"{kind.__name__}: unknown key {unknown[0]!r}; allowed are {', '.join(readers)}.")
        try:
            return kind(**{readers[k][0]: readers[k][1](v) for k, v in data.items()})
        except TypeError as e:
            raise CodecError(f"{kind.__name__}: {e}") from e

    return read


def _frame(data: dict[str, Any]) -> Frame:
    rest = {k: v for k, v in data.items() if k not in ("name", "status", "items", "spans")}
    item = _reader(Item)
    items = tuple(item(i) for i in data.get("items", ()))
    spans = tuple((k, Span(*v)) for k, v in data.get("spans", {}).items())
    return Frame(data["name"], data.get("status"), items, tuple((k, _detail(v)) for k, v in rest.items()), spans)


def _detail(value: Any) -> Detail:
    """A frame's detail: records are told apart by the key that only they have."""
    if isinstance(value, list):
        return tuple(value)
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    kind = Money if "currency" in value else Measure if "unit" in value else Count
    return _reader(kind)(value)  # type: ignore[no-any-return]
