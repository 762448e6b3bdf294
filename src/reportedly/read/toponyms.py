"""Names of places in a parse: which words name one, what kind of place the words beside them say it is, which country they say it lies in."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lexicon import PlaceRow, fold, short
from ..model.event import PlaceKind
from ..parse import Token
from .context import Context
from .mentions import People
from .names import Hit

KIND_NOUNS: dict[str, PlaceKind] = {
    "city": "city", "town": "city", "capital": "city", "township": "city", "municipality": "city", "village": "village", "hamlet": "village", "settlement": "village",
    "province": "region", "oblast": "region", "region": "region", "governorate": "region", "state": "region", "county": "region", "prefecture": "region",
    "department": "region", "district": "region", "krai": "region", "republic": "region", "enclave": "region", "peninsula": "region", "valley": "region", "territory": "region",
    "island": "island", "islands": "island", "river": "river", "sea": "sea", "strait": "strait", "gulf": "gulf", "airport": "airport", "airfield": "airport",
    "camp": "refugee_camp", "base": "military_base", "dam": "dam", "bridge": "bridge", "crossing": "crossing", "port": "port",
}  # fmt: skip
"""Nouns that say what kind of place the name beside them is of."""
AROUND = frozenset(
    """outskirts outskirt suburb suburbs centre center north south east west northeast northwest southeast southwest area areas vicinity part parts edge direction
    neighbourhood neighborhood quarter streets street coast shore border mile miles kilometre kilometer kilometres kilometers km side countryside front sector axis""".split()
)
"""Nouns that stand for a place close to the one named (`the outskirts of`, `ten kilometres north of`)."""
DIRECTIONS = frozenset("northern southern eastern western central northeastern northwestern southeastern southwestern north-eastern north-western south-eastern".split())
_POINTS = frozenset({"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Greater", "Upper", "Lower", "Downtown"})
_JOINERS = frozenset({"-", "–", "of", "the", "al", "el", "es", "di", "dos", "das", "et", "en", "de", "del", "la", "las", "los", "le", "du", "and", "ez", "ad", "as", "ash", "ar", "an", "sur", "am", "upon", "e", "y", "da", "do", "'s", "’s"})
_BORDERS = frozenset({"border", "borders", "frontier", "frontiers", "boundary", "boundaries"})
_LOWER = _BORDERS | {"al", "el"}
"""Words in lower case with which a name can begin."""
_MAKERS = frozenset(["based", "born", "backed", "led", "listed", "trained", "educated", "headquartered", "appointed", "installed", "style", "to", "linked", "aligned", "bound", "made", "friendly"])
_ORDINARY = frozenset(
    """same most reading mobile nice bath orange split tours police male hit bar normal enterprise independence liberty general santa central union victory progress federal best many much
    march may august president minister kind price date beach hope man university college defiance home moon lead long war marine lake fort mission imperial marathon opportunity freedom commerce
    i a of and the he she it we they you us no yes on in at to for with from by as is are was but not or an if so do go this that these those his her its their our army navy force forces
    parliament congress senate government state states nation nations world league party justice house court bank group news post times mail sun star monday tuesday wednesday thursday friday
    saturday sunday english french german muslim islam christian christmas easter ramadan god allah bible quran euro dollar internet republican democrat green red black white blue young king
    prince queen bishop pope major mayor young brown bell smith george martin san saint st ma ha ba li lu""".split()
)
"""Capitalised words that some town bears as its name, and English texts mean otherwise."""


@dataclass(slots=True)
class Toponym:
    """Tokens `[first, last]` that may name a place. `head` is the token by which the name, with the noun of its kind, hangs in the tree."""

    first: int
    last: int
    head: int
    rows: list[PlaceRow]
    seat: str | None = None
    """The country whose capital it is, or the territory's, where texts also use the name for a government."""
    capital: bool = False
    surname: bool = False
    """A person of the report or an office holder bears the same name."""
    hint: PlaceKind | None = None
    name: str = ""
    near: bool = False
    """The text means a place beside the one named (`the outskirts of`)."""
    countries: frozenset[str] = frozenset()
    """Countries that the phrase itself names (`the Syrian city of`, `, Lebanon`)."""
    containers: frozenset[str] = frozenset()
    """Keys of regions that the phrase itself names (`Alexandria, Virginia`)."""
    why: list[str] = field(default_factory=list)


