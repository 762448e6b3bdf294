"""Plain text and Markdown as newsrooms and archives save it: headline, byline, date, credit, paragraphs, original address."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

from ..model import Block, Report, Span
from ..model.report import BlockKind

_MONTHS = {
    m: k
    for k, m in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"), 1
    )
}
_MONTHS |= {m[:3]: k for m, k in _MONTHS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE_LINE = re.compile(
    rf"""^\W*(?:(?:published|posted|updated|date)\s*(?:on|at)?\s*:?\s*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?
    (?:(?P<iso>\d{{4}}-\d\d-\d\d)(?:T[\d:.Z+-]+)?
      |(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})
      |(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH})\.?,?\s+(?P<y2>\d{{4}}))
    (?:[\s,|·–-]*(?:at\s+)?\d{{1,2}}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{{2,4}}|GMT[+-]\d+)?)?\W*$""",
    re.I | re.X,
)
_BYLINE = re.compile(r"^by\s+\S.{0,118}$", re.I)
_CREDIT = re.compile(
    r"^(?:photo|image|picture|file|credit|caption|illustration)\b.{0,20}:|/\s*(?:AP|AFP|Reuters|Getty|TASS|EPA)\b|\((?:AP|AFP|Reuters) (?:photo|file)",
    re.I,
)
_BOILERPLATE = re.compile(
    r"^(?:original url:?$|read more|sign up|subscribe|copyright|©|all rights reserved|follow us|share this|advertisement|related:|read the rest|more on this|"
    r"\(?(?:reporting|editing|writing|additional reporting|compiled) by\b|source:|this article (?:was|is)|with inputs from|<?https?://\S+>?$)",
    re.I,
)
_AGENCIES = (
    "AFP",
    "Agence France-Presse",
    "Reuters",
    "AP",
    "Associated Press",
    "The Associated Press",
    "TASS",
    "Itar-Tass",
    "Interfax",
    "RIA Novosti",
    "Xinhua",
    "KCNA",
    "Yonhap",
    "Kyodo",
    "dpa",
    "UPI",
    "EFE",
    "ANSA",
    "Anadolu",
    "IRNA",
    "Fars",
    "Tasnim",
    "SANA",
    "PTI",
    "ANI",
    "Bernama",
    "Antara",
    "Ukrinform",
    "Belta",
    "WAFA",
    "MENA",
    "APA",
    "Kazinform",
    "TSN",
    "PA Media",
    "CNA",
)
_AGENCY = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, sorted(_AGENCIES, key=len, reverse=True))) + r")(?![\w-])")
_LONG = {"Agence France-Presse": "AFP", "Associated Press": "AP", "The Associated Press": "AP", "Itar-Tass": "TASS"}
_DATELINE = re.compile(
    r"^(?P<line>(?P<city>[A-Z][A-Z'.’ -]{2,40}(?:,\s*[A-Z][\w.’ ]{1,30})?|[A-Z][\w'.’ ]{2,30})"
    r"(?:,\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s*\d{4})?)?"
    r"\s*(?:\((?P<agency>[A-Z][\w ./-]{1,40})\)|/(?P<slash>[A-Z]{3,10})/\.?)?\s*(?:--|[-–—_]|:)\s*|^\((?P<only>AP|AFP|Reuters|UPI|Xinhua)\)\s*(?:--|[-–—_])?\s*)(?=\S|$)"
)
_LINK = re.compile(r"!?\[((?:[^\[\]]|\\[\[\]])*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*\*\*|\*\*|\*|__)(?=\S)(.+?)(?<=\S)\1(?![\w*])", re.S)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>\"'~|])")
_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    heading: bool = False
    strong: bool = False


def from_markdown(source: str, **given: str | None) -> Report:
    """A `Report` from Markdown or plain text. `given` metadata (published, title, outlet, url …) wins over what the text says."""
    found: dict[str, str | None] = {}
    body: list[tuple[BlockKind, str]] = []
    for n, p in enumerate(_paragraphs(source)):
        kind = _kind(p, n, body, found)
        if kind:
            body.append((kind, p.text))
    return assemble(_joined(body), {**found, **{k: v for k, v in given.items() if v is not None}})


def assemble(body: list[tuple[BlockKind, str]], meta: dict[str, str | None]) -> Report:
    """Lay blocks into one text, a blank line between them, and split datelines off."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, text in body:
        if kind == "paragraph" and not any(b.kind == "paragraph" for b in blocks):
            line = _DATELINE.match(text)
            if line and _is_dateline(line):
                blocks.append(Block("dateline", Span(at, at + len(line.group().rstrip()))))
                meta.setdefault("agency", _agency(line.group()))
                if line.end() < len(text):
                    blocks.append(Block(kind, Span(at + line.end(), at + len(text))))
                parts.append(text)
                at += len(text) + 2
                continue
        blocks.append(Block(kind, Span(at, at + len(text))))
        parts.append(text)
        at += len(text) + 2
    text = "\n\n".join(parts)
    meta["agency"] = meta.get("agency") or _agency(meta.get("byline") or "")
    digest = hashlib.sha256("\0".join((meta.get("title") or "", meta.get("published") or "", text)).encode("utf-8", "surrogatepass")).hexdigest()
    keys = ("title", "byline", "agency", "outlet", "url", "published", "language")
    return Report(text=text, id=f"sha256:{digest}", blocks=tuple(blocks), **{k: meta.get(k) for k in keys})


