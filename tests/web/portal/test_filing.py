import re
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tawasul.lib.reference import spoken
from tawasul.notices.models import Notice
from tawasul.tickets.models import Ticket
from tests.cast import Cast
from tests.web.portal.conftest import ASKER, MOBILE, TEXT, code_on, fill, once_on, page_of


def a_picture() -> bytes:
    """A PNG of one green point."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\x14\x57\x3a")), (b"IEND", b""))
    chunks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_link_that_says_what_it_is_has_chosen_it(phone: Client, cast: Cast) -> None:
    for kind in ("inquiry", "meeting"):
        assert re.search(rf'value="{kind}" required checked', page_of(phone.get(f"/file/?type={kind}")))
    assert "required checked" not in page_of(phone.get("/file/?type=nothing"))


def test_a_parent_files_a_complaint(phone: Client, cast: Cast) -> None:
    last = fill(phone, cast)
    assert TEXT in page_of(last)
    assert "1000000008" not in page_of(last)
    assert phone.post("/file/review/", {"once": once_on(last)}).url == "/file/done/"
    ticket = Ticket.objects.get()
    assert (ticket.type, ticket.channel, ticket.mobile) == ("complaint", "portal", "+966501234567")
    assert ticket.centre_id == cast.places["centre"].pk
    done = phone.get("/file/done/")
    assert spoken(ticket.reference) in page_of(done)
    assert "no-store" in done.headers["Cache-Control"]
    assert done.headers["X-Robots-Tag"] == "noindex"
    assert Notice.objects.filter(kind="ticket_received").count() == 1
    assert phone.get("/follow/request/").status_code == 200


def test_sent_again_after_a_lost_connection_it_has_the_same_number(phone: Client, cast: Cast) -> None:
    once = once_on(fill(phone, cast))
    for _again in range(3):
        assert phone.post("/file/review/", {"once": once}).url == "/file/done/"
    assert Ticket.objects.count() == 1


def test_the_session_of_before_sends_nothing_twice(phone: Client, cast: Cast) -> None:
    """The answer was lost before the session's new cookie came: the old session sends again."""
    once = once_on(fill(phone, cast))
    before = {name: morsel.value for name, morsel in phone.cookies.items()}
    kept = dict(phone.session)
    phone.post("/file/review/", {"once": once})
    other = Client()
    session = other.session
    session.update(kept)
    session.save()
    other.cookies["language"] = before["language"]
    assert other.post("/file/review/", {"once": once}).url == "/file/done/"
    assert Ticket.objects.count() == 1
    assert spoken(Ticket.objects.get().reference) in page_of(other.get("/file/done/"))


def test_steps_are_reached_in_their_order_and_survive_a_reload(phone: Client, cast: Cast) -> None:
    assert phone.get("/file/review/").url == "/file/"
    phone.post("/file/", {"type": "inquiry"})
    assert phone.get("/file/you/").url == "/file/entity/"
    phone.post("/file/entity/", {"centre": cast.places["centre"].pk})
    phone.post("/file/details/", {"subject": "موعد الدراسة", "text": TEXT})
    assert TEXT in page_of(phone.get("/file/details/"))


@pytest.mark.parametrize("words", ["الواحة", "الواحه", "اداره تعليم الواحه"])
def test_an_entity_is_found_in_whatever_spelling_without_script(phone: Client, cast: Cast, words: str) -> None:
    phone.post("/file/", {"type": "inquiry"})
    assert phone.post("/file/entity/", {"centre_text": words, "centre": ""}).url == "/file/details/"


def test_words_that_fit_several_or_none(phone: Client, cast: Cast) -> None:
    phone.post("/file/", {"type": "inquiry"})
    several = phone.post("/file/entity/", {"centre_text": "مركز", "centre": ""})
    assert several.status_code == 422
    assert "Several entities fit" in page_of(several)
    nothing = phone.post("/file/entity/", {"centre_text": "لا وجود له", "centre": ""})
    assert "No entity has this name" in page_of(nothing)
    assert "Palms University" in page_of(phone.get("/file/entity/options/", {"q": "النخيل"}))


