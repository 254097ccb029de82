"""What happened, once and for all: no row here is ever changed or removed (the database refuses it)."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One thing that happened to one subject.

    Events of a subject are numbered from 1 and each carries the hash of the one before, so that a change, a removal or an
    insertion anywhere breaks the chain from there on (see `timeline.chain`). `data` holds what the sentence says, with the
    names as they were on the day.
    """

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=12)
    user_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40, blank=True)
    place_id = models.BigIntegerField(null=True)
    actor_name_ar = models.CharField(max_length=150, blank=True)
    actor_name_en = models.CharField(max_length=150, blank=True)
    place_name_ar = models.CharField(max_length=200, blank=True)
    place_name_en = models.CharField(max_length=200, blank=True)
    public = models.BooleanField(help_text="Whether the beneficiary sees it")
    data = models.JSONField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "sequence"], name="event_chain"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="event_sequence_from_one"),
        ]
        indexes = [models.Index(fields=["-at"], name="event_by_time")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} #{self.sequence} {self.kind}"


class Head(models.Model):
    """The end of a subject's chain, set by the database with every event: so that one taken from the end is missed.

    It only moves forward. Whoever owns the database can put that aside; a seal kept elsewhere (`verify_timeline --seal`)
    proves that too.
    """

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="head_of_each_chain")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} {self.sequence} {self.hash}"


class Receipt(models.Model):
    """A request that was acted on, and what was answered: the same request again gets the same answer and acts no more."""

    scope = models.CharField(max_length=60, help_text="Who asked: a membership, a token, a browser session")
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64, help_text="Hash of what was asked, to tell a retry from a mistake")
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="receipt_once")]
        indexes = [models.Index(fields=["at"], name="receipt_age")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
