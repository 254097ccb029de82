"""Two at once, on real PostgreSQL: one is first, the other is told, and nothing is done twice."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from tawasul.lib.errors import Refused
from tawasul.tickets import actions
from tawasul.tickets.models import Reply, Ticket
from tawasul.timeline.models import Event, Receipt
from tawasul.timeline.proof import broken_links
from tawasul.timeline.receipts import once
from tests.cast import Cast, asking, assemble, filed, hours, under_review


@pytest.fixture
def cast(lasting_db: None) -> Cast:
    return assemble()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all at the same moment, each on a connection of its own; what each gave, or the refusal it met."""
    gate = Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait()
            outcomes[number] = act()
        except Refused as refused:
            outcomes[number] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


def refused(outcomes: list[Any]) -> list[str]:
    return [each.code for each in outcomes if isinstance(each, Refused)]


def test_two_officers_take_one_ticket(cast: Cast) -> None:
    ticket = filed(cast)
    outcomes = at_once(
        lambda: actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1), seen=1),
        lambda: actions.take(actor=cast.services_supervisor, ticket_id=ticket.pk, at=hours(1), seen=1),
    )
    assert refused(outcomes) == ["changed"]
    assert Event.objects.filter(kind="taken").count() == 1


def test_a_withdrawal_meets_an_approval(cast: Cast) -> None:
    ticket = under_review(cast)
    outcomes = at_once(
        lambda: actions.withdraw(actor=asking(ticket), ticket_id=ticket.pk, reason="حلت", at=hours(6)),
        lambda: actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(6)),
    )
    assert refused(outcomes) == ["not-now"]
    ticket = Ticket.objects.get(pk=ticket.pk)
    assert (ticket.state == "replied") == Reply.objects.filter(ticket=ticket, state=Reply.APPROVED).exists()
    assert not list(broken_links())


def test_two_reviewers_decide_at_once(cast: Cast) -> None:
    ticket = under_review(cast)
    seen = ticket.version
    outcomes = at_once(
        lambda: actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(6), seen=seen),
        lambda: actions.send_back_reply(
            actor=cast.quality_officer, ticket_id=ticket.pk, reasons="غير واضح", at=hours(6), seen=seen
        ),
    )
    assert refused(outcomes) == ["changed"]
    assert Reply.objects.exclude(state=Reply.DRAFT).count() == 1


def test_notes_of_many_at_one_moment_are_all_kept_in_one_chain(cast: Cast) -> None:
    ticket = filed(cast)
    names = ("complaint_officer", "services_supervisor", "supervisor", "quality_officer")
    outcomes = at_once(
        *(
            lambda name=name: actions.add_note(actor=cast.actor(name), ticket_id=ticket.pk, text="ملاحظة", at=hours(1))
            for name in names
        )
    )
    assert refused(outcomes) == []
    assert sorted(Event.objects.filter(subject_id=ticket.pk).values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]
    assert not list(broken_links())


def test_a_double_click_files_once_and_both_get_the_number(cast: Cast) -> None:
    def click() -> Any:
        return once(
            scope="session:1",
            key="a-key",
            asked={"text": "same"},
            at=hours(0),
            act=lambda: {"reference": filed(cast).reference},
        )

    first, second = at_once(click, click)
    assert first == second
    assert Ticket.objects.count() == 1
    assert Receipt.objects.count() == 1


def test_a_key_used_for_something_else_is_refused_and_a_failed_try_may_be_made_again(cast: Cast) -> None:
    def failing() -> Any:
        filed(cast)
        raise Refused("no")

    with pytest.raises(Refused):
        once(scope="s", key="k", asked={"n": 1}, at=hours(0), act=failing)
    assert not Ticket.objects.exists()
    assert once(scope="s", key="k", asked={"n": 1}, at=hours(0), act=lambda: 7) == 7
    with pytest.raises(Refused, match="key-reused"):
        once(scope="s", key="k", asked={"n": 2}, at=hours(0), act=lambda: 8)
