"""The boxes from which e-mail is fetched, and every message that came, with its bytes as they came."""

from django.db import models
from django.db.models import Q

from tawasul.centres.models import Place
from tawasul.mailboxes.labels import BECAME_LABELS, JUDGEMENT_LABELS, SECURITY_LABELS
from tawasul.mailboxes.reading import Judgement
from tawasul.people.models import User


class Mailbox(models.Model):
    """A centre's box on an IMAP server. Its password is in the environment, under `secret_name`.

    `authserv_id` is the name under which the server that receives its mail says what it found of a sender (RFC 8601; empty: not
    named, and no sender is proved).
    """

    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    sector = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=10, choices=list(SECURITY_LABELS.items()))
    user = models.CharField(max_length=200)
    folder = models.CharField(max_length=200)
    secret_name = models.CharField(max_length=40)
    authserv_id = models.CharField(max_length=253, blank=True, default="", db_default="")
    opened_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True, help_text="when it was last gone through without a fault")
    fault = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host", "user", "folder"], name="mailbox_once"),
            models.CheckConstraint(condition=Q(port__gt=0, port__lt=65536), name="mailbox_port"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.folder}"


class RawMessage(models.Model):
    """The bytes of a message as fetched, under their hash. Never changed nor deleted (see the trigger)."""

    sha256 = models.CharField(max_length=64, unique=True)
    body = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256


class Message(models.Model):
    """One message of one box, and what became of it. `repeats`: the same message that came before, into another box or a box
    made anew."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="messages")
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()
    raw = models.ForeignKey(
        RawMessage, on_delete=models.PROTECT, null=True, help_text="its head alone where it is too large"
    )
    size = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64)
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    judgement = models.CharField(max_length=20, choices=list(JUDGEMENT_LABELS.items()))
    message_id = models.CharField(max_length=300, blank=True)
    sender = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    kept_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, help_text="when it was looked whether it answers to a ticket")
    ticket = models.ForeignKey(
        "tickets.Ticket",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="what became of it; while nothing did, the ticket to which it seems to answer",
    )
    became = models.CharField(max_length=10, blank=True, choices=list(BECAME_LABELS.items()))
    became_at = models.DateTimeField(null=True)
    became_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="none: by itself"
    )
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    set_aside_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "uidvalidity", "uid"], name="message_once"),
            models.CheckConstraint(
                condition=Q(became="", became_at=None, became_by=None)
                | (Q(ticket__isnull=False, became_at__isnull=False, set_aside_at=None, repeats=None) & ~Q(became="")),
                name="message_became_one_thing",
            ),
            models.UniqueConstraint(fields=["fingerprint"], condition=Q(repeats=None), name="message_told_once"),
        ]
        indexes = [
            models.Index(
                fields=["mailbox", "-id"],
                condition=Q(repeats=None, set_aside_at=None, became=""),
                name="message_quarantined",
            ),
            models.Index(fields=["id"], condition=Q(looked_at=None), name="message_to_look_at"),
            models.Index(fields=["message_id"], condition=Q(ticket__isnull=False), name="message_of_ticket"),
            models.Index(fields=["ticket", "-id"], condition=Q(ticket__isnull=False), name="message_by_ticket"),
        ]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.uid}"

    @property
    def too_large(self) -> bool:
        """Whether it stayed on the server: of it the head is kept."""
        return self.judgement == Judgement.TOO_LARGE.value

    @property
    def body(self) -> bytes | None:
        """The message as it came; none where it is too large to be fetched."""
        return None if self.raw is None or self.too_large else bytes(self.raw.body)

    @property
    def waits(self) -> bool:
        """Whether nobody has decided about it."""
        return self.repeats_id is None and self.set_aside_at is None and not self.became
