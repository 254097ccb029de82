"""Who is told of a statement, and in which message: those asked inside the network in the pages, others by their link."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tawasul.lib.hijri import RIYADH
from tawasul.notices import actions as notices
from tawasul.notices.messages import BY_KIND
from tawasul.notices.recipients import Recipient, of_users
from tawasul.people.models import User
from tawasul.tickets.lifecycle import TicketType
from tawasul.tickets.models import Statement
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.statements import links
from tawasul.tickets.statements.ladder import AskedPeople, Rung
from tawasul.tickets.statements.naming import names_of, spoken_number
from tawasul.timeline.models import Event

EXCERPT = 90


def tell_asked(statements: Iterable[Statement], kind: str, event: Event, context: Mapping[str, Any]) -> None:
    """Owe those asked one kind of message about each of these statements. Who did it is not told of it."""
    rows = list(statements)
    people = AskedPeople([row for row in rows if row.inside], event.at.astimezone(RIYADH).date())
    for row in rows:
        once = f"event:{event.pk}:asked:{row.number}"
        if row.inside:
            ids = people.hearing(row, Rung.ASKED) - {event.user_id or 0}
            _owe(row, kind, once, event.at, of_users(User.objects.filter(pk__in=ids)), context)
        else:
            tell_by_link(row, kind, once, event.at, context)


def tell_by_link(
    statement: Statement, kind: str, once: str, at: datetime, context: Mapping[str, Any] | None = None
) -> None:
    """Owe an entity without an account a message; where there is something to open, with a link that is good for some weeks."""
    reader = Recipient(mobile=statement.mobile, email=statement.email)
    link = links.path_to(statement, at=at) if statement.open else ""
    _owe(statement, f"{kind}_by_link", once, at, [reader], {**(context or {}), "link": link})


def tell_asking(statement: Statement, kind: str, event: Event, context: Mapping[str, Any]) -> None:
    """Owe whoever has the ticket now one kind of message about a statement: the answer is theirs, whoever asked."""
    people = AskedPeople([statement], event.at.astimezone(RIYADH).date())
    ids = people.in_hands(statement) - {event.user_id or 0}
    link = f"/desk/tickets/{statement.ticket.reference}/#statements"
    said = {**context, "link": link}
    _owe(statement, kind, f"event:{event.pk}:asking", event.at, of_users(User.objects.filter(pk__in=ids)), said)


def context_of(statement: Statement) -> dict[str, Any]:
    """What any message may say of a statement: nothing of its ticket but the number that both sides quote."""
    ticket = statement.ticket
    place = ticket.department or ticket.centre
    return {
        "number": spoken_number(statement),
        "subject": excerpt(statement.question),
        "entity": names_of(statement),
        "place": {"ar": place.name_ar, "en": place.name_en},
        "due": statement.due_at.astimezone(RIYADH) if statement.due_at else "—",
        "link": f"/desk/statements/{statement.pk}/",
    }


def excerpt(text: str) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT].rsplit(' ', 1)[0]} …"


def _owe(
    statement: Statement, kind: str, once: str, at: datetime, recipients: list[Recipient], context: Mapping[str, Any]
) -> None:
    """In an emergency the message leaves at any hour, and is one of those that press where there is such a one."""
    report, pressing = statement.ticket.type == TicketType.REPORT.value, f"report_{kind}"
    notices.owe(
        kind=pressing if report and pressing in BY_KIND else kind,
        once=once,
        at=at,
        subject_kind=SUBJECT_KIND,
        subject_id=statement.ticket_id,
        recipients=recipients,
        context=context_of(statement) | dict(context),
        at_any_hour=report,
    )
