"""At the door: found by whatever they give, registered in a few keystrokes, given a number once, shown their place."""

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tawasul.lib.hijri import clock, dual_date
from tawasul.lib.identity import Identity, IdentityKind
from tawasul.meetings import actions as meetings
from tawasul.notices.models import Notice
from tawasul.people.actions import record_beneficiary
from tawasul.people.models import Beneficiary
from tawasul.reception import actions, queries
from tawasul.reception.actions import Visitor
from tawasul.reception.models import Visit
from tests.cast import PARENT, SUNDAY, filed
from tests.meetings.asking import asked, ready, somebody
from tests.reception.coming import PARENT_COMES, came, seat
from tests.web.work.pages import hidden_fields, mark

DOOR = "/desk/reception/"


def page(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def found(browser, who):
    """Whom the box finds as one types."""
    answer = browser.post(f"{DOOR}found/", {"who": who})
    assert answer.status_code == 200
    return answer.content.decode()


def links_in(text):
    return re.findall(r'href="(/desk/reception/\?person=[^"]+)"', text)


def received(browser, url, **given):
    fields = hidden_fields(page(browser, url), DOOR)
    return browser.post(DOOR, fields | {"reason": "follow_up", "priority": "none"} | given)


def test_a_visitor_is_found_by_identity_mobile_name_and_ticket(cast, enter):
    ticket = filed(cast)
    browser = enter("reception_officer")
    for who in (PARENT.identity.number, "0501234567", "الغامدي", ticket.reference):
        said = found(browser, who)
        assert PARENT.name in said
        assert PARENT.identity.number not in said
        assert len(links_in(said)) == 1
    assert "Nobody found" in found(browser, "2999999999")
    elsewhere = filed(cast, centre="other_centre")
    assert "Nobody found" in found(browser, elsewhere.reference)


def test_whoever_was_found_by_a_ticket_gets_a_number_about_it(cast, enter):
    ticket = filed(cast)
    browser = enter("reception_officer")
    (link,) = links_in(found(browser, ticket.reference))
    answer = received(browser, link.replace("&amp;", "&"), ticket=ticket.reference, send="on")
    visit = Visit.objects.get()
    assert answer.url == f"/desk/reception/visits/{visit.pk}/"
    assert (visit.spoken, visit.ticket_id, visit.mobile) == ("B-001", ticket.pk, PARENT.mobile)
    sent = Notice.objects.filter(subject_kind="visit").order_by("pk").values_list("kind", flat=True)
    assert list(sent.all()) == ["visit_place"], "what was ticked, and nothing else"
    shown = page(browser, answer.url)
    address = f"{answer.url}do/send/"
    after = browser.post(address, hidden_fields(shown, address), follow=True).content.decode()
    assert list(sent.all()) == ["visit_place", "visit_follow"]
    assert "was sent by SMS at" in after
    assert address not in after, "it is not offered twice"
    assert "B-001" in shown
    assert PARENT.identity.number not in shown


def test_a_new_visitor_needs_a_name_alone_and_is_recorded_by_a_document(cast, enter):
    browser = enter("reception_officer")
    assert received(browser, f"{DOOR}?new=1", name="أم فيصل", reason="ask").status_code == 302
    assert not Beneficiary.objects.exists()
    given = {"name": PARENT.name, "identity_kind": "national", "identity": PARENT.identity.number}
    other = received(browser, f"{DOOR}?new=1", **given | {"identity_kind": "gcc"}, category="parent")
    assert "This is the number of a national identity" in other.content.decode()
    wrong = received(browser, f"{DOOR}?new=1", **given)
    assert wrong.status_code == 422
    assert "Choose in what capacity they come." in wrong.content.decode()
    assert received(browser, f"{DOOR}?new=1", **given, category="parent", mobile="0501234567").status_code == 302
    assert Beneficiary.objects.get().mobile == PARENT.mobile
    assert [visit.spoken for visit in Visit.objects.order_by("pk")] == ["B-001", "B-002"]


def test_messages_go_out_in_the_language_of_the_visitor(cast, enter):
    browser = enter("reception_officer")
    guest = {"name": "John Smith", "reason": "ask", "mobile": "0501112223", "send": "on"}
    assert received(browser, f"{DOOR}?new=1", **guest, language="en").status_code == 302
    recorded = {
        "name": "Jane Smith", "identity_kind": "passport", "identity": "P1234567", "category": "parent",
        "reason": "file", "mobile": "0501112224", "send": "on",
    }  # fmt: skip
    assert received(browser, f"{DOOR}?new=1", **recorded, language="en").status_code == 302
    assert (
        received(browser, f"{DOOR}?new=1", name="زائر", reason="ask", mobile="0501112225", send="on").status_code == 302
    )
    assert list(Notice.objects.order_by("pk").values_list("language", flat=True)) == ["en", "en", "ar"]
    assert Beneficiary.objects.get().language == "en"
    actions.leave(actor=cast.reception_officer, visit_id=Visit.objects.get(name="Jane Smith").pk, at=timezone.now())
    (link,) = links_in(found(browser, "P1234567"))
    link = link.replace("&amp;", "&")
    assert 'name="language"' not in page(browser, link).partition("Who comes")[2], "a known visitor keeps theirs"
    received(browser, link, send="on")
    assert Notice.objects.order_by("pk").last().language == "en"


def test_what_was_asked_for_in_vain_stands_in_the_form(cast, enter):
    browser = enter("reception_officer")
    sought = browser.post(DOOR, {"find": "1", "who": "0551112223", "new": "1"})
    assert "0551112223" not in sought.url, "what is typed stands in no address"
    assert 'value="0551112223"' in page(browser, sought.url)
    by_hand = browser.get(DOOR, {"who": "0551112223"})
    assert "0551112223" not in by_hand.url
    assert "Nobody found" in page(browser, by_hand.url)
    empty = browser.post(DOOR, {"find": "1", "who": " "})
    assert empty.url == DOOR


def test_a_form_sent_twice_gives_one_number(cast, enter):
    browser = enter("reception_officer")
    fields = hidden_fields(page(browser, f"{DOOR}?new=1"), DOOR) | {
        "once": mark(),
        "name": "زائر",
        "reason": "file",
        "priority": "elderly",
    }
    first, second = browser.post(DOOR, fields), browser.post(DOOR, fields)
    assert first.url == second.url
    assert Visit.objects.count() == 1


def test_what_is_wrong_is_said_and_nothing_is_kept(cast, enter):
    browser = enter("reception_officer")
    answer = received(browser, f"{DOOR}?new=1", name="زائر", reason="nothing", mobile="12", send="on")
    assert answer.status_code == 422
    assert not Visit.objects.exists()
    assert "This visitor is here already" not in answer.content.decode()


def test_whoever_is_here_already_is_shown_with_their_number(cast, enter):
    visit = came(cast, PARENT_COMES, at=timezone.now())
    browser = enter("reception_officer")
    (link,) = links_in(found(browser, PARENT.identity.number))
    shown = page(browser, link)
    assert f"with number {visit.spoken}" in shown
    assert f"/desk/reception/visits/{visit.pk}/" in shown


def test_what_needs_no_waiting_ends_at_the_door(cast, enter):
    visit = came(cast, PARENT_COMES, reason="follow_up", at=timezone.now())
    browser = enter("reception_officer")
    shown = page(browser, f"/desk/reception/visits/{visit.pk}/")
    assert "Where a request stands is seen on the phone" in shown
    address = f"/desk/reception/visits/{visit.pk}/do/guide/"
    browser.post(address, hidden_fields(shown, address))
    visit.refresh_from_db()
    assert (visit.state, visit.outcome, visit.served_by_id) == ("finished", "guided", cast.user("reception_officer").pk)
    assert '<svg class="qr"' in shown
    after = page(browser, f"/desk/reception/visits/{visit.pk}/")
    assert '<svg class="qr"' not in after, "it would lead to a visit that is over"
    assert visit.spoken in after
    arabic = page(enter("reception_officer", "ar"), f"/desk/reception/visits/{visit.pk}/")
    assert arabic.count("إلى الإنجاز دون زيارة") == 2, "how it ended, and in what happened, in the same words"


def test_what_needs_no_waiting_is_said_before_a_number_is_given_and_ends_there_in_one_step(cast, enter):
    ticket = filed(cast)
    browser = enter("reception_officer")
    (link,) = links_in(found(browser, ticket.reference))
    link = link.replace("&amp;", "&")
    shown = page(browser, link)
    assert shown.index("Where the ticket stands is said beside it above") < shown.index("Give a number")
    assert f'href="/desk/tickets/{ticket.reference}/"' in shown
    answer = received(browser, link, ticket=ticket.reference, guide="1")
    visit = Visit.objects.get()
    assert answer.url == f"/desk/reception/visits/{visit.pk}/"
    assert (visit.state, visit.outcome, visit.ticket_id) == ("finished", "guided", ticket.pk)
    assert list(Notice.objects.filter(subject_kind="visit").values_list("kind", flat=True)) == ["visit_follow"]
    assert received(browser, f"{DOOR}?new=1", name="زائر بلا جوال", reason="ask", guide="1").status_code == 302
    assert Visit.objects.filter(outcome="guided").count() == 2
    assert Notice.objects.filter(subject_kind="visit").count() == 1
    refused = received(browser, f"{DOOR}?new=1", name="زائر", reason="papers", guide="1")
    assert refused.status_code == 422
    assert "needs a desk: give them a number" in refused.content.decode()
    assert Visit.objects.count() == 2


def test_the_slip_shows_the_number_and_a_code_and_no_name(cast, enter):
    visit = came(cast, PARENT_COMES, priority="disability", at=timezone.now())
    for paper in ("80", "a4"):
        slip = page(enter("reception_officer"), f"/desk/reception/visits/{visit.pk}/slip/?paper={paper}")
        assert f'data-paper="{paper}"' in slip
        assert visit.spoken in slip
        assert '<svg class="qr"' in slip
        assert PARENT.name not in slip
        assert "You are called before others" in slip
        assert f'dir="ltr">{urlsplit(settings.PUBLIC_URL).netloc}</strong>' in slip, "where the portal is"
        assert "لك أولوية في النداء" in slip, "in both languages, whatever the desk speaks"


def test_what_was_written_wrong_at_the_door_is_put_right(cast, enter):
    now = timezone.now()
    visit = came(cast, "محمد العتبي", at=now)
    browser, address = enter("reception_officer"), f"/desk/reception/visits/{visit.pk}/amend/"
    fields = hidden_fields(page(browser, f"/desk/reception/visits/{visit.pk}/"), address)
    right = {"name": "محمد العتيبي", "reason": "ask", "priority": "disability", "mobile": "0501234567"}
    wrong = browser.post(address, fields | right | {"mobile": "12", "name": "5"})
    assert wrong.status_code == 422
    assert 'value="5"' in wrong.content.decode()
    browser.post(address, fields | right)
    visit.refresh_from_db()
    assert (visit.name, visit.line, visit.priority) == ("محمد العتيبي", "follow_up", "disability")
    assert visit.mobile == "+966501234567"
    assert visit.spoken == "A-001", "as the slip says"
    shown = page(browser, f"/desk/reception/visits/{visit.pk}/")
    assert "the name · why they come · the mobile" in shown
    stale = browser.post(address, fields | right | {"reason": "file"})
    assert stale.status_code == 409
    assert "+966501234567" not in page(browser, f"/desk/reception/visits/{visit.pk}/")
    assert enter("stranger").post(address, fields | right).status_code == 404


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [("name", "محمد العتيبي", "محمد العتبي سالم"), ("mobile", "0551112223", "0551112224"), ("language", "en", "en")],
)
def test_whoever_corrects_a_visit_in_a_second_window_is_told_and_writes_over_nothing(cast, enter, field, first, second):
    visit = came(cast, Visitor(name="محمد العتبي", mobile="+966501234567"), at=timezone.now())
    browser, address = enter("reception_officer"), f"/desk/reception/visits/{visit.pk}/amend/"
    fields = hidden_fields(page(browser, f"/desk/reception/visits/{visit.pk}/"), address)
    given = {"name": visit.name, "reason": visit.reason, "priority": "none", "mobile": "", "language": "ar"}
    assert browser.post(address, fields | given | {field: first}).status_code == 302
    stale = browser.post(address, fields | given | {"mobile": "0559998887", field: second})
    assert stale.status_code == 409
    said = stale.content.decode()
    assert "Somebody changed this visit meanwhile" in said
    assert f'value="{second}"' in said, "what was typed stays"
    visit.refresh_from_db()
    assert (visit.name, visit.mobile, visit.language) == (
        first if field == "name" else "محمد العتبي",
        "+966551112223" if field == "mobile" else "+966501234567",
        "en" if field == "language" else "ar",
    )


