"""The API against its own description: whatever is asked, no answer is a server's error, and each is as described."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
pytest.importorskip("schemathesis", reason="schemathesis is not installed")
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from reportedly.model import Reading
from reportedly.stores import open_ledger
from reportedly.web.app import create_app

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def api(examples: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    place: Path = tmp_path_factory.mktemp("api") / "examples.ledger"
    with open_ledger(place, new=True) as store:
        store.add(examples[:12])
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(str(place), hosts=["testserver", "localhost"]))


OPERATIONS = [(path, method) for path, methods in create_app("nowhere").openapi()["paths"].items() for method in methods]


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_answers_are_as_described(api: Any, path: str, method: str, mode: GenerationMode) -> None:
    """With values that the description allows, and with others."""
    operation = api[path][method.upper()]

    @settings(derandomize=True, database=None, max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    try:
        ask()
    except Unsatisfiable:
        if mode is GenerationMode.POSITIVE:
            raise
        pytest.skip("the description allows every value here")
