"""Does the clause around a time expression look back or ahead? Read from the words, so that time expressions need no parse."""

from __future__ import annotations

import re

_IRREGULAR = (
    "was were had did said told went came took made gave got saw met held began broke brought built bought caught chose drew drove fell felt fought found flew "
    "forgot froze grew heard hid kept knew laid led left lent lost meant paid put ran rang rose sank sat sent set shook shot shut sold spent spoke spread stood stole "
    "struck swept swore taught thought threw understood won wrote withdrew became cut hit"
)
_AHEAD = (
    r"will|'ll|’ll|won't|won’t|shall|plans?|planned|planning|expects?|expected|scheduled?|schedules|due|intends?|hopes?|slated|prepar(?:es?|ing)|set to|effective|payable|postponed?"
    r"|until|till|as (?:soon|early|late) as|is to|are to|was to|were to|would|going to|deadline|ahead of|upcoming|later|by|extended|may|could|should"
)
_CUE = re.compile(
    rf"\b(?:(?P<future>{_AHEAD})|(?P<progress>(?:is|are|am|'s|'re) (?:\w+ly )?\w+ing)|(?P<present>is|are|has|have|says|does|do)"
    rf"|(?P<past>{_IRREGULAR.replace(' ', '|')}|\w{{2,}}ed)|(?P<present2>since|ago))\b",
    re.I,
)
_CLAUSE = re.compile(r"[.;!?]\s|\n|[“”\"]|``|''")
_REACH = 90


def tense(text: str, start: int, end: int) -> str:
    """`past`, `present` or `future` at `[start, end)`: the nearest verb or word of planning before it in its sentence, else the first after it."""
    before = text[max(0, start - _REACH) : start]
    cut = [m.end() for m in _CLAUSE.finditer(before)]
    before = before[cut[-1] :] if cut else before
    found = None
    for found in _CUE.finditer(before):
        pass
    if found is None:
        after = text[end : end + _REACH]
        cut_at = _CLAUSE.search(after)
        found = _CUE.search(after[: cut_at.start()] if cut_at else after)
    if found is None:
        return "past"
    if found["future"]:
        return "future"
    if found["progress"]:
        return "future"
    return "past" if found["past"] else "present"