def test_whoever_was_let_go_by_mistake_is_back_in_their_turn(cast, enter):
    now = timezone.now()
    first, second = came(cast, PARENT_COMES, at=now), came(cast, "الثاني", at=now)
    browser, address = enter("reception_officer"), f"/desk/reception/visits/{first.pk}/do/"
    browser.post(f"{address}leave/")
    shown = page(browser, f"/desk/reception/visits/{first.pk}/")
    assert "Back to the queue" in shown
    browser.post(f"{address}bring_back/")
    queue = queries.situation(cast.places["centre"].pk, timezone.now()).queue
    assert [each.pk for each in queue] == [first.pk, second.pk]
    browser.post(f"{address}guide/")
    came(cast, PARENT_COMES, at=now)
    assert "here already" in browser.post(f"{address}bring_back/", follow=True).content.decode()
    by_name = Visitor(name="الثالث", mobile="+966551112223")
    third, address = came(cast, by_name, at=now), "/desk/reception/visits/{}/do/{}/"
    browser.post(address.format(third.pk, "leave"))
    came(cast, by_name, at=now)
    answer = browser.post(address.format(third.pk, "bring_back"), follow=True)
    assert "here already" in answer.content.decode()


def test_a_number_recorded_under_another_name_is_asked_about(cast, enter):
    filed(cast)
    browser = enter("reception_officer")
    given = {
        "name": "فهد ناصر السبيعي", "identity_kind": "national", "identity": PARENT.identity.number,
        "category": "parent", "reason": "file", "priority": "none", "once": mark(),
    }  # fmt: skip
    asked = browser.post(DOOR, given)
    assert asked.status_code == 409
    shown = asked.content.decode()
    assert "recorded under another name. No number was given yet" in shown
    assert PARENT.name in shown
    assert not Visit.objects.exists()
    word = re.search(r'name="person" value="([^"]+)" id="go_on_recorded"', shown)
    assert browser.post(DOOR, given | {"person": unescape(word[1])}).status_code == 302
    assert Visit.objects.get().name == PARENT.name
    again = browser.post(DOOR, given | {"name": PARENT.name, "once": mark()})
    assert again.status_code == 409
    assert f"/desk/reception/visits/{Visit.objects.get().pk}/" in again.content.decode(), "a way to the visit"


