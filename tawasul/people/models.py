"""Who: the people who work here, and the beneficiaries they work for."""

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from tawasul.lib.identity import IdentityKind
from tawasul.people.labels import CATEGORY_LABELS, IDENTITY_KIND_LABELS

LANGUAGES = [("ar", "العربية"), ("en", "English")]


class Users(BaseUserManager["User"]):
    """Finds staff for sign-in; they are made by `people.actions.register_user`."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Sign-in is blind to the case of an e-mail address."""
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """Somebody who works in the network. What they may do comes from their memberships (see `centres`)."""

    email = models.EmailField(unique=True)
    user_number = models.CharField(max_length=20, unique=True)
    name_ar = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    mobile = models.CharField(max_length=16, blank=True)
    identity_kind = models.CharField(max_length=10, choices=list(IDENTITY_KIND_LABELS.items()), blank=True)
    identity_number = models.CharField(max_length=20, blank=True, help_text="empty where it was never given")
    invited_at = models.DateTimeField(null=True, help_text="when the last link to choose a first password was made")
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ar")
    is_active = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, help_text="when the account was closed last, open again or not")
    date_joined = models.DateTimeField()

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["user_number", "name_ar", "name_en"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_whatever_case"),
            models.UniqueConstraint(
                fields=["identity_kind", "identity_number"],
                condition=~Q(identity_number=""),
                name="user_registered_once",
            ),
            models.CheckConstraint(
                condition=Q(identity_kind="", identity_number="") | (~Q(identity_kind="") & ~Q(identity_number="")),
                name="user_identity_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of whoever reads."""
        return self.name_en if get_language() == "en" else self.name_ar

    def get_session_auth_hash(self) -> str:
        """Sessions end with the password they began under, and with the closing of the account, for good."""
        return self._since_closed(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the deployment's earlier secrets."""
        for earlier in super().get_session_auth_fallback_hash():
            yield self._since_closed(earlier)

    def _since_closed(self, proof: str) -> str:
        if self.closed_at is None:
            return proof
        return salted_hmac("tawasul.people.closed", f"{proof} {self.closed_at.isoformat()}").hexdigest()


class Beneficiary(models.Model):
    """A person or company that asks. Recorded once for the whole network, by identity."""

    identity_kind = models.CharField(max_length=10, choices=list(IDENTITY_KIND_LABELS.items()))
    identity_number = models.CharField(max_length=20)
    mobile = models.CharField(max_length=16, blank=True, help_text="E.164; empty where the person has none")
    name = models.CharField(max_length=150)
    name_folded = models.CharField(max_length=200, editable=False)
    category = models.CharField(max_length=10, choices=list(CATEGORY_LABELS.items()))
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ar")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "beneficiaries"
        constraints = [
            models.UniqueConstraint(fields=["identity_kind", "identity_number"], name="beneficiary_recorded_once"),
            models.CheckConstraint(
                condition=Q(identity_kind__in=[kind.value for kind in IdentityKind]), name="beneficiary_identity_kind"
            ),
            models.CheckConstraint(condition=Q(mobile="") | Q(mobile__startswith="+"), name="beneficiary_mobile_e164"),
        ]
        indexes = [
            models.Index(fields=["identity_number"], name="beneficiary_identity"),
            models.Index(fields=["mobile"], name="beneficiary_mobile", condition=~Q(mobile="")),
            GinIndex(OpClass("name_folded", name="gin_trgm_ops"), name="beneficiary_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Unmasking(models.Model):
    """One look at what is masked: who saw which field of whom, when and why. Never changed (see the trigger)."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="unmaskings")
    field = models.CharField(max_length=10, choices=[(name, name) for name in ("identity", "mobile", "email")])
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="unmaskings")
    membership_id = models.BigIntegerField()
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["user", "-at"], name="unmasking_by_user"),
            models.Index(fields=["beneficiary", "-at"], name="unmasking_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.field} {self.beneficiary_id} {self.at:%Y-%m-%d %H:%M}"


class VerificationCode(models.Model):
    """A code sent to a mobile: kept only as a hash, good once, for a few minutes and a few tries."""

    mobile = models.CharField(max_length=16)
    purpose = models.CharField(max_length=20)
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["mobile", "purpose", "-sent_at"], name="code_latest")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.sent_at:%Y-%m-%d %H:%M}"


class Attempt(models.Model):
    """How often something was tried within a window of time, exact however many hosts serve pages."""

    key = models.CharField(max_length=100)
    window_began_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_began_at"], name="attempt_once_a_window")]
        indexes = [models.Index(fields=["window_began_at"], name="attempt_window")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
