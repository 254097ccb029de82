"""Earlier tickets of the same person that may be the same matter: found by identity and by mobile, wherever they are."""

import dataclasses
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q

from tawasul.lib.identity import parse_identity
from tawasul.tickets import actions
from tawasul.tickets.duplicates.candidates import apart, like, likely, own, person_asking, recent, words_of
from tawasul.tickets.models import Ticket
from tests.cast import COMPLAINT_TEXT, PARENT, SUNDAY, Cast, asking, filed, hours

AGAIN = "باص المدرسه ما وصل له ثلاث ايام وبنتي في الابتدائيه الرابعه"
ANOTHER = dataclasses.replace(PARENT, identity=parse_identity("2000000006"), name="خالد بن سالم الحربي")


def found(ticket: Ticket) -> list[str]:
    return [row.ticket.reference for row in like(ticket, hours(5))]


def test_the_same_matter_is_found_wherever_in_the_network_it_was_filed(cast: Cast) -> None:
    first = filed(cast, centre="other_centre")
    again = filed(cast, subject="الباص ما يجي", text=AGAIN, at=hours(4))
    assert found(again) == [first.reference]
    seen, hidden = apart(cast.complaint_officer, like(again, hours(5)))
    assert (seen, [row.ticket.pk for row in hidden]) == ([], [first.pk])
    assert [row.ticket.pk for row in apart(cast.ministry_officer, like(again, hours(5)))[0]] == [first.pk]


def test_another_matter_of_the_same_person_is_not_found(cast: Cast) -> None:
    filed(cast, subject="تصحيح درجة", text="أعترض على درجة ابنتي في الرياضيات وأطلب إعادة التصحيح.")
    assert found(filed(cast, at=hours(4))) == []


def test_another_person_with_the_same_words_is_not_found(cast: Cast) -> None:
    filed(cast, asker=dataclasses.replace(ANOTHER, mobile="+966509999999"))
    assert found(filed(cast, at=hours(4))) == []


def test_a_person_is_known_by_the_mobile_too_unless_it_was_found_to_be_anothers(cast: Cast) -> None:
    first = filed(cast, asker=ANOTHER)  # the same mobile, another identity
    again = filed(cast, at=hours(4))
    assert found(again) == [first.reference]
    Ticket.objects.filter(pk=first.pk).update(mobile_wrong=True)
    assert found(again) == []


@pytest.mark.parametrize(("days", "is_found"), [(59, True), (61, False)])
def test_what_ended_long_ago_is_not_found(cast: Cast, days: int, is_found: bool) -> None:
    first = filed(cast)
    actions.withdraw(actor=asking(first), ticket_id=first.pk, reason="حُل الموضوع", at=hours(1))
    later = hours(1) + timedelta(days=days)
    person = person_asking(PARENT.identity, PARENT.mobile)
    assert bool(likely(person, COMPLAINT_TEXT, later)) is is_found


def test_to_the_visitor_only_what_has_both_their_identity_and_the_mobile_they_proved(cast: Cast) -> None:
    first = filed(cast)
    filed(cast, asker=ANOTHER)
    filed(cast, asker=dataclasses.replace(PARENT, mobile="+966507654321"))
    mine = own(PARENT.identity, PARENT.mobile, COMPLAINT_TEXT, hours(5))
    assert [row.ticket.pk for row in mine] == [first.pk]
    assert own(parse_identity("1000000016"), PARENT.mobile, COMPLAINT_TEXT, hours(5)) == []
    assert own(PARENT.identity, "", COMPLAINT_TEXT, hours(5)) == []


def test_it_is_asked_by_indexes_of_the_person_and_by_a_fixed_number_of_queries(
    cast: Cast, django_assert_num_queries
) -> None:
    ticket = filed(cast)
    for n in range(6):
        filed(cast, at=hours(n))
    again = Ticket.objects.select_related("beneficiary").get(pk=ticket.pk)
    with django_assert_num_queries(2):  # the identity, the mobile
        assert len(like(again, hours(8))) == 5
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for whose, index in (
            (Q(beneficiary_id=ticket.beneficiary_id), "ticket_of_beneficiary"),
            (Q(mobile=ticket.mobile, mobile_wrong=False), "ticket_of_mobile"),
        ):
            assert f"using {index}" in recent(whose, SUNDAY)[:20].explain().replace("Backward ", "").lower(), whose
    assert words_of(ticket).startswith("تأخر")
