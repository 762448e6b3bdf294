"""Write docs/codebook.md from the tables in src/reportedly/data/codebook/. Run it after a change of them; a test compares the two.

python tools/build_codebook_page.py
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reportedly.lexicon import codebook
from reportedly.lexicon.codebook import Codebook

PAGE = Path(__file__).parent.parent / "docs" / "codebook.md"

HEAD = """\
# The codebook

Which codes a reading uses, what they mean, and how PLOVER and CAMEO go over into one another. `reportedly codebook CODE` prints one entry.
This page is written by `tools/build_codebook_page.py` from the tables in `src/reportedly/data/codebook/`; every other table is checked
against them by `reportedly lexicon check`.

Sources of the facts: codes and scores of PLOVER (Open Event Data Alliance; scores from the manual's table, version 0.8, modes and contexts
from its later lists), codes of CAMEO 1.1b3, Goldstein's scale as GDELT distributes it. Definitions are in our own words. A blank scale means
that the list has no value for the code.
"""

CONTEXTS = """\
An event gets its contexts from five places: the frame of its trigger row, the CAMEO code, the sectors of its parties, dealings of states with
one another (AGREE, CONSULT, SUPPORT, REJECT: diplomatic), and cue words around it (`data/en/contexts.csv`). Where a sentence holds one event,
the whole sentence counts; where it holds more, only the words below the event in the parse and those that stand outside all events.
"""

CODES = """\
`reportedly.lexicon.actor_codes` writes and reads codes of actors. CAMEO strings blocks of three letters: country (or IGO, NGO, IMG, MNC), roles,
known group. North Korea is `PRKGOV`, Hamas `PSEREBPTYHMS`, the UN refugee agency `IGOUNOHCR`. PLOVER and POLECAT have a country code and a list
of sectors. On the way back from CAMEO persons are lost, groups without a code, and the sectors that share a role.
"""


def page(book: Codebook) -> str:
    """The whole page as Markdown."""
    parts: list[str] = [HEAD]
    parts += ["## Types\n", table(["type", "quad", "score", "recipient", "CAMEO", "definition"], _types(book))]
    parts += ["## Modes\n", table(["type", "mode", "CAMEO", "definition"], ([m.type, m.mode, m.cameo, m.definition] for m in book.modes.values()))]
    parts += ["## Contexts\n", CONTEXTS, table(["context", "definition"], ([c.code, c.definition] for c in book.contexts.values()))]
    parts += ["## Sectors and actor codes\n", CODES, table(["sector", "CAMEO role", "who", "note"], _sectors(book))]
    parts += ["## Choices\n", "Where the manuals contradict themselves or one another, this is what we do.\n", *_choices(book)]
    parts += ["## CAMEO codes\n", table(["code", "label", "Goldstein", "PLOVER", "rows may also say", "contexts"], _cameo(book))]
    return "\n".join(parts).rstrip() + "\n"


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def _types(book: Codebook) -> Iterator[list[str]]:
    for t in book.types.values():
        yield [t.code, f"{t.quad_code} {t.quad}", f"{t.score:+.1f}", t.recipient, t.cameo, t.definition]


def _sectors(book: Codebook) -> Iterator[list[str]]:
    for s in book.sectors.values():
        yield [s.code, s.cameo, s.label, s.note]


def _choices(book: Codebook) -> Iterator[str]:
    for c in book.choices.values():
        yield f"**{c.point}** (`{c.id}`)  \nOne side: {c.one}  \nOther side: {c.other}  \nChoice: {c.choice}  \nReason: {c.reason}\n"


def _cameo(book: Codebook) -> Iterator[list[str]]:
    for c in book.cameo.values():
        scale = "" if c.goldstein is None else f"{c.goldstein:+.1f}"
        plover = "dropped" if c.type == codebook.NO_EVENT else c.type + (f"/{c.mode}" if c.mode else "")
        yield [c.code, c.label, scale, plover, " ".join(c.also), " ".join(c.contexts)]


if __name__ == "__main__":
    PAGE.write_text(page(codebook.load()), encoding="utf-8")
