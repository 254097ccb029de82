"""Working calendars: read day by day, and changed by the rows of one table, each previewed and applied as on the page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from ninja import Query, Status
from pydantic import Field

from tawasul.api.caller import Call, Caller
from tawasul.api.noun import Noun
from tawasul.api.once import KeyRequired, acting_once
from tawasul.api.schemas import calendars as schemas
from tawasul.api.schemas.asked import Asked, Id
from tawasul.calendars import queries as calendars
from tawasul.calendars.kinds import kind_of
from tawasul.calendars.models import DayOff
from tawasul.centres import policies
from tawasul.centres import queries as centres
from tawasul.centres.models import Place
from tawasul.centres.roles import Power
from tawasul.clocks import calendar_changes as changes
from tawasul.clocks.queries import recalculation_for
from tawasul.lib.errors import Invalid, NotAllowed, NotFound

router = Noun("calendars")
MOST_DAYS = 400
SETS = [Power.MANAGE_CALENDARS]
WRITES = (
    "What it does to the open deadlines begins at once and goes on by itself: see /recalculations. Give the `seen` of a "
    "preview, and where any calendar has changed since, 409 `changed` is answered and nothing is done."
)
View = Callable[..., Any]
Seen = Annotated[int, Field(ge=0, le=2**63 - 1, description="The version of a preview")] | None


@router.opens("GET", "/calendars/{place}/days", schemas.Days)
def calendar_days(
    request: Call, place: Id, first_day: Query[schemas.CalendarDay], last_day: Query[schemas.CalendarDay]
) -> schemas.Days:
    """What each day is for a place: open in which hours, or off and why, and whose calendar says so.

    What the centre says stands before what its sector says, and that before the nation. At most 400 days at once.
    """
    here = _seen(request.auth, place)
    _refuse_range(first_day, last_day)
    scopes = centres.path_scopes(here)
    schedule = calendars.schedule_for(scopes)
    levels = {centres.calendar_scope(above): schemas.level_of(above) for above in centres.ancestors_of(here)}
    rows = list(calendars.days_off(scopes, first_day, last_day))
    closing = [row for row in rows if row.state == DayOff.State.CONFIRMED]
    proposed = [row for row in rows if row.state == DayOff.State.PROPOSED]
    days = []
    for ordinal in range(first_day.toordinal(), last_day.toordinal() + 1):
        day = date.fromordinal(ordinal)
        rule = schedule.rule_of(day)
        days.append(
            schemas.day_read(
                schedule.on(day),
                kind_of(schedule, day),
                levels.get(rule.scope) if rule else None,
                next((row for row in closing if rule and row.scope == rule.scope and _covers(row, day)), None),
                next((row for row in proposed if _covers(row, day)), None),
            )
        )
    return schemas.Days(place=schemas.held(here), version=calendars.version(), days=days)


@router.opens("GET", "/calendars/{place}/lines", schemas.Lines)
def calendar_lines(
    request: Call, place: Id, first_day: Query[schemas.CalendarDay], last_day: Query[schemas.CalendarDay]
) -> schemas.Lines:
    """Holidays, closures, hours and extra days that touch these days, each with the place that said it.

    The common week stands among them, though it began long before. A line's id is what withdraws it.
    """
    here = _seen(request.auth, place)
    _refuse_range(first_day, last_day)
    above = {centres.calendar_scope(each): each for each in centres.ancestors_of(here)}
    settable = {scope for scope, each in above.items() if policies.may_set_calendar(request.auth.actor, each)}
    lines = [
        schemas.line_read(row, windows, above[row.scope], settable=row.scope in settable)
        for row, windows in calendars.lines(list(above), first_day, last_day)
    ]
    order = [each.pk for each in above.values()]
    lines.sort(key=lambda line: (order.index(line.said_by.place.id), line.first_day, line.id))
    return schemas.Lines(place=schemas.held(here), version=calendars.version(), lines=lines)


@router.opens("GET", "/recalculations/{recalculation}", schemas.Progress)
def read_recalculation(request: Call, recalculation: Id) -> schemas.Progress:
    """How far a change of a calendar came on its way to the open deadlines; `finished_at` when it reached the last."""
    row, place = recalculation_for(request.auth.actor, recalculation)
    return schemas.progress_read(row, place)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A change as the interface has it: its name, its address below a calendar, its body, and what is said of it."""

    change: changes.Change
    name: str
    path: str
    body: type[Asked]
    said: str


