"""From bytes to `Report`s."""

from .items import Options, ReportError, Sourced
from .load import from_bytes, from_path, from_stream, from_text, reports, sourced
from .markdown import from_markdown

__all__ = ["Options", "ReportError", "Sourced", "from_bytes", "from_markdown", "from_path", "from_stream", "from_text", "reports", "sourced"]
