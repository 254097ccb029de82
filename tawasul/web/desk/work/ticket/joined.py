"""What a ticket's page says of those joined: the one that it follows, and those that follow it."""

from typing import Any

from tawasul.centres.actor import Actor
from tawasul.lib.reference import spoken
from tawasul.tickets.duplicates.queries import Joined, joined_to, main_of, wishes_on
from tawasul.tickets.models import JoinRequest, Ticket
from tawasul.web.desk.work.showing import UNANSWERED, row_of, said_short, sector_name


def shown_joined(actor: Actor, ticket: Ticket) -> dict[str, Any]:
    """For the page's context."""
    main = main_of(actor, ticket)
    return {
        "main": _shown(main) if main is not None else None,
        "wishes": [_wish(each) for each in wishes_on(ticket)] if ticket.state in UNANSWERED else [],
        "joined_here": [_shown(each) for each in joined_to(actor, ticket)],
    }


def _wish(each: JoinRequest) -> dict[str, Any]:
    return {
        "centre": sector_name(each.ticket.centre),
        "spoken": spoken(each.ticket.reference),
        "subject": each.ticket.subject,
        "reason": each.reason,
        "by": each.by.name if each.by else "",
        "when": said_short(each.at),
    }


def _shown(each: Joined) -> dict[str, Any]:
    return {
        "row": row_of(each.ticket) if each.ticket is not None else None,
        "centre": sector_name(each.centre),
        "reason": each.joining.reason,
        "by": each.joining.by.name if each.joining.by else "",
        "when": said_short(each.joining.at),
        "subject": each.subject,
        "text": each.text,
        "additions": [{"text": added.text, "when": said_short(added.at)} for added in each.additions],
    }
