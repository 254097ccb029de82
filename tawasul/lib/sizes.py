"""How large a file is, in words."""

from django.utils.translation import gettext as _

MEGABYTE = 1_000_000


def said_size(size: int) -> str:
    """Bytes in kB or MB, with one digit after the point, in the active language; as the uploader says it too
    (`behaviours/uploader.ts`)."""
    large = size >= MEGABYTE
    amount = int(size / (MEGABYTE if large else MEGABYTE / 1000) * 10 + 0.5) / 10
    return (_("{amount} MB") if large else _("{amount} kB")).format(amount=f"{amount:g}")
