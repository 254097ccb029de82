"""What others read of mailboxes: the boxes and messages that an actor may see, and the figures of each box."""

import re
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.roles import Power
from tawasul.mailboxes.events import MESSAGE
from tawasul.mailboxes.models import Mailbox, Message
from tawasul.mailboxes.reading import Reading
from tawasul.notices.models import Notice
from tawasul.notices.states import Channel
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.timeline import queries as timeline
from tawasul.timeline.models import Event

_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
_COLUMNS = frozenset({"sector_id", "centre_id"})
SEE_BOXES = (Power.TRIAGE, Power.FILE_FOR, Power.MANAGE_NETWORK, Power.SEE_OPERATIONS)
_WAITING = Q(messages__repeats=None, messages__set_aside_at=None, messages__became="")


def mailboxes_visible_to(actor: Actor) -> QuerySet[Mailbox]:
    """The boxes of the actor's centres: to those who sort what comes, who manage the network, and who watch the system."""
    if actor.kind is ActorKind.SYSTEM:
        return Mailbox.objects.all()
    if actor.reach is None or not any(actor.can(power) for power in SEE_BOXES):
        return Mailbox.objects.none()
    if actor.reach.column is None:
        return Mailbox.objects.all()
    if actor.reach.column not in _COLUMNS:
        return Mailbox.objects.none()
    return Mailbox.objects.filter(**{actor.reach.column: actor.reach.place_id})


def with_figures(boxes: QuerySet[Mailbox]) -> QuerySet[Mailbox]:
    """Each with how many messages came: `fetched` = `made` + `joined` + `waiting` + `aside` + `repeated`."""
    return (
        boxes.select_related("centre")
        .annotate(
            fetched=Count("messages"),
            made=Count("messages", filter=Q(messages__became="made")),
            joined=Count("messages", filter=Q(messages__became="joined")),
            waiting=Count("messages", filter=_WAITING),
            aside=Count("messages", filter=Q(messages__repeats=None, messages__set_aside_at__isnull=False)),
            repeated=Count("messages", filter=Q(messages__repeats__isnull=False)),
        )
        .order_by("centre__name_ar", "pk")
    )


def messages_visible_to(actor: Actor) -> QuerySet[Message]:
    """The messages of the boxes that the actor sees, to those who read what comes; others see figures alone."""
    if actor.kind is not ActorKind.SYSTEM and not may_read(actor):
        return Message.objects.none()
    return Message.objects.filter(mailbox__in=mailboxes_visible_to(actor)).select_related("mailbox__centre", "ticket")


def may_read(actor: Actor) -> bool:
    """Whether the actor reads what came: whoever sorts tickets, and whoever files for others at a centre."""
    return actor.can(Power.TRIAGE) or (actor.can(Power.FILE_FOR) and actor.centre_id is not None)


def waiting_count(actor: Actor) -> int | None:
    """How many wait for a decision of those that the actor reads; None for whoever reads none. One query."""
    return waiting(messages_visible_to(actor)).count() if may_read(actor) else None


def waiting(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Those that nobody has decided about, newest first."""
    return messages.filter(repeats=None, set_aside_at=None, became="").order_by("-pk")


def sender_of(message_id: int) -> str:
    """The address from which a message came."""
    return Message.objects.values_list("sender", flat=True).get(pk=message_id)


def to_look_at(size: int) -> list[int]:
    """The messages of which nobody has seen yet whether they answer to a ticket, the oldest first."""
    return list(Message.objects.filter(looked_at=None).order_by("pk").values_list("pk", flat=True)[:size])


def ticket_answered(reading: Reading) -> Ticket | None:
    """The ticket to which a message answers, if it is known: it names a letter that we sent about it to this very address, or
    one from this address that became part of it. Two queries."""
    ours = [UUID(found[1]) for found in map(_OURS.match, reading.answers) if found]
    letters = Notice.objects.filter(
        reference__in=ours, subject_kind=SUBJECT_KIND, channel=Channel.EMAIL.value, address__iexact=reading.sender
    )
    told = letters.filter(beneficiary__isnull=False).order_by("-pk").values_list("subject_id", flat=True).first()
    if told is None:
        theirs = Message.objects.filter(message_id__in=reading.answers, sender=reading.sender).exclude(became="")
        told = theirs.order_by("-pk").values_list("ticket_id", flat=True).first()
    return Ticket.objects.filter(pk=told).select_related("beneficiary").first() if told else None


def is_known_on(ticket: Ticket, address: str) -> bool:
    """Whether an address is that of a ticket, or of a letter that became part of it. One query at most."""
    if not address:
        return False
    if ticket.email.casefold() == address.casefold():
        return True
    return of_ticket(ticket.pk).filter(sender__iexact=address).exists()


def events_of(message: Message) -> list[Event]:
    """What was done with a message, the oldest first."""
    return timeline.events_of(MESSAGE, message.pk)


def of_ticket(ticket_id: int) -> QuerySet[Message]:
    """The letters that became part of a ticket, in order."""
    return Message.objects.filter(ticket=ticket_id).exclude(became="").order_by("pk")
