"""Jobs of attachments."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tawasul.attachments import upkeep
from tawasul.jobs.queues import UPKEEP


@app.periodic(cron="*/5 * * * *")
@app.task(name="attachments.scan_waiting", queue=UPKEEP, queueing_lock="attachments.scan", lock="attachments.scan")
def scan_waiting(timestamp: int) -> None:
    """Every five minutes: scan what came while the scanner was away."""
    upkeep.scan_waiting()


@app.periodic(cron="17 * * * *")
@app.task(name="attachments.tidy", queue=UPKEEP, queueing_lock="attachments.tidy", lock="attachments.tidy")
def tidy(timestamp: int) -> None:
    """Every hour: abandoned drafts, files that nothing refers to any more, and uploads cut off."""
    upkeep.tidy(at=timezone.now())
