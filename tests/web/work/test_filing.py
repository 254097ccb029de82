import re
from urllib.parse import unquote_plus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tawasul.attachments.queries import for_subject
from tawasul.people.models import Beneficiary
from tawasul.tickets.models import Ticket
from tests.cast import PARENT, filed
from tests.web.work.pages import hidden_fields
from tests.web.work.test_ticket import PNG

WORDS = {
    "channel": "counter",
    "type": "complaint",
    "subject": "تأخر النقل",
    "text": "لم يصل باص النقل المدرسي منذ ثلاثة أيام.",
}
NEW = {"identity_kind": "national", "identity": "1000000008", "name": "سارة بنت محمد الغامدي", "category": "parent"}


def send(browser, url="/desk/file/?new", **given):
    fields = hidden_fields(browser.get(url).content.decode(), "/desk/file/")
    return browser.post("/desk/file/", fields | WORDS | given)


def test_a_new_person_files_at_the_counter(cast, enter):
    browser = enter("counter_officer")
    answer = send(browser, **NEW, mobile="٠٥٠١٢٣٤٥٦٧", centre=cast.places["centre"].pk)
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.mobile, ticket.filed_by) == (
        "counter",
        "+966501234567",
        cast.user("counter_officer"),
    )
    page = browser.get(answer.url).content.decode()
    assert f"{ticket.reference[:2]}-{ticket.reference[2:6]}" in page
    assert PARENT.identity.number not in page


def test_ones_own_centre_stands_there_already(cast, enter):
    form = hidden_fields(enter("counter_officer").get("/desk/file/?new").content.decode(), "/desk/file/")
    assert form["centre"] == str(cast.places["centre"].pk)
    assert (
        hidden_fields(enter("call_centre_agent").get("/desk/file/?new").content.decode(), "/desk/file/")["centre"] == ""
    )


def test_somebody_found_files_without_giving_their_identity_again(cast, enter):
    theirs = filed(cast, centre="other_centre", subject="طلب في جامعة")
    ours = filed(cast, subject="طلب سابق")
    browser = enter("counter_officer")
    for who in ("1000000008", "0501234567", "ساره الغامدى"):
        page = browser.post("/desk/file/found/", {"who": who}).content.decode()
        assert "سارة بنت محمد الغامدي" in page
        assert PARENT.identity.number not in page
    url = page.split('href="')[1].split('"')[0]
    form = browser.get(url).content.decode()
    assert ours.reference in form
    assert theirs.reference not in form
    assert send(browser, url, centre=cast.places["centre"].pk, another="1").status_code == 302
    assert Ticket.objects.filter(beneficiary=Beneficiary.objects.get()).count() == 3


def test_a_person_is_not_reached_by_counting(cast, enter):
    filed(cast)
    page = enter("counter_officer").get(f"/desk/file/?person={Beneficiary.objects.get().pk}").content.decode()
    assert PARENT.name not in page


def test_a_visitor_without_mobile_files_a_report_once_it_is_said_how_else_they_are_reached(cast, enter):
    browser = enter("counter_officer")
    passport = NEW | {"identity_kind": "passport", "identity": "A1234567", "centre": cast.places["centre"].pk}
    report = passport | {"type": "report", "incident_place": "المدرسة"}
    refused = send(browser, **report)
    assert refused.status_code == 422
    assert "A report needs a mobile, or another way" in refused.content.decode()
    misread = send(browser, **report, mobile="123").content.decode()
    assert "A report needs a mobile, or another way" not in misread, "the mobile that cannot be read is what is wrong"
    answer = send(browser, **report, other_contact="  عند حارس البوابة الشرقية،  هاتف 0112345678 ")
    assert answer.status_code == 302
    assert "There is no mobile: to hear where it stands" in browser.get(answer.url).content.decode()
    ticket = Ticket.objects.get()
    assert (ticket.mobile, ticket.other_contact) == ("", "عند حارس البوابة الشرقية، هاتف 0112345678")
    assert ticket.other_contact in enter("complaint_officer").get(f"/desk/tickets/{ticket.reference}/").content.decode()


