"""A directive in a browser: recorded, answered by those who act, said to be done, and read by the official on a phone."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.directives import actions
from tawasul.directives.labels import ACT_DONE, ACT_LABELS
from tawasul.directives.models import Directive
from tawasul.directives.number import spoken
from tests.cast import Cast, filed
from tests.directives.directing import TEXT, WHAT_WE_DID, directed
from tests.journeys.conftest import PHONE, Open
from tests.journeys.test_accessible import DEVICES, everywhere, faults, wrong_with
from tests.journeys.words import label, said


def press(page: Page, act: str, **fields: str) -> None:
    """Open the act's form, fill it, send it, and wait until the page says that it is done."""
    errand = page.locator(f"#do-{act}")
    errand.locator("> summary").click()
    for name, text in fields.items():
        errand.locator(f'[name="{name}"]').fill(text)
    errand.get_by_role("button", name=label(ACT_LABELS[act]), exact=True).click()
    expect(page.get_by_text(label(ACT_DONE[act]))).to_be_visible()


def test_a_directive_is_followed_to_its_end(cast: Cast, seated: Open) -> None:
    ticket = filed(cast, at=timezone.now() - timedelta(hours=3))
    office = seated("official_office")
    office.goto(f"/desk/directives/new/?ticket={ticket.reference}")
    office.locator('[name="text"]').fill(TEXT)
    office.locator('[name="acting_text"]').fill("النقل")
    office.get_by_role("option").filter(has_text="إدارة النقل المدرسي").first.click()
    office.locator('[name="due_on"]').fill((timezone.now() + timedelta(days=7)).date().isoformat())
    office.get_by_role("main").get_by_role("button", name=said("Record a directive"), exact=True).click()
    expect(office.get_by_text(said("The directive is recorded, and those who must act are told."))).to_be_visible()
    directive = Directive.objects.get()
    page = f"/desk/directives/{directive.number}/"

    acting = seated("coordinator")
    acting.goto("/desk/")
    acting.get_by_role("navigation").get_by_role("link", name=said("Directives")).first.click()
    acting.get_by_role("main").get_by_role("link", name=TEXT[:30]).click()
    press(acting, "report", text="تواصلنا مع المتعهد")
    press(acting, "answer", text=WHAT_WE_DID)

    official = seated("official", **PHONE)
    official.goto("/desk/directives/mine/")
    expect(official.get_by_role("main")).to_contain_text(WHAT_WE_DID[:30])
    assert wrong_with(official, "/desk/directives/mine/") == []

    following = seated("monitoring_officer")
    following.goto(page)
    press(following, "finish", outcome="تحقق المركز من عودة الحافلة")
    official.goto(page)
    expect(official.get_by_role("main")).to_contain_text("تحقق المركز من عودة الحافلة")
    with official.expect_response(lambda answer: answer.url.endswith("/letter/")) as letter:
        official.evaluate("url => fetch(url)", f"{page}letter/")
    assert letter.value.headers["content-type"] == "application/pdf"


def test_what_is_typed_in_one_form_appears_in_no_other_and_goes_when_it_is_sent(cast: Cast, seated: Open) -> None:
    now = timezone.now()
    made = directed(cast, at=now, due_on=now.date() + timedelta(days=5))
    actions.answer(actor=cast.coordinator, number=made.number, text=WHAT_WE_DID, at=now)
    following = seated("monitoring_officer")
    page = f"/desk/directives/{made.number}/"
    following.goto(page)
    following.locator("#do-send_back > summary").click()
    reasons = following.locator('#do-send_back [name="reasons"]')
    reasons.press_sequentially("ينقص موعد الانتظام")
    expect(following.locator("#do-send_back").get_by_text(said("Saved on this device"))).to_be_visible()
    following.goto(page)
    expect(reasons).to_have_value("ينقص موعد الانتظام")
    for act, field in (("finish", "outcome"), ("withdraw", "reason")):
        expect(following.locator(f'#do-{act} [name="{field}"]')).to_have_value("")
    keys = following.locator("[data-autosave]").evaluate_all("all => all.map(each => each.dataset.autosave)")
    assert len(keys) == len(set(keys)) >= 3
    press(following, "send_back", reasons="ينقص موعد انتظام الحافلات")
    actions.answer(actor=cast.coordinator, number=made.number, text=f"{WHAT_WE_DID} وانتظمت.", at=timezone.now())
    following.goto(page)
    following.locator("#do-send_back > summary").click()
    expect(reasons).to_have_value("")


def test_the_words_of_a_directive_are_forgotten_by_the_device_once_it_is_recorded(cast: Cast, seated: Open) -> None:
    office = seated("official_office")
    office.goto("/desk/directives/new/")
    text = office.locator('[name="text"]')
    text.press_sequentially(TEXT[:40])
    expect(office.get_by_text(said("Saved on this device"))).to_be_visible()
    office.reload()
    expect(text).to_have_value(TEXT[:40])
    office.locator('[name="acting_text"]').fill("النقل")
    office.get_by_role("option").filter(has_text="إدارة النقل المدرسي").first.click()
    office.locator('[name="due_on"]').fill((timezone.now() + timedelta(days=7)).date().isoformat())
    office.locator('[name="ticket"]').fill("999")
    record = office.get_by_role("main").get_by_role("button", name=said("Record a directive"), exact=True)
    record.click()
    expect(office.locator("div#id_ticket_error")).to_contain_text(said("A ticket number has eleven digits."))
    expect(text).to_have_value(TEXT[:40])
    office.locator('[name="ticket"]').fill("")
    record.click()
    expect(office.get_by_text(said("The directive is recorded, and those who must act are told."))).to_be_visible()
    office.goto("/desk/directives/new/")
    expect(text).to_have_value("")


@everywhere
def test_pages_of_directives(cast: Cast, seated: Open, opened: Open, language: str, device: str) -> None:
    office = seated("official_office", language, **DEVICES[device])
    pages = ("", "mine/", "new/", "?which=all&q=لا", "?which=done")
    wrong = [fault for path in pages for fault in faults(office, f"/desk/directives/{path}")]
    now = timezone.now()
    made = directed(cast, at=now, due_on=now.date() + timedelta(days=5), confidential=True)
    late = directed(cast, text="ما تأخر مما وجه به المسؤول")
    Directive.objects.filter(pk=late.pk).update(
        due_on=now.date() - timedelta(days=2), given_on=now.date() - timedelta(days=9)
    )
    actions.answer(actor=cast.coordinator, number=made.number, text=WHAT_WE_DID, at=now)
    actions.send_back(actor=cast.monitoring_officer, number=made.number, reasons="ينقص الموعد", at=now)
    full = (*pages[:3], "?which=all", f"{made.number}/", f"{late.number}/")
    wrong += [fault for path in full for fault in faults(office, f"/desk/directives/{path}")]
    assert spoken(made.number) in office.content() or wrong == []
    assert wrong == []
