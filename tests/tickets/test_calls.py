"""Calls to beneficiaries: recorded, planned, taken back; and what follows where they reach nobody, or a stranger."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tawasul.calendars.working_time import is_open
from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.notices.models import Notice
from tawasul.tickets import actions, policies, queries, worklists
from tawasul.tickets.calls import moments
from tawasul.tickets.calls import queries as calls
from tawasul.tickets.calls.attempts import FAILED, SPOKEN, Attempt, Outcome, failed_in_a_row, is_wrong, out_of_reach
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Call, Ticket
from tawasul.timeline.queries import events_of
from tests.cast import VISITOR_WITHOUT_MOBILE, Cast, asking, filed, hours, replied, with_coordinator

NEW_MOBILE = "0559998877"
TUESDAY = hours(48)  # the Tuesday after the Sunday of the errands, at nine


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def told(kind: str) -> set[str]:
    rows = Notice.objects.filter(kind=kind).select_related("user")
    return {row.user.email.split("@")[0] if row.user else row.address for row in rows}


def called(cast: Cast, ticket: Ticket, outcome: str, at: datetime, **more: object) -> Call:
    return actions.call_beneficiary(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        purpose="ask",
        outcome=outcome,
        text="سنفيدكم" if outcome in SPOKEN else "",
        at=at,
        **more,  # type: ignore[arg-type]
    )


def test_a_parent_is_called_asks_to_be_called_later_and_is_reached(cast: Cast) -> None:
    ticket, officer = filed(cast), cast.complaint_officer
    actions.plan_call(
        actor=officer, ticket_id=ticket.pk, purpose="confirm_receipt", next_at=hours(2), at=hours(1), mine=False
    )
    assert (fresh(ticket).call_at, fresh(ticket).call_by_id) == (hours(2), None)
    first = called(cast, ticket, "later", hours(2.5), next_at=hours(4))
    assert (first.number, first.planned_at, first.next_at) == (1, hours(2), hours(4))
    assert (fresh(ticket).call_at, fresh(ticket).call_by_id) == (hours(4), officer.user_id)
    called(cast, ticket, "reached", hours(4))
    now = fresh(ticket)
    assert (now.call_at, now.call_by_id, now.call_purpose, now.calls_made) == (None, None, "", 2)
    kinds = [event.kind for event in events_of("ticket", ticket.pk)][-4:]
    assert kinds == ["call_planned", "beneficiary_called", "call_planned", "beneficiary_called"]
    public = {event.kind for event in queries.public_contents_of(now).events}
    assert not {"call_planned", "beneficiary_called"} & public, "calls are the house's own affair"
    assert not Notice.objects.filter(kind="call_not_answered").exists()


def test_what_is_missing_is_told_all_at_once(cast: Cast) -> None:
    ticket = filed(cast)
    with pytest.raises(Invalid) as refused:
        actions.call_beneficiary(
            actor=cast.complaint_officer, ticket_id=ticket.pk, purpose="chat", outcome="later", at=hours(1)
        )
    assert set(refused.value.fields) == {"purpose", "text", "next_at"}
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    ("next_at", "why"),
    [
        (hours(0.5), "past"),
        (hours(12), "at nine in the evening"),
        (hours(24 * 5), "on a Friday"),
        (hours(24 * 90), "in ninety days"),
    ],
)
def test_a_call_is_planned_for_a_moment_at_which_the_centre_works(cast: Cast, next_at: datetime, why: str) -> None:
    ticket = filed(cast)
    with pytest.raises(Invalid) as refused:
        actions.plan_call(
            actor=cast.complaint_officer, ticket_id=ticket.pk, purpose="ask", next_at=next_at, at=hours(1)
        )
    assert set(refused.value.fields) == {"next_at"}, why


def test_in_an_emergency_one_calls_at_any_hour(cast: Cast) -> None:
    ticket = filed(cast, type="report")
    actions.plan_call(actor=cast.report_officer, ticket_id=ticket.pk, purpose="ask", next_at=hours(14), at=hours(1))
    assert fresh(ticket).call_at == hours(14)


def test_the_moments_offered_are_moments_of_work(cast: Cast) -> None:
    ticket = queries.ticket_for(cast.complaint_officer, filed(cast).reference)
    schedule = moments.schedule_of(ticket)
    for at in (hours(0), hours(4.9), hours(20), hours(24 * 4 + 5), hours(24 * 5)):
        found = moments.offered(schedule, at)
        assert found == sorted(found)
        assert len({moment.date() for moment in found}) >= 3
        assert all(moment > at and is_open(schedule, moment) for moment in found), at


def test_three_failed_attempts_on_two_days_have_the_beneficiary_written_to(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    for at, outcome in ((hours(4), "no_answer"), (hours(5), "busy"), (hours(6), "switched_off")):
        called(cast, ticket, outcome, at)
    assert fresh(ticket).unreached_at is None, "three on one day are not enough"
    called(cast, ticket, "no_answer", hours(24))
    now = fresh(ticket)
    assert (now.unreached_at, now.state) == (hours(24), "with_coordinator"), "nothing is closed by itself"
    assert told("call_not_answered") == {"+966501234567"}
    assert told("beneficiary_out_of_reach") == {"department_supervisor", "supervisor", "performance_officer"}
    called(cast, ticket, "no_answer", hours(25))
    assert Notice.objects.filter(kind="call_not_answered").count() == 1, "they are written to once"
    assert [event.kind for event in events_of("ticket", ticket.pk)].count("out_of_reach") == 1


def test_a_supervisor_decides_to_go_on_and_attempts_count_anew(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    for at in (hours(4), hours(5), hours(24)):
        called(cast, ticket, "no_answer", at, next_at=hours(26))
    with pytest.raises(NotAllowed):
        actions.go_on_unreached(actor=cast.complaint_officer, ticket_id=ticket.pk, reason="لا يرد", at=hours(25))
    actions.go_on_unreached(actor=cast.supervisor, ticket_id=ticket.pk, reason="تكفي المعلومات", at=hours(25))
    assert (fresh(ticket).unreached_at, fresh(ticket).call_at, fresh(ticket).calls_made) == (None, None, 3)
    called(cast, ticket, "no_answer", hours(28))
    assert fresh(ticket).unreached_at is None
    with pytest.raises(Conflict):
        actions.go_on_unreached(actor=cast.supervisor, ticket_id=ticket.pk, reason="مرة أخرى", at=hours(29))


def test_who_is_reached_again_is_out_of_reach_no_longer(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    for at in (hours(4), hours(5), hours(24)):
        called(cast, ticket, "no_answer", at)
    called(cast, ticket, "reached", hours(26))
    assert fresh(ticket).unreached_at is None


def test_in_an_emergency_no_second_day_is_waited_for(cast: Cast) -> None:
    ticket = filed(cast, type="report")
    for minutes in (10, 20, 30):
        actions.call_beneficiary(
            actor=cast.report_officer,
            ticket_id=ticket.pk,
            purpose="ask",
            outcome="no_answer",
            at=hours(minutes / 60),
        )
    assert fresh(ticket).unreached_at == hours(0.5)


def test_a_wrong_number_is_told_nothing_more_until_it_is_corrected(cast: Cast) -> None:
    ticket, officer = filed(cast), cast.complaint_officer
    actions.take(actor=officer, ticket_id=ticket.pk, at=hours(0.5))
    called(cast, ticket, "wrong_number", hours(1))
    assert fresh(ticket).mobile_wrong
    with pytest.raises(Invalid):
        actions.plan_call(actor=officer, ticket_id=ticket.pk, purpose="ask", next_at=hours(3), at=hours(2))
    actions.return_for_completion(actor=officer, ticket_id=ticket.pk, missing="رقم الحافلة", at=hours(2))
    assert told("ticket_returned") == set(), "a stranger is told nothing"
    with pytest.raises(NotAllowed):
        actions.correct_mobile(
            actor=cast.call_centre_agent, ticket_id=ticket.pk, mobile=NEW_MOBILE, reason="قال المتصل", at=hours(3)
        )
    for wrong in ("0501234567", "12"):
        with pytest.raises(Invalid) as refused:
            actions.correct_mobile(actor=officer, ticket_id=ticket.pk, mobile=wrong, reason="من الهوية", at=hours(3))
        assert set(refused.value.fields) == {"mobile"}
    actions.correct_mobile(actor=officer, ticket_id=ticket.pk, mobile=NEW_MOBILE, reason="من ملف الطالبة", at=hours(3))
    now = Ticket.objects.select_related("beneficiary").get(pk=ticket.pk)
    assert (now.mobile, now.beneficiary.mobile, now.mobile_wrong) == ("+966559998877", "+966559998877", False)
    assert told("mobile_corrected") == {"+966559998877"}
    event = events_of("ticket", ticket.pk)[-1]
    assert event.kind == "mobile_corrected"
    assert "559998877" not in str(event.data)


def test_a_call_written_down_by_mistake_is_taken_back_and_what_it_did_with_it(cast: Cast) -> None:
    ticket, officer = with_coordinator(cast), cast.complaint_officer
    actions.plan_call(actor=officer, ticket_id=ticket.pk, purpose="ask", next_at=hours(5), at=hours(4))
    mistaken = called(cast, ticket, "wrong_number", hours(5))
    for nobody in (cast.coordinator, cast.counter_officer):
        with pytest.raises(NotAllowed):
            actions.take_back_call(actor=nobody, ticket_id=ticket.pk, number=1, reason="ليست مكالمتي", at=hours(5.5))
    actions.take_back_call(actor=officer, ticket_id=ticket.pk, number=1, reason="اتصلت برقم آخر", at=hours(6))
    now = fresh(ticket)
    assert (now.mobile_wrong, now.calls_made) == (False, 0)
    assert (now.call_at, now.call_by_id, now.call_purpose) == (hours(5), officer.user_id, "ask"), "planned as before"
    kept = Call.objects.get(pk=mistaken.pk)
    assert (kept.taken_back_reason, kept.outcome) == ("اتصلت برقم آخر", "wrong_number")
    assert events_of("ticket", ticket.pk)[-1].kind == "call_taken_back"
    with pytest.raises(Conflict):
        actions.take_back_call(actor=officer, ticket_id=ticket.pk, number=1, reason="ثانية", at=hours(7))
    called(cast, ticket, "no_answer", hours(7))
    with pytest.raises(NotFound):
        actions.take_back_call(actor=officer, ticket_id=ticket.pk, number=9, reason="لا وجود لها", at=hours(8))
    actions.take_back_call(actor=cast.supervisor, ticket_id=ticket.pk, number=2, reason="كررت مرتين", at=hours(8))


def test_a_failed_attempt_taken_back_counts_no_longer(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    for at in (hours(4), hours(5), hours(24)):
        called(cast, ticket, "no_answer", at)
    assert fresh(ticket).unreached_at is not None
    actions.take_back_call(actor=cast.complaint_officer, ticket_id=ticket.pk, number=2, reason="خطأ", at=hours(25))
    assert fresh(ticket).unreached_at is None


def test_the_database_keeps_every_call(cast: Cast) -> None:
    call = called(cast, filed(cast), "no_answer", hours(1))
    for change in (call.delete, lambda: Call.objects.filter(pk=call.pk).update(outcome="reached")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_ticket_that_ends_has_nobody_to_call(cast: Cast) -> None:
    ticket = filed(cast)
    actions.plan_call(actor=cast.complaint_officer, ticket_id=ticket.pk, purpose="ask", next_at=hours(3), at=hours(1))
    actions.withdraw(actor=asking(ticket), ticket_id=ticket.pk, reason="حُلّت", at=hours(2))
    assert fresh(ticket).call_at is None
    called(cast, ticket, "reached", hours(3))
    with pytest.raises(Invalid):
        called(cast, ticket, "no_answer", hours(4), next_at=hours(5))


def test_a_ticket_that_leaves_is_called_by_whoever_is_free_there(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.plan_call(actor=cast.coordinator, ticket_id=ticket.pk, purpose="ask", next_at=hours(5), at=hours(4))
    actions.pass_back(actor=cast.coordinator, ticket_id=ticket.pk, reason="ليس من اختصاصنا", at=hours(4.5))
    assert (fresh(ticket).call_at, fresh(ticket).call_by_id) == (hours(5), None)


def test_who_gets_the_ticket_gets_the_call(cast: Cast) -> None:
    ticket, second = with_coordinator(cast), cast.members["second_coordinator"]
    actions.plan_call(actor=cast.coordinator, ticket_id=ticket.pk, purpose="ask", next_at=hours(5), at=hours(4))
    actions.reassign(
        actor=cast.department_supervisor, ticket_id=ticket.pk, membership_id=second.pk, reason="إجازة", at=hours(4.5)
    )
    assert fresh(ticket).call_by_id == second.user_id
    back = cast.members["coordinator"]
    actions.refer_to_coordinator(
        actor=cast.second_coordinator, ticket_id=ticket.pk, membership_id=back.pk, reason="عادت", at=hours(4.7)
    )
    assert fresh(ticket).call_by_id == back.user_id


def test_who_has_no_mobile_cannot_be_called_but_may_be_given_one(cast: Cast) -> None:
    ticket = filed(cast, asker=VISITOR_WITHOUT_MOBILE)
    with pytest.raises(Conflict):
        called(cast, ticket, "no_answer", hours(1))
    actions.correct_mobile(
        actor=cast.counter_officer, ticket_id=ticket.pk, mobile=NEW_MOBILE, reason="زار المركز", at=hours(2)
    )
    called(cast, ticket, "no_answer", hours(3))


def test_the_second_of_two_officers_is_told_that_they_were_called_already(cast: Cast) -> None:
    ticket = filed(cast)
    seen = fresh(ticket).version
    called(cast, ticket, "no_answer", hours(1), seen=seen)
    with pytest.raises(Conflict) as refused:
        actions.call_beneficiary(
            actor=cast.services_supervisor,
            ticket_id=ticket.pk,
            purpose="ask",
            outcome="no_answer",
            at=hours(1),
            seen=seen,
        )
    assert refused.value.code == "changed"
    assert Call.objects.count() == 1


def test_the_list_of_the_day_puts_emergencies_first_then_what_is_due(cast: Cast) -> None:
    officer = cast.services_supervisor
    planned = {}
    for name, kind, at in (
        ("still to come", "complaint", hours(5)),
        ("due", "complaint", hours(2)),
        ("emergency", "report", hours(6)),
        ("tomorrow", "complaint", hours(24)),
    ):
        ticket = filed(cast, type=kind, subject=name)
        mine = name == "due"
        actions.plan_call(actor=officer, ticket_id=ticket.pk, purpose="ask", next_at=at, at=hours(1), mine=mine)
        planned[name] = ticket
    today, later = calls.BY_KEY["today"], calls.BY_KEY["later"]

    def listed(row: calls.CallList, *, mine: bool = False) -> list[str]:
        return [ticket.subject for ticket in calls.page(officer, row, hours(3), mine=mine).tickets]

    assert listed(today) == ["emergency", "due", "still to come"]
    assert listed(today, mine=True) == ["due"]
    assert listed(later) == ["tomorrow"]
    assert calls.counts(officer, hours(3), mine=False) == {"today": 3, "later": 1, "wrong": 0, "unreached": 0}
    first = calls.page(officer, today, hours(3), mine=False, size=2)
    rest = calls.page(officer, today, hours(3), mine=False, size=2, after=first.next_key)
    assert [ticket.subject for ticket in rest.tickets] == ["still to come"]
    assert calls.page(cast.stranger, today, hours(3), mine=False).tickets == []
    assert "calls" in {row.key for row in worklists.worklists_for(officer)}
    for nobody in (cast.minister, cast.representative, cast.reception_officer):
        assert "calls" not in {row.key for row in worklists.worklists_for(nobody)}
        assert not calls.page(nobody, today, hours(3), mine=False).tickets


def test_who_may_call_is_who_has_the_power(cast: Cast) -> None:
    ticket = fresh(replied(cast))
    for name in cast.members:
        actor = cast.actor(name)
        open_now = {step.action for step in policies.steps_open_to(actor, ticket, TUESDAY)}
        assert (Action.CALL_BENEFICIARY in open_now) == (actor.can(Power.CALL) and policies.covers(actor, ticket)), name


outcomes = st.sampled_from(list(Outcome))
days = st.integers(min_value=0, max_value=9).map(lambda n: date(2026, 11, 15) + timedelta(days=n))
attempts = st.lists(st.builds(Attempt, day=days, outcome=outcomes), max_size=12)


def works(day: date) -> bool:
    return day.weekday() not in {4, 5}


@given(attempts)
def test_nobody_is_out_of_reach_who_was_just_spoken_to(made: list[Attempt]) -> None:
    spoken = [*made, Attempt(day=date(2026, 11, 26), outcome=Outcome.REACHED)]
    assert failed_in_a_row(spoken) == []
    assert not out_of_reach(spoken, works=works, emergency=True)


@given(attempts)
def test_out_of_reach_means_three_failures_on_two_days_of_work(made: list[Attempt]) -> None:
    last = max((n for n, each in enumerate(made) if each.outcome in SPOKEN), default=-1)
    failed = [each for each in made[last + 1 :] if each.outcome in FAILED]
    enough = len(failed) > 2
    assert out_of_reach(made, works=works, emergency=True) == enough
    on_days = sum(works(day) for day in {each.day for each in failed})
    assert out_of_reach(made, works=works, emergency=False) == (enough and on_days > 1)
    assert is_wrong(made) == (made[-1:] != [] and made[-1].outcome is Outcome.WRONG_NUMBER)
