"""The gazetteer over a parse: states, peoples, capitals, organisations, office holders, by token, longest match first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ..lexicon import ActorRow, Lexicon, Term
from ..lexicon.load import bare
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
    hits = _union(ctx, _built_in(ctx))
    return _with_own(hits, ctx.own.matches(ctx.parse.tokens)) if ctx.own is not None else hits


_UNION, _SEAT, _HOST = "igo:eu", "capital:BEL", "BEL"


def _union(ctx: Context, hits: list[Hit]) -> list[Hit]:
    """`Brussels` acts for the European Union in a report that names the Union and not Belgium; in `in Brussels` it is a place."""
    union = next((h.actor for h in hits if h.actor.id == _UNION), None)
    if union is None or any(h.actor.country == _HOST and h.row != _SEAT for h in hits):
        return hits
    return [replace(h, actor=union) if h.row == _SEAT and not _where(ctx, h.first) else h for h in hits]


def _where(ctx: Context, k: int) -> bool:
    return k > 0 and ctx.parse.tokens[k - 1].lower in ("in", "at", "near", "outside", "around", "from", "to")


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
        if length == 1 and i and tokens[i - 1].text in ctx.lexicon.given and tokens[i - 1].pos == "PROPN" and _of_a_place(rows):
            i += 1  # "Mark Cuban", "Anna Moldovan": a family name
            continue
        if _numbered(ctx.parse, i + length - 1):
            i += length
            continue
        row = _choose(rows, ctx.report.published)
        out.append(
            Hit(i, i + length - 1, actor_of(ctx.lexicon, row, ctx.report.published), row.kind if isinstance(row, ActorRow) else "person", row.id)
        )
        i += length
    return out


_NUMERAL = re.compile(r"[IVX]+|\d+[A-Za-z]?")


def _numbered(parse: Parse, last: int) -> bool:
    """`a Fatah-II rocket`, `Sarmat-2`: what a number is tied to is a make of something."""
    three = parse.tokens[last : last + 3]
    return len(three) == 3 and three[1].text == "-" and three[0].end == three[1].start and three[1].end == three[2].start and _NUMERAL.fullmatch(three[2].text) is not None


def _of_a_place(rows: list[ActorRow | Term]) -> bool:
    return all(isinstance(r, ActorRow) and r.kind in ("people", "capital", "place") for r in rows)


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
    """States before organisations before people; of a person's terms the highest at the report's date, else the last before it."""

    def rank(row: ActorRow | Term) -> tuple[int, bool, int, str]:
        if isinstance(row, ActorRow):
            return (0 if row.kind in _STATE_KINDS else 1, False, 0, row.id)
        lesser, year = row.office not in HEADS, int(row.start[:4] or 0)
        if published is None or holds(row, published):
            return (2, lesser, -year, row.id)
        past = row.start[:4] <= published[:4]
        return (3 if past else 4, False if past else lesser, -year if past else year, row.id)

    return min(rows, key=rank)


def holds(term: Term, date: str) -> bool:
    """Is a term of office running at an ISO date? Compared as far as the table knows the dates."""
    return (not term.start or term.start <= date[: len(term.start)]) and (not term.end or date[: len(term.end)] <= term.end)


def actor_of(lexicon: Lexicon, row: ActorRow | Term, published: str | None) -> Actor:
    """The `Actor` a row stands for."""
    if isinstance(row, Term):
        role = row.office if published is not None and holds(row, published) else None
        return Actor("person:" + slug(row.person), row.person, "person", row.country, row.sectors, row.wikidata, role)
    if row.kind == "people" and "PRE" in row.sectors and (place := _home(lexicon, row)) is not None:
        return actor_of(lexicon, place, published)
    if row.kind in _STATE_KINDS and row.country:
        return state(lexicon, row.country)
    kind = {"people": "group", "place": "place", "armed_group": "armed_group"}.get(row.kind, "organisation")
    return Actor(row.id, row.name, kind, row.country, row.sectors, row.wikidata)  # type: ignore[arg-type]


def _home(lexicon: Lexicon, people: ActorRow) -> ActorRow | None:
    """`Abkhazian`: the territory that a people of its own country without recognition acts for."""
    stem = people.name[:5]
    found = (r for r in lexicon.rows["metonyms"] if isinstance(r, ActorRow) and r.kind == "place" and r.country == people.country and "PRE" in r.sectors)
    return next((r for r in found if r.name.split()[-1][:5] == stem), None)


_STATES: dict[tuple[str, str], Actor] = {}


def state(lexicon: Lexicon, country: str) -> Actor:
    """The state with an ISO3 code (or a bare actor for codes such as IGO)."""
    key = (lexicon.digest, country)
    if key not in _STATES:
        row = next((r for r in lexicon.rows["states"] if r.id == f"state:{country}"), None)
        name, wikidata = (row.name, row.wikidata) if row else (country, None)
        _STATES[key] = Actor(f"state:{country}", name, "state", country, ("GOV",), wikidata)
    return _STATES[key]


# -- spellings ---------------------------------------------------------------------------------------------------------

_PATRONYMIC = re.compile(r"\w+(ovich|evich|ovna|evna|ivna|ovych|yovych)$")
_SPELLINGS = (
    (re.compile(r"ck|q|kh|k?c(?!h)"), "k"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dh|dj"), "d"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"iy|yy|ij|ie|ee|ey|y"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)
_VOWELS = re.compile(r"(?<=[a-z])[aeiou]+")
_ARTICLES = frozenset({"al", "el", "bin", "ibn", "ben", "van", "von", "de", "da", "di"})


def fold(word: str) -> str:
    """A name word with its usual variants of transliteration made one: `Gadhafi`, `Kadhafi` and `Gaddafi` come out alike."""
    out = slug(bare(word)).replace("-", "")
    for pattern, plain in _SPELLINGS:
        out = pattern.sub(plain, out)
    return "g" + out[1:] if out.startswith("k") else out


def folded(name: str) -> tuple[str, ...]:
    """A person's name whatever its order and spelling: without patronymic, initials and articles; empty if one word is left."""
    words = [w for w in name.replace("-", " ").split() if len(w.rstrip(".")) > 1 and w.lower() not in _ARTICLES]
    if len(words) > 2:
        words = [w for k, w in enumerate(words) if k == 0 or not _PATRONYMIC.match(w)]
    return tuple(sorted(fold(w) for w in words)) if len(words) > 1 else ()


