from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tawasul.attachments import actions as attachments
from tawasul.lib.reference import spoken
from tawasul.people.models import Unmasking
from tawasul.tickets import actions
from tawasul.tickets.models import Note, Reply, Ticket
from tawasul.tickets.policies import steps_open_to
from tests.cast import PARENT, asking, filed, hours, replied, under_review, with_coordinator
from tests.journeys.test_objection import answered
from tests.web.work.pages import do, forms_of, page_of, reply

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc00000030101"
    "00c9fe92ef0000000049454e44ae426082"
)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


@pytest.mark.parametrize("make", [filed, with_coordinator, under_review, replied])
def test_the_page_offers_exactly_what_the_person_may_do(cast, enter, make):
    ticket = make(cast)
    for name in ("complaint_officer", "supervisor", "coordinator", "second_coordinator", "department_supervisor",
                 "counter_officer", "quality_officer", "minister", "monitoring_officer", "referral_officer"):  # fmt: skip
        answer = enter(name).get(f"/desk/tickets/{ticket.reference}/")
        allowed = {step.action.value for step in steps_open_to(cast.actor(name), now(ticket))}
        if answer.status_code == 404:
            assert not allowed
            continue
        addresses = forms_of(answer.content.decode())
        shown = {a.rstrip("/").rsplit("/", 1)[1] for a in addresses if "/do/" in a}
        if any(a.endswith("/reply/") for a in addresses):
            shown.add("draft_reply")
        # Its centre is asked to join only where something like it is elsewhere.
        assert shown == allowed - {"submit_reply", "ask_to_join"}, name


def test_strangers_find_no_ticket_by_any_address(cast, enter):
    ticket = filed(cast)
    stranger = enter("stranger")
    base = f"/desk/tickets/{ticket.reference}/"
    assert stranger.get(base).status_code == 404
    for part in ("do/take/", "reply/", "draft/", "unmask/identity/"):
        for text in ("x" * 20, ""):
            assert stranger.post(base + part, {"text": text, "reason": "reason", "seen": 1}).status_code == 404
    assert now(ticket).version == 1


def test_take_classify_and_refer_through_the_page(cast, enter):
    ticket = filed(cast)
    browser = enter("complaint_officer")
    taken = do(browser, ticket, "take", list="new")
    assert taken.status_code == 302
    assert taken.url.startswith(f"/desk/tickets/{ticket.reference}/?list=new")
    do(browser, ticket, "classify", type="complaint", subject="باص لا يصل")
    page = page_of(browser, ticket)
    assert "A complaint usually goes to" in page
    referred = do(browser, ticket, "refer_to_department", department=cast.places["transport"].pk, reason="من اختصاصها")
    assert referred.status_code == 302
    assert (now(ticket).state, now(ticket).subject) == ("referred", "باص لا يصل")
    do(enter("coordinator"), ticket, "accept")
    assert now(ticket).state == "with_coordinator"


def test_departments_and_coordinators_stand_with_their_open_work(cast, enter):
    with_coordinator(cast)
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    page = page_of(enter("complaint_officer"), ticket)
    assert "School Transport Department — 1 open" in page
    assert "Haifa Albugami — 1 open" in page
    assert "Ghada Alenezi — no open work" in page


def test_a_referral_to_another_centre_by_words_without_script(cast, enter):
    ticket = filed(cast)
    browser = enter("complaint_officer")
    several = do(browser, ticket, "refer_to_centre", centre_text="رعاية", reason="يخص غيرنا")
    assert several.status_code == 422
    assert "Which of these centres?" in several.content.decode()
    assert "يخص غيرنا" in several.content.decode()
    gone = do(browser, ticket, "refer_to_centre", centre_text="النخيل", reason="يخص الجامعة", list="new")
    assert gone.url.startswith("/desk/lists/new/")
    assert now(ticket).centre == cast.places["other_centre"]


