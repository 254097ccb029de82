"""axe-core finds nothing serious on the main pages, in both languages, on a phone and a desktop; none scrolls sideways."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page

from tawasul.accounts.actions import record_absence, register_member
from tawasul.people.models import User
from tawasul.service_levels import actions
from tawasul.service_levels.models import Commitment, ServiceLevelDocument
from tawasul.tickets.actions import call_beneficiary, plan_call, take_back_call
from tawasul.tickets.calls.queries import CALL_LISTS
from tests.cast import OPENED, PARENT, Cast, filed, replied, under_review, with_coordinator
from tests.journeys import parent
from tests.journeys.conftest import DESKTOP, PHONE, Open
from tests.mailboxes.letters import box_of, came, letter
from tests.service_levels.documents import INQUIRY, changed, drafted, published

DEVICES = {"desktop": DESKTOP, "phone": PHONE}
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']}"
PUBLIC = (
    "/", "/file/", "/follow/", "/help/", "/commitment/", "/privacy/", "/accessibility/", "/account/login/",
)  # fmt: skip
DESK = (
    "", "performance/", "lists/new/", "lists/sent-for-statement/", "statements/", "statements/?which=below",
    "statements/?which=past", "search/?q=باص", "file/", "file/?new", "help/", "network/", "members/", "members/new/",
    "roles/", "unmaskings/", "notices/", "sessions/", "hats/", "absences/", "absences/?when=coming", "absences/new/",
)  # fmt: skip

everywhere = pytest.mark.parametrize(
    ("language", "device"), [(code, name) for code in ("ar", "en") for name in DEVICES]
)


@cache
def axe() -> str:
    return (Path(settings.BASE) / "frontend/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def faults(page: Page, path: str, status: int = 200) -> list[str]:
    """What is seriously wrong with a page."""
    answer = page.goto(path)
    assert answer is not None
    found = [] if answer.status == status else [f"{path}: answered {answer.status}"]
    return found + wrong_with(page, path)


def wrong_with(page: Page, path: str) -> list[str]:
    """The same of the page that is open."""
    page.evaluate(axe())
    report: dict[str, Any] = page.evaluate(f"axe.run(document, {RULES})")
    found = [
        f"{path}: {row['id']}: {node['html'][:140]}"
        for row in report["violations"]
        if row["impact"] in {"serious", "critical"}
        for node in row["nodes"]
    ]
    sideways = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*found, f"{path}: scrolls sideways"] if sideways else found


@everywhere
def test_the_portal(cast: Cast, opened: Open, language: str, device: str) -> None:
    page = opened(language, **DEVICES[device])
    wrong = [fault for path in PUBLIC for fault in faults(page, path)]
    wrong += faults(page, "/nowhere/", 404)
    assert page.locator("html").get_attribute("lang") == language
    assert wrong == []


@pytest.mark.parametrize("device", DEVICES)
def test_every_step_of_filing(cast: Cast, opened: Open, device: str) -> None:
    page = opened(**DEVICES[device])
    wrong = []
    parent.choose_kind(page, "complaint")
    wrong += wrong_with(page, "entity")
    parent.choose_entity(page)
    wrong += wrong_with(page, "details")
    parent.tell(page)
    wrong += wrong_with(page, "you")
    parent.say_who(page)
    wrong += wrong_with(page, "review")
    parent.press(page, "Send the request")
    parent.number_on(page)
    wrong += wrong_with(page, "done")
    wrong += faults(page, "/follow/request/")
    assert wrong == []


def registered(cast: Cast) -> User:
    """Somebody new, who has not chosen a password yet."""
    return register_member(
        actor=cast.supervisor, identity=PARENT.identity, email="new@example.sa", name_ar="نورة القرني",
        name_en="Noura Alqarni", mobile="+966501234567", language="ar", role="complaint_officer",
        place_id=cast.places["unit"].pk, begins_on=OPENED, ends_on=None, at=timezone.now(),
    )  # fmt: skip


def absent(cast: Cast) -> int:
    """Somebody is away today, with a ticket in their hands."""
    today = timezone.localdate()
    (made,) = record_absence(
        actor=cast.supervisor, membership_ids=[cast.members["coordinator"].pk], begins_on=today,
        deputy_id=cast.user("second_coordinator").pk, ends_on=today + timedelta(days=3), at=timezone.now(),
    )  # fmt: skip
    return made.pk


@everywhere
def test_what_an_absent_coordinator_and_their_deputy_see(cast: Cast, seated: Open, language: str, device: str) -> None:
    with_coordinator(cast)
    away = absent(cast)
    wrong = []
    for name in ("coordinator", "second_coordinator"):
        page = seated(name, language, **DEVICES[device])
        wrong += [
            fault
            for path in ("", f"absences/{away}/", "absences/own/", "hats/")
            for fault in faults(page, f"/desk/{path}")
        ]
    assert wrong == []


@everywhere
def test_the_service_level_document(cast: Cast, seated: Open, opened: Open, language: str, device: str) -> None:
    at = timezone.now()
    promised = changed(INQUIRY, replace(INQUIRY, category="student", number=2))
    published(cast, at, timezone.localdate(at) + timedelta(days=3), promised)
    number = drafted(cast, at, promised[1:], note="تقصير مدة الاستفسار").number
    line = Commitment.objects.filter(document__number=number).latest("pk").pk
    root = f"/desk/service-levels/{number}/"
    page = seated("ministry_supervisor", language, **DEVICES[device])
    pages = ("/desk/service-levels/", root, f"{root}effect/", f"{root}send-back/", f"{root}note/",
             f"{root}lines/new/", f"{root}lines/{line}/", "/desk/service-levels/1/")  # fmt: skip
    wrong = [fault for path in pages for fault in faults(page, path)]
    page.goto(f"{root}lines/{line}/")
    page.locator("[name=number]").fill("0")
    page.locator("[name=number]").press("Enter")
    page.locator(".is-invalid").first.wait_for()
    wrong += wrong_with(page, "a line refused")
    actions.change_lines(actor=cast.ministry_officer, number=number, promises=promised, at=at)
    revision = ServiceLevelDocument.objects.get(number=number).revision
    actions.approve(actor=cast.minister_office, number=number, revision=revision, at=at)
    wrong += [fault for path in (root, f"{root}publish/") for fault in faults(page, path)]
    visitor = opened(language, **DEVICES[device])
    wrong += [fault for path in ("/commitment/", "/commitment/2/", "/commitment/1/") for fault in faults(visitor, path)]
    assert wrong == []


@everywhere
def test_calls_and_callers(cast: Cast, seated: Open, language: str, device: str) -> None:
    ticket, other = filed(cast, at=timezone.now()), filed(cast, at=timezone.now(), subject="شأن آخر", type="report")
    officer, at = cast.services_supervisor, timezone.now()
    for each, outcome in ((ticket, "wrong_number"), (other, "no_answer"), (other, "busy"), (other, "no_answer")):
        call_beneficiary(actor=officer, ticket_id=each.pk, purpose="ask", outcome=outcome, at=at)
    take_back_call(actor=officer, ticket_id=other.pk, number=1, reason="تذكرة أخرى", at=at)
    plan_call(actor=officer, ticket_id=other.pk, purpose="ask", next_at=at + timedelta(seconds=1), at=at)
    page = seated("services_supervisor", language, reduced_motion="reduce", **DEVICES[device])
    wrong = [
        fault for key in ("", *CALL_LISTS) for fault in faults(page, f"/desk/calls/?which={key.key if key else ''}")
    ]
    for each in (ticket, other):
        wrong += faults(page, f"/desk/tickets/{each.reference}/")
        for summary in page.locator("#calls > .errands > details > summary").all():
            summary.click()
            wrong += wrong_with(page, "calls of a ticket")
    agent = seated("call_centre_agent", language, **DEVICES[device])
    paths = ("", "?who=0501234567", "?who=0559998877", f"?who={ticket.reference}", "asked/")
    wrong += [fault for path in paths for fault in faults(agent, f"/desk/19996/{path}")]
    assert wrong == []


@everywhere
def test_letters(cast: Cast, seated: Open, language: str, device: str) -> None:
    box = box_of(cast)
    first = came(box, letter(files=(("خطاب ولي الأمر.txt", b"x"),)), at=timezone.now())
    doubtful = came(box, letter("رسالة أخرى", Authentication_Results="mx.example.sa; dmarc=fail"), at=timezone.now())
    page = seated("supervisor", language, **DEVICES[device])
    paths = ("mail/", "mail/?past=1", f"mail/{first.pk}/", f"mail/{doubtful.pk}/", f"file/?mail={first.pk}&new=1")
    wrong = [fault for path in paths for fault in faults(page, f"/desk/{path}")]
    page.goto(f"/desk/mail/{first.pk}/")
    page.locator("#reference").fill("1234")
    page.locator("#reference").press("Enter")
    page.locator(".is-invalid").first.wait_for()
    wrong += wrong_with(page, "a number refused")
    manager = seated("administrator", language, **DEVICES[device])
    wrong += [fault for path in ("mail/", "mail/new/") for fault in faults(manager, f"/desk/{path}")]
    assert wrong == []


@everywhere
def test_the_desk(cast: Cast, seated: Open, language: str, device: str) -> None:
    filed(cast, type="report")
    tickets = [filed(cast), with_coordinator(cast), under_review(cast), replied(cast)]
    page = seated("supervisor", language, **DEVICES[device])
    wrong = [fault for path in DESK for fault in faults(page, f"/desk/{path}")]
    person, place = cast.user("coordinator").pk, cast.places["unit"].pk
    newcomer, away = registered(cast).pk, absent(cast)
    staff = (
        f"members/person/{person}/", f"members/person/{person}/close/", f"members/new/at/{place}/",
        f"members/person/{newcomer}/", f"members/person/{newcomer}/email/",
        f"absences/of/{person}/", f"absences/{away}/", f"absences/{away}/last-day/",
    )  # fmt: skip
    wrong += [fault for path in staff for fault in faults(page, f"/desk/{path}")]
    wrong += [fault for ticket in tickets for fault in faults(page, f"/desk/tickets/{ticket.reference}/")]
    assert page.locator("html").get_attribute("lang") == language
    assert wrong == []
