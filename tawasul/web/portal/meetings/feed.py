"""The sessions of a centre as a calendar for the office's own program: at an unguessable address, without anybody's name."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tawasul.lib.errors import NotFound
from tawasul.meetings import queries
from tawasul.meetings.feed import calendar_of
from tawasul.people.address import address_of
from tawasul.people.attempts import count_attempt

WRONG, HOUR = 60, timedelta(hours=1)


@require_safe
def meetings_feed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar. Raises NotFound for an address that is not one, and is not tried for long."""
    at, feed = timezone.now(), queries.feed_by_key(key)
    if feed is None:
        count_attempt(what="feed-wrong", who=address_of(request), limit=WRONG, window=HOUR, at=at)
        raise NotFound()
    host = urlsplit(settings.PUBLIC_URL).hostname or "tawasul"
    body = calendar_of(feed.centre, queries.sessions_for_feed(feed.centre_id, at), at, host=host)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
