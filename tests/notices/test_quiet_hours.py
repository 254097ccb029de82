"""What can wait does not wake anybody."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from procrastinate.contrib.django.models import ProcrastinateJob

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotAllowed
from tawasul.lib.hijri import RIYADH
from tawasul.notices import actions, queries
from tawasul.notices.quiet import OURS, Hours, too_soon_to_wait, waits_until
from tawasul.notices.recipients import of_mobile
from tests.notices.causes import CONTEXT, EMAIL_ONLY, MOBILE, NOW, again, one
from tests.notices.wire import Gateway

EDITOR = Actor(kind=ActorKind.STAFF, powers=frozenset({Power.EDIT_WORDINGS}))


def riyadh(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=RIYADH)


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        (riyadh(23, 21, 59), None),
        (riyadh(23, 22), riyadh(24, 7)),
        (riyadh(23, 23, 50), riyadh(24, 7)),
        (riyadh(24, 0), riyadh(24, 7)),
        (riyadh(24, 6, 59), riyadh(24, 7)),
        (riyadh(24, 7), None),
    ],
)
def test_the_hours_that_hold_until_the_ministry_says_otherwise(moment: datetime, until: datetime | None) -> None:
    assert waits_until(moment.astimezone(UTC), OURS) == until


def test_hours_within_a_day_and_none() -> None:
    noon = Hours(begins=time(12), ends=time(14))
    assert waits_until(riyadh(23, 13), noon) == riyadh(23, 14)
    assert waits_until(riyadh(23, 14), noon) is None
    assert waits_until(riyadh(23, 3), Hours(begins=time(3), ends=time(3))) is None


@given(
    some.datetimes(riyadh(1, 0).replace(tzinfo=None), riyadh(30, 0).replace(tzinfo=None)), some.times(), some.times()
)
def test_whoever_waits_waits_less_than_a_day_and_then_no_more(moment: datetime, begins: time, ends: time) -> None:
    hours = Hours(begins=begins.replace(microsecond=0), ends=ends.replace(microsecond=0))
    at = moment.replace(tzinfo=RIYADH)
    until = waits_until(at, hours)
    if until is not None:
        assert timedelta() < until - at <= timedelta(days=1)
        assert waits_until(until, hours) is None


@pytest.mark.parametrize(
    ("moment", "begins", "leaves"),
    [
        (riyadh(23, 22, 30), riyadh(23, 23, 30), True),
        (riyadh(24, 0, 30), riyadh(24, 13), True),
        (riyadh(24, 6, 30), riyadh(24, 7, 30), True),
        (riyadh(23, 23), riyadh(24, 10), True),
        (riyadh(23, 23), riyadh(24, 11), False),
        (riyadh(23, 23), riyadh(30, 10), False),
        (riyadh(23, 12), riyadh(24, 10), False),
    ],
)
def test_what_begins_soon_cannot_wait(moment: datetime, begins: datetime, leaves: bool) -> None:
    assert too_soon_to_wait(moment.astimezone(UTC), begins.astimezone(UTC), OURS) is leaves


def at_night(kind: str = "ticket_returned", **more: Any) -> Any:
    (notice,) = actions.owe(
        kind=kind,
        at=riyadh(23, 23, 50),
        subject_kind="ticket",
        subject_id=7,
        context=CONTEXT,
        **({"once": "event:1", "recipients": [of_mobile(MOBILE)]} | more),
    )
    return notice


@pytest.mark.django_db
def test_an_sms_owed_at_night_leaves_in_the_morning_and_the_outbox_says_so(gateway: Gateway) -> None:
    notice = at_night()
    (job,) = ProcrastinateJob.objects.all()
    assert job.scheduled_at == notice.next_attempt_at == riyadh(24, 7)
    assert [shown.waits_until for shown in queries.outbox()] == [riyadh(24, 7)]
    assert actions.deliver(notice_id=notice.pk, at=riyadh(24, 6, 59)) is None
    assert actions.deliver(notice_id=notice.pk, at=riyadh(24, 7)) == "sent"
    assert [shown.waits_until for shown in queries.about("ticket", 7)] == [None]


@pytest.mark.django_db
def test_codes_leave_at_night_and_letters_too(gateway: Gateway, settings: Any) -> None:
    code = at_night(kind="verification_code")
    assert actions.deliver(notice_id=code.pk, at=riyadh(23, 23, 50)) == "sent"
    letter = at_night(recipients=[EMAIL_ONLY])
    assert letter.next_attempt_at == riyadh(23, 23, 50)


@pytest.mark.django_db
def test_what_is_said_of_an_emergency_leaves_at_any_hour_and_first(gateway: Gateway) -> None:
    waiting, urgent = at_night(once="event:1"), at_night(once="event:2", at_any_hour=True)
    assert (waiting.next_attempt_at, urgent.next_attempt_at) == (riyadh(24, 7), riyadh(23, 23, 50))
    jobs = ProcrastinateJob.objects.order_by("-priority")
    assert [job.args["notice_id"] for job in jobs] == [urgent.pk, waiting.pk]
    gateway.moods = [500]
    assert actions.deliver(notice_id=urgent.pk, at=riyadh(23, 23, 50)) == "owed"
    assert actions.deliver(notice_id=urgent.pk, at=riyadh(23, 23, 51)) == "sent", (
        "the night does not hold it back either"
    )
    assert len(gateway.requests) == 2


@pytest.mark.django_db
def test_whoever_files_at_night_gets_the_number_at_once(gateway: Gateway) -> None:
    """They are awake, and were promised it; but a gateway that comes back in the small hours wakes nobody."""
    number = at_night(kind="ticket_received")
    assert number.next_attempt_at == riyadh(23, 23, 50)
    gateway.moods = [500]
    assert actions.deliver(notice_id=number.pk, at=riyadh(23, 23, 50)) == "owed"
    assert actions.deliver(notice_id=number.pk, at=riyadh(24, 0, 19)) == "sent"
    another = at_night(kind="ticket_received", once="event:2")
    assert actions.deliver(notice_id=another.pk, at=riyadh(24, 0, 21)) is None
    assert again(another).next_attempt_at == riyadh(24, 7)


@pytest.mark.django_db
def test_what_is_tried_again_at_night_waits_too(gateway: Gateway) -> None:
    gateway.moods = [500]
    notice = one()
    actions.deliver(notice_id=notice.pk, at=NOW)
    assert actions.deliver(notice_id=notice.pk, at=riyadh(23, 23)) is None
    assert (again(notice).next_attempt_at, again(notice).attempts) == (riyadh(24, 7), 1)
    assert actions.deliver(notice_id=notice.pk, at=riyadh(24, 7)) == "sent"


@pytest.mark.django_db
def test_the_ministry_sets_the_hours(gateway: Gateway) -> None:
    with pytest.raises(NotAllowed):
        actions.set_quiet_hours(actor=Actor(kind=ActorKind.STAFF), begins=time(0), ends=time(0), at=NOW)
    actions.set_quiet_hours(actor=EDITOR, begins=time(1), ends=time(5, 30), at=NOW)
    notice = at_night()
    assert notice.next_attempt_at == riyadh(23, 23, 50)
