import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tawasul.attachments.models import Attachment
from tawasul.lib.hijri import dual_date, dual_moment
from tawasul.lib.reference import compose
from tawasul.notices.models import Notice
from tawasul.tickets import actions
from tawasul.tickets.models import Ticket
from tests.cast import Cast, asking, filed, hours, replied, under_review, with_coordinator
from tests.web.portal.conftest import MOBILE, code_on, follow, once_on, page_of
from tests.web.portal.test_filing import a_picture


def returned(cast: Cast) -> Ticket:
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.return_for_completion(
        actor=cast.complaint_officer, ticket_id=ticket.pk, missing="رقم الباص من فضلك", at=hours(2)
    )
    return Ticket.objects.get(pk=ticket.pk)


def test_what_was_missing_is_completed_once(phone: Client, cast: Cast) -> None:
    ticket = returned(cast)
    assert follow(phone, ticket.reference).url == "/follow/request/"
    page = phone.get("/follow/request/")
    assert "رقم الباص من فضلك" in page_of(page)
    once = once_on(page)
    for _again in range(2):
        picture = SimpleUploadedFile("الباص.png", a_picture())
        assert (
            phone.post("/follow/request/complete/", {"once": once, "text": "الرقم 12", "files": picture}).status_code
            == 302
        )
    ticket.refresh_from_db()
    assert ticket.state == "in_triage"
    assert Attachment.objects.filter(subject_id=ticket.pk).count() == 1
    after = page_of(phone.get("/follow/request/"))
    assert "الرقم 12" in after
    assert "What we need from you" not in after


def test_a_refused_file_keeps_the_text_and_changes_nothing(phone: Client, cast: Cast) -> None:
    ticket = returned(cast)
    follow(phone, ticket.reference)
    bad = SimpleUploadedFile("x.exe", b"MZ" + b"\0" * 200)
    answer = phone.post("/follow/request/complete/", {"once": "a", "text": "نص طويل كتبته", "files": bad})
    assert answer.status_code == 422
    assert "نص طويل كتبته" in page_of(answer)
    assert "x.exe" in page_of(answer)
    ticket.refresh_from_db()
    assert ticket.state == "returned"


def test_the_reply_is_read_and_the_request_closed(phone: Client, cast: Cast) -> None:
    ticket = replied(cast)
    follow(phone, ticket.reference)
    page = page_of(phone.get("/follow/request/"))
    assert "نعتذر عن التأخر، وقد عاد الباص" in page
    for name in ("coordinator", "complaint_officer", "department_supervisor"):
        assert cast.user(name).name_ar not in page
        assert cast.user(name).name_en not in page
    assert phone.post("/follow/request/close/", {"once": "b"}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.state == "closed"


def test_no_draft_and_no_note_is_ever_shown(phone: Client, cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="مسودة سرية", at=hours(4))
    actions.add_note(actor=cast.coordinator, ticket_id=ticket.pk, text="ملاحظة داخلية", at=hours(4))
    follow(phone, ticket.reference)
    page = page_of(phone.get("/follow/request/"))
    assert "مسودة سرية" not in page
    assert "ملاحظة داخلية" not in page


def test_how_often_a_reply_was_sent_back_is_not_told(phone: Client, cast: Cast) -> None:
    ticket = under_review(cast)
    actions.send_back_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, reasons="غير واضح", at=hours(6))
    text = "نعتذر عن التأخر، وقد عاد الباص إلى خط سيره منذ صباح الأحد."
    actions.submit_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=text, at=hours(7))
    follow(phone, ticket.reference)
    assert page_of(phone.get("/follow/request/")).count("A reply was written, and went to another person") == 1


