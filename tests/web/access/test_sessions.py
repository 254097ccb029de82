"""How long a session lasts, and the page of one's own."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tawasul.web.access import sessions
from tests.cast import PASSWORD, Cast


def age(browser: Client, *, seen: timedelta = timedelta(), began: timedelta = timedelta()) -> None:
    """As if time had passed."""
    session = browser.session
    now = int(timezone.now().timestamp())
    session[sessions.SEEN] = now - int(seen.total_seconds())
    session[sessions.BEGAN] = now - int(began.total_seconds())
    session.save()


@pytest.fixture
def at_work(cast: Cast, browser: Client) -> Client:
    browser.post("/account/login/", {"login": cast.user("coordinator").email, "password": PASSWORD})
    assert browser.get("/desk/help/").status_code == 200
    return browser


def test_an_idle_session_ends_and_says_why(at_work: Client) -> None:
    age(at_work, seen=timedelta(minutes=31), began=timedelta(minutes=40))
    answer = at_work.get("/desk/help/")
    assert answer.url == "/account/login/?next=/desk/help/"
    assert "idle" in at_work.get(answer.url).content.decode()


def test_work_keeps_a_session_and_a_poll_does_not(at_work: Client) -> None:
    age(at_work, seen=timedelta(minutes=20), began=timedelta(minutes=40))
    at_work.get("/desk/help/", headers={"X-Poll": "1"})
    assert timezone.now().timestamp() - at_work.session[sessions.SEEN] > 1000
    at_work.get("/desk/help/")
    assert timezone.now().timestamp() - at_work.session[sessions.SEEN] < 60


def test_a_session_lasts_twelve_hours_at_most(at_work: Client) -> None:
    age(at_work, began=timedelta(hours=12, minutes=1))
    assert at_work.get("/desk/help/").status_code == 302


def test_a_form_sent_too_late_leads_back_to_its_page(at_work: Client) -> None:
    age(at_work, seen=timedelta(hours=1))
    answer = at_work.post("/desk/notices/", {}, headers={"Referer": "http://testserver/desk/notices/"})
    assert answer.url.endswith("next=/desk/notices/")


def test_reading_pages_writes_the_session_once_a_minute(at_work: Client, django_assert_max_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        at_work.get("/desk/roles/")
    assert not [query for query in caught if query["sql"].startswith(("UPDATE", "INSERT"))]


def test_own_sessions_are_shown_and_others_of_mine_ended(cast: Cast, at_work: Client) -> None:
    elsewhere, another = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari/604"), Client()
    for browser, name in ((elsewhere, "coordinator"), (another, "supervisor")):
        browser.post("/account/login/", {"login": cast.user(name).email, "password": PASSWORD})
    page = at_work.get("/desk/sessions/")
    assert [row["current"] for row in page.context["sessions"]] == [False, True]
    assert "iPhone" in page.content.decode()
    stranger = another.get("/desk/sessions/").context["sessions"]
    at_work.post("/desk/sessions/", {"session": stranger[0]["id"]})
    assert another.get("/desk/help/").status_code == 200, "nobody ends the session of another"
    at_work.post("/desk/sessions/", {"session": page.context["sessions"][0]["id"]})
    assert elsewhere.get("/desk/help/").status_code == 302
    assert at_work.get("/desk/help/").status_code == 200
