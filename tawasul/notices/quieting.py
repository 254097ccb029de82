"""The quiet hours in force, which messages keep them, and changing them."""

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotAllowed
from tawasul.lib.remembering import remembered
from tawasul.notices import quiet
from tawasul.notices.messages import BY_KIND
from tawasul.notices.models import QuietHours
from tawasul.notices.states import Channel


def latest() -> QuietHours | None:
    """The ministry's last word on quiet hours, if it has spoken."""
    return QuietHours.objects.select_related("made_by").order_by("-pk").first()


@remembered
def in_force() -> quiet.Hours:
    """The hours that hold now."""
    said = latest()
    return quiet.Hours(begins=said.begins, ends=said.ends) if said else quiet.OURS


def keeps_quiet(kind: str, channel: str, age: timedelta = timedelta(), *, at_any_hour: bool = False) -> bool:
    """Whether a message that was owed so long ago waits for the end of quiet hours: an SMS that is not urgent, not of an
    emergency (`at_any_hour`), and that nobody sits up for."""
    message = BY_KIND[kind]
    awaited = message.awaited_for is not None and age <= message.awaited_for
    return channel == Channel.SMS.value and not (at_any_hour or message.urgent or awaited)


def set_quiet_hours(*, actor: Actor, begins: time, ends: time, at: datetime) -> QuietHours:
    """Let these hours hold from now on; what waits already waits until the hour that it was given."""
    if not actor.can(Power.EDIT_WORDINGS):
        raise NotAllowed(_("Your role does not allow this."))
    return QuietHours.objects.create(begins=begins, ends=ends, made_by_id=actor.user_id, made_at=at)
