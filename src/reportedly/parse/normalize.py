"""What the parser is shown instead of the raw text: same length, so that offsets stay true."""

from __future__ import annotations

import re
from collections.abc import Set

_SPACE = re.compile(r"[\t\n\r\x0b\x0c\x00\xa0\u2000-\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]")
_OPEN = re.compile(r"(?<![`\w])``(?!`)")
_CLOSE = re.compile(r"''")
_DASH = re.compile(r"(?<= )_(?= )")
_WORD = re.compile(r"[^\W\d_][\w'’.&-]*")


def normalize(text: str) -> str:
    """White space to blanks, typewriter quotation marks (``text'') to curly ones, wire dashes to dashes."""
    text = _SPACE.sub(" ", text)
    if "``" in text:
        text = _OPEN.sub("“ ", text)
        text = _CLOSE.sub(lambda m: " ”" if text[m.end() : m.end() + 1] in (" ", "") else "” ", text)
    elif "''" in text:
        text = _double_apostrophes(text)
    if "_" in text:
        text = _DASH.sub("–", text)
    return text


def _double_apostrophes(text: str) -> str:
    """`''text''`: opening where a word follows and no word stands before, else closing."""

    def mark(m: re.Match[str]) -> str:
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        if (not before or before in " ([-–—") and after.strip():
            return "“ "
        return " ”" if after in (" ", "") else "” "

    return _CLOSE.sub(mark, text)


def title_case(text: str) -> bool:
    """Does a headline capitalise (nearly) every word of weight?"""
    words = [w for w in _WORD.findall(text) if len(w) > 3]
    return len(words) >= 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def truecase(title: str, names: Set[str]) -> str:
    """A title-case headline with every word in lower case that is no proper name; `names` are words known to be names."""
    if not title_case(title):
        return title

    def low(m: re.Match[str]) -> str:
        word = m.group()
        bare = word.removesuffix("'s").removesuffix("’s")
        if (
            bare in names
            or (bare.isupper() and 1 < len(bare) <= 5)
            or (any(c.isupper() for c in bare[1:]) and not bare.isupper())
            or "." in bare[:-1]
        ):
            return word
        lowered = word.lower()
        return lowered if len(lowered) == len(word) else word

    return _WORD.sub(low, title)
