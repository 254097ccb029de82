"""The same asked of the official twice: it is said, what stands is offered, and nobody is prevented."""

from django.utils import timezone

from tawasul.lib.reference import spoken
from tawasul.meetings.models import MeetingRequest
from tests.cast import PARENT
from tests.meetings.asking import asked, somebody
from tests.web.meetings.test_desk import FILE, new_one, page
from tests.web.meetings.test_portal import filled, phone_of
from tests.web.portal.conftest import once_on, page_of
from tests.web.work.pages import hidden_fields, mark


def test_on_the_portal_the_open_request_is_shown_and_followed(cast):
    phone = phone_of()
    filled(phone, cast)
    assert "You have asked this already" not in page_of(phone.get("/file/review/"))
    first = phone.post("/file/review/", {"once": once_on(phone.get("/file/review/"))})
    assert first.url == "/file/done/"
    request = MeetingRequest.objects.get()
    asked(cast, somebody(5), subject="نقل طالبة")  # another person's of the same subject is nobody's business
    again = phone_of()
    shown = filled(again, cast)
    assert "You have asked this already" in shown
    assert shown.count("Follow that request") == 1
    assert spoken(request.reference) in shown
    followed = again.post("/file/same/", {"meeting": request.reference})
    assert followed.url == "/follow/meeting/"
    assert spoken(request.reference) in page_of(again.get("/follow/meeting/"))
    theirs = MeetingRequest.objects.exclude(pk=request.pk).get()
    assert again.post("/file/same/", {"meeting": theirs.reference}).url == "/file/review/"
    sent = again.post("/file/review/", {"once": once_on(again.get("/file/review/"))})
    assert sent.url == "/file/done/", "it is not prevented"
    assert MeetingRequest.objects.count() == 3


def test_at_the_counter_it_is_asked_before_it_is_filed_again(cast, enter):
    request = asked(cast, PARENT, at=timezone.now(), subject="نقل طالبة")
    browser = enter("counter_officer")
    fields = hidden_fields(page(browser, f"{FILE}?new=1"), FILE) | {"once": mark()}
    given = fields | new_one(centre=cast.places["centre"].pk)
    warned = browser.post(FILE, given)
    assert warned.status_code == 409
    said = warned.content.decode()
    assert "They have an open request with the same subject" in said
    assert spoken(request.reference) in said
    assert MeetingRequest.objects.count() == 1
    assert browser.post(FILE, given | {"another": "1"}).status_code == 302
    assert MeetingRequest.objects.count() == 2
    other = given | {"once": mark(), "subject": "أمر آخر تمامًا"}
    assert browser.post(FILE, other).status_code == 302, "of another subject nothing is asked"
