"""One cause, many tickets: what people do with a problem, and what each of them sees of it."""

import pytest

from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.notices.models import Notice
from tawasul.tickets import actions, many
from tawasul.tickets.actions import problems
from tawasul.tickets.labels import CONDITION_REFUSALS
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Answer, Linking, Problem, Reply, Ticket
from tawasul.tickets.problems import giving, policies, queries
from tawasul.tickets.problems.lifecycle import Act
from tawasul.timeline.models import Event
from tawasul.timeline.proof import broken_links
from tests.cast import PARENT, Cast, asking, filed, hours, under_review, with_coordinator

ANSWER = "المكرم {الاسم}، تأخرت المكافأة لخلل في مسير الصرف وعولج، وتودع خلال ثلاثة أيام. تذكرتكم {الرقم}."


def delayed(cast: Cast, n: int, centre: str = "centre") -> Ticket:
    """A ticket about the delayed allowance, in somebody's hands at its centre."""
    ticket = filed(
        cast, centre=centre, subject="تأخر صرف المكافأة", text=f"لم تصرف مكافأة شهر صفر حتى الآن {n}", at=hours(n / 10)
    )
    officer = cast.complaint_officer if centre == "centre" else cast.other_officer
    return actions.take(actor=officer, ticket_id=ticket.pk, at=hours(1))


def opened(cast: Cast, who: str = "ministry_officer", **more: object) -> Problem:
    return problems.open_problem(actor=cast.actor(who), title="تأخر صرف مكافآت شهر صفر", at=hours(2), **more)


def linked(cast: Cast, problem: Problem, *tickets: Ticket, who: str = "ministry_officer") -> None:
    for ticket in tickets:
        actions.link_problem(actor=cast.actor(who), ticket_id=ticket.pk, problem=problem.number, at=hours(3))
    problem.refresh_from_db()


def answered(
    cast: Cast, problem: Problem, author: str = "ministry_officer", approver: str = "ministry_supervisor"
) -> Answer:
    problems.write_answer(actor=cast.actor(author), number=problem.number, text=ANSWER, at=hours(5))
    answer = problems.approve_answer(actor=cast.actor(approver), number=problem.number, at=hours(6))
    giving.give(problem_id=problem.pk, now=lambda: hours(7))
    return answer


def test_one_fault_at_two_places_is_answered_once_and_reviewed_once_for_each(cast: Cast) -> None:
    here, there = [delayed(cast, n) for n in range(3)], [delayed(cast, n, "other_centre") for n in range(3)]
    problem = opened(cast, references=[row.reference for row in (*here, *there)])
    linked(cast, problem, *here, *there)
    assert (problem.sector_id, problem.centre_id) == (None, None)
    answer = answered(cast, problem)
    for ticket in (*here, *there):
        ticket.refresh_from_db()
        assert ticket.state == "under_review"
        reply = Reply.objects.get(ticket=ticket)
        assert (reply.answer_id, reply.author_id) == (answer.pk, cast.user("ministry_officer").pk)
        assert "{" not in reply.text
        assert PARENT.name in reply.text
    with pytest.raises(NotAllowed):
        actions.approve_reply(actor=cast.ministry_officer, ticket_id=here[0].pk, at=hours(8))
    actions.send_back_reply(
        actor=cast.quality_officer, ticket_id=here[0].pk, reasons="هذا المستفيد سأل عن شهر محرم", at=hours(8)
    )
    asked = [row.reference for row in here]
    batch = many.ask(actor=cast.quality_officer, action=Action.APPROVE_REPLY, references=asked, given={}, at=hours(9))
    many.work_through(batch_id=batch.pk, now=lambda: hours(9))
    assert [item.state for item in batch.items.order_by("position")] == ["refused", "done", "done"]
    for ticket in there:
        actions.approve_reply(actor=cast.stranger, ticket_id=ticket.pk, at=hours(9))
    states = sorted(Ticket.objects.values_list("state", flat=True))
    assert states == ["replied"] * 5 + ["reply_drafted"]
    assert Ticket.objects.exclude(problem=None).get() == here[0], "the one that was sent back waits still"
    assert Ticket.objects.get(pk=here[0].pk).holder_id == cast.user("complaint_officer").pk
    own = actions.draft_reply(actor=cast.complaint_officer, ticket_id=here[0].pk, text="رد يخص شهر محرم", at=hours(10))
    assert own.author_id == cast.user("complaint_officer").pk
    assert own.answer_id is None
    giving.give(problem_id=problem.pk, now=lambda: hours(11))
    assert Ticket.objects.get(pk=here[0].pk).state == "reply_drafted", "it is not given twice"
    assert list(Linking.objects.exclude(left_at=None).values_list("left", flat=True)) == ["answered"] * 5
    assert not list(broken_links())


