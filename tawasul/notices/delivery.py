"""Sending what is owed.

What is promised: a notice is sent at least once, and never by two workers at a time. Each attempt is counted before
it is made, in a transaction of its own, so one that dies on the way (worker killed, power lost) is known and made
again by the sweep after its pause; the attempt itself holds the row's lock, so no other can run beside it. An attempt
whose end is not known (a time-out, a crash after the gateway took the message) is repeated under the same reference
where the gateway drops the second: the reader hears once. Through a gateway that does not, only what is urgent is
repeated; the rest is left unsure, visibly, until a delivery receipt or a person decides. SMTP has no references; see
`channels.email` for what remains.
"""

import logging
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import BigIntegerField, Exists, OuterRef
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from procrastinate.contrib.django.models import ProcrastinateJob

from tawasul.notices import queue, quiet, quieting, words
from tawasul.notices.backoff import wait_after
from tawasul.notices.channels import SENDERS, may_be_repeated
from tawasul.notices.channels.outcome import NotSent, Receipt
from tawasul.notices.messages import BY_KIND
from tawasul.notices.models import CALLED_OFF, DEMONSTRATION, Notice
from tawasul.notices.states import State

logger = logging.getLogger(__name__)

BLANK = "••••"
BATCH = 1000
LIVE = ["todo", "doing"]
# What an attempt may change of a notice.
ATTEMPTED = (
    "state", "trying", "wording", "sent_at", "next_attempt_at", "failure", "transport", "gateway_reference", "context",
)  # fmt: skip


def deliver(*, notice_id: int, at: datetime) -> State | None:
    """Attempt one notice. Returns its state after, or None where there was nothing to do: it is sent, given up, not
    yet due, or in another worker's hands."""
    attempt = _begin(notice_id, at)
    if attempt is None:
        return None
    with transaction.atomic():
        notice = _held(notice_id)
        if notice is None or notice.attempts != attempt:
            return None
        notice.trying = False
        notice.wording = words.in_force(notice.kind).get(notice.language)  # as it is now: it may have waited
        try:
            _sent(notice, SENDERS[notice.channel](notice), at)
        except NotSent as error:
            _not_sent(notice, error)
        notice.save(update_fields=ATTEMPTED)
        return State(notice.state)


def _held(notice_id: int) -> Notice | None:
    owed = Notice.objects.filter(pk=notice_id, state=State.OWED.value)
    return owed.select_for_update(skip_locked=True, of=("self",)).first()


def _begin(notice_id: int, at: datetime) -> int | None:
    """Count an attempt and put the next one off, lest this one never ends; return its number, from 1."""
    with transaction.atomic():
        notice = _held(notice_id)
        if notice is None or notice.next_attempt_at is None or notice.next_attempt_at > at:
            return None
        until = _quiet_until(notice, at)
        if until is not None:
            notice.next_attempt_at = until
            notice.save(update_fields=["next_attempt_at"])
            queue.defer_delivery([notice], at=until)
            return None
        wait = wait_after(notice.attempts + 1, BY_KIND[notice.kind])
        if notice.trying and not may_be_repeated(notice):
            _unsure(notice, "the attempt was cut off")
            notice.save()
            return None
        if wait is None or _too_late(notice, at):
            _given_up(notice, notice.failure or ("too late" if wait else "attempts ended without an answer"))
            notice.save()
            return None
        notice.attempts += 1
        notice.trying = True
        notice.next_attempt_at = at + wait
        notice.save(update_fields=["attempts", "trying", "next_attempt_at"])
        return notice.attempts


def _quiet_until(notice: Notice, at: datetime) -> datetime | None:
    """When this notice may leave, where it is kept back by the quiet hours."""
    age = at - notice.owed_at
    if not quieting.keeps_quiet(notice.kind, notice.channel, age, at_any_hour=notice.at_any_hour):
        return None
    return quiet.waits_until(at, quieting.in_force())


def _too_late(notice: Notice, at: datetime) -> bool:
    return notice.useful_until is not None and notice.useful_until < at


