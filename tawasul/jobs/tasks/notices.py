"""Jobs of notices."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tawasul.jobs.queues import AGAIN, NOTICES, UPKEEP
from tawasul.notices import actions, queue


@app.task(name=queue.DELIVER, queue=NOTICES, retry=AGAIN)
def deliver(notice_id: int) -> None:
    """Attempt one notice; a failed attempt puts the next one off by itself."""
    actions.deliver(notice_id=notice_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="notices.sweep", queue=UPKEEP, queueing_lock="notices.sweep", lock="notices.sweep")
def sweep(timestamp: int) -> None:
    """Every minute: find owed notices whose job was lost."""
    actions.sweep(at=timezone.now())
