"""What was written for a new request, carried to an earlier one: it stands in the form there, and its files go along."""

from dataclasses import dataclass

from django.http import HttpRequest

from tawasul.attachments import queries as attachments
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Ticket
from tawasul.web.portal.filing import draft as drafts

KEPT_AS = "carried"
CARRIED_TO = frozenset({Action.COMPLETE, Action.OBJECT})


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Words and files of the visitor's draft. `letter` is the message with which it began (0: none)."""

    action: Action
    text: str
    draft_key: str
    files: tuple[str, ...]
    letter: int


def carry(request: HttpRequest, ticket: Ticket, action: Action) -> None:
    """Remember that the draft is meant for this request now. It stays a draft until it is sent one way or the other."""
    request.session[KEPT_AS] = {"ticket": ticket.pk, "action": action.value}


def carried(request: HttpRequest, ticket: Ticket, action: Action) -> Carried | None:
    """What was carried to this request's form for the action; None where nothing was, or it was sent meanwhile."""
    kept, draft = request.session.get(KEPT_AS), drafts.of(request)
    if kept != {"ticket": ticket.pk, "action": action.value} or not draft.text:
        return None
    names = tuple(row.name for row in attachments.for_draft(draft.key))
    text = f"{draft.subject}\n{draft.text}"
    return Carried(action=action, text=text, draft_key=draft.key, files=names, letter=draft.letter)


def arrived(request: HttpRequest) -> None:
    """It was sent: the draft is no more."""
    if request.session.pop(KEPT_AS, None) is not None:
        drafts.drop(request)
