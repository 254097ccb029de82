"""When work is done. Rows hang on a `scope`: a place's path in the tree of centres, "" for the whole nation.

Rows are never changed nor deleted: a mistake is withdrawn and said anew, so what stood at any instant stays known.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from tawasul.calendars.labels import HOLIDAY_LABELS, WEEKDAY_LABELS
from tawasul.calendars.schedule import Window, Words


class Said(models.Model):
    """What every calendar row has: whose calendar, why, and who said and withdrew it."""

    scope = models.CharField(max_length=255, blank=True, default="")
    reason_ar = models.CharField(max_length=200)
    reason_en = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def reason(self) -> Words:
        """The reason in both languages."""
        return Words(self.reason_ar, self.reason_en)


def _said_whole(name: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
            | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
            name=f"{name}_withdrawn_by_someone",
        ),
        models.CheckConstraint(condition=~Q(reason_ar="") & ~Q(reason_en=""), name=f"{name}_has_reason"),
    ]


class WorkingHours(Said):
    """A week's windows from a day on (the common week), or from day to day (`special`: Ramadan's hours)."""

    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["scope"], name="hours_by_scope", condition=Q(withdrawn_at__isnull=True))]
        constraints = [
            *_said_whole("hours"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="hours_in_order"
            ),
            models.UniqueConstraint(
                "scope",
                "first_day",
                Coalesce("last_day", models.Value("9999-12-31", output_field=models.DateField())),
                condition=Q(withdrawn_at__isnull=True),
                name="hours_said_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope or '*'} {self.first_day}–{self.last_day or ''}"

    @property
    def special(self) -> bool:
        """Whether these hours end: they stand before any common week."""
        return self.last_day is not None


class WorkingWindow(models.Model):
    """Opening hours of one weekday (Monday is 0); closing no later than they open means past midnight."""

    hours = models.ForeignKey(WorkingHours, models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField(choices=list(WEEKDAY_LABELS.items()))
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="window_on_a_weekday"),
            models.UniqueConstraint(fields=["hours", "weekday", "opens"], name="window_opens_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"

    @property
    def window(self) -> Window:
        """The plain value."""
        return Window(self.opens, self.closes)


class DayOff(Said):
    """A holiday or closure. Proposed until a person confirms it; only confirmed ones close anything.

    `assumed` marks dates put in before they were announced: the interface shows that they await a decision.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"

    kind = models.CharField(max_length=20, choices=list(HOLIDAY_LABELS.items()))
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices)
    assumed = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["scope", "first_day"], name="off_by_scope", condition=Q(withdrawn_at__isnull=True))
        ]
        constraints = [
            *_said_whole("off"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="off_in_order"),
            models.CheckConstraint(condition=Q(kind__in=list(HOLIDAY_LABELS)), name="off_kind_known"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True, decided_by="")
                | (Q(state="confirmed", decided_at__isnull=False) & ~Q(decided_by="")),
                name="off_confirmed_by_someone",
            ),
            models.UniqueConstraint(
                fields=["scope", "first_day", "last_day"], condition=Q(withdrawn_at__isnull=True), name="off_said_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope or '*'} {self.first_day}–{self.last_day} {self.reason_en}"


class ExtraWorkingDay(Said):
    """Hours worked on a day that the week, or a holiday, has off. A second window that day is a second row."""

    day = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        indexes = [models.Index(fields=["scope", "day"], name="extra_by_scope", condition=Q(withdrawn_at__isnull=True))]
        constraints = [
            *_said_whole("extra"),
            models.UniqueConstraint(
                fields=["scope", "day", "opens"], condition=Q(withdrawn_at__isnull=True), name="extra_opens_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope or '*'} {self.day} {self.opens:%H:%M}–{self.closes:%H:%M}"

    @property
    def window(self) -> Window:
        """The plain value."""
        return Window(self.opens, self.closes)


class CalendarChange(models.Model):
    """One line per change to any calendar: what deadlines that moved will name as their cause."""

    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    scope = models.CharField(max_length=255, blank=True, default="")
    what = models.CharField(max_length=40)
    data = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"


class CalendarVersion(models.Model):
    """The single row that every change locks and moves on, so that a remembered schedule knows when it is old.

    Its number is the last change's identity. Identities come from a sequence, so a number of a change that was rolled
    back never comes again; the lock makes numbers commit in their order.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="calendar_version_single")]

    def __str__(self) -> str:
        return str(self.number)