def _is_dateline(line: re.Match[str]) -> bool:
    city = line["city"]
    return bool(
        line["only"] or line["agency"] or line["slash"] or (city and city.isupper() and len(city) > 3 and not line.group().rstrip().endswith(":"))
    )


def _agency(text: str) -> str | None:
    m = _AGENCY.search(text)
    return _LONG.get(m[1], m[1]) if m else None


def _paragraphs(source: str) -> list[Paragraph]:
    out = []
    for raw in re.split(r"\n[ \t]*\n+", source.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff\n")):
        lines = raw.split("\n")
        head = re.match(r"^(#{1,6})\s+(.*?)\s*#*$", lines[0])
        if head:
            out.append(Paragraph(_inline(head[2]), heading=True))
            lines = lines[1:]
        if len(lines) > 1 and re.fullmatch(r"=+|-{3,}", lines[1].strip()):
            out.append(Paragraph(_inline(lines[0]), heading=True))
            lines = lines[2:]
        if len(lines) > 1 and _DATE_LINE.match(lines[0]):
            out.append(Paragraph(lines[0].strip()))
            lines = lines[1:]
        text = "\n".join(
            re.sub(r"^\s*(?:>\s?|[-*+]\s+|\d+\.\s+)(?=\S)", "", line) if re.match(r"^\s*(?:>|[-*+]\s)", line) else line for line in lines
        ).strip()
        if text and not re.fullmatch(r"[-*_=\s]{3,}", text):
            strong = re.fullmatch(r"\*\*[^*]+\*\*|\*[^*]+\*|_[^_]+_", text) is not None
            out.append(Paragraph(_inline(text), strong=strong))
    return [p for p in out if p.text]


def _inline(text: str) -> str:
    """Marks of emphasis, links and escapes taken away."""
    for _ in range(3):
        text, n = _LINK.subn(r"\1", text)
        if not n:
            break
    for _ in range(3):
        text, n = _EMPHASIS.subn(r"\2", text)
        if not n:
            break
    return _ESCAPE.sub(r"\1", text).strip()


def _kind(p: Paragraph, n: int, body: list[tuple[BlockKind, str]], found: dict[str, str | None]) -> BlockKind | None:
    """What a paragraph is; metadata goes into `found`. None leaves it out of the text."""
    before_text = not any(k == "paragraph" for k, _ in body)
    if p.heading and "title" not in found and before_text:
        found["title"] = p.text
        return "title"
    if before_text and n < 8:
        date = _DATE_LINE.match(p.text)
        if date:
            found.setdefault("published", _iso(date))
            return "byline" if any(c.isalpha() for c in p.text) else None
        if _BYLINE.match(p.text) and not _ENDS.search(p.text.rstrip(".")):
            found.setdefault("byline", re.sub(r"^by\s+", "", p.text, flags=re.I).strip())
            return "byline"
        if "title" not in found and n == 0 and len(p.text) < 160 and "\n" not in p.text and not _ENDS.search(p.text.rstrip("…")) and _more(p):
            found["title"] = p.text
            return "title"
    url = re.fullmatch(r"<?(https?://\S+?)>?", p.text)
    if url and not found.get("url"):
        found["url"] = url[1]
    if _BOILERPLATE.match(p.text):
        return "boilerplate"
    if (p.strong and len(p.text) < 200 and not _ENDS.search(p.text)) or (len(p.text) < 200 and _CREDIT.search(p.text)):
        return "caption"
    return "paragraph"


def _more(p: Paragraph) -> bool:
    return len(p.text.split()) >= 3


def _iso(m: re.Match[str]) -> str | None:
    try:
        if m["iso"]:
            return dt.date.fromisoformat(m["iso"]).isoformat()
        year, month, day = (m["y1"], m["m1"], m["d1"]) if m["y1"] else (m["y2"], m["m2"], m["d2"])
        return dt.date(int(year), _MONTHS[month.lower().rstrip(".")], int(day)).isoformat()
    except ValueError:
        return None


def _joined(body: list[tuple[BlockKind, str]]) -> list[tuple[BlockKind, str]]:
    """Paragraphs broken in mid-sentence joined again: no end mark before, a lower-case word after."""
    out: list[tuple[BlockKind, str]] = []
    for kind, text in body:
        last = out[-1] if out else None
        if last and kind == "paragraph" == last[0] and text[:1].islower() and not _ENDS.search(last[1]):
            out[-1] = (kind, last[1] + "\n\n" + text)
        else:
            out.append((kind, text))
    return out