def test_a_lost_slip_is_found_by_its_number(cast, enter):
    visit = came(cast, "صاحب القسيمة", reason="ask", at=timezone.now())
    browser = enter("reception_officer")
    for words in ("B-001", "b1", "B ٠٠١"):
        assert f"/desk/reception/visits/{visit.pk}/" in found(browser, words)
    assert "Nobody found" in found(browser, "B-002")


def test_whoever_is_here_by_name_alone_is_found_by_mobile_and_name_and_gets_no_second_number(cast, enter, queries_of):
    now = timezone.now()
    visit = came(cast, Visitor(name="فاطمة إبراهيم الزهراني", mobile="+966551112223"), at=now)
    browser, gone = enter("reception_officer"), came(cast, Visitor(name="فاطمة", mobile="+966551112229"), at=now)
    actions.leave(actor=cast.reception_officer, visit_id=gone.pk, at=now)
    came(cast, "فاطمة إبراهيم الزهراني", by="stranger", at=now)
    for who in ("0551112223", "٠٥٥١١١٢٢٢٣", "فاطمه", "ابراهيم الزهرانى", "الزهراني فاطمة"):
        said = found(browser, who)
        assert re.findall(r"/desk/reception/visits/(\d+)/", said) == [str(visit.pk)], who
        assert "0551112223" not in said
        assert "Nobody found" not in said
    assert "Nobody found" in found(browser, "0551112229"), "that visit is over"
    given = {"reason": "ask", "mobile": "0551112223"}
    again = received(browser, f"{DOOR}?new=1", name="فاطمه ابراهيم الزهرانى", **given)
    assert again.status_code == 409
    assert f"/desk/reception/visits/{visit.pk}/" in again.content.decode(), "a way to the visit"
    assert received(browser, f"{DOOR}?new=1", name="خديجة الزهراني", **given).status_code == 302, "mother and daughter"
    assert received(browser, f"{DOOR}?new=1", name=visit.name, reason="ask").status_code == 302, "namesakes"
    sought = browser.get(DOOR, {"who": "الزهراني"}).url
    few = queries_of(browser, sought)
    for number in range(12):
        came(cast, f"زائر الزهراني {number}", at=now)
    assert queries_of(browser, sought) == few
    assert "There are more of them" in found(browser, "الزهراني")