@pytest.mark.parametrize("how", ["sent_back", "passed_back"])
def test_what_goes_back_inside_moves_nothing_outside(phone: Client, cast: Cast, how: str) -> None:
    """The page before and after is the same but for its mark against double sending."""
    ticket = under_review(cast) if how == "sent_back" else with_coordinator(cast)
    follow(phone, ticket.reference)
    before = page_of(phone.get("/follow/request/"))
    if how == "sent_back":
        actions.send_back_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, reasons="غير واضح", at=hours(6))
    else:
        actions.pass_back(actor=cast.coordinator, ticket_id=ticket.pk, reason="تخص غيرنا", at=hours(6))
    assert told(page_of(phone.get("/follow/request/"))) == told(before)


def told(page: str) -> str:
    """What the page tells, without the marks of its forms."""
    main = page.split('id="content"', maxsplit=1)[1].split("</main>", maxsplit=1)[0]
    return re.sub(r"<[^>]*>", " ", main)


def test_withdrawing_asks_for_a_reason(phone: Client, cast: Cast) -> None:
    ticket = filed(cast)
    follow(phone, ticket.reference)
    assert "cannot be undone" in page_of(phone.get("/follow/request/withdraw/"))
    assert phone.post("/follow/request/withdraw/", {"reason": ""}).status_code == 422
    assert phone.post("/follow/request/withdraw/", {"reason": "حُلّت المشكلة"}).url == "/follow/request/"
    ticket.refresh_from_db()
    assert ticket.state == "withdrawn"
    assert phone.get("/follow/request/withdraw/").url == "/follow/request/"


def test_files_are_added_and_opened_by_their_beneficiary_alone(phone: Client, cast: Cast) -> None:
    mine, other = filed(cast), with_coordinator(cast)
    picture = SimpleUploadedFile("غيري.png", a_picture())
    theirs = actions.add_files(actor=asking(other), ticket_id=other.pk, uploads=[picture], at=hours(5))[0]
    follow(phone, mine.reference)
    sent = phone.post("/follow/request/files/", {"once": "c", "files": SimpleUploadedFile("لي.png", a_picture())})
    assert sent.status_code == 302
    own = Attachment.objects.get(subject_id=mine.pk)
    opened = phone.get(f"/follow/request/files/{own.pk}/")
    assert opened.status_code == 200
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert opened.headers["Content-Disposition"].startswith("attachment")
    assert phone.get(f"/follow/request/files/{theirs.pk}/").status_code == 404
    assert Client().get(f"/follow/request/files/{own.pk}/").status_code == 302


def test_what_staff_enclose_is_for_staff_alone_unless_they_say_otherwise(phone: Client, cast: Cast) -> None:
    ticket = with_coordinator(cast)
    for name, both in (("عن الطالب.png", ""), ("الخطاب.png", "on")):
        desk = Client()
        desk.force_login(cast.user("coordinator"))
        desk.cookies["language"] = "en"
        given = {"once": name, "uploads": SimpleUploadedFile(name, a_picture()), "for_beneficiary": both}
        assert desk.post(f"/desk/tickets/{ticket.reference}/do/add_files/", given).status_code == 302
    page = page_of(desk.get(f"/desk/tickets/{ticket.reference}/"))
    assert page.count("for staff alone") == 2, "beside the file, and in the route"
    kept, shown = Attachment.objects.filter(subject_id=ticket.pk).order_by("position")
    follow(phone, ticket.reference)
    followed = page_of(phone.get("/follow/request/"))
    assert "الخطاب.png" in followed
    assert "عن الطالب.png" not in followed
    assert phone.get(f"/follow/request/files/{shown.pk}/").status_code == 200
    assert phone.get(f"/follow/request/files/{kept.pk}/").status_code == 404


def like(answer: Any) -> tuple[int, str, str]:
    """An answer without what differs each time by chance: tokens, codes, marks."""
    body = re.sub(r'(csrfmiddlewaretoken" value=|name="once" value=)"[^"]*"', r'\1""', page_of(answer))
    return answer.status_code, answer.headers.get("Location", ""), re.sub(r"\b\d{6}\b|•+\d+", "…", body)


