"""Searching: what is found, in which order, and how well."""

from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from tawasul.lib.errors import Invalid
from tawasul.tickets import actions
from tawasul.tickets.finding import Doubt, doubt_about, find
from tawasul.tickets.models import FoundBy, Reply, Ticket
from tawasul.tickets.search import index, said_of
from tawasul.tickets.worklists import Filters
from tests.cast import PARENT, VISITOR_WITHOUT_MOBILE, Cast, asking, filed, hours, replied, with_coordinator
from tests.tickets.asking import ANSWER, asked
from tests.tickets.labelled_search import SEARCHES, TICKETS
from tests.web.work.test_ticket import PNG

pytestmark = pytest.mark.django_db


def found(cast: Cast, text: str, filters: Filters | None = None) -> list[int]:
    return [ticket.pk for ticket in find(cast.supervisor, text, filters).tickets]


def test_words_in_the_subject_come_first(cast: Cast) -> None:
    subject = filed(cast, subject="تأخر الباص", text="يتأخر كل يوم منذ أسبوعين")
    text = filed(cast, subject="ملاحظة", text="تأخر الباص نصف ساعة")
    newest = filed(cast, subject="موضوع آخر", text="لا يتصل بذلك")
    assert found(cast, "تأخر الباص") == [subject.pk, text.pk]
    assert newest.pk not in found(cast, "باص")


def test_a_phrase_is_found_as_its_words_follow_each_other(cast: Cast) -> None:
    near = filed(cast, subject="حي النرجس", text="في الحي حديقة والنرجس بعيد عنها")
    far = filed(cast, subject="ملاحظة", text="في الحي حديقة اسمها النرجس")
    again = filed(cast, subject="ملاحظة", text="المدرسة في الحي، حي المدرسة الجديدة")
    assert set(found(cast, "حي النرجس")) == {near.pk, far.pk}
    assert found(cast, '"حي النرجس"') == [near.pk]
    assert found(cast, "«حي المدرسة»") == [again.pk], "though both words stood before"


def test_what_stands_after_a_minus_is_left_out(cast: Cast) -> None:
    plain = filed(cast, subject="تأخر الحافلة", text="تتأخر كل صباح منذ أسبوعين")
    fees = filed(cast, subject="رسوم الحافلة", text="خصمت مرتين في هذا الفصل")
    assert set(found(cast, "حافلة")) == {plain.pk, fees.pk}
    assert found(cast, "حافلة -الرسوم") == [plain.pk]
    assert found(cast, "-الرسوم") == []


def test_replies_and_names_of_files_are_searched(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.FILES = tmp_path
    ticket = replied(cast)
    word = Reply.objects.get(ticket=ticket, state=Reply.APPROVED).text.split()[-1]
    assert found(cast, word) == [ticket.pk]
    other = filed(cast)
    assert found(cast, "كشف الحضور") == []
    actions.take(actor=cast.complaint_officer, ticket_id=other.pk, at=hours(1))
    upload = SimpleUploadedFile("كشف_الحضور-1448.png", PNG)
    actions.add_files(actor=cast.complaint_officer, ticket_id=other.pk, uploads=[upload], at=hours(2))
    assert found(cast, "كشف الحضور") == [other.pk]


def test_objections_decisions_expedites_and_what_was_asked_back_are_searched(cast: Cast) -> None:
    ticket = replied(cast)
    at = hours(8)
    actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text="المولد معطل كما كان", at=at)
    assert found(cast, "معطل") == [ticket.pk]
    actions.uphold_objection(
        actor=cast.supervisor, ticket_id=ticket.pk, outcome="upheld", reasons="لم يُرفق محضر موقع", at=hours(9)
    )
    assert found(cast, "محضر موقع") == [ticket.pk]
    other = with_coordinator(cast)
    actions.expedite(actor=asking(other), ticket_id=other.pk, reason="الاختبارات بعد أسبوع", at=hours(5))
    assert found(cast, "الاختبارات") == [other.pk]
    actions.answer_expedite(actor=cast.supervisor, ticket_id=other.pk, text="خُصصت حافلة بديلة", at=hours(6))
    assert found(cast, "بديلة") == [other.pk]
    (statement,) = asked(cast, other, at=hours(7))
    actions.ask_back(actor=cast.followup_coordinator, statement_id=statement.pk, text="ما رقم العداد؟", at=hours(8))
    actions.answer_back(
        actor=cast.coordinator, ticket_id=other.pk, number=1, text="العداد خلف المبنى الإداري", at=hours(9)
    )
    assert found(cast, "عداد المبنى") == [other.pk]


