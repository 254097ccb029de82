from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tawasul.web.models import PageOpinion
from tests.cast import Cast, filed
from tests.service_levels.documents import INQUIRY, SHIPPED, changed, drafted, published
from tests.web.portal.conftest import follow, page_of

PAGES = ["/", "/commitment/", "/commitment/1/", "/privacy/", "/help/", "/accessibility/", "/file/", "/follow/"]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_public_page_reads_in_both_languages(db: None, path: str, language: str) -> None:
    visitor = Client()
    visitor.cookies["language"] = language
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert f'lang="{language}"' in page_of(answer)


def test_what_is_promised_comes_from_the_document_in_force(phone: Client) -> None:
    page = page_of(phone.get("/commitment/"))
    assert "within ten working days" in page
    assert "within two hours, day and night" in page
    meeting = page.split("Meeting with the official")[1].split("</li>")[0]
    assert "within ten working days" in meeting
    assert "An officer reads it" not in meeting, "no such time is promised of it"


def test_priorities_and_whom_another_time_holds_for_are_said(phone: Client, cast: Cast) -> None:
    at = timezone.now()
    lines = changed(replace(INQUIRY, number=4), replace(INQUIRY, category="student", number=2))
    published(cast, at, timezone.localdate(at) + timedelta(days=1), lines)
    today = page_of(phone.get("/commitment/"))
    assert "Version 1 of the service-level document, in force from" in today
    assert "urgent priority: <strong>within one working day" in today
    assert "You may object once to each reply, and up to 2 times in one request." in today
    assert "From" in today
    assert "Inquiry: within four working days, instead of within five working days" in today
    assert "Inquiry · for: Student: within two working days" in today
    coming = page_of(phone.get("/commitment/2/"))
    assert "This version does not hold yet" in coming
    assert "for: Student: <strong>within two working days" in coming


def test_the_day_comes_and_the_version_before_stays_readable(
    phone: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now()
    published(cast, at, timezone.localdate(at) + timedelta(days=1), changed(replace(INQUIRY, number=4)))
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(days=1))
    assert "A reply within four working days." in page_of(phone.get("/"))
    today = page_of(phone.get("/commitment/"))
    assert "Version 2 of the service-level document, in force from" in today
    assert "instead of" not in today
    before = page_of(phone.get("/commitment/1/"))
    assert "within five working days" in before
    assert "This version holds only for what was written while it was in force." in before


def test_a_document_that_says_little_is_read_all_the_same(
    phone: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now()
    only_replies = [line for line in SHIPPED if line.step == "whole" and not line.priority]
    published(cast, at, timezone.localdate(at) + timedelta(days=1), only_replies)
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(days=1))
    page = page_of(phone.get("/commitment/"))
    assert "checks every reply before it reaches you" in page
    assert "you may object to it" not in page
    assert "An officer reads it" not in page


def test_what_is_not_published_is_not_there(phone: Client, cast: Cast) -> None:
    drafted(cast, timezone.now())
    for path in ("/commitment/2/", "/commitment/99/", "/commitment/0/"):
        assert phone.get(path).status_code == 404


def test_a_request_says_the_version_that_it_keeps(phone: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    at = timezone.now()
    ticket = filed(cast, at=at)
    published(cast, at, timezone.localdate(at) + timedelta(days=1), changed(INQUIRY))
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(days=1))
    follow(phone, ticket.reference)
    page = page_of(phone.get("/follow/request/"))
    assert '<a href="/commitment/1/">Version 1, in force when you wrote</a>' in page


def test_opinions_are_counted_by_page_and_day(phone: Client) -> None:
    phone.post("/useful/", {"page": "/help/", "useful": "yes"})
    assert phone.post("/useful/", {"page": "/help/", "useful": "no"}).url == "/help/#content"
    script = phone.post("/useful/", {"page": "/help/", "useful": "yes"}, headers={"HX-Request": "true"})
    assert "Thank you" in page_of(script)
    counted = PageOpinion.objects.get()
    assert (counted.page, counted.useful, counted.not_useful) == ("portal:help", 2, 1)


@pytest.mark.parametrize("page", ["https://elsewhere.example/x", "//elsewhere.example", "/nowhere/"])
def test_opinions_lead_to_no_other_site(phone: Client, page: str) -> None:
    assert phone.post("/useful/", {"page": page, "useful": "yes"}).status_code == 422
    assert not PageOpinion.objects.exists()
