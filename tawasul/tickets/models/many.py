"""One thing to be done to many tickets at once."""

from django.db import models
from django.db.models import Q

from tawasul.centres.models import Membership
from tawasul.tickets.models.ticket import Ticket


class Batch(models.Model):
    """An action of the lifecycle asked for on many tickets, under one role. `given` are its arguments by name.

    Each ticket is an item of its own, done or refused by itself; `finished_at` stands once none waits.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=30)
    given = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["membership", "-id"], name="batch_of_membership")]

    def __str__(self) -> str:
        return f"{self.action} #{self.pk}"


class BatchItem(models.Model):
    """A ticket of a batch: it waits, or it was done, or it was refused and why is said in both languages."""

    WAITING, DONE, REFUSED = "waiting", "done", "refused"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, default=WAITING, choices=[(s, s) for s in (WAITING, DONE, REFUSED)])
    why_ar = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "ticket"], name="batch_item_ticket"),
            models.UniqueConstraint(fields=["batch", "position"], name="batch_item_position"),
            models.CheckConstraint(
                condition=Q(state="waiting", at=None) | (~Q(state="waiting") & Q(at__isnull=False)),
                name="batch_item_done_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}.{self.position} {self.state}"