def test_the_files_of_a_statement_are_found_by_their_names(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.FILES = tmp_path
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket)
    upload = SimpleUploadedFile("سجل_الرحلات.png", PNG)
    actions.state(
        actor=cast.followup_coordinator, statement_id=statement.pk, text=ANSWER, uploads=[upload], at=hours(5)
    )
    (hit,) = find(cast.supervisor, "سجل الرحلات").tickets
    assert hit.pk == ticket.pk
    assert ("file", "سجل_الرحلات.png") in said_of([hit])[hit.pk]


def test_filters_narrow_what_is_found(cast: Cast) -> None:
    inquiry, complaint = filed(cast, type="inquiry"), filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=complaint.pk, at=hours(1))
    both = {inquiry.pk, complaint.pk}
    assert set(found(cast, PARENT.name)) == both
    assert found(cast, PARENT.name, Filters(type="inquiry")) == [inquiry.pk]
    holder = cast.user("complaint_officer").pk
    assert found(cast, PARENT.name, Filters(holder_id=holder)) == [complaint.pk]
    assert found(cast, inquiry.reference, Filters(state="in_triage")) == []


def test_what_is_common_and_what_is_rare_are_ranked_alike(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    old = filed(cast, subject="تأخر الباص", text="يتأخر كل يوم منذ أسبوعين")
    for _more in range(3):
        filed(cast, subject="ملاحظة", text="ملاحظة أخرى عن الباص")
    walked = found(cast, "الباص")
    monkeypatch.setattr("tawasul.tickets.finding.WINDOW", 1)
    assert found(cast, "الباص") == walked
    assert walked[0] == old.pk


def through(cast: Cast, text: str, filters: Filters | None = None) -> list[list[int]]:
    """All pages of a search."""
    pages, after = [], ""
    while True:
        page = find(cast.supervisor, text, filters, after=after)
        pages.append([ticket.pk for ticket in page.tickets])
        after = page.next_key
        if not after:
            return pages


@pytest.mark.parametrize("window", [2_000, 5, 3])
def test_every_ticket_is_on_one_page_whatever_is_walked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    monkeypatch.setattr("tawasul.tickets.finding.MOST_FOUND", 2)
    monkeypatch.setattr("tawasul.tickets.finding.WINDOW", window)
    report = filed(cast, type="report", subject="الباص")
    foremost = filed(cast, subject="تأخر الباص", text="يتأخر كل يوم منذ أسبوعين")
    beside = [filed(cast, subject="ملاحظة", text="ملاحظة أخرى عن الباص") for _each in range(6)]
    pages = through(cast, "الباص")
    every = [pk for page in pages for pk in page]
    assert every[0] == report.pk, "it stands on top, though it is the oldest"
    assert sorted(every) == sorted([report.pk, foremost.pk, *(each.pk for each in beside)])
    assert [len(page) for page in pages] == [2, 2, 2, 2]
    assert through(cast, PARENT.identity.number)[0] == [report.pk, beside[-1].pk]


def test_an_open_report_stands_on_top_and_an_ended_one_where_its_day_puts_it(cast: Cast) -> None:
    ended, opened = filed(cast, type="report", subject="الباص"), filed(cast, type="report", subject="الباص")
    newest = filed(cast, subject="ملاحظة عن الباص")
    actions.withdraw(actor=asking(ended), ticket_id=ended.pk, reason="زال الخطر", at=hours(1))
    for text in ("الباص", PARENT.identity.number, "0501234567"):
        assert found(cast, text) == [opened.pk, newest.pk, ended.pk], text
    assert found(cast, "", Filters(channel="portal")) == [opened.pk, newest.pk, ended.pk]


def test_filters_alone_give_a_list_by_pages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tawasul.tickets.finding.MOST_FOUND", 2)
    inquiries = [filed(cast, type="inquiry") for _each in range(5)]
    filed(cast)
    newest = [each.pk for each in reversed(inquiries)]
    assert through(cast, "", Filters(type="inquiry")) == [newest[:2], newest[2:4], newest[4:]]


def test_a_number_without_its_last_digit_is_found_and_that_is_said(cast: Cast) -> None:
    ticket = filed(cast)
    found_so = find(cast.supervisor, f"{ticket.reference[:2]}-{ticket.reference[2:6]}-{ticket.reference[6:10]}")
    assert (found_so.understood_as, found_so.tickets) == ("unfinished", [ticket])


def test_a_number_of_any_document_is_found(cast: Cast) -> None:
    visitor = filed(cast, asker=VISITOR_WITHOUT_MOBILE)
    for text in ("A1234567", "a 123-4567", "ａ١٢٣٤٥٦٧"):
        found_so = find(cast.supervisor, text)
        assert (found_so.understood_as, found_so.tickets) == ("document", [visitor]), text


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("26000012340", Doubt.MISTYPED),
        ("٢٦-٠٠٠٠-١٢٣٤-٠", Doubt.MISTYPED),
        ("1000000009", Doubt.WRONG_IDENTITY),
        ("2600001", Doubt.PART),
        ("0501", Doubt.PART),
        ("0509999999", Doubt.NONE),
        ("26000012348", Doubt.NONE),
        ("باص 26", Doubt.NONE),
    ],
)
def test_what_may_be_wrong_with_a_number_that_finds_nothing_is_said(text: str, doubt: Doubt) -> None:
    assert doubt_about(text) is doubt


