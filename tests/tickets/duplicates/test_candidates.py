"""Earlier tickets of the same person that may be the same matter: found by identity and by mobile, wherever they are."""

import dataclasses
from copy import copy
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q

from tawasul.lib.identity import parse_identity
from tawasul.people.models import Beneficiary
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
    among_many(ticket)
    with connection.cursor() as cursor:
        # Both, or the planner takes the table that it knows nothing of to be empty and begins there.
        cursor.execute("ANALYZE tickets_ticket, people_beneficiary")
    for whose, by in (
        (Q(beneficiary_id=ticket.beneficiary_id), "Index Cond: (beneficiary_id = "),
        (Q(mobile=ticket.mobile, mobile_wrong=False), "Index Cond: ((mobile)::text = "),
    ):
        plan = recent(whose, SUNDAY)[:20].explain()
        assert by in plan, plan
        assert "Seq Scan on tickets_ticket" not in plan, plan
    assert words_of(ticket).startswith("تأخر")


def among_many(ticket: Ticket) -> None:
    """A thousand tickets of others, so that the planner has something to choose."""
    people = [
        Beneficiary(identity_kind="passport", identity_number=f"X{n:07}", name="غيره", name_folded="غيره",
                    category="parent", recorded_at=SUNDAY)
        for n in range(1_000)
    ]  # fmt: skip
    others = []
    for n, person in enumerate(Beneficiary.objects.bulk_create(people)):
        other = Ticket.objects.get(pk=ticket.pk) if not others else copy(others[0])
        other.pk, other.reference, other.beneficiary, other.mobile = None, f"99{n:09}", person, f"+96655{n:07}"
        other._state.adding = True
        others.append(other)
    Ticket.objects.bulk_create(others)
