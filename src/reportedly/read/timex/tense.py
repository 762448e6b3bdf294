"""Does the clause around a time expression look back or ahead? Read from the words, so that time expressions need no parse."""

from __future__ import annotations

import re
from typing import Literal

Tense = Literal["past", "present", "future", "unknown"]

_IRREGULAR = (
    "was were had did said told went came took made gave got saw met held began broke brought built bought caught chose drew drove fell felt fought found flew "
    "forgot froze grew heard hid kept knew led left lent lost meant paid ran rang rose sank sat sent shook shot sold spent spoke stood stole "
    "struck swept swore taught thought threw understood won wrote withdrew became"
).replace(" ", "|")
_WILL = r"will|'ll|’ll|won't|won’t|shall|is to|are to|(?:is|are) (?:going|coming|meeting|arriving|leaving|visiting|travell?ing|holding|hosting|flying|heading|returning)"
_AHEAD = (
    r"plans?|planned|planning|expects?|expected|schedules?|scheduled|due|intends?|hopes?|slated|set (?:to|for)|prepar(?:es?|ing)|effective|expires?|payable|postponed?|extended"
    r"|until|till|as (?:soon|early|late) as|to resume|was to|were to|would|deadline|ahead of|upcoming|should"
)
_SKIPPED = r"(?:be|being|been) (?:\w+ly )?\w+(?:ed|en)"
_CUE = re.compile(
    rf"\b(?:(?P<will>{_WILL})|(?P<ahead>{_AHEAD})|(?P<skipped>{_SKIPPED})|(?P<past>{_IRREGULAR}|\w{{2,}}ed)|(?P<present>is|are|has|have|says|does|do))\b",
    re.I,
)
_CLAUSE = re.compile(r"[.;!?]\s|\n|[“”\"]|``|''")
_VERB_NEXT = re.compile(rf"\s+(?:\w+ly\s+)?(?:{_IRREGULAR}|\w{{2,}}ed)\b")
_REACH = 90


def tense(text: str, start: int, end: int) -> Tense:
    """The tense at `[start, end)`: that of the verb right after it, else of the nearest verb or word of planning before it in its sentence, else after it."""
    if _VERB_NEXT.match(text, end):
        return "past"
    before = text[max(0, start - _REACH) : start]
    if text[end : end + 2] in ("'s", "’s"):  # "Friday's raid": what has happened, unless the clause says otherwise
        return "future" if re.search(r"\b(?:ahead of|before|for|at)\s+$", before) and _after(text, end) != "past" else "past"
    cut = [m.end() for m in _CLAUSE.finditer(before)]
    cues = [m for m in _CUE.finditer(before, cut[-1] if cut else 0) if not m["skipped"]]
    return _told(cues[-1]) if cues else _after(text, end)


def _after(text: str, end: int) -> Tense:
    after = text[end : end + _REACH]
    cut = _CLAUSE.search(after)
    for m in _CUE.finditer(after, 0, cut.start() if cut else len(after)):
        if m["will"]:
            return "future"
        if m["past"] or m["present"]:
            return _told(m)
    return "unknown"


def _told(m: re.Match[str]) -> Tense:
    if m["will"] or m["ahead"]:
        return "future"
    return "past" if m["past"] else "present"
