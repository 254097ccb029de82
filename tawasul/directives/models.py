"""What was directed, who has which part in it, and what those who act answered."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from tawasul.centres.models import Place
from tawasul.directives.labels import ABOUT_LABELS, PART_LABELS, STATE_LABELS
from tawasul.directives.lifecycle import ENDED, RUNNING, Part, State
from tawasul.people.models import User

_RUNNING = sorted(state.value for state in RUNNING)
_ENDED = sorted(state.value for state in ENDED)


class Numbered(models.Model):
    """The last number that a directive was given: one row, written in the transaction that issues, so that what is refused
    leaves no gap."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.last)


class Directive(models.Model):
    """What an official directed.

    `official` is the place of whom it is (the ministry: the minister; a sector: its official), `acting` the department or
    centre that must act, or the sector that the minister directs, `following` the place whose officers follow it up.
    `given_on` is the day on which it was said, `due_on` by when it is to be done. What it is about is a plain reference:
    `about_kind` and `about_id`, with how it is called (`about_said`); the room of what is referred to may lie beside this one,
    and is not known here.
    `next_at` is when stage `next_stage` of the ladder sounds; none while it does not run. `text_mark` tells two records of one
    directive. `version` grows with every change.
    """

    number = models.CharField(max_length=9, unique=True)
    official = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    acting = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    following = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    text_folded = models.TextField(editable=False)
    text_mark = models.CharField(max_length=64)
    confidential = models.BooleanField(default=False)
    about_kind = models.CharField(max_length=20, blank=True, choices=list(ABOUT_LABELS.items()))
    about_id = models.BigIntegerField(null=True)
    about_said = models.CharField(max_length=200, blank=True)
    given_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=list(STATE_LABELS.items()))
    state_since = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    unanswered = models.BooleanField(default=False, db_default=False, help_text="said to be done, and no answer stands")
    next_stage = models.PositiveSmallIntegerField(null=True)
    next_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="directive_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=_ENDED, ended_at__isnull=False) | (Q(state__in=_RUNNING) & Q(ended_at=None)),
                name="directive_ended_has_date",
            ),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id=None) | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="directive_about_whole",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("given_on")), name="directive_due_after_given"),
            models.CheckConstraint(
                condition=Q(next_at=None, next_stage=None)
                | Q(next_at__isnull=False, next_stage__isnull=False, state="open"),
                name="directive_sounds_while_open",
            ),
            models.UniqueConstraint(
                fields=["official", "acting", "given_on", "text_mark"],
                condition=Q(state__in=_RUNNING),
                name="directive_recorded_once",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="directive_running", condition=Q(state__in=_RUNNING)),
            models.Index(
                fields=["official", "due_on", "id"], name="directive_of_official", condition=Q(state__in=_RUNNING)
            ),
            models.Index(fields=["official", "-changed_at"], name="directive_moved"),
            models.Index(fields=["next_at", "id"], name="directive_sounds_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=["about_kind", "about_id"], name="directive_about", condition=~Q(about_kind="")),
            GinIndex(OpClass("text_folded", name="gin_trgm_ops"), name="directive_words"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def running(self) -> bool:
        """Whether something is expected of somebody still."""
        return State(self.state) in RUNNING


class Office(models.Model):
    """A place that has a part in a directive. Whoever has the power of the part at that place sees the directive, and nobody
    else does; of a confidential one no place is merely `over` it."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="offices")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=10, choices=list(PART_LABELS.items()))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "part", "directive"], name="office_once"),
            models.CheckConstraint(condition=Q(part__in=[p.value for p in Part]), name="office_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id} {self.part} {self.place_id}"


class Answer(models.Model):
    """What those who must act say they did; sent back with reasons, or found to be what was directed."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    text = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reasons = models.TextField(blank=True)
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "round"], name="directive_answer_round"),
            models.CheckConstraint(
                condition=Q(reviewer=None) | ~Q(reviewer=F("author")), name="directive_answer_seen_by_another"
            ),
            models.CheckConstraint(
                condition=Q(reviewer=None, reviewed_at=None) | Q(reviewer__isnull=False, reviewed_at__isnull=False),
                name="directive_answer_reviewed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id} round {self.round}"


class Look(models.Model):
    """When somebody last opened an official's page (`at`), and the look before that one (`before`, none at the first): what
    moved since then is marked."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    official = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "official"], name="look_of_each")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.official_id} {self.at:%Y-%m-%d}"
