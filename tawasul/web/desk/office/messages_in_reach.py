"""Of which messages to others a member of staff may read."""

from typing import Any

from tawasul.accounts.events import SUBJECT_KIND as PERSON
from tawasul.centres.actor import Actor
from tawasul.centres.queries import members_visible_to
from tawasul.centres.roles import PlaceKind, Power
from tawasul.directives.events import SUBJECT_KIND as DIRECTIVE
from tawasul.directives.queries import directives_visible_to
from tawasul.mailboxes.events import MESSAGE
from tawasul.mailboxes.queries import messages_visible_to
from tawasul.meetings.events import MEETING
from tawasul.meetings.queries import meetings_visible_to
from tawasul.reception.events import VISIT
from tawasul.reception.queries import visits_visible_to
from tawasul.tickets.queries import SUBJECT_KIND, tickets_visible_to
from tawasul.tickets.statements.queries import SUBJECT_KIND as STATEMENT
from tawasul.tickets.statements.queries import statements_visible_to

CODES = {"mobile": [0]}  # a verification code is about a mobile, and about no ticket


def subjects_for(actor: Actor) -> dict[str, Any]:
    """By kind of subject: the tickets, statements, visits, requests to meet the official, directives and letters that the
    actor sees, the people whom they manage; for the ministry's people codes too.

    For `about` of `notices.queries`. Everybody else reads their own codes on the portal's page.
    """
    tickets: dict[str, Any] = {
        SUBJECT_KIND: tickets_visible_to(actor).order_by().values("pk"),
        STATEMENT: statements_visible_to(actor).order_by().values("pk"),
        VISIT: visits_visible_to(actor).order_by().values("pk"),
        MEETING: meetings_visible_to(actor).order_by().values("pk"),
        DIRECTIVE: directives_visible_to(actor).order_by().values("pk"),
        MESSAGE: messages_visible_to(actor).order_by().values("pk"),
    }
    if actor.can(Power.MANAGE_MEMBERS):
        tickets |= {PERSON: members_visible_to(actor).order_by().values("user_id")}
    return tickets | CODES if actor.place_kind is PlaceKind.MINISTRY else tickets
