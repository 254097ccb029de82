"""What others read of reception: visits, desks, the hall as it is now, and how long somebody will wait."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.roles import Power
from tawasul.lib.arabic import fold, spelled_any_way
from tawasul.lib.digits import western
from tawasul.lib.errors import NotFound, Refused
from tawasul.lib.hijri import RIYADH
from tawasul.lib.mobile import parse_mobile
from tawasul.reception import waiting
from tawasul.reception.course import AT_A_DESK, OPEN, State
from tawasul.reception.models import Desk, Hall, Visit
from tawasul.reception.order import Priority
from tawasul.reception.reasons import LINES, Outcome

SEE_VISITS = (Power.RECEIVE_VISITORS, Power.SUPERVISE_HALL)
NO_SUCH_VISIT = _("There is no such visit, or you may not see it.")
SHORTEST_SOUGHT = 3  # letters of a name
LAST_CALLS = 24  # the screen shows a few; a screen whose connection was lost hears of the others
COMING_OVER = timedelta(hours=1)  # of which arrivals it is seen how many preferred people come
_HEARD = sorted(state.value for state in (*AT_A_DESK, State.FINISHED))
_NUMBER = re.compile(r"(?P<letter>[A-Z])?[\s-]*(?P<number>[0-9]{1,5})")  # B-019, b19, 19
_COLUMNS = frozenset({"sector_id", "centre_id"})
_PRIOR = {row.key.value: row.minutes for row in LINES}
RELATED = ("beneficiary", "desk", "for_desk", "served_by", "registered_by", "ticket", "centre")


def day_of(at: datetime) -> date:
    """The day of the queue: Riyadh's."""
    return at.astimezone(RIYADH).date()


def visits_visible_to(actor: Actor) -> QuerySet[Visit]:
    """The visits of the actor's centres, to those who receive visitors or supervise a hall."""
    if actor.kind is ActorKind.SYSTEM:
        return Visit.objects.all()
    if actor.reach is None or not any(actor.can(power) for power in SEE_VISITS):
        return Visit.objects.none()
    if actor.reach.column is None:
        return Visit.objects.all()
    if actor.reach.column not in _COLUMNS:
        return Visit.objects.none()
    return Visit.objects.filter(**{actor.reach.column: actor.reach.place_id})


def visit_for(actor: Actor, visit_id: int) -> Visit:
    """A visit with what a page shows of it. Raises NotFound."""
    found = visits_visible_to(actor).select_related(*RELATED).filter(pk=visit_id).first()
    if found is None:
        raise NotFound(NO_SUCH_VISIT)
    return found


def visit_by_code(code: str, at: datetime) -> Visit | None:
    """The visit whose page this code opens, on its day alone."""
    return Visit.objects.select_related("centre", "desk", "ticket").filter(code=code, day=day_of(at)).first()


def visit_called(centre_id: int, words: str, at: datetime) -> Visit | None:
    """The visit of today with this number, however it is written: "B-019", "b19"."""
    found = _NUMBER.fullmatch(western(words).strip().upper())
    if found is None or not found["letter"]:
        return None
    here = Visit.objects.select_related(*RELATED).filter(centre=centre_id, day=day_of(at))
    return here.filter(letter=found["letter"], number=int(found["number"])).first()


def open_visit_of(centre_id: int, beneficiary_id: int, at: datetime) -> Visit | None:
    """The visit of this person at the centre today that has not ended, if any."""
    here = in_hall(centre_id, at).filter(beneficiary=beneficiary_id)
    return here.first()


def open_visit_as(centre_id: int, name: str, mobile: str, at: datetime) -> Visit | None:
    """The visit at the centre today that has not ended, of whoever gave this name, in whatever spelling, and this mobile."""
    folded = fold(name)
    here = in_hall(centre_id, at).filter(mobile=mobile) if mobile else ()
    return next((visit for visit in here if fold(visit.name) == folded), None)


