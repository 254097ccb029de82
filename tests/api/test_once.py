"""A retried request acts once: one after the other, and two at the same moment."""

import json
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tawasul.tickets.models import Note, Ticket
from tests.api.conftest import System, Systems, filing, issued
from tests.cast import Cast, assemble, filed


def test_a_retry_gets_the_first_answer(cast: Cast, systems: Systems) -> None:
    system, body = systems.counter_officer, filing(cast)
    first = system.post("/tickets", body, **{"Idempotency-Key": "retry-001"})
    again = system.post("/tickets", body, **{"Idempotency-Key": "retry-001"})
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert Ticket.objects.count() == 1


def test_a_key_for_something_else_is_refused(cast: Cast, systems: Systems) -> None:
    system = systems.counter_officer
    system.post("/tickets", filing(cast), **{"Idempotency-Key": "retry-001"})
    other = system.post("/tickets", filing(cast, type="inquiry"), **{"Idempotency-Key": "retry-001"})
    assert (other.status_code, other.json()["code"]) == (409, "key-reused")


def test_filing_needs_a_key(cast: Cast, systems: Systems) -> None:
    answer = systems.counter_officer.post("/tickets", filing(cast))
    assert answer.status_code == 422
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("key", ["short-7", "with spaces in it", "x" * 81])
def test_a_key_of_another_form_is_refused_with_the_form(cast: Cast, systems: Systems, key: str) -> None:
    answer = systems.counter_officer.post("/tickets", filing(cast), **{"Idempotency-Key": key})
    assert answer.status_code == 422
    (said,) = answer.json()["fields"].values()
    assert said == ["Write 8 to 80 Latin letters, digits, hyphens or underscores."]
    assert list(answer.json()["fields"]) == ["Idempotency-Key"]


def test_an_action_with_a_key_acts_once(cast: Cast, systems: Systems) -> None:
    ticket, system = filed(cast), systems.complaint_officer
    path = f"/tickets/{ticket.reference}/actions/add_note"
    answers = [system.post(path, {"text": "ملاحظة"}, **{"Idempotency-Key": "note-0001"}).json() for _each in range(2)]
    assert answers[0] == answers[1]
    assert Note.objects.count() == 1


@pytest.fixture
def lasting_cast(lasting_db: None) -> Cast:
    return assemble()


def test_two_at_once_with_one_key_file_one_ticket(lasting_cast: Cast) -> None:
    system = System(issued(lasting_cast, "counter_officer").secret)
    body, gate = json.dumps(filing(lasting_cast)), Barrier(2)
    answers: list[Any] = []

    def ask() -> None:
        try:
            gate.wait()
            answers.append(
                Client().post(
                    "/api/v1/tickets",
                    body,
                    content_type="application/json",
                    headers=system.headers({"Idempotency-Key": "at-once-1"}),
                )
            )
        finally:
            connection.close()

    threads = [Thread(target=ask) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Ticket.objects.count() == 1
