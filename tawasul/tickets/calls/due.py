"""Which tickets' beneficiaries are to be called, as conditions on the ticket alone."""

from datetime import datetime, time, timedelta

from django.db.models import Q

from tawasul.lib.hijri import RIYADH


def today(now: datetime) -> Q:
    """A call is planned for today, in Riyadh, or was for before."""
    return Q(call_at__lt=_midnight(now))


def later(now: datetime) -> Q:
    """A call is planned for another day."""
    return Q(call_at__gte=_midnight(now))


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(RIYADH).date() + timedelta(days=1), time.min, RIYADH)