def open_visits_of(centre_id: int, who: str, at: datetime) -> list[Visit]:
    """The visits at the centre today that have not ended, of whoever gave this mobile, or has these words in the name, in
    whatever spelling. One query at most."""
    try:
        return list(in_hall(centre_id, at).filter(mobile=parse_mobile(who)))
    except Refused:
        folded = fold(who)
    if len(folded) < SHORTEST_SOUGHT:
        return []
    words = folded.split()
    return [visit for visit in in_hall(centre_id, at) if all(word in fold(visit.name) for word in words)]


def here_of(centre_id: int, beneficiary_ids: Collection[int], at: datetime) -> dict[int, Visit]:
    """The visits of today that have not ended, of these people, by the person's id. One query."""
    found = in_hall(centre_id, at).filter(beneficiary__in=beneficiary_ids)
    return {visit.beneficiary_id: visit for visit in found if visit.beneficiary_id is not None}


def in_hall(centre_id: int, at: datetime) -> QuerySet[Visit]:
    """All who are in the hall of a centre now, in the order in which they are called."""
    states = sorted(state.value for state in OPEN)
    found = Visit.objects.filter(centre=centre_id, day=day_of(at), state__in=states)
    return found.select_related(*RELATED).order_by("rank_at", "pk")


def hall_of(centre_id: int) -> Hall | None:
    """The hall of a centre; None before anybody came to it."""
    return Hall.objects.select_related("centre").filter(centre=centre_id).first()


def hall_by_screen(key: str) -> Hall | None:
    """The hall to whose screen this address leads."""
    return Hall.objects.select_related("centre").filter(screen_key=key).first()


def version_of(centre_id: int) -> int:
    """The version of a hall; 0 before anybody came to it. One query."""
    return Hall.objects.filter(centre=centre_id).values_list("version", flat=True).first() or 0


def desks_of(centre_id: int) -> QuerySet[Desk]:
    """The desks of a hall, those that are open first."""
    return Desk.objects.filter(centre=centre_id).select_related("user").order_by("opened_at", "name")


def desk_of(user_id: int | None, centre_id: int | None) -> Desk | None:
    """The desk at which somebody sits now in this centre."""
    return Desk.objects.filter(user=user_id, centre=centre_id).first() if user_id and centre_id else None


def at_desk(desk: Desk) -> Visit | None:
    """Whom the desk has called and not let go."""
    states = sorted(state.value for state in AT_A_DESK)
    return Visit.objects.select_related(*RELATED).filter(desk=desk, state__in=states).first()


def last_calls(centre_id: int, at: datetime, most: int = LAST_CALLS) -> list[Visit]:
    """The numbers that the hall heard last, the newest first, each once: on this day.

    A call that was taken back is none: of those who wait again, did not come, come back later, or have left.
    """
    rung = Visit.objects.filter(centre=centre_id, rung_at__isnull=False, day=day_of(at), state__in=_HEARD)
    return list(rung.select_related("desk").order_by("-rung_at")[:most])


LEFT, HERE = State.LEFT.value, "here"  # beside the outcomes: gone without being served, and not over yet


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What of the log is asked for: days, both included, and what each visit must be; empty: whatever it is.

    `who`: a number of the queue or (part of) a name. `desk`: a desk's name, or (part of) that of whoever served them.
    `outcome`: one of the outcomes, LEFT or HERE.
    """

    first: date
    last: date
    who: str = ""
    reason: str = ""
    outcome: str = ""
    desk: str = ""

    @property
    def days(self) -> int:
        """How many days are asked for."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Sought":
        """The same of as many days just before these."""
        return replace(self, first=self.first - timedelta(days=self.days), last=self.first - timedelta(days=1))


