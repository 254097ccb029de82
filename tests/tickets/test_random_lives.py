"""Lives at random: whoever tries whatever, in whatever order, the tables hold."""

from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawasul.centres.actor import Actor, guest_actor
from tawasul.centres.models import Membership, Place
from tawasul.centres.queries import held_on
from tawasul.centres.roles import Power
from tawasul.clocks.models import Clock, Pause
from tawasul.lib.errors import Refused
from tawasul.reorganisations import actions as reorganisations
from tawasul.tickets import actions, many, policies, queries, succession, worklists
from tawasul.tickets.actions import problems
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
from tawasul.tickets.models import BatchItem, Custody, Reply, Statement, Ticket
from tawasul.tickets.statements import policies as of_statements
from tawasul.tickets.statements import queries as statements
from tawasul.timeline.proof import broken_links
from tawasul.timeline.queries import events_of
from tests.cast import SUNDAY, Cast, asking, filed
from tests.reorganisations.neighbours import merge, move, settle
from tests.tickets.asking import ANSWER, BODY, QUESTION, SCHOOL, place

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
# Often, that many statements are asked, asked back, answered and withdrawn in every order.
ON_JOINING = (Action.JOIN, Action.ASK_TO_JOIN, Action.ANSWER_JOINING)
ON_STATEMENTS = (Action.ASK_STATEMENTS, Action.ANSWER_BACK, Action.GO_ON_WITHOUT)
UNSEEN = {Action.PASS_BACK, Action.SEND_BACK_REPLY, Action.ANSWER_BACK, Action.REMIND_STATEMENT, Action.GO_ON_WITHOUT}


class Asked(StrEnum):
    """What those do who are asked for a statement; the lifecycle is of those who see the ticket."""

    STATE = "state"
    ASK_BACK = "ask_back"


class Around(StrEnum):
    """What happens to the tree in which tickets lie, and to several of them at once."""

    REORGANISE = "reorganise"
    TOGETHER = "together"


# What becomes of places in the midst of lives: one closes, a centre, a whole sector; one moves to a centre elsewhere.
PLANS = (
    merge("transport", "south_transport"),
    merge("centre", "south_centre"),
    merge("sector", "south"),
    move("transport", "other_centre"),
)
TOGETHER = (Action.TAKE, Action.REMIND, Action.CLOSE, Action.RAISE)

