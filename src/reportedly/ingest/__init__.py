"""From bytes to `Report`s."""

from .load import from_bytes, from_path, from_text
from .markdown import from_markdown

__all__ = ["from_bytes", "from_markdown", "from_path", "from_text"]
