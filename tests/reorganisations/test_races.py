"""A merger meets people at work, on real PostgreSQL; and a process that dies half way."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tawasul.clocks.models import Clock
from tawasul.reorganisations import actions as reorganisations
from tawasul.reorganisations.models import Reorganisation
from tawasul.tickets import actions
from tawasul.tickets.models import Custody, Reply, Ticket
from tawasul.timeline.models import Event
from tawasul.timeline.proof import broken_links
from tests.cast import SUNDAY, Cast, assemble, filed, hours, under_review, with_coordinator
from tests.reorganisations.neighbours import NOON, drafted, merge, settle
from tests.tickets.test_races import at_once, refused

TEXT = "نعتذر عن التأخر، وقد عاد الباص إلى خط سيره ابتداء من يوم الأحد."


@pytest.fixture
def cast(lasting_db: None) -> Cast:
    return settle(assemble())


def confirmed(cast: Cast) -> Reorganisation:
    plan = drafted(cast, merge("sector", "south"))
    return reorganisations.confirm(actor=cast.minister_office, plan_id=plan.pk, at=SUNDAY)


def merged_and(cast: Cast, act: Any) -> list[Any]:
    plan = confirmed(cast)
    return at_once(lambda: reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON), act)


def in_one_state(ticket: Ticket) -> Ticket:
    """At the successor, in one pair of hands, with a whole chain."""
    ticket = Ticket.objects.select_related("department").get(pk=ticket.pk)
    assert ticket.department.code == "south_transport"
    assert Custody.objects.filter(ticket=ticket, ended_at=None).count() == (ticket.state != "replied")
    assert Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk, kind="brought_over").count() == 1
    open_legs = Clock.objects.filter(subject_kind="ticket", subject_id=ticket.pk, ended_at=None)
    assert all(clock.centre.code == "south_centre" for clock in open_legs)
    assert not list(broken_links())
    return ticket


def test_a_merger_meets_an_approval(cast: Cast) -> None:
    """Zammad 1216: a ticket is merged away while somebody replies. The reply is kept, whoever is first."""
    ticket = under_review(cast)
    seen, reviewer = ticket.version, cast.department_supervisor  # made before the merger
    outcomes = merged_and(cast, lambda: actions.approve_reply(actor=reviewer, ticket_id=ticket.pk, at=NOON, seen=seen))
    assert refused(outcomes) == []
    assert in_one_state(ticket).state == "replied"
    assert Reply.objects.get(ticket=ticket).state == Reply.APPROVED


@pytest.mark.parametrize("first", ["reply", "merger"])
def test_a_merger_meets_a_reply_in_either_order(cast: Cast, first: str) -> None:
    """The one who comes second waits for the ticket's lock; what the writer saw was not changed by the merger."""
    ticket = with_coordinator(cast)
    seen, writer, plan = ticket.version, cast.coordinator, confirmed(cast)

    def reply() -> None:
        actions.draft_reply(actor=writer, ticket_id=ticket.pk, text=TEXT, at=NOON, seen=seen)

    held, gone_on, errors = Signal(), Signal(), []

    def do_first() -> None:
        try:
            with transaction.atomic():
                reply() if first == "reply" else actions.bring_over(ticket_id=ticket.pk, at=NOON)
                held.set()
                gone_on.wait(5)
        except Exception as error:
            errors.append(error)
        finally:
            held.set()
            connection.close()

    def do_second() -> None:
        try:
            if first == "reply":
                reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON)
            else:
                reply()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    if first == "merger":
        reorganisations._reshape(plan.pk, NOON)
    threads = [Thread(target=do_first), Thread(target=do_second)]
    threads[0].start()
    held.wait(10)
    threads[1].start()
    time.sleep(0.5)
    assert threads[1].is_alive(), "it waits"
    gone_on.set()
    for thread in threads:
        thread.join(30)
    assert errors == []
    reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON)
    ticket = in_one_state(ticket)
    assert (ticket.state, ticket.holder_id) == ("reply_drafted", cast.user("coordinator").pk)
    assert Reply.objects.get(ticket=ticket, state=Reply.DRAFT).text == TEXT


def test_whoever_looked_before_something_else_changed_is_told(cast: Cast) -> None:
    ticket = under_review(cast)
    seen, reviewer = ticket.version, cast.department_supervisor
    actions.add_note(actor=cast.coordinator, ticket_id=ticket.pk, text="تواصلت مع الشركة", at=hours(6))
    reorganisations.carry_out(plan_id=confirmed(cast).pk, now=lambda: NOON)
    outcomes = at_once(lambda: actions.approve_reply(actor=reviewer, ticket_id=ticket.pk, at=NOON, seen=seen))
    assert refused(outcomes) == ["changed"]


def test_two_processes_carry_out_one_plan(cast: Cast) -> None:
    tickets = [with_coordinator(cast) for _each in range(4)]
    plan = confirmed(cast)
    carry = lambda: reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON)  # noqa: E731
    assert refused(at_once(carry, carry, carry)) == []
    plan.refresh_from_db()
    assert (plan.standing, plan.done) == ("done", 4)
    for ticket in tickets:
        in_one_state(ticket)


def test_a_ticket_filed_while_its_centre_closes_is_brought_over(cast: Cast) -> None:
    ticket = filed(cast)
    plan = confirmed(cast)
    reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON)
    Ticket.objects.filter(pk=ticket.pk).update(  # as if its filing had been committed a moment later
        sector=cast.places["sector"], centre=cast.places["centre"]
    )
    assert reorganisations.bring_stragglers(now=lambda: NOON) == 1
    assert Ticket.objects.get(pk=ticket.pk).centre.code == "south_centre"


WORKER = """
import time
from datetime import datetime
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = {database!r}
from tawasul.reorganisations import actions
slowly = actions.bring_over
def bring(**given):
    time.sleep(0.1)
    return slowly(**given)
actions.bring_over = bring
actions.carry_out(plan_id={plan}, now=lambda: datetime.fromisoformat({now!r}))
"""


def test_a_process_that_is_killed_half_way_leaves_the_rest_to_another(cast: Cast) -> None:
    tickets = [with_coordinator(cast) for _each in range(12)]
    plan = confirmed(cast)
    code = WORKER.format(database=connection.settings_dict["NAME"], plan=plan.pk, now=NOON.isoformat())
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    )
    try:
        until = timezone.now() + timedelta(seconds=60)
        while timezone.now() < until and not 0 < Event.objects.filter(kind="brought_over").count() < 10:
            time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    half = Event.objects.filter(kind="brought_over").count()
    assert 0 < half < 12
    assert Reorganisation.objects.get(pk=plan.pk).standing == "under_way"
    assert reorganisations.due(NOON.date()) == [plan.pk], "the job of every minute takes it up"
    done = reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON + timedelta(minutes=1))
    assert done.standing == "done"
    for ticket in tickets:
        in_one_state(ticket)