def test_more_people_than_are_shown_are_said_to_be_there(cast, enter):
    for number in range(11):
        passport = Identity(IdentityKind.PASSPORT, f"P{number:07}")
        record_beneficiary(identity=passport, name="سالم القحطاني", category="parent", at=timezone.now())
    shown = found(enter("reception_officer"), "القحطاني")
    assert shown.count('class="person"') == 10
    assert "There are more of them" in shown


def test_a_visit_of_another_centre_is_not_there(cast, enter):
    visit = came(cast, at=timezone.now())
    for url in ("", "slip/"):
        assert enter("stranger").get(f"/desk/reception/visits/{visit.pk}/{url}").status_code == 404
    assert enter("stranger").post(f"/desk/reception/visits/{visit.pk}/do/leave/").status_code == 404
    assert enter("ministry_supervisor").get(DOOR).status_code == 200


def test_the_supervisor_moves_a_visitor_and_others_may_not(cast, enter):
    now = timezone.now()
    visit = came(cast, at=now)
    desk = seat(cast, "7", at=now)
    address = f"/desk/reception/visits/{visit.pk}/do/move/"
    browser = enter("hall_supervisor")
    fields = hidden_fields(page(browser, f"/desk/reception/visits/{visit.pk}/"), address)
    browser.post(address, fields | {"line": "follow_up", "desk": desk.pk, "priority": "elderly"})
    visit.refresh_from_db()
    assert (visit.line, visit.for_desk_id, visit.priority) == ("follow_up", desk.pk, "elderly")
    stale = browser.post(address, fields | {"line": "requests", "desk": "", "priority": "none"}, follow=True)
    assert "Somebody changed this visit meanwhile" in stale.content.decode()
    visit.refresh_from_db()
    assert (visit.line, visit.priority) == ("follow_up", "elderly")
    assert "set who goes first" in page(browser, f"/desk/reception/visits/{visit.pk}/")
    assert enter("reception_officer").post(address, {"line": "requests", "priority": "none"}).status_code == 403


