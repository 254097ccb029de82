"""axe-core finds nothing serious on the pages of meetings, in both languages, on a phone and a desktop."""

from datetime import time, timedelta

from django.utils import timezone

from tawasul.lib.hijri import RIYADH
from tawasul.meetings import actions, links, queries
from tawasul.meetings.models import Session
from tests.cast import PARENT, Cast
from tests.journeys.conftest import Open
from tests.journeys.test_accessible import DEVICES, everywhere, faults
from tests.meetings.asking import asked, ready, somebody, taken

PAGES = (
    "",
    "?which=ready",
    "?which=ended",
    "calls/",
    "file/",
    "file/?new=1",
    "sessions/",
    "sessions/?which=past",
    "times/",
)


@everywhere
def test_meetings(cast: Cast, seated: Open, opened: Open, language: str, device: str) -> None:
    now = timezone.now()
    officer = seated("meetings_officer", language, **DEVICES[device])
    wrong = [fault for path in PAGES for fault in faults(officer, f"/desk/meetings/{path}")]
    new, sorting = asked(cast, at=now), taken(cast, somebody(1), at=now)
    requests = [ready(cast, somebody(number), at=now, harm="serious", concerned=12) for number in range(2, 7)]
    actions.call(
        actor=cast.meetings_officer, request_id=sorting.pk, purpose="confirm_receipt", outcome="no_answer", at=now
    )
    centre = cast.places["centre"].pk
    actions.set_times(
        actor=cast.official_office, centre_id=centre, weekday=0, opens=time(10), closes=time(12), places=2, minutes=20,
        room="مكتب المدير", first_day=now.astimezone(RIYADH).date(), at=now,
    )  # fmt: skip
    actions.renew_feed(actor=cast.official_office, centre_id=centre, at=now)
    begins = now + timedelta(seconds=30)
    session = actions.open_session(
        actor=cast.official_office, centre_id=centre, begins_at=begins, ends_at=begins + timedelta(hours=2), places=3,
        anyway=True, room="مكتب المدير", at=now,
    )  # fmt: skip
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now)
    held = requests[0]
    actions.attend(actor=cast.official_office, request_id=held.pk, at=now)
    actions.decide(actor=cast.official_office, request_id=held.pk, text="تُنقل الطالبة", owner_name="لجنة النقل", at=now)
    later = Session.objects.filter(times__isnull=False).order_by("begins_at")[0]
    actions.cancel_session(actor=cast.official_office, session_id=later.pk, reason="سفر", at=now)
    full = [*PAGES, *(f"{row.reference}/" for row in (new, sorting, held, requests[1], requests[4]))]
    full += [f"sessions/{session.pk}/", f"sessions/{session.pk}/statement/", f"sessions/{later.pk}/"]
    wrong += [fault for path in full for fault in faults(officer, f"/desk/meetings/{path}")]
    visitor = opened(language, **DEVICES[device])
    seat = queries.seat_now(requests[1])
    assert seat is not None
    wrong += faults(visitor, f"/meet/{links.token_for(seat)}/")
    wrong += faults(visitor, "/meet/nothing/", 404)
    wrong += faults(visitor, "/file/?type=meeting")
    assert PARENT.name == new.asked_as
    assert wrong == []
