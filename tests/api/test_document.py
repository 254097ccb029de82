"""The document: as committed, and as the running interface behaves."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import one_of
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tawasul.api import caller, document
from tests.api.conftest import System, Systems
from tests.cast import Cast, under_review
from tests.meetings.asking import ready

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 10  # an operation, in each mode


def test_the_committed_document_is_that_of_the_code() -> None:
    assert document.PATH.read_text(encoding="utf-8") == document.text(), "run: manage.py openapi"


@pytest.fixture
def _kept_open() -> Iterator[None]:
    """As Django's own test client does: a request's end does not close the connection on which the test stands."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def interface(_kept_open: None, systems: Systems, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(caller, "LIMITS", {"read": 10**6, "write": 10**6})
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


@pytest.fixture
def boss(systems: Systems) -> System:
    return systems.supervisor


@pytest.fixture
def known(cast: Cast) -> dict[str, str]:
    """Something that stands at an address, by the part of the address that names it."""
    return {"reference": under_review(cast).reference, "meeting": ready(cast).reference}


def operations() -> list[str]:
    paths = json.loads(document.PATH.read_text(encoding="utf-8"))["paths"]
    return [operation["operationId"] for methods in paths.values() for operation in methods.values()]


def _modes(operation: Any) -> list[GenerationMode]:
    """As the document allows; and, where there is something to give, as it does not."""
    gives = any(True for _each in operation.iter_parameters()) or operation.body
    return [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if gives else [])]


@pytest.mark.parametrize("name", operations())
def test_it_behaves_as_it_says(interface: Any, name: str, boss: System, known: dict[str, str]) -> None:
    operation = interface.find_operation_by_id(name)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    @given(one_of(*(operation.as_strategy(generation_mode=mode) for mode in _modes(operation))))
    def behaves(case: schemathesis.Case) -> None:
        for part in known.keys() & (case.path_parameters or {}).keys():
            case.path_parameters[part] = known[part]
        case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {boss.secret}"})

    behaves()
