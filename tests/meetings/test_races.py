"""Two at once, on real PostgreSQL: the last place is given once, and a place that falls free is given once."""

from datetime import time

import pytest

from tawasul.lib.errors import Conflict
from tawasul.meetings import actions, queries
from tawasul.meetings.models import Seat, Session
from tawasul.notices.models import Notice
from tawasul.timeline.proof import broken_links
from tests.cast import SUNDAY, Cast, assemble, hours
from tests.meetings.asking import ready, somebody, whoever_asked
from tests.tickets.test_races import at_once


@pytest.fixture
def cast(lasting_db: None) -> Cast:
    return assemble()


def session_of(cast: Cast, places: int) -> Session:
    actions.set_times(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, weekday=0, opens=time(10), closes=time(12),
        places=places, minutes=20, room="مكتب المدير", first_day=SUNDAY.date(), at=SUNDAY,
    )  # fmt: skip
    return Session.objects.order_by("begins_at")[0]


def test_two_officers_book_the_last_place_at_once_and_one_has_it(cast: Cast) -> None:
    session = session_of(cast, 1)
    requests = [ready(cast, somebody(number)) for number in (1, 2)]
    officers = [cast.meetings_officer, cast.supervisor]
    outcomes = at_once(
        *(
            lambda officer=officer, request=request: actions.give_place(
                actor=officer, session_id=session.pk, reference=request.reference, reason="يسافر للعلاج", at=hours(1)
            )
            for officer, request in zip(officers, requests, strict=True)
        )
    )
    assert sum(isinstance(each, Seat) for each in outcomes) == 1
    assert [each.code for each in outcomes if isinstance(each, Conflict)] == ["full"]
    assert Notice.objects.filter(kind="meeting_invited").count() == 1
    assert not list(broken_links())


def test_two_draw_the_same_session_up_at_once_and_nobody_sits_twice(cast: Cast) -> None:
    session = session_of(cast, 4)
    for number in range(1, 10):
        ready(cast, somebody(number), at=hours(number / 100))
    at_once(
        *(
            lambda name=name: actions.draw_up(actor=cast.actor(name), session_id=session.pk, at=hours(1))
            for name in ("meetings_officer", "supervisor", "official_office")
        )
    )
    seats = queries.seats_of(session)
    assert [seat.place for seat in seats] == [1, 2, 3, 4, None, None, None]
    assert len({seat.request_id for seat in seats}) == 7
    assert Notice.objects.filter(kind="meeting_invited").count() == 4


def test_a_place_given_back_while_another_is_booked_is_given_once(cast: Cast) -> None:
    session = session_of(cast, 1)
    one, two, three = (ready(cast, somebody(number), at=hours(number / 100)) for number in (1, 2, 3))
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=hours(1), reserves=1)
    outcomes = at_once(
        lambda: actions.postpone(actor=whoever_asked(one), request_id=one.pk, reason="سفر", at=hours(2)),
        lambda: actions.give_place(
            actor=cast.meetings_officer, session_id=session.pk, reference=three.reference, at=hours(2)
        ),
        lambda: actions.withdraw(actor=whoever_asked(two), request_id=two.pk, reason="حُل", at=hours(2)),
    )
    seated = Seat.objects.filter(session=session, state__in=Seat.SEATED)
    assert seated.count() <= 1
    assert not any(isinstance(each, Exception) and not isinstance(each, Conflict) for each in outcomes), outcomes
    two.refresh_from_db()
    assert two.state == "withdrawn"
    assert not Seat.objects.filter(request=two, state__in=Seat.ACTIVE).exists()
    assert not list(broken_links())


def test_a_link_pressed_while_the_session_is_cancelled_leaves_one_truth(cast: Cast) -> None:
    session = session_of(cast, 1)
    request = ready(cast, somebody(1))
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=hours(1))
    at_once(
        lambda: actions.confirm(actor=whoever_asked(request), request_id=request.pk, at=hours(2)),
        lambda: actions.cancel_session(actor=cast.official_office, session_id=session.pk, reason="سفر", at=hours(2)),
    )
    request.refresh_from_db()
    (seat,) = Seat.objects.filter(request=request, state__in=Seat.ACTIVE)
    assert request.state == "scheduled"
    assert seat.session_id != session.pk
    assert not list(broken_links())