def test_files_are_judged_and_removed(phone: Client, cast: Cast) -> None:
    phone.post("/file/", {"type": "complaint"})
    phone.post("/file/entity/", {"centre": cast.places["centre"].pk})
    kept = phone.post("/file/files/", {"file": SimpleUploadedFile("صورة.png", a_picture())})
    assert kept.status_code == 201
    refused = phone.post("/file/files/", {"file": SimpleUploadedFile("run.exe", b"MZ" + b"\0" * 200)})
    assert refused.status_code == 422
    assert "Files of this kind are not accepted" in refused.json()["detail"]
    details = {"subject": "تأخر", "text": TEXT}
    beside = {"files": [SimpleUploadedFile("x.exe", b"MZ" + b"\0" * 200)], "files_id": kept.json()["id"]}
    wrong = phone.post("/file/details/", details | beside)
    assert wrong.status_code == 422
    assert "x.exe" in page_of(wrong)
    assert "صورة.png" in page_of(wrong)
    phone.post("/file/details/", details)  # taken out of the list
    assert "صورة.png" not in page_of(phone.get("/file/details/"))


def test_the_last_page_says_which_files_are_attached(phone: Client, cast: Cast) -> None:
    assert "No files" in page_of(fill(phone, cast))
    kept = phone.post("/file/files/", {"file": SimpleUploadedFile("صورة.png", a_picture())})
    phone.post("/file/files/", {"file": SimpleUploadedFile("run.exe", b"MZ" + b"\0" * 200)})
    phone.post("/file/details/", {"subject": "تأخر", "text": TEXT, "files_id": kept.json()["id"]})
    last = page_of(phone.get("/file/review/"))
    assert "صورة.png" in last
    assert "run.exe" not in last
    assert "No files" not in last


def test_what_is_wrong_is_said_beside_its_field(phone: Client, cast: Cast) -> None:
    phone.post("/file/", {"type": "report"})
    phone.post("/file/entity/", {"centre": cast.places["centre"].pk})
    place = phone.post("/file/details/", {"subject": "تأخر", "text": TEXT})
    assert place.status_code == 422
    assert "911" in page_of(place)
    phone.post("/file/details/", {"subject": "تأخر", "text": TEXT, "incident_place": "مدرسة الواحة"})
    wrong = phone.post("/file/you/", ASKER | {"identity_number": "1000000000", "mobile": "123"})
    assert wrong.status_code == 422
    assert "wrong digit" in page_of(wrong)
    assert "Write a mobile number" in page_of(wrong)
    for kind in ("gcc", "passport", "border"):
        other = phone.post("/file/you/", ASKER | {"identity_kind": kind, "mobile": MOBILE})
        assert other.status_code == 422, kind
        assert "This is the number of a national identity: choose that document" in page_of(other)
    gulf = phone.post("/file/you/", ASKER | {"identity_number": "784199012345671", "mobile": MOBILE})
    assert gulf.status_code == 422
    assert "An identity number has ten digits and begins with 1 or 2." in page_of(gulf)


def test_after_a_report_one_reads_what_becomes_of_a_report(phone: Client, cast: Cast) -> None:
    phone.post("/file/review/", {"once": once_on(fill(phone, cast, type="report"))})
    done = page_of(phone.get("/file/done/"))
    for said in ("911", "Your report is with us now", "round the clock", "within 2 hours", "data-share="):
        assert said in done, said
    assert "Then file your report here" not in done
    assert "It goes to the department" not in done
    other = Client()
    other.cookies["language"] = "en"
    other.post("/file/review/", {"once": once_on(fill(other, cast))})
    done = page_of(other.get("/file/done/"))
    assert "It goes to the department" in done
    assert "911" not in done


