"""Where events happened: a place that the tree ties to the event by a locative phrase, as a territory acted on, or as a modifier of its noun.

A country is no place because its government acts; names of capitals are places only where the construction says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..lexicon import PlaceRow, fold, short
from ..model import Place
from ..parse import Parse, Token
from .coded import Coded
from .context import Context
from .georesolve import Located, resolve
from .mentions import People
from .syntax import is_passive, is_verb, logical_object
from .toponyms import Toponym, find

THRESHOLD = 0.45
_SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "DENY", "SUPPORT", "THREATEN", "CONCEDE", "AGREE", "SANCTION"})
"""Acts of speech and will: a place below their objects is where the deed spoken of happened."""
_IN = frozenset({"in", "inside", "within", "across", "throughout"})
_AT = frozenset({"at", "near", "outside", "around", "along", "off", "above", "by", "beside", "through", "over", "into", "onto", "past", "beyond"})
_SURFACES = frozenset({"border", "island", "sea", "river", "strait", "gulf", "bridge", "military_base", "landmark", "crossing", "dam", "region"})
_THROUGH = frozenset("in at on near of inside outside against around into during after amid over across between through within under onto along off behind as toward towards out close next".split())
_AGREED = frozenset(
    """agreement agreements accord accords deal treaty convention conventions protocol protocols declaration process pact memorandum communique statement principles plan platform group format
    club criteria consensus charter document formula""".split()
)
"""Nouns that make of a place's name a name of what was agreed there."""
_HELD = frozenset(
    """talk talks meeting meetings summit conference negotiation negotiations round attack attacks bombing bombings blast blasts explosion explosions massacre killing killings murder murders
    protest protests rally riot riots siege shooting shootings clash clashes raid ceremony visit march uprising crackdown airstrike strike strikes""".split()
)
_SITES = frozenset(
    """hospital school airport airfield market mosque church suburb district street building hotel station port prison neighbourhood neighborhood square theatre theater embassy consulate
    university factory plant depot refinery base camp court courthouse cafe restaurant metro subway park bridge synagogue clinic shelter compound headquarters mall stadium house home barracks outskirts""".split()
)
_HAPPEN = frozenset({"take", "occur", "happen", "hold", "begin", "start", "erupt", "break", "resume", "continue", "open", "unfold"})
_SITUATED = frozenset({"locate", "situate", "hold", "station", "deploy", "hide", "shelter", "live", "travel", "gather", "fight", "drive", "kill", "stage", "carry"})
_TERRITORIAL = frozenset({"invade", "enter", "bomb", "shell", "occupy", "bombard", "overrun", "storm", "pound", "visit", "tour", "leave", "quit", "invasion", "occupation", "bombing", "bombardment", "shelling"})
_OVER = frozenset({"battle", "fight", "fighting", "war", "struggle", "offensive"})
_FINE = {"country": 0.0, "region": 0.03}


@dataclass(frozen=True, slots=True)
class Scene:
    """What the report offers: its names of places with the places they mean, the events, and the tokens that begin somebody's speech."""

    names: dict[int, list[Toponym]]
    """By sentence, of sentences with events."""
    located: dict[int, Located]
    heads: dict[int, Coded]
    cues: frozenset[int]


def scene(ctx: Context, people: People, coded: list[Coded], cues: frozenset[int]) -> Scene:
    """The places of a report, found once for all its events."""
    heads = {h: c for c in coded for h in _heads(c)}
    names = find(ctx, people) if heads else []
    sentences = {ctx.parse.tokens[h].sent for h in heads}
    near: dict[int, list[Toponym]] = {}
    for t in names:
        if (sentence := ctx.parse.tokens[t.first].sent) in sentences:
            near.setdefault(sentence, []).append(t)
    return Scene(near, resolve(ctx, people, names, [t for found in near.values() for t in found]), heads, cues)


def _heads(c: Coded) -> list[int]:
    return [h for h in (c.head, c.match.noun, *c.twins) if h is not None]


def of_event(ctx: Context, people: People, s: Scene, c: Coded) -> Place | None:
    """The place of one event, or None where no name is tied to it firmly enough."""
    found: list[tuple[float, Toponym, str]] = []
    sentences = {ctx.parse.tokens[h].sent for h in _heads(c)}
    for t in (t for sentence in sorted(sentences) for t in s.names.get(sentence, ())):
        tied = max((r for h in _heads(c) if (r := _Tie(ctx, people, s, c, t).to(h)) is not None), default=None)
        if tied is None:
            continue
        sure = tied[0] * s.located[t.first].score
        if sure >= THRESHOLD:
            found.append((sure, t, tied[1]))
    if not found:
        return None
    sure, t, how = max(found, key=lambda f: (f[0] + _fine(s, f[1]), -f[1].first))
    inner = [f for f in found if _holds(ctx, s, t, f[1])]
    sure, t, how = max(inner, key=lambda f: f[0]) if inner else (sure, t, how)
    return _record(ctx, s, t, sure, how)


