"""A month of a network, minute by minute, with every kind of event; at its end everything is as a second telling has it."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from tawasul.calendars import actions as calendars
from tawasul.calendars.schedule import Words
from tawasul.clocks import recalculation
from tawasul.clocks.models import Alarm, Clock, Hearer, Pause
from tawasul.clocks.sounding import next_at, sound_due
from tawasul.clocks.telling import GATHER, tell_hearers
from tawasul.lib.errors import Refused
from tawasul.notices.models import Notice
from tawasul.tickets import actions, policies
from tawasul.tickets.lifecycle import Action, State, TicketType
from tawasul.tickets.models import Ticket
from tawasul.timeline.models import Event
from tests.cast import Cast, asking, filed
from tests.clocks import replay
from tests.clocks.naive import MINUTE
from tests.clocks.times import moment
from tests.tickets.test_random_lives import PLAYERS, attempt

pytestmark = pytest.mark.django_db

BEGINS, ENDS = moment("2026-09-13 00:00"), moment("2026-10-13 00:00")
TICKETS = 36
KNOWN_OFF = frozenset({date(2026, 9, 23), date(2026, 9, 24)})  # National Day, and the bridge to the weekend
CAUSE = Words("قرار", "A decision")


class Month:
    """Everything that happens, drawn beforehand or on the way; the same for a seed."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.rng = cast, Random(seed)
        self.kinds: dict[int, tuple[str, int]] = {}
        self.off: dict[str, list[tuple[datetime, frozenset[date]]]] = {
            name: [(BEGINS - timedelta(days=9), KNOWN_OFF)] for name in ("centre", "other_centre", "main_centre")
        }
        last_filing = int((ENDS - BEGINS) / MINUTE) - 3 * 1440
        self.filings = Counter(BEGINS + MINUTE * self.rng.randrange(last_filing) for _ in range(TICKETS))
        self.next_move = BEGINS
        self.days: list[int] = []
        self.decrees = {
            moment("2026-09-19 22:10"): "holiday",
            moment("2026-09-29 09:40"): "sandstorm",
            moment("2026-10-04 20:00"): "another holiday",
            moment("2026-10-05 21:30"): "called off",
        }

    def minute(self, at: datetime) -> bool:
        """Whether anything was done."""
        self.decree(at)
        for _ in range(self.filings[at]):
            kind = self.rng.choice(list(TicketType)).value
            centre = self.rng.choice(["centre", "centre", "other_centre"])
            ticket = filed(self.cast, type=kind, at=at, centre=centre)
            self.kinds[ticket.pk] = (kind, ticket.centre_id)
        if at >= self.next_move and self.kinds:
            self.move(at)
            self.next_move = at + MINUTE * self.rng.randint(2, 90)
            return True
        return at in self.filings or at in self.decrees

    def move(self, at: datetime) -> None:
        """Somebody does something that they may do."""
        pk = self.rng.choice(sorted(self.kinds))
        for _ in range(12):
            ticket = Ticket.objects.get(pk=pk)
            player = self.rng.choice(PLAYERS)
            actor = asking(ticket) if player == "beneficiary" else self.cast.actor(player)
            open_to = [row.action for row in policies.steps_open_to(actor, ticket) if self.likely(row.action)]
            if not open_to or State(ticket.state) in (State.CLOSED, State.WITHDRAWN):
                continue
            action = self.rng.choice(open_to)
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

    def likely(self, action: Action) -> bool:
        rare = {Action.WITHDRAW: 0.05, Action.CLOSE: 0.3, Action.ADD_FILES: 0.0, Action.APPROVE_REPLY: 0.6}
        return self.rng.random() < rare.get(action, 1.0)

    def decree(self, at: datetime) -> None:
        """Holidays announced the night before, a sandstorm while it blows, and a holiday called off."""
        every = ["centre", "other_centre", "main_centre"]
        match self.decrees.get(at):
            case "holiday":
                self.close("", date(2026, 9, 20), every, at)
            case "sandstorm":
                self.close(self.cast.places["centre"].path, date(2026, 9, 29), ["centre"], at)
            case "another holiday":
                self.close("", date(2026, 10, 6), every, at)
            case "called off":
                calendars.withdraw_day_off(day_off_id=self.days[-1], by="الوزارة", at=at)
                self.known(every, at, frozenset({date(2026, 10, 6)}), adds=False)

    def close(self, scope: str, day: date, names: list[str], at: datetime) -> None:
        off = calendars.add_day_off(
            scope=scope, kind="closure", first_day=day, last_day=day, reason=CAUSE, by="الوزارة", at=at
        )
        self.days.append(off.pk)
        self.known(names, at, frozenset({day}), adds=True)

    def known(self, names: list[str], at: datetime, days: frozenset[date], *, adds: bool) -> None:
        for name in names:
            before = self.off[name][-1][1]
            self.off[name].append((at, before | days if adds else before - days))
        recalculation.begin_recalculation(cause=CAUSE, by="الوزارة", at=at)
        while recalculation.go_on(at=at, size=7):
            pass


