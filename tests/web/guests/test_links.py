"""What a link opens for an entity without an account, and what it never does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tawasul.attachments.models import Attachment
from tawasul.notices import compose
from tawasul.notices.models import Notice
from tawasul.tickets import actions
from tawasul.tickets.models import Statement, StatementTurn
from tawasul.tickets.statements import links
from tawasul.web.guests import opening
from tests.attachments.samples import png
from tests.cast import COMPLAINT_TEXT, PARENT, Cast, hours, with_coordinator
from tests.tickets.asking import ANSWER, BODY, QUESTION, SCHOOL, asked, fresh
from tests.web.work.pages import hidden_fields

NAME = "خالد المطيري، مدير التشغيل"


@pytest.fixture
def statement(cast: Cast) -> Statement:
    ticket = with_coordinator(cast)
    uploads = [SimpleUploadedFile("خط السير.png", png()), SimpleUploadedFile("هوية.png", png())]
    shown, _hidden = actions.add_files(actor=cast.coordinator, ticket_id=ticket.pk, uploads=uploads, at=hours(3))
    from dataclasses import replace

    (row,) = asked(cast, ticket, replace(BODY, papers=(shown.pk,)), at=timezone.now())
    return row


def link(statement: Statement) -> str:
    return f"/statement/{links.token_for(statement, at=timezone.now())}/"


def test_the_link_in_the_message_opens_the_question_and_its_papers_alone(reader: Client, statement: Statement) -> None:
    letter, sms = (Notice.objects.get(kind="statement_asked_by_link", channel=each) for each in ("email", "sms"))
    path = str(letter.context["link"]).removeprefix("http://127.0.0.1:8000")
    assert path in compose.mail(letter).text
    assert str(letter.context["link"]) in compose.line(sms)
    assert QUESTION not in compose.mail(letter).text, "the question is read behind the link"
    answer = reader.get(path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert QUESTION in page
    sector = statement.ticket.sector
    assert sector is not None
    assert any(f"{before} {name}" in page for before, name in (("by", sector.name_en), ("من جانب", sector.name_ar)))
    assert "خط السير.png" in page
    ticket = statement.ticket
    for secret in (
        COMPLAINT_TEXT, ticket.subject, PARENT.name, PARENT.identity.number, "501234567", "هوية.png", "Haifa", "هيفاء",
    ):  # fmt: skip
        assert secret not in page, secret
    paper = Attachment.objects.get(name="خط السير.png")
    hidden = Attachment.objects.get(name="هوية.png")
    served = reader.get(f"{path}files/{paper.pk}/")
    assert b"".join(served.streaming_content) == png()
    assert served.headers["Content-Disposition"].startswith("attachment")
    assert reader.get(f"{path}files/{hidden.pk}/").status_code == 404
    assert reader.get(f"{path}files/{uuid4()}/").status_code == 404


def test_a_body_answers_with_a_file_and_the_link_is_closed(cast: Cast, reader: Client, statement: Statement) -> None:
    path = link(statement)
    fields = hidden_fields(reader.get(path).content.decode(), f"{path}answer/")
    refused = reader.post(f"{path}answer/", fields | {"text": "قصير", "name": ""})
    assert refused.status_code == 422
    assert "قصير" in refused.content.decode()
    file = SimpleUploadedFile("تقرير.png", png())
    sent = reader.post(f"{path}answer/", fields | {"text": ANSWER, "name": NAME, "files": [file]})
    assert (sent.status_code, sent.url) == (302, "/statement/done/")
    assert "Nothing more is expected of you" in reader.get(sent.url).content.decode()
    row = fresh(statement)
    assert (row.state, row.answer, row.answered_name) == ("answered", ANSWER, NAME)
    assert Attachment.objects.get(subject_kind="statement").name == "تقرير.png"
    again = reader.post(f"{path}answer/", fields | {"text": ANSWER, "name": NAME})
    assert (again.status_code, again.url) == (302, "/statement/done/"), "a retried request is answered as the first was"
    assert Attachment.objects.filter(subject_kind="statement").count() == 1
    for method in (reader.get, reader.post):
        assert method(path).status_code in {404, 405}
    paper = Attachment.objects.get(name="خط السير.png")
    assert reader.get(f"{path}files/{paper.pk}/").status_code == 404
    other = reader.post(f"{path}answer/", fields | {"once": str(uuid4()), "text": ANSWER, "name": NAME})
    assert other.status_code == 404


def test_a_body_asks_first_and_reads_the_answer(cast: Cast, reader: Client, statement: Statement) -> None:
    path = link(statement)
    fields = hidden_fields(reader.get(path).content.decode(), f"{path}ask/")
    sent = reader.post(f"{path}ask/", fields | {"question": "أي فترة تقصدون؟", "asked_by": NAME})
    assert sent.status_code == 302
    page = reader.get(sent.url).content.decode()
    assert "Your time stands still until they answer what you asked." in page
    assert f"{path}ask/" not in page, "one question at a time"
    twice = reader.post(f"{path}ask/", fields | {"once": str(uuid4()), "question": "ومن السائق؟", "asked_by": NAME})
    assert twice.status_code == 409
    assert "ومن السائق؟" in twice.content.decode()
    assert StatementTurn.objects.count() == 1
    actions.answer_back(
        actor=cast.coordinator, ticket_id=statement.ticket_id, number=1, text="الأسبوع الماضي", at=timezone.now()
    )
    page = reader.get(path).content.decode()
    assert "الأسبوع الماضي" in page
    assert "Haifa" not in page
    assert "هيفاء" not in page, "nobody is named who answered"


def test_a_file_that_is_refused_leaves_nothing_half_done(reader: Client, statement: Statement) -> None:
    path = link(statement)
    fields = hidden_fields(reader.get(path).content.decode(), f"{path}answer/")
    bad = SimpleUploadedFile("برنامج.png", b"MZ not a picture")
    answer = reader.post(f"{path}answer/", fields | {"text": ANSWER, "name": NAME, "files": [bad]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Files of this kind are not accepted" in page
    assert "برنامج.png" in page
    assert ANSWER in page
    assert fresh(statement).state == "asked"


def test_every_link_that_opens_nothing_is_answered_alike(cast: Cast, reader: Client, statement: Statement) -> None:
    (school,) = asked(cast, statement.ticket, SCHOOL, at=timezone.now())
    old = links.token_for(school, at=timezone.now() - links.GOOD_FOR - timedelta(minutes=1))
    cancelled = link(school)
    actions.go_on_without(
        actor=cast.coordinator, ticket_id=statement.ticket_id, numbers=[2], reason="لا حاجة", at=timezone.now()
    )
    good = link(statement)
    answers = [
        reader.get(path)
        for path in (cancelled, f"/statement/{old}/", "/statement/x/", f"{good[:-3]}zz/", f"/statement/{'a' * 300}/")
    ]
    assert {answer.status_code for answer in answers} == {404}
    pages = {answer.content.decode().split("<main")[1].split("</main>")[0] for answer in answers}
    assert len(pages) == 1
    assert "opens nothing now" in pages.pop()


def test_wrong_links_are_limited_and_good_ones_are_not_kept_out(reader: Client, statement: Statement) -> None:
    for _ in range(opening.WRONG):
        assert reader.get("/statement/wrong/").status_code == 404
    answer = reader.get("/statement/wrong/")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert reader.get(link(statement)).status_code == 200


def test_opening_a_link_changes_nothing(reader: Client, statement: Statement) -> None:
    before = (statement.ticket.version, fresh(statement).changed_at)
    path = link(statement)
    for address in (path, f"{path}answer/", f"{path}ask/"):
        reader.get(address)
        reader.head(address)
    ticket = type(statement.ticket).objects.get(pk=statement.ticket_id)
    assert (ticket.version, fresh(statement).changed_at) == before
