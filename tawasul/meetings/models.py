"""Requests to meet the official, and what their beneficiaries gave besides."""

from django.db import models
from django.db.models import F, Q

from tawasul.centres.models import Place
from tawasul.lib.names import agree
from tawasul.meetings.labels import (
    CALL_PURPOSES,
    CHANNEL_LABELS,
    HARM_LABELS,
    KIND_LABELS,
    NEED_LABELS,
    SEAT_LABELS,
    SESSION_LABELS,
    STATE_LABELS,
    TRIED_LABELS,
    WEEKDAYS,
)
from tawasul.meetings.lifecycle import FINAL_STATES, OPEN_STATES, UNANSWERED_STATES
from tawasul.meetings.times import Rule
from tawasul.people.models import Beneficiary, User
from tawasul.tickets.labels import CALL_OUTCOME_LABELS

_FINAL = sorted(state.value for state in FINAL_STATES)
_OPEN = sorted(state.value for state in OPEN_STATES)
_UNANSWERED = sorted(state.value for state in UNANSWERED_STATES)


class Cause(models.Model):
    """What several ask about: they may be received together, in a session of their own."""

    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    title_folded = models.CharField(max_length=160)
    named_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "title_folded"], name="meeting_cause_once")]

    def __str__(self) -> str:
        return self.title


class MeetingRequest(models.Model):
    """What somebody asks of the official of a sector (at the ministry's own centre: of the minister), and where it stands.

    `sector` and `centre` say whose it is; who may see it follows from them alone. `mobile` was proved or given at filing:
    codes, messages and calls go there. `version` grows with every change. `committed_at` is when an answer was promised: a
    date, or a reason why not; `due_at` is the same while the time runs, and none while it stands still or has ended.

    Sorting says what kind it is, what it is about in a line (`summary`, the statement of a session shows it), and the entity
    concerned: a department or a centre, or a body by its name. `harm`, `concerned`, `need` and `tried` are what weighs, with
    the tickets that were `late` and the `objections` found then; `days` is their sum (`ranking.head_start`), or what a person
    set in its place, with a reason; `rank_at` orders all that wait.
    """

    reference = models.CharField(max_length=11, unique=True)
    state = models.CharField(max_length=12, choices=list(STATE_LABELS.items()))
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    channel = models.CharField(max_length=12, choices=list(CHANNEL_LABELS.items()))
    sector = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="meetings")
    name_given = models.CharField(max_length=150)
    category = models.CharField(max_length=10)
    mobile = models.CharField(max_length=16, blank=True, help_text="E.164; empty for a visitor without one")
    other_contact = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="ar")
    subject = models.CharField(max_length=150)
    text = models.TextField()
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    service_level_version = models.PositiveIntegerField()
    committed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    kind = models.CharField(max_length=12, blank=True, choices=list(KIND_LABELS.items()))
    summary = models.CharField(max_length=300, blank=True)
    entity = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    entity_name = models.CharField(max_length=150, blank=True)
    harm = models.CharField(max_length=10, choices=list(HARM_LABELS.items()), default="none")
    concerned = models.PositiveIntegerField(default=1)
    need = models.CharField(max_length=10, choices=list(NEED_LABELS.items()), default="none")
    tried = models.CharField(max_length=10, choices=list(TRIED_LABELS.items()), default="no")
    late = models.PositiveSmallIntegerField(default=0)
    objections = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    rank_reason = models.CharField(max_length=300, blank=True)
    rank_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    rank_at = models.DateTimeField()
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, null=True, related_name="requests")
    call_at = models.DateTimeField(null=True)
    call_purpose = models.CharField(max_length=20, blank=True, choices=list(CALL_PURPOSES.items()))
    mobile_wrong = models.BooleanField(default=False)
    unreached_at = models.DateTimeField(null=True)
    not_before = models.DateField(null=True, help_text="they said that they cannot come before this day")
    reason = models.TextField(blank=True, help_text="why it was declined or withdrawn")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(STATE_LABELS)), name="meeting_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=_FINAL, ended_at__isnull=False, due_at=None)
                | Q(state__in=_OPEN, ended_at__isnull=True),
                name="meeting_ends_once",
            ),
            models.CheckConstraint(condition=Q(mobile="") | Q(mobile__startswith="+"), name="meeting_mobile_e164"),
            models.CheckConstraint(condition=Q(concerned__gte=1), name="meeting_concerns_somebody"),
            models.CheckConstraint(
                condition=Q(call_at=None, call_purpose="")
                | (Q(call_at__isnull=False, state__in=_OPEN) & ~Q(call_purpose="")),
                name="meeting_call_has_purpose",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "call_at", "id"], name="meeting_calls", condition=Q(call_at__isnull=False)),
            models.Index(
                fields=["sector", "call_at", "id"], name="meeting_calls_sector", condition=Q(call_at__isnull=False)
            ),
            models.Index(
                fields=["centre", "state", "rank_at", "id"], name="meeting_by_rank", condition=Q(state__in=_OPEN)
            ),
            models.Index(
                fields=["sector", "state", "rank_at", "id"], name="meeting_of_sector", condition=Q(state__in=_OPEN)
            ),
            models.Index(fields=["state", "rank_at", "id"], name="meeting_of_all", condition=Q(state__in=_OPEN)),
            models.Index(fields=["centre", "-ended_at", "-id"], name="meeting_ended", condition=Q(state__in=_FINAL)),
            models.Index(
                fields=["sector", "-ended_at", "-id"], name="meeting_ended_of_sector", condition=Q(state__in=_FINAL)
            ),
            models.Index(fields=["-ended_at", "-id"], name="meeting_ended_of_all", condition=Q(state__in=_FINAL)),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def asked_as(self) -> str:
        """The name under which it was asked."""
        return self.name_given

    @property
    def gets_messages(self) -> bool:
        """Whether a message reaches them: at a mobile that is theirs."""
        return bool(self.mobile) and not self.mobile_wrong

    @property
    def named_otherwise(self) -> bool:
        """Whether the identity is recorded under another name than the one given."""
        return not agree(self.name_given, self.beneficiary.name)