def lived(cast: Cast, seed: int) -> Month:
    month, at, due, waiting = Month(cast, seed), BEGINS, None, False
    while at <= ENDS:
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
    tell_hearers(at=ENDS + GATHER)
    return month


@pytest.mark.parametrize("seed", [1448, 2026])
def test_everything_is_as_a_second_telling_has_it(cast: Cast, seed: int) -> None:
    month = lived(cast, seed)
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {
        "returned",
        "completed",
        "referred_to_centre",
        "passed_back",
        "prioritised",
        "deadline_moved",
        "escalated",
    } <= kinds
    calendars = {cast.places[name].pk: replay.Calendar(changes) for name, changes in month.off.items()}
    for pk, (kind, centre) in month.kinds.items():
        ticket = Ticket.objects.get(pk=pk)
        told = replay.told(pk, kind, centre, calendars, ENDS)
        _compare(pk, told, calendars)
        running = [clock.due_at for clock in told if clock.ended_at is None and not clock.paused(ENDS)]
        assert ticket.due_at == min(running, default=None)
        assert ticket.committed_at == told[0].due_at
    _all_were_told()


def _compare(pk: int, told: list[replay.Told], calendars: replay.Calendars) -> None:
    stored = Clock.objects.filter(subject_id=pk).order_by("pk")
    assert [(row.step, row.leg, row.began_at, row.ended_at) for row in stored] == [
        (clock.step, clock.leg, clock.began_at, clock.ended_at) for clock in told
    ]
    for row, clock in zip(stored, told, strict=True):
        pauses = list(Pause.objects.filter(clock=row).order_by("began_at").values_list("began_at", "ended_at"))
        assert pauses == clock.pauses
        if row.step != "whole":
            assert (row.centre_id, row.department_id, row.holder_id) == clock.hands
        assert row.due_at == clock.due_at, (row, clock)
        if clock.ended_at:
            assert (row.used, row.late_by) == (clock.used(calendars), clock.late_by(calendars)), row
        alarms = (
            Alarm.objects.filter(clock=row).order_by("sounded_at", "pk").values_list("kind", "number", "sounded_at")
        )
        assert list(alarms) == clock.alarms, row


def _all_were_told() -> None:
    assert not Hearer.objects.filter(told_at=None).exists()
    heard = Counter(Hearer.objects.values_list("user_id", flat=True))
    told: Counter[int] = Counter()
    kinds = ["clock_warned", "clock_late", "clock_escalated"]
    rows = Notice.objects.filter(channel="in_app", kind__in=[*kinds, *(f"report_{k}" for k in kinds), "alarms_digest"])
    for notice in rows:
        told[notice.user_id or 0] += int(notice.context.get("count", 1)) if notice.kind == "alarms_digest" else 1
    assert told == heard
    assert Alarm.objects.count() > 200
