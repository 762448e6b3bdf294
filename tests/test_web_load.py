"""Many readers at once while reports come in: none is refused, none waits for the writer."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
from reportedly.model import Reading
from reportedly.stores import open_ledger

BENCH = Path(__file__).parent.parent / "bench"


@pytest.fixture
def desk_load(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BENCH))
    spec = importlib.util.spec_from_file_location("desk_load", BENCH / "desk_load.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "desk_load", made)
    spec.loader.exec_module(made)
    return made


def test_twenty_readers_and_a_writer(desk_load: Any, examples: list[Reading], tmp_path: Path) -> None:
    place = tmp_path / "load.ledger"
    with open_ledger(place, new=True) as store:
        store.add(examples)
    load = desk_load.run(place, 3, 20)
    assert load.failed == {} and load.added > 0
    assert load.answers > 20 and set(load.took) == {kind for kind, _ in desk_load.pages(place)}
