"""Jobs that carry reorganisations out."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tawasul.jobs.queues import AGAIN, MANY, UPKEEP
from tawasul.reorganisations import actions

LOCK = "reorganisations"  # one after the other, in the order in which they were confirmed


@app.task(name=actions.TASK, queue=MANY, retry=AGAIN, lock=LOCK)
def carry_out(plan_id: int) -> None:
    """Carry out a plan whose day has come; taken up again, it goes on from where it was."""
    actions.carry_out(plan_id=plan_id, now=timezone.now)


@app.periodic(cron="* * * * *")
@app.task(name="reorganisations.due", queue=UPKEEP, queueing_lock="reorganisations.due", lock=LOCK)
def carry_out_due(timestamp: int) -> None:
    """Every minute: what has fallen due or was left half way, and what came to a place while it closed,
    and what was left over."""
    for plan_id in actions.due(timezone.localdate()):
        actions.carry_out(plan_id=plan_id, now=timezone.now)
    actions.bring_stragglers(now=timezone.now)
    actions.retry_left(now=timezone.now)
