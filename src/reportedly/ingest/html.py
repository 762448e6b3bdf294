"""Pages of news sites: the article, not what stands around it. The extraction is trafilatura's, the date htmldate's."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from ..errors import EmptyReport, InputError
from .encoding import decode
from .extras import need
from .items import Item, Options, ReportError, Source, Sourced
from .paragraphs import from_paragraphs

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CAPTIONS = "//figcaption|//p[contains(@class,'caption')]|//div[contains(@class,'caption')]|//span[contains(@class,'caption')]|//amp-img/following-sibling::figcaption"
_DATES = {"original_date": True, "extensive_search": False}
_DEEPEST = 500
_LONGEST_CAPTION = 600


def read_html(source: Source) -> Iterator[Item]:
    """The report of one saved page."""
    try:
        yield page(source.data(), source.place, source.options, source.options.charset)
    except InputError as e:
        yield ReportError(source.place, e)


def page(data: bytes, place: str, options: Options, charset: str | None = None) -> Sourced:
    """The report of a page's bytes. Raises InputError where there is no article in it."""
    text = text_of(data, place, charset)
    tree = _tree(text, place)
    captions, author = _captions(tree), _author(tree)
    doc = _extracted(tree, place, options.fallback.get("url"))
    if all(p.startswith("|") for p in doc.text.split("\n")):
        doc = _extracted(_untabled(_tree(text, place)), place, options.fallback.get("url"))
    body = doc.text.split("\n")
    meta = {"title": doc.title, "byline": doc.author or author, "outlet": doc.sitename, "url": doc.url, "published": doc.date}
    return from_paragraphs(body, meta, options, [c for c in captions if c not in body])


def text_of(data: bytes, place: str, charset: str | None = None) -> str:
    """The page as text: in the encoding that the server or the page names, where it is one; else as any text."""
    named = charset or next((m[1].decode("ascii") for m in _CHARSET.finditer(data[:4096])), None)
    if named and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "cp1252" if named.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else named
        try:
            return data.decode(name)
        except (LookupError, UnicodeError):
            pass
    return decode(data, place)


def _tree(text: str, place: str) -> Any:
    """The parsed page. Raises InputError where it is none, or too deep to be worked on."""
    parse = need("lxml.html", "lxml", None)
    text = _XML_HEAD.sub("", text.replace("\0", " "), count=1)
    try:
        tree = parse.document_fromstring(text, parser=parse.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True))
    except Exception as e:  # lxml raises several kinds for what is no page
        raise EmptyReport(f"{place}: no page ({e or type(e).__name__}). Needed: HTML with some text.") from e
    if _too_deep(tree):
        raise InputError(f"{place}: elements more than {_DEEPEST} deep. Pages of news sites are not; the file is broken or hostile.")
    return tree


def _too_deep(tree: Any) -> bool:
    """Deeper than lxml's own recursion bears; counted without recursion."""
    level = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in node]
        if not level:
            return False
    return True


def _extracted(tree: Any, place: str, url: str | None) -> Any:
    extract = need("trafilatura", "trafilatura", None).bare_extraction
    try:
        doc = extract(tree, url=url, fast=True, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES))
    except Exception as e:  # whatever a hostile page brings about in the extractor is that page's error
        raise InputError(f"{place}: the article could not be extracted ({type(e).__name__}: {e}).") from e
    if doc is None or not (doc.text or "").strip():
        raise EmptyReport(f"{place}: no article in the page. Needed: some paragraphs of text.")
    return doc


def _untabled(tree: Any) -> Any:
    """A page whose tables only lay it out: cells become divisions."""
    for node in tree.iter("table", "tbody", "tr", "td", "th"):
        node.tag = "div"
    return tree


def _author(tree: Any) -> str | None:
    """The author that the page's head names; the extractor takes no agency for one."""
    return next((a for a in tree.xpath("//meta[@name='author' or @name='byl' or @name='dc.creator']/@content") if a.strip()), None)


def _captions(tree: Any) -> list[str]:
    """Captions in the order of the page, each once; those inside navigation left out."""
    found: dict[str, None] = {}
    for node in tree.xpath(_CAPTIONS):
        text = " ".join(node.text_content().split())
        if text and len(text) <= _LONGEST_CAPTION and not any(a.tag in ("nav", "aside", "footer", "header") for a in node.iterancestors()):
            found.setdefault(text)
    return list(found)
