"""Pieces of HTML inside feeds, tables and mail, to paragraphs."""

from __future__ import annotations

import re

from .extras import need
from .paragraphs import Piece
from .plain import pieces

_TAG = re.compile(r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|table|img|blockquote|figure|html|body)\b[^<>]{0,2000}/?>", re.I)
_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote section article table tr figure figcaption pre hr dl dt dd header footer td th".split())
_SILENT = frozenset(("script", "style", "noscript", "template", "iframe", "svg", "head", "form", "nav"))
_SIZE = 8 * 2**20


def paragraphs(value: str) -> list[Piece]:
    """The paragraphs of a text that may hold HTML; plain text is parted at blank lines and at line ends after a sentence."""
    if not _TAG.search(value[:20_000]):
        return [value[s:e] for s, e in pieces(value)]
    etree = need("lxml.etree", "lxml", None)
    tree = _tree(value)
    if tree is None:
        return []
    out: list[Piece] = []
    run: list[str] = []
    silent = 0
    caption = False
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT
            if tag in _BLOCKS:
                _flush(out, run, caption)
            caption = caption or tag == "figcaption"
            text = node.text if not silent else None
        else:
            silent -= event == "end" and tag in _SILENT
            if tag in _BLOCKS:
                _flush(out, run, caption)
            caption = caption and tag != "figcaption"
            text = node.tail if not silent and node is not tree else None
        if text:
            run.append(text)
    _flush(out, run, caption)
    return out


def _tree(value: str) -> object | None:
    parse = need("lxml.html", "lxml", None)
    try:
        return parse.document_fromstring(value[:_SIZE].replace("\0", " "))  # type: ignore[no-any-return]
    except Exception:  # lxml raises several kinds for what holds no element
        return None


def _flush(out: list[Piece], run: list[str], caption: bool) -> None:
    text = " ".join("".join(run).split())
    run.clear()
    if text:
        out.append(("caption", text) if caption else text)


def line_of(value: str | None) -> str | None:
    """A line of metadata that may hold HTML."""
    if not value:
        return None
    if not _TAG.search(value):
        return value
    return " ".join(p if isinstance(p, str) else p[1] for p in paragraphs(value)) or None
