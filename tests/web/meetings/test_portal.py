"""A parent asks to meet the official on the phone, follows the request by its number and a code, completes and withdraws it."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tawasul.attachments.models import Attachment
from tawasul.meetings import actions
from tawasul.meetings.models import MeetingRequest
from tests.attachments.samples import png
from tests.cast import PARENT, filed
from tests.meetings.asking import asked, somebody
from tests.web.portal.conftest import ASKER, MOBILE, code_on, follow, once_on, page_of

WORDS = "رُفض طلب نقل ابنتي مرتين، وأرجو عرض الأمر على مدير التعليم."


def phone_of() -> Client:
    phone = Client()
    phone.cookies["language"] = "en"
    return phone


def filled(phone: Client, cast) -> str:
    """Everything up to the last page, which is returned."""
    assert "Meeting with the official" in page_of(phone.get("/file/"))
    assert re.search(r'value="meeting" required checked', page_of(phone.get("/file/?type=meeting")))
    assert phone.post("/file/", {"type": "meeting"}).url == "/file/entity/"
    assert phone.post("/file/entity/", {"centre": cast.places["centre"].pk}).url == "/file/details/"
    assert "How many people does it concern?" in page_of(phone.get("/file/details/"))
    wrong = phone.post("/file/details/", {"subject": "نقل طالبة", "text": WORDS, "concerned": "0", "need": "none"})
    assert wrong.status_code == 422
    assert 'type="number"' not in page_of(wrong), "a browser's own field of numbers drops Arabic digits"
    details = {"subject": "نقل طالبة", "text": WORDS, "concerned": "١٤", "need": "elderly"}
    paper = SimpleUploadedFile("قرار.png", png())
    assert phone.post("/file/details/", details | {"files": [paper]}).url == "/file/you/"
    assert phone.post("/file/you/", ASKER | {"mobile": MOBILE}).url == "/file/code/"
    assert phone.post("/file/code/", {"code": code_on(phone.get("/file/code/"))}).url == "/file/review/"
    return page_of(phone.get("/file/review/"))


def test_asked_on_the_phone_and_sent_twice_it_is_received_once(cast):
    phone = phone_of()
    review = filled(phone, cast)
    assert "Meeting request" in review
    assert "Elderly person" in review
    once = re.search(r'name="once" value="([^"]+)"', review)[1]
    assert phone.post("/file/review/", {"once": once}).url == "/file/done/"
    assert phone.post("/file/review/", {"once": once}).url == "/file/done/"
    request = MeetingRequest.objects.get()
    assert (request.concerned, request.need, request.channel, request.mobile) == (
        14,
        "elderly",
        "portal",
        PARENT.mobile,
    )
    assert Attachment.objects.get().subject_id == request.pk
    shown = page_of(phone.get("/file/done/"))
    assert "We promise you an answer by" in shown
    assert request.reference[2:6] in shown
    mine = page_of(phone.get("/follow/meeting/"))
    assert "We have received your request" in mine
    assert WORDS in mine
    assert "قرار.png" in mine


def test_followed_by_its_number_and_a_code_as_a_ticket_is(cast):
    request, ticket = asked(cast), filed(cast)
    phone = phone_of()
    assert follow(phone, request.reference).url == "/follow/meeting/"
    assert phone.get("/follow/").url == "/follow/meeting/"
    assert phone.get("/follow/request/").url == "/follow/"
    assert phone.post("/follow/", {"number": ticket.reference, "mobile": MOBILE}).url == "/follow/code/"
    code = code_on(phone.get("/follow/code/"))
    assert phone.post("/follow/code/", {"code": code}).url == "/follow/request/"
    assert phone.get("/follow/meeting/").url == "/follow/"


def test_another_mobile_opens_nothing_and_learns_nothing(cast):
    request = asked(cast, somebody(3))
    phone = phone_of()
    answer = follow(phone, request.reference)
    assert answer.status_code == 422
    assert "The code is not right" in page_of(answer)
    assert phone.get("/follow/meeting/").url == "/follow/"


def test_what_is_missing_is_completed_with_a_paper_and_the_request_withdrawn(cast):
    now = timezone.now()
    request = asked(cast, at=now)
    actions.take(actor=cast.meetings_officer, request_id=request.pk, at=now)
    actions.return_for_completion(actor=cast.meetings_officer, request_id=request.pk, missing="قرار الرفض", at=now)
    phone = phone_of()
    follow(phone, request.reference)
    shown = phone.get("/follow/meeting/")
    assert "قرار الرفض" in page_of(shown)
    empty = phone.post("/follow/meeting/complete/", {"text": "", "once": once_on(shown)})
    assert empty.status_code == 422
    given = {"text": "مرفق", "once": once_on(shown), "files": [SimpleUploadedFile("p.png", png())]}
    assert phone.post("/follow/meeting/complete/", given).status_code == 302
    again = {"text": "مرفق", "once": once_on(shown), "files": [SimpleUploadedFile("p.png", png())]}
    assert phone.post("/follow/meeting/complete/", again).status_code == 302
    paper = Attachment.objects.get(subject_kind="meeting")
    assert phone.get(f"/follow/meeting/files/{paper.pk}/").status_code == 200
    assert phone.post("/follow/meeting/add/", {"text": ""}).status_code == 422
    assert phone.post("/follow/meeting/add/", {"text": "ورد رفض ثالث"}).status_code == 302
    assert "ورد رفض ثالث" in page_of(phone.get("/follow/meeting/"))
    assert "Withdraw the request?" in page_of(phone.get("/follow/meeting/withdraw/"))
    assert phone.post("/follow/meeting/withdraw/", {"reason": "حُل الأمر"}).status_code == 302
    assert "The request was withdrawn" in page_of(phone.get("/follow/meeting/"))
    request.refresh_from_db()
    assert request.state == "withdrawn"


def test_a_paper_of_another_request_is_not_handed_out(cast):
    other = asked(cast, somebody(5))
    actions.add(
        actor=cast.hall_supervisor, request_id=other.pk, uploads=[SimpleUploadedFile("x.png", png())], at=timezone.now()
    )
    paper = Attachment.objects.get()
    phone = phone_of()
    follow(phone, asked(cast).reference)
    assert phone.get(f"/follow/meeting/files/{paper.pk}/").status_code == 404


def test_leaving_closes_it_on_this_device(cast):
    phone = phone_of()
    follow(phone, asked(cast).reference)
    phone.post("/follow/leave/")
    assert phone.get("/follow/meeting/").url == "/follow/"
