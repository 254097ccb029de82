"""The main thing: a parent's complaint, from filing on a phone to reading the answer, with a return in between."""

from collections.abc import Callable
from datetime import time
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.lib.reference import parse_reference
from tawasul.notices.models import Notice, QuietHours
from tawasul.tickets.labels import PUBLIC_STATE_LABELS
from tawasul.tickets.models import Ticket
from tests.attachments.samples import png
from tests.cast import Cast
from tests.journeys import desk, parent
from tests.journeys.conftest import Open
from tests.journeys.words import label, said

MISSING = "نرجو ذكر رقم خط سير الباص، فهو لازم لمعرفة السائق."
GIVEN = "رقم الخط هو 14، والباص أصفر صغير."
NOTE = "اتصلت بمتعهد النقل ولم يجب."
REPLY = "نعتذر عن التأخر. استبدلنا السائق، وعاد الباص إلى خط سيره ابتداء من يوم الأحد."


def test_a_parents_complaint_is_answered(
    cast: Cast, phone: Page, desktop: Page, seated: Open, tmp_path: Path, work_off: Callable[[], None]
) -> None:
    midnight = time(0)  # from it and to it: this journey may be made in the night
    QuietHours.objects.create(begins=midnight, ends=midnight, made_at=timezone.now())
    scan = tmp_path / "scan.png"
    scan.write_bytes(png())
    number = parent.file_complaint(phone, scan)
    ticket = Ticket.objects.get(reference=parse_reference(number))

    officer = desktop
    desk.sign_in(officer, cast.user("complaint_officer").email)
    desk.open_from_day(officer, parent.SUBJECT)
    expect(officer.get_by_role("main")).to_contain_text(parent.TEXT)
    expect(officer.get_by_role("link", name=scan.name).first).to_be_visible()
    assert parent.MOBILE not in officer.content()
    desk.press_step(officer, officer, "take", "The ticket is in your hands.")
    errand = desk.step(officer, "return_for_completion")
    errand.get_by_label(said("What is missing")).fill(MISSING)
    done = "The ticket was returned, and the beneficiary is told what is missing."
    desk.press_step(officer, errand, "return_for_completion", done)

    parent.follow(phone, number)
    expect(phone.get_by_role("main")).to_contain_text(MISSING)
    phone.get_by_label(said("Your answer")).fill(GIVEN)
    parent.press(phone, "Send")
    expect(phone.get_by_role("heading", name=said("What we need from you"))).to_have_count(0)

    desk.open_ticket(officer, number)
    expect(officer.get_by_role("main")).to_contain_text(GIVEN)
    note = desk.step(officer, "add_note")
    note.get_by_label(said("Internal note")).fill(NOTE)
    desk.press_step(officer, note, "add_note", "Your note was added.")
    errand = desk.step(officer, "refer_to_department")
    errand.get_by_label(said("Department")).select_option(str(cast.places["transport"].pk))
    errand.get_by_label(said("Reason")).fill("من اختصاص النقل المدرسي")
    desk.press_step(officer, errand, "refer_to_department", "The ticket was referred to the department.")

    coordinator = seated("coordinator")
    desk.open_from_day(coordinator, parent.SUBJECT)
    expect(coordinator.get_by_role("main")).to_contain_text(NOTE)
    desk.press_step(coordinator, coordinator, "accept", "The ticket is in your hands.")
    desk.write_reply(coordinator, REPLY)

    supervisor = seated("department_supervisor")
    desk.open_from_day(supervisor, parent.SUBJECT)
    phone.reload()
    expect(phone.get_by_role("main")).not_to_contain_text(REPLY)
    desk.approve(supervisor)

    parent.follow(phone, number)
    expect(phone.get_by_role("main")).to_contain_text(REPLY)
    expect(phone.get_by_role("main")).to_contain_text(label(PUBLIC_STATE_LABELS["replied"]))
    assert NOTE not in phone.content()
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    work_off()
    told = Notice.objects.filter(subject_kind="ticket", subject_id=ticket.pk, user=None)
    assert set(told.values_list("state", flat=True)) <= {"demonstration", "sent"}
    assert told.count() >= 3
