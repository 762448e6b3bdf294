"""A denial in any of its wordings is joined to what it denies."""

from __future__ import annotations

import pytest

from reportedly.ingest import from_text
from reportedly.ledger.disputes import Sheaf, disputes
from reportedly.model import Reading
from reportedly.read.reader import Reader

SAID = "Ukraine said Belarus had sold rockets to Sudan"
DENIED = [
    ". Belarus called the claim absurd.",
    ". Minsk called that figure a fabrication.",
    ". Belarus's Foreign Ministry said the report was false.",
    ". Belarus's Foreign Ministry branded the allegation a lie.",
    '. "This is nonsense," the Belarusian foreign minister said.',
    ". Minsk described the report as fake news.",
    ". The claims are groundless, Belarus's Foreign Ministry said.",
    ". The Belarusian ministry said there was no truth in the report.",
    ". Belarus said the accusation did not correspond to reality.",
    ". Belarus said the documents had been fabricated.",
    '. Asked about it, a Belarusian general replied: "Nothing of the kind happened."',
    ". Belarus insisted it had sent no weapons to Sudan.",
    ". Minsk said it had supplied neither rockets nor launchers to Sudan.",
    ". Minsk said not a single rocket had been shipped to Sudan by Belarus.",
    '. "We have not sold a single cartridge," Belarusian President Alexander Lukashenko said.',
    ". Belarus said that at no time had it sold weapons to Sudan.",
    ", an allegation Minsk has dismissed as fiction.",
    ", a claim denied by Minsk.",
    ", a charge that Belarus has always denied.",
    ", an accusation both countries deny.",
    ", which Minsk denies.",
    ", something the Belarusian government has repeatedly denied.",
    ". Belarus denied it.",
    ". Both Minsk and Khartoum deny the charge.",
    ". Belarus poured scorn on the report.",
]
STRUCK = [
    "The Pentagon said Iranian speedboats had attacked a tanker. Tehran said it had nothing to do with the attack.",
    "The Pentagon said Iranian speedboats had attacked a tanker. Iran's navy said it was not responsible.",
    "The Pentagon said Iranian speedboats had attacked a tanker. Iran had no role in the attack, its foreign ministry said.",
    "Israel struck a school in Gaza on Tuesday, Hamas said. The Israeli military denied striking the school.",
    "Iran shot down a US drone over the Gulf on Thursday, the Revolutionary Guards said, a claim Washington rejected.",
    "France accused Rwanda of arming the M23 rebels, a charge Rwanda has always denied.",
]
NOTHING_DENIED = [
    "The minister said the bill was nonsense.",
    "The coach called the decision absurd.",
    "Iran said the sanctions were ridiculous.",
    "France said the treaty had no legal basis.",
    "The museum said the painting was a fake.",
    "Iran said Israel was not involved in the talks.",
    "The guards denied it entry.",
]


NOT_DENIED = [
    " did not deny the accusation.",
    " neither confirmed nor denied the accusation.",
    " has never denied arming the RSF.",
    " refused to deny the charge.",
    " could not deny the accusation.",
    " would not say whether the accusation was false.",
    " declined to comment.",
]


def read(reader: Reader, text: str) -> Reading:
    return reader.read(from_text(text, published="2024-03-11"))


@pytest.mark.parametrize("text", [SAID + d for d in DENIED] + STRUCK)
def test_a_denial_contests_what_was_said(reader: Reader, text: str) -> None:
    found = [d for d in disputes(Sheaf.of([read(reader, text)])) if d.asserted_by and d.denied_by]
    assert found and all(d.state == "contested" for d in found), text


@pytest.mark.parametrize("text", NOT_DENIED)
def test_who_does_not_deny_has_denied_nothing(reader: Reader, text: str) -> None:
    found = disputes(Sheaf.of([read(reader, "Sudan accused Iran of arming the RSF. Iran" + text)]))
    assert any(d.asserted_by for d in found) and not any(d.denied_by for d in found)


@pytest.mark.parametrize("text", NOTHING_DENIED)
def test_what_denies_nothing_that_was_said(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert not [e for e in reading.events if e.type == "DENY"] and not reading.links
