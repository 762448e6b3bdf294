"""The records: frozen, slotted, stdlib only."""

from .claim import Claim, Evidence, Link, Note, Voice
from .event import Event, Place, TimeSpan, Timex
from .frames import Count, Frame, Item, Measure, Money
from .people import Actor, Mention
from .reading import SCHEMA, MadeBy, Reading
from .report import Block, Report
from .saying import Attribution
from .span import Span, tidy, trim

__all__ = [
    "SCHEMA",
    "Actor",
    "Attribution",
    "Block",
    "Claim",
    "Count",
    "Event",
    "Evidence",
    "Frame",
    "Item",
    "Link",
    "MadeBy",
    "Measure",
    "Mention",
    "Money",
    "Note",
    "Place",
    "Reading",
    "Report",
    "Span",
    "TimeSpan",
    "Timex",
    "Voice",
    "tidy",
    "trim",
]