class Completion(models.Model):
    """What was missing, and what was given; open until it is."""

    request = models.ForeignKey(MeetingRequest, on_delete=models.PROTECT, related_name="completions")
    missing = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    given = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=Q(given_at=None), name="meeting_one_completion_open"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.asked_at:%Y-%m-%d}"


class Addition(models.Model):
    """What the beneficiary had to say besides."""

    request = models.ForeignKey(MeetingRequest, on_delete=models.PROTECT, related_name="additions")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.request_id} {self.at:%Y-%m-%d}"


class Call(models.Model):
    """A telephone call to whoever asks: why, by whom, and what it came to. Never changed."""

    request = models.ForeignKey(MeetingRequest, on_delete=models.PROTECT, related_name="calls")
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=20, choices=list(CALL_PURPOSES.items()))
    outcome = models.CharField(max_length=20, choices=list(CALL_OUTCOME_LABELS.items()))
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    settled = models.BooleanField(
        default=False, help_text="counts as an attempt no longer: the number was corrected since"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="meeting_call_number")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.number}"


class Times(models.Model):
    """A fixed time at which the official receives (`times.Rule`); it holds from `first_day` to `last_day` (none: on)."""

    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(choices=list(WEEKDAYS))
    opens = models.TimeField()
    closes = models.TimeField()
    places = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    room = models.CharField(max_length=150)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="meeting_times_end_after_beginning"),
            models.CheckConstraint(condition=Q(places__gte=1, minutes__gte=1), name="meeting_times_have_places"),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.weekday} {self.opens}"

    @property
    def rule(self) -> Rule:
        """As a plain value."""
        return Rule(
            weekday=self.weekday,
            opens=self.opens,
            closes=self.closes,
            places=self.places,
            minutes=self.minutes,
            first=self.first_day,
            last=self.last_day,
        )


