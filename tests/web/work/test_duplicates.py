"""What somebody may have asked already, at the counter, on the telephone, on a ticket's page, and for a machine."""

import re

from tawasul.lib.reference import spoken
from tawasul.tickets import actions
from tawasul.tickets.models import Addition, Ticket
from tawasul.web.desk.work.filing.marks import word_for
from tests.cast import asking, filed, hours
from tests.web.work.pages import hidden_fields
from tests.web.work.test_filing import WORDS, send


def asked_before(cast, **how):
    return filed(cast, subject=WORDS["subject"], text=WORDS["text"], **how)


def test_what_the_person_may_have_asked_already_is_shown_before_it_is_filed(cast, enter):
    mine, elsewhere = asked_before(cast), asked_before(cast, centre="other_centre")
    browser = enter("counter_officer")
    person = {"person": word_for(mine.beneficiary)}
    shown = send(browser, f"/desk/file/?person={person['person']}", **person)
    page = shown.content.decode()
    assert shown.status_code == 409
    assert spoken(mine.reference) in page
    assert spoken(elsewhere.reference) not in page
    assert "A ticket like it is with Palms University" in page
    fields = hidden_fields(page, "/desk/file/") | WORDS | person
    assert fields["another"] == "1"
    assert browser.post("/desk/file/", fields).status_code == 302
    assert Ticket.objects.count() == 3


def test_it_is_added_to_the_ticket_that_it_is_once(cast, enter):
    mine = asked_before(cast)
    browser = enter("counter_officer")
    person = {"person": word_for(mine.beneficiary)}
    page = send(browser, f"/desk/file/?person={person['person']}", **person).content.decode()
    fields = hidden_fields(page, "/desk/file/") | WORDS | person | {"add_to": mine.reference}
    for _again in range(2):
        assert browser.post("/desk/file/", fields).url == f"/desk/tickets/{mine.reference}/"
    assert Ticket.objects.count() == 1
    assert WORDS["text"] in Addition.objects.get().text


def test_the_likely_one_and_the_ways_to_it_stand_before_the_button_that_files_another(cast, enter):
    mine = asked_before(cast)
    person = {"person": word_for(mine.beneficiary)}
    page = send(enter("counter_officer"), f"/desk/file/?person={person['person']}", **person).content.decode()
    card = page[page.index('id="likely"') :]
    unseen, *seen = re.findall(r"<button[^>]*>", card[: card.index("</section>")])
    assert 'aria-hidden="true"' in unseen, "the Enter key adds to nothing that nobody chose"
    assert "name=" not in unseen
    assert [f'name="add_to" value="{mine.reference}"' in button for button in seen] == [True, False]
    assert all("btn-primary" in button for button in seen)
    assert card.index(f'href="/desk/tickets/{mine.reference}/"') < card.index('<button class="btn btn-primary">')
    assert card.index(spoken(mine.reference)) < card.index("add_to")


def test_what_cannot_be_added_to_can_be_opened_and_that_is_said(cast, enter):
    mine = asked_before(cast)
    actions.withdraw(actor=asking(mine), ticket_id=mine.pk, reason="حُل الموضوع", at=hours(1))
    person = {"person": word_for(mine.beneficiary)}
    page = send(enter("counter_officer"), f"/desk/file/?person={person['person']}", **person).content.decode()
    card = page[page.index('id="likely"') :]
    assert f'href="/desk/tickets/{mine.reference}/"' in card
    assert "add_to" not in card
    assert "Nothing can be added to it from here" in card


def test_nothing_is_added_to_what_one_may_not_see(cast, enter):
    elsewhere = asked_before(cast, centre="other_centre")
    browser = enter("counter_officer")
    person = {"person": word_for(elsewhere.beneficiary)}
    page = send(browser, f"/desk/file/?person={person['person']}", **person).content.decode()
    fields = hidden_fields(page, "/desk/file/") | WORDS | person | {"add_to": elsewhere.reference}
    assert browser.post("/desk/file/", fields).status_code == 404
    assert (Ticket.objects.count(), Addition.objects.count()) == (1, 0)


def test_an_emergency_is_never_held_up(cast, enter):
    before = asked_before(cast)
    person = {"person": word_for(before.beneficiary), "type": "report", "incident_place": "مدرسة الواحة"}
    assert send(enter("counter_officer"), f"/desk/file/?person={person['person']}", **person).status_code == 302


def test_at_triage_the_page_shows_what_one_may_see_and_names_where_the_other_is(cast, enter):
    mine, elsewhere, new = asked_before(cast), asked_before(cast, centre="other_centre"), asked_before(cast)
    page = enter("complaint_officer").get(f"/desk/tickets/{new.reference}/").content.decode()
    assert "The same person may have asked it before" in page
    assert f"/desk/tickets/{mine.reference}/" in page
    assert "Very alike" in page
    assert "A ticket like it is with Palms University" in page
    assert elsewhere.reference not in page
    assert spoken(elsewhere.reference) not in page
    page = enter("ministry_officer").get(f"/desk/tickets/{new.reference}/").content.decode()
    assert f"/desk/tickets/{elsewhere.reference}/" in page


