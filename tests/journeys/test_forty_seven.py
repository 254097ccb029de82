"""Forty-seven education departments become sixteen, with open cases: drafted from a file, looked at, confirmed by another, and
watched; a coordinator goes on with a case where they left it, and a parent finds the department by the name that it had."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tawasul.centres import actions as centres
from tawasul.centres.actor import SYSTEM
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.reorganisations.models import Reorganisation
from tawasul.tickets import actions
from tawasul.tickets.models import Ticket
from tawasul.timeline.proof import broken_links
from tests.cast import OPENED, Cast, filed, give_role, hours
from tests.journeys import desk
from tests.journeys.conftest import Open
from tests.journeys.words import said
from tests.reorganisations.test_files import workbook

OLD, NEW = 47, 16
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REGIONS = (
    "الأحساء", "الدوادمي", "الزلفي", "القويعية", "المجمعة", "شقراء", "عفيف", "الخرج", "الأفلاج", "وادي الدواسر",
    "حوطة بني تميم", "الغاط", "رماح", "ينبع", "العلا", "المهد",
)  # fmt: skip


def name_of(number: int) -> str:
    region = REGIONS[number % len(REGIONS)]
    return f"إدارة تعليم {region}" if number < NEW else f"إدارة تعليم محافظة {region} {number}"


def network(cast: Cast) -> None:
    """Forty-seven departments, each with a centre and a department for transport, where one coordinator works."""
    ministry = cast.places["ministry"]
    for number in range(OLD):
        kinds = (
            (f"ED{number:02}", PlaceKind.EDUCATION_DEPARTMENT, name_of(number)),
            (f"ED{number:02}-C", PlaceKind.CENTRE, f"مركز رعاية المستفيدين {number}"),
            (f"ED{number:02}-T", PlaceKind.DEPARTMENT, "إدارة النقل المدرسي"),
        )
        parent = ministry
        for code, kind, name in kinds:
            parent = centres.open_place(
                actor=SYSTEM, kind=kind, parent=parent, code=code, name_ar=name, name_en=code, opened_on=OPENED
            )
            cast.places[code] = parent


def cases(cast: Cast) -> list[Ticket]:
    """An open case in each of the departments that will close, those of the last in the hands of its coordinator."""
    last = f"ED{OLD - 1:02}"
    officer = give_role(cast.user("other_officer"), "complaint_officer", cast.places[f"{last}-C"])
    writer = give_role(cast.user("other_coordinator"), "coordinator", cast.places[f"{last}-T"])
    centres.end_membership(actor=SYSTEM, membership_id=cast.members["other_coordinator"].pk, ends_on=OPENED)
    cast.members["last_officer"], cast.members["last_coordinator"] = officer, writer
    tickets = [
        filed(cast, centre=f"ED{number:02}-C", subject=f"تأخر الحافلة {number}", at=hours(-200))
        for number in range(NEW, OLD)
    ]
    held = tickets[-1]
    actions.take(actor=cast.last_officer, ticket_id=held.pk, at=hours(-199))
    actions.refer_to_department(
        actor=cast.last_officer,
        ticket_id=held.pk,
        department_id=cast.places[f"{last}-T"].pk,
        reason="من اختصاص النقل",
        at=hours(-198),
    )
    actions.accept(actor=cast.last_coordinator, ticket_id=held.pk, at=hours(-197))
    return tickets


def test_forty_seven_become_sixteen(cast: Cast, seated: Open, phone: Page, work_off: Callable[[], None]) -> None:
    network(cast)
    tickets = cases(cast)
    promised = {ticket.pk: Ticket.objects.get(pk=ticket.pk).committed_at for ticket in tickets}

    drafter = seated("administrator")
    drafter.goto(f"/desk/network/{cast.places['ED46-C'].pk}/close/")
    expect(drafter.get_by_role("main")).to_contain_text(said("Open tickets are still here"))
    drafter.get_by_role("main").get_by_role("link", name=said("Reorganisations")).click()
    drafter.get_by_role("link", name=said("Begin a reorganisation")).click()
    drafter.get_by_label(said("Decision"), exact=True).fill("قرار مجلس الوزراء 1448/12")
    drafter.get_by_label(said("Why, in one sentence")).fill("دمج إدارات التعليم في 16 إدارة")
    drafter.get_by_role("button", name=said("Save"), exact=True).click()
    drafter.get_by_role("link", name=said("Add a file of lines")).click()
    # A line names a successor that is not there: that is said, with the line's number, and none is added.
    rows = [(f"ED{number:02}", f"ED{number % NEW:02}") for number in range(OLD)]
    plan = "\n".join(["الرمز,الجهة البديلة", *(",".join(row) for row in rows), "ED01,NOWHERE"])
    field = drafter.get_by_label(said("File (CSV or Excel)"))
    field.set_input_files({"name": "plan.csv", "mimeType": "text/csv", "buffer": plan.encode("utf-8-sig")})
    drafter.get_by_role("button", name=said("Save"), exact=True).click()
    expect(drafter.get_by_role("main")).to_contain_text(re.compile(rf"{OLD + 2}.*NOWHERE"))
    assert not Reorganisation.objects.get().lines.exists()
    field.set_input_files({"name": "plan.xlsx", "mimeType": SHEET, "buffer": workbook([["code", "successor"], *rows])})
    drafter.get_by_role("button", name=said("Save"), exact=True).click()
    expect(drafter.get_by_role("heading", level=1)).to_contain_text("1448/12")
    expect(drafter.get_by_role("main")).not_to_contain_text(said("It cannot be carried out as it is"))
    figures = drafter.locator("dl.figures")
    expect(figures.locator("div").filter(has_text=said("open tickets handed over"))).to_contain_text(str(OLD - NEW))
    expect(drafter.get_by_role("button", name=said("Confirm"), exact=True)).to_have_count(0)
    address = drafter.url

    decider = seated("ministry_supervisor")
    decider.goto(address)
    decider.get_by_role("button", name=said("Confirm"), exact=True).click()
    decider.get_by_role("dialog").get_by_role("button", name=said("Confirm"), exact=True).click()
    expect(decider.get_by_text(said("The plan is confirmed. It is carried out from its day on."))).to_be_visible()
    work_off()
    decider.goto(address)
    expect(decider.get_by_role("main")).to_contain_text(said("What was done"))
    expect(decider.locator("dl.figures div").first).to_contain_text(str(OLD - NEW))

    done = Reorganisation.objects.get()
    assert (done.standing, done.done) == ("done", OLD - NEW)
    open_sectors = Place.objects.filter(code__startswith="ED", kind="education_department", closed_on=None)
    assert open_sectors.count() == NEW
    for ticket in Ticket.objects.filter(pk__in=promised).select_related("centre", "sector"):
        assert ticket.centre.closed_on is None
        assert ticket.committed_at <= promised[ticket.pk]
    assert not list(broken_links())

    writer = seated("other_coordinator")
    desk.open_ticket(writer, tickets[-1].reference)
    route = writer.get_by_role("main")
    expect(route).to_contain_text("قرار مجلس الوزراء 1448/12")
    desk.write_reply(writer, "نعتذر عن التأخر، وقد عاد الباص إلى خط سيره ابتداء من يوم الأحد.")

    phone.goto("/file/entity/options/?q=" + "محافظة ينبع 45")
    found = phone.locator("li[role=option]")
    expect(found).to_have_count(1)
    expect(found).to_contain_text(name_of(45 % NEW))
    expect(found).to_contain_text(re.compile("45"))
