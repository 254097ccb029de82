"""Who called 19996 about something that is not there."""

from django.db import models
from django.db.models import Q

from tawasul.people.models import User


class AskedInVain(models.Model):
    """Somebody asked after a ticket, and none was found: `kind` and `value` are what they gave, as it was understood."""

    KINDS = ("number", "identity", "mobile", "mistyped", "nothing")

    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    value = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=150, blank=True)
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["number", "identity", "mobile", "mistyped", "nothing"]), name="asked_in_vain_kind"
            )
        ]
        indexes = [models.Index(fields=["kind", "value", "-id"], name="asked_in_vain_value")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
