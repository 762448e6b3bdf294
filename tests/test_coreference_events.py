"""Which event mentions of several reports are one event, and which are not; the same clusters whatever the order."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from reportedly.bench.corpora import contexts
from reportedly.ledger.agglomerate import average_link
from reportedly.ledger.coreference import Document, cluster, unknown
from reportedly.ledger.likeness import relation, synonyms
from reportedly.ledger.occurrences import Occurrence, occurrence, stem
from reportedly.ledger.topics import topics, vectors, words
from reportedly.read.reader import Reader

Story = dict[str, str]

QUAKE: Story = {
    "quake-1": "A strong [earthquake] [struck] the island of Velmar on Monday, [killing] 14 people in the port of Osk.\n"
    "The [quake] [damaged] hundreds of houses, mayor Ilse Tarn [said].",
    "quake-2": "Fourteen people [died] when an [earthquake] [hit] Velmar on Monday.\n"
    "The [tremor] [destroyed] a school in Osk, according to mayor Ilse Tarn.",
    "quake-3": "Rescuers in Osk dug through rubble after the Velmar [earthquake].\nThe [temblor] was felt on the neighbouring island of Pell.",
}
TRIAL: Story = {
    "trial-1": "Police in Lorne [arrested] banker Pavel Ruzic on charges of fraud.\nRuzic [denied] the charges at his first [hearing].",
    "trial-2": "Pavel Ruzic, a banker, was [detained] by police in Lorne on Thursday.\nProsecutors say that Ruzic moved fraud money abroad.",
}
MATCH: Story = {
    "match-1": "Carlow [beat] Dunmore 3-1 in the cup final on Saturday.\nThe [victory] gave Carlow its first trophy in ten years.",
    "match-2": "Carlow lifted the cup after their 3-1 [win] over Dunmore.\nDunmore's coach [resigned] an hour after the final.",
}


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Text without its brackets, and the places they stood around."""
    out, spans, start = "", [], 0
    for c in text:
        if c == "[":
            start = len(out)
        elif c == "]":
            spans.append((start, len(out)))
        else:
            out += c
    return out, spans


def documents(reader: Reader, *stories: Story, topic: str = "") -> list[Document]:
    plain = {name: marked(text) for story in stories for name, text in story.items()}
    records = [{"doc_id": name, "text": text} for name, (text, _) in plain.items()]
    return [(r["doc_id"], topic, ctx, plain[r["doc_id"]][1]) for r, ctx in contexts(reader, records)]


def groups(reader: Reader, docs: list[Document]) -> list[set[str]]:
    """Clusters as sets of `document word`."""
    text = {d[0]: d[2].text for d in docs}
    found = defaultdict(set)
    for (doc, start, end), name in cluster(docs, reader.parser.kinship).items():  # type: ignore[attr-defined]
        found[name].add(f"{doc} {text[doc][start:end]}")
    return list(found.values())


def together(found: list[set[str]], *mentions: str) -> bool:
    return any(set(mentions) <= g for g in found)


def test_a_quake_by_its_other_names(reader: Reader) -> None:
    found = groups(reader, documents(reader, QUAKE))
    assert together(found, "quake-1 earthquake", "quake-1 quake", "quake-2 earthquake", "quake-2 tremor", "quake-3 earthquake", "quake-3 temblor")
    assert together(found, "quake-1 struck", "quake-2 hit")
    assert together(found, "quake-1 killing", "quake-2 died")
    assert not together(found, "quake-1 earthquake", "quake-1 killing")


def test_stories_stay_apart(reader: Reader) -> None:
    found = groups(reader, documents(reader, QUAKE, TRIAL, MATCH))
    assert all(len({m.partition("-")[0] for m in g}) == 1 for g in found), found
    assert together(found, "trial-1 arrested", "trial-2 detained")
    assert together(found, "match-1 victory", "match-2 win")


def test_same_word_about_somebody_else(reader: Reader) -> None:
    story = {
        "a": "Police in Lorne [arrested] banker Pavel Ruzic on Thursday.",
        "b": "Pavel Ruzic, a banker, was [arrested] by Lorne police on Thursday.",
        "c": "Customs officers in Brackwater [arrested] two smugglers of ivory in March.",
    }
    found = groups(reader, documents(reader, story))
    assert together(found, "a arrested", "b arrested")
    assert not together(found, "a arrested", "c arrested"), found


