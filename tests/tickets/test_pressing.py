"""Expedites, and what is done about tickets that are late or urgent."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.notices.models import Notice
from tawasul.tickets import actions, policies, queries, worklists
from tawasul.tickets.escalation import climbs_by, wishes_of
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Custody, Intervention, Reply, Ticket
from tawasul.timeline.queries import events_of
from tests.cast import Cast, asking, filed, hours, replied, under_review, with_coordinator


def told(kind: str) -> set[str]:
    """Who got this message in the pages, by e-mail address; a beneficiary by their mobile."""
    rows = Notice.objects.filter(kind=kind).select_related("user")
    return {row.user.email.split("@")[0] if row.user else row.address for row in rows}


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def test_a_parent_asks_for_haste_and_reads_what_was_done(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.expedite(actor=asking(ticket), ticket_id=ticket.pk, reason="الاختبارات بعد أسبوع", at=hours(10))
    now = fresh(ticket)
    assert (now.expedite_count, now.expedited_at, now.state) == (1, hours(10), ticket.state)
    assert told("ticket_expedited") == {"coordinator", "department_supervisor", "supervisor", "performance_officer"}
    assert told("expedite_received") == {"+966501234567"}
    assert worklists.counts_for(cast.department_supervisor)["expedited"] == 1
    actions.answer_expedite(
        actor=cast.department_supervisor, ticket_id=ticket.pk, text="خُصصت حافلة بديلة تبدأ يوم الأحد", at=hours(11)
    )
    now = fresh(ticket)
    assert (now.expedite_count, now.expedited_at) == (1, None)
    assert worklists.counts_for(cast.department_supervisor)["expedited"] == 0
    said = [event.kind for event in queries.public_contents_of(now).events]
    assert said[-2:] == ["expedited", "expedite_answered"]
    (sms,) = Notice.objects.filter(kind="expedite_answered")
    assert "خُصصت حافلة بديلة" in str(sms.context)


def test_one_answer_answers_all_that_wait(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    for hour in (10, 11):
        actions.expedite(actor=cast.call_centre_agent, ticket_id=ticket.pk, reason="اتصل يستعجل", at=hours(hour))
    actions.answer_expedite(actor=cast.supervisor, ticket_id=ticket.pk, text="المعاملة لدى المنسق اليوم", at=hours(12))
    assert {row.answered_at for row in fresh(ticket).expedites.all()} == {hours(12)}


def test_a_beneficiary_need_not_ask_twice_in_a_day(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.expedite(actor=asking(ticket), ticket_id=ticket.pk, reason="عاجل جدًا", at=hours(10))
    with pytest.raises(Conflict) as refused:
        actions.expedite(actor=asking(ticket), ticket_id=ticket.pk, reason="عاجل جدًا", at=hours(20))
    assert refused.value.code == "too-soon"
    actions.expedite(actor=asking(ticket), ticket_id=ticket.pk, reason="عاجل جدًا", at=hours(35))
    assert fresh(ticket).expedite_count == 2


def test_the_third_expedite_within_a_week_climbs_the_ladder(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    for day in range(3):
        assert fresh(ticket).raised_to == 0
        actions.expedite(actor=cast.call_centre_agent, ticket_id=ticket.pk, reason="يستعجل", at=hours(10 + 24 * day))
    assert fresh(ticket).raised_to == 3
    assert told("ticket_raised") == {"official", "official_office"}
    assert [event.kind for event in events_of("ticket", ticket.pk)][-2:] == ["expedited", "raised"]
    actions.expedite(actor=cast.call_centre_agent, ticket_id=ticket.pk, reason="يستعجل", at=hours(10 + 24 * 20))
    assert fresh(ticket).raised_to == 3, "weeks later it is the first again"


def test_calling_three_times_in_an_hour_raises_nothing_but_is_counted_told_and_answered(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    for minutes in (0, 20, 40):
        at = hours(10 + minutes / 60)
        actions.expedite(actor=cast.call_centre_agent, ticket_id=ticket.pk, reason="يستعجل", at=at)
    now = fresh(ticket)
    assert (now.expedite_count, now.raised_to) == (3, 0)
    assert Notice.objects.filter(kind="expedite_received").count() == 3
    actions.answer_expedite(actor=cast.supervisor, ticket_id=ticket.pk, text="المعاملة لدى المنسق اليوم", at=hours(12))
    assert {row.answered_at for row in now.expedites.all()} == {hours(12)}
    for hour in (13, 15):
        actions.expedite(actor=cast.call_centre_agent, ticket_id=ticket.pk, reason="يستعجل", at=hours(hour))
    assert fresh(ticket).raised_to == 3, "asked three times on one day"
    actions.expedite(actor=cast.call_centre_agent, ticket_id=ticket.pk, reason="يستعجل", at=hours(15.5))
    raised = [event for event in events_of("ticket", ticket.pk) if event.kind == "raised"]
    assert len(raised) == 1, "the rest of that hour adds nothing"


@given(st.lists(st.integers(0, 60 * 24 * 30), min_size=1, max_size=40))
def test_no_wish_counts_within_an_hour_of_another_and_none_is_lost(minutes: list[int]) -> None:
    asked = [hours(0) + timedelta(minutes=each) for each in minutes]
    counted = wishes_of(asked)
    assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(counted))
    assert all(any(timedelta(0) <= at - wish < timedelta(hours=1) for wish in counted) for at in asked)
    raised = sum(climbs_by(asked_so_far) for asked_so_far in (sorted(asked)[:n] for n in range(1, len(asked) + 1)))
    assert raised <= max(0, len(counted) - 2)


def test_the_reply_answers_an_expedite(cast: Cast) -> None:
    ticket = under_review(cast)
    actions.expedite(actor=asking(ticket), ticket_id=ticket.pk, reason="الموعد غدًا", at=hours(5.5))
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(6))
    now = fresh(ticket)
    assert now.expedited_at is None
    assert now.expedites.get().answered_at == hours(6)
    assert now.expedites.get().answer == ""


def test_nobody_hurries_what_waits_for_its_beneficiary_or_is_answered(cast: Cast) -> None:
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.return_for_completion(actor=cast.complaint_officer, ticket_id=ticket.pk, missing="رقم الحافلة", at=hours(2))
    done = replied(cast, subject="شأن آخر")
    for each in (ticket, done):
        with pytest.raises(Conflict):
            actions.expedite(actor=asking(each), ticket_id=each.pk, reason="عاجل", at=hours(8))


def test_an_expedite_is_answered_by_supervisors_only_while_one_waits(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    assert Action.ANSWER_EXPEDITE not in {row.action for row in policies.steps_open_to(cast.supervisor, fresh(ticket))}
    with pytest.raises(Conflict):
        actions.answer_expedite(actor=cast.supervisor, ticket_id=ticket.pk, text="سنفيدكم اليوم بإذن الله", at=hours(9))
    actions.expedite(actor=asking(ticket), ticket_id=ticket.pk, reason="عاجل", at=hours(10))
    assert Action.ANSWER_EXPEDITE in {row.action for row in policies.steps_open_to(cast.supervisor, fresh(ticket))}
    with pytest.raises(NotAllowed):
        actions.answer_expedite(actor=cast.coordinator, ticket_id=ticket.pk, text="سنفيدكم اليوم", at=hours(11))
    with pytest.raises(NotFound):
        actions.answer_expedite(actor=cast.stranger, ticket_id=ticket.pk, text="سنفيدكم اليوم", at=hours(11))


def test_the_performance_officer_reminds_calls_and_raises(cast: Cast) -> None:
    ticket, officer = with_coordinator(cast), cast.performance_officer
    actions.remind(actor=officer, ticket_id=ticket.pk, text="قبل نهاية الدوام", at=hours(30))
    assert told("ticket_reminder") == {"coordinator"}
    actions.call_holder(actor=officer, ticket_id=ticket.pk, outcome="not_reached", at=hours(31))
    with pytest.raises(Invalid):
        actions.call_holder(actor=officer, ticket_id=ticket.pk, outcome="perhaps", at=hours(31))
    actions.raise_ticket(actor=officer, ticket_id=ticket.pk, at=hours(32))
    assert told("ticket_raised") == {"department_supervisor"}
    kinds = list(Intervention.objects.filter(ticket=ticket).order_by("at").values_list("kind", "person__email"))
    assert kinds == [(kind, "coordinator@example.sa") for kind in ("remind", "call_holder", "raise")]
    assert [event.kind for event in events_of("ticket", ticket.pk)][-3:] == ["reminded", "holder_called", "raised"]
    assert not {"reminded", "holder_called", "raised"} & {
        event.kind for event in queries.public_contents_of(fresh(ticket)).events
    }


def test_a_ticket_is_raised_rung_by_rung_to_the_top(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    for rung in range(1, 5):
        actions.raise_ticket(actor=cast.performance_officer, ticket_id=ticket.pk, at=hours(10 + rung))
        assert fresh(ticket).raised_to == rung
    assert Action.RAISE not in {row.action for row in policies.steps_open_to(cast.performance_officer, fresh(ticket))}
    with pytest.raises(Conflict):
        actions.raise_ticket(actor=cast.performance_officer, ticket_id=ticket.pk, at=hours(20))


def test_a_supervisor_puts_a_ticket_into_other_hands(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="نعتذر", at=hours(4))
    second = cast.members["second_coordinator"]
    actions.reassign(
        actor=cast.department_supervisor, ticket_id=ticket.pk, membership_id=second.pk, reason="إجازة", at=hours(5)
    )
    now = fresh(ticket)
    assert (now.holder_id, now.state, now.referral_count) == (second.user_id, "with_coordinator", ticket.referral_count)
    legs = Custody.objects.filter(ticket=ticket).order_by("began_at")
    assert [leg.holder_id for leg in legs][-2:] == [cast.members["coordinator"].user_id, second.user_id]
    assert Reply.objects.get(ticket=ticket).state == Reply.SET_ASIDE
    assert "second_coordinator" in told("work_arrived")


@pytest.mark.parametrize("person", ["followup_coordinator", "other_coordinator", "complaint_officer", "coordinator"])
def test_only_somebody_else_of_the_same_department_gets_it(cast: Cast, person: str) -> None:
    ticket = with_coordinator(cast)
    with pytest.raises(Invalid):
        actions.reassign(
            actor=cast.department_supervisor,
            ticket_id=ticket.pk,
            membership_id=cast.members[person].pk,
            reason="إجازة",
            at=hours(5),
        )


def test_in_triage_another_officer_of_the_centre_gets_it(cast: Cast) -> None:
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    other = cast.members["report_officer"]
    actions.reassign(actor=cast.supervisor, ticket_id=ticket.pk, membership_id=other.pk, reason="توزيع", at=hours(2))
    assert (fresh(ticket).state, fresh(ticket).holder_id) == ("in_triage", other.user_id)
    assert Custody.objects.filter(ticket=ticket, ended_at=None).get().holder_id == other.user_id


def test_an_alarm_on_a_rung_counts_as_raised(cast: Cast) -> None:
    from tawasul.clocks.sounding import sound_due

    ticket = filed(cast, type="report")
    sound_due(at=hours(2) + timedelta(minutes=20))
    assert fresh(ticket).raised_to == 1
