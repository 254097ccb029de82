"""Jobs of mailboxes."""

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from tawasul.jobs.queues import UPKEEP
from tawasul.mailboxes import fetching


@app.periodic(cron="* * * * *")
@app.task(name="mailboxes.fetch", queue=UPKEEP, queueing_lock="mailboxes.fetch", lock="mailboxes.fetch")
def fetch(timestamp: int) -> None:
    """Every minute: keep what came into the boxes. Those of the demonstration stand on no server."""
    if settings.DEMONSTRATION and not settings.MAILBOX_SECRETS:
        return
    fetching.fetch_all(now=timezone.now)
