"""Whoever calls 19996: found by number, identity or mobile, told what their beneficiary may read, and helped once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.lib.errors import Conflict, NotAllowed, NotFound
from tawasul.lib.reference import spoken
from tawasul.tickets import actions
from tawasul.tickets.callers import queries
from tawasul.tickets.callers.finding import Kind, tickets_of, understood
from tawasul.tickets.callers.told import told_of
from tawasul.tickets.lifecycle import State
from tawasul.tickets.models import AskedInVain, Expedite, Ticket
from tests.cast import (
    PARENT,
    VISITOR_WITHOUT_MOBILE,
    Cast,
    asking,
    filed,
    hours,
    replied,
    under_review,
    with_coordinator,
)


@pytest.mark.parametrize(
    "how",
    [
        lambda t: t.reference,
        lambda t: spoken(t.reference),
        lambda t: "0501234567",
        lambda t: "٠٥٠١٢٣٤٥٦٧",
        lambda t: "+966 50 123 4567",
        lambda t: PARENT.identity.number,
    ],
)
def test_a_parent_is_found_by_what_they_say(cast: Cast, how: object) -> None:
    ticket = filed(cast)
    filed(cast, centre="other_centre", asker=VISITOR_WITHOUT_MOBILE, subject="شأن آخر")
    found = tickets_of(cast.call_centre_agent, understood(how(ticket)))  # type: ignore[operator]
    assert [row.pk for row in found] == [ticket.pk]


def test_a_passport_finds_a_visitor_and_tickets_of_any_centre_are_found_the_open_ones_first(cast: Cast) -> None:
    visitor = filed(cast, asker=VISITOR_WITHOUT_MOBILE)
    assert tickets_of(cast.call_centre_agent, understood("a1234567")) == [visitor]
    ours, theirs = filed(cast), filed(cast, centre="other_centre", subject="قبول")
    actions.withdraw(actor=asking(theirs), ticket_id=theirs.pk, reason="لا حاجة", at=hours(1))
    assert [row.pk for row in tickets_of(cast.call_centre_agent, understood("0501234567"))] == [ours.pk, theirs.pk]


def test_an_open_report_is_read_first_to_whoever_calls(cast: Cast) -> None:
    ended, report = filed(cast, type="report"), filed(cast, type="report")
    complaint = filed(cast)
    actions.withdraw(actor=asking(ended), ticket_id=ended.pk, reason="زال الخطر", at=hours(1))
    found = [row.pk for row in tickets_of(cast.call_centre_agent, understood("0501234567"))]
    assert found == [report.pk, complaint.pk, ended.pk]


def test_nobody_but_who_answers_callers_finds_callers(cast: Cast) -> None:
    ticket = filed(cast)
    for name in cast.members:
        found = tickets_of(cast.actor(name), understood(ticket.reference))
        assert bool(found) == (name in {"call_centre_agent", "ministry_supervisor"}), name


def test_words_and_names_find_nothing(cast: Cast) -> None:
    filed(cast)
    for text in ("سارة", "تأخر النقل", "", "---", "12"):
        assert understood(text).kind is Kind.NOTHING
        assert tickets_of(cast.call_centre_agent, understood(text)) == []


def test_a_number_with_a_wrong_digit_is_said_to_be_mistyped(cast: Cast) -> None:
    ticket = filed(cast)
    wrong = ticket.reference[:-1] + str((int(ticket.reference[-1]) + 1) % 10)
    assert understood(wrong).kind is Kind.MISTYPED


@given(st.text(max_size=80))
def test_whatever_is_typed_is_understood_as_something(text: str) -> None:
    sought = understood(text)
    assert len(sought.value) <= 40
    assert sought.kind in Kind


def test_a_caller_hears_nothing_of_the_house(cast: Cast) -> None:
    ticket, agent = under_review(cast), cast.call_centre_agent
    actions.send_back_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, reasons="ينقص الموعد", at=hours(6))
    actions.add_note(actor=cast.supervisor, ticket_id=ticket.pk, text="ملاحظة داخلية", at=hours(6.5))
    actions.expedite(actor=asking(ticket), ticket_id=ticket.pk, reason="عاجل", at=hours(7))
    (told,) = told_of(agent, tickets_of(agent, understood(ticket.reference)), hours(8))
    assert (told.state, told.entity_en) == (State.UNDER_REVIEW, "School Transport Department"), "not what was sent back"
    assert (told.promised_at, told.hurried_at, told.answer) == (told.ticket.committed_at, hours(7), "")
    actions.answer_expedite(actor=cast.supervisor, ticket_id=ticket.pk, text="خُصصت حافلة بديلة", at=hours(9))
    (told,) = told_of(agent, tickets_of(agent, understood(ticket.reference)), hours(9))
    assert told.answer == "خُصصت حافلة بديلة"


def test_who_owes_something_is_told_what_and_nothing_is_hurried(cast: Cast) -> None:
    ticket, agent = filed(cast), cast.call_centre_agent
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.return_for_completion(actor=cast.complaint_officer, ticket_id=ticket.pk, missing="رقم الحافلة", at=hours(2))
    (told,) = told_of(agent, tickets_of(agent, understood(ticket.reference)), hours(3))
    assert (told.missing, told.promised_at, told.may_hurry) == ("رقم الحافلة", None, False)
    with pytest.raises(Conflict) as refused:
        actions.expedite_for_caller(actor=agent, who=ticket.reference, reason="يستعجل", at=hours(3))
    assert refused.value.code == "not-now"


def test_the_one_ticket_that_is_meant_is_hurried(cast: Cast) -> None:
    ticket, agent = with_coordinator(cast), cast.call_centre_agent
    replied(cast, subject="أُجيب")
    made = actions.expedite_for_caller(actor=agent, who="0501234567", reason="الاختبارات بعد أسبوع", at=hours(8))
    assert (made.ticket_id, made.number, made.channel) == (ticket.pk, 1, "telephone")
    again = actions.expedite_for_caller(actor=agent, who="0501234567", reason="اتصل ثانية", at=hours(9))
    assert again.number == 2, "callers call again within a day"
    assert Ticket.objects.get(pk=ticket.pk).expedited_at == hours(8)
    filed(cast, subject="شأن ثالث", at=hours(9))
    with pytest.raises(Conflict) as refused:
        actions.expedite_for_caller(actor=agent, who="0501234567", reason="أيهما؟", at=hours(10))
    assert refused.value.code == "several"
    assert spoken(ticket.reference) in str(refused.value.message)
    assert Expedite.objects.count() == 2
    with pytest.raises(NotAllowed):
        actions.expedite_for_caller(actor=cast.counter_officer, who=ticket.reference, reason="لا", at=hours(10))


def test_somebody_asks_in_vain_and_the_next_agent_knows(cast: Cast) -> None:
    agent = cast.call_centre_agent
    with pytest.raises(NotFound):
        actions.expedite_for_caller(actor=agent, who="0559998877", reason="أين طلبي؟", at=hours(1))
    actions.note_asked_in_vain(
        actor=agent, who="٠٥٥٩٩٩٨٨٧٧", text="قدم طلب نقل قبل شهر ولم يصله شيء", name="فهد", at=hours(1)
    )
    (row,) = queries.asked_before(cast.ministry_supervisor, understood("+966559998877"))
    assert (row.kind, row.value, row.name) == ("mobile", "+966559998877", "فهد")
    assert queries.asked_before(agent, understood("0501112222")) == []
    assert not queries.asked_visible_to(cast.supervisor).exists()
    with pytest.raises(NotAllowed):
        actions.note_asked_in_vain(actor=cast.supervisor, who="1", text="لا شأن له", at=hours(2))
    for number in range(queries.PAGE + 1):
        actions.note_asked_in_vain(actor=agent, who="12", text=f"سؤال {number}", at=hours(3))
    first, after = queries.page_of(agent)
    rest, end = queries.page_of(agent, after)
    assert [len(first), len(rest), end] == [queries.PAGE, 2, None]
    assert AskedInVain.objects.count() == queries.PAGE + 2