def test_those_who_review_and_those_who_have_tickets_hear_of_it_once(cast: Cast) -> None:
    tickets = [delayed(cast, n) for n in range(3)]
    problem = opened(cast)
    linked(cast, problem, *tickets)
    answered(cast, problem)
    told = Notice.objects.filter(kind="problem_answered").values_list("user__email", flat=True)
    assert sorted(told) == [
        "complaint_officer@example.sa",
        "quality_officer@example.sa",
        "services_supervisor@example.sa",
    ]
    approve = Notice.objects.filter(kind="problem_answer_to_approve").values_list("user__email", flat=True)
    assert list(approve) == ["ministry_supervisor@example.sa"]


def test_a_centre_sees_its_own_tickets_and_the_number_of_the_others(cast: Cast) -> None:
    here, there = [delayed(cast, n) for n in range(2)], [delayed(cast, 3, "other_centre")]
    problem = opened(cast, references=[row.reference for row in (*here, *there)])
    linked(cast, problem, *here, *there)
    for who, own in (("complaint_officer", here), ("stranger", there), ("ministry_officer", [*here, *there])):
        actor = cast.actor(who)
        assert queries.problem_for(actor, problem.number) == problem
        seen = {row.ticket_id for row in queries.tickets_of(actor, problem).rows}
        assert seen == {row.pk for row in own}
        numbers = queries.numbers_of(actor, problem)
        assert (numbers.waiting, numbers.own_waiting, numbers.others) == (3, len(own), 3 - len(own))
    told = str([event.data for event in queries.events_of(problem)])
    assert not any(row.reference in told or row.subject in told for row in (*here, *there))


def test_a_stranger_sees_nothing_of_it(cast: Cast) -> None:
    ticket, theirs = delayed(cast, 1), delayed(cast, 2, "other_centre")
    problem = opened(cast, "complaint_officer", references=[ticket.reference])
    linked(cast, problem, ticket, who="complaint_officer")
    assert problem.centre == cast.places["centre"]
    for who in ("stranger", "other_officer", "other_coordinator"):
        actor = cast.actor(who)
        assert list(queries.problems_visible_to(actor)) == []
        with pytest.raises(NotFound):
            queries.problem_for(actor, problem.number)
        with pytest.raises(NotFound):
            problems.say_cause(actor=actor, number=problem.number, cause="عطل في النظام", at=hours(4))
    with pytest.raises(Invalid):
        actions.link_problem(actor=cast.other_officer, ticket_id=theirs.pk, problem=problem.number, at=hours(4))
    assert policies.steps_open_to(cast.representative, problem) == []