def test_a_visitor_without_mobile_files_all_else_without_a_word_of_it(cast, enter):
    browser = enter("counter_officer")
    passport = NEW | {"identity_kind": "passport", "identity": "A1234567"}
    answer = send(browser, **passport, centre=cast.places["centre"].pk)
    assert answer.status_code == 302
    assert "There is no mobile: to hear where it stands" in browser.get(answer.url).content.decode()


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(cast, enter):
    answer = send(
        enter("counter_officer"),
        **NEW | {"identity": "1000000009", "mobile": "123", "centre_text": "لا شيء كهذا"},
        centre="",
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("wrong digit", "No centre matches", "لم يصل باص", "1000000009"):
        assert said in page


def test_the_document_and_its_number_agree(cast, enter):
    browser, centre = enter("counter_officer", "ar"), cast.places["centre"].pk
    for kind, number, said in (
        ("gcc", "1000000008", "هذا رقم هوية وطنية: اختر هذه الوثيقة، أو صحّح الرقم."),
        ("national", "2000000006", "هذا رقم إقامة: اختر هذه الوثيقة، أو صحّح الرقم."),
    ):
        answer = send(browser, **NEW | {"identity_kind": kind, "identity": number}, centre=centre)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not Ticket.objects.exists()


def test_sent_twice_it_is_filed_once(cast, enter):
    browser = enter("counter_officer")
    fields = hidden_fields(browser.get("/desk/file/?new").content.decode(), "/desk/file/") | WORDS | NEW
    first, second = browser.post("/desk/file/", fields), browser.post("/desk/file/", fields)
    assert first.url == second.url
    assert Ticket.objects.count() == 1


def test_files_are_kept_through_a_correction(cast, enter):
    browser = enter("counter_officer")
    page = browser.get("/desk/file/?new").content.decode()
    fields = hidden_fields(page, "/desk/file/") | WORDS | NEW
    upload = f"/desk/file/uploads/{fields['once']}/"
    assert browser.post(upload, {"file": SimpleUploadedFile("bad.png", b"not a picture")}).status_code == 422
    sent = browser.post(upload, {"file": SimpleUploadedFile("scan.png", PNG)})
    unwanted = browser.post(upload, {"file": SimpleUploadedFile("other.png", PNG)})
    assert (sent.status_code, unwanted.status_code) == (201, 201)
    again = browser.post("/desk/file/", fields | {"subject": "", "files_id": sent.json()["id"]})
    assert again.status_code == 422
    assert "scan.png" in again.content.decode()
    corrected = hidden_fields(again.content.decode(), "/desk/file/") | WORDS | NEW
    assert corrected["files_id"] == sent.json()["id"]
    with_another = {"files": SimpleUploadedFile("plain.png", PNG)}
    assert browser.post("/desk/file/", corrected | with_another).status_code == 302
    assert {each.name for each in for_subject("ticket", Ticket.objects.get().pk)} == {"scan.png", "plain.png"}


def test_filed_with_another_centre_the_number_is_still_shown(cast, enter):
    browser = enter("counter_officer")
    answer = send(browser, **NEW, centre=cast.places["other_centre"].pk)
    page = browser.get(answer.url).content.decode()
    ticket = Ticket.objects.get()
    assert "Palms Care Centre" in page
    assert f"/desk/tickets/{ticket.reference}/" not in page
    assert enter("reception_officer").get(answer.url).status_code == 404


def test_only_those_who_file_for_others_come_here(cast, enter):
    for name, status in (("counter_officer", 200), ("coordinator", 403), ("minister", 403), ("complaint_officer", 403)):
        assert enter(name).get("/desk/file/").status_code == status
    assert enter("coordinator").post("/desk/file/found/", {"who": "1000000008"}).status_code == 403


def test_an_identity_recorded_under_another_name_is_not_filed_without_a_word(cast, enter):
    filed(cast)
    browser = enter("counter_officer")
    centre = cast.places["centre"].pk
    typed = NEW | {"name": "اسم مختلف تماما", "category": "teacher"}
    answer = send(browser, **typed, centre=centre)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert Ticket.objects.count() == 1
    for said in ("recorded under another name", PARENT.name, "اسم مختلف تماما", "لم يصل باص"):
        assert said in page
    assert PARENT.mobile not in page
    assert PARENT.identity.number not in page.split('class="notice tone-warning"')[1].split("</div></div>")[0]
    fields = hidden_fields(page, "/desk/file/") | WORDS | typed | {"centre": centre}
    assert "person" not in fields
    word = page.split('name="person" value="')[1].split('"')[0]
    corrected = browser.post("/desk/file/", fields | {"identity_kind": "passport", "identity": "A7654321"})
    assert corrected.status_code == 302
    assert Ticket.objects.latest("pk").beneficiary.name == "اسم مختلف تماما"
    again = send(browser, **typed, centre=centre).content.decode()
    gone_on = browser.post(
        "/desk/file/",
        hidden_fields(again, "/desk/file/") | WORDS | typed | {"centre": centre, "person": word, "another": "1"},
    )
    assert gone_on.status_code == 302
    assert Ticket.objects.latest("pk").beneficiary.name == PARENT.name


def test_another_spelling_is_the_same_name(cast, enter):
    filed(cast)
    typed = NEW | {"name": "ساره بنت محمد الغامدى"}
    centre = cast.places["centre"].pk
    assert send(enter("counter_officer"), **typed, centre=centre, another="1").status_code == 302
    assert Ticket.objects.filter(beneficiary=Beneficiary.objects.get()).count() == 2


def test_a_new_person_begins_in_the_first_field(cast, enter):
    page = enter("counter_officer").get("/desk/file/?new").content.decode()
    main = page[page.index('id="content"') :]
    assert main.count(" autofocus") == 1 + main.count('value="no" autofocus') + main.count('value="close" autofocus')
    assert main.index('name="identity_kind"') < main.index('name="channel"')


def test_nothing_is_chosen_for_the_visitor(cast, enter):
    page = enter("counter_officer").get("/desk/file/?new").content.decode()
    types = re.findall('<input type="radio" name="type"[^>]*>', page)
    assert len(types) == 4
    assert not [each for each in types if "checked" in each]
    category = page.split('name="category"')[1].split("</select>")[0]
    assert re.search('<option value="" selected>', category)
    answer = send(enter("counter_officer"), **{**NEW, "category": "", "type": ""}, centre=cast.places["centre"].pk)
    assert answer.status_code == 422
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("who", "field", "kind"),
    [
        ("1000000016", "identity", "national"),
        ("٢٠٠٠٠٠٠٠٠٦", "identity", "resident"),
        ("A1234567", "identity", "passport"),
        ("1000000017", "identity", "national"),  # a wrong digit: to be seen and corrected, not typed again
        ("0501234568", "mobile", "national"),
        ("نورة العتيبي", "name", "national"),
    ],
)
def test_what_was_looked_for_in_vain_stands_in_the_form(cast, enter, who, field, kind):
    browser = enter("counter_officer")
    sought = browser.post("/desk/file/", {"find": "1", "who": who})
    assert who not in unquote_plus(sought.url), "what is typed stands in no address"
    assert "Nobody found" in browser.get(sought.url).content.decode()
    form = browser.post("/desk/file/", {"find": "1", "who": who, "new": "1"}, follow=True).context["form"]
    assert (form[field].value(), form["identity_kind"].value()) == (who, kind)
    assert [name for name in ("identity", "mobile", "name") if form[name].value()] == [field]