def test_outside_its_hours_the_door_says_that_the_centre_is_closed(cast, enter, monkeypatch):
    for day, hour, closed in ((15, 9, False), (15, 23, True), (20, 10, True)):
        now = SUNDAY.replace(day=day, hour=hour)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        browser = enter("reception_officer")
        assert ("The centre is closed now" in page(browser, DOOR)) == closed, now
    opens = dual_date(date(2026, 11, 22), "en")
    assert f"It opens {opens}" in page(browser, DOOR), "on Sunday, after the weekend"


def test_those_are_counted_in_the_hall_who_wait_or_are_at_a_desk(cast, enter):
    now = timezone.now()
    visits = [came(cast, f"زائر {number}", at=now) for number in range(4)]
    seat(cast, at=now)
    officer = cast.counter_officer
    for visit, leave in zip(visits, (actions.miss, actions.park, None), strict=False):
        actions.call_next(actor=officer, at=now)
        if leave is not None:
            leave(actor=officer, visit_id=visit.pk, at=now, **({"note": ""} if leave is actions.park else {}))
    assert "2 visitors are in the hall now" in page(enter("reception_officer"), DOOR), "one at the desk, one who waits"


def test_the_door_costs_a_fixed_number_of_queries(cast, enter, queries_of):
    browser = enter("reception_officer")
    ticket = filed(cast)
    (link,) = links_in(found(browser, ticket.reference))
    page(browser, link)  # the centre's calendar is remembered from then on
    few = queries_of(browser, link)
    for number in range(4):
        filed(cast, subject=f"شأن {number}")
        came(cast, at=timezone.now())
    assert queries_of(browser, link) == few


def test_the_visitors_own_page_tells_their_place_and_nothing_of_them(cast):
    now = timezone.now()
    first, visit = came(cast, at=now - timedelta(minutes=9)), came(cast, PARENT_COMES, at=now - timedelta(minutes=8))
    seat(cast, "4", at=now - timedelta(minutes=9))
    phone = Client()
    phone.cookies["language"] = "en"
    shown = page(phone, f"/place/{visit.code}/")
    assert "A-002" in shown
    assert "1 person before you" in shown
    for secret in (PARENT.name, PARENT.identity.number, PARENT.mobile, "0501234567", first.code):
        assert secret not in shown
    actions.call_next(actor=cast.counter_officer, at=now)
    assert "You are next" in page(phone, f"/place/{visit.code}/now/")
    actions.finish(actor=cast.counter_officer, visit_id=first.pk, outcome="answered", at=now)
    actions.call_next(actor=cast.counter_officer, at=now)
    assert "Please go to desk 4" in page(phone, f"/place/{visit.code}/now/")
    actions.finish(actor=cast.counter_officer, visit_id=visit.pk, outcome="answered", at=now)
    assert "This visit is over" in page(phone, f"/place/{visit.code}/now/")


