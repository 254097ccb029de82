"""How long a session lasts: idle minutes, and a longest time, whatever happens in it."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

BEGAN = "began_at"
SEEN = "seen_at"
POLL_HEADER = "X-Poll"
WRITTEN_EVERY = 60  # seconds: being seen is written down no more often, so that reading a page costs no write


def goes_on(request: HttpRequest, at: datetime) -> bool:
    """Whether the session may go on; notes that the person was seen, unless the page only refreshed itself."""
    session = request.session
    began, seen = session.get(BEGAN), session.get(SEEN)
    now = int(at.timestamp())
    if began is None or seen is None:
        session[BEGAN], session[SEEN] = now, now
        return True
    if now - seen > settings.SESSION_IDLE.total_seconds() or now - began > settings.SESSION_LONGEST.total_seconds():
        return False
    if now - seen >= WRITTEN_EVERY and not request.headers.get(POLL_HEADER):
        session[SEEN] = now
    return True


def began_at(request: HttpRequest) -> datetime | None:
    """When the person signed in."""
    began = request.session.get(BEGAN)
    return datetime.fromtimestamp(began, tz=UTC) if began is not None else None


def end(request: HttpRequest) -> None:
    """Sign out, and say why on the next page."""
    logout(request)
    messages.info(request, _("You were signed out because the session was idle or had lasted too long. Sign in again."))