MOVES = st.lists(
    st.tuples(
        st.sampled_from(PLAYERS),
        st.sampled_from([*Action, *Asked, *ON_STATEMENTS, *ON_JOINING, *Around, *Around]),
        st.integers(0, 3),
        st.integers(0, 4000),
        st.sampled_from([0, 0, 0, 1]),
    ),
    max_size=25,
)
Moves = list[
    tuple[str, Action | Asked | Around, int, int, int]
]  # who, what, how, minutes later, to which of the two tickets


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
        case Action.ASK_STATEMENTS:
            whom = [
                [place(cast, "transport")],
                [place(cast, "followup", within=2), BODY],
                [place(cast, "other_centre"), SCHOOL],
                [place(cast, "main_centre", within=2), place(cast, "admission")],
            ]
            actions.ask_statements(**how, entities=whom[choice], question=QUESTION)
        case Action.ANSWER_BACK:
            waiting = ticket.statements.filter(state=Statement.ASKED_BACK).order_by("number").first()
            number = waiting.number if waiting is not None and choice else choice + 1
            actions.answer_back(**how, number=number, text="الأسبوع الماضي")
        case Action.REMIND_STATEMENT:
            actions.remind_statement(**how, number=choice + 1)
        case Action.GO_ON_WITHOUT:
            actions.go_on_without(**how, numbers=[choice] if choice > 1 else [], reason="طال الانتظار")
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
        case Action.CALL_BENEFICIARY:
            outcome = ["no_answer", "later", "wrong_number", "reached"][choice]
            again = at + timedelta(days=1) if choice == 1 else None
            actions.call_beneficiary(**how, purpose="ask", outcome=outcome, text="طلب الاتصال غدًا", next_at=again)
        case Action.PLAN_CALL:
            actions.plan_call(**how, purpose="tell", next_at=at + timedelta(hours=choice), mine=choice > 1)
        case Action.DROP_CALL:
            actions.drop_call(**how)
        case Action.TAKE_BACK_CALL:
            actions.take_back_call(**how, number=choice + 1, reason="تذكرة أخرى")
        case Action.CORRECT_MOBILE:
            actions.correct_mobile(**how, mobile=f"055999887{choice}", reason="من الهوية")
        case Action.GO_ON_UNREACHED:
            actions.go_on_unreached(**how, reason="تكفي المعلومات")
        case Action.ADD_NOTE:
            actions.add_note(**how, text="ملاحظة داخلية")
        case Action.ADD_FILES:
            actions.add_files(**how, uploads=[])
        case Action.JOIN:
            actions.join(**how, main=_another(ticket, choice), reason="الموضوع نفسه")
        case Action.SPLIT:
            actions.split(**how, reason="موضوع آخر")
        case Action.ASK_TO_JOIN:
            actions.ask_to_join(**how, centre_id=places["other_centre"].pk, reason="الموضوع نفسه")
        case Action.ANSWER_JOINING:
            actions.answer_joining(**how, accepted=choice > 1, text="موضوع آخر")
        case Action.SHARE_REPLY:
            actions.share_reply(**how)
        case Action.BRING_OVER | Action.BRING_TO_DEPARTMENT | Action.BRING_TO_CENTRE:
            actions.bring_over(**how)
        case Action.LINK_PROBLEM:
            actions.link_problem(**how, problem=_problem(cast, choice, at))
        case Action.UNLINK_PROBLEM:
            actions.unlink_problem(**how, reason="سبب آخر")
        case Action.GIVE_ANSWER:
            actions.give_answer(**how)
        case Action.ADD_WORDS:
            actions.add_words(**how, text="وتأخر الباص اليوم أيضًا")


def _problem(cast: Cast, choice: int, at: datetime) -> str:
    """One of the ministry's, or of a centre's, or none."""
    who = ["ministry_supervisor", "complaint_officer", "other_officer", ""][choice]
    if not who:
        return "26000000"
    return problems.open_problem(actor=cast.actor(who), title="عطل في الخدمة", at=at).number


def _another(ticket: Ticket, choice: int) -> str:
    """Another ticket, of the same person or not; or none, or the ticket itself."""
    others = list(Ticket.objects.exclude(pk=ticket.pk).order_by("pk")[:2])
    return [*(row.reference for row in others), "26000000000", ticket.reference][min(choice, len(others) + 1)]


def attempt_asked(actor: Actor, statement: Statement, act: Asked, at: datetime) -> None:
    """One of those asked acts; by a link it is whoever has it."""
    if not statement.inside:
        actor = guest_actor(statement_id=statement.pk, name="مدير الشركة")
    if act is Asked.STATE:
        actions.state(actor=actor, statement_id=statement.pk, text=ANSWER, at=at)
    else:
        actions.ask_back(actor=actor, statement_id=statement.pk, text="أي فترة تقصدون؟", at=at)


