"""Calls to beneficiaries, as they were made."""

from django.db import models
from django.db.models import Q

from tawasul.people.models import User
from tawasul.tickets.labels import CALL_OUTCOME_LABELS, CALL_PURPOSE_LABELS
from tawasul.tickets.models.ticket import Ticket


class Call(models.Model):
    """A call to the beneficiary of a ticket: why, by whom, what it came to, what was said, when to try again.

    `planned_at` and `planned_by` are the plan that it fulfilled, if there was one. Written down by mistake it is taken back,
    and counts no longer; it is never deleted, nor otherwise changed (see the trigger).
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="calls")
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=16, choices=list(CALL_PURPOSE_LABELS.items()))
    outcome = models.CharField(max_length=16, choices=list(CALL_OUTCOME_LABELS.items()))
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField(null=True)
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    planned_purpose = models.CharField(max_length=16, blank=True, choices=list(CALL_PURPOSE_LABELS.items()))
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="call_number"),
            models.CheckConstraint(condition=Q(purpose__in=list(CALL_PURPOSE_LABELS)), name="call_purpose_known"),
            models.CheckConstraint(condition=Q(outcome__in=list(CALL_OUTCOME_LABELS)), name="call_outcome_known"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_reason="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_reason="")),
                name="call_taken_back_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} #{self.number} {self.outcome}"
