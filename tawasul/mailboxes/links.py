"""Links by which whoever wrote a letter files it themselves.

Nothing of a link is kept: it is proved by its signature, and was sent to the address from which the letter came. It opens the
letter while nobody has decided about it.
"""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.http import base36_to_int, int_to_base36

from tawasul.mailboxes.models import Message

GOOD_FOR = timedelta(days=14)
_SALT = "tawasul.mailboxes"


def path_to(message: Message, *, at: datetime) -> str:
    """The path of the page that a new link opens, until `at` + GOOD_FOR."""
    until = int((at + GOOD_FOR).timestamp())
    return f"/file/letter/{_signer().sign(f'{int_to_base36(message.pk)}-{int_to_base36(until)}')}/"


def message_of(token: str, *, at: datetime) -> Message | None:
    """The letter for which a link was made here and whose time has not passed, whatever became of it since."""
    try:
        named, until = _signer().unsign(token).split("-")
        pk, ends = base36_to_int(named), base36_to_int(until)
    except (BadSignature, ValueError):
        return None
    if at.timestamp() > ends:
        return None
    return Message.objects.select_related("mailbox__centre", "raw").filter(pk=pk).first()


def _signer() -> Signer:
    return Signer(sep=".", salt=_SALT)
