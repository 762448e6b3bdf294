"""What newsrooms wrap around a report: datelines, bylines, credits, boilerplate; and the agency that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..errors import LexiconError
from ..lexicon.load import files
from ..lexicon.rows import Agency, Boilerplate
from ..lexicon.tables import TABLES, Troubles, read
from ..model.report import BlockKind

_TAIL = 500
_LEAD_SIZE = 800
_MASK = "\ue000"  # stands for each character of an agency's name while phrases are sought
_UPPER = r"[A-ZÀ-ÞĀĂĄĆČĐĒĖĘĚĞĪŁŃŇŐŘŚŞŠŤŪŮŰŹŻŽİ]"
_DATE = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s*\d{4})?"
_DATELINE = rf"""
    (?:(?P<city>{_UPPER}(?:{_UPPER}|['.’\ -]){{2,40}}(?:,\s*[A-Z][\w.’\ ]{{1,30}})?|{_UPPER}[\w'.’\ ]{{2,30}}(?P<region>,\s*[A-Z][\w.’]+(?:\ [A-Z][\w.’]+)?)?)
      (?P<date>[,.]\s*{_DATE})?|(?P<only_date>{_DATE}))
    (?:\s*,?\s*\((?P<agency>[A-Z][\w\ ./&-]{{1,40}})\)|[,.]?\s*/(?P<slash>[A-Z][\w\ -]{{1,20}})/\.?|[,.]\s*(?P<bare>AGENCY))?
    (?P<end>\s*(?:--|[-–—_:])\s*|(?<=/)\s+|(?<=/\.)\s+|(?<=\))\s+(?=[A-Z"“])|(?(bare)[.,]\s+|(?!)))
    |\((?P<only>AGENCY)\)\s*(?:--|[-–—_])?\s*"""
_NOT_CITY = frozenset(
    "the a an but and however still yet now then so this that these those he she it we they i you who what analysis opinion update updated breaking "
    "exclusive editorial watch live factbox timeline explainer correction comment sources officials meanwhile elsewhere earlier later".split()
)
_VERB = r"(?:reported|reports|has reported|cited|quoted)"
_LEAD = r"""(?:according\ to|cited\ by|quoted\ by|(?:told|,|\.)\s)\s*(?:the\ )?(?P<ag>AGENCY)(?P<noun>\s+(?:state\s+)?(?:news|press)\s+agency|\s+agency)?
    (?=\s*[,.]|\s+(?:on|in|as|citing|quoting|news|VERB)\b)|(?P<ag2>AGENCY)(?P<noun2>\s+(?:state\s+)?(?:news|press)\s+agency|\s+agency)?\s+VERB\b
    |,\s*(?P<ag3>AGENCY)(?P<noun3>\s+(?:state\s+)?(?:news|press)\s+agency|\s+agency)?\s+said(?:\s+on\s+\w+)?\s*[.,]"""
_PARTS = re.compile(r"\s*(?:[,/|;·•()–—]|\s-\s|\band\b|\bwith\b|\bfor\b|\bvia\b|\bby\b|\bstaff\b)\s*", re.I)


class Dateline(NamedTuple):
    """A dateline at the head of a paragraph: its last character's end, where the text begins, the agency that it names."""

    end: int
    text: int
    agency: str | None


class Piece(NamedTuple):
    """A function of a stretch of text, the agency that it names, the row that says so."""

    kind: BlockKind
    start: int
    agency: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Wire:
    """The two tables, compiled. `spellings` gives the name of an agency, `weak` those spellings that are also other words."""

    spellings: dict[str, str]
    weak: frozenset[str]
    rules: tuple[tuple[Boilerplate, re.Pattern[str]], ...]
    tails: tuple[tuple[Boilerplate, re.Pattern[str]], ...]
    longest: int
    every: re.Pattern[str]
    strong: re.Pattern[str]
    datelines: re.Pattern[str]
    leads: re.Pattern[str]

    def dateline(self, text: str) -> Dateline | None:
        """The dateline with which a first paragraph begins."""
        m = self.datelines.match(text)
        if m is None or not self._is_dateline(m, text[m.end() :]):
            return None
        return Dateline(len(m.group().rstrip()), m.end(), self._named_in(m))

    def _named_in(self, m: re.Match[str]) -> str | None:
        named = m["only"] or m["agency"] or m["slash"] or m["bare"]
        return self.named(named, brackets=True) if named else self.spellings.get((m["city"] or "").rpartition(", ")[2].strip())

    def _is_dateline(self, m: re.Match[str], rest: str) -> bool:
        city, end = m["city"], (m["end"] or "").strip()
        if m["only"] or m["bare"] or m["slash"]:
            return m["slash"] is None or m["slash"].isupper() or m["slash"] in self.spellings
        if m["agency"]:
            return bool(end) or m["agency"] in self.spellings
        if city is None or end in ("", ":"):
            return False
        if city.split(",")[0].isupper():
            return len(city) > 3
        return end in ("--", "–", "—") and _place_like(city, bool(m["region"] or m["date"])) and bool(re.match(r"[\"“‘'(]?[A-Z]|$", rest))

    def kind(self, text: str) -> Piece | None:
        """What a paragraph is, where it is no part of the report."""
        words = len(text.split())
        masked = self._masked(text) if words <= self.longest else ""
        for row, pattern in self.rules:
            if words <= row.words:
                m = pattern.search(masked) if row.place == "any" else pattern.match(masked)
                if m:
                    return Piece(row.kind, 0, self._origin(row, m, text), row.id)  # type: ignore[arg-type]
        return None

    def tail(self, text: str) -> Piece | None:
        """Credits after the last sentence of a paragraph."""
        low = max(0, len(text) - _TAIL)
        end = self._masked(text[low:])
        for row, pattern in self.tails:
            m = pattern.search(end)
            if m and low + m.start("tail") > 0 and len(m["tail"].split()) <= row.words:
                return Piece(row.kind, low + m.start("tail"), self._origin(row, m, text[low:]), row.id)  # type: ignore[arg-type]
        return None

    def _masked(self, text: str) -> str:
        return self.every.sub(lambda m: _MASK * len(m[0]), text)

    def _origin(self, row: Boilerplate, m: re.Match[str], text: str) -> str | None:
        if not row.origin:
            return None
        return next((self.spellings.get(text[m.start(k) : m.end(k)]) for k, v in m.groupdict().items() if v and k.startswith("ag")), None)

    def named(self, credit: str | None, brackets: bool = False) -> str | None:
        """The agency in a byline or credit; weak spellings count only where they stand alone."""
        if not credit:
            return None
        parts = [p for p in _PARTS.split(credit) if p]
        exact = next((self.spellings[p] for p in parts if p in self.spellings), None)
        if exact or brackets:
            return exact
        m = self.strong.search(credit)
        return self.spellings[m[1]] if m else None

    def lead(self, text: str) -> str | None:
        """The agency to which a first paragraph gives its news: "…, Yonhap News Agency reported"."""
        for m in self.leads.finditer(text[:_LEAD_SIZE]):
            for name, noun in (("ag", "noun"), ("ag2", "noun2"), ("ag3", "noun3")):
                if m[name] and (m[noun] or m[name] not in self.weak):
                    return self.spellings[m[name]]
        return None

    def origin(self, text: str) -> str | None:
        """The agency that one paragraph names as where it comes from: dateline, byline, credit, boilerplate, lead, in this order."""
        line, piece, tail = self.dateline(text), self.kind(text), self.tail(text)
        byline = self.named(text[3:]) if text.lower().startswith("by ") else None
        return (line and line.agency) or byline or (piece and piece.agency) or (tail and tail.agency) or self.lead(text)


def _place_like(city: str, sure: bool) -> bool:
    words = city.split(",")[0].split()
    return len(words) <= (4 if sure else 2) and words[0].lower() not in _NOT_CITY and all(w[:1].isupper() or w in ("of", "de", "the", "al") for w in words)


@cache
def wire(overlays: tuple[Path, ...] = ()) -> Wire:
    """The built-in tables with the user's folders laid over them. Raises LexiconError with all troubles at once."""
    troubles = Troubles()
    kept: dict[str, dict[str, Agency | Boilerplate]] = {"agencies": {}, "boilerplate": {}}
    tables = {name: t for t in TABLES if t.name in kept for name in t.files}
    for name, path in files(overlays):
        if name in tables:
            for _, row in read(tables[name], str(path), path.read_text(encoding="utf-8-sig"), troubles):
                kept[tables[name].name][row.id] = row
    if troubles.found:
        raise LexiconError(troubles.found)
    return compiled(list(kept["agencies"].values()), list(kept["boilerplate"].values()))  # type: ignore[arg-type]


def compiled(agencies: Sequence[Agency], rows: Sequence[Boilerplate]) -> Wire:
    spellings = {s: a.name for a in agencies for s in a.spellings}
    weak = frozenset(w for a in agencies for w in a.weak)
    every = _alternatives(spellings)
    rules = [(r, _phrases(r)) for r in rows]
    return Wire(
        spellings,
        weak,
        tuple((r, p) for r, p in rules if r.place != "tail"),
        tuple((r, p) for r, p in rules if r.place == "tail"),
        max((r.words for r in rows if r.place != "tail"), default=0),
        re.compile(rf"(?<![\w-])(?:{every})(?![\w-])"),
        re.compile(rf"(?<![\w-])({_alternatives(s for s in spellings if s not in weak)})(?![\w-])"),
        re.compile(_DATELINE.replace("AGENCY", every), re.X),
        re.compile(_LEAD.replace("VERB", _VERB).replace("AGENCY", every), re.X),
    )


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))


def _phrases(row: Boilerplate) -> re.Pattern[str]:
    """Phrases as a pattern: `*` is anything short, `#` a number or span of years, `@` an agency, a blank any white space."""
    found = [_phrase(p, n) for n, p in enumerate(row.phrases)]
    whole = "|".join(found)
    if row.place == "start":
        return re.compile(rf"[^\w\"“”‘’']{{0,3}}(?:{whole})", re.I | re.S)
    if row.place == "whole":
        return re.compile(rf"(?:{whole})[.\s]*\Z", re.I | re.S)
    if row.place == "tail":
        return re.compile(rf"(?<=[.!?\"”’)/])\s*(?P<tail>(?:{whole})[.\s]*)\Z", re.I | re.S)
    return re.compile(whole, re.I | re.S)


def _phrase(phrase: str, n: int) -> str:
    out, seen = [], 0
    for part in re.split(r"([*#@]|\s+)", phrase):
        if part == "*":
            out.append(r".{0,200}?")
        elif part == "#" and phrase.strip("# ") != "":
            out.append(r"\d[\d,–-]*")
        elif part == "@":
            seen += 1
            out.append(rf"(?P<ag{n}_{seen}>{_MASK}+)")
        else:
            out.append(r"\s+" if part.isspace() else re.escape(part))
    return ("" if not phrase[:1].isalnum() else r"(?<!\w)") + "".join(out) + (r"(?!\w)" if phrase[-1:].isalnum() else "")
