"""A parent complains of one thing to two centres: the second learns of the first, asks it, and one reply answers both."""

from django.utils import timezone
from playwright.sync_api import expect

from tawasul.lib.reference import spoken
from tawasul.tickets import actions
from tawasul.tickets.labels import ACTION_LABELS
from tawasul.tickets.models import Ticket
from tests.cast import Cast, filed
from tests.journeys import desk, parent
from tests.journeys.conftest import PHONE, Open
from tests.journeys.words import label, said

SUBJECT = "تأخر الباص المدرسي"
TEXT = "يتأخر باص المدرسة عن موعده كل يوم منذ بداية الأسبوع، ويصل ابني بعد الحصة الأولى."
REPLY = "عاد الباص إلى موعده ابتداء من يوم الأحد، ونعتذر لكم عن التأخر."


def test_the_same_complaint_to_two_centres_is_answered_once(cast: Cast, opened: Open, seated: Open) -> None:
    first = filed(cast, subject=SUBJECT, text=TEXT, at=timezone.now())
    second = filed(cast, centre="other_centre", subject=SUBJECT, text=TEXT, at=timezone.now())

    asking = seated("other_officer")
    desk.open_ticket(asking, second.reference)
    centre = cast.places["sector"].name_ar
    said_of_it = said("A ticket like it is with %(name)s. You may not see it.", name=centre)
    expect(asking.get_by_text(said_of_it)).to_be_visible()
    expect(asking.get_by_role("main")).not_to_contain_text(spoken(first.reference))
    errand = desk.step(asking, "ask_to_join")
    errand.locator('[name="reason"]').fill("الشكوى نفسها من ولي الأمر نفسه")
    errand.get_by_role("button", name=label(ACTION_LABELS["ask_to_join"]), exact=True).click()
    expect(asking.get_by_role("main")).to_contain_text(
        said("Its centre was asked to join the two, and has not answered yet.")
    )

    asked = seated("complaint_officer")
    asked.goto("/desk/lists/to-join/")
    asked.get_by_role("link", name=SUBJECT).click()
    errand = desk.step(asked, "answer_joining")
    errand.locator('[name="accepted"][value="1"]').check()
    errand.get_by_role("button", name=label(ACTION_LABELS["answer_joining"]), exact=True).click()
    expect(asked.get_by_text(said("Joined to this ticket"))).to_be_visible()

    answer(cast, first)
    for ticket in (first, second):
        phone = opened(**PHONE)
        parent.follow(phone, ticket.reference)
        expect(phone.get_by_text(REPLY)).to_be_visible()
    asking.reload()
    expect(asking.get_by_role("main")).to_contain_text(REPLY)
    assert Ticket.objects.get(pk=second.pk).state == "replied"


def answer(cast: Cast, ticket: Ticket) -> None:
    """By those who have it, as on any other day."""
    how, officer = {"ticket_id": ticket.pk}, cast.complaint_officer
    place = cast.places["transport"].pk
    actions.take(actor=officer, **how, at=timezone.now())
    actions.refer_to_department(actor=officer, **how, department_id=place, reason="المختصة", at=timezone.now())
    actions.accept(actor=cast.coordinator, **how, at=timezone.now())
    actions.draft_reply(actor=cast.coordinator, **how, text=REPLY, at=timezone.now())
    actions.submit_reply(actor=cast.coordinator, **how, text=REPLY, at=timezone.now())
    actions.approve_reply(actor=cast.department_supervisor, **how, at=timezone.now())
