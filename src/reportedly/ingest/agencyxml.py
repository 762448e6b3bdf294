"""NewsML-G2 and NITF, as agencies deliver: no entity is resolved, nothing outside the file is opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import InputError
from . import dates
from .extras import need
from .items import Item, ReportError, Source
from .paragraphs import Piece, from_paragraphs

_PARAGRAPHS = ("p", "hl2", "h2", "h3", "h4", "li", "media-caption", "figcaption", "dateline", "media-credit")
_CAPTIONS = ("media-caption", "figcaption", "media-credit")


def read_agency_xml(source: Source) -> Iterator[Item]:
    """Every news item with a text; where the XML is broken, one error after the items before it."""
    try:
        root, trouble = parsed(source.data(), source.place)
    except InputError as e:
        yield ReportError(source.place, e)
        return
    items = [root] if _name(root) == "nitf" else [e for e in root.iter() if _name(e) in ("newsItem", "NewsItem")]
    texts = items or [e for e in root.iter() if _name(e) == "nitf"]
    for n, node in enumerate(texts, 1):
        place = source.place if len(texts) == 1 else f"{source.place}: item {n}"
        try:
            yield from_paragraphs(_body(node), _meta(node), source.options)
        except InputError as e:
            yield ReportError(place, e)
    if trouble or not texts:
        yield ReportError(source.place, InputError(f"{source.place}: {trouble or 'no news item with a text'}."))


def parsed(data: bytes, place: str) -> tuple[Any, str | None]:
    """The root, and where the XML is broken. Raises InputError where nothing could be read."""
    etree = need("lxml.etree", "lxml", None)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as e:
        raise InputError(f"{place}: no XML ({e}).") from e
    if root is None:
        raise InputError(f"{place}: no XML. Allowed: NewsML-G2 and NITF.")
    error = next((e for e in parser.error_log if e.level_name in ("ERROR", "FATAL")), None)
    return root, f"the XML is broken in line {error.line} ({error.message}); what stands before it was read" if error else None


def _name(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _all(node: Any, *names: str) -> Iterator[Any]:
    return (e for e in node.iter() if _name(e) in names)


def _text(node: Any) -> str:
    return " ".join("".join(t for t in node.itertext() if isinstance(t, str)).split())


def _first(node: Any, *names: str) -> str | None:
    """The text of the first element with text among those named, in the order of the names."""
    return next((t for name in names for t in map(_text, _all(node, name)) if t), None)


def _meta(node: Any) -> dict[str, str | None]:
    language = next((e.get("tag") for e in _all(node, "language") if e.get("tag")), None)
    credit = _first(node, "creditline", "distributor", "org", "creditLine")
    return {
        "title": _first(node, "hl1", "headline", "title", "HeadLine"),
        "byline": _first(node, "byline", "by", "ByLine"),
        "agency": credit or _provider(node),
        "outlet": next((e.get("name") for e in _all(node, "pubdata") if e.get("name")), None),
        "published": _day(node),
        "language": language[:2].lower() if language else None,
        "url": next((h for h in (e.get("href") for e in _all(node, "link", "itemMetaLink")) if h and h.startswith("http") and h.endswith((".html", ".htm", "/"))), None),
    }


def _provider(node: Any) -> str | None:
    return next((_first(e, "name") or e.get("literal") for e in _all(node, "provider")), None)


def _day(node: Any) -> str | None:
    """NewsML's date of content, first version or version; NITF's date of issue, release or story."""
    for name in ("contentCreated", "firstCreated", "versionCreated", "date.issue", "date.release", "story.date", "pubdata", "ThisRevisionCreated"):
        for e in _all(node, name):
            found = dates.day(e.get("norm") or e.get("date.publication") or _text(e))
            if found:
                return found
    return None


def _body(node: Any) -> list[Piece]:
    """Paragraphs, datelines and captions in order; plain inline data where there is no markup."""
    out: list[Piece] = []
    contents = list(_all(node, "body.content", "contentSet", "ContentItem")) or [node]
    out += (("dateline", _text(e)) for e in _all(node, "dateline") if not any(c is a for c in contents for a in e.iterancestors()))
    out += _paragraphs(contents[0])
    end = next(_all(node, "tagline"), None)
    return [*out, _text(end)] if end is not None else out


def _paragraphs(content: Any) -> list[Piece]:
    nested = next((e for e in _all(content, "body.content", "body") if e is not content), content)
    found: list[Piece] = []
    for e in _all(nested, *_PARAGRAPHS):
        if not any(_name(a) in _PARAGRAPHS for a in e.iterancestors() if a is not nested):
            kind = "caption" if _name(e) in _CAPTIONS else "dateline" if _name(e) == "dateline" else None
            found.append((kind, _text(e)))  # type: ignore[arg-type]
    if found:
        return found
    return [p for e in [*_all(content, "inlineData"), content][:1] for p in "".join(map(str, e.itertext())).split("\n")]
