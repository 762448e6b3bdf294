"""Agencies, datelines, boilerplate: the tables' own examples, and what they do to a report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportedly.errors import LexiconError
from reportedly.ingest import Options, from_text
from reportedly.ingest.markdown import read_markdown
from reportedly.ingest.wire import wire
from reportedly.lexicon import collect

ROWS = collect()[0]


@pytest.mark.parametrize("row", ROWS["agencies"], ids=lambda r: r.id)
def test_agency_examples(row) -> None:  # type: ignore[no-untyped-def]
    marks = re.findall(r"\[agency ([^\]]+)\]", row.example)
    assert len(marks) == 1 and marks[0] in row.spellings
    assert wire().origin(re.sub(r"\[agency ([^\]]+)\]", r"\1", row.example)) == row.name
    assert wire().origin(row.near_miss) is None
    assert any(s in row.near_miss for s in row.spellings), "the near miss holds the word"


@pytest.mark.parametrize("row", ROWS["boilerplate"], ids=lambda r: r.id)
def test_boilerplate_examples(row) -> None:  # type: ignore[no-untyped-def]
    find = wire().tail if row.place == "tail" else wire().kind
    found = find(row.example)
    assert found is not None and (found.why, found.kind) == (row.id, row.kind)
    assert find(row.near_miss) is None
    if row.origin:
        assert found.agency


def test_the_tables_are_large_enough_and_spellings_are_unique() -> None:
    spellings = [s for a in ROWS["agencies"] for s in a.spellings]
    assert len(ROWS["agencies"]) >= 80 and len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    "text,line,agency",
    [
        ("SEOUL, March 3 (Reuters) - The army fired.", "SEOUL, March 3 (Reuters) -", "Reuters"),
        ("MOSCOW. March 3. INTERFAX - The army fired.", "MOSCOW. March 3. INTERFAX -", "Interfax"),
        ("MOSCOW, March 3. /TASS/. The army fired.", "MOSCOW, March 3. /TASS/.", "TASS"),
        ("DAMASCUS, SANA – The army fired.", "DAMASCUS, SANA –", "SANA"),
        ("Kyiv — The army fired.", "Kyiv —", None),
        ("KYIV, Ukraine — The army fired.", "KYIV, Ukraine —", None),
        ("Tel Aviv, Israel – “We fired,” he said.", "Tel Aviv, Israel –", None),
        ("(Reuters) - The army fired.", "(Reuters) -", "Reuters"),
        ("March 3 (Reuters) - The army fired.", "March 3 (Reuters) -", "Reuters"),
        ("WELLINGTON, New Zealand (AP) _ The army fired.", "WELLINGTON, New Zealand (AP) _", "AP"),
        ("NAIROBI, August 21 (Xinhua) -- The army fired.", "NAIROBI, August 21 (Xinhua) --", "Xinhua"),
        ("KABUL (Pajhwok): The army fired.", "KABUL (Pajhwok):", "Pajhwok"),
        ("Iran — which denies it — left.", None, None),
        ("However — The army fired.", None, None),
        ("BLITZER: The army fired.", None, None),
        ("NATO said. The army fired.", None, None),
        ("The minister (AP) left.", None, None),
    ],
)
def test_datelines(text: str, line: str | None, agency: str | None) -> None:
    r = from_text(f"# Army fires at hill\n\n{text}")
    assert [b.span.of(r.text) for b in r.blocks if b.kind == "dateline"] == ([line] if line else [])
    assert r.agency == agency


@pytest.mark.parametrize(
    "text,agency",
    [
        ("The port is shut until May, Yonhap News Agency reported on Friday.", "Yonhap"),
        ("The port is shut, according to the Anadolu news agency.", "Anadolu"),
        ("The port is shut until May, Xinhua said.", "Xinhua"),
        ("Kyodo reported that the port is shut.", "Kyodo"),
        ("The port is shut. MENA reported that ships wait.", None),
        ("A reporter for Reuters said that he was beaten.", None),
    ],
)
def test_a_lead_that_names_an_agency(text: str, agency: str | None) -> None:
    assert from_text(f"# The port is shut\n\n{text}").agency == agency


@pytest.mark.parametrize(
    "lines,agency",
    [
        (["By Ana Rowe, Reuters"], "Reuters"),
        (["By AFP and staff"], "AFP"),
        (["By Ani Petrova"], None),
        (["By Fars Holm"], None),
        (["By Fars"], "Fars"),
    ],
)
def test_bylines(lines: list[str], agency: str | None) -> None:
    r = from_text("# The port is shut\n\n" + "\n\n".join(lines) + "\n\nShips wait outside.")
    assert r.agency == agency and r.byline == lines[0][3:]


def test_credits_after_the_last_sentence_are_split_off() -> None:
    r = from_text("# The mill is shut\n\nThe mill is shut.\n\nIt opens in May, the owner said. (Reporting by Ana Rowe; Editing by Tom Falk)")
    last = r.blocks[-2:]
    assert [(b.kind, b.span.of(r.text)) for b in last] == [
        ("paragraph", "It opens in May, the owner said."),
        ("boilerplate", "(Reporting by Ana Rowe; Editing by Tom Falk)"),
    ]


def test_credit_of_a_photograph_is_no_origin() -> None:
    r = from_text("# The mill is shut\n\nAna Rowe / AFP\n\nThe mill is shut until May.")
    assert r.agency is None and [b.kind for b in r.blocks] == ["title", "caption", "paragraph"]


def test_a_folder_of_tables_adds_agencies(tmp_path: Path) -> None:
    head = "id,name,aliases,weak,country,example,near_miss\n"
    (tmp_path / "agencies.csv").write_text(head + "my.gull,Gull News,GULL,,,,\n", encoding="utf-8")
    text = "# The mill is shut\n\nPORT VEL, March 3 (GULL) - The mill is shut."
    assert from_text(text).agency is None
    assert read_markdown(text, Options(wire=wire((tmp_path,)))).report.agency == "Gull News"


def test_troubles_in_the_tables_are_named(tmp_path: Path) -> None:
    head = "id,phrase,place,kind,words,origin,example,near_miss\n"
    (tmp_path / "boilerplate.csv").write_text(head + "my.x,read on,begin,boilerplate,many,yes,,\n", encoding="utf-8")
    with pytest.raises(LexiconError) as e:
        wire((tmp_path,))
    assert len(e.value.troubles) == 3 and all("boilerplate.csv:2" in t for t in e.value.troubles)
