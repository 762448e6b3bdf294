"""Is the report in English? What is not becomes a Note, and no nonsense claims."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..model import Note, Report


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "said",
        "by",
        "it",
        "as",
        "at",
        "from",
        "his",
        "has",
        "have",
        "he",
        "be",
        "are",
        "not",
        "an",
        "which",
        "their",
        "this",
    ]
)


def language_note(report: Report) -> Note | None:
    """A note where the text is in another language (or the metadata says so); short texts get the benefit of the doubt."""
    if report.language not in (None, "en"):
        return Note("language", f"language {report.language!r}: only English is read.")
    body = " ".join(b.span.of(report.text) for b in report.blocks if b.kind == "paragraph")[:4000] or report.text[:4000]
    words = body.lower().split()
    if len(words) < 5 or sum(w in _ENGLISH for w in words) >= 0.12 * len(words):
        return None
    found, probability = _identifier().classify(body)
    if found == "en" or probability < 0.9:
        return None
    return Note("language", f"language {found!r} (probability {probability:.2f}): only English is read.")
