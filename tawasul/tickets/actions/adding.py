"""What a beneficiary adds to their ticket of their own accord: words, and files of what was not filed after all."""

from datetime import datetime

from django.db import transaction

from tawasul.attachments import actions as attachments
from tawasul.centres.actor import Actor
from tawasul.tickets import search
from tawasul.tickets.actions.changing import LONGEST_TEXT, begin, finish, given, record
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Addition, Ticket
from tawasul.tickets.queries import SUBJECT_KIND


@transaction.atomic
def add_words(
    *, actor: Actor, ticket_id: int, text: str, at: datetime, draft_key: str = "", seen: int | None = None
) -> Addition:
    """Add what the beneficiary has to say besides; whoever has the ticket is told.

    `draft_key` names files that were received for a request that is added to this one instead of being filed.
    """
    ticket, step, at = begin(actor, ticket_id, Action.ADD_WORDS, seen=seen, at=at)
    text = given("text", text, longest=LONGEST_TEXT)
    added = Addition.objects.create(ticket=ticket, text=text, by_id=actor.user_id, at=at)
    finish(actor, ticket, step, at=at, kind="words_added", data={"text": text})
    if draft_key:
        take_up(actor, ticket, draft_key, at)
    return added


def take_up(actor: Actor, ticket: Ticket, draft_key: str, at: datetime) -> None:
    """Let the ticket have the files of a draft, and say so in its route."""
    files = attachments.adopt(draft_key=draft_key, subject_kind=SUBJECT_KIND, subject_id=ticket.pk, at=at)
    if not files:
        return
    ticket.version += 1
    ticket.save(update_fields=["version"])
    names = "، ".join(row.name for row in files)
    record(actor, ticket, kind="files_added", data={"count": len(files), "names": names}, at=at)
    search.index(ticket)
