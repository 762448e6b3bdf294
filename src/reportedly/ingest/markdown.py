"""Plain text and Markdown as newsrooms and archives save it: headline, byline, date, credit, paragraphs, original address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model import Report
from ..model.report import BlockKind
from . import dates
from .assemble import ENDS, Part, assemble
from .clean import clean
from .items import Options, Sourced
from .traced import Traced, join
from .wire import Wire

_BYLINE = re.compile(r"^by\s+\S.{0,118}$", re.I)
_LINK = re.compile(r"!?\[((?:[^\[\]]|\\[\[\]])*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*\*\*|\*\*|\*|__)(?=\S)(.+?)(?<=\S)\1(?![\w*])", re.S)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>\"'~|])")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n+")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_MARKER = re.compile(r"^\s*(?:>\s?|[-*+]\s+|\d+\.\s+)(?=\S)")
_MARKED_LINE = re.compile(r"^\s*(?:>|[-*+]\s)")
_RULE = re.compile(r"[-*_=\s]{3,}")
_STRONG = re.compile(r"\*\*[^*]+\*\*|\*[^*]+\*|_[^_]+_")
_ADDRESS = re.compile(r"<?(https?://\S+?)>?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Traced
    heading: bool = False
    strong: bool = False


def from_markdown(source: str, **given: str | None) -> Report:
    """A `Report` from Markdown or plain text. `given` metadata (published, title, outlet, url …) wins over what the text says."""
    return read_markdown(source, Options(given)).report


def read_markdown(source: str, options: Options) -> Sourced:
    """The same, with the way back to `source`. Raises EmptyReport where there is nothing to read."""
    found: dict[str, str | None] = {}
    parts: list[Part] = []
    for n, p in enumerate(_paragraphs(clean(source))):
        kind = kind_of(p, n, parts, found, options.wire)
        if kind:
            parts.append(Part(kind, p.text))
    return assemble(source, parts, options.over(found), options.wire)


def _paragraphs(source: Traced) -> Iterator[Paragraph]:
    source = source.strip("\n")
    at = 0
    for end in (*(m.span() for m in _PARAGRAPH_END.finditer(source.text)), (len(source.text), len(source.text))):
        yield from (p for p in _in_block(_lines(source.cut(at, end[0]))) if p.text.text)
        at = end[1]


def _lines(block: Traced) -> list[Traced]:
    out, at = [], 0
    for line in block.text.split("\n"):
        out.append(block.cut(at, at + len(line)))
        at += len(line) + 1
    return out


def _in_block(lines: list[Traced]) -> Iterator[Paragraph]:
    """A heading, a date line and a paragraph may follow each other without a blank line."""
    head = _HEADING.match(lines[0].text)
    if head:
        yield Paragraph(_inline(lines[0].cut(*head.span(2))), heading=True)
        lines = lines[1:]
    if len(lines) > 1 and re.fullmatch(r"=+|-{3,}", lines[1].text.strip()):
        yield Paragraph(_inline(lines[0]), heading=True)
        lines = lines[2:]
    if len(lines) > 1 and dates.DATE_LINE.match(lines[0].text):
        yield Paragraph(lines[0].strip())
        lines = lines[1:]
    text = join((_unmarked(line) for line in lines), "\n").strip()
    if text.text and not _RULE.fullmatch(text.text):
        yield Paragraph(_inline(text), strong=_STRONG.fullmatch(text.text) is not None)


def _unmarked(line: Traced) -> Traced:
    """A line without the sign of a quotation or list."""
    m = _MARKER.match(line.text) if _MARKED_LINE.match(line.text) else None
    return line.cut(m.end(), len(line.text)) if m else line


def _inline(text: Traced) -> Traced:
    """Marks of emphasis, links and escapes taken away."""
    for pattern, group in ((_LINK, 1), (_EMPHASIS, 2)):
        for _ in range(3):
            if not pattern.search(text.text):
                break
            text = text.keep(pattern, group)
    return text.keep(_ESCAPE, 1).strip()


def kind_of(p: Paragraph, n: int, before: Sequence[Part], found: dict[str, str | None], tables: Wire) -> BlockKind | None:
    """What the n-th paragraph is; metadata goes into `found`. None leaves it out of the text."""
    text = p.text.text
    before_text = not any(k == "paragraph" for k, _ in before)
    if p.heading and "title" not in found and before_text:
        found["title"] = text
        return "title"
    if before_text and n < 8:
        date = dates.DATE_LINE.match(text)
        if date:
            found.setdefault("published", dates.of_match(date))
            return "byline" if any(c.isalpha() for c in text) else None
        if _BYLINE.match(text) and not ENDS.search(text.rstrip(".")):
            found.setdefault("byline", re.sub(r"^by\s+", "", text, flags=re.I).strip())
            return "byline"
        if "title" not in found and n == 0 and _headline(text):
            found["title"] = text
            return "title"
    url = _ADDRESS.fullmatch(text)
    if url and not found.get("url"):
        found["url"] = url[1]
    piece = tables.kind(text)
    if piece and piece.kind != "caption":
        return piece.kind
    if (p.strong and len(text) < 200 and not ENDS.search(text)) or (piece and len(text) < 300):
        return "caption"
    return "paragraph"


def _headline(text: str) -> bool:
    return len(text) < 160 and "\n" not in text and not ENDS.search(text.rstrip("…")) and len(text.split()) >= 3
