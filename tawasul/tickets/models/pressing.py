"""What presses on a ticket: wishes that it be hurried, and what is done about those that are late or urgent."""

from django.db import models
from django.db.models import Q

from tawasul.people.models import User
from tawasul.tickets.labels import CHANNEL_LABELS, INTERVENTION_LABELS, OUTCOME_LABELS
from tawasul.tickets.models.ticket import Ticket


class Expedite(models.Model):
    """A wish that a ticket be hurried, counted and folded into it. One answer answers all that wait.

    `by` is who wrote it down for the beneficiary (none: they did). Where the reply came first, it is the answer:
    `answered_at` stands, `answered_by` and `answer` are empty.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="expedites")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=12, choices=list(CHANNEL_LABELS.items()))
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="expedite_number"),
            models.CheckConstraint(
                condition=Q(answered_by=None, answer="")
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="expedite_answered_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} #{self.number}"


class Intervention(models.Model):
    """What somebody who follows work up did about a ticket: `kind` is the lifecycle's action.

    `person` is whose hands it was in (none: no one person's) or, reassigned, came into; `rung` to whom it was raised;
    `outcome` what came of a call.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="interventions")
    kind = models.CharField(max_length=12, choices=list(INTERVENTION_LABELS.items()))
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    rung = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=12, blank=True, choices=list(OUTCOME_LABELS.items()))
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(INTERVENTION_LABELS)), name="intervention_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="call_holder", outcome__in=list(OUTCOME_LABELS))
                | (~Q(kind="call_holder") & Q(outcome="")),
                name="intervention_call_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(kind="raise", rung__isnull=False) | (~Q(kind="raise") & Q(rung=None)),
                name="intervention_raised_to_a_rung",
            ),
        ]
        indexes = [models.Index(fields=["ticket", "-at", "-id"], name="intervention_of_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"
