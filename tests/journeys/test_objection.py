"""A parent objects to a reply and wins; and one who is in a hurry asks for haste and is answered."""

from django.utils import timezone
from playwright.sync_api import expect

from tawasul.tickets import actions
from tawasul.tickets.models import Objection, Ticket
from tests.cast import Cast, filed
from tests.journeys import desk, parent
from tests.journeys.conftest import PHONE, Open
from tests.journeys.words import said

REPLY = "نشكر لكم تواصلكم، وقد أُحيل الموضوع إلى المختصين."
WRONG = "الرد لم يذكر موعد عودة الحافلة، ولا سبب تأخرها."
RIGHT = "لم يجب الرد عن السؤال: يُعاد إلى الإدارة لذكر الموعد والسبب."
SECOND = "تعود الحافلة يوم الأحد القادم، وكان السبب عطلًا أُصلح."


def answered(cast: Cast) -> Ticket:
    """A complaint filed and answered just now."""
    ticket, at = filed(cast, at=timezone.now()), timezone.now
    place = cast.places["transport"].pk
    pk = ticket.pk
    actions.take(actor=cast.complaint_officer, ticket_id=pk, at=at())
    actions.refer_to_department(
        actor=cast.complaint_officer, ticket_id=pk, department_id=place, reason="المختصة", at=at()
    )
    actions.accept(actor=cast.coordinator, ticket_id=pk, at=at())
    actions.draft_reply(actor=cast.coordinator, ticket_id=pk, text=REPLY, at=at())
    actions.submit_reply(actor=cast.coordinator, ticket_id=pk, text=REPLY, at=at())
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=pk, at=at())
    return Ticket.objects.get(pk=pk)


def test_a_parent_objects_and_wins(cast: Cast, opened: Open, seated: Open) -> None:
    ticket = answered(cast)
    phone = opened(**PHONE)
    parent.follow(phone, ticket.reference)
    expect(phone.get_by_text(REPLY)).to_be_visible()
    phone.get_by_text(said("The reply does not answer you? Object to it")).click()
    phone.get_by_label(said("What is wrong with the reply?")).fill(WRONG)
    parent.press(phone, "Send the objection")
    expect(phone.get_by_text(said("Your objection has reached those who decide it."))).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text(said("Your objection is being considered"))

    approver = seated("department_supervisor")
    desk.open_ticket(approver, ticket.reference)
    expect(approver.locator('form[action$="/do/uphold_objection/"]')).to_have_count(0)

    decider = seated("services_supervisor")
    decider.goto("/desk/lists/to-decide/")
    decider.get_by_role("link", name=ticket.subject).click()
    expect(decider.get_by_role("main")).to_contain_text(WRONG)
    errand = desk.step(decider, "uphold_objection")
    errand.get_by_label(said("Upheld"), exact=True).check()
    errand.get_by_label(said("Reasons, and what is to be done now")).fill(RIGHT)
    desk.press_step(
        decider, errand, "uphold_objection", "The objection is upheld, and the ticket is new again with the centre."
    )

    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text(RIGHT)
    expect(phone.get_by_role("main")).to_contain_text(said("Received"))

    officer = seated("complaint_officer")
    officer.goto("/desk/lists/new/")
    officer.get_by_role("link", name=ticket.subject).click()
    expect(officer.get_by_role("main")).to_contain_text(RIGHT)
    objection = Objection.objects.get()
    assert (objection.state, objection.replied_at) == (Objection.UPHELD, ticket.replied_at)
    assert Ticket.objects.get(pk=ticket.pk).cycle == 2


def test_a_parent_asks_for_haste_and_is_answered(cast: Cast, opened: Open, seated: Open) -> None:
    ticket = filed(cast, at=timezone.now())
    phone = opened(**PHONE)
    parent.follow(phone, ticket.reference)
    phone.get_by_text(said("Do you need it sooner? Ask us to hurry")).click()
    phone.get_by_label(said("Why does it press?")).fill("الاختبارات بعد أسبوع")
    parent.press(phone, "Ask to hurry")
    expect(phone.get_by_text(said("You asked us to hurry"), exact=True)).to_be_visible()

    supervisor = seated("supervisor")
    supervisor.goto("/desk/performance/")
    row = supervisor.get_by_role("row").filter(has_text=ticket.subject)
    row.get_by_role("button", name=said("Remind")).click()
    expect(supervisor.get_by_text(said("Whoever has it was reminded."))).to_be_visible()
    row.get_by_role("link", name=ticket.subject).click()
    errand = desk.step(supervisor, "answer_expedite")
    errand.get_by_label(said("What was done to hurry it")).fill("خُصصت حافلة بديلة تبدأ يوم الأحد.")
    desk.press_step(supervisor, errand, "answer_expedite", "The beneficiary is told what was done.")

    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text("خُصصت حافلة بديلة تبدأ يوم الأحد.")
