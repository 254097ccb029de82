"""Instants as whole microseconds since 1970: where very many are compared and remembered, whole numbers are soon handled."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from tawasul.lib.hijri import RIYADH

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
ONE_DAY = timedelta(days=1) // MICROSECOND
RIYADH_IS_AHEAD = timedelta(hours=3) // MICROSECOND  # all year


def microseconds(instant: datetime) -> int:
    """The number of an aware instant, exactly."""
    return (instant - EPOCH) // MICROSECOND


@lru_cache(maxsize=16_384)
def instant(number: int) -> datetime:
    """The instant of a number, in Riyadh's time."""
    return (EPOCH + timedelta(microseconds=number)).astimezone(RIYADH)


def day_of(number: int) -> int:
    """The day on which it falls in Riyadh: days since the first of 1970."""
    return (number + RIYADH_IS_AHEAD) // ONE_DAY