def test_a_wrong_form_comes_back_with_what_was_typed(cast, enter):
    ticket = filed(cast)
    browser = enter("complaint_officer")
    do(browser, ticket, "take")
    answer = do(browser, ticket, "refer_to_department", department="", reason="سبب مفهوم")
    assert answer.status_code == 422
    assert "سبب مفهوم" in answer.content.decode()
    assert now(ticket).state == "in_triage"


def test_a_double_click_acts_once(cast, enter):
    ticket = filed(cast)
    browser = enter("complaint_officer")
    do(browser, ticket, "take")
    page = page_of(browser, ticket)
    first = do(browser, ticket, "add_note", page=page, text="اتصلت بالمدرسة")
    second = do(browser, ticket, "add_note", page=page, text="اتصلت بالمدرسة")
    assert (first.status_code, second.status_code) == (302, 302)
    assert Note.objects.count() == 1


def test_a_stale_page_says_what_changed_and_keeps_the_text(cast, enter):
    ticket = filed(cast)
    browser = enter("complaint_officer")
    stale = page_of(browser, ticket)
    actions.take(actor=cast.supervisor, ticket_id=ticket.pk, at=hours(1))
    answer = do(browser, ticket, "add_note", page=stale, text="نص كتبته قبل أن أعلم")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Munira Alshehri" in page
    assert "took the ticket into triage" in page
    assert "نص كتبته قبل أن أعلم" in page
    assert not Note.objects.exists()
    again = do(browser, ticket, "add_note", page=page, text="نص كتبته قبل أن أعلم")
    assert again.status_code == 302
    assert Note.objects.count() == 1


def test_what_one_did_oneself_is_no_news(cast, enter):
    ticket = filed(cast)
    browser = enter("complaint_officer")
    earlier = page_of(browser, ticket)
    do(browser, ticket, "take")
    assert do(browser, ticket, "add_note", page=earlier, text="من نافذة أقدم").status_code == 302


def test_a_step_that_is_not_open_any_more_gives_the_text_back(cast, enter):
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    browser = enter("complaint_officer")
    stale = page_of(browser, ticket)
    actions.withdraw(actor=cast.supervisor, ticket_id=ticket.pk, reason="رغبة المستفيدة", at=hours(2))
    answer = do(browser, ticket, "return_for_completion", page=stale, missing="أرسلي رقم الباص")
    assert answer.status_code == 409
    assert "أرسلي رقم الباص" in answer.content.decode()


def test_a_ticket_that_left_while_one_wrote_gives_the_text_back(cast, enter):
    ticket = filed(cast)
    browser = enter("complaint_officer")
    stale = page_of(browser, ticket)
    other = cast.places["other_centre"].pk
    actions.refer_to_centre(actor=cast.supervisor, ticket_id=ticket.pk, centre_id=other, reason="يخصهم", at=hours(1))
    answer = do(browser, ticket, "add_note", page=stale, text="كلام لا يضيع")
    assert answer.status_code == 404
    assert "كلام لا يضيع" in answer.content.decode()


def test_after_leaving_ones_hands_the_next_of_the_list_opens(cast, enter):
    first, second = filed(cast), filed(cast, subject="موضوع آخر")
    for ticket in (first, second):
        actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    browser = enter("complaint_officer")
    page = page_of(browser, first, "?list=mine")
    answer = do(browser, first, "return_for_completion", page=page, missing="رقم الباص من فضلك")
    assert answer.url.startswith(f"/desk/tickets/{second.reference}/?list=mine")
    assert f"done={first.reference}" in answer.url


def test_return_complete_and_withdraw_for_the_beneficiary(cast, enter):
    ticket = filed(cast)
    officer = enter("complaint_officer")
    do(officer, ticket, "take")
    do(officer, ticket, "return_for_completion", missing="رقم الباص من فضلك")
    assert "The clock stands still" in page_of(officer, ticket)
    do(enter("counter_officer"), ticket, "complete", text="رقم الباص 112")
    assert now(ticket).state == "in_triage"
    assert "رقم الباص 112" in page_of(officer, ticket)
    do(enter("counter_officer"), ticket, "withdraw", reason="عاد الباص")
    assert now(ticket).state == "withdrawn"


