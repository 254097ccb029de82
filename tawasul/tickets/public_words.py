"""How a ticket's state is said to its beneficiary: one that lives again, after an objection that was upheld, is said to."""

from typing import Any

from tawasul.tickets.labels import (
    ANEW_EXPLANATIONS,
    ANEW_LABELS,
    PUBLIC_STATE_EXPLANATIONS,
    PUBLIC_STATE_LABELS,
    SAID_ANEW_TO_CALLERS,
    SAID_TO_CALLERS,
)
from tawasul.tickets.lifecycle import State
from tawasul.tickets.models import Ticket


def label_of(ticket: Ticket, furthest: State) -> Any:
    """The state in a few words. `furthest` is of `queries.furthest`."""
    return (ANEW_LABELS if _anew(ticket) else PUBLIC_STATE_LABELS)[furthest.value]


def explanation_of(ticket: Ticket, furthest: State) -> Any:
    """What it means, in a sentence."""
    return (ANEW_EXPLANATIONS if _anew(ticket) else PUBLIC_STATE_EXPLANATIONS)[furthest.value]


def said_to_caller(ticket: Ticket, furthest: State) -> Any:
    """The same as one says it on the telephone, to somebody who does not see the reply."""
    return (SAID_ANEW_TO_CALLERS if _anew(ticket) else SAID_TO_CALLERS)[furthest.value]


def _anew(ticket: Ticket) -> bool:
    return ticket.cycle > 1
