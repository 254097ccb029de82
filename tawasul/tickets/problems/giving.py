"""The one answer given to the tickets that wait for it: each in a transaction of its own, each once.

What is to be given is kept with the tickets; a process that dies leaves each with or without it, and another goes on.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import override

from tawasul.centres.actor import SYSTEM
from tawasul.lib.errors import Refused
from tawasul.tickets import actions
from tawasul.tickets.models import Linking, Ticket
from tawasul.tickets.problems.labels import CANNOT_TAKE


def give(*, problem_id: int, now: Callable[[], datetime]) -> None:
    """Give the answer to whatever ticket of the problem still waits for it. Safe to call again, and by two at once."""
    while next_one(problem_id, now):
        pass


def next_one(problem_id: int, now: Callable[[], datetime]) -> bool:
    """Give it to the next ticket, or note why it cannot take it now; False once none waits."""
    waiting = Linking.objects.filter(problem_id=problem_id, left_at=None, giving=Linking.WAITING).order_by("id")
    found = waiting.values_list("pk", "ticket_id").first()
    if found is None:
        return False
    with transaction.atomic():
        _give(*found, now())
    return True


def _give(linking_id: int, ticket_id: int, at: datetime) -> None:
    """The ticket is locked first, as by every action on it; another may have given it the answer meanwhile."""
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=ticket_id)
    still = Linking.objects.filter(pk=linking_id, left_at=None, giving=Linking.WAITING)
    if not still.exists():
        return
    try:
        with transaction.atomic():
            actions.give_answer(actor=SYSTEM, ticket_id=ticket_id, at=at)
    except Refused as refused:
        why = CANNOT_TAKE.get(ticket.state, refused.message)
        still.update(giving=Linking.REFUSED, why_ar=_in("ar", why), why_en=_in("en", why), tried_at=at)


def _in(language: str, said: Any) -> str:
    with override(language):
        return str(said)
