"""What a file is: by its content, and by its name where the content leaves it open."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath

TEXT = (".md", ".markdown", ".txt", ".text")
EXTENSIONS = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".rss": "feed", ".atom": "feed", ".opml": "opml", ".nitf": "nitf", ".warc": "warc", ".jsonl": "json",
    ".ndjson": "json", ".json": "json", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".eml": "mail", ".mbox": "mbox", **dict.fromkeys(TEXT, "text"),
}  # fmt: skip
READABLE = (*EXTENSIONS, ".xml", ".gz")
_ROOTS = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "opml": "opml", "nitf": "nitf", "newsitem": "newsml", "newsmessage": "newsml", "packageitem": "newsml",
    "newsml": "newsml", "html": "html",
}  # fmt: skip
_ROOT = re.compile(r"\s*(?:(?:<\?[^>]*\?>|<!--(?:(?!-->).)*-->|<!doctype[^>\[]*(?:\[[^\]]*\])?\s*>)\s*)*<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.I | re.S)
_HTML = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S)
_HEADER = re.compile(r"^(?:from|to|subject|date|message-id|mime-version|received|return-path|delivered-to|content-type|x-[\w-]+):\s", re.I | re.M)
_POST = re.compile(r"From \S+.{0,60}\d{4}\r?\n[\w-]+: ")


def detect(name: str, head: bytes) -> str:
    """One of text, html, feed, opml, newsml, nitf, xml, warc, json, csv, parquet, mail, mbox, gzip."""
    by_name = EXTENSIONS.get(PurePath(name.lower()).suffix)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"\x1f\x8b"):
        return "warc" if name.lower().endswith(".warc.gz") or unzipped(head).startswith(b"WARC/") else "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    if by_name in ("text", "csv", "json", "parquet", "mbox", "mail", "warc"):
        return by_name
    return _by_content(_loosely(head), by_name, name)


def _by_content(text: str, by_name: str | None, name: str) -> str:
    if text.lstrip().startswith("<"):
        root = _ROOT.match(text)
        found = _ROOTS.get(root[1].lower()) if root else None
        if found and not (found == "html" and by_name in ("feed", "nitf", "opml")):
            return found
        if _HTML.match(text):
            return "html"
        if name.lower().endswith(".xml"):
            return "xml"
    if by_name:
        return by_name
    if re.match(r"\s*(?:\{\s*\"|\[\s*\{)", text):
        return "json"
    if _POST.match(text):
        return "mbox"
    return "mail" if _is_mail(text) else "text"


def _is_mail(text: str) -> bool:
    """Three header lines at the top, one of which only mail has."""
    top = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    names = {m[0].lower().split(":")[0] for m in _HEADER.finditer(top)}
    return _HEADER.match(text) is not None and len(names) >= 3 and bool(names & {"message-id", "mime-version", "received"})


def unzipped(head: bytes) -> bytes:
    """The first bytes of what is packed; nothing where it is not gzip."""
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


def _loosely(head: bytes) -> str:
    codec = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return head.decode(codec, "replace").replace("\0", "")
