"""The hall as those see it who sit at no desk: the phone of a visitor, the page of the supervisor, the screen on the wall."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tawasul.reception import actions
from tawasul.reception.models import Desk, Hall
from tests.cast import Cast
from tests.journeys.conftest import PHONE, Open
from tests.journeys.words import said
from tests.reception.coming import came, seat

LOST = said("The connection was lost.")
OFFERED = "form[action$='/close/'] button"


def test_a_lost_connection_is_said_with_its_hour_and_taken_back(cast: Cast, seated: Open, opened: Open) -> None:
    visit = came(cast, "أم فيصل", at=timezone.now())
    phone, hall = opened(**PHONE), seated("hall_supervisor")
    phone.goto(f"/place/{visit.code}/")
    hall.goto("/desk/reception/hall/")
    refreshes = phone.get_by_text(said("This page refreshes by itself. You may leave it open."))
    expect(refreshes).to_be_visible()
    for page in (phone, hall):
        expect(page.get_by_text(LOST)).to_be_hidden()
        page.context.set_offline(True)
    for page in (hall, phone):
        expect(page.get_by_text(LOST)).to_be_visible(timeout=40_000)
        assert len(page.locator("[data-since]").inner_text()) == len("21:58")
    expect(refreshes).to_be_hidden()
    seat(cast, "4", at=timezone.now())
    actions.call_next(actor=cast.counter_officer, at=timezone.now())
    for page in (phone, hall):
        page.context.set_offline(False)
        expect(page.get_by_text(LOST)).to_be_hidden(timeout=40_000)
    expect(phone.locator(".place-called")).to_contain_text("4")
    expect(refreshes).to_be_visible()
    expect(hall.locator(".hall-desks")).to_contain_text(visit.spoken)


def test_a_question_stays_while_the_hall_goes_on_and_no_desk_is_closed_without_it(cast: Cast, seated: Open) -> None:
    now = timezone.now()
    visit = came(cast, "أم فيصل", at=now)
    desk = seat(cast, "4", at=now)
    actions.call_next(actor=cast.counter_officer, at=now)
    hall = seated("hall_supervisor")
    hall.goto("/desk/reception/hall/")
    dialog = hall.get_by_role("dialog")
    hall.locator(OFFERED).click()
    expect(dialog).to_contain_text("أم فيصل")
    expect(dialog).to_contain_text(visit.spoken)
    dialog.get_by_role("button", name=said("Cancel")).click()
    assert Desk.objects.get(pk=desk.pk).user_id is not None

    # Meanwhile something happens in the hall: the page asks for it, and does not change under the question.
    hall.locator(OFFERED).click()
    with hall.expect_response(
        lambda answer: answer.url.endswith("/hall/now/") and answer.status == 200, timeout=20_000
    ):
        came(cast, "أبو ناصر", at=timezone.now())
    dialog.get_by_role("button", name=said("Close the desk")).click()
    expect(
        hall.get_by_text(said("The desk is closed. Whoever was at it waits again, with their turn."))
    ).to_be_visible()
    assert Desk.objects.get(pk=desk.pk).user_id is None
    expect(hall.get_by_text("أبو ناصر")).to_be_visible()


def test_the_screen_takes_back_a_call_that_no_longer_stands_and_says_when_it_is_left_behind(
    cast: Cast, seated: Open, opened: Open
) -> None:
    now = timezone.now()
    first, second = came(cast, "أم فيصل", at=now), came(cast, "أبو ناصر", at=now)
    seat(cast, "1", at=now)
    seat(cast, "خدمة ذوي الإعاقة", who="hall_supervisor", at=now)
    screen = opened(viewport={"width": 1920, "height": 1080})
    screen.goto(f"/hall/{Hall.objects.get().screen_key}/")
    large, beside = screen.locator("[data-large]"), screen.locator("[data-calls] li:visible")
    expect(
        screen.get_by_text(said("This screen is silent: nobody hears the calls until the sound is switched on."))
    ).to_be_visible()
    screen.get_by_role("button", name=said("Switch the sound on")).click()
    expect(screen.locator("[data-mute]")).to_be_hidden()
    actions.call_next(actor=cast.counter_officer, at=now)
    expect(large).to_contain_text(first.spoken)
    actions.call_next(actor=cast.hall_supervisor, at=now + timedelta(seconds=1))
    expect(large).to_contain_text(second.spoken, timeout=20_000)
    expect(beside).to_have_count(1)
    expect(beside).to_contain_text(first.spoken)
    panel, name = large.bounding_box(), large.locator(".screen-desk").bounding_box()
    assert panel is not None
    assert name is not None
    for start, length in (("x", "width"), ("y", "height")):
        assert panel[start] <= name[start]
        assert name[start] + name[length] <= panel[start] + panel[length]

    # The desk is closed: whoever was called to it waits again, and the one who is still called is shown.
    actions.close_desk(actor=cast.hall_supervisor, at=now + timedelta(seconds=2))
    expect(large).to_contain_text(first.spoken, timeout=20_000)
    expect(screen.get_by_text(second.spoken)).to_have_count(0)
    actions.close_desk(actor=cast.counter_officer, at=now + timedelta(seconds=3))
    expect(large).to_contain_text(said("Welcome. Your number will be called here."), timeout=20_000)

    hall = seated("hall_supervisor")
    hall.goto("/desk/reception/hall/")
    hall.get_by_role("button", name=said("Give it a new address")).click()
    dialog = hall.get_by_role("dialog")
    expect(dialog).to_contain_text("لن تعرض شاشة الصالة أي رقم بعد ذلك")
    expect(large).to_be_visible()
    dialog.get_by_role("button", name=said("Give it a new address")).click()
    expect(screen.get_by_role("heading", name=said("This screen has a new address"))).to_be_visible(timeout=20_000)