def person_of(lexicon: Lexicon, name: str, date: str | None) -> Term | None:
    """The office holder whom a name means that no alias has: another spelling, another order, a patronymic. None where two people fit."""
    words = folded(name)
    if sum(map(len, words)) < 8:
        return None
    terms = [term for known, term in _spelled(lexicon).get(_skeleton(words), ()) if _alike(words, known)]
    if len({t.person for t in terms}) != 1:
        return None
    chosen = _choose(list(terms), date)
    return chosen if isinstance(chosen, Term) else None


def _skeleton(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(_VOWELS.sub("", w) for w in words))


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """`Mohammed` and `Mohammad` are one name, `Hassan` and `Hussein` two."""
    return all(SequenceMatcher(None, x, y, autojunk=False).ratio() >= 0.75 for x, y in zip(a, b, strict=True))


def _spelled(lexicon: Lexicon) -> dict[tuple[str, ...], list[tuple[tuple[str, ...], Term]]]:
    """Built when a report first has an unknown name: most never need it."""
    if not lexicon.spelled:
        for term in lexicon.rows["terms"]:
            for words in {folded(a) for a in term.aliases} - {()}:
                lexicon.spelled.setdefault(_skeleton(words), []).append((words, term))
    return lexicon.spelled


# -- offices -----------------------------------------------------------------------------------------------------------


def holder(lexicon: Lexicon, country: str, office: str, date: str) -> Actor | None:
    """Who held an office at an ISO date, where the table knows exactly one."""
    terms = [t for t in lexicon.offices.get((country, office), ()) if t.start and holds(t, date)]
    return actor_of(lexicon, terms[0], date) if len({t.person for t in terms}) == 1 else None


def surname_holder(lexicon: Lexicon, surname: str, date: str | None, countries: set[str]) -> Actor | None:
    """The one office holder of that family name at a date: of a state that the report names, else a head of state or government.

    Without a date: the one person of that name who ever led a state, unless it is a given name too.
    """
    terms = [t for t in lexicon.surnames.get(surname, ()) if (holds(t, date) if date is not None else surname not in lexicon.given)]
    for fit in ([t for t in terms if date is not None and t.country in countries], [t for t in terms if t.office in HEADS]):
        if len({t.person for t in fit}) == 1:
            return actor_of(lexicon, fit[0], date)
    return None


def leader_country(lexicon: Lexicon, surname: str, date: str | None) -> str | None:
    """Whose head of state or government is of that name: at the date, else ever, where only one state fits."""
    led = [t for t in lexicon.surnames.get(surname, ()) if t.office in HEADS]
    for fit in ([t for t in led if date is not None and holds(t, date)], led):
        countries = {t.country for t in fit}
        if len(countries) == 1:
            return countries.pop()
    return None


HEADS = frozenset({"president", "prime minister", "chancellor", "king", "queen", "emir", "supreme leader", "premier", "pope"})
