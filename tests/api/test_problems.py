import re

import pytest
from django.conf import settings
from django.test import Client

from tawasul.api import caller
from tawasul.tickets.models import Ticket
from tests.api.conftest import Systems, filing
from tests.cast import Cast, filed


def test_problems_speak_arabic_or_english(cast: Cast, systems: Systems) -> None:
    system = systems.supervisor
    path = "/tickets/26000012345"
    english = system.get(path)
    system.language = "ar-SA,en;q=0.5"
    arabic = system.get(path)
    system.language = "fr"
    otherwise = system.get(path)
    assert english.json() == {
        "type": "urn:tawasul:problem:not-found",
        "title": "Not found",
        "status": 404,
        "detail": "There is no such ticket, or you may not see it.",
        "code": "not-found",
    }
    assert arabic.json()["title"] == "غير موجود"
    assert arabic.json()["detail"] != english.json()["detail"]
    assert otherwise.json() == arabic.json()
    assert (arabic.headers["Content-Language"], english.headers["Content-Language"]) == ("ar", "en")


def test_a_wrong_body_is_told_by_field(cast: Cast, systems: Systems) -> None:
    body = filing(cast, type="poem", surprise=1)
    del body["text"]
    body["beneficiary"]["mobile"] = 5
    answer = systems.counter_officer.post("/tickets", body, **{"Idempotency-Key": "key-00001"})
    assert answer.status_code == 422
    assert set(answer.json()["fields"]) == {"type", "surprise", "text", "beneficiary.mobile"}
    assert answer.json()["fields"]["text"] == ["This is required."]


def test_an_address_that_asks_for_something_unknown_is_refused(cast: Cast, systems: Systems) -> None:
    for path in ("/tickets?stat=closed", "/tickets/counts?stat=closed", "/search?q=x&stat=closed"):
        answer = systems.supervisor.get(path)
        assert (answer.status_code, answer.json()["fields"]) == (422, {"stat": ["This is not known here."]})
    key = {"Idempotency-Key": "key-00001"}
    assert systems.counter_officer.post("/tickets?dry_run=1", filing(cast), **key).status_code == 422
    assert not Ticket.objects.exists()


def test_what_is_not_there_is_said_in_a_sentence_of_the_callers_language(systems: Systems) -> None:
    system = systems.supervisor
    paths = (
        "/absences/999999", "/people/ZZZ/roles", "/calendars/999999/days?first_day=2026-01-01&last_day=2026-01-02",
        "/centres/99999/departments", "/recalculations/99999", "/statements/99999",
        "/deadline?type=inquiry&filed=2026-09-17T10:00:00%2B03:00&centre=999999",
    )  # fmt: skip
    for path in paths:
        for language, ends in (("en", "you may not see it."), ("ar", ".")):
            system.language = language
            answer = system.get(path)
            assert answer.status_code == 404, path
            assert answer.json()["detail"].endswith(ends), answer.json()
            assert len(answer.json()["detail"].split()) > 4


def test_a_pause_that_is_none_is_told_as_such(systems: Systems) -> None:
    path = "/deadline?type=inquiry&filed=2026-09-17T10:00:00%2B03:00&pause="
    for pause, said in (
        ("2026-09-21T09:00:00%2B03:00/2026-09-21T08:00:00%2B03:00", "The pause ends before it begins."),
        ("yesterday/", "A pause is written FROM/TO"),
    ):
        answer = systems.supervisor.get(path + pause)
        assert answer.json()["fields"]["pause"][0].startswith(said)


def test_a_rule_of_the_action_is_told_alike(cast: Cast, systems: Systems) -> None:
    body = filing(cast)
    body["beneficiary"]["identity"] = "1000000009"
    answer = systems.counter_officer.post("/tickets", body, **{"Idempotency-Key": "key-00001"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-identity")
    assert list(answer.json()["fields"]) == ["beneficiary.identity"]


def test_addresses_methods_and_garbage(systems: Systems) -> None:
    system = systems.supervisor
    assert system.get("/nothing").json()["code"] == "no-such-address"
    assert system.post("/nothing").status_code == 404
    wrong = system.post("/me")
    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "GET")
    assert wrong.headers["Content-Type"] == "application/problem+json"
    garbage = system.client.post(
        "/api/v1/tickets/1/unmask", "{", content_type="application/json", headers=system.headers()
    )
    assert (garbage.status_code, garbage.json()["code"]) == (400, "not-understood")
    halves = system.post("/tickets/1/unmask", {"field": "identity", "reason": "\ud800"})
    assert halves.status_code in {400, 422}


def test_not_now_says_how_it_stands(cast: Cast, systems: Systems) -> None:
    ticket = filed(cast)
    answer = systems.supervisor.post(f"/tickets/{ticket.reference}/actions/close")
    assert (answer.status_code, answer.json()["code"]) == (409, "not-now")
    assert answer.json()["now"] == {"state": "submitted", "version": 1}


def test_too_many_are_told_to_wait(cast: Cast, systems: Systems, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller, "LIMITS", {"read": 3, "write": 1})
    system = systems.supervisor
    answers = [system.get("/me") for _each in range(8)]
    refused = [each for each in answers if each.status_code == 429]
    assert refused
    assert 1 <= int(refused[0].headers["Retry-After"]) <= 60
    assert refused[0].json()["code"] == "too-many"
    assert systems.coordinator.get("/me").status_code == 200  # each token for itself


def test_a_fault_is_a_problem_without_detail(cast: Cast, systems: Systems, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("secret of the database")

    monkeypatch.setattr("tawasul.api.operations.tickets.counts_for", broken)
    answer = systems.supervisor.get("/tickets/counts")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert "secret" not in answer.content.decode()


def test_the_page_for_people_speaks_their_language(db: None) -> None:
    browser = Client()
    arabic = browser.get("/api/v1/docs", headers={"Accept-Language": "ar-SA,en;q=0.5"})
    page = arabic.content.decode()
    assert (arabic.status_code, arabic.headers["Content-Language"]) == (200, "ar")
    for said in ('dir="rtl"', "للأنظمة المرتبطة", "refer_to_coordinator", "/api/v1/openapi.json"):
        assert said in page
    assert "http" not in "".join(re.findall(r'(?:src|href)="([^"]*)"', page)), "nothing comes from elsewhere"
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = browser.get("/api/v1/docs", headers={"Accept-Language": "ar-SA"})
    assert english.headers["Content-Language"] == "en"
    assert "For linked systems" in english.content.decode()