@pytest.mark.parametrize("seed", range(4))
def test_order_does_not_matter(reader: Reader, seed: int) -> None:
    docs = documents(reader, QUAKE, TRIAL, MATCH)
    kinship = reader.parser.kinship  # type: ignore[attr-defined]
    want = cluster(docs, kinship)
    shuffled = [(d, t, ctx, random.Random(seed).sample(list(m), len(m))) for d, t, ctx, m in docs]
    random.Random(seed).shuffle(shuffled)
    assert cluster(shuffled, kinship) == want


def test_every_mention_gets_a_cluster(reader: Reader) -> None:
    ((doc, topic, ctx, spans),) = documents(reader, {"a": "Talks [began] in Osk . "})
    odd = [*spans, (len(ctx.text) - 1, len(ctx.text)), (len(ctx.text) + 5, len(ctx.text) + 9)]
    assert set(cluster([(doc, topic, ctx, odd)])) == {(doc, *m) for m in odd}
    assert cluster([]) == {}


def test_without_vectors_the_table_serves(reader: Reader) -> None:
    docs = documents(reader, QUAKE)
    text = {d[0]: d[2].text for d in docs}
    by_word = {(p[0], text[p[0]][p[1] : p[2]]): c for p, c in cluster(docs, unknown).items()}
    assert by_word["quake-1", "earthquake"] == by_word["quake-2", "tremor"]


def test_one_story_alone_is_one_topic(reader: Reader) -> None:
    parses = [d[2].parse for d in documents(reader, QUAKE)]
    assert set(topics(vectors([words(p) for p in parses]))) == {0}


def test_topics_split_by_story(reader: Reader) -> None:
    parses = [d[2].parse for d in documents(reader, QUAKE, TRIAL, MATCH)]
    assert topics(vectors([words(p) for p in parses])) == [0, 0, 0, 3, 3, 5, 5]


def test_average_link_joins_the_nearest_first() -> None:
    near = {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.1, (2, 3): 0.5}
    assert average_link(5, near, 0.5) == [0, 0, 2, 2, 4]
    assert average_link(5, near, 0.95) == [0, 1, 2, 3, 4]
    assert average_link(0, {}, 0.5) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [("invasion", "invasions"), ("negotiation", "negotiate"), ("bombing", "bomb"), ("dies", "die"), ("stopping", "stop"), ("shooter", "shooting")],
)
def test_stems_of_one_word(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_stems_of_two_words() -> None:
    assert len({stem(w) for w in ("crash", "crisis", "press", "campus", "fire", "fall")}) == 6


def _one(reader: Reader, text: str) -> Occurrence:
    ((_, _, ctx, spans),) = documents(reader, {"x": text})
    found = occurrence(0, ctx, *spans[0])
    assert found
    return found


def test_who_takes_part(reader: Reader) -> None:
    o = _one(reader, "On Tuesday the army of Nordania did not [shell] the towns of Osk and Pell with rockets.")
    assert (o.stem, o.subjects, o.objects, o.actual) == ("shell", {"army"}, {"town"}, "not")
    assert "rocket" in o.others and o.times == {"tuesday"} and "osk" in o.names
    passive = _one(reader, "Three guards were [killed] by gunmen from Pell.")
    assert (passive.subjects, passive.objects) == ({"guard", "gunman"}, {"guard"})


def test_light_verbs_leave_the_name_to_their_object(reader: Reader) -> None:
    assert _one(reader, "Gunmen [carried out an attack] on the barracks.").lemma == "attack"
    assert _one(reader, "The minister [stepped down] on Friday.").stem == "step down"


def test_relations_of_the_table(reader: Reader) -> None:
    syn = synonyms(reader.lexicon.rows["event_synonyms"])
    quit_, resign = _one(reader, "The minister [stepped down] on Friday."), _one(reader, "The minister [resigned].")
    takeover, bought = _one(reader, "The [takeover] of Brill cost dearly."), _one(reader, "Ovid [bought] Brill.")
    assert relation(syn, quit_, resign) == "same"
    assert relation(syn, takeover, bought) == "same"
    assert relation(syn, resign, bought) == "none"
