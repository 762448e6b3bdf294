"""Who does an event and to whom, where no selector of a row says it."""

from __future__ import annotations

import pytest

from reportedly.ingest.plain import from_plain
from reportedly.model import Event, Reading
from reportedly.read.reader import Reader


def read(reader: Reader, text: str) -> Reading:
    return next(reader.pipe([from_plain(text, published="2024-03-10")]))


def events(reader: Reader, text: str, kind: str) -> list[tuple[Event, str, str]]:
    """The events of a type with the words of their actors and recipients."""
    return [
        (e, " + ".join(s.of(text) for s in e.actor_spans), " + ".join(s.of(text) for s in e.recipient_spans))
        for e in read(reader, text).events
        if e.type == kind
    ]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Iceland has agreed to open a clinic and a school for refugees in Tampere.", "AGREE", "Iceland", "Tampere"),
        ("Oman is willing to withdraw its troops from Socotra.", "AGREE", "Oman", "Socotra"),
        ("Chile offered to send troops to Haiti.", "AGREE", "Chile", "Haiti"),
        ("The Thai government will extend the curfew in Bangkok.", "COERCE", "The Thai government", "Bangkok"),
        ("Peruvian miners said they will not end the strike until the government pays them.", "RETREAT", "they", "the government"),
        ("The court in Vienna rejected an appeal filed by lawyers of Ivan Petrov.", "REJECT", "Vienna", "lawyers"),
        ("Chadian jets carried out a raid, targeting Boko Haram commanders.", "ASSAULT", "Chadian jets", "Boko Haram commanders"),
        ("The Greek delegation offered sharp criticism of Turkey.", "ACCUSE", "The Greek delegation", "Turkey"),
        ("Lebanon complained to the United Nations over two Israeli raids.", "ACCUSE", "Lebanon", "Israeli"),
        ("Both rebel groups were guilty of violating the truce in Mali.", "ASSAULT", "Both rebel groups", "Mali"),
        ("Kenya gave the Pentagon permission to use the airfield.", "CONCEDE", "Kenya", "Pentagon"),
        ("Theresa May held talks with Leo Varadkar.", "CONSULT", "Theresa May + Leo Varadkar", ""),
    ],
)
def test_parties_beyond_the_selectors(reader: Reader, text: str, kind: str, actor: str, recipient: str) -> None:
    assert (actor, recipient) in [(a, r) for _, a, r in events(reader, text, kind)]


def test_coordinated_bodies_both_take_part(reader: Reader) -> None:
    (found,) = events(reader, "Norwegian and EU negotiators have failed to reach a deal on fish.", "REJECT")
    assert found[0].actor == ("role:NOR:negotiator", "role:IGO:negotiator")


def test_private_people_make_no_public_matter(reader: Reader) -> None:
    assert not read(reader, "The students praised a painter in the gallery.").events
    assert events(reader, "Students attacked a painter in the gallery.", "ASSAULT")


def test_the_purpose_of_a_call_is_the_callers(reader: Reader) -> None:
    (found,) = events(reader, "Spain's prime minister called President Boric to thank him for the ships.", "SUPPORT")
    assert found[1] == "Spain's prime minister"


def test_one_foreign_official_makes_no_foreigners(reader: Reader) -> None:
    text = "A Russian official was seen in Malibu. Anna Brandt and the film company Silver Gate Pictures met him there. Silver Gate was sold."
    countries = {a.name: a.country for a in read(reader, text).actors}
    assert countries.get("Silver Gate Pictures") is None


def test_a_leader_by_the_family_name(reader: Reader) -> None:
    (found,) = next(reader.pipe([from_plain("Erdogan has condemned the attack on Qatar.")])).events[:1]
    assert found.actor == ("person:recep-tayyip-erdogan",)
