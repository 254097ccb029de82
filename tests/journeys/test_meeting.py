"""From a request to meet the official, made on a phone, to what was decided in the session and carried out: one journey.

The unit calls and writes each call down, the session is drawn up by rank from the official's fixed times, the invitation is
confirmed by its link, the official reads the statement on a tablet, a decision becomes a directive, and the request ends with
it.
"""

import re
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.directives.models import Directive
from tawasul.lib.reference import parse_reference
from tawasul.meetings import actions
from tawasul.meetings.labels import ACT_LABELS
from tawasul.meetings.models import Call, MeetingRequest, Session
from tawasul.notices.models import Notice
from tawasul.tickets.labels import CALL_OUTCOME_LABELS
from tawasul.timeline.proof import broken_links
from tests.cast import Cast
from tests.directives.directing import WHAT_WE_DID
from tests.journeys import parent
from tests.journeys.conftest import PHONE, Open
from tests.journeys.now import Now
from tests.journeys.test_directive import press as press_directive
from tests.journeys.words import label, said

TABLET: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
DECISION = "تُنقل الطالبة إلى أقرب مدرسة من سكنها قبل بداية الفصل"
RECEIVED, COMES = "أُكد وصول الطلب", "أكدت الحضور في الموعد"


def press(page: Page, act: str, done: str) -> None:
    """The button of an act's form, which stands open; wait until the page says that it is done."""
    page.locator(f"#do-{act}").get_by_role("button", name=label(ACT_LABELS[act]), exact=True).click()
    expect(page.get_by_text(said(done))).to_be_visible()


def opened_form(page: Page, act: str) -> None:
    """It may stand open already, as behind a link that leads to it."""
    errand = page.locator(f"#do-{act}")
    expect(errand).to_be_visible()
    if errand.get_attribute("open") is None:
        errand.locator("> summary").click()


def chosen(page: Page, name: str, words: str, option: str) -> None:
    """One of those that are offered while one types."""
    page.locator(f'[name="{name}_text"]').fill(words)
    page.get_by_role("option").filter(has_text=option).first.click()


def calls(page: Page, text: str) -> None:
    """Reached, for the reason for which the call was planned."""
    opened_form(page, "call")
    page.locator("#do-call").get_by_label(label(CALL_OUTCOME_LABELS["reached"]), exact=True).check()
    page.locator('#do-call [name="text"]').fill(text)
    press(page, "call", "The call is written down.")


def asked(phone: Page) -> str:
    """On the portal, from its first page; the number."""
    phone.goto("/")
    phone.get_by_role("main").get_by_role("link", name=said("File a request")).click()
    phone.get_by_role("radio", name=re.compile(f"^{said('Meeting with the official')}")).check()
    parent.press(phone, "Continue")
    parent.choose_entity(phone)
    phone.locator('[name="concerned"]').fill("3")
    parent.tell(phone)
    parent.say_who(phone)
    parent.press(phone, "Send the request")
    return parent.number_on(phone)


