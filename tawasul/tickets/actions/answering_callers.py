"""What is done for those who call 19996: their ticket is hurried, or it is written down that they asked in vain."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, NotAllowed, NotFound
from tawasul.lib.reference import spoken
from tawasul.tickets.actions.changing import given
from tawasul.tickets.actions.expediting import expedite
from tawasul.tickets.callers.finding import tickets_of, understood
from tawasul.tickets.callers.told import told_of
from tawasul.tickets.models import AskedInVain, Expedite

LONGEST_NAME = 150


@transaction.atomic
def expedite_for_caller(*, actor: Actor, who: str, reason: str, at: datetime) -> Expedite:
    """Hurry the one ticket that a caller means by its number, their identity or their mobile.

    Raises NotFound where there is none, Conflict (code "several") where more than one may be hurried: ask for the number;
    Conflict (code "not-now") where none may.
    """
    _require(actor)
    found = told_of(actor, tickets_of(actor, understood(who)), at)
    if not found:
        raise NotFound(_("No ticket was found by this. File it, or write down that somebody asked."))
    open_now = [each.ticket for each in found if each.may_hurry]
    if not open_now:
        raise Conflict(
            _("It is answered, ended, or waits for the beneficiary: there is nothing to hurry."), code="not-now"
        )
    if len(open_now) > 1:
        numbers = "، ".join(spoken(ticket.reference) for ticket in open_now)
        raise Conflict(
            _("Several tickets may be meant; ask for the number: %(numbers)s") % {"numbers": numbers}, code="several"
        )
    return expedite(actor=actor, ticket_id=open_now[0].pk, reason=reason, channel="telephone", at=at)


@transaction.atomic
def note_asked_in_vain(*, actor: Actor, who: str, text: str, at: datetime, name: str = "") -> AskedInVain:
    """Write down that somebody asked after a ticket that was not found, and what they wanted."""
    _require(actor)
    if actor.user_id is None:
        raise NotAllowed(_("Only a person answers callers."))
    sought = understood(who)
    return AskedInVain.objects.create(
        kind=sought.kind.value,
        value=sought.value,
        name=given("name", name, shortest=0, longest=LONGEST_NAME),
        text=given("text", text),
        by_id=actor.user_id,
        at=at,
    )


def _require(actor: Actor) -> None:
    if not actor.can(Power.ANSWER_CALLERS):
        raise NotAllowed(_("Your role does not allow this."))