def test_draft_review_back_and_approve(cast, enter):
    ticket = with_coordinator(cast)
    coordinator, reviewer = enter("coordinator"), enter("department_supervisor")
    submitted = reply(coordinator, ticket, "submit", "نعتذر عن التأخر، وسيعود الباص غدا.")
    assert submitted.status_code == 302
    assert "nobody approves a reply of their own" in page_of(coordinator, ticket)
    do(reviewer, ticket, "send_back_reply", reasons="اذكري اليوم")
    page = page_of(coordinator, ticket)
    assert "اذكري اليوم" in page
    assert "نعتذر عن التأخر، وسيعود الباص غدا." in page
    reply(coordinator, ticket, "submit", "نعتذر عن التأخر، وسيعود الباص يوم الأحد.")
    do(reviewer, ticket, "approve_reply")
    assert now(ticket).state == "replied"
    assert "Earlier rounds of the reply" in page_of(coordinator, ticket)
    do(enter("complaint_officer"), ticket, "close")
    assert now(ticket).state == "closed"


def test_masked_until_a_reason_is_given(cast, enter):
    ticket = filed(cast)
    browser = enter("complaint_officer")
    assert PARENT.identity.number not in page_of(browser, ticket)
    assert "0501234567" not in page_of(browser, ticket)
    address = f"/desk/tickets/{ticket.reference}/unmask/identity/"
    assert browser.post(address, {"reason": ""}).status_code == 422
    shown = browser.post(address, {"reason": "للتحقق من القيد"}, headers={"HX-Request": "true"})
    assert PARENT.identity.number in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert Unmasking.objects.get().reason == "للتحقق من القيد"
    assert PARENT.identity.number not in page_of(browser, ticket)
    assert "0501234567" in browser.post(address.replace("identity", "mobile"), {"reason": "للاتصال"}).content.decode()
    assert enter("minister").post(address, {"reason": "للاطلاع"}).status_code == 403


def test_files_are_added_and_served_to_those_who_see_the_ticket(cast, enter):
    ticket = filed(cast)
    browser = enter("complaint_officer")
    assert do(browser, ticket, "add_files").status_code == 422
    assert do(browser, ticket, "add_files", uploads=[SimpleUploadedFile("صورة.png", PNG)]).status_code == 302
    page = page_of(browser, ticket)
    address = next(part.split('"')[0] for part in page.split('href="') if "/files/" in part)
    saved, shown = browser.get(address), browser.get(f"{address.split('?')[0]}?show")
    assert b"".join(saved.streaming_content) == PNG
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert enter("stranger").get(address).status_code == 404
    other = filed(cast, centre="other_centre")
    assert enter("stranger").get(address.replace(ticket.reference, other.reference)).status_code == 404


def test_an_objection_told_at_the_counter_takes_papers_and_shows_them(cast, enter):
    ticket = answered(cast)
    counter = enter("counter_officer")
    said = {"channel": "counter", "text": "لم يذكر الرد موعد عودة الباص"}
    refused = do(counter, ticket, "object", **said, uploads=[SimpleUploadedFile("a.png", b"<script>")])
    assert refused.status_code == 422
    assert "Files of this kind are not accepted" in refused.content.decode()
    assert "لم يذكر الرد موعد عودة الباص" in refused.content.decode()
    assert now(ticket).state == "replied"
    assert do(counter, ticket, "object", **said, uploads=[SimpleUploadedFile("كشف.png", PNG)]).status_code == 302
    page = page_of(enter("services_supervisor"), ticket)
    objections = page.split('id="objections-title"')[1].split("</section>")[0]
    assert "كشف.png" in objections
    address = next(part.split('"')[0] for part in objections.split('href="') if "/files/" in part)
    assert b"".join(enter("services_supervisor").get(address).streaming_content) == PNG
    assert page.count(f'"{address}"') == objections.count(f'"{address}"'), "not among the other files as well"


