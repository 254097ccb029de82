"""Jobs that delete what has served its time: codes, counts of tries, and the messages that carried codes."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from tawasul.jobs.queues import UPKEEP
from tawasul.notices import actions as notices
from tawasul.people import attempts, codes

KEEP = timedelta(days=7)  # long enough to answer "the code did not come"


@app.periodic(cron="43 2 * * *")
@app.task(name="people.forget", queue=UPKEEP, queueing_lock="people.forget", lock="people.forget")
def forget(timestamp: int) -> None:
    """Every night."""
    before = timezone.now() - KEEP
    attempts.forget_before(before)
    codes.forget_before(before)
    notices.forget_before(before)
