"""Statements at the desk: asked on the ticket's page, answered on their own, and seen by nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tawasul.attachments.models import Attachment
from tawasul.tickets import actions
from tawasul.tickets.models import Statement, StatementTurn, Ticket
from tests.attachments.samples import png
from tests.cast import COMPLAINT_TEXT, PARENT, filed, hours, with_coordinator
from tests.tickets.asking import ANSWER, BODY, QUESTION, SCHOOL, asked, fresh, place
from tests.web.work.pages import do, hidden_fields, mark, page_of


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def send(browser, statement, what, **given):
    address = f"/desk/statements/{statement.pk}/{what}/"
    page = browser.get(f"/desk/statements/{statement.pk}/").content.decode()
    return browser.post(address, hidden_fields(page, address) | given)


def test_several_are_asked_through_the_page_and_their_answers_read(cast, enter):
    ticket = with_coordinator(cast)
    upload = SimpleUploadedFile("خط السير.png", png())
    (paper,) = actions.add_files(actor=cast.coordinator, ticket_id=ticket.pk, uploads=[upload], at=hours(3))
    browser = enter("coordinator")
    given = {
        "question": QUESTION,
        "entity-0-place": str(cast.places["followup"].pk),
        "entity-0-papers": [str(paper.pk)],
        "entity-0-within": "1",
        "entity-1-place_text": "جامعة النخيل",
        "entity-2-kind": "body",
        "entity-2-name": "شركة نقل الواحة",
        "entity-2-email": "fleet@example.sa",
        "entity-2-question": "كم باصًا تعطل في هذا الأسبوع، ومتى؟",
    }
    answer = do(browser, ticket, "ask_statements", **given)
    assert answer.status_code == 422, "the university has a centre and a deanship"
    page = answer.content.decode()
    assert "Which of these?" in page
    assert "كم باصًا تعطل" in page
    given["entity-1-place"] = str(cast.places["other_centre"].pk)
    assert do(browser, ticket, "ask_statements", page=page, **given).status_code == 302
    first, second, third = Statement.objects.order_by("number")
    assert (first.department, second.centre, third.name) == (
        cast.places["followup"], cast.places["other_centre"], "شركة نقل الواحة",
    )  # fmt: skip
    assert (first.question, third.question) == (QUESTION, given["entity-2-question"])
    assert [row.papers.count() for row in (first, second, third)] == [1, 0, 0]
    page = page_of(browser, ticket)
    assert "Sent for statement" in page
    assert "General Follow-up Department" in page
    assert "the beneficiary's time stands still" in page
    assert "Statements are awaited still" in page
    assert 'value="submit"' not in page
    assert "Sent for statement" in browser.get("/desk/lists/sent-for-statement/").content.decode()
    actions.state(actor=cast.followup_coordinator, statement_id=first.pk, text=ANSWER, at=timezone.now())
    assert ANSWER in page_of(browser, ticket)
    assert do(browser, ticket, "go_on_without", numbers=["2", "3"], reason="تأخرت الجهتان").status_code == 302
    page = page_of(browser, ticket)
    assert "تأخرت الجهتان" in page
    assert 'value="submit"' in page
    assert now(ticket).statements_open == 0


def test_what_is_wrong_with_an_entity_is_said_beside_it(cast, enter):
    ticket = with_coordinator(cast)
    browser = enter("coordinator")
    for given, said in (
        ({}, "Choose whom to ask."),
        ({"entity-0-place_text": "لا وجود لها"}, "No department or centre matches."),
        ({"entity-0-place": str(cast.places["transport"].pk)}, "The ticket is there already"),
        ({"entity-0-name": "شركة نقل"}, "Write an e-mail or a mobile"),
        ({"entity-0-name": "شركة نقل", "entity-0-email": "x@"}, "Write a whole e-mail address"),
        (
            {"entity-0-name": "شركة نقل", "entity-0-email": "x@example.sa", "entity-0-place_text": "x"},
            "not both in one",
        ),
    ):
        answer = do(browser, ticket, "ask_statements", question=QUESTION, **({"entity-0-kind": "body"} | given))
        assert answer.status_code == 422, given
        assert said in answer.content.decode(), given
        assert QUESTION in answer.content.decode()
    place_given = {"entity-0-place": str(cast.places["followup"].pk)}
    answer = do(browser, ticket, "ask_statements", question="متى؟", **place_given)
    assert answer.status_code == 422
    assert "at least ten letters" in answer.content.decode()
    assert not Statement.objects.exists()


def test_those_asked_read_and_answer_and_see_nothing_else(cast, enter):
    ticket = with_coordinator(cast)
    uploads = [SimpleUploadedFile("خط السير.png", png()), SimpleUploadedFile("هوية.png", png())]
    shown, hidden = actions.add_files(actor=cast.coordinator, ticket_id=ticket.pk, uploads=uploads, at=hours(3))
    (statement,) = asked(cast, ticket, place(cast, "followup", papers=(shown.pk,)))
    browser = enter("followup_coordinator")
    home = browser.get("/desk/").content.decode()
    assert "Statements asked of us" in home
    listed = browser.get("/desk/statements/").content.decode()
    assert f"/desk/statements/{statement.pk}/" in listed
    assert QUESTION[:30] in listed
    page = browser.get(f"/desk/statements/{statement.pk}/").content.decode()
    assert QUESTION in page
    assert "خط السير.png" in page
    for secret in (COMPLAINT_TEXT, ticket.subject, PARENT.name, PARENT.identity.number, "هوية.png"):
        assert secret not in page + listed + home, secret
    at = f"/desk/statements/{statement.pk}/files/"
    assert browser.get(f"{at}{shown.pk}/").status_code == 200
    assert browser.get(f"{at}{hidden.pk}/").status_code == 404
    assert browser.get(f"/desk/tickets/{ticket.reference}/").status_code == 404
    assert browser.get(f"/desk/tickets/{ticket.reference}/files/{shown.pk}/").status_code == 404
    assert ticket.subject not in browser.get("/desk/search/", {"q": ticket.reference}).content.decode()
    file = SimpleUploadedFile("تقرير.png", png())
    done = send(browser, statement, "answer", text=ANSWER, files=[file])
    assert done.status_code == 302
    assert fresh(statement).answered_by == cast.user("followup_coordinator")
    page = browser.get(f"/desk/statements/{statement.pk}/").content.decode()
    assert ANSWER in page
    assert "تقرير.png" in page
    assert "statement_answer" not in page
    assert "/answer/" not in page
    assert "Nothing" not in browser.get("/desk/statements/?which=past").content.decode().split("<table")[0]
    theirs = Attachment.objects.get(name="تقرير.png")
    assert enter("coordinator").get(f"{at}{theirs.pk}/").status_code == 200
    assert enter("second_coordinator").get(f"{at}{theirs.pk}/").status_code == 200
    for name in ("stranger", "other_coordinator", "counter_officer"):
        expected = 200 if name == "counter_officer" else 404
        assert enter(name).get(f"{at}{theirs.pk}/").status_code == expected, name


def test_a_question_back_is_answered_beside_its_statement(cast, enter):
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket)
    guest, holder = enter("followup_coordinator"), enter("coordinator")
    assert send(guest, statement, "ask", question="أي مدرسة تقصدون؟").status_code == 302
    page = page_of(holder, ticket)
    assert "أي مدرسة تقصدون؟" in page
    assert "/do/remind_statement/" not in page
    assert do(holder, ticket, "answer_back", text="").status_code == 422
    assert do(holder, ticket, "answer_back", text="الابتدائية الرابعة").status_code == 302
    assert StatementTurn.objects.get().answer == "الابتدائية الرابعة"
    page = guest.get(f"/desk/statements/{statement.pk}/").content.decode()
    assert "الابتدائية الرابعة" in page
    assert "Haifa Albugami" not in page
    assert "/do/remind_statement/" in page_of(holder, ticket)
    assert do(holder, ticket, "remind_statement").status_code == 302


def test_two_answer_at_once_and_the_second_keeps_what_they_wrote(cast, enter):
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket, place(cast, "other_centre"))
    first, second = enter("other_officer"), enter("stranger")
    address = f"/desk/statements/{statement.pk}/answer/"
    page = second.get(f"/desk/statements/{statement.pk}/").content.decode()
    assert send(first, statement, "answer", text=ANSWER).status_code == 302
    late = second.post(address, hidden_fields(page, address) | {"text": "إفادة أخرى كتبتها قبل أن أعلم"})
    assert late.status_code == 409
    said = late.content.decode()
    assert "Somebody has stated this already" in said
    assert "إفادة أخرى كتبتها قبل أن أعلم" in said
    assert fresh(statement).answer == ANSWER


def test_a_double_click_states_once(cast, enter):
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket)
    browser, once = enter("followup_coordinator"), mark()
    for _ in range(2):
        answer = browser.post(f"/desk/statements/{statement.pk}/answer/", {"text": ANSWER, "once": once})
        assert answer.status_code == 302
    assert fresh(statement).answer == ANSWER
    assert now(ticket).statements_open == 0


def test_one_who_sees_the_ticket_is_led_to_it(cast, enter):
    ticket = with_coordinator(cast)
    statement, down = asked(cast, ticket, place(cast, "other_centre"), place(cast, "admission"))
    answer = enter("coordinator").get(f"/desk/statements/{statement.pk}/")
    assert answer.url == f"/desk/tickets/{ticket.reference}/#statements"
    above = enter("stranger")
    page = above.get(f"/desk/statements/{down.pk}/").content.decode()
    assert QUESTION in page, "the centre sees what its departments are asked"
    assert "/answer/" not in page
    assert f"/desk/statements/{down.pk}/" in above.get("/desk/statements/?which=below").content.decode()
    assert above.post(f"/desk/statements/{down.pk}/answer/", {"text": ANSWER}).status_code == 403


def test_places_are_found_by_their_own_words_and_those_above_them(cast, enter):
    browser = enter("coordinator")

    def options(words: str) -> str:
        return browser.get("/desk/statements/places/", {"q": words}).content.decode()

    assert "General Follow-up Department" in options("")
    assert "Admission Deanship" in options("النخيل قبول")
    assert "Palms Care Centre" in options("النخيل")
    assert "Electronic Services Unit" not in options("الخدمات")
    assert enter("quality_officer").get("/desk/statements/places/").status_code == 403


def test_lists_and_pages_cost_the_same_however_much_is_asked(cast, enter, queries_of):
    small, large = with_coordinator(cast), with_coordinator(cast)
    few = asked(cast, small, place(cast, "followup"), BODY)
    many = asked(cast, large, *(place(cast, name) for name in ("followup", "other_centre", "admission")), BODY, SCHOOL)
    asking = (few[0], "followup"), (many[0], "followup"), (many[1], "other"), (many[2], "other")
    for row, whose in asking:
        name = "other_officer" if row.kind == "centre" else f"{whose}_coordinator"
        actions.ask_back(actor=cast.actor(name), statement_id=row.pk, text="أي فترة تقصدون؟", at=hours(5))
    for who in ("coordinator", "department_supervisor", "complaint_officer"):
        browser = enter(who)
        costs = [queries_of(browser, f"/desk/tickets/{ticket.reference}/") for ticket in (small, large)]
        assert costs[0] == costs[1], who
    guest = enter("followup_coordinator")
    before = queries_of(guest, "/desk/statements/")
    for n in range(5):
        asked(cast, with_coordinator(cast, subject=f"شأن {n}"))
    assert queries_of(guest, "/desk/statements/") == before


@pytest.mark.parametrize("language", ["ar", "en"])
def test_empty_lists_say_so(cast, enter, language):
    for which in ("", "below", "past"):
        answer = enter("supervisor", language).get("/desk/statements/", {"which": which})
        assert answer.status_code == 200
        assert "<table" not in answer.content.decode()
    filed(cast)
    for name in ("minister", "quality_officer", "administrator"):
        assert enter(name, language).get("/desk/statements/").status_code == 403
