"""Listings and recognitions: who lists whom as what, act by act, and who contests it. Invented sentences."""

from __future__ import annotations

import pytest

from reportedly.ledger.registers import Register, register
from reportedly.model import Reading
from reportedly.read.reader import Reader

Act = tuple[str, str]


def acts(reading: Reading, frame: str) -> set[Act]:
    """(who, whom) of every act that some claim has as done or to come."""
    found = [e for e in reading.events if e.frame is not None and e.frame.name == frame and e.polarity == "positive"]
    return {(", ".join(map(reading.name, e.actor)), ", ".join(map(reading.name, e.recipient))) for e in found}


def drawn(reader: Reader, kind: str, *texts: str) -> Register:
    return register(kind, [reader.read(t, published=f"2024-05-{20 + n}", outlet=f"Outlet {n}") for n, t in enumerate(texts)])


def row(made: Register, **wanted: str) -> dict[str, str]:
    """The one row whose cells hold these words."""
    (found,) = [r for r in made.records() if all(v in str(r[k]) for k, v in wanted.items())]
    return {k: str(v or "") for k, v in found.items()}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru and Chile blacklisted Orsa Lines and Ventura Bank on Monday.", {(a, b) for a in ("Peru", "Chile") for b in ("Orsa Lines", "Ventura Bank")}),
        ("Three banks, including Banque Delmas and Sahel Credit, were blacklisted by Australia.", {("Australia", "Banque Delmas"), ("Australia", "Sahel Credit")}),
        (
            "Nine firms were added to Japan's sanctions list, among them Orsa Lines, a shipowner, and Ventura Bank.",
            {("Japan", "Orsa Lines"), ("Japan", "Ventura Bank")},
        ),
        ("Norway sanctioned Orsa Lines. Listed too was Capt. Ilya Brandov, its owner.", {("Norway", "Orsa Lines"), ("Norway", "Ilya Brandov")}),
        ("Canada added Orsa Lines and two of its captains, Leif Brandt and Osman Kaya, to its sanctions list.", {("Canada", n) for n in ("Orsa Lines", "Leif Brandt", "Osman Kaya")}),
        ("Swiss authorities froze the assets of Orsa Lines and of Osman Kaya.", {("Switzerland authority", "Orsa Lines"), ("Switzerland authority", "Osman Kaya")}),
        ("Washington designated the Iraqi militia Kata al-Nahr as a terrorist group.", {("United States", "Kata al-Nahr")}),
        ("Orsa Lines was put on Japan's unreliable entity list in May.", {("Japan", "Orsa Lines")}),
        ("The Kestrel foundation was declared undesirable by Belarus.", {("Belarus", "Kestrel")}),
        ("Belarus has branded the Vesna news agency an extremist formation.", {("Belarus", "Vesna")}),
        ("Sanctions were imposed by Washington on a Chinese refiner, Luqing Petrochem, over Iranian oil.", {("United States", "Luqing Petrochem")}),
        ("Russia denounced the sanctions that Canada had imposed on Sergei Ivin.", {("Canada", "Sergei Ivin")}),
        ("The European Union met on Friday. Osman Kaya, a trader blacklisted by Brussels, did not comment.", {("European Union", "Osman Kaya")}),
    ],
)
def test_each_authority_and_target_is_an_act(reader: Reader, text: str, wanted: set[Act]) -> None:
    assert acts(reader.read(text, published="2024-05-20"), "designation") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kosovo was recognised by Fiji and Tonga on Monday.", {("Fiji", "Kosovo"), ("Tonga", "Kosovo")}),
        ("Kosovo won recognition as a state from Fiji and Tonga.", {("Fiji", "Kosovo"), ("Tonga", "Kosovo")}),
        ("Fiji, Tonga recognise Kosovo", {("Fiji", "Kosovo"), ("Tonga", "Kosovo")}),
        ("Nauru recognised the independence of Abkhazia and South Ossetia.", {("Nauru", "Abkhazia, South Ossetia")}),
        ("Nauru recognised Abkhazia but not South Ossetia.", {("Nauru", "Abkhazia")}),
        ("Peru became the 30th country to recognise Kosovo.", {("Peru", "Kosovo")}),
    ],
)
def test_recognitions(reader: Reader, text: str, wanted: set[Act]) -> None:
    assert acts(reader.read(text, published="2024-05-20"), "recognition") == wanted


