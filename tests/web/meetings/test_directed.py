"""From the session onwards: its statement on paper, and a decision that a directive carries out, up to the request's end."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.html import strip_tags

from tawasul.attachments import actions as attachments
from tawasul.directives import actions as directives
from tawasul.directives.models import Directive
from tawasul.directives.number import spoken as spoken_directive
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import spoken
from tawasul.meetings import actions
from tawasul.meetings.models import Decision, MeetingRequest
from tawasul.people.models import Unmasking
from tests.attachments.samples import png
from tests.directives.directing import WHAT_WE_DID
from tests.documents.reading import cells, plain, told
from tests.meetings.asking import ready, somebody
from tests.web.meetings.test_desk import do, page
from tests.web.work.pages import mark


def plain_text(page):
    """What a page says, without its tags, one space between words."""
    return " ".join(strip_tags(page).split())


TEXT = "تُنقل الطالبة إلى أقرب مدرسة من سكنها قبل بداية الفصل"


def received(cast, count=1):
    now = timezone.now()
    requests = [
        ready(cast, somebody(number), at=now - timedelta(days=3), entity_id=cast.places["transport"].pk)
        for number in range(1, count + 1)
    ]
    session = actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=now + timedelta(minutes=5),
        ends_at=now + timedelta(hours=2), places=count, anyway=True, room="مكتب المدير", at=now - timedelta(days=1),
    )  # fmt: skip
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=now - timedelta(hours=20), reserves=0)
    for request in requests:
        actions.attend(actor=cast.official_office, request_id=request.pk, at=now)
    return session, requests


def decided(cast, request, **how):
    how = {"owner_id": cast.places["transport"].pk, "text": TEXT} | how
    return actions.decide(actor=cast.official_office, request_id=request.pk, at=timezone.now(), **how)


def test_the_statement_is_paper_with_everybody_in_full_and_each_look_is_written_down(cast, enter):
    session, requests = received(cast, 2)
    address = f"/desk/meetings/sessions/{session.pk}/statement/paper/"
    browser = enter("official_office", "ar")
    assert browser.get(address).status_code == 302, "opening an address shows nobody's numbers"
    answer = browser.post(address)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    rows = cells(answer.content)
    assert [row[0] for row in rows] == [request.beneficiary.name for request in requests]
    assert [row[2] for row in rows] == [request.beneficiary.identity_number for request in requests]
    assert rows[0][3] == "0500000001"
    assert rows[0][5].startswith("إدارة النقل المدرسي")
    assert Unmasking.objects.filter(user=cast.user("official_office")).count() == 4
    assert enter("stranger").post(address).status_code == 404
    assert enter("coordinator").post(address).status_code in {403, 404}


def test_a_decision_becomes_a_directive_and_the_request_ends_with_it(cast, enter):
    _session, (request,) = received(cast)
    decided(cast, request)
    browser = enter("meetings_officer")
    day = (timezone.now() + timedelta(days=9)).astimezone(RIYADH).date()
    without_a_day = do(browser, request, "pass_on", decision="1", by="directive")
    assert without_a_day.status_code == 422
    assert "Say by when it is to be done." in without_a_day.content.decode()
    given = {"decision": "1", "by": "directive", "due_on": day.isoformat(), "once": mark()}
    assert do(browser, request, "pass_on", **given).status_code == 302
    directive = Directive.objects.get()
    assert (directive.text, directive.acting, directive.due_on) == (TEXT, cast.places["transport"], day)
    assert (directive.about_kind, directive.about_id) == ("decision", Decision.objects.get().pk)

    shown = page(browser, f"/desk/meetings/{request.reference}/")
    assert f"/desk/directives/{directive.number}/" in shown
    assert f"/desk/meetings/{request.reference}/" in page(browser, f"/desk/directives/{directive.number}/")
    in_words = plain_text(shown)
    assert f"Directive {spoken_directive(directive.number)}" in in_words
    assert f"Ticket {spoken_directive(directive.number)}" not in in_words, "it is called what it is"

    at = timezone.now()
    directives.answer(actor=cast.coordinator, number=directive.number, text=WHAT_WE_DID, at=at)
    assert actions.look_after(now=timezone.now) == 0
    directives.finish(actor=cast.supervisor, number=directive.number, outcome="نُقلت الطالبة", at=at)
    assert actions.look_after(now=timezone.now) == 1
    assert MeetingRequest.objects.get().state == "ended"


def passed_to_a_directive(cast, enter):
    _session, (request,) = received(cast)
    decided(cast, request, due_on=timezone.localdate() + timedelta(days=3))
    assert do(enter("meetings_officer"), request, "pass_on", decision="1", by="directive").status_code == 302
    return request, Directive.objects.get()


def test_those_who_must_act_read_what_was_asked_and_whom_it_concerns(cast, enter):
    request, directive = passed_to_a_directive(cast, enter)
    name, identity = request.asked_as, request.beneficiary.identity_number
    acting = enter("coordinator", "ar")
    assert acting.get(f"/desk/meetings/{request.reference}/").status_code == 403, "the request's own page is not theirs"
    shown = plain_text(page(acting, f"/desk/directives/{directive.number}/"))
    for words in (request.subject, request.summary, request.text, name, identity[-4:]):
        assert words in shown, words
    assert identity not in shown
    assert f"قرار في لقاء رقم الطلب {spoken(request.reference)}" in shown
    paper = acting.get(f"/desk/directives/{directive.number}/letter/").content
    said = plain(" ".join(text for _name, text in told(paper)))
    for words in ("توجيه بتنفيذ قرار صدر في لقاء: نقل طالبة", spoken(request.reference), name, identity[-4:]):
        assert words in said, words
    assert identity not in said
    # The centre's complaint officer sees the directive, as it lies in the centre's reach, and no meetings.
    over = enter("complaint_officer", "ar")
    answer = over.get(f"/desk/directives/{directive.number}/")
    assert answer.status_code == 200
    letter = over.get(f"/desk/directives/{directive.number}/letter/").content
    heard = answer.content.decode() + plain(" ".join(text for _name, text in told(letter)))
    for words in (name, request.subject, request.text):
        assert words not in heard, words


def test_those_who_must_act_see_the_identity_and_the_mobile_once_and_each_look_is_written_down(cast, enter):
    request, directive = passed_to_a_directive(cast, enter)
    acting, home = enter("coordinator"), f"/desk/directives/{directive.number}/"
    assert f"{home}request/show/mobile/" in page(acting, home)
    refused = acting.post(f"{home}request/show/identity/", {"reason": ""})
    assert refused.status_code == 422
    assert not Unmasking.objects.exists()
    for field, whole in (("identity", request.beneficiary.identity_number), ("mobile", "0500000001")):
        answer = acting.post(f"{home}request/show/{field}/", {"reason": "للتواصل في شأن النقل"})
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert whole in answer.content.decode()
        look = Unmasking.objects.get(field=field)
        assert (look.user, look.subject_kind, look.subject_id) == (cast.user("coordinator"), "meeting", request.pk)
    assert acting.post(f"{home}request/show/name/", {"reason": "للتواصل"}).status_code == 404
    assert "للتواصل في شأن النقل" in page(enter("meetings_officer"), f"/desk/meetings/{request.reference}/")
    for name in ("complaint_officer", "stranger", "other_coordinator", "followup_coordinator"):
        assert enter(name).post(f"{home}request/show/mobile/", {"reason": "للتواصل"}).status_code == 404, name
    assert Unmasking.objects.count() == 2


def test_the_papers_of_the_request_open_through_the_directive_to_those_who_must_act_alone(cast, enter):
    request, directive = passed_to_a_directive(cast, enter)
    enclosed = {"actor_kind": "beneficiary", "user_id": None, "at": timezone.now()}
    mine, of_another = (
        attachments.receive(
            upload=SimpleUploadedFile("تقرير.png", png()), name="تقرير.png", subject_kind="meeting", subject_id=pk,
            **enclosed,
        )
        for pk in (request.pk, request.pk + 1)
    )  # fmt: skip
    home = f"/desk/directives/{directive.number}/"
    address = f"{home}request/files/{mine.pk}/"
    for name in ("coordinator", "department_supervisor", "official", "supervisor"):
        browser = enter(name)
        assert address in page(browser, home), name
        answer = browser.get(address)
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, png()), name
    assert enter("coordinator").get(f"{home}request/files/{of_another.pk}/").status_code == 404
    for name in ("complaint_officer", "stranger", "other_coordinator", "followup_coordinator", "counter_officer"):
        assert enter(name).get(address).status_code in {403, 404}, name


def test_a_day_on_which_nobody_works_is_said_of_a_directive_that_a_decision_begins(cast, enter):
    _session, (request,) = received(cast)
    saturday = next(day for days in range(3, 10) if (day := timezone.localdate() + timedelta(days=days)).weekday() == 5)
    decided(cast, request, due_on=saturday)
    browser = enter("meetings_officer")
    shown = page(browser, f"/desk/meetings/{request.reference}/")
    assert "This stays as it is." in plain_text(shown), "said before one ticks confidential"
    assert do(browser, request, "pass_on", decision="1", by="directive").status_code == 302
    assert "is no working day of those who must act" in page(browser, f"/desk/meetings/{request.reference}/")


def test_a_body_outside_is_not_directed(cast, enter):
    _session, (request,) = received(cast)
    decided(cast, request, owner_id=None, owner_name="لجنة النقل", due_on=timezone.localdate() + timedelta(days=3))
    answer = do(enter("meetings_officer"), request, "pass_on", decision="1", by="directive")
    assert answer.status_code == 422
    assert "Only a department or a centre can be directed." in answer.content.decode()
    assert not Directive.objects.exists()


def test_what_the_directive_refuses_leaves_the_decision_open(cast, enter):
    _session, (request,) = received(cast)
    decided(cast, request, due_on=timezone.localdate() + timedelta(days=3))
    decided(cast, request, due_on=timezone.localdate() + timedelta(days=3))
    browser = enter("meetings_officer")
    assert do(browser, request, "pass_on", decision="1", by="directive").status_code == 302
    again = do(browser, request, "pass_on", decision="2", by="directive")
    assert again.status_code == 409, "the same words to the same place: one directive"
    assert Directive.objects.count() == 1
    assert Decision.objects.get(number=2).subject_id is None


def test_of_two_who_pass_the_same_decision_on_the_second_reads_what_carries_it_out(cast, enter):
    _session, (request,) = received(cast)
    decided(cast, request, due_on=timezone.localdate() + timedelta(days=3))
    browser = enter("meetings_officer")
    late = do(browser, request, "pass_on", decision="1", by="complaint", due_on="2020-01-01")
    assert late.status_code == 422
    assert do(browser, request, "pass_on", decision="1", by="directive").status_code == 302
    second = do(browser, request, "pass_on", decision="1", by="complaint", due_on="")
    assert second.status_code == 422
    told = plain_text(second.content.decode())
    assert "This decision was passed on already: Directive" in told
    assert "Select a valid choice" not in told
