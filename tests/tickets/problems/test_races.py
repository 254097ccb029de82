"""Two at once, on real PostgreSQL: the answer is given once to each, and nothing waits on what is closed."""

import pytest

from tawasul.tickets import actions
from tawasul.tickets.actions import problems
from tawasul.tickets.models import Linking, Problem, Reply, Ticket
from tawasul.tickets.problems import giving
from tawasul.timeline.proof import broken_links
from tests.cast import Cast, assemble, filed, hours
from tests.tickets.test_races import at_once, refused

TEXT = "نفيدكم بأن الخدمة عادت إلى العمل."


@pytest.fixture
def cast(lasting_db: None) -> Cast:
    return assemble()


def waiting(cast: Cast, count: int) -> Problem:
    problem = problems.open_problem(actor=cast.ministry_officer, title="عطل الخدمة", at=hours(1))
    for number in range(count):
        ticket = filed(cast, subject=f"عطل {number}")
        actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
        actions.link_problem(actor=cast.ministry_officer, ticket_id=ticket.pk, problem=problem.number, at=hours(2))
    return problem


def test_two_workers_give_the_answer_once_to_each(cast: Cast) -> None:
    problem = waiting(cast, 4)
    problems.write_answer(actor=cast.ministry_officer, number=problem.number, text=TEXT, at=hours(3))
    problems.approve_answer(actor=cast.ministry_supervisor, number=problem.number, at=hours(4))
    give = [lambda: giving.give(problem_id=problem.pk, now=lambda: hours(5))] * 2
    assert refused(at_once(*give)) == []
    assert Reply.objects.count() == Ticket.objects.filter(state="under_review").count() == 4
    assert set(Linking.objects.values_list("giving", flat=True)) == {"given"}
    assert not list(broken_links())


def test_two_write_the_answer_and_one_is_told(cast: Cast) -> None:
    problem = waiting(cast, 1)
    problem.refresh_from_db()
    write = [
        lambda who=who: problems.write_answer(
            actor=cast.actor(who), number=problem.number, text=f"{TEXT} {who}", at=hours(3), seen=problem.version
        )
        for who in ("ministry_officer", "ministry_supervisor")
    ]
    assert refused(at_once(*write)) == ["changed"]
    assert problem.answers.count() == 1


def test_a_ticket_is_linked_while_the_problem_is_closed(cast: Cast) -> None:
    problem, ticket = waiting(cast, 0), filed(cast)
    outcomes = at_once(
        lambda: problems.close_problem(actor=cast.ministry_officer, number=problem.number, reason="انتهت", at=hours(3)),
        lambda: actions.link_problem(
            actor=cast.ministry_supervisor, ticket_id=ticket.pk, problem=problem.number, at=hours(3)
        ),
    )
    assert refused(outcomes) == ["not-now"], "whoever came second was told"
    problem.refresh_from_db()
    assert (problem.state == "closed") == (not Ticket.objects.filter(problem=problem).exists())
