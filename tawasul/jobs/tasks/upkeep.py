"""Jobs that keep the queue itself in order."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from tawasul.jobs.queues import UPKEEP

logger = logging.getLogger(__name__)

SILENT_FOR = 60  # seconds without a worker's heartbeat (it beats every 10) after which its jobs are another's
MOST_TRIES = 10
DAY = 24  # hours
MONTH = 30 * DAY


@app.periodic(cron="* * * * *")
@app.task(name="upkeep.retry_stalled", queue=UPKEEP, queueing_lock="upkeep.stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Every minute: give the jobs of workers that died to others.

    A job that took its worker down MOST_TRIES times is failed instead, lest it take them all.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_FOR):
        if job.attempts >= MOST_TRIES:
            logger.error("job %s (%s) failed: its worker died %s times", job.id, job.task_name, job.attempts)
            await manager.finish_job(job, Status.FAILED, delete_job=False)
        else:
            logger.warning("job %s (%s) taken up again: its worker died", job.id, job.task_name)
            await manager.retry_job(job)


@app.periodic(cron="37 * * * *")
@app.task(name="upkeep.remove_finished", queue=UPKEEP, queueing_lock="upkeep.finished", pass_context=True)
async def remove_finished(context: JobContext, timestamp: int) -> None:
    """Every hour: forget jobs that succeeded a day ago, and those that failed a month ago."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=DAY)
    await manager.delete_old_jobs(nb_hours=MONTH, include_failed=True, include_cancelled=True, include_aborted=True)
