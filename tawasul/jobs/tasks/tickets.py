"""Jobs on tickets."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tawasul.jobs.queues import AGAIN, MANY, UPKEEP
from tawasul.tickets import actions, many
from tawasul.tickets.problems import following, giving


@app.task(name=many.TASK, queue=MANY, retry=AGAIN)
def work_through(batch_id: int) -> None:
    """Do to many tickets what was asked; taken up again, it goes on with what waits."""
    many.work_through(batch_id=batch_id, now=timezone.now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="tickets.close_unobjected", queue=UPKEEP, queueing_lock="tickets.close", lock="tickets.close")
def close_unobjected(timestamp: int) -> None:
    """Every ten minutes: close what was answered and not objected to in time."""
    actions.close_unobjected(at=timezone.now())


@app.task(name=following.TASK, queue=MANY, retry=AGAIN)
def give_answer(problem_id: int) -> None:
    """Give a problem's answer to the tickets that wait for it; taken up again, it goes on with what waits."""
    giving.give(problem_id=problem_id, now=timezone.now)
