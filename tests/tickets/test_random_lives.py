"""Lives at random: whoever tries whatever, in whatever order, the tables hold."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawasul.centres.actor import Actor
from tawasul.clocks.models import Clock
from tawasul.lib.errors import Refused
from tawasul.tickets import actions, policies, queries, worklists
from tawasul.tickets.lifecycle import (
    FINAL_STATES,
    HANDS,
    PROGRESS,
    UNANSWERED_STATES,
    Action,
    Hands,
    State,
    TicketType,
    step_for,
)
from tawasul.tickets.models import Custody, Reply, Ticket
from tawasul.timeline.proof import broken_links
from tawasul.timeline.queries import events_of
from tests.cast import SUNDAY, Cast, asking, filed

PLAYERS = (
    "complaint_officer",
    "services_supervisor",
    "supervisor",
    "quality_officer",
    "performance_officer",
    "call_centre_agent",
    "coordinator",
    "second_coordinator",
    "department_supervisor",
    "followup_coordinator",
    "other_officer",
    "other_coordinator",
    "counter_officer",
    "ministry_supervisor",
    "official",
    "official_office",
    "beneficiary",
)
MOVES = st.lists(
    st.tuples(st.sampled_from(PLAYERS), st.sampled_from(list(Action)), st.integers(0, 3), st.integers(0, 4000)),
    max_size=25,
)


# After these a request makes its way again before its beneficiary.
BEGINS_ANEW = {Action.RETURN, Action.OBJECT, Action.UPHOLD_OBJECTION}


class _Undone(Exception):
    """Rolls an example back."""


def attempt(cast: Cast, actor: Actor, ticket: Ticket, action: Action, choice: int, at) -> None:  # type: ignore[no-untyped-def]
    places = cast.places
    how = {"actor": actor, "ticket_id": ticket.pk, "at": at}
    members = [
        cast.members[n].pk for n in ("coordinator", "second_coordinator", "followup_coordinator", "other_coordinator")
    ]
    match action:
        case Action.TAKE | Action.ACCEPT | Action.APPROVE_REPLY | Action.CLOSE:
            getattr(actions, action.value)(**how)
        case Action.CLASSIFY:
            actions.classify(**how, type=list(TicketType)[choice])
        case Action.RETURN:
            actions.return_for_completion(**how, missing="رقم المدرسة")
        case Action.COMPLETE:
            actions.complete(**how, text="هذا هو الرقم")
        case Action.REFER_TO_DEPARTMENT:
            name = ["transport", "followup", "admission", "sector"][choice]
            actions.refer_to_department(**how, department_id=places[name].pk, reason="من اختصاصها")
        case Action.REFER_TO_COORDINATOR:
            actions.refer_to_coordinator(**how, membership_id=members[choice], reason="المختص")
        case Action.REFER_TO_CENTRE:
            name = ["centre", "other_centre", "main_centre", "unit"][choice]
            actions.refer_to_centre(**how, centre_id=places[name].pk, reason="تخصه")
        case Action.PASS_BACK:
            actions.pass_back(**how, reason="تخص غيرنا")
        case Action.DRAFT_REPLY | Action.SUBMIT_REPLY:
            getattr(actions, action.value)(**how, text=f"نفيدكم بأنه تمت المعالجة {choice}")
        case Action.SEND_BACK_REPLY:
            actions.send_back_reply(**how, reasons="غير واضح")
        case Action.WITHDRAW:
            actions.withdraw(**how, reason="حلت")
        case Action.OBJECT:
            actions.object_to_reply(**how, text="الرد لم يجب عن السؤال")
        case Action.UPHOLD_OBJECTION:
            actions.uphold_objection(
                **how, outcome=["upheld", "partly", "other", ""][choice], reasons="الاعتراض في محله"
            )
        case Action.REJECT_OBJECTION:
            actions.reject_objection(**how, reasons="الرد واضح وكامل")
        case Action.DROP_OBJECTION:
            actions.drop_objection(**how, reason="وصلني التوضيح")
        case Action.EXPEDITE:
            actions.expedite(**how, reason="الاختبارات بعد أسبوع")
        case Action.ANSWER_EXPEDITE:
            actions.answer_expedite(**how, text="خُصصت حافلة بديلة تبدأ يوم الأحد")
        case Action.REASSIGN:
            actions.reassign(
                **how, membership_id=[*members, cast.members["complaint_officer"].pk][choice], reason="توزيع"
            )
        case Action.REMIND:
            actions.remind(**how)
        case Action.CALL_HOLDER:
            actions.call_holder(**how, outcome="reached")
        case Action.RAISE:
            actions.raise_ticket(**how)
        case Action.ADD_NOTE:
            actions.add_note(**how, text="ملاحظة داخلية")
        case Action.ADD_FILES:
            actions.add_files(**how, uploads=[])


def check(cast: Cast, ticket: Ticket) -> None:
    state = State(ticket.state)
    open_legs = list(Custody.objects.filter(ticket=ticket, ended_at=None))
    assert len(open_legs) == (0 if HANDS[state] is Hands.NOBODY else 1)
    assert all(leg.hands == HANDS[state].value for leg in open_legs)
    assert (ticket.ended_at is not None) == (state in FINAL_STATES)
    events = events_of("ticket", ticket.pk)
    assert events[-1].data["version"] == ticket.version == len(events), "no change without its event"
    assert events[-1].data["state"] == ticket.state
    for reply in Reply.objects.filter(ticket=ticket):
        assert (reply.state == Reply.APPROVED) == (reply.released_at is not None)
        assert reply.reviewer_id is None or reply.reviewer_id != reply.author_id
    released = Reply.objects.filter(ticket=ticket, state=Reply.APPROVED).count()
    assert released == ticket.cycle - (0 if ticket.replied_at else 1), "one a cycle, the last perhaps still to come"
    objections = list(ticket.objections.select_related("reply").order_by("number"))
    assert [each.number for each in objections] == list(range(1, ticket.objection_count + 1))
    assert ticket.cycle == 1 + sum(each.state in {"upheld", "partly"} for each in objections)
    assert [each for each in objections if each.state == "open"] == objections[-1:] * (state is State.OBJECTED)
    for each in objections:
        assert each.decided_by_id not in {each.reply.author_id, each.reply.reviewer_id}, "author ≠ approver ≠ decider"
    wholes = list(Clock.objects.filter(subject_id=ticket.pk, step="whole").order_by("leg"))
    assert len(wholes) == ticket.cycle
    assert all(clock.ended_at for clock in wholes[:-1])
    waiting = ticket.expedites.filter(answered_at=None).order_by("number")
    assert ticket.expedited_at == (waiting[0].at if waiting else None)
    assert ticket.expedite_count == ticket.expedites.count()
    assert not waiting or state in UNANSWERED_STATES
    assert not list(broken_links())
    for name in PLAYERS[:-1]:
        actor = cast.actor(name)
        assert policies.covers(actor, ticket) == queries.tickets_visible_to(actor).filter(pk=ticket.pk).exists()
        listed = {row.key for row in worklists.worklists_for(actor) if _stands(actor, row, ticket)}
        counts = worklists.counts_for(actor)
        assert {key for key, count in counts.items() if count} == listed - {"ended"}


def seen_outside(ticket: Ticket) -> tuple[int, list[int]]:
    """How far its beneficiary sees the ticket, and what they are told of its way."""
    seen = queries.public_contents_of(ticket)
    return PROGRESS.index(seen.furthest), [event.sequence for event in seen.events]


def _stands(actor: Actor, row: worklists.Worklist, ticket: Ticket) -> bool:
    return ticket.pk in {each.pk for each in worklists.page_of(actor, row).tickets}


@pytest.mark.parametrize("ticket_type", list(TicketType))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(moves=MOVES)
def test_no_life_leaves_the_tables(
    cast: Cast, ticket_type: TicketType, moves: list[tuple[str, Action, int, int]]
) -> None:
    try:
        with transaction.atomic():
            _live(cast, ticket_type, moves)
            raise _Undone
    except _Undone:
        pass


def _live(cast: Cast, ticket_type: TicketType, moves: list[tuple[str, Action, int, int]]) -> None:
    ticket = filed(cast, type=ticket_type.value)
    at = SUNDAY
    outside = seen_outside(ticket)
    for player, action, choice, minutes in moves:
        at += timedelta(minutes=minutes)
        ticket = Ticket.objects.get(pk=ticket.pk)
        actor = asking(ticket) if player == "beneficiary" else cast.actor(player)
        row = step_for(TicketType(ticket.type), State(ticket.state), action)
        may = row is not None and policies.may_take(actor, ticket, row, at)
        if may and row is not None and player != "beneficiary":
            assert policies.could_take(actor, TicketType(ticket.type), row), f"help does not tell {player} of {action}"
        before = (ticket.version, ticket.state)
        try:
            with transaction.atomic():
                attempt(cast, actor, ticket, action, choice, at)
        except Refused:
            after = Ticket.objects.get(pk=ticket.pk)
            assert (after.version, after.state) == before, "a refusal changes nothing"
        else:
            assert may, f"{player} did {action} in {ticket.state}, which the table does not allow"
            after = Ticket.objects.get(pk=ticket.pk)
            assert row is not None
            assert after.state == (row.to.value if row.to else before[1])
            before_that, outside = outside, seen_outside(after)
            if action not in BEGINS_ANEW:
                assert outside[0] >= before_that[0], f"{action} moved the request back before its beneficiary"
            assert outside[1][: len(before_that[1])] == before_that[1], "what was told stays told"
            if action in {Action.PASS_BACK, Action.SEND_BACK_REPLY}:
                assert outside == before_that, "what goes back inside is not told"
    check(cast, Ticket.objects.get(pk=ticket.pk))


def test_the_happy_path_is_found_by_the_buttons_alone(cast: Cast) -> None:
    """Whoever presses only the buttons that the page offers comes from filing to the end."""
    ticket = filed(cast)
    presses = [
        ("complaint_officer", Action.TAKE, 0),
        ("complaint_officer", Action.REFER_TO_COORDINATOR, 0),
        ("coordinator", Action.DRAFT_REPLY, 0),
        ("coordinator", Action.SUBMIT_REPLY, 0),
        ("department_supervisor", Action.APPROVE_REPLY, 0),
        ("complaint_officer", Action.CLOSE, 0),
    ]
    for hour, (name, action, choice) in enumerate(presses, start=1):
        ticket = Ticket.objects.get(pk=ticket.pk)
        assert action in {row.action for row in policies.steps_open_to(cast.actor(name), ticket)}
        attempt(cast, cast.actor(name), ticket, action, choice, SUNDAY + timedelta(hours=hour))
    assert Ticket.objects.get(pk=ticket.pk).state == "closed"
