"""The clock of a statement: what the document promises of it, or less where whoever asks needs it sooner."""

from datetime import datetime

from tawasul.calendars.working_time import reckon
from tawasul.clocks import actions as clocks
from tawasul.clocks import queries as running
from tawasul.clocks.models import Clock
from tawasul.clocks.reading import Schedules, shortened
from tawasul.service_levels.amounts import Promise, Step, Unit
from tawasul.tickets.models import Statement, Ticket
from tawasul.tickets.statements.queries import SUBJECT_KIND
from tawasul.tickets.timekeeping import promise_if_any

MANY = 10  # days that are each offered by themselves


def promise_for(ticket: Ticket) -> Promise | None:
    """What is promised of a statement asked on this ticket; None where the document says nothing, and nothing falls due."""
    return promise_if_any(ticket, Step.STATEMENT)


def begin(statement: Statement, promise: Promise, *, number: int | None, at: datetime) -> None:
    """Wind and keep the clock of a statement that has its row. It counts by the calendar of those asked; of an entity
    without an account, by that of the centre that asks. Sets (not saves) the due instant."""
    hands = clocks.Hands(
        sector_id=statement.sector_id if statement.inside else statement.ticket.sector_id,
        centre=statement.centre or statement.ticket.centre,
        department_id=statement.department_id,
        holder_id=None,
    )
    clock = clocks.wind(step=Step.STATEMENT, promise=promise, hands=hands, at=at, number=number)
    clocks.start([clock], subject_kind=SUBJECT_KIND, subject_id=statement.pk)
    statement.due_at = clock.due_at


def pause(statement: Statement, *, reason: str, cause: str, at: datetime) -> None:
    """Those asked wait for an answer of ours."""
    for clock in running.running(SUBJECT_KIND, statement.pk):
        clocks.pause(clock, reason=reason, cause=cause, at=at)


def resume(statement: Statement, *, at: datetime) -> None:
    """They have it. Sets (not saves) the due instant."""
    for clock in running.running(SUBJECT_KIND, statement.pk):
        clocks.resume(clock, at=at)
        statement.due_at = clock.due_at


def go_over(statement: Statement, *, at: datetime) -> None:
    """It is asked of the successor of those who were asked. Sets (not saves) the due instant, which is never later."""
    for clock in running.running(SUBJECT_KIND, statement.pk):
        clock.department_id = statement.department_id
        clocks.go_over(clock, sector_id=statement.sector_id, centre=statement.centre or statement.ticket.centre, at=at)
        statement.due_at = clock.due_at


def end(statement: Statement, *, at: datetime) -> None:
    """It has come, or is waited for no longer."""
    for clock in running.running(SUBJECT_KIND, statement.pk):
        clocks.end(clock, at=at)


def clock_of(statement: Statement) -> Clock | None:
    """Its clock, with whose hands it is."""
    return next(iter(running.clocks_of(SUBJECT_KIND, statement.pk)), None)


def choices(ticket: Ticket, at: datetime) -> list[tuple[int, datetime]]:
    """How much time may be given, in the promise's unit, and when each would be over by the calendar of the ticket's centre.

    The last is what is promised: sooner may be asked for, later may not.
    """
    promise = promise_for(ticket)
    if promise is None:
        return []
    schedule = Schedules().of(ticket.centre.path, promise)
    return [(number, reckon(schedule, at, shortened(promise, number).amount).due) for number in _numbers(promise)]


def _numbers(promise: Promise) -> list[int]:
    if promise.unit is Unit.WORKING_DAYS and promise.number <= MANY:
        return list(range(1, promise.number + 1))
    return sorted({max(1, promise.number // 4), max(1, promise.number // 2), promise.number})
