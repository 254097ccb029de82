"""Objections to replies."""

from django.db import models
from django.db.models import F, Q

from tawasul.attachments.models import Attachment
from tawasul.people.models import User
from tawasul.tickets.labels import CHANNEL_LABELS, OBJECTION_LABELS
from tawasul.tickets.models.ticket import Ticket
from tawasul.tickets.models.words import Reply


class Objection(models.Model):
    """A beneficiary's objection to a reply: what was objected to stays as it was, with when it was given and closed.

    `by` is who wrote it down for the beneficiary (none: they did). `above` is the standing (`tickets.deciding`) of those
    who wrote and approved the reply: whoever decides stands higher.
    """

    OPEN, UPHELD, PARTLY, REJECTED, DROPPED = "open", "upheld", "partly", "rejected", "dropped"

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="objections")
    number = models.PositiveSmallIntegerField()
    cycle = models.PositiveSmallIntegerField()
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    above = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=12, choices=list(CHANNEL_LABELS.items()))
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default=OPEN, choices=list(OBJECTION_LABELS.items()))
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="objection_number"),
            models.UniqueConstraint(fields=["ticket"], condition=Q(state="open"), name="objection_one_open"),
            models.CheckConstraint(condition=Q(state__in=list(OBJECTION_LABELS)), name="objection_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None, decided_by=None)
                | Q(state="dropped", decided_at__isnull=False, decided_by=None)
                | (
                    Q(state__in=["upheld", "partly", "rejected"], decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(reasons="")
                ),
                name="objection_decided_by_someone",
            ),
            models.CheckConstraint(condition=Q(replied_at__lte=F("at")), name="objection_after_the_reply"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} #{self.number} {self.state}"


class ObjectionPaper(models.Model):
    """A file of the ticket that came with the objection, and is shown with it."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="papers")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.objection_id} {self.attachment_id}"
