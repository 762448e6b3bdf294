"""Coreference: the marked cases, and what every resolution must carry."""

from __future__ import annotations

from coreference_cases import cases, judge, read, shares

from reportedly.read.reader import Reader

OPEN, HELD = 0.92, 0.90
"""Floors of the share of marks that come out right, of the cases one may mend by and of those set aside."""


def test_marked_cases(reader: Reader) -> None:
    found = cases()
    assert len(found) >= 120
    judged = [(c, judge(c, r)) for c, r in zip(found, read(reader, found), strict=True)]
    for held, floor in ((False, OPEN), (True, HELD)):
        right, total, *_ = shares(judged, held)
        wrong = [f"{c.line}: {c.marked} {[shown for ok, shown in marks if not ok]}" for c, marks in judged if c.held == held and not all(ok for ok, _ in marks)]
        assert right >= floor * total, "\n".join(wrong)


def test_every_resolution_has_a_score_and_a_reason(reader: Reader) -> None:
    for reading in read(reader, cases()):
        for m in reading.mentions:
            assert 0 < m.score <= 1
            assert m.why
            assert m.kind == "named" or any(w.startswith(("coref:", "role.", "name:")) for w in m.why)


def test_one_mention_can_stand_for_two_actors(reader: Reader) -> None:
    reading = reader.read("Chad and Niger closed the road. Both countries blamed smugglers.", published="2024-03-10")
    both = [m for m in reading.mentions if m.span.of(reading.report.text) == "Both countries"]
    assert [m.actor for m in both] == ["state:TCD", "state:NER"]


def test_who_held_an_office_depends_on_the_date(reader: Reader) -> None:
    def president(date: str) -> str:
        reading = reader.read("The US president spoke on Monday.", published=date)
        return reading.mentions[0].actor

    assert president("2004-03-01") == "person:george-w-bush"
    assert president("2015-06-01") == "person:barack-obama"


def test_nobody_is_made_up(reader: Reader) -> None:
    reading = reader.read("It is raining. They say it will stop.", published="2024-03-10")
    assert not [m for m in reading.mentions if m.kind == "pronoun"]
