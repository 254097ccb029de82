"""axe-core finds nothing serious on the pages of reception, in both languages, on a phone and a desktop."""

from datetime import timedelta

from django.utils import timezone

from tawasul.reception import actions
from tawasul.reception.models import Hall
from tests.cast import Cast, filed
from tests.journeys.conftest import Open
from tests.journeys.test_accessible import DEVICES, everywhere, faults
from tests.reception.coming import PARENT_COMES, came, seat

PAGES = ("", "?new=1&who=0551112223", "?who=الغامدي", "desk/", "hall/", "log/")


@everywhere
def test_reception(cast: Cast, seated: Open, opened: Open, language: str, device: str) -> None:
    now = timezone.now()
    empty = seated("hall_supervisor", language, **DEVICES[device])
    wrong = [fault for path in PAGES for fault in faults(empty, f"/desk/reception/{path}")]
    ticket = filed(cast)
    first = came(cast, PARENT_COMES, reason="complete", ticket_id=ticket.pk, at=now - timedelta(seconds=9))
    seat(cast, "1", at=now)
    seat(cast, "2", who="hall_supervisor", at=now)
    actions.call_next(actor=cast.hall_supervisor, at=now)
    actions.begin(actor=cast.hall_supervisor, visit_id=first.pk, at=now)
    parked = came(cast, "س" * 120, at=now)  # one word without end
    actions.call_next(actor=cast.counter_officer, at=now)
    actions.park(actor=cast.counter_officer, visit_id=parked.pk, note="صورة العقد", at=now)
    waiting = came(cast, "ب" * 120, reason="meeting", priority="elderly", at=now)
    visit = f"visits/{waiting.pk}/"
    full = (*PAGES, visit, f"{visit}slip/", f"{visit}slip/?paper=a4", f"visits/{first.pk}/", f"visits/{parked.pk}/")
    wrong += [fault for path in full for fault in faults(empty, f"/desk/reception/{path}")]
    visitor = opened(language, **DEVICES[device])
    screen = f"/hall/{Hall.objects.get().screen_key}/"
    for path in (f"/place/{waiting.code}/", f"/place/{first.code}/", f"/place/{parked.code}/", screen):
        wrong += faults(visitor, path)
    wrong += faults(visitor, "/place/nobody/", 404)
    wrong += faults(visitor, "/hall/nothing/", 404)
    assert wrong == []
