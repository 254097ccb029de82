"""Plans by which the tree changes, line by line, and how far each has been carried out."""

from django.db import models
from django.db.models import F, Q

from tawasul.people.models import User
from tawasul.reorganisations.labels import STANDING_LABELS, STEP_LABELS


class Reorganisation(models.Model):
    """A plan: drafted by one person, confirmed by another, carried out from its day on.

    `decree` and `reason` say why, and stand in the route of every ticket that it brings over. `begun_at`: the tree has changed
    and tickets are being brought over, `total` of them, `done` so far, those up to `cursor`. `refused` says why it could not be
    carried out on its day: nothing of it was. `outcome` keeps what was done to places and people, and what was left to do by
    hand. `by_command`: it was given on the command line, where nobody signs in.
    """

    decree = models.CharField(max_length=100)
    reason = models.CharField(max_length=250)
    takes_effect_on = models.DateField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)
    by_command = models.BooleanField(default=False)
    begun_at = models.DateTimeField(null=True)
    refused = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    outcome = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(by_command=True) | Q(confirmed_by__isnull=False),
                name="reorganisation_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("drafted_by")),
                name="reorganisation_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(begun_at=None) | Q(confirmed_at__isnull=False), name="reorganisation_begins_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(begun_at__isnull=False), name="reorganisation_ends_begun"
            ),
            models.CheckConstraint(
                condition=Q(discarded_at=None) | Q(begun_at=None), name="reorganisation_discarded_before_it_begins"
            ),
        ]
        indexes = [
            models.Index(
                fields=["takes_effect_on", "id"],
                name="reorganisation_to_do",
                condition=Q(confirmed_at__isnull=False, finished_at=None, discarded_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.decree} {self.takes_effect_on}"

    @property
    def standing(self) -> str:
        """One of STANDING_LABELS."""
        if self.discarded_at is not None:
            return "discarded"
        if self.finished_at is not None:
            return "done"
        if self.begun_at is not None:
            return "under_way"
        if self.confirmed_at is not None:
            return "refused" if self.refused else "confirmed"
        return "draft"

    @property
    def standing_label(self) -> str:
        """How it stands, in the active language."""
        return str(STANDING_LABELS[self.standing])


class PlanLine(models.Model):
    """A line of a plan, in the words of the file: places by their codes (see `tree.Line`)."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=10, choices=list(STEP_LABELS.items()))
    code = models.CharField(max_length=40)
    other = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    name_ar = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "number"], name="plan_line_number"),
        ]

    def __str__(self) -> str:
        return f"{self.reorganisation_id}.{self.number} {self.step} {self.code}"
