"""The service-level document: what is promised, by version. A published version never changes; a trigger sees to it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tawasul.people.labels import CATEGORY_LABELS
from tawasul.service_levels.amounts import MOST_RUNGS, Pausing, Promise, Step, Unit
from tawasul.service_levels.labels import PAUSING_LABELS, PRIORITY_LABELS, STEP_LABELS, SUBJECT_LABELS, UNIT_LABELS

OBJECTIONS_ALLOWED = 2  # to the replies of one ticket, where no version says otherwise


class ServiceLevelDocument(models.Model):
    """One version: drafted by some, approved by another, published from a day on.

    People stand here by their user numbers. `drafted_by` began it; `drafters` is everybody who changed it, the first
    among them. `revision` counts the changes of the draft: who approves says which one was read.
    `objections_allowed` is how often a beneficiary may object to the replies of one ticket.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        APPROVED = "approved"
        PUBLISHED = "published"
        DISCARDED = "discarded"

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    note = models.TextField(blank=True, default="")
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=200)
    drafters = ArrayField(models.CharField(max_length=200), blank=True, default=list)
    revision = models.PositiveIntegerField(default=1)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=200, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True, default="")
    in_force_from = models.DateField(null=True, blank=True)
    objections_allowed = models.PositiveSmallIntegerField(default=OBJECTIONS_ALLOWED)

    class Meta:
        indexes = [
            models.Index(fields=["in_force_from", "number"], name="document_in_force", condition=Q(state="published"))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "approved", "published", "discarded"]), name="document_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"], approved_at__isnull=True, approved_by="")
                | (Q(state__in=["approved", "published"], approved_at__isnull=False) & ~Q(approved_by="")),
                name="document_approved_by_someone",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("drafted_by")), name="document_approved_by_another"),
            models.CheckConstraint(
                condition=~Q(drafters__contains=[F("approved_by")]), name="document_approved_by_no_drafter"
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(state="published") & Q(published_at__isnull=True, published_by="", in_force_from__isnull=True)
                )
                | (Q(state="published", published_at__isnull=False, in_force_from__isnull=False) & ~Q(published_by="")),
                name="document_published_from_a_day",
            ),
            models.UniqueConstraint(fields=["state"], condition=Q(state="draft"), name="document_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"


class Commitment(models.Model):
    """One line of a document. Empty `ticket_type`, `priority` or `category` means any; the more particular line stands.

    `warnings` are hundredths of the time; `ladder` the delays after the due instant, in the line's unit; `pauses` is said of
    statements alone (see `Promise`).
    `revision` is the document's when the line was changed last: by it two who change one line at once are told apart.
    """

    document = models.ForeignKey(ServiceLevelDocument, models.CASCADE, related_name="commitments")
    ticket_type = models.CharField(max_length=20, blank=True, default="", choices=list(SUBJECT_LABELS.items()))
    step = models.CharField(max_length=20, choices=list(STEP_LABELS.items()))
    priority = models.CharField(max_length=10, blank=True, default="", choices=list(PRIORITY_LABELS.items()))
    category = models.CharField(max_length=10, blank=True, default="", choices=list(CATEGORY_LABELS.items()))
    number = models.PositiveIntegerField()
    unit = models.CharField(max_length=20, choices=list(UNIT_LABELS.items()))
    warnings = ArrayField(models.PositiveSmallIntegerField(), blank=True, default=list)
    ladder = ArrayField(models.PositiveIntegerField(), blank=True, default=list, size=MOST_RUNGS)
    pauses = models.CharField(max_length=10, choices=list(PAUSING_LABELS.items()), default=Pausing.BODIES.value)
    source = models.CharField(max_length=200, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "ticket_type", "step", "priority", "category"], name="commitment_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="commitment_positive"),
            models.CheckConstraint(condition=Q(unit__in=list(UNIT_LABELS)), name="commitment_unit_known"),
            models.CheckConstraint(condition=Q(step__in=list(STEP_LABELS)), name="commitment_step_known"),
            models.CheckConstraint(condition=Q(ticket_type__in=["", *SUBJECT_LABELS]), name="commitment_type_known"),
            models.CheckConstraint(condition=Q(priority__in=["", *PRIORITY_LABELS]), name="commitment_priority_known"),
            models.CheckConstraint(condition=Q(category__in=["", *CATEGORY_LABELS]), name="commitment_category_known"),
            models.CheckConstraint(
                condition=Q(warnings__contained_by=list(range(1, 100))), name="commitment_warns_before_the_end"
            ),
            models.CheckConstraint(
                condition=~Q(step=Step.WHOLE.value, ticket_type=""), name="commitment_whole_has_type"
            ),
            models.CheckConstraint(condition=Q(pauses__in=list(PAUSING_LABELS)), name="commitment_pausing_known"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_type or '*'} {self.step}: {self.number} {self.unit}"

    @property
    def promise(self) -> Promise:
        """The plain value."""
        return Promise(
            self.ticket_type,
            self.step,
            self.priority,
            self.number,
            Unit(self.unit),
            self.category,
            tuple(self.warnings),
            tuple(self.ladder),
            self.pk,
            self.source,
            Pausing(self.pauses),
        )