def check_statements(cast: Cast, ticket: Ticket) -> None:
    rows = list(ticket.statements.all())
    awaited = [row for row in rows if row.ended_at is None]
    assert ticket.statements_open == len(awaited)
    assert not awaited or ticket.state not in {"under_review", "replied", "closed", "withdrawn"}
    for row in rows:
        own = Clock.objects.get(subject_kind="statement", subject_id=row.pk)
        assert (own.ended_at, own.due_at if row.open else None) == (row.ended_at, row.due_at if row.open else None)
        assert (own.paused_at is not None) == (row.state == Statement.ASKED_BACK)
        assert row.turns.filter(answered_at=None).count() == (row.state == Statement.ASKED_BACK) or not row.open
    owed = {"waiting_for_statement"} if any(row.state == Statement.ASKED and row.pauses for row in awaited) else set()
    for running in Clock.objects.filter(subject_kind="ticket", subject_id=ticket.pk, ended_at=None):
        returned = {"waiting_for_beneficiary"} if ticket.state == "returned" and running.step == "whole" else set()
        standing = set(Pause.objects.filter(clock=running, ended_at=None).values_list("reason", flat=True))
        assert standing <= owed | returned
        assert bool(standing) == bool(owed | returned) == (running.paused_at is not None)
    for name in PLAYERS[:-1]:
        actor = cast.actor(name)
        mine = {row.pk for row in rows if of_statements.is_asked(actor, row)}
        asked = statements.statements_asked_of(actor).filter(ticket=ticket)
        assert mine == {row.pk for row in asked.filter(statements.asked_of_place_of(actor))}
        sees = {row.pk for row in statements.statements_visible_to(actor).filter(ticket=ticket)}
        asked_below = {row.pk for row in asked}
        asked_before = {row.pk for row in rows if _took_over(actor, row)}
        on_ticket = {row.pk for row in rows} if policies.covers(actor, ticket) else set()
        assert sees == asked_below | asked_before | on_ticket
        assert mine <= asked_below


def _took_over(actor: Actor, row: Statement) -> bool:
    """Whether a place was asked that the actor's took over from: what it was asked, and answered, stays readable."""
    reach = actor.reach
    if reach is None or not reach.former or reach.column is None or not actor.can(Power.ANSWER):
        return False
    return getattr(row, reach.column) in reach.former


def check_calls(ticket: Ticket) -> None:
    standing = ticket.calls.filter(taken_back_at=None).order_by("number")
    assert ticket.calls_made == standing.count()
    counted = standing.filter(number__gt=ticket.calls_settled).last()
    assert ticket.mobile_wrong == (counted is not None and counted.outcome == "wrong_number")
    assert (ticket.call_at is None) == (ticket.call_purpose == "")
    assert ticket.call_at is None or State(ticket.state) not in FINAL_STATES
    assert ticket.unreached_at is None or standing.count() > 2


def check_problem(ticket: Ticket) -> None:
    waiting = list(ticket.linkings.filter(left_at=None))
    assert [row.problem_id for row in waiting] == ([ticket.problem_id] if ticket.problem_id else [])
    assert ticket.problem_id is None or State(ticket.state) in UNANSWERED_STATES
    if ticket.problem is not None:
        assert ticket.problem.centre_id in {None, ticket.centre_id}
        assert ticket.centre_id in set(ticket.problem.concerns.values_list("place_id", flat=True))


def check(cast: Cast, ticket: Ticket) -> None:
    check_statements(cast, ticket)
    check_problem(ticket)
    check_calls(ticket)
    state = State(ticket.state)
    open_legs = list(Custody.objects.filter(ticket=ticket, ended_at=None))
    hands = Hands.NOBODY if ticket.joined_to_id else HANDS[state]
    assert len(open_legs) == (0 if hands is Hands.NOBODY else 1)
    assert all(leg.hands == hands.value for leg in open_legs)
    assert (ticket.ended_at is not None) == (state in FINAL_STATES)
    events = events_of("ticket", ticket.pk)
    versions = [event.data["version"] for event in events]
    assert sorted(set(versions)) == list(range(1, ticket.version + 1)), "no change without its event"
    assert versions == sorted(versions)
    said_with = [later for earlier, later in pairwise(events) if later.data["version"] == earlier.data["version"]]
    assert {event.kind for event in said_with} <= {"deadline_moved"}, "what a change brought with it, and no more"
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


