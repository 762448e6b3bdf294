"""Whole readings of small reports."""

from __future__ import annotations

import reportedly
from reportedly.model import Claim, Reading
from reportedly.read.reader import Reader


def claims(reading: Reading, frame: str) -> list[Claim]:
    return [c for c in reading.claims if (f := reading.event(c.event).frame) is not None and f.name == frame]


def test_a_denial_is_not_an_assertion(reader: Reader) -> None:
    r = reader.read(
        "Belarus on Monday denied supplying artillery shells to Sudan after France said it had shipped hundreds of rounds.", published="2024-03-05"
    )
    first = claims(r, "arms_transfer")[0]
    event = r.event(first.event)
    assert str(first) == r.sentence(first) == "Belarus denies: arms transfer, Belarus → Sudan (artillery shells)"
    assert (first.stance, first.factuality, r.name(first.voices[0].actor)) == ("denies", "CT-", "Belarus")
    assert event.actor == ("state:BLR",) and event.recipient == ("state:SDN",) and event.frame is not None and event.frame.status == "denied"
    assert r.attributions[0].time is not None and r.attributions[0].time.start == "2024-03-04"


def test_an_allegation_never_looks_like_a_delivery(reader: Reader) -> None:
    alleged = reader.read("Kenya said Uganda delivered rockets to the rebels.", published="2024-03-05")
    told = reader.read("Uganda delivered rockets to the rebels.", published="2024-03-05")
    statuses = [r.event(claims(r, "arms_transfer")[0].event).frame for r in (alleged, told)]
    assert [f.status for f in statuses if f] == ["alleged", "delivered"]


def test_quantity_and_promise(reader: Reader) -> None:
    r = reader.read("President Joe Biden promised 31 Abrams tanks to Ukraine on Tuesday.", published="2023-01-26")
    frame = r.event(claims(r, "arms_transfer")[0].event).frame
    assert frame is not None and frame.status == "promised" and frame.items[0].quantity == 31


def test_other_languages_are_a_note(reader: Reader) -> None:
    r = reader.read(
        "Le ministère des Affaires étrangères a démenti dimanche avoir fourni des armes à la Russie, selon un communiqué publié par l'agence officielle."
    )
    assert not r.claims and r.notes[0].code == "language"


def test_public_surface() -> None:
    assert reportedly.read("Iran denied arming Hezbollah.", published="2024-01-02").claims
    assert sorted(reportedly.__all__) == [
        "Actor", "Attribution", "Claim", "Event", "Evidence", "Frame", "Mention", "Reader", "Reading", "Report", "ReportedlyError", "Span", "__version__", "dumps", "loads", "read",
    ]  # fmt: skip


def test_notebook_view(reader: Reader) -> None:
    html = reader.read("Iran denied arming <i>Hezbollah</i>.")._repr_html_()
    assert html.startswith('<div class="reportedly">') and "<i>Hezbollah" not in html


def test_spacy_component() -> None:
    import spacy

    import reportedly.spacy_component  # noqa: F401  (an installed package registers it by itself)
    from reportedly.parse.spacy import BUNDLED

    nlp = spacy.load(BUNDLED)
    nlp.add_pipe("reportedly", config={"published": "2023-01-29"})
    doc = nlp("North Korea on Sunday denied providing arms to Moscow.")
    assert doc._.reading["claims"][0]["stance"] == "denies"
    doc.to_bytes()
