"""Who must hear of what: one row for each reader and channel."""

import uuid

from django.db import models
from django.db.models import Q

from tawasul.lib.masking import masked_email
from tawasul.notices.message import Group
from tawasul.notices.states import CHOSEN_BY_STAFF, Channel, Delivery, State

DEMONSTRATION = "demonstration"
CALLED_OFF = "called off: "  # how the failure of what was never to be sent begins
ENDED_UNSENT = (State.FAILED.value, State.UNSURE.value)
NOT_ARRIVED = Q(state__in=list(ENDED_UNSENT)) | Q(delivery=Delivery.UNDELIVERED.value)


class Notice(models.Model):
    """Something that one reader must be told through one channel; made in the transaction of its cause."""

    kind = models.CharField(max_length=40, help_text="a kind of notices.messages")
    once = models.CharField(max_length=250, unique=True, help_text="the cause, reader and channel: never owed twice")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    user = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", db_index=False)
    beneficiary = models.ForeignKey("people.Beneficiary", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254, blank=True, help_text="mobile (E.164) or e-mail, as it was when owed")
    language = models.CharField(max_length=2)
    context = models.JSONField(help_text="the placeholders' values; secrets are blanked once sent or given up")
    reference = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text="makes a repeated call to a gateway harmless"
    )

    state = models.CharField(max_length=10, default=State.OWED.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    owed_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    useful_until = models.DateTimeField(null=True, help_text="given up after this; empty: useful for ever")
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    transport = models.CharField(
        max_length=20, blank=True, help_text="what took it: gateway, smtp, page, demonstration"
    )
    gateway_reference = models.CharField(max_length=100, blank=True)
    failure = models.CharField(max_length=300, blank=True, help_text="why the last attempt did not succeed")
    at_any_hour = models.BooleanField(default=False, help_text="leaves in the quiet hours too, and before others")
    trying = models.BooleanField(default=False, help_text="an attempt began, and how it ended is not known")
    delivery = models.CharField(max_length=12, blank=True, help_text="what the carrier told later, if it does")
    delivery_at = models.DateTimeField(null=True)
    wording = models.ForeignKey(
        "Wording",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="empty: the system's own words",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="notice_state"),
            models.CheckConstraint(condition=Q(channel__in=[each.value for each in Channel]), name="notice_channel"),
            models.CheckConstraint(condition=Q(user=None) | Q(beneficiary=None), name="notice_one_reader"),
            models.CheckConstraint(
                condition=Q(channel=Channel.IN_APP.value, user__isnull=False)
                | (~Q(channel=Channel.IN_APP.value) & ~Q(address="") & Q(read_at=None)),
                name="notice_reaches_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OWED.value, sent_at=None, next_attempt_at__isnull=False)
                | Q(state=State.SENT.value, sent_at__isnull=False, next_attempt_at=None)
                | Q(state__in=list(ENDED_UNSENT), sent_at=None, next_attempt_at=None),
                name="notice_times_fit_state",
            ),
            models.CheckConstraint(
                condition=Q(delivery="", delivery_at=None)
                | Q(
                    state=State.SENT.value,
                    delivery__in=[each.value for each in Delivery],
                    delivery_at__isnull=False,
                ),
                name="notice_delivery_of_what_was_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="notice_owed", condition=Q(state=State.OWED.value)),
            models.Index(fields=["user", "-id"], name="notice_in_app", condition=Q(channel=Channel.IN_APP.value)),
            models.Index(
                fields=["user", "-id"],
                name="notice_unread",
                condition=Q(channel=Channel.IN_APP.value, read_at=None),
            ),
            models.Index(fields=["-id"], name="notice_outbox", condition=Q(transport=DEMONSTRATION)),
            models.Index(fields=["-id"], name="notice_not_arrived", condition=NOT_ARRIVED),
            models.Index(fields=["gateway_reference"], name="notice_at_gateway", condition=~Q(gateway_reference="")),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="notice_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}: {self.state}"

    @property
    def address_masked(self) -> str:
        """The address as people may see it: "••••••4567", "m••••@example.sa"."""
        return masked_email(self.address)

    @property
    def may_be_sent_again(self) -> bool:
        """Whether it was given up or is unsure, and is still worth sending: one that passes, or had a secret, is not."""
        return self.state in ENDED_UNSENT and self.useful_until is None


class Choice(models.Model):
    """A channel that a member of staff added for a group of messages. In the pages they read all of them, chosen or not."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+", db_index=False)
    group = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "group", "channel"], name="notice_choice_once"),
            models.CheckConstraint(condition=Q(group__in=[each.value for each in Group]), name="notice_choice_group"),
            models.CheckConstraint(
                condition=Q(channel__in=[each.value for each in CHOSEN_BY_STAFF]), name="notice_choice_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.group} {self.channel}"


class Wording(models.Model):
    """The ministry's words for one kind of message in one language. Rows stay: the highest version is in force.

    A `restored` version says nothing itself: from it on, the system's own words hold again.
    """

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    version = models.PositiveIntegerField()
    text = models.CharField(max_length=600, blank=True)
    subject = models.CharField(max_length=150, blank=True)
    body = models.TextField(max_length=4000, blank=True)
    restored = models.BooleanField(default=False)
    made_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    why = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "version"], name="wording_version"),
            models.CheckConstraint(
                condition=Q(restored=True, text="", subject="", body="")
                | Q(Q(restored=False), ~Q(text=""), ~Q(subject=""), ~Q(body="")),
                name="wording_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.version}"


class QuietHours(models.Model):
    """From when to when (in Riyadh) no SMS leaves that can wait. Rows stay: the newest is in force; equal hours mean none."""

    begins = models.TimeField()
    ends = models.TimeField()
    made_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "quiet hours"

    def __str__(self) -> str:
        return f"{self.begins}-{self.ends}"
