"""Raising a ticket one rung of the ladder before its time: by who follows it up, or by its expedites."""

from datetime import datetime
from typing import Any

from tawasul.centres.actor import Actor
from tawasul.lib.hijri import RIYADH
from tawasul.tickets import hands, telling
from tawasul.tickets.actions.changing import record
from tawasul.tickets.escalation import TOP, Hearing, People, Rung
from tawasul.tickets.lifecycle import Told
from tawasul.tickets.models import Intervention, Ticket
from tawasul.tickets.saying import both


def climb(actor: Actor, ticket: Ticket, *, at: datetime, reason: Any, least: Rung = Rung.DEPARTMENT) -> Intervention:
    """Raise a locked ticket to the rung above the highest that heard of it (`least` or higher), and tell who stands there.

    At the top it is told again, for there is nobody above.
    """
    rung = Rung(min(max(ticket.raised_to + 1, least), TOP))
    ticket.raised_to = rung
    ticket.version += 1
    ticket.changed_at = at
    reasons = both("reason", reason)
    heard = People([ticket], at.astimezone(RIYADH).date()).said_to(Hearing(ticket, rung))
    data = {**both("rung", heard), "rung": rung.value, **reasons}
    event = record(actor, ticket, kind="raised", data=data, at=at)
    ticket.save()
    telling.owe(ticket, "ticket_raised", Told.RUNG, event, _told(reasons))
    return Intervention.objects.create(
        ticket=ticket,
        kind="raise",
        by_id=actor.user_id,
        at=at,
        person_id=hands.holder_id_of(ticket),
        rung=rung.value,
        text=reasons["reason_ar"],
    )


def _told(reasons: dict[str, str]) -> dict[str, dict[str, str]]:
    return {"reason": {language: reasons[f"reason_{language}"] for language in ("ar", "en")}}