def test_what_is_first_done_is_done(reader: Reader) -> None:
    (event,) = [e for e in reader.read("Peru became the third country to recognise Kosovo on Friday.", published="2024-05-20").events if e.frame]
    assert event.modality == "actual" and event.time is not None and event.time.start == "2024-05-17"


def test_the_year_of_a_law_is_no_day_of_the_act(reader: Reader) -> None:
    (event,) = [e for e in reader.read("Orsa Lines was sanctioned by Canada under the Burma Regulations 2021.", published="2024-05-20").events if e.frame]
    assert event.time is not None and event.time.basis == "published"


def test_a_register_tells_label_law_and_what_is_blocked(reader: Reader) -> None:
    text = "Canada on Monday added Orsa Lines to its sanctions list under the Special Measures Act. The measures freeze its assets and ban it from Canadian ports."
    found = row(drawn(reader, "designations", text), Target="Orsa Lines")
    assert found["Authority"] == "Canada" and found["Date"] == "2024-05-20" and found["Asserted by"].startswith("Canada, ")
    assert found["Label"] == "sanctions list; asset freeze; port ban" and found["Programme"] == "sanctions list; Special Measures Act"


def test_a_removal_is_a_row_of_its_own(reader: Reader) -> None:
    made = drawn(reader, "designations", "Canada put Orsa Lines on its sanctions list in March.", "Canada removed Orsa Lines from its sanctions list on Tuesday.")
    assert sorted(str(r["Label"]) for r in made.records()) == ["removed; sanctions list", "sanctions list"]


def test_a_withdrawal_is_a_row_of_its_own(reader: Reader) -> None:
    made = drawn(reader, "recognitions", "Togo recognised Kosovo in 2014.", "Togo withdrew its recognition of Kosovo, Serbia said.", "Togo denied having withdrawn its recognition of Kosovo.")
    found = row(made, Act="withdrawal")
    assert (found["Asserted by"], found["Denied by"], found["Dispute"]) == ("Serbia", "Togo", "contested")
    assert row(made, Act="recognition", Date="2014")["Recogniser"] == "Togo"


def test_what_is_planned_has_no_date(reader: Reader) -> None:
    found = row(drawn(reader, "recognitions", "Peru's president said Peru would recognise Kosovo in September."), Recogniser="Peru")
    assert found["Act"] == "recognition expected 2024-09-01/2024-09-30" and not found["Date"]


@pytest.mark.parametrize(
    ("after", "denier"),
    [
        ("Orsa Lines denied any link to the rebels.", "Orsa Lines"),
        ("Panama called the measures illegal.", "Panama"),
        ("Panama urged Canada to take the firm off the list.", "Panama"),
        ("Panama came out against the listing.", "Panama"),
        ("The listing has no legal basis, Panama said.", "Panama"),
    ],
)
def test_who_contests_a_listing(reader: Reader, after: str, denier: str) -> None:
    found = row(drawn(reader, "designations", f"Canada put Orsa Lines on its sanctions list on Monday. {after}"), Target="Orsa Lines")
    assert (found["Dispute"], found["Denied by"]) == ("contested", denier)


def test_nobody_contests_what_he_did_himself(reader: Reader) -> None:
    text = "Canada put Orsa Lines on its sanctions list on Monday. Canada said the firm's claim was baseless."
    assert not row(drawn(reader, "designations", text), Target="Orsa Lines")["Denied by"]


def test_no_recognition_is_a_denial_of_it(reader: Reader) -> None:
    text = 'Albania said on Monday that Togo had recognised Kosovo. "There was no recognition," a Togolese government spokesman said.'
    assert "Togo" in row(drawn(reader, "recognitions", text), Recogniser="Togo")["Denied by"]


def test_a_body_and_its_state_stand_in_one_row(reader: Reader) -> None:
    made = drawn(reader, "designations", "The United States sanctioned Orsa Lines on Monday.", "The U.S. Treasury Department said it had sanctioned Orsa Lines Shipping on Monday.")
    found = row(made, Target="Orsa Lines")
    assert found["Authority"] == "United States (Treasury Department)"