def test_an_objection_told_by_telephone_needs_no_papers(cast, enter):
    ticket = answered(cast)
    said = {"channel": "telephone", "text": "لم يذكر الرد موعد عودة الباص"}
    assert do(enter("complaint_officer"), ticket, "object", **said).status_code == 302
    assert now(ticket).state == "objected"


def test_a_file_that_is_not_what_it_says_is_refused_kindly(cast, enter):
    ticket = filed(cast)
    answer = do(enter("complaint_officer"), ticket, "add_files", uploads=[SimpleUploadedFile("a.png", b"<script>")])
    assert answer.status_code == 422
    assert "Files of this kind are not accepted" in answer.content.decode()
    two = [SimpleUploadedFile("صورة.png", PNG), SimpleUploadedFile("تالف.png", b"<script>")]
    page = do(enter("complaint_officer"), ticket, "add_files", uploads=two).content.decode()
    assert "تالف.png" in page, "which of the two"
    assert "صورة.png" not in page


def test_the_route_says_every_event_in_both_calendars(cast, enter):
    ticket = replied(cast)
    for language, words in (("en", "of the reply; the beneficiary may read it"), ("ar", "1448هـ")):
        assert words in enter("supervisor", language).get(f"/desk/tickets/{ticket.reference}/").content.decode()


def test_other_tickets_of_the_beneficiary_only_where_seen(cast, enter):
    ours, also, theirs = filed(cast), filed(cast, subject="طلب سابق"), filed(cast, centre="other_centre")
    page = page_of(enter("complaint_officer"), ours)
    assert also.reference in page
    assert theirs.reference not in page


def test_the_page_costs_the_same_however_much_belongs_to_the_ticket(cast, enter, queries_of):
    small, large = with_coordinator(cast), with_coordinator(cast)
    for n in range(6):
        actions.add_note(actor=cast.coordinator, ticket_id=large.pk, text=f"ملاحظة {n}", at=hours(5))
        attachments.receive(upload=SimpleUploadedFile("a.png", PNG), name="a.png", actor_kind="staff", user_id=None,
                            at=timezone.now(), subject_kind="ticket", subject_id=large.pk)  # fmt: skip
    for who in ("coordinator", "complaint_officer", "monitoring_officer"):
        browser = enter(who)
        costs = [queries_of(browser, f"/desk/tickets/{ticket.reference}/") for ticket in (small, large)]
        assert costs[0] == costs[1]


def test_every_page_reads_in_both_languages(cast, enter):
    for make in (filed, with_coordinator, under_review, replied):
        ticket = make(cast)
        for name in ("complaint_officer", "coordinator", "department_supervisor", "minister"):
            for language in ("ar", "en"):
                answer = enter(name, language).get(f"/desk/tickets/{ticket.reference}/")
                assert answer.status_code in {200, 404}
    assert Reply.objects.filter(state="approved").exists()


def test_the_department_first_accepts_what_was_referred_to_it(cast, enter):
    ticket = filed(cast)
    officer = enter("complaint_officer")
    do(officer, ticket, "take")
    do(officer, ticket, "refer_to_department", department=cast.places["transport"].pk, reason="من اختصاصها")
    steps = page_of(enter("coordinator"), ticket).split('class="errands"')[1]
    accept = steps.index("/do/accept/")
    assert accept < steps.index("/do/refer_to_department/")
    assert "btn-primary" in steps[accept : steps.index("</form>")]
    assert '<summary class="btn btn-primary"' not in steps


def test_what_left_ones_hands_is_told_by_its_number(cast, enter):
    ticket, following = filed(cast), filed(cast)
    browser = enter("complaint_officer")
    for each in (ticket, following):
        do(browser, each, "take")
    answer = do(browser, ticket, "return_for_completion", missing="صورة الهوية", list="in-triage")
    page = browser.get(answer.url).content.decode()
    number = spoken(ticket.reference)
    assert f"Ticket \u2068{number}\u2069: The ticket was returned" in page