def _sent(notice: Notice, receipt: Receipt, at: datetime) -> None:
    notice.state = State.SENT.value
    notice.sent_at = at
    notice.next_attempt_at = None
    notice.failure = ""
    notice.transport = receipt.transport
    notice.gateway_reference = receipt.gateway_reference
    if receipt.transport != DEMONSTRATION:  # whoever tries the demonstration reads the code in the outbox
        _blank_secrets(notice)


def found_sent(notice: Notice, *, at: datetime) -> None:
    """Put down as sent (not saved) what its carrier proves to have taken, whatever was known of the attempt."""
    _sent(notice, Receipt(transport="gateway", gateway_reference=notice.gateway_reference), at)
    notice.trying = False


def _not_sent(notice: Notice, error: NotSent) -> None:
    notice.failure = str(error)[:300]
    if error.unknown and not may_be_repeated(notice):
        _unsure(notice, notice.failure)
        return
    due = notice.next_attempt_at
    last = wait_after(notice.attempts + 1, BY_KIND[notice.kind]) is None
    if error.final or last or due is None or (notice.useful_until is not None and due > notice.useful_until):
        _given_up(notice, notice.failure)
    else:
        queue.defer_delivery([notice], at=due)


def _given_up(notice: Notice, why: str) -> None:
    _end_unsent(notice, why)
    logger.error("notice %s (%s by %s) given up: %s", notice.pk, notice.kind, notice.channel, why)


def call_off(*, kinds: Collection[str], subject_kind: str, subject_ids: Collection[int], why: str) -> int:
    """Never send what is still owed of these kinds about these subjects; return how much. What is being sent at this moment is
    beyond recall. Nobody misses what was called off, and nobody sends it again. Two queries."""
    owed = Notice.objects.filter(
        kind__in=kinds, subject_kind=subject_kind, subject_id__in=subject_ids, state=State.OWED.value
    )
    waiting = list(owed.select_for_update(skip_locked=True, of=("self",)))
    for notice in waiting:
        _end_unsent(notice, f"{CALLED_OFF}{why}"[:300])
        notice.useful_until = notice.useful_until or notice.owed_at
    Notice.objects.bulk_update(waiting, ["state", "trying", "next_attempt_at", "failure", "context", "useful_until"])
    return len(waiting)


def _end_unsent(notice: Notice, why: str) -> None:
    notice.state = State.FAILED.value
    notice.trying = False
    notice.next_attempt_at = None
    notice.failure = why
    _blank_secrets(notice)


def _unsure(notice: Notice, why: str) -> None:
    notice.state = State.UNSURE.value
    notice.trying = False
    notice.next_attempt_at = None
    notice.failure = why
    logger.error("notice %s (%s by %s) perhaps sent: %s", notice.pk, notice.kind, notice.channel, why)


def _blank_secrets(notice: Notice) -> None:
    secrets = BY_KIND[notice.kind].secrets
    notice.context = {name: BLANK if name in secrets else value for name, value in notice.context.items()}


def sweep(*, at: datetime) -> int:
    """Defer a delivery for every due notice that has no job alive, the longest due first; return how many.

    Jobs do the work in the ordinary course: this finds what they lost (a worker killed in an attempt, a job failed
    or deleted). All that is due is taken, however much, in batches.
    """
    jobs = ProcrastinateJob.objects.filter(task_name=queue.DELIVER, status__in=LIVE)
    alive = jobs.annotate(notice=Cast(KT("args__notice_id"), BigIntegerField())).filter(notice=OuterRef("pk"))
    due = Notice.objects.filter(~Exists(alive), state=State.OWED.value, next_attempt_at__lte=at)
    found = 0
    while True:
        with transaction.atomic():  # a batch that has its jobs is no longer among the due
            batch = list(due.order_by("next_attempt_at", "pk")[:BATCH])
            queue.defer_delivery(batch)
        found += len(batch)
        if len(batch) < BATCH:
            return found
