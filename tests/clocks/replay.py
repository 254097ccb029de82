"""What the clocks of a ticket must read, worked out from its timeline alone: a second telling, that shares no code with the
first but the events. What is promised stands here by hand, as the first version of the document has it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from tawasul.timeline.models import Event
from tests.clocks.naive import MINUTE, Pauses, Promised, after, between

DAYS, MINUTES, HOURS, SOON = (0, 1, 2, 3, 5), (0, 15, 30, 60, 120), (0, 120, 240), (0, 10)
WHOLE = {
    ("report", "any"): Promised(120, "m", (50, 75), MINUTES),
    ("inquiry", "any"): Promised(5, "d", (50, 80), DAYS),
    ("inquiry", "high"): Promised(3, "d", (50, 80), DAYS),
    ("inquiry", "urgent"): Promised(1, "d", (50,), DAYS),
    ("complaint", "any"): Promised(10, "d", (50, 80), DAYS),
    ("complaint", "high"): Promised(5, "d", (50, 80), DAYS),
    ("complaint", "urgent"): Promised(2, "d", (50,), DAYS),
    ("suggestion", "any"): Promised(15, "d", (80,), DAYS),
}
ANSWER = {
    "inquiry": Promised(3, "d", (80,), (0, 1)),
    "complaint": Promised(7, "d", (80,), (0, 1)),
    "suggestion": Promised(10, "d", (80,), (0, 1)),
    "report": Promised(75, "m", (80,), SOON),
}
OBJECTION = Promised(5, "d", (50, 80), DAYS)
FOUR_HOURS, AT_ONCE = Promised(240, "w", (75,), HOURS), Promised(15, "m", (), SOON)
STEP_IN = {
    "submitted": "triage", "in_triage": "triage", "referred": "answer", "with_coordinator": "answer",
    "reply_drafted": "answer", "under_review": "review", "objected": "objection",
}  # fmt: skip
# Only what people do moves a clock; what the clocks themselves wrote down is what is to be proved.
OWN = {"became_late", "escalated", "deadline_moved"}


@dataclass(frozen=True)
class Calendar:
    """The days off as they were known at each change, the first known from the beginning."""

    changes: list[tuple[datetime, frozenset[date]]]

    def at(self, moment: datetime) -> frozenset[date]:
        return [off for when, off in self.changes if when <= moment][-1]


Calendars = dict[int, Calendar]


@dataclass
class Told:
    """A clock as it must be."""

    step: str
    leg: int
    began_at: datetime
    promised: list[tuple[datetime, Promised]]
    hands: tuple[int, int | None, int | None]
    homes: list[tuple[datetime, int]]
    pauses: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    ended_at: datetime | None = None
    alarms: list[tuple[str, int, datetime]] = field(default_factory=list)
    due_at: datetime | None = None

    def promise(self, at: datetime) -> Promised:
        return [promise for when, promise in self.promised if when <= at][-1]

    def ended_pauses(self, at: datetime) -> Pauses:
        return [(begins, ends) for begins, ends in self.pauses if ends is not None and ends <= at]

    def paused(self, at: datetime) -> bool:
        return any(begins <= at and (ends is None or at < ends) for begins, ends in self.pauses)

    def off(self, at: datetime, calendars: Calendars) -> frozenset[date]:
        """The days off where it counts at `at`, as they are known then."""
        return calendars[[centre for when, centre in self.homes if when <= at][-1]].at(at)

    def due(self, at: datetime, calendars: Calendars) -> datetime:
        promise = self.promise(at)
        return after(self.began_at, promise.minutes, promise.unit, self.off(at, calendars), self.ended_pauses(at))

    def used(self, calendars: Calendars) -> timedelta:
        end = self.ended_at
        assert end
        return between(self.began_at, end, self.promise(end).unit, self.off(end, calendars), self.ended_pauses(end))

    def late_by(self, calendars: Calendars) -> timedelta:
        end, due = self.ended_at, self.due_at
        assert end
        assert due
        if end <= due:
            return timedelta()
        return between(due, end, self.promise(end).unit, self.off(end, calendars), self.ended_pauses(end))


def promised(step: str, kind: str, priority: str) -> Promised:
    if step == "whole":
        return WHOLE.get((kind, priority)) or WHOLE[kind, "any"]
    if step == "answer":
        return ANSWER[kind]
    if step == "objection":
        return OBJECTION
    return AT_ONCE if kind == "report" else FOUR_HOURS


def told(ticket_id: int, kind: str, centre: int, calendars: Calendars, until: datetime) -> list[Told]:
    """All clocks of a ticket that was filed as `kind` with `centre`."""
    clocks: list[Told] = []
    whole: Told | None = None
    leg: Told | None = None
    priority, department, holder = "normal", None, None
    events = Event.objects.filter(subject_kind="ticket", subject_id=ticket_id).exclude(kind__in=OWN)
    for event in events.order_by("sequence"):
        at, data = event.at, event.data
        centre = data.get("centre_id", centre)
        match event.kind:
            case "filed":
                whole = Told(
                    "whole", 1, at, [(at, promised("whole", kind, priority))], (centre, None, None), [(at, centre)]
                )
                clocks.append(whole)
            case "taken" | "accepted":
                holder = event.user_id
            case "classified" | "prioritised":
                kind, priority = data["type"], data["priority"]
                for clock in (whole, leg):
                    if clock and clock.promise(at) != (new := promised(clock.step, kind, priority)):
                        clock.promised.append((at, new))
            case "returned":
                whole and whole.pauses.append((at, None))
            case "referred_to_department":
                department, holder = data["department_id"], None
            case "referred_to_coordinator":
                department, holder = data["place_id"], data["holder_id"]
            case "reassigned":
                holder = data["holder_id"]
            case "referred_to_centre" | "passed_back":
                department = holder = None
                if whole and whole.homes[-1][1] != centre:
                    whole.homes.append((at, centre))
            case "reply_approved" | "withdrawn":
                holder = None
            case "objection_upheld":
                department = holder = None
                cycle = 1 + sum(clock.step == "whole" for clock in clocks)
                promise = promised("whole", kind, priority)
                whole = Told("whole", cycle, at, [(at, promise)], (centre, None, None), [(at, centre)])
                clocks.append(whole)
        if whole and event.kind in {"completed", "withdrawn"}:
            whole.pauses = [(begins, ends or at) for begins, ends in whole.pauses]
        if whole and event.kind in {"reply_approved", "withdrawn"}:
            whole.ended_at, whole = at, None
        step = STEP_IN.get(data["state"])
        hands = (
            centre,
            department,
            None if step == "review" else holder,
        )  # a review is the reviewers', not the author's
        if leg and (leg.step, leg.hands) != (step, hands):
            leg.ended_at, leg = at, None
        if step and leg is None:
            number = 1 + sum(clock.step == step for clock in clocks)
            leg = Told(step, number, at, [(at, promised(step, kind, priority))], hands, [(at, centre)])
            clocks.append(leg)
    for clock in clocks:
        sound(clock, calendars, until)
        clock.due_at = clock.due(clock.ended_at or until, calendars)
    return clocks


def sound(clock: Told, calendars: Calendars, until: datetime) -> None:
    """Every alarm of a clock. A change comes before what sounds in its minute."""
    ends = clock.ended_at or until + MINUTE
    changes = {clock.began_at, *(when for when, _ in clock.promised), *(when for when, _ in clock.homes)}
    changes |= {when for calendar in calendars.values() for when, _ in calendar.changes}
    changes |= {when for pause in clock.pauses for when in pause if when}
    turns = [when for when in sorted(changes) if clock.began_at <= when < ends] + [ends]
    stage = 0
    for begins, next_turn in pairwise(turns):
        promise, off = clock.promise(begins), clock.off(begins, calendars)
        if (begins, promise) in clock.promised[1:]:
            stage = 0
        pauses, due = clock.ended_pauses(begins), clock.due(begins, calendars)
        if due > begins:
            stage = min(stage, len(promise.warnings))
        if clock.paused(begins):
            continue
        instants = [
            after(clock.began_at, promise.minutes * share // 100, promise.unit, off, pauses)
            for share in promise.warnings
        ]
        of_a_rung = {"d": 420}.get(promise.unit, 1)
        instants += [after(due, delay * of_a_rung, promise.unit, off, pauses) for delay in promise.ladder]
        while stage < len(instants) and (minute := max(instants[stage], begins)) < next_turn:
            together = [place for place in range(stage, len(instants)) if instants[place] <= minute]
            stage = together[-1] + 1
            rungs = [place for place in together if place >= len(promise.warnings)]
            for place in rungs or together:
                warns = place < len(promise.warnings)
                number = promise.warnings[place] if warns else place - len(promise.warnings)
                clock.alarms.append(("warning" if warns else "rung", number, minute))
