"""At the desk: opened, the next called, served with their tickets beside them, passed on, let go."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tawasul.attachments.models import Attachment
from tawasul.lib.reference import spoken
from tawasul.reception import actions
from tawasul.reception.models import Desk, Visit
from tawasul.tickets.models import Ticket
from tests.attachments.samples import png
from tests.cast import PARENT, filed
from tests.reception.coming import PARENT_COMES, came, seat
from tests.web.work.pages import hidden_fields, mark

DESK = "/desk/reception/desk/"
FILE = f"{DESK}file/"


def page(browser, url=DESK):
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def do(browser, step, **given):
    address = f"{DESK}do/{step}/"
    return browser.post(address, hidden_fields(page(browser), address) | given, follow=True).content.decode()


def test_a_desk_is_opened_and_calls_the_next(cast, enter):
    visit = came(cast, PARENT_COMES, at=timezone.now())
    browser = enter("counter_officer")
    assert browser.post(DESK, {"name": "", "lines": []}).status_code == 422
    browser.post(DESK, {"name": "3", "lines": ["requests", "follow_up"]})
    assert Desk.objects.get().user_id == cast.user("counter_officer").pk
    shown = do(browser, "call")
    assert visit.spoken in shown
    assert PARENT_COMES.name in shown
    assert PARENT_COMES.identity.number not in shown


def test_somebody_elses_desk_is_not_taken(cast, enter):
    seat(cast, "3", at=timezone.now())
    answer = enter("hall_supervisor").post(DESK, {"name": "3", "lines": ["requests"]})
    assert answer.status_code == 422
    assert "Somebody else sits at this desk" in answer.content.decode()


def test_a_visit_from_the_call_to_the_end_and_the_next(cast, enter):
    now = timezone.now()
    first, second = came(cast, "الأول", at=now), came(cast, "الثاني", at=now)
    seat(cast, at=now)
    browser = enter("counter_officer")
    do(browser, "call")
    do(browser, "recall")
    do(browser, "begin")
    do(browser, "finish", outcome="filed", note="قُدم الطلب", next="1")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.outcome, first.note, first.calls) == ("finished", "filed", "قُدم الطلب", 2)
    assert second.state == "called"
    do(browser, "miss")
    assert "Nobody is at your desk" in page(browser)
    assert "Did not come when called" in page(browser)


def test_a_visitor_is_passed_on_to_an_open_desk(cast, enter):
    now = timezone.now()
    visit = came(cast, at=now)
    seat(cast, "1", at=now)
    other = seat(cast, "2", who="meetings_officer", lines=("meetings",), at=now)
    browser = enter("counter_officer")
    do(browser, "call")
    assert "choose a kind of service" in do(browser, "transfer", line="meetings", desk="999999")
    do(browser, "transfer", line="meetings", desk=str(other.pk), note="معه خطاب")
    visit.refresh_from_db()
    assert (visit.state, visit.for_desk_id, visit.note) == ("waiting", other.pk, "معه خطاب")
    assert "معه خطاب" in do(enter("meetings_officer"), "call")


def test_what_a_desk_may_not_do_is_said_and_changes_nothing(cast, enter):
    now = timezone.now()
    visit = came(cast, at=now)
    seat(cast, at=now)
    browser = enter("counter_officer")
    do(browser, "call")
    again = browser.post(f"{DESK}do/call/", follow=True).content.decode()
    assert "Somebody is at your desk still" in again
    assert "Choose how the visit ended" in do(browser, "finish", outcome="nothing")
    assert browser.post(f"{DESK}do/nothing/").status_code == 404
    assert browser.post(f"{DESK}do/finish/", {"visit": "x", "outcome": "filed"}).status_code == 404
    assert (
        enter("hall_supervisor").post(f"{DESK}do/finish/", {"visit": visit.pk, "outcome": "filed"}).status_code == 302
    )
    visit.refresh_from_db()
    assert visit.state == "called"


def test_closing_the_desk_gives_its_visitor_back(cast, enter):
    now = timezone.now()
    visit = came(cast, at=now)
    seat(cast, at=now)
    browser = enter("counter_officer")
    do(browser, "call")
    assert "Whoever was at it waits again" in do(browser, "close")
    visit.refresh_from_db()
    assert (visit.state, visit.for_desk_id) == ("waiting", None)
    assert "Open the desk" in page(browser)


def test_the_visitors_tickets_and_papers_are_on_the_same_screen(cast, enter):
    now = timezone.now()
    ticket, other = filed(cast), filed(cast, subject="شأن آخر")
    elsewhere = filed(cast, centre="other_centre", subject="عند غيرنا")
    came(cast, PARENT_COMES, reason="complete", ticket_id=ticket.pk, at=now)
    seat(cast, at=now)
    browser = enter("counter_officer")
    shown = do(browser, "call")
    assert shown.index(ticket.subject) < shown.index(other.subject)
    assert elsewhere.subject not in shown
    assert f'id="papers-{ticket.reference}"' in shown
    assert re.search(r'name="person" value="[^"]+"', shown), "the form is there, for this person"
    papers = shown.partition(f'id="papers-{ticket.reference}"')[2]
    assert re.match(r'[^>]* accept="[^"]*\.tiff,\.doc,\.docx,\.xls,\.xlsx"', papers), (
        "papers and pictures, no sound and no film"
    )
    assert "data-picture" in papers.partition("</details>")[0]
    assert re.search(r'id="files" name="files"[^>]* accept="\.pdf,[^"]*\.mp4', shown), (
        "the filing form takes all that may come"
    )
    address = f"{DESK}papers/{ticket.reference}/"
    fields = hidden_fields(shown, address) | {"once": mark()}
    for _twice in range(2):
        browser.post(address, fields | {"files": SimpleUploadedFile("scan.png", png())})
    assert Attachment.objects.filter(subject_id=ticket.pk).count() == 1
    none = browser.post(address, {"once": mark()}).content.decode()
    assert "Choose at least one file" in none
    assert "None of the files was attached" not in none
    good, empty, program = ("good.png", png()), ("empty.jpg", b""), ("a.exe", b"MZ")
    files = [SimpleUploadedFile(*each) for each in (good, empty, program)]
    refused = browser.post(address, {"once": mark(), "files": files})
    said = refused.content.decode()
    assert refused.status_code == 422
    assert Attachment.objects.filter(subject_id=ticket.pk).count() == 1, "all of them or none"
    wrong = said.partition(f'id="papers-{ticket.reference}_error"')[2].partition("</div>")[0]
    assert "empty.jpg" in wrong
    assert "a.exe" in wrong
    assert "good.png" not in wrong
    assert '<details class="errand" open>' in said.partition(f'id="papers-{ticket.reference}"')[0], (
        "the form stays open"
    )
    assert browser.post(f"{DESK}papers/{elsewhere.reference}/").status_code == 404


def test_the_queue_asks_for_nothing_more_while_nothing_happened(cast, enter, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    seat(cast, at=now)
    browser = enter("counter_officer")
    tag = browser.get(f"{DESK}queue/")["ETag"]
    assert browser.get(f"{DESK}queue/", headers={"If-None-Match": tag}).status_code == 304
    came(cast, at=now)
    assert browser.get(f"{DESK}queue/", headers={"If-None-Match": tag}).status_code == 200


def test_the_desk_costs_a_fixed_number_of_queries(cast, enter, queries_of):
    now = timezone.now()
    filed(cast)
    came(cast, PARENT_COMES, at=now, priority="elderly")
    seat(cast, at=now)
    browser = enter("counter_officer")
    do(browser, "call")
    few = queries_of(browser, DESK)
    for number in range(5):
        filed(cast, subject=f"شأن {number}")
        came(cast, at=now)
    assert queries_of(browser, DESK) == few
    assert Visit.objects.count() == 6


def test_a_ticket_is_filed_on_the_desks_own_screen_and_whoever_came_by_name_is_known_from_then_on(cast, enter):
    now = timezone.now()
    came(cast, "هند بنت صالح المطيري", at=now)
    seat(cast, at=now)
    browser = enter("counter_officer")
    do(browser, "call")
    shown = page(browser)
    assert 'value="هند بنت صالح المطيري"' in shown
    form = hidden_fields(shown, FILE)
    given = {
        "identity_kind": "national", "identity": "1000000008", "name": "هند بنت صالح المطيري", "category": "parent",
        "type": "complaint", "channel": "counter", "subject": "تأخر الباص", "text": "يتأخر الباص كل صباح عن موعده",
        "centre": str(cast.places["centre"].pk), "mobile": "0501234567",
    }  # fmt: skip
    wrong = browser.post(FILE, form | given | {"text": ""})
    assert wrong.status_code == 422
    assert_at_desk_with_form_open(wrong, "A-001")
    answer = browser.post(FILE, form | given)
    assert answer.url == f"{DESK}?filed={form['once']}"
    assert browser.post(FILE, form | given).url == answer.url
    ticket, visit = Ticket.objects.get(), Visit.objects.get()
    assert visit.beneficiary_id == ticket.beneficiary_id
    shown = page(browser, answer.url)
    assert "The ticket is filed. Its number:" in shown
    assert shown.count(spoken(ticket.reference)) == 3, "said, among the visitor's tickets, and where papers are added"
    assert "1000000008" not in shown


def assert_at_desk_with_form_open(answer, number):
    shown = answer.content.decode()
    assert f'<p class="place-number" dir="ltr">{number}</p>' in shown, "whom they serve stays in sight"
    assert "Finish the visit" in shown
    assert 'id="file-here" open>' in shown
    assert "data-takes-focus" in shown.partition('id="file-here"')[2], "what was refused is where one begins to read"
    assert hidden_fields(shown, FILE)["visit"]


def test_what_is_refused_of_a_filing_is_said_at_the_desk_and_nothing_typed_or_attached_is_lost(cast, enter):
    now = timezone.now()
    earlier = filed(cast)
    visit = came(cast, "سارة بنت محمد الدوسري", at=now)
    seat(cast, at=now)
    browser = enter("counter_officer")
    do(browser, "call")
    given = hidden_fields(page(browser), FILE) | {
        "identity_kind": "national", "identity": PARENT.identity.number, "name": "سارة بنت محمد الدوسري",
        "category": "parent", "type": "complaint", "channel": "counter", "subject": earlier.subject,
        "text": "كما في الطلب السابق تمامًا", "centre": str(cast.places["centre"].pk),
    }  # fmt: skip

    files = browser.post(
        FILE, given | {"files": [SimpleUploadedFile("a.exe", b"MZ"), SimpleUploadedFile("b.png", png())]}
    )
    assert files.status_code == 422
    assert_at_desk_with_form_open(files, visit.spoken)
    assert "a.exe" in files.content.decode()
    given["files_id"] = hidden_fields(files.content.decode(), FILE)["files_id"]

    recorded = browser.post(FILE, given)
    assert recorded.status_code == 409
    assert_at_desk_with_form_open(recorded, visit.spoken)
    said = recorded.content.decode()
    assert "recorded under another name. Nothing was filed yet" in said
    assert "كما في الطلب السابق تمامًا" in said
    assert "b.png" in said
    word = re.search(r'name="person" value="([^"]+)" id="go_on_recorded"', said)[1]

    likely = browser.post(FILE, given | {"person": word})
    assert likely.status_code == 409
    assert_at_desk_with_form_open(likely, visit.spoken)
    assert "This person may have asked it already" in likely.content.decode()
    assert hidden_fields(likely.content.decode(), FILE)["person"]
    assert Ticket.objects.count() == 1

    added = browser.post(FILE, given | {"person": word, "add_to": earlier.reference}, follow=True).content.decode()
    assert "It was added to this ticket" in added
    assert visit.spoken in added, "at the desk again"
    assert browser.get(FILE).url == DESK


def test_a_filing_is_refused_on_its_own_screen_where_the_visitor_is_not_at_the_desk_any_more(cast, enter):
    now = timezone.now()
    visit = came(cast, PARENT_COMES, at=now)
    seat(cast, at=now)
    browser = enter("counter_officer")
    do(browser, "call")
    given = hidden_fields(page(browser), FILE) | {"type": "complaint", "channel": "counter", "subject": "بلا نص"}
    actions.finish(actor=cast.counter_officer, visit_id=visit.pk, outcome="answered", at=now)
    answer = browser.post(FILE, given)
    assert answer.status_code == 422
    assert 'value="بلا نص"' in answer.content.decode()
    assert hidden_fields(answer.content.decode(), "/desk/file/")


def test_the_number_of_what_was_filed_is_said_though_the_desk_was_closed_meanwhile(cast, enter):
    now = timezone.now()
    came(cast, PARENT_COMES, at=now)
    desk = seat(cast, at=now)
    browser = enter("counter_officer")
    do(browser, "call")
    given = hidden_fields(page(browser), FILE) | {
        "type": "complaint", "channel": "counter", "subject": "تأخر الباص", "text": "يتأخر الباص كل صباح عن موعده",
        "centre": str(cast.places["centre"].pk),
    }  # fmt: skip
    actions.close_desk_of(actor=cast.hall_supervisor, desk_id=desk.pk, at=now)
    answer = browser.post(FILE, given)
    assert answer.url != f"{DESK}?filed={given['once']}"
    assert spoken(Ticket.objects.get().reference) in page(browser, answer.url)


def test_nobody_elses_visit_is_touched_by_a_filing(cast, enter):
    now = timezone.now()
    waiting = came(cast, "زائر ينتظر", at=now)
    seat(cast, at=now)
    given = {"actor": cast.counter_officer, "visit_id": waiting.pk, "ticket": filed(cast), "at": now}
    assert actions.filed_here(**given) is None
    waiting.refresh_from_db()
    assert (waiting.beneficiary_id, waiting.ticket_id) == (None, None)


def test_what_was_filed_at_the_desk_stands_in_the_visit_and_ends_it_as_that(cast, enter):
    now = timezone.now()
    visit = came(cast, PARENT_COMES, at=now)
    seat(cast, at=now)
    browser = enter("counter_officer")
    shown = do(browser, "call")
    assert re.search(r'value="answered"[^>]* checked', shown)
    ticket = filed(cast, subject="قُدّم عند المكتب")
    actions.filed_here(actor=cast.counter_officer, visit_id=visit.pk, ticket=ticket, at=now)
    shown = page(browser)
    assert re.search(r'value="filed"[^>]* checked', shown)
    assert "Filed in this visit" in shown
    assert "The reason for the visit" not in shown, "it is what came of it"
    visit.refresh_from_db()
    assert visit.ticket_id == ticket.pk
    events = page(enter("reception_officer"), f"/desk/reception/visits/{visit.pk}/").partition("What happened")[2]
    assert spoken(ticket.reference) in events


def test_a_desk_that_the_supervisor_closed_says_so_on_its_own_page(cast, enter):
    now = timezone.now()
    desk = seat(cast, at=now)
    browser = enter("counter_officer")
    assert "This desk was closed meanwhile" not in page(browser, f"{DESK}queue/")
    actions.close_desk_of(actor=cast.hall_supervisor, desk_id=desk.pk, at=now)
    assert "This desk was closed meanwhile" in page(browser, f"{DESK}queue/")


def test_a_visitor_is_not_passed_on_to_a_desk_that_does_not_serve_them(cast, enter):
    now = timezone.now()
    visit = came(cast, PARENT_COMES, at=now)
    seat(cast, at=now)
    other = seat(cast, "2", who="hall_supervisor", lines=("meetings",), at=now)
    browser = enter("counter_officer")
    shown = do(browser, "call")
    assert f"2 · {cast.user('hall_supervisor').name_en} · " in shown, "who sits there, and whom they serve"
    assert "does not serve this kind" in do(browser, "transfer", line="follow_up", desk=str(other.pk))
    visit.refresh_from_db()
    assert visit.state == "called"
    do(browser, "transfer", line="meetings", desk=str(other.pk))
    visit.refresh_from_db()
    assert (visit.state, visit.for_desk_id) == ("waiting", other.pk)


def test_nobody_is_passed_on_to_the_desk_from_which_they_come(cast, enter):
    now = timezone.now()
    visit = came(cast, PARENT_COMES, at=now)
    seat(cast, at=now)
    other = seat(cast, "2", who="hall_supervisor", at=now)
    browser = enter("counter_officer")
    shown = do(browser, "call").partition('action="/desk/reception/desk/do/transfer/"')[2].partition("</form>")[0]
    assert re.search(r'<option value="" selected>\s*Choose\s*</option>', shown), "no kind is chosen beforehand"
    assert "choose a kind of service" in do(browser, "transfer", desk="")
    for line in ("requests", "follow_up"):
        assert "Your own desk serves this kind, and would call them again" in do(
            browser, "transfer", line=line, desk=""
        )
    visit.refresh_from_db()
    assert visit.state == "called"
    do(browser, "transfer", line="requests", desk=str(other.pk))
    visit.refresh_from_db()
    assert (visit.state, visit.for_desk_id) == ("waiting", other.pk)
    do(enter("hall_supervisor"), "call")
    do(enter("hall_supervisor"), "transfer", line="meetings", desk="")
    visit.refresh_from_db()
    assert (visit.state, visit.line, visit.for_desk_id) == ("waiting", "meetings", None)


def test_whoever_came_for_a_meeting_is_led_to_asking_for_one(cast, enter):
    now = timezone.now()
    came(cast, PARENT_COMES, reason="meeting", at=now)
    seat(cast, lines=("meetings",), at=now)
    shown = do(enter("counter_officer"), "call")
    assert re.search(r'href="/desk/meetings/file/\?person=[^"]+"', shown)
