from tawasul.tickets import actions
from tawasul.tickets.models import Reply, Ticket
from tests.cast import filed, hours, with_coordinator
from tests.web.work.pages import hidden_fields, page_of, reply


def typing(browser, ticket, page, text, **given):
    """What the editor sends of itself while one types."""
    fields = hidden_fields(page, f"/desk/tickets/{ticket.reference}/reply/") | {"text": text} | given
    return browser.post(f"/desk/tickets/{ticket.reference}/draft/", fields, headers={"HX-Request": "true"})


def test_what_is_typed_is_kept(cast, enter):
    ticket = with_coordinator(cast)
    browser = enter("coordinator")
    page = page_of(browser, ticket)
    assert typing(browser, ticket, page, "   ").status_code == 204
    answer = typing(browser, ticket, page, "نعتذر")
    assert answer.status_code == 200
    assert 'name="revision" id="draft-revision" value="1"' in answer.content.decode()
    assert "نعتذر" in page_of(browser, ticket)


def test_an_answer_still_on_its_way_is_no_conflict_with_oneself(cast, enter):
    ticket = with_coordinator(cast)
    browser = enter("coordinator")
    page = page_of(browser, ticket)
    typing(browser, ticket, page, "نعتذر")
    assert typing(browser, ticket, page, "نعتذر عن").status_code == 200
    assert typing(browser, ticket, page, "نعتذر عن").status_code == 200
    assert typing(browser, ticket, page, "نعتذر عن التأخر").status_code == 200
    submitted = reply(browser, ticket, "submit", "نعتذر عن التأخر، وسيعود الباص غدا.", page=page)
    assert submitted.status_code == 302
    assert Reply.objects.get().state == "under_review"


def test_two_windows_see_both_texts_and_nothing_is_lost(cast, enter):
    ticket = with_coordinator(cast)
    browser = enter("coordinator")
    here, there = page_of(browser, ticket), page_of(browser, ticket)
    typing(browser, ticket, there, "نص النافذة الأخرى")
    told = typing(browser, ticket, here, "نص هذه النافذة")
    assert told.status_code == 409
    assert "نص النافذة الأخرى" in told.content.decode()
    answer = reply(browser, ticket, "draft", "نص هذه النافذة", page=here)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "نص النافذة الأخرى" in page
    assert "نص هذه النافذة" in page
    assert Reply.objects.get().text == "نص النافذة الأخرى"
    assert reply(browser, ticket, "draft", "نص هذه النافذة", page=page).status_code == 302
    assert Reply.objects.get().text == "نص هذه النافذة"


def test_ones_own_text_may_be_put_in_place_of_the_other(cast, enter):
    ticket = with_coordinator(cast)
    browser = enter("coordinator")
    here, there = page_of(browser, ticket), page_of(browser, ticket)
    typing(browser, ticket, there, "نص النافذة الأخرى")
    assert reply(browser, ticket, "", "نصي أنا", page=here, over="1").status_code == 302
    assert Reply.objects.get().text == "نصي أنا"


def test_a_note_of_somebody_else_does_not_stop_the_writer(cast, enter):
    ticket = with_coordinator(cast)
    browser = enter("coordinator")
    page = page_of(browser, ticket)
    actions.add_note(actor=cast.supervisor, ticket_id=ticket.pk, text="للعلم", at=hours(5))
    assert typing(browser, ticket, page, "نعتذر").status_code == 200


def test_a_ticket_taken_away_gives_the_text_back(cast, enter):
    ticket = with_coordinator(cast)
    browser = enter("coordinator")
    page = page_of(browser, ticket)
    actions.refer_to_department(actor=cast.complaint_officer, ticket_id=ticket.pk,
                                department_id=cast.places["followup"].pk, reason="تبين غير ذلك", at=hours(5))  # fmt: skip
    assert typing(browser, ticket, page, "نعتذر عن التأخر").status_code == 404
    answer = reply(browser, ticket, "submit", "نعتذر عن التأخر", page=page)
    assert answer.status_code == 404
    assert "نعتذر عن التأخر" in answer.content.decode()


def test_sending_twice_sends_once(cast, enter):
    ticket = with_coordinator(cast)
    browser = enter("coordinator")
    page = page_of(browser, ticket)
    for _time in range(2):
        assert reply(browser, ticket, "submit", "نعتذر عن التأخر، وسيعود الباص غدا.", page=page).status_code == 302
    assert Reply.objects.count() == 1


def test_the_centre_answers_an_inquiry_itself(cast, enter):
    ticket = filed(cast, type="inquiry")
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    browser = enter("complaint_officer")
    assert "Answer it at the centre" in page_of(browser, ticket)
    reply(browser, ticket, "submit", "يبدأ التسجيل يوم الأحد القادم.")
    assert Ticket.objects.get(pk=ticket.pk).state == "under_review"
