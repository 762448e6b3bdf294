"""Names as they are compared: folded to plain letters, with the spellings that transliteration, blanks and order make of one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

try:
    from rigour.text import ascii_text
except ImportError:  # the extra `ftm` is not installed

    def ascii_text(text: str) -> str:
        """Marks are stripped, other scripts left out."""
        return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


_DROPPED = str.maketrans("", "", ".'’‘`ʼʻ\"“”")
_OTHER = re.compile(r"[^a-z0-9]+")
_PAREN = re.compile(r"\s*\([^)]*\)")
LEGAL = frozenset(
    "ab ag as bhd bv co corp corporation cjsc company doo fze fzc fzco gmbh group inc incorporated jsc kft kg limited llc llp ltd lp nv oao ojsc ooo oy pao plc "
    "pjsc private pte pty pvt sa sae sal sarl sas sdn spa srl zao".split()
)
"""Legal forms, which news leave out."""
_LEADING = frozenset({"ao", "cjsc", "jsc", "llc", "oao", "ojsc", "ooo", "pao", "pjsc", "pt", "zao"})
_ARTICLES = frozenset({"the", "a", "an"})
_SPELLINGS = (
    ("eyev", "ev"), ("eiev", "ev"), ("eev", "ev"), ("yev", "ev"), ("iev", "ev"), ("x", "ks"), ("sch", "sh"), ("tch", "ch"), ("dzh", "j"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("gh", "g"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("iy", "i"), ("ij", "i"), ("yy", "i"), ("y", "i"), ("q", "k"), ("w", "v"), ("o", "u"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


def fold(name: str) -> tuple[str, ...]:
    """The words of a name in lower-case ASCII; empty for what has no such letters: `Al-Ŵatan, Ltd.` gives al, watan, ltd."""
    if not name.isascii():
        name = ascii_text(name)
    return tuple(_OTHER.sub(" ", name.translate(_DROPPED).lower()).split())


def words(name: str) -> tuple[str, ...]:
    """`fold` without brackets, a leading article, and legal forms."""
    found = fold(_PAREN.sub("", name) if "(" in name else name)
    if len(found) > 1 and found[0] in _ARTICLES:
        found = found[1:]
    while len(found) > 1 and found[-1] in LEGAL:
        found = found[:-1]
    return found[1:] if len(found) > 2 and found[0] in _LEADING else found


@lru_cache(maxsize=65_536)
def spelling(word: str) -> str:
    """One spelling for the ways in which a word is transliterated: `Mohammad`, `Muhamad`; `Yusuf`, `Youssouf`; `el`, `al`."""
    if word in ("al", "el", "ul", "ad", "as", "ar", "an"):
        return "al"
    for one, other in _SPELLINGS:
        if one in word:
            word = word.replace(one, other)
    return _DOUBLE.sub(r"\1", word)


def exact(found: tuple[str, ...]) -> str:
    return "=" + " ".join(found)


def joined(found: tuple[str, ...]) -> str:
    """The same for `Al Qaeda`, `al-Qaida` written together or apart."""
    return "~" + "".join(map(spelling, found))


def unordered(found: tuple[str, ...]) -> str:
    """The same for family name first and last."""
    return "*" + " ".join(sorted(map(spelling, found)))


def is_acronym(name: str) -> bool:
    """A single word in capitals that no lower-case word can be taken for."""
    return len(name) >= 3 and name.isalpha() and name.isupper()
