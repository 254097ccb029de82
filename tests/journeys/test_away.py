"""A coordinator is away: the supervisor says who stands in, the alarm reaches the deputy, who does the work."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.centres.queries import absences
from tawasul.tickets.models import Reply, Ticket
from tests.cast import Cast, under_review, with_coordinator
from tests.clocks.times import sound
from tests.journeys import desk
from tests.journeys.conftest import PHONE, Open
from tests.journeys.words import said

TEXT = "استبدلنا السائق، ويعود الباص إلى خط سيره يوم الأحد القادم."


def test_an_alarm_of_the_absent_coordinators_ticket_reaches_the_deputy(cast: Cast, seated: Open) -> None:
    ticket = with_coordinator(cast)
    absent, deputy = cast.user("coordinator"), cast.user("followup_coordinator")

    supervisor = seated("supervisor")
    record(supervisor, absent.name_ar, deputy.name_ar)
    expect(supervisor.get_by_text(said("The absence is recorded, and both are told."))).to_be_visible()
    expect(supervisor.get_by_role("complementary")).to_contain_text(deputy.name_ar)

    sound(max(timezone.now(), Ticket.objects.get(pk=ticket.pk).committed_at) + timedelta(minutes=1))

    page = seated("followup_coordinator", **PHONE)
    page.goto("/desk/notices/")
    notices = page.get_by_role("main")
    expect(notices).to_contain_text(absent.name_ar)
    page.goto("/desk/")
    expect(page.get_by_role("main").get_by_text(absent.name_ar).first).to_be_visible()
    page.get_by_role("main").get_by_role("button", name=said("Act in that role")).click()
    expect(page.get_by_role("main").get_by_role("button", name=said("Act in that role"))).to_have_count(0)
    page.goto("/desk/notices/")
    page.get_by_role("main").get_by_role("link").filter(has_text="26-").first.click()
    page.wait_for_url(f"**/desk/tickets/{ticket.reference}/**")
    desk.write_reply(page, TEXT)

    reply = Reply.objects.get(ticket=ticket, state=Reply.UNDER_REVIEW)
    assert (reply.author, reply.text) == (deputy, TEXT)


def test_the_deputy_takes_over_what_can_be_moved_and_the_supervisor_ends_the_absence(cast: Cast, seated: Open) -> None:
    moved, stays = with_coordinator(cast, subject="باص الحي الشمالي"), under_review(cast, subject="باص الحي الجنوبي")
    supervisor = seated("supervisor")
    record(supervisor, cast.user("coordinator").name_ar, cast.user("second_coordinator").name_ar)
    page = seated("second_coordinator")
    page.goto(f"/desk/absences/{absences().get().pk}/")
    page.get_by_role("button", name=said("Act in that role")).click()
    page.get_by_role("button", name=said("Hand all over")).click()
    result = page.locator("#handed")
    expect(result).to_contain_text(stays.subject)
    expect(result).to_contain_text(said("This cannot be done to the ticket as it stands now."))
    expect(result).not_to_contain_text(moved.subject)
    assert Ticket.objects.get(pk=moved.pk).holder == cast.user("second_coordinator")

    supervisor.reload()
    supervisor.get_by_role("button", name=said("Back at work")).click()
    supervisor.get_by_role("dialog").get_by_role("button", name=said("End the absence")).click()
    expect(supervisor.get_by_text(said("The absence is ended, and both are told."))).to_be_visible()
    assert absences().get().ends_on == timezone.localdate()


def record(page: Page, absent: str, deputy: str) -> None:
    """From the list of absences: the person, the days, and the deputy found by typing."""
    page.goto("/desk/absences/")
    page.get_by_role("link", name=said("Record an absence"), exact=True).click()
    page.locator('[name="find"]').fill(absent)
    page.get_by_role("main").get_by_role("button", name=said("Search")).click()
    page.get_by_role("main").get_by_role("link", name=absent).click()
    page.locator('[name="ends_on"]').fill((timezone.localdate() + timedelta(days=60)).isoformat())
    expect(page.locator(".day-said").last).not_to_be_empty()
    page.locator('[name="deputy_text"]').fill(deputy.split(maxsplit=1)[0])
    page.get_by_role("option", name=deputy).click()
    page.get_by_role("main").get_by_role("button", name=said("Record an absence")).click()
