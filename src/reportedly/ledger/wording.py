"""What stays of a report's wording when a newsroom reprints it: the content words of its sentences, without what house style changes."""

from __future__ import annotations

import re
import zlib
from array import array
from dataclasses import dataclass
from functools import lru_cache

from ..model import Report
from ..read.numbers import NUMBERS

MASK = 0xFFFFFFFC
NUMBER, QUOTED = 1, 2
"""A word is 30 bits of hash and two marks: it is a number; it stands inside quotation marks."""

LEAD_WORDS = 9
"""Content words that a lead has at least; a shorter first sentence takes the next one along."""

_TOKEN = re.compile(r"(?:[A-Z]{0,2}[$€£¥]|\bRs?(?=\d))?\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[\"“”]|``|''(?!\w)|[.!?](?=[\"”’')\]]*(?:\s|$))|\n(?=\n)")
_STOPS = frozenset(".!?\n")
_QUOTES = frozenset(('"', "“", "”", "``", "''"))
_FURNITURE = re.compile(
    r"^\W*(?:(?:original url|read more|also read|read also|related|see also|more on this|watch|photos?|advertis\w+|click here|tags?|topics?)\b"
    r"|(?:sign up|subscribe|follow us|share this|copyright|all rights reserved|©|source:|https?:)"
    r"|(?:with (?:inputs?|reporting|files) (?:from|by))"
    r"|(?:\w+ ){0,2}(?:reporting|writing|editing|compiled) (?:by|for)\b"
    r"|(?:this|the) (?:story|article|report|piece)\b.{0,40}\b(?:has|was|is|were)\b.{0,60}\b(?:updated?|published|edited|auto-?generated|corrected|syndicated|appeared)"
    r"|(?:the )?[\w ./]{2,40}\bcontributed to this (?:report|story|article)|(?:published|posted|updated|last updated|printed)\b.{0,60}$"
    r"|(?:story|article) continues|\(?(?:reporting|editing|writing|additional reporting)\b)",
    re.I,
)
_DATELINE = re.compile(r"^(?:[A-Z][\w.,'’/ -]{1,60})?\([A-Za-z][\w ./-]{1,30}\)\s*(?:--?|[–—_:])?\s*|^[A-Z]{3}[A-Z.,'’/ -]{0,40}(?:,? [A-Z][a-z.]{2,8} \d{1,2})?\s*(?:--|[-–—_])\s+")
_DROPPED = frozenset(
    """a about above according actually add added adding adds after again ago all also although am among an and announce announced announces any are
    around as asked assert asserted at be became because been before began being below between both but by came can cent claim claimed claims comment
    commented could day days declare declared declares did do does down during each early either else even ever every explain explained for friday from
    get got had has have he her here hers herself him himself his how however i if in indicate indicated insist insisted into is it its itself just last
    late later made make many may me meanwhile might monday more most mr mrs ms much must my near nearly new no nor not note noted now of off officials on
    once one only onto or other our out over own per percent pm quoted remark remarked report reported reportedly reporters reports said same saturday say
    saying says she should since so some speaking state stated still stress stressed such sunday tell telling than that the their them then there these
    they this those though through thursday to today told told tomorrow too tuesday under until up upon us very was we wednesday week were what when where
    whether which while who whom whose why will with within without would year years yesterday yet you your""".split()
)
"""Function words, verbs of saying and words for days: reprints change, add and drop them freely."""

_TITLES = frozenset("mr mrs ms dr gen lt col sgt capt maj brig sen rep gov st no jan feb aug sept oct nov dec inc corp co vs u.s".split())
_SPELLING = (
    (re.compile(r"our(?=$|s$|ed$|ing$|ite|able|er|less|ful|hood)"), "or"),
    (re.compile(r"(?<=..)ys(?=e|ing)"), "yz"),
    (re.compile(r"(?<=...)is(?=e$|es$|ed$|er$|ers$|ing$|ation|ations)"), "iz"),
    (re.compile(r"(?<=[a-z][bt])re(?=$|s$|d$)"), "er"),
    (re.compile(r"mme(?=$|s$|d$)"), "m"),
    (re.compile(r"ogue"), "og"),
    (re.compile(r"ll(?=ed$|ing$|er$)"), "l"),
    (re.compile(r"enc(?=e$|es$)"), "ens"),
    (re.compile(r"weller"), "wel"),
)
_IRREGULAR = {"jewellery": "jewelry", "storey": "story", "grey": "gray", "tyre": "tire", "kerb": "curb", "aluminium": "aluminum", "whilst": "while", "amongst": "among"}
_ENDING = re.compile(r"(?<=...)(?:ations?|ingly|edly|ings?|ies|ied|ed|es|ly|s|e|y)$")