WRITTEN: tuple[Written, ...] = (
    Written(
        change=changes.OFF, name="add_days_off", path="/days-off", body=schemas.DaysOffGiven,
        said="Close on some days: a holiday as announced, or a closure.",
    ),
    Written(
        change=changes.RAMADAN, name="set_ramadan_hours", path="/ramadan", body=schemas.RamadanGiven,
        said="Set the hours of one Ramadan, on the days on which it was sighted; what was said of it before is replaced.",
    ),
    Written(
        change=changes.HOURS, name="set_hours", path="/hours", body=schemas.HoursGiven,
        said="Set the hours of the week, from a day on or for a while.",
    ),
    Written(
        change=changes.EXTRA, name="add_extra_day", path="/extra-days", body=schemas.ExtraDayGiven,
        said="Work on a day that the week, or a holiday said above, has off.",
    ),
    Written(
        change=changes.PROPOSE, name="propose_holidays", path="/proposals", body=schemas.YearGiven,
        said="Propose the fixed holidays of a year, moved and bridged as the rules say, in the nation's calendar.",
    ),
    Written(
        change=changes.CONFIRM, name="confirm_day_off", path="/days-off/{line}/confirm", body=schemas.NothingGiven,
        said="Confirm a proposed holiday: it closes from now on.",
    ),
    Written(
        change=changes.ANNOUNCE, name="announce_day_off", path="/days-off/{line}/announce", body=schemas.AnnouncedGiven,
        said="Enter the days on which a holiday falls after all, in place of those that stood until now: one change.",
    ),
    Written(
        change=changes.WITHDRAW_OFF, name="withdraw_day_off", path="/days-off/{line}/withdraw", body=schemas.NothingGiven,
        said="Withdraw a holiday or a closure, or refuse a proposal.",
    ),
    Written(
        change=changes.WITHDRAW_HOURS, name="withdraw_hours", path="/hours/{line}/withdraw", body=schemas.NothingGiven,
        said="Withdraw hours that were said by mistake.",
    ),
    Written(
        change=changes.WITHDRAW_EXTRA, name="withdraw_extra_day", path="/extra-days/{line}/withdraw",
        body=schemas.NothingGiven, said="Withdraw an extra working day, with all its hours.",
    ),
)  # fmt: skip


def _open(written: Written) -> None:
    """Two operations of each row: what the change would do, and doing it."""
    preview, apply = _of_a_line(written) if written.change.row else _of_a_calendar(written)
    path = f"/calendars/{{place}}{written.path}"
    summary = f"{written.said.rstrip('.')}: what it would do.\n\nNothing is changed."
    for view, name, said in (
        (preview, f"preview_{written.name}", summary),
        (apply, written.name, f"{written.said}\n\n{WRITES}"),
    ):
        view.__name__, view.__doc__ = name, said
        view.__annotations__["body"] = written.body
    router.opens("POST", f"{path}/preview", schemas.Effect, needs=SETS)(preview)
    router.opens("POST", path, schemas.Changed, needs=SETS, status=201)(apply)


def _of_a_calendar(written: Written) -> tuple[View, View]:
    def preview(request: Call, place: Id, body: Asked) -> schemas.Effect:
        return _previewed(request.auth, written, place, None, body)

    def apply(
        request: Call, place: Id, body: Asked, idempotency_key: KeyRequired, seen: Query[Seen] = None
    ) -> Status[Any]:
        return _applied(request.auth, written, place, None, body, idempotency_key, seen)

    return preview, apply


def _of_a_line(written: Written) -> tuple[View, View]:
    def preview(request: Call, place: Id, line: Id, body: Asked) -> schemas.Effect:
        return _previewed(request.auth, written, place, line, body)

    def apply(
        request: Call, place: Id, line: Id, body: Asked, idempotency_key: KeyRequired, seen: Query[Seen] = None
    ) -> Status[Any]:
        return _applied(request.auth, written, place, line, body, idempotency_key, seen)

    return preview, apply


def _previewed(caller: Caller, written: Written, place: int, line: int | None, body: Asked) -> schemas.Effect:
    with _in_the_bodys_words(body):
        ask = _ask(caller, written.change, place, line)
        return schemas.effect_read(changes.previewed(written.change, ask, schemas.given_of(body)))


def _applied(
    caller: Caller, written: Written, place: int, line: int | None, body: Asked, key: str, seen: int | None
) -> Status[Any]:
    asked = {"place": place, "line": line, "seen": seen, **body.model_dump(mode="json")}

    def act() -> dict[str, Any]:
        ask = _ask(caller, written.change, place, line)
        done = changes.applied(written.change, ask, schemas.given_of(body), seen=seen)
        return schemas.Changed(
            lines=[row.pk for row in done.rows],
            recalculation=done.moving.pk if done.moving else None,
            open_deadlines=done.moving.total if done.moving else 0,
        ).model_dump()

    with _in_the_bodys_words(body):
        return Status(201, acting_once(caller, key, written.name, asked, act))


def _ask(caller: Caller, change: changes.Change, place_id: int, line: int | None) -> changes.Ask:
    here = _seen(caller, place_id)
    if not policies.may_set_calendar(caller.actor, here):
        raise NotAllowed(_("Your role does not allow this."))
    by = caller.token.membership.user.user_number
    return changes.ask_for(change, here, by=by, at=caller.at, row_id=line)


@contextmanager
def _in_the_bodys_words(body: Asked) -> Iterator[None]:
    """Say of what the actions refuse in which field of the body it stands."""
    try:
        yield
    except Invalid as refused:
        named = {"windows": "hours"} if isinstance(body, schemas.HoursGiven) else {}
        fields = {named.get(name, name): said for name, said in refused.fields.items()}
        raise Invalid(refused.message, fields=fields, code=refused.code) from refused


def _seen(caller: Caller, place_id: int) -> Place:
    """The place, if the caller sees its calendar. Raises NotFound."""
    place = centres.place(place_id)
    if not policies.may_see_calendar(caller.actor, place):
        raise NotFound()
    return place


def _refuse_range(first: date, last: date) -> None:
    if last < first:
        said = _("The last day comes before the first.")
        raise Invalid(said, fields={"last_day": [said]})
    if (last - first).days >= MOST_DAYS:
        too_many = _("At most %(days)d days at once.") % {"days": MOST_DAYS}
        raise Invalid(too_many, fields={"last_day": [too_many]})


def _covers(row: DayOff, day: date) -> bool:
    return row.first_day <= day <= row.last_day


for _written in WRITTEN:
    _open(_written)
