"""Frames: slots of marked cases by share, and what shares cannot tell."""

from __future__ import annotations

import pytest
from cases import lines, read_all, slots
from marked import parse

from reportedly.ingest.plain import from_plain
from reportedly.lexicon import Lexicon
from reportedly.lexicon.load import folded, weapons_named
from reportedly.model import Count, Frame, Item, Measure, Money, Reading, Span
from reportedly.model.codec import dumps, loads
from reportedly.read.frames.amounts import amounts
from reportedly.read.frames.money import sums
from reportedly.read.reader import Reader


@pytest.mark.parametrize(("file", "floor"), [("frames", 0.96), ("frames_held", 0.91), ("evidence", 0.96)])
def test_slots(reader: Reader, file: str, floor: float) -> None:
    found = [(options, parse(text)) for _, options, text in lines(file)]
    right = total = 0
    wrong = []
    for (options, m), reading in zip(found, read_all(reader, [m.text for _, m in found]), strict=True):
        good, every, missed = slots(reading, options)
        right, total = right + good, total + every
        if missed:
            wrong.append(f"{m.text}: {missed}")
    assert right / total >= floor, f"{right} of {total}\n" + "\n".join(wrong)


def _frame(reader: Reader, text: str, name: str) -> tuple[Reading, Frame]:
    reading = reader.read(from_plain(text, published="2024-03-10"))
    return reading, next(e.frame for e in reading.events if e.frame and e.frame.name == name)


def test_numbers_stand_apart_from_the_words(reader: Reader) -> None:
    reading, frame = _frame(reader, "Tajik troops killed 20 Kyrgyz servicemen.", "casualties")
    assert frame.items[0].text == "Kyrgyz servicemen"
    assert frame.get("killed") == Count(20, 20, 20, Span(20, 22))
    assert "20 Kyrgyz servicemen" in str(reading.claims[0]) and "20 20" not in str(reading.claims[0])


def test_spans_hold_the_texts(reader: Reader) -> None:
    text = "Iran sent hundreds of rifles worth $2.5 million to Sudan via Chad."
    _, frame = _frame(reader, text, "arms_transfer")
    price = frame.get("price")
    assert isinstance(price, Money) and price.span.of(text) == "$2.5 million" and (price.amount, price.currency) == (2.5e6, "USD")
    assert dict(frame.spans)["route"].of(text) == frame.get("route") == "Chad"
    assert frame.items[0].span.of(text) == frame.items[0].text == "rifles"


def test_the_day_of_a_charge_is_not_the_deed(reader: Reader) -> None:
    _, frame = _frame(reader, "Armenia accused Azerbaijan on Friday of shelling two border posts.", "accusation")
    assert frame.get("deed") == "shelling two border posts"


def test_frames_survive_the_codec(reader: Reader) -> None:
    text = "North Korea fired two ballistic missiles that flew 600 km. At least 14 people were killed in Israeli strikes. Iran sold Mali arms for $3 million."
    reading = reader.read(from_plain(text, published="2024-03-10"))
    details = [v for e in reading.events if e.frame for _, v in e.frame.detail]
    assert {type(v) for v in details} >= {Money, Measure, Count, tuple, str}
    assert loads(dumps(reading)) == reading