def test_the_visitors_page_costs_two_queries_while_nothing_happened(cast, django_assert_num_queries, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    visit = came(cast, at=now)
    phone = Client()
    tag = phone.get(f"/place/{visit.code}/now/")["ETag"]
    with django_assert_num_queries(2):
        assert phone.get(f"/place/{visit.code}/now/", headers={"If-None-Match": tag}).status_code == 304
    came(cast, at=now)
    assert phone.get(f"/place/{visit.code}/now/", headers={"If-None-Match": tag}).status_code == 200


def test_a_code_of_yesterday_or_of_nobody_opens_nothing_and_is_not_tried_for_long(cast):
    old = came(cast, at=timezone.now() - timedelta(days=1))
    phone = Client()
    assert phone.get(f"/place/{old.code}/").status_code == 404
    statuses = [phone.get(f"/place/nobody-{number}/").status_code for number in range(60)]
    assert statuses[-1] == 429


def test_whoever_is_received_today_is_found_by_their_request_and_seen_in_the_hall(cast, enter, queries_of):
    now = timezone.now()
    request, other = ready(cast, at=now - timedelta(days=3)), ready(cast, somebody(2), at=now - timedelta(days=2))
    elsewhere = asked(cast, somebody(3), centre="other_centre")
    session = meetings.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=now + timedelta(hours=1),
        ends_at=now + timedelta(hours=2), places=2, anyway=True, room="مكتب مدير التعليم", at=now - timedelta(days=1),
    )  # fmt: skip
    meetings.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now - timedelta(hours=20))
    browser = enter("reception_officer")
    assert "Nobody found" in found(browser, elsewhere.reference)
    (link,) = links_in(found(browser, request.reference))
    chosen = unescape(link)
    shown = page(browser, chosen)
    assert f"The official receives this visitor today at {clock(request.seats.get().begins_at)}." in shown
    assert request.subject not in shown, "the door learns when and where, not why"
    assert re.search(r'value="attend"[^>]*checked', shown)
    assert "In the hall" not in page(enter("official_office"), f"/desk/meetings/sessions/{session.pk}/")
    assert received(browser, chosen, reason="attend").status_code == 302
    visit = Visit.objects.get()
    assert "The official receives this visitor today" in page(browser, f"/desk/reception/visits/{visit.pk}/")
    office, address = enter("official_office"), f"/desk/meetings/sessions/{session.pk}/"
    said = page(office, address)
    assert f"In the hall since {clock(visit.arrived_at)}, number {visit.spoken}" in said
    few = queries_of(office, address)
    came(cast, Visitor(beneficiary_id=other.beneficiary_id), at=now, reason="attend")
    assert page(office, address).count("In the hall since") == 2
    assert queries_of(office, address) == few


def test_a_date_of_another_day_is_told_and_nothing_is_chosen_for_them(cast, enter):
    now = timezone.now()
    request = ready(cast, at=now - timedelta(days=3))
    begins = now + timedelta(days=2)
    session = meetings.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=begins,
        ends_at=begins + timedelta(hours=1), places=2, anyway=True, room="مكتب مدير التعليم", at=now,
    )  # fmt: skip
    meetings.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now)
    browser = enter("reception_officer")
    (link,) = links_in(found(browser, request.reference))
    shown = page(browser, unescape(link))
    assert "This visitor has a date with the official" in shown
    assert not re.search(r'value="attend"[^>]*checked', shown)


def test_the_language_of_whoever_came_by_name_is_put_right(cast, enter):
    visit = came(cast, "Maria Santos", at=timezone.now())
    browser, address = enter("reception_officer"), f"/desk/reception/visits/{visit.pk}/amend/"
    fields = hidden_fields(page(browser, f"/desk/reception/visits/{visit.pk}/"), address)
    given = {"name": visit.name, "reason": visit.reason, "priority": "none", "mobile": "", "language": "en"}
    assert browser.post(address, fields | given).status_code == 302
    visit.refresh_from_db()
    assert visit.language == "en"
    assert "the language of messages" in page(browser, f"/desk/reception/visits/{visit.pk}/")
