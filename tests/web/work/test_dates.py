"""By when who must act, and why then: on the ticket's page, for the API, and for the beneficiary."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from tawasul.clocks.models import Clock
from tawasul.lib.durations import say_hours
from tawasul.tickets import actions
from tawasul.web.desk.work.ticket.dates import dates_of
from tests.cast import asking, filed, replied, with_coordinator
from tests.clocks.times import moment


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


TEN = moment("2026-09-17 10:00")


def inquiry(cast: Any) -> Any:
    return filed(cast, type="inquiry", at=TEN)


def whole(ticket: Any) -> Clock:
    return Clock.objects.get(subject_id=ticket.pk, step="whole")


def test_an_inquiry_before_national_day_is_explained_day_by_day(cast: Any, enter: Any) -> None:
    ticket = inquiry(cast)
    browser = enter("complaint_officer")
    page = browser.get(f"/desk/tickets/{ticket.reference}/").content.decode()
    link = f"/desk/tickets/{ticket.reference}/dates/{whole(ticket).pk}/"
    assert link in page
    said = browser.get(link).content.decode()
    assert "within five working days" in said
    assert "closed: National Day" in said
    assert "working day 5: 07:30–14:30" in said
    assert "Monday 28 September 2026" in said


def test_what_is_left_what_is_late_and_what_stands_still(cast: Any) -> None:
    ticket = inquiry(cast)
    due = whole(ticket).due_at
    (own, *_legs) = dates_of(ticket, due - timedelta(hours=2))["dates"]
    assert (own.standing, own.tone) == ("2 hours of working time left", "success")
    (own, *_legs) = dates_of(ticket, due + timedelta(days=1))["dates"]
    assert (own.standing, own.tone) == ("Late by 7 hours of working time", "danger")
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=TEN + timedelta(minutes=5))
    actions.return_for_completion(
        actor=cast.complaint_officer, ticket_id=ticket.pk, missing="صورة الهوية", at=TEN + timedelta(minutes=10)
    )
    (own,) = dates_of(ticket, due + timedelta(days=9))["dates"]
    assert own.standing.startswith("Stands still since")
    actions.complete(actor=asking(ticket), ticket_id=ticket.pk, text="أرفقتها", at=TEN + timedelta(days=3))
    explained = dates_of(ticket, TEN + timedelta(days=3, minutes=1))["dates"][0]
    assert explained.due != own.due, "the time that stood still is given back"


def test_hands_that_let_go_are_kept_with_their_time(cast: Any, enter: Any) -> None:
    ticket = replied(cast)
    context = enter("supervisor").get(f"/desk/tickets/{ticket.reference}/").context
    assert [date.whole for date in context["dates"]] == [True]
    assert context["dates"][0].standing.startswith("Ended in time")
    assert {str(date.label) for date in context["past_dates"]} >= {"Coordinator's answer", "Review of the reply"}
    for date in [*context["dates"], *context["past_dates"]]:
        assert enter("supervisor").get(date.url).status_code == 200


def test_another_centre_and_another_tickets_clock_are_not_there(cast: Any, enter: Any) -> None:
    one, other = inquiry(cast), inquiry(cast)
    address = f"/desk/tickets/{one.reference}/dates/"
    assert enter("stranger").get(f"{address}{whole(one).pk}/").status_code == 404
    assert enter("supervisor").get(f"{address}{whole(other).pk}/").status_code == 404
    assert enter("supervisor").get(f"{address}99999999/").status_code == 404


def test_the_card_costs_the_same_however_many_legs(cast: Any) -> None:
    def cost(ticket: Any) -> int:
        dates_of(ticket, timezone.now())
        with CaptureQueriesContext(connection) as caught:
            dates_of(ticket, timezone.now())
        return len(caught)

    assert cost(filed(cast)) == cost(with_coordinator(cast))


@pytest.mark.parametrize(
    ("hours", "arabic", "english"),
    [
        (35, "35 ساعة", "35 hours"),
        (2.5, "ساعتان و30 دقيقة", "2 hours and 30 minutes"),
        (0, "أقل من دقيقة", "less than a minute"),
    ],
)
def test_working_time_is_said_in_hours(hours: float, arabic: str, english: str) -> None:
    assert say_hours(timedelta(hours=hours), "ar") == arabic
    assert say_hours(timedelta(hours=hours), "en") == english