def log_of(visits: QuerySet[Visit], sought: Sought) -> QuerySet[Visit]:
    """The log: the visits asked for, the newest first."""
    found = visits.filter(day__range=(sought.first, sought.last))
    if sought.who:
        found = found.filter(_of_whom(sought.who))
    if sought.reason:
        found = found.filter(reason=sought.reason)
    if sought.outcome:
        found = found.filter(_ended_so(sought.outcome))
    if sought.desk:
        spelled = spelled_any_way(sought.desk)
        officer = Q(served_by__name_ar__iregex=spelled) | Q(served_by__name_en__iregex=spelled)
        found = found.filter(officer | Q(desk__name__iexact=western(sought.desk)))
    return found.select_related(*RELATED).order_by("-day", "-arrived_at", "-pk")


def _of_whom(who: str) -> Q:
    number = _NUMBER.fullmatch(western(who).upper())
    if number is None:
        return Q(name__iregex=spelled_any_way(who))
    with_letter = {"letter": number["letter"]} if number["letter"] else {}
    return Q(number=int(number["number"]), **with_letter)


def _ended_so(outcome: str) -> Q:
    states = {LEFT: [LEFT], HERE: sorted(state.value for state in OPEN)}.get(outcome)
    return Q(state__in=states) if states is not None else Q(outcome=outcome)


def reasons_of(visits: QuerySet[Visit]) -> dict[str, int]:
    """How many came for each reason. One query."""
    return dict(visits.order_by().values_list("reason").annotate(count=Count("pk")))


@dataclass(frozen=True, kw_only=True)
class Errands:
    """What became of those who came for one reason: how many there were, how many ended at the door without a desk, and how
    many of the others had given a mobile."""

    came: int
    at_door: int
    reached: int

    @property
    def others(self) -> int:
        """Those who did not end at the door."""
        return self.came - self.at_door


_AT_DOOR = Q(outcome=Outcome.GUIDED.value, first_called_at=None)


