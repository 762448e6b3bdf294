"""The analyst's tables."""

from . import codebook
from .load import DATA, Lexicon, collect, load
from .rows import ActorRow, Condition, ContextCue, Cue, ItemNoun, Role, Term, Trigger, Weapon

__all__ = [
    "DATA",
    "ActorRow",
    "Condition",
    "ContextCue",
    "Cue",
    "ItemNoun",
    "Lexicon",
    "Role",
    "Term",
    "Trigger",
    "Weapon",
    "codebook",
    "collect",
    "load",
]