def test_a_problem_that_reaches_further_is_owned_further_up(cast: Cast) -> None:
    ticket, theirs = delayed(cast, 1), delayed(cast, 2, "other_centre")
    problem = opened(cast, "complaint_officer")
    linked(cast, problem, ticket, who="complaint_officer")
    linked(cast, problem, theirs)
    assert (problem.sector_id, problem.centre_id) == (None, None)
    assert problem.owner_id == cast.user("ministry_officer").pk
    with pytest.raises(NotAllowed):
        problems.say_cause(actor=cast.complaint_officer, number=problem.number, cause="عطل في النظام", at=hours(4))
    actions.unlink_problem(actor=cast.other_officer, ticket_id=theirs.pk, reason="شأن آخر", at=hours(4))
    assert queries.problem_for(cast.stranger, problem.number) == problem


def test_a_ticket_has_one_problem_and_keeps_its_promise(cast: Cast) -> None:
    ticket = delayed(cast, 1)
    promised = ticket.committed_at, ticket.due_at
    first, second = opened(cast), opened(cast)
    linked(cast, first, ticket)
    with pytest.raises(Conflict) as refused:
        linked(cast, second, ticket)
    assert refused.value.message == CONDITION_REFUSALS["on_no_problem"]
    ticket.refresh_from_db()
    assert (ticket.committed_at, ticket.due_at, ticket.problem) == (*promised, first)
    actions.unlink_problem(actor=cast.complaint_officer, ticket_id=ticket.pk, reason="ليس من هذا السبب", at=hours(4))
    linked(cast, second, ticket)
    assert Linking.objects.filter(ticket=ticket).count() == 2


def test_what_cannot_take_the_answer_says_why_and_takes_it_when_it_can(cast: Cast) -> None:
    new = filed(cast, subject="مكافأة لم تنزل")
    returned = delayed(cast, 1)
    actions.return_for_completion(
        actor=cast.complaint_officer, ticket_id=returned.pk, missing="رقم الحساب", at=hours(2)
    )
    own = with_coordinator(cast, subject="شأن في النقل")
    problem = opened(cast)
    linked(cast, problem, new, returned, own)
    text = "رد خاص بهذه التذكرة كتبه المنسق."
    actions.draft_reply(actor=cast.coordinator, ticket_id=own.pk, text=text, at=hours(4))
    actions.submit_reply(actor=cast.coordinator, ticket_id=own.pk, text=text, at=hours(4.5))
    answered(cast, problem)
    refused = {row.ticket_id: row for row in Linking.objects.filter(giving=Linking.REFUSED)}
    assert set(refused) == {new.pk, returned.pk, own.pk}
    assert refused[new.pk].why_en.startswith("Nobody has taken it up yet")
    assert refused[returned.pk].why_ar
    assert "its own" in refused[own.pk].why_en
    actions.take(actor=cast.complaint_officer, ticket_id=new.pk, at=hours(8))
    actions.complete(actor=asking(returned), ticket_id=returned.pk, text="الحساب 123", at=hours(8))
    giving.give(problem_id=problem.pk, now=lambda: hours(9))
    assert set(Ticket.objects.filter(state="under_review").values_list("pk", flat=True)) == {
        new.pk,
        returned.pk,
        own.pk,
    }
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=own.pk, at=hours(10))
    assert Linking.objects.get(ticket=own).left == Linking.ANSWERED
    assert Reply.objects.get(ticket=own, state=Reply.APPROVED).answer is None


def test_a_draft_that_somebody_had_is_set_aside_and_kept(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="كنت أكتب هذا", at=hours(4))
    problem = opened(cast)
    linked(cast, problem, ticket)
    answered(cast, problem)
    assert list(Reply.objects.filter(ticket=ticket).order_by("round").values_list("text", "state")) == [
        ("كنت أكتب هذا", "set_aside"),
        (Reply.objects.get(ticket=ticket, round=2).text, "under_review"),
    ]