@dataclass(frozen=True, slots=True)
class Wording:
    """A report's content words in order; `ends` are the sentences' ends in them. Sentences `[lead_first, lead_past)` are the lead.

    With `titled`, the first sentence is the headline: reprints change it, so that it counts only where there is hardly any other text.
    """

    words: array[int]
    ends: array[int]
    titled: bool
    lead_first: int
    lead_past: int

    def key(self) -> bytes:
        """The same for the same wording only."""
        return b"".join((self.words.tobytes(), self.ends.tobytes(), b"%d %d %d" % (self.titled, self.lead_first, self.lead_past)))

    def sentences(self) -> list[array[int]]:
        return [self.words[s:e] for s, e in zip([0, *self.ends], self.ends, strict=False)]


def wording(report: Report) -> Wording:
    """The wording of a report's paragraphs; furniture (credits, appeals, related links) is left out."""
    words, ends = array("I"), array("I")
    full: list[bool] = []
    title = next((b.span.of(report.text) for b in report.blocks if b.kind == "title"), "")
    _take(_DATELINE.sub("", title), words, ends, full)
    titled = len(ends) == 1
    for text in paragraphs(report):
        _take(text, words, ends, full)
    first, past = _lead(words, ends, full)
    return Wording(words, ends, titled and len(words) - ends[0] >= LEAD_WORDS, first, past)


def paragraphs(report: Report) -> list[str]:
    """The paragraphs that belong to the story."""
    texts = [b.span.of(report.text) for b in report.blocks if b.kind == "paragraph"] if report.blocks else report.text.split("\n\n")
    kept = [t for t in texts if not _FURNITURE.match(t)]
    return [_DATELINE.sub("", kept[0]), *kept[1:]] if kept else kept


def _take(text: str, words: array[int], ends: array[int], full: list[bool]) -> None:
    """Append the words of a paragraph, sentence by sentence; `full` says which end in a full stop."""
    quoted, before, start = 0, "", len(words)
    for token in _TOKEN.findall(text):
        if token in _QUOTES:
            quoted = 0 if token in ("”", "''") or (quoted and token == '"') else QUOTED
        elif token in _STOPS:
            if before in _TITLES or (len(before) == 1 and token == "."):
                continue
            if len(words) > start:
                ends.append(len(words))
                full.append(token != "\n")
                start = len(words)
        else:
            before = token.lower()
            key = _key(before)
            if key:
                words.append(key | quoted)
    if len(words) > start:
        ends.append(len(words))
        full.append(False)


def _lead(words: array[int], ends: array[int], full: list[bool]) -> tuple[int, int]:
    """The first whole sentence of some size, with the next where it is short. Sub-headings and dates have no full stop."""
    starts = [0, *ends]
    first = next((k for k, (s, e) in enumerate(zip(starts, ends, strict=False)) if full[k] and e - s >= 5), 0)
    past = first
    while past < len(ends) and (past == first or ends[past - 1] - starts[first] < LEAD_WORDS):
        past += 1
    return first, past


@lru_cache(maxsize=200_000)
def _key(word: str) -> int:
    """30 bits for a word, the same for its spellings and inflections; 0 for words that reprints change freely."""
    if word[-1].isdigit() and not word[0].isdigit():  # sums are converted for readers at home, so that another sum is no other number
        return zlib.crc32(word.encode()) & MASK
    if word[0].isdigit():
        return zlib.crc32(word.removesuffix(":00").replace(",", "").encode()) & MASK | NUMBER
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if word in _DROPPED or len(word) < 2:
        return 0
    if word in NUMBERS:
        return zlib.crc32(str(NUMBERS[word]).encode()) & MASK | NUMBER
    return zlib.crc32(stem(word).encode()) & MASK


def stem(word: str) -> str:
    """A rough stem, after American spelling: enough to tell that two forms may be one word."""
    word = _IRREGULAR.get(word, word)
    if len(word) > 4:
        for pattern, to in _SPELLING:
            word = pattern.sub(to, word)
    return _ENDING.sub("", word) if len(word) > 3 else word
