"""Who says that who did what to whom.

    import reportedly
    reading = reportedly.read("North Korea on Sunday denied providing arms to Moscow.", published="2023-01-29")
    for claim in reading.claims:
        print(reading.sentence(claim))

Errors are those of `reportedly.errors`; all derive from `ReportedlyError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_PUBLIC = {
    "Actor": "model", "Attribution": "model", "Claim": "model", "Event": "model", "Evidence": "model", "Frame": "model", "Mention": "model", "Reading": "model",
    "Report": "model", "Span": "model", "Reader": "read.reader", "ReportedlyError": "errors", "dumps": "model.codec", "loads": "model.codec",
}  # fmt: skip
__all__ = ["__version__", "read", *_PUBLIC]

if TYPE_CHECKING:
    from .errors import ReportedlyError
    from .model import Actor, Attribution, Claim, Event, Evidence, Frame, Mention, Reading, Report, Span
    from .model.codec import dumps, loads
    from .read.reader import Reader


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; public are {', '.join(__all__)}")


def read(text: str | Report, **given: str | None) -> Reading:
    """The reading of one text (plain or Markdown) with the built-in tables and model; metadata by name, e.g. `published="2023-01-29"`."""
    from .read.default import reader

    return reader().read(text, **given)
