"""The cells of a register that depend on its kind."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..lexicon.country_codes import names
from ..model import Count, Event, Item, Reading, Report
from .compare import GENERIC
from .disputes import Dispute
from .parties import STATE_SECTORS, Party, belongs, party, same, unnamed
from .statements import STANDING_FOR, Statement
from .subjects import Ref

_SIPRI = {"I": "Armoured vehicles", "II": "Armoured vehicles", "III": "Artillery", "IV": "Aircraft", "V": "Aircraft", "VI": "Ships", "VII": "Missiles"}
"""SIPRI's armament categories for those of the UN Register."""
_NOT_DELIVERED = frozenset({"offered", "promised", "ordered", "halted", "none", "denied"})
_TAKEN = ("receive", "obtain", "get", "import")


def _told(reading: Reading, voice: str) -> bool:
    """Does the text itself say whose the person is (`Israeli spokesman Dan Katz`)?"""
    return any(w.startswith(("people:", "state:", "capital:")) for m in reading.mentions if m.actor == voice for w in m.why)


_WHOLE = frozenset({"side", "government", "authorities", "administration", "regime", "cabinet", "leadership"})
"""Bodies that are the state itself."""


def outlet(r: Report) -> str:
    """Under what name a report goes; `stores.records.OUTLET` says the same in SQL."""
    return r.agency or r.outlet or r.byline or r.title or r.id


@dataclass(frozen=True, slots=True)
class Book:
    """Readings with the names under which their voices go in a register."""

    readings: Mapping[str, Reading]
    countries: Mapping[str, str]
    about: frozenset[str] = frozenset()
    """The countries that a row is about: a name beside one of these is told with it."""

    @classmethod
    def of(cls, readings: Mapping[str, Reading], about: Iterable[Party] = ()) -> Book:
        states = {a.country: a.name for r in readings.values() for a in r.actors if a.kind == "state" and a.country}
        return cls(readings, states, frozenset(p.country for p in about if p.country))

    def event(self, ref: Ref) -> Event:
        reading = self.readings[ref.report]
        return reading.event(next(c.event for c in reading.claims if c.id == ref.claim))

    def outlet(self, report: str) -> str:
        return outlet(self.readings[report].report)

    def name(self, refs: Iterable[Ref], voice: str) -> str:
        """The name of a voice: an actor's as its first report has it, the outlet for a report's own words."""
        first = min(refs)
        if voice == "author" or voice.startswith("author:"):
            return f"{self.outlet(first.report)} (report)"
        if voice == "unknown":
            return "unnamed source"
        reading = self.readings[first.report]
        actor = reading.actor(voice)
        known = actor is not None and actor.sectors[:1] and actor.sectors[0] in STATE_SECTORS and (not voice.startswith("name:") or actor.country in self.about or _told(reading, voice))
        state = self.state(party(actor, voice)) if known and actor is not None and actor.kind != "state" else ""
        return reading.name(voice) + (f" ({state})" if state and state not in reading.name(voice) else "")

    def state(self, p: Party) -> str:
        """The name of the state that a party is or belongs to; empty for what belongs to none."""
        return (self.countries.get(p.country) or names().get(p.country, "")) if p.country else ""

    def body(self, p: Party, state: str) -> str:
        """What a part of a state is called beside the state's name."""
        name = p.name.removesuffix(f" ({p.country})").removeprefix(state).removeprefix("US " if p.country == "USA" else " ")
        return name.strip() or p.name

    def called(self, p: Party) -> str:
        """The name of a party; an unnamed one is called by its role and country, not by the words of one report."""
        return p.name if not p.id.startswith("role:") or unnamed(p) else p.name.replace(f"({p.country})", f"({self.countries.get(p.country) or names().get(p.country, p.country)})")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the claims of a row say, whoever says it. Each kind of register makes its own cells of it."""

    book: Book
    dispute: Dispute
    columns: ClassVar[tuple[str, ...]] = ()

    def cells(self) -> tuple[str | None, ...]:
        raise NotImplementedError

    def members(self) -> list[tuple[Statement, Event]]:
        """Statements that say the thing themselves, with their events; bare denials are none."""
        own = set(self.dispute.proposition.members)
        return [(s, self.book.event(s.ref)) for s in self.dispute.statements if s.ref in own]

    def who(self, role: str) -> str:
        """The parties in one role, the most often named first; an unnamed one only where no named one can be it.

        Denials are often wider than what they deny (`nobody in Sudan`), so the parties are those of the other statements where there are any.
        """
        d = self.dispute
        stands = {s.ref: s.stand for s in d.statements}
        told = [s for s, refs in d.proposition.subject_refs() if any(stands[r] != "denies" for r in refs)]
        found: Counter[Party] = Counter(p for s in told or d.proposition.subjects for p in (s.actors if role == "actor" else s.recipients))
        ranked = sorted(found, key=lambda p: (unnamed(p), p.id.startswith("role:"), -found[p], p))
        kept: list[Party] = []
        for p in ranked:
            if not any(same(p, k) for k in kept) or (not p.id.startswith("role:") and all(k.id != p.id for k in kept)):
                kept.append(p)
        return ", ".join(dict.fromkeys(self.book.called(p) for p in kept))

    def authority(self) -> str:
        """Who acts, by state, with its bodies that are named: `United States (Treasury Department)`."""
        found: Counter[Party] = Counter(p for s in self.dispute.proposition.subjects for p in s.actors)
        by_state: dict[str, list[str]] = {}
        for p in sorted(found, key=lambda p: (p.kind != "state", -found[p], p)):
            state = self.book.state(p)
            bodies = by_state.setdefault(state or self.book.called(p), [])
            if state and p.kind != "state" and p.id.rpartition(":")[2] not in _WHOLE and (body := self.book.body(p, state)) not in bodies:
                bodies.append(body)
        return ", ".join(f"{state} ({', '.join(bodies)})" if bodies else state for state, bodies in by_state.items())

    def own_word(self) -> list[str]:
        """Those whose act it is, where a report tells it as a fact: nobody but they can list, recognise, or take that back, and doing so is saying so."""
        denying = [s.voice for s in self.dispute.statements if s.stand == "denies"]
        told = {s.ref for s, e in self.members() if (s.voice.id == "author" or _of_the_desk(s.voice)) and s.stand in STANDING_FOR and e.modality in ("actual", "historical")}
        return list(dict.fromkeys(
            self.book.state(p) or self.book.called(p)
            for s, refs in self.dispute.proposition.subject_refs() if told.intersection(refs) for p in s.actors if not any(belongs(v, (p,)) for v in denying)
        ))  # fmt: skip

    def planned(self) -> bool:
        """Does nobody say that it has been done?"""
        return all(e.modality in ("future", "hypothetical") for _, e in self.members())

    def intended(self) -> list[str]:
        """Who says that it is intended, without saying that it will be so."""
        found = [s for s, e in self.members() if s.stand == "open" and e.modality in ("future", "hypothetical") and s.voice.id not in ("author", "unknown")]
        return list(dict.fromkeys(f"{self.book.name((s.ref,), s.voice.id)} (intention)" for s in found))

    def detail(self, key: str) -> str:
        """The values of a frame's detail, in the order of the statements."""
        found = (e.frame.get(key) for _, e in self.members() if e.frame)
        return "; ".join(dict.fromkeys(str(v) for v in found if v))

    def items(self, field: str) -> str:
        return "; ".join(dict.fromkeys(str(v) for _, e in self.members() if e.frame for i in e.frame.items if (v := getattr(i, field))))

    def described(self) -> str:
        """The items in the words of the texts, each by its fullest description, without `weapons` where it is said which."""
        texts = list(dict.fromkeys(i.text for _, e in self.members() if e.frame for i in e.frame.items))
        words = {t: set(_words(t)) for t in texts}
        kept = [t for t in texts if not any(words[t] < words[o] or (words[t] == words[o] and texts.index(o) < texts.index(t)) for o in texts)]
        named = [t for t in kept if _words(t)[-1:] and _words(t)[-1] not in GENERIC]
        return "; ".join(named or kept)

    def date(self) -> str:
        """The days that the texts state; empty where they state none."""
        stated = [s.window for s in self.dispute.proposition.subjects if s.window.stated]
        if not stated:
            return ""
        narrow = min(stated, key=lambda w: (w.last - w.first, w))
        first, last = (dt.date.fromordinal(n).isoformat() for n in (narrow.first, narrow.last))
        return first if first == last else f"{first}/{last}"

    def place(self) -> str:
        return "; ".join(dict.fromkeys(e.place.name for _, e in self.members() if e.place))


