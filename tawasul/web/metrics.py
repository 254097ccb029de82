"""/metrics: the readings of `jobs.readings` in the text format that Prometheus and its kin read."""

from collections.abc import Iterator
from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from tawasul.jobs.readings import Readings, read


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Every figure, for whoever brings the deployment's token (`Authorization: Bearer …`); for all others it is not there."""
    given = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    if not settings.METRICS_TOKEN or not compare_digest(given, wanted):
        raise Http404
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(read(timezone.now())))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Figures(Collector):
    def __init__(self, readings: Readings) -> None:
        self.readings = readings

    def collect(self) -> Iterator[Metric]:
        now = self.readings
        for name, says, value in (
            ("timekeepers", "Processes that sound alarms and live.", len(now.timekeepers)),
            ("alarm_lag_seconds", "How long the next alarm has been waiting.", now.alarm_lag.total_seconds()),
            ("alarms_sounded_last_hour", "Alarms that sounded within the hour.", now.last_hour.sounded),
            ("job_workers", "Job processes that live.", now.workers),
            ("jobs_failed", "Jobs given up within the month.", now.failed_jobs),
            ("notices_overdue", "Messages due for a minute and not sent.", now.overdue_notices),
            ("notices_not_arrived_last_day", "Messages of the day that did not arrive.", now.not_arrived),
            ("calendar_changes_under_way", "Changed calendars on their way to open deadlines.", len(now.under_way)),
        ):
            yield GaugeMetricFamily(f"tawasul_{name}", says, value=value)
        lag = GaugeMetricFamily(
            "tawasul_alarm_lag_last_hour_seconds",
            "Lag of the alarms that sounded within the hour.",
            labels=["quantile"],
        )
        hour = now.last_hour
        for share, length in (("0.5", hour.median), ("0.999", hour.all_but_one_in_a_thousand), ("1", hour.worst)):
            lag.add_metric([share], length.total_seconds())
        yield lag
        waiting = GaugeMetricFamily("tawasul_jobs_waiting", "Jobs that could be done now.", labels=["queue"])
        oldest = GaugeMetricFamily("tawasul_jobs_oldest_waiting_seconds", "The first of them waits.", labels=["queue"])
        for queue in now.queues:
            waiting.add_metric([queue.name], queue.waiting)
            oldest.add_metric([queue.name], queue.oldest.total_seconds())
        yield waiting
        yield oldest