def find(ctx: Context, people: People) -> list[Toponym]:
    """All names of places and countries, left to right, none overlapping; actors, persons and parts of longer names left out."""
    tokens = ctx.parse.tokens
    known: dict[str, list[PlaceRow]] = {}
    persons = frozenset(d.actor.name.split()[-1] for d in people.by_head.values() if d.actor is not None and d.actor.kind == "person" and " " in d.actor.name)
    out: list[Toponym] = []
    i = 0
    while i < len(tokens):
        if tokens[i].text[0].islower() and tokens[i].lower not in _LOWER:
            i += 1
            continue
        found = _border(ctx, people, i) or _named(ctx, people, i, known, persons) or _country(ctx, people, i) or _unlisted(ctx, people, i)
        if found is None:
            i += 1
            continue
        out.append(found)
        i = found.last + 1
    for n, t in enumerate(out):
        _neighbours(ctx, people, t, out[n + 1] if n + 1 < len(out) else None)
    return out


# -- names -------------------------------------------------------------------------------------------------------------


def _named(ctx: Context, people: People, i: int, known: dict[str, list[PlaceRow]], persons: frozenset[str]) -> Toponym | None:
    """The longest name of the gazetteer that begins at token `i` and is no part of another name."""
    tokens = ctx.parse.tokens
    if not (tokens[i].text[0].isupper() or (tokens[i].lower in ("al", "el") and i + 2 < len(tokens) and tokens[i + 1].text == "-")):
        return None
    for last in range(_reach(ctx, i), i - 1, -1):
        if not tokens[last].text[0].isalnum():
            continue
        if not _free(ctx, people, i, last):
            continue
        key = fold(ctx.words(i, last))
        if not key or (i == last and key in _ORDINARY):
            continue
        if (rows := known.get(key)) is None:
            rows = known[key] = ctx.lexicon.places.find(key)
        if rows:
            hit = people.hit_at.get(i)
            whole = hit is not None and hit.last == last
            t = Toponym(i, last, _head(ctx, i, last), rows, name=ctx.words(i, last))
            t.seat = hit.actor.country if hit is not None and whole and hit.kind in ("capital", "place") else None
            t.capital = hit is not None and whole and hit.kind == "capital"
            t.surname = i == last and (tokens[i].text in persons or tokens[i].text in ctx.lexicon.surnames)
            return _hung(ctx, t)
    return None


def _reach(ctx: Context, i: int) -> int:
    """The last token to which a name that begins at `i` could go on: capitals and small words between them; further where the analyst's tables know more."""
    tokens = ctx.parse.tokens
    past = ctx.parse.sentence(i).past
    last = k = i
    while k + 1 < min(past, i + 6) and (tokens[k + 1].text[0].isupper() or tokens[k + 1].lower in _JOINERS):
        k += 1
        if tokens[k].text[0].isupper():
            last = k
    words = fold(tokens[i].text).split()
    more = ctx.lexicon.places.longest.get(words[0], 0) if words else 0
    return min(max(last, i + 2 * more - 2 if more > 1 else i), past - 1, i + 7)


def _free(ctx: Context, people: People, first: int, last: int) -> bool:
    """Is it a name by itself: no actor's, no part of a longer name, not `London-based`?"""
    tokens = ctx.parse.tokens
    for k in (first, last):
        hit = people.hit_at.get(k)
        if hit is not None and (hit.first < first or hit.last > last or ((hit.first, hit.last) == (first, last) and hit.kind not in ("capital", "place"))):
            return False
    if first == last and tokens[first].pos not in ("PROPN", "NOUN", "X", "ADJ"):
        return False
    if tokens[first].pos == "NOUN" and first == ctx.parse.sentence(first).first and first == last:
        return False
    return _left_free(ctx, people, first) and _right_free(ctx, people, last)


def _left_free(ctx: Context, people: People, first: int) -> bool:
    """No name, title or given name stands before it (`Jack London`, `General Aden`)."""
    tokens = ctx.parse.tokens
    if first == ctx.parse.sentence(first).first:
        return True
    before = tokens[first - 1]
    if not before.text[0].isupper() or before.end == tokens[first].start or before.pos not in ("PROPN", "NOUN"):
        return before.text not in ("-", "–") or first < 2 or not tokens[first - 2].text[0].isupper() or first - 2 in people.hit_at
    hit = people.hit_at.get(first - 1)
    if before.text in _POINTS or before.tag == "IN" or before.lower in KIND_NOUNS or (hit is not None and hit.kind in ("people", "state", "capital")):
        return True
    return before.lower in ("on", "in", "near", "at", "mount", "lake", "camp", "port", "fort") or before.dep not in ("compound", "nmod", "poss", "amod", "det", "flat")