def test_paper_has_no_dead_links_and_no_empty_cards(cast, enter):
    ticket = filed(cast)
    page = enter("complaint_officer").get(f"/desk/tickets/{ticket.reference}/").content.decode()
    assert '<span data-no-print> · <a href="' in page.split('class="date-due"')[1].split("</p>")[0]
    assert "data-no-print" in page.split('id="calls"')[1].split(">")[0]


def test_the_main_thing_stands_first_and_leads_to_its_place(cast, enter):
    ticket = with_coordinator(cast)
    page = page_of(enter("coordinator"), ticket)
    card = page[page.index('id="errands-title"') :]
    assert 'href="#reply"' in card
    assert 'id="reply"' in card
    assert "Write the reply" in card
    assert 'href="#review"' not in card
    assert 'href="#reply"' not in page_of(enter("complaint_officer"), ticket)
    reply(enter("coordinator"), ticket, "submit", "نعتذر عن التأخر، وسيعود الباص غدا.")
    reviewers = page_of(enter("department_supervisor"), ticket)
    assert 'href="#review"' in reviewers
    assert reviewers.index("Review the reply") < reviewers.index('id="review"')
    writers = page_of(enter("coordinator"), ticket)
    assert 'href="#review"' not in writers
    assert 'href="#reply"' not in writers


def test_a_reply_that_was_sent_back_is_told_from_a_draft(cast, enter):
    own = with_coordinator(cast)
    actions.draft_reply(actor=cast.coordinator, ticket_id=own.pk, text="نعتذر عن التأخر", at=hours(4))
    returned = under_review(cast)
    said = "The reply was sent back for changes"
    coordinator = enter("coordinator")
    assert said not in coordinator.get("/desk/").content.decode()
    do(enter("department_supervisor"), returned, "send_back_reply", reasons="اذكري اليوم")
    for url in ("/desk/", "/desk/lists/mine/"):
        assert coordinator.get(url).content.decode().count(said) == 1, url
    assert said in page_of(coordinator, returned)
    assert said not in page_of(coordinator, own)
    reply(coordinator, returned, "submit", "نعتذر عن التأخر، وسيعود الباص يوم الأحد.")
    assert said not in coordinator.get("/desk/lists/open/").content.decode()


@pytest.mark.parametrize("channel", ["counter", "telephone"])
def test_an_objection_written_down_says_how_the_beneficiary_told_it(cast, enter, channel):
    ticket, browser = answered(cast), enter("counter_officer")
    words = {"text": "الرد لم يجب عن موعد عودة الحافلة"}
    assert do(browser, ticket, "object", **words).status_code == 422, "how they told it is asked for"
    assert do(browser, ticket, "object", **words, channel=channel).status_code == 302
    assert ticket.objections.get().channel == channel


def test_an_objected_ticket_shows_the_day_of_its_decision_and_then_tells_its_cycles_apart(cast, enter):
    ticket = replied(cast)
    actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text="الرد عام ولم يحل المشكلة", at=hours(8))
    today = timezone.now()
    Ticket.objects.filter(pk=ticket.pk).update(committed_at=today - timedelta(days=2), due_at=today + timedelta(days=2))
    browser, address = enter("supervisor"), f"/desk/tickets/{ticket.reference}/"
    head = browser.get(address).content.decode().split("ticket-head")[1].split("</h1>")[1].split("page-actions")[0]
    assert "The objection is to be decided by" in head
    assert "Late" not in head, "the reply was given in time"
    Ticket.objects.filter(pk=ticket.pk).update(due_at=today - timedelta(hours=1))
    assert "Late" in browser.get(address).content.decode().split("ticket-head")[1].split("page-actions")[0]
    actions.uphold_objection(
        actor=cast.supervisor, ticket_id=ticket.pk, outcome="upheld", reasons="لم يُجب عن السؤال", at=hours(9)
    )
    page = browser.get(address).content.decode()
    assert "The earlier reply, to which the objection was accepted" in page
    assert ", after the objection" in page
