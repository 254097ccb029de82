"""What is promised changes: an officer drafts it, a supervisor approves and publishes it, a parent reads it on the portal."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.service_levels.models import ServiceLevelDocument
from tests.cast import Cast
from tests.journeys.conftest import PHONE, Open
from tests.journeys.words import said

WHY = "تقصير مدة الرد على الاستفسارات بقرار معالي الوزير."


def test_the_inquiry_is_answered_sooner_from_tomorrow(cast: Cast, seated: Open, opened: Open, monkeypatch: Any) -> None:
    draft(seated("ministry_officer", **PHONE))
    supervisor = seated("ministry_supervisor")
    approve(supervisor)
    publish(supervisor)

    visitor = opened(**PHONE)
    visitor.goto("/commitment/")
    main = visitor.get_by_role("main")
    expect(main).to_contain_text("خلال ثلاثة أيام عمل، بدلًا من: خلال خمسة أيام عمل")
    expect(main.locator(".promise").first).to_contain_text("خلال خمسة أيام عمل")

    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    visitor.goto("/")
    visitor.get_by_role("link", name=said("Read our whole commitment to you")).click()
    expect(main.locator(".promise").first).to_contain_text("خلال ثلاثة أيام عمل")
    expect(main).not_to_contain_text("بدلًا من")
    visitor.goto("/commitment/1/")
    expect(main).to_contain_text(said("This version holds only for what was written while it was in force."))
    assert ServiceLevelDocument.objects.get(number=2).note == WHY


def draft(page: Page) -> None:
    """Begin a version on a telephone, and change one line of it by the keyboard."""
    page.goto("/desk/service-levels/")
    page.get_by_role("link", name=said("Begin a new version")).click()
    page.get_by_label(said("What changes, and why")).fill(WHY)
    page.get_by_role("button", name=said("Begin the draft")).click()
    expect(page.get_by_text(said("The draft is begun. Change its lines now."))).to_be_visible()
    inquiries = page.locator("#levels-inquiry").locator("xpath=ancestor::section")
    inquiries.get_by_role("row").nth(1).get_by_role("link").click()
    number = page.get_by_label(said("How long"), exact=True)
    expect(number).to_have_value("5")
    number.fill("0")
    number.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(said("At least one."))
    number.fill("٣")
    number.press("Enter")
    expect(page.get_by_text(said("The line was changed."))).to_be_visible()
    expect(inquiries).to_contain_text("خلال ثلاثة أيام عمل")
    page.get_by_role("main").get_by_role("link", name=said("What it would do")).click()
    expect(page.get_by_role("main")).to_contain_text(said("Decide"))
    expect(page.get_by_role("button", name=said("Approve this version"))).to_have_count(0)


def approve(page: Page) -> None:
    """Read what it does, and approve it."""
    page.goto("/desk/service-levels/")
    page.get_by_role("link", name=said("Open version %(number)s", number=2)).click()
    page.get_by_role("link", name=said("See what it does, and decide")).click()
    expect(page.get_by_role("main")).to_contain_text(said("Sooner"))
    page.get_by_role("button", name=said("Approve this version")).click()
    expect(page.get_by_text(said("The version is approved. Publish it from a day to come."))).to_be_visible()


def publish(page: Page) -> None:
    """From tomorrow, as the form proposes."""
    page.get_by_role("main").get_by_role("link", name=said("Publish"), exact=True).click()
    expect(page.locator(".day-said")).not_to_be_empty()
    page.get_by_role("main").get_by_role("button", name=said("Publish"), exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=said("Publish"), exact=True).click()
    expect(page.get_by_text(said("The version is published. Beneficiaries see it on the portal."))).to_be_visible()
