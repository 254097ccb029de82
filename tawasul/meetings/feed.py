"""The sessions of a centre as a calendar that the office's own program reads (RFC 5545): when, where, how many; nobody's
name."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext, ngettext, override
from icalendar import Calendar, Event

from tawasul.centres.models import Place
from tawasul.meetings.models import Session

PRODUCT = "-//Tawasul//Meetings//AR"


def calendar_of(centre: Place, sessions: Iterable[Session], at: datetime, *, host: str, language: str = "ar") -> bytes:
    """The calendar's bytes. `sessions` carry how many are `seated`, `confirmed` and `came`; `host` makes their names unique."""
    with override(language):
        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        name = gettext("Meetings of the official")
        calendar.add("x-wr-calname", f"{name} — {centre.name}")
        for session in sessions:
            calendar.add_component(_event(session, at, host))
        return bytes(calendar.to_ical())


def _event(session: Session, at: datetime, host: str) -> Event:
    seated = getattr(session, "seated", 0)
    told = ngettext("%(count)d has a place", "%(count)d have a place", seated) % {"count": seated}
    title = gettext("Receiving beneficiaries")
    event = Event()
    event.add("uid", f"meeting-session-{session.pk}@{host}")
    event.add("dtstamp", at)
    event.add("dtstart", session.begins_at)
    event.add("dtend", session.ends_at)
    event.add("sequence", session.version)
    event.add("summary", f"{title}: {session.cause.title}" if session.cause else title)
    event.add("location", session.room)
    if session.begins_at <= at:
        come = gettext("came: %(came)s") % {"came": getattr(session, "came", 0)}
    else:
        come = gettext("confirmed: %(count)d") % {"count": getattr(session, "confirmed", 0)}
    event.add("description", f"{told} · {come}")
    event.add("status", "CANCELLED" if session.state == Session.CANCELLED else "CONFIRMED")
    return event
