"""A dispute in plain words, and the addresses of pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

_DONE: Mapping[str, str] = {
    "arms_transfer": "supplied arms to",
    "designation": "designated",
    "weapons_test": "tested weapons against",
    "recognition": "recognised",
    "designation/withdrawn": "took off a list",
    "recognition/withdrawn": "withdrew its recognition of",
    "accusation": "accused",
    "denial": "denied what was said by",
    "territory": "took ground from",
    "casualties/killed": "killed",
    "casualties/wounded": "wounded",
    "AGREE": "agreed with",
    "CONSULT": "met or spoke with",
    "SUPPORT": "spoke in support of",
    "CONCEDE": "made a concession to",
    "COOPERATE": "cooperated with",
    "AID": "gave aid to",
    "RETREAT": "drew back before",
    "REQUEST": "demanded something of",
    "ACCUSE": "accused or criticised",
    "REJECT": "refused something to",
    "THREATEN": "threatened",
    "PROTEST": "protested against",
    "SANCTION": "put sanctions on or cut ties with",
    "MOBILIZE": "mobilised against",
    "COERCE": "used coercion against",
    "ASSAULT": "attacked",
}
_ALONE: Mapping[str, str] = {
    "arms_transfer": "supplied arms", "designation": "made a designation", "weapons_test": "tested weapons", "recognition": "gave recognition", "designation/withdrawn": "took somebody off a list", "recognition/withdrawn": "withdrew a recognition", "accusation": "made an accusation",
    "denial": "denied it", "territory": "took ground", "AGREE": "reached an agreement", "CONSULT": "held talks", "SUPPORT": "spoke in support", "CONCEDE": "made a concession",
    "COOPERATE": "cooperated", "AID": "gave aid", "RETREAT": "drew back", "REQUEST": "made a demand", "ACCUSE": "made an accusation or criticism", "REJECT": "refused something",
    "THREATEN": "made a threat", "PROTEST": "protested", "SANCTION": "imposed sanctions or cut ties", "MOBILIZE": "mobilised", "COERCE": "used coercion", "ASSAULT": "attacked",
}  # fmt: skip
KINDS = (*_DONE,)
STATES: Mapping[str, str] = {
    "contested": "somebody stands for it and somebody denies it",
    "uncontested denial": "somebody denies it; nobody in this ledger stands for it",
    "admitted": "a party to it has admitted it",
    "confirmed": "somebody who is no part of those who said it first confirms it",
    "retracted": "all who stood for it have taken it back",
    "asserted": "somebody stands for it; nobody denies it",
    "mentioned": "nobody takes a stand",
}


def sentence(line: Mapping[str, Any]) -> str:
    """The proposition of a summary: `North Korea supplied arms to Russia`."""
    kind = str(line["kind"])
    actor, recipient = line["actor"] or "somebody", line["recipient"]
    base = kind if kind in _DONE else kind.partition("/")[0]
    if recipient:
        said = f"{actor} {_DONE.get(base, base.replace('_', ' ').lower() + ' towards')} {recipient}"
    elif base.startswith("casualties/"):
        said = f"{actor} {_DONE[base]} somebody"
    else:
        said = f"{actor} {_ALONE.get(base, base.replace('_', ' ').lower())}"
    return said[0].upper() + said[1:]


def kind_words(kind: str) -> str:
    """`casualties/killed` as `casualties: killed`."""
    return kind.replace("_", " ").replace("/", ": ").lower()


def report_href(report: str, claim: str = "") -> str:
    return f"/reports/{quote(report.removeprefix('sha256:'), safe='')}" + (f"#{quote(claim, safe='')}" if claim else "")


def claim_href(report: str, claim: str) -> str:
    """The page of a claim's record and the judgements on it."""
    return f"{report_href(report)}/claims/{quote(claim, safe='')}"


def dispute_href(proposition: str) -> str:
    return f"/disputes/{quote(proposition.removeprefix('p:'), safe='')}"


def outward(url: str | None) -> str | None:
    """The address if it is one of the web; `javascript:` and other schemes are no link."""
    if not url or re.search(r"[\s\x00-\x1f]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def days(line: Mapping[str, Any]) -> str:
    return " to ".join(dict.fromkeys(d for d in (line["first_day"], line["last_day"]) if d)) or "undated"


def day(seconds: int) -> str:
    """The day of a time of the clock, in UTC."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()


def moment(at: str) -> str:
    """The time of a judgement to the minute, as in `2026-11-24 16:01 UTC`; one that a command was given otherwise as it is."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):[\d.]+\+00:00", at)
    return f"{found[1]} {found[2]} UTC" if found else at
