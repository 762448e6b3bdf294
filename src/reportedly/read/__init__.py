"""One report to one Reading: the stages, and `Reader`, which calls them in order.

The package is callable, so that `reportedly.read(text)` works before and after a module of it has been imported.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Reading, Report


class _Callable(ModuleType):
    def __call__(self, text: str | Report, **given: str | None) -> Reading:
        from .default import reader

        return reader().read(text, **given)


sys.modules[__name__].__class__ = _Callable
