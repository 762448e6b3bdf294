"""How many independent sources stand behind reports: families of copies, and reports that only pass on what another outlet reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..model import Report
from .families import Families
from .wording import paragraphs

_KIND = r"(?:Shimbun|Times|Post|Journal|Herald|Tribune|Gazette|Guardian|Standard|Observer|Telegraph|Chronicle|Courier|Mail|Mirror|Sun|Star|Globe|News|Daily|Today|Weekly|Review|Press|Wire|Dispatch|Agency|Television|TV|Radio|Online|Zeitung|Monde|Spiegel|País|Economist)"
_AGENCY = r"(?:AFP|Reuters|AP|dpa|TASS|Interfax|RIA Novosti|Xinhua|KCNA|Yonhap|Kyodo|UPI|EFE|ANSA|Anadolu|IRNA|Fars|Tasnim|SANA|PTI|ANI|Bernama|CNN|BBC|NHK|Al Jazeera|Al Arabiya|Bloomberg|Axios|Politico|Nikkei)"
_NAME = rf"(?P<name>(?:[A-Z][\w'’.-]*\s+){{0,4}}(?:{_KIND}|{_AGENCY})(?:\s+(?:{_KIND}|{_AGENCY}))*)"
_ROLE = r"(?:(?:state|official|local|daily|business|semi-official|news|newspaper|agency|broadcaster|magazine|website|channel|network|outlet)\s+)*"
_CITES = re.compile(
    rf"(?:[Tt]he\s+)?{_ROLE}{_NAME}(?:\s+(?:newspaper|news agency|agency|daily|magazine|website|television))?\s+"
    r"(?:on\s+\w+day\s+)?(?:(?:has|had)\s+)?(?:first\s+)?(?:report(?:s|ed)|said|says|wrote|writes|revealed|disclosed|published|quoted|cited)\b"
    rf"|(?:according to|citing|quoting|quoted by|reported by|as reported in|cited by)\s+(?:a\s+report\s+(?:in|by|from|on)\s+)?(?:the\s+)?{_ROLE}{_NAME.replace('?P<name>', '?P<after>')}"
)


def cited_outlet(report: Report) -> str | None:
    """The outlet whose report this one passes on: its lead (two paragraphs) names one, and it nowhere says that anything was told to itself."""
    own = own_names(report)
    text = paragraphs(report)
    for paragraph in text[:2]:
        for m in _CITES.finditer(paragraph):
            name = re.sub(r"^The ", "", m["name"] or m["after"])
            if plain(name) not in own and not _reports_itself(text, own):
                return name
    return None


def _reports_itself(text: list[str], own: frozenset[str]) -> bool:
    """"told the Courier", "seen by the Courier", "the Courier could not verify"."""
    names = "|".join(re.escape(n) for n in own if n) or "(?!)"
    sign = rf"(?:told|seen by|obtained by|shared with|interview with|reviewed by)\s+(?:the\s+)?(?:{names})\b|\b(?:{names})\s+(?:could not|was unable|has seen|visited)"
    return any(re.search(sign, p, re.I) for p in text)


def own_names(report: Report) -> frozenset[str]:
    """The names a report goes by: outlet, agency, and the outlet in its byline."""
    byline = (report.byline or "").rsplit(",", 1)[-1]
    return frozenset(plain(n) for n in (report.outlet, report.agency, byline) if n and n.strip())


def plain(name: str) -> str:
    return re.sub(r"^the\s+|\s+(?:newspaper|staff)$", "", name.strip().lower())


def sources(reports: Iterable[Report], families: Families | None = None) -> Mapping[str, str]:
    """{report id: its independent source}: the origin of its family, or of the family it only cites, or `outlet:NAME` where that is not here.

    With `families`, these already hold the reports.
    """
    known = families or Families()
    by_id = {known.add(r): r for r in reports}
    family = {m: f.origin for f in known.families() for m in f.members}
    at_home = {n: family[i] for i in sorted(by_id, reverse=True) for n in own_names(by_id[i]) if family[i] == i}
    leads_to: dict[str, str] = {}
    for origin in sorted(set(family.values())):
        outlet = cited_outlet(by_id[origin]) if origin in by_id else None
        if outlet:
            leads_to[origin] = at_home.get(plain(outlet), f"outlet:{plain(outlet)}")
    return {i: _follow(family[i], leads_to) for i in by_id}


def _follow(start: str, leads_to: Mapping[str, str]) -> str:
    """Where a chain of citations ends; of a circle, the first by name."""
    seen = [start]
    while seen[-1] in leads_to:
        after = leads_to[seen[-1]]
        if after in seen:
            return min(seen[seen.index(after) :])
        seen.append(after)
    return seen[-1]


def independent(reports: Iterable[Report]) -> int:
    """How many independent sources the reports have."""
    return len(set(sources(reports).values()))
