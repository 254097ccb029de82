"""Sessions at the desk, and the invitation on the phone: times set, drawn up, booked by hand, cancelled; confirmed, given
back."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tawasul.lib.hijri import RIYADH
from tawasul.meetings import actions, links, queries
from tawasul.meetings.models import Feed, Seat, Session, Times
from tawasul.meetings.paper import statement_paper
from tawasul.people.models import Unmasking
from tests.meetings.asking import asked, ready, somebody
from tests.web.meetings.test_desk import do, page
from tests.web.portal.conftest import follow
from tests.web.work.pages import hidden_fields, mark

SESSIONS, TIMES = "/desk/meetings/sessions/", "/desk/meetings/times/"


def opened(cast, places=2, days=3, **how):
    now = timezone.now()
    begins = now + timedelta(days=days)
    return actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=begins,
        ends_at=begins + timedelta(hours=1), places=places, anyway=True, room="مكتب مدير التعليم", at=now, **how,
    )  # fmt: skip


def phone_of():
    phone = Client()
    phone.cookies["language"] = "en"
    return phone


def test_the_office_sets_times_leaves_a_day_out_and_ends_them(cast, enter):
    browser, day = enter("official_office"), (timezone.now() + timedelta(days=1)).astimezone(RIYADH).date()
    centre = str(cast.places["centre"].pk)
    assert "No fixed time is set yet" in page(browser, TIMES)
    given = {
        "what": "times", "centre": centre, "weekday": "0", "opens": "10:00", "closes": "12:00", "places": "12",
        "minutes": "10", "room": "مكتب مدير التعليم", "first_day": day.isoformat(), "once": mark(),
    }  # fmt: skip
    wrong = browser.post(TIMES, given | {"places": "40", "once": mark()})
    assert wrong.status_code == 422
    assert "do not fit between these hours" in wrong.content.decode()
    assert browser.post(TIMES, given).status_code == browser.post(TIMES, given).status_code == 302
    assert Times.objects.count() == 1
    assert Session.objects.count() >= 4
    shown = page(browser, TIMES)
    assert "Every Monday" in shown
    first = Session.objects.order_by("begins_at")[0]
    out = {
        "what": "out",
        "centre": centre,
        "day": first.begins_at.astimezone(RIYADH).date().isoformat(),
        "reason": "سفر",
    }
    assert browser.post(TIMES, out | {"once": mark()}).status_code == 302
    first.refresh_from_db()
    assert first.state == "cancelled"
    assert browser.post(TIMES, {"what": "feed", "centre": centre, "once": mark()}).status_code == 302
    feed = Feed.objects.get()
    answer = Client().get(f"/meetings/{feed.key}.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert Client().get("/meetings/nothing.ics").status_code == 404
    assert "Take it back" in page(browser, TIMES)
    back = {"what": "back", "centre": centre, "day": out["day"], "once": mark()}
    assert browser.post(TIMES, back).status_code == 302
    assert Session.objects.filter(state="planned", begins_at=first.begins_at).exists()
    assert "Take it back" not in page(browser, TIMES)
    overlapping = browser.post(TIMES, given | {"opens": "10:30", "places": "9", "once": mark()})
    assert overlapping.status_code == 422
    assert "It overlaps with the fixed time of every Monday, 10:00–12:00" in overlapping.content.decode()
    in_arabic = enter("official_office", "ar").post(TIMES, given | {"opens": "10:30", "places": "٩", "once": mark()})
    assert "يتداخل مع الوقت الثابت كل يوم اثنين من 10:00 إلى 12:00" in in_arabic.content.decode()
    assert 'value="٩"' in in_arabic.content.decode(), "Arabic digits are a number like others"
    assert '<span class="number">من 10:00 إلى 12:00</span>' in page(enter("official_office", "ar"), TIMES)
    end = {"what": "end", "centre": centre, "times": str(Times.objects.get().pk)}
    assert browser.post(TIMES, end | {"once": mark()}).status_code == 302
    assert not Session.objects.filter(state="planned").exists()
    shown = page(browser, TIMES)
    assert "Ended on" in shown
    assert "End this time?" not in shown
    again = browser.post(TIMES, end | {"once": mark()})
    assert again.status_code == 409
    assert "This time has ended already." in again.content.decode()
    assert enter("complaint_officer").get(TIMES).status_code == 403
    assert page(enter("minister"), TIMES)


def test_whoever_opens_a_session_goes_on_in_it(cast, enter):
    browser, day = enter("official_office"), timezone.localdate() + timedelta(days=3)
    given = {
        "what": "open", "centre": str(cast.places["centre"].pk), "cause": "", "day": day.isoformat(), "opens": "01:05",
        "closes": "03:00", "places": "2", "room": "مكتب المدير", "anyway": "on", "once": mark(),
    }  # fmt: skip
    answers = [browser.post(TIMES, given) for _time in range(2)]
    session = Session.objects.get()
    assert [answer.url for answer in answers] == [f"{SESSIONS}{session.pk}/"] * 2


def test_drawn_up_booked_by_hand_taken_out_and_cancelled(cast, enter, queries_of):
    now = timezone.now()
    requests = [ready(cast, somebody(number), at=now - timedelta(hours=number)) for number in (1, 2, 3)]
    session, later = opened(cast, 1), opened(cast, 1, 5)
    browser = enter("meetings_officer")
    home = f"{SESSIONS}{session.pk}/"
    assert "3 requests wait for a session" in page(browser, SESSIONS)
    assert "Nobody has a place yet" in page(browser, home)
    draw = f"{home}do/draw/"
    assert browser.post(draw, hidden_fields(page(browser, home), draw)).status_code == 302
    shown = page(browser, home)
    assert "مستفيد رقم 3" in shown
    assert "In reserve" in shown
    out_of_place, out_of_reserve = shown.split('id="reserve-title"')
    assert "The beneficiary reads this word for word." in out_of_place
    assert "Take them out of the session?" in out_of_place
    assert "They were not told of this turn" in out_of_reserve
    assert "Take them out of the session?" not in out_of_reserve
    few = queries_of(browser, home)
    book = f"{SESSIONS}{later.pk}/do/book/"
    wrong = browser.post(book, {"reference": "26000000000", "once": mark()})
    assert wrong.status_code == 422
    assert "The number of a request has eleven digits" in wrong.content.decode()
    taken = browser.post(book, {"reference": requests[2].reference, "once": mark()})
    assert "not ready for a session, or has a place already" in taken.content.decode()
    fourth = ready(cast, somebody(4), at=now)
    assert browser.post(book, {"reference": fourth.reference, "once": mark()}).status_code == 302
    fifth = ready(cast, somebody(5), at=now)
    full = browser.post(book, {"reference": fifth.reference, "once": mark()})
    assert full.status_code == 409
    assert "This session has no free place" in full.content.decode()
    assert browser.post(book, {"reference": fifth.reference, "reserve": "1", "once": mark()}).status_code == 302
    assert queries_of(browser, f"{SESSIONS}{later.pk}/") == few
    out = {"seat": Seat.objects.get(session=session, place=1).pk, "reason": "تعارض", "once": mark()}
    assert browser.post(f"{home}do/out/", out).status_code == 302
    requests[1].refresh_from_db()
    assert requests[1].state == "scheduled"
    assert enter("stranger").get(home).status_code == 404
    cancel = f"{home}do/cancel/"
    assert browser.post(cancel, {"reason": "", "once": mark()}).status_code == 422
    assert browser.post(cancel, {"reason": "اجتماع طارئ", "once": mark()}).status_code == 302
    assert "This session was cancelled" in page(browser, home)
    assert "اجتماع طارئ" in page(browser, f"{SESSIONS}?which=cancelled")


def test_booked_by_hand_before_another_the_form_asks_why_and_the_history_keeps_it(cast, enter):
    now = timezone.now()
    light, _weighty = ready(cast, somebody(1), at=now), ready(cast, somebody(2), at=now, harm="serious")
    session, browser = opened(cast, 1), enter("meetings_officer")
    home = f"{SESSIONS}{session.pk}/"
    book = f"{home}do/book/"
    assert "Why before others" not in page(browser, home)
    refused = browser.post(book, {"reference": light.reference, "once": mark()})
    assert refused.status_code == 422
    form = refused.content.decode()
    assert "1 request that is ready ranks before this one." in form
    assert "Why before others" in form
    given = hidden_fields(form, book) | {"reference": light.reference, "reason": "يسافر للعلاج غدًا"}
    assert browser.post(book, given).status_code == 302
    assert "by hand, before others that rank before it" in page(browser, home)
    assert "يسافر للعلاج غدًا" in page(browser, home)


def test_the_list_of_sessions_costs_a_fixed_number_of_queries(cast, enter, queries_of):
    browser = enter("official")
    opened(cast, 2, 3)
    few = queries_of(browser, SESSIONS)
    for days in (4, 5, 6):
        opened(cast, 2, days)
    assert queries_of(browser, SESSIONS) == few


def test_confirmed_on_the_phone_and_then_given_back(cast, enter):
    now = timezone.now()
    first, second = ready(cast, somebody(1), at=now), ready(cast, somebody(2), at=now)
    session = opened(cast, 1)
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now)
    token = links.token_for(queries.seat_now(first))
    phone, home = phone_of(), f"/meet/{token}/"
    shown = page(phone, home)
    assert "مكتب مدير التعليم" in shown
    for secret in (first.asked_as, first.mobile, first.subject):
        assert secret not in shown
    assert phone.get(f"{home}confirm/").url == home
    once = mark()
    assert phone.post(f"{home}confirm/", {"once": once}).url == home
    assert phone.post(f"{home}confirm/", {"once": once}).url == home
    assert "You have confirmed that you will come" in page(phone, home)
    assert phone.post(f"{home}postpone/", {"reason": "", "once": mark()}).status_code == 422
    past = phone.post(f"{home}postpone/", {"reason": "سفر", "not_before": "2020-01-01", "once": mark()})
    assert past.status_code == 422
    assert "Choose a day that is still to come." in past.content.decode()
    day = timezone.localdate() + timedelta(days=20)
    given_back = {"reason": "موعد علاج", "not_before": day.isoformat(), "once": mark()}
    answered = phone.post(f"{home}postpone/", given_back)
    assert answered.status_code == 200
    told = answered.content.decode().split("<main")[1]
    assert "Your answer has reached us" in told
    assert "You keep your place in the order" in told
    assert "no longer open" not in told
    assert phone.post(f"{home}postpone/", given_back).status_code == 200
    assert phone.get(home).status_code == 404
    assert phone.post(f"{home}confirm/", {"once": mark()}).status_code == 404
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.not_before == day
    assert second.state == "scheduled"
    office = enter("meetings_officer")
    for address in ("/desk/meetings/?which=ready", f"/desk/meetings/{first.reference}/"):
        assert "Cannot come before" in page(office, address)
    other = links.token_for(queries.seat_now(second))
    assert phone.post(f"/meet/{other}/decline/", {"reason": "حُل الأمر", "once": mark()}).status_code == 200
    second.refresh_from_db()
    assert second.state == "withdrawn"
    assert phone.get("/meet/nothing/").status_code == 404
    assert phone.get(f"{home}nothing/").status_code == 404


def test_the_followed_request_shows_its_date(cast):
    now = timezone.now()
    request = ready(cast, somebody(1), at=now)
    session = opened(cast, 1)
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now)
    phone = phone_of()
    follow(phone, request.reference, "0500000001")
    shown = page(phone, "/follow/meeting/")
    assert "You have a date" in shown
    assert f"/meet/{links.token_for(queries.seat_now(request))}/" in shown


def test_the_statement_is_masked_until_asked_for_and_the_session_is_held_on_it(cast, enter, queries_of):
    now = timezone.now()
    one, two = ready(cast, somebody(1), at=now), ready(cast, somebody(2), at=now)
    session = opened(cast, 2, days=1 / 86400 * 5)
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now)
    browser, address = enter("official"), f"{SESSIONS}{session.pk}/statement/"
    shown = page(browser, address)
    heads = ["Name of the beneficiary", "Request number", "Identity number", "Mobile number",
             "Summary of the subject", "Entity concerned"]  # fmt: skip
    places = [shown.index(f'<th scope="col">{head}</th>') for head in heads]
    assert places == sorted(places)
    identity = one.beneficiary.identity_number
    assert identity not in shown
    full = browser.post(address, hidden_fields(shown, address)).content.decode()
    assert identity in full
    assert "0500000001" in full
    assert Unmasking.objects.count() == 4
    form = shown.split(f'action="{address}paper/"')[1].split(">")[0]
    assert 'target="_blank"' in form, "the statement stays where it is"
    paper = browser.post(f"{address}paper/")
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert Unmasking.objects.count() == 8
    assert enter("complaint_officer").post(f"{address}paper/").status_code == 403
    assert enter("meetings_officer").get(address).status_code == 200
    assert enter("complaint_officer").get(address).status_code == 403
    few = queries_of(browser, address)
    do_it = f"/desk/meetings/{one.reference}/do/attend/"
    assert browser.post(do_it, hidden_fields(shown, do_it)).url == address
    miss = f"/desk/meetings/{two.reference}/do/miss/"
    assert f'action="{miss}"' not in page(browser, address), "their turn has not come"
    early = browser.post(miss, {"seen": "", "once": mark()})
    assert early.status_code == 409
    assert "Their turn is at" in early.content.decode()
    Seat.objects.filter(request=two).update(begins_at=timezone.now())
    asking = page(browser, address)
    assert 'data-confirm="Write down that they did not come?"' in asking
    assert browser.post(miss, hidden_fields(asking, miss)).url == address
    assert queries_of(browser, address) == few
    shown = page(browser, address)
    assert "Did not come" in shown
    came = f"/desk/meetings/{two.reference}/do/attend/"
    assert 'data-confirm="Write down that they came?"' in shown
    assert browser.post(came, hidden_fields(shown, came)).url == address
    two.refresh_from_db()
    assert two.state == "held"
    assert do(browser, two, "miss").status_code == 302
    two.refresh_from_db()
    assert two.state == "ready"
    office = enter("official_office")
    wrong = do(office, one, "decide", text="تُنقل الطالبة")
    assert wrong.status_code == 422
    assert do(office, one, "decide", text="تُنقل الطالبة", owner_name="لجنة النقل").status_code == 302
    assert do(office, one, "write_notes", text="شرح المدير").status_code == 302
    officer = enter("meetings_officer")
    assert "Not passed on yet" in page(officer, f"/desk/meetings/{one.reference}/")
    without_a_day = do(officer, one, "pass_on", decision="1", by="complaint", reference="")
    assert without_a_day.status_code == 422
    assert "Say by when it is to be done." in without_a_day.content.decode()
    by_then = (timezone.localdate() + timedelta(days=20)).isoformat()
    assert do(officer, one, "pass_on", decision="1", by="complaint", due_on=by_then).status_code == 302
    shown = page(officer, f"/desk/meetings/{one.reference}/")
    assert "شرح المدير" in shown
    assert "/desk/tickets/" in shown


def test_the_statement_says_that_there_is_no_mobile_and_how_else_they_are_reached(cast, enter):
    now = timezone.now()
    one = ready(cast, somebody(1), at=now)
    one.mobile, one.other_contact = "", "هاتف العمل 0112345678"
    one.save()
    session = opened(cast, 1)
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now)
    browser, address = enter("official"), f"{SESSIONS}{session.pk}/statement/"
    shown = page(browser, address)
    assert "No mobile" in shown
    assert "هاتف العمل ••••••5678" in shown
    full = browser.post(address, hidden_fields(shown, address)).content.decode()
    assert "هاتف العمل 0112345678" in full
    rows = queries.statement_of(session)
    assert statement_paper(session, rows, "en").rows[0][3] == "No mobile · هاتف العمل 0112345678"


def test_in_the_session_its_page_says_who_came_and_leads_to_what_is_decided_and_back(cast, enter, queries_of):
    now = timezone.now()
    one, two = ready(cast, somebody(1), at=now), ready(cast, somebody(2), at=now)
    session = opened(cast, 2, days=1 / 86400 * 5)
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now)
    browser, address = enter("official"), f"{SESSIONS}{session.pk}/"
    shown, few = page(browser, address), queries_of(browser, address)
    assert "Write the decision" not in shown
    for request in (one, two):
        came = f"/desk/meetings/{request.reference}/do/attend/"
        assert browser.post(came, hidden_fields(page(browser, address), came)).url == address
    way = f"/desk/meetings/{one.reference}/?sitting={session.pk}"
    assert f'href="{way}&amp;do=decide#do-decide"' in page(browser, address)
    assert 'id="do-decide" open' in page(browser, f"{way}&do=decide")
    decide = f"/desk/meetings/{one.reference}/do/decide/"
    given = hidden_fields(page(browser, way), decide) | {
        "text": "تُنقل الطالبة إلى مدرسة أقرب",
        "owner_name": "لجنة النقل",
    }
    assert given["sitting"] == str(session.pk)
    assert browser.post(decide, given).url == address
    assert "تُنقل الطالبة إلى مدرسة أقرب" in page(browser, address)
    assert queries_of(browser, address) == few


def test_the_list_says_who_is_in_reserve_and_who_has_which_date(cast, enter, queries_of):
    now = timezone.now()
    for number in (1, 2, 3):
        ready(cast, somebody(number), at=now - timedelta(hours=number))
    browser, home = enter("meetings_officer"), "/desk/meetings/"
    few = queries_of(browser, f"{home}?which=ready")
    session = opened(cast, 1)
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now)
    assert page(browser, f"{home}?which=ready").count("in reserve for the session of") == 2
    assert f"{timezone.localtime(session.begins_at):%H:%M}" in page(browser, f"{home}?which=scheduled")
    assert queries_of(browser, f"{home}?which=ready") == few
    held = queries.page_of(cast.meetings_officer, queries.LIST_BY_KEY["scheduled"]).rows[0]
    Seat.objects.filter(request=held).update(begins_at=now)
    actions.attend(actor=cast.official, request_id=held.pk, at=timezone.now())
    for text in ("تُنقل الطالبة", "تُراجع الآلية"):
        actions.decide(actor=cast.official, request_id=held.pk, text=text, owner_name="لجنة النقل", at=timezone.now())
    assert "2 decisions not passed on yet" in page(browser, f"{home}?which=held")


def test_attendance_is_not_offered_on_the_requests_page_days_before(cast, enter):
    request, session = ready(cast, somebody(1)), opened(cast, 1, 5)
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=timezone.now())
    browser, home = enter("official"), f"/desk/meetings/{request.reference}/"
    assert "do/attend/" not in page(browser, home)
    Seat.objects.update(begins_at=timezone.now())
    assert "do/attend/" in page(browser, home)
    assert "do/miss/" in page(browser, home)


def test_the_ministrys_office_begins_with_its_own_official(cast, enter):
    now = timezone.now()
    browser = enter("minister_office")
    opened(cast, 1)
    assert "مكتب مدير التعليم" in page(browser, SESSIONS), "nothing of its own stands: all are shown"
    ours = asked(cast, somebody(1), at=now, centre="main_centre", subject="لقاء الوزير")
    theirs = asked(cast, somebody(2), at=now, subject="لقاء مدير التعليم")
    home = "/desk/meetings/?which=new"
    own = page(browser, home)
    assert (ours.reference in own, theirs.reference in own) == (True, False)
    assert "مكتب مدير التعليم" not in page(browser, SESSIONS)
    every = page(browser, f"{home}&whose=all")
    assert (ours.reference in every, theirs.reference in every) == (True, True)
    assert "Of our own official" not in page(enter("official"), home)


def test_a_cancelled_session_says_who_was_in_it_and_where_they_went_later_never_earlier(cast, enter):
    now = timezone.now()
    one, two = ready(cast, somebody(1), at=now), ready(cast, somebody(2), at=now + timedelta(seconds=1))
    sooner, session, later = opened(cast, 2, days=2), opened(cast, 2, days=3), opened(cast, 1, days=4)
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now + timedelta(seconds=2))
    actions.cancel_session(
        actor=cast.official_office, session_id=session.pk, reason="سفر", at=now + timedelta(seconds=3)
    )
    assert queries.seat_now(one).session == later
    assert queries.seat_now(two) is None, "nobody is bidden on an earlier day than they had"
    assert not sooner.seats.exists()
    browser = enter("official_office")
    shown = page(browser, f"{SESSIONS}{session.pk}/")
    assert "Who had a place in it" in shown
    assert one.asked_as in shown
    assert two.asked_as in shown
    assert f'{SESSIONS}{later.pk}/">' in shown
    assert "Nobody has a place yet" not in shown
    assert "had a place: 2" in page(browser, f"{SESSIONS}?which=cancelled")


def test_from_a_request_that_waits_one_goes_to_the_next_free_session_with_its_number_written(cast, enter):
    now = timezone.now()
    first, second = ready(cast, somebody(1), at=now), ready(cast, somebody(2), at=now + timedelta(seconds=1))
    session = opened(cast, 2)
    browser = enter("meetings_officer")
    way = f"{SESSIONS}{session.pk}/?book={second.reference}"
    assert f'href="{way}#do-book"' in page(browser, f"/desk/meetings/{second.reference}/")
    shown = page(browser, way)
    assert 'id="do-book" open' in shown
    assert f'value="{second.reference}"' in shown
    listed = shown.partition('<datalist id="who-waits">')[2].partition("</datalist>")[0]
    assert listed.index(first.asked_as) < listed.index(second.asked_as), "in the order in which they wait"
