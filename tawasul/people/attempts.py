"""Limited tries: so many of a thing in a window of time, counted by the database so that every host counts as one."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.utils.translation import gettext_lazy as _

from tawasul.lib.errors import TooMany
from tawasul.people.models import Attempt

_COUNT = """
INSERT INTO people_attempt (key, window_began_at, count) VALUES (%s, %s, 1)
ON CONFLICT (key, window_began_at) DO UPDATE SET count = people_attempt.count + 1
RETURNING count
"""


def count_attempt(*, what: str, who: str, limit: int, window: timedelta, at: datetime) -> None:
    """Count one try of `what` by `who` (an address, a mobile, a token: kept only as a hash).

    Raises TooMany, with the seconds left until the window ends, when more than `limit` fall into one window.
    Counted even when the caller's transaction fails only if called outside of it: call it first.
    """
    seconds = int(window.total_seconds())
    began = int(at.timestamp()) // seconds * seconds
    key = f"{what}:{sha256(who.encode()).hexdigest()[:32]}"
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, datetime.fromtimestamp(began, tz=at.tzinfo)])
        row = cursor.fetchone()
    if row is not None and row[0] > limit:
        raise TooMany(
            _("Too many tries. Please wait a little and try again."),
            retry_after=began + seconds - int(at.timestamp()),
        )


def forget_before(at: datetime) -> int:
    """Delete the windows that began before `at`; return how many."""
    return Attempt.objects.filter(window_began_at__lt=at).delete()[0]