@pytest.mark.parametrize(
    "after", ["x", "list~0~1~0", "list~0~1~0~-4", "index~0~2~0~1", f"list~0~1~0~{2**70}", "list~a~1~0~1"]
)
def test_a_page_that_is_none_is_refused(cast: Cast, after: str) -> None:
    with pytest.raises(Invalid):
        find(cast.supervisor, "الباص", after=after)


def test_the_words_can_be_stored_anew(cast: Cast) -> None:
    tickets = [filed(cast) for _each in range(3)]
    before = list(FoundBy.objects.order_by("pk").values_list("words", flat=True))
    FoundBy.objects.update(words="")
    FoundBy.objects.filter(ticket=tickets[0]).delete()
    out = StringIO()
    call_command("index_tickets", "--batch", "2", stdout=out)
    assert list(FoundBy.objects.order_by("pk").values_list("words", flat=True)) == before
    assert "3" in out.getvalue()


def test_how_well_is_what_the_page_says(cast: Cast, settings: Any) -> None:
    """docs/decisions/finding-words.md: what is meant is found, and of what is found 95 of a hundred were meant."""
    keys: dict[int, str] = {}
    for key, case in TICKETS.items():
        ticket = filed(cast, subject=case.subject, text=case.text)
        Ticket.objects.filter(pk=ticket.pk).update(name_given="")
        keys[ticket.pk] = key
        _say(ticket, case.name, case.reply, case.file, cast)
    hits = meant = given = 0
    wrong = {}
    for text, wanted in SEARCHES.items():
        shown = {keys[pk] for pk in found(cast, text)}
        hits, meant, given = hits + len(shown & wanted), meant + len(wanted), given + len(shown)
        if shown != wanted:
            wrong[text] = (shown - wanted, wanted - shown)
    recall, precision = hits / meant, hits / given
    assert recall >= 0.99, wrong
    assert precision >= 0.95, wrong


def _say(ticket: Ticket, name: str, reply: str, file: str, cast: Cast) -> None:
    """Somebody of this name, with this reply and file: told straight, as only the words matter here."""
    from tawasul.attachments.models import Attachment, StoredFile
    from tawasul.people.models import Beneficiary

    person = Beneficiary.objects.get(pk=ticket.beneficiary_id)
    person.pk, person.name, person.identity_number = None, name, f"1{ticket.pk:09d}"
    person.save(force_insert=True)
    ticket.beneficiary, ticket.name_given = person, name
    Ticket.objects.filter(pk=ticket.pk).update(beneficiary=person, name_given=name)
    if reply:
        Reply.objects.create(
            ticket=ticket,
            round=1,
            text=reply,
            state=Reply.APPROVED,
            author=cast.user("coordinator"),
            saved_at=hours(1),
            reviewer=cast.user("department_supervisor"),
            released_at=hours(2),
            submitted_at=hours(1),
        )
        ticket.replied_at = hours(2)
    if file:
        stored = StoredFile.objects.create(
            sha256=f"{ticket.pk:064d}", size=1, content_type="image/png", scan="clean", received_at=hours(1)
        )
        Attachment.objects.create(
            file=stored, subject_kind="ticket", subject_id=ticket.pk, name=file, added_by_kind="staff", at=hours(1),
            visible_to_beneficiary=False,
        )  # fmt: skip
    index(ticket)
