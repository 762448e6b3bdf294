from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.errors import EmptyReport, InputError, NotText
from reportedly.ingest import from_bytes, from_path, from_text

ARTICLE = """# Minister Denies Deal

By [AFP](https://example.org)

March 3, 2024

**Photo: Jane Roe / AFP**

MINSK, March 3 (AFP) - The ministry said \\[on Sunday\\] that it "never sold
anything" to

the rebels.

A *second* paragraph with a [link](https://example.org/a_(b)).

Original url:

<https://example.org/story>
"""


def test_markdown_blocks_and_metadata() -> None:
    r = from_text(ARTICLE)
    assert (r.title, r.byline, r.agency, r.published, r.url) == ("Minister Denies Deal", "AFP", "AFP", "2024-03-03", "https://example.org/story")
    kinds = [b.kind for b in r.blocks]
    assert kinds == ["title", "byline", "byline", "caption", "dateline", "paragraph", "paragraph", "boilerplate", "boilerplate"]
    body = [b.span.of(r.text) for b in r.blocks if b.kind == "paragraph"]
    assert body[0].startswith("The ministry said [on Sunday]") and body[0].endswith("the rebels.")
    assert body[1] == "A second paragraph with a link."


@pytest.mark.parametrize(
    "line,date",
    [
        ("January 29, 2023", "2023-01-29"),
        ("Sunday, 29 Jan 2023", "2023-01-29"),
        ("2023-01-29", "2023-01-29"),
        ("Published: 2023-01-29T10:00Z", "2023-01-29"),
    ],
)
def test_dates(line: str, date: str) -> None:
    assert from_text(f"# Headline here\n\n{line}\n\nSome text follows.").published == date


def test_given_metadata_wins() -> None:
    assert from_text(ARTICLE, published="2024-05-05").published == "2024-05-05"


@pytest.mark.parametrize("data", [b"", b" \n ", b"\xef\xbb\xbf\n"])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyReport):
        from_bytes(data, "x.md")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"%PDF-1.7 ...", bytes(range(256)) * 20])
def test_binary(data: bytes) -> None:
    with pytest.raises(NotText, match=r"x\.md"):
        from_bytes(data, "x.md")


def test_other_encodings_are_detected() -> None:
    text = "Le ministère a démenti. The café of the ministère was déjà closed, said the président. " * 5
    assert "ministère" in from_bytes(text.encode("cp1252"), "x").text
    assert "ministère" in from_bytes(text.encode("utf-16"), "x").text


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        from_path(tmp_path / "none.md")
    with pytest.raises(InputError, match="a folder"):
        from_path(tmp_path)
