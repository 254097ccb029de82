"""The letters that became part of a ticket, as its page lists them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.mailboxes import queries
from tawasul.tickets.models import Ticket
from tawasul.web.desk.work.showing import said_short


def shown_letters(actor: Actor, ticket: Ticket) -> list[dict[str, Any]]:
    """Each letter's subject and day, in order; its address for whoever reads letters of its box. Two queries at most."""
    letters = list(queries.of_ticket(ticket.pk))
    if not letters:
        return []
    read = set(queries.messages_visible_to(actor).filter(ticket=ticket).values_list("pk", flat=True))
    return [
        {
            "subject": each.subject or _("Without a subject"),
            "when": said_short(each.kept_at),
            "url": reverse("desk:letter", args=[each.pk]) if each.pk in read else "",
        }
        for each in letters
    ]
