"""Factuality: the table's examples and near misses, values, letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import parse

from reportedly.ingest.plain import from_plain
from reportedly.lexicon.rows import FactRow
from reportedly.model import Block, Report, Span
from reportedly.parse import build, shown
from reportedly.read import factuality
from reportedly.read.claims import factuality as claim_value
from reportedly.read.context import Context
from reportedly.read.reader import Reader


def contexts(reader: Reader, texts: list[str]) -> list[Context]:
    """Each text as a report of one paragraph."""
    parsed = reader.parser.pipe([shown(t, Span(0, len(t))) for t in texts])
    out = []
    for text, raw in zip(texts, parsed, strict=True):
        block = Block("paragraph", Span(0, len(text)))
        report = Report(text=text, blocks=(block,))
        out.append(Context(report, build(text, [(0, block)], [raw]), reader.lexicon, ()))
    return out


@pytest.fixture(scope="module")
def rows(reader: Reader) -> list[FactRow]:
    return list(reader.lexicon.rows["factuality"])


def test_there_are_enough_rows(rows: list[FactRow]) -> None:
    assert len(rows) >= 300


def test_every_example_fires_and_has_its_sign(reader: Reader, rows: list[FactRow]) -> None:
    marked = [parse(r.example) for r in rows]
    wrong = []
    for row, m, ctx in zip(rows, marked, contexts(reader, [m.text for m in marked]), strict=True):
        place = m.spans["event"][0]
        denied = {"not", "n't", "nobody"} & {t.lower for t in ctx.parse.tokens}
        want = row.negative if denied else row.positive
        if row.word == "hardly":  # counted among the negations, which turn what its row leaves
            want = -row.positive
        got = factuality.author_value(ctx, *place)
        if row.id not in factuality.rows_used(ctx, *place) or (abs(want) >= 0.5 and got * want <= 0):
            wrong.append(f"{row.id}: {row.example} got {got}, want {want}, rows {factuality.rows_used(ctx, *place)}")
    assert not wrong, "\n".join(wrong)


def test_no_near_miss_fires(reader: Reader, rows: list[FactRow]) -> None:
    marked = [parse(r.near_miss) for r in rows]
    found = zip(rows, marked, contexts(reader, [m.text for m in marked]), strict=True)
    wrong = [f"{r.id}: {r.near_miss}" for r, m, ctx in found if r.id in factuality.rows_used(ctx, *m.spans["event"][0])]
    assert not wrong, "\n".join(wrong)


VALUES = [
    ("Serbia [event delivered] rockets.", 3.0, 3.0),
    ("Serbia did not [event deliver] rockets.", -3.0, -3.0),
    ("Serbia failed to [event deliver] rockets.", -3.0, -2.3),
    ("Serbia did not fail to [event deliver] rockets.", 2.3, 3.0),
    ("Serbia may not have [event delivered] rockets.", -1.6, -0.5),
    ("I do not think that Serbia [event delivered] rockets.", -2.2, -1.2),
    ("The clerk did not know that Serbia had [event delivered] rockets.", 1.5, 3.0),
    ("Did the clerk know that Serbia had [event delivered] rockets?", 1.5, 3.0),
    ("Did Serbia [event deliver] rockets?", 0.0, 1.0),
    ("If Serbia [event delivers] rockets, Niger will protest.", 0.0, 1.0),
    ("Had Serbia [event delivered] rockets, Niger would have protested.", -3.0, -1.0),
    ("If Serbia had delivered rockets, Niger would have [event protested].", -3.0, -1.0),
    ("Serbia not only [event delivered] rockets but trained crews.", 3.0, 3.0),
    ("Neither Serbia nor Croatia [event delivered] rockets.", -3.0, -3.0),
    ("Serbia no longer [event delivers] rockets.", -3.0, -2.0),
    ("Serbia will not [event deliver] rockets until June.", -1.0, -0.1),
    ("Serbia signed no [event agreement].", -3.0, -2.0),
    ("Serbia sold rockets and [event trained] crews.", 3.0, 3.0),
    ("Serbia has not armed the rebels or [event trained] their crews.", -3.0, -2.0),
    ("He sold no rockets, she [event sold] tanks, the court heard.", 1.5, 3.0),
]


@pytest.mark.parametrize(("text", "low", "high"), VALUES)
def test_values(reader: Reader, text: str, low: float, high: float) -> None:
    m = parse(text)
    value = factuality.author_value(contexts(reader, [m.text])[0], *m.spans["event"][0])
    assert low <= value <= high, value


def test_a_clause_is_valued_with_its_negation(reader: Reader) -> None:
    m = parse("Ada knew that the pump had not [event failed].")
    ctx = contexts(reader, [m.text])[0]
    place = m.spans["event"][0]
    assert factuality.author_value(ctx, *place) < 0 < factuality.author_value(ctx, *place, clause=True)


@given(
    st.lists(
        st.sampled_from("If not Iran may fail to deny that nobody who knew it had sold no arms , and or ? unless".split()), min_size=1, max_size=14
    )
)
def test_values_stay_in_range(reader: Reader, words: list[str]) -> None:
    ctx = contexts(reader, [" ".join(words)])[0]
    for t in ctx.parse.tokens:
        assert -3 <= factuality.author_value(ctx, t.start, t.end) <= 3


@pytest.mark.parametrize(("value", "letters"), [(3.0, "CT+"), (2.3, "PR+"), (1.0, "PS+"), (0.2, "Uu"), (-1.3, "PS-"), (-2.0, "PR-"), (-2.7, "CT-")])
def test_letters(value: float, letters: str) -> None:
    assert factuality.letters(value) == letters


@pytest.mark.parametrize(
    ("stance", "commits", "words", "want"),
    [
        ("asserts", "CT+", 3.0, "CT+"), ("asserts", "PS+", 3.0, "PS+"), ("asserts", "CT+", -2.7, "CT-"), ("denies", "CT-", 3.0, "CT-"), ("denies", "CT-", -3.0, "CT+"),
        ("doubts", "PR-", 3.0, "PR-"), ("promises", "PR+", 3.0, "PR+"), ("promises", "PR+", -3.0, "PR-"), ("demands", "Uu", 3.0, "Uu"), ("threatens", "PS+", 3.0, "PS+"),
    ],
)  # fmt: skip
def test_stance_and_words_together(stance: str, commits: str, words: float, want: str) -> None:
    assert claim_value(stance, commits, words) == want


def test_voices_are_valued_by_their_own_words(reader: Reader) -> None:
    reading = reader.read(from_plain("Britain said China may have failed to send rockets to Russia.", published="2024-03-10"))
    found = [(c.voices[0].actor, c.factuality) for c in reading.claims if reading.event(c.event).type == "AID"]
    assert found == [("state:GBR", "PS-")]
