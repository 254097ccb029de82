"""Refusals and faults as pages, in the reader's language."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override

from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Refused, TooMany
from tawasul.web import refusals
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def asked(**headers: str) -> HttpRequest:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/", headers=headers)
    request.user = AnonymousUser()
    request.actor = None  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("refused", "status", "said"),
    [
        (NotFound("secret word"), 404, "We did not find this"),
        (NotAllowed("Your role does not allow this."), 403, "Your role does not allow this."),
        (Conflict("Somebody was first."), 409, "Somebody was first."),
        (Invalid("Wrong.", fields={"text": ["Too short."]}), 422, "Too short."),
        (TooMany("Wait.", retry_after=42), 429, "Wait."),
    ],
)
def test_each_kind_has_its_status_and_words(refused: Refused, status: int, said: str) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        with override("en"):
            answer: HttpResponse = refusals.page(asked(**headers), refused)
        assert answer.status_code == status
        assert said in answer.content.decode() or headers
        assert "secret word" not in answer.content.decode()
        assert ("<html" in answer.content.decode()) == (not headers)
    if status == 429:
        assert answer["Retry-After"] == "42"


def test_an_unknown_address_is_told_kindly_in_both_languages(browser: Client) -> None:
    assert "We did not find this" in browser.get("/no/such/page/").content.decode()
    arabic = Client().get("/no/such/page/")
    assert arabic.status_code == 404
    assert 'lang="ar"' in arabic.content.decode()


def test_a_stranger_to_a_power_is_refused(cast: Cast, browser: Client) -> None:
    browser.force_login(cast.user("coordinator"))
    for path in ("/desk/network/", "/desk/members/", "/desk/unmaskings/"):
        answer = browser.get(path)
        assert answer.status_code == 403
        assert "Your role does not allow this." in answer.content.decode()


def test_a_form_without_its_proof_is_told_what_to_do(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["language"] = "en"
    answer = browser.post("/account/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "reload it" in answer.content.decode()


def test_a_fault_is_told_without_asking_anything(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        answer = refusals.fault(asked())
    assert answer.status_code == 500
    assert "<html" in answer.content.decode()
