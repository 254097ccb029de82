"""The calls to the beneficiary, as the page of a ticket shows them, and what may be done about each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from tawasul.centres.actor import Actor
from tawasul.tickets.calls.attempts import FAILED, SPOKEN, Outcome
from tawasul.tickets.labels import CALL_OUTCOME_LABELS, CALL_PURPOSE_LABELS
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Call, Ticket
from tawasul.tickets.policies import may_take_back, may_unmask
from tawasul.web.desk.work.showing import said_moment, said_short
from tawasul.web.desk.work.ticket.call_forms import TakeBackCallForm

# After these one goes back to the list of calls from which one came.
ENDS_THE_VISIT = frozenset(
    action.value for action in (Action.CALL_BENEFICIARY, Action.PLAN_CALL, Action.DROP_CALL, Action.GO_ON_UNREACHED)
)


def shown_calls(
    actor: Actor,
    ticket: Ticket,
    calls: Sequence[Call],
    errands: Mapping[str, dict[str, Any]],
    number_in_hand: object,
    at: datetime,
    go_back: str = "",
) -> dict[str, Any]:
    """What the panel needs; `errands` are those of the page that belong to calls, and a form that came back stays open.
    `go_back` is the list from which the reader came to call."""
    back = errands.get(Action.TAKE_BACK_CALL.value)
    return {
        "calls": [_call(actor, ticket, row, back, number_in_hand) for row in reversed(calls)],
        "call_errands": [
            row | {"go_back": go_back if key in ENDS_THE_VISIT else ""}
            for key, row in errands.items()
            if key != Action.TAKE_BACK_CALL.value
        ],
        "call_plan": plan_of(ticket, at),
        "call_purposes": list(CALL_PURPOSE_LABELS.items()),
        "may_call": Action.CALL_BENEFICIARY.value in errands and may_unmask(actor, ticket),
        "unreached": said_short(ticket.unreached_at) if ticket.unreached_at else "",
    }


def plan_of(ticket: Ticket, at: datetime) -> dict[str, Any] | None:
    """The call that is planned, in words; None where none is."""
    if ticket.call_at is None:
        return None
    return {
        "when": said_moment(ticket.call_at),
        "due": ticket.call_at <= at,
        "who": ticket.call_by.name if ticket.call_by else _("Whoever is free"),
        "purpose": CALL_PURPOSE_LABELS[ticket.call_purpose],
    }


def tone_of(outcome: str) -> str:
    """The tone in which an outcome is shown."""
    if Outcome(outcome) in SPOKEN:
        return "success"
    return "warning" if Outcome(outcome) in FAILED else "danger"


def _call(
    actor: Actor, ticket: Ticket, row: Call, errand: dict[str, Any] | None, number_in_hand: object
) -> dict[str, Any]:
    return {
        "number": row.number,
        "purpose": CALL_PURPOSE_LABELS[row.purpose],
        "outcome": CALL_OUTCOME_LABELS[row.outcome],
        "tone": "neutral" if row.taken_back_at else tone_of(row.outcome),
        "text": row.text,
        "by": row.by.name,
        "when": said_short(row.at),
        "next": said_short(row.next_at) if row.next_at else "",
        "taken_back": said_short(row.taken_back_at) if row.taken_back_at else "",
        "taken_back_by": row.taken_back_by.name if row.taken_back_by else "",
        "taken_back_reason": row.taken_back_reason,
        "errand": _taking_back(ticket, row, errand, number_in_hand) if errand and may_take_back(actor, row) else None,
    }


def _taking_back(ticket: Ticket, row: Call, errand: dict[str, Any], number_in_hand: object) -> dict[str, Any] | None:
    if row.taken_back_at is not None:
        return None
    mine = errand["open"] and str(number_in_hand) == str(row.number)
    fresh = TakeBackCallForm(ticket=ticket, initial={"number": row.number}, auto_id=f"take_back_{row.number}_%s")
    return errand | {"form": errand["form"] if mine else fresh, "open": mine, "once": uuid4()}
