"""Marked text: `[source North Korea] [cue denied] [content [event providing] arms].` to plain text and spans, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TAG = re.compile(r"\[(source|cue|content|event|actor|recipient|item|victim|theme|place|time) ")


@dataclass
class Marked:
    text: str
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def parse(marked: str) -> Marked:
    """Plain text with the spans of each mark, in order of their starts."""
    out: list[str] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    stack: list[tuple[str, int] | None] = []
    k = length = 0
    while k < len(marked):
        tag = _TAG.match(marked, k)
        if tag:
            stack.append((tag[1], length))
            k = tag.end()
            continue
        if marked[k] == "[":
            stack.append(None)
        elif marked[k] == "]" and stack:
            opened = stack.pop()
            if opened is not None:
                spans.setdefault(opened[0], []).append((opened[1], length))
                k += 1
                continue
        out.append(marked[k])
        length += 1
        k += 1
    return Marked("".join(out), {name: sorted(s) for name, s in spans.items()})


def mark(text: str, spans: dict[str, list[tuple[int, int]]]) -> str:
    """The text with its spans marked again (for the message of a failing case)."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, int] = {}
    for a, b, name in sorted(((a, b, n) for n, found in spans.items() for a, b in found), key=lambda s: (s[0], -s[1])):
        opens.setdefault(a, []).append(f"[{name} ")
        closes[b] = closes.get(b, 0) + 1
    out = []
    for k in range(len(text) + 1):
        out.append("]" * closes.get(k, 0) + "".join(opens.get(k, ())) + text[k : k + 1])
    return "".join(out)