def test_killed_half_way_it_goes_on_where_it_was(cast: Cast) -> None:
    tickets = [delayed(cast, n) for n in range(4)]
    problem = opened(cast)
    linked(cast, problem, *tickets)
    problems.write_answer(actor=cast.ministry_officer, number=problem.number, text=ANSWER, at=hours(5))
    problems.approve_answer(actor=cast.ministry_supervisor, number=problem.number, at=hours(6))
    assert giving.next_one(problem.pk, lambda: hours(7))
    assert giving.next_one(problem.pk, lambda: hours(7))
    assert Ticket.objects.filter(state="under_review").count() == 2
    for _ in range(2):
        giving.give(problem_id=problem.pk, now=lambda: hours(8))
    assert Ticket.objects.filter(state="under_review").count() == 4
    assert Reply.objects.count() == 4
    assert Event.objects.filter(kind="answer_given").count() == 4


def test_two_owners_answer_at_once_and_the_second_is_told(cast: Cast) -> None:
    problem = opened(cast)
    linked(cast, problem, delayed(cast, 1))
    seen = problem.version
    problems.write_answer(actor=cast.ministry_officer, number=problem.number, text=ANSWER, at=hours(5), seen=seen)
    with pytest.raises(Conflict) as refused:
        problems.write_answer(
            actor=cast.ministry_supervisor, number=problem.number, text="رد آخر لهم جميعًا", at=hours(5), seen=seen
        )
    assert refused.value.code == "changed"
    with pytest.raises(Conflict):
        problems.write_answer(actor=cast.ministry_supervisor, number=problem.number, text="رد آخر لهم", at=hours(5))
    with pytest.raises(NotAllowed):
        problems.approve_answer(actor=cast.ministry_officer, number=problem.number, at=hours(6))
    answer = problems.send_back_answer(
        actor=cast.ministry_supervisor, number=problem.number, reasons="اذكر موعد الإيداع", at=hours(6)
    )
    told = Notice.objects.get(kind="problem_answer_sent_back")
    assert told.user_id == answer.author_id
    second = problems.write_answer(actor=cast.ministry_supervisor, number=problem.number, text=ANSWER, at=hours(7))
    assert second.round == 2
    with pytest.raises(NotAllowed):
        problems.approve_answer(actor=cast.ministry_supervisor, number=problem.number, at=hours(8))


def test_raised_to_a_department_it_is_seen_there_without_its_tickets(cast: Cast) -> None:
    ticket = delayed(cast, 1)
    problem = opened(cast, "complaint_officer")
    linked(cast, problem, ticket, who="complaint_officer")
    with pytest.raises(NotFound):
        queries.problem_for(cast.other_coordinator, problem.number)
    place = cast.places["admission"]
    problems.raise_problem(
        actor=cast.complaint_officer, number=problem.number, place_id=place.pk, reason="نأمل المعالجة", at=hours(4)
    )
    assert Notice.objects.filter(kind="problem_raised", user=cast.user("other_coordinator")).exists()
    assert queries.tickets_of(cast.other_coordinator, problem).rows == []
    said = problems.say_remedy(
        actor=cast.other_coordinator, number=problem.number, remedy="أعيد إرسال مسير الصرف", at=hours(5)
    )
    assert (said.state, said.remedy) == ("raised", "أعيد إرسال مسير الصرف")
    assert [row.act for row in policies.steps_open_to(cast.other_coordinator, said)] == [Act.SAY_REMEDY]
    with pytest.raises(Invalid):
        problems.raise_problem(actor=cast.complaint_officer, number=problem.number, reason="إلى من؟", at=hours(6))


def test_a_ticket_linked_to_an_answered_problem_gets_the_answer(cast: Cast) -> None:
    problem = opened(cast)
    linked(cast, problem, delayed(cast, 1))
    answered(cast, problem)
    late = delayed(cast, 2)
    linked(cast, problem, late)
    giving.give(problem_id=problem.pk, now=lambda: hours(9))
    late.refresh_from_db()
    assert late.state == "under_review"