def test_what_exists_and_what_does_not_are_answered_alike(phone: Client, cast: Cast) -> None:
    ticket = filed(cast)
    cases = {
        "right": (ticket.reference, MOBILE),
        "another's mobile": (ticket.reference, "0508888888"),
        "no such number": (compose(2026, 99_999_998), MOBILE),
    }
    seen = {}
    for name, (number, mobile) in cases.items():
        visitor = Client()
        visitor.cookies["language"] = "en"
        asked = visitor.post("/follow/", {"number": number, "mobile": mobile})
        page = visitor.get("/follow/code/")
        wrong = visitor.post("/follow/code/", {"code": "000000"})
        again = visitor.post("/follow/code/again/")
        seen[name] = [like(answer) for answer in (asked, page, wrong, again)]
    assert seen["another's mobile"] == seen["right"]
    assert seen["no such number"] == seen["right"]
    assert Notice.objects.filter(kind="verification_code").count() == 1


def test_the_work_is_alike_too(phone: Client, cast: Cast) -> None:
    ticket, counts = filed(cast), []
    for number in (ticket.reference, compose(2026, 99_999_998)):
        visitor = Client()
        visitor.get("/follow/")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            visitor.post("/follow/", {"number": number, "mobile": MOBILE})
        counts.append(len(seen))
    assert abs(counts[0] - counts[1]) <= 1  # a savepoint released, or rolled back


def test_even_the_code_of_a_decoy_opens_nothing(phone: Client, cast: Cast) -> None:
    ticket = filed(cast)
    answer = follow(phone, ticket.reference, mobile="0508888888")
    assert answer.status_code == 422
    assert phone.get("/follow/request/").url == "/follow/"


def test_a_code_for_one_request_opens_no_other(phone: Client, cast: Cast) -> None:
    """Somebody's own mobile proves their own request, whatever number the session asks for next."""
    mine = filed(cast)
    phone.post("/follow/", {"number": mine.reference, "mobile": MOBILE})
    code = code_on(phone.get("/follow/code/"))
    phone.post("/follow/", {"number": compose(2026, 99_999_998), "mobile": MOBILE})
    assert phone.post("/follow/code/", {"code": code}).status_code == 422


def test_tries_are_limited_whether_it_exists_or_not(phone: Client, cast: Cast) -> None:
    number = compose(2026, 99_999_998)
    answers = [Client().post("/follow/", {"number": number, "mobile": MOBILE}) for _try in range(8)]
    assert [answer.status_code for answer in answers] == [302] * 6 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_after_half_an_hour_a_new_code_is_needed(phone: Client, cast: Cast) -> None:
    ticket = filed(cast)
    follow(phone, ticket.reference)
    session = phone.session
    session["followed"] = session["followed"] | {"until": (timezone.now() - timedelta(seconds=1)).timestamp()}
    session.save()
    assert phone.get("/follow/request/").url == "/follow/"


def test_papers_of_an_objection_stand_with_it_and_are_downloaded(phone: Client, cast: Cast) -> None:
    ticket = replied(cast)
    Ticket.objects.filter(pk=ticket.pk).update(objectable_until=timezone.now() + timedelta(days=1))
    follow(phone, ticket.reference)
    once = once_on(phone.get("/follow/request/"))
    for _again in range(2):
        paper = SimpleUploadedFile("كشف.png", a_picture())
        given = {"once": once, "text": "لم يذكر الرد موعد العودة", "files": paper}
        assert phone.post("/follow/request/object/", given).status_code == 302
    (kept,) = Attachment.objects.filter(subject_id=ticket.pk)
    page = page_of(phone.get("/follow/request/"))
    objection = page[page.index('id="objections"') : page.index("About the request")]
    assert f"/follow/request/files/{kept.pk}/" in objection
    assert page.count(f"/follow/request/files/{kept.pk}/") == 1, "not among the other files as well"
    assert b"".join(phone.get(f"/follow/request/files/{kept.pk}/").streaming_content) == a_picture()


