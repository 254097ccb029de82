"""Where a request stands, as steps that anyone understands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tawasul.tickets.lifecycle import State

STEPS: tuple[Any, ...] = (
    _("Received"),
    _("Being looked at"),
    _("With the department concerned"),
    _("The reply is being checked"),
    _("Answered"),
)
REACHED: dict[State, int] = {
    State.SUBMITTED: 1,
    State.IN_TRIAGE: 2,
    State.RETURNED: 2,
    State.REFERRED: 3,
    State.WITH_COORDINATOR: 3,
    State.REPLY_DRAFTED: 3,
    State.UNDER_REVIEW: 4,
    State.REPLIED: 5,
    State.CLOSED: 5,
    State.OBJECTED: 5,
}


def steps_of(cycle: int) -> tuple[Any, ...]:
    """The steps; those of a request that lives again begin with its objection."""
    return STEPS if cycle == 1 else (_("Objection accepted"), *STEPS[1:])


def reached(furthest: State) -> int:
    """The number of the step reached (see `tickets.queries.furthest`), from 1; 0 for a request that was withdrawn."""
    return REACHED.get(furthest, 0)
