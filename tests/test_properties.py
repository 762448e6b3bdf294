"""What must hold for any text whatever."""

from __future__ import annotations

import pytest
from conftest import EXAMPLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import EmptyReport
from reportedly.ingest.plain import from_plain
from reportedly.model import Reading
from reportedly.model.codec import dumps, loads
from reportedly.read.reader import Reader

PIECES = [
    "North Korea", "denied", "said", "Moscow's", "\"", "“", "”", "'", "’", "``", "''", "(", "]", "[", ":", "—", "...", "\n\n", "\n", "\t", "\x00", "‮", "ﷺ", "🚀", "<script>", "&amp;", "**",
    "31 tanks", "on Sunday", "the ministry", "rockets", "to", "that", "not", "it", "they", "Q:", "A:", "•", "- ", "# ", "http://x.y", ",", ".", "?", "U.S.", "Kim Jong Un", "accused", "of",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map(" ".join)


def check(reading: Reading) -> None:
    """Spans inside the text and not empty, every id resolves, the codec gives the same reading back."""
    size = len(reading.report.text)
    spans = [b.span for b in reading.report.blocks] + [m.span for m in reading.mentions] + [x.span for x in reading.timexes]
    for s in reading.attributions:
        spans += [*s.source, *s.cue, *s.content]
        assert s.parent is None or reading.attribution(s.parent) is not None
    for e in reading.events:
        spans += [e.anchor, *e.actor_spans, *e.recipient_spans]
        assert all(reading.actor(a) is not None for a in (*e.actor, *e.recipient))
    for c in reading.claims:
        spans += [x.span for x in c.evidence]
        assert reading.event(c.event).id == c.event
        for v in c.voices:
            assert v.attribution is None or reading.attribution(v.attribution) is not None
            assert v.actor in ("author", "unknown") or reading.actor(v.actor) is not None
    for span in spans:
        assert 0 <= span.start < span.end <= size
        assert span.of(reading.report.text) == reading.report.text[span.start : span.end]
    assert loads(dumps(reading)) == reading


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_any_text_gives_a_reading(reader: Reader, text: str) -> None:
    try:
        check(reader.read(text, published="2023-01-29"))
    except EmptyReport:
        assert not any(c.isalnum() for c in text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_plain_text_is_left_as_it_is(reader: Reader, text: str) -> None:
    report = from_plain(text, published="2023-01-29")
    assert report.text == text
    check(reader.read(report))


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000, "a" * 200_000, "\"" * 999, "('\"“" * 200, "🚀" * 1000, "‏שלום‏ said Iran. " * 20, "<p onclick=alert(1)>Iran <b>said</b></p> it.", "Iran\x00 said\x00 no.",
        "He said: \"She said: 'They said: “no”'\".", "Q: Did Iran? A: Iran denies it.", "…", "- a\n- b\n- c", "said said said said", ", , , .", "\u202e\u202d",
    ],
)  # fmt: skip
def test_hostile_texts(reader: Reader, text: str) -> None:
    check(reader.read(from_plain(text, published="2023-01-29")))


def test_examples(reader: Reader) -> None:
    from reportedly.ingest import from_path

    for path in sorted(EXAMPLES.glob("*.md")):
        reading = reader.read(from_path(path))
        check(reading)
        assert reading.claims, path.name


def test_same_input_same_bytes(reader: Reader) -> None:
    from reportedly.ingest import from_path

    reports = [from_path(p) for p in sorted(EXAMPLES.glob("*.md"))]
    first = [dumps(r) for r in reader.pipe(reports)]
    assert first == [dumps(reader.read(r)) for r in reports]
