"""The analyst's tables."""

from .gazetteer import Gazetteer, PlaceRow, fold, short
from .load import DATA, Lexicon, collect, load
from .rows import ActorRow, Condition, Cue, ItemNoun, Role, Term, Trigger, Weapon

__all__ = ["DATA", "ActorRow", "Condition", "Cue", "Gazetteer", "ItemNoun", "Lexicon", "PlaceRow", "Role", "Term", "Trigger", "Weapon", "collect", "fold", "load", "short"]
