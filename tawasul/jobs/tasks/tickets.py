"""Jobs on tickets."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tawasul.jobs.queues import AGAIN, MANY
from tawasul.tickets import many


@app.task(name=many.TASK, queue=MANY, retry=AGAIN)
def work_through(batch_id: int) -> None:
    """Do to many tickets what was asked; taken up again, it goes on with what waits."""
    many.work_through(batch_id=batch_id, now=timezone.now)
