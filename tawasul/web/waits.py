"""How waits are said, and how pages of a hall that refresh themselves cost one small query while nothing happened in it."""

from datetime import datetime
from hashlib import sha256

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tawasul.reception import waiting

MINUTE = 60


def tag_of(version: int, at: datetime, *said: object) -> str:
    """The ETag of what a page shows of a hall: it changes with the hall, and with the minute, in which waits are said."""
    words = f"{get_language()}|{version}|{int(at.timestamp()) // MINUTE}|{'|'.join(map(str, said))}"
    return f'"{sha256(words.encode()).hexdigest()[:24]}"'


def minutes_said(minutes: float) -> str:
    """A length of waiting, in whole minutes."""
    whole = int(minutes)
    if whole < 1:
        return _("less than a minute")
    return ngettext("%(count)s minute", "%(count)s minutes", whole) % {"count": whole}


def since_said(minutes: float) -> str:
    """How long something has lasted, in whole minutes: a message of its own, for a length after “for” is declined."""
    whole = int(minutes)
    if whole < 1:
        return _("for less than a minute")
    return ngettext("for %(count)s minute", "for %(count)s minutes", whole) % {"count": whole}


def ago_said(minutes: float) -> str:
    """How long ago something happened, in whole minutes."""
    whole = int(minutes)
    if whole < 1:
        return _("less than a minute ago")
    return ngettext("%(count)s minute ago", "%(count)s minutes ago", whole) % {"count": whole}


def expected_said(minutes: float | None) -> str:
    """An expected wait as it is told: as exactly as it is known, and never as if it were promised."""
    if minutes is None:
        return _("Nobody serves this at the moment")
    whole = waiting.said(minutes)
    if whole < 1:
        return _("Now, or in a moment")
    return ngettext("About %(count)s minute", "About %(count)s minutes", whole) % {"count": whole}