def _right_free(ctx: Context, people: People, last: int) -> bool:
    """No longer name goes on after it (`Manchester United`), and no participle makes it somebody's seat (`London-based`)."""
    tokens = ctx.parse.tokens
    sentence = ctx.parse.sentence(last)
    if last + 1 >= sentence.past:
        return True
    after = tokens[last + 1]
    if after.text in ("-", "–") and after.start == tokens[last].end and last + 2 < sentence.past:
        nxt = tokens[last + 2]
        return nxt.start > after.end or not (nxt.lower in _MAKERS or nxt.text[0].isupper())
    if not after.text[0].isupper() or after.pos != "PROPN" or after.lower in KIND_NOUNS or after.start == tokens[last].end:
        return True
    return people.hit_at.get(last + 1) is not None or after.lower in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "and")


def _head(ctx: Context, first: int, last: int) -> int:
    """The token of a span that is governed from outside it."""
    tokens = ctx.parse.tokens
    return next((k for k in range(last, first - 1, -1) if not first <= tokens[k].head <= last or tokens[k].head == k), last)


def _hung(ctx: Context, t: Toponym) -> Toponym:
    """Climb from the name to the noun of its kind: `the city of X`, `X province`, `the outskirts of X`."""
    tokens = ctx.parse.tokens
    for _ in range(4):
        here = tokens[t.head]
        up = tokens[here.head]
        if here.dep == "pobj" and up.lower == "of":
            noun = tokens[up.head]
        elif here.dep in ("compound", "nmod", "amod", "appos", "poss") and up.i != here.i:
            noun = up
        else:
            break
        if noun.i == up.i and noun.lower not in KIND_NOUNS and noun.lemma.lower() not in KIND_NOUNS:
            break
        kind = KIND_NOUNS.get(noun.lower) or KIND_NOUNS.get(noun.lemma.lower())
        if kind is None and noun.lower not in AROUND:
            break
        if kind is None:
            t.near = True
        elif not t.near:
            t.hint = t.hint or kind
        t.head = noun.i
    return t


# -- countries, borders, names that no table has --------------------------------------------------------------------------


def is_country(ctx: Context, hit: Hit | None) -> bool:
    """Does the hit name a state itself, not its government (`the Kremlin`)?"""
    return hit is not None and hit.kind == "state" and ctx.lexicon.places.countries.get(fold(ctx.words(hit.first, hit.last))) == hit.actor.country


def _country(ctx: Context, people: People, i: int) -> Toponym | None:
    """A state's name; `eastern Ukraine` is a region without a place on the map."""
    hit = people.hit_at.get(i)
    if hit is None or hit.first != i or not is_country(ctx, hit) or not _right_free(ctx, people, hit.last):
        return None
    code = hit.actor.country or ""
    before = ctx.parse.tokens[i - 1] if i else None
    if before is not None and before.lower in DIRECTIONS:
        name = f"{before.lower} {hit.actor.name}"
        row = PlaceRow(name, "region", (code,), id="part")
    else:
        name = hit.actor.name
        row = PlaceRow(name, "country", (code,), ctx.lexicon.places.states.get(code))
    return _hung(ctx, Toponym(i, hit.last, _head(ctx, i, hit.last), [row], name=name))