def test_what_has_ended_shows_no_duplicates(cast, enter, queries_of):
    asked_before(cast)
    new = asked_before(cast)
    actions.withdraw(actor=asking(new), ticket_id=new.pk, reason="حُل الموضوع", at=hours(1))
    page = enter("complaint_officer").get(f"/desk/tickets/{new.reference}/").content.decode()
    assert "may have asked it before" not in page


def test_the_page_costs_the_same_however_many_are_alike(cast, enter, queries_of):
    new, browser = asked_before(cast), enter("complaint_officer")
    asked_before(cast)
    one = queries_of(browser, f"/desk/tickets/{new.reference}/")
    for _more in range(3):
        asked_before(cast)
        asked_before(cast, centre="other_centre")
    assert queries_of(browser, f"/desk/tickets/{new.reference}/") == one


def test_the_officer_joins_from_the_card_and_both_pages_say_so(cast, enter):
    main, new = asked_before(cast), asked_before(cast)
    browser = enter("complaint_officer")
    page = browser.get(f"/desk/tickets/{new.reference}/").content.decode()
    assert "It is the same matter: join to it" in page
    fields = hidden_fields(page, f"/desk/tickets/{new.reference}/do/join/")
    assert fields["main"] == main.reference
    address = f"/desk/tickets/{new.reference}/do/join/"
    refused = browser.post(address, fields | {"reason": ""})
    assert refused.status_code == 422
    for _again in range(2):
        assert browser.post(address, fields | {"reason": "الموضوع نفسه"}).status_code == 302
    assert Ticket.objects.get(pk=new.pk).joined_to_id == main.pk
    theirs = browser.get(f"/desk/tickets/{new.reference}/").content.decode()
    assert "It follows another ticket" in theirs
    assert f"/desk/tickets/{main.reference}/" in theirs
    ours = browser.get(f"/desk/tickets/{main.reference}/").content.decode()
    assert "Joined to this ticket" in ours
    assert WORDS["text"] in ours
    assert "may have asked it before" not in ours + theirs
    split = hidden_fields(theirs, f"/desk/tickets/{new.reference}/do/split/") | {"reason": "باص آخر"}
    assert browser.post(f"/desk/tickets/{new.reference}/do/split/", split).status_code == 302
    assert Ticket.objects.get(pk=new.pk).joined_to_id is None


def test_whoever_may_not_see_the_other_reads_where_it_is_and_what_the_person_wrote(cast, enter):
    main, new = asked_before(cast), asked_before(cast, centre="other_centre")
    actions.join(actor=cast.ministry_officer, ticket_id=new.pk, main=main.reference, reason="الموضوع نفسه", at=hours(1))
    ours = enter("complaint_officer").get(f"/desk/tickets/{main.reference}/").content.decode()
    assert WORDS["text"] in ours
    assert new.reference not in ours
    theirs = enter("other_officer").get(f"/desk/tickets/{new.reference}/").content.decode()
    assert "It is with Oasis" in theirs
    assert main.reference not in theirs


def test_the_other_centre_is_asked_and_decides_on_its_own_page(cast, enter):
    theirs, new = asked_before(cast, centre="other_centre"), asked_before(cast)
    browser, address = enter("complaint_officer"), f"/desk/tickets/{new.reference}/do/ask_to_join/"
    page = browser.get(f"/desk/tickets/{new.reference}/").content.decode()
    fields = hidden_fields(page, address)
    assert fields["centre"] == str(cast.places["other_centre"].pk)
    assert browser.post(address, fields | {"reason": "الموضوع نفسه"}).status_code == 302
    page = browser.get(f"/desk/tickets/{new.reference}/").content.decode()
    assert "was asked to join the two" in page
    assert spoken(theirs.reference) not in page
    other, answer = enter("other_officer"), f"/desk/tickets/{theirs.reference}/do/answer_joining/"
    assert theirs.reference in other.get("/desk/lists/to-join/").content.decode()
    page = other.get(f"/desk/tickets/{theirs.reference}/").content.decode()
    assert "Another centre asks to join its ticket with this one" in page
    refused = other.post(answer, hidden_fields(page, answer) | {"accepted": "0", "text": ""})
    assert refused.status_code == 400 or refused.status_code == 422
    assert other.post(answer, hidden_fields(page, answer) | {"accepted": "1", "text": ""}).status_code == 302
    assert Ticket.objects.get(pk=new.pk).joined_to_id == theirs.pk
