"""Two at once, on real PostgreSQL: one is first, the other is told, and nothing is done twice."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from tawasul.clocks.models import Clock
from tawasul.clocks.sounding import sound_due
from tawasul.lib.errors import Refused
from tawasul.tickets import actions
from tawasul.tickets.models import Call, Reply, Statement, Ticket
from tawasul.timeline.models import Event, Receipt
from tawasul.timeline.proof import broken_links
from tawasul.timeline.receipts import once
from tests.cast import Cast, asking, assemble, filed, hours, replied, under_review, with_coordinator
from tests.tickets.asking import ANSWER, BODY, asked, fresh, place


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


def test_a_statement_meets_the_decision_to_go_on_without_it(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket)
    outcomes = at_once(
        lambda: actions.state(actor=cast.followup_coordinator, statement_id=statement.pk, text=ANSWER, at=hours(6)),
        lambda: actions.go_on_without(actor=cast.coordinator, ticket_id=ticket.pk, reason="تأخرت", at=hours(6)),
    )
    assert refused(outcomes) in (["cancelled"], ["not-now"])
    row, now = fresh(statement), fresh(ticket)
    assert (row.state == "answered") == (row.answer == ANSWER)
    assert row.state in {"answered", "cancelled"}
    assert now.statements_open == 0
    assert not Clock.objects.filter(subject_kind="statement", ended_at=None).exists()
    assert Event.objects.filter(kind__in=["statement_answered", "went_on_without"]).count() == 1
    assert not list(broken_links())


def test_two_state_at_once_and_the_second_is_told(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket, place(cast, "other_centre"))
    texts = {"other_officer": ANSWER, "stranger": f"{ANSWER} أخرى"}
    outcomes = at_once(
        *(
            lambda name=name, text=text: actions.state(
                actor=cast.actor(name), statement_id=statement.pk, text=text, at=hours(6)
            )
            for name, text in texts.items()
        )
    )
    assert refused(outcomes) == ["answered"]
    row = fresh(statement)
    assert row.answer == texts[row.answered_by.email.split("@")[0]]
    assert fresh(ticket).statements_open == 0


def test_two_of_three_state_at_once_and_the_count_is_right(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    first, second, _third = asked(cast, ticket, place(cast, "followup"), place(cast, "other_centre"), BODY)
    outcomes = at_once(
        lambda: actions.state(actor=cast.followup_coordinator, statement_id=first.pk, text=ANSWER, at=hours(6)),
        lambda: actions.state(actor=cast.other_officer, statement_id=second.pk, text=ANSWER, at=hours(6)),
    )
    assert refused(outcomes) == []
    assert fresh(ticket).statements_open == 1
    sequence = Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk).values_list("sequence", flat=True)
    assert sorted(sequence) == list(range(1, len(sequence) + 1))


def test_asking_meets_the_sending_of_the_reply(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="نعتذر عن التأخر جدًا", at=hours(4))
    outcomes = at_once(
        lambda: asked(cast, ticket, at=hours(6), by="department_supervisor"),
        lambda: actions.submit_reply(
            actor=cast.coordinator, ticket_id=ticket.pk, text="نعتذر عن التأخر جدًا", at=hours(6)
        ),
    )
    assert refused(outcomes) == ["not-now"]
    now = fresh(ticket)
    assert (now.state == "under_review") == (now.statements_open == 0)


def test_the_same_place_is_not_asked_twice_at_once(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    outcomes = at_once(
        lambda: asked(cast, ticket, at=hours(6)),
        lambda: asked(cast, ticket, at=hours(6), by="department_supervisor"),
    )
    assert refused(outcomes) == ["invalid"]
    assert (Statement.objects.count(), fresh(ticket).statements_open) == (1, 1)


def test_an_alarm_meets_the_statement_that_it_is_about(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket)
    late = hours(24 * 20)
    outcomes = at_once(
        lambda: actions.state(actor=cast.followup_coordinator, statement_id=statement.pk, text=ANSWER, at=late),
        lambda: sound_due(at=late),
    )
    assert refused(outcomes) == []
    own = Clock.objects.get(subject_kind="statement", subject_id=statement.pk)
    assert (own.ended_at, own.next_at) == (late, None)
    sound_due(at=late + timedelta(days=30))
    kinds = list(Event.objects.filter(subject_id=ticket.pk).order_by("sequence").values_list("kind", flat=True))
    after = kinds[kinds.index("statement_answered") :]
    assert not {"statement_due_soon", "statement_late", "statement_escalated"} & set(after)
    assert not list(broken_links())


def test_two_officers_write_down_a_call_to_one_parent(cast: Cast) -> None:
    ticket = filed(cast)

    def call(who: str) -> Call:
        return actions.call_beneficiary(
            actor=cast.actor(who), ticket_id=ticket.pk, purpose="ask", outcome="no_answer", at=hours(1), seen=1
        )

    outcomes = at_once(lambda: call("complaint_officer"), lambda: call("services_supervisor"))
    assert refused(outcomes) == ["changed"]
    assert Call.objects.filter(ticket=ticket).count() == Ticket.objects.get(pk=ticket.pk).calls_made == 1
    assert not list(broken_links())


def joins(cast: Cast, ticket: Ticket, main: Ticket) -> Callable[[], Any]:
    how = {"actor": cast.complaint_officer, "ticket_id": ticket.pk, "main": main.reference, "reason": "الموضوع نفسه"}
    return lambda: actions.join(**how, at=hours(10))


def test_two_tickets_are_joined_to_each_other_one_way_alone(cast: Cast) -> None:
    first, second = filed(cast), filed(cast)
    outcomes = at_once(joins(cast, first, second), joins(cast, second, first), joins(cast, second, first))
    assert len(refused(outcomes)) == 2
    assert Ticket.objects.filter(joined_to__isnull=False).count() == 1
    assert not list(broken_links())


def test_nothing_is_joined_to_what_ends_at_the_same_moment(cast: Cast) -> None:
    """Joined first, it is let go with the withdrawal; withdrawn first, it is refused: never does it follow what has ended."""
    main, again = filed(cast), filed(cast)
    at_once(
        joins(cast, again, main),
        lambda: actions.withdraw(actor=asking(main), ticket_id=main.pk, reason="حُل الموضوع", at=hours(10)),
    )
    assert (fresh(main).state, fresh(again).joined_to_id, fresh(again).state) == ("withdrawn", None, "submitted")
    assert not list(broken_links())


def test_what_is_joined_while_the_reply_is_approved_gets_it_or_stays_by_itself(cast: Cast) -> None:
    main, again = under_review(cast), filed(cast)
    at_once(
        joins(cast, again, main),
        lambda: actions.approve_reply(actor=cast.department_supervisor, ticket_id=main.pk, at=hours(10)),
    )
    joined = fresh(again).joined_to_id is not None
    assert fresh(main).state == "replied"
    assert (fresh(again).state, Reply.objects.filter(ticket=again).count()) == (
        ("replied", 1) if joined else ("submitted", 0)
    )
    assert not list(broken_links())


def objects(ticket: Ticket) -> Callable[[], Any]:
    return lambda: actions.object_to_reply(
        actor=asking(ticket), ticket_id=ticket.pk, text="الرد لم يجب عن السؤال", at=hours(10)
    )


def test_an_objection_meets_the_closing(cast: Cast) -> None:
    """Whichever is first, the objection stands: what was closed a moment before may still be objected to."""
    ticket = replied(cast)
    outcomes = at_once(
        objects(ticket), lambda: actions.close(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(10))
    )
    assert refused(outcomes) in ([], ["not-now"])
    kinds = list(Event.objects.filter(subject_id=ticket.pk).order_by("sequence").values_list("kind", flat=True))
    assert (fresh(ticket).state, kinds.count("objected")) == ("objected", 1)
    assert ("closed" in kinds) == (refused(outcomes) == [])
    assert Clock.objects.filter(subject_id=ticket.pk, step="objection", ended_at=None).count() == 1
    assert not list(broken_links())


def test_an_expedite_meets_the_reply(cast: Cast) -> None:
    """It is counted and answered by the reply, or comes too late and is told so: never does it wait on what is replied to."""
    ticket = under_review(cast)
    outcomes = at_once(
        lambda: actions.expedite(actor=asking(ticket), ticket_id=ticket.pk, reason="الاختبارات قريبة", at=hours(10)),
        lambda: actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(10)),
    )
    after = fresh(ticket)
    assert (after.state, after.expedited_at) == ("replied", None)
    assert after.expedite_count == (0 if refused(outcomes) else 1)
    assert not after.expedites.filter(answered_at=None).exists()
    assert not list(broken_links())


def test_two_decide_an_objection_at_once(cast: Cast) -> None:
    ticket = replied(cast)
    objects(ticket)()
    seen = fresh(ticket).version
    outcomes = at_once(
        lambda: actions.uphold_objection(
            actor=cast.supervisor,
            ticket_id=ticket.pk,
            outcome="upheld",
            reasons="الاعتراض في محله",
            at=hours(12),
            seen=seen,
        ),
        lambda: actions.reject_objection(
            actor=cast.supervisor, ticket_id=ticket.pk, reasons="الرد واضح وكامل", at=hours(12), seen=seen
        ),
    )
    assert refused(outcomes) == ["changed"]
    after, objection = fresh(ticket), ticket.objections.get()
    assert (after.state, after.cycle, objection.state) in {("submitted", 2, "upheld"), ("closed", 1, "rejected")}
    assert not list(broken_links())
