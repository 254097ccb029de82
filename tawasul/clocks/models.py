"""Clocks: how long is left of what was promised, and in whose hands. What is stored here is what every page shows."""

from django.db import models
from django.db.models import F, Q

from tawasul.centres.models import Place
from tawasul.clocks.clock import StageKind
from tawasul.people.models import User
from tawasul.service_levels.labels import STEP_LABELS
from tawasul.service_levels.models import Commitment


class Clock(models.Model):
    """One promise about one subject, running in somebody's hands.

    It may promise less than its commitment does: `number` of the commitment's unit (none: as many as are promised).
    A step's clocks are numbered by `leg`: the whole has one; a coordinator, a department, a centre each begin their own with
    every time that the subject comes into their hands. `scope` is the place whose calendar counts. While it runs, `next_at`
    is the next instant at which it sounds and `stage` how many stages have sounded (`clock.stages_of`); where some are to sound
    again (another promise, or in time again), another `turn` of them begins. While it is paused
    nothing sounds and the due instant is as it was. `used` and `late_by` are known once it has ended, in the time that the
    promise counts in. `calendar_number` is the calendars' version by which it was last reckoned.
    """

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    step = models.CharField(max_length=20, choices=list(STEP_LABELS.items()))
    leg = models.PositiveSmallIntegerField()
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True)
    scope = models.CharField(max_length=255)
    sector = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    began_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    pause_count = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    used = models.DurationField(null=True)
    late_by = models.DurationField(null=True)
    next_at = models.DateTimeField(null=True)
    stage = models.PositiveSmallIntegerField(default=0)
    turn = models.PositiveSmallIntegerField(default=1)
    calendar_number = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "step", "leg"], name="clock_leg"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "step"], condition=Q(ended_at=None), name="clock_one_runs"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, used=None, late_by=None)
                | Q(ended_at__gte=F("began_at"), used__isnull=False, late_by__isnull=False, paused_at=None),
                name="clock_ended_is_measured",
            ),
            models.CheckConstraint(
                condition=Q(next_at=None) | Q(ended_at=None, paused_at=None), name="clock_sounds_while_it_runs"
            ),
            models.CheckConstraint(condition=Q(step__in=list(STEP_LABELS)), name="clock_step_known"),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], name="clock_sounds_next", condition=Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} {self.step} {self.leg}"

    def turn_back(self, stage: int) -> None:
        """Set (not save) how many stages have sounded; where that is fewer than before, another turn begins."""
        self.turn += stage < self.stage
        self.stage = stage


class Pause(models.Model):
    """Time that does not count: why, and the event that caused it."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=40)
    cause = models.CharField(max_length=60)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=Q(ended_at=None), name="pause_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="pause_ends_after_beginning"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.reason}"


class Alarm(models.Model):
    """A stage that sounded: once in each turn of its clock, however many processes sound alarms."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="alarms")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in StageKind])
    number = models.PositiveSmallIntegerField()
    turn = models.PositiveSmallIntegerField(default=1)
    due_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    sounded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "turn", "kind", "number"], name="alarm_sounds_once"),
            models.CheckConstraint(condition=Q(sounded_at__gte=F("planned_at")), name="alarm_not_before_its_time"),
        ]
        indexes = [models.Index(fields=["-sounded_at"], name="alarm_by_time")]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.kind} {self.number}"


class Hearer(models.Model):
    """Somebody who is to hear of an alarm, as the tree was when it sounded; `told_at` once the notice is owed."""

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="hearers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    urgent = models.BooleanField(default=False)
    owed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alarm", "user"], name="hearer_hears_once")]
        indexes = [models.Index(fields=["owed_at", "user"], name="hearer_untold", condition=Q(told_at=None))]

    def __str__(self) -> str:
        return f"{self.alarm_id} {self.user_id}"


class Timekeeper(models.Model):
    """A process that sounds alarms, when it last said that it lives, and when it ended, where it ended in order."""

    host = models.CharField(max_length=255)
    process = models.PositiveIntegerField(help_text="its number on the host")
    began_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.host} {self.process}"


class Recalculation(models.Model):
    """A change of a calendar that is being carried to the open deadlines; `total` and `done` count their subjects.

    The cursor names the last subject of the last batch: what is stopped half way goes on from there.
    """

    change_id = models.BigIntegerField(unique=True)
    scope = models.CharField(max_length=255, blank=True)
    cause_ar = models.CharField(max_length=300)
    cause_en = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    become_late = models.PositiveIntegerField(default=0)
    no_longer_late = models.PositiveIntegerField(default=0)
    cursor_kind = models.CharField(max_length=20, blank=True)
    cursor_id = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], name="recalculation_pending", condition=Q(finished_at=None))]

    def __str__(self) -> str:
        return f"{self.scope or '*'} {self.done}/{self.total}"
