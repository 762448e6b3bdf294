"""Readings to and from JSON (`reportedly/reading/1`). The same reading gives the same bytes."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
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
    if value is None or kind in (str, int, bool):
        return value
    if kind is Span:
        return [value.start, value.end]
    if kind is tuple:
        return [plain(v) for v in value]
    if kind is float:
        return int(value) if value == int(value) else value
    if kind is Frame:
        head = {"name": value.name, "status": value.status, "items": [plain(i) for i in value.items]}
        return {**head, **{k: plain(v) for k, v in value.detail}, "spans": {k: plain(v) for k, v in value.spans}}
    return {out: plain(getattr(value, name)) for name, out in _names(kind)}


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
