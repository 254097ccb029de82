"""Requests to meet the official at the desk: filed at the counter, listed by rank, sorted, returned, declined."""

import re
from datetime import timedelta
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tawasul.centres.actor import beneficiary_actor
from tawasul.directives.models import Directive
from tawasul.meetings import actions, queries
from tawasul.meetings.models import MeetingRequest
from tawasul.people.models import Unmasking
from tawasul.tickets.models import Ticket
from tests.attachments.samples import png
from tests.cast import PARENT
from tests.meetings.asking import asked, ready, somebody, taken, without_mobile
from tests.web.work.pages import hidden_fields, mark

MEETINGS, FILE = "/desk/meetings/", "/desk/meetings/file/"


def page(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def do(browser, request, doing, **given):
    """Open the page, fill the act's form and send it."""
    home = f"{MEETINGS}{request.reference}/"
    address = f"{home}do/{doing}/"
    return browser.post(address, hidden_fields(page(browser, home), address) | given)


def new_one(**given):
    return {
        "identity_kind": "national",
        "identity": PARENT.identity.number,
        "name": PARENT.name,
        "category": "parent",
        "channel": "counter",
        "mobile": "0501234567",
        "subject": "نقل طالبة",
        "text": "أرجو لقاء مدير التعليم في شأن نقل ابنتي.",
        "concerned": "1",
        "need": "none",
    } | given


def test_filed_at_the_counter_once_with_a_number_to_read_out(cast, enter):
    browser = enter("counter_officer")
    fields = hidden_fields(page(browser, f"{FILE}?new=1"), FILE) | {"once": mark()}
    given = fields | new_one(centre=cast.places["centre"].pk) | {"files": [SimpleUploadedFile("a.png", png())]}
    first = browser.post(FILE, given)
    assert first.status_code == 302, first.content.decode()[:4000]
    second = browser.post(FILE, fields | new_one(centre=cast.places["centre"].pk))
    assert first.url == second.url
    request = MeetingRequest.objects.get()
    shown = page(browser, first.url)
    assert f"{request.reference[:2]}-{request.reference[2:6]}" in shown
    assert "Open the request" not in shown
    assert PARENT.identity.number not in shown
    assert enter("reception_officer").get(first.url).status_code == 404


def test_a_person_is_found_and_what_is_wrong_is_said(cast, enter):
    asked(cast)
    browser = enter("meetings_officer")
    found = browser.post(f"{FILE}found/", {"who": PARENT.identity.number}).content.decode()
    assert PARENT.name in found
    assert PARENT.identity.number not in found
    assert f"{FILE}?person=" in found
    wrong = browser.post(FILE, new_one(mobile="", text="", centre=cast.places["centre"].pk))
    assert wrong.status_code == 422
    unreachable = browser.post(FILE, new_one(mobile="", centre=cast.places["centre"].pk))
    assert unreachable.status_code == 422
    assert "another way to tell them the day" in unreachable.content.decode()
    recorded = browser.post(FILE, new_one(name="شخص آخر تمامًا", centre=cast.places["centre"].pk))
    assert recorded.status_code == 409
    assert MeetingRequest.objects.count() == 1


def test_the_list_stands_in_the_order_in_which_people_are_received(cast, enter):
    now = timezone.now()
    first, second = ready(cast, somebody(1), at=now), ready(cast, somebody(2), at=now, harm="urgent")
    shown = page(enter("meetings_officer"), f"{MEETINGS}?which=ready")
    assert shown.index(second.reference) < shown.index(first.reference)
    assert "20 days ahead" in shown
    assert "مستفيد رقم 1" in page(enter("official"), f"{MEETINGS}?which=ready&q=رقم 1")
    assert "Nobody of this name" in page(enter("official"), f"{MEETINGS}?which=ready&q=فلان")
    assert "No request is being sorted" in page(enter("official"), f"{MEETINGS}?which=sorting")
    assert first.reference not in page(enter("stranger"), f"{MEETINGS}?which=ready")


def test_sorted_at_the_desk_its_rank_is_explained(cast, enter):
    request = asked(cast, concerned=12)
    browser = enter("meetings_officer")
    do(browser, request, "take")
    wrong = do(browser, request, "sort", kind="", summary="", harm="none", tried="no", concerned="1", need="none")
    assert wrong.status_code == 422
    given = {"kind": "grievance", "summary": "نقل رُفض مرتين", "harm": "serious", "tried": "answered", "need": "none"}
    place = cast.places["transport"]
    nobody = do(browser, request, "sort", **given, concerned="12")
    assert nobody.status_code == 422
    assert '<a href="#entity_text">Entity concerned: Say which entity it concerns' in nobody.content.decode()
    assert do(browser, request, "sort", **given, concerned="12", entity=str(place.pk)).status_code == 302
    shown = page(browser, f"{MEETINGS}{request.reference}/")
    assert "22 days earlier" in shown
    assert "From 2 people on 3 days, from 10 on 6, from 50 on 10." in shown
    assert place.name_en in shown
    request.refresh_from_db()
    assert (request.state, request.entity_id, request.days) == ("ready", place.pk, 22)


def test_a_place_that_is_on_no_list_is_said_and_what_was_set_stays(cast, enter):
    place = cast.places["transport"]
    request = ready(cast, entity_id=place.pk, tried="answered")
    browser = enter("meetings_officer")
    given = {"kind": "grievance", "summary": "نقل", "harm": "none", "tried": "no", "need": "none", "concerned": "1"}
    wrong = do(browser, request, "sort", **given, entity="", entity_text="جهة لا وجود لها")
    assert wrong.status_code == 422
    shown = wrong.content.decode()
    assert '<a href="#entity_text">Entity concerned: Choose one from the list, or write the name of another' in shown
    assert "جهة لا وجود لها" in shown
    twice = do(browser, request, "sort", **given, entity=str(place.pk), entity_name="لجنة النقل")
    assert twice.status_code == 422
    assert "clear one of the two" in twice.content.decode()
    request.refresh_from_db()
    assert (request.entity_id, request.summary) == (place.pk, "طلب نقل رُفض مرتين")
    named = do(browser, request, "sort", **given, entity="", entity_text="جهة لا وجود لها", entity_name="لجنة النقل")
    assert named.status_code == 302
    request.refresh_from_db()
    assert (request.entity_id, request.entity_name) == (None, "لجنة النقل")


def test_what_nobody_has_said_is_not_chosen_beforehand_and_each_choice_says_its_weight(cast, enter):
    request = taken(cast)
    browser = enter("meetings_officer")
    form = page(browser, f"{MEETINGS}{request.reference}/").split('do/sort/"')[1].split("</form>")[0]
    assert "checked" not in form
    assert "Serious harm: study, work or pay at stake · 12 days" in form
    assert "answer did not settle it · 4 days" in form
    given = {"kind": "grievance", "summary": "نقل", "need": "none", "entity_name": "لجنة النقل"}
    wrong = do(browser, request, "sort", **given, concerned="0")
    assert wrong.status_code == 422
    assert "Write a number in figures: 1 where it concerns one person alone." in wrong.content.decode()
    assert do(browser, request, "sort", **given, concerned="60", harm="serious", tried="asked").status_code == 302
    listed = page(browser, f"{MEETINGS}?which=ready")
    heaviest = [
        listed.index(words) for words in ("24 days ahead", "Serious harm", "concerns 60 people", "Asked elsewhere")
    ]
    assert heaviest == sorted(heaviest)
    assert (
        "Write a number of days from 0 to 52."
        in do(browser, request, "rank", days="999", reason="يسافر للعلاج").content.decode()
    )
    do(browser, request, "rank", days="30", reason="يسافر للعلاج")
    assert "The rank stays as it was set by hand, 30 days ahead" in page(browser, f"{MEETINGS}{request.reference}/")
    do(browser, request, "sort", **given, concerned="1", harm="none", tried="no")
    request.refresh_from_db()
    assert request.days == 30
    do(browser, request, "sort", **given, concerned="1", harm="none", tried="no", by_criteria="on")
    request.refresh_from_db()
    assert request.days == 0


def test_returned_completed_for_them_and_declined(cast, enter):
    request = taken(cast)
    browser = enter("meetings_officer")
    do(browser, request, "return_for_completion", missing="قرار الرفض")
    assert "قرار الرفض" in page(browser, f"{MEETINGS}{request.reference}/")
    do(browser, request, "complete", text="أحضر القرار")
    do(browser, request, "decline", reason="يُحل لدى إدارة القبول")
    shown = page(browser, f"{MEETINGS}{request.reference}/")
    assert "Why it was declined" in shown
    request.refresh_from_db()
    assert request.state == "declined"


def test_on_an_old_page_nothing_is_done_and_nothing_typed_is_lost(cast, enter):
    request = taken(cast)
    browser, home = enter("meetings_officer"), f"{MEETINGS}{request.reference}/"
    address = f"{home}do/decline/"
    fields = hidden_fields(page(browser, home), address)
    actions.decline(actor=cast.supervisor, request_id=request.pk, reason="مكرر", at=timezone.now())
    answer = browser.post(address, fields | {"reason": "نص طويل كتبته"})
    assert answer.status_code == 409
    assert "نص طويل كتبته" in answer.content.decode()


def test_a_look_is_for_a_reason_and_written_down(cast, enter):
    request = asked(cast)
    browser, home = enter("meetings_officer"), f"{MEETINGS}{request.reference}/"
    assert PARENT.identity.number not in page(browser, home)
    assert browser.post(f"{home}show/identity/", {"reason": ""}).status_code == 422
    answer = browser.post(f"{home}show/identity/", {"reason": "مطابقة الهوية"})
    assert PARENT.identity.number in answer.content.decode()
    assert Unmasking.objects.count() == 1
    assert enter("official").post(f"{home}show/identity/", {"reason": "للاطلاع"}).status_code == 403


def test_lists_and_pages_cost_a_fixed_number_of_queries(cast, enter, queries_of):
    now, browser = timezone.now(), enter("meetings_officer")
    request = ready(cast, somebody(1), at=now)
    few, one = queries_of(browser, f"{MEETINGS}?which=ready"), queries_of(browser, f"{MEETINGS}{request.reference}/")
    for number in range(2, 6):
        ready(cast, somebody(number), at=now)
    actions.add(actor=cast.meetings_officer, request_id=request.pk, text="كلام آخر", at=now)
    assert queries_of(browser, f"{MEETINGS}?which=ready") == few
    assert queries_of(browser, f"{MEETINGS}{request.reference}/") == one


def due_now():
    """The calls that are planned are due, on whatever day of the week the test is run."""
    MeetingRequest.objects.filter(call_at__isnull=False).update(call_at=timezone.now())


def test_called_from_the_days_list_and_ranked_by_hand(cast, enter, queries_of):
    now = timezone.now()
    request = ready(cast, somebody(1), at=now)
    browser = enter("meetings_officer")
    due_now()
    listed = page(browser, f"{MEETINGS}calls/")
    assert request.reference in listed
    assert "Confirm that the request has arrived" in listed
    assert enter("official").get(f"{MEETINGS}calls/").status_code == 403
    few = queries_of(browser, f"{MEETINGS}calls/")
    for number in range(2, 5):
        asked(cast, somebody(number), at=now)
    assert queries_of(browser, f"{MEETINGS}calls/") == few
    home = f"{MEETINGS}{request.reference}/"
    opened, button = 'id="do-call" open', "Show the number to call"
    assert f"{home}?do=call#do-call" in listed
    assert opened in page(browser, f"{home}?do=call")
    assert opened not in page(browser, home)
    form = page(browser, f"{home}?do=call").split('id="do-call"')[1].split("</details>")[0]
    assert "Needed where the beneficiary spoke" in form
    assert form.count("(optional)") == 1, "when to call again may be left open, and what was said may not"
    given = hidden_fields(page(browser, home), f"{home}show/mobile/#do-call")
    shown = browser.post(f"{home}show/mobile/", given).content.decode()
    assert 'href="tel:+966500000001"' in shown
    assert opened in shown, "what came of the call is written beside the number"
    assert button not in shown
    assert browser.get(f"{home}show/mobile/").url == home
    do(browser, request, "call", purpose="confirm_receipt", outcome="reached", text="أُكد الوصول", next_at="")
    do(browser, request, "rank", days="12", reason="يسافر للعلاج")
    do(browser, request, "put_under_cause", title="إلغاء النقل المدرسي")
    shown = page(browser, home)
    assert "أُكد الوصول" in shown
    assert "Set by hand, in place of 0 days" in shown
    assert "إلغاء النقل المدرسي" in shown
    assert "Nobody stands in this list" in page(browser, f"{MEETINGS}calls/?which=wrong")


def test_whom_no_message_reaches_stands_first_in_the_list_with_the_other_way_to_reach_them(cast, enter):
    now = timezone.now()
    asked(cast, somebody(1), at=now - timedelta(minutes=5))
    request = without_mobile(cast, at=now)
    browser = enter("meetings_officer")
    due_now()
    listed = page(browser, f"{MEETINGS}calls/")
    assert listed.index(request.reference) < listed.index("مستفيد رقم 1")
    assert "No message reaches them" in listed
    assert "0112345678" in listed
    shown = page(browser, f"{MEETINGS}{request.reference}/?do=call")
    calls = shown.split('id="calls"')[1].split("</section>")[0]
    assert "0112345678" in calls
    assert "Show the number to call" not in shown
    done = do(browser, request, "call", purpose="confirm_receipt", outcome="reached", text="أُبلغ", next_at="")
    assert done.status_code == 302


def test_a_number_in_the_search_box_leads_to_its_request(cast, enter):
    request = asked(cast)
    assert enter("supervisor").get(f"/desk/search/?q={request.reference}").url == f"{MEETINGS}{request.reference}/"
    assert enter("complaint_officer").get(f"/desk/search/?q={request.reference}").status_code == 200


def test_whoever_waits_for_a_session_has_a_place_in_the_order_and_the_next_free_session_is_named(cast, enter):
    now = timezone.now()
    first, second = ready(cast, somebody(1), at=now), ready(cast, somebody(2), at=now + timedelta(seconds=1))
    browser = enter("meetings_officer")
    shown = page(browser, f"/desk/meetings/{second.reference}/")
    assert "Place 2 in the order, of 2" in shown
    assert "No session with a free place is planned." in shown
    session = actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=now + timedelta(days=3),
        ends_at=now + timedelta(days=3, hours=1), places=2, anyway=True, room="مكتب المدير", at=now,
    )  # fmt: skip
    shown = page(browser, f"/desk/meetings/{first.reference}/")
    assert "Place 1 in the order, of 2" in shown
    assert f"/desk/meetings/sessions/{session.pk}/" in shown
    assert "2 places are free" in shown
    listed = page(browser, "/desk/meetings/?which=ready")
    assert re.findall(r"Place in the order </span>(\d+)</span>", listed) == ["1", "2"]
    assert "Place in the order" not in page(browser, "/desk/meetings/?which=ready&q=مستفيد"), (
        "of some of them it says nothing"
    )


