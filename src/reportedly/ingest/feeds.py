"""Saved RSS and Atom feeds: a report an entry. The parsing is feedparser's."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ..errors import InputError
from . import dates
from .extras import need
from .fragment import line_of, paragraphs
from .items import Item, ReportError, Source
from .paragraphs import from_paragraphs


def read_feed(source: Source) -> Iterator[Item]:
    """Every entry; where the feed breaks off, one error after the entries before it."""
    try:
        feed = parsed(source.data(), source.place)
    except InputError as e:
        yield ReportError(source.place, e)
        return
    outlet = line_of(feed.feed.get("title"))
    for n, entry in enumerate(feed.entries, 1):
        place = f"{source.place}: entry {n}"
        try:
            yield from_paragraphs(body_of(entry), meta_of(entry, outlet), source.options)
        except InputError as e:
            yield ReportError(place, e)
    trouble = _broken(feed)
    if trouble:
        yield ReportError(source.place, InputError(f"{source.place}: the feed breaks off ({trouble}); what stands before it was read."))


def parsed(data: bytes, place: str) -> Any:
    """The feed. Raises InputError where there is none."""
    feedparser = need("feedparser", "feedparser", "feeds")
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as e:  # a hostile feed must be its own error, whatever it brings about in the parser
        raise InputError(f"{place}: the feed could not be parsed ({type(e).__name__}: {e}).") from e
    if not feed.entries and not feed.get("version"):
        raise InputError(f"{place}: no feed ({_broken(feed) or 'no rss, feed or rdf element'}). Allowed: RSS 0.9 to 2.0 and Atom.")
    return feed


def _broken(feed: Any) -> str | None:
    """Why the XML could not be read to its end; a wrong content type or encoding label is no matter."""
    error = feed.get("bozo_exception")
    return str(error) if error is not None and type(error).__name__ in ("SAXParseException", "ExpatError") else None


def body_of(entry: Any) -> list[Any]:
    """The longest text that an entry gives: its content, else its summary."""
    values = [c.get("value") or "" for c in entry.get("content", ())] + [entry.get("summary") or ""]
    return paragraphs(max(values, key=len))


def meta_of(entry: Any, outlet: str | None) -> dict[str, str | None]:
    link = entry.get("link")
    return {
        "title": line_of(entry.get("title")),
        "byline": line_of((entry.get("author_detail") or {}).get("name") or entry.get("author")),
        "outlet": line_of((entry.get("source") or {}).get("title")) or outlet,
        "url": link if link and link.startswith(("http://", "https://")) else None,
        "published": dates.day(entry.get("published") or entry.get("updated") or entry.get("created")),
    }
