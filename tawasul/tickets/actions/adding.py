"""What a beneficiary adds to their ticket of their own accord: words, and files of what was not filed after all."""

from datetime import datetime

from django.db import transaction

from tawasul.centres.actor import Actor
from tawasul.tickets import search
from tawasul.tickets.actions.changing import LONGEST_TEXT, begin, finish, given
from tawasul.tickets.actions.enclosing import enclose, say_enclosed
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Addition, Ticket


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
    files = enclose(actor, ticket, [], at, draft_key=draft_key)
    say_enclosed(actor, ticket, files, at)
    if files:
        search.index(ticket)
