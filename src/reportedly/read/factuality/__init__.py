"""How far a voice commits to an event, on FactBank's scale read as numbers: 3 certain, 2 probable, 1 possible, 0 unknown, down to -3 certainly not.

The value of a word is computed from the top of its tree: what its governor is worth to the voice, what the governor's row of
`en/factuality.csv` passes on under a positive and a negative governor, and what negation, modals and adverbs on the word itself do.
"""

from __future__ import annotations

from .commitment import author_value, letters, rows_used, value_under

__all__ = ["author_value", "letters", "rows_used", "value_under"]
