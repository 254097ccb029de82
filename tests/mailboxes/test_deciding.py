"""What becomes of a letter: it joins the ticket to which it answers, an officer files it, adds it, or sets it aside."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from tawasul.centres.labels import ROLE_LABELS
from tawasul.lib.errors import Conflict, Invalid, NotFound
from tawasul.lib.identity import parse_identity
from tawasul.lib.reference import spoken
from tawasul.mailboxes import actions
from tawasul.mailboxes.models import Message
from tawasul.people.actions import record_beneficiary
from tawasul.people.models import Unmasking
from tawasul.tickets import actions as tickets
from tawasul.tickets.models import Addition, Completion, Ticket
from tawasul.tickets.telling import _of_others
from tawasul.timeline.models import Event
from tests.cast import Cast, asking, assemble, filed, hours
from tests.mailboxes.letters import (
    SAID,
    SENDER,
    box_of,
    came,
    figures,
    file_it,
    letter,
    letter_sent,
    written_ticket,
)
from tests.web.work.test_ticket import PNG

WITH_PAPER = (("تقرير.png", PNG),)


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Any) -> Cast:
    settings.FILES = tmp_path
    return assemble()


def test_an_officer_files_a_letter_and_its_answers_join_by_themselves(cast: Cast, counter: Client) -> None:
    box = box_of(cast)
    first = came(box, letter(files=WITH_PAPER))
    assert first.waits
    ticket = written_ticket(counter, cast, first)
    assert (ticket.channel, ticket.email, ticket.text) == ("email", SENDER, SAID)
    assert "تقرير.png" in counter.get(f"/desk/tickets/{ticket.reference}/").content.decode()
    quoted = f"وصل الباص اليوم متأخرًا أيضًا.\n\nOn Sunday the centre wrote:\n> {SAID}"
    answer = came(box, letter(quoted, answers=letter_sent(ticket)), at=hours(30))
    assert (answer.became, answer.ticket_id, answer.became_by_id) == ("joined", ticket.pk, None)
    assert Addition.objects.get(ticket=ticket).text == "وصل الباص اليوم متأخرًا أيضًا."
    again = came(box, letter("وما زال متأخرًا.", answers=first.message_id), at=hours(31))
    assert again.became == "joined"
    assert figures(cast.supervisor) == {
        "fetched": 3, "made": 1, "joined": 2, "waiting": 0, "aside": 0, "repeated": 0,
    }  # fmt: skip


def test_an_answer_completes_what_was_returned(cast: Cast, counter: Client) -> None:
    box = box_of(cast)
    ticket = written_ticket(counter, cast, came(box, letter()))
    tickets.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(24))
    tickets.return_for_completion(
        actor=cast.complaint_officer, ticket_id=ticket.pk, missing="اسم المدرسة", at=hours(25)
    )
    reply = letter("مدرسة الواحة الرابعة", answers=letter_sent(ticket), files=WITH_PAPER)
    assert came(box, reply, at=hours(26)).became == "joined"
    assert Completion.objects.get(ticket=ticket).given == "مدرسة الواحة الرابعة"
    assert Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk, kind="files_added").exists()


@pytest.mark.parametrize(
    "how",
    [
        {"sender": "somebody@example.sa"},
        {"Authentication_Results": "mx.example.sa; dmarc=fail"},
        {"files": (("run.exe", b"MZ\x90\x00" + bytes(80)),)},
        {"Auto_Submitted": "auto-replied"},
    ],
)
def test_what_does_not_fit_waits_and_changes_nothing(cast: Cast, counter: Client, how: dict[str, Any]) -> None:
    box = box_of(cast)
    ticket = written_ticket(counter, cast, came(box, letter()))
    events = Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk).count()
    answer = came(box, letter("كلام آخر تمامًا", answers=letter_sent(ticket), **how), at=hours(30))
    assert answer.waits
    assert Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk).count() == events
    assert not Addition.objects.filter(ticket=ticket).exists()


def test_a_ticket_that_has_ended_takes_no_words_and_the_officer_sees_which_it_was(cast: Cast, counter: Client) -> None:
    box = box_of(cast)
    ticket = written_ticket(counter, cast, came(box, letter()))
    name = letter_sent(ticket)
    tickets.withdraw(actor=asking(ticket), ticket_id=ticket.pk, reason="حلت المشكلة", at=hours(26))
    answer = came(box, letter("ما زلت أنتظر", answers=name), at=hours(30))
    assert answer.waits
    assert spoken(ticket.reference) in counter.get(f"/desk/mail/{answer.pk}/").content.decode()


def test_too_many_letters_in_a_day_are_looked_at_by_somebody(
    cast: Cast, counter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_A_DAY", 2)
    box = box_of(cast)
    ticket = written_ticket(counter, cast, came(box, letter()))
    name = letter_sent(ticket)
    became = [came(box, letter(f"رسالة رقم {n}", answers=name), at=hours(30 + n)).became for n in range(3)]
    assert became == ["joined", "joined", ""]


def test_looked_at_twice_it_joins_once(cast: Cast, counter: Client) -> None:
    box = box_of(cast)
    ticket = written_ticket(counter, cast, came(box, letter()))
    answer = came(box, letter("وصل متأخرًا", answers=letter_sent(ticket)), at=hours(30))
    actions.look_at(message_id=answer.pk, at=hours(31))
    assert Addition.objects.filter(ticket=ticket).count() == 1


def test_an_officer_adds_a_letter_to_a_ticket_by_its_number(cast: Cast) -> None:
    box, ticket = box_of(cast), filed(cast)
    message = came(box, letter("هذا رقم الحافلة: 12", files=WITH_PAPER))
    officer = cast.complaint_officer
    with pytest.raises(Invalid):
        actions.join(actor=officer, message_id=message.pk, reference="1234", at=hours(1))
    elsewhere = filed(cast, centre="other_centre")
    with pytest.raises(Invalid):
        actions.join(actor=officer, message_id=message.pk, reference=elsewhere.reference, at=hours(1))
    actions.join(actor=officer, message_id=message.pk, reference=spoken(ticket.reference), at=hours(1))
    message.refresh_from_db()
    assert (message.became, message.ticket_id, message.became_by_id) == ("joined", ticket.pk, officer.user_id)
    with pytest.raises(Conflict):
        actions.set_aside(actor=officer, message_id=message.pk, reason="إعلان", at=hours(2))


def test_whoever_files_a_letter_without_a_mobile_reads_where_the_number_goes(cast: Cast, counter: Client) -> None:
    message = came(box_of(cast), letter())
    filed_at = file_it(counter, cast, message, mobile="")
    page = counter.get(filed_at.headers["Location"]).content.decode()
    assert "The number is on its way by e-mail to" in page
    assert "s••••@example.sa" in page
    assert SENDER not in page
    assert "Read the number out" not in page
    assert "19996 or comes" not in page
    message.refresh_from_db()
    assert message.ticket is not None
    assert letter_sent(message.ticket), "and so it is"


def test_what_was_set_aside_by_mistake_waits_again(cast: Cast, counter: Client) -> None:
    message = came(box_of(cast), letter())
    page = f"/desk/mail/{message.pk}/"
    counter.post(f"{page}aside/", {"reason": "إعلان"})
    assert figures(cast.supervisor)["aside"] == 1
    shown = counter.get(page).content.decode()
    assert "To be read" not in shown
    assert "Set aside" in shown
    assert "To be read" not in counter.get("/desk/mail/?past=1").content.decode()
    stranger = Client()
    stranger.force_login(cast.user("other_officer"))
    assert stranger.post(f"{page}back/").status_code == 404
    assert counter.post(f"{page}back/").status_code == 302
    assert counter.post(f"{page}back/").status_code == 409  # sent again, or by two at once
    assert figures(cast.supervisor) == {
        "fetched": 1, "made": 0, "joined": 0, "waiting": 1, "aside": 0, "repeated": 0,
    }  # fmt: skip
    kinds = Event.objects.filter(subject_kind="e-mail", subject_id=message.pk).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["set_aside", "waits_again"]
    shown = counter.get(page).content.decode()
    assert "To be read" in shown
    assert "إعلان" in shown  # why it had been set aside stays to be read
    assert written_ticket(counter, cast, message).text == SAID


def test_a_letter_that_became_a_ticket_is_not_taken_back(cast: Cast, counter: Client) -> None:
    message = came(box_of(cast), letter())
    written_ticket(counter, cast, message)
    page = counter.get(f"/desk/mail/{message.pk}/").content.decode()
    assert "To be read" not in page
    assert "this cannot be taken back" in page
    assert counter.post(f"/desk/mail/{message.pk}/back/").status_code == 409
    message.refresh_from_db()
    assert message.became == "made"


def test_before_a_letter_of_an_unknown_address_is_added_it_is_asked_whose_ticket_it_is(cast: Cast) -> None:
    box, ticket, other = box_of(cast), filed(cast), filed(cast, subject="شأن آخر")
    officer = Client()
    officer.force_login(cast.user("complaint_officer"))
    officer.cookies["language"] = "en"
    first, second = came(box, letter("رقم الحافلة 12")), came(box, letter("ورقم اللوحة 7", sender=SENDER.upper()))
    path = f"/desk/mail/{first.pk}/join/"
    asked = officer.post(path, {"reference": spoken(ticket.reference)})
    assert asked.status_code == 409
    page = asked.content.decode()
    assert "s••••@example.sa" in page
    assert ticket.beneficiary.name in page
    assert SENDER not in page
    # What was agreed to for one ticket says nothing of another.
    assert officer.post(path, {"reference": other.reference, "sure": ticket.reference}).status_code == 409
    assert not Addition.objects.exists()
    assert officer.post(path, {"reference": ticket.reference, "sure": ticket.reference}).status_code == 302
    assert Addition.objects.get().ticket_id == ticket.pk
    # From now on the address is known there.
    assert officer.post(f"/desk/mail/{second.pk}/join/", {"reference": ticket.reference}).status_code == 302
    assert Addition.objects.filter(ticket=ticket).count() == 2


def test_an_officer_who_does_not_file_reads_who_does(cast: Cast, counter: Client) -> None:
    message = came(box_of(cast), letter())
    officer = Client()
    officer.force_login(cast.user("complaint_officer"))
    officer.cookies["language"] = "en"
    page = officer.get(f"/desk/mail/{message.pk}/").content.decode()
    assert f"?mail={message.pk}" not in page
    assert "these do: " in page
    with override("en"):
        assert str(ROLE_LABELS[cast.members["counter_officer"].role]) in page
    assert "these do: " not in counter.get(f"/desk/mail/{message.pk}/").content.decode()


def test_two_officers_at_once_decide_once(cast: Cast, counter: Client) -> None:
    """The second is told, and no second ticket is filed."""
    message = came(box_of(cast), letter())
    page = counter.get("/desk/file/", {"mail": message.pk, "new": "1"})
    assert page.context["form"].initial["text"] == SAID
    kept = Ticket.objects.count()
    real, other = actions.becomes, cast.complaint_officer

    def after_the_other(**how: Any) -> Message:
        actions.set_aside(actor=other, message_id=message.pk, reason="مكررة", at=hours(1))
        return real(**how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tawasul.web.desk.work.filing.views.becomes", after_the_other)
        assert file_it(counter, cast, message).status_code == 409
    assert Ticket.objects.count() == kept
    actions.set_aside(actor=cast.complaint_officer, message_id=message.pk, reason="مكررة", at=hours(1))
    before = Ticket.objects.count()
    with pytest.raises(Conflict):
        actions.becomes(
            actor=cast.counter_officer, message_id=message.pk, ticket_id=filed(cast).pk, how="made", at=hours(2)
        )
    assert Ticket.objects.count() == before + 1  # the one filed for the question alone


def test_strangers_find_nothing(cast: Cast) -> None:
    message = came(box_of(cast), letter())
    for who in ("stranger", "coordinator", "administrator", "other_officer"):
        with pytest.raises(NotFound):
            actions.message_for(cast.actor(who), message.pk)
        browser = Client()
        browser.force_login(cast.user(who))
        assert browser.get(f"/desk/mail/{message.pk}/").status_code in {403, 404}, who


def test_the_page_masks_the_sender_and_writes_down_who_takes_the_bytes(cast: Cast, counter: Client) -> None:
    raw = letter()
    message = came(box_of(cast), raw)
    page = counter.get(f"/desk/mail/{message.pk}/").content.decode()
    assert SENDER not in page
    assert "s••••@example.sa" in page
    answer = counter.post(f"/desk/mail/{message.pk}/bytes/")
    assert answer.content == raw
    assert answer["Content-Type"] == "application/octet-stream"
    assert Event.objects.filter(subject_kind="e-mail", kind="bytes_taken").count() == 1


def test_the_list_says_what_waits_in_a_fixed_number_of_queries(
    cast: Cast, counter: Client, django_assert_max_num_queries: Any
) -> None:
    box = box_of(cast)
    empty = counter.get("/desk/mail/").content.decode()
    assert "Nothing waits for a decision" in empty
    for n in range(12):
        came(box, letter(f"رسالة {n} عن الباص", subject=f"موضوع {n}"))
    with django_assert_max_num_queries(25):
        page = counter.get("/desk/mail/").content.decode()
    assert page.count('class="worklist-open"') == 12


def test_the_ticket_lists_its_letters_and_masks_the_address(cast: Cast, counter: Client) -> None:
    box = box_of(cast)
    first = came(box, letter())
    ticket = written_ticket(counter, cast, first)
    answer = came(box, letter("وصل متأخرًا", subject="رد على رسالتكم", answers=letter_sent(ticket)), at=hours(30))
    address = f"/desk/tickets/{ticket.reference}/"
    page = counter.get(address)
    said = [(each["subject"], each["url"]) for each in page.context["letters"]]
    assert said == [(each.subject, f"/desk/mail/{each.pk}/") for each in (first, answer)]
    assert SENDER not in page.content.decode()
    assert "s••••@example.sa" in page.content.decode()
    officer = Client()
    officer.force_login(cast.user("complaint_officer"))
    shown = officer.post(f"{address}unmask/email/", {"reason": "للرد عليه"}, headers={"HX-Request": "true"})
    assert SENDER in shown.content.decode()
    assert (Unmasking.objects.get().field, Unmasking.objects.get().reason) == ("email", "للرد عليه")
    assert officer.post(f"/desk/tickets/{filed(cast).reference}/unmask/email/", {"reason": "للرد"}).status_code == 404
    tickets.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(31))
    tickets.refer_to_department(
        actor=cast.complaint_officer, ticket_id=ticket.pk, department_id=cast.places["transport"].pk,
        reason="من اختصاص النقل المدرسي", at=hours(32),
    )  # fmt: skip
    elsewhere = Client()
    elsewhere.force_login(cast.user("coordinator"))
    seen = elsewhere.get(address)
    said = [(each["subject"], each["url"]) for each in seen.context["letters"]]
    assert said == [(each.subject, "") for each in (first, answer)]


def test_a_joined_ticket_by_e_mail_is_told_of_the_shared_reply_at_its_own_address(cast: Cast) -> None:
    """Two people without a mobile are two people."""
    main, other, same = (filed(cast) for _each in range(3))
    for each, identity, address in (
        (main, "1000000008", "a@example.sa"), (other, "1000000016", "b@example.sa"), (same, "1000000024", "A@example.sa"),
    ):  # fmt: skip
        person = record_beneficiary(
            identity=parse_identity(identity), name="سارة بنت محمد", category="parent", at=hours(1)
        )
        Ticket.objects.filter(pk=each.pk).update(mobile="", email=address, beneficiary=person)
    Ticket.objects.filter(pk__in=[other.pk, same.pk]).update(joined_to=main)
    assert [each.pk for each in _of_others(Ticket.objects.get(pk=main.pk))] == [other.pk]