@pytest.mark.parametrize(
    ("type", "example"),
    [
        ("inquiry", "registration"),
        ("complaint", "school bus"),
        ("report", "electric wires"),
        ("suggestion", "shaded place"),
    ],
)
def test_the_example_of_a_subject_suits_what_is_filed(phone: Client, cast: Cast, type: str, example: str) -> None:
    phone.post("/file/", {"type": type})
    phone.post("/file/entity/", {"centre": cast.places["centre"].pk})
    assert example in page_of(phone.get("/file/details/"))


def test_a_wrong_code_is_refused_and_tries_end(phone: Client, cast: Cast) -> None:
    phone.post("/file/", {"type": "complaint"})
    phone.post("/file/entity/", {"centre": cast.places["centre"].pk})
    phone.post("/file/details/", {"subject": "تأخر", "text": TEXT})
    phone.post("/file/you/", ASKER | {"mobile": MOBILE})
    right = code_on(phone.get("/file/code/"))
    wrong = "000000" if right != "000000" else "111111"
    for _try in range(5):
        assert phone.post("/file/code/", {"code": wrong}).status_code == 422
    assert phone.post("/file/code/", {"code": right}).status_code == 422  # no tries left, even for the right one
    assert phone.get("/file/review/").url == "/file/code/"
    assert phone.post("/file/code/again/").url == "/file/code/"  # a minute has not passed
    assert Notice.objects.filter(kind="verification_code").count() == 1


def test_in_production_the_code_is_on_no_page(phone: Client, cast: Cast, settings) -> None:
    settings.DEMONSTRATION = False
    phone.post("/file/", {"type": "complaint"})
    phone.post("/file/entity/", {"centre": cast.places["centre"].pk})
    phone.post("/file/details/", {"subject": "تأخر", "text": TEXT})
    phone.post("/file/you/", ASKER | {"mobile": MOBILE})
    assert "Demonstration" not in page_of(phone.get("/file/code/"))


def test_another_mobile_is_proved_anew(phone: Client, cast: Cast) -> None:
    fill(phone, cast)
    assert phone.post("/file/you/", ASKER | {"mobile": "0509999999"}).url == "/file/code/"
    assert phone.get("/file/review/").url == "/file/code/"


def test_a_stranger_with_a_known_identity_sees_the_same_pages(phone: Client, cast: Cast) -> None:
    """Whether an identity is recorded already shows nowhere, and its mobile is not replaced."""
    first = once_on(fill(phone, cast))
    phone.post("/file/review/", {"once": first})
    known = Ticket.objects.get()
    other = Client()
    other.cookies["language"] = "en"
    last = fill(other, cast, mobile="0508888888", name="شخص آخر")
    assert other.post("/file/review/", {"once": once_on(last)}).url == "/file/done/"
    second = Ticket.objects.exclude(pk=known.pk).get()
    assert second.beneficiary.mobile == "+966501234567"
    assert second.mobile == "+966508888888"
    assert known.beneficiary.name not in page_of(other.get("/follow/request/"))


def test_starting_over_forgets(phone: Client, cast: Cast) -> None:
    fill(phone, cast)
    phone.post("/file/over/")
    assert phone.get("/file/review/").url == "/file/"


@pytest.mark.parametrize(
    ("type", "label", "hint"),
    [
        ("inquiry", "Your question", "Write your question"),
        ("complaint", "The complaint in detail", "Say what happened, when and where"),
        ("report", "What the danger is", "whether anyone is hurt"),
        ("suggestion", "Your suggestion", "Say what you would change"),
    ],
)
def test_what_is_to_be_written_suits_the_type(phone: Client, cast: Cast, type: str, label: str, hint: str) -> None:
    phone.post("/file/", {"type": type})
    phone.post("/file/entity/", {"centre": cast.places["centre"].pk})
    page = page_of(phone.get("/file/details/"))
    field = page[page.index('for="id_text"') : page.index("<textarea")]
    assert label in field
    assert hint in field
    assert ("Say what happened, when and where" in field) is (type == "complaint")
    assert "What happened?" not in field