def check_lists(cast: Cast) -> None:
    for name in PLAYERS[:-1]:
        actor = cast.actor(name)
        listed = {row.key: len(worklists.page_of(actor, row).tickets) for row in worklists.worklists_for(actor)}
        listed.pop("ended", None)
        assert {key: count for key, count in worklists.counts_for(actor).items() if count is not None} == listed


def seen_outside(ticket: Ticket) -> tuple[int, list[int]]:
    """How far its beneficiary sees the ticket, and what they are told of its way."""
    seen = queries.public_contents_of(ticket)
    return PROGRESS.index(seen.furthest), [event.sequence for event in seen.events]


@pytest.mark.parametrize("ticket_type", list(TicketType))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(moves=MOVES)
def test_no_life_leaves_the_tables(cast: Cast, ticket_type: TicketType, moves: Moves) -> None:
    try:
        with transaction.atomic():
            _live(cast, ticket_type, moves)
            raise _Undone
    except _Undone:
        pass


def _live(cast: Cast, ticket_type: TicketType, moves: Moves) -> None:
    """Two tickets of one person, which may be joined to each other and parted again, in a tree that changes."""
    cast = Cast(places=dict(cast.places), members=dict(cast.members))
    if any(action is Around.REORGANISE for _who, action, *_how in moves):
        cast = settle(cast)
    tickets = [filed(cast, type=ticket_type.value), filed(cast, type=ticket_type.value)]
    at = SUNDAY
    outside = {ticket.pk: seen_outside(ticket) for ticket in tickets}
    for player, action, choice, minutes, which in moves:
        at += timedelta(minutes=minutes)
        ticket = Ticket.objects.get(pk=tickets[which].pk)
        if action is Around.REORGANISE:
            _reorganise(cast, tickets, choice, at)
            outside = _told_further(tickets, outside)
            continue
        if action is Around.TOGETHER:
            _together(cast, tickets, player, choice, at)
            outside = _told_further(tickets, outside)
            continue
        if isinstance(action, Asked):
            _asked(cast, ticket, player, action, choice, at)
            continue
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
            continue
        assert may, f"{player} did {action} in {ticket.state}, which the table does not allow"
        after = Ticket.objects.get(pk=ticket.pk)
        assert row is not None
        assert after.state == (row.to.value if row.to else before[1])
        before_that, outside = outside, {pk: seen_outside(Ticket.objects.get(pk=pk)) for pk in outside}
        for pk, (furthest, told) in before_that.items():
            if action not in BEGINS_ANEW:
                assert outside[pk][0] >= furthest, f"{action} moved a request back before its beneficiary"
            assert outside[pk][1][: len(told)] == told, "what was told stays told"
        if action in UNSEEN:
            assert outside == before_that, "what goes back inside is not told"
    for each in tickets:
        check(cast, Ticket.objects.get(pk=each.pk))
    check_lists(cast)


Outside = dict[int, tuple[int, list[int]]]


def _told_further(tickets: list[Ticket], before: Outside) -> Outside:
    """What the beneficiary sees now: never less far than before, and all that was told."""
    now = {ticket.pk: seen_outside(Ticket.objects.get(pk=ticket.pk)) for ticket in tickets}
    for pk, (furthest, told) in before.items():
        assert now[pk][0] >= furthest
        assert now[pk][1][: len(told)] == told
    return now