class DayOut(models.Model):
    """A day on which the official does not receive, whatever the times say."""

    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    reason = models.CharField(max_length=200)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "day"], name="meeting_day_out_once")]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.day}"


class Session(models.Model):
    """The official receives: from when to when, how many, and where. With a `cause` all who ask about it are received
    together."""

    PLANNED, CANCELLED = "planned", "cancelled"

    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    sector = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    times = models.ForeignKey(Times, on_delete=models.PROTECT, null=True, related_name="sessions")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, null=True, related_name="sessions")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    room = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=list(SESSION_LABELS.items()), default=PLANNED)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was cancelled")
    drawn_up_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True, help_text="when those who have a place were reminded of it")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "begins_at"], condition=~Q(state="cancelled"), name="meeting_session_once"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="meeting_session_ends"),
        ]
        indexes = [
            models.Index(fields=["centre", "begins_at"], name="meeting_sessions"),
            models.Index(fields=["sector", "begins_at"], name="meeting_sessions_sector"),
            models.Index(fields=["begins_at"], name="meeting_sessions_all"),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.begins_at:%Y-%m-%d %H:%M}"


class Seat(models.Model):
    """Somebody's place in a session, from 1 on, or their turn among the reserves (`place` none, `turn` from 1 on)."""

    RESERVE, INVITED, CONFIRMED = "reserve", "invited", "confirmed"
    ATTENDED, ABSENT = "attended", "absent"
    POSTPONED, DECLINED, RELEASED, CANCELLED = "postponed", "declined", "released", "cancelled"
    SEATED = (INVITED, CONFIRMED)
    ACTIVE = (RESERVE, *SEATED)
    EXPECTED = (*SEATED, ATTENDED, ABSENT)  # whom the session's statement names

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="seats")
    request = models.ForeignKey(MeetingRequest, on_delete=models.PROTECT, related_name="seats")
    place = models.PositiveSmallIntegerField(null=True)
    turn = models.PositiveSmallIntegerField(null=True)
    begins_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=list(SEAT_LABELS.items()))
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    notes = models.TextField(blank=True, help_text="of what was said in the session")
    missed_told_at = models.DateTimeField(null=True, help_text="when they were told that they had been expected")
    position: int | None  # among those still in reserve, from 1: only from `queries.seats_of` and `queries.seat_now`

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "place"],
                condition=Q(state__in=["invited", "confirmed"]),
                name="meeting_place_of_one",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=["reserve", "invited", "confirmed"]),
                name="meeting_one_place_each",
            ),
            models.CheckConstraint(
                condition=Q(state="reserve", place=None, turn__isnull=False) | ~Q(state="reserve"),
                name="meeting_reserve_has_turn",
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | ~Q(state__in=["invited", "confirmed"]),
                name="meeting_seated_has_place",
            ),
        ]
        indexes = [
            models.Index(
                fields=["changed_at"], name="meeting_missed_untold", condition=Q(state="absent", missed_told_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.place or self.turn}"


class Feed(models.Model):
    """The unguessable part of the address under which a centre's sessions are read as a calendar."""

    centre = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40, unique=True)
    renewed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed {self.centre_id}"


class Decision(models.Model):
    """What the official decided in a session: who carries it out, and by when. It is carried out by a ticket, or by another
    thing that is followed (`followed`): `subject_kind` and `subject_id` name it, once it was passed on. It ends when that
    ends."""

    request = models.ForeignKey(MeetingRequest, on_delete=models.PROTECT, related_name="decisions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    owner_name = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True)
    passed_on_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    dropped = models.CharField(max_length=300, blank=True, help_text="why it was dropped")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="meeting_decision_number"),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id=None) | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
                name="meeting_decision_subject",
            ),
        ]
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_id"], name="meeting_decision_open", condition=Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.number}"
