"""Files, each kept once whatever it is attached to; and what they are attached to."""

import uuid

from django.db import models
from django.db.models import Q

from tawasul.attachments.states import LARGEST, Scan


class StoredFile(models.Model):
    """The bytes: kept once, under their hash. What they are was judged by content."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField(help_text="bytes")
    content_type = models.CharField(max_length=100)
    scan = models.CharField(max_length=10)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=[scan.value for scan in Scan]), name="file_scan"),
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=LARGEST), name="file_size"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_hash"),
        ]
        indexes = [models.Index(fields=["id"], name="file_waits_for_scan", condition=Q(scan=Scan.PENDING.value))]

    def __str__(self) -> str:
        return self.sha256


class Attachment(models.Model):
    """A file under a name, in a draft that is not filed yet or on a subject. On a subject it stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True)
    draft_key = models.CharField(max_length=64, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="order within the draft or subject")
    name = models.CharField(max_length=200)
    added_by_kind = models.CharField(max_length=20, help_text="kind of the actor: staff, beneficiary, system")
    user = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    visible_to_beneficiary = models.BooleanField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(draft_key="", subject_id__isnull=False) & ~Q(subject_kind="")
                | ~Q(draft_key="") & Q(subject_kind="", subject_id=None),
                name="attachment_in_draft_or_on_subject",
            ),
            models.CheckConstraint(condition=Q(removed_at=None) | ~Q(draft_key=""), name="attachment_stays_on_subject"),
        ]
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_id", "at"], name="attachment_of", condition=Q(subject_id__isnull=False)
            ),
            models.Index(fields=["draft_key", "at"], name="attachment_in_draft", condition=~Q(draft_key="")),
            models.Index(fields=["at"], name="attachment_draft_age", condition=~Q(draft_key="")),
        ]

    def __str__(self) -> str:
        return self.name