def _holds(ctx: Context, s: Scene, outer: Toponym, inner: Toponym) -> bool:
    """Is one name said to lie within the other, or beside it (`the town of X in Y province`, `the X district near Y`)?"""
    a, b = s.located[outer.first].row, s.located[inner.first].row
    if a is None or outer is inner:
        return False
    if inner.containers & {fold(outer.name), short(outer.name), short(a.name)}:
        return True
    if b is not None and b.kind != "country" and any(up.i == inner.head for up in ctx.parse.ancestors(outer.head)):
        return True
    return a.kind == "country" and b is not None and b.kind != "country" and set(a.countries) <= set(b.countries)


def _fine(s: Scene, t: Toponym) -> float:
    """A town says more than its province, a province more than its country."""
    row = s.located[t.first].row
    return 0.06 if row is None else _FINE.get(row.kind, 0.06)


def _record(ctx: Context, s: Scene, t: Toponym, score: float, how: str) -> Place:
    found = s.located[t.first]
    row, span = found.row, ctx.span(t.first, t.last)
    why = (how, *found.why)
    if row is None:
        code = next(iter(t.countries)) if len(t.countries) == 1 else None
        return Place(t.name, code, span, kind=t.hint or "city", score=round(score, 2), why=why)
    one = row.countries[0] if len(row.countries) == 1 else None
    region = ctx.lexicon.places.region(one, row.admin1) if one and row.admin1 else None
    kind = t.hint if t.hint == "village" and row.kind == "city" else row.kind
    place = Place(row.name, one, span, row.geonames, row.lat, row.lon, kind, region, row.countries if one is None else (), round(score, 2), why)  # type: ignore[arg-type]
    return replace(place, why=(*why, "place:near")) if t.near else place


