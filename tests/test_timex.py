"""Time expressions: marked cases, their limits, event times."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from cases import CASES
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ingest.plain import from_plain
from reportedly.model import Event, Span
from reportedly.read import timex
from reportedly.read.reader import Reader


def marked() -> list[tuple[str, str, str, str, str]]:
    """(date, value, interval, expression, text without the brackets)"""
    out = []
    for line in (CASES / "times.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            date, value, days, sentence = (cell.strip() for cell in line.split("|"))
            found = re.search(r"\[(.+?)\]", sentence)
            assert found, line
            out.append((date, value, days, found[1], re.sub(r"[\[\]]", "", sentence)))
    return out


def read(text: str, date: str | None = "2024-03-10") -> list[tuple[str, str]]:
    return [(x.span.of(text), x.value) for x in timex.find(text, [Span(0, len(text))], date)]


@pytest.mark.parametrize(("date", "value", "days", "expression", "text"), marked())
def test_marked_times(date: str, value: str, days: str, expression: str, text: str) -> None:
    found = timex.find(text, [Span(0, len(text))], date)
    got = {x.span.of(text): (x.value, f"{x.start}..{x.end}" if x.start else "") for x in found}
    assert got.get(expression) == (value, days), f"want {expression!r}, got {got}"


def test_there_are_enough_cases() -> None:
    assert len(marked()) >= 60


@pytest.mark.parametrize(
    "text",
    [
        "The march for peace drew thousands.",
        "They may leave.",
        "Jan Novak met the press.",
        "A 44-year-old man was held.",
        "The fall of the town shocked them.",
        "He won 1989 votes.",
        "The score was 3-2.",
        "Route 2000 miles long.",
        "Version 1.2 failed.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert not [v for _, v in read(text) if v not in ("PAST_REF", "PRESENT_REF")]


def test_without_a_date_only_full_dates_have_values() -> None:
    assert read("On Friday and on 3 May 2021 they met; yesterday too.", None) == [("3 May 2021", "2021-05-03")]


def test_impossible_days_are_no_dates() -> None:
    assert "2021-02-30" not in [v for _, v in read("The note was dated February 30, 2021.")]


@given(st.text(alphabet="0123456789 -/.:,'’adegkilmnoprstuvwyFMJST\n", max_size=60), st.dates())
def test_any_text_gives_ordered_spans_in_range(text: str, date: object) -> None:
    found = timex.find(text, [Span(0, len(text))], str(date))
    assert all(0 <= x.span.start < x.span.end <= len(text) for x in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(x.start is None or x.end is None or x.start <= x.end for x in found)


TIMES = [
    ("Iran shipped drones to Russia between March and May 2021.", "2021-03-01", "2021-05-31", "range", "text"),
    ("Turkey delivered missiles to Azerbaijan from 2014 to 2018.", "2014-01-01", "2018-12-31", "range", "text"),
    ("France has supplied howitzers to Ukraine since 2022.", "2022-01-01", "2024-03-10", "range", "text"),
    ("Germany will deliver tanks to Ukraine by June.", "2024-03-10", "2024-06-30", "range", "text"),
    ("Iran sold drones to Sudan until 2019.", None, "2019-12-31", "range", "text"),
    ("China sold missiles to Pakistan in the summer of 2019.", "2019-06-01", "2019-08-31", "season", "text"),
    ("Italy sold frigates to Egypt in the second quarter of 2020.", "2020-04-01", "2020-06-30", "quarter", "text"),
    ("Iran sold drones to Sudan in 2021.", "2021-01-01", "2021-12-31", "year", "text"),
    ("Iran sold drones to Sudan in November 2021.", "2021-11-01", "2021-11-30", "month", "text"),
    ("Iran sold drones to Sudan on Friday.", "2024-03-08", "2024-03-08", "day", "text"),
    ("North Korea fired a missile last Tuesday morning.", "2024-03-05", "2024-03-05", "time", "text"),
    ("Troops attacked the village on May 3-5, 2021.", "2021-05-03", "2021-05-05", "range", "text"),
    ("Poland bought tanks from South Korea.", "2024-03-10", "2024-03-10", "day", "published"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision", "basis"), TIMES)
def test_event_times(reader: Reader, text: str, start: str | None, end: str, precision: str, basis: str) -> None:
    event: Event = reader.read(from_plain(text, published="2024-03-10")).events[0]
    assert event.time is not None
    assert (event.time.start, event.time.end, event.time.precision, event.time.basis) == (start, end, precision, basis)


def test_speed() -> None:
    """Time expressions are far cheaper than a parse (over 100,000 words a second on an idle core)."""
    import time

    text = " ".join(t for *_, t in marked()) * 20
    before = time.process_time()
    timex.find(text, [Span(k, min(k + 600, len(text))) for k in range(0, len(text), 600)], "2024-03-13")
    assert len(text.split()) / (time.process_time() - before) > 12_600
