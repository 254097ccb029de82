"""The hall, its screen, and the log of its visitors."""

from datetime import timedelta
from io import BytesIO

from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from tawasul.reception import actions, queries
from tawasul.reception.models import Hall, Visit
from tawasul.timeline.models import Event
from tests.cast import PARENT
from tests.reception.coming import PARENT_COMES, came, seat

HALL, LOG = "/desk/reception/hall/", "/desk/reception/log/"


def page(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def in_english():
    browser = Client()
    browser.cookies["language"] = "en"
    return browser


def test_the_supervisor_sees_who_waits_how_long_and_who_serves(cast, enter):
    now = timezone.now()
    first = came(cast, "الأول", at=now - timedelta(minutes=12))
    came(cast, "الثاني", at=now - timedelta(minutes=10))
    came(cast, "الثالث", reason="meeting", at=now)
    seat(cast, "5", at=now)
    actions.call_next(actor=cast.counter_officer, at=now)
    shown = page(enter("hall_supervisor"), HALL)
    assert "الثاني" in shown
    assert "10 minutes" in shown
    assert "People wait for what no open desk serves" in shown
    assert "Desk 5" in shown
    assert first.spoken in shown
    assert enter("counter_officer").get(HALL).status_code == 403
    assert page(enter("ministry_supervisor"), HALL)


def test_the_hall_refreshes_itself_for_nothing_while_nothing_happened(cast, enter, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    browser = enter("hall_supervisor")
    page(browser, HALL)
    came(cast, at=now)
    tag = browser.get(f"{HALL}now/")["ETag"]
    assert browser.get(f"{HALL}now/", headers={"If-None-Match": tag}).status_code == 304
    desk = seat(cast, at=now)
    assert browser.get(f"{HALL}now/", headers={"If-None-Match": tag}).status_code == 200
    browser.post(f"{HALL}desks/{desk.pk}/close/")
    desk.refresh_from_db()
    assert desk.user is None
    assert "closed already" in browser.post(f"{HALL}desks/{desk.pk}/close/", follow=True).content.decode()


def test_the_hall_costs_a_fixed_number_of_queries(cast, enter, queries_of):
    now = timezone.now()
    came(cast, PARENT_COMES, at=now)
    seat(cast, at=now)
    browser = enter("hall_supervisor")
    few = queries_of(browser, HALL)
    for number in range(6):
        came(cast, f"زائر {number}", at=now)
    assert queries_of(browser, HALL) == few


def test_the_screen_shows_numbers_and_desks_and_no_names(cast, enter):
    now = timezone.now()
    visit = came(cast, PARENT_COMES, at=now)
    seat(cast, "7", at=now)
    key = Hall.objects.get().screen_key
    screen = in_english()
    assert "Your number will be called here" in page(screen, f"/hall/{key}/")
    actions.call_next(actor=cast.counter_officer, at=now)
    for url in (f"/hall/{key}/", f"/hall/{key}/calls/"):
        shown = page(screen, url)
        assert visit.spoken in shown
        assert ">7</strong>" in shown
        for secret in (PARENT.name, PARENT.identity.number, visit.code):
            assert secret not in shown


def test_the_screen_costs_one_query_while_nothing_was_called(cast, django_assert_num_queries):
    came(cast, at=timezone.now())
    key = Hall.objects.get().screen_key
    screen = in_english()
    tag = screen.get(f"/hall/{key}/calls/")["ETag"]
    with django_assert_num_queries(1):
        assert screen.get(f"/hall/{key}/calls/", headers={"If-None-Match": tag}).status_code == 304


def test_a_new_address_ends_the_one_before(cast, enter):
    came(cast, at=timezone.now())
    key = Hall.objects.get().screen_key
    enter("hall_supervisor").post(f"{HALL}screen/")
    assert in_english().get(f"/hall/{key}/").status_code == 404
    assert Hall.objects.get().screen_key in page(enter("hall_supervisor"), HALL)
    assert enter("counter_officer").post(f"{HALL}screen/").status_code == 403


def test_the_last_calls_are_those_of_today_newest_first(cast):
    now = timezone.now()
    came(cast, at=now - timedelta(days=1))
    seat(cast, at=now - timedelta(days=1))
    actions.call_next(actor=cast.counter_officer, at=now - timedelta(days=1))
    visits = [came(cast, f"زائر {number}", at=now) for number in range(26)]
    seat(cast, at=now)
    for second, visit in enumerate(visits):
        actions.call_next(actor=cast.counter_officer, at=now + timedelta(seconds=second))
        actions.finish(
            actor=cast.counter_officer, visit_id=visit.pk, outcome="answered", at=now + timedelta(seconds=second)
        )
    calls = page(in_english(), f"/hall/{Hall.objects.get().screen_key}/calls/")
    order = [
        visit.spoken for visit in sorted(visits, key=lambda each: calls.find(each.spoken)) if visit.spoken in calls
    ]
    assert order == [visit.spoken for visit in reversed(visits)][:24]


def test_the_log_says_who_came_why_and_what_could_be_done_online(cast, enter):
    now = timezone.now()
    seat(cast, at=now)
    visit = came(cast, PARENT_COMES, reason="follow_up", at=now)
    came(cast, "بالاسم", reason="papers", at=now)
    actions.call_next(actor=cast.counter_officer, at=now)
    actions.finish(actor=cast.counter_officer, visit_id=visit.pk, outcome="answered", at=now)
    came(cast, "أمس", at=now - timedelta(days=1), by="hall_supervisor")
    shown = page(enter("reception_officer"), LOG)
    assert PARENT.name in shown
    assert PARENT.identity.number not in shown
    assert "1 (50%)" in shown
    assert "أمس" not in shown
    assert "/export/" not in shown
    yesterday = (timezone.localtime(now) - timedelta(days=1)).date()
    assert "أمس" in page(enter("reception_officer"), f"{LOG}?first={yesterday}&last={yesterday}")
    assert "Nobody came on these days" in page(enter("stranger"), LOG)
    assert PARENT.name in page(enter("ministry_supervisor"), LOG)
    assert enter("reception_officer").get(f"{LOG}?first=nonsense&page=x").status_code == 422


def test_the_log_leaves_the_house_masked_and_that_is_written_down(cast, enter):
    now = timezone.now()
    came(cast, PARENT_COMES, at=now)
    came(cast, "-سارة بنت علي", at=now)
    supervisor = enter("hall_supervisor")
    days = {"first": timezone.localdate().isoformat(), "last": timezone.localdate().isoformat()}
    as_csv = supervisor.post(f"{LOG}export/csv/", days).content.decode("utf-8-sig")
    assert PARENT.name in as_csv
    assert PARENT.identity.number not in as_csv
    assert "'-سارة بنت علي" in as_csv
    book = load_workbook(BytesIO(supervisor.post(f"{LOG}export/xlsx/", days).content))
    rows = list(book.active.values)
    assert len(rows) == 3
    assert PARENT.name in rows[1] + rows[2]
    assert Event.objects.filter(kind="log_exported").count() == 2
    assert enter("reception_officer").post(f"{LOG}export/csv/", days).status_code == 403
    assert supervisor.post(f"{LOG}export/pdf/", days).status_code == 404


def test_the_log_costs_a_fixed_number_of_queries(cast, enter, queries_of):
    now = timezone.now()
    came(cast, PARENT_COMES, at=now)
    browser = enter("hall_supervisor")
    few = queries_of(browser, LOG)
    for number in range(6):
        came(cast, f"زائر {number}", at=now)
    assert queries_of(browser, LOG) == few


def test_the_hall_says_for_how_many_the_wait_that_was_told_came_true(cast, enter):
    now = timezone.now()
    seat(cast, "5", at=now)
    for number in range(3):
        came(cast, f"زائر {number}", at=now)
    told = [row.told_minutes for row in Visit.objects.order_by("pk")]
    assert told[0] == 0, "nobody was before the first"
    assert told[1] > 3
    assert told[2] > told[1]
    browser = enter("hall_supervisor")
    assert "told at the door was right" not in page(browser, HALL)
    for _number in range(3):
        actions.call_next(actor=cast.counter_officer, at=now)
        visit = Visit.objects.get(state="called")
        actions.finish(actor=cast.counter_officer, visit_id=visit.pk, outcome="answered", at=now)
    assert queries.accuracy(cast.places["centre"].pk, now) == (1, 3), "the others waited for nothing"
    assert "Of the last 3 visits, the wait told at the door was right, within a quarter, for 1" in page(browser, HALL)


def test_whoever_came_back_waits_since_then_and_the_move_names_the_desk(cast, enter):
    now = timezone.now()
    visit = came(cast, "العائد", at=now - timedelta(minutes=9))
    desk = seat(cast, "5", at=now - timedelta(minutes=9))
    actions.call_next(actor=cast.counter_officer, at=now - timedelta(minutes=8))
    actions.miss(actor=cast.counter_officer, visit_id=visit.pk, at=now - timedelta(minutes=7))
    actions.bring_back(actor=cast.reception_officer, visit_id=visit.pk, at=now - timedelta(minutes=4))
    actions.move(actor=cast.hall_supervisor, visit_id=visit.pk, line="requests", desk_id=desk.pk, at=now)
    shown = page(enter("hall_supervisor"), HALL)
    assert shown.count("4 minutes") == 2, "in the row, and as the longest"
    told = page(enter("hall_supervisor"), f"/desk/reception/visits/{visit.pk}/").split("What happened in the visit")[1]
    assert "desk 5" in told, told[:1500]


def test_days_that_cannot_be_read_are_said_and_nothing_is_shown_instead(cast, enter):
    came(cast, "زائر اليوم", at=timezone.now())
    browser = enter("hall_supervisor")
    for days in ("first=31/02/2026", "first=2026-11-20&last=2026-11-10", "first=2026-01-01&last=2026-11-10"):
        answer = browser.get(f"{LOG}?{days}")
        assert answer.status_code == 422, days
        assert "زائر اليوم" not in answer.content.decode()
        assert "Nobody came on these days" not in answer.content.decode()
