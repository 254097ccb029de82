"""A report at ten minutes to midnight on the eve of Eid, the holiday announced that evening: two hours, whatever the hour.

Its alarms sound in their minutes and leave by SMS while all else keeps the night's quiet; it is answered late, and everybody
can read by how much, and that its two hours ran day and night.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.clocks.models import Alarm
from tawasul.lib.hijri import RIYADH, dual_moment
from tawasul.lib.reference import parse_reference
from tawasul.notices.models import Notice
from tawasul.people.models import User
from tawasul.service_levels.labels import STEP_LABELS
from tawasul.tickets import actions
from tawasul.tickets.labels import PUBLIC_STATE_LABELS
from tawasul.tickets.models import Ticket
from tests.cast import Cast, filed
from tests.clocks.times import clock, moment
from tests.journeys import desk, ministry, parent
from tests.journeys.conftest import Open
from tests.journeys.now import Now, keep_time
from tests.journeys.words import label, said
from tests.notices.conftest import gateway
from tests.notices.wire import Gateway

__all__ = ["gateway"]

SCHOOL = "مدرسة الواحة الابتدائية الرابعة"
EID = "إجازة عيد الفطر"
REPLY = "أُطفئ الحريق في غرفة الكهرباء، ولم يصب أحد، وتُركت المدرسة في عهدة الدفاع المدني حتى الصباح."
MOBILES = {
    "report_officer": "+966500000001", "services_supervisor": "+966500000002", "coordinator": "+966500000003",
    "department_supervisor": "+966500000004", "supervisor": "+966500000005", "performance_officer": "+966500000006",
    "complaint_officer": "+966500000007",
}  # fmt: skip
PARENT = "+966501234567"

# When each alarm sounds, what it is, and whose telephones ring.
ALARMS = [
    ("00:05", "triage", "rung", 0, {"report_officer"}),  # a quarter of an hour, and nobody had taken it
    ("00:15", "triage", "rung", 1, {"services_supervisor"}),
    ("00:50", "whole", "warning", 50, {"coordinator"}),
    ("01:20", "whole", "warning", 75, {"coordinator"}),
    ("01:22", "answer", "warning", 80, {"coordinator"}),
    ("01:40", "review", "rung", 0, {"department_supervisor"}),
    ("01:50", "review", "rung", 1, {"department_supervisor"}),
    ("01:50", "whole", "rung", 0, {"department_supervisor"}),
    ("02:05", "whole", "rung", 1, {"department_supervisor"}),
    ("02:20", "whole", "rung", 2, {"supervisor", "performance_officer"}),
]


@pytest.fixture
def telephones(cast: Cast) -> None:
    """Those of the cast who may be called at night have their mobiles recorded."""
    for name, mobile in MOBILES.items():
        User.objects.filter(pk=cast.user(name).pk).update(mobile=mobile)


class Night:
    """The night of 8 to 9 March 2027: minutes pass, the timekeeper and the worker work, and it is noted who heard when."""

    def __init__(self, now: Now, gateway: Gateway, work_off: Callable[[], None]) -> None:
        self.now, self._gateway, self._work_off = now, gateway, work_off
        self.rang: dict[str, set[str]] = defaultdict(set)

    def until(self, clock: str) -> None:
        """This minute comes, with what sounds before and in it."""
        day = "2027-03-08" if clock > "12:00" else "2027-03-09"
        self.now.goes_on_to(f"{day} {clock}", lambda _round: self.heard())

    def heard(self) -> None:
        """The worker sends what is owed; whose telephones ring by it is noted in this minute."""
        before = len(self._gateway.requests)
        self._work_off()
        minute = f"{self.now.at.astimezone(RIYADH):%H:%M}"
        self.rang[minute] |= {request["to"] for request in self._gateway.requests[before:]}


def test_a_report_on_the_eve_of_eid(
    cast: Cast, telephones: None, now: Now, gateway: Gateway, work_off: Callable[[], None],
    phone: Page, seated: Open,
) -> None:  # fmt: skip
    night = Night(now, gateway, work_off)
    now.is_("2027-03-07 11:00")
    inquiry = filed(cast, type="inquiry", at=now.at, subject="موعد الاختبارات")
    assert clock(inquiry).due_at == moment("2027-03-14 14:30"), "a day of Ramadan, and four of the common week"
    work_off()

    now.is_("2027-03-08 21:00")
    official = now.shown_to(seated("ministry_supervisor"))
    ministry.announce(official, cast, kind="eid_al_fitr", first="2027-03-09", last="2027-03-14", reason=EID)
    assert ministry.figure(official, "deadlines that move") == "1"
    ministry.apply(official)
    expect(official.get_by_role("heading", name=said("Open deadlines are being reckoned anew"))).to_be_visible()
    keep_time()
    assert clock(inquiry).due_at == moment("2027-03-18 14:30")

    now.is_("2027-03-08 23:50")
    gateway.requests.clear()
    number = parent.file_request(now.shown_to(phone), "report", place=SCHOOL)
    promised = dual_moment(moment("2027-03-09 01:50"), "ar")
    expect(phone.get_by_role("main")).to_contain_text(promised)
    ticket = Ticket.objects.get(reference=parse_reference(number))
    assert clock(ticket).due_at == ticket.committed_at == moment("2027-03-09 01:50")
    night.heard()
    assert night.rang["23:50"] == {PARENT, MOBILES["report_officer"]}

    night.until("00:20")
    officer = now.shown_to(seated("report_officer"))
    desk.open_from_day(officer, parent.SUBJECT)
    desk.press_step(officer, officer, "take", "The ticket is in your hands.")
    night.until("00:22")
    errand = desk.step(officer, "refer_to_coordinator")
    errand.locator('[name="coordinator"]').select_option(str(cast.members["coordinator"].pk))
    errand.locator('[name="reason"]').fill("للتواصل مع المدرسة والدفاع المدني فورًا")
    desk.press_step(officer, errand, "refer_to_coordinator", "The ticket was referred to the coordinator.")
    night.heard()
    assert MOBILES["coordinator"] in night.rang["00:22"]

    night.until("01:00")
    coordinator = now.shown_to(seated("coordinator"))
    desk.open_from_day(coordinator, parent.SUBJECT)
    runs_day_and_night(coordinator, promised)
    night.until("01:25")
    desk.open_ticket(coordinator, number)
    desk.write_reply(coordinator, REPLY)
    night.heard()
    assert night.rang["01:25"] == {MOBILES["department_supervisor"]}

    night.until("02:30")
    parent.follow(now.shown_to(phone), number)
    expect(phone.get_by_role("main")).not_to_contain_text(REPLY)
    supervisor = now.shown_to(seated("department_supervisor"))
    desk.open_from_day(supervisor, parent.SUBJECT)
    desk.approve(supervisor)
    night.heard()
    assert PARENT in night.rang["02:30"]
    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text(REPLY)
    expect(phone.get_by_role("main")).to_contain_text(label(PUBLIC_STATE_LABELS["replied"]))

    what_sounded(cast, ticket, night)
    assert clock(ticket).late_by == moment("2027-03-09 02:30") - moment("2027-03-09 01:50")
    supervisor.goto(f"/desk/tickets/{ticket.reference}/")
    late = said("Ended late by %(time)s", time="40 دقيقة")
    expect(supervisor.get_by_role("region", name=said("Dates"))).to_contain_text(late)
    the_rest_kept_quiet(cast, work_off, now, gateway)


def runs_day_and_night(page: Page, promised: str) -> None:
    """Why it is due then: two days of the calendar, of which the clock knows nothing."""
    dates = page.get_by_role("region", name=said("Dates"))
    expect(dates).to_contain_text(promised)
    dates.get_by_role("link", name=f"{said('Why then?')} {label(STEP_LABELS['whole'])}").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text(said("This time runs day and night, on holidays too."))
    rows = main.locator("tbody tr")
    expect(rows).to_have_count(2)
    for row, hours in zip(rows.all(), ("23:50–00:00", "00:00–01:50"), strict=True):
        expect(row).to_contain_text(hours)


def what_sounded(cast: Cast, ticket: Ticket, night: Night) -> None:
    """Each alarm in its minute and once; and in that minute the telephones of those who were to hear."""
    rows = Alarm.objects.filter(clock__subject_id=ticket.pk).select_related("clock").order_by("sounded_at", "clock__pk")
    sounded = [
        (f"{row.sounded_at.astimezone(RIYADH):%H:%M}", row.clock.step, row.kind, row.number, hearers(cast, row))
        for row in rows
    ]
    assert sorted(sounded, key=str) == sorted(ALARMS, key=str)
    assert all(row.sounded_at == row.planned_at for row in rows)
    for minute, _step, _kind, _number, names in ALARMS:
        assert {MOBILES[name] for name in names} <= night.rang[minute], minute


def hearers(cast: Cast, alarm: Alarm) -> set[str]:
    ids = set(alarm.hearers.values_list("user_id", flat=True))
    return {name for name in cast.members if cast.user(name).pk in ids}


def the_rest_kept_quiet(cast: Cast, work_off: Callable[[], None], now: Now, gateway: Gateway) -> None:
    """What is said of inquiries waits for seven o'clock; nothing of the report was said twice."""
    references = [request["reference"] for request in gateway.requests]
    assert len(references) == len(set(references))
    kept: Any = Notice.objects.get(
        channel="sms", state="owed"
    )  # Eid was announced tonight, and another date stands since
    assert (kept.kind, kept.next_attempt_at) == ("promise_moved", moment("2027-03-09 07:00"))
    inquiry = filed(cast, type="inquiry", at=now.at, subject="موعد العودة")
    work_off()
    before = len(gateway.requests)  # the number of a request leaves at night too: somebody sits up for it
    officer = cast.actor("complaint_officer")
    actions.take(actor=officer, ticket_id=inquiry.pk, at=now.at)
    actions.return_for_completion(actor=officer, ticket_id=inquiry.pk, missing="اسم المدرسة", at=now.at)
    work_off()
    assert len(gateway.requests) == before
    waiting: Any = Notice.objects.get(channel="sms", state="owed", subject_id=inquiry.pk)
    assert waiting.next_attempt_at == moment("2027-03-09 07:00")
    assert waiting.next_attempt_at > timezone.now()
