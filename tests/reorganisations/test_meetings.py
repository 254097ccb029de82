"""A centre is merged: what people asked of its official, and the dates that they were told, go over to what took over."""

from datetime import timedelta

import pytest

from tawasul.meetings import actions, queries
from tawasul.meetings.models import MeetingRequest, Seat, Session
from tawasul.timeline.proof import broken_links
from tests.cast import SUNDAY, Cast, assemble
from tests.meetings.asking import asked, ready, somebody
from tests.reorganisations.neighbours import NOON, carried_out, merge, settle


@pytest.fixture
def cast(db: None) -> Cast:
    return settle(assemble())


def test_requests_go_over_with_their_promise_and_a_session_that_collides_is_rebooked(cast: Cast) -> None:
    new, one, two = asked(cast), ready(cast, somebody(1)), ready(cast, somebody(2))
    promised = new.committed_at
    first, second = NOON + timedelta(days=9), NOON + timedelta(days=10)

    def opened(centre: str, begins, places: int = 1, by: str = "ministry_supervisor") -> Session:
        return actions.open_session(
            actor=cast.actor(by), centre_id=cast.places[centre].pk, begins_at=begins, ends_at=begins + timedelta(hours=1),
            places=places, anyway=True, room="مكتب المدير", at=SUNDAY,
        )  # fmt: skip

    alone, colliding = opened("centre", first), opened("centre", second)
    there = opened("south_centre", second, 2)
    for session in (alone, colliding):
        actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=SUNDAY, reserves=0)
    carried_out(cast, merge("sector", "south"))
    south = cast.places["south_centre"].pk
    for request in (new, one, two):
        request.refresh_from_db()
        assert (request.centre_id, request.sector_id) == (south, cast.places["south"].pk)
    assert new.committed_at == promised
    assert (queries.seat_now(one).session_id, queries.seat_now(two).session_id) == (alone.pk, there.pk)
    assert Session.objects.get(pk=alone.pk).centre_id == south
    assert Session.objects.get(pk=colliding.pk).state == "cancelled"
    assert not Seat.objects.filter(session=colliding, state__in=Seat.ACTIVE).exists()
    assert MeetingRequest.objects.filter(state="scheduled").count() == 2
    assert not list(broken_links())
