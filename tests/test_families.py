"""Families of copies: what is merged, what is kept apart, and that order changes nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import EXAMPLES

from reportedly.ingest import from_path, from_text
from reportedly.ledger.families import Families, families
from reportedly.ledger.independence import cited_outlet, independent, sources
from reportedly.ledger.wording import stem
from reportedly.model import Report

STORIES = [from_path(p) for p in sorted(EXAMPLES.glob("*.md"))]
NAMES = {r.id: p.stem for r, p in zip(STORIES, sorted(EXAMPLES.glob("*.md")), strict=True)}


def partition(found: dict[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for member, family in found.items():
        groups.setdefault(family, set()).add(member)
    return {frozenset(g) for g in groups.values()}


def test_republications_join_their_original_and_nothing_else_does() -> None:
    got = {frozenset(NAMES[m] for m in g) for g in partition(families(STORIES))}
    stories = sorted({n[0] for n in NAMES.values()})
    for s in stories:
        names = sorted(n for n in NAMES.values() if n.startswith(s + "-"))
        assert frozenset(names[:3]) in got, s
        assert all(frozenset([n]) in got for n in names[3:]), s


def test_the_origin_is_the_agencys_report() -> None:
    found = {NAMES[m]: NAMES[f] for m, f in families(STORIES).items()}
    assert all(found[n] == n.replace("02-republication", "01-original") for n in found if "02-republication" in n)


@pytest.mark.parametrize("seed", range(5))
def test_order_and_repetition_change_nothing(seed: int) -> None:
    rng = random.Random(seed)
    reports = [r for s in STORIES for r in (s, *cuts(s, rng))]
    want = Families()
    for r in reports:
        want.add(r)
    shuffled = reports + rng.sample(reports, 10)
    rng.shuffle(shuffled)
    got = Families()
    for k, r in enumerate(shuffled):
        got.add(r)
        if k % 17 == 0:
            got.families()
    assert got.families() == want.families()


def cuts(report: Report, rng: random.Random) -> list[Report]:
    paragraphs = report.text.split("\n\n")
    texts = ["\n\n".join(paragraphs[: rng.randint(2, len(paragraphs))]) for _ in range(2)]
    return [replace(from_text(t, published=report.published), id=f"{report.id}-{n}") for n, t in enumerate(texts)]


LEAD = "The coast guard of Ghana seized a trawler carrying 14 tonnes of undeclared tuna off Tema on Tuesday, the fisheries ministry said."
REST = (
    "The vessel, the Blue Heron, had switched off its transponder for nine days, according to a spokesman for the ministry, Kojo Ansah.",
    "Its captain and 11 sailors were brought ashore and questioned by prosecutors. No charges have been brought so far.",
    '"We will defend our waters against anybody who plunders them," the spokesman told reporters in Accra.',
    "Ghana loses about 50 million dollars a year to unlicensed fishing fleets, researchers at the University of Cape Coast have estimated.",
    "The owner of the trawler, a company based in Panama, could not be reached for comment.",
)


def same(a: str, b: str) -> bool:
    return len(partition(families([replace(from_text(a), id="a"), replace(from_text(b), id="b")]))) == 1


def story(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


ORIGINAL = story(LEAD, *REST)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("cut to three paragraphs", story(LEAD, *REST[:2])),
        ("another headline, a dateline and furniture", story("# Trawler held", "ACCRA, May 4 (Meridian) - " + LEAD, *REST, "Read more: the price of tuna")),
        ("merged paragraphs", story(LEAD + " " + REST[0], REST[1] + " " + REST[2])),
        ("verbs of saying", ORIGINAL.replace("said", "announced").replace("told reporters", "declared").replace("according to", "stated")),
        ("spelling and marks", ORIGINAL.replace("tonnes", "tons").replace("unlicensed", "unlicenced").replace('"We', "“We").replace('them,"', "them,”")),
        ("the lead turned round", story("Off Tema on Tuesday, Ghana's coast guard seized a trawler that carried 14 tonnes of undeclared tuna.", *REST[:4])),
        ("a local lead", story("Fishing families in Elmina followed the news closely on Wednesday morning.", LEAD, *REST)),
    ],
)  # fmt: skip
def test_copies_are_merged(what: str, text: str) -> None:
    assert same(ORIGINAL, text)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an update with a new lead", story(
            "Prosecutors in Accra charged the Panamanian owner of a seized trawler with fraud on Thursday and asked a court to auction its catch.",
            "The indictment names three managers and a fleet of six ships.", *REST[:3])),
        ("an update whose numbers have risen", story(LEAD.replace("14", "37"), REST[0].replace("nine", "sixteen"), *REST[1:3])),
        ("another newsroom on the same event", story(
            "A fishing boat with a hold full of tuna nobody had declared is under guard in the port of Tema.",
            "Officials say that the Blue Heron went dark for more than a week before a patrol caught up with it.",
            '"We will defend our waters against anybody who plunders them," said Kojo Ansah, who speaks for the ministry.',
            "Sailors from four countries were on board. Fishermen on the quay cheered as they were led away.")),
        ("a follow-up that quotes two paragraphs", story(
            "Parliament in Accra on Monday began to debate a law that would treble the fines for illegal fishing.",
            "Deputies of both big parties spoke in favour. The vote is expected next month, after hearings with canoe owners.",
            "A committee report counts 41 foreign vessels that fished without a licence last year and lists their flags.",
            REST[0], REST[3])),
    ],
)  # fmt: skip
def test_others_are_kept_apart(what: str, text: str) -> None:
    assert not same(ORIGINAL, text)


def test_british_and_american_spelling_are_one_word() -> None:
    for a, b in [("organisation", "organization"), ("travelled", "traveled"), ("centre", "center"), ("defence", "defense"), ("labour", "labor"), ("programme", "program")]:
        assert stem(a) == stem(b)


def test_a_family_of_many_is_found_whole(tmp_path: Path) -> None:
    found = Families()
    for n in range(150):
        found.add(replace(from_text(story(LEAD, *REST[: 2 + n % 4], f"Reader service: edition {n}.")), id=f"r{n:03}"))
    assert len(found.families()) == 1


CITES = [
    ("Japan will sell frigates to Kenya, the Tokyo Shimbun reported on Friday, citing people close to the talks.", "Tokyo Shimbun"),
    ("Turkey has halted the sale, according to the daily Ankara Post.", "Ankara Post"),
    ("The talks have failed, state news agency Xinhua said.", "Xinhua"),
    ("The minister said on Friday that the sale had been halted.", None),
    ("Kenya's president said at a press conference that the news agency law would be changed.", None),
]


@pytest.mark.parametrize(("text", "outlet"), CITES)
def test_the_outlet_that_a_report_cites(text: str, outlet: str | None) -> None:
    assert cited_outlet(from_text(text)) == outlet


def test_who_has_asked_for_himself_does_not_only_cite() -> None:
    text = 'Japan will sell frigates, the Tokyo Shimbun reported.\n\n"It is settled," an aide told the Coast Courier.'
    assert cited_outlet(from_text(text, outlet="Coast Courier")) is None
    assert cited_outlet(from_text(text, outlet="Inland Courier")) == "Tokyo Shimbun"


def test_reports_that_only_cite_count_with_their_source() -> None:
    own = replace(from_text(ORIGINAL, outlet="Tokyo Shimbun"), id="own")
    citing = replace(from_text(story("A trawler has been held off Tema, the Tokyo Shimbun reported on Wednesday.", "No further details were given at first."), outlet="A"), id="a")
    other = replace(from_text(story("Police in Lima closed two roads on Wednesday after miners had blocked a bridge.", "They used tear gas."), outlet="B"), id="b")
    assert independent([citing, own, other]) == independent([other, own, citing]) == 2
    assert sources([citing, other])["a"] == "outlet:tokyo shimbun"


def test_one_story_of_the_examples_has_as_many_sources_as_families() -> None:
    story_a = [r for r in STORIES if NAMES[r.id].startswith("a-")]
    assert independent(story_a) == 4