# -- ties between a name and an event ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Tie:
    """How a name hangs together with an event: up from the name to a common ancestor, down to the event's head."""

    ctx: Context
    people: People
    scene: Scene
    c: Coded
    t: Toponym

    @property
    def parse(self) -> Parse:
        return self.ctx.parse

    @property
    def row(self) -> PlaceRow | None:
        return self.scene.located[self.t.first].row

    @property
    def country(self) -> bool:
        return self.row is not None and self.row.kind == "country"

    def to(self, head: int) -> tuple[float, str] | None:
        """(how firm, how) the name is tied to the event at token `head`."""
        above = [head, *(a.i for a in self.parse.ancestors(head))]
        path = [self.t.head]
        while path[-1] not in above:
            up = self.parse.tokens[path[-1]].head
            if up == path[-1] or len(path) > 10:
                return None
            path.append(up)
        if len(path) == 1:
            return self._where(above)
        meet = path.pop()
        climb = self._climb(above[: above.index(meet)], meet)
        if climb == 0.0:
            return None
        direct = self._direct(path, meet)
        if direct is None or (climb < 1.0 and direct[1] == "place:object" and not self._same_deed(above[: above.index(meet)], meet)):
            return None
        firm = direct[0] * climb * (0.97 if self.t.near else 1.0)
        return firm, direct[1]

    def _where(self, above: list[int]) -> tuple[float, str] | None:
        """`in Serbia, where 24 people were killed`: the event's clause hangs on the name."""
        inside = next((n for n, k in enumerate(above) if k == self.t.head or self.t.first <= k <= self.t.last), 0)
        below = above[max(inside - 1, 0)]
        t = self.parse.tokens[below]
        where = t.dep == "relcl" and any(k.lower == "where" for k in self.parse.children(below, "advmod"))
        climb = self._climb(above[: above.index(below)], below) if where else 0.0
        return (0.9 * climb, "place:where") if climb else None

    # the event's side

    def _climb(self, steps: list[int], meet: int) -> float:
        """May the event take a place that hangs on an ancestor? Not out of another's speech, nor out of a clause of its own."""
        firm = 1.0
        for k in steps:
            firm *= _UP.get(self.parse.tokens[k].dep, 0.0)
        if (steps and (meet in self.scene.cues or self._spoken_at(meet))) or len(steps) > 4:
            return 0.0
        if steps and any(k in self.scene.cues for k in steps[1:]):
            return 0.0
        if steps and self.c.type in _SPOKEN:
            return 0.0
        return firm

    def _spoken_at(self, k: int) -> bool:
        other = self.scene.heads.get(k)
        return other is not None and other is not self.c and other.type in _SPOKEN

    def _same_deed(self, steps: list[int], meet: int) -> bool:
        """`shelled Kharkiv, killing three`: a second verb shares the territory that the first acts on."""
        other = self.scene.heads.get(meet)
        return other is not None and other.type in _ACTED_ON and all(self.parse.tokens[k].dep in ("advcl", "conj", "xcomp") for k in steps)

    # the name's side

    def _direct(self, path: list[int], meet: int) -> tuple[float, str] | None:
        """How the name hangs on the token `meet`; `path` runs from the name's head up to the child of `meet`."""
        firm = self._clean(path, meet)
        if firm == 0.0:
            return None
        bottom = self._apart_from_conjuncts(path)
        t = self.parse.tokens[bottom]
        if t.dep in ("pobj", "pcomp"):
            prep = self.parse.tokens[t.head]
            found = self._preposition(prep, path, meet)
            return (found * firm, "place:" + prep.lower) if found else None
        if self.t.surname:
            return None
        if t.dep in ("compound", "nmod", "amod", "poss"):
            found = self._modifier(t, meet)
            return (found * firm, "place:" + ("possessor" if t.dep == "poss" else "modifier")) if found else None
        if path[-1] == bottom or t.dep in ("appos", "npadvmod"):
            found = self._object(self.parse.tokens[path[-1]], meet) if t.dep != "npadvmod" else 0.0
            return (found * firm, "place:object") if found else None
        return None

    def _apart_from_conjuncts(self, path: list[int]) -> int:
        """`in Kharkiv and Odesa`, `the capital, Mekelle`: the first of the names, or the noun beside, tells how all hang."""
        k = 0
        while k + 1 < len(path) and self.parse.tokens[path[k]].dep in ("conj", "appos"):
            k += 1
        return path[k]

    def _clean(self, path: list[int], meet: int) -> float:
        """1 for a short way within the event's own clause, less for a longer one, 0 where another clause or deed or actor owns the place."""
        firm = 1.0
        for k in path[1:] if len(path) > 1 else []:
            t = self.parse.tokens[k]
            if is_verb(t) and t.dep not in _NOMINAL:
                firm *= self._through_verb(t)
            elif k in self.scene.heads and self.scene.heads[k] is not self.c:
                firm *= 0.0 if self.c.type in _SPOKEN else 0.9
            elif t.dep in ("nsubj", "nsubjpass") and not is_passive(self.parse, t.head):
                firm *= 0.0 if self.c.type in _SPOKEN else 0.8
            elif t.dep in ("prep", "agent", "dative") and k != self._first_prep(path):
                firm *= self._outer(t)
            elif t.dep == "conj":
                firm *= 0.85
            if firm == 0.0:
                return 0.0
        if self.parse.tokens[path[0]].dep == "conj" and len(path) > 1:
            firm *= 0.85
        return firm

    def _first_prep(self, path: list[int]) -> int:
        return next((k for k in path if self.parse.tokens[k].dep in ("prep", "agent", "dative")), -1)

    def _outer(self, prep: Token) -> float:
        """A preposition above the one that governs the place (`strikes on sites in Sudan`): what comes from or goes to somebody there does not happen there."""
        word = prep.lower
        if word == "from":
            return 1.0 if self.c.type in ("RETREAT", "ASSAULT", "COERCE") or self.c.row.frame == "weapons_test" else 0.0
        if word in ("to", "for", "by", "with"):
            return 0.0 if self.c.row.frame == "arms_transfer" or self.c.type == "COOPERATE" else 0.85
        if word in ("on", "over") and self.c.type == "CONSULT":
            return 0.0
        return 1.0 if word in _THROUGH else 0.0

    def _through_verb(self, t: Token) -> float:
        lemma = t.lemma.lower()
        if t.i in self.scene.cues or self.c.type in _SPOKEN:
            return 0.0
        if t.dep == "relcl":
            return 0.85 if lemma in _HAPPEN else 0.0
        if t.dep == "acl":
            return 0.85 if lemma in _SITUATED else 0.0
        return 0.75 if t.dep in ("xcomp", "pcomp") else 0.0

    def _preposition(self, prep: Token, path: list[int], meet: int) -> float:
        """How far a preposition makes its object a place of the event."""
        word = self._whole(prep)
        if self.c.type in _SPOKEN and not self._speech_here(prep, path, meet):
            return 0.0
        owner = self.parse.tokens[prep.head]
        actor = owner.i != meet and self.people.get(owner.i) is not None and not is_verb(owner)
        if self.c.type == "CONSULT" and owner.dep == "dobj" and not actor and owner.i not in self.scene.heads and self.c.row.mode != "visit" and owner.lower not in _HELD:
            return 0.0  # "discussed security in the Middle East"
        if word in _IN:
            return 0.9 if actor else 1.0
        if self.country:
            return 0.0 if actor else self._to_country(word, owner)
        if word in _AT or (word == "on" and self.row is not None and self.row.kind in _SURFACES) or (word == "between" and self.row is not None and self.row.kind == "border"):
            return 0.0 if word == "by" or (word == "over" and self.c.type == "CONSULT") else 0.85 if actor else 0.95
        return 0.0 if actor or self.t.surname else self._towards(word, owner)

    def _whole(self, prep: Token) -> str:
        """A preposition of two words as one: `out of` is from, `inside of` inside, `close to` near."""
        first = self.parse.tokens[prep.head].lower
        if prep.lower == "of" and first in ("out", "outside", "inside"):
            return "from" if first == "out" else first
        return "near" if prep.lower == "to" and first in ("close", "next") else prep.lower

    def _to_country(self, word: str, owner: Token) -> float:
        if word in ("over", "into", "off", "through"):
            return 0.8
        if word == "of":
            return 0.8 if owner.lemma.lower() in _TERRITORIAL and self.c.type == "ASSAULT" else 0.0
        visit = self.c.type == "CONSULT" and self.c.row.mode == "visit"
        if word == "to":
            return 0.75 if visit else 0.6 if self.c.type == "MOBILIZE" else 0.0
        return 0.8 if word == "from" and self.c.type == "RETREAT" else 0.0

    def _towards(self, word: str, owner: Token) -> float:
        """Prepositions that tie a town to some kinds of deeds: what is struck, taken, fought for, sent to, left."""
        kind, noun = self.c.type, owner.lemma.lower()
        if word == "of":
            return 0.9 if owner.i in self.scene.heads and kind not in _SPOKEN else 0.75 if noun in _SITES else 0.0
        if word in ("on", "against", "at"):
            return 0.85 if kind == "ASSAULT" and not (self.t.seat and word == "against") else 0.0
        if word == "for":
            return 0.8 if noun in _OVER and kind in ("ASSAULT", "MOBILIZE") else 0.0
        if word in ("to", "toward", "towards"):
            moved = kind == "MOBILIZE" or (kind == "CONSULT" and self.c.row.mode == "visit") or (kind == "AID" and not self.t.seat)
            return 0.65 if moved else 0.0
        left = kind == "RETREAT" or self.c.row.frame == "weapons_test"
        return 0.85 if word == "from" and left else 0.0

    def _speech_here(self, prep: Token, path: list[int], meet: int) -> bool:
        """A place of speaking stands on the verb itself, with nothing spoken of between."""
        if len(path) != 2 or prep.lower not in ("in", "at", "near", "outside", "inside") or not is_verb(self.parse.tokens[meet]):
            return False
        between = [o for o in self.parse.children(meet, "dobj", "ccomp", "xcomp", "pobj") if o.i < prep.i]
        signed = self.parse.tokens[meet].lemma in ("sign", "seal", "conclude", "initial")
        return signed or all(self.people.get(o.i) is not None for o in between)

    def _modifier(self, t: Token, meet: int) -> float:
        """`the Kharkiv strike`, `a Kabul hospital`: the noun says whether the name is a place; of capitals few nouns do."""
        noun = self.parse.tokens[t.head]
        word = noun.lower
        if self.country or word in _AGREED or self.c.type in _SPOKEN:
            return 0.0
        if noun.i in _heads(self.c):
            return (0.7 if t.dep == "poss" else 0.85) if not self.t.seat or word in _HELD else 0.0
        if word in _SITES or noun.lemma.lower() in _SITES:
            return 0.8
        return 0.75 if word in _HELD else 0.0

    def _object(self, top: Token, meet: int) -> float:
        """A territory that is shelled, taken, entered, left, visited."""
        verb = self.parse.tokens[meet]
        if not is_verb(verb) or self.c.type in _SPOKEN:
            return 0.0
        obj = logical_object(self.parse, meet)
        if obj is None or obj.i != top.i:
            return 0.0
        if self.country:
            return 0.75 if verb.lemma.lower() in _TERRITORIAL else 0.0
        visit = self.c.type == "CONSULT" and self.c.row.mode == "visit"
        return 0.85 if visit else _ACTED_ON.get(self.c.type, 0.0) * (0.75 if self.t.seat and verb.lemma == "attack" else 1.0)


_NOMINAL = frozenset({"compound", "amod", "prep", "nsubj", "nsubjpass", "dobj", "pobj"})
"""Relations in which a verb stands as a noun (`Fighting in the capital killed …`)."""
_UP = {"dobj": 0.95, "pobj": 0.8, "prep": 0.95, "nsubj": 0.85, "nsubjpass": 0.9, "attr": 0.85, "xcomp": 0.9, "conj": 0.75, "advcl": 0.75, "acl": 0.7, "pcomp": 0.8, "appos": 0.7, "agent": 0.9, "compound": 0.8}
_ACTED_ON = {"ASSAULT": 0.9, "RETREAT": 0.75, "MOBILIZE": 0.75, "COERCE": 0.65}
