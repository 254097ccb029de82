"""What the clocks of a ticket must read, who must have heard of them and in which words, worked out from its timeline alone: a
second telling, that shares no code with the first but the events. What is promised stands here by hand, as the first version
of the document has it; and so does who stands on which rung."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from tawasul.timeline.models import Event
from tests.cast import PEOPLE, RIYADH, Cast
from tests.clocks.naive import MINUTE, Known, Pauses, Promised, after, between, minute_of

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
HALF_AN_HOUR = Promised(30, "m", (50,), (0, 10, 20))
FOUR_HOURS, AT_ONCE = Promised(240, "w", (75,), HOURS), Promised(15, "m", (), SOON)
STEP_IN = {
    "submitted": "triage", "in_triage": "triage", "referred": "answer", "with_coordinator": "answer",
    "reply_drafted": "answer", "under_review": "review", "objected": "objection",
}  # fmt: skip
# Only what people do moves a clock; what the clocks themselves wrote down is what is to be proved.
OWN = {"became_late", "escalated", "deadline_moved"}
OWN |= {"statement_due_soon", "statement_late", "statement_escalated", "statement_moved"}


@dataclass(frozen=True)
class Calendar:
    """What was known of it at each change, the first known from the beginning."""

    changes: list[tuple[datetime, Known]]

    def at(self, moment: datetime) -> Known:
        return [known for when, known in self.changes if when <= moment][-1]


Calendars = dict[int, Calendar]


class Standing(NamedTuple):
    """A ticket as it stood from an instant on; places by their ids, people by theirs."""

    at: datetime
    state: str
    kind: str
    centre: int
    department: int | None
    holder: int | None


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
    why: str | None = None

    def promise(self, at: datetime) -> Promised:
        return [promise for when, promise in self.promised if when <= at][-1]

    def stand(self, reasons: list[str], at: datetime) -> None:
        """Each pause has the reason for which it began, and ends with it."""
        if self.why in reasons:
            return
        if self.why:
            self.pauses[-1] = (self.pauses[-1][0], at)
        self.why = reasons[0] if reasons else None
        if self.why:
            self.pauses.append((at, None))

    def end(self, at: datetime) -> None:
        self.stand([], at)
        self.ended_at = at

    def ended_pauses(self, at: datetime) -> Pauses:
        return [(begins, ends) for begins, ends in self.pauses if ends is not None and ends <= at]

    def paused(self, at: datetime) -> bool:
        return any(begins <= at and (ends is None or at < ends) for begins, ends in self.pauses)

    def known(self, at: datetime, calendars: Calendars) -> Known:
        """The calendar of where it counts at `at`, as it is known then."""
        return calendars[[centre for when, centre in self.homes if when <= at][-1]].at(at)

    def due(self, at: datetime, calendars: Calendars) -> datetime:
        promise = self.promise(at)
        return after(self.began_at, promise.parts(), promise.unit, self.known(at, calendars), self.ended_pauses(at))

    def used(self, calendars: Calendars) -> timedelta:
        end = self.ended_at
        assert end
        return between(self.began_at, end, self.promise(end).unit, self.known(end, calendars), self.ended_pauses(end))

    def late_by(self, calendars: Calendars) -> timedelta:
        end, due = self.ended_at, self.due_at
        assert end
        assert due
        if end <= due:
            return timedelta()
        return between(due, end, self.promise(end).unit, self.known(end, calendars), self.ended_pauses(end))


def promised(step: str, kind: str, priority: str) -> Promised:
    if step == "whole":
        return WHOLE.get((kind, priority)) or WHOLE[kind, "any"]
    if step == "answer":
        return ANSWER[kind]
    if step == "objection":
        return OBJECTION
    return AT_ONCE if kind == "report" else FOUR_HOURS


def told(
    ticket_id: int, kind: str, centre: int, calendars: Calendars, until: datetime
) -> tuple[list[Told], list[Standing]]:
    """All clocks of a ticket that was filed as `kind` with `centre`, and how it stood after each event."""
    clocks: list[Told] = []
    standings: list[Standing] = []
    whole: Told | None = None
    leg: Told | None = None
    priority, department, holder = "normal", None, None
    pausing: set[int] = set()  # statements for which time stands still while they are owed
    owed: set[int] = set()
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
            case "statements_asked":
                asked = {row["number"] for row in data["statements"] if row["pauses"]}
                pausing, owed = pausing | asked, owed | asked
            case "statement_asked_back" | "statement_answered":
                owed -= {data["number"]}
            case "statement_told":
                owed |= {data["number"]} & pausing
            case "went_on_without":
                owed -= set(data["numbers"])
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
                holder, owed = None, set()
            case "objection_upheld":
                department = holder = None
                cycle = 1 + sum(clock.step == "whole" for clock in clocks)
                promise = promised("whole", kind, priority)
                whole = Told("whole", cycle, at, [(at, promise)], (centre, None, None), [(at, centre)])
                clocks.append(whole)
        awaiting = ["statement"] if owed else []
        if whole:
            whole.stand((["beneficiary"] if data["state"] == "returned" else []) + awaiting, at)
        if whole and event.kind in {"reply_approved", "withdrawn"}:
            whole.end(at)
            whole = None
        step = STEP_IN.get(data["state"])
        hands = (
            centre,
            department,
            None if step == "review" else holder,
        )  # a review is the reviewers', not the author's
        if leg and (leg.step, leg.hands) != (step, hands):
            leg.end(at)
            leg = None
        if step and leg is None:
            number = 1 + sum(clock.step == step for clock in clocks)
            leg = Told(step, number, at, [(at, promised(step, kind, priority))], hands, [(at, centre)])
            clocks.append(leg)
        if leg:
            leg.stand(awaiting, at)
        standings.append(Standing(at, data["state"], kind, centre, department, holder))
    return measured(clocks, calendars, until), standings


def measured(clocks: list[Told], calendars: Calendars, until: datetime) -> list[Told]:
    for clock in clocks:
        sound(clock, calendars, until)
        clock.due_at = clock.due(clock.ended_at or until, calendars)
    return clocks


class Asked(NamedTuple):
    """Who is asked for a statement on a ticket, and what kind of ticket it was then."""

    kind: str
    centre: int | None  # none: an entity without an account
    department: int | None


def told_of_statements(
    ticket_id: int, kind: str, calendars: Calendars, until: datetime
) -> tuple[list[Told], list[Asked]]:
    """The clocks of all that was asked of others about a ticket, in the order of their numbers, and who was asked."""
    clocks: dict[int, Told] = {}
    asked: list[Asked] = []
    events = Event.objects.filter(subject_kind="ticket", subject_id=ticket_id).exclude(kind__in=OWN)
    for event in events.order_by("sequence"):
        at, data = event.at, event.data
        match event.kind:
            case "classified" | "prioritised":
                kind = data["type"]
            case "statements_asked":
                for row in data["statements"]:
                    promise = HALF_AN_HOUR if kind == "report" else Promised(3, "d", (80,), (0, 1, 2))
                    promise = promise._replace(number=row["within"] or promise.number)
                    home, department = row["centre_id"], row["department_id"]
                    clocks[row["number"]] = Told(
                        "statement", 1, at, [(at, promise)], (home, department, None), [(at, home)]
                    )
                    inside = row["kind"] in {"department", "centre"}
                    asked.append(Asked(kind, home if inside else None, department))
            case "statement_asked_back":
                clocks[data["number"]].stand(["told"], at)
            case "statement_told":
                clocks[data["number"]].stand([], at)
            case "statement_answered":
                clocks[data["number"]].end(at)
            case "went_on_without" | "withdrawn":
                for number in data["numbers"]:
                    clocks[number].end(at)
    return measured(list(clocks.values()), calendars, until), asked


def sound(clock: Told, calendars: Calendars, until: datetime) -> None:
    """Every alarm of a clock. A change comes before what sounds in its minute."""
    ends = clock.ended_at or until + MINUTE
    changes = {clock.began_at, *(when for when, _ in clock.promised), *(when for when, _ in clock.homes)}
    changes |= {when for calendar in calendars.values() for when, _ in calendar.changes}
    changes |= {when for pause in clock.pauses for when in pause if when}
    turns = [when for when in sorted(changes) if clock.began_at <= when < ends] + [ends]
    stage = 0
    for begins, next_turn in pairwise(turns):
        promise, known = clock.promise(begins), clock.known(begins, calendars)
        if (begins, promise) in clock.promised[1:]:
            stage = 0
        pauses, due = clock.ended_pauses(begins), clock.due(begins, calendars)
        if due > begins:
            stage = min(stage, len(promise.warnings))
        if clock.paused(begins):
            continue
        instants = [
            after(clock.began_at, promise.parts(share=share), promise.unit, known, pauses) for share in promise.warnings
        ]
        instants += [after(due, promise.parts(delay), promise.unit, known, pauses) for delay in promise.ladder]
        while stage < len(instants) and (minute := max(minute_of(instants[stage]), begins)) < next_turn:
            together = [place for place in range(stage, len(instants)) if instants[place] <= minute]
            stage = together[-1] + 1
            rungs = [place for place in together if place >= len(promise.warnings)]
            for place in rungs or together:
                warns = place < len(promise.warnings)
                number = promise.warnings[place] if warns else place - len(promise.warnings)
                clock.alarms.append(("warning" if warns else "rung", number, minute))


class Absence(NamedTuple):
    """Somebody of the cast who is away, and who stands for them, from a day to a day."""

    name: str
    deputy: str
    first: date
    last: date


@dataclass(frozen=True)
class Ladder:
    """Who stands where, by the names of the cast. A unit's people are its centre's."""

    cast: Cast
    absences: tuple[Absence, ...]

    def hearers(self, standing: Standing, kind: str, number: int, day: date) -> set[int]:
        """The ids of those who hear: of the rung, or of the first above it on which somebody stands."""
        rungs = [self._hands, self._department, self._centre, self._sector, self._ministry]
        for rung in rungs[number if kind == "rung" else 0 :]:
            if found := rung(standing, day):
                return {self.cast.user(name).pk for name in found}
        return set()

    def hearers_of_statement(self, asked: Asked, standing: Standing, kind: str, number: int, day: date) -> set[int]:
        """The ids of those who hear of what was asked: those asked, who leads them, and then those who wait for it."""
        number = number if kind == "rung" else 0
        if number == 0 and asked.centre is None:
            return set()  # told by their link
        beside: list[set[str]] = [set(), set()]
        if asked.department is not None:
            beside = [self._in(role, asked.department, day) for role in ("coordinator", "department_supervisor")]
        elif asked.centre is not None:
            sorter = "report_officer" if asked.kind == "report" else "complaint_officer"
            beside[0] = self._in(sorter, asked.centre, day)
        heads = ("electronic_services_supervisor", "centre_supervisor")
        beside[1] = beside[1] or {name for role in heads for name in self._in(role, asked.centre, day)}
        for names in beside[number:]:
            if names:
                return {self.cast.user(name).pk for name in names}
        return self.hearers(standing, "rung", 0, day) | self.hearers(standing, "rung", 1, day)

    def _hands(self, standing: Standing, day: date) -> set[str]:
        if standing.state == "returned":
            return set()  # the beneficiary has it
        if standing.holder is not None and standing.state != "under_review":
            holder = next(name for name in self.cast.members if self.cast.user(name).pk == standing.holder)
            return {self._present(holder, day)}
        if standing.state in {"submitted", "in_triage"}:
            return self._in(
                "report_officer" if standing.kind == "report" else "complaint_officer", standing.centre, day
            )
        if standing.state == "referred":
            return self._in("coordinator", standing.department, day) | self._in(
                "department_supervisor", standing.department, day
            )
        found = self._in("department_supervisor", standing.department, day)
        found = found or self._in("electronic_services_supervisor", standing.centre, day) | self._in(
            "quality_officer", standing.centre, day
        )
        return {name for name in found if self.cast.user(name).pk != standing.holder}

    def _department(self, standing: Standing, day: date) -> set[str]:
        if standing.department is None:
            return self._in("electronic_services_supervisor", standing.centre, day)
        return self._in("department_supervisor", standing.department, day)

    def _centre(self, standing: Standing, day: date) -> set[str]:
        return self._in("centre_supervisor", standing.centre, day) | self._in(
            "performance_officer", standing.centre, day
        )

    def _sector(self, standing: Standing, day: date) -> set[str]:
        sectors = {"centre": "sector", "other_centre": "university"}
        place = next(
            (sector for centre, sector in sectors.items() if self.cast.places[centre].pk == standing.centre), None
        )
        sector = self.cast.places[place].pk if place else None
        return self._in("sector_official", sector, day) | self._in("sector_office", sector, day)

    def _ministry(self, _standing: Standing, day: date) -> set[str]:
        ministry = self.cast.places["ministry"].pk
        return self._in("ministry_supervisor", ministry, day) | self._in("ministry_officer", ministry, day)

    def _in(self, role: str, place: int | None, day: date) -> set[str]:
        seats = {"unit": "centre", "services_unit": "centre"}
        here = (
            name
            for name, of, where, *_ in PEOPLE
            if of == role and self.cast.places[seats.get(where, where)].pk == place
        )
        return {self._present(name, day) for name in here}

    def _present(self, name: str, day: date) -> str:
        away = (each.deputy for each in self.absences if each.name == name and each.first <= day <= each.last)
        return next(away, name)


class Heard(NamedTuple):
    """Somebody who heard of an alarm in a minute."""

    user: int
    minute: datetime
    kind: str  # warning, rung
    number: int
    urgent: bool
    what: str = "clock"  # or statement


SINGLY = 3
WORDS = {"warning": "warned", "rung": "late"}
DIGESTS = {"clock": "alarms_digest", "statement": "statements_digest"}


def messages(heard: Iterable[Heard]) -> Counter[tuple[int, str, int]]:
    """Who is told in which message of how many alarms, and how often: of more than a few of one kind of clock that sounded
    in one minute, in one; emergencies apart from the others."""
    said: Counter[tuple[int, str, int]] = Counter()

    def of_one(each: Heard) -> str:
        word = f"{each.what}_{'escalated' if each.kind == 'rung' and each.number else WORDS[each.kind]}"
        return f"report_{word}" if each.urgent else word

    def together(each: Heard) -> tuple[int, datetime, str]:
        return each.user, each.minute, each.what

    for (user, _minute, what), group in groupby(sorted(heard, key=together), key=together):
        rows = list(group)
        for digest, many in (
            (DIGESTS[what], [each for each in rows if not each.urgent]),
            (f"report_{DIGESTS[what]}", [each for each in rows if each.urgent]),
        ):
            if len(many) > SINGLY:
                said[user, digest, len(many)] += 1
            else:
                said.update((user, of_one(each), 1) for each in many)
    return said


def leaves_at(owed: datetime, *, at_any_hour: bool) -> datetime:
    """When an SMS leaves: what can wait does not from ten in the evening to seven in the morning."""
    local = owed.astimezone(RIYADH)
    seven = datetime.combine(local.date(), time(7), RIYADH)
    if at_any_hour or time(7) <= local.time() < time(22):
        return owed
    return seven if local.time() < time(7) else seven + timedelta(days=1)