def errands_of(visits: QuerySet[Visit]) -> dict[str, Errands]:
    """What became of those who came, by reason. One query."""
    rows = (
        visits.order_by()
        .values("reason")
        .annotate(
            came=Count("pk"),
            at_door=Count("pk", filter=_AT_DOOR),
            reached=Count("pk", filter=~_AT_DOOR & ~Q(mobile="")),
        )
    )
    return {row["reason"]: Errands(came=row["came"], at_door=row["at_door"], reached=row["reached"]) for row in rows}


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A hall at an instant: those who wait, in order, the open desks, and the minutes that each waits yet (None: no open desk
    serves them)."""

    queue: Sequence[Visit]
    desks: Sequence[Desk]
    serving: dict[int, Visit]
    waits: dict[int, float | None]

    def before(self, visit: Visit) -> int:
        """How many of those who are called first wait for a desk that serves the visitor too; of their line while none does."""
        desks = self._desks(visit)
        ahead = takewhile(lambda each: each.pk != visit.pk, self.queue)
        return sum(bool(desks & self._desks(each)) if desks else each.line == visit.line for each in ahead)

    @staticmethod
    def calls(desk: Desk, visit: Visit) -> bool:
        """Whether a desk would call this visitor, who waits."""
        return visit.for_desk_id == desk.pk if visit.for_desk_id is not None else visit.line in desk.lines

    def _desks(self, visit: Visit) -> set[int]:
        """The open desks that would call a visitor."""
        return {desk.pk for desk in self.desks if self.calls(desk, visit)}


def situation(centre_id: int, at: datetime) -> Situation:
    """The hall now. Four queries, however many wait."""
    here = list(in_hall(centre_id, at))
    queue = [visit for visit in here if visit.state == State.WAITING.value]
    serving = {visit.desk_id: visit for visit in here if visit.at_a_desk and visit.desk_id is not None}
    desks = [desk for desk in desks_of(centre_id) if desk.user_id is not None]
    starts = waiting.starts(
        [_place(visit, at) for visit in queue],
        [_open_desk(desk, serving.get(desk.pk), at) for desk in desks],
        waiting.pace(_lately(centre_id, at), _PRIOR),
        _coming(centre_id, at),
    )
    waits = {visit.pk: wait for visit, wait in zip(queue, starts, strict=True)}
    return Situation(queue=queue, desks=desks, serving=serving, waits=waits)


def desks_in_use(centre_id: int, at: datetime, minutes: float) -> set[int]:
    """The desks at which something happened in the last so many minutes: opened, a number called, a visit ended. Three queries,
    each of what is that young."""
    after = at - timedelta(minutes=minutes)
    today = Visit.objects.filter(centre=centre_id, day=day_of(at), desk__isnull=False)
    ended = today.filter(line__in=_PRIOR, state=State.FINISHED.value, ended_at__gt=after)
    found: set[int | None] = {*today.filter(rung_at__gt=after).values_list("desk", flat=True)}
    found |= {*ended.values_list("desk", flat=True)}
    found |= {*Desk.objects.filter(centre=centre_id, opened_at__gt=after).values_list("pk", flat=True)}
    return {desk for desk in found if desk is not None}


def _place(visit: Visit, at: datetime) -> waiting.Place:
    return waiting.Place(line=visit.line, desk=visit.for_desk_id, rank=(visit.rank_at - at).total_seconds() / 60)


def _open_desk(desk: Desk, visit: Visit | None, at: datetime) -> waiting.OpenDesk:
    since = (at - visit.called_at).total_seconds() / 60 if visit is not None and visit.called_at is not None else 0.0
    return waiting.OpenDesk(
        lines=frozenset(desk.lines), key=desk.pk, busy_with=visit.line if visit is not None else "", since=since
    )


def _lately(centre_id: int, at: datetime) -> dict[str, list[float]]:
    """The minutes that the last visits of each line took today, the newest last."""
    ended = Visit.objects.filter(centre=centre_id, day=day_of(at), state=State.FINISHED.value, called_at__isnull=False)
    rows = ended.order_by("-ended_at").values_list("line", "called_at", "ended_at")[: waiting.LATELY * len(LINES)]
    found: dict[str, list[float]] = {}
    for line, called, done in reversed(list(rows)):
        if called is not None and done is not None:
            found.setdefault(line, []).append((done - called).total_seconds() / 60)
    return found


MEASURED = 100  # visits, the last that ended today


def accuracy(centre_id: int, at: datetime) -> tuple[int, int]:
    """Of the day's last visits and of those in the hall: for how many the wait told at the door was right, and how many.

    Whoever waits still, and has waited longer already than the rule allows, was told wrong whenever they are called: a morning
    in which nobody is called is no morning without error. Two queries.
    """
    ended = Visit.objects.filter(
        centre=centre_id, day=day_of(at), state=State.FINISHED.value, told_minutes__isnull=False
    )
    rows = ended.order_by("-ended_at").values_list("told_minutes", "arrived_at", "first_called_at")[:MEASURED]
    waits = [(told, (called - came).total_seconds() / 60) for told, came, called in rows if told is not None and called]
    here = Visit.objects.filter(
        centre=centre_id, day=day_of(at), state__in=sorted(state.value for state in OPEN), told_minutes__isnull=False
    )
    late = 0
    for told, came, called in here.values_list("told_minutes", "arrived_at", "first_called_at"):
        waited = ((called or at) - came).total_seconds() / 60
        if told is not None and called is not None:
            waits.append((told, waited))
        elif told is not None:
            late += waiting.exceeded(told, waited)
    return sum(waiting.near_enough(told, real) for told, real in waits), len(waits) + late


def _coming(centre_id: int, at: datetime) -> dict[str, float]:
    """How many preferred people a minute came to each line in the last hour."""
    came = Visit.objects.filter(centre=centre_id, day=day_of(at), arrived_at__gt=at - COMING_OVER)
    preferred = came.exclude(priority=Priority.NONE.value).order_by().values_list("line").annotate(count=Count("pk"))
    return {line: number / (COMING_OVER.total_seconds() / 60) for line, number in preferred}
