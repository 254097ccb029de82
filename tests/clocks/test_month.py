"""A month of a network, minute by minute, with every kind of event; at its end everything is as a second telling has it.

Two months are told: one with National Day, and one in which Ramadan begins, a day later than the table had it.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from django.db.models import QuerySet

from tawasul.calendars import actions as calendars
from tawasul.calendars.schedule import WORKING_WEEK, Window, Words
from tawasul.centres import actions as centres
from tawasul.clocks import recalculation
from tawasul.clocks.models import Alarm, Clock, Hearer, Pause
from tawasul.clocks.sounding import next_at, sound_due
from tawasul.clocks.telling import GATHER, tell_hearers
from tawasul.lib.errors import Refused
from tawasul.notices import actions as notices
from tawasul.notices.models import Notice
from tawasul.people.models import User
from tawasul.tickets import actions, policies
from tawasul.tickets.lifecycle import Action, State, TicketType
from tawasul.tickets.models import Call, Statement, Ticket
from tawasul.tickets.statements.policies import is_asked
from tawasul.timeline.models import Event
from tests.cast import RIYADH, Cast, asking, filed
from tests.clocks import replay
from tests.clocks.naive import MINUTE, SHORT, Known
from tests.clocks.times import moment
from tests.tickets.test_random_lives import PLAYERS, Asked, attempt, attempt_asked

pytestmark = pytest.mark.django_db

TICKETS, BURST = 36, 7
CAUSE = Words("قرار", "A decision")
CENTRES = ("centre", "other_centre", "main_centre")
MOBILE = "+966500000001"
REVIEWERS = ("department_supervisor", "services_supervisor", "quality_officer", "supervisor", "beneficiary")
# How readily each thing is done where it may be done, and how often it is even thought of.
READILY = dict.fromkeys(Action, 1) | {
    Action.SUBMIT_REPLY: 12, Action.APPROVE_REPLY: 8, Action.SEND_BACK_REPLY: 6, Action.ANSWER_BACK: 8,
}  # fmt: skip
MOVE_NO_TIME = {Action.LINK_PROBLEM, Action.UNLINK_PROBLEM}  # told elsewhere
SELDOM = {
    Action.WITHDRAW: 0.03, Action.CLOSE: 0.3, Action.ADD_FILES: 0.0, Action.ADD_NOTE: 0.2, Action.CLASSIFY: 0.6,
    Action.REFER_TO_CENTRE: 0.3, Action.PASS_BACK: 0.3, Action.RETURN: 0.6, Action.REFER_TO_COORDINATOR: 0.4,
    Action.REFER_TO_DEPARTMENT: 0.5, Action.EXPEDITE: 0.05, Action.REASSIGN: 0.1, Action.REMIND: 0.05,
    Action.CALL_HOLDER: 0.02, Action.RAISE: 0.02, Action.OBJECT: 0.0,
    **dict.fromkeys(
        (Action.CALL_BENEFICIARY, Action.PLAN_CALL, Action.DROP_CALL, Action.TAKE_BACK_CALL, Action.CORRECT_MOBILE), 0.02
    ),
    Action.ADD_WORDS: 0.02, Action.JOIN: 0.0, Action.SPLIT: 0.0, Action.ASK_TO_JOIN: 0.0,
    Action.ASK_STATEMENTS: 0.3, Action.REMIND_STATEMENT: 0.1, Action.GO_ON_WITHOUT: 0.6,
}  # fmt: skip


class Month:
    """Everything that happens, drawn beforehand or on the way; the same for a seed."""

    def __init__(self, cast: Cast, story: "Story") -> None:
        self.cast, self.story, self.rng = cast, story, Random(story.seed)
        self.begins = moment(f"{story.first} 00:00")
        self.ends = self.begins + timedelta(days=30)
        self.kinds: dict[int, tuple[str, int]] = {}
        self.actors = {name: cast.actor(name) for name in PLAYERS if name in cast.members}
        self.known = {name: [(self.begins - timedelta(days=9), story.known)] for name in CENTRES}
        last_filing = int((self.ends - self.begins) / MINUTE) - 3 * 1440
        self.filings = Counter(self.begins + MINUTE * self.rng.randrange(last_filing) for _ in range(TICKETS))
        self.burst = self.begins + timedelta(days=3, hours=10)
        self.next_move = self.begins
        self.days: list[int] = []
        self.decrees = {moment(when): decree for when, decree in story.decrees.items()}
        self.absences = tuple(self.away(*absence) for absence in ABSENCES)

    def away(self, name: str, deputy: str, first: int, last: int) -> replay.Absence:
        """Somebody is absent from a day of the month to a day."""
        begins, ends = (self.begins.date() + timedelta(days=number) for number in (first, last))
        centres.cover_absence(
            actor=self.cast.ministry_supervisor, membership_id=self.cast.members[name].pk,
            deputy_id=self.cast.user(deputy).pk, begins_on=begins, ends_on=ends, at=self.begins,
        )  # fmt: skip
        return replay.Absence(name, deputy, begins, ends)

    def minute(self, at: datetime) -> bool:
        """Whether anything was done."""
        if at in self.decrees:
            self.decrees[at](self, at)
        for _ in range(self.filings[at]):
            self.file(
                self.rng.choice(list(TicketType)).value, self.rng.choice(["centre", "centre", "other_centre"]), at
            )
        for _ in range(BURST if at == self.burst else 0):
            self.file("inquiry", "centre", at)
        if at >= self.next_move and self.kinds:
            self.move(at)
            self.next_move = at + MINUTE * self.rng.randint(2, 90)
            return True
        return at in self.filings or at in self.decrees or at == self.burst

    def file(self, kind: str, centre: str, at: datetime) -> None:
        ticket = filed(self.cast, type=kind, at=at, centre=centre)
        self.kinds[ticket.pk] = (kind, ticket.centre_id)

    def move(self, at: datetime) -> None:
        """Somebody does something that they may do."""
        if self.rng.random() < 0.1 and self.state(at):
            return
        pk = self.rng.choice(sorted(self.kinds))
        for _ in range(12):
            ticket = Ticket.objects.get(pk=pk)
            player = self.rng.choice(REVIEWERS if ticket.state == "under_review" else PLAYERS)
            actor = asking(ticket) if player == "beneficiary" else self.actors[player]
            open_to = [row.action for row in policies.steps_open_to(actor, ticket) if row.action not in MOVE_NO_TIME]
            open_to = [action for action in open_to if self.rng.random() < SELDOM.get(action, 1.0)]
            if not open_to or State(ticket.state) in (State.CLOSED, State.WITHDRAWN):
                continue
            (action,) = self.rng.choices(open_to, [READILY[action] for action in open_to])
            try:
                if action is Action.CLASSIFY:
                    kind, priority = (
                        self.rng.choice(list(TicketType)).value,
                        self.rng.choice(["", "normal", "high", "urgent"]),
                    )
                    actions.classify(actor=actor, ticket_id=pk, type=kind, priority=priority, at=at)
                else:
                    attempt(self.cast, actor, ticket, action, self.rng.randrange(4), at)
            except Refused:
                continue
            return

    def state(self, at: datetime) -> bool:
        """One of those who owe a statement states, or asks something first."""
        owed = list(Statement.objects.filter(ended_at=None).order_by("pk"))
        if not owed:
            return False
        statement, act = self.rng.choice(owed), self.rng.choice(list(Asked))
        asked = [actor for actor in self.actors.values() if is_asked(actor, statement)]
        try:
            attempt_asked(next(iter(asked), self.actors["official"]), statement, act, at)
        except Refused:
            return False
        return True

    def close(self, place: str, day: str, at: datetime) -> None:
        """The nation (no place), or one centre, is off on a day."""
        off = date.fromisoformat(day)
        scope, names = (self.cast.places[place].path, (place,)) if place else ("", CENTRES)
        row = calendars.add_day_off(
            scope=scope, kind="closure", first_day=off, last_day=off, reason=CAUSE, by="الوزارة", at=at
        )
        self.days.append(row.pk)
        self.know(names, at, lambda known: known._replace(off=known.off | {off}))

    def call_off(self, day: str, at: datetime) -> None:
        calendars.withdraw_day_off(day_off_id=self.days[-1], by="الوزارة", at=at)
        self.know(CENTRES, at, lambda known: known._replace(off=known.off - {date.fromisoformat(day)}))

    def sight(self, first: str, last: str, at: datetime) -> None:
        """Ramadan as it was sighted, against the table."""
        days = date.fromisoformat(first), date.fromisoformat(last)
        calendars.set_ramadan_hours(
            scope="", hijri_year=1448, windows={day: [Window(*SHORT)] for day in WORKING_WEEK}, first_day=days[0],
            last_day=days[1], by="الوزارة", at=at,
        )  # fmt: skip
        self.know(CENTRES, at, lambda known: known._replace(ramadan=days))

    def know(self, names: tuple[str, ...], at: datetime, change: Callable[[Known], Known]) -> None:
        """What was decided is carried to the open deadlines, and known from then on."""
        for name in names:
            self.known[name].append((at, change(self.known[name][-1][1])))
        recalculation.begin_recalculation(cause=CAUSE, by="الوزارة", at=at)
        while recalculation.go_on(at=at, size=7):
            pass


Decree = Callable[[Month, datetime], None]


@dataclass(frozen=True)
class Story:
    """What is peculiar to a month: the calendar as it was known, and what was decided of it when."""

    seed: int
    first: str
    known: Known
    decrees: dict[str, Decree]


def closed(place: str, day: str) -> Decree:
    return lambda month, at: month.close(place, day, at)


# Who is away from which day of the month to which, and who stands for them.
ABSENCES = (
    ("complaint_officer", "counter_officer", 4, 8),
    ("supervisor", "assistant", 8, 14),
    ("coordinator", "second_coordinator", 9, 21),
    ("report_officer", "monitoring_officer", 0, 29),
)
SEPTEMBER = Story(
    seed=1451,
    first="2026-09-13",
    known=Known(frozenset({date(2026, 9, 23), date(2026, 9, 24)})),  # National Day, and the bridge to the weekend
    decrees={
        "2026-09-19 22:10": closed("", "2026-09-20"),  # a holiday announced the night before
        "2026-09-29 09:40": closed("centre", "2026-09-29"),  # a sandstorm, while it blows
        "2026-10-04 20:00": closed("", "2026-10-06"),
        "2026-10-05 21:30": lambda month, at: month.call_off("2026-10-06", at),
    },
)
RAMADAN = Story(
    seed=2033,
    first="2027-01-24",
    known=Known(frozenset({date(2027, 2, 21), date(2027, 2, 22)}), (date(2027, 2, 8), date(2027, 3, 8))),
    decrees={
        "2027-01-30 22:10": closed("", "2027-01-31"),
        "2027-02-07 19:30": lambda month, at: month.sight("2027-02-09", "2027-03-09", at),
        "2027-02-10 11:20": closed("centre", "2027-02-10"),
        "2027-02-13 20:00": closed("", "2027-02-16"),
        "2027-02-15 21:30": lambda month, at: month.call_off("2027-02-16", at),
    },
)


def lived(cast: Cast, story: Story) -> Month:
    month = Month(cast, story)
    User.objects.filter(pk=cast.user("complaint_officer").pk).update(mobile=MOBILE)
    notices.choose(
        user=fresh_user(cast, "complaint_officer"), chosen=frozenset({("arrivals", "sms"), ("alarms", "sms")})
    )
    at, due, waiting = month.begins, None, False
    while at <= month.ends:
        if month.minute(at):
            due = next_at()
        if waiting:
            tell_hearers(at=at)
            waiting = False
        if due is not None and due <= at:
            while sound_due(at=at):
                waiting = True
            due = next_at()
        at += MINUTE
    tell_hearers(at=month.ends + GATHER)
    return month


def fresh_user(cast: Cast, name: str) -> User:
    return User.objects.get(pk=cast.user(name).pk)


@pytest.mark.parametrize("story", [SEPTEMBER, RAMADAN], ids=["national-day", "ramadan"])
def test_everything_is_as_a_second_telling_has_it(cast: Cast, story: Story) -> None:
    month = lived(cast, story)
    known = {cast.places[name].pk: replay.Calendar(changes) for name, changes in month.known.items()}
    ladder = replay.Ladder(cast, month.absences)
    heard: list[replay.Heard] = []
    types: dict[int, list[replay.Standing]] = {}
    for pk, (kind, centre) in month.kinds.items():
        ticket = Ticket.objects.get(pk=pk)
        told, standings = replay.told(pk, kind, centre, known, month.ends)
        types[pk] = standings
        heard += compare(Clock.objects.filter(subject_kind="ticket", subject_id=pk), told, standings, known, ladder)
        own, asked = replay.told_of_statements(pk, kind, known, month.ends)
        ids = Statement.objects.filter(ticket=pk).values_list("pk", flat=True)
        of_statements = Clock.objects.filter(subject_kind="statement", subject_id__in=ids)
        heard += compare(of_statements, own, standings, known, ladder, asked)
        running = [clock.due_at for clock in told if clock.ended_at is None and not clock.paused(month.ends)]
        assert ticket.due_at == min(running, default=None)
        assert ticket.committed_at == told[0].due_at
    all_were_told(heard)
    new_days_were_told()
    sms_left_in_time(types)
    everything_happened(cast, story, month)


def compare(
    clocks: QuerySet[Clock],
    told: list[replay.Told],
    standings: list[replay.Standing],
    known: replay.Calendars,
    ladder: replay.Ladder,
    asked: list[replay.Asked] | None = None,
) -> list[replay.Heard]:
    """Each clock of a ticket, or of what was `asked` on it, with its pauses, its alarms and who hears of them; who heard, as
    the second telling has it."""
    stored = clocks.order_by("pk")
    assert [(row.step, row.leg, row.began_at, row.ended_at) for row in stored] == [
        (clock.step, clock.leg, clock.began_at, clock.ended_at) for clock in told
    ]
    heard: list[replay.Heard] = []
    for place, (row, clock) in enumerate(zip(stored, told, strict=True)):
        pauses = list(Pause.objects.filter(clock=row).order_by("began_at").values_list("began_at", "ended_at"))
        assert pauses == clock.pauses
        if row.step != "whole":
            assert (row.centre_id, row.department_id, row.holder_id) == clock.hands
        assert row.due_at == clock.due_at, (row, clock)
        if clock.ended_at:
            assert (row.used, row.late_by) == (clock.used(known), clock.late_by(known)), row
        alarms = list(Alarm.objects.filter(clock=row).order_by("sounded_at", "pk").prefetch_related("hearers"))
        assert [(alarm.kind, alarm.number, alarm.sounded_at) for alarm in alarms] == clock.alarms, row
        for alarm in alarms:
            standing = [each for each in standings if each.at <= alarm.sounded_at][-1]
            day = alarm.sounded_at.astimezone(RIYADH).date()
            if asked is None:
                hearers = ladder.hearers(standing, alarm.kind, alarm.number, day)
            else:
                hearers = ladder.hearers_of_statement(asked[place], standing, alarm.kind, alarm.number, day)
            assert {hearer.user_id for hearer in alarm.hearers.all()} == hearers, (row, alarm, standing)
            urgent = standing.kind == "report"
            what = "clock" if asked is None else "statement"
            heard += [replay.Heard(user, alarm.sounded_at, alarm.kind, alarm.number, urgent, what) for user in hearers]
    return heard


def all_were_told(heard: list[replay.Heard]) -> None:
    """Every hearer in the pages: one by one, or in a digest; nobody twice."""
    assert not Hearer.objects.filter(told_at=None).exists()
    kinds = [f"{what}_{how}" for what in ("clock", "statement") for how in ("warned", "late", "escalated")]
    kinds += [*(f"report_{kind}" for kind in kinds), "alarms_digest", "statements_digest"]
    kinds += ["report_alarms_digest", "report_statements_digest"]
    rows = Notice.objects.filter(channel="in_app", kind__in=kinds)
    told = Counter((row.user_id or 0, row.kind, int(row.context.get("count", 1))) for row in rows)
    assert told == replay.messages(heard)


def new_days_were_told() -> None:
    """A beneficiary hears of another day promised by a changed calendar, once for each move and in its moment; unless
    nothing is promised while the time stands still, or a stranger would hear (the number was wrong some time)."""
    strangers = set(Call.objects.filter(outcome="wrong_number").values_list("ticket_id", flat=True))
    rows = Notice.objects.filter(kind="promise_moved").exclude(subject_id__in=strangers)
    expected: list[tuple[int, datetime]] = []
    for event in Event.objects.filter(kind="deadline_moved").exclude(subject_id__in=strangers):
        was, due = (datetime.fromisoformat(event.data[name]).astimezone(RIYADH).date() for name in ("was_at", "due_at"))
        clocks = Clock.objects.filter(subject_kind="ticket", subject_id=event.subject_id, step="whole")
        began = Pause.objects.filter(clock__in=clocks, began_at__lte=event.at)
        if was != due and not began.exclude(ended_at__lte=event.at).exists():
            expected.append((event.subject_id, event.at))
    assert Counter(rows.values_list("subject_id", "owed_at")) == Counter(expected)
    assert expected


def sms_left_in_time(types: dict[int, list[replay.Standing]]) -> None:
    """At once, or at the end of the quiet hours; of an emergency always at once."""
    tickets = dict(Statement.objects.values_list("pk", "ticket"))
    for notice in Notice.objects.filter(channel="sms", state="owed"):
        ticket_id = notice.subject_id if notice.subject_kind == "ticket" else tickets[notice.subject_id]
        standings = [each for each in types[ticket_id] if each.at <= notice.owed_at]
        # Several things may be done in one minute, each with its notices.
        kinds = {each.kind for each in standings if each.at == notice.owed_at} or {standings[-1].kind}
        if notice.kind == "ticket_received":  # whoever files is awake, and was promised the number
            assert notice.next_attempt_at == notice.owed_at, notice
            continue
        urgent = {notice.kind.startswith("report_") or (notice.user_id is None and kind == "report") for kind in kinds}
        leaves = {replay.leaves_at(notice.owed_at, at_any_hour=of_report) for of_report in urgent}
        assert notice.next_attempt_at in leaves, notice


def everything_happened(cast: Cast, story: Story, month: Month) -> None:
    """The month would prove little if it had been a quiet one."""
    kinds = Counter(Event.objects.values_list("kind", flat=True))
    assert kinds.keys() >= {
        "filed", "taken", "classified", "prioritised", "returned", "completed", "referred_to_department",
        "referred_to_coordinator", "referred_to_centre", "accepted", "passed_back", "reply_submitted", "reply_sent_back",
        "reply_approved", "withdrawn", "deadline_moved", "became_late", "escalated", "note_added",
        "statements_asked", "statement_asked_back", "statement_told", "statement_answered", "went_on_without",
        "statement_due_soon", "statement_late", "statement_escalated", "statement_moved",
    }  # fmt: skip
    assert {row["type"] for row in Ticket.objects.values("type")} == {each.value for each in TicketType}
    rungs = set(Alarm.objects.filter(kind="rung").values_list("number", flat=True))
    assert rungs == {0, 1, 2, 3, 4}
    assert Alarm.objects.count() > 200
    assert Alarm.objects.filter(turn__gt=1).exists(), "late, in time again, and late again; or under another promise"
    for absence in month.absences:
        heard = Hearer.objects.filter(
            user=cast.user(absence.deputy),
            owed_at__range=(_morning(absence.first), _morning(absence.last + timedelta(days=1))),
        )
        assert heard.exists(), f"{absence.deputy} stood for {absence.name}"
    assert Notice.objects.filter(kind="alarms_digest").exists()
    sms = Notice.objects.filter(channel="sms", state="owed")
    by_night = [row for row in sms if not time(7) <= row.owed_at.astimezone(RIYADH).time() < time(22)]
    assert {row.next_attempt_at == row.owed_at for row in by_night} == {True, False}, (
        "emergencies leave, the rest waits"
    )
    assert sms.filter(user=cast.user("complaint_officer")).exists()
    if story.known.ramadan:
        closings = Clock.objects.filter(due_at__gt=moment("2027-02-09 00:00")).values_list("due_at", flat=True)
        assert any(row.astimezone(RIYADH).time() == SHORT[1] for row in closings), "a short day's closing"


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), RIYADH)
