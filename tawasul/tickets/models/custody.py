"""In whose hands a ticket was, and how it was passed on."""

from django.db import models
from django.db.models import F, Q

from tawasul.centres.models import Place
from tawasul.people.models import User
from tawasul.tickets.labels import HANDS_LABELS
from tawasul.tickets.models.ticket import Ticket


class Custody(models.Model):
    """A leg: whose hands a ticket was in, from when to when. Exactly one is open while the ticket is unanswered."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="custody")
    hands = models.CharField(max_length=12, choices=list(HANDS_LABELS.items()))
    sector = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "custody"
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(ended_at=None), name="custody_one_open_leg"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="custody_ends_after_beginning"
            ),
        ]
        indexes = [
            models.Index(fields=["ticket", "began_at"], name="custody_of_ticket"),
            models.Index(
                fields=["centre", "-ended_at"], name="custody_left_centre", condition=Q(ended_at__isnull=False)
            ),
            models.Index(
                fields=["sector", "-ended_at"], name="custody_left_sector", condition=Q(ended_at__isnull=False)
            ),
            models.Index(
                fields=["department", "-ended_at"], name="custody_left_department", condition=Q(ended_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.hands}"


class Referral(models.Model):
    """A ticket passed on, with the reason that was given."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="referrals")
    number = models.PositiveSmallIntegerField()
    from_centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    from_department = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    to_centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    to_department = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "number"], name="referral_number")]

    def __str__(self) -> str:
        return f"{self.ticket_id} #{self.number}"
