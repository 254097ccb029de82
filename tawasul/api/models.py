"""Tokens: how another system acts under somebody's role."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from tawasul.centres.models import Membership
from tawasul.people.models import User


class Token(models.Model):
    """A secret that lets a system act under one membership until a day. Kept only as a hash; `prefix` tells it apart."""

    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tokens")
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    last_used_at = models.DateTimeField(null=True, help_text="to the minute")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="token_expires_after_issue"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="token_digest"),
            models.CheckConstraint(
                condition=Q(revoked_by=None) | Q(revoked_at__isnull=False), name="token_revoked_has_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"

    def standing(self, at: datetime) -> str:
        """ "active", "expired" or "revoked"; whether its membership is held still is asked apart."""
        if self.revoked_at is not None:
            return "revoked"
        return "active" if at < self.expires_at else "expired"
