"""What is written on a ticket: asked of its beneficiary, answered to them, and said among staff."""

from django.db import models
from django.db.models import F, Q

from tawasul.people.models import User
from tawasul.tickets.models.problems import Answer
from tawasul.tickets.models.ticket import Ticket


class Completion(models.Model):
    """What was asked of the beneficiary, and what they gave: the ticket's clock stands still in between."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="completions")
    missing = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    given = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(given_at=None), name="completion_one_open"),
        ]
        indexes = [models.Index(fields=["ticket", "asked_at"], name="completion_of_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.asked_at:%Y-%m-%d}"


class Addition(models.Model):
    """What a beneficiary added to their ticket of their own accord. `by` is who wrote it down for them (none: they did)."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="additions")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "at"], name="addition_of_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.at:%Y-%m-%d}"


class Reply(models.Model):
    """One round of a reply: drafted, then reviewed by another. What was sent back stays as it was sent back.

    `answer` is the answer of a problem from which its text was taken, word for word.
    Only an approved one has `released_at`, and only it is ever shown to the beneficiary. `revision` grows with every save.
    """

    DRAFT, UNDER_REVIEW, SENT_BACK, APPROVED, SET_ASIDE = "draft", "under_review", "sent_back", "approved", "set_aside"
    STATES = [(state, state) for state in (DRAFT, UNDER_REVIEW, SENT_BACK, APPROVED, SET_ASIDE)]

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=STATES)
    text = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reasons = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(fields=["ticket", "round"], name="reply_round"),
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(state__in=["draft", "under_review"]), name="reply_one_in_the_making"
            ),
            models.CheckConstraint(
                condition=Q(reviewer=None) | ~Q(reviewer=F("author")), name="reply_reviewed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state="approved", released_at__isnull=False, reviewer__isnull=False)
                | (~Q(state="approved") & Q(released_at=None)),
                name="reply_released_when_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} round {self.round}"


class Note(models.Model):
    """A word among staff. Never shown to the beneficiary."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "at"], name="note_of_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.at:%Y-%m-%d}"