@pytest.mark.parametrize(("outcome", "heading"), [("upheld", "was accepted</"), ("partly", "was accepted in part</")])
def test_a_request_that_lives_again_says_so_first(phone: Client, cast: Cast, outcome: str, heading: str) -> None:
    ticket = replied(cast)
    actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text="لم يذكر موعد العودة", at=hours(10))
    reasons = "يُعاد النظر في الطلب وذكر الموعد"
    decider = cast.services_supervisor
    actions.uphold_objection(actor=decider, ticket_id=ticket.pk, outcome=outcome, reasons=reasons, at=hours(12))
    follow(phone, ticket.reference)
    page = page_of(phone.get("/follow/request/"))
    top = page[: page.index('id="objections"')]
    assert f"Your objection {heading}" in top
    assert "Work has begun anew after your objection" in top
    assert "Objection accepted" in top
    ticket.refresh_from_db()
    assert f"We promise a new reply by {dual_date(ticket.committed_at, 'en')}." in top
    assert "نعتذر عن التأخر، وقد عاد الباص" not in top, "the reply that stands is none"
    objection = page[page.index('id="objections"') : page.index("About the request")]
    assert f"The earlier reply, of {dual_moment(hours(6), 'en')}" in objection
    assert "نعتذر عن التأخر، وقد عاد الباص" in objection


def test_while_time_stands_still_no_new_day_is_promised(phone: Client, cast: Cast) -> None:
    ticket = replied(cast)
    actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text="لم يذكر موعد العودة", at=hours(10))
    reasons = "يُعاد النظر في الطلب وذكر الموعد"
    decider = cast.services_supervisor
    actions.uphold_objection(actor=decider, ticket_id=ticket.pk, outcome="upheld", reasons=reasons, at=hours(12))
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(13))
    missing = "رقم الحافلة"
    actions.return_for_completion(actor=cast.complaint_officer, ticket_id=ticket.pk, missing=missing, at=hours(14))
    follow(phone, ticket.reference)
    page = page_of(phone.get("/follow/request/"))
    assert "We promise a new reply by" not in page
    assert "The time stands still until you complete what is missing." in page


@pytest.mark.parametrize("path", ["/follow/request/", "/follow/request/withdraw/", "/follow/code/", "/file/done/"])
def test_strangers_get_nothing(phone: Client, cast: Cast, path: str) -> None:
    assert phone.get(path).status_code == 302


def test_the_page_costs_the_same_however_much_there_is(phone: Client, cast: Cast) -> None:
    ticket, counts = filed(cast), []
    follow(phone, ticket.reference)
    for number in range(3):
        phone.get("/follow/request/")
        with CaptureQueriesContext(connection) as seen:
            phone.get("/follow/request/")
        counts.append(len(seen))
        uploads = [SimpleUploadedFile(f"{number}-{index}.png", a_picture()) for index in range(3)]
        actions.add_files(actor=asking(ticket), ticket_id=ticket.pk, uploads=uploads, at=hours(3 + number))
    assert len(set(counts)) == 1


def test_leaving_closes_it_on_the_device(phone: Client, cast: Cast) -> None:
    follow(phone, filed(cast).reference)
    phone.post("/follow/leave/")
    assert phone.get("/follow/request/").url == "/follow/"


def test_a_mistyped_number_is_spoken_of_as_a_request(phone: Client, cast: Cast) -> None:
    phone.cookies["language"] = "ar"
    ticket = filed(cast)
    wrong = ticket.reference[:-1] + str((int(ticket.reference[-1]) + 1) % 10)
    for number, said in ((wrong, "أحد أرقامه غير صحيح"), ("123", "يتكون من أحد عشر رقمًا")):
        answer = phone.post("/follow/", {"number": number, "mobile": MOBILE})
        assert answer.status_code == 422
        assert said in page_of(answer)
        assert "التذكرة" not in page_of(answer)