class Transfers(Facts):
    columns = (
        "Supplier", "Recipient", "Designation", "Description", "Armament category", "UN Register category", "Order date", "Numbers delivered", "Delivery year", "Intermediate location",
        "Numbers claimed", "Date claimed", "Price",
    )  # fmt: skip

    def cells(self) -> tuple[str | None, ...]:
        categories = self.items("category").split("; ")
        delivered = [(s, e) for s, e in self.members() if self._delivered(s, e)]
        ordered = sorted({e.time.start for s, e in self.members() if s.status == "ordered" and e.time and e.time.basis == "text" and e.time.start})
        years = sorted({e.time.start[:4] for _, e in delivered if e.time and e.time.basis == "text" and e.time.start})
        return (
            self.who("actor"), self.who("recipient"), self.items("designation"), self.described(), "; ".join(dict.fromkeys(_SIPRI.get(c, "Other") for c in categories if c)),
            "; ".join(c for c in categories if c), "; ".join(ordered), "; ".join(_numbers(delivered)), "; ".join(years), self.detail("route"), self._figures(), self.date(),
            self.detail("price"),
        )  # fmt: skip

    def _figures(self) -> str:
        """Every figure that somebody puts on it, with who puts it."""
        voices = {s.ref: s.voice.id for s, _ in self.members()}
        found = _numbers([(s, e) for s, e in self.members() if s.stand in STANDING_FOR | {"open"}])
        return "; ".join(f"{n} ({', '.join(dict.fromkeys(self.book.name((r,), voices[r]) for r in refs))})" for n, refs in found.items())

    def _delivered(self, s: Statement, e: Event) -> bool:
        """A party to it says that it was handed over; what others allege, and what was only sold or promised, is no delivery."""
        if s.stand not in STANDING_FOR or s.status in _NOT_DELIVERED or e.modality not in ("actual", "historical"):
            return False
        parties = tuple(p for x in self.dispute.proposition.subjects for p in (*x.actors, *x.recipients))
        handed = e.type == "AID" or any(word in row.replace("-", ".").split(".") for row in e.why for word in _TAKEN)
        return handed and belongs(s.voice, parties)


