"""What a ticket keeps of its calls: the one that is planned, and whether attempts reach its beneficiary. Sets, never saves."""

from datetime import datetime

from tawasul.calendars.queries import schedule_for
from tawasul.centres.queries import scopes_of
from tawasul.lib.hijri import RIYADH
from tawasul.tickets.calls.attempts import Attempt, Outcome, failed_in_a_row, is_wrong, out_of_reach
from tawasul.tickets.lifecycle import FINAL_STATES, Action, Step, TicketType
from tawasul.tickets.models import Ticket

LEAVES = frozenset({Action.REFER_TO_CENTRE, Action.PASS_BACK})  # whoever was to call may not see it any more


def drop(ticket: Ticket) -> None:
    """No call is planned."""
    ticket.call_at, ticket.call_by_id, ticket.call_purpose = None, None, ""


def pass_on(ticket: Ticket, user_id: int | None) -> None:
    """Whoever had the ticket was to call: whoever gets it does (none: whoever is free). Before its holder changes."""
    if ticket.call_by_id is not None and ticket.call_by_id == ticket.holder_id:
        ticket.call_by_id = user_id


def follow(ticket: Ticket, step: Step) -> None:
    """Where the ticket has ended nobody is to be called; where it has left those who had it, whoever is free there calls."""
    if step.to in FINAL_STATES:
        drop(ticket)
        ticket.unreached_at = None
    elif step.action in LEAVES:
        ticket.call_by_id = None


def weigh(ticket: Ticket, at: datetime) -> bool:
    """Count the calls that stand, and say whether they have just now been found not to reach the beneficiary."""
    attempts, schedule = attempts_of(ticket), schedule_for(scopes_of(ticket.centre.path))
    unreached = out_of_reach(
        attempts,
        works=lambda day: bool(schedule.on(day).spans),
        emergency=ticket.type == TicketType.REPORT.value,
    )
    before = ticket.unreached_at
    ticket.calls_made = ticket.calls.filter(taken_back_at=None).count()
    ticket.mobile_wrong = is_wrong(attempts)
    ticket.unreached_at = (before or at) if unreached else None
    return unreached and before is None


def failed_attempts(ticket: Ticket) -> int:
    """How many attempts in a row have failed."""
    return len(failed_in_a_row(attempts_of(ticket)))


def attempts_of(ticket: Ticket) -> list[Attempt]:
    """The calls that stand and count as attempts, in their order."""
    rows = ticket.calls.filter(taken_back_at=None, number__gt=ticket.calls_settled).order_by("number")
    return [
        Attempt(day=at.astimezone(RIYADH).date(), outcome=Outcome(outcome))
        for at, outcome in rows.values_list("at", "outcome")
    ]
