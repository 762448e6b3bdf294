"""Mail with a report in it: one message, or an mbox of many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from ..errors import EmptyReport, InputError, NotText, TooLarge
from . import dates
from .fragment import paragraphs
from .items import DOCUMENT, Item, ReportError, Source, Sourced
from .paragraphs import from_paragraphs

_SIGNATURE = re.compile(r"^-- ?$.*\Z", re.M | re.S)
_FORWARD = re.compile(r"^\s*(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.I)


def read_mail(source: Source) -> Iterator[Item]:
    try:
        yield message(source.data(), source.place, source)
    except InputError as e:
        yield ReportError(source.place, e)


def read_mbox(source: Source) -> Iterator[Item]:
    """Every message of an mbox, one at a time."""
    for n, data in enumerate(_messages(source), 1):
        place = f"{source.place}: message {n}"
        try:
            if len(data) > DOCUMENT:
                raise TooLarge(f"{place}: more than {DOCUMENT >> 20} MiB.")
            yield message(data, place, source)
        except InputError as e:
            yield ReportError(place, e)


def _messages(source: Source) -> Iterator[bytes]:
    """Messages part where a line begins with "From " after an empty line; of one that is too large only the beginning is kept."""
    kept: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := source.stream.readline(2**20):
        if blank and line.startswith(b"From "):
            if begun:
                yield b"".join(kept)
            kept, size, begun = [], 0, True
        elif begun and size <= DOCUMENT:
            kept.append(re.sub(rb"^>(>*From )", rb"\1", line))
            size += len(line)
        blank = not line.strip()
    if begun:
        yield b"".join(kept)
    else:
        yield b""


def message(data: bytes, place: str, source: Source) -> Sourced:
    """The report of one message. Raises InputError where it has no text."""
    try:
        mail = BytesParser(policy=policy.default).parsebytes(data)
        subject, sender, sent = (_header(mail, k) for k in ("Subject", "From", "Date"))
        text = _text(mail)
    except Exception as e:  # the standard parser raises a dozen kinds on hostile headers
        raise InputError(f"{place}: no readable mail ({type(e).__name__}: {e}).") from e
    if text is None:
        raise NotText(f"{place}: a mail without a text part.")
    meta = {"title": _FORWARD.sub("", subject or "") or None, "byline": parseaddr(sender or "")[0] or None, "published": dates.day(sent)}
    body = paragraphs(_SIGNATURE.sub("", text))
    if not body:
        raise EmptyReport(f"{place}: a mail with a subject only.")
    return from_paragraphs(body, meta, source.options)


def _header(mail: EmailMessage, name: str) -> str | None:
    value = mail.get(name)
    return " ".join(str(value).split()) if value else None


def _text(mail: EmailMessage) -> str | None:
    part = mail.get_body(("plain", "html"))
    if part is None:
        return None
    try:
        content = part.get_content()
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else None
    return content.replace("\r\n", "\n") if isinstance(content, str) else None