def test_the_places_go_on_counting_on_the_second_page(cast, enter, monkeypatch, queries_of):
    for number in range(1, 4):
        ready(cast, somebody(number), at=timezone.now())
    monkeypatch.setattr(queries, "PAGE", 2)
    monkeypatch.setitem(queries.page_of.__kwdefaults__, "size", 2)
    browser = enter("meetings_officer")
    (following,) = re.findall(r'href="([^"]*after=[^"]*)"', page(browser, "/desk/meetings/?which=ready"))
    assert re.findall(r"Place in the order </span>(\d+)</span>", page(browser, unescape(following))) == ["3"]


def test_of_the_minister_a_whole_university_may_be_concerned_and_carry_out_what_is_decided(cast, enter):
    now, university = timezone.now(), cast.places["sector"]
    request = actions.file_request(
        actor=beneficiary_actor(beneficiary_id=0, ticket_id=None, name=PARENT.name), asker=PARENT, channel="portal",
        centre_id=cast.places["main_centre"].pk, subject="نقل طالبة", text="أرجو عرض الأمر على الوزير.",
        at=now - timedelta(days=2),
    )  # fmt: skip
    browser, own = enter("ministry_supervisor"), asked(cast, somebody(5))
    named = f"/places/?q={university.name_ar}"
    assert f'data-value="{university.pk}"' in page(browser, f"{MEETINGS}{request.reference}{named}")
    officer = enter("meetings_officer")
    assert officer.get(f"{MEETINGS}{request.reference}{named}").status_code == 404
    assert f'data-value="{university.pk}"' not in page(officer, f"{MEETINGS}{own.reference}{named}")
    assert do(browser, request, "take").status_code == 302
    weighed = {"kind": "grievance", "summary": "نقل طالبة", "harm": "none", "need": "none", "tried": "no"}
    sorted_ = do(browser, request, "sort", **weighed, concerned="1", entity=str(university.pk), entity_text="x")
    assert sorted_.status_code == 302
    assert university.name_en in page(browser, f"{MEETINGS}{request.reference}/")
    session = actions.open_session(
        actor=cast.actor("ministry_supervisor"), centre_id=cast.places["main_centre"].pk,
        begins_at=now + timedelta(seconds=5), ends_at=now + timedelta(hours=1), places=1, anyway=True,
        room="مكتب الوزير", at=now - timedelta(days=1),
    )  # fmt: skip
    actions.draw_up(actor=cast.actor("ministry_supervisor"), session_id=session.pk, at=now - timedelta(hours=20))
    assert do(browser, request, "attend").status_code == 302
    for text in ("تُنقل الطالبة", "يُرفع تقرير"):
        decision = {"text": text, "owner": str(university.pk), "owner_text": "x"}
        decided = do(browser, request, "decide", **decision, due_on=(now + timedelta(days=9)).date().isoformat())
        assert decided.status_code == 302
    assert do(browser, request, "pass_on", decision="1", by="directive").status_code == 302
    assert do(browser, request, "pass_on", decision="2", by="complaint").status_code == 302
    assert Directive.objects.get().acting == university
    assert Ticket.objects.get().centre == cast.places["centre"], "the centre that serves it"
