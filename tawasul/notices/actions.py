"""The only writers of notices: owing (with the cause), reading, having a failed one tried again, and calling one off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from tawasul.lib.errors import NotFound
from tawasul.notices import queue, quiet, quieting, words
from tawasul.notices.choices import choose
from tawasul.notices.delivery import call_off, deliver, sweep
from tawasul.notices.labels import NO_SUCH_NOTICE
from tawasul.notices.messages import BY_KIND
from tawasul.notices.models import Notice
from tawasul.notices.quieting import set_quiet_hours
from tawasul.notices.receipts import record_delivery
from tawasul.notices.recipients import Recipient
from tawasul.notices.rewording import restore, reword
from tawasul.notices.states import Channel, State
from tawasul.notices.wording import Value, kept

__all__ = [
    "Cause",
    "call_off",
    "choose",
    "deliver",
    "forget_before",
    "mark_read",
    "owe",
    "owe_each",
    "record_delivery",
    "restore",
    "reword",
    "set_quiet_hours",
    "sweep",
    "try_again",
]

ON_PAGE = "page"


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One cause of notices to whoever must hear of it; what each part means is said at `owe`."""

    once: str
    subject_id: int
    recipients: Sequence[Recipient]
    context: Mapping[str, Value]


def owe(
    *,
    kind: str,
    once: str,
    at: datetime,
    subject_kind: str,
    subject_id: int,
    recipients: Iterable[Recipient],
    context: Mapping[str, Value],
    at_any_hour: bool = False,
    begins_at: datetime | None = None,
) -> list[Notice]:
    """Owe the message `kind` to each recipient, in every channel of the message that reaches them.

    Call it in the transaction of the cause: notices and the jobs that deliver them exist if and only if it commits.
    `once` names the cause ("event:812"); asked again for the same cause, reader and channel, nothing is added.
    `context` holds a value for each placeholder of the message (ValueError names those that are missing): text, a
    date or moment (said in both calendars in the reader's language), or {"ar": …, "en": …}; a `link` may be a path.
    `at_any_hour` lets what would wait for the end of the quiet hours leave at once: what is said of an emergency.
    `begins_at` is when that begins of which it speaks: what begins too soon to wait leaves at once too.
    Returns the notices of this cause, those owed before included.
    """
    at_any_hour = at_any_hour or (begins_at is not None and quiet.too_soon_to_wait(at, begins_at, quieting.in_force()))
    cause = Cause(once=once, subject_id=subject_id, recipients=tuple(recipients), context=context)
    return owe_each(kind=kind, at=at, subject_kind=subject_kind, causes=[cause], at_any_hour=at_any_hour)


def owe_each(
    *, kind: str, at: datetime, subject_kind: str, causes: Sequence[Cause], at_any_hour: bool = False
) -> list[Notice]:
    """As `owe`, for many causes at once; a fixed number of queries."""
    message = BY_KIND[kind]
    for cause in causes:
        if missing := message.needed - cause.context.keys():
            raise ValueError(f"{kind} needs {', '.join(sorted(missing))}")
    told = [
        (cause, recipient, channel)
        for cause in causes
        for recipient in cause.recipients
        for channel in recipient.channels_of(message)
    ]
    if not told:
        return []
    values, worded = {cause.once: kept(cause.context) for cause, _, _ in told}, words.in_force(kind)
    quiet_ones = {channel for _, _, channel in told if quieting.keeps_quiet(kind, channel, at_any_hour=at_any_hour)}
    hours = quieting.in_force() if quiet_ones else None
    wanted = [
        Notice(
            kind=kind,
            once=f"{kind}|{cause.once}|{recipient.key}|{channel}",
            subject_kind=subject_kind,
            subject_id=cause.subject_id,
            user_id=recipient.user_id,
            beneficiary_id=recipient.beneficiary_id,
            channel=channel,
            address=recipient.address(channel),
            language=recipient.language,
            context=values[cause.once],
            owed_at=at,
            useful_until=at + message.useful_for if message.useful_for else None,
            wording=worded.get(recipient.language),
            at_any_hour=at_any_hour,
            **_beginning(channel, at, hours if channel in quiet_ones else None),
        )
        for cause, recipient, channel in told
    ]
    with transaction.atomic():
        owed = _kept(wanted)
        _ask_for_delivery(owed, at)
    return owed


def _kept(wanted: list[Notice]) -> list[Notice]:
    """These notices, kept; or, where some of them were kept before for the same cause, the others and those."""
    try:
        with transaction.atomic():
            return Notice.objects.bulk_create(wanted)
    except IntegrityError:
        for notice in wanted:
            notice.pk = None
        Notice.objects.bulk_create(wanted, ignore_conflicts=True)
        return list(Notice.objects.filter(once__in=[notice.once for notice in wanted]).order_by("pk"))


def _ask_for_delivery(owed: list[Notice], at: datetime) -> None:
    waiting = [notice for notice in owed if notice.state == State.OWED.value and notice.next_attempt_at]
    for moment in {notice.next_attempt_at for notice in waiting}:
        due = [notice for notice in waiting if notice.next_attempt_at == moment]
        queue.defer_delivery(due, at=moment if moment and moment > at else None)


def _beginning(channel: str, at: datetime, hours: quiet.Hours | None) -> dict[str, object]:
    """A notice in the pages has arrived once it is kept; the others are owed, some at the end of the quiet `hours`."""
    if channel == Channel.IN_APP.value:
        return {"state": State.SENT.value, "sent_at": at, "transport": ON_PAGE}
    until = quiet.waits_until(at, hours) if hours else None
    return {"state": State.OWED.value, "next_attempt_at": until or at}


def mark_read(*, user_id: int, notice_ids: Iterable[int], at: datetime) -> int:
    """Mark these in-app notices of this user read; others' are left as they are. Returns how many were unread."""
    unread = Notice.objects.filter(user_id=user_id, channel=Channel.IN_APP.value, read_at=None)
    return unread.filter(pk__in=list(notice_ids)).update(read_at=at)


def try_again(*, notice_id: int, at: datetime) -> None:
    """Owe a notice again that was given up, or perhaps not sent, from the first attempt. One whose time has passed or
    secret is gone cannot be sent again; raises NotFound for it."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().filter(pk=notice_id).first()
        if notice is None or not notice.may_be_sent_again:
            raise NotFound(NO_SUCH_NOTICE)
        notice.state = State.OWED.value
        notice.attempts = 0
        notice.next_attempt_at = at
        notice.save(update_fields=["state", "attempts", "next_attempt_at"])
        queue.defer_delivery([notice])


def forget_before(at: datetime) -> int:
    """Delete messages owed before `at` that carried a secret: nothing is to be learnt from them. Returns how many."""
    kinds = [message.kind for message in BY_KIND.values() if message.secrets]
    return Notice.objects.filter(kind__in=kinds, owed_at__lt=at).delete()[0]
