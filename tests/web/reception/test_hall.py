"""The hall, its screen, and the log of its visitors."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from tawasul.lib.arabic import isolate
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


WELCOME = "يُنادى رقمكم هنا"


def wall():
    """The browser of the screen, at which somebody has chosen English once."""
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
    screen = wall()
    assert WELCOME in page(screen, f"/hall/{key}/")
    actions.call_next(actor=cast.counter_officer, at=now)
    for url in (f"/hall/{key}/", f"/hall/{key}/calls/"):
        shown = page(screen, url)
        assert visit.spoken in shown
        assert ">7</strong>" in shown
        for secret in (PARENT.name, PARENT.identity.number, visit.code):
            assert secret not in shown


def test_the_screen_speaks_arabic_whatever_was_chosen_at_its_browser(cast, enter):
    now = timezone.now()
    came(cast, at=now)
    seat(cast, "7", at=now)
    actions.call_next(actor=cast.counter_officer, at=now)
    key = Hall.objects.get().screen_key
    for browser in (wall(), enter("hall_supervisor")):
        for url in (f"/hall/{key}/", f"/hall/{key}/calls/", "/hall/nothing/"):
            answer = browser.get(url)
            assert answer["Content-Language"] == "ar"
            shown = re.sub("<[^>]*>", " ", answer.content.decode())
            assert ("لهذه الشاشة عنوان جديد" if "nothing" in url else "إلى المكتب") in shown, url
            assert "to desk" not in shown
        assert '<html lang="ar" dir="rtl">' in page(browser, f"/hall/{key}/")


def test_the_screen_costs_one_query_while_nothing_was_called(cast, django_assert_num_queries):
    came(cast, at=timezone.now())
    key = Hall.objects.get().screen_key
    screen = wall()
    tag = screen.get(f"/hall/{key}/calls/")["ETag"]
    with django_assert_num_queries(1):
        assert screen.get(f"/hall/{key}/calls/", headers={"If-None-Match": tag}).status_code == 304


def test_a_new_address_ends_the_one_before(cast, enter):
    came(cast, at=timezone.now())
    key = Hall.objects.get().screen_key
    enter("hall_supervisor").post(f"{HALL}screen/")
    assert wall().get(f"/hall/{key}/").status_code == 404
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
    calls = page(wall(), f"/hall/{Hall.objects.get().screen_key}/calls/")
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
    assert f'<span class="number">1</span> <small class="number">{isolate("50%")}</small>' in shown
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


def test_a_desk_with_somebody_at_it_is_closed_after_a_question_that_says_who(cast, enter):
    now = timezone.now()
    visit = came(cast, "نورة القحطاني", at=now)
    seat(cast, "5", at=now)
    browser = enter("hall_supervisor")
    assert 'data-confirm="Close' not in page(browser, f"{HALL}now/"), "an empty desk is closed at once"
    actions.call_next(actor=cast.counter_officer, at=now)
    shown = page(browser, f"{HALL}now/")
    officer = cast.user("counter_officer").name_en
    assert f'data-confirm="Close the desk while number {visit.spoken} is at it?"' in shown
    assert f"نورة القحطاني is at desk 5, with {officer}. They wait again, with their turn." in shown


def test_a_new_address_is_given_after_a_question_and_the_screen_left_behind_says_whom_to_ask(cast, enter):
    came(cast, at=timezone.now())
    supervisor = enter("hall_supervisor", "ar")
    form = page(supervisor, HALL).split('action="/desk/reception/hall/screen/"')[1].split("</form>")[0]
    assert "data-confirm=" in form
    assert "لن تعرض شاشة الصالة أي رقم بعد ذلك" in form
    key = Hall.objects.get().screen_key
    supervisor.post(f"{HALL}screen/")
    screen = wall()
    for url in (f"/hall/{key}/", f"/hall/{key}/calls/"):
        answer = screen.get(url)
        assert answer.status_code == 404
        assert "لهذه الشاشة عنوان جديد" in answer.content.decode()
        assert "يُرجى مراجعة مشرف الصالة" in answer.content.decode()
        assert 'class="screen"' in answer.content.decode(), "as large as the numbers were"


def test_a_call_that_was_taken_back_is_no_call(cast, enter):
    now = timezone.now()
    first, second = came(cast, at=now), came(cast, at=now)
    seat(cast, "1", at=now)
    seat(cast, "2", who="hall_supervisor", at=now)
    screen = wall()
    url = f"/hall/{Hall.objects.get().screen_key}/"

    def large():
        return page(screen, url).split("data-large")[1].split("</section>")[0]

    actions.call_next(actor=cast.counter_officer, at=now)
    actions.call_next(actor=cast.hall_supervisor, at=now + timedelta(seconds=1))
    assert second.spoken in large()
    shown = page(screen, url)
    assert shown.count(f'data-number="{second.spoken}" data-stands hidden') == 1, "the large one is not said twice"
    assert f'data-number="{first.spoken}" data-stands>' in shown
    actions.close_desk(actor=cast.hall_supervisor, at=now + timedelta(seconds=2))
    assert first.spoken in large(), "the newest that stands"
    assert second.spoken not in page(screen, url)
    actions.miss(actor=cast.counter_officer, visit_id=first.pk, at=now + timedelta(seconds=3))
    assert WELCOME in large()
    assert first.spoken not in page(screen, url)


def test_what_is_stuck_is_marked_and_nothing_that_goes_on_as_usual(cast, enter):
    now = timezone.now()
    called, served = (
        came(cast, "نودي", at=now - timedelta(minutes=60)),
        came(cast, "يُخدم", at=now - timedelta(minutes=59)),
    )
    seat(cast, "1", at=now - timedelta(minutes=55))
    seat(cast, "2", who="hall_supervisor", at=now - timedelta(minutes=55))
    actions.call_next(actor=cast.counter_officer, at=now - timedelta(minutes=42))
    actions.call_next(actor=cast.hall_supervisor, at=now - timedelta(minutes=51))
    actions.begin(actor=cast.hall_supervisor, visit_id=served.pk, at=now - timedelta(minutes=50))
    browser = enter("hall_supervisor")

    def needs():
        shown = page(browser, f"{HALL}now/")
        return shown.split("Desks that need a look:")[1].split("</ul>")[0] if "Desks that need a look:" in shown else ""

    assert "Was called, and has not come (42 minutes ago)" in needs()
    assert "Takes unusually long (for 50 minutes)" in needs()
    assert page(browser, f"{HALL}now/").count("data-stuck") == 2
    said = " ".join(re.sub("<[^>]*>", " ", page(browser, f"{HALL}now/")).split())
    assert "Called 42 minutes ago" in said
    assert "Is being served for 50 minutes" in said
    actions.begin(actor=cast.counter_officer, visit_id=called.pk, at=now)
    actions.finish(actor=cast.hall_supervisor, visit_id=served.pk, outcome="answered", at=now)
    assert needs() == "", "the one has come, the other is free a moment ago"


def test_a_free_desk_is_marked_only_while_people_wait_for_its_lines(cast, enter):
    now = timezone.now()
    desk = seat(cast, "1", lines=("meetings",), at=now - timedelta(minutes=30))
    came(cast, "تقديم", reason="file", at=now - timedelta(minutes=10))
    browser = enter("hall_supervisor")
    assert "Free, while people wait for it" not in page(browser, f"{HALL}now/")
    came(cast, "لقاء", reason="meeting", at=now - timedelta(minutes=5))
    shown = page(browser, f"{HALL}now/")
    assert shown.count("Free, while people wait for it") == 2, "above, and at the desk"
    assert f'href="#desk-{desk.pk}"' in shown


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0.5, "منذ أقل من دقيقة"), (1, "منذ دقيقة واحدة"), (2, "منذ دقيقتين"), (7, "منذ 7 دقائق"), (42, "منذ 42 دقيقة")],
)
def test_how_long_since_is_said_as_grammar_has_it(cast, enter, minutes, said):
    now = timezone.now()
    came(cast, at=now - timedelta(minutes=minutes))
    came(cast, at=now - timedelta(minutes=minutes))
    seat(cast, "1", lines=("requests",), at=now - timedelta(minutes=minutes))
    assert said in page(enter("counter_officer", "ar"), "/desk/reception/desk/queue/")
    actions.call_next(actor=cast.counter_officer, at=now - timedelta(minutes=minutes))
    shown = page(enter("hall_supervisor", "ar"), f"{HALL}now/")
    assert said in shown
    assert "منذ دقيقتان" not in shown


def test_whoever_waits_longer_than_was_told_counts_as_told_wrong_before_they_are_called(cast):
    now = timezone.now()
    centre = cast.places["centre"].pk
    seat(cast, at=now - timedelta(minutes=60))
    for minutes in (40, 40, 5):
        came(cast, at=now - timedelta(minutes=minutes))
    Visit.objects.update(told_minutes=30)
    assert queries.accuracy(centre, now) == (0, 0), "40 minutes may still be within a quarter"
    assert queries.accuracy(centre, now + timedelta(minutes=1)) == (0, 2), "from now on it cannot be"
    actions.call_next(actor=cast.counter_officer, at=now + timedelta(minutes=1))
    assert queries.accuracy(centre, now + timedelta(minutes=1)) == (0, 2), (
        "the one by what they waited, the other still"
    )


def test_a_desks_name_that_is_too_long_is_said_and_given_back_as_it_was_typed(cast, enter):
    browser = enter("counter_officer")
    desk = "/desk/reception/desk/"
    assert "maxlength" not in page(browser, desk), "a browser would cut it and say nothing"
    long = "مكتب الأشخاص ذوي الإعاقة وكبار السن"
    answer = browser.post(desk, {"name": long, "lines": ["requests"]})
    assert answer.status_code == 422
    assert "the hall&#x27;s screen has room for 20" in answer.content.decode()
    assert long in answer.content.decode()
    assert browser.post(desk, {"name": "مكتب ٩", "lines": ["requests"]}).status_code == 302
    assert "Desk 9" in page(browser, desk)
