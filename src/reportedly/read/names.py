"""The gazetteer over a parse: states, peoples, capitals, organisations, office holders, by token, longest match first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from ..lexicon import ActorRow, Lexicon, Term
from ..model import Actor
from ..parse import Parse
from .context import Context
from .own_actors import Match

_STATE_KINDS = frozenset({"state", "people", "capital"})


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `[first, last]` that name a known actor; `kind` is the row's (`people` and `capital` stand for a state)."""

    first: int
    last: int
    actor: Actor
    kind: str
    row: str
    score: float = 1.0
    why: tuple[str, ...] = ()


_POINTS = frozenset({"North", "South", "East", "West", "Northern", "Southern"})


def slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"


def scan(ctx: Context) -> list[Hit]:
    """All names of the gazetteer and of the user's actor files, left to right, none overlapping."""
    hits = _built_in(ctx)
    return _with_own(hits, ctx.own.matches(ctx.parse.tokens)) if ctx.own is not None else hits


def _with_own(hits: list[Hit], matches: list[Match]) -> list[Hit]:
    """Own actors where the gazetteer knows nobody or only part of the name. Of one name a state stays a state; another actor stays too, marked with the
    lists it stands on, unless the user wrote the entry himself."""
    out = {h.first: h for h in hits}
    for m in matches:
        over = [h for h in hits if h.first <= m.last and m.first <= h.last]
        inside = all(m.first <= h.first and h.last <= m.last for h in over)
        same = next((h for h in over if (h.first, h.last) == (m.first, m.last)), None)
        if same is not None and not (m.ours and same.kind not in _STATE_KINDS):
            if same.kind not in _STATE_KINDS and m.actor.listed:
                marked = replace(same.actor, listed=m.actor.listed, wikidata=same.actor.wikidata or m.actor.wikidata)
                out[same.first] = replace(same, actor=marked, why=(m.actor.id, *m.why))
        elif inside:
            for h in over:
                del out[h.first]
            out[m.first] = Hit(m.first, m.last, m.actor, m.actor.kind, m.actor.id, m.score, m.why)
    return [out[k] for k in sorted(out)]


def _built_in(ctx: Context) -> list[Hit]:
    tokens = ctx.parse.tokens
    names = ctx.lexicon.names
    out: list[Hit] = []
    i, size = 0, len(tokens)
    while i < size:
        text = tokens[i].text
        entries = names.get(text) if (text[0].isupper() or text[0].isdigit() or "-" in text) else None
        best = _longest(ctx.parse, i, entries) if entries else None
        if best is None and i + 3 < size and tokens[i + 1].lower in ("and", "or") and text in _POINTS and tokens[i + 2].text in _POINTS:
            shared = names.get(text, [])
            whole = next((row for words, row in shared if words == (text, tokens[i + 3].text)), None)  # "North and South Korea"
            best = (1, [whole]) if whole is not None else None
        if best is None:
            i += 1
            continue
        length, rows = best
        row = _choose(rows, ctx.report.published)
        out.append(
            Hit(i, i + length - 1, actor_of(ctx.lexicon, row, ctx.report.published), row.kind if isinstance(row, ActorRow) else "person", row.id)
        )
        i += length
    return out


def _longest(parse: Parse, i: int, entries: list[tuple[tuple[str, ...], ActorRow | Term]]) -> tuple[int, list[ActorRow | Term]] | None:
    tokens, size = parse.tokens, len(parse.tokens)
    found: list[ActorRow | Term] = []
    length = 0
    for words, row in entries:
        n = len(words)
        if found and n < length:
            break
        if n == 1 or (i + n <= size and tokens[i + 1].text == words[1] and all(tokens[i + k].text == words[k] for k in range(2, n))):
            length = n
            found.append(row)
    return (length, found) if found else None


def _choose(rows: list[ActorRow | Term], published: str | None) -> ActorRow | Term:
    """States before organisations before people; of a person's terms the one that holds at the report's date, else the last one before it."""

    def rank(row: ActorRow | Term) -> tuple[int, str]:
        if isinstance(row, ActorRow):
            return (0 if row.kind in _STATE_KINDS else 1, row.id)
        if published is None:
            return (2, "~" + row.start)
        if holds(row, published):
            return (2, row.id)
        return (3 if row.start[:4] <= published[:4] else 4, row.id)

    return min(rows, key=rank)


def holds(term: Term, date: str) -> bool:
    """Is a term of office running at an ISO date? Compared as far as the table knows the dates."""
    return (not term.start or term.start <= date[: len(term.start)]) and (not term.end or date[: len(term.end)] <= term.end)


def actor_of(lexicon: Lexicon, row: ActorRow | Term, published: str | None) -> Actor:
    """The `Actor` a row stands for."""
    if isinstance(row, Term):
        role = row.office if published is not None and holds(row, published) else None
        return Actor("person:" + slug(row.person), row.person, "person", row.country, row.sectors, row.wikidata, role)
    if row.kind in _STATE_KINDS and row.country:
        return state(lexicon, row.country)
    kind = {"people": "group", "place": "place", "armed_group": "armed_group"}.get(row.kind, "organisation")
    return Actor(row.id, row.name, kind, row.country, row.sectors, row.wikidata)  # type: ignore[arg-type]


_STATES: dict[tuple[str, str], Actor] = {}


def state(lexicon: Lexicon, country: str) -> Actor:
    """The state with an ISO3 code (or a bare actor for codes such as IGO)."""
    key = (lexicon.digest, country)
    if key not in _STATES:
        row = next((r for r in lexicon.rows["states"] if r.id == f"state:{country}"), None)
        name, wikidata = (row.name, row.wikidata) if row else (country, None)
        _STATES[key] = Actor(f"state:{country}", name, "state", country, ("GOV",), wikidata)
    return _STATES[key]
