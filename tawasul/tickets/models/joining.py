"""Tickets of one person about one matter, joined."""

from django.db import models
from django.db.models import Q

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
