"""Add a text: paste it, see its reading, then keep it."""

from __future__ import annotations

import datetime as dt
import re
import threading
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import BaseModel, Field, field_validator
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..ingest import from_bytes, from_text
from ..model import Reading
from .desk import desk_of
from .pages import report_values
from .wording import report_href

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
MAX_TEXT = 200_000
"""Characters of one text: some forty times a long report."""
FILES = (".txt", ".md", ".html", ".htm", ".xml", ".eml")
"""What one report comes in; archives and tables hold many."""
_WAIT_SECONDS = 30.0
_one_at_a_time = threading.Lock()
"""The parser is shared, and one reading uses a processor fully."""


class Pasted(BaseModel):
    """A text with what is known of it. An empty field is one that is not known."""

    text: Annotated[str, Field(description="Plain text or Markdown; a head of `key: value` lines may give title, outlet and date", json_schema_extra={"maxLength": MAX_TEXT})]
    title: Annotated[str, Field(max_length=1000)] = ""
    outlet: Annotated[str, Field(max_length=200)] = ""
    url: Annotated[str, Field(max_length=2000)] = ""
    published: Annotated[str, Field(max_length=10, description="YYYY-MM-DD")] = ""

    @field_validator("text", "title", "outlet", "url")
    @classmethod
    def _plain(cls, value: str) -> str:
        """Browsers send a form's lines with `\\r\\n`, whatever was pasted. JSON can hold half a character, which no file in UTF-8 can."""
        if re.search("[\ud800-\udfff]", value):
            raise ValueError("holds half a character")
        return value.replace("\r\n", "\n")

    @field_validator("published")
    @classmethod
    def _day(cls, value: str) -> str:
        if value:
            dt.date.fromisoformat(value)
        return value

    def given(self) -> dict[str, str]:
        return {k: v for k, v in self.model_dump(exclude={"text"}).items() if v}


def read_pasted(pasted: Pasted) -> Reading:
    """The reading of a text; 413 where it is too long, 503 where others are being read for too long."""
    if len(pasted.text) > MAX_TEXT:
        raise HTTPException(413, f"a text of {len(pasted.text)} characters. Allowed: {MAX_TEXT}. Longer ones: reportedly add LEDGER FILE.")
    report = from_text(pasted.text, **pasted.given())
    from ..read.default import reader

    if not _one_at_a_time.acquire(timeout=_WAIT_SECONDS):
        raise HTTPException(503, "other texts are being read. Try again in a minute.")
    try:
        return reader().read(report)
    finally:
        _one_at_a_time.release()


@router.get("/add")
def form(request: Request) -> Response:
    return desk_of(request).page(request, "add.html", pasted=Pasted(text=""), files=FILES)


@router.post("/add")
def preview(request: Request, pasted: Annotated[Pasted, Form()]) -> Response:
    """The reading of a pasted text, with a button that keeps it."""
    return desk_of(request).page(request, "preview.html", pasted=pasted, **report_values(read_pasted(pasted)))


@router.post("/add/file")
def preview_file(request: Request, file: Annotated[UploadFile, File()]) -> Response:
    """The reading of a file's report, as of a pasted text."""
    name = Path(file.filename or "").name
    if Path(name).suffix.lower() not in FILES:
        raise HTTPException(422, f"file {name[:100]!r}: cannot be added here. Allowed: {' '.join(FILES)}. Others: reportedly add LEDGER FILE.")
    report = from_bytes(file.file.read(), name)
    known = {k: v for k in ("title", "outlet", "url", "published") if (v := getattr(report, k))}
    return preview(request, Pasted(text=report.text, **known))


@router.post("/add/keep")
def keep(request: Request, pasted: Annotated[Pasted, Form()]) -> Response:
    """Keep the reading of the text that was shown: the same text gives the same reading."""
    reading = read_pasted(pasted)
    with desk_of(request).open() as store:
        added = store.add([reading])
    for _, why in added.refused:
        raise HTTPException(422, f"not kept: {why}.")
    return RedirectResponse(report_href(reading.report.id), 303)
