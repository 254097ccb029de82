"""Tickets of one person about one matter, joined."""

from django.db import models
from django.db.models import Q

from tawasul.centres.models import Place
from tawasul.people.models import User
from tawasul.tickets.models.ticket import Ticket


class Joining(models.Model):
    """A ticket follows a main one, from when to when (none: it still does), and why.

    `split_by` None: nobody split it off, the main ticket was withdrawn."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="joinings")
    main = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    split_reason = models.TextField(blank=True)
    split_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    split_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(split_at=None), name="joining_one_at_a_time"),
            models.CheckConstraint(condition=~Q(ticket=models.F("main")), name="joining_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} → {self.main_id}"


class JoinRequest(models.Model):
    """A wish that two tickets of one person be joined: of those who have `ticket`, to the centre that has `other`, which they
    may not see. `answered_at` None: it waits."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="joins_asked")
    other = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="asked_to_join")
    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "other"], condition=Q(answered_at=None), name="join_request_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, accepted=None) | Q(answered_at__isnull=False, accepted__isnull=False),
                name="join_request_answered_whole",
            ),
        ]
        indexes = [models.Index(fields=["other"], name="join_request_open", condition=Q(answered_at=None))]

    def __str__(self) -> str:
        return f"{self.ticket_id} ? {self.other_id}"