def _border(ctx: Context, people: People, i: int) -> Toponym | None:
    """`the Iraq-Syria border`, `the border between Iraq and Syria`, `Syria's border with Iraq`, `the Syrian border`; begins at the first state's name or at the noun."""
    if i not in people.hit_at and ctx.parse.tokens[i].lower not in _BORDERS:
        return None
    tokens = ctx.parse.tokens
    past = ctx.parse.sentence(i).past
    hits: list[Hit] = []
    k = i
    while k < past and (hit := people.hit_at.get(k)) is not None and hit.kind in ("state", "people") and hit.actor.kind == "state":
        hits.append(hit)
        k = hit.last + 1
        if k < past and tokens[k].lower in ("-", "–", "and", "/", "'s", "’s"):
            k += 1
    if k >= past or tokens[k].lower not in _BORDERS:
        return None
    noun = last = k
    owned = len(hits)
    if noun + 1 < past and tokens[noun + 1].lower in ("between", "with", "of"):
        k = noun + 2
        while k < past and (tokens[k].lower in ("and", "the", "neighbouring", "neighboring") or is_country(ctx, people.hit_at.get(k))):
            hit = people.hit_at.get(k)
            if hit is not None:
                hits.append(hit)
                last = k = hit.last
            k += 1
    states = list(dict.fromkeys(h.actor.name for h in hits))
    codes = tuple(dict.fromkeys(h.actor.country or "" for h in hits))
    if not states:
        return None
    two = len(states) == 2 and (owned or tokens[min(noun + 1, past - 1)].lower == "between")
    name = "-".join(states) + " border" if two else "border of " + " and ".join(states)
    return Toponym(i, last, noun, [PlaceRow(name, "border", codes)], name=name)


def _unlisted(ctx: Context, people: People, i: int) -> Toponym | None:
    """A name that no table has, where the text itself says that it is a village's, a district's."""
    tokens = ctx.parse.tokens
    t = tokens[i]
    if t.pos != "PROPN" or not t.text[0].isupper() or i in people.hit_at or t.lower in _ORDINARY:
        return None
    last = i
    while last + 1 < ctx.parse.sentence(i).past and tokens[last + 1].pos == "PROPN" and tokens[last + 1].text[0].isupper() and tokens[last + 1].lower not in KIND_NOUNS:
        last += 1
    if tokens[last].dep == "poss" or (i and tokens[i - 1].text == "."):
        return None
    found = _hung(ctx, Toponym(i, last, _head(ctx, i, last), [], name=ctx.words(i, last)))
    said = found.hint in ("village", "city", "region") and not found.near and tokens[found.head].lower not in ("state", "department", "republic", "capital")
    return found if said and _left_free(ctx, people, i) and tokens[found.head].text[0].islower() else None


# -- what the phrase says of where it lies --------------------------------------------------------------------------------


def _neighbours(ctx: Context, people: People, t: Toponym, following: Toponym | None) -> None:
    """Countries and regions named in the phrase around a name: `the Syrian city of X`, `X, Lebanon`, `X in eastern Ukraine`."""
    tokens = ctx.parse.tokens
    sentence = ctx.parse.sentence(t.first)
    codes = set()
    k = t.first - 1
    while k >= max(sentence.first, t.first - 7) and _same_phrase(tokens[k]):
        hit = people.hit_at.get(k)
        if hit is not None and hit.kind in ("people", "state") and hit.actor.country:
            codes.add(hit.actor.country)
        k -= 1
    if following is not None and _goes_on(ctx, t, following):
        names = frozenset(following.rows[0].countries) if following.rows and following.rows[0].kind in ("country", "region") else frozenset()
        if (following.rows and following.rows[0].kind == "country") or (following.rows and following.rows[0].id == "part"):
            codes |= names
        else:
            t.containers = frozenset({fold(following.name), short(following.name)})
    elif (hit := people.hit_at.get(_past_comma(ctx, t))) is not None and is_country(ctx, hit):
        codes.add(hit.actor.country or "")
    t.countries = frozenset(codes)


def _same_phrase(t: Token) -> bool:
    return t.pos in ("ADJ", "NOUN", "DET", "PROPN", "NUM", "PART") or t.lower == "of"


def _past_comma(ctx: Context, t: Toponym) -> int:
    return t.last + 2 if t.last + 2 < ctx.parse.sentence(t.first).past and ctx.parse.tokens[t.last + 1].text == "," else -1


def _goes_on(ctx: Context, t: Toponym, following: Toponym) -> bool:
    """Is the next name said to hold this one: after a comma, or after `in`, `in eastern`, `of`?"""
    between = [x.lower for x in ctx.parse.tokens[max(t.last, t.head) + 1 : following.first]]
    if len(between) > 5 or ctx.parse.tokens[t.first].sent != ctx.parse.tokens[following.first].sent:
        return False
    between = [w for w in between if w not in DIRECTIONS and w not in ("the", "a", "country", "country's", "province", "region", "state", "city", "of")]
    return between in ([","], ["in"], [",", "in"], ["("])
