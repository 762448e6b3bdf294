"""Frames: the arguments that registers need."""

from .fill import fill, finish, with_roles

__all__ = ["fill", "finish", "with_roles"]