def test_what_was_decided_is_carried_out_and_the_request_ends(cast: Cast, seated: Open, opened: Open, now: Now) -> None:
    now.is_("2026-11-15 09:00")  # a Sunday
    phone, officer, office = opened(**PHONE), seated("meetings_officer"), seated("official_office")
    for page in (phone, officer, office):
        now.shown_to(page)
    number = asked(phone)
    home = f"/desk/meetings/{parse_reference(number)}/"

    # The unit calls: the receipt is confirmed. Then it sorts.
    officer.goto("/desk/meetings/calls/")
    officer.get_by_role("main").get_by_role("link", name="سارة بنت محمد الغامدي").first.click()
    calls(officer, RECEIVED)
    officer.locator('form[action$="/do/take/"] button').click()
    expect(officer.get_by_text(said("You are sorting this request."))).to_be_visible()
    opened_form(officer, "sort")
    officer.locator('#do-sort [name="kind"]').select_option("grievance")
    officer.locator('#do-sort [name="summary"]').fill("تأخر النقل المدرسي عن المدرسة الرابعة")
    chosen(officer, "entity", "النقل", "إدارة النقل المدرسي")
    officer.locator('#do-sort [name="harm"][value="serious"]').check()
    officer.locator('#do-sort [name="tried"][value="no"]').check()
    press(officer, "sort", "The request is sorted, and has its rank.")

    # The official receives every Monday; the session of tomorrow is drawn up, and the parent confirms on the phone.
    office.goto("/desk/meetings/times/")
    times = office.locator("#set-times")
    times.locator('[name="weekday"]').select_option("0")
    times.locator('[name="room"]').fill("مكتب مدير التعليم، الدور الثالث")
    times.locator('[name="first_day"]').fill("2026-11-15")
    times.get_by_role("button", name=said("Set the time")).click()
    expect(office.get_by_text(said("The time is set, and its sessions are laid out."))).to_be_visible()
    session = Session.objects.order_by("begins_at")[0]
    officer.goto(f"/desk/meetings/sessions/{session.pk}/")
    officer.get_by_role("button", name=said("Draw up by rank")).click()
    officer.get_by_role("dialog").get_by_role("button", name=said("Draw up and invite")).click()
    expect(officer.get_by_text(said("The session is drawn up, and those in it are invited."))).to_be_visible()
    expect(officer.get_by_role("main")).to_contain_text("سارة بنت محمد الغامدي")
    officer.goto(home)
    calls(officer, COMES)
    phone.goto(Notice.objects.filter(kind="meeting_invited").latest("pk").context["link"])
    phone.get_by_role("button", name=said("Yes, I will come")).click()
    expect(phone.get_by_text(said("You have confirmed that you will come."))).to_be_visible()

    # Monday: the official reads the statement on a tablet; she is received, and a decision is written down.
    now.is_("2026-11-16 10:05")
    official = now.shown_to(seated("official", **TABLET))
    office, officer = (now.shown_to(seated(name)) for name in ("official_office", "meetings_officer"))
    official.goto(f"/desk/meetings/sessions/{session.pk}/statement/")
    expect(official.get_by_role("main")).to_contain_text("تأخر النقل المدرسي عن المدرسة الرابعة")
    official.get_by_role("button", name=re.compile(f"^{said('Attended')}")).click()
    expect(official.get_by_text(said("They came: it is written down."))).to_be_visible()
    office.goto(home)
    opened_form(office, "decide")
    office.locator('#do-decide [name="text"]').fill(DECISION)
    chosen(office, "owner", "النقل", "إدارة النقل المدرسي")
    office.locator('#do-decide [name="due_on"]').fill("2026-11-24")
    press(office, "decide", "The decision is written down.")

    # It becomes a directive, is answered, said to be done, and the request ends by no hand.
    officer.goto(home)
    opened_form(officer, "pass_on")
    officer.locator('#do-pass_on [name="by"]').select_option("directive")
    press(officer, "pass_on", "The decision is passed on, and followed to its end.")
    directive = Directive.objects.get()
    assert (directive.text, directive.acting) == (DECISION, cast.places["transport"])
    coordinator = now.shown_to(seated("coordinator"))
    coordinator.goto(f"/desk/directives/{directive.number}/")
    press_directive(coordinator, "answer", text=WHAT_WE_DID)
    actions.look_after(now=timezone.now)
    assert MeetingRequest.objects.get().state == "followed"
    now.is_("2026-11-17 11:00")
    following, officer = (now.shown_to(seated(name)) for name in ("monitoring_officer", "meetings_officer"))
    following.goto(f"/desk/directives/{directive.number}/")
    press_directive(following, "finish", outcome="نُقلت الطالبة، وتحققنا من ذلك مع المدرسة")
    actions.look_after(now=timezone.now)
    assert MeetingRequest.objects.get().state == "ended"

    # She reads on her phone that it has ended; every call stands with what was said.
    parent.follow(phone, number)
    expect(phone.get_by_role("main")).to_contain_text(said("Your request has ended"))
    officer.goto(home)
    for words in (RECEIVED, COMES, DECISION):
        expect(officer.get_by_role("main")).to_contain_text(words)
    assert [(call.purpose, call.outcome) for call in Call.objects.order_by("pk")] == [
        ("confirm_receipt", "reached"),
        ("confirm_date", "reached"),
    ]
    assert not list(broken_links())
