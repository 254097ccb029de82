"""What a carrier tells later of a message that it took: that it reached the telephone, or did not."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tawasul.notices.delivery import found_sent
from tawasul.notices.models import Notice
from tawasul.notices.states import Channel, Delivery


def record_delivery(*, reference: str, delivery: Delivery, at: datetime) -> bool:
    """Record a delivery receipt under our reference or the gateway's; whether it told anything new.

    "Delivered" stays whatever comes after it; "not delivered" gives way to it. A receipt proves that the gateway took
    the message: one whose sending had no known end is sent, and is not tried again. Unknown references tell nothing.
    """
    with transaction.atomic():
        found = Notice.objects.filter(_named(reference), channel=Channel.SMS.value)
        notice = found.select_for_update(of=("self",)).order_by("pk").first()
        if notice is None or notice.delivery in {delivery.value, Delivery.DELIVERED.value}:
            return False
        if notice.sent_at is None:
            if not notice.attempts:  # nobody can have delivered what was never handed over
                return False
            found_sent(notice, at=at)
        notice.delivery, notice.delivery_at = delivery.value, at
        notice.save()
        return True


def _named(reference: str) -> Q:
    try:
        return Q(reference=UUID(reference))
    except ValueError:
        return Q(gateway_reference=reference) & ~Q(gateway_reference="")
