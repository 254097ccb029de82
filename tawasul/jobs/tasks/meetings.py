"""Jobs of meetings."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tawasul.jobs.queues import UPKEEP
from tawasul.meetings import actions


@app.periodic(cron="11 1 * * *")
@app.task(name="meetings.lay_out", queue=UPKEEP, queueing_lock="meetings.lay_out", lock="meetings.lay_out")
def lay_out(timestamp: int) -> None:
    """Every night: the sessions of the coming weeks, as the times and the calendar say now."""
    actions.lay_out_all(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="meetings.look_after", queue=UPKEEP, queueing_lock="meetings.look_after", lock="meetings.look_after")
def look_after(timestamp: int) -> None:
    """Every minute: decisions that were carried out, and the requests that end with them.
    An index holds the open ones alone."""
    actions.look_after(now=timezone.now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="meetings.release", queue=UPKEEP, queueing_lock="meetings.release", lock="meetings.release")
def release(timestamp: int) -> None:
    """Every ten minutes: reserves of sessions that are over."""
    actions.release_all_reserves(now=timezone.now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="meetings.remind", queue=UPKEEP, queueing_lock="meetings.remind", lock="meetings.remind")
def remind(timestamp: int) -> None:
    """Every ten minutes: whoever has a place in a session of tomorrow is reminded of it, once; whoever did not come
    on the day before is told."""
    actions.remind(now=timezone.now)
    actions.tell_missed(now=timezone.now)
