"""One reader for all tests: loading it takes two seconds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from stored import places, postgres, store  # noqa: F401  (fixtures)

from reportedly.model import Reading
from reportedly.read.reader import Reader

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.make()


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of evaluation corpora, named by REPORTEDLY_GOLD."""
    path = Path(os.environ.get("REPORTEDLY_GOLD", Path(__file__).parent.parent.parent / "shared" / "gold"))
    if not path.is_dir():
        pytest.skip(f"no evaluation corpora at {path}; name their folder with REPORTEDLY_GOLD")
    return path


@pytest.fixture(scope="session")
def examples(reader: Reader) -> list[Reading]:
    """The readings of the example reports."""
    from reportedly.ingest import from_path

    return list(reader.pipe(from_path(p) for p in sorted(EXAMPLES.glob("*.md"))))