def test_what_a_report_needs_is_said_before_and_the_refusal_speaks_to_the_officer(cast, enter):
    browser = enter("counter_officer")
    page = browser.get("/desk/file/?new").content.decode()
    emergency = page.split('data-when="report"')[1]
    assert "The emergency services come first" in emergency
    assert "911" in emergency
    assert page.count("(needed for an urgent report)") == 1
    other = page[page.index('for="id_other_contact"') :]
    assert "(needed for an urgent report without a mobile)" in other[: other.index("</label>")]
    assert "An urgent report needs this where there is no mobile." in page
    answer = send(browser, **NEW | {"type": "report"}, centre=cast.places["centre"].pk)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "or another way to reach the beneficiary now" in said
    assert "Ask where it is happening" in said
    assert "at which you can be reached" not in said
    filed(cast)
    url = browser.post("/desk/file/found/", {"who": PARENT.mobile}).content.decode().split('href="')[1].split('"')[0]
    known = browser.get(url).content.decode()
    assert known.count("needed for an urgent report") == 1, "their mobile is recorded"


def test_the_route_says_for_whom_it_was_filed_without_a_name(cast, enter):
    send(enter("counter_officer"), **NEW | {"type": "complaint"}, centre=cast.places["centre"].pk)
    at_the_counter, on_the_portal = Ticket.objects.get(), filed(cast)
    browser = enter("supervisor")
    said = "on behalf of the beneficiary"
    assert browser.get(f"/desk/tickets/{at_the_counter.reference}/").content.decode().count(said) == 1
    assert said not in browser.get(f"/desk/tickets/{on_the_portal.reference}/").content.decode()
