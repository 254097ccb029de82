"""A morning in the hall, with all its windows open at once: the door, three desks, the big screen, and a visitor's phone."""

import re
from collections import Counter

import pypdfium2
from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.attachments.models import Attachment
from tawasul.reception import actions
from tawasul.reception.models import Hall, Visit
from tawasul.timeline.models import Event
from tawasul.timeline.proof import broken_links
from tests.attachments.samples import png
from tests.cast import Cast, filed
from tests.journeys.conftest import PHONE, Open
from tests.journeys.test_accessible import wrong_with
from tests.journeys.words import said
from tests.reception.coming import PARENT_COMES, came

DESKS = {"counter_officer": "1", "hall_supervisor": "2", "meetings_officer": "3"}
VISITORS = 40
# The numbers that the screen has shown large, in their order.
WATCH = """() => {
  const large = document.querySelector("[data-large]");
  window.shown = [];
  new MutationObserver(() => large.dataset.number && window.shown.push(large.dataset.number)).observe(
    large, { attributes: true, attributeFilter: ["data-number"] });
}"""


def registered(page: Page, name: str) -> Visit:
    """A new visitor at the door, in a few keystrokes."""
    page.goto("/desk/reception/")
    page.get_by_label(said("Identity, mobile, name, or number of a ticket or meeting request")).fill(name)
    page.get_by_role("button", name=said("A new visitor")).click()
    expect(page.locator('[name="name"]')).to_have_value(name)
    page.get_by_label(said("File a request"), exact=True).check()
    page.get_by_role("button", name=said("Give a number")).click()
    page.wait_for_url(re.compile(r"/desk/reception/visits/\d+/$"))
    return Visit.objects.get(name=name)


def opens(page: Page, name: str) -> None:
    page.goto("/desk/reception/desk/")
    page.get_by_label(said("Number or name of the desk")).fill(name)
    page.get_by_role("button", name=said("Open the desk")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Desk %(name)s", name=name))


def calls_next(page: Page) -> str:
    """Press the large button; the number that stands at the desk then."""
    page.get_by_role("button", name=said("Call the next")).click()
    return at(page)


def at(page: Page) -> str:
    return page.locator(".served .place-number").inner_text()


def serves(page: Page) -> None:
    """The visitor comes, is answered, and the next is called."""
    page.get_by_role("button", name=said("The visitor is here")).click()
    page.get_by_role("button", name=said("Finish and call the next")).click()
    expect(
        page.locator('form[action$="/do/begin/"]').or_(page.get_by_text(said("Nobody is at your desk")))
    ).to_be_visible()


def test_no_number_is_called_twice_skipped_or_lost(cast: Cast, seated: Open, opened: Open) -> None:
    door, phone = seated("reception_officer"), opened(**PHONE)
    first = registered(door, "أم فيصل")
    visits = [first, *(came(cast, f"زائر {number}", at=timezone.now()) for number in range(2, VISITORS))]
    last = registered(door, "أبو ناصر")
    assert last.spoken == f"A-{VISITORS:03d}"

    # The slip leads the last of them to their own page.
    phone.goto(f"/place/{last.code}/")
    expect(phone.get_by_text(last.spoken)).to_be_visible()
    expect(phone.locator(".place-expected")).to_have_text(said("Nobody serves this at the moment"))
    assert wrong_with(phone, "place") == []

    screen = opened()
    screen.goto(f"/hall/{Hall.objects.get().screen_key}/")
    expect(screen.get_by_text(said("Welcome. Your number will be called here."))).to_be_visible()
    screen.evaluate(WATCH)
    desks = {name: seated(name) for name in DESKS}
    for name, number in DESKS.items():
        opens(desks[name], number)
    counter, hall, meetings = desks.values()

    # Three desks call one after another; the screen says each.
    called = [calls_next(desk) for desk in desks.values()]
    assert called == ["A-001", "A-002", "A-003"]
    expect(screen.locator("[data-calls] li")).to_have_count(3)
    expect(screen.locator("[data-large]")).to_contain_text("A-003", timeout=30_000)
    assert wrong_with(screen, "screen") == []
    assert wrong_with(counter, "desk") == []

    # One rises with somebody at their desk: the next desk that is free calls them, before all who came later.
    meetings.get_by_role("button", name=said("Close the desk")).click()
    meetings.get_by_role("dialog").get_by_role("button", name=said("Close the desk"), exact=True).click()
    expect(meetings.get_by_role("button", name=said("Open the desk"))).to_be_visible()
    serves(counter)
    assert at(counter) == "A-003"

    # The screen's network drops. It keeps what it shows and says so; the desks go on.
    screen.context.set_offline(True)
    for _each in range(3):
        serves(counter)
        serves(hall)
    expect(screen.locator("[data-lost]")).to_be_visible(timeout=30_000)
    expect(screen.locator("[data-lost]")).to_contain_text(
        said("The connection was lost. The numbers below are those called until")
    )
    expect(screen.locator("[data-calls] li").first).to_contain_text(re.compile("A-00[123]"))
    screen.context.set_offline(False)
    expect(screen.locator("[data-lost]")).to_be_hidden(timeout=30_000)

    # Back again it calls what was called meanwhile, each in its turn.
    expect(screen.locator("[data-calls]")).to_contain_text(at(hall))
    while Visit.objects.filter(state="waiting").exists():
        serves(counter)
        serves(hall)
    expect(phone.locator(".place-called, .place-before")).to_contain_text(
        re.compile("|".join([said("This visit is over. Thank you for coming."), "[12]$"])), timeout=30_000
    )
    for desk in (counter, hall):
        if desk.locator(".served").count():
            serves(desk)

    rung = [event.data["number"] for event in Event.objects.filter(kind="called").order_by("pk")]
    assert Counter(rung) == Counter({visit.spoken: 1 for visit in (*visits, last)} | {"A-003": 2})
    assert list(dict.fromkeys(rung)) == [f"A-{number:03d}" for number in range(1, VISITORS + 1)]
    assert set(Visit.objects.values_list("state", flat=True)) == {"finished"}
    screen.wait_for_function("many => new Set(window.shown).size >= many", arg=VISITORS, timeout=120_000)
    assert set(screen.evaluate("window.shown")) == {visit.spoken for visit in (*visits, last)}
    assert not list(broken_links())


def test_the_slip_is_one_piece_of_paper(cast: Cast, seated: Open) -> None:
    visit, door = came(cast, "أم فيصل", priority="disability", at=timezone.now()), seated("reception_officer", "en")
    for paper, width in (("80", 80), ("a4", 210)):
        door.goto(f"/desk/reception/visits/{visit.pk}/slip/?paper={paper}")
        (sheet,) = pypdfium2.PdfDocument(door.pdf(prefer_css_page_size=True))
        assert round(sheet.get_width() / 72 * 25.4) == width
        told = sheet.get_textpage().get_text_range()
        assert visit.spoken in told
        assert "You are called before others" in told
        assert "لك أولوية في النداء" in door.locator("main").inner_text(), "in both, whatever the desk speaks"


def test_a_sheet_of_the_log_says_which_of_how_many_it_is_as_its_language_is_read(cast: Cast, seated: Open) -> None:
    for number in range(40):
        came(cast, f"زائر {number}", at=timezone.now())
    for language, words in (("en", {"Page", "of"}), ("ar", {"صفحة", "من"})):
        page = seated("hall_supervisor", language)
        page.add_init_script("window.print = () => undefined")  # it prints itself
        page.goto("/desk/reception/log/print/")
        told = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))[0].get_textpage()
        foot = [each for each in range(told.count_chars()) if 0 < told.get_charbox(each)[3] < 30]
        signs = {told.get_charbox(each)[0]: told.get_text_range(each, 1) for each in foot}
        assert {*"".join(words)} <= {*signs.values()}
        read = "".join(signs[at] for at in sorted(signs, reverse=language == "ar"))
        assert re.findall("[0-9]", read) == ["1", "2"]


