"""What typesetting and transport left in a text, taken out; nothing is guessed."""

from __future__ import annotations

import html
import re

from .traced import Traced

_LINE_END = re.compile(r"\r\n?|[\u0085\u2028]|\u2029")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNSEEN = re.compile(r"[\u00ad\u200b\u200c\u2060\ufeff\u202a-\u202e\u2066-\u2069\u200e\u200f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]{2,}|[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
_LIGATURE = re.compile(f"[{''.join(_LIGATURES)}]")
# UTF-8 read as the Western code page: a lead byte of two or three as a letter, then only characters that the continuation bytes give.
_MOJIBAKE = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
    "|\u00e2\u20ac[\u0153\u009d\u02dc\u2122\u201c\u201d\u00a6\u00a2]"
)


def clean(source: str) -> Traced:
    """The text without transport's remains: line ends made alike, entities resolved, unseen characters out, blanks single, ligatures apart.

    Mojibake is mended only where it cannot be anything else: three or more places, and every one decodes to UTF-8.
    """
    text = Traced.of(source).sub(_LINE_END, "\n")
    if "&" in text.text:
        text = text.sub(_ENTITY, _resolved)
    text = _mended(text)
    text = text.sub(_UNSEEN, "").sub(_CONTROL, " ").sub(_LIGATURE, lambda m: _LIGATURES[m[0]])
    return text.sub(_BLANKS, " ")


def line(source: str | None) -> str | None:
    """A line of metadata cleaned; nothing where nothing is left."""
    return " ".join(clean(source).text.split()) or None if source else None


def _resolved(m: re.Match[str]) -> str:
    """The character of an entity; unknown ones and lone surrogates stay as they are."""
    found = html.unescape(m[0])
    return m[0] if "\ud800" <= found[:1] <= "\udfff" else found


def _mended(text: Traced) -> Traced:
    found = list(_MOJIBAKE.finditer(text.text))
    if len(found) < 3:
        return text
    edits = [(m.start(), m.end(), _redecoded(m[0])) for m in found]
    return text if any(new is None for *_, new in edits) else text.edit((s, e, n) for s, e, n in edits if n is not None)


def _redecoded(piece: str) -> str | None:
    try:
        return b"".join(c.encode("latin-1") if c < "\u0100" else c.encode("cp1252") for c in piece).decode("utf-8")
    except UnicodeError:
        return None