def _reorganise(cast: Cast, tickets: list[Ticket], choice: int, at: datetime) -> None:
    """A place closes, or moves: what is open lies where its work is done now, what has ended stays as it was."""
    columns = ("pk", "state", "version", "sector", "centre", "department", "committed_at")
    ours = Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets])
    before = {row["pk"]: row for row in ours.values(*columns)}
    today = timezone.localdate(at)
    try:
        with transaction.atomic():
            how = {"decree": "1448/12", "reason": "دمج الجهات", "takes_effect_on": today}
            plan = reorganisations.draft(actor=cast.administrator, at=at, **how)  # type: ignore[arg-type]
            reorganisations.add_lines(actor=cast.administrator, plan_id=plan.pk, lines=[PLANS[choice]])
            reorganisations.confirm(actor=cast.ministry_supervisor, plan_id=plan.pk, at=at)
    except Refused:  # its places closed already
        assert {row["pk"]: row for row in ours.values(*columns)} == before
        return
    done = reorganisations.carry_out(plan_id=plan.pk, now=lambda: at)
    assert done.standing == "done"
    assert "left" not in done.outcome
    for ticket in ours.select_related("centre", "department"):
        was = before[ticket.pk]
        if State(was["state"]) in FINAL_STATES:
            assert next(iter(ours.filter(pk=ticket.pk).values(*columns))) == was
        else:
            assert not succession.is_astray(ticket)
            assert ticket.committed_at <= was["committed_at"], "nothing that was promised becomes later"
    cast.places |= {name: Place.objects.get(pk=row.pk) for name, row in cast.places.items()}
    held = Membership.objects.filter(held_on(today), covers=None).select_related("user", "place", "covers")
    for name, row in cast.members.items():
        same = list(held.filter(user=row.user_id, role=row.role).order_by("-pk"))
        cast.members[name] = next((each for each in same if each.pk == row.pk), same[0])


def _together(cast: Cast, tickets: list[Ticket], player: str, choice: int, at: datetime) -> None:
    """One action asked for on both tickets: each is done as the table allows, or refused with why and unchanged."""
    if player == "beneficiary":
        return
    actor, action = cast.actor(player), TOGETHER[choice]
    seen = {pk: Ticket.objects.get(pk=pk) for pk in queries.tickets_visible_to(actor).values_list("pk", flat=True)}
    numbers = [ticket.reference for ticket in tickets]
    try:
        with transaction.atomic():
            batch = many.ask(actor=actor, action=action, references=numbers, given={}, at=at)
    except Refused:
        assert not seen
        return
    many.work_through(batch_id=batch.pk, now=lambda: at)
    items = list(batch.items.order_by("position"))
    assert {item.ticket_id for item in items} == seen.keys() & {ticket.pk for ticket in tickets}
    apart = all(ticket.joined_to_id is None for ticket in seen.values())  # what joins follows its main ticket
    for item in items:
        was, now = seen[item.ticket_id], Ticket.objects.get(pk=item.ticket_id)
        row = step_for(TicketType(was.type), State(was.state), action)
        assert item.state in {BatchItem.DONE, BatchItem.REFUSED}
        if item.state == BatchItem.REFUSED:
            assert item.why_ar
            assert item.why_en
            assert now.version == was.version or not apart
        elif apart:
            assert row is not None
            assert policies.may_take(actor, was, row, at)
            assert now.version > was.version


def _asked(cast: Cast, ticket: Ticket, player: str, act: Asked, choice: int, at: datetime) -> None:
    """One who is asked, or is not, acts on one of the statements: as the policies say, unseen by the beneficiary."""
    statement = ticket.statements.filter(number=choice + 1).first()
    if statement is None or player == "beneficiary":
        return
    actor = cast.actor(player)
    may = of_statements.may_answer if act is Asked.STATE else of_statements.may_ask_back
    whoever = actor if statement.inside else guest_actor(statement_id=statement.pk, name="مدير الشركة")
    expected, before, outside = may(whoever, statement), (ticket.version, ticket.state), seen_outside(ticket)
    try:
        with transaction.atomic():
            attempt_asked(actor, statement, act, at)
    except Refused:
        after = Ticket.objects.get(pk=ticket.pk)
        assert not expected, f"{player} could not {act} {statement}"
        assert (after.version, after.state) == before, "a refusal changes nothing"
    else:
        after = Ticket.objects.get(pk=ticket.pk)
        assert expected, f"{player} did {act} on {statement}"
        assert (after.version, after.state) == (before[0] + 1, before[1])
        assert seen_outside(after) == outside


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
