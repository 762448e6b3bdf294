"""What somebody says, alleges or is said to have said never stands as the reporter's own word: in headlines, passives and noun phrases too."""

from __future__ import annotations

import pytest

from reportedly.ingest import from_text
from reportedly.ledger.disputes import Sheaf, disputes
from reportedly.read.reader import Reader

ALLEGED = {
    "Iran has secretly supplied the RSF with drones, according to three Western diplomats.": "role:x:diplomat",
    "Iran is arming the RSF with drones, the Sudanese army charges.": "role:SDN:army",
    "Iran has been accused by the Sudanese army of smuggling drones to the RSF.": "role:SDN:army",
    "Iran was accused of smuggling drones to the RSF.": "unknown",
    "Iran is suspected of sending drones to the RSF.": "unknown",
    "It is alleged that Iran has delivered drones to the RSF.": "unknown",
    "Allegations by the Sudanese army that Iran armed the RSF have been circulating since May.": "role:SDN:army",
    "Claims by Sudan that Iran had armed the RSF were rejected by Tehran.": "state:SDN",
    "Sudan has complained to the Security Council that Iran is arming the RSF.": "state:SDN",
    "At least 40 rockets were sent to the RSF by Iran, officials said, more than twice the earlier count.": "role:x:official",
    "Iran, the Sudanese army told reporters, has sent drones to the RSF.": "role:SDN:army",
}
HEADLINES = {
    "Iran sends drones to RSF - report": "unknown",
    "Iran arming RSF with drones: UN report": "igo:un",
    "Iran arms RSF, says Sudan": "state:SDN",
    "UN: Iran drones reached RSF": "igo:un",
    "Iran drones reached RSF – UN": "igo:un",
    "Kyiv: Russian drones kill five in Odesa": "state:UKR",
    "Five killed in Odesa drone strike - governor": "role:x:governor",
    "Pentagon: Iran supplied missiles that hit tanker": "state:USA",
    "12 rebels killed near Goma: army": "role:x:army",
    "North Korea fires missile, Seoul says": "state:KOR",
    "Rwanda accused of backing M23": "unknown",
    "Chad denies shelling village, says rebels killed civilians": "state:TCD",
    "Ukraine war: Russia shells Kharkiv": "author",
    "Sudan: Iran arming RSF with drones": "author",
    "Gaza: Israel strikes school": "author",
}


def voice(reader: Reader, text: str, types: frozenset[str]) -> str:
    """Who puts the last event of one of these types, as an actor's role or id."""
    reading = reader.read(from_text(text, published="2024-03-11"))
    return [c.voices[0].actor for c in reading.claims if reading.event(c.event).type in types][-1]


DEEDS = frozenset({"AID", "COOPERATE", "ASSAULT", "MOBILIZE", "SUPPORT"})


@pytest.mark.parametrize("text", ALLEGED)
def test_allegations_have_their_voice(reader: Reader, text: str) -> None:
    assert voice(reader, text, DEEDS) == ALLEGED[text]


@pytest.mark.parametrize("title", HEADLINES)
def test_headlines_say_who_tells_it(reader: Reader, title: str) -> None:
    assert voice(reader, f"# {title}\n", DEEDS) == HEADLINES[title]


NOT_SAID = [
    "The UN did not accuse Iran of arming the RSF.",
    "The UN stopped short of accusing Iran of arming the RSF.",
    "The UN avoided blaming Iran for arming the RSF.",
    "Sudan no longer claims that Iran armed the RSF.",
    "There is no evidence that Iran armed the RSF, the UN said.",
    "Iran may have armed the RSF, the UN said.",
    "The UN is investigating whether Iran armed the RSF.",
    "Nobody has proved that Iran armed the RSF, the minister said.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_nobody_says_is_asserted_by_nobody(reader: Reader, text: str) -> None:
    reading = reader.read(from_text(text, published="2024-03-11"))
    assert not any(d.asserted_by or d.denied_by for d in disputes(Sheaf.of([reading])) if d.proposition.kind == "arms_transfer")
