"""What could not go over: named with why, holding up nothing, and tried again until it went over."""

from datetime import timedelta

import pytest
from django.test import Client

from tawasul.centres.models import Place
from tawasul.reorganisations import actions as reorganisations
from tawasul.reorganisations import queries
from tawasul.reorganisations.models import Reorganisation
from tawasul.reorganisations.tree import Line
from tawasul.tickets import actions, succession
from tawasul.tickets.models import Statement, Ticket
from tawasul.timeline.proof import broken_links
from tests.cast import Cast, assemble, filed, hours, with_coordinator
from tests.reorganisations.neighbours import NOON, carried_out, merge, move, settle
from tests.tickets.asking import asked, place

NO_SUCH = 99  # a version of the service-level document by which nothing can be counted


@pytest.fixture
def cast(db: None) -> Cast:
    return settle(assemble())


def spoilt(ticket: Ticket) -> int:
    """Make it one that cannot go over; return what heals it."""
    Ticket.objects.filter(pk=ticket.pk).update(service_level_version=NO_SUCH)
    return ticket.service_level_version


def page(cast: Cast, plan: Reorganisation) -> str:
    desk = Client()
    desk.force_login(cast.user("administrator"))
    desk.cookies["language"] = "en"
    return desk.get(f"/desk/reorganisations/{plan.pk}/").content.decode()


@pytest.mark.parametrize("line", [move("transport", "south_centre"), merge("transport", "south_transport")])
def test_it_is_named_with_why_and_tried_until_it_went_over(cast: Cast, line: Line) -> None:
    stuck, other = with_coordinator(cast), with_coordinator(cast, subject="تذكرة أخرى")
    heals = spoilt(stuck)
    plan = carried_out(cast, line)
    assert (plan.standing, plan.done, plan.total) == ("done", 1, 1), "it holds up nothing else"
    assert Ticket.objects.get(pk=other.pk).centre.code == "south_centre"
    shown = page(cast, plan)
    assert "1 open ticket was left over; it is tried again every minute" in shown
    assert "The system failed (" in shown
    for minutes in (1, 2):
        assert tried(minutes) == 0
    (left,) = queries.left_of(Reorganisation.objects.get(pk=plan.pk))
    assert (left.ticket.pk, left.statement, left.tries) == (stuck.pk, False, 3)
    assert left.at == NOON + timedelta(minutes=2)
    Ticket.objects.filter(pk=stuck.pk).update(service_level_version=heals)
    assert tried(60) == 1
    went, plan = Ticket.objects.select_related("centre", "department").get(pk=stuck.pk), _again(plan)
    assert (went.centre.code, succession.is_astray(went)) == ("south_centre", False)
    assert (plan.done, plan.total, queries.left_of(plan)) == (2, 2, [])
    assert "left over" not in page(cast, plan)
    assert tried(120) == 0
    assert not list(broken_links())


def tried(minutes: int) -> int:
    """What the job of a minute does that long after noon; how many were left over and went over now."""
    at = NOON + timedelta(minutes=minutes)
    reorganisations.bring_stragglers(now=lambda: at)
    return reorganisations.retry_left(now=lambda: at)


def _again(plan: Reorganisation) -> Reorganisation:
    return Reorganisation.objects.get(pk=plan.pk)


def lost(cast: Cast) -> str:
    """Make the successor a place that stands nowhere, so that nothing can be brought to it; return what heals it."""
    successor = cast.places["south_transport"]
    path = Place.objects.get(pk=successor.pk).path
    Place.objects.filter(pk=successor.pk).update(path=f"{successor.pk}.")
    return path


def test_a_ticket_and_a_statement_that_came_while_the_place_closed_are_left_over_of_that_plan(cast: Cast) -> None:
    ticket, other = with_coordinator(cast), filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=other.pk, at=hours(1))
    (statement,) = asked(cast, other, place(cast, "transport"), by="complaint_officer")
    plan = carried_out(cast, merge("transport", "south_transport"))
    assert queries.left_of(plan) == []
    old = {"sector": cast.places["sector"], "centre": cast.places["centre"], "department": cast.places["transport"]}
    Ticket.objects.filter(pk=ticket.pk).update(**old)
    Statement.objects.filter(pk=statement.pk).update(**old)
    path = lost(cast)
    assert tried(1) == 0
    assert tried(2) == 0
    left = queries.left_of(_again(plan))
    assert [(each.ticket.pk, each.statement, each.tries) for each in left] == [
        (ticket.pk, False, 3),
        (other.pk, True, 3),
    ], "once as what came, then each minute as what was left over"
    assert "A statement asked about it" in page(cast, plan)
    assert reorganisations.bring_stragglers(now=lambda: NOON) == 0, "they do not stand before others"
    Place.objects.filter(pk=cast.places["south_transport"].pk).update(path=path)
    assert tried(3) == 2
    assert Ticket.objects.get(pk=ticket.pk).department_id == cast.places["south_transport"].pk
    assert Statement.objects.get(pk=statement.pk).department_id == cast.places["south_transport"].pk
    assert queries.left_of(_again(plan)) == []
    assert not list(broken_links())


def test_a_plan_that_kept_no_reasons_names_what_failed_and_tries_it_again(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    heals = spoilt(ticket)
    plan = carried_out(cast, move("transport", "south_centre"))
    Reorganisation.objects.filter(pk=plan.pk).update(
        outcome={name: value for name, value in plan.outcome.items() if name != "left"} | {"failed": [ticket.pk]}
    )
    assert [each.ticket.pk for each in queries.left_of(_again(plan))] == [ticket.pk]
    Ticket.objects.filter(pk=ticket.pk).update(service_level_version=heals)
    assert reorganisations.retry_left(now=lambda: NOON) == 1
    assert "failed" not in _again(plan).outcome
