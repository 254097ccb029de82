"""Reorganisations: axe-core finds nothing serious on their pages, and a plan is drafted and confirmed without the mouse."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.centres.actor import SYSTEM
from tawasul.reorganisations import actions
from tawasul.reorganisations.models import Reorganisation
from tawasul.reorganisations.tree import Line
from tawasul.tickets.models import Ticket
from tests.cast import Cast, with_coordinator
from tests.journeys.conftest import Open
from tests.journeys.test_accessible import DEVICES, everywhere, faults, wrong_with
from tests.journeys.test_counter import tab_to
from tests.journeys.words import said
from tests.reorganisations.neighbours import merge, move, settle

LIST = "/desk/reorganisations/"


def begun(*lines: Line) -> Reorganisation:
    """A plan of today, given by command."""
    at = timezone.now()
    plan = actions.draft(
        actor=SYSTEM, decree="1448/12", reason="دمج إدارات التعليم", takes_effect_on=timezone.localdate(at), at=at
    )
    return actions.add_lines(actor=SYSTEM, plan_id=plan.pk, lines=lines)


def done(plan: Reorganisation) -> Reorganisation:
    actions.confirm(actor=SYSTEM, plan_id=plan.pk, at=timezone.now())
    return actions.carry_out(plan_id=plan.pk, now=timezone.now)


@everywhere
def test_their_pages(cast: Cast, seated: Open, language: str, device: str) -> None:
    page = seated("administrator", language, **DEVICES[device])
    wrong = faults(page, LIST)
    settle(cast)
    stuck = with_coordinator(cast)
    with_coordinator(cast, subject="تذكرة أخرى")
    Ticket.objects.filter(pk=stuck.pk).update(service_level_version=99)  # it will be left over
    draft = begun(merge("centre", "south_centre"), move("university", "nowhere"))
    empty, carried = begun(), done(begun(move("transport", "south_centre")))
    forms = ("edit/", "add/merge/", "add/move/", "add/open/", "add/rename/", "split/", "split/?of=sector", "file/")
    paths = [
        "",
        "new/",
        *(f"{plan.pk}/" for plan in (draft, empty, carried)),
        *(f"{draft.pk}/{form}" for form in forms),
    ]
    wrong += [fault for path in paths for fault in faults(page, f"{LIST}{path}")]
    page.goto(f"{LIST}{draft.pk}/file/")
    file = {"name": "plan.csv", "mimeType": "text/csv", "buffer": b"code,successor\nA,B\nC,D\n"}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button.btn-primary").click()
    page.locator(".is-invalid, .field-error").first.wait_for()
    wrong += wrong_with(page, "a file refused")
    decider = seated("ministry_supervisor", language, **DEVICES[device])
    wrong += [fault for path in paths[:5] if path != "new/" for fault in faults(decider, f"{LIST}{path}")]
    Reorganisation.objects.filter(pk=carried.pk).update(finished_at=None, total=2, done=1)
    wrong += faults(decider, f"{LIST}{carried.pk}/")
    assert wrong == []


def choose(page: Page, name: str, words: str) -> None:
    """Type a part of a place's name into its box, and take what is offered first."""
    tab_to(page, f"{name}_text")
    page.keyboard.type(words)
    expect(page.locator(f"#{name}_list li[role=option]").first).to_contain_text(words)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(f"input[name={name}]")).not_to_have_value("")


def test_a_plan_is_drafted_and_confirmed_by_keyboard(cast: Cast, seated: Open) -> None:
    settle(cast)
    ticket = with_coordinator(cast)
    page = seated("administrator")
    page.goto(LIST)
    tab_to(page, said("Begin a reorganisation"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LIST}new/")
    tab_to(page, "decree")
    page.keyboard.type("1448/12")
    tab_to(page, "reason")
    page.keyboard.type("دمج إدارات التعليم")
    tab_to(page, said("Save"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1448/12")
    for closes, takes_over in (("إدارة تعليم الواحة", "إدارة تعليم الجنوب"), ("جامعة النخيل", "إدارة تعليم الجنوب")):
        tab_to(page, said("Close, another takes over"))
        page.keyboard.press("Enter")
        page.wait_for_url("**/add/merge/")
        choose(page, "code", closes)
        choose(page, "other", takes_over)
        tab_to(page, said("Save"))
        page.keyboard.press("Enter")
        expect(page.locator("#lines")).to_contain_text(closes)
    unwanted = page.locator("#lines li").filter(has_text="جامعة النخيل").get_by_role("button")
    name = unwanted.get_attribute("aria-label")
    for _press in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == name:
            break
    page.keyboard.press("Enter")
    expect(page.locator("#lines")).not_to_contain_text("جامعة النخيل")
    address = page.url

    decider = seated("ministry_supervisor")
    decider.goto(address)
    tab_to(decider, said("Confirm"))
    decider.keyboard.press("Enter")
    dialog = decider.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name=said("Cancel"))).to_be_focused()
    decider.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert Reorganisation.objects.get().confirmed_at is None, "Escape does nothing"
    decider.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    decider.keyboard.press("Shift+Tab")
    expect(dialog.get_by_role("button", name=said("Confirm"), exact=True)).to_be_focused()
    decider.keyboard.press("Enter")
    expect(decider.get_by_text(said("The plan is confirmed. It is carried out from its day on."))).to_be_visible()
    plan = Reorganisation.objects.get()
    assert plan.takes_effect_on - timezone.localdate() == timedelta(0)
    actions.carry_out(plan_id=plan.pk, now=timezone.now)
    assert Ticket.objects.get(pk=ticket.pk).centre.code == "south_centre"