def test_it_is_closed_when_none_waits_and_reopened_when_the_cause_is_back(cast: Cast) -> None:
    ticket = delayed(cast, 1)
    problem = opened(cast)
    linked(cast, problem, ticket)
    with pytest.raises(Conflict):
        problems.close_problem(actor=cast.ministry_officer, number=problem.number, reason="انتهت", at=hours(4))
    answered(cast, problem)
    actions.approve_reply(actor=cast.quality_officer, ticket_id=ticket.pk, at=hours(8))
    closed = problems.close_problem(actor=cast.ministry_officer, number=problem.number, reason="أودعت", at=hours(9))
    assert closed.closed_at == hours(9)
    with pytest.raises(Conflict):
        linked(cast, problem, delayed(cast, 2))
    again = problems.reopen_problem(
        actor=cast.ministry_officer, number=problem.number, reason="عاد العطل", at=hours(10)
    )
    assert (again.state, again.closed_at) == ("open", None)
    third = delayed(cast, 3)
    linked(cast, problem, third)
    giving.give(problem_id=problem.pk, now=lambda: hours(11))
    third.refresh_from_db()
    assert third.state == "in_triage", "the old answer is given to nobody any more"


def test_withdrawn_or_passed_to_a_centre_beyond_its_reach_it_leaves(cast: Cast) -> None:
    withdrawn, passed = delayed(cast, 1), delayed(cast, 2)
    problem = opened(cast, "complaint_officer")
    linked(cast, problem, withdrawn, passed, who="complaint_officer")
    actions.withdraw(actor=asking(withdrawn), ticket_id=withdrawn.pk, reason="صُرفت", at=hours(4))
    actions.refer_to_centre(
        actor=cast.complaint_officer,
        ticket_id=passed.pk,
        centre_id=cast.places["other_centre"].pk,
        reason="تخص الجامعة",
        at=hours(4),
    )
    assert set(Linking.objects.values_list("ticket_id", "left")) == {(withdrawn.pk, "withdrawn"), (passed.pk, "moved")}
    assert not Ticket.objects.exclude(problem=None).exists()
    assert Event.objects.filter(subject_id=passed.pk, kind="problem_left").count() == 1
    with pytest.raises(NotFound):
        queries.problem_for(cast.other_officer, problem.number)


def test_only_a_reply_that_is_a_problems_answer_is_approved_unseen(cast: Cast) -> None:
    ticket = under_review(cast)
    batch = many.ask(
        actor=cast.department_supervisor,
        action=Action.APPROVE_REPLY,
        references=[ticket.reference],
        given={},
        at=hours(9),
    )
    many.work_through(batch_id=batch.pk, now=lambda: hours(9))
    item = batch.items.get()
    assert item.state == "refused"
    assert "read it before you approve it" in item.why_en


def test_many_are_linked_at_once(cast: Cast) -> None:
    tickets = [delayed(cast, n) for n in range(3)]
    problem = opened(cast, "complaint_officer", references=[row.reference for row in tickets])
    batch = many.ask(
        actor=cast.complaint_officer,
        action=Action.LINK_PROBLEM,
        references=[row.reference for row in tickets],
        given={"problem": problem.number},
        at=hours(3),
    )
    many.work_through(batch_id=batch.pk, now=lambda: hours(3))
    assert Ticket.objects.filter(problem=problem).count() == 3
    (waiting,) = queries.waiting_counts(cast.complaint_officer, [problem]).values()
    assert waiting == (3, 3)


def test_whoever_takes_it_over_answers_for_it(cast: Cast) -> None:
    problem = opened(cast, "complaint_officer")
    member = cast.members["performance_officer"]
    with pytest.raises(Invalid):
        problems.pass_on(
            actor=cast.complaint_officer, number=problem.number, membership_id=cast.members["stranger"].pk, at=hours(4)
        )
    problems.pass_on(actor=cast.complaint_officer, number=problem.number, membership_id=member.pk, at=hours(4))
    problem.refresh_from_db()
    assert problem.owner == member.user
    assert Notice.objects.get(kind="problem_passed_on").user_id == member.user_id
