"""What others read of mailboxes: the boxes and messages that an actor may see, and the figures of each box."""

from django.db.models import Count, Q, QuerySet

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.roles import Power
from tawasul.mailboxes.models import Mailbox, Message

_COLUMNS = frozenset({"sector_id", "centre_id"})
SEE_BOXES = (Power.TRIAGE, Power.MANAGE_NETWORK, Power.SEE_OPERATIONS)
_WAITING = Q(messages__repeats=None, messages__set_aside_at=None)


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
    """Each with how many messages came: `fetched` = `waiting` + `aside` + `repeated`."""
    return (
        boxes.select_related("centre")
        .annotate(
            fetched=Count("messages"),
            waiting=Count("messages", filter=_WAITING),
            aside=Count("messages", filter=Q(messages__repeats=None, messages__set_aside_at__isnull=False)),
            repeated=Count("messages", filter=Q(messages__repeats__isnull=False)),
        )
        .order_by("centre__name_ar", "pk")
    )


def messages_visible_to(actor: Actor) -> QuerySet[Message]:
    """The messages of the boxes that the actor sees, to those who sort what comes; others see figures alone."""
    if actor.kind is not ActorKind.SYSTEM and not actor.can(Power.TRIAGE):
        return Message.objects.none()
    return Message.objects.filter(mailbox__in=mailboxes_visible_to(actor)).select_related("mailbox__centre")


def waiting(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Those that nobody has decided about, newest first."""
    return messages.filter(repeats=None, set_aside_at=None).order_by("-pk")
