"""New and changed disputes as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated
from xml.etree import ElementTree as ET

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from .asking import DisputeFilters, Line, cut
from .desk import desk_of
from .wording import days, dispute_href, kind_words, sentence

router = APIRouter(include_in_schema=False)
_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


@router.get("/feed.atom")
def feed(request: Request, f: Annotated[DisputeFilters, Query()]) -> Response:
    with desk_of(request).open() as store:
        found = cut(store.summaries(f.wanted()), f)["items"]
    return Response(atom(found, str(request.base_url).rstrip("/"), str(request.url)), media_type="application/atom+xml")


def atom(found: Sequence[Line], base: str, here: str) -> bytes:
    """Days of the ledger are days of the reports: an entry is updated on the day of the last change of a stand."""
    root = ET.Element("feed", xmlns=_ATOM)
    _add(root, "title", "Disputes: new and changed")
    _add(root, "id", here)
    _add(root, "updated", _time(max((line["last_change"] or "" for line in found), default="")))
    ET.SubElement(root, "link", rel="self", href=_clean(here))
    _add(ET.SubElement(root, "author"), "name", "reportedly")
    for line in found:
        _entry(ET.SubElement(root, "entry"), line, base)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()


def _entry(entry: ET.Element, line: Line, base: str) -> None:
    sides = [("asserted by", line["asserted_by"]), ("denied by", line["denied_by"]), ("doubted by", line["doubted_by"]), ("silent", line["silent"])]
    _add(entry, "title", f"{sentence(line)} ({line['state']})")
    _add(entry, "id", f"urn:reportedly:{line['proposition']}")
    _add(entry, "updated", _time(line["last_change"]))
    if line["first_day"]:
        _add(entry, "published", _time(line["first_day"]))
    ET.SubElement(entry, "link", rel="alternate", href=base + dispute_href(line["proposition"]))
    ET.SubElement(entry, "category", term=_clean(kind_words(line["kind"])))
    parts = [f"{label}: {names}" for label, names in sides if names]
    _add(entry, "summary", f"{'. '.join(parts)}. Independent sources: {line['sources']}. {days(line)}.")


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _clean(text)


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _time(day: str | None) -> str:
    """The first instant of a day, month or year."""
    return f"{day or ''}{_NEVER[len(day or '') :]}T00:00:00Z" if len(day or "") in (4, 7, 10) else f"{_NEVER}T00:00:00Z"
