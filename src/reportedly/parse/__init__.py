"""The syntax boundary."""

from .build import build, shown, units
from .tree import Parse, Parser, RawToken, Sentence, Token

__all__ = ["Parse", "Parser", "RawToken", "Sentence", "Token", "build", "shown", "units"]
