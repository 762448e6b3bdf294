"""Packages that only some formats need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..errors import MissingExtra


def need(module: str, package: str, extra: str | None) -> Any:
    """The module, imported. Raises MissingExtra with the command that installs it."""
    try:
        return import_module(module)
    except ImportError as e:
        command = f"pip install 'reportedly[{extra}]'" if extra else f"pip install {package}"
        raise MissingExtra(f"{package} is not installed ({e}). Install it with: {command}") from e
