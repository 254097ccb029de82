"""Who must hear of what: one row for each reader and channel."""

import uuid

from django.db import models
from django.db.models import Q

from tawasul.lib.masking import masked
from tawasul.notices.message import Group
from tawasul.notices.states import CHOSEN_BY_STAFF, Channel, State

DEMONSTRATION = "demonstration"


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
                | Q(state=State.FAILED.value, sent_at=None, next_attempt_at=None),
                name="notice_times_fit_state",
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
            models.Index(fields=["-id"], name="notice_failed", condition=Q(state=State.FAILED.value)),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="notice_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}: {self.state}"

    @property
    def address_masked(self) -> str:
        """The address as people may see it: "••••••4567", "m••••@example.sa"."""
        name, at_sign, host = self.address.partition("@")
        return f"{name[:1]}••••@{host}" if at_sign else masked(self.address)


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
