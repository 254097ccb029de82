"""How the system runs, for those who keep it running."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.jobs.queues import NOTICES, UPKEEP
from tawasul.jobs.readings import Readings, read
from tawasul.lib.durations import say_duration
from tawasul.web.doors import StaffRequest, staff_only

QUEUE_LABELS = {NOTICES: _("Messages"), UPKEEP: _("Upkeep")}
LATEST = timedelta(seconds=10)  # an alarm that sounds later than this is a fault
SLOW = timedelta(minutes=2)  # a job that waits longer wants a look


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure: what it is, how much, what is wrong with it (`tone`: "", "warning" or "danger")."""

    label: Any
    value: Any
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Figures that belong together: whether all is well, and what to do where it is not."""

    key: str
    label: Any
    figures: list[Figure]
    advice: Any

    @property
    def tone(self) -> str:
        """The worst of its figures."""
        tones = {figure.tone for figure in self.figures}
        return next((tone for tone in ("danger", "warning") if tone in tones), "success")


@staff_only(Power.SEE_OPERATIONS)
@require_safe
def operations(request: StaffRequest) -> HttpResponse:
    """The figures of this moment; the page asks for them again every ten seconds."""
    now = read(timezone.now())
    context = {"title": _("How the system runs"), "readings": now, "parts": [_alarms(now), _jobs(now), _messages(now)]}
    part = request.headers.get("X-Poll")
    return render(request, f"desk/office/{'operations_figures' if part else 'operations'}.html", context)


def _alarms(now: Readings) -> Part:
    hour = now.last_hour
    return Part(
        key="alarms",
        label=_("Dates and alarms"),
        figures=[
            Figure(
                label=_("Timekeepers at work"), value=len(now.timekeepers), tone="" if now.timekeepers else "danger"
            ),
            Figure(label=_("The next alarm is behind by"), value=_length(now.alarm_lag), tone=_late(now.alarm_lag)),
            Figure(label=_("Alarms in the last hour"), value=f"{hour.sounded:,}"),
            Figure(label=_("Of them caught up, after nobody had kept time"), value=f"{hour.caught_up:,}"),
            Figure(label=_("Usual lag"), value=_length(hour.median), tone=_late(hour.median)),
            Figure(label=_("Longest lag"), value=_length(hour.worst), tone=_late(hour.worst)),
        ],
        advice=_("Start the timekeeper on a second host, and look at the load of the database."),
    )


def _jobs(now: Readings) -> Part:
    queues = [
        Figure(
            label=_("%(queue)s: waiting") % {"queue": QUEUE_LABELS.get(queue.name, queue.name)},
            value=f"{queue.waiting:,}",
            tone="warning" if queue.oldest > SLOW else "",
        )
        for queue in now.queues
    ]
    return Part(
        key="jobs",
        label=_("Jobs"),
        figures=[
            Figure(label=_("Job processes at work"), value=now.workers, tone="" if now.workers else "danger"),
            *queues,
            Figure(
                label=_("Given up this month"), value=f"{now.failed_jobs:,}", tone="warning" if now.failed_jobs else ""
            ),
        ],
        advice=_("Start a job process; the log says why a job was given up."),
    )


def _messages(now: Readings) -> Part:
    return Part(
        key="messages",
        label=_("Text messages and e-mail"),
        figures=[
            Figure(
                label=_("Due and not sent"),
                value=f"{now.overdue_notices:,}",
                tone="danger" if now.overdue_notices else "",
            ),
            Figure(
                label=_("Did not arrive in the last day"),
                value=f"{now.not_arrived:,}",
                tone="warning" if now.not_arrived else "",
            ),
        ],
        advice=_("Ask whether the gateway and the mail server answer; then send again what did not arrive."),
    )


def _late(lag: timedelta) -> str:
    return "danger" if lag > LATEST else ""


def _length(lag: timedelta) -> str:
    if lag < timedelta(minutes=1):
        return str(_("%(seconds)s s") % {"seconds": f"{lag.total_seconds():.1f}"})
    return say_duration(lag, get_language() or "ar")