def _words(text: str) -> list[str]:
    return [w.lower().rstrip("s") for w in re.findall(r"[^\W\d_]+", text)]


def _numbers(found: list[tuple[Statement, Event]]) -> dict[str, list[Ref]]:
    """Each figure with its item, and the claims that give it."""
    out: dict[str, list[Ref]] = {}
    for s, e in found:
        for i in e.frame.items if e.frame else ():
            if i.quantity is not None:
                out.setdefault(str(i), []).append(s.ref)
    return out


_MEASURES = {
    "assets": "asset freeze", "travel": "travel ban", "visas": "visa ban", "ports": "port ban", "exports": "export ban", "imports": "import ban", "transactions": "ban on transactions",
    "arms": "arms embargo", "activities": "ban on activities",
}  # fmt: skip


class Designations(Facts):
    columns = ("Authority", "Target", "Label", "Programme", "Reason", "Date")

    def cells(self) -> tuple[str | None, ...]:
        return self.authority(), self.who("recipient"), self._label(), self._programme(), self.detail("reason"), self.date()

    def _label(self) -> str:
        """What the target is called; where the texts do not say it, the list that it stands on; and what is forbidden to it or blocked."""
        off = ["removed"] if self.dispute.proposition.kind.endswith("/withdrawn") else []
        blocked = [b for _, e in self.members() if e.frame for b in _texts(e.frame.get("blocks"))]
        return "; ".join(dict.fromkeys((*off, *_fullest([self.detail("label") or self.detail("programme")]), *(_MEASURES.get(b, b) for b in blocked))))

    def _programme(self) -> str:
        """The list, and the law under which the target stands on it."""
        return "; ".join(_fullest([self.detail("programme"), self.detail("basis")]))


def _of_the_desk(p: Party) -> bool:
    """`a RIS correspondent reported`: a reporter without a name is the outlet itself."""
    return unnamed(p) and "JRN" in p.sectors


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, tuple) else ()


def _fullest(cells: Iterable[str]) -> list[str]:
    """The texts of some cells, without those whose words another holds."""
    texts = list(dict.fromkeys(t for c in cells for t in c.split("; ") if t))
    words = {t: {*_words(t), *re.findall(r"\d+", t)} for t in texts}
    return [t for n, t in enumerate(texts) if not any(words[t] < words[o] or (words[t] == words[o] and texts.index(o) < n) for o in texts)]


class Tests(Facts):
    columns = ("Tester", "Designation", "Description", "UN Register category", "Range", "Place", "Date")

    def cells(self) -> tuple[str | None, ...]:
        return self.who("actor"), self.items("designation"), self.described(), self.items("category"), self.detail("range"), self.place(), self.date()


class Recognitions(Facts):
    columns = ("Recogniser", "Recognised", "Act", "Date")

    def cells(self) -> tuple[str | None, ...]:
        act = "withdrawal of recognition" if self.dispute.proposition.kind.endswith("/withdrawn") else "recognition"
        if self.planned():  # what has not been done has no date
            return self.authority(), self.who("recipient"), " ".join(filter(None, [act, "expected", self.date()])), ""
        return self.authority(), self.who("recipient"), act, self.date()


class Casualties(Facts):
    columns = ("Place", "Side", "Killed", "Wounded", "Perpetrator", "Date")

    def cells(self) -> tuple[str | None, ...]:
        harm = self.dispute.proposition.kind.rpartition("/")[2]
        count = self._count(harm)
        dead, hurt = (count, self.detail("wounded")) if harm == "killed" else ("", count)
        return self.place(), self.who("recipient"), dead, hurt, self.who("actor"), self.date()

    def _count(self, harm: str) -> str:
        """The victims in the words of the texts, with their figures (`34 or more people`)."""
        frames = [e.frame for _, e in self.members() if e.frame]
        texts = dict.fromkeys(" ".join(str(i).split()) for f in frames for i in f.items if _counts(i, f.get(harm))) or dict.fromkeys(str(n) for f in frames if (n := f.get(harm)))
        return "; ".join({t.lower(): t for t in reversed(texts)}.values())


def _counts(item: Item, figure: object) -> bool:
    """Is it of the victims that the figure is, rather than of others whom the sentence counts?"""
    return not isinstance(figure, Count) or (item.low, item.quantity, item.high) == (figure.low, figure.best, figure.high)


FILLERS: Mapping[str, type[Facts]] = {
    "arms-transfers": Transfers,
    "designations": Designations,
    "weapons-tests": Tests,
    "recognitions": Recognitions,
    "casualties": Casualties,
}
