"""One frame for each event whose row names one."""

from __future__ import annotations

from dataclasses import replace

from ...model import Claim, Event, Frame
from ...model.frames import Detail
from ..coded import Coded
from ..context import Context
from ..mentions import People
from . import arms, casualties, designation, speech, territory, weapons_test


def fill(ctx: Context, people: People, event: Coded) -> Frame | None:
    """The frame of an event with its items and details; what depends on the voice that puts it is added by `finish`."""
    match event.row.frame:
        case "arms_transfer":
            return arms.fill(ctx, people, event)
        case "weapons_test":
            return weapons_test.fill(ctx, people, event)
        case "designation":
            return designation.fill(ctx, event)
        case "casualties":
            return casualties.fill(ctx, event)
        case "territory":
            return territory.fill(ctx, event)
        case "recognition":
            return speech.recognition(ctx, event)
        case "accusation":
            return speech.accusation(ctx, event)
        case "denial":
            return speech.denial(ctx, event)
    return None


def finish(ctx: Context, event: Coded, record: Event, claim: Claim) -> Frame | None:
    """The record's frame with what the claim tells: a transfer's status and dates, by whose count somebody died."""
    frame = record.frame
    if frame is None:
        return None
    more: list[tuple[str, Detail]] = []
    if frame.name == "arms_transfer":
        frame = replace(frame, status=arms.status(ctx, event, record, claim))
        more = arms.dated(ctx, record, frame.status or "")
    elif frame.name == "weapons_test" and event.teller is not None and claim.voices[0].actor == "author":
        more = [("count_by", event.teller.id)]
    elif frame.name == "casualties" and claim.voices[0].actor != "unknown":
        counter = event.teller.id if event.teller is not None and claim.voices[0].actor == "author" else claim.voices[0].actor
        more = [("count_by", counter)]
    return replace(frame, detail=(*frame.detail, *more)) if more else frame


ROLES = {
    "arms_transfer": ("supplier", "recipient"), "designation": ("authority", "target"), "weapons_test": ("tester", None), "recognition": ("recogniser", "recognised"),
    "accusation": ("accuser", "accused"), "denial": ("denier", None), "casualties": ("attacker", None), "territory": ("party", "against"),
}  # fmt: skip
"""What a frame calls the event's actor and recipient."""


def with_roles(record: Event) -> Event:
    """The event whose frame names its parties too, so that a register can be read from frames alone."""
    if record.frame is None:
        return record
    parties = zip(ROLES[record.frame.name], (record.actor, record.recipient), strict=True)
    named: tuple[tuple[str, Detail], ...] = tuple((name, ids) for name, ids in parties if name and ids)
    return replace(record, frame=replace(record.frame, detail=(*named, *record.frame.detail)))
