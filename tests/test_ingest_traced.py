"""Clean-up and Markdown keep the way back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import EmptyReport
from reportedly.ingest import Options
from reportedly.ingest.clean import clean, line
from reportedly.ingest.markdown import read_markdown
from reportedly.ingest.traced import Traced

PIECES = [
    "The ministry", "denied", " ", "  ", "\n\n", "\r\n", "\n", "\t", "\xa0", "\u00ad", "\u200b", "&amp;", "&quot;", "&#8217;", "&#xd800;", "&nosuch;", "ﬁ", "ﬄ", "â€™", "Ã©", "Â£", "**bold**",
    "*it*", "[link](http://x.y/a_(b))", "\\[", "\\*", "# ", "> ", "- ", "By Ana Rowe", "March 3, 2024", "MINSK (AFP) - ", "(Reporting by A. Rowe)", "x", "***", "\x00", "\u202e", "🚀", "é",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join)


@pytest.mark.parametrize(
    "source,want",
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("Tom &amp; Ann&#8217;s", "Tom & Ann’s"),
        ("so\u00adft zero\u200bwidth\ufeff", "soft zerowidth"),
        ("ﬁne oﬃce", "fine office"),
        ("a\xa0b  c\t\td", "a b c d"),
        ("Itâ€™s â€œnoâ€\x9d cafÃ©", "It’s “no” café"),
        ("one â€™ alone", "one â€™ alone"),
        ("&nosuch; AT&T &", "&nosuch; AT&T &"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_clean(source: str, want: str) -> None:
    assert clean(source).text == want


def test_line_of_metadata() -> None:
    assert line(" Tom &amp;\n Ann ") == "Tom & Ann" and line("\u200b") is None and line(None) is None


@settings(deadline=None)
@given(texts)
def test_every_character_leads_back(source: str) -> None:
    found = clean(source)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    for k, c in enumerate(found.text):
        piece = found.trace((k, k + 1)).of(source)
        assert piece == c or c in clean(piece).text or c in piece.encode("cp1252", "ignore").decode("utf-8", "ignore"), (c, piece)


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P")), max_size=80).filter(lambda t: "&" not in t), st.data())
def test_spans_of_clean_text_are_the_same_characters(source: str, data: st.DataObject) -> None:
    found = clean(source)
    assert found.text == source
    if source:
        start = data.draw(st.integers(0, len(source) - 1))
        end = data.draw(st.integers(start + 1, len(source)))
        assert found.trace((start, end)) == (start, end)


@settings(deadline=None)
@given(texts, st.data())
def test_spans_of_a_markdown_report_lead_back(source: str, data: st.DataObject) -> None:
    try:
        found = read_markdown(source, Options())
    except EmptyReport:
        return
    text = found.report.text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    origin = found.trace((start, end))
    assert 0 <= origin.start <= origin.end <= len(source)
    for k in range(start, end):  # a copied character is itself in the source
        at = found.trace((k, k + 1))
        if at.end - at.start == 1 and not text[k].isspace():
            assert at.of(source) == text[k] or at.of(source) in "ﬁﬄ&\\"
    assert all(0 <= b.span.start < b.span.end <= len(text) for b in found.report.blocks)


def test_markup_between_is_within_the_traced_span() -> None:
    source = "# Title of three\n\nIran **denied** the [report](http://x.y) &amp; left."
    found = read_markdown(source, Options())
    start = found.report.text.index("denied the report & left")
    assert found.trace((start, start + 24)).of(source) == "denied** the [report](http://x.y) &amp; left"


@pytest.mark.parametrize("span", [(0, 0), (-1, 2), (0, 4), (2, 1)])
def test_spans_outside_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="allowed are spans"):
        Traced.of("abc").trace(span)