def test_what_is_said_beneath_a_button_does_not_touch_it(cast: Cast, seated: Open, opened: Open) -> None:
    visit = came(cast, PARENT_COMES, reason="follow_up", at=timezone.now())
    actions.send_place(actor=cast.reception_officer, visit_id=visit.pk, at=timezone.now())
    for device in ({}, PHONE):
        door, phone = seated("reception_officer", "en", **device), opened("en", **device)
        door.goto(f"/desk/reception/visits/{visit.pk}/")
        phone.goto(f"/place/{visit.code}/")
        pairs = [
            (door.locator(".visit-head .errands"), door.get_by_text("Their place was sent by SMS at")),
            (phone.locator(".place .btn"), phone.get_by_text("This page refreshes by itself.")),
        ]
        for above, beneath in pairs:
            upper, lower = above.bounding_box(), beneath.bounding_box()
            assert upper is not None
            assert lower is not None
            assert lower["y"] - upper["y"] - upper["height"] >= 10
        assert phone.locator(".place .btn").inner_text() == "Follow your request on the phone now"


def test_the_door_answers_for_the_reason_that_is_chosen_and_a_tablet_takes_a_picture(cast: Cast, seated: Open) -> None:
    ticket, door = filed(cast), seated("reception_officer")
    door.goto(f"/desk/reception/?who={ticket.reference}")
    door.locator("a.person").click()
    answers, guide = (
        door.locator(".ways > *"),
        door.get_by_role("button", name=said("Shown how it is done without a visit")),
    )
    expect(door.get_by_role("button", name=said("Give a number"))).to_be_visible()
    expect(guide).to_be_hidden()
    for reason, shown in (("file", 1), ("papers", 0), ("follow_up", 1)):
        door.locator(f'[name="reason"][value="{reason}"]').check()
        expect(answers.filter(visible=True)).to_have_count(shown)
        expect(guide).to_be_visible(visible=bool(shown))
    guide.click()
    door.wait_for_url(re.compile(r"/desk/reception/visits/\d+/$"))
    assert Visit.objects.get().outcome == "guided"

    came(cast, PARENT_COMES, reason="complete", ticket_id=ticket.pk, at=timezone.now())
    counter, tablet = seated("counter_officer"), seated("counter_officer", **PHONE)
    opens(counter, "1")
    calls_next(counter)
    expect(counter.locator(".visit-paper [data-picture]")).to_be_hidden()  # no camera to open
    tablet.goto("/desk/reception/desk/")
    tablet.locator(".visit-paper summary").click()
    counter.locator(".visit-paper summary").click()
    expect(counter.locator(".visit-paper .uploader-drop")).to_be_visible()
    expect(tablet.locator(".visit-paper .uploader-drop")).to_be_hidden()  # nothing is dragged by a finger
    with tablet.expect_file_chooser() as camera:
        tablet.locator(".visit-paper [data-picture]").click()
    camera.value.set_files([{"name": "shot.png", "mimeType": "image/png", "buffer": png()}])
    tablet.get_by_role("button", name=said("Attach")).click()
    expect(tablet.get_by_text(said("The papers are with the ticket."))).to_be_visible()
    assert Attachment.objects.get().subject_id == ticket.pk
