"""The dates of a ticket: by when who must act, how long is left, and why then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.calendars import explanation
from tawasul.centres.roles import Power
from tawasul.clocks import queries as clocks
from tawasul.clocks.explaining import explain, time_left
from tawasul.clocks.models import Clock, Pause
from tawasul.clocks.reading import Schedules, promise_of
from tawasul.lib.durations import say_duration, say_hours
from tawasul.lib.errors import NotFound
from tawasul.lib.reference import spoken
from tawasul.service_levels.amounts import Promise, Step
from tawasul.service_levels.labels import STEP_LABELS, sentence
from tawasul.tickets.hands import said_of_clock
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import SUBJECT_KIND, ticket_for
from tawasul.tickets.timekeeping import AWAITING, WAITING
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import said_moment, ticket_url
from tawasul.web.desk.work.ticket.trail import trail_to
from tawasul.web.doors import staff_only

STANDS_STILL: dict[str, Any] = {
    WAITING: gettext_lazy("Stands still since %(moment)s: it waits for the beneficiary"),
    AWAITING: gettext_lazy("Stands still since %(moment)s: it waits for a statement"),
}
PAUSES: dict[str, Any] = {WAITING: gettext_lazy("for the beneficiary"), AWAITING: gettext_lazy("for a statement")}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A clock as the ticket's page shows it."""

    label: Any
    hands: str
    due: str
    standing: str
    tone: str
    url: str
    whole: bool


@staff_only(Power.SEE_TICKETS)
@require_safe
def ticket_dates(request: DeskRequest, reference: str, clock_id: int) -> HttpResponse:
    """Why one of the ticket's dates is what it is: each day from its beginning, and what was counted of it."""
    ticket = ticket_for(request.actor, reference)
    clock = clocks.clock_of(SUBJECT_KIND, ticket.pk, clock_id)
    if clock is None:
        raise NotFound(_("There is no such date on this ticket."))
    language, explained, at = get_language() or "ar", explain(clock), timezone.now()
    context = {
        "ticket": ticket,
        "title": _("Why is it due then?"),
        "breadcrumbs": [
            *trail_to(request.actor, "", spoken(ticket.reference))[:-1],
            (spoken(ticket.reference), ticket_url(ticket.reference, "")),
            (_("Why is it due then?"), ""),
        ],
        "clock": _shown(ticket, clock, _lasting([clock]), Schedules(), at),
        "promise": sentence(explained.promise, language),
        "round_the_clock": explained.promise.round_the_clock,
        "began": said_moment(clock.began_at),
        "days": explanation.lines(explained.shown, language),
        "if_it_went_on": said_moment(explained.shown.due) if explained.clock.paused_at and not clock.ended_at else "",
        "not_entered": explanation.not_yet_known(explained.not_entered, language),
        "pauses": [_pause(row) for row in explained.pauses],
        "agrees": explained.agrees,
        "reckoned": said_moment(explained.reckoning.due),
        "ended": said_moment(clock.ended_at) if clock.ended_at else "",
    }
    return render(request, "desk/work/ticket/dates_page.html", context)


def dates_of(ticket: Ticket, at: datetime) -> dict[str, Any]:
    """Context of the ticket's card of dates: what runs now, and what has ended. A fixed number of queries."""
    rows = clocks.clocks_of(SUBJECT_KIND, ticket.pk)
    lasting, schedules = _lasting(rows), Schedules()
    shown = [(row, _shown(ticket, row, lasting, schedules, at)) for row in rows]
    return {
        "dates": [each for row, each in shown if row.ended_at is None or each.whole],
        "past_dates": [each for row, each in shown if row.ended_at is not None and not each.whole],
    }


def _lasting(rows: list[Clock]) -> dict[int, Pause]:
    return clocks.lasting_pauses([row.pk for row in rows if row.paused_at is not None])


def _shown(ticket: Ticket, clock: Clock, lasting: dict[int, Pause], schedules: Schedules, at: datetime) -> Shown:
    standing, tone = _standing(clock, lasting, schedules, at)
    again = clock.step == Step.WHOLE.value and clock.leg > 1
    return Shown(
        label=_("%(step)s, after the objection") % {"step": STEP_LABELS[clock.step]}
        if again
        else STEP_LABELS[clock.step],
        hands="" if clock.step == Step.WHOLE.value else str(said_of_clock(clock)),
        due=said_moment(clock.due_at),
        standing=standing,
        tone=tone,
        url=reverse("desk:ticket_dates", args=[ticket.reference, clock.pk]),
        whole=clock.step == Step.WHOLE.value,
    )


def _standing(clock: Clock, lasting: dict[int, Pause], schedules: Schedules, at: datetime) -> tuple[str, str]:
    promise = promise_of(clock)
    if clock.ended_at is not None:
        if clock.late_by:
            return _("Ended late by %(time)s") % {"time": said_length(clock.late_by, promise)}, "danger"
        return _("Ended in time, after %(time)s") % {"time": said_length(clock.used or timedelta(), promise)}, "success"
    if clock.paused_at is not None and clock.pk in lasting:
        said = STANDS_STILL[lasting[clock.pk].reason] % {"moment": said_moment(clock.paused_at)}
        return said, "neutral"
    left = time_left(clock, schedules, at)
    if clock.due_at < at:
        return _("Late by %(time)s") % {"time": said_length(left, promise)}, "danger"
    return _("%(time)s left") % {"time": said_length(left, promise)}, "warning" if clock.stage else "success"


def said_length(length: timedelta, promise: Promise) -> str:
    """Working time in hours, since a working day is no day of twenty-four; all other time as people say it."""
    language = get_language() or "ar"
    if promise.round_the_clock:
        return say_duration(length, language)
    return _("%(time)s of working time") % {"time": say_hours(length, language)}


def _pause(row: Pause) -> dict[str, Any]:
    ended = said_moment(row.ended_at) if row.ended_at else ""
    return {"began": said_moment(row.began_at), "ended": ended, "why": PAUSES.get(row.reason, "")}
