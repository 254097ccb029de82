"""Asking for deliveries. Tasks are named, not imported: jobs stand above this room and call its actions.

The queue is in the database, so what is deferred inside a transaction exists if and only if the transaction does.
"""

from collections.abc import Iterable
from datetime import datetime

from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from tawasul.notices.messages import BY_KIND
from tawasul.notices.models import Notice

DELIVER = "notices.deliver"
QUEUE = "notices"
URGENT = 100  # procrastinate takes higher numbers first
ORDINARY = 0
PATIENT = -100


def defer_delivery(notices: Iterable[Notice], *, at: datetime | None = None) -> None:
    """Defer a delivery of each: what is urgent first, what is patient last, not before `at`."""
    ids: dict[int, list[int]] = {URGENT: [], ORDINARY: [], PATIENT: []}
    for notice in notices:
        ids[_priority(notice)].append(notice.pk)
    for priority, due in ids.items():
        if due:
            deferrer = app.configure_task(DELIVER, queue=QUEUE, priority=priority, schedule_at=at)
            asked: list[JSONDict] = [{"notice_id": pk} for pk in due]
            deferrer.batch_defer(*asked)


def _priority(notice: Notice) -> int:
    message = BY_KIND[notice.kind]
    if notice.at_any_hour or message.urgent:
        return URGENT
    return PATIENT if message.patient else ORDINARY
