"""Claims as the rows of an event data set: who did what to whom in PLOVER's and CAMEO's codes, who says so, and whether anybody stands for it.

A data set without a column for the speaker knows only rows that look like facts. So each claim gives one row for its event, and a denial one more for
the denying (PLOVER REJECT, CAMEO 016), which the report does state. `keep` chooses the rows by their standing: `stated` those that the report itself puts
as a fact, `asserted` also those that a voice in it does and nobody in it denies or doubts, `all` whatever is claimed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..ledger.quotes import sentence_span
from ..ledger.statements import STANDING_FOR, stand
from ..lexicon import actor_codes, codebook
from ..model import Actor, Claim, Event, Item, Reading, TimeSpan
from ..read.plover import coded_type

Keep = Literal["stated", "asserted", "all"]
Standing = Literal["stated", "asserted", "claimed"]
NAMESPACE = uuid.UUID("6f1c3a52-0d3e-5c0b-9a47-8a3b1c0de5f4")
"""Of every version-5 UUID that an export writes: the same input gives the same ids."""
_INTENDED = {"AID": "033", "COOPERATE": "031", "CONSULT": "036", "SUPPORT": "032", "RETREAT": "035", "CONCEDE": "035"}
_THREATENED = {"SANCTION": "131", "COERCE": "137", "ASSAULT": "138", "PROTEST": "133", "MOBILIZE": "130"}
_REFUSED = {"AID": "122", "COOPERATE": "121", "CONSULT": "125", "RETREAT": "124", "CONCEDE": "124"}
_CHANGED = {"AGREE": _INTENDED, "THREATEN": _THREATENED, "REJECT": _REFUSED}
"""CAMEO codes of cooperation promised or refused and of hostility threatened, by the type of what is to come."""
JOINT = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
"""Types whose several actors act with one another when there is no recipient."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One row. `extension` is DENY where PLOVER has no type of its own; `said` are actor, recipient and codes of this row, `event` is what the claim is about."""

    reading: Reading
    claim: Claim
    event: Event
    id: str
    type: str
    mode: str | None
    cameo: str
    extension: str
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    stance: str
    factuality: str
    standing: Standing

    @property
    def asserted(self) -> bool:
        return self.standing != "claimed"

    @property
    def quote_span(self) -> tuple[int, int]:
        return sentence_span(self.reading, self.claim)

    @property
    def quote(self) -> str:
        first, last = self.quote_span
        return self.reading.report.text[first:last]

    @property
    def voices(self) -> str:
        return "author" if self.is_denial else voices(self.reading, self.claim)

    @property
    def is_denial(self) -> bool:
        """Is this the row for the act of denying, not for what is denied?"""
        return self.extension == "DENY" and self.event.type != "DENY"

    @property
    def when(self) -> TimeSpan | None:
        """When it happened; of a denial when it was made."""
        said = self.reading.attribution(self.claim.voices[0].attribution)
        return (said.time if said else None) if self.is_denial else self.event.time

    @property
    def start(self) -> str | None:
        return (self.when.start if self.when else None) or self.reading.report.published

    @property
    def end(self) -> str | None:
        return (self.when.end if self.when else None) or self.start

    @property
    def dated(self) -> str:
        """`text` where the report tells the time, `published` where its date stands in."""
        return self.when.basis if self.when and self.when.start else "published"


EXTRA = (
    "report_id", "claim_id", "span_start", "span_end", "quote", "voices", "stance", "factuality", "standing", "modality", "polarity", "source_kind", "evidence", "denied_by", "listed",
)  # fmt: skip
"""The columns that every tabular export adds to its own."""


def extra(row: Coded) -> tuple[str | int | None, ...]:
    """The cells of `EXTRA`."""
    c, e = row.claim, row.event
    listed = sorted({f"{a.name}: {x}" for a in (*row.actor, *row.recipient) for x in a.listed})
    return (
        row.reading.report.id, c.id, e.anchor.start, e.anchor.end, row.quote, row.voices, row.stance, row.factuality, row.standing,
        "actual" if row.is_denial else e.modality, "positive" if row.is_denial else e.polarity, c.source_kind, "|".join(dict.fromkeys(x.kind for x in c.evidence)),
        "|".join(() if row.is_denial else deniers(row.reading, c)), "|".join(listed),
    )  # fmt: skip


def coded(readings: Iterable[Reading], keep: Keep = "all") -> Iterator[Coded]:
    """The rows of all claims, in the order of the readings and their claims."""
    for reading in readings:
        for claim in reading.claims:
            for row in _rows(reading, claim, reading.event(claim.event)):
                if keep == "all" or row.standing == "stated" or keep == row.standing:
                    yield row


def _rows(reading: Reading, claim: Claim, event: Event) -> Iterator[Coded]:
    type_ = coded_type(event, claim)
    mode, cameo = _codes(event, type_)
    yield Coded(
        reading, claim, event, row_id(reading, claim), type_, mode, cameo, "DENY" if event.type == "DENY" else "", _actors(reading, event.actor), _actors(reading, event.recipient),
        claim.stance, claim.factuality, standing(reading, claim, event, type_),
    )  # fmt: skip
    denier = reading.actor(claim.voices[0].actor)
    if stand(claim, event) == "denies" and event.type != "DENY" and denier is not None:
        yield Coded(
            reading, claim, event, row_id(reading, claim) + "-denial", "REJECT", None, "016", "DENY", (denier,), _accusers(reading, claim), "asserts", "CT+", "stated" if len(claim.voices) == 1 else "asserted",
        )  # fmt: skip


