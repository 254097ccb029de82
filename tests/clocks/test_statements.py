"""What statements do to the beneficiary's time: it stands still for whom the document says so, and nothing is counted twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tawasul.calendars import actions as calendars
from tawasul.calendars.schedule import Words
from tawasul.centres.actor import guest_actor
from tawasul.clocks import recalculation
from tawasul.clocks.models import Clock, Pause
from tawasul.service_levels.amounts import PAUSED_BY, Entity, Pausing, Step
from tawasul.service_levels.queries import document
from tawasul.tickets import actions
from tawasul.tickets.models import Statement, Ticket
from tawasul.timeline.queries import events_of
from tests.cast import RIYADH, Cast, asking, filed
from tests.clocks.naive import OF_A_DAY, Known, after
from tests.clocks.times import clock, fresh, moment, sound
from tests.service_levels.documents import SHIPPED, changed, published
from tests.tickets.asking import ANSWER, BODY, SCHOOL, asked, place

pytestmark = pytest.mark.django_db

OFF = Known(frozenset({date(2026, 9, 23), date(2026, 9, 24)}))


def in_triage(cast: Cast, at: str = "2026-09-13 08:00", **more: object) -> Ticket:
    ticket = filed(cast, at=moment(at), **more)  # type: ignore[arg-type]
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=moment(at))
    return ticket


def ask(cast: Cast, ticket: Ticket, at: str, *entities: object) -> list[Statement]:
    return asked(cast, ticket, *entities, at=moment(at), by="complaint_officer")  # type: ignore[arg-type]


def state(cast: Cast, statement: Statement, at: str) -> None:
    guest = guest_actor(statement_id=statement.pk, name="مدير الشركة")
    actor = cast.followup_coordinator if statement.inside else guest
    actions.state(actor=actor, statement_id=statement.pk, text=ANSWER, at=moment(at))


def give_back(cast: Cast, ticket: Ticket, at: str) -> None:
    actions.return_for_completion(
        actor=cast.complaint_officer, ticket_id=ticket.pk, missing="صورة القرار", at=moment(at)
    )


def complete(ticket: Ticket, at: str) -> None:
    actions.complete(actor=asking(ticket), ticket_id=ticket.pk, text="مرفقة", at=moment(at))


def pauses(row: Clock) -> list[tuple[str, str, str]]:
    return [
        (
            each.reason,
            *(f"{edge.astimezone(RIYADH):%d %H:%M}" if edge else "" for edge in (each.began_at, each.ended_at)),
        )
        for each in Pause.objects.filter(clock=row).order_by("began_at", "pk")
    ]


def test_a_third_partys_time_does_not_count_and_the_houses_own_does(cast: Cast) -> None:
    ticket = in_triage(cast)
    before = clock(ticket).due_at
    (inside,) = ask(cast, ticket, "2026-09-13 09:00", place(cast, "followup"))
    assert clock(ticket).paused_at is None
    (body,) = ask(cast, ticket, "2026-09-13 09:30", BODY)
    (school,) = ask(cast, ticket, "2026-09-13 09:40", SCHOOL)
    assert [row.pauses for row in (inside, body, school)] == [False, True, False]
    assert clock(ticket).paused_at == moment("2026-09-13 09:30")
    assert fresh(ticket).due_at is None, "nobody of the house could act"
    assert sound(moment("2026-09-15 08:00")) == 0
    state(cast, body, "2026-09-15 09:30")
    whole = clock(ticket)
    assert whole.paused_at is None
    assert before == after(moment("2026-09-13 08:00"), 10 * OF_A_DAY, "d", OFF, [])
    span = [(moment("2026-09-13 09:30"), moment("2026-09-15 09:30"))]
    assert whole.due_at == after(moment("2026-09-13 08:00"), 10 * OF_A_DAY, "d", OFF, span)
    assert whole.due_at > before
    assert fresh(ticket).committed_at == whole.due_at
    assert pauses(whole) == [("waiting_for_statement", "13 09:30", "15 09:30")]


def test_the_holders_own_time_stands_still_with_it(cast: Cast) -> None:
    ticket = in_triage(cast)
    triage = clock(ticket, "triage", 2)
    (body,) = ask(cast, ticket, "2026-09-13 09:00", BODY)
    assert clock(ticket, "triage", 2).paused_at == moment("2026-09-13 09:00")
    state(cast, body, "2026-09-14 09:00")
    assert clock(ticket, "triage", 2).due_at == triage.due_at + timedelta(days=1)


def test_a_leg_that_begins_while_it_stands_still_does_not_run_either(cast: Cast) -> None:
    ticket = in_triage(cast)
    (body,) = ask(cast, ticket, "2026-09-13 09:00", BODY)
    actions.refer_to_department(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        department_id=cast.places["transport"].pk,
        reason="من اختصاصها",
        at=moment("2026-09-13 10:00"),
    )
    leg = clock(ticket, "answer")
    assert (leg.began_at, leg.paused_at) == (moment("2026-09-13 10:00"), moment("2026-09-13 10:00"))
    assert clock(ticket, "triage", 2).ended_at == moment("2026-09-13 10:00")
    assert fresh(ticket).due_at is None
    state(cast, body, "2026-09-14 10:00")
    assert clock(ticket, "answer").paused_at is None
    assert fresh(ticket).due_at == min(clock(ticket, "answer").due_at, clock(ticket).due_at)


def test_two_bodies_owe_and_it_runs_when_neither_does(cast: Cast) -> None:
    ticket = in_triage(cast)
    first, second = ask(cast, ticket, "2026-09-13 09:00", BODY, BODY)
    state(cast, first, "2026-09-13 11:00")
    assert clock(ticket).paused_at == moment("2026-09-13 09:00")
    state(cast, second, "2026-09-13 12:00")
    assert clock(ticket).paused_at is None
    assert pauses(clock(ticket)) == [("waiting_for_statement", "13 09:00", "13 12:00")]


def test_while_the_house_owes_an_answer_of_its_own_time_runs(cast: Cast) -> None:
    ticket = in_triage(cast)
    (body,) = ask(cast, ticket, "2026-09-13 09:00", BODY)
    guest = guest_actor(statement_id=body.pk, name="مدير الشركة")
    actions.ask_back(actor=guest, statement_id=body.pk, text="أي فترة تقصدون؟", at=moment("2026-09-13 10:00"))
    assert clock(ticket).paused_at is None
    actions.answer_back(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        number=1,
        text="الأسبوع الماضي",
        at=moment("2026-09-13 13:00"),
    )
    assert clock(ticket).paused_at == moment("2026-09-13 13:00")
    actions.go_on_without(
        actor=cast.complaint_officer, ticket_id=ticket.pk, reason="تأخروا", at=moment("2026-09-13 14:00")
    )
    assert pauses(clock(ticket)) == [
        ("waiting_for_statement", "13 09:00", "13 10:00"),
        ("waiting_for_statement", "13 13:00", "13 14:00"),
    ]
    own = Clock.objects.get(subject_kind="statement", subject_id=body.pk)
    assert pauses(own) == [("waiting_to_be_told", "13 10:00", "13 13:00")]


def test_both_wait_and_the_beneficiary_is_first(cast: Cast) -> None:
    ticket = in_triage(cast)
    (body,) = ask(cast, ticket, "2026-09-13 09:00", BODY)
    give_back(cast, ticket, "2026-09-13 10:00")
    complete(ticket, "2026-09-14 09:00")
    assert clock(ticket).paused_at is not None, "the statement is still owed"
    state(cast, body, "2026-09-15 09:00")
    whole = clock(ticket)
    assert pauses(whole) == [("waiting_for_statement", "13 09:00", "15 09:00")]
    span = [(moment("2026-09-13 09:00"), moment("2026-09-15 09:00"))]
    assert whole.due_at == after(moment("2026-09-13 08:00"), 10 * OF_A_DAY, "d", OFF, span)


def test_both_wait_and_the_statement_comes_first(cast: Cast) -> None:
    ticket = in_triage(cast)
    (body,) = ask(cast, ticket, "2026-09-13 09:00", BODY)
    give_back(cast, ticket, "2026-09-13 10:00")
    state(cast, body, "2026-09-14 09:00")
    assert clock(ticket).paused_at == moment("2026-09-14 09:00"), "now it waits for its beneficiary"
    complete(ticket, "2026-09-15 09:00")
    whole = clock(ticket)
    assert pauses(whole) == [
        ("waiting_for_statement", "13 09:00", "14 09:00"),
        ("waiting_for_beneficiary", "14 09:00", "15 09:00"),
    ]
    span = [(moment("2026-09-13 09:00"), moment("2026-09-15 09:00"))]
    assert whole.due_at == after(moment("2026-09-13 08:00"), 10 * OF_A_DAY, "d", OFF, span)


def test_a_ticket_ends_while_it_stands_still(cast: Cast) -> None:
    ticket = in_triage(cast)
    ask(cast, ticket, "2026-09-13 09:00", BODY)
    actions.withdraw(actor=asking(ticket), ticket_id=ticket.pk, reason="حلت", at=moment("2026-09-14 09:00"))
    whole = clock(ticket)
    assert (whole.used, whole.late_by) == (timedelta(hours=1), timedelta())
    assert not Clock.objects.filter(ended_at=None).exists()


def test_another_type_keeps_the_pauses(cast: Cast) -> None:
    ticket = in_triage(cast)
    (body,) = ask(cast, ticket, "2026-09-13 09:00", BODY)
    actions.classify(actor=cast.complaint_officer, ticket_id=ticket.pk, type="inquiry", at=moment("2026-09-13 10:00"))
    assert clock(ticket).paused_at == moment("2026-09-13 09:00")
    state(cast, body, "2026-09-15 09:00")
    span = [(moment("2026-09-13 09:00"), moment("2026-09-15 09:00"))]
    assert clock(ticket).due_at == after(moment("2026-09-13 08:00"), 5 * OF_A_DAY, "d", OFF, span)


def test_a_holiday_moves_a_statements_date_and_the_route_says_why(cast: Cast) -> None:
    ticket = in_triage(cast)
    soon, usual = ask(cast, ticket, "2026-09-13 09:00", place(cast, "followup", within=1), place(cast, "other_centre"))
    cause = Words("عطلة معلنة", "An announced holiday")
    day = date(2026, 9, 14)

    def announce() -> None:
        calendars.add_day_off(
            scope="",
            kind="closure",
            first_day=day,
            last_day=day,
            reason=cause,
            by="الوزارة",
            at=moment("2026-09-13 12:00"),
        )

    effect = recalculation.effect_of(announce, at=moment("2026-09-13 12:00"))
    announce()
    recalculation.begin_recalculation(cause=cause, by="الوزارة", at=moment("2026-09-13 12:00"))
    while recalculation.go_on(at=moment("2026-09-13 12:00")):
        pass
    dues = [Statement.objects.get(pk=row.pk).due_at for row in (soon, usual)]
    assert dues == [moment("2026-09-15 14:30"), moment("2026-09-17 14:30")]
    done = recalculation.Recalculation.objects.latest("pk")
    assert (effect.moved, done.moved) == (3, 3), "the whole and both statements, as was foreseen"
    said = [event.data for event in events_of("ticket", ticket.pk) if event.kind == "statement_moved"]
    assert [each["number"] for each in said] == [1, 2]
    assert said[0]["cause_en"] == "An announced holiday"


@pytest.mark.parametrize("rule", list(Pausing))
def test_the_document_says_whose_time_counts(cast: Cast, rule: Pausing) -> None:
    (line,) = [each for each in SHIPPED if each.key == ("", "statement", "", "")]
    version = published(cast, moment("2026-08-03 08:00"), date(2026, 8, 4), changed(replace(line, pauses=rule)))
    assert document(version.number).promise("complaint", Step.STATEMENT).pauses is rule
    ticket = in_triage(cast)
    rows = ask(cast, ticket, "2026-09-13 09:00", place(cast, "followup"), place(cast, "other_centre"), SCHOOL, BODY)
    assert {Entity(row.kind) for row in rows if row.pauses} == PAUSED_BY[rule]
    assert (clock(ticket).paused_at is not None) == (rule is not Pausing.NEVER)
