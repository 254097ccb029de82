"""An officer calls a parent from the day's list; and 19996 is called about a number that nobody knows."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tawasul.people.models import Unmasking
from tawasul.tickets import actions
from tawasul.tickets.calls import moments
from tawasul.tickets.labels import CALL_OUTCOME_LABELS, CALL_PURPOSE_LABELS
from tawasul.tickets.models import AskedInVain, Call, Expedite, Ticket
from tests.cast import Cast, filed
from tests.journeys import desk
from tests.journeys.conftest import PHONE, Open
from tests.journeys.words import label, said


def to_be_called(cast: Cast) -> Ticket:
    """A complaint of just now, to whose beneficiary a call is due."""
    at = timezone.now()
    ticket = Ticket.objects.select_related("centre").get(pk=filed(cast, at=at).pk)
    moment = moments.offered(moments.schedule_of(ticket), at)[0]
    actions.plan_call(
        actor=cast.complaint_officer, ticket_id=ticket.pk, purpose="confirm_date", next_at=moment, at=at, mine=False
    )
    Ticket.objects.filter(pk=ticket.pk).update(call_at=at - timedelta(minutes=1))
    return ticket


def test_an_officer_calls_from_the_list_of_the_day_and_is_back_there(cast: Cast, seated: Open) -> None:
    ticket = to_be_called(cast)
    page = seated("complaint_officer", **PHONE)
    page.goto("/desk/calls/")
    page.get_by_role("main").get_by_role("link", name=ticket.beneficiary.name).click()
    panel = page.locator("#calls")
    expect(panel).to_contain_text(label(CALL_PURPOSE_LABELS["confirm_date"]))
    panel.get_by_text(said("Show the number and call")).click()
    panel.get_by_role("button", name=said("Show the number"), exact=True).click()
    expect(panel.get_by_role("link", name="0501234567")).to_have_attribute("href", "tel:+966501234567")
    assert Unmasking.objects.get().user == cast.user("complaint_officer")
    form = panel.locator('form[action$="/do/call_beneficiary/"]')
    expect(form.get_by_label(said("Why they are called"))).to_have_value("confirm_date")
    form.get_by_label(label(CALL_OUTCOME_LABELS["later"])).check()
    form.get_by_label(said("What was said")).fill("طلبت الاتصال بعد العصر")
    other = form.get_by_label(said("Another moment (choose it above first)"))
    expect(other).to_be_hidden()
    form.get_by_label(said("Next attempt")).select_option("other")
    expect(other).to_be_visible()
    form.get_by_label(said("Next attempt")).select_option(index=3)
    desk.press_step(page, form, "call_beneficiary", "The call to the beneficiary is written down.")
    page.wait_for_url("**/desk/calls/")
    expect(page.get_by_role("main")).to_contain_text(said("Nobody is to be called today."))
    call = Call.objects.get()
    assert (call.outcome, call.next_at) == ("later", Ticket.objects.get(pk=ticket.pk).call_at)
    page.get_by_role("link", name=said("On another day")).click()
    expect(page.get_by_role("main")).to_contain_text(label(CALL_OUTCOME_LABELS["later"]))


def test_19996_is_called_about_an_unknown_number_and_then_about_a_known_one(cast: Cast, seated: Open) -> None:
    ticket = filed(cast, at=timezone.now())
    page = seated("call_centre_agent")
    page.goto("/desk/19996/")
    page.keyboard.type("0559998877")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=said("Nothing was found"))).to_be_visible()
    expect(page.get_by_role("link", name=said("File a ticket for the caller"))).to_be_visible()
    page.get_by_label(said("What they wanted")).fill("قدم طلب نقل قبل شهر ولم يصله شيء")
    page.get_by_role("button", name=said("Write it down")).click()
    expect(page.get_by_text(said("It is written down that somebody asked."))).to_be_visible()
    assert AskedInVain.objects.get().value == "+966559998877"

    page.keyboard.type(ticket.reference)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text(ticket.subject)
    page.keyboard.type("الاختبارات بعد أسبوع")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text(cast.places["centre"].name_ar)
    expect(page.get_by_text(said("Counted (number %(count)s). Tell the caller:", count=1))).to_be_visible()
    assert Expedite.objects.get().text == "الاختبارات بعد أسبوع"


def test_e_leads_to_what_the_caller_says_and_enter_sends_it(cast: Cast, seated: Open) -> None:
    ticket, other = filed(cast, at=timezone.now()), filed(cast, at=timezone.now(), subject="شأن آخر")
    page = seated("call_centre_agent")
    page.goto("/desk/19996/?who=0501234567")
    page.get_by_role("heading", level=1).click()  # out of the box
    page.keyboard.press("e")
    page.keyboard.type("يستعجل")
    page.keyboard.press("Enter")
    expect(page.get_by_text(said("Counted (number %(count)s). Tell the caller:", count=1))).to_be_visible()
    assert Expedite.objects.get().ticket_id == other.pk != ticket.pk
