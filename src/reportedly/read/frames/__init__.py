"""Frames: the arguments that registers need."""

from .fill import fill

__all__ = ["fill"]
