"""Links by which whoever is invited confirms, asks for another date, or says that they need it no more.

Nothing of a link is kept: it is proved by its signature until the session begins, while the place is theirs.
"""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.utils.http import base36_to_int, int_to_base36

from tawasul.meetings.models import Seat

_SALT = "tawasul.meetings"
RELATED = ("session__centre__parent", "request__beneficiary", "request__centre")


def path_to(seat: Seat) -> str:
    """The path of the page that the link opens."""
    return f"/meet/{token_for(seat)}/"


def token_for(seat: Seat) -> str:
    """What opens a place, in letters that an address may hold."""
    return _signer().sign(int_to_base36(seat.pk))


def seat_of(token: str, *, at: datetime) -> tuple[Seat | None, bool]:
    """The seat for which a link was made here, and whether it opens anything now: it is theirs, and has not begun."""
    try:
        pk = base36_to_int(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None, False
    seat = Seat.objects.select_related(*RELATED).filter(pk=pk).first()
    return seat, seat is not None and seat.state in Seat.SEATED and at < seat.begins_at


def _signer() -> Signer:
    return Signer(sep=".", salt=_SALT)
