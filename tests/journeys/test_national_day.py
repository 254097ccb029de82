"""An inquiry of the Thursday before National Day: promised for Monday week, and moved by a holiday announced the night before.

The page, the beneficiary's phone, the command and the API say the same, and say it day by day.
"""

import json
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.calendars import actions as calendars
from tawasul.calendars.models import DayOff
from tawasul.lib.hijri import dual_date
from tawasul.lib.reference import parse_reference
from tawasul.tickets.models import Ticket
from tests.api.conftest import issued
from tests.cast import Cast
from tests.clocks.times import clock, moment
from tests.journeys import desk, ministry, parent
from tests.journeys.conftest import Open
from tests.journeys.now import Now, keep_time
from tests.journeys.words import said

FILED = "2026-09-17 10:00"
RAIN = "تعليق الدراسة والعمل لغزارة الأمطار"
NATIONAL_DAY, BRIDGE = "اليوم الوطني", "يوم عمل بين إجازتين"


def day(text: str) -> str:
    """A day as everybody reads it, in both calendars."""
    return dual_date(moment(f"{text} 12:00").date(), "ar")


def working(number: int) -> str:
    return said("working day %(number)d: %(hours)s", number=number, hours="07:30–14:30")


def off(reason: str) -> str:
    return said("closed: %(reason)s", reason=reason)


REST = said("not a working day")
FIRST = [
    ("2026-09-17", said("not counted: the time begins with the next working day")),
    ("2026-09-18", REST), ("2026-09-19", REST),
    ("2026-09-20", working(1)), ("2026-09-21", working(2)), ("2026-09-22", working(3)),
    ("2026-09-23", off(NATIONAL_DAY)), ("2026-09-24", off(BRIDGE)),
    ("2026-09-25", REST), ("2026-09-26", REST),
    ("2026-09-27", working(4)),
]  # fmt: skip
AS_PROMISED = [*FIRST, ("2026-09-28", working(5))]
AS_MOVED = [*FIRST, ("2026-09-28", off(RAIN)), ("2026-09-29", working(5))]


@pytest.fixture
def undecided(cast: Cast) -> None:
    """A year whose National Day nobody has decided on yet."""
    for row in DayOff.objects.filter(scope="", first_day__range=("2026-09-20", "2026-09-30")):
        calendars.withdraw_day_off(day_off_id=row.pk, by="E000001", at=timezone.now())


def test_an_inquiry_before_national_day(
    cast: Cast, undecided: None, now: Now, phone: Page, seated: Open, site: str
) -> None:
    now.is_("2026-09-06 09:00")
    official = now.shown_to(seated("ministry_supervisor"))
    ministry.propose_fixed_holidays(official, cast, 2026)
    assert answers(cast, site, official) == {moment("2026-09-24 14:30")}, "a proposal closes nothing"
    ministry.confirm(official, cast, NATIONAL_DAY, 2026)
    ministry.confirm(official, cast, BRIDGE, 2026)
    keep_time()
    assert answers(cast, site, official) == {moment("2026-09-28 14:30")}

    now.is_(FILED)
    number = parent.file_request(phone, "inquiry")
    expect(phone.get_by_role("main")).to_contain_text(day("2026-09-28"))
    ticket = Ticket.objects.get(reference=parse_reference(number))
    phone.get_by_role("link", name=said("Follow the request")).click()
    promised_to_the_parent(phone, "2026-09-28", AS_PROMISED)

    now.is_("2026-09-17 10:20")
    officer = now.shown_to(seated("complaint_officer"))
    desk.open_from_day(officer, parent.SUBJECT)
    desk.press_step(officer, officer, "take", "The ticket is in your hands.")
    explained_to_the_officer(officer, "2026-09-28", AS_PROMISED)

    now.goes_on_to("2026-09-17 10:25")
    now.is_("2026-09-27 18:00")
    official = now.shown_to(seated("ministry_supervisor"))
    ministry.announce(official, cast, kind="other", first="2026-09-28", reason=RAIN, reason_en="Heavy rain")
    assert ministry.figure(official, "deadlines that move") == "1"
    assert (
        ministry.figure(official, "deadlines that become late"),
        ministry.figure(official, "deadlines late no longer"),
    ) == ("0", "0")
    assert clock(ticket).due_at == moment("2026-09-28 14:30"), "what is previewed is not done"
    ministry.apply(official)
    expect(official.get_by_role("heading", name=said("Open deadlines are being reckoned anew"))).to_be_visible()
    keep_time()
    expect(official.get_by_role("heading", name=said("Every open deadline was reckoned anew"))).to_be_visible()
    assert ministry.figure(official, "deadlines that moved") == "1"

    parent.follow(now.shown_to(phone), number)
    promised_to_the_parent(phone, "2026-09-29", AS_MOVED)
    happened = phone.get_by_role("region", name=said("What happened so far"))
    expect(happened).to_contain_text(RAIN)
    expect(happened).to_contain_text(day("2026-09-29"))
    officer = now.shown_to(seated("complaint_officer"))
    officer.goto(f"/desk/tickets/{ticket.reference}/")
    explained_to_the_officer(officer, "2026-09-29", AS_MOVED)
    assert answers(cast, site, officer) == {moment("2026-09-29 14:30")}
    assert clock(ticket).due_at == moment("2026-09-29 14:30")


def promised_to_the_parent(page: Page, due: str, days: list[tuple[str, str]]) -> None:
    """The date among the facts, and how it was counted, one tap away."""
    facts = page.get_by_role("main").locator("dl.facts > div").filter(has_text=said("We promised a reply by"))
    expect(facts.locator("dd")).to_have_text(day(due))
    page.get_by_text(said("How the date was counted")).click()
    lines = page.locator(".counted-days li")
    expect(lines).to_have_count(len(days))
    for line, (date, counted) in zip(lines.all(), days, strict=True):
        expect(line).to_contain_text(day(date))
        expect(line).to_contain_text(counted)


def explained_to_the_officer(page: Page, due: str, days: list[tuple[str, str]]) -> None:
    """The date on the ticket's page; one tap leads to the days, which end with it."""
    dates = page.get_by_role("region", name=said("Dates"))
    expect(dates).to_contain_text(day(due))
    dates.get_by_role("link", name=said("Why then?")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(said("Why is it due then?"))
    rows = page.get_by_role("main").locator("tbody tr")
    expect(rows).to_have_count(len(days))
    for row, (date, counted) in zip(rows.all(), days, strict=True):
        expect(row).to_contain_text(day(date))
        expect(row).to_contain_text(counted)


def answers(cast: Cast, site: str, page: Page) -> set[datetime]:
    """What the command and the API say of such an inquiry: the same, or there are two answers."""
    out = StringIO()
    centre = str(cast.places["centre"].pk)
    call_command("deadline", "--type", "inquiry", "--filed", FILED, "--json", "--centre", centre, stdout=out)
    asked: dict[str, Any] = {"type": "inquiry", "filed": f"{FILED.replace(' ', 'T')}:00+03:00"}
    secret = issued(cast, "coordinator").secret
    answer = page.request.get(
        f"{site}/api/v1/deadline",
        params=asked | {"centre": centre},
        headers={"Authorization": f"Bearer {secret}"},
    )
    dues = json.loads(out.getvalue())["due"], answer.json()["due"]  # of the command in Riyadh's time, of the API in UTC
    return {datetime.fromisoformat(each) for each in dues}
