"""Somebody new: the supervisor registers them, the e-mail comes, they choose a password and work; one day they leave."""

from collections.abc import Callable

from django.core import mail
from playwright.sync_api import expect

from tawasul.centres.labels import ROLE_LABELS
from tawasul.notices.models import Notice
from tests.cast import Cast
from tests.journeys.conftest import PHONE, Open
from tests.journeys.words import label, said

MISTYPED, EMAIL = "nuora@example.sa", "noura@example.sa"
NAME = "نورة القرني"
CHOSEN = "جملة لا يعرفها غيري 1448"


def test_a_newcomer_begins_and_leaves(cast: Cast, seated: Open, opened: Open, work_off: Callable[[], None]) -> None:
    desk = seated("supervisor")
    desk.goto("/desk/members/")
    desk.get_by_role("link", name=said("Register a new member of staff")).click()
    desk.get_by_role("main").get_by_role("link", name=cast.places["unit"].name_ar).click()
    for field, value in {
        "name_ar": NAME, "name_en": "Noura Alqarni", "identity": "١٠٠٠٠٠٠٠٠٩", "email": MISTYPED, "mobile": "0501234567",
    }.items():  # fmt: skip
        desk.locator(f'[name="{field}"]').fill(value)
    desk.locator('[name="role"]').select_option(label=label(ROLE_LABELS["complaint_officer"]))
    send = desk.get_by_role("button", name=said("Register and send the invitation"))
    send.click()
    expect(desk.get_by_text(said("This identity number has a wrong digit. Please check it.")).first).to_be_visible()
    desk.locator('[name="identity"]').fill("١٠٠٠٠٠٠٠٠٨")
    send.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(NAME)
    badge = desk.locator(".page-header .state")
    expect(badge).to_have_text(said("Invited"))

    wrong = Notice.objects.get(kind="invitation").context["link"]
    desk.get_by_role("link", name=said("Correct the address")).click()
    desk.locator('[name="email"]').fill(cast.user("coordinator").email)
    desk.get_by_role("button", name=said("Correct it and send the invitation")).click()
    expect(desk.get_by_text(said("Somebody is registered with this e-mail already.")).first).to_be_visible()
    desk.locator('[name="email"]').fill(EMAIL)
    desk.get_by_role("button", name=said("Correct it and send the invitation")).click()
    expect(desk.get_by_text(said("The address is corrected, and the invitation is on its way there."))).to_be_visible()
    expect(desk.get_by_role("complementary").get_by_text(EMAIL)).to_be_visible()

    link = str(Notice.objects.get(kind="invitation", address=EMAIL).context["link"])
    work_off()
    assert Notice.objects.get(kind="invitation", state="sent").address == EMAIL
    assert mail.outbox == [] or EMAIL in mail.outbox[0].to

    phone = opened(**PHONE)
    phone.goto(str(wrong))
    expect(phone.get_by_text(said("This link was used already, or its time has passed."))).to_be_visible()
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_contain_text(NAME)
    phone.locator('[name="password1"]').fill(CHOSEN)
    phone.locator('[name="password2"]').fill(CHOSEN)
    phone.get_by_role("button", name=said("Keep this password")).click()
    phone.wait_for_url("**/account/login/")
    expect(phone.get_by_text(said("Your password is kept. Sign in with it now."))).to_be_visible()
    phone.locator('[name="login"]').fill(EMAIL)
    phone.locator('[name="password"]').fill(CHOSEN)
    phone.get_by_role("button", name=said("Sign in"), exact=True).click()
    phone.wait_for_url("**/desk/")

    desk.reload()
    expect(badge).to_have_text(said("Active"))
    desk.get_by_role("link", name=said("Close the account")).click()
    desk.get_by_role("main").get_by_role("button", name=said("Close the account")).click()
    expect(desk.get_by_text(said("The account is closed."))).to_be_visible()
    phone.goto("/desk/")
    phone.wait_for_url("**/account/login/**")
