"""Jobs of mailboxes."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tawasul.jobs.queues import UPKEEP
from tawasul.mailboxes import fetching


@app.periodic(cron="* * * * *")
@app.task(name="mailboxes.fetch", queue=UPKEEP, queueing_lock="mailboxes.fetch", lock="mailboxes.fetch")
def fetch(timestamp: int) -> None:
    """Every minute: keep what came into the boxes."""
    fetching.fetch_all(now=timezone.now)
