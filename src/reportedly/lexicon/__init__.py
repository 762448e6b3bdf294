"""The analyst's tables."""

from . import codebook
from .gazetteer import Gazetteer, PlaceRow, fold, short
from .load import DATA, Lexicon, collect, load
from .rows import ActorRow, Condition, ContextCue, Cue, ItemNoun, Role, Term, Trigger, Weapon

__all__ = [
    "DATA",
    "ActorRow",
    "Condition",
    "ContextCue",
    "Cue",
    "Gazetteer",
    "ItemNoun",
    "Lexicon",
    "PlaceRow",
    "Role",
    "Term",
    "Trigger",
    "Weapon",
    "codebook",
    "collect",
    "fold",
    "load",
    "short",
]
