"""What others may read of notices. Which user may ask for what is the caller's to decide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet

from tawasul.notices import compose, wording
from tawasul.notices.labels import CHANNEL_LABELS, DELIVERY_LABELS, STATE_LABELS
from tawasul.notices.models import CALLED_OFF, DEMONSTRATION, NOT_ARRIVED, Notice
from tawasul.notices.states import Channel, State

MANY = 99


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A notice as a page or the API shows it. The address is masked."""

    id: int
    kind: str
    channel: str
    channel_label: Any
    state: str
    state_label: Any
    address_masked: str
    language: str
    text: str  # the SMS, the in-app line, or the text of the e-mail
    subject_line: str  # of an e-mail; else empty
    link: str
    subject_kind: str
    subject_id: int
    owed_at: datetime
    sent_at: datetime | None
    read_at: datetime | None
    failure: str
    delivery: str  # what the gateway told later: "", "delivered", "undelivered"
    delivery_label: Any
    delivery_at: datetime | None
    waits_until: datetime | None  # the end of the quiet hours, for an SMS that waits for it
    may_be_sent_again: bool  # by `actions.try_again`


def _shown(notices: Iterable[Notice], language: str = "") -> list[Shown]:
    return [_one(notice, language) for notice in notices]


def _one(notice: Notice, language: str = "") -> Shown:
    language = language if language and notice.channel == Channel.IN_APP.value else notice.language
    letter = compose.mail(notice) if notice.channel == Channel.EMAIL.value else None
    return Shown(
        id=notice.pk,
        kind=notice.kind,
        channel=notice.channel,
        channel_label=CHANNEL_LABELS[notice.channel],
        state=notice.state,
        state_label=STATE_LABELS[notice.state],
        address_masked=notice.address_masked,
        language=language,
        text=letter.text if letter else compose.line_in(notice, language),
        subject_line=letter.subject if letter else "",
        link=wording.said(notice.context, notice.language, isolated=False).get(wording.LINK, ""),
        subject_kind=notice.subject_kind,
        subject_id=notice.subject_id,
        owed_at=notice.owed_at,
        sent_at=notice.sent_at,
        read_at=notice.read_at,
        failure=notice.failure,
        delivery=notice.delivery,
        delivery_label=DELIVERY_LABELS.get(notice.delivery, ""),
        delivery_at=notice.delivery_at,
        waits_until=_waits_until(notice),
        may_be_sent_again=notice.may_be_sent_again,
    )


def _waits_until(notice: Notice) -> datetime | None:
    due = notice.next_attempt_at
    return due if due and not notice.attempts and due > notice.owed_at else None


def _page(notices: QuerySet[Notice], before: int | None, limit: int, language: str = "") -> list[Shown]:
    """The newest `limit` of those whose id is under `before`: give the last id shown to get the next page."""
    older = notices if before is None else notices.filter(pk__lt=before)
    return _shown(older.select_related("wording").order_by("-pk")[:limit], language)


def _in_app(user_id: int) -> QuerySet[Notice]:
    return Notice.objects.filter(user_id=user_id, channel=Channel.IN_APP.value)


def unread_for(user_id: int, limit: int = 20, language: str = "") -> list[Shown]:
    """The user's unread in-app notices, newest first; in the `language` of the page, or else as they were owed."""
    return _page(_in_app(user_id).filter(read_at=None), None, limit, language)


def unread_count(user_id: int) -> int:
    """How many are unread, counted up to one more than MANY, that the bell costs the same however many there are."""
    return _in_app(user_id).filter(read_at=None)[: MANY + 1].count()


def received_by(user_id: int, before: int | None = None, limit: int = 50, language: str = "") -> list[Shown]:
    """All in-app notices of the user, read ones too, newest first; in the `language` of the page, or else as they were owed."""
    return _page(_in_app(user_id), before, limit, language)


def about(subject_kind: str, subject_id: int, before: int | None = None, limit: int = 50) -> list[Shown]:
    """What was owed about one subject, to whomever, newest first."""
    return _page(Notice.objects.filter(subject_kind=subject_kind, subject_id=subject_id), before, limit)


def not_arrived(before: int | None = None, limit: int = 50, *, about: Mapping[str, Any] | None = None) -> list[Shown]:
    """What did not arrive, or perhaps not, newest first: given up, unsure, not delivered; but not what was called off.

    `about` narrows it to subjects: by kind of subject, their ids (anything that a lookup `in` takes).
    """
    return _page(_about(_missed(), about), before, limit)


def _missed() -> QuerySet[Notice]:
    return Notice.objects.filter(NOT_ARRIVED).exclude(failure__startswith=CALLED_OFF)


def has_not_arrived(notice_id: int, *, about: Mapping[str, Any]) -> bool:
    """Whether this notice is one of `not_arrived` about these subjects."""
    return _about(_missed().filter(pk=notice_id), about).exists()


def outbox(
    before: int | None = None,
    limit: int = 50,
    *,
    address: str = "",
    about: Mapping[str, Any] | None = None,
) -> list[Shown]:
    """What a demonstration would have sent, or will when the quiet hours end, newest first; to one `address` if given.

    `about` narrows it to subjects as in `not_arrived`.
    """
    kept = Notice.objects.filter(
        Q(transport=DEMONSTRATION) | Q(state=State.OWED.value, next_attempt_at__gt=F("owed_at"))
    )
    if address:
        kept = kept.filter(address=address)
    return _page(_about(kept, about), before, limit)


def _about(notices: QuerySet[Notice], about: Mapping[str, Any] | None) -> QuerySet[Notice]:
    if about is None:
        return notices
    wanted = (Q(subject_kind=kind, subject_id__in=ids) for kind, ids in about.items())
    return notices.filter(reduce(or_, wanted, Q(pk__in=[])))


def overdue_count(*, before: datetime) -> int:
    """How many owed notices were due before this moment and are still not sent: a measure of the gateway's health."""
    return Notice.objects.filter(state=State.OWED.value, next_attempt_at__lt=before).count()


def not_arrived_count(*, since: datetime) -> int:
    """How many notices owed after this moment were given up, are unsure, or were not delivered."""
    return _missed().filter(owed_at__gte=since).count()