def _codes(event: Event, type_: str) -> tuple[str | None, str]:
    """Mode and CAMEO code; where PLOVER turned the type (a promise, a threat, a refusal) those of the turned one."""
    book = codebook.load()
    if type_ == event.type or event.type == "DENY":
        return event.mode, event.cameo or book.to_cameo(event.type) or ""
    code = _CHANGED.get(type_, {}).get(event.type) or book.to_cameo(type_) or ""
    return book.to_plover(code)[1], code


def standing(reading: Reading, claim: Claim, event: Event, type_: str) -> Standing:
    """How the event of a row stands in the report; one's own promise or threat is an act of speech that the report states."""
    if not _asserted(reading, claim, event, type_):
        return "claimed"
    voice, turned = claim.voices[0].actor, type_ != event.type and event.type != "DENY"
    own = len(claim.voices) == 1 and (voice in event.actor if turned else voice == "author")
    return "stated" if own else "asserted"


def _asserted(reading: Reading, claim: Claim, event: Event, type_: str) -> bool:
    """Does a voice put it as a fact that nobody in the report denies or doubts? An accusation is not enough; promises count as the AGREE that they are."""
    if event.modality == "hypothetical" or (event.polarity == "negative" and type_ == event.type) or deniers(reading, claim):
        return False
    if type_ != event.type and event.type != "DENY":
        return claim.stance in ("asserts", "promises", "threatens", "confirms", "admits")
    if event.type == "DENY":
        return stand(claim, event) == "denies"
    return event.modality != "future" and claim.stance != "accuses" and claim.factuality == "CT+" and stand(claim, event) in STANDING_FOR


def deniers(reading: Reading, claim: Claim) -> tuple[str, ...]:
    """Names of those who deny or doubt the claim in the same report, by the links."""
    by_id = {c.id: c for c in reading.claims}
    found = []
    for link in reading.links:
        if link.relation == "denies" and link.to == claim.id and link.from_ in by_id:
            other = by_id[link.from_]
            event = reading.event(other.event)
            found.append(reading.name(event.actor[0] if event.type == "DENY" and event.actor else other.voices[0].actor))
    return tuple(dict.fromkeys(found))


def _accusers(reading: Reading, claim: Claim) -> tuple[Actor, ...]:
    """Whose assertion a denial denies, by the links; the author is nobody's opponent."""
    by_id = {c.id: c for c in reading.claims}
    found = [by_id[x.to].voices[0].actor for x in reading.links if x.relation == "denies" and x.from_ == claim.id and x.to in by_id]
    return _actors(reading, tuple(i for i in dict.fromkeys(found) if i != claim.voices[0].actor))


def _actors(reading: Reading, ids: tuple[str, ...]) -> tuple[Actor, ...]:
    return tuple(a for a in map(reading.actor, ids) if a is not None)


def row_id(reading: Reading, claim: Claim) -> str:
    """`REPORT-CLAIM`, the report by the first 16 digits of its hash."""
    return f"{reading.report.id.removeprefix('sha256:')[:16]}-{claim.id}"


def voices(reading: Reading, claim: Claim) -> str:
    """The chain of voices, the nearest first: `Ryhor Dubavik < Belarus state news agency`."""
    return " < ".join("author" if v.actor == "author" else reading.name(v.actor) for v in claim.voices)


def uuid5(*parts: str) -> str:
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(parts)))


def dyads(row: Coded) -> Iterator[tuple[Actor | None, Actor | None]]:
    """(actor, recipient) pairs; of joint acts without a recipient every ordered pair of actors. An event without actors gives one pair of nobody."""
    if not row.recipient and len(row.actor) > 1 and row.type in JOINT:
        yield from ((a, b) for a in row.actor for b in row.actor if a is not b)
        return
    for a in row.actor or (None,):
        for b in row.recipient or (None,):
            yield a, b


def code(actor: Actor | None) -> str:
    """CAMEO's code of an actor; `---` for nobody."""
    return actor_codes.cameo(actor) if actor else actor_codes.NOBODY


def goldstein(cameo: str) -> float | None:
    """Goldstein's value of a CAMEO code, or of the code above it."""
    table = codebook.load().cameo
    while cameo and (cameo not in table or table[cameo].goldstein is None):
        cameo = cameo[:-1] if len(cameo) > 2 else ""
    return table[cameo].goldstein if cameo else None


def victims(row: Coded) -> tuple[Item, ...]:
    frame = row.event.frame
    return frame.items if frame and frame.name == "casualties" and not row.is_denial else ()


def tsv(cells: Iterable[object]) -> str:
    """One line, tab-separated; tabs and line breaks within a cell become blanks."""
    return "\t".join("" if c is None else " ".join(str(c).split()) if isinstance(c, str) else str(c) for c in cells) + "\n"