def test_roles_say_who_does_what(reader: Reader) -> None:
    _, frame = _frame(reader, "Peru bought six helicopters from Russia.", "arms_transfer")
    assert (frame.get("supplier"), frame.get("recipient"), frame.get("direction")) == (("state:RUS",), ("state:PER",), "acquisition")


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("31", (31, 31, 31)), ("twenty-one", (21, 21, 21)), ("two dozen", (24, 24, 24)), ("dozens", (24, None, None)), ("hundreds", (200, None, None)),
        ("tens of thousands", (20000, None, None)), ("hundreds of thousands", (200000, None, None)), ("several hundred", (300, None, None)), ("a million", (10**6,) * 3),
        ("half a million", (500000,) * 3), ("more than a million", (10**6, 10**6, None)), ("at least 14", (14, 14, None)), ("up to 12", (None, 12, 12)),
        ("nearly 200", (None, 200, 200)), ("about 40", (None, 40, None)), ("no fewer than 29", (29, 29, None)), ("no more than 8", (None, 8, 8)), ("between 20 and 30", (20, None, 30)),
        ("12 to 15", (12, None, 15)), ("two hundred and fifty", (250, 250, 250)), ("1,200", (1200, 1200, 1200)), ("1.2 billion", (1.2e9,) * 3), ("30 or more", (30, 30, None)),
    ],
)  # fmt: skip
def test_amounts(reader: Reader, text: str, bounds: tuple[float | None, ...]) -> None:
    from reportedly.parse import build, units

    report = from_plain(f"Troops saw {text} tanks.")
    tokens = build(report.text, units(report), list(reader.parser.pipe([report.text]))).tokens
    assert [a.known for a in amounts(tokens, 2, len(tokens))] == [bounds]


@pytest.mark.parametrize("text", ["155 mm shells", "2,000-pound bombs", "the shells"])
def test_sizes_are_no_amounts(reader: Reader, text: str) -> None:
    from reportedly.parse import build, units

    report = from_plain(f"Troops saw {text}.")
    tokens = build(report.text, units(report), list(reader.parser.pipe([report.text]))).tokens
    assert amounts(tokens, 2, len(tokens)) == []


@pytest.mark.parametrize(
    ("text", "country", "want"),
    [
        ("€30 million", None, (30e6, "EUR")), ("1.2 billion dollars", None, (1.2e9, "USD")), ("US$2.4bn", None, (2.4e9, "USD")), ("A$3m", None, (3e6, "AUD")),
        ("9 million crowns", "CZE", (9e6, "CZK")), ("9 million crowns", "SWE", (9e6, "SEK")), ("9 million crowns", None, None), ("two billion euros", None, (2e9, "EUR")),
        ("700 million kroner", "DNK", (7e8, "DKK")), ("2,000-pound", None, None), ("40 million pounds", None, (4e7, "GBP")), ("a 5-billion-euro deal", None, (5e9, "EUR")),
    ],
)  # fmt: skip
def test_money(reader: Reader, text: str, country: str | None, want: tuple[float, str] | None) -> None:
    found = sums(reader.lexicon, text, 0, len(text), [country])
    assert [(m.amount, m.currency) for m in found] == ([want] if want else [])


@pytest.mark.parametrize("text", ["Shahed 136", "Shahed-136", "SHAHED-136", "Shahed136", "Shahed-136s"])
def test_designations_survive_spelling(reader: Reader, text: str) -> None:
    assert [w.name for w in weapons_named(reader.lexicon, text)] == ["Shahed-136"]


@pytest.mark.parametrize("text", ["patriot", "136", "typhoon"])
def test_common_words_are_no_designations(reader: Reader, text: str) -> None:
    assert weapons_named(reader.lexicon, text) == []


def test_every_weapon_is_described(lexicon: Lexicon) -> None:
    lacking = [w.id for w in lexicon.rows["weapons"] if not (w.maker and w.sipri_category and w.description)]
    assert not lacking


def test_every_name_of_a_weapon_finds_it(lexicon: Lexicon) -> None:
    for w in lexicon.rows["weapons"]:
        for alias in w.aliases:
            assert w in lexicon.designations[folded(alias)]


@pytest.fixture
def lexicon(reader: Reader) -> Lexicon:
    return reader.lexicon


def test_item_reads_with_its_number() -> None:
    assert str(Item("rifles", Span(0, 6), None, None, None, 200, None)) == "200 or more rifles"
    assert str(Item("tanks", Span(0, 5), 12, None, None, None, 12)) == "up to 12 tanks"
