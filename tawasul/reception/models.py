"""Who came to a centre, their place in the queue, and the desks that call them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from tawasul.centres.models import Place
from tawasul.people.models import LANGUAGES, Beneficiary, User
from tawasul.reception.course import AT_A_DESK, ENDED, OPEN, State
from tawasul.reception.labels import (
    LINE_LABELS,
    OUTCOME_LABELS,
    PRIORITY_LABELS,
    REASON_LABELS,
    STATE_LABELS,
)
from tawasul.reception.reasons import spoken_number

_AT_A_DESK = sorted(state.value for state in AT_A_DESK)
_OPEN = sorted(state.value for state in OPEN)
_ENDED = sorted(state.value for state in ENDED)
STANDS = 20  # letters of a word that nobody finds by trying


class Hall(models.Model):
    """The hall of a centre. `version` grows with everything that happens in it: whoever shows it asks for nothing more while
    that stands still. `screen_key` is the unguessable part of the address of its big screen."""

    centre = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="+")
    version = models.BigIntegerField(default=1)
    screen_key = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return f"hall {self.centre_id}"


class Numbering(models.Model):
    """The last number given in a line of a centre on a day."""

    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=1)
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "day", "letter"], name="numbering_of_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.letter} {self.last}"


class Desk(models.Model):
    """A desk of a hall; `user` is who sits there, none while it is closed; it calls from `lines`."""

    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=20)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lines = ArrayField(models.CharField(max_length=20, choices=list(LINE_LABELS.items())), default=list)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="desk_of_a_hall"),
            models.UniqueConstraint(fields=["user"], condition=Q(user__isnull=False), name="desk_one_for_each_person"),
            models.CheckConstraint(
                condition=Q(user=None, opened_at=None) | Q(user__isnull=False, opened_at__isnull=False),
                name="desk_open_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Visit(models.Model):
    """One person's coming to a centre on a day, from the door to the end.

    `letter` and `number` stay what the slip says, whatever `line` they wait in later. `rank_at` orders those who wait (see
    `order`). `code` opens the page on which the visitor sees their place; it says nothing of who they are.
    """

    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    sector = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=1)
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=24, unique=True)

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=150)
    mobile = models.CharField(max_length=16, blank=True, help_text="E.164, as given on the day")
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ar", help_text="of the messages to them")
    reason = models.CharField(max_length=20, choices=list(REASON_LABELS.items()))
    priority = models.CharField(max_length=20, choices=list(PRIORITY_LABELS.items()))
    ticket = models.ForeignKey(
        "tickets.Ticket", on_delete=models.PROTECT, null=True, related_name="+", help_text="about which they come"
    )

    line = models.CharField(max_length=20, choices=list(LINE_LABELS.items()))
    state = models.CharField(max_length=10, choices=list(STATE_LABELS.items()))
    waits_since = models.DateTimeField(help_text="since when they wait for the desk that is next")
    rank_at = models.DateTimeField()
    for_desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, related_name="+", help_text="where last called")

    arrived_at = models.DateTimeField()
    told_minutes = models.FloatField(null=True, help_text="the wait that was expected at the door")
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    first_called_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True, help_text="when the desk called them last for the first time")
    rung_at = models.DateTimeField(null=True, help_text="when the hall heard the number last")
    calls = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    served_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, choices=list(OUTCOME_LABELS.items()))
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "day", "letter", "number"], name="visit_number_once"),
            models.UniqueConstraint(fields=["desk"], condition=Q(state__in=_AT_A_DESK), name="visit_one_at_a_desk"),
            models.CheckConstraint(
                condition=~Q(state__in=_AT_A_DESK) | Q(desk__isnull=False, called_at__isnull=False),
                name="visit_called_to_a_desk",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_ENDED, ended_at__isnull=False) | (~Q(state__in=_ENDED) & Q(ended_at=None)),
                name="visit_ends_once",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "rank_at", "id"], condition=Q(state="waiting"), name="visit_queue"),
            models.Index(fields=["centre", "day"], condition=Q(state__in=_OPEN), name="visit_open"),
            models.Index(fields=["centre", "day", "-arrived_at"], name="visit_log"),
            models.Index(fields=["centre", "-rung_at"], condition=Q(rung_at__isnull=False), name="visit_rung"),
            models.Index(fields=["centre", "line", "-ended_at"], condition=Q(state="finished"), name="visit_served"),
        ]

    def __str__(self) -> str:
        return self.spoken

    @property
    def spoken(self) -> str:
        """The number as it is printed and called."""
        return spoken_number(self.letter, self.number)

    @property
    def stands(self) -> str:
        """Where it stands and what is written of it, in a word that changes with both and reveals neither: whoever acts on a
        page says by it what they were looking at."""
        stands = [self.state, self.line, str(self.for_desk_id or ""), self.priority, self.reason]
        written = [self.name, self.mobile, self.language]
        return salted_hmac("reception.visit", "\n".join(stands + written)).hexdigest()[:STANDS]

    @property
    def at_a_desk(self) -> bool:
        """Whether a desk has called them and not let them go."""
        return State(self.state) in AT_A_DESK
